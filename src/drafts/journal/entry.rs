//! What is known of a submission or a change: how it began, and how far it came.

use jiff::Timestamp;

use super::change::ChangeRecord;
use super::line::SubmissionRecord;
use super::outcome::{JournalOutcome, JournalOutcomeKind};

/// A submission or a change, as far as the journal tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalEntry<R = SubmissionRecord> {
    /// What was known before it began.
    pub begun: R,
    /// How many requests went out.
    pub attempts: u32,
    /// When the last of them went out.
    pub last_attempt: Option<Timestamp>,
    /// How it ended; none when the program was stopped in the middle, or is at it.
    pub settled: Option<JournalOutcome>,
}

impl<R> JournalEntry<R> {
    pub(super) fn new(begun: R) -> Self {
        Self { begun, attempts: 0, last_attempt: None, settled: None }
    }

    /// Notes that a request went out for the `number`-th time.
    pub(super) fn attempt(&mut self, number: u32, at: Timestamp) {
        self.attempts = number.max(self.attempts);
        self.last_attempt = self.last_attempt.max(Some(at));
    }

    /// Whether nobody knows how it ended.
    pub(super) fn is_unsettled(&self) -> bool {
        self.settled.as_ref().is_none_or(|settled| settled.ending == JournalOutcomeKind::Unknown)
    }
}

impl JournalEntry {
    /// Whether a connection may have come of it that nobody knows of. A dry run never is open.
    pub fn is_open(&self) -> bool {
        !self.begun.dry_run && self.is_unsettled()
    }

    /// How it ended in a connection, if it did.
    pub fn created(&self) -> Option<(&JournalOutcome, &str)> {
        let settled =
            self.settled.as_ref().filter(|one| one.ending == JournalOutcomeKind::Created)?;
        Some((settled, settled.connection_id.as_deref()?))
    }
}

/// A change, as far as the journal tells.
pub type ChangeEntry = JournalEntry<ChangeRecord>;

impl ChangeEntry {
    /// Whether it may have been carried out without anybody knowing.
    pub fn is_open(&self) -> bool {
        self.is_unsettled()
    }

    /// Whether it was carried out.
    pub fn is_applied(&self) -> bool {
        self.settled.as_ref().is_some_and(|settled| settled.ending == JournalOutcomeKind::Applied)
    }
}
