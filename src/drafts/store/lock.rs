//! Who has a draft open, and who is writing. The system lets go of a lock when its holder ends,
//! however that came about.

use std::fs::{File, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::time::Duration;

use crate::files::{LockKind, lock_with_timeout};

use super::disk::StoreFolder;
use super::error::StoreError;
use super::layout::{LOCKS, Store};
use super::name::DraftName;

/// How long a writer waits for another; writing takes milliseconds.
const LOCK_TIMEOUT: Duration = Duration::from_secs(10);

/// The lock of whoever is writing.
const WRITING: &str = ".writing";

/// A draft is open here until this is dropped.
#[derive(Debug)]
pub struct StoreLock {
    file: File,
    /// The folder it lies in and its name, if it goes with the lock.
    passing: Option<(StoreFolder, String)>,
}

impl Drop for StoreLock {
    fn drop(&mut self) {
        if let Some((folder, name)) = &self.passing {
            // Still locked: whoever opened this very file will notice that it is no longer there.
            folder.remove(name);
        }
        // Closing is not enough: a process that is just being started by another thread of ours
        // shares the open file until its own program runs, and would hold the lock that long.
        // If this fails, closing the file lets go a little later.
        let _ = self.file.unlock();
    }
}

impl Store {
    /// Marks a draft as open in this process. The draft itself need not exist yet.
    ///
    /// # Errors
    /// When another process has it open, or no lock can be written.
    pub fn lock(&self, name: &DraftName) -> Result<StoreLock, StoreError> {
        let folder = self.locks()?;
        let own = format!("{name}.lock");
        let mut file = loop {
            let mut file = folder.open_to_lock(&own)?;
            match file.try_lock() {
                Ok(()) if folder.is_same(&file, &own) => break file,
                // Whoever had it has taken the file along.
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    let mut text = String::new();
                    // A number that is not there yet or not readable is merely not told.
                    let _ = file.read_to_string(&mut text);
                    let pid = text.trim().parse().ok();
                    return Err(StoreError::Locked { name: name.to_string(), pid });
                }
                Err(TryLockError::Error(error)) => {
                    return Err(StoreError::at(&folder.path(&own), error));
                }
            }
        };
        let noted = file
            .set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| write!(file, "{}", std::process::id()));
        // The lock holds without the number, on a full disk for instance.
        let _ = noted;
        Ok(StoreLock { file, passing: Some((folder, own)) })
    }

    /// Lets one process write at a time, so that what was compared is what is replaced.
    pub(in super::super) fn lock_for_writing(&self) -> Result<StoreLock, StoreError> {
        let folder = self.locks()?;
        let file = folder.open_to_lock(WRITING)?;
        match lock_with_timeout(&file, LockKind::Alone, LOCK_TIMEOUT) {
            Ok(true) => Ok(StoreLock { file, passing: None }),
            Ok(false) => {
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
