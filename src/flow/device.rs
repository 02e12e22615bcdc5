//! The text of a device at the other end: from a file, a pipe or a paste to the tunnels in it.

use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use crate::connection::DraftPeer;
use crate::files::{Contents, FileReadError, read_file_or_pipe};
use crate::peer::{self, MAX_CONFIG_BYTES, ParsedConfig, UnreadableText};

use super::secret_text::SecretText;
use super::workspace::Workspace;

/// How long a pipe may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// Where the text of a device comes from.
#[derive(Clone, Debug)]
pub enum DeviceSource {
    /// A file; a `~` in front is the home directory.
    File(PathBuf),
    /// A text that was pasted or written; it may hold a key.
    Text(SecretText),
}

/// What was read of a device.
#[derive(Debug)]
pub struct DeviceText {
    /// What it says.
    pub reading: ParsedConfig,
    /// The file in which it can be read again; none for a pasted text, a pipe, and a path that no draft can
    /// hold.
    pub file: Option<DeviceTextFile>,
}

/// The file in which a device's text stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceTextFile {
    /// Its absolute path.
    pub path: String,
    /// When it was last changed, in seconds since 1970, as far as the system tells.
    pub changed: Option<u64>,
}

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

/// A configuration in a file or a pipe that was passed.
///
/// # Errors
/// When the file cannot be read, or is longer than [`MAX_CONFIG_BYTES`].
pub fn device_contents(path: &Path) -> Result<Contents, DeviceTextError> {
    Ok(read_file_or_pipe(path, MAX_CONFIG_BYTES as u64, PATIENCE)?)
}

/// When a file was last changed, in whole seconds since 1970.
pub fn changed_seconds(contents: &Contents) -> Option<u64> {
    let since = contents.changed?.duration_since(UNIX_EPOCH).ok()?;
    Some(since.as_secs())
}

/// Reads a device's text from wherever it stands; of the device that is named, unless nobody reads that one.
/// Blocks as long as a pipe takes.
///
/// # Errors
/// When it cannot be had, or what it is instead of a configuration.
pub fn read_device_text(
    workspace: Option<&Workspace>,
    source: &DeviceSource,
    named: Option<&DraftPeer>,
) -> Result<DeviceText, DeviceTextError> {
    let named = named.filter(|peer| peer::find(&peer.platform).is_some()).map(DraftPeer::name);
    let read =
        |bytes: &[u8]| read_device(bytes, named.as_deref(), None).map_err(DeviceTextError::Text);
    let path = match source {
        DeviceSource::Text(text) => {
            return Ok(DeviceText { reading: read(text.as_bytes())?, file: None });
        }
        DeviceSource::File(path) => path,
    };
    let located = workspace.and_then(|place| place.located(path).ok());
    let located = located.or_else(|| std::path::absolute(path).ok());
    let path = located.unwrap_or_else(|| path.clone());
    let contents = device_contents(&path)?;
    let reading = read(&contents.bytes)?;
    let path = path.to_str().filter(|_| !contents.is_from_pipe).map(str::to_owned);
    let changed = changed_seconds(&contents);
    Ok(DeviceText { reading, file: path.map(|path| DeviceTextFile { path, changed }) })
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
) -> Result<ParsedConfig, UnreadableText> {
    let reading = peer::read(bytes, named)?;
    let release = remembered
        .filter(|peer| named.is_none() && peer.platform == reading.platform)
        .and_then(|peer| peer.version.as_deref());
    match release {
        Some(release) => peer::read(bytes, Some(&format!("{}@{release}", reading.platform))),
        None => Ok(reading),
    }
}
