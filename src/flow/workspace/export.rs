//! What a screen shows, as a file for somebody else.

use std::io;
use std::path::{Path, PathBuf};

use crate::connection::{Message, ToMessage, message};
use crate::files::write_new;
use crate::text::print_as_message;

use super::Workspace;

/// Why a text was not written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// Something lies there, and nothing is overwritten.
    Taken(PathBuf),
    /// `~` leads nowhere.
    NoHome,
    /// The system's own reason.
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

print_as_message!(WriteError);

impl ToMessage for WriteError {
    fn message(&self) -> Message {
        match self {
            Self::Taken(path) => message!("file-taken", path),
            Self::NoHome => message!("file-no-home"),
            Self::Io { path, source } => message!("file-unwritten", path, reason = source),
        }
    }
}

impl Workspace {
    /// Writes a new file that only its owner can read; a `~` in front is the home directory. Gives
    /// where it lies now.
    ///
    /// # Errors
    /// When anything lies there already, or it cannot be written.
    pub fn write_file(&self, path: &Path, text: &str) -> Result<PathBuf, WriteError> {
        let path = self.located(path)?;
        match write_new(&path, text.as_bytes()) {
            Ok(()) => Ok(path),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                Err(WriteError::Taken(path))
            }
            Err(source) => Err(WriteError::Io { path, source }),
        }
    }

    /// Where a path leads that a person typed; a `~` in front is the home directory.
    ///
    /// # Errors
    /// When there is no home directory that it could stand for.
    pub fn located(&self, path: &Path) -> Result<PathBuf, WriteError> {
        let path = match path.strip_prefix("~") {
            Ok(rest) => self.home_folder().ok_or(WriteError::NoHome)?.join(rest),
            Err(_) => path.to_owned(),
        };
        let failed = |source| WriteError::Io { path: path.clone(), source };
        std::path::absolute(&path).map_err(failed)
    }
}
