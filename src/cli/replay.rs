//! `tunnelsmith replay`: from draft files to created connections.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead as _, IsTerminal as _, Write as _};
use std::time::Duration;

use futures_util::StreamExt as _;
use jiff::Timestamp;
use tokio::sync::watch;
use uuid::Uuid;

use crate::cloud::{CallError, Policy};
use crate::connection::{
    Connection, Draft, FieldPath, Finding, Key, Rule, Severity, check as check_draft,
};
use crate::drafts::Journal;
use crate::flow::{
    Lookup, Pace, Plan, Record, Stop, Submission, SubmitOutcome, SubmitStep, submit,
    wanted as stop_wanted,
};
use crate::present;
use crate::rpc::codes;
use crate::text::printable;

use super::Exit;
use super::args::{Common, ReplayArgs};
use super::history::{known, open_journal};
use super::load::{Unread, allowed, load};
use super::output::Output;
use super::session::{CommandSession, announce_sandbox, runtime};

mod collisions;
mod keys;
mod prepare;
mod progress;
mod report;
mod resume;

use keys::{Fetched, programs};
use prepare::{Prepared, Ready, mark_own_names, take_up};
use progress::ProgressLine;
use report::Report;
use resume::ReportLog;

/// So many connections are named before the question; the rest are counted.
const MOST_LISTED: usize = 20;

pub fn run(common: &Common, wanted: &ReplayArgs, output: &Output) -> Exit {
    match prepare(common, wanted, output) {
        Ok(intent) => match runtime() {
            Ok(runtime) => runtime.block_on(work(common, wanted, output, intent)),
            Err(error) => {
                output.trouble(&error.to_string());
                Exit::Failed
            }
        },
        Err(problem) => super::usage(output, &problem),
    }
}

/// What a run is about to do.
struct Intent<'a> {
    prepared: Vec<Prepared>,
    log: Option<ReportLog>,
    allowed: BTreeSet<Rule>,
    fetched: Fetched<'a>,
    /// What was told of drafts that share something.
    collisions: Vec<Finding>,
}

/// Everything that can be known before anybody is asked.
fn prepare<'a>(
    common: &Common,
    wanted: &ReplayArgs,
    output: &'a Output,
) -> Result<Intent<'a>, String> {
    let inputs = load(common, &wanted.drafts, output)?;
    let allowed = allowed(&wanted.allow)?;
    let endpoint = |region: &str| super::session::lasting_endpoint(common, region);
    let mut fetched = Fetched::new(output);
    let mut prepared: Vec<Prepared> = Vec::with_capacity(inputs.len());
    for input in inputs {
        if let Ok(input) = &input {
            input.keys.tell_open_identity(output);
        }
        let one = Prepared::new(input, &allowed, wanted.dry_run, &mut fetched, endpoint);
        prepared.push(one);
    }
    let mut log = None;
    if let Some(path) = &wanted.report {
        let (opened, earlier) = ReportLog::open(path)?;
        take_up(&mut prepared, earlier, known(common).as_ref());
        let resumed = prepared.iter().filter(|one| matches!(one, Prepared::Resumed { .. })).count();
        if wanted.again && resumed > 0 {
            let report = path.display().to_string();
            let args = [("report", report.into()), ("count", resumed.into())];
            return Err(output.texts.say_with("replay-again-reported", &args));
        }
        log = Some(opened);
    }
    let mut intent = Intent { prepared, log, allowed, fetched, collisions: Vec::new() };
    intent.judge_together(output);
    Ok(intent)
}

impl Intent<'_> {
    fn judge_together(&mut self, output: &Output) {
        let Self { prepared, allowed, collisions, .. } = self;
        collisions::judge(prepared, allowed, collisions, output);
        mark_own_names(prepared);
    }

    /// Fetches the keys that are left, and judges everything again that has some.
    fn fetch_keys(&mut self, output: &Output, tells_warnings: bool) {
        let mut any = false;
        for one in &mut self.prepared {
            let before = if tells_warnings { warnings(one) } else { Vec::new() };
            if !one.fetch_keys(&self.allowed, &mut self.fetched) {
                continue;
            }
            any = true;
            if tells_warnings {
                tell_warnings(output, one, &before);
            }
        }
        if any {
            self.judge_together(output);
        }
    }
}

