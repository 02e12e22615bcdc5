//! What a terminal does besides showing text: it answers questions, and keeps a clipboard.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use vt100::{Callbacks, Screen};

/// A terminal of the common kind: xterm's answers, dark, with synchronized updates.
#[derive(Debug, Default)]
pub struct Terminal {
    /// What is to be typed at the program.
    pub answers: Vec<u8>,
    /// A frame has begun and has not ended.
    pub updating: bool,
    pub clipboard: Vec<String>,
}

/// The mode of synchronized updates.
const UPDATE: &[u16] = &[2026];

impl Callbacks for Terminal {
    fn unhandled_csi(
        &mut self,
        screen: &mut Screen,
        first: Option<u8>,
        second: Option<u8>,
        params: &[&[u16]],
        letter: char,
    ) {
        match (first, second, params, letter) {
            (Some(b'?'), None, [mode], 'h') if *mode == UPDATE => self.updating = true,
            (Some(b'?'), None, [mode], 'l') if *mode == UPDATE => self.updating = false,
            // What are you? A VT220 with colours.
            (None, None, [] | [[0]], 'c') => self.answer("\x1b[?62;22c"),
            // Are you well?
            (None, None, [[5]], 'n') => self.answer("\x1b[0n"),
            // Where is the cursor?
            (None, None, [[6]], 'n') => {
                let (row, col) = screen.cursor_position();
                self.answer(&format!("\x1b[{};{}R", row + 1, col + 1));
            }
            // Do you know this mode? 2 is a mode that is known and off, 0 an unknown one.
            (Some(b'?'), Some(b'$'), [[mode]], 'p') => {
                let known = if [*mode] == *UPDATE { 2 } else { 0 };
                self.answer(&format!("\x1b[?{mode};{known}$y"));
            }
            _ => {}
        }
    }

    fn unhandled_osc(&mut self, _: &mut Screen, params: &[&[u8]]) {
        match params {
            [b"10", b"?"] => self.answer("\x1b]10;rgb:dddd/dddd/dddd\x1b\\"),
            [b"11", b"?"] => self.answer("\x1b]11;rgb:1111/1111/1111\x1b\\"),
            _ => {}
        }
    }

    fn copy_to_clipboard(&mut self, _: &mut Screen, _: &[u8], data: &[u8]) {
        let bytes = BASE64_STANDARD.decode(data).expect("Base64");
        self.clipboard.push(String::from_utf8(bytes).expect("UTF-8"));
    }
}

impl Terminal {
    fn answer(&mut self, answer: &str) {
        self.answers.extend_from_slice(answer.as_bytes());
    }
}
