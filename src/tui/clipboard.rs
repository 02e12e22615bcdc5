//! Copies to the clipboard of whoever sits at the terminal, however many machines lie in between.
//!
//! Uses crossterm. The terminal is asked (OSC 52), not a program on this machine, which over SSH would
//! be the wrong machine. No terminal says whether it obeyed.

use crate::connection::{Message, ToMessage, message};
use crate::text::print_as_message;

use std::io::{self, Write};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use crossterm::clipboard::CopyToClipboard;
use crossterm::queue;

/// The longest text in bytes: in Base64 just under the 100,000 bytes at which terminals give up.
pub const LIMIT: usize = 74_994;

/// GNU screen hands on strings of at most 256 bytes in its older versions.
const CHUNK: usize = 240;

/// Who was asked to hand the text on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copied {
    /// The terminal itself.
    ByTerminal,
    /// tmux, which does so if `set-clipboard` or `allow-passthrough` is on.
    ByTmux,
    /// GNU screen.
    ByScreen,
}

impl Copied {
    /// The id of what a person is told: no terminal says whether it obeyed, and tmux with its own
    /// settings drops the text without a word.
    pub const fn notice(self) -> &'static str {
        match self {
            Self::ByTerminal => "copied",
            Self::ByTmux => "copied-tmux",
            Self::ByScreen => "copied-screen",
        }
    }
}

/// Why nothing was copied.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// It has no clipboard, and might show the text as rubbish.
    NoClipboard {
        /// What the variable TERM says.
        term: String,
    },
    /// Terminals drop such texts without a word.
    TooLong {
        /// The length of the text.
        bytes: usize,
    },
    /// The terminal has gone.
    Unwritten(#[from] io::Error),
}

print_as_message!(CopyError);

impl ToMessage for CopyError {
    fn message(&self) -> Message {
        match self {
            Self::NoClipboard { term } => message!("clipboard-none", term),
            Self::TooLong { bytes } => {
                message!("clipboard-too-long", bytes = *bytes, limit = LIMIT)
            }
            Self::Unwritten(_) => message!("clipboard-unwritten"),
        }
    }
}

/// Asks the terminal behind `writer` to put a text on its clipboard. `vars` looks up a variable of the
/// environment.
///
/// # Errors
/// When the terminal cannot do so, or the text is too long; then nothing was written.
pub fn copy(
    writer: &mut impl Write,
    text: &str,
    vars: impl Fn(&str) -> Option<String>,
) -> Result<Copied, CopyError> {
    let is_set = |name| vars(name).is_some_and(|value| !value.is_empty());
    let term = vars("TERM").unwrap_or_default();
    if matches!(term.as_str(), "dumb" | "linux") {
        return Err(CopyError::NoClipboard { term });
    }
    if text.len() > LIMIT {
        return Err(CopyError::TooLong { bytes: text.len() });
    }
    let (copied, bytes) = if is_set("TMUX") {
        (Copied::ByTmux, for_tmux(&plain(text)?))
    } else if is_set("STY") {
        (Copied::ByScreen, for_screen(text))
    } else {
        (Copied::ByTerminal, plain(text)?)
    };
    writer.write_all(&bytes)?;
    writer.flush()?;
    Ok(copied)
}

fn plain(text: &str) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    queue!(bytes, CopyToClipboard::to_clipboard_from(text))?;
    Ok(bytes)
}

/// Once for tmux itself (`set-clipboard on`) and once for the terminal around it (`allow-passthrough
/// on`): both are settings of tmux, and without the right one it ignores the sequence.
fn for_tmux(plain: &[u8]) -> Vec<u8> {
    let mut bytes = plain.to_vec();
    bytes.extend(b"\x1bPtmux;");
    for byte in plain {
        if *byte == b'\x1b' {
            bytes.push(b'\x1b');
        }
        bytes.push(*byte);
    }
    bytes.extend(b"\x1b\\");
    bytes
}

/// For the terminal around GNU screen, in strings that screen hands on as they are. They cannot hold
/// the usual end of an OSC, so that it ends with BEL here.
fn for_screen(text: &str) -> Vec<u8> {
    let sequence = format!("\x1b]52;c;{}\x07", BASE64_STANDARD.encode(text));
    let chunks = sequence.as_bytes().chunks(CHUNK);
    chunks.flat_map(|chunk| [b"\x1bP", chunk, b"\x1b\\"].concat()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn copied(text: &str, vars: &[(&str, &str)]) -> Result<(Copied, Vec<u8>), CopyError> {
        let mut bytes = Vec::new();
        let copied = copy(&mut bytes, text, |name| {
            vars.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        })?;
        Ok((copied, bytes))
    }

    #[test]
    fn a_terminal_is_asked_plainly() {
        let (by, bytes) = copied("vco-1", &[("TERM", "xterm-256color"), ("TMUX", "")]).unwrap();
        assert_eq!(by, Copied::ByTerminal);
        assert_eq!(bytes, b"\x1b]52;c;dmNvLTE=\x1b\\");
    }

    #[test]
    fn tmux_is_asked_itself_and_to_hand_on() {
        let (by, bytes) = copied("vco-1", &[("TMUX", "/tmp/tmux-0/default,1,0")]).unwrap();
        assert_eq!(by, Copied::ByTmux);
        let plain = "\x1b]52;c;dmNvLTE=\x1b\\";
        let handed_on = "\x1bPtmux;\x1b\x1b]52;c;dmNvLTE=\x1b\x1b\\\x1b\\";
        assert_eq!(String::from_utf8(bytes).unwrap(), format!("{plain}{handed_on}"));
    }

    #[test]
    fn screen_is_asked_in_pieces_that_make_up_the_whole() {
        let text = "0123456789".repeat(100);
        let (by, bytes) = copied(&text, &[("STY", "1.tty"), ("TERM", "screen")]).unwrap();
        assert_eq!(by, Copied::ByScreen);
        let bytes = String::from_utf8(bytes).unwrap();
        let pieces: Vec<&str> = bytes
            .split_terminator("\x1b\\")
            .map(|piece| piece.strip_prefix("\x1bP").unwrap())
            .collect();
        assert!(pieces.iter().all(|piece| piece.len() <= 256), "{pieces:?}");
        let whole = format!("\x1b]52;c;{}\x07", BASE64_STANDARD.encode(text));
        assert_eq!(pieces.concat(), whole);
    }

    #[test]
    fn what_cannot_work_is_refused_with_its_reason() {
        for term in ["dumb", "linux"] {
            let trouble = copied("a", &[("TERM", term)]).unwrap_err();
            assert!(matches!(trouble, CopyError::NoClipboard { .. }), "{trouble}");
            assert!(trouble.to_string().contains(term), "{trouble}");
        }
        assert!(copied(&"a".repeat(LIMIT), &[]).is_ok());
        let trouble = copied(&"a".repeat(LIMIT + 1), &[]).unwrap_err();
        assert!(matches!(trouble, CopyError::TooLong { bytes } if bytes == LIMIT + 1));
    }
}
