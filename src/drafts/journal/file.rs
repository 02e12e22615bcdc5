//! The file of the journal: a plain one, for nobody but its owner.

use std::ffi::OsStr;
use std::fs::File;
use std::io;
use std::path::Path;

use crate::files::{self, FileKind, Folder, Links};

use super::super::source::is_of_kind;
use super::error::JournalError;

/// Opens the journal for reading and adding; makes it, and the folders on the way, if need be.
pub(super) fn open(path: &Path) -> Result<File, JournalError> {
    let folder = path.parent().unwrap_or(Path::new(""));
    make_folder(folder)?;
    let failed = |source| JournalError::file(path, "opened", source);
    let is_new = files::kind(path).map_err(failed)? == FileKind::Missing;
    let file = plain(path, files::open_to_append(path, Links::Refuse))?;
    if is_new && !folder.as_os_str().is_empty() {
        // Without this a power cut could take the file away again, with all that is in it.
        files::sync_folder(folder).map_err(|source| JournalError::file(path, "written", source))?;
    }
    Ok(file)
}

/// Opens the journal for reading; `None` when there is none.
pub(super) fn open_to_read(path: &Path) -> Result<Option<File>, JournalError> {
    match files::open_plain(path, Links::Refuse) {
        Ok(Err(FileKind::Missing)) => Ok(None),
        opened => plain(path, opened).map(Some),
    }
}

/// Makes a folder that only its owner may look into.
fn make_folder(path: &Path) -> Result<(), JournalError> {
    let failed = |(_, source)| JournalError::Folder { path: path.to_owned(), source };
    files::make_folder(path).map_err(failed)
}

/// A folder of the journal's own beside it, to which no link leads; made if there is none.
pub(super) fn make_own_folder(beside: &Path, name: &str) -> Result<Folder, JournalError> {
    let folder = beside.parent().unwrap_or(Path::new(""));
    let path = folder.join(name);
    let failed = |source| JournalError::Folder { path: path.clone(), source };
    let above = files::create_and_open_folder(folder).map_err(|(_, source)| failed(source))?;
    let above = above.map_err(|kind| failed(is_of_kind(kind)))?;
    let made = above.create_folder(OsStr::new(name)).map_err(failed)?;
    made.map_err(|kind| failed(is_of_kind(kind)))
}

fn plain(path: &Path, opened: io::Result<Result<File, FileKind>>) -> Result<File, JournalError> {
    opened
        .map_err(|source| JournalError::file(path, "opened", source))?
        .map_err(|_| JournalError::NotFile { path: path.to_owned() })
}
