//! What a text says: the tunnels in it, and what there is to say besides.

use super::clean::CleanedText;
use super::defaults::PlatformDefaults;
use super::device_tunnel::DeviceTunnel;
use super::note::{Note, Notes};
use super::version::DeviceRelease;

/// How many tunnels of one text are read.
pub const MAX_TUNNELS: usize = 2000;

/// What a text says.
pub struct ParsedConfig {
    /// The id of the platform.
    pub platform: &'static str,
    /// What counts on it where a line is absent.
    pub defaults: PlatformDefaults,
    /// The release, as named by the caller or as the text says.
    pub version: Option<String>,
    /// The tunnels, in the order of the text.
    pub tunnels: Vec<DeviceTunnel>,
    /// What is no tunnel of this kind.
    pub ignored: Vec<IgnoredObject>,
    /// What there is to say besides.
    pub notes: Notes,
    /// Lines about VPNs that were not understood.
    pub left_over: Vec<UnreadLine>,
}

/// Something in the text that is no site-to-site tunnel, or is switched off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IgnoredObject {
    /// Its name.
    pub name: String,
    /// Why, by the id of a sentence without the `peer-ignored-` in front.
    pub reason: &'static str,
    /// Its line.
    pub line: Option<usize>,
}

/// A line that was not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadLine {
    /// Its number.
    pub line: usize,
    /// The words it begins with, never so many that a key could be among them.
    pub words: String,
}

impl std::fmt::Debug for ParsedConfig {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ParsedConfig")
            .field("platform", &self.platform)
            .field("version", &self.version)
            .field("tunnels", &self.tunnels.len())
            .finish_non_exhaustive()
    }
}

impl ParsedConfig {
    /// What a text of a platform says, of which nothing is read yet.
    pub fn new(platform: &'static str, defaults: PlatformDefaults) -> Self {
        let (tunnels, ignored, left_over) = (Vec::new(), Vec::new(), Vec::new());
        let notes = Notes::default();
        Self { platform, defaults, version: None, tunnels, ignored, notes, left_over }
    }

    /// Whether as many tunnels were read as are read of one text.
    pub fn is_full(&self) -> bool {
        self.tunnels.len() > MAX_TUNNELS
    }

    /// Notes that something is no tunnel.
    pub fn ignore(&mut self, name: &str, reason: &'static str, line: usize) {
        let line = (line > 0).then_some(line);
        self.ignored.push(IgnoredObject { name: name.to_owned(), reason, line });
    }

    /// Notes the release that the text names, unless the caller named one.
    pub fn release(&mut self, release: impl Into<String>) {
        if self.version.is_none() {
            self.version = Some(release.into());
        }
    }

    /// The release as numbers.
    pub fn numbers(&self) -> Option<DeviceRelease> {
        self.version.as_deref().and_then(DeviceRelease::parse)
    }

    /// Notes words that mean nothing here.
    pub fn unknown_words(&mut self, words: Vec<String>, line: usize) {
        for word in words {
            self.notes.add(Note::new("unknown-word").on(line).with("word", word));
        }
    }

    /// Notes a reference to something that is not in the text.
    pub fn missing(&mut self, kind: &'static str, name: &str, line: usize) {
        // Half a section ends before the name.
        let note = match name {
            "" => Note::new("unnamed"),
            name => Note::new("missing").with("name", name),
        };
        self.notes.add(note.on(line).with("kind", kind));
    }

    /// Notes that the text does not hold the IPsec profile of a tunnel.
    pub fn missing_profile(&mut self, name: &str, line: usize, tunnel: &mut DeviceTunnel) {
        self.missing("ipsec profile", name, line);
        tunnel.unresolved.extend(["ike", "esp"]);
    }

    /// Notes the lines that nobody asked for.
    pub fn left_over(&mut self, text: &CleanedText, mut numbers: Vec<usize>) {
        numbers.sort_unstable();
        numbers.dedup();
        for number in numbers {
            if let Ok(at) = text.lines.binary_search_by_key(&number, |line| line.number) {
                self.left_over
                    .push(UnreadLine { line: number, words: opening(&text.lines[at].text) });
            }
        }
    }
}

/// The first words of a line, cut before anything that could be a key.
fn opening(text: &str) -> String {
    const TELLING: [&str; 6] = ["key", "secret", "psk", "password", "pre-share", "cipher"];
    let mut words = Vec::new();
    for word in text.split_whitespace().take(3) {
        let lower = word.to_ascii_lowercase();
        words.push(word);
        if TELLING.iter().any(|telling| lower.contains(telling)) || words.len() == 3 {
            break;
        }
    }
    // A setting in one word may hold its value.
    words.join(" ").split('=').next().unwrap_or_default().to_owned()
}
