//! The journal of a submission under way.

use std::time::{Duration, Instant};

use jiff::Timestamp;

use crate::connection::Realm;
use crate::drafts::journal::{
    ChangeRecord, Journal, JournalError, JournalOutcome, JournalOutcomeKind, SubmissionRecord,
    stored_digest,
};
use crate::drafts::{DraftFile, DraftName};
use crate::files::{LockedFile, blocking};

use super::submission::SubmitOutcome;

/// How often another process is asked whether it is done. It says nothing by itself.
const POLL: Duration = Duration::from_millis(50);

/// How long another process is waited for. It is done after its own patience with the service, which is
/// shorter unless somebody wanted it otherwise.
const TURN_PATIENCE: Duration = Duration::from_secs(300);

/// Where a submission is written down, and what the journal is told about where it came from.
#[derive(Clone, Debug)]
pub struct JournalContext {
    /// The journal.
    pub journal: Journal,
    /// Whose connection it is to be, and where.
    pub realm: Realm,
    /// The draft's file.
    pub file: String,
    /// The draft's version, see [`crate::drafts::journal::text_digest()`] and
    /// [`crate::drafts::journal::stored_digest()`].
    pub version: String,
    /// Whether another connection is wanted where this draft has created one.
    pub again: bool,
}

impl JournalContext {
    /// For a draft that is kept under this name, as it is written there.
    pub fn for_draft(
        journal: &Journal,
        realm: Realm,
        name: &DraftName,
        file: &DraftFile,
        again: bool,
    ) -> Self {
        let version = stored_digest(file);
        Self { journal: journal.clone(), realm, file: format!("@{name}"), version, again }
    }
}

/// A submission that has its line in the journal, and the right to go on with it.
#[derive(Debug)]
pub(super) struct SubmissionLog {
    journal: Journal,
    pub submission: String,
    /// Nobody else works on it meanwhile.
    _lock: Option<LockedFile>,
}

impl SubmissionLog {
    /// Begins a submission; without an error it is on disk.
    pub(super) async fn begin(
        journal: &Journal,
        begun: SubmissionRecord,
        lock: Option<LockedFile>,
    ) -> Result<Self, JournalError> {
        let log = Self::resume(journal, begun.submission.clone(), lock);
        log.write(move |journal, _| journal.record_submission(begun)).await?;
        Ok(log)
    }

    /// Begins a change of a connection; without an error it is on disk.
    pub(super) async fn begin_change(
        journal: &Journal,
        begun: ChangeRecord,
        lock: LockedFile,
    ) -> Result<Self, JournalError> {
        let log = Self::resume(journal, begun.submission.clone(), Some(lock));
        log.write(move |journal, _| journal.record_change(begun)).await?;
        Ok(log)
    }

    /// Goes on with one that was begun before.
    pub(super) fn resume(journal: &Journal, submission: String, lock: Option<LockedFile>) -> Self {
        Self { journal: journal.clone(), submission, _lock: lock }
    }

    /// Writes down that a request goes out.
    pub(super) async fn attempt(&self, number: u32, at: Timestamp) -> Result<(), JournalError> {
        self.write(move |journal, id| journal.record_attempt(id, number, at)).await
    }

    /// Writes down how a submission ended.
    pub(super) async fn finish(
        &self,
        outcome: &SubmitOutcome,
        at: Timestamp,
    ) -> Result<(), JournalError> {
        let Some(settled) = settlement(outcome, at) else { return Ok(()) };
        self.record_outcome(settled).await
    }

    /// Writes down how it ended.
    pub(super) async fn record_outcome(&self, settled: JournalOutcome) -> Result<(), JournalError> {
        self.write(move |journal, id| journal.record_outcome(id, settled)).await
    }

    /// Disks are slow: other submissions go on meanwhile.
    async fn write(
        &self,
        work: impl FnOnce(&Journal, &str) -> Result<(), JournalError> + Send + 'static,
    ) -> Result<(), JournalError> {
        let (journal, submission) = (self.journal.clone(), self.submission.clone());
        blocking(move || work(&journal, &submission)).await
    }

    /// Whether the journal says that another submission made this connection of the same account and
    /// region. Elsewhere an ID may be another connection's, as from one sandbox to the next.
    pub(super) fn is_of_another(&self, id: &str) -> bool {
        self.journal.with_index(|index| {
            let own = index.entry(&self.submission).map(|one| &one.begun);
            index.with_connection(id).map(|one| &one.begun).any(|one| {
                one.submission != self.submission
                    && own.is_none_or(|own| own.realm.may_be_same_as(&one.realm))
            })
        })
    }
}

/// Waits until no other process works on the submission, reporting when that takes a while. One that was
/// stopped in the middle is not waited for without end.
pub(super) async fn wait_for_lock(
    journal: &Journal,
    word: &str,
    waiting: &mut (dyn FnMut() + Send),
) -> Result<LockedFile, JournalError> {
    let start = Instant::now();
    let mut reported = false;
    loop {
        // Waits for nothing, and asked for right here it is had in the order of the drafts.
        if let Some(turn) = journal.lock(word)? {
            return Ok(turn);
        }
        if start.elapsed() >= TURN_PATIENCE {
            return Err(JournalError::Held { seconds: TURN_PATIENCE.as_secs() });
        }
        if !reported {
            waiting();
            reported = true;
        }
        tokio::time::sleep(POLL).await;
    }
}

/// Reads what others have written.
pub(super) async fn refresh(journal: &Journal) -> Result<(), JournalError> {
    let journal = journal.clone();
    blocking(move || journal.refresh()).await
}

fn settlement(outcome: &SubmitOutcome, at: Timestamp) -> Option<JournalOutcome> {
    let blank = |ending| JournalOutcome::new(ending, at);
    Some(match outcome {
        SubmitOutcome::Created { id, request_id, .. } => JournalOutcome {
            connection_id: Some(id.clone()),
            request_id: request_id.clone(),
            ..blank(JournalOutcomeKind::Created)
        },
        SubmitOutcome::DryRunPassed { request_id } => JournalOutcome {
            request_id: request_id.clone(),
            ..blank(JournalOutcomeKind::DryRunPassed)
        },
        SubmitOutcome::Refused(error) => JournalOutcome {
            request_id: error.request_id.clone(),
            code: Some(error.code.clone()),
            ..blank(JournalOutcomeKind::Refused)
        },
        SubmitOutcome::NotSent(_) | SubmitOutcome::Interrupted => {
            blank(JournalOutcomeKind::NotSent)
        }
        SubmitOutcome::Unknown { .. } => blank(JournalOutcomeKind::Unknown),
        SubmitOutcome::AlreadyCreated { .. }
        | SubmitOutcome::EarlierOpen { .. }
        | SubmitOutcome::JournalDamaged { .. }
        | SubmitOutcome::OtherKey { .. }
        | SubmitOutcome::TokenTaken { .. }
        | SubmitOutcome::NotRecorded(_) => return None,
    })
}
