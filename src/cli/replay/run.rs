//! The run itself: so many drafts at once, each submitted once, each end given as it comes.

use std::collections::BTreeMap;

use futures_util::StreamExt as _;
use jiff::Timestamp;
use uuid::Uuid;

use crate::cloud::CallError;
use crate::connection::{FieldPath, Key, Rule, Token};
use crate::drafts::Journal;
use crate::flow::{
    Lookup, Pace, Plan, Record, RequestSlot, Stop, SubmitOutcome, SubmitStep, stop_requested,
    submit,
};
use crate::present;
use crate::rpc::codes;

use super::super::load::Unread;
use super::super::output::Output;
use super::super::session::CommandSession;
use super::prepared::{Prepared, Ready, journal_name};
use super::progress::ProgressLine;
use super::result::{DraftResult, End, KnownBy};
use super::resume::ReportLog;

/// What all drafts of a run have in common.
pub(super) struct RunContext<'a> {
    /// When the run began.
    pub(super) began: Timestamp,
    /// None where nobody is signed in.
    pub(super) session: Option<&'a CommandSession>,
    /// None where nothing outlasts the run.
    pub(super) journal: Option<&'a Journal>,
    /// Whether another connection is wanted where a draft has created one.
    pub(super) again: bool,
    pub(super) output: &'a Output,
    pub(super) stop: &'a Stop,
    pub(super) pace: &'a Pace,
    pub(super) jobs: usize,
}

impl RunContext<'_> {
    /// Works on all drafts, so many at once, and gives each result as it comes.
    pub(super) async fn run(
        &self,
        prepared: Vec<(usize, Prepared)>,
        progress: &ProgressLine<'_>,
        log: Option<&ReportLog>,
        finished: &mut dyn FnMut(DraftResult),
    ) {
        let mut results = futures_util::stream::iter(prepared)
            .map(|(place, one)| async move {
                let (file, end) = work_on(one, self, progress, log).await;
                DraftResult { place, file, end }
            })
            .buffer_unordered(self.jobs);
        while let Some(result) = results.next().await {
            finished(result);
        }
    }
}

/// Gives results back in the order of the drafts.
#[derive(Default)]
pub(super) struct InOrder {
    next: usize,
    waiting: BTreeMap<usize, DraftResult>,
}

impl InOrder {
    pub(super) fn next(&mut self, result: DraftResult) -> Vec<DraftResult> {
        self.waiting.insert(result.place, result);
        let mut due = Vec::new();
        while let Some(result) = self.waiting.remove(&self.next) {
            self.next += 1;
            due.push(result);
        }
        due
    }
}

/// The result of a draft that is not sent now.
pub(super) fn unsent(ready: Ready) -> (String, End) {
    let draft = Box::new(ready.draft);
    let end = match ready.in_doubt {
        Some(token) => End::Held { draft, token },
        None => End::Interrupted { draft },
    };
    (ready.file, end)
}

/// The token for the requests of a draft, and whether it is the draft's own.
fn token_of(ready: &Ready) -> (Token, bool) {
    let asked_itself =
        ready.draft.text(FieldPath::own(Key::DryRun)).is_some_and(crate::connection::is_true);
    let in_doubt = ready.in_doubt.as_ref().and_then(|token| token.parse::<Token>().ok());
    match (in_doubt, ready.outline.connection().token()) {
        (Some(token), own) => {
            let is_own = own.as_ref() == Some(&token);
            (token, is_own)
        }
        // The draft's own token is for its creation: a dry run that spent it would stand in its way.
        (None, Some(token)) if !ready.is_dry_run() || asked_itself => (token, true),
        (None, _) => (Token::from(Uuid::new_v4()), false),
    }
}

