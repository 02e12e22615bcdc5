//! Sends a draft, from opening its keys to the journal.

use std::path::PathBuf;

use jiff::Timestamp;
use tokio::sync::mpsc;

use crate::connection::{Connection, Draft, FieldPath, Key, Unfit};
use crate::drafts::{Consent, DraftName, Journal};
use crate::flow;
use crate::flow::{Plan, Record, Session, Stop, Submission, Workspace};
use crate::tui::effect::{SubmitOrder, Ticket};
use crate::tui::message::{Msg, Submitted};

/// Why the sandbox creates nothing.
pub(super) const NO_SCRATCH_JOURNAL: &str =
    "no temporary folder can be made for the sandbox's own journal";

/// Where a submission goes and is written down.
pub(super) struct SubmissionSetting {
    pub(super) session: Session,
    pub(super) workspace: Result<Workspace, String>,
    /// The journal of the sandbox, while it serves.
    pub(super) scratch_journal: Option<PathBuf>,
}

pub(super) async fn submit(
    place: SubmissionSetting,
    order: SubmitOrder,
    stop: Stop,
    ticket: Ticket,
    answers: mpsc::UnboundedSender<Msg>,
) -> Result<Submitted, Vec<String>> {
    let SubmitOrder { file, name, dry_run, again, asked } = order;
    let workspace = place.workspace.map_err(|why| vec![why])?;
    let opener = workspace.clone();
    let (file, draft) = blocking(move || {
        // Nothing is sent before the question that names them was answered with yes.
        let draft = opener.open_all(&file, &asked, &Consent::to_all_of(&file))?;
        Ok((file, draft))
    })
    .await?;
    let connection = match Connection::from_draft(&draft, &Default::default()) {
        Ok(connection) => connection,
        Err(Unfit::Broken(errors)) => return Ok(Submitted::Unfit(errors)),
        Err(Unfit::Unopened(fields)) => {
            return Err(fields.iter().map(|field| format!("{field} is not opened")).collect());
        }
    };
    let connection = if dry_run { connection.as_dry_run() } else { connection };
    let region = connection.shown(Key::RegionId).unwrap_or_default().into_owned();
    let client = place.session.client(&region).await.map_err(|error| lines(&error.to_string()))?;
    let is_sandbox = place.session.is_sandbox();
    let journal = blocking(move || {
        match (is_sandbox, place.scratch_journal) {
            (true, Some(path)) => Journal::open(&path),
            (true, None) => return Err(vec![NO_SCRATCH_JOURNAL.to_owned()]),
            (false, _) => workspace.journal(),
        }
        .map_err(|error| lines(&error.to_string()))
    })
    .await?;
    let name = name.or_else(|| DraftName::from_typed("untitled"));
    let record = name.map(|name| Record::of_kept(&journal, &name, &file, again));
    let plan = if dry_run { Plan::rehearsal() } else { Plan::alone(&connection) };
    let mut progress = |step| {
        // Nobody listens any more once the wizard has ended; the submission goes on to its end.
        let _ = answers.send(Msg::Progress(ticket, step, Timestamp::now()));
    };
    let submission: Submission =
        flow::submit(&client, connection, plan, record, stop, &mut progress).await;
    let mut sent: Draft = draft;
    if dry_run {
        sent.set(FieldPath::own(Key::DryRun), "true");
    }
    Ok(Submitted::Ended { submission: Box::new(submission), draft: Box::new(sent) })
}

/// Disks and programs are slow: the loop goes on meanwhile.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Vec<String>> + Send + 'static,
) -> Result<T, Vec<String>> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(failed) => std::panic::resume_unwind(failed.into_panic()),
    }
}

pub(super) fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}
