//! A pre-shared key under the cursor: masked unless shown, and in memory that is wiped.
//!
//! Not on tui-input, whose value is an ordinary text and which keeps what was deleted for a yank.

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use tui_input::InputRequest;
use unicode_width::UnicodeWidthStr as _;
use zeroize::{Zeroize as _, Zeroizing};

use crate::connection::Secret;
use crate::text::printable;
use crate::tui::theme::Theme;

use super::line_input::{InputLine, request};

/// Longer than any key; what is pasted beyond is not taken.
const LONGEST: usize = 4096;

/// A key being typed.
#[derive(Clone)]
pub struct SecretInput {
    text: Zeroizing<String>,
    /// In letters from the left.
    cursor: usize,
    is_selected: bool,
    /// Whether it is shown in plain.
    pub is_shown: bool,
}

impl std::fmt::Debug for SecretInput {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("KeyInput").field("cursor", &self.cursor).finish_non_exhaustive()
    }
}

impl SecretInput {
    /// A key with the cursor behind it.
    pub fn new(key: Option<&Secret>) -> Self {
        // Of its full size from the start: a text that grows leaves copies behind.
        let mut text = Zeroizing::new(String::with_capacity(LONGEST));
        if let Some(key) = key {
            text.push_str(key.expose());
        }
        let cursor = text.chars().count();
        Self { text, cursor, is_selected: false, is_shown: false }
    }

    /// The same, selected: what is typed or pasted takes its place, until one edits or moves in it. So is
    /// one that is kept sealed, of which there is no letter to see.
    #[must_use]
    pub const fn selected(mut self) -> Self {
        self.is_selected = true;
        self
    }

    /// Whether the next letter takes the place of what stands there.
    pub const fn is_selected(&self) -> bool {
        self.is_selected
    }

    fn replace_selected(&mut self) {
        if std::mem::take(&mut self.is_selected) {
            self.text.zeroize();
            self.cursor = 0;
        }
    }

    /// The key as it stands.
    pub fn key(&self) -> Secret {
        Secret::new(self.text.as_str())
    }

    /// Edits; whether the key was one that edits or moves the cursor.
    pub fn press(&mut self, key: KeyEvent) -> bool {
        use InputRequest as R;
        let Some(request) = request(key) else { return false };
        if matches!(request, R::InsertChar(_)) {
            self.replace_selected();
        }
        self.is_selected = false;
        let last = self.text.chars().count();
        match request {
            R::InsertChar(letter) => self.insert(letter),
            R::GoToPrevChar | R::GoToPrevWord => self.cursor = self.cursor.saturating_sub(1),
            R::GoToNextChar | R::GoToNextWord => self.cursor = (self.cursor + 1).min(last),
            R::GoToStart => self.cursor = 0,
            R::GoToEnd => self.cursor = last,
            R::DeletePrevChar if self.cursor > 0 => {
                self.cursor -= 1;
                self.cut(self.cursor, self.cursor + 1);
            }
            R::DeleteNextChar => self.cut(self.cursor, self.cursor + 1),
            R::DeletePrevWord | R::DeleteFromStart => {
                self.cut(0, self.cursor);
                self.cursor = 0;
            }
            R::DeleteTillEnd | R::DeleteNextWord => self.cut(self.cursor, last),
            R::DeleteLine => {
                self.cut(0, last);
                self.cursor = 0;
            }
            _ => {}
        }
        true
    }

    /// Takes a pasted key in as it is, blanks included: the rules name them, and one key cleans them.
    /// A line break at the end is what copying a line brings along, and no part of a key.
    pub fn paste(&mut self, text: &str) {
        self.replace_selected();
        let text = text.strip_suffix('\n').unwrap_or(text);
        let text = text.strip_suffix('\r').unwrap_or(text);
        for letter in text.chars() {
            self.insert(letter);
        }
    }

