//! Folders that nobody but their owner may look into, and names in them that outlive a power cut.

use std::fs::{DirBuilder, File};
use std::io;
use std::path::{Path, PathBuf};

/// The folder that a file lies in.
pub(super) fn parent_folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Makes a folder and those above it for this user alone, and makes sure that they stay. One that is
/// there already is left as it is.
///
/// # Errors
/// The system's own, with the folder that could not be made.
pub fn make_folder(path: &Path) -> Result<(), (PathBuf, io::Error)> {
    if path.as_os_str().is_empty() || path.is_dir() {
        return Ok(());
    }
    let above = parent_folder(path);
    make_folder(above)?;
    match private_builder().create(path) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            // Another process was quicker, unless something else has the name.
            if !path.is_dir() {
                return Err((path.to_owned(), io::ErrorKind::NotADirectory.into()));
            }
        }
        Err(error) => return Err((path.to_owned(), error)),
    }
    sync_folder(above).map_err(|error| (above.to_owned(), error))
}

fn private_builder() -> DirBuilder {
    #[cfg_attr(not(unix), expect(unused_mut, reason = "only Unix has modes"))]
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}

/// Makes sure that the names in a folder are on the disk, not only in memory.
///
/// # Errors
/// The system's own.
pub fn sync_folder(path: &Path) -> io::Result<()> {
    // Elsewhere a folder cannot be opened, and a rename is written through.
    if cfg!(unix) { File::open(path)?.sync_all() } else { Ok(()) }
}

/// Moves a file or folder to a name that nothing has, and makes sure that it stays there.
///
/// # Errors
/// The system's own, with the path that it is about.
pub fn rename(from: &Path, to: &Path) -> Result<(), (PathBuf, io::Error)> {
    std::fs::rename(from, to).map_err(|error| (from.to_owned(), error))?;
    let (old, new) = (parent_folder(from), parent_folder(to));
    let synced = |folder: &Path| sync_folder(folder).map_err(|error| (folder.to_owned(), error));
    synced(new)?;
    if old == new { Ok(()) } else { synced(old) }
}
