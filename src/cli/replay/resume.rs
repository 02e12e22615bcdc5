//! The report file: a line for each outcome, and before a creation one that says it has begun, so
//! that a later run can go on where this one was cut off.

use std::collections::HashMap;
use std::fs::{File, TryLockError};
use std::io::{Read as _, Write as _};
use std::path::Path;

use jiff::Timestamp;
use serde_json::{Value as Json, json};
use sha2::{Digest as _, Sha256};

use crate::connection::Connection;
use crate::files::{FileKind, Links, kind, open_to_append, sync_folder};
use crate::rpc::flatten;

use super::result::KnownBy;

/// The outcome of a line written before the first request goes out.
const BEGUN: &str = "begun";

/// The most bytes of a report that are read: ten thousand rows, some dozen times over.
const MOST: u64 = 256 * 1024 * 1024;

/// An open report file.
pub(super) struct ReportLog(File);

/// What the lines of earlier runs say.
#[derive(Default)]
pub(super) struct Earlier(HashMap<(String, String), Vec<JournalEntry>>);

/// What an earlier run left of a creation.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Past {
    /// It was created: the report's line.
    Created(Json),
    /// It may have been created, with this client token.
    InDoubt { token: String },
}

struct JournalEntry {
    file: String,
    past: Option<Past>,
    /// Whether all doubt comes from the latest line that says begun, which its own run may settle.
    is_fresh: bool,
}

impl ReportLog {
    /// Opens or makes the file and reads what earlier runs wrote.
    ///
    /// # Errors
    /// One line: it cannot be opened, is no report, or another run writes to it.
    pub(super) fn open(path: &Path) -> Result<(Self, Earlier), String> {
        let told = |error: &dyn std::fmt::Display| format!("--report {}: {error}", path.display());
        let not_plain = "not an ordinary file; name one, or a new one";
        let is_new = kind(path).map_err(|error| told(&error))? == FileKind::Nothing;
        let opened = open_to_append(path, Links::Follow).map_err(|error| told(&error))?;
        let mut file = opened.map_err(|_| told(&not_plain))?;
        if file.metadata().is_ok_and(|about| about.len() > MOST) {
            return Err(told(&"larger than 256 MiB; name another file"));
        }
        file.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => told(&"another run is writing to it; wait for its end"),
            TryLockError::Error(error) => told(&error),
        })?;
        if is_new {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            // Some systems cannot sync folders; the lines themselves are synced all the same.
            let _ = sync_folder(folder.unwrap_or(Path::new(".")));
        }
        let mut text = String::new();
        let read = (&mut file).take(MOST + 1).read_to_string(&mut text);
        read.map_err(|error| told(&error))?;
        let earlier = Earlier::read(&text).map_err(|line| {
            told(&format!("line {line} is no line of a report; name another file"))
        })?;
        let log = Self(file);
        if !text.is_empty() && !text.ends_with('\n') {
            // The last run was cut off in the middle of a line.
            log.append("\n").map_err(|error| told(&error))?;
        }
        Ok((log, earlier))
    }

    /// Writes that a creation begins; its first request may go out once this has returned.
    ///
    /// # Errors
    /// The system's reason.
    pub(super) fn begin(
        &self,
        file: &str,
        known_by: &KnownBy,
        client_token: &str,
    ) -> std::io::Result<()> {
        let line = json!({ "file": file, "outcome": BEGUN, "client_token": client_token });
        self.write(line, &known_by.digest, known_by.endpoint.as_deref(), false)
    }

    /// Writes an outcome. The digest and the endpoint are what a later run knows it by.
    ///
    /// # Errors
    /// The system's reason.
    pub(super) fn write(
        &self,
        mut line: Json,
        digest: &str,
        endpoint: Option<&str>,
        dry_run: bool,
    ) -> std::io::Result<()> {
        line["digest"] = digest.into();
        line["endpoint"] = endpoint.into();
        line["dry_run"] = dry_run.into();
        line["time"] = Timestamp::now().to_string().into();
        self.append(&format!("{line}\n"))
    }

    fn append(&self, text: &str) -> std::io::Result<()> {
        // In one piece, so that a line is either there or cut off at the end of the file.
        (&self.0).write_all(text.as_bytes())?;
        self.0.sync_data()
    }
}

impl Earlier {
    /// Reads the lines of a report; the number of the first that is none is the error. A last one
    /// without its line break may be cut off.
    fn read(text: &str) -> Result<Self, usize> {
        let mut earlier = Self::default();
        for (number, line) in (1..).zip(text.split_inclusive('\n')) {
            // A cut-off line is closed by the run after it.
            if line.trim().is_empty() {
                continue;
            }
            match serde_json::from_str::<Json>(line) {
                Ok(line) if line["outcome"].is_string() => earlier.add(line),
                _ if !line.ends_with('\n') => {}
                _ if line.starts_with("{\"file\":") => {}
                _ => return Err(number),
            }
        }
        Ok(earlier)
    }

