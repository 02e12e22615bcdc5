//! The files of the store: what goes wrong is told with the file it went wrong at.

use std::io;
use std::path::Path;

use crate::files::{self, Contents, FileKind, FileReadError, Links};

use super::super::source::{LIMIT, SourceError};
use super::error::StoreError;

/// How the names of files begin that are still being written.
const UNFINISHED: &str = ".saving-";

/// Makes a folder and those above it, for this user alone, and makes sure they stay.
pub fn make_folder(path: &Path) -> Result<(), StoreError> {
    files::make_folder(path).map_err(|(path, error)| StoreError::at_folder(&path, error))
}

/// Makes a folder of the store's own, in which no link is followed: others may be able to write beside it.
pub fn make_own_folder(path: &Path) -> Result<(), StoreError> {
    make_folder(path)?;
    is_own_folder(path).map(drop)
}

/// Whether a folder of the store's own is there.
pub fn is_own_folder(path: &Path) -> Result<bool, StoreError> {
    match kind(path)? {
        FileKind::Folder => Ok(true),
        FileKind::Nothing => Ok(false),
        other => {
            Err(StoreError::no_folder(path, io::Error::other(format!("it is {}", other.name()))))
        }
    }
}

/// Makes sure that the names in a folder are on the disk, not only in memory.
pub fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    files::sync_folder(folder).map_err(|error| StoreError::at(folder, error))
}

/// A file whose bytes are on the disk, but which has no name yet; dropped, it is gone.
pub struct Unnamed(files::UnnamedFile);

impl Unnamed {
    /// Writes the bytes into the folder in which the file is to stand.
    pub fn write(folder: &Path, bytes: &[u8]) -> Result<Self, StoreError> {
        let written = files::UnnamedFile::write(folder, UNFINISHED, bytes);
        written.map(Self).map_err(|error| StoreError::at(folder, error))
    }

    /// Gives it its name, in place of whatever has it; the caller syncs the folder.
    pub fn name(self, path: &Path) -> Result<(), StoreError> {
        self.0.name(path).map_err(|error| StoreError::at(path, error))
    }

    /// Gives it its name unless something has it; whether it did.
    pub fn name_new(self, path: &Path) -> Result<bool, StoreError> {
        self.0.name_new(path).map_err(|error| StoreError::at(path, error))
    }
}

/// Removes what writers left behind that were killed. The caller is the only writer.
pub fn sweep(folder: &Path) {
    files::sweep(folder, UNFINISHED);
}

/// What stands at a place, links not followed.
pub fn kind(path: &Path) -> Result<FileKind, StoreError> {
    files::kind(path).map_err(|error| StoreError::at(path, error))
}

/// What stands in a plain file of at most [`LIMIT`] bytes; `None` if nothing lies there.
pub fn read(path: &Path) -> Result<Option<Contents>, StoreError> {
    match files::read_plain(path, LIMIT, Links::Refuse) {
        Ok(contents) => Ok(Some(contents)),
        Err(FileReadError::Kind(FileKind::Nothing)) => Ok(None),
        Err(FileReadError::Kind(kind)) => {
            Err(StoreError::NotPlain { path: path.to_owned(), found: kind.name() })
        }
        Err(FileReadError::Io(error)) => Err(StoreError::at(path, error)),
        Err(other) => {
            Err(StoreError::Unread { path: path.to_owned(), source: SourceError::from(other) })
        }
    }
}

/// Moves a file or folder to a name that nothing has, and makes sure that it stays there.
pub fn rename(from: &Path, to: &Path) -> Result<(), StoreError> {
    files::rename(from, to).map_err(|(path, error)| StoreError::at(&path, error))
}
