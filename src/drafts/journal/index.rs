//! What the lines of the journal come to: one entry a submission.

use std::collections::{BTreeSet, HashMap};

use jiff::Timestamp;

use crate::connection::Token;

use super::change::ChangeRecord;
use super::entry::{ChangeEntry, JournalEntry};
use super::line::{JournalLine, LineFormat, LineReadError, SubmissionRecord};
use super::outcome::JournalOutcome;

/// A line that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DamagedLine {
    /// The number of the line, from 1.
    pub line: usize,
    /// Which text says what is wrong with it.
    pub why: &'static str,
    /// Whether it may be the beginning of a submission, of which a connection may have come.
    pub may_begin: bool,
    /// When it was written at the earliest; none where nothing tells.
    pub since: Option<Timestamp>,
    /// When it was written at the latest; none where nothing tells.
    pub until: Option<Timestamp>,
}

/// The damaged lines among which submissions may have begun that nothing else tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnreadableStarts {
    /// The first of them.
    pub line: usize,
    /// How many there are.
    pub count: usize,
    /// When the first was written at the earliest; none where nothing tells.
    pub since: Option<Timestamp>,
    /// When the last was written at the latest; none where nothing tells.
    pub until: Option<Timestamp>,
}

/// Everything the journal tells, in the order in which it began.
#[derive(Clone, Debug, Default)]
pub struct JournalIndex {
    entries: Vec<JournalEntry>,
    by_submission: HashMap<String, usize>,
    by_parameters: HashMap<String, Vec<usize>>,
    by_token: HashMap<Token, Vec<usize>>,
    by_connection: HashMap<String, Vec<usize>>,
    by_draft: HashMap<String, Vec<usize>>,
    open: BTreeSet<usize>,
    changes: Vec<ChangeEntry>,
    by_change: HashMap<String, usize>,
    damage: Vec<DamagedLine>,
    lines: usize,
    form: LineFormat,
    newer: bool,
    /// When the latest line was written that tells.
    latest: Option<Timestamp>,
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

    /// The submissions with these parameters, oldest first; see [`SubmissionRecord::parameters`].
    pub fn with_parameters(&self, digest: &str) -> impl Iterator<Item = &JournalEntry> {
        self.at(self.by_parameters.get(digest))
    }

    /// The submissions with this client token, oldest first.
    pub fn with_token(&self, token: &Token) -> impl Iterator<Item = &JournalEntry> {
        self.at(self.by_token.get(token))
    }

    /// The submissions of a connection of this name (empty where it has none) that this draft, or a row of
    /// this table, was sent for, oldest first; see [`SubmissionRecord::source`].
    pub fn with_draft(
        &self,
        source: &str,
        name: &str,
    ) -> impl DoubleEndedIterator<Item = &JournalEntry> {
        self.at(self.by_draft.get(&draft_key(source, name)))
    }

    /// The submissions that ended in this connection, oldest first.
    pub fn with_connection(&self, id: &str) -> impl Iterator<Item = &JournalEntry> {
        self.at(self.by_connection.get(id))
    }

    /// The submissions that are open.
    pub fn open(&self) -> impl Iterator<Item = &JournalEntry> {
        self.open.iter().map(|position| &self.entries[*position])
    }

    /// The changes of connections that exist, oldest first.
    pub fn changes(&self) -> &[ChangeEntry] {
        &self.changes
    }

    /// The changes of this connection, oldest first. Whether one is of this user's account is
    /// [`crate::connection::Realm::compare`]'s to say.
    pub fn changes_of<'a>(&'a self, connection: &'a str) -> impl Iterator<Item = &'a ChangeEntry> {
        self.changes.iter().filter(move |change| change.begun.connection == connection)
    }

    /// The lines that cannot be read.
    pub fn damage(&self) -> &[DamagedLine] {
        &self.damage
    }

    /// Whether submissions may have begun that cannot be read any more. Before anything is sent it has to be
    /// looked for what they may have created.
    pub fn unreadable_starts(&self) -> Option<UnreadableStarts> {
        let mut hiding = self.damage.iter().filter(|damage| damage.may_begin);
        let first = hiding.next()?;
        let last = hiding.clone().next_back().unwrap_or(first);
        let count = 1 + hiding.count();
        Some(UnreadableStarts { line: first.line, count, since: first.since, until: last.until })
    }

