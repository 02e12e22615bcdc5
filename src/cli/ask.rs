//! Asks for a secret on the terminal, where it is not shown, and reads lines.

use std::io;
#[cfg(unix)]
use std::io::IsTerminal as _;

use zeroize::Zeroizing;

use crate::connection::{Secret, message};
use crate::drafts::AskError;
use crate::plain::ConsoleLine;
use crate::text::format_in_process_language;

/// The longest key that is taken, in bytes.
#[cfg(unix)]
const LONGEST: usize = 1024;

/// The longest line that is taken, in bytes.
#[cfg(unix)]
const LONGEST_LINE: usize = 64 * 1024;

/// Asks on the terminal of standard input and standard error.
///
/// # Errors
/// Without a terminal, or when nothing is entered.
#[cfg(unix)]
pub fn ask(question: &str) -> Result<Secret, AskError> {
    use std::io::Write as _;

    let stdin = std::io::stdin();
    if !stdin.is_terminal() || !std::io::stderr().is_terminal() {
        return Err(AskError::NoTerminal);
    }
    let quiet = NoEchoTerminal::begin().map_err(std::io::Error::from)?;
    write!(std::io::stderr(), "{} ", crate::text::printable(question))?;
    let entered = enter(byte);
    drop(quiet);
    writeln!(std::io::stderr())?;
    match entered? {
        ConsoleLine::Line(line) if !line.is_empty() => Ok(Secret::new(line.as_str())),
        _ => Err(AskError::Declined),
    }
}

/// Reads a line from the terminal of standard input, which is [`NoEchoTerminal`].
///
/// # Errors
/// When the terminal fails.
#[cfg(unix)]
pub fn hidden() -> io::Result<ConsoleLine> {
    enter(byte)
}

/// Reads a line of standard input byte by byte: what follows it is left for whoever reads next, and no
/// buffer keeps a copy of a key.
///
/// # Errors
/// When standard input fails.
#[cfg(unix)]
pub fn line() -> io::Result<ConsoleLine> {
    let mut line = zeroize::Zeroizing::new(Vec::with_capacity(LONGEST));
    loop {
        match byte()? {
            Some(b'\n') => break,
            // What was typed before the end is an answer, too.
            None if line.is_empty() => return Ok(ConsoleLine::End),
            None => break,
            Some(byte) if line.len() < LONGEST_LINE => line.push(byte),
            Some(_) => {}
        }
    }
    if line.last() == Some(&b'\r') {
        line.pop();
    }
    Ok(ConsoleLine::Line(Zeroizing::new(String::from_utf8_lossy(&line).into_owned())))
}

/// Reads lines of standard input up to one that says `end`, which is left out; of a text that is longer than
/// `most` bytes so much that it can be told. In a terminal that is [`NoEchoTerminal`] Ctrl-C and, on a line of its own,
/// Ctrl-D stop it; every other byte is taken as it is.
///
/// # Errors
/// When standard input fails.
#[cfg(unix)]
pub fn lines_until(end: &str, most: usize, is_quiet: bool) -> io::Result<ConsoleLine> {
    gather(end, most, is_quiet, byte)
}

#[cfg(unix)]
fn gather(
    end: &str,
    most: usize,
    is_quiet: bool,
    mut next: impl FnMut() -> io::Result<Option<u8>>,
) -> io::Result<ConsoleLine> {
    let mut text = Zeroizing::new(Vec::new());
    let mut line = Zeroizing::new(Vec::with_capacity(LONGEST_LINE));
    loop {
        match next()? {
            Some(0x03 | 0x1C) if is_quiet => return Ok(ConsoleLine::Interrupted),
            Some(0x04) if is_quiet && line.is_empty() => return Ok(ConsoleLine::End),
            // Half a text is none: whoever was writing it is gone.
            None => return Ok(ConsoleLine::End),
            Some(b'\n') => {
                if line.trim_ascii().eq_ignore_ascii_case(end.as_bytes()) {
                    break;
                }
                line.push(b'\n');
                if text.len() <= most {
                    text.extend_from_slice(&line);
                }
                line.clear();
            }
            Some(byte) if line.len() <= most => line.push(byte),
            Some(_) => {}
        }
    }
    Ok(ConsoleLine::Line(Zeroizing::new(String::from_utf8_lossy(&text).into_owned())))
}

/// Elsewhere it is shown.
///
/// # Errors
/// When standard input fails.
#[cfg(not(unix))]
pub fn lines_until(end: &str, most: usize, _: bool) -> io::Result<ConsoleLine> {
    let mut text = Zeroizing::new(String::new());
    loop {
        match line()? {
            ConsoleLine::Line(line) if line.trim().eq_ignore_ascii_case(end) => {
                return Ok(ConsoleLine::Line(text));
            }
            ConsoleLine::Line(line) if text.len() <= most => {
                text.push_str(&line);
                text.push('\n');
            }
            ConsoleLine::Line(_) => {}
            other => return Ok(other),
        }
    }
}

/// The next byte of standard input, past its buffer; none at the end.
#[cfg(unix)]
fn byte() -> io::Result<Option<u8>> {
    let mut byte = [0];
    let count = rustix::io::retry_on_intr(|| rustix::io::read(io::stdin(), &mut byte))?;
    Ok((count == 1).then_some(byte[0]))
}

/// Elsewhere nothing can be read without being shown.
///
/// # Errors
/// Always.
#[cfg(not(unix))]
pub fn hidden() -> io::Result<ConsoleLine> {
    Err(io::Error::other(format_in_process_language(&message!("ask-not-hidden"))))
}

