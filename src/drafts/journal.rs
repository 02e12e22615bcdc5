//! What was submitted, kept so that nothing is created twice: one JSON object a line, only ever added
//! to, on disk before the first byte of a request leaves.
//!
//! Several processes write the same file: each line is one write under a lock of the file. A line cut
//! short by a power failure was never reported as written, so it is dropped. A line that cannot be
//! read is skipped and told. Blocks; knows no network, and of secrets only digests under a key of
//! their own.

mod disk;
mod error;
mod index;
mod line;
mod lock;
mod version;

use std::fs::File;
use std::io::{self, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;

use crate::files::is_same;

pub use error::JournalError;
pub use index::{Damage, JournalEntry, JournalIndex};
pub use line::{Begun, Ending, Settlement};
pub use lock::SubmissionLock;
pub use version::{kept_version, short, version};

use line::JournalLine;

/// The journal, open for reading and adding. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Journal(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    path: PathBuf,
    file: File,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    index: JournalIndex,
    /// Up to where the file was read: always the end of a line.
    until: u64,
    /// Whether the last line lacks its line break.
    lacks_break: bool,
}

impl Journal {
    /// Opens the journal, makes it if there is none, and reads it.
    ///
    /// # Errors
    /// When folder or file cannot be used, or a newer program wrote it.
    pub fn open(path: &Path) -> Result<Self, JournalError> {
        let file = disk::open(path)?;
        let journal =
            Self(Arc::new(Inner { path: path.to_owned(), file, state: Mutex::default() }));
        journal.refresh()?;
        if journal.look(|index| index.is_blank()) {
            journal.append(&JournalLine::Header, Durable::No)?;
        }
        Ok(journal)
    }

    /// Reads a journal without making or changing one; `None` when there is none.
    ///
    /// # Errors
    /// When it cannot be read, or a newer program wrote it.
    pub fn read(path: &Path) -> Result<Option<JournalIndex>, JournalError> {
        let Some(mut file) = disk::open_to_read(path)? else { return Ok(None) };
        let mut state = State::default();
        let failed = |source| JournalError::File { path: path.to_owned(), what: "read", source };
        file.lock_shared().map_err(failed)?;
        catch_up(&mut file, &mut state).map_err(failed)?;
        newer(&state.index, path)?;
        Ok(Some(state.index))
    }

    /// Asks what the journal tells.
    pub fn look<T>(&self, ask: impl FnOnce(&JournalIndex) -> T) -> T {
        ask(&self.state().index)
    }

    /// Reads what other processes have added.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn refresh(&self) -> Result<(), JournalError> {
        let mut state = self.state();
        let mut file = &self.0.file;
        file.lock_shared().map_err(|source| self.failed("locked", source))?;
        let caught = catch_up(&mut file, &mut state);
        // The lock ends with the process at the latest.
        let _ = file.unlock();
        caught.map_err(|source| self.failed("read", source))?;
        newer(&state.index, &self.0.path)
    }

    /// Writes down that a submission begins. It is on disk when this returns.
    ///
    /// # Errors
    /// When it is not; then nothing may be sent.
    pub fn begin(&self, begun: Begun) -> Result<(), JournalError> {
        self.append(&JournalLine::Begun(Box::new(begun)), Durable::Yes)
    }

    /// Writes down that a request goes out for the `number`-th time.
    ///
    /// Not waited for until it is on disk: whether it is there changes nothing about what a later
    /// run does.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn attempt(
        &self,
        submission: &str,
        number: u32,
        at: Timestamp,
    ) -> Result<(), JournalError> {
        let submission = submission.to_owned();
        self.append(&JournalLine::Attempt { submission, number, at }, Durable::No)
    }

    /// Writes down how a submission ended, for now or for good.
    ///
    /// # Errors
    /// When it cannot be written; the submission then counts as open.
    pub fn settle(&self, submission: &str, settled: Settlement) -> Result<(), JournalError> {
        let submission = submission.to_owned();
        self.append(&JournalLine::Outcome { submission, settled: Box::new(settled) }, Durable::Yes)
    }

    /// The right to work on a submission, which one process at a time has; `None` while another has
    /// it. `key` is a word of letters and digits.
    ///
    /// # Errors
    /// When the file for it cannot be made.
    pub fn lock(&self, key: &str) -> Result<Option<SubmissionLock>, JournalError> {
        let folder = self.0.path.parent().unwrap_or(Path::new(".")).join("locks");
        lock::take(&folder, key)
    }

    fn append(&self, line: &JournalLine, durable: Durable) -> Result<(), JournalError> {
        {
            let mut state = self.state();
            let file = &self.0.file;
            if !is_same(file, &self.0.path) {
                return Err(JournalError::Gone { path: self.0.path.clone() });
            }
            file.lock().map_err(|source| self.failed("locked", source))?;
            let written = add(file, &mut state, line);
            // The lock ends with the process at the latest.
            let _ = file.unlock();
            written.map_err(|source| self.failed("written", source))?;
        }
        // Outside of both locks, so that the waiting of many is one.
        if durable == Durable::Yes {
            self.0.file.sync_data().map_err(|source| self.failed("written", source))?;
        }
        Ok(())
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn failed(&self, what: &'static str, source: io::Error) -> JournalError {
        JournalError::File { path: self.0.path.clone(), what, source }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Durable {
    Yes,
    No,
}

fn newer(index: &JournalIndex, path: &Path) -> Result<(), JournalError> {
    match index.is_newer() {
        true => Err(JournalError::Newer { path: path.to_owned() }),
        false => Ok(()),
    }
}

/// Reads the lines that are whole and gives whether something torn stands behind them.
///
/// The last line counts even without its break: taking it for one that was written is the safe side.
fn catch_up<F: io::Read + io::Seek>(file: &mut F, state: &mut State) -> io::Result<bool> {
    if file.seek(SeekFrom::End(0))? < state.until {
        // Somebody has emptied it.
        *state = State::default();
    }
    file.seek(SeekFrom::Start(state.until))?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    if state.lacks_break && bytes.first() == Some(&b'\n') {
        bytes.remove(0);
        state.until += 1;
        state.lacks_break = false;
    }
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        state.lacks_break = !line.ends_with(b"\n");
        if state.lacks_break && JournalLine::read(line).is_err() {
            state.lacks_break = false;
            return Ok(true);
        }
        state.index.add(line);
        state.until += line.len() as u64;
    }
    Ok(false)
}

/// Adds one line with one write; the caller holds the lock.
fn add(mut file: &File, state: &mut State, line: &JournalLine) -> io::Result<()> {
    let is_torn = catch_up(&mut file, state)?;
    let end = state.until;
    if is_torn {
        file.set_len(end)?;
    }
    let mut bytes = Vec::new();
    if state.lacks_break {
        bytes.push(b'\n');
    }
    line.write(&mut bytes)?;
    let written = file.write(&bytes).and_then(|count| match count {
        count if count == bytes.len() => Ok(()),
        _ => Err(io::ErrorKind::StorageFull.into()),
    });
    if written.is_err() {
        // Half a line would be dropped by the next writer, too.
        let _ = file.set_len(end);
    }
    written?;
    catch_up(&mut file, state).map(drop)
}
