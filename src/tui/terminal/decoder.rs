//! From the bytes of a terminal to keys and pastes.
//!
//! Pure. Says the same as crossterm's own reader does, so that whatever speaks of its events can be
//! used; a few sequences more are understood, and answers of the terminal that nobody asked for are
//! dropped rather than typed.

use std::collections::VecDeque;
use std::fmt;

use crossterm::event::{
    Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};
use zeroize::{Zeroize as _, Zeroizing};

const ESC: u8 = 0x1b;
const PASTE_BEGINS: &[u8] = b"\x1b[200~";
const PASTE_ENDS: &[u8] = b"\x1b[201~";

/// Longer than any sequence of a key. What is longer is none.
const LONGEST: usize = 64;

/// Bytes that make no event yet. A key may be among them, so they are wiped once they are one.
#[derive(Default)]
pub struct Decoder {
    pending: Zeroizing<Vec<u8>>,
    /// So far a paste was searched for its end.
    searched: usize,
}

/// What the first bytes of many are.
#[derive(Debug, PartialEq)]
enum Found {
    /// So many bytes are this event, or nothing that anybody wants.
    Event(usize, Option<Event>),
    /// More has to come first.
    Unfinished,
}

impl fmt::Debug for Decoder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Decoder").finish_non_exhaustive()
    }
}

impl Decoder {
    /// Takes in what one read gave. An Esc at its end is the key; one with more behind it begins a
    /// sequence, or is the Alt of the key that follows.
    pub fn decode(&mut self, bytes: &[u8], events: &mut VecDeque<Event>) {
        self.append(bytes);
        let mut used = 0;
        while used < self.pending.len() {
            match self.first(used) {
                Found::Event(length, event) => {
                    used += length;
                    self.searched = 0;
                    events.extend(event);
                }
                Found::Unfinished => break,
            }
        }
        self.drop_first(used);
    }

    /// Whether a paste has begun whose end did not come yet.
    pub fn is_in_paste(&self) -> bool {
        self.pending.starts_with(PASTE_BEGINS)
    }

    /// The end of a paste will not come any more: what came is the paste, so that keys are keys again.
    pub fn end_paste(&mut self, events: &mut VecDeque<Event>) {
        if let Some(rest) = self.pending.strip_prefix(PASTE_BEGINS) {
            let text = String::from_utf8_lossy(rest).into_owned();
            events.push_back(Event::Paste(text));
            self.searched = 0;
            self.drop_first(self.pending.len());
        }
    }

    /// Where the buffer has to grow, the old one is wiped.
    fn append(&mut self, bytes: &[u8]) {
        let length = self.pending.len() + bytes.len();
        if length > self.pending.capacity() {
            let mut larger = Zeroizing::new(Vec::with_capacity(length * 2));
            larger.extend_from_slice(&self.pending);
            self.pending = larger;
        }
        self.pending.extend_from_slice(bytes);
    }

    /// What has become an event is wiped.
    fn drop_first(&mut self, count: usize) {
        let left = self.pending.len() - count;
        self.pending.copy_within(count.., 0);
        self.pending[left..].zeroize();
        self.pending.truncate(left);
    }

    fn first(&mut self, from: usize) -> Found {
        let bytes = &self.pending[from..];
        match bytes.strip_prefix(PASTE_BEGINS) {
            Some(rest) => {
                let found = paste(rest, self.searched);
                // The end itself may be cut in two.
                self.searched = rest.len().saturating_sub(PASTE_ENDS.len());
                found
            }
            None => first(bytes),
        }
    }
}

fn paste(rest: &[u8], searched: usize) -> Found {
    let unseen = &rest[searched.min(rest.len())..];
    let end = unseen.windows(PASTE_ENDS.len()).position(|window| window == PASTE_ENDS);
    let Some(end) = end.map(|end| searched + end) else { return Found::Unfinished };
    let text = String::from_utf8_lossy(&rest[..end]).into_owned();
    let length = PASTE_BEGINS.len() + end + PASTE_ENDS.len();
    Found::Event(length, Some(Event::Paste(text)))
}

/// What the first of these bytes are; there is at least one.
fn first(bytes: &[u8]) -> Found {
    match bytes {
        [ESC, b'[', rest @ ..] => control_sequence(rest),
        [ESC, b'O', rest @ ..] => single_shift(rest),
        [ESC, b']' | b'P' | b'_' | b'^', ..] => answer(bytes).unwrap_or_else(|| alt(bytes)),
        [ESC] | [ESC, ESC, ..] => key(1, KeyCode::Esc, KeyModifiers::NONE),
        [ESC, ..] => alt(bytes),
        [byte, ..] if *byte < b' ' || *byte == 0x7f => control(*byte),
        _ => letter(bytes),
    }
}

/// What a terminal answers to a question, if all of it is there: nobody asked.
fn answer(bytes: &[u8]) -> Option<Found> {
    let body = &bytes[2..];
    let bell = body.iter().position(|byte| *byte == 0x07).map(|end| end + 1);
    let string = body.windows(2).position(|two| two == [ESC, b'\\']).map(|end| end + 2);
    let end = [bell, string].into_iter().flatten().min()?;
    Some(Found::Event(2 + end, None))
}