async fn work(
    common: &Common,
    wanted: &ReplayArgs,
    output: &Output,
    mut intent: Intent<'_>,
) -> Exit {
    let any_ready = intent.prepared.iter().any(|one| matches!(one, Prepared::Ready(_)));
    let asks = !wanted.yes && intent.prepared.iter().any(Prepared::creates);
    let mut exit = Exit::Done;
    let mut session = None;
    if any_ready {
        if asks && !can_ask() {
            return super::usage(output, &output.texts.say("replay-needs-yes"));
        }
        match CommandSession::open(common, policy(wanted.patience), output).await {
            Ok(opened) => session = Some(opened),
            Err(failed) => exit = failed,
        }
    }
    let is_sandbox = session.as_ref().is_some_and(CommandSession::is_sandbox);
    let mut journal = None;
    // Nothing of the sandbox in this process outlives it, so there is nothing to come back to.
    if session.is_some() && !is_sandbox {
        match open_journal(common, output) {
            Ok(opened) => journal = Some(opened),
            Err(failed) => (session, exit) = (None, failed),
        }
    }
    if let Some(journal) = &journal {
        tell_open(journal, &intent.prepared, output);
    }
    if session.is_some() {
        if asks && !agreed(common, output, &intent.prepared) {
            output.note(&output.texts.say("replay-declined"));
            return intent.prepared.iter().map(Prepared::flaw).max().unwrap_or(Exit::Done);
        }
        // Nobody is bothered, and no program run, for what cannot be sent or is not wanted.
        intent.fetch_keys(output, asks);
    }
    let Intent { prepared, log, .. } = intent;
    let log = log.as_ref();
    let recording = journal.as_ref().map(|journal| Recording { journal, again: wanted.again });
    if is_sandbox {
        announce_sandbox(output);
    }
    let began = Timestamp::now();
    let (stop, stopped) = watch::channel(false);
    let pace = Pace::new(wanted.jobs.into());
    let session = session.as_ref();
    let run =
        async |prepared, progress: &ProgressLine<'_>, log, ended: &mut dyn FnMut(DraftResult)| {
            let around = Around {
                began,
                session,
                recording,
                output,
                stop: &stopped,
                pace: &pace,
                progress,
                log,
            };
            all(prepared, usize::from(wanted.jobs), &around, ended).await;
        };
    let working = async {
        let to_do: Vec<_> = prepared.into_iter().enumerate().collect();
        if wanted.dry_run_first && session.is_some() {
            let progress = ProgressLine::new(output, to_do.len());
            let (rehearsed, held) = rehearsals(&to_do);
            let mut ends = held;
            run(rehearsed, &progress, None, &mut |settled: DraftResult| {
                progress.ended(settled.end.outcome());
                progress.draw();
                ends.push(settled);
            })
            .await;
            progress.clear();
            if !ends.iter().all(|settled| settled.end.passes()) {
                output.note(&output.texts.say("replay-rehearsal-failed"));
                let report = Report::new(output, &progress, log, is_sandbox);
                ends.sort_by_key(|settled| settled.place);
                for settled in ends {
                    exit = exit.max(report.record(&settled)).max(report.print(&settled));
                }
                report.close();
                return exit;
            }
            output.note(&output.texts.say("replay-rehearsal-passed"));
        }
        let progress = ProgressLine::new(output, to_do.len());
        let report = Report::new(output, &progress, log, is_sandbox);
        let mut in_order = InOrder::default();
        run(to_do, &progress, log, &mut |settled: DraftResult| {
            exit = exit.max(report.record(&settled));
            for settled in in_order.next(settled) {
                exit = exit.max(report.print(&settled));
            }
        })
        .await;
        report.close();
        exit
    };
    let mut working = std::pin::pin!(working);
    let mut interrupt = std::pin::pin!(tokio::signal::ctrl_c());
    let mut interrupted = false;
    loop {
        tokio::select! {
            exit = &mut working => return if interrupted { Exit::Interrupted } else { exit },
            signal = &mut interrupt, if !interrupted => {
                interrupted = signal.is_ok();
                // Nobody listens any more once every draft is settled.
                let _ = stop.send(true);
            }
        }
    }
}

