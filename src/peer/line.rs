//! A line of a text that was read.

use zeroize::Zeroizing;

/// A line of the text, cleaned.
#[derive(Clone)]
pub struct Line {
    /// Its number in the text as it came, from 1.
    pub number: usize,
    /// What stands there; it may hold a key.
    pub text: Zeroizing<String>,
    /// Whether its indentation can be relied on.
    pub indent_kept: bool,
}

impl Line {
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
