//! One line of text under the cursor, on tui-input.
//!
//! tui-input knows neither pasting nor the word keys that terminals really send; both are added here.
//! Undo is the document's matter.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use tui_input::{Input, InputRequest};
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use crate::text::printable;
use crate::tui::theme::{Role, Theme};

use super::text::fit;

/// A text in its line as it is shown.
pub(super) struct InputLine<'a> {
    pub(super) shown: &'a str,
    /// So many columns are out of view on the left.
    pub(super) scroll: usize,
    /// Of the cursor, in view.
    pub(super) column: usize,
    pub(super) is_selected: bool,
}

impl InputLine<'_> {
    /// Draws it and tells where the cursor is. A selected one is seen from its beginning.
    pub(super) fn draw(&self, area: Rect, buffer: &mut Buffer, theme: Theme) -> Position {
        let width = usize::from(area.width).max(1);
        let underlined = Style::new().add_modifier(Modifier::UNDERLINED);
        buffer.set_style(area, underlined);
        let (text, style) = match self.is_selected {
            true => (fit(self.shown, width, theme), theme.style(Role::Focus)),
            false => (skip_columns(self.shown, self.scroll).into(), underlined),
        };
        buffer.set_stringn(area.x, area.y, text, width, style);
        let column = u16::try_from(self.column.min(width - 1)).unwrap_or(0);
        Position::new(area.x + column, area.y)
    }
}

/// A line being typed.
#[derive(Clone, Debug, Default)]
pub struct LineInput {
    input: Input,
    is_selected: bool,
}

impl LineInput {
    /// A line with the cursor behind its last letter.
    pub fn new(text: &str) -> Self {
        Self { input: Input::new(text.to_owned()), is_selected: false }
    }

    /// A line with a value to begin with, which is selected: what is typed or pasted takes its place,
    /// until one edits or moves in it.
    pub fn filled(text: &str) -> Self {
        Self { is_selected: !text.is_empty(), ..Self::new(text) }
    }

    /// What stands there.
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// What stands before the cursor.
    pub fn before(&self) -> &str {
        let text = self.input.value();
        let at = text.grapheme_indices(true).nth(self.input.cursor());
        at.map_or(text, |(byte, _)| &text[..byte])
    }

    /// Edits; whether the key was one that edits or moves the cursor.
    pub fn key(&mut self, key: KeyEvent) -> bool {
        let Some(request) = request(key) else { return false };
        if self.is_selected && matches!(request, InputRequest::InsertChar(_)) {
            self.input.reset();
        }
        self.is_selected = false;
        self.input.handle(request);
        true
    }

    /// Takes a pasted text in at the cursor, as one line, or in the place of what is selected.
    pub fn paste(&mut self, text: &str) {
        if std::mem::take(&mut self.is_selected) {
            self.input.reset();
        }
        // The letters are put in at once: one by one, a long paste would take its time.
        let taken: String = text.chars().filter(|letter| !letter.is_control()).collect();
        let old = self.input.value();
        let at = self.before().len();
        let mut whole = String::with_capacity(old.len() + taken.len());
        whole.push_str(&old[..at]);
        whole.push_str(&taken);
        let behind = whole.graphemes(true).count();
        whole.push_str(&old[at..]);
        self.input = Input::new(whole).with_cursor(behind);
    }

    /// Draws the line and tells where the cursor is. A selected value is seen from its beginning.
    pub fn draw(&self, area: Rect, buffer: &mut Buffer, theme: Theme) -> Position {
        let width = usize::from(area.width).max(1);
        let scroll = self.input.visual_scroll(width);
        let shown = printable(self.input.value());
        let column = self.input.visual_cursor().saturating_sub(scroll);
        InputLine { shown: &shown, scroll, column, is_selected: self.is_selected }
            .draw(area, buffer, theme)
    }
}

/// The text without its first columns.
pub fn skip_columns(text: &str, columns: usize) -> &str {
    let mut skipped = 0;
    for (byte, grapheme) in text.grapheme_indices(true) {
        if skipped >= columns {
            return &text[byte..];
        }
        skipped += grapheme.width();
    }
    if columns == 0 { text } else { "" }
}