/// What every draft of a run has around it.
struct Around<'a> {
    /// When the run began.
    began: Timestamp,
    session: Option<&'a CommandSession>,
    recording: Option<Recording<'a>>,
    output: &'a Output,
    stop: &'a Stop,
    pace: &'a Pace,
    progress: &'a ProgressLine<'a>,
    log: Option<&'a ReportLog>,
}

/// Works on all drafts, so many at once, and gives each end as it comes.
async fn all(
    prepared: Vec<(usize, Prepared)>,
    jobs: usize,
    around: &Around<'_>,
    ended: &mut dyn FnMut(DraftResult),
) {
    let mut ends = futures_util::stream::iter(prepared)
        .map(|(place, one)| async move {
            let (file, end) = settle(one, around).await;
            DraftResult { place, file, end }
        })
        .buffer_unordered(jobs);
    while let Some(settled) = ends.next().await {
        ended(settled);
    }
}

/// Dry runs of what can be rehearsed, and the ends of what cannot, should the rehearsal fail.
fn rehearsals(prepared: &[(usize, Prepared)]) -> (Vec<(usize, Prepared)>, Vec<DraftResult>) {
    let mut rehearsed = Vec::new();
    let mut held = Vec::new();
    for (place, one) in prepared {
        let place = *place;
        match (one.rehearsal(), one) {
            (Some(one), _) => rehearsed.push((place, one)),
            (None, Prepared::Ready(ready)) => {
                let (file, end) = ready.clone().interrupted();
                held.push(DraftResult { place, file, end });
            }
            (None, _) => {}
        }
    }
    (rehearsed, held)
}

/// Gives ends back in the order of the drafts.
#[derive(Default)]
struct InOrder {
    next: usize,
    waiting: BTreeMap<usize, DraftResult>,
}

impl InOrder {
    fn next(&mut self, settled: DraftResult) -> Vec<DraftResult> {
        self.waiting.insert(settled.place, settled);
        let mut due = Vec::new();
        while let Some(settled) = self.waiting.remove(&self.next) {
            self.next += 1;
            due.push(settled);
        }
        due
    }
}

fn policy(patience: u16) -> Policy {
    // Among many drafts one may be throttled often; the time given is what ends it.
    let attempts = 24;
    Policy { total: Duration::from_secs(patience.into()), attempts, ..Policy::default() }
}

fn name_in_region(connection: &Connection) -> (String, String) {
    let shown = |key| connection.shown(key).unwrap_or_default().into_owned();
    (shown(Key::RegionId), shown(Key::Name))
}

/// The warnings of a draft that will be created.
fn warnings(one: &Prepared) -> Vec<Finding> {
    match one {
        Prepared::Ready(ready) if one.creates() => check_draft(&ready.draft)
            .into_iter()
            .filter(|finding| finding.severity() == Severity::Warning)
            .collect(),
        _ => Vec::new(),
    }
}

/// Tells its warnings, but for those that were told `before`.
fn tell_warnings(output: &Output, one: &Prepared, before: &[Finding]) {
    let Prepared::Ready(ready) = one else { return };
    for finding in warnings(one).iter().filter(|finding| !before.contains(finding)) {
        let text = output.texts.finding(finding);
        output.note(&format!("{}: {} {text}", ready.file, finding.rule.id()));
    }
}

