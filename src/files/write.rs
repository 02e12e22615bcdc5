//! New files, for their owner alone and whole or not at all.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use tempfile::NamedTempFile;

use super::folder::{parent_folder, sync_folder};
use super::open::private;

/// A file whose bytes are on the disk, but which has no name of its own yet; dropped, it is gone.
pub struct TempFile(NamedTempFile);

impl TempFile {
    /// Writes the bytes into the folder in which the file is to stand. Until it has its name it has one
    /// that begins with `prefix`, by which what a killed program has left can be told.
    ///
    /// # Errors
    /// The system's own.
    pub fn write(folder: &Path, prefix: &str, bytes: &[u8]) -> io::Result<Self> {
        // Readable for this user alone from the first moment: the library opens it with mode 0600.
        let mut file = tempfile::Builder::new().prefix(prefix).tempfile_in(folder)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        Ok(Self(file))
    }

    /// Gives it the permissions of another file.
    ///
    /// # Errors
    /// The system's own.
    pub fn copy_permissions_from(&self, other: &Path) -> io::Result<()> {
        self.0.as_file().set_permissions(fs::metadata(other)?.permissions())?;
        self.0.as_file().sync_all()
    }

    /// Gives it its name, in place of whatever has it; the caller syncs the folder.
    ///
    /// # Errors
    /// The system's own.
    pub fn persist(self, path: &Path) -> io::Result<()> {
        self.0.persist(path).map(drop).map_err(|error| error.error)
    }

    /// Gives it its name unless something has it; whether it did. The caller syncs the folder.
    ///
    /// # Errors
    /// The system's own.
    pub fn persist_noclobber(self, path: &Path) -> io::Result<bool> {
        match self.0.persist_noclobber(path) {
            Ok(_) => Ok(true),
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
            Err(error) => Err(error.error),
        }
    }
}

/// Writes a new file, down to the disk; what cannot be written in full does not stay.
///
/// # Errors
/// The system's own, [`io::ErrorKind::AlreadyExists`] where anything lies there already.
pub fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = private(OpenOptions::new().write(true).create_new(true)).open(path)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    if let Err(error) = written {
        // Half a file helps nobody; if it cannot be removed either, the first error says enough.
        let _ = fs::remove_file(path);
        return Err(error);
    }
    sync_folder(parent_folder(path))
}
