//! One process at a time works on a submission.

use std::ffi::OsString;
use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;

use crate::files::Folder;

use super::error::JournalError;
use super::file;

/// The folder of locks, beside the journal.
const LOCKS: &str = "locks";

/// The right to work on a submission; given back when dropped, and by the system if the process
/// dies.
#[derive(Debug)]
pub struct SubmissionLock {
    folder: Folder,
    name: OsString,
    /// Holds the lock as long as it is open.
    _file: File,
}

impl Drop for SubmissionLock {
    fn drop(&mut self) {
        // Still locked: whoever opened this very file will notice that it is no longer there.
        let _ = self.folder.remove(&self.name);
    }
}

/// Takes the right of this word, unless another process has it.
pub(super) fn acquire(journal: &Path, key: &str) -> Result<Option<SubmissionLock>, JournalError> {
    let folder = file::make_own_folder(journal, LOCKS)?;
    let name = OsString::from(format!("{key}.lock"));
    let path = folder.path().join(&name);
    let failed = |source: io::Error| JournalError::file(&path, "locked", source);
    loop {
        let opened = folder.open_to_lock(&name).map_err(failed)?;
        let file = opened.map_err(|_| JournalError::NotFile { path: path.clone() })?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(source)) => return Err(failed(source)),
        }
        if folder.is_same(&file, &name) {
            return Ok(Some(SubmissionLock { folder, name, _file: file }));
        }
    }
}
