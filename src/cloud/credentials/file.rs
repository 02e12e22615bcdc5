//! Reading a file of secrets: bounded, text, wiped from memory afterwards.

use std::fs::{File, Metadata};
use std::io::{ErrorKind, Read};
use std::path::Path;

use zeroize::Zeroizing;

use super::error::{CredentialsError, FileFlaw};
use super::provider::plain;
use super::surroundings::Surroundings;

const LARGEST: u64 = 1024 * 1024;

/// A file's text and whether others may read it.
pub(super) struct Text {
    bytes: Zeroizing<Vec<u8>>,
    pub(super) open_to_others: bool,
}

impl Text {
    /// Reads the file; none if it does not exist.
    pub(super) fn read(path: &Path) -> Result<Option<Self>, FileFlaw> {
        // Looked at before it is opened: to open a pipe is to wait for its other end.
        let metadata = match path.metadata() {
            Ok(metadata) => metadata,
            Err(error) if is_absent(&error) => return Ok(None),
            Err(error) => return Err(FileFlaw::Unreadable(error.kind())),
        };
        if !metadata.is_file() {
            return Err(FileFlaw::NotAFile);
        }
        if metadata.len() > LARGEST {
            return Err(FileFlaw::TooLarge);
        }
        // All at once, so that no growing buffer leaves copies behind.
        let mut bytes = Zeroizing::new(Vec::with_capacity(metadata.len() as usize + 64));
        let unreadable = |error: std::io::Error| FileFlaw::Unreadable(error.kind());
        let file = File::open(path).map_err(unreadable)?;
        file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(unreadable)?;
        if bytes.len() as u64 > LARGEST {
            return Err(FileFlaw::TooLarge);
        }
        Ok(Some(Self { bytes, open_to_others: open_to_others(&metadata) }))
    }

    /// The text, without the mark that some editors begin a file with.
    pub(super) fn text(&self) -> Result<&str, FileFlaw> {
        match std::str::from_utf8(&self.bytes) {
            Ok(text) => Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
            Err(error) => {
                let before = &self.bytes[..error.valid_up_to()];
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

fn is_absent(error: &std::io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

#[cfg(unix)]
fn open_to_others(metadata: &Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    metadata.permissions().mode() & 0o066 != 0
}

#[cfg(not(unix))]
fn open_to_others(_: &Metadata) -> bool {
    false
}
