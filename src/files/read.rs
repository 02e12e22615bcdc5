//! Reading with a bound in size, time and kind of file, into memory that is wiped afterwards.

use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::path::Path;
use std::time::{Duration, Instant, SystemTime};

use zeroize::Zeroizing;

use super::open::{FileKind, Links, is_accessible_to_others, open_any, open_plain};

/// What stands in a file.
#[derive(Debug)]
pub struct Contents {
    /// Its bytes.
    pub bytes: Zeroizing<Vec<u8>>,
    /// Whether its permissions let others do anything with it.
    pub open_to_others: bool,
    /// Whether it came through a pipe, which does not give it again.
    pub is_from_pipe: bool,
    /// When the file was last changed, as far as the system tells; never for a pipe.
    pub changed: Option<SystemTime>,
}

/// Why a file was not read.
#[derive(Debug)]
pub enum FileReadError {
    /// It is something that is not read here; [`FileKind::Missing`] where it is not there.
    Kind(FileKind),
    /// It is longer than was allowed.
    TooLong,
    /// Whoever writes into the pipe was not done in this time.
    TimedOut(Duration),
    /// The system's own reason.
    Io(io::Error),
}

impl From<io::Error> for FileReadError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Kind(FileKind::Missing),
            io::ErrorKind::IsADirectory => Self::Kind(FileKind::Folder),
            _ => Self::Io(error),
        }
    }
}

/// Reads a plain file of at most `limit` bytes.
///
/// # Errors
/// When it is no plain file, or cannot be read.
pub fn read_plain(path: &Path, limit: u64, links: Links) -> Result<Contents, FileReadError> {
    let file = open_plain(path, links)?.map_err(FileReadError::Kind)?;
    plain(&file, limit)
}

pub(super) fn plain(file: &File, limit: u64) -> Result<Contents, FileReadError> {
    let about = file.metadata()?;
    if about.len() > limit {
        return Err(FileReadError::TooLong);
    }
    // Its full length at once, so that no growing buffer leaves copies behind.
    let expected = usize::try_from(about.len()).unwrap_or_default() + 64;
    let bytes = read_stream(file, limit, expected)?;
    Ok(Contents {
        bytes,
        open_to_others: is_accessible_to_others(&about),
        is_from_pipe: false,
        changed: about.modified().ok(),
    })
}

/// Reads a stream to its end, which comes after at most `limit` bytes.
///
/// # Errors
/// When more come, or it cannot be read.
pub fn read_stream(
    stream: impl Read,
    limit: u64,
    expected: usize,
) -> Result<Zeroizing<Vec<u8>>, FileReadError> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(expected));
    stream.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit { Err(FileReadError::TooLong) } else { Ok(bytes) }
}

/// Reads what somebody named on purpose: a plain file, or a pipe such as a shell passes for
/// `<(program)`, whose writer has until `patience` is over.
///
/// # Errors
/// When it is a folder, too long, not written in time, or cannot be read.
pub fn read_file_or_pipe(
    path: &Path,
    limit: u64,
    patience: Duration,
) -> Result<Contents, FileReadError> {
    let file = open_any(OpenOptions::new().read(true), path, Links::Follow)?;
    let kind = file.metadata()?.file_type();
    if kind.is_dir() {
        return Err(FileReadError::Kind(FileKind::Folder));
    }
    if kind.is_file() {
        return plain(&file, limit);
    }
    // A pipe without a name has all its writers already; one with a name waits for the first.
    let awaits_writer = is_pipe(kind) && path.canonicalize().is_ok();
    let bytes = until_end(file, limit, patience, awaits_writer)?;
    Ok(Contents { bytes, open_to_others: false, is_from_pipe: true, changed: None })
}

fn is_pipe(kind: std::fs::FileType) -> bool {
    #[cfg(unix)]
    {
        std::os::unix::fs::FileTypeExt::is_fifo(&kind)
    }
    #[cfg(not(unix))]
    {
        let _ = kind;
        false
    }
}

/// Reads a pipe that was opened without waiting.
fn until_end(
    mut file: File,
    limit: u64,
    patience: Duration,
    awaits_writer: bool,
) -> Result<Zeroizing<Vec<u8>>, FileReadError> {
    const PAUSE: Duration = Duration::from_millis(10);
    let deadline = Instant::now() + patience;
    let mut bytes = Zeroizing::new(Vec::new());
    let mut part = Zeroizing::new([0; 4096]);
    loop {
        let is_empty = match file.read(part.as_mut_slice()) {
            Ok(0) if bytes.is_empty() && awaits_writer => true,
            Ok(0) => return Ok(bytes),
            Ok(count) => {
                append(&mut bytes, &part[..count]);
                false
            }
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => true,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => false,
            Err(error) => return Err(error.into()),
        };
        if bytes.len() as u64 > limit {
            return Err(FileReadError::TooLong);
        }
        if is_empty {
            if Instant::now() >= deadline {
                return Err(FileReadError::TimedOut(patience));
            }
            std::thread::sleep(PAUSE);
        }
    }
}

/// Adds bytes; where the buffer has to grow, the old one is wiped.
fn append(bytes: &mut Zeroizing<Vec<u8>>, part: &[u8]) {
    if bytes.capacity() < bytes.len() + part.len() {
        let mut larger = Zeroizing::new(Vec::with_capacity((bytes.len() + part.len()) * 2));
        larger.extend_from_slice(bytes);
        *bytes = larger;
    }
    bytes.extend_from_slice(part);
}
