//! A draft that is kept is sent: from opening its keys to the journal, for every front end that has one
//! at hand.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::connection::{
    Connection, Draft, FieldPath, Finding, InvalidDraft, Key, Message, Secret, message,
};
use crate::drafts::{Consent, DraftFile, DraftName, Journal, KeyReference};
use crate::files::blocking;
use crate::text::format_in_process_language;

use super::session::Session;
use super::submission::{Stop, Submission, SubmissionPlan, SubmitStep};
use super::submission_log::JournalContext;
use super::submit::submit;
use super::workspace::Workspace;

/// Why the sandbox creates nothing.
const NO_SCRATCH_JOURNAL: &str = "order-no-scratch";

/// What a person said yes to when asked whether a draft is sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SubmitConsent {
    /// Whether the service shall only check it.
    pub dry_run: bool,
    /// Whether another connection is wanted where the draft has created one.
    pub again: bool,
    /// The programs that the question named: no other is run for a key.
    pub programs: Consent,
}

impl SubmitConsent {
    /// The yes to a question about this draft, which named every program that it needs.
    pub fn consent_to(file: &DraftFile, dry_run: bool, again: bool) -> Self {
        let named = file.references.iter().filter(|(path, ..)| file.draft.is_key_unresolved(*path));
        let programs = Consent::to(named.filter_map(|(_, reference, _)| match reference {
            KeyReference::Command(words) => Some(words.clone()),
            _ => None,
        }));
        Self { dry_run, again, programs }
    }
}

/// What is to be sent.
#[derive(Clone, Debug)]
pub struct SubmitOrder {
    /// The draft as it stands.
    pub file: Box<DraftFile>,
    /// What it is kept under.
    pub name: Option<DraftName>,
    /// What was agreed to.
    pub agreed: SubmitConsent,
    /// The keys that were asked for.
    pub asked: BTreeMap<FieldPath, Secret>,
}

/// What became of sending a draft.
#[derive(Debug)]
pub enum SubmitResult {
    /// The service was asked, or would have been.
    Ended {
        /// What became of it.
        submission: Box<Submission>,
        /// The request as it was sent, to say what a refusal means.
        draft: Box<Draft>,
    },
    /// Nothing was sent: with every key opened, the rules have these errors to tell.
    Unfit(Vec<Finding>),
    /// Nothing was sent: keys that cannot be had, no credentials, no journal. A line each.
    NotBegun(Vec<String>),
}

/// Where a submission goes and is written down.
#[derive(Clone, Debug)]
pub struct SubmissionContext {
    /// Whom to ask.
    pub session: Session,
    /// Where the journal lies, or why there is no such place.
    pub workspace: Result<Workspace, String>,
    /// The journal of the sandbox, while it serves.
    pub scratch_journal: Option<PathBuf>,
}

impl SubmissionContext {
    /// The journal that what is sent is written down in.
    pub(super) async fn journal(&self) -> Result<Journal, Vec<String>> {
        let workspace = self.workspace.clone().map_err(|why| vec![why])?;
        let (is_sandbox, scratch) = (self.session.is_sandbox(), self.scratch_journal.clone());
        blocking(move || {
            match (is_sandbox, scratch) {
                (true, Some(path)) => Journal::open(&path),
                (true, None) => {
                    return Err(vec![format_in_process_language(&Message::new(
                        NO_SCRATCH_JOURNAL,
                    ))]);
                }
                (false, _) => workspace.journal(),
            }
            .map_err(|error| lines(&error.to_string()))
        })
        .await
    }
}

/// Sends a draft, from opening its keys to the journal. `report` is given each step.
///
/// # Errors
/// Nothing was sent: keys that cannot be had, no credentials, no journal. A line each.
pub async fn submit_draft(
    place: SubmissionContext,
    order: SubmitOrder,
    stop: Stop,
    report: &mut (dyn FnMut(SubmitStep) + Send),
) -> Result<SubmitResult, Vec<String>> {
    let SubmitOrder { file, name, agreed, asked } = order;
    let SubmitConsent { dry_run, again, programs } = agreed;
    let opener = place.workspace.clone().map_err(|why| vec![why])?;
    let (file, draft) = blocking(move || {
        let draft = opener.open_all(&file, &asked, &programs)?;
        Ok::<_, Vec<String>>((file, draft))
    })
    .await?;
    let connection = match Connection::from_draft(&draft, &Default::default()) {
        Ok(connection) => connection,
        Err(InvalidDraft::InvalidFields(errors)) => return Ok(SubmitResult::Unfit(errors)),
        Err(InvalidDraft::UnresolvedKeys(fields)) => {
            let told = |field: &FieldPath| {
                format_in_process_language(&message!("key-unopened", field = *field))
            };
            return Err(fields.iter().map(told).collect());
        }
    };
    let connection = if dry_run { connection.as_dry_run() } else { connection };
    let region = connection.shown(Key::RegionId).unwrap_or_default().into_owned();
    let client = place.session.client(&region).await.map_err(|error| lines(&error.to_string()))?;
    let realm = place.session.realm(&region).await.map_err(|error| lines(&error.to_string()))?;
    let journal = place.journal().await?;
    let name = name.or_else(|| DraftName::from_typed("untitled"));
    let record = name.map(|name| JournalContext::for_draft(&journal, realm, &name, &file, again));
    let plan = if dry_run {
        SubmissionPlan::for_dry_run()
    } else {
        SubmissionPlan::for_connection(&connection)
    };
    let submission: Submission = submit(&client, connection, plan, record, stop, report).await;
    let mut sent: Draft = draft;
    if dry_run {
        sent.set(FieldPath::connection(Key::DryRun), "true");
    }
    Ok(SubmitResult::Ended { submission: Box::new(submission), draft: Box::new(sent) })
}

pub(super) fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}
