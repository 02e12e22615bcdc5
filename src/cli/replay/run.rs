//! The run itself: so many drafts at once, each submitted once, each end given as it comes.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

use futures_util::StreamExt as _;
use jiff::Timestamp;

use crate::connection::{Connection, Rule};
use crate::drafts::Journal;
use crate::flow::{
    Client, ConcurrencyLimiter, DraftChange, PriorSubmission, RequestSlot, Stop, Submission,
    SubmitOutcome, SubmitStep, stop_requested, submit,
};
use crate::present;
use crate::rpc::codes;

use super::super::load::DraftLoadError;
use super::super::output::Output;
use super::super::session::CommandSession;
use super::follow_up::{FollowUpOptions, FollowUpResult, FollowedConnection, follow};
use super::prepared::{PreparedDraft, ReadyDraft};
use super::progress::ProgressLine;
use super::result::{DraftOutcome, DraftResult};

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
    pub(super) pace: &'a ConcurrencyLimiter,
    pub(super) jobs: usize,
    /// What follows the creations.
    pub(super) follow: FollowUpOptions<'a>,
    /// For how many seconds the service is waited for.
    pub(super) patience: u16,
    /// Whether that was said.
    pub(super) announced: AtomicBool,
}

impl RunContext<'_> {
    /// Works on all drafts, so many at once, and gives each result as it comes.
    pub(super) async fn run(
        &self,
        prepared: Vec<(usize, PreparedDraft)>,
        progress: &ProgressLine<'_>,
        finished: &mut dyn FnMut(DraftResult),
    ) {
        let mut results = futures_util::stream::iter(prepared)
            .map(|(place, one)| async move {
                let wanted = one.ready().map(|ready| (ready.region(), ready.router.clone()));
                let (file, end) = submit_prepared(one, self, progress).await;
                let followed = self.follow(&end, wanted).await;
                DraftResult { place, file, end, followed }
            })
            .buffer_unordered(self.jobs);
        while let Some(result) = results.next().await {
            finished(result);
        }
    }
}

impl RunContext<'_> {
    /// What follows the creation of a draft: `wanted` is its region and the router its row names.
    async fn follow(
        &self,
        end: &DraftOutcome,
        wanted: Option<(String, Option<String>)>,
    ) -> Option<FollowUpResult> {
        let (region, router) = wanted?;
        let router = router.as_deref().or(self.follow.router)?;
        let made = FollowedConnection { id: end.connection_id()?, region: &region, router };
        let session = self.session?.flow();
        let texts = &self.output.texts;
        Some(follow(session, self.journal, &made, self.follow, self.stop.clone(), texts).await)
    }

    fn binds(&self, ready: &ReadyDraft) -> bool {
        self.follow.router.or(ready.router.as_deref()).is_some()
    }
}

/// Gives results back in the order of the drafts.
#[derive(Default)]
pub(super) struct OrderedResults {
    next: usize,
    waiting: BTreeMap<usize, DraftResult>,
}

