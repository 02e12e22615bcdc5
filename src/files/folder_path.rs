//! The same where folders have no handles: by their paths. What each function is for and how it fails is
//! told in `folder_handle`.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::folder::{make_folder, sync_folder};
use super::open::{FileKind, Links, is_same, kind, open_to_append};
use super::read::{Contents, FileReadError, read_plain};
use super::write::TempFile;

/// A folder.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    /// Opens a folder. Anything else gives what it is.
    pub fn open(path: &Path, links: Links) -> io::Result<Result<Self, FileKind>> {
        Ok(match kind(path)? {
            FileKind::Folder => Ok(Self { path: path.to_owned() }),
            FileKind::Link if links == Links::Follow && path.is_dir() => {
                Ok(Self { path: path.to_owned() })
            }
            other => Err(other),
        })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Opens a folder in it; what stands there if that is something else.
    pub fn open_folder(&self, name: &OsStr) -> io::Result<Result<Self, FileKind>> {
        Self::open(&self.path.join(name), Links::Refuse)
    }

    /// The same, made where there is nothing.
    pub fn create_folder(&self, name: &OsStr) -> io::Result<Result<Self, FileKind>> {
        make_folder(&self.path.join(name)).map_err(|(_, error)| error)?;
        self.open_folder(name)
    }

    /// What stands there, links not followed.
    pub fn kind(&self, name: &OsStr) -> io::Result<FileKind> {
        kind(&self.path.join(name))
    }

    /// When what stands there was last changed; none where that cannot be told.
    pub fn modified(&self, name: &OsStr) -> Option<SystemTime> {
        fs::symlink_metadata(self.path.join(name)).ok()?.modified().ok()
    }

    /// Reads a plain file of at most `limit` bytes.
    pub fn read(&self, name: &OsStr, limit: u64) -> Result<Contents, FileReadError> {
        read_plain(&self.path.join(name), limit, Links::Refuse)
    }

    /// Opens the plain file of a lock, made if there is none.
    pub fn open_to_lock(&self, name: &OsStr) -> io::Result<Result<File, FileKind>> {
        let path = self.path.join(name);
        match kind(&path)? {
            FileKind::Regular | FileKind::Missing => {}
            other => return Ok(Err(other)),
        }
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false).open(path).map(Ok)
    }

    /// Opens a plain file for adding at its end, made if there is none.
    pub fn open_to_append(&self, name: &OsStr) -> io::Result<Result<File, FileKind>> {
        open_to_append(&self.path.join(name), Links::Refuse)
    }

    /// Whether a name still means the file that is open.
    pub fn is_same(&self, file: &File, name: &OsStr) -> bool {
        is_same(file, &self.path.join(name))
    }

    /// The names of everything in it, in no order.
    pub fn names(&self) -> io::Result<Vec<OsString>> {
        fs::read_dir(&self.path)?.map(|entry| entry.map(|entry| entry.file_name())).collect()
    }

    /// Writes the bytes into a file that has no name of its own yet.
    pub fn write(&self, prefix: &str, bytes: &[u8]) -> io::Result<FolderTempFile<'_>> {
        Ok(FolderTempFile { folder: self, file: TempFile::write(&self.path, prefix, bytes)? })
    }

    /// Moves what stands there into a folder under a name that nothing has.
    pub fn rename(&self, from: &OsStr, to: &Self, name: &OsStr) -> io::Result<()> {
        fs::rename(self.path.join(from), to.path.join(name))
    }

    /// Removes a file.
    pub fn remove(&self, name: &OsStr) -> io::Result<()> {
        fs::remove_file(self.path.join(name))
    }

    /// Removes an empty folder.
    pub fn remove_folder(&self, name: &OsStr) -> io::Result<()> {
        fs::remove_dir(self.path.join(name))
    }

    /// Only Unix has modes.
    pub fn restrict_to_owner(&self) {}

    /// Makes sure that the names in it are on the disk, not only in memory.
    pub fn sync(&self) -> io::Result<()> {
        sync_folder(&self.path)
    }
}

/// A file whose bytes are on the disk, but which has no name of its own yet; dropped, it is gone.
pub struct FolderTempFile<'a> {
    folder: &'a Folder,
    file: TempFile,
}

impl FolderTempFile<'_> {
    /// Gives it its name, in place of whatever has it; the caller syncs the folder.
    pub fn name(self, name: &OsStr) -> io::Result<()> {
        self.file.persist(&self.folder.path.join(name))
    }

    /// Gives it its name unless something has it; whether it did. The caller syncs the folder.
    pub fn name_new(self, name: &OsStr) -> io::Result<bool> {
        self.file.persist_noclobber(&self.folder.path.join(name))
    }
}
