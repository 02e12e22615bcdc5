//! What was submitted, kept so that nothing is created twice: one JSON object a line, only ever added
//! to, on disk before the first byte of a request leaves.
//!
//! Several processes write the same file: each line is one write under a lock of the file, and no line
//! is written that would not read back as it is. A line that cannot be read stays where it is and is
//! told: it may be the beginning of a submission, see [`JournalIndex::unreadable_starts`]. Blocks; knows no
//! network, and of secrets only digests under a key of their own.

mod change;
mod entry;
mod error;
mod file;
mod index;
mod line;
mod lock;
mod outcome;
mod version;

use std::fs::File;
use std::io::{self, BufRead, BufReader, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;

use crate::connection::message;
use crate::files::{LockKind, LockedFile, is_same, lock_with_timeout};
use crate::text::format_in_process_language;

pub use change::{ChangeKind, ChangeRecord};
pub use entry::{ChangeEntry, JournalEntry};
pub use error::JournalError;
pub use index::{DamagedLine, JournalIndex, UnreadableStarts};
pub use line::{SubmissionRecord, draft_path};
pub use outcome::{JournalOutcome, JournalOutcomeKind};
pub use version::{short, stored_digest, text_digest};

use line::{JournalLine, LONGEST};

/// A journal of more bytes than this is none: a million submissions have fewer.
const MOST: u64 = 1 << 30;

/// How long is waited for others who read or write it: a moment, unless one of them was stopped.
const LOCK_TIMEOUT: Duration = Duration::from_secs(10);

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
        let file = file::open(path)?;
        let journal =
            Self(Arc::new(Inner { path: path.to_owned(), file, state: Mutex::default() }));
        journal.refresh()?;
        if !journal.with_index(JournalIndex::is_summed) {
            journal.append(&JournalLine::Header, Durable::No)?;
        }
        Ok(journal)
    }

    /// Reads a journal without making or changing one; `None` when there is none.
    ///
    /// # Errors
    /// When it cannot be read, or a newer program wrote it.
    pub fn read(path: &Path) -> Result<Option<JournalIndex>, JournalError> {
        let Some(file) = file::open_to_read(path)? else { return Ok(None) };
        let mut state = State::default();
        let failed = |source| JournalError::File { path: path.to_owned(), what: "read", source };
        locked(&file, LockKind::Shared, path)?;
        catch_up(&file, &mut state).map_err(failed)?;
        newer(&state.index, path)?;
        Ok(Some(state.index))
    }

    /// Asks what the journal tells.
    pub fn with_index<T>(&self, ask: impl FnOnce(&JournalIndex) -> T) -> T {
        ask(&self.state().index)
    }

    /// Reads what other processes have added.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn refresh(&self) -> Result<(), JournalError> {
        let mut state = self.state();
        let file = &self.0.file;
        locked(file, LockKind::Shared, &self.0.path)?;
        let caught = catch_up(file, &mut state);
        // The lock ends with the process at the latest.
        let _ = file.unlock();
        caught.map_err(|source| self.failed("read", source))?;
        newer(&state.index, &self.0.path)
    }

    /// Writes down that a submission begins. It is on disk when this returns, and reads back as it is.
    ///
    /// # Errors
    /// When it is not; then nothing may be sent.
    pub fn record_submission(&self, begun: SubmissionRecord) -> Result<(), JournalError> {
        self.append(&JournalLine::Begun(Box::new(begun)), Durable::Yes)
    }

    /// Writes down that a change of a connection begins. It is on disk when this returns, and reads
    /// back as it is.
    ///
    /// # Errors
    /// When it is not; then nothing may be sent.
    pub fn record_change(&self, begun: ChangeRecord) -> Result<(), JournalError> {
        self.append(&JournalLine::Change(Box::new(begun)), Durable::Yes)
    }

    /// Writes down that a request goes out for the `number`-th time.
    ///
    /// Not waited for until it is on disk: whether it is there changes nothing about what a later
    /// run does.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn record_attempt(
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
    pub fn record_outcome(
        &self,
        submission: &str,
        settled: JournalOutcome,
    ) -> Result<(), JournalError> {
        let submission = submission.to_owned();
        self.append(&JournalLine::Outcome { submission, settled: Box::new(settled) }, Durable::Yes)
    }

    /// The right to work on a submission, which one process at a time has; `None` while another has
    /// it. `key` is a word of letters and digits.
    ///
    /// # Errors
    /// When the file for it cannot be made.
    pub fn lock(&self, key: &str) -> Result<Option<LockedFile>, JournalError> {
        lock::acquire(&self.0.path, key)
    }

    fn append(&self, line: &JournalLine, durable: Durable) -> Result<(), JournalError> {
        let mut bytes = Vec::new();
        line.write(&mut bytes)
            .map_err(|_| JournalError::Unreadable { path: self.0.path.clone() })?;
        {
            let mut state = self.state();
            let file = &self.0.file;
            if !is_same(file, &self.0.path) {
                return Err(JournalError::Gone { path: self.0.path.clone() });
            }
            locked(file, LockKind::Alone, &self.0.path)?;
            let written = add(file, &mut state, &bytes);
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

/// Waits for the lock of the journal, in which others write for a moment each.
fn locked(file: &File, kind: LockKind, path: &Path) -> Result<(), JournalError> {
    match lock_with_timeout(file, kind, LOCK_TIMEOUT) {
        Ok(true) => Ok(()),
        Ok(false) => {
            Err(JournalError::Busy { path: path.to_owned(), seconds: LOCK_TIMEOUT.as_secs() })
        }
        Err(source) => Err(JournalError::file(path, "locked", source)),
    }
}

fn newer(index: &JournalIndex, path: &Path) -> Result<(), JournalError> {
    match index.is_newer() {
        true => Err(JournalError::Newer { path: path.to_owned() }),
        false => Ok(()),
    }
}

/// Reads what was added since, to the end.
///
/// The last line counts even without its break: taking it for one that was written is the safe side.
fn catch_up(mut file: &File, state: &mut State) -> io::Result<()> {
    let about = file.metadata()?;
    if about.len() > MOST {
        return Err(io::Error::other(format_in_process_language(&message!("journal-too-long"))));
    }
    if about.len() < state.until {
        // Somebody has emptied it.
        *state = State::default();
    }
    file.seek(SeekFrom::Start(state.until))?;
    let mut reader = BufReader::new(file);
    let mut line = Vec::new();
    loop {
        let (length, has_break) = read_line(&mut reader, &mut line)?;
        if length == 0 {
            break;
        }
        state.until += length;
        // The break that the line before has lacked is no line.
        let is_missing_break = state.lacks_break && has_break && line.is_empty();
        state.lacks_break = !has_break;
        if !is_missing_break {
            state.index.add(&line);
        }
    }
    if let Some(modified) = about.modified().ok().and_then(|time| Timestamp::try_from(time).ok()) {
        state.index.written_until(modified);
    }
    Ok(())
}

/// Reads a line without its break, of which no more is kept than tells that it is too long; how many
/// bytes it has in the file, and whether its break was among them.
fn read_line(reader: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<(u64, bool)> {
    line.clear();
    let mut length = 0;
    loop {
        let bytes = reader.fill_buf()?;
        if bytes.is_empty() {
            return Ok((length, false));
        }
        let end = bytes.iter().position(|byte| *byte == b'\n');
        let part = &bytes[..end.unwrap_or(bytes.len())];
        let room = (LONGEST + 1).saturating_sub(line.len());
        line.extend_from_slice(&part[..part.len().min(room)]);
        let used = part.len() + usize::from(end.is_some());
        reader.consume(used);
        length += used as u64;
        if end.is_some() {
            return Ok((length, true));
        }
    }
}

/// Adds one line with one write; the caller holds the lock.
fn add(mut file: &File, state: &mut State, line: &[u8]) -> io::Result<()> {
    catch_up(file, state)?;
    let end = state.until;
    let missing: &[u8] = if state.lacks_break { b"\n" } else { b"" };
    let bytes = [missing, line].concat();
    let written = file.write(&bytes).and_then(|count| match count {
        count if count == bytes.len() => Ok(()),
        _ => Err(io::ErrorKind::StorageFull.into()),
    });
    if written.is_err() {
        // Half a line would pass for a beginning that nobody can read.
        let _ = file.set_len(end);
    }
    written?;
    catch_up(file, state)
}
