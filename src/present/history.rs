//! A submission as the journal tells of it.

use crate::connection::Message;
use crate::drafts::journal::{ChangeEntry, DamagedLine, JournalEntry, JournalOutcomeKind, short};
use crate::text::Texts;

use super::{OutcomeStatus, minute};

/// A submission of the journal, in words. What came from outside is not yet fit to be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryReport {
    /// How the ending is set off.
    pub status: OutcomeStatus,
    /// When it began.
    pub date: String,
    /// How it ended, in a word.
    pub word: String,
    /// The connection and the service's error code, where there is one.
    pub known: Vec<String>,
    /// The draft and its version.
    pub draft: String,
    /// What support asks for, a line each.
    pub trace: Vec<String>,
}

/// Puts a submission of the journal into words.
pub fn entry(texts: &Texts, entry: &JournalEntry) -> EntryReport {
    let begun = &entry.begun;
    let settled = entry.settled.as_ref();
    let (status, word) = match (settled.map(|settled| settled.ending), entry.is_open()) {
        (_, true) => (OutcomeStatus::Unknown, "history-open"),
        (None, false) => (OutcomeStatus::Neutral, "history-dry-run"),
        (Some(JournalOutcomeKind::Created | JournalOutcomeKind::Applied), _) => {
            (OutcomeStatus::Success, "outcome-created")
        }
        (Some(JournalOutcomeKind::DryRunPassed), _) => {
            (OutcomeStatus::Success, "outcome-dry-run-passed")
        }
        (Some(JournalOutcomeKind::Refused), _) => (OutcomeStatus::Failure, "outcome-refused"),
        (Some(JournalOutcomeKind::Unknown), _) => (OutcomeStatus::Unknown, "outcome-unknown"),
        (Some(JournalOutcomeKind::NotSent), _) => (OutcomeStatus::Neutral, "outcome-not-sent"),
    };
    let known = settled.into_iter().flat_map(|settled| [&settled.connection_id, &settled.code]);
    let version = short(&begun.draft).to_owned();
    let draft = [("file", begun.file.clone().into()), ("version", version.into())];
    let request = settled.and_then(|settled| settled.request_id.clone());
    let request =
        request.map(|request| texts.format("replay-request", &[("request", request.into())]));
    let token =
        [("token", begun.token.to_string().into()), ("attempts", u64::from(entry.attempts).into())];
    let trace = request.into_iter().chain([texts.format("replay-token", &token)]);
    EntryReport {
        status,
        date: minute(begun.at),
        word: texts.say(word),
        known: known.flatten().cloned().collect(),
        draft: texts.format("history-draft", &draft),
        trace: trace.collect(),
    }
}

/// Puts a change of a connection into words; in place of the draft stands what was changed.
pub fn change(texts: &Texts, entry: &ChangeEntry) -> EntryReport {
    let begun = &entry.begun;
    let settled = entry.settled.as_ref();
    let (status, word) = match (settled.map(|settled| settled.ending), entry.is_open()) {
        (_, true) | (None, _) => (OutcomeStatus::Unknown, "history-open"),
        (Some(JournalOutcomeKind::Applied), _) => (OutcomeStatus::Success, "history-applied"),
        (Some(JournalOutcomeKind::Refused), _) => (OutcomeStatus::Failure, "outcome-refused"),
        (Some(_), _) => (OutcomeStatus::Neutral, "outcome-not-sent"),
    };
    let code = settled.and_then(|settled| settled.code.clone());
    let token =
        [("token", begun.token.to_string().into()), ("attempts", u64::from(entry.attempts).into())];
    EntryReport {
        status,
        date: minute(begun.at),
        word: texts.say(word),
        known: [begun.connection.clone()].into_iter().chain(code).collect(),
        draft: texts.say(&format!("history-{}", begun.kind.name())),
        trace: vec![texts.format("replay-token", &token)],
    }
}

/// So many damaged lines are named one by one.
const MOST_NAMED: usize = 20;

/// What is wrong with the journal itself, a line each; empty where nothing is.
pub fn damage(texts: &Texts, found: &[DamagedLine]) -> Vec<String> {
    let mut told: Vec<String> = found
        .iter()
        .take(MOST_NAMED)
        .map(|one| {
            let args = [("line", one.line.into()), ("why", Message::new(one.why).into())];
            texts.format("journal-damaged", &args)
        })
        .collect();
    if found.len() > MOST_NAMED {
        let args = [("count", (found.len() - MOST_NAMED).into())];
        told.push(texts.format("journal-more-damaged", &args));
    }
    if found.iter().any(|one| one.may_begin) {
        told.push(texts.say("journal-hidden"));
    }
    told
}
