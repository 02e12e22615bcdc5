//! The text of a device at the other end: from a file, a pipe or a paste to the tunnels in it.

use std::path::Path;
use std::time::Duration;

use zeroize::Zeroizing;

use crate::connection::DraftPeer;
use crate::files::{FileReadError, read_passed};
use crate::peer::{self, LONGEST, Reading, UnreadableText};

/// How long a pipe may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// Why nothing is known of a device's text.
#[derive(Debug)]
pub enum DeviceTextError {
    /// The file could not be read.
    File(FileReadError),
    /// No tunnel can be read in it.
    Text(UnreadableText),
}

impl From<FileReadError> for DeviceTextError {
    fn from(error: FileReadError) -> Self {
        match error {
            FileReadError::TooLong => Self::Text(UnreadableText::TooLong),
            error => Self::File(error),
        }
    }
}

/// The bytes of a configuration in a file or a pipe that was passed.
///
/// # Errors
/// When the file cannot be read, or is longer than [`LONGEST`].
pub fn device_bytes(path: &Path) -> Result<Zeroizing<Vec<u8>>, DeviceTextError> {
    let read = read_passed(path, LONGEST as u64, PATIENCE)?;
    Ok(read.bytes)
}

/// Reads a configuration of the platform that is named; without a name it is told from the text, and
/// the release is the one that the draft remembers of that platform.
///
/// # Errors
/// What the text is instead.
pub fn read_device(
    bytes: &[u8],
    named: Option<&str>,
    remembered: Option<&DraftPeer>,
) -> Result<Reading, UnreadableText> {
    let reading = peer::read(bytes, named)?;
    let release = remembered
        .filter(|peer| named.is_none() && peer.platform == reading.platform)
        .and_then(|peer| peer.version.as_deref());
    match release {
        Some(release) => peer::read(bytes, Some(&format!("{}@{release}", reading.platform))),
        None => Ok(reading),
    }
}
