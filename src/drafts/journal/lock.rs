//! One process at a time works on a submission.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use crate::files;

use super::disk;
use super::error::JournalError;

/// The right to work on a submission; given back when dropped, and by the system if the process
/// dies.
#[derive(Debug)]
pub struct SubmissionLock {
    path: PathBuf,
    /// Holds the lock as long as it is open.
    _file: File,
}

impl Drop for SubmissionLock {
    fn drop(&mut self) {
        // Still locked: whoever opened this very file will notice that it is no longer there.
        let _ = fs::remove_file(&self.path);
    }
}

pub(super) fn take(folder: &Path, key: &str) -> Result<Option<SubmissionLock>, JournalError> {
    disk::make_own_folder(folder)?;
    let path = folder.join(format!("{key}.lock"));
    loop {
        let opened = files::open_to_lock(&path).map_err(|source| failed(&path, source))?;
        let file = opened.map_err(|_| JournalError::NotFile { path: path.clone() })?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(source)) => return Err(failed(&path, source)),
        }
        if files::is_same(&file, &path) {
            return Ok(Some(SubmissionLock { path, _file: file }));
        }
    }
}

fn failed(path: &Path, source: io::Error) -> JournalError {
    JournalError::File { path: path.to_owned(), what: "locked", source }
}
