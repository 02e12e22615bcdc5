//! What is done with a folder in the same way on every system.

use std::io;
use std::path::{Path, PathBuf};

use super::folder::make_folder;
#[cfg(unix)]
use super::folder_handle::Folder;
#[cfg(not(unix))]
use super::folder_path::Folder;
use super::open::{FileKind, Links};

impl Folder {
    /// Removes what writers left behind that were killed. The caller is the only writer.
    pub fn remove_leftovers(&self, prefix: &str) {
        for name in self.names().into_iter().flatten() {
            if name.as_encoded_bytes().starts_with(prefix.as_bytes()) {
                // What cannot be removed now can be another time.
                let _ = self.remove(&name);
            }
        }
    }
}

/// Makes a folder, and those above it, and opens it: for this user alone, and so that they stay. A folder
/// that is there already is left as it is, and may be reached through links.
///
/// # Errors
/// The system's own, with the path it is about.
pub fn create_and_open_folder(
    path: &Path,
) -> Result<Result<Folder, FileKind>, (PathBuf, io::Error)> {
    make_folder(path)?;
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    Folder::open(path, Links::Follow).map_err(|error| (path.to_owned(), error))
}