/// Whether there is somebody to ask.
fn can_ask() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// Asks on a terminal, after showing what there is to think about.
fn agreed(common: &Common, output: &Output, prepared: &[Prepared]) -> bool {
    let creations = prepared.iter().filter(|one| one.creates()).count();
    for one in prepared {
        tell_warnings(output, one, &[]);
    }
    list_creations(output, prepared);
    list_programs(output, prepared);
    let question = if common.sandbox {
        "replay-ask-sandbox"
    } else if common.endpoint.is_some() {
        "replay-ask-endpoint"
    } else {
        "replay-ask"
    };
    let endpoint = common.endpoint.as_deref().map(printable).unwrap_or_default();
    let question = output.texts.say_with(
        question,
        &[("count", creations.into()), ("endpoint", endpoint.into_owned().into())],
    );
    // In one piece, or a quick answer's echo comes between.
    let _ = std::io::stderr().write_all(format!("{question} ").as_bytes());
    let mut answer = String::new();
    if matches!(std::io::stdin().lock().read_line(&mut answer), Ok(0) | Err(_)) {
        // Nobody typed the line break that ends the question.
        output.tell("");
    }
    matches!(answer.trim().to_ascii_lowercase().as_str(), "y" | "yes")
}

/// Which programs a yes will run: a draft from elsewhere may name any.
fn list_programs(output: &Output, prepared: &[Prepared]) {
    let ready = prepared.iter().filter_map(Prepared::ready);
    let programs = programs(ready.map(|ready| (&ready.draft, &ready.keys)));
    for program in programs.iter().take(MOST_LISTED) {
        let args = [
            ("command", program.words.join(" ").into()),
            ("field", program.field.to_string().into()),
            ("file", program.file.clone().into()),
        ];
        output.tell(&printable(&format!("  {}", output.texts.say_with("replay-runs", &args))));
    }
    tell_more(output, programs.len());
}

/// How many are not listed one by one.
fn tell_more(output: &Output, count: usize) {
    if let Some(more @ 1..) = count.checked_sub(MOST_LISTED) {
        let more = output.texts.say_with("replay-more", &[("count", more.into())]);
        output.tell(&format!("  {more}"));
    }
}

/// What the question is about, even for who wants no hints: by name, region and file.
fn list_creations(output: &Output, prepared: &[Prepared]) {
    let creations: Vec<&Ready> =
        prepared.iter().filter(|one| one.creates()).filter_map(Prepared::ready).collect();
    for ready in creations.iter().take(MOST_LISTED) {
        let (region, name) = name_in_region(ready.outline.connection());
        let name = if name.is_empty() { "-".to_owned() } else { name };
        output.tell(&printable(&format!("  {name}  {region}  {}", ready.file)));
    }
    tell_more(output, creations.len());
    let unfit = prepared.iter().filter(|one| one.flaw() != Exit::Done).count();
    if unfit > 0 {
        output.tell(&output.texts.say_with("replay-unfit", &[("count", unfit.into())]));
    }
}

/// A draft with its end.
pub(super) struct DraftResult {
    place: usize,
    pub(super) file: String,
    pub(super) end: End,
}

/// How the work on one file ended.
pub(super) enum End {
    Submitted {
        draft: Box<Draft>,
        connection: Box<Connection>,
        submission: Box<Submission>,
        mark: Mark,
    },
    Invalid {
        draft: Box<Draft>,
        errors: Vec<Finding>,
    },
    Unread(Unread),
    /// There was nobody to send it to.
    NotSent {
        draft: Box<Draft>,
        why: Option<String>,
    },
    /// The interrupt came before its turn.
    Interrupted {
        draft: Box<Draft>,
    },
    /// It was not its turn, and what an earlier run sent with this client token is in doubt still.
    Held {
        draft: Box<Draft>,
        token: String,
    },
    /// An earlier run created it: the line of its report.
    Resumed {
        past: Box<serde_json::Value>,
        /// The keys were others then.
        other_keys: bool,
    },
    /// An earlier run created it, says the journal: among several drafts the rest is what is wanted.
    Standing {
        draft: Box<Draft>,
        id: String,
        at: Timestamp,
        mark: Mark,
    },
}

