//! What earlier runs left open of a connection's changes: gone on with or settled where they are certainly of
//! this account, and else told and left alone.

use jiff::Timestamp;

use crate::connection::Realm;
use crate::drafts::journal::{
    ChangeEntry, ChangeKind, ChangeRecord, Journal, JournalError, JournalIndex, JournalOutcome,
    JournalOutcomeKind,
};

use super::super::submission_log::{self, SubmissionLog};
use super::ChangeContext;

/// The open changes of a connection that are not certainly of this account. They are told, never settled:
/// whoever signs in there finds out what came of them.
pub fn open_in_other_accounts(setting: &ChangeContext, connection: &str) -> Vec<ChangeRecord> {
    let Some((journal, realm)) = &setting.journal else { return Vec::new() };
    journal.with_index(|index| {
        let open = index.changes_of(connection).filter(|change| change.is_open());
        let others = open.filter(|change| !realm.is_same_as(&change.begun.realm));
        others.map(|change| change.begun.clone()).collect()
    })
}

/// Writes down that what an earlier run left open has come about, as what there is now shows; whether an
/// earlier run of this account had begun it.
///
/// # Errors
/// When the journal cannot be read or written.
pub async fn settle_applied(
    setting: &ChangeContext,
    kind: ChangeKind,
    connection: &str,
) -> Result<bool, JournalError> {
    let Some((journal, realm)) = &setting.journal else { return Ok(false) };
    submission_log::refresh(journal).await?;
    let open = journal.with_index(|index| own_open(index, realm, connection));
    let seen: Vec<&ChangeEntry> = open.iter().filter(|one| one.begun.kind == kind).collect();
    for change in &seen {
        record_outcome(journal, &change.begun, JournalOutcomeKind::Applied).await?;
    }
    Ok(!seen.is_empty())
}

/// The open change that this one goes on with: the latest of the connection, if it is of the same kind and
/// `is_same` says so. Every other one that this account left open is settled, as far as the plan for this
/// change has seen what came of it.
pub(super) async fn resume_open_change(
    journal: &Journal,
    realm: &Realm,
    kind: ChangeKind,
    connection: &str,
    is_same: impl Fn(&ChangeRecord) -> bool,
) -> Result<Option<ChangeRecord>, JournalError> {
    let (open, latest) = journal.with_index(|index| {
        let own = index.changes_of(connection).filter(|one| realm.is_same_as(&one.begun.realm));
        let latest = own.last().map(|one| one.begun.submission.clone());
        (own_open(index, realm, connection), latest)
    });
    let mut taken = None;
    for ChangeEntry { begun, .. } in open {
        // An older one's token may be answered with what it did then, and nothing would be done now.
        let is_latest = latest.as_ref() == Some(&begun.submission);
        if is_latest && begun.kind == kind && is_same(&begun) {
            taken = Some(begun);
        } else if let Some(ending) = outcome_implied_by(begun.kind, kind) {
            record_outcome(journal, &begun, ending).await?;
        }
    }
    Ok(taken)
}

/// What came of an open change, where a plan for another one was made.
fn outcome_implied_by(earlier: ChangeKind, planned: ChangeKind) -> Option<JournalOutcomeKind> {
    use ChangeKind::{Associate, Bind, Delete, Propagate, Unbind};
    match (earlier, planned) {
        // It was bound, so that it can be taken off; or was not, so that it can be bound or deleted.
        (Bind, Unbind) | (Unbind, Bind | Delete) => Some(JournalOutcomeKind::Applied),
        // What a route table did for it goes with its binding.
        (Associate | Propagate, Bind | Unbind | Delete) => Some(JournalOutcomeKind::NotSent),
        (Bind, Delete) => Some(JournalOutcomeKind::NotSent),
        // Another change has taken its place, and the plan has seen what came of it.
        (earlier, planned) if earlier == planned => Some(JournalOutcomeKind::NotSent),
        _ => None,
    }
}

fn own_open(index: &JournalIndex, realm: &Realm, connection: &str) -> Vec<ChangeEntry> {
    let open = index.changes_of(connection).filter(|change| change.is_open());
    open.filter(|change| realm.is_same_as(&change.begun.realm)).cloned().collect()
}

async fn record_outcome(
    journal: &Journal,
    begun: &ChangeRecord,
    ending: JournalOutcomeKind,
) -> Result<(), JournalError> {
    let connection_id = (ending == JournalOutcomeKind::Applied).then(|| begun.connection.clone());
    let settled = JournalOutcome { connection_id, ..JournalOutcome::new(ending, Timestamp::now()) };
    SubmissionLog::resume(journal, begun.submission.clone(), None).record_outcome(settled).await
}
