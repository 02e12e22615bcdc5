//! Reading a file of secrets: bounded, text, wiped from memory afterwards.

use std::io::ErrorKind;
use std::path::Path;

use crate::files::{Contents, FileKind, FileReadError, Links, read_plain};

use super::error::{CredentialsError, FileFlaw};
use super::provider::plain;
use super::surroundings::Surroundings;

const LARGEST: u64 = 1024 * 1024;

/// A file's text and whether others may read it.
pub(super) struct Text(Contents);

impl Text {
    /// Reads the file; none if it does not exist.
    pub(super) fn read(path: &Path) -> Result<Option<Self>, FileFlaw> {
        match read_plain(path, LARGEST, Links::Follow) {
            Ok(contents) => Ok(Some(Self(contents))),
            Err(FileReadError::Kind(FileKind::Nothing)) => Ok(None),
            Err(FileReadError::Kind(_)) => Err(FileFlaw::NotAFile),
            Err(FileReadError::TooLong) => Err(FileFlaw::TooLarge),
            Err(FileReadError::TimedOut(_)) => Err(FileFlaw::Unreadable(ErrorKind::TimedOut)),
            Err(FileReadError::Io(error)) if error.kind() == ErrorKind::NotADirectory => Ok(None),
            Err(FileReadError::Io(error)) => Err(FileFlaw::Unreadable(error.kind())),
        }
    }

    /// Whether others may use it.
    pub(super) fn is_open_to_others(&self) -> bool {
        self.0.open_to_others
    }

    /// The text, without the mark that some editors begin a file with.
    pub(super) fn text(&self) -> Result<&str, FileFlaw> {
        match std::str::from_utf8(&self.0.bytes) {
            Ok(text) => Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
            Err(error) => {
                let before = &self.0.bytes[..error.valid_up_to()];
                let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
                let column = before.iter().rev().take_while(|byte| **byte != b'\n').count() + 1;
                Err(FileFlaw::NotText { line, column })
            }
        }
    }
}

impl FileFlaw {
    pub(super) fn of(self, file: &str) -> CredentialsError {
        CredentialsError::File { file: file.to_owned(), flaw: self }
    }
}

/// A path as people write it, with `~` for the home directory.
pub(super) fn told(path: &Path, around: &Surroundings) -> String {
    let inside = around.home.as_deref().and_then(|home| path.strip_prefix(home).ok());
    let told = match inside {
        Some(inside) => Path::new("~").join(inside).display().to_string(),
        None => path.display().to_string(),
    };
    plain(&told)
}