/// What the report knows a creation by.
pub(super) struct Mark {
    pub(super) digest: String,
    pub(super) endpoint: Option<String>,
}

impl End {
    /// The word of the outcome, as in the JSON line.
    pub(super) fn outcome(&self) -> &'static str {
        match self {
            Self::Submitted { submission, .. } => match submission.outcome {
                SubmitOutcome::Created { .. } => "created",
                SubmitOutcome::DryRunPassed { .. } => "dry-run-passed",
                SubmitOutcome::Refused(_) => "refused",
                SubmitOutcome::NotSent(_)
                | SubmitOutcome::Interrupted
                | SubmitOutcome::NotRecorded(_) => "not-sent",
                SubmitOutcome::AlreadyCreated { .. } | SubmitOutcome::TokenTaken { .. } => {
                    "invalid"
                }
                SubmitOutcome::Unknown { .. } | SubmitOutcome::EarlierOpen { .. } => "unknown",
            },
            Self::Invalid { .. } | Self::Unread(_) => "invalid",
            Self::NotSent { .. } | Self::Interrupted { .. } => "not-sent",
            Self::Held { .. } => "unknown",
            Self::Resumed { .. } | Self::Standing { .. } => "created",
        }
    }

    /// Whether a rehearsal may be followed by the creation.
    fn passes(&self) -> bool {
        match self {
            Self::Submitted { submission, .. } => {
                matches!(submission.outcome, SubmitOutcome::DryRunPassed { .. })
            }
            Self::Resumed { .. } | Self::Held { .. } | Self::Standing { .. } => true,
            _ => false,
        }
    }
}

impl Ready {
    /// Its end when it is not sent now.
    fn interrupted(self) -> (String, End) {
        let draft = Box::new(self.draft);
        let end = match self.in_doubt {
            Some(token) => End::Held { draft, token },
            None => End::Interrupted { draft },
        };
        (self.file, end)
    }

    /// The token for its requests, and whether it is the draft's own.
    fn token(&self) -> (String, bool) {
        let asked_itself =
            self.draft.text(FieldPath::own(Key::DryRun)).is_some_and(crate::connection::is_true);
        match (&self.in_doubt, self.outline.connection().shown(Key::ClientToken)) {
            (Some(token), own) => (token.clone(), own.as_deref() == Some(token)),
            // The draft's own token is for its creation: a dry run that spent it would stand in its way.
            (None, Some(token)) if !self.is_dry_run() || asked_itself => (token.into_owned(), true),
            (None, _) => (Uuid::new_v4().to_string(), false),
        }
    }
}

/// How the journal calls a draft. Standard input has no path, and a kept draft is known by its name.
fn place_of(file: &str) -> String {
    let is_file = file != "-" && !file.starts_with('@');
    let path = if is_file { std::path::absolute(file).ok() } else { None };
    path.map_or_else(|| file.to_owned(), |path| path.display().to_string())
}

/// Where submissions are written down.
#[derive(Clone, Copy)]
struct Recording<'a> {
    journal: &'a Journal,
    again: bool,
}

impl Recording<'_> {
    fn of(self, file: &str, version: String) -> Record {
        let file = place_of(file);
        Record { journal: self.journal.clone(), file, version, again: self.again }
    }
}

/// Tells of submissions that were left open and are none of this run's drafts.
fn tell_open(journal: &Journal, prepared: &[Prepared], output: &Output) {
    let here: BTreeSet<String> =
        prepared.iter().filter_map(Prepared::sound).map(|(file, _)| place_of(file)).collect();
    let open = journal.look(|book| {
        let others = book.open().filter(|one| !here.contains(&one.begun.file));
        others.map(|one| one.begun.clone()).collect::<Vec<_>>()
    });
    let Some(last) = open.last() else { return };
    let args = [
        ("count", open.len().into()),
        ("file", last.file.clone().into()),
        ("date", present::minute(last.at).into()),
    ];
    output.note(&printable(&output.texts.say_with("replay-others-open", &args)));
}

