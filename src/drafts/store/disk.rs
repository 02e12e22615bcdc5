//! The folders and files of the store: each folder is held open while something is done in it, and what
//! goes wrong is told with the file it went wrong at.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::files::{
    self, Contents, FileKind, FileReadError, Folder, Links, LockAttempt, LockedFile,
};

use super::super::source::{DRAFT_SIZE_LIMIT, SourceError, is_of_kind};
use super::error::StoreError;

/// How the names of files begin that are still being written.
const UNFINISHED: &str = ".saving-";

/// A folder of the store, held open.
#[derive(Debug)]
pub struct StoreFolder(Folder);

/// A file whose bytes are on the disk, but which has no name yet; dropped, it is gone.
pub struct Unnamed<'a> {
    file: files::FolderTempFile<'a>,
    folder: &'a StoreFolder,
}

impl StoreFolder {
    /// A folder that a person keeps wherever they like; none where there is none.
    pub fn open(path: &Path) -> Result<Option<Self>, StoreError> {
        found(path, Folder::open(path, Links::Follow))
    }

    /// A folder of the store's own, to which no link leads: others may be able to write beside it.
    pub fn open_own(path: &Path) -> Result<Option<Self>, StoreError> {
        found(path, Folder::open(path, Links::Refuse))
    }

    /// The first of them, made for this user alone where there is none.
    pub fn make(path: &Path) -> Result<Self, StoreError> {
        let opened = files::create_and_open_folder(path);
        let opened = opened.map_err(|(path, error)| StoreError::at_folder(&path, error))?;
        opened.map(Self).map_err(|kind| is_no_folder(path, kind))
    }

    /// A folder of the store's own in this one; none where there is none.
    pub fn inside(&self, name: &str) -> Result<Option<Self>, StoreError> {
        found(&self.path(name), self.0.open_folder(OsStr::new(name)))
    }

    /// The same, made where there is none.
    pub fn make_inside(&self, name: &str) -> Result<Self, StoreError> {
        let path = self.path(name);
        let made = self.0.create_folder(OsStr::new(name));
        let made = made.map_err(|error| StoreError::at_folder(&path, error))?;
        made.map(Self).map_err(|kind| is_no_folder(&path, kind))
    }

    /// Where something in it is, for messages.
    pub fn path(&self, name: impl AsRef<OsStr>) -> PathBuf {
        self.0.path().join(name.as_ref())
    }

    /// What stands there, links not followed.
    pub fn kind(&self, name: impl AsRef<OsStr>) -> Result<FileKind, StoreError> {
        self.0.kind(name.as_ref()).map_err(|error| StoreError::at(&self.path(name), error))
    }

    /// When what stands there was last changed, as the file system has it.
    pub fn changed(&self, name: impl AsRef<OsStr>) -> Option<Timestamp> {
        self.0.modified(name.as_ref()).and_then(|time| Timestamp::try_from(time).ok())
    }

    /// What stands in a plain file of at most [`LIMIT`] bytes; none where nothing lies there.
    pub fn read(&self, name: impl AsRef<OsStr>) -> Result<Option<Contents>, StoreError> {
        let path = || self.path(name.as_ref());
        match self.0.read(name.as_ref(), DRAFT_SIZE_LIMIT) {
            Ok(contents) => Ok(Some(contents)),
            Err(FileReadError::Kind(FileKind::Missing)) => Ok(None),
            Err(FileReadError::Kind(kind)) => {
                Err(StoreError::NotPlain { path: path(), found: kind })
            }
            Err(FileReadError::Io(error)) => Err(StoreError::at(&path(), error)),
            Err(other) => {
                Err(StoreError::Unread { path: path(), source: SourceError::from(other) })
            }
        }
    }

    /// The names of everything in it, in no order.
    pub fn names(&self) -> Result<Vec<OsString>, StoreError> {
        self.0.names().map_err(|error| StoreError::at(self.0.path(), error))
    }

    /// Opens the plain file of a lock, made if there is none.
    pub fn open_to_lock(&self, name: &str) -> Result<File, StoreError> {
        let path = || self.path(name);
        let opened = self.0.open_to_lock(OsStr::new(name));
        let opened = opened.map_err(|error| StoreError::at(&path(), error))?;
        opened.map_err(|kind| StoreError::NotPlain { path: path(), found: kind })
    }

    /// Locks the file of this name, which is removed with the lock.
    pub fn lock(self, name: &str) -> io::Result<LockAttempt> {
        LockedFile::take(self.0, OsStr::new(name))
    }

    /// Writes the bytes into a file that has no name yet.
    pub fn write(&self, bytes: &[u8]) -> Result<Unnamed<'_>, StoreError> {
        let written = self.0.write(UNFINISHED, bytes);
        let file = written.map_err(|error| StoreError::at(self.0.path(), error))?;
        Ok(Unnamed { file, folder: self })
    }

    /// Removes what writers left behind that were killed. The caller is the only writer.
    pub fn sweep(&self) {
        self.0.remove_leftovers(UNFINISHED);
    }

    /// Moves a file or folder to a name that nothing has, and makes sure that it stays there.
    pub fn rename(
        &self,
        from: impl AsRef<OsStr>,
        to: &Self,
        name: impl AsRef<OsStr>,
    ) -> Result<(), StoreError> {
        let moved = self.0.rename(from.as_ref(), &to.0, name.as_ref());
        moved.map_err(|error| StoreError::at(&self.path(from), error))
    }

    /// Removes a file. What cannot be removed stays, and is no harm.
    pub fn remove(&self, name: impl AsRef<OsStr>) {
        let _ = self.0.remove(name.as_ref());
    }

    /// Removes a folder if nothing is in it any more.
    pub fn remove_empty(&self, name: impl AsRef<OsStr>) {
        let _ = self.0.remove_folder(name.as_ref());
    }

    /// Takes from everybody else what they may do in it.
    pub fn make_private(&self) {
        self.0.restrict_to_owner();
    }

    /// Makes sure that the names in it are on the disk, not only in memory.
    pub fn sync(&self) -> Result<(), StoreError> {
        self.0.sync().map_err(|error| StoreError::at(self.0.path(), error))
    }
}

impl Unnamed<'_> {
    /// Gives it its name, in place of whatever has it; the caller syncs the folder.
    pub fn name(self, name: impl AsRef<OsStr>) -> Result<(), StoreError> {
        let path = self.folder.path(name.as_ref());
        self.file.name(name.as_ref()).map_err(|error| StoreError::at(&path, error))
    }

    /// Gives it its name unless something has it; whether it did. The caller syncs the folder.
    pub fn name_new(self, name: impl AsRef<OsStr>) -> Result<bool, StoreError> {
        let path = self.folder.path(name.as_ref());
        self.file.name_new(name.as_ref()).map_err(|error| StoreError::at(&path, error))
    }
}

fn found(
    path: &Path,
    opened: io::Result<Result<Folder, FileKind>>,
) -> Result<Option<StoreFolder>, StoreError> {
    match opened.map_err(|error| StoreError::at(path, error))? {
        Ok(folder) => Ok(Some(StoreFolder(folder))),
        Err(FileKind::Missing) => Ok(None),
        Err(kind) => Err(is_no_folder(path, kind)),
    }
}

fn is_no_folder(path: &Path, kind: FileKind) -> StoreError {
    StoreError::no_folder(path, is_of_kind(kind))
}
