//! What a platform is: data about it, and the function that reads its text.

use super::clean::CleanedText;
use super::reading::ParsedConfig;

pub use super::defaults::{Evidence, PlatformDefault, from_source, known};

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
    pub defaults: &'static [PlatformDefault],
    /// Whether a text is one of its configurations.
    pub(super) detect: fn(&TextProbe<'_>) -> bool,
    /// Reads a text.
    pub(super) reader: fn(&CleanedText, &mut ParsedConfig),
}

/// A text, asked for the words that tell platforms apart.
pub struct TextProbe<'a>(pub(super) &'a CleanedText);

impl TextProbe<'_> {
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