/// Reads a line of standard input.
///
/// # Errors
/// When standard input fails.
#[cfg(not(unix))]
pub fn line() -> io::Result<ConsoleLine> {
    let mut line = Zeroizing::new(String::new());
    if io::stdin().read_line(&mut line)? == 0 {
        return Ok(ConsoleLine::End);
    }
    Ok(ConsoleLine::Line(Zeroizing::new(line.trim_end_matches(['\r', '\n']).to_owned())))
}

#[cfg(not(unix))]
pub fn ask(_question: &str) -> Result<Secret, AskError> {
    Err(AskError::NoTerminal)
}

/// A terminal that neither shows what is typed nor turns Ctrl-C into a signal, until dropped.
#[cfg(unix)]
pub struct NoEchoTerminal(rustix::termios::Termios);

#[cfg(unix)]
impl NoEchoTerminal {
    /// Makes the terminal of standard input so.
    ///
    /// # Errors
    /// When it is none.
    pub fn begin() -> rustix::io::Result<Self> {
        use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};

        let before = tcgetattr(std::io::stdin())?;
        let mut quiet = before.clone();
        // A signal would end the program while the terminal shows nothing.
        quiet.local_modes -= LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG;
        // What was typed ahead was shown, so it is no key.
        tcsetattr(std::io::stdin(), OptionalActions::Flush, &quiet)?;
        Ok(Self(before))
    }
}

#[cfg(unix)]
impl Drop for NoEchoTerminal {
    fn drop(&mut self) {
        use rustix::termios::{OptionalActions, tcsetattr};

        // Nothing is left to do about a terminal that has gone.
        let _ = tcsetattr(std::io::stdin(), OptionalActions::Now, &self.0);
    }
}

/// Elsewhere no terminal is made so.
#[cfg(not(unix))]
pub struct NoEchoTerminal;

#[cfg(not(unix))]
impl NoEchoTerminal {
    /// Makes the terminal of standard input so.
    ///
    /// # Errors
    /// Always.
    pub fn begin() -> io::Result<Self> {
        Err(io::Error::other(format_in_process_language(&message!("ask-not-hidden"))))
    }
}

/// Reads a line byte by byte, with the keys of a terminal's own line editor.
#[cfg(unix)]
fn enter(mut next: impl FnMut() -> io::Result<Option<u8>>) -> io::Result<ConsoleLine> {
    // Of its full length from the start: a buffer that grows leaves copies behind.
    let mut line = zeroize::Zeroizing::new(Vec::with_capacity(LONGEST));
    loop {
        match next()? {
            Some(b'\r' | b'\n') => break,
            // Ctrl-C and Ctrl-\.
            Some(0x03 | 0x1C) => return Ok(ConsoleLine::Interrupted),
            // Ctrl-D, or nobody there any more.
            Some(0x04) | None => return Ok(ConsoleLine::End),
            Some(0x08 | 0x7F) => while line.pop().is_some_and(|byte| byte & 0xC0 == 0x80) {},
            // Ctrl-U.
            Some(0x15) => line.clear(),
            Some(byte) if line.len() < LONGEST => line.push(byte),
            Some(_) => {}
        }
    }
    match std::str::from_utf8(&line) {
        Ok(key) => Ok(ConsoleLine::Line(Zeroizing::new(key.to_owned()))),
        Err(_) => Err(io::Error::other(format_in_process_language(&message!("ask-not-text")))),
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    fn typed(keys: &[u8]) -> io::Result<ConsoleLine> {
        let mut keys = keys.iter().copied();
        enter(|| Ok(keys.next()))
    }

    #[track_caller]
    fn line(keys: &[u8]) -> String {
        match typed(keys).unwrap() {
            ConsoleLine::Line(line) => line.to_string(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_line_is_edited_blindly() {
        assert_eq!(line(b"kT7m\n"), "kT7m");
        assert_eq!(line("kTé\x7f7m\r".as_bytes()), "kT7m");
        assert_eq!(line(b"wrong\x15kT7m\n"), "kT7m");
        assert_eq!(line(b"\x08\x7fk\n"), "k");
        assert_eq!(line(b"\n"), "");
    }

    #[test]
    fn a_paste_is_taken_up_to_the_line_that_ends_it() {
        let pasted = |bytes: &[u8], is_quiet| {
            let mut bytes = bytes.iter().copied();
            gather("end-of-paste", 20, is_quiet, || Ok(bytes.next()))
        };
        let text = |bytes: &[u8]| match pasted(bytes, true).unwrap() {
            ConsoleLine::Line(text) => text.to_string(),
            other => panic!("{other:?}"),
        };
        assert_eq!(
            text(b"hostname a\r\nend\r\n\x08 End-Of-Paste\r\nend-of-paste\r\nyes\n"),
            "hostname a\r\nend\r\n\x08 End-Of-Paste\r\n"
        );
        assert_eq!(text(b"end-of-paste\n"), "");
        // A text that is too long stays longer than what may be, so that it is told.
        assert!(text(format!("{}\nend-of-paste\n", "a\n".repeat(40)).as_bytes()).len() > 20);
        assert!(matches!(pasted(b"half a text\n", false), Ok(ConsoleLine::End)));
        assert!(matches!(pasted(b"half\n\x04", true), Ok(ConsoleLine::End)));
        assert!(matches!(pasted(b"half\x03", true), Ok(ConsoleLine::Interrupted)));
    }

    #[test]
    fn who_stops_gives_no_key() {
        assert!(matches!(typed(b"kT\x03"), Ok(ConsoleLine::Interrupted)));
        for keys in [&b"\x04"[..], b"kT"] {
            assert!(matches!(typed(keys), Ok(ConsoleLine::End)), "{keys:?}");
        }
        assert!(typed(b"\xFF\n").is_err());
    }
}
