//! The identity of this user, read in the background: it may stand on a disk that does not answer, or come
//! through a pipe into which somebody is still typing a passphrase, and nobody is held up by that.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::drafts::{Identity, IdentityError};

/// How long a save waits for it. A key that cannot be sealed by then is kept by one of the next saves.
pub(super) const SAVE_PATIENCE: Duration = Duration::from_millis(500);

/// How long is waited for it where nothing else can go on.
pub(super) const PATIENCE: Duration = Duration::from_secs(60);

/// Reads the identity, once at a time.
#[derive(Debug)]
pub(super) struct IdentityReader {
    place: Option<PathBuf>,
    state: Mutex<Reading>,
    changed: Condvar,
}

#[derive(Debug)]
enum Reading {
    /// Nobody reads it.
    Idle,
    /// It is being read.
    UnderWay,
    /// It was read, and nobody has taken it yet.
    Done(Result<Identity, IdentityError>),
    /// It came through a pipe, which gives it once.
    Passed(Identity),
}

impl IdentityReader {
    /// Nothing is read yet.
    pub(super) fn new(place: Option<PathBuf>) -> Arc<Self> {
        Arc::new(Self { place, state: Mutex::new(Reading::Idle), changed: Condvar::new() })
    }

    /// The identity, if it can be had in this time; made where there is none if `makes` says so.
    ///
    /// # Errors
    /// Why it cannot be had, or not yet.
    pub(super) fn get(
        self: &Arc<Self>,
        makes: bool,
        patience: Duration,
    ) -> Result<Identity, IdentityError> {
        let place = self.place.as_deref().ok_or(IdentityError::NoPlace)?;
        let deadline = Instant::now() + patience;
        let mut state = self.lock();
        // What went wrong before this was asked may be right by now.
        let mut is_own = false;
        loop {
            match std::mem::replace(&mut *state, Reading::Idle) {
                Reading::Passed(identity) => {
                    *state = Reading::Passed(identity.clone());
                    return Ok(identity);
                }
                Reading::Done(Ok(identity)) => return Ok(identity),
                Reading::Done(Err(error)) if is_own => return Err(error),
                Reading::Idle | Reading::Done(Err(_)) => {
                    *state = Reading::UnderWay;
                    is_own = true;
                    self.begin(place, makes);
                }
                Reading::UnderWay => {
                    *state = Reading::UnderWay;
                    let left = deadline.saturating_duration_since(Instant::now());
                    if left.is_zero() {
                        return Err(IdentityError::NotLoaded { path: place.to_owned() });
                    }
                    let waited = self.changed.wait_timeout(state, left);
                    state = waited.unwrap_or_else(PoisonError::into_inner).0;
                }
            }
        }
    }

    fn begin(self: &Arc<Self>, place: &Path, makes: bool) {
        let (reader, place) = (Arc::clone(self), place.to_owned());
        // Not joined: it ends with the disk's answer, or with the process.
        thread::spawn(move || {
            let read = match makes {
                true => Identity::load_or_make(&place),
                false => Identity::load(&place),
            };
            *reader.lock() = match read {
                Ok(identity) if identity.came_from_pipe() => Reading::Passed(identity),
                read => Reading::Done(read),
            };
            reader.changed.notify_all();
        });
    }

    fn lock(&self) -> MutexGuard<'_, Reading> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