    fn insert(&mut self, letter: char) {
        if self.text.len() + letter.len_utf8() > LONGEST {
            return;
        }
        let at = self.byte(self.cursor);
        self.text.insert(at, letter);
        self.cursor += 1;
    }

    fn cut(&mut self, from: usize, to: usize) {
        let (from, to) = (self.byte(from), self.byte(to));
        self.text.drain(from..to);
    }

    fn byte(&self, letter: usize) -> usize {
        self.text.char_indices().nth(letter).map_or(self.text.len(), |(byte, _)| byte)
    }

    /// Draws the key and tells where the cursor is. A selected one is seen from its beginning.
    pub fn draw(&self, area: Rect, buffer: &mut Buffer, theme: Theme) -> Position {
        let mask = theme.marks().masked;
        let width = usize::from(area.width).max(1);
        let before = self.shown(&self.text[..self.byte(self.cursor)], mask);
        let whole = self.shown(&self.text, mask);
        let column = before.width();
        let scroll = (column + 1).saturating_sub(width);
        let column = column - scroll;
        InputLine { shown: &whole, scroll, column, is_selected: self.is_selected }
            .draw(area, buffer, theme)
    }

    fn shown(&self, text: &str, mask: &str) -> Zeroizing<String> {
        if self.is_shown {
            Zeroizing::new(printable(text).into_owned())
        } else {
            Zeroizing::new(mask.repeat(text.chars().count()))
        }
    }
}

/// A key as it stands in a line nobody types in: as many dots as letters, or in plain.
pub fn key_text(key: &Secret, is_shown: bool, mask: &str) -> Zeroizing<String> {
    if is_shown {
        Zeroizing::new(printable(key.expose()).into_owned())
    } else {
        Zeroizing::new(mask.repeat(key.length()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::{KeyCode, KeyModifiers};

    fn screen(input: &SecretInput) -> String {
        let area = Rect::new(0, 0, 40, 1);
        let mut buffer = Buffer::empty(area);
        input.draw(area, &mut buffer, Theme::new(false, false));
        buffer.content().iter().map(|cell| cell.symbol()).collect::<String>().trim().to_owned()
    }

    #[test]
    fn a_key_is_masked_until_it_is_shown() {
        let mut input = SecretInput::new(None);
        input.paste("kT7 mPq2\n");
        assert_eq!(screen(&input), "********");
        input.is_shown = true;
        assert_eq!(screen(&input), "kT7 mPq2");
        assert!(!format!("{input:?}").contains("kT7"));
    }

    #[test]
    fn a_key_to_begin_with_is_replaced_unless_one_goes_into_it() {
        let typed = |code: KeyCode| {
            let mut input = SecretInput::new(Some(&Secret::new("abcd"))).selected();
            for code in [code, KeyCode::Char('x')] {
                input.press(KeyEvent::new(code, KeyModifiers::NONE));
            }
            input.key()
        };
        assert_eq!(typed(KeyCode::Char('y')), Secret::new("yx"));
        assert_eq!(typed(KeyCode::End), Secret::new("abcdx"));
        let mut input = SecretInput::new(Some(&Secret::new("abcd"))).selected();
        input.paste("kT7");
        assert_eq!(input.key(), Secret::new("kT7"));
    }

    #[test]
    fn letters_go_in_and_out_at_the_cursor() {
        let mut input = SecretInput::new(Some(&Secret::new("abcd")));
        for code in [KeyCode::Left, KeyCode::Backspace, KeyCode::Char('x')] {
            input.press(KeyEvent::new(code, KeyModifiers::NONE));
        }
        assert_eq!(input.key(), Secret::new("abxd"));
        input.press(KeyEvent::new(KeyCode::Char('u'), KeyModifiers::CONTROL));
        assert_eq!(input.key(), Secret::new("d"));
        // Nothing that was deleted can be brought back.
        input.press(KeyEvent::new(KeyCode::Char('y'), KeyModifiers::CONTROL));
        assert_eq!(input.key(), Secret::new("d"));
    }
}
