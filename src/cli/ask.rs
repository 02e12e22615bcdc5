//! Asks for a secret on the terminal, where it is not shown.

use crate::connection::Secret;
use crate::drafts::AskError;

/// The longest line that is taken, in bytes.
#[cfg(unix)]
const LONGEST: usize = 1024;

/// Asks on the terminal of standard input and standard error.
///
/// # Errors
/// Without a terminal, or when nothing is entered.
#[cfg(unix)]
pub fn ask(question: &str) -> Result<Secret, AskError> {
    use std::io::{IsTerminal as _, Write as _};

    let stdin = std::io::stdin();
    if !stdin.is_terminal() || !std::io::stderr().is_terminal() {
        return Err(AskError::NoTerminal);
    }
    let quiet = Quiet::begin().map_err(std::io::Error::from)?;
    write!(std::io::stderr(), "{} ", crate::text::printable(question))?;
    let entered = enter(|| {
        let mut byte = [0];
        // Past the buffer of standard input, which would keep a copy.
        let count = rustix::io::retry_on_intr(|| rustix::io::read(&stdin, &mut byte))?;
        Ok((count == 1).then_some(byte[0]))
    });
    drop(quiet);
    writeln!(std::io::stderr())?;
    entered
}

#[cfg(not(unix))]
pub fn ask(_question: &str) -> Result<Secret, AskError> {
    Err(AskError::NoTerminal)
}

/// A terminal that neither shows what is typed nor turns Ctrl-C into a signal, until dropped.
#[cfg(unix)]
struct Quiet(rustix::termios::Termios);

#[cfg(unix)]
impl Quiet {
    fn begin() -> rustix::io::Result<Self> {
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
impl Drop for Quiet {
    fn drop(&mut self) {
        use rustix::termios::{OptionalActions, tcsetattr};

        // Nothing is left to do about a terminal that has gone.
        let _ = tcsetattr(std::io::stdin(), OptionalActions::Now, &self.0);
    }
}

/// Reads a line byte by byte, with the keys of a terminal's own line editor.
#[cfg(unix)]
fn enter(mut next: impl FnMut() -> Result<Option<u8>, std::io::Error>) -> Result<Secret, AskError> {
    // Of its full length from the start: a buffer that grows leaves copies behind.
    let mut line = zeroize::Zeroizing::new(Vec::with_capacity(LONGEST));
    loop {
        match next()? {
            Some(b'\r' | b'\n') => break,
            // Ctrl-C, Ctrl-D, Ctrl-\, or nobody there any more.
            Some(0x03 | 0x04 | 0x1C) | None => return Err(AskError::Declined),
            Some(0x08 | 0x7F) => while line.pop().is_some_and(|byte| byte & 0xC0 == 0x80) {},
            // Ctrl-U.
            Some(0x15) => line.clear(),
            Some(byte) if line.len() < LONGEST => line.push(byte),
            Some(_) => {}
        }
    }
    match std::str::from_utf8(&line) {
        Ok("") => Err(AskError::Declined),
        Ok(key) => Ok(Secret::new(key)),
        Err(_) => Err(AskError::Io(std::io::Error::other("what was typed is no UTF-8 text"))),
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    fn typed(keys: &[u8]) -> Result<String, AskError> {
        let mut keys = keys.iter().copied();
        enter(|| Ok(keys.next())).map(|key| key.expose().to_owned())
    }

    #[test]
    fn a_line_is_edited_blindly() {
        assert_eq!(typed(b"kT7m\n").unwrap(), "kT7m");
        assert_eq!(typed("kTé\x7f7m\r".as_bytes()).unwrap(), "kT7m");
        assert_eq!(typed(b"wrong\x15kT7m\n").unwrap(), "kT7m");
        assert_eq!(typed(b"\x08\x7fk\n").unwrap(), "k");
    }

    #[test]
    fn who_stops_gives_no_key() {
        for keys in [&b"kT\x03"[..], b"\x04", b"kT", b"\n"] {
            assert!(matches!(typed(keys), Err(AskError::Declined)), "{keys:?}");
        }
        assert!(matches!(typed(b"\xFF\n"), Err(AskError::Io(_))));
    }
}
