//! Getting the bytes of a draft: from a file or from standard input, and never too many.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use zeroize::Zeroizing;

/// The largest draft that is read, in bytes. A real one has a few thousand.
pub const LIMIT: u64 = 1024 * 1024;

/// Why a draft could not be fetched.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// No such file.
    #[error("there is no such file; check the path")]
    Missing,
    /// A directory where a file was meant.
    #[error("this is a directory; name the draft files in it")]
    Directory,
    /// Longer than [`LIMIT`].
    #[error("longer than 1 MiB; check that it is the right file")]
    TooLong,
    /// Not text.
    #[error("not UTF-8 text (byte {byte}); save the file as UTF-8")]
    NotUtf8 {
        /// The first byte that is not, from 1.
        byte: usize,
    },
    /// UTF-16 with its byte order mark, as spreadsheets save "Unicode text".
    #[error("not UTF-8 text but UTF-16 (byte 1); save the file as UTF-8 (in Excel: \"CSV UTF-8\")")]
    Utf16,
    /// The system's own reason.
    #[error("cannot be read: {0}")]
    Io(io::Error),
}

/// Reads a file, or standard input when the name is `-`.
///
/// # Errors
/// See [`SourceError`].
pub fn load(name: &Path) -> Result<Zeroizing<String>, SourceError> {
    load_up_to(name, LIMIT)
}

/// Reads a file, or standard input when the name is `-`, of at most `limit` bytes.
///
/// # Errors
/// See [`SourceError`]; [`SourceError::TooLong`] then means longer than `limit`.
pub fn load_up_to(name: &Path, limit: u64) -> Result<Zeroizing<String>, SourceError> {
    if name == Path::new("-") {
        let mut bytes = Zeroizing::new(Vec::new());
        read_bounded(io::stdin().lock(), limit, &mut bytes)?;
        return text(&bytes);
    }
    load_from(name, limit)
}

/// Reads a file, whatever its name.
pub(super) fn load_file(name: &Path) -> Result<Zeroizing<String>, SourceError> {
    load_from(name, LIMIT)
}

fn load_from(name: &Path, limit: u64) -> Result<Zeroizing<String>, SourceError> {
    let mut bytes = Zeroizing::new(Vec::new());
    let file = File::open(name).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => SourceError::Missing,
        _ => SourceError::Io(error),
    })?;
    if file.metadata().is_ok_and(|about| about.is_dir()) {
        return Err(SourceError::Directory);
    }
    read_bounded(file, limit, &mut bytes)?;
    text(&bytes)
}

fn read_bounded(source: impl Read, limit: u64, bytes: &mut Vec<u8>) -> Result<(), SourceError> {
    source.take(limit + 1).read_to_end(bytes).map_err(|error| match error.kind() {
        io::ErrorKind::IsADirectory => SourceError::Directory,
        _ => SourceError::Io(error),
    })?;
    if bytes.len() as u64 > limit { Err(SourceError::TooLong) } else { Ok(()) }
}

pub(super) fn text(bytes: &[u8]) -> Result<Zeroizing<String>, SourceError> {
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return Err(SourceError::Utf16);
    }
    // Windows editors begin UTF-8 files with a byte order mark, which JSON does not allow.
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Zeroizing::new(text.to_owned())),
        Err(error) => Err(SourceError::NotUtf8 { byte: error.valid_up_to() + 1 }),
    }
}