impl OrderedResults {
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
pub(super) fn unsent(ready: ReadyDraft) -> (String, DraftOutcome) {
    let draft = Box::new(ready.draft);
    let end = match ready.prior {
        PriorSubmission::Open => DraftOutcome::Held { draft },
        PriorSubmission::Nothing | PriorSubmission::Created { .. } => {
            DraftOutcome::Interrupted { draft }
        }
    };
    (ready.file, end)
}

async fn submit_prepared(
    prepared: PreparedDraft,
    context: &RunContext<'_>,
    progress: &ProgressLine<'_>,
) -> (String, DraftOutcome) {
    let ready = match prepared {
        PreparedDraft::Ready(ready) => *ready,
        PreparedDraft::Invalid { file, draft, errors } => {
            return (file, DraftOutcome::Invalid { draft: Box::new(draft), errors });
        }
        PreparedDraft::Unread(unread) => {
            return (unread.file.clone(), DraftOutcome::Unread(unread));
        }
    };
    if let PriorSubmission::Created { id, at, change } = &ready.prior {
        let goes_on = progress.is_several() || context.binds(&ready);
        return already_created(id.clone(), *at, *change, ready, goes_on);
    }
    let not_sent = |ready: ReadyDraft, why| match ready.prior {
        PriorSubmission::Open => unsent(ready),
        _ => (ready.file, DraftOutcome::NotSent { draft: Box::new(ready.draft), why }),
    };
    let Some(session) = context.session else { return not_sent(ready, None) };
    let connection = match ready.connection() {
        Ok(connection) => connection,
        Err(fields) => {
            let unread = DraftLoadError::unopened(ready.file, &fields);
            return (unread.file.clone(), DraftOutcome::Unread(unread));
        }
    };
    let goes_on = progress.is_several() || context.binds(&ready);
    let (slot, client) = match opened(session, &ready.region(), context).await {
        Some((slot, Ok(client))) => (slot, client),
        Some((_, Err(why))) => return not_sent(ready, Some(why)),
        None => return unsent(ready),
    };
    send(ready, connection, (client, slot), goes_on, context, progress).await
}

/// A place among those that send and the client of a region; none where the run is to stop before.
async fn opened(
    session: &CommandSession,
    region: &str,
    context: &RunContext<'_>,
) -> Option<(RequestSlot, Result<Client, String>)> {
    let mut stop = context.stop.clone();
    let begin = async { (context.pace.acquire().await, session.client(region).await) };
    tokio::select! {
        biased;
        () = stop_requested(&mut stop) => None,
        begun = begin => Some(begun),
    }
}

/// Submits a draft; whether its run `goes_on` with a connection that an earlier one created.
async fn send(
    ready: ReadyDraft,
    connection: Connection,
    (client, slot): (Client, RequestSlot),
    goes_on: bool,
    context: &RunContext<'_>,
    progress: &ProgressLine<'_>,
) -> (String, DraftOutcome) {
    let plan = ready.plan();
    let record = context.journal.and_then(|journal| ready.record(journal, context.again));
    let ReadyDraft { file, draft, collides, .. } = ready;
    let mut watcher = Watcher { context, progress, file: &file, slot, waits: false };
    let mut submission =
        submit(&client, connection.clone(), plan, record, context.stop.clone(), &mut |step| {
            watcher.step(&step)
        })
        .await;
    watcher.finish(&submission.outcome);
    if collides {
        submission.overridden.insert(Rule::Q10);
    }
    let draft = Box::new(draft);
    if let SubmitOutcome::AlreadyCreated { id, at, change } = &submission.outcome
        && *change != DraftChange::Request
        && goes_on
        && *at < context.began
    {
        let other_keys = *change == DraftChange::Keys;
        return (file, DraftOutcome::AlreadyCreated { draft, id: id.clone(), at: *at, other_keys });
    }
    let (connection, submission) = (Box::new(connection), Box::new(submission));
    (file, DraftOutcome::Submitted { draft, connection, submission })
}

/// The result of a draft whose connection the journal knows. Among several drafts that is what was
/// wanted; of one alone it has to be said.
fn already_created(
    id: String,
    at: Timestamp,
    change: DraftChange,
    ready: ReadyDraft,
    is_several: bool,
) -> (String, DraftOutcome) {
    let draft = Box::new(ready.draft);
    if is_several && change != DraftChange::Request {
        let other_keys = change == DraftChange::Keys;
        return (ready.file, DraftOutcome::AlreadyCreated { draft, id, at, other_keys });
    }
    let outcome = SubmitOutcome::AlreadyCreated { id, at, change };
    let submission = Box::new(Submission::unsent(outcome));
    let connection = Box::new(ready.outline.connection().clone());
    (ready.file, DraftOutcome::Submitted { draft, connection, submission })
}

/// Follows a submission: paces the others by it and prints what it does.
struct Watcher<'a> {
    context: &'a RunContext<'a>,
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
        let waits = matches!(step, SubmitStep::Waiting { .. });
        self.wait(waits);
        if waits && !self.context.announced.swap(true, Ordering::Relaxed) {
            let args = [("seconds", u64::from(self.context.patience).into())];
            self.note(&self.context.output.texts.format("replay-patience", &args));
        }
        // The first attempt is what everybody expects, and usually over before it could be read.
        if self.progress.hides_steps() || *step == SubmitStep::Sending(1) {
            return;
        }
        let text = present::step(&self.context.output.texts, step);
        self.note(&self.context.output.texts.with_label(self.file, &text));
    }

    fn note(&self, text: &str) {
        self.progress.clear();
        self.context.output.note(text);
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
