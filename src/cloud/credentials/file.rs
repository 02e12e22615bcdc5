//! Reading a file of secrets: bounded, text, wiped from memory afterwards.

use std::io::ErrorKind;
use std::path::Path;

use crate::files::{Contents, FileKind, FileReadError, Links, read_plain};

use super::environment::Environment;
use super::error::{CredentialsError, CredentialsFileError};
use super::provider::printable_name;

const LARGEST: u64 = 1024 * 1024;

/// A file's text and whether others may read it.
pub(super) struct CredentialsFile(Contents);

impl CredentialsFile {
    /// Reads the file; none if it does not exist.
    pub(super) fn read(path: &Path) -> Result<Option<Self>, CredentialsFileError> {
        match read_plain(path, LARGEST, Links::Follow) {
            Ok(contents) => Ok(Some(Self(contents))),
            Err(FileReadError::Kind(FileKind::Missing)) => Ok(None),
            Err(FileReadError::Kind(_)) => Err(CredentialsFileError::NotAFile),
            Err(FileReadError::TooLong) => Err(CredentialsFileError::TooLarge),
            Err(FileReadError::TimedOut(_)) => {
                Err(CredentialsFileError::Unreadable(ErrorKind::TimedOut))
            }
            Err(FileReadError::Io(error)) if error.kind() == ErrorKind::NotADirectory => Ok(None),
            Err(FileReadError::Io(error)) => Err(CredentialsFileError::Unreadable(error.kind())),
        }
    }

    /// Whether others may use it.
    pub(super) fn is_open_to_others(&self) -> bool {
        self.0.open_to_others
    }

    /// The text, without the mark that some editors begin a file with.
    pub(super) fn text(&self) -> Result<&str, CredentialsFileError> {
        match std::str::from_utf8(&self.0.bytes) {
            Ok(text) => Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
            Err(error) => {
                let before = &self.0.bytes[..error.valid_up_to()];
                let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
                let column = before.iter().rev().take_while(|byte| **byte != b'\n').count() + 1;
                Err(CredentialsFileError::NotText { line, column })
            }
        }
    }
}

impl CredentialsFileError {
    pub(super) fn of(self, file: &str) -> CredentialsError {
        CredentialsError::File { file: file.to_owned(), flaw: self }
    }
}

/// A path as people write it, with `~` for the home directory.
pub(super) fn display_path(path: &Path, env: &Environment) -> String {
    let inside = env.home.as_deref().and_then(|home| path.strip_prefix(home).ok());
    let told = match inside {
        Some(inside) => Path::new("~").join(inside).display().to_string(),
        None => path.display().to_string(),
    };
    printable_name(&told)
}