/// What a key does to a line, as in a shell: Home and Ctrl-A, words with Ctrl or Alt, Ctrl-W, Ctrl-U, ….
pub(super) fn request(key: KeyEvent) -> Option<InputRequest> {
    use InputRequest as R;
    use KeyCode as C;
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    let alt = key.modifiers.contains(KeyModifiers::ALT);
    Some(match key.code {
        C::Left if control || alt => R::GoToPrevWord,
        C::Right if control || alt => R::GoToNextWord,
        C::Left => R::GoToPrevChar,
        C::Right => R::GoToNextChar,
        C::Home => R::GoToStart,
        C::End => R::GoToEnd,
        C::Backspace if control || alt => R::DeletePrevWord,
        C::Delete if control || alt => R::DeleteNextWord,
        C::Backspace => R::DeletePrevChar,
        C::Delete => R::DeleteNextChar,
        C::Char('b') if alt => R::GoToPrevWord,
        C::Char('f') if alt => R::GoToNextWord,
        C::Char('d') if alt => R::DeleteNextWord,
        C::Char('b') if control => R::GoToPrevChar,
        C::Char('f') if control => R::GoToNextChar,
        C::Char('a') if control => R::GoToStart,
        C::Char('e') if control => R::GoToEnd,
        C::Char('h') if control => R::DeletePrevChar,
        C::Char('w') if control => R::DeletePrevWord,
        C::Char('u') if control => R::DeleteFromStart,
        C::Char('k') if control => R::DeleteTillEnd,
        C::Char('y') if control => R::Yank,
        C::Char(letter) if !control && !alt && !letter.is_control() => R::InsertChar(letter),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(input: &mut LineInput, code: KeyCode, modifiers: KeyModifiers) {
        input.key(KeyEvent::new(code, modifiers));
    }

    #[test]
    fn words_are_left_and_deleted_as_in_a_shell() {
        let mut input = LineInput::new("alpha beta gamma");
        press(&mut input, KeyCode::Char('w'), KeyModifiers::CONTROL);
        assert_eq!(input.text(), "alpha beta ");
        press(&mut input, KeyCode::Left, KeyModifiers::ALT);
        press(&mut input, KeyCode::Char('x'), KeyModifiers::NONE);
        assert_eq!(input.text(), "alpha xbeta ");
    }

    #[test]
    fn a_paste_goes_in_at_the_cursor_without_controls() {
        let mut input = LineInput::new("上海ab");
        press(&mut input, KeyCode::Left, KeyModifiers::NONE);
        input.paste("x\u{1b}[2J\ny");
        assert_eq!(input.text(), "上海ax[2Jyb");
        press(&mut input, KeyCode::Char('!'), KeyModifiers::NONE);
        assert_eq!(input.text(), "上海ax[2Jy!b");
    }

    #[test]
    fn a_value_to_begin_with_is_replaced_unless_one_goes_into_it() {
        let typed = |before: &[KeyCode]| {
            let mut input = LineInput::filled("fra-dc1");
            before.iter().for_each(|code| press(&mut input, *code, KeyModifiers::NONE));
            press(&mut input, KeyCode::Char('x'), KeyModifiers::NONE);
            input.text().to_owned()
        };
        assert_eq!(typed(&[]), "x");
        assert_eq!(typed(&[KeyCode::End]), "fra-dc1x");
        assert_eq!(typed(&[KeyCode::Backspace]), "fra-dcx");
        let mut input = LineInput::filled("fra-dc1");
        input.paste("muc");
        assert_eq!(input.text(), "muc");
    }

    #[test]
    fn wide_letters_are_cut_between_cells() {
        assert_eq!(skip_columns("上海ab", 1), "海ab");
        assert_eq!(skip_columns("上海ab", 2), "海ab");
        assert_eq!(skip_columns("ab", 5), "");
    }

    #[test]
    fn the_cursor_stays_inside_a_narrow_field() {
        let input = LineInput::new("a long text that does not fit");
        let area = Rect::new(3, 0, 8, 1);
        let mut buffer = Buffer::empty(Rect::new(0, 0, 20, 1));
        let cursor = input.draw(area, &mut buffer, Theme::new(false, true));
        assert!(area.contains(cursor), "{cursor:?}");
    }
}
