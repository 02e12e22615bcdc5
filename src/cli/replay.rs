//! `tunnelsmith replay`: from draft files to created connections.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead as _, IsTerminal as _, Write as _};
use std::time::Duration;

use futures_util::StreamExt as _;
use tokio::sync::watch;
use uuid::Uuid;

use crate::cloud::Policy;
use crate::connection::{
    Connection, Draft, FieldPath, Finding, Key, Rule, Severity, check as check_draft,
};
use crate::drafts::Journal;
use crate::flow::{Plan, Record, Step, Stop, Submission, submit};

use super::Exit;
use super::args::{Common, ReplayArgs};
use super::history::{open_journal, time};
use super::load::{Input, Unread, allowed, load};
use super::output::Output;
use super::session::{Session, announce_sandbox, runtime};

mod report;

use report::Report;

/// A draft on its way.
struct Ready {
    file: String,
    draft: Draft,
    connection: Connection,
    name_is_its_own: bool,
    version: String,
}

enum Prepared {
    Ready(Box<Ready>),
    Invalid { file: String, draft: Draft, errors: Vec<Finding> },
    Unread(Unread),
}

pub fn run(common: &Common, wanted: &ReplayArgs, output: &Output) -> Exit {
    let prepared =
        load(common, &wanted.drafts).and_then(|inputs| Ok((inputs, allowed(&wanted.allow)?)));
    let (inputs, allowed) = match prepared {
        Ok(prepared) => prepared,
        Err(problem) => return super::usage(output, &problem),
    };
    let prepared: Vec<Prepared> = inputs
        .into_iter()
        .map(|input| match input {
            Ok(input) => prepare(input, &allowed, wanted.dry_run),
            Err(unread) => Prepared::Unread(unread),
        })
        .collect();
    let runtime = match runtime() {
        Ok(runtime) => runtime,
        Err(error) => {
            output.trouble(&error.to_string());
            return Exit::Failed;
        }
    };
    runtime.block_on(work(common, wanted, output, prepared))
}

fn prepare(input: Input, allowed: &BTreeSet<Rule>, dry_run: bool) -> Prepared {
    let Input { file, draft, version } = input;
    match Connection::from_draft(&draft, allowed) {
        Ok(connection) => {
            let connection = if dry_run { connection.as_dry_run() } else { connection };
            let ready = Ready { file, draft, connection, name_is_its_own: true, version };
            Prepared::Ready(Box::new(ready))
        }
        Err(errors) => Prepared::Invalid { file, draft, errors },
    }
}

async fn work(
    common: &Common,
    wanted: &ReplayArgs,
    output: &Output,
    mut prepared: Vec<Prepared>,
) -> Exit {
    mark_own_names(&mut prepared);
    let any_ready = prepared.iter().any(|one| matches!(one, Prepared::Ready(_)));
    let mut exit = Exit::Done;
    let mut session = None;
    if any_ready {
        if !wanted.yes && prepared.iter().any(Prepared::creates) {
            match agreed(common, output, &prepared) {
                Agreement::Yes => {}
                Agreement::No => {
                    output.note(&output.texts.say("replay-declined"));
                    return Exit::Done;
                }
                Agreement::NobodyToAsk => {
                    return super::usage(output, &output.texts.say("replay-needs-yes"));
                }
            }
        }
        match Session::open(common, policy(wanted.patience), output).await {
            Ok(opened) => session = Some(opened),
            Err(failed) => exit = failed,
        }
    }
    let mut journal = None;
    // Nothing of the sandbox in this process outlives it, so there is nothing to come back to.
    if session.as_ref().is_some_and(|session| !session.is_sandbox()) {
        match open_journal(common, output) {
            Ok(opened) => journal = Some(opened),
            Err(failed) => (session, exit) = (None, failed),
        }
    }
    if session.as_ref().is_some_and(Session::is_sandbox) {
        announce_sandbox(output);
    }
    let (stop, stopped) = watch::channel(false);
    let report = Report::new(output, prepared.len());
    let (session, again) = (session.as_ref(), wanted.again);
    let journal = journal.as_ref().map(|journal| Recording { journal, again });
    let mut outcomes = futures_util::stream::iter(prepared)
        .map(|one| settle(one, session, journal, output, stopped.clone()))
        .buffered(usize::from(wanted.jobs));
    let mut interrupt = std::pin::pin!(tokio::signal::ctrl_c());
    let mut interrupted = false;
    loop {
        tokio::select! {
            outcome = outcomes.next() => match outcome {
                Some(settled) => exit = exit.max(report.print(&settled)),
                None => break,
            },
            signal = &mut interrupt, if !interrupted => {
                interrupted = signal.is_ok();
                // Nobody listens any more once every draft is settled.
                let _ = stop.send(true);
            }
        }
    }
    report.close();
    if interrupted { Exit::Interrupted } else { exit }
}

fn policy(patience: u16) -> Policy {
    Policy { total: Duration::from_secs(patience.into()), ..Policy::default() }
}

impl Prepared {
    /// Whether the service will be asked to create something.
    fn creates(&self) -> bool {
        matches!(self, Self::Ready(ready) if !ready.connection.is_dry_run())
    }
}

/// A connection is known by its name only while no other draft of this run carries the same one.
fn mark_own_names(prepared: &mut [Prepared]) {
    let mut seen: BTreeMap<(String, String), usize> = BTreeMap::new();
    for one in prepared.iter() {
        if let Prepared::Ready(ready) = one {
            *seen.entry(name_in_region(&ready.connection)).or_default() += 1;
        }
    }
    for one in prepared {
        if let Prepared::Ready(ready) = one {
            ready.name_is_its_own = seen.get(&name_in_region(&ready.connection)) == Some(&1);
        }
    }
}

