//! What the lines of the journal come to: one entry a submission.

use std::collections::{BTreeSet, HashMap};

use jiff::Timestamp;

use super::line::{Begun, Ending, JournalLine, Settlement};

/// A submission, as far as the journal tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalEntry {
    /// What was known before it began.
    pub begun: Begun,
    /// How many requests to create went out.
    pub attempts: u32,
    /// When the last of them went out.
    pub last_attempt: Option<Timestamp>,
    /// How it ended; none when the program was stopped in the middle, or is at it.
    pub settled: Option<Settlement>,
}

impl JournalEntry {
    /// Whether a connection may have come of it that nobody knows of. A dry run never is open.
    pub fn is_open(&self) -> bool {
        let unknown = |settled: &Settlement| settled.ending == Ending::Unknown;
        !self.begun.dry_run && self.settled.as_ref().is_none_or(unknown)
    }

    /// How it ended in a connection, if it did.
    pub fn created(&self) -> Option<(&Settlement, &str)> {
        let settled = self.settled.as_ref().filter(|one| one.ending == Ending::Created)?;
        Some((settled, settled.connection_id.as_deref()?))
    }
}

/// A line that could not be read and was skipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damage {
    /// The number of the line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub why: &'static str,
}

/// Everything the journal tells, in the order in which it began.
#[derive(Clone, Debug, Default)]
pub struct JournalIndex {
    entries: Vec<JournalEntry>,
    by_submission: HashMap<String, usize>,
    by_parameters: HashMap<String, Vec<usize>>,
    by_token: HashMap<String, Vec<usize>>,
    by_connection: HashMap<String, Vec<usize>>,
    open: BTreeSet<usize>,
    damage: Vec<Damage>,
    lines: usize,
    newer: bool,
}

impl JournalIndex {
    /// All submissions, oldest first.
    pub fn entries(&self) -> &[JournalEntry] {
        &self.entries
    }

    /// The submission of this number.
    pub fn entry(&self, submission: &str) -> Option<&JournalEntry> {
        self.by_submission.get(submission).map(|position| &self.entries[*position])
    }

    /// The submissions with these parameters, oldest first; see [`Begun::parameters`].
    pub fn with_parameters(&self, digest: &str) -> impl Iterator<Item = &JournalEntry> {
        self.at(self.by_parameters.get(digest))
    }

    /// The submissions with this client token, oldest first.
    pub fn with_token(&self, token: &str) -> impl Iterator<Item = &JournalEntry> {
        self.at(self.by_token.get(token))
    }

    /// The submissions that ended in this connection, oldest first.
    pub fn with_connection(&self, id: &str) -> impl Iterator<Item = &JournalEntry> {
        self.at(self.by_connection.get(id))
    }

    /// The submissions that are open.
    pub fn open(&self) -> impl Iterator<Item = &JournalEntry> {
        self.open.iter().map(|position| &self.entries[*position])
    }

    /// The lines that were skipped.
    pub fn damage(&self) -> &[Damage] {
        &self.damage
    }

    pub(super) fn is_blank(&self) -> bool {
        self.lines == 0
    }

    pub(super) fn is_newer(&self) -> bool {
        self.newer
    }

    fn at<'a>(
        &'a self,
        positions: Option<&'a Vec<usize>>,
    ) -> impl Iterator<Item = &'a JournalEntry> {
        positions.into_iter().flatten().map(|position| &self.entries[*position])
    }

    /// Reads one more line.
    pub(super) fn add(&mut self, bytes: &[u8]) {
        self.lines += 1;
        if let Err(why) = JournalLine::read(bytes).and_then(|line| self.apply(line)) {
            self.damage.push(Damage { line: self.lines, why });
        }
    }

    fn apply(&mut self, line: JournalLine) -> Result<(), &'static str> {
        const STRAY: &str = "it belongs to no submission";
        match line {
            JournalLine::Header => {}
            JournalLine::Newer => self.newer = true,
            JournalLine::Begun(begun) => self.begin(*begun)?,
            JournalLine::Attempt { submission, number, at } => {
                let position = *self.by_submission.get(&submission).ok_or(STRAY)?;
                let entry = &mut self.entries[position];
                entry.attempts = number.max(entry.attempts);
                entry.last_attempt = entry.last_attempt.max(Some(at));
            }
            JournalLine::Outcome { submission, settled } => {
                let position = *self.by_submission.get(&submission).ok_or(STRAY)?;
                self.settle(position, *settled);
            }
        }
        Ok(())
    }

    fn begin(&mut self, begun: Begun) -> Result<(), &'static str> {
        let position = self.entries.len();
        if self.by_submission.contains_key(&begun.submission) {
            return Err("it begins a submission for the second time");
        }
        self.by_submission.insert(begun.submission.clone(), position);
        self.by_parameters.entry(begun.parameters.clone()).or_default().push(position);
        self.by_token.entry(begun.token.clone()).or_default().push(position);
        let entry = JournalEntry { begun, attempts: 0, last_attempt: None, settled: None };
        if entry.is_open() {
            self.open.insert(position);
        }
        self.entries.push(entry);
        Ok(())
    }

    fn settle(&mut self, position: usize, settled: Settlement) {
        let entry = &mut self.entries[position];
        // Nothing that is written later undoes a connection.
        if entry.created().is_some() {
            return;
        }
        entry.settled = Some(settled);
        if let Some((_, id)) = entry.created() {
            let id = id.to_owned();
            self.by_connection.entry(id).or_default().push(position);
        }
        if self.entries[position].is_open() {
            self.open.insert(position);
        } else {
            self.open.remove(&position);
        }
    }
}