async fn settle(prepared: Prepared, around: &Around<'_>) -> (String, End) {
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
        Some(_) => ready.interrupted(),
        None => (ready.file, End::NotSent { draft: Box::new(ready.draft), why }),
    };
    let Some(session) = around.session else { return not_sent(ready, None) };
    let connection = match ready.connection() {
        Ok(connection) => connection,
        Err(fields) => {
            let unread = Unread::unopened(ready.file, &fields);
            return (unread.file.clone(), End::Unread(unread));
        }
    };
    let region = connection.shown(Key::RegionId).unwrap_or_default().into_owned();
    let mut stop = around.stop.clone();
    let begin = async { (around.pace.slot().await, session.client(&region).await) };
    let (mut turn, client) = tokio::select! {
        biased;
        () = stop_wanted(&mut stop) => return ready.interrupted(),
        begun = begin => begun,
    };
    let client = match client {
        Ok(client) => client,
        Err(why) => return not_sent(ready, Some(why)),
    };
    let (client_token, token_is_own) = ready.token();
    if let Some(log) = around.log.filter(|_| !connection.is_dry_run())
        && let Err(error) = log.begin(&ready, &client_token)
    {
        return not_sent(ready, Some(format!("the report cannot be written: {error}")));
    }
    let Ready { file, draft, name_is_its_own, collides, in_doubt, .. } = ready;
    let plan = Plan { client_token, token_is_own, name_is_its_own };
    let record = around.recording.map(|recording| recording.of(&file, ready.version));
    let mut waits = false;
    let mut tell = |step: SubmitStep| {
        match &step {
            SubmitStep::Sending(_) => turn.sending(),
            SubmitStep::Waiting { because, .. } if codes::is_throttling(because) => {
                turn.throttled()
            }
            _ => {}
        }
        let now = matches!(step, SubmitStep::Waiting { .. });
        if now != waits {
            waits = now;
            around.progress.waits(now);
        }
        tell_step(around, &file, step);
    };
    let mut submission =
        submit(&client, connection.clone(), plan, record, around.stop.clone(), &mut tell).await;
    if waits {
        around.progress.waits(false);
    }
    match &submission.outcome {
        SubmitOutcome::Created { .. } | SubmitOutcome::DryRunPassed { .. } => turn.succeeded(),
        SubmitOutcome::Refused(error) if codes::is_throttling(&error.code) => turn.throttled(),
        _ => {}
    }
    if in_doubt.is_some() {
        submission.outcome = still_in_doubt(submission.outcome);
    }
    if collides {
        submission.overridden.insert(Rule::Q10);
    }
    let mark = Mark { digest: ready.digest, endpoint: ready.endpoint };
    let (draft, connection) = (Box::new(draft), Box::new(connection));
    if let SubmitOutcome::AlreadyCreated { id, at, is_changed: false } = &submission.outcome
        && around.progress.is_several()
        && *at < around.began
    {
        let (id, at) = (id.clone(), *at);
        return (file, End::Standing { draft, id, at, mark });
    }
    (file, End::Submitted { draft, connection, submission: Box::new(submission), mark })
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

fn tell_step(around: &Around<'_>, file: &str, step: SubmitStep) {
    if around.progress.hides_steps() {
        return;
    }
    let output = around.output;
    // The first attempt is what everybody expects, and usually over before it could be read.
    if step == SubmitStep::Sending(1) {
        return;
    }
    let text = present::step(&output.texts, &step);
    around.progress.clear();
    output.note(&format!("{file}: {text}"));
    around.progress.draw();
}