fn name_in_region(connection: &Connection) -> (String, String) {
    let shown = |key| connection.shown(key).unwrap_or_default().into_owned();
    (shown(Key::RegionId), shown(Key::Name))
}

enum Agreement {
    Yes,
    No,
    NobodyToAsk,
}

/// Asks on a terminal, after showing what there is to think about.
fn agreed(common: &Common, output: &Output, prepared: &[Prepared]) -> Agreement {
    let stdin = std::io::stdin();
    if !stdin.is_terminal() || !std::io::stderr().is_terminal() {
        return Agreement::NobodyToAsk;
    }
    let mut creations = 0_usize;
    for one in prepared.iter().filter(|one| one.creates()) {
        let Prepared::Ready(ready) = one else { continue };
        creations += 1;
        for finding in check_draft(&ready.draft) {
            if finding.severity() == Severity::Warning {
                let text = output.texts.finding(&finding);
                output.note(&format!("{}: {} {text}", ready.file, finding.rule.id()));
            }
        }
    }
    let question = if common.sandbox { "replay-ask-sandbox" } else { "replay-ask" };
    let question = output.texts.say_with(question, &[("count", creations.into())]);
    let _ = write!(std::io::stderr(), "{question} ");
    let mut answer = String::new();
    let _ = stdin.lock().read_line(&mut answer);
    match answer.trim().to_ascii_lowercase().as_str() {
        "y" | "yes" => Agreement::Yes,
        _ => Agreement::No,
    }
}

/// A draft with its end.
pub(super) struct Settled {
    pub(super) file: String,
    pub(super) end: End,
}

/// How the work on one file ended.
pub(super) enum End {
    Submitted {
        draft: Box<Draft>,
        connection: Box<Connection>,
        submission: Box<Submission>,
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
}

/// Where submissions are written down.
#[derive(Clone, Copy)]
struct Recording<'a> {
    journal: &'a Journal,
    again: bool,
}

impl Recording<'_> {
    fn of(self, file: &str, version: String) -> Record {
        // Standard input has no path.
        let path = if file == "-" { None } else { std::path::absolute(file).ok() };
        let file = path.map_or_else(|| file.to_owned(), |path| path.display().to_string());
        Record { journal: self.journal.clone(), file, version, again: self.again }
    }
}

async fn settle(
    prepared: Prepared,
    session: Option<&Session>,
    recording: Option<Recording<'_>>,
    output: &Output,
    stop: Stop,
) -> Settled {
    let ready = match prepared {
        Prepared::Ready(ready) => *ready,
        Prepared::Invalid { file, draft, errors } => {
            return Settled { file, end: End::Invalid { draft: Box::new(draft), errors } };
        }
        Prepared::Unread(unread) => {
            return Settled { file: unread.file.clone(), end: End::Unread(unread) };
        }
    };
    let Ready { file, draft, connection, name_is_its_own, version } = ready;
    let draft = Box::new(draft);
    let Some(session) = session else {
        return Settled { file, end: End::NotSent { draft, why: None } };
    };
    let region = connection.shown(Key::RegionId).unwrap_or_default().into_owned();
    let client = match session.client(&region).await {
        Ok(client) => client,
        Err(why) => return Settled { file, end: End::NotSent { draft, why: Some(why) } },
    };
    let own_token = connection.shown(Key::ClientToken).map(|token| token.into_owned());
    let asked_itself =
        draft.text(FieldPath::own(Key::DryRun)).is_some_and(crate::connection::is_true);
    let (client_token, token_is_own) = match own_token {
        // The draft's own token is for its creation: a dry run that spent it would stand in its way.
        Some(token) if !connection.is_dry_run() || asked_itself => (token, true),
        _ => (Uuid::new_v4().to_string(), false),
    };
    let plan = Plan { client_token, token_is_own, name_is_its_own };
    let record = recording.map(|recording| recording.of(&file, version));
    let mut tell = |step| tell_step(output, &file, step);
    let submission = submit(&client, connection.clone(), plan, record, stop, &mut tell).await;
    let (connection, submission) = (Box::new(connection), Box::new(submission));
    Settled { file, end: End::Submitted { draft, connection, submission } }
}

fn tell_step(output: &Output, file: &str, step: Step) {
    let since = |id, began| output.texts.say_with(id, &[("date", time(began).into())]);
    let text = match step {
        // The first attempt is what everybody expects, and usually over before it could be read.
        Step::Sending(1) => return,
        Step::Sending(number) => {
            output.texts.say_with("step-sending", &[("number", u64::from(number).into())])
        }
        Step::Queued => output.texts.say("step-queued"),
        Step::Resuming(began) => since("step-resuming", began),
        Step::OtherOpen(began) => since("step-other-open", began),
        Step::Unrecorded(because) => {
            output.texts.say_with("step-unrecorded", &[("because", because.into())])
        }
        Step::LookingUp(because) => {
            output.texts.say_with("step-looking-up", &[("because", because.into())])
        }
        Step::Waiting { delay, because } => {
            let seconds = format!("{:.1}", delay.as_secs_f64());
            output.texts.say_with(
                "step-waiting",
                &[("seconds", seconds.into()), ("because", because.into())],
            )
        }
    };
    output.note(&format!("{file}: {text}"));
}
