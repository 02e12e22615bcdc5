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
    file: File,
}

impl Drop for SubmissionLock {
    fn drop(&mut self) {
        // Still locked: whoever opened this very file will notice that it is no longer there.
        let _ = self.folder.remove(&self.name);
        // Closing is not enough: a process that is just being started by another thread of ours
        // shares the open file until its own program runs, and would hold the lock that long.
        // If this fails, closing the file lets go a little later.
        let _ = self.file.unlock();
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
            return Ok(Some(SubmissionLock { folder, name, file }));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn what_a_process_that_is_being_started_shares_holds_no_lock() {
        let folder = tempfile::tempdir().unwrap();
        let journal = folder.path().join("journal.jsonl");
        let lock = acquire(&journal, "one").unwrap().unwrap();
        assert!(acquire(&journal, "one").unwrap().is_none());
        let shared = lock.file.try_clone().unwrap();
        // Somebody who opened the file before it was removed sees this very one.
        let (own, other) =
            ["one.lock", "another"].map(|name| folder.path().join(LOCKS).join(name)).into();
        fs::rename(&own, &other).unwrap();
        drop(lock);
        fs::rename(&other, &own).unwrap();
        assert!(acquire(&journal, "one").unwrap().is_some());
        drop(shared);
    }
}
