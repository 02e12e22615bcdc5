//! Getting the bytes of a draft: from a file or from standard input, and never too many.

use std::io;
use std::path::Path;
use std::time::Duration;

use zeroize::Zeroizing;

use crate::connection::{Message, ToMessage, message};
use crate::files::{FileKind, FileReadError, Links, read_file_or_pipe, read_plain, read_stream};
use crate::text::{format_in_process_language, print_as_message};

/// The largest draft that is read, in bytes. A real one has a few thousand.
pub const DRAFT_SIZE_LIMIT: u64 = 1024 * 1024;

/// Why a draft could not be fetched.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// No such file.
    Missing,
    /// A directory where a file was meant.
    Directory,
    /// Longer than [`DRAFT_SIZE_LIMIT`].
    TooLong,
    /// Something that is not read here.
    NotFile(FileKind),
    /// A pipe into which nobody wrote all there is.
    TimedOut(Duration),
    /// Not text.
    NotUtf8 {
        /// The first byte that is not, from 1.
        byte: usize,
    },
    /// UTF-16 with its byte order mark, as spreadsheets save "Unicode text".
    Utf16,
    /// The system's own reason.
    Io(io::Error),
}

print_as_message!(SourceError);

impl ToMessage for SourceError {
    fn message(&self) -> Message {
        match self {
            Self::Missing => message!("source-missing"),
            Self::Directory => message!("source-directory"),
            Self::TooLong => message!("source-too-long"),
            Self::NotFile(kind) => message!("source-not-file", kind = kind_of_file(*kind)),
            Self::TimedOut(limit) => message!("source-timeout", seconds = limit.as_secs()),
            Self::NotUtf8 { byte } => message!("source-not-utf8", byte = *byte),
            Self::Utf16 => message!("source-utf16"),
            Self::Io(error) => message!("source-io", reason = error),
        }
    }
}

/// What stands at a path, in words.
pub(super) fn kind_of_file(kind: FileKind) -> Message {
    Message::new(match kind {
        FileKind::Missing => "file-kind-nothing",
        FileKind::Regular => "file-kind-plain",
        FileKind::Link => "file-kind-link",
        FileKind::Folder => "file-kind-folder",
        FileKind::Special => "file-kind-special",
    })
}

/// The same as a reason of the system.
pub(super) fn is_of_kind(kind: FileKind) -> io::Error {
    io::Error::other(format_in_process_language(&message!("is-of-kind", kind = kind_of_file(kind))))
}

/// How long the writer of a pipe that was named in place of a file may take: somebody may have to
/// enter a passphrase first.
pub(super) const PIPE_TIMEOUT: Duration = Duration::from_secs(60);

impl From<FileReadError> for SourceError {
    fn from(error: FileReadError) -> Self {
        match error {
            FileReadError::Kind(FileKind::Missing) => Self::Missing,
            FileReadError::Kind(FileKind::Folder) => Self::Directory,
            FileReadError::Kind(kind) => Self::NotFile(kind),
            FileReadError::TooLong => Self::TooLong,
            FileReadError::TimedOut(patience) => Self::TimedOut(patience),
            FileReadError::Io(error) => Self::Io(error),
        }
    }
}

/// Reads a file, or standard input when the name is `-`.
///
/// # Errors
/// See [`SourceError`].
pub fn load(name: &Path) -> Result<Zeroizing<String>, SourceError> {
    load_up_to(name, DRAFT_SIZE_LIMIT)
}

/// Reads a file that somebody named, or standard input when the name is `-`, of at most `limit` bytes.
/// A pipe, such as a shell passes for `<(program)`, is read as well.
///
/// # Errors
/// See [`SourceError`]; [`SourceError::TooLong`] then means longer than `limit`.
pub fn load_up_to(name: &Path, limit: u64) -> Result<Zeroizing<String>, SourceError> {
    text(&load_bytes(name, limit)?)
}

fn load_bytes(name: &Path, limit: u64) -> Result<Zeroizing<Vec<u8>>, SourceError> {
    Ok(if name == Path::new("-") {
        read_stream(io::stdin().lock(), limit, 0)?
    } else {
        read_file_or_pipe(name, limit, PIPE_TIMEOUT)?.bytes
    })
}

/// The same for texts that come from elsewhere: UTF-8 or, as Windows has it, UTF-16, with a byte order
/// mark or without.
///
/// # Errors
/// As those of [`load_up_to`].
pub fn load_any_text(name: &Path, limit: u64) -> Result<Zeroizing<String>, SourceError> {
    let bytes = load_bytes(name, limit)?;
    match byte_order(&bytes) {
        Some(order) => utf16(&bytes, order),
        None => text(&bytes),
    }
}

/// Which byte of a UTF-16 unit comes first.
#[derive(Clone, Copy)]
enum ByteOrder {
    Little,
    Big,
}

/// The byte order of UTF-16 text, by its mark; without one by the zeros that are half of each Latin
/// letter and stand in no other text.
fn byte_order(bytes: &[u8]) -> Option<ByteOrder> {
    const LOOKED_AT: usize = 512;
    if bytes.starts_with(b"\xFF\xFE") {
        return Some(ByteOrder::Little);
    }
    if bytes.starts_with(b"\xFE\xFF") {
        return Some(ByteOrder::Big);
    }
    let units = || bytes.chunks_exact(2).take(LOOKED_AT);
    let (total, latin) =
        (units().count(), |at: usize| units().filter(|unit| unit[at] == 0).count());
    match (latin(0), latin(1)) {
        (0, latin) if latin * 2 > total => Some(ByteOrder::Little),
        (latin, 0) if latin * 2 > total => Some(ByteOrder::Big),
        _ => None,
    }
}

fn utf16(bytes: &[u8], order: ByteOrder) -> Result<Zeroizing<String>, SourceError> {
    let unit = |unit: &[u8]| match (order, unit) {
        (ByteOrder::Little, [low, high]) | (ByteOrder::Big, [high, low]) => {
            u16::from_be_bytes([*high, *low])
        }
        // Half a unit at the end is no character.
        _ => 0xD800,
    };
    let mut text = Zeroizing::new(String::with_capacity(bytes.len()));
    let mut byte = 1;
    for letter in char::decode_utf16(bytes.chunks(2).map(unit)) {
        let letter = letter.map_err(|_| SourceError::NotUtf8 { byte })?;
        byte += 2 * letter.len_utf16();
        text.push(letter);
    }
    if text.starts_with('\u{FEFF}') {
        text.remove(0);
    }
    Ok(text)
}

/// Reads a plain file that nobody named just now, whatever its name. A pipe or a device would be waited
/// for, so it is an error.
///
/// # Errors
/// See [`SourceError`].
pub fn load_plain(name: &Path) -> Result<Zeroizing<String>, SourceError> {
    text(&read_plain(name, DRAFT_SIZE_LIMIT, Links::Follow)?.bytes)
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