fn alt(bytes: &[u8]) -> Found {
    match first(&bytes[1..]) {
        Found::Event(length, Some(Event::Key(mut key))) => {
            key.modifiers |= KeyModifiers::ALT;
            Found::Event(1 + length, Some(Event::Key(key)))
        }
        Found::Event(length, event) => Found::Event(1 + length, event),
        Found::Unfinished => Found::Unfinished,
    }
}

fn control(byte: u8) -> Found {
    let (code, modifiers) = match byte {
        b'\r' => (KeyCode::Enter, KeyModifiers::NONE),
        b'\t' => (KeyCode::Tab, KeyModifiers::NONE),
        0x7f => (KeyCode::Backspace, KeyModifiers::NONE),
        0 => (KeyCode::Char(' '), KeyModifiers::CONTROL),
        0x01..=0x1a => (KeyCode::Char(char::from(byte - 1 + b'a')), KeyModifiers::CONTROL),
        // As crossterm has it: Ctrl-4 to Ctrl-7, as on a VT220.
        _ => (KeyCode::Char(char::from(byte - 0x1c + b'4')), KeyModifiers::CONTROL),
    };
    key(1, code, modifiers)
}

/// One character, whose bytes may not be all there yet.
fn letter(bytes: &[u8]) -> Found {
    let piece = &bytes[..bytes.len().min(4)];
    let valid = match std::str::from_utf8(piece) {
        Ok(text) => text,
        Err(error) if error.valid_up_to() == 0 => {
            return match error.error_len() {
                Some(length) => Found::Event(length, None),
                None => Found::Unfinished,
            };
        }
        // It was checked up to there.
        Err(error) => std::str::from_utf8(&piece[..error.valid_up_to()]).unwrap_or_default(),
    };
    match valid.chars().next() {
        Some(letter) => typed(letter.len_utf8(), letter, KeyModifiers::NONE),
        None => Found::Unfinished,
    }
}

/// `ESC O` and a letter: keys of terminals whose keypad is switched over, and F1 to F4.
fn single_shift(rest: &[u8]) -> Found {
    match rest {
        [] => Found::Unfinished,
        [b'M', ..] => key(3, KeyCode::Enter, KeyModifiers::NONE),
        [letter, ..] => match lettered(*letter) {
            Some(code) => key(3, code, KeyModifiers::NONE),
            None => key(2, KeyCode::Char('O'), KeyModifiers::ALT | KeyModifiers::SHIFT),
        },
    }
}

/// `ESC [`, numbers, and a letter.
fn control_sequence(rest: &[u8]) -> Found {
    if let [b'[', more @ ..] = rest {
        return linux_console(more);
    }
    if let [b'M', more @ ..] = rest {
        return old_mouse(more);
    }
    let end = rest.iter().position(|byte| !(0x20..0x40).contains(byte));
    match end {
        None if rest.len() < LONGEST => Found::Unfinished,
        None => Found::Event(2 + rest.len(), None),
        Some(end) if (0x40..0x7f).contains(&rest[end]) => {
            Found::Event(2 + end + 1, sequence(&rest[..end], rest[end]))
        }
        // Cut off: the next key has begun.
        Some(end) => Found::Event(2 + end, None),
    }
}

/// F1 to F5 on the Linux console.
fn linux_console(more: &[u8]) -> Found {
    match more {
        [] => Found::Unfinished,
        [letter @ b'A'..=b'E', ..] => key(4, KeyCode::F(letter - b'A' + 1), KeyModifiers::NONE),
        _ => Found::Event(3, None),
    }
}

fn sequence(params: &[u8], letter: u8) -> Option<Event> {
    let params = std::str::from_utf8(params).ok()?;
    if let Some(params) = params.strip_prefix('<') {
        return mouse(params, letter);
    }
    // Whoever adds parts to a number with a colon means the first of them.
    let mut numbers = params.split(';').map(|number| {
        let number = number.split(':').next().unwrap_or_default();
        if number.is_empty() { Some(1) } else { number.parse::<u32>().ok() }
    });
    let first = numbers.next().flatten()?;
    let modifiers = held(numbers.next().unwrap_or(Some(1))?)?;
    let third = numbers.next().flatten();
    let event = |code| Some(Event::Key(KeyEvent::new(code, modifiers)));
    match (letter, first) {
        (b'Z', _) => event(KeyCode::BackTab).map(with_shift),
        (b'I', 1) if params.is_empty() => Some(Event::FocusGained),
        (b'O', 1) if params.is_empty() => Some(Event::FocusLost),
        (b'~', 27) => character(third?, modifiers),
        (b'~', _) => event(numbered(first)?),
        (b'u', _) => character(first, modifiers),
        (letter, 1) => event(lettered(letter)?),
        // Where the cursor is, and other answers.
        _ => None,
    }
}

