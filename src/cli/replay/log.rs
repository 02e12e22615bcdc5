//! The report file: a line for each outcome, added as soon as it is known. What was created the journal
//! knows; nothing is decided by a report.

use std::fs::{File, TryLockError};
use std::io::{self, BufRead as _, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use jiff::Timestamp;
use serde_json::Value as Json;

use crate::connection::{Arg, message};
use crate::files::{Links, open_to_append};
use crate::text::format_in_process_language;

/// The most bytes of a first line.
const LONGEST: u64 = 1024 * 1024;

/// An open report file.
pub(super) struct ReportLog(File);

impl ReportLog {
    /// Opens or makes the file.
    ///
    /// # Errors
    /// One line: it cannot be opened, is no report, or another run writes to it.
    pub(super) fn open(path: &Path) -> Result<Self, String> {
        let failed = |why: Arg| format_in_process_language(&message!("report-at", path, why));
        let opened =
            open_to_append(path, Links::Follow).map_err(|error| failed((&error).into()))?;
        let file = opened.map_err(|_| failed(message!("report-not-file").into()))?;
        file.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => failed(message!("report-busy").into()),
            TryLockError::Error(error) => failed((&error).into()),
        })?;
        if !is_report(&file).map_err(|error| failed((&error).into()))? {
            return Err(failed(message!("report-other").into()));
        }
        let log = Self(file);
        log.close_last_line().map_err(|error| failed((&error).into()))?;
        Ok(log)
    }

    /// Writes an outcome.
    ///
    /// # Errors
    /// The system's reason.
    pub(super) fn write(&self, mut line: Json, dry_run: bool) -> io::Result<()> {
        line["dry_run"] = dry_run.into();
        line["time"] = Timestamp::now().to_string().into();
        self.append(&format!("{line}\n"))
    }

    /// Ends a line in the middle of which an earlier run was cut off.
    fn close_last_line(&self) -> io::Result<()> {
        let mut file = &self.0;
        let mut last = [b'\n'];
        if file.seek(SeekFrom::End(0))? > 0 {
            file.seek(SeekFrom::End(-1))?;
            file.read_exact(&mut last)?;
        }
        if last == *b"\n" { Ok(()) } else { self.append("\n") }
    }

    fn append(&self, text: &str) -> io::Result<()> {
        // In one piece, so that a line is either there or cut off at the end of the file.
        (&self.0).write_all(text.as_bytes())?;
        self.0.sync_data()
    }
}

/// Whether the file is new or begins like a report, so that no other file is written to by mistake.
fn is_report(file: &File) -> io::Result<bool> {
    let mut first = Vec::new();
    io::BufReader::new(file).take(LONGEST).read_until(b'\n', &mut first)?;
    let is_outcome = |line: &[u8]| {
        serde_json::from_slice::<Json>(line).is_ok_and(|it| it["outcome"].is_string())
    };
    // A report of a run that was cut off in its first line begins all the same.
    let is_cut = !first.ends_with(b"\n") && first.starts_with(b"{\"");
    Ok(first.is_empty() || is_cut || is_outcome(&first))
}