    /// Whether the lines that follow have checksums.
    pub(super) fn is_summed(&self) -> bool {
        self.form == LineFormat::Summed
    }

    /// What was read so far was written then at the latest.
    pub(super) fn written_until(&mut self, at: Timestamp) {
        for damage in self.damage.iter_mut().rev().take_while(|damage| damage.until.is_none()) {
            damage.until = Some(at);
        }
    }

    pub(super) fn is_newer(&self) -> bool {
        self.newer
    }

    fn at<'a>(
        &'a self,
        positions: Option<&'a Vec<usize>>,
    ) -> impl DoubleEndedIterator<Item = &'a JournalEntry> {
        positions.into_iter().flatten().map(|position| &self.entries[*position])
    }

    /// Reads one more line, without its break.
    pub(super) fn add(&mut self, bytes: &[u8]) {
        self.lines += 1;
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return;
        }
        let read = JournalLine::read(bytes, self.form);
        let applied = read.and_then(|(line, form)| {
            self.form = form;
            let at = line.at();
            self.apply(line).map_err(|why| LineReadError { why, may_begin: true })?;
            Ok(at)
        });
        match applied {
            Ok(Some(at)) => {
                self.written_until(at);
                self.latest = self.latest.max(Some(at));
            }
            Ok(None) => {}
            Err(LineReadError { why, may_begin }) => {
                let (line, since) = (self.lines, self.latest);
                self.damage.push(DamagedLine { line, why, may_begin, since, until: None });
            }
        }
    }

    fn apply(&mut self, line: JournalLine) -> Result<(), &'static str> {
        const STRAY: &str = "journal-line-stray";
        match line {
            JournalLine::Header => {}
            JournalLine::Newer => self.newer = true,
            JournalLine::Begun(begun) => self.begin(*begun)?,
            JournalLine::Change(begun) => self.begin_change(*begun)?,
            JournalLine::Attempt { submission, number, at } => {
                if let Some(position) = self.by_change.get(&submission) {
                    self.changes[*position].attempt(number, at);
                    return Ok(());
                }
                let position = *self.by_submission.get(&submission).ok_or(STRAY)?;
                self.entries[position].attempt(number, at);
            }
            JournalLine::Outcome { submission, settled } => {
                if let Some(position) = self.by_change.get(&submission) {
                    self.changes[*position].settled = Some(*settled);
                    return Ok(());
                }
                let position = *self.by_submission.get(&submission).ok_or(STRAY)?;
                self.set_outcome(position, *settled);
            }
        }
        Ok(())
    }

    fn begin_change(&mut self, begun: ChangeRecord) -> Result<(), &'static str> {
        let name = begun.submission.clone();
        if self.by_change.contains_key(&name) || self.by_submission.contains_key(&name) {
            return Err("journal-line-change-again");
        }
        self.by_change.insert(name, self.changes.len());
        self.changes.push(ChangeEntry::new(begun));
        Ok(())
    }

    fn begin(&mut self, begun: SubmissionRecord) -> Result<(), &'static str> {
        let position = self.entries.len();
        if self.by_submission.contains_key(&begun.submission) {
            return Err("journal-line-begun-again");
        }
        self.by_submission.insert(begun.submission.clone(), position);
        self.by_parameters.entry(begun.parameters.clone()).or_default().push(position);
        let draft = draft_key(begun.source(), begun.name.as_deref().unwrap_or_default());
        self.by_draft.entry(draft).or_default().push(position);
        self.by_token.entry(begun.token.clone()).or_default().push(position);
        let entry = JournalEntry::new(begun);
        if entry.is_open() {
            self.open.insert(position);
        }
        self.entries.push(entry);
        Ok(())
    }

    fn set_outcome(&mut self, position: usize, settled: JournalOutcome) {
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

/// A draft and a name in one, of which both are told apart by the length of the first.
fn draft_key(source: &str, name: &str) -> String {
    format!("{}\n{source}{name}", source.len())
}