/// What is held down, from the number after the first semicolon.
fn held(number: u32) -> Option<KeyModifiers> {
    let bits = number.checked_sub(1).filter(|bits| *bits < 256)?;
    let table = [
        (1, KeyModifiers::SHIFT),
        (2, KeyModifiers::ALT),
        (4, KeyModifiers::CONTROL),
        (8, KeyModifiers::SUPER),
        (16, KeyModifiers::HYPER),
        (32, KeyModifiers::META),
    ];
    let held = table.into_iter().filter(|(bit, _)| bits & bit != 0);
    Some(held.fold(KeyModifiers::NONE, |all, (_, one)| all | one))
}

fn lettered(letter: u8) -> Option<KeyCode> {
    Some(match letter {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'H' => KeyCode::Home,
        b'F' => KeyCode::End,
        b'P'..=b'S' => KeyCode::F(letter - b'P' + 1),
        _ => return None,
    })
}

fn numbered(number: u32) -> Option<KeyCode> {
    let number = u8::try_from(number).ok()?;
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        // The gaps are those of the keys of a VT220.
        11..=15 => KeyCode::F(number - 10),
        17..=21 => KeyCode::F(number - 11),
        23..=26 => KeyCode::F(number - 12),
        28..=29 => KeyCode::F(number - 15),
        31..=34 => KeyCode::F(number - 17),
        _ => return None,
    })
}

/// A key named by its character, as some terminals send what has no sequence of its own.
fn character(code: u32, modifiers: KeyModifiers) -> Option<Event> {
    let letter = char::from_u32(code)?;
    let code = match letter {
        '\r' => KeyCode::Enter,
        '\t' if modifiers.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
        '\t' => KeyCode::Tab,
        '\u{1b}' => KeyCode::Esc,
        '\u{7f}' | '\u{8}' => KeyCode::Backspace,
        _ if letter.is_control() => return None,
        _ => KeyCode::Char(letter),
    };
    Some(Event::Key(KeyEvent::new(code, modifiers)))
}

fn with_shift(event: Event) -> Event {
    match event {
        Event::Key(KeyEvent { code, modifiers, .. }) => {
            Event::Key(KeyEvent::new(code, modifiers | KeyModifiers::SHIFT))
        }
        event => event,
    }
}

/// `ESC [ M` and three bytes, from terminals that know no better.
fn old_mouse(more: &[u8]) -> Found {
    let [button, column, row, ..] = more else { return Found::Unfinished };
    let place = |byte: &u8| u16::from(byte.saturating_sub(33));
    let event = button.checked_sub(32).and_then(|button| {
        let (kind, modifiers) = button_and_held(button.into())?;
        Some(Event::Mouse(MouseEvent { kind, column: place(column), row: place(row), modifiers }))
    });
    Found::Event(6, event)
}

fn mouse(params: &str, letter: u8) -> Option<Event> {
    let mut numbers = params.split(';').map(|number| number.parse::<u16>().ok());
    let (kind, modifiers) = button_and_held(numbers.next()??)?;
    let column = numbers.next()??.checked_sub(1)?;
    let row = numbers.next()??.checked_sub(1)?;
    let kind = match (kind, letter) {
        (MouseEventKind::Down(button), b'm') => MouseEventKind::Up(button),
        (kind, b'M' | b'm') => kind,
        _ => return None,
    };
    Some(Event::Mouse(MouseEvent { kind, column, row, modifiers }))
}

fn button_and_held(number: u16) -> Option<(MouseEventKind, KeyModifiers)> {
    use MouseEventKind::{Down, Drag, Moved, ScrollDown, ScrollLeft, ScrollRight, ScrollUp, Up};

    let buttons = [MouseButton::Left, MouseButton::Middle, MouseButton::Right];
    let moves = number & 32 != 0;
    let kind = match ((number & 3) | (number & 0xc0) >> 4, moves) {
        (button @ 0..=2, false) => Down(buttons[usize::from(button)]),
        (button @ 0..=2, true) => Drag(buttons[usize::from(button)]),
        (3, false) => Up(MouseButton::Left),
        (3..=5, true) => Moved,
        (4, false) => ScrollUp,
        (5, false) => ScrollDown,
        (6, false) => ScrollLeft,
        (7, false) => ScrollRight,
        _ => return None,
    };
    let held = held(u32::from(number >> 2 & 7) + 1)?;
    Some((kind, held))
}

/// A character that was typed; a capital was typed with Shift.
fn typed(length: usize, letter: char, modifiers: KeyModifiers) -> Found {
    let shift = if letter.is_uppercase() { KeyModifiers::SHIFT } else { KeyModifiers::NONE };
    key(length, KeyCode::Char(letter), modifiers | shift)
}

fn key(length: usize, code: KeyCode, modifiers: KeyModifiers) -> Found {
    Found::Event(length, Some(Event::Key(KeyEvent::new(code, modifiers))))
}

#[cfg(test)]
mod tests;
