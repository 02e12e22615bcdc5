//! Files and folders that survive a crash at any moment, and that nobody else may read.

use std::fs::{self, DirBuilder, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;
use zeroize::Zeroizing;

use super::super::source::{LIMIT, SourceError};
use super::error::StoreError;

/// How the names of files begin that are still being written.
const UNFINISHED: &str = ".saving-";

/// Makes a folder and those above it, for this user alone, and makes sure they stay.
pub fn make_folder(path: &Path) -> Result<(), StoreError> {
    if path.is_dir() {
        return Ok(());
    }
    if let Some(above) = path.parent().filter(|above| !above.as_os_str().is_empty()) {
        make_folder(above)?;
        match private_folder().create(path) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                return Err(StoreError::at_folder(path, error));
            }
            _ => return settle(above),
        }
    }
    private_folder()
        .recursive(true)
        .create(path)
        .map_err(|error| StoreError::at_folder(path, error))
}

/// Takes from everybody else what they may do in these folders, where they are there.
#[cfg(unix)]
pub fn keep_private(folders: &[PathBuf]) {
    use std::os::unix::fs::PermissionsExt as _;

    for folder in folders {
        let is_open = |about: &fs::Metadata| about.permissions().mode() & 0o077 != 0;
        if fs::metadata(folder).is_ok_and(|about| is_open(&about)) {
            // One of somebody else cannot be closed; that is no reason not to keep a draft.
            let _ = fs::set_permissions(folder, fs::Permissions::from_mode(0o700));
        }
    }
}

#[cfg(not(unix))]
pub fn keep_private(_folders: &[PathBuf]) {}

fn private_folder() -> DirBuilder {
    #[cfg_attr(not(unix), expect(unused_mut, reason = "only Unix has modes"))]
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}

/// Makes sure that the names in a folder are on the disk, not only in memory.
pub fn settle(folder: &Path) -> Result<(), StoreError> {
    // Elsewhere a folder cannot be opened, and a rename is written through.
    if cfg!(unix) {
        let synced = File::open(folder).and_then(|folder| folder.sync_all());
        synced.map_err(|error| StoreError::at(folder, error))?;
    }
    Ok(())
}

/// A file whose bytes are on the disk, but which has no name yet; dropped, it is gone.
pub struct Unnamed(NamedTempFile);

impl Unnamed {
    /// Writes the bytes into the folder in which the file is to stand.
    pub fn write(folder: &Path, bytes: &[u8]) -> Result<Self, StoreError> {
        let at = |error| StoreError::at(folder, error);
        // Readable for this user alone from the first moment: the library opens it with mode 0600.
        let mut file =
            tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(folder).map_err(at)?;
        file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(at)?;
        Ok(Self(file))
    }

    /// Gives it its name, in place of whatever has it; the caller settles the folder.
    pub fn name(self, path: &Path) -> Result<(), StoreError> {
        self.0.persist(path).map(drop).map_err(|error| StoreError::at(path, error.error))
    }

    /// Gives it its name unless something has it; whether it did.
    pub fn name_new(self, path: &Path) -> Result<bool, StoreError> {
        match self.0.persist_noclobber(path) {
            Ok(_) => Ok(true),
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
            Err(error) => Err(StoreError::at(path, error.error)),
        }
    }
}

/// Removes what writers left behind that were killed. The caller is the only writer.
pub fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(UNFINISHED) {
            // What cannot be removed now can be another time.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// What lies at a place, links not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lies {
    /// Nothing.
    Nothing,
    /// A plain file.
    Plain,
    /// Something else, in words.
    Other(&'static str),
}

/// What lies there, links not followed.
pub fn lies(path: &Path) -> Result<Lies, StoreError> {
    let about = match fs::symlink_metadata(path) {
        Ok(about) => about.file_type(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Lies::Nothing),
        Err(error) => return Err(StoreError::at(path, error)),
    };
    Ok(match about {
        kind if kind.is_file() => Lies::Plain,
        kind if kind.is_symlink() => Lies::Other("a symbolic link"),
        kind if kind.is_dir() => Lies::Other("a folder"),
        _ => Lies::Other("a pipe, socket or device"),
    })
}

/// The bytes of a plain file, at most [`LIMIT`]; `None` if nothing lies there.
pub fn read(path: &Path) -> Result<Option<Zeroizing<Vec<u8>>>, StoreError> {
    match lies(path)? {
        Lies::Nothing => return Ok(None),
        Lies::Plain => {}
        Lies::Other(found) => return Err(StoreError::NotPlain { path: path.to_owned(), found }),
    }
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(StoreError::at(path, error)),
    };
    let mut bytes = Zeroizing::new(Vec::new());
    file.take(LIMIT + 1).read_to_end(&mut bytes).map_err(|error| StoreError::at(path, error))?;
    if bytes.len() as u64 > LIMIT {
        return Err(StoreError::Unread { path: path.to_owned(), source: SourceError::TooLong });
    }
    Ok(Some(bytes))
}

/// Moves a file or folder to a name that nothing has, and makes sure that it stays there.
pub fn rename(from: &Path, to: &Path) -> Result<(), StoreError> {
    fs::rename(from, to).map_err(|error| StoreError::at(from, error))?;
    let folders = [from, to].map(|path| path.parent().map(PathBuf::from).unwrap_or_default());
    settle(&folders[1])?;
    if folders[0] == folders[1] { Ok(()) } else { settle(&folders[0]) }
}
