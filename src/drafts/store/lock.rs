//! Who has a draft open, and who is writing.

use std::io::{Read as _, Seek as _, Write as _};
use std::time::Duration;

use crate::files::{LockAttempt, LockedFile};

use super::disk::StoreFolder;
use super::error::StoreError;
use super::layout::{LOCKS, Store};
use super::name::DraftName;

/// How long a writer waits for another; writing takes milliseconds.
const LOCK_TIMEOUT: Duration = Duration::from_secs(10);

/// The lock of whoever is writing.
const WRITING: &str = ".writing";

impl Store {
    /// Marks a draft as open in this process. The draft itself need not exist yet.
    ///
    /// # Errors
    /// When another process has it open, or no lock can be written.
    pub fn lock(&self, name: &DraftName) -> Result<LockedFile, StoreError> {
        let folder = self.locks()?;
        let own = format!("{name}.lock");
        let path = folder.path(&own);
        match folder.lock(&own) {
            Ok(LockAttempt::Locked(lock)) => {
                let mut file = lock.file();
                let noted = file
                    .set_len(0)
                    .and_then(|()| file.rewind())
                    .and_then(|()| write!(file, "{}", std::process::id()));
                // The lock holds without the number, on a full disk for instance.
                let _ = noted;
                Ok(lock)
            }
            Ok(LockAttempt::Busy(mut file)) => {
                let mut text = String::new();
                // A number that is not there yet or not readable is merely not told.
                let _ = file.read_to_string(&mut text);
                let pid = text.trim().parse().ok();
                Err(StoreError::Locked { name: name.to_string(), pid })
            }
            Ok(LockAttempt::NotRegular(found)) => Err(StoreError::NotPlain { path, found }),
            Err(error) => Err(StoreError::at(&path, error)),
        }
    }

    /// Lets one process write at a time, so that what was compared is what is replaced.
    pub(in super::super) fn lock_for_writing(&self) -> Result<LockedFile, StoreError> {
        let folder = self.locks()?;
        let file = folder.open_to_lock(WRITING)?;
        match LockedFile::wait(file, LOCK_TIMEOUT) {
            Ok(Some(lock)) => Ok(lock),
            Ok(None) => {
                let (folder, seconds) = (self.drafts.clone(), LOCK_TIMEOUT.as_secs());
                Err(StoreError::Busy { folder, seconds })
            }
            Err(error) => Err(StoreError::at(&folder.path(WRITING), error)),
        }
    }

    /// The folder of locks, made if there is none.
    fn locks(&self) -> Result<StoreFolder, StoreError> {
        StoreFolder::make(&self.drafts)?.make_inside(LOCKS)
    }
}