async fn work_on(
    prepared: Prepared,
    context: &RunContext<'_>,
    progress: &ProgressLine<'_>,
    log: Option<&ReportLog>,
) -> (String, End) {
    let ready = match prepared {
        Prepared::Ready(ready) => *ready,
        Prepared::Invalid { file, draft, errors } => {
            return (file, End::Invalid { draft: Box::new(draft), errors });
        }
        Prepared::Unread(unread) => return (unread.file.clone(), End::Unread(unread)),
        Prepared::Resumed { file, past, other_keys, .. } => {
            return (file, End::Resumed { past, other_keys });
        }
    };
    let not_sent = |ready: Ready, why| match ready.in_doubt {
        Some(_) => unsent(ready),
        None => (ready.file, End::NotSent { draft: Box::new(ready.draft), why }),
    };
    let Some(session) = context.session else { return not_sent(ready, None) };
    let connection = match ready.connection() {
        Ok(connection) => connection,
        Err(fields) => {
            let unread = Unread::unopened(ready.file, &fields);
            return (unread.file.clone(), End::Unread(unread));
        }
    };
    let region = connection.shown(Key::RegionId).unwrap_or_default().into_owned();
    let mut stop = context.stop.clone();
    let begin = async { (context.pace.slot().await, session.client(&region).await) };
    let (slot, client) = tokio::select! {
        biased;
        () = stop_requested(&mut stop) => return unsent(ready),
        begun = begin => begun,
    };
    let client = match client {
        Ok(client) => client,
        Err(why) => return not_sent(ready, Some(why)),
    };
    let (client_token, token_is_own) = token_of(&ready);
    let known_by = KnownBy { digest: ready.digest.clone(), endpoint: ready.endpoint.clone() };
    if let Some(log) = log.filter(|_| !connection.is_dry_run())
        && let Err(error) = log.begin(&ready.file, &known_by, client_token.as_str())
    {
        return not_sent(ready, Some(format!("the report cannot be written: {error}")));
    }
    let Ready { file, draft, name_is_its_own, collides, in_doubt, version, .. } = ready;
    let plan = Plan { client_token, token_is_own, name_is_its_own };
    let record = context.journal.map(|journal| Record {
        journal: journal.clone(),
        file: journal_name(&file),
        version,
        again: context.again,
    });
    let mut watcher = Watcher { output: context.output, progress, file: &file, slot, waits: false };
    let mut submission =
        submit(&client, connection.clone(), plan, record, stop, &mut |step| watcher.step(&step))
            .await;
    watcher.finish(&submission.outcome);
    if in_doubt.is_some() {
        submission.outcome = still_in_doubt(submission.outcome);
    }
    if collides {
        submission.overridden.insert(Rule::Q10);
    }
    let draft = Box::new(draft);
    if let SubmitOutcome::AlreadyCreated { id, at, is_changed: false } = &submission.outcome
        && progress.is_several()
        && *at < context.began
    {
        let (id, at) = (id.clone(), *at);
        return (file, End::Standing { draft, id, at, known_by });
    }
    let (connection, submission) = (Box::new(connection), Box::new(submission));
    (file, End::Submitted { draft, connection, submission, known_by })
}

/// A run that did not get through says nothing about what an earlier one may have created.
fn still_in_doubt(outcome: SubmitOutcome) -> SubmitOutcome {
    let reason = match outcome {
        SubmitOutcome::NotSent(reason) => Some(CallError::NotSent(reason)),
        SubmitOutcome::Interrupted | SubmitOutcome::NotRecorded(_) => None,
        // The journal knows the end that the report missed.
        SubmitOutcome::AlreadyCreated { id, is_changed: false, .. } => {
            return SubmitOutcome::Created { id, request_id: None, looked_up: true };
        }
        SubmitOutcome::Refused(error) if codes::is_retryable(&error.code) => {
            Some(CallError::Refused(error))
        }
        other => return other,
    };
    SubmitOutcome::Unknown { reason, lookup: Lookup::Failed }
}

/// Follows a submission: paces the others by it and prints what it does.
struct Watcher<'a> {
    output: &'a Output,
    progress: &'a ProgressLine<'a>,
    file: &'a str,
    slot: RequestSlot,
    waits: bool,
}

impl Watcher<'_> {
    fn step(&mut self, step: &SubmitStep) {
        match step {
            SubmitStep::Sending(_) => self.slot.sending(),
            SubmitStep::Waiting { because, .. } if codes::is_throttling(because) => {
                self.slot.throttled();
            }
            _ => {}
        }
        self.wait(matches!(step, SubmitStep::Waiting { .. }));
        // The first attempt is what everybody expects, and usually over before it could be read.
        if self.progress.hides_steps() || *step == SubmitStep::Sending(1) {
            return;
        }
        let text = present::step(&self.output.texts, step);
        self.progress.clear();
        self.output.note(&format!("{}: {text}", self.file));
        self.progress.draw();
    }

    fn wait(&mut self, waits: bool) {
        if waits != self.waits {
            self.waits = waits;
            self.progress.waits(waits);
        }
    }

    fn finish(mut self, outcome: &SubmitOutcome) {
        self.wait(false);
        match outcome {
            SubmitOutcome::Created { .. } | SubmitOutcome::DryRunPassed { .. } => {
                self.slot.succeeded();
            }
            SubmitOutcome::Refused(error) if codes::is_throttling(&error.code) => {
                self.slot.throttled();
            }
            _ => {}
        }
    }
}