    fn add(&mut self, line: Json) {
        let text = |name: &str| line[name].as_str().map(str::to_owned);
        let (Some(file), Some(digest), Some(endpoint)) =
            (text("file"), text("digest"), text("endpoint"))
        else {
            return;
        };
        // A dry run says nothing, unless the service does not know dry runs and created it.
        if line["dry_run"] == true && line["outcome"] != "created" {
            return;
        }
        let token = text("client_token");
        let entries = self.0.entry((digest, endpoint)).or_default();
        let at = entries.iter().position(|entry| entry.file == file).unwrap_or_else(|| {
            entries.push(JournalEntry { file, past: None, is_fresh: false });
            entries.len() - 1
        });
        let entry = &mut entries[at];
        match (line["outcome"].as_str(), token) {
            (Some("created"), _) => entry.past = Some(Past::Created(line)),
            _ if matches!(entry.past, Some(Past::Created(_))) => {}
            (Some(BEGUN), Some(token)) => {
                entry.is_fresh = entry.past.is_none();
                entry.past = Some(Past::InDoubt { token });
            }
            (Some("unknown"), Some(token)) => {
                entry.is_fresh = false;
                entry.past = Some(Past::InDoubt { token });
            }
            // What is invalid once it has begun is so by the journal: nothing was sent.
            (Some("refused" | "not-sent" | "invalid"), _) if entry.is_fresh => entry.past = None,
            _ => {}
        }
    }

    /// What is known of each creation, given as file, digest and endpoint.
    ///
    /// The one of the same name comes first; what is left goes to others with the same parameters,
    /// since rows move up and down in a table and files are renamed. Each is given once.
    pub(super) fn of(mut self, wanted: &[(&str, &str, Option<&str>)]) -> Vec<Option<Past>> {
        let mut found: Vec<Option<Past>> = vec![None; wanted.len()];
        for by_name in [true, false] {
            for ((file, digest, endpoint), found) in wanted.iter().zip(&mut found) {
                let Some(endpoint) = endpoint.filter(|_| found.is_none()) else { continue };
                let key = ((*digest).to_owned(), endpoint.to_owned());
                let entries = self.0.get_mut(&key).map(Vec::as_mut_slice).unwrap_or_default();
                *found = entries
                    .iter_mut()
                    .filter(|entry| !by_name || entry.file == *file)
                    .find_map(|entry| entry.past.take());
            }
        }
        found
    }
}

/// What makes two requests the same: every parameter but client token and dry run. Keys count as
/// present only, so that no digest can be used to guess one.
pub(super) fn digest(connection: &Connection) -> String {
    let mut hash = Sha256::new();
    for (name, value) in flatten(connection).iter() {
        if !matches!(name, "ClientToken" | "DryRun") {
            for part in [name, value.shown()] {
                hash.update(part.as_bytes());
                hash.update([0]);
            }
        }
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(file: &str, digest: &str, outcome: &str, token: &str) -> String {
        json!({ "file": file, "outcome": outcome, "client_token": token, "digest": digest,
                "endpoint": "e", "dry_run": false })
        .to_string()
            + "\n"
    }

    fn past(lines: &[(&str, &str)]) -> Option<Past> {
        let text: String =
            lines.iter().map(|(outcome, token)| line("a", "d", outcome, token)).collect();
        Earlier::read(&text).unwrap().of(&[("a", "d", Some("e"))]).remove(0)
    }

    fn in_doubt(token: &str) -> Option<Past> {
        Some(Past::InDoubt { token: token.to_owned() })
    }

    #[test]
    fn doubt_lasts_until_the_connection_is_there() {
        assert_eq!(past(&[]), None);
        assert_eq!(past(&[("begun", "t")]), in_doubt("t"));
        assert_eq!(past(&[("begun", "t"), ("refused", "t")]), None);
        assert_eq!(past(&[("begun", "t"), ("not-sent", "t")]), None);
        assert_eq!(past(&[("begun", "t"), ("invalid", "t")]), None);
        assert_eq!(past(&[("begun", "t"), ("unknown", "t")]), in_doubt("t"));
        // A later run that did not get through says nothing about the earlier one.
        let later = [("begun", "t"), ("unknown", "t"), ("begun", "t"), ("not-sent", "t")];
        assert_eq!(past(&later), in_doubt("t"));
        assert_eq!(past(&[("begun", "t"), ("begun", "t"), ("refused", "t")]), in_doubt("t"));
        assert!(matches!(past(&[("begun", "t"), ("created", "t")]), Some(Past::Created(_))));
        assert!(matches!(past(&[("created", "t"), ("refused", "u")]), Some(Past::Created(_))));
    }

    #[test]
    fn rows_that_moved_are_known_by_their_parameters_and_each_only_once() {
        let text = line("t:2", "d", "created", "x") + &line("t:3", "d", "begun", "y");
        let earlier = || Earlier::read(&text).unwrap();
        let [two, three, four] = ["t:2", "t:3", "t:4"].map(|file| (file, "d", Some("e")));
        let found = earlier().of(&[four, three, two]);
        assert_eq!((&found[0], &found[1]), (&None, &in_doubt("y")));
        assert!(matches!(found[2], Some(Past::Created(_))));
        let found = earlier().of(&[three, four]);
        assert_eq!(found[0], in_doubt("y"));
        assert!(matches!(found[1], Some(Past::Created(_))));
        for other in [("t:2", "other", Some("e")), ("t:2", "d", Some("f")), ("t:2", "d", None)] {
            assert_eq!(earlier().of(&[other]), [None]);
        }
    }

    #[test]
    fn a_line_that_was_cut_off_is_passed_over_and_another_file_is_not() {
        let cut = line("a", "d", "begun", "t") + "{\"file\":\"b\",\"outc";
        assert!(Earlier::read(&cut).is_ok());
        let closed = cut + "\n" + &line("b", "d", "created", "t");
        assert!(Earlier::read(&closed).is_ok());
        assert_eq!(Earlier::read("{\n  \"schema\": 1\n}\n").err(), Some(1));
        assert_eq!(Earlier::read("Name;Psk\n").err(), Some(1));
    }
}
