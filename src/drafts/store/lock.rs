//! Who has a draft open, and who is writing. The system lets go of a lock when its holder ends,
//! however that came about.

use std::fs::{File, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::Path;
use std::time::{Duration, Instant};

use crate::files::open_to_lock;

use super::disk::make_own_folder;
use super::error::StoreError;
use super::layout::Store;
use super::name::DraftName;

/// How long a writer waits for another; writing takes milliseconds.
const PATIENCE: Duration = Duration::from_secs(10);

/// A draft is open here until this is dropped.
#[derive(Debug)]
pub struct Lock {
    file: File,
}

impl Drop for Lock {
    fn drop(&mut self) {
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
    pub fn lock(&self, name: &DraftName) -> Result<Lock, StoreError> {
        let path = self.locks().join(format!("{name}.lock"));
        let mut file = open(&path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut text = String::new();
                // A number that is not there yet or not readable is merely not told.
                let _ = file.read_to_string(&mut text);
                let pid = text.trim().parse().ok();
                return Err(StoreError::Locked { name: name.to_string(), pid });
            }
            Err(TryLockError::Error(error)) => return Err(StoreError::at(&path, error)),
        }
        let noted = file
            .set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| write!(file, "{}", std::process::id()));
        // The lock holds without the number, on a full disk for instance.
        let _ = noted;
        Ok(Lock { file })
    }

    /// Lets one process write at a time, so that what was compared is what is replaced.
    pub(in super::super) fn write_alone(&self) -> Result<Lock, StoreError> {
        let path = self.locks().join(".writing");
        let file = open(&path)?;
        let start = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Lock { file }),
                Err(TryLockError::WouldBlock) if start.elapsed() < PATIENCE => {
                    std::thread::sleep(Duration::from_millis(2));
                }
                Err(TryLockError::WouldBlock) => {
                    let (folder, seconds) = (self.drafts.clone(), PATIENCE.as_secs());
                    return Err(StoreError::Busy { folder, seconds });
                }
                Err(TryLockError::Error(error)) => return Err(StoreError::at(&path, error)),
            }
        }
    }
}

fn open(path: &Path) -> Result<File, StoreError> {
    if let Some(folder) = path.parent() {
        make_own_folder(folder)?;
    }
    let opened = open_to_lock(path).map_err(|error| StoreError::at(path, error))?;
    opened.map_err(|kind| StoreError::NotPlain { path: path.to_owned(), found: kind.name() })
}
