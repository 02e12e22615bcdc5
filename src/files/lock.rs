//! Locks of files, waited for no longer than somebody has patience for: whoever holds one may be stopped.

use std::fs::{File, TryLockError};
use std::io;
use std::time::{Duration, Instant};

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

#[cfg(test)]
mod tests {
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
}
