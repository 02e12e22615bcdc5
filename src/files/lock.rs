//! Locks of files, waited for no longer than somebody has patience for: whoever holds one may be stopped.

use std::ffi::{OsStr, OsString};
use std::fs::{File, TryLockError};
use std::io;
use std::time::{Duration, Instant};

use super::Folder;
use super::open::FileKind;

/// Whether others may have the lock as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockKind {
    /// One process alone has it.
    Alone,
    /// Any number of readers have it.
    Shared,
}

/// Locks a file; whether it was had in this time. The lock ends when the file is closed or unlocked.
///
/// # Errors
/// The system's own.
pub fn lock_with_timeout(file: &File, kind: LockKind, patience: Duration) -> io::Result<bool> {
    const LONGEST_PAUSE: Duration = Duration::from_millis(20);
    let start = Instant::now();
    let mut pause = Duration::from_millis(1);
    loop {
        let tried = match kind {
            LockKind::Alone => file.try_lock(),
            LockKind::Shared => file.try_lock_shared(),
        };
        match tried {
            Ok(()) => return Ok(true),
            Err(TryLockError::Error(error)) => return Err(error),
            Err(TryLockError::WouldBlock) if start.elapsed() >= patience => return Ok(false),
            Err(TryLockError::WouldBlock) => {
                std::thread::sleep(pause);
                pause = (pause * 2).min(LONGEST_PAUSE);
            }
        }
    }
}

/// A file that is locked until this is dropped. The system lets go of a lock when its holder ends, however that
/// came about.
#[derive(Debug)]
pub struct LockedFile {
    file: File,
    /// The folder it lies in and its name, if it goes with the lock.
    passing: Option<(Folder, OsString)>,
}

impl Drop for LockedFile {
    fn drop(&mut self) {
        if let Some((folder, name)) = &self.passing {
            // Still locked: whoever opened this very file will notice that it is no longer there.
            let _ = folder.remove(name);
        }
        // Closing is not enough: a process that is just being started by another thread of ours
        // shares the open file until its own program runs, and would hold the lock that long.
        // If this fails, closing the file lets go a little later.
        let _ = self.file.unlock();
    }
}

impl LockedFile {
    /// Locks a file that stays; none where somebody else has it all this time.
    ///
    /// # Errors
    /// The system's own.
    pub fn wait(file: File, patience: Duration) -> io::Result<Option<Self>> {
        let locked = lock_with_timeout(&file, LockKind::Alone, patience)?;
        Ok(locked.then_some(Self { file, passing: None }))
    }

    /// Locks the file of this name, which is made if there is none and removed with the lock.
    ///
    /// # Errors
    /// The system's own.
    pub fn take(folder: Folder, name: &OsStr) -> io::Result<LockAttempt> {
        loop {
            let file = match folder.open_to_lock(name)? {
                Ok(file) => file,
                Err(kind) => return Ok(LockAttempt::NotRegular(kind)),
            };
            match file.try_lock() {
                Ok(()) if folder.is_same(&file, name) => {
                    let passing = Some((folder, name.to_owned()));
                    return Ok(LockAttempt::Locked(Self { file, passing }));
                }
                // Whoever had it has taken the file along.
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Ok(LockAttempt::Busy(file)),
                Err(TryLockError::Error(error)) => return Err(error),
            }
        }
    }

    /// The file.
    pub fn file(&self) -> &File {
        &self.file
    }
}

/// What trying to lock a file came to.
#[derive(Debug)]
pub enum LockAttempt {
    /// It is locked.
    Locked(LockedFile),
    /// Somebody else has locked this file.
    Busy(File),
    /// Something else stands there.
    NotRegular(FileKind),
}

#[cfg(test)]
mod tests {
    use super::super::open::Links;
    use super::*;

    #[test]
    fn a_lock_that_somebody_holds_is_not_waited_for_without_end() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("lock");
        let open = || File::options().create(true).append(true).open(&path).unwrap();
        let (holder, waiter, reader) = (open(), open(), open());
        let moment = Duration::from_millis(30);
        assert!(lock_with_timeout(&holder, LockKind::Shared, moment).unwrap());
        assert!(lock_with_timeout(&reader, LockKind::Shared, moment).unwrap(), "readers share it");
        assert!(!lock_with_timeout(&waiter, LockKind::Alone, moment).unwrap());
        drop((holder, reader));
        assert!(lock_with_timeout(&waiter, LockKind::Alone, moment).unwrap());
    }

    #[test]
    fn what_a_process_that_is_being_started_shares_holds_no_lock() {
        let place = tempfile::tempdir().unwrap();
        let take = || {
            let folder = Folder::open(place.path(), Links::Follow).unwrap().unwrap();
            LockedFile::take(folder, OsStr::new("own")).unwrap()
        };
        let LockAttempt::Locked(lock) = take() else { panic!("nobody has it") };
        assert!(matches!(take(), LockAttempt::Busy(_)));
        let shared = lock.file.try_clone().unwrap();
        // Somebody who opened the file before it was removed sees this very one.
        let [own, other] = ["own", "other"].map(|name| place.path().join(name));
        std::fs::rename(&own, &other).unwrap();
        drop(lock);
        std::fs::rename(&other, &own).unwrap();
        assert!(matches!(take(), LockAttempt::Locked(_)));
        drop(shared);
    }
}
