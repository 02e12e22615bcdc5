//! A line of a text that was read.

use zeroize::Zeroizing;

/// Something made of settings, each of which stands in a line.
pub trait SettingLines {
    /// The line of a setting, by its words; where it has a value of its own, the line of that.
    fn setting_line(&self, words: &str) -> Option<usize>;
}

/// A line of the text, cleaned.
#[derive(Clone)]
pub struct SourceLine {
    /// Its number in the text as it came, from 1.
    pub number: usize,
    /// What stands there; it may hold a key.
    pub text: Zeroizing<String>,
    /// Whether its indentation can be relied on.
    pub indent_kept: bool,
}

impl SourceLine {
    /// Blanks in front; a tab counts as eight.
    pub fn indent(&self) -> usize {
        let mut columns = 0;
        for letter in self.text.chars() {
            match letter {
                ' ' => columns += 1,
                '\t' => columns += 8,
                _ => break,
            }
        }
        columns
    }
}
