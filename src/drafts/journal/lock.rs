//! One process at a time works on a submission.

use std::ffi::OsString;
use std::path::Path;

use crate::files::{LockAttempt, LockedFile};

use super::error::JournalError;
use super::file;

/// The folder of locks, beside the journal.
const LOCKS: &str = "locks";

/// Takes the right of this word, unless another process has it.
pub(super) fn acquire(journal: &Path, key: &str) -> Result<Option<LockedFile>, JournalError> {
    let folder = file::make_own_folder(journal, LOCKS)?;
    let name = OsString::from(format!("{key}.lock"));
    let path = folder.path().join(&name);
    match LockedFile::take(folder, &name) {
        Ok(LockAttempt::Locked(lock)) => Ok(Some(lock)),
        Ok(LockAttempt::Busy(_)) => Ok(None),
        Ok(LockAttempt::NotRegular(_)) => Err(JournalError::NotFile { path }),
        Err(source) => Err(JournalError::file(&path, "locked", source)),
    }
}
