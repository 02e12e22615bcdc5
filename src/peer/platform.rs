//! What a platform is: data about it, and the function that reads its text.

use super::clean::Text;
use super::contract::IkeVersion;
use super::platforms::ALL;
use super::read::Reading;
use super::version::Version;

/// How sure a fact about a platform is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Read in the source that is named, or measured.
    Source,
    /// General knowledge.
    Known,
}

/// What counts where a line is absent.
#[derive(Clone, Copy, Debug)]
pub struct Assumption {
    /// The field, as in the output of the reader: `ike.enc`, `esp.lifetime_kb`, `start`.
    pub field: &'static str,
    /// The value, words with blanks between; `none` where nothing limits.
    pub value: &'static str,
    /// How sure that is.
    pub mark: Mark,
    /// Where it comes from.
    pub source: &'static str,
    since: Option<&'static str>,
    before: Option<&'static str>,
}

impl Assumption {
    /// From that release on.
    #[must_use]
    pub const fn since(mut self, release: &'static str) -> Self {
        self.since = Some(release);
        self
    }

    /// Up to the release before that one.
    #[must_use]
    pub const fn before(mut self, release: &'static str) -> Self {
        self.before = Some(release);
        self
    }
}

/// A default that was read in a source.
pub const fn read_in(field: &'static str, value: &'static str, source: &'static str) -> Assumption {
    Assumption { field, value, mark: Mark::Source, source, since: None, before: None }
}

/// A default that is generally known.
pub const fn known(field: &'static str, value: &'static str, source: &'static str) -> Assumption {
    Assumption { field, value, mark: Mark::Known, source, since: None, before: None }
}

/// A kind of device or daemon.
pub struct Platform {
    /// Its id on the command line.
    pub id: &'static str,
    /// Who makes it.
    pub vendor: &'static str,
    /// What it is called.
    pub product: &'static str,
    /// Releases at which an answer changes, oldest first.
    pub versions: &'static [&'static str],
    /// What counts where a line is absent; the first row that fits the release holds.
    pub defaults: &'static [Assumption],
    /// Whether a text is one of its configurations.
    pub(super) recognise: fn(&Signs<'_>) -> bool,
    /// Reads a text.
    pub(super) reader: fn(&Text, &mut Reading),
}

impl Platform {
    /// What counts for a field that is absent in a tunnel of that IKE version.
    pub fn default_of(
        &self,
        field: &str,
        ike: Option<IkeVersion>,
        version: Option<&Version>,
    ) -> Option<&'static Assumption> {
        let apart = if ike == Some(IkeVersion::V1) { "ikev1" } else { "ikev2" };
        self.default(&format!("{field}.{apart}"), version).or_else(|| self.default(field, version))
    }

    /// What counts for a field that is absent; without a release the newest is meant.
    pub fn default(&self, field: &str, version: Option<&Version>) -> Option<&'static Assumption> {
        self.defaults.iter().filter(|row| row.field == field).find(|row| match version {
            None => row.before.is_none(),
            Some(version) => {
                row.since.is_none_or(|release| version.is_at_least(release))
                    && row.before.is_none_or(|release| !version.is_at_least(release))
            }
        })
    }
}

/// All platforms, those first whose signs decide best.
pub fn platforms() -> &'static [Platform] {
    ALL
}

/// The platform of that id.
pub fn find(id: &str) -> Option<&'static Platform> {
    platforms().iter().find(|platform| platform.id == id)
}

/// A text, asked for the words that tell platforms apart.
pub struct Signs<'a>(pub(super) &'a Text);

impl Signs<'_> {
    /// Whether a line begins so.
    pub fn starts(&self, words: &str) -> bool {
        self.0.lines.iter().any(|line| line.text.trim_start().starts_with(words))
    }

    /// Whether a line begins with one of these.
    pub fn starts_any(&self, all: &[&str]) -> bool {
        all.iter().any(|words| self.starts(words))
    }

    /// Whether a line holds this.
    pub fn has(&self, words: &str) -> bool {
        self.0.lines.iter().any(|line| line.text.contains(words))
    }

    /// Whether the text is XML that holds this.
    pub fn xml(&self, words: &str) -> bool {
        self.0.xml && self.0.whole.contains(words)
    }
}
