//! `tunnelsmith replay`: from draft files to created connections.
//!
//! A run is planned (`plan`), agreed to (`consent`), if wanted rehearsed (`rehearse`), carried out
//! (`run`) and reported (`report`).

use std::collections::BTreeSet;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::watch;

use crate::cloud::RetryPolicy;
use crate::drafts::journal::JournalEntry;
use crate::drafts::{Consent, Journal};
use crate::flow::ConcurrencyLimiter;
use crate::present::minute;
use crate::text::printable;

use super::args::{Common, ReplayArgs};
use super::exit::{Exit, ExitResult};
use super::history::open_journal;
use super::output::Output;
use super::session::{CommandSession, run_async, unknown_realm};

mod collisions;
mod consent;
mod follow_up;
mod keys;
mod log;
mod plan;
mod prepared;
mod progress;
mod rehearse;
mod report;
mod result;
mod run;

use follow_up::FollowUpOptions;
use plan::RunPlan;
use prepared::{PreparedDraft, journal_name};
use progress::ProgressLine;
use report::Report;
use run::{OrderedResults, RunContext};

/// For so many seconds the service is waited for unless the command line says otherwise.
const PATIENCE: u16 = 90;

pub fn run(common: &Common, args: &ReplayArgs, output: &Output) -> ExitResult {
    let plan = RunPlan::load(common, args, output)?;
    if args.wait && !plan.binds(args.bind.as_deref()) {
        return Err(output.usage(&output.texts.say("replay-wait-needs-bind")));
    }
    run_async(output, replay(common, args, output, plan))
}

async fn replay(
    common: &Common,
    args: &ReplayArgs,
    output: &Output,
    mut plan: RunPlan<'_>,
) -> ExitResult {
    let mut exit = Exit::Done;
    let mut access = ReplayAccess::default();
    if plan.prepared.iter().any(|one| one.ready().is_some()) {
        match ReplayAccess::open(common, args, output).await {
            Ok(opened) => access = opened,
            Err(failed) => exit = failed,
        }
    }
    if let Some(journal) = &access.journal {
        let session = access.session.as_ref();
        let realm = async |region: &str| match session {
            Some(session) => session.flow().realm(region).await.ok(),
            None => unknown_realm(common, region),
        };
        plan.consult(journal, args.again, realm).await;
        print_open(journal, &plan, output);
    }
    let interrupted = match &access.session {
        Some(session) => confirm(common, args, session, &mut plan, output).await?,
        None => false,
    };
    let (stop, stopped) = watch::channel(interrupted);
    let context = RunContext {
        began: Timestamp::now(),
        session: access.session.as_ref(),
        journal: access.journal.as_ref(),
        again: args.again,
        output,
        stop: &stopped,
        pace: &ConcurrencyLimiter::new(args.jobs.into()),
        jobs: args.jobs.into(),
        patience: args.patience.unwrap_or(PATIENCE),
        follow: FollowUpOptions {
            router: args.bind.as_deref(),
            waits: args.wait,
            patience: args.patience,
        },
        announced: AtomicBool::new(false),
    };
    let work = carry_out(args, plan, &context, exit);
    Ok(run_until_stopped(work, interrupted, &stop, output).await)
}

/// Judges the drafts against their regions, asks for the yes and fetches the keys; whether that was
/// interrupted.
///
/// # Errors
/// The exit status where nobody can be asked, after telling so, or nobody agrees.
async fn confirm(
    common: &Common,
    args: &ReplayArgs,
    session: &CommandSession,
    plan: &mut RunPlan<'_>,
    output: &Output,
) -> Result<bool, Exit> {
    let programs = consent::programs_of(&plan.prepared);
    let creates = |plan: &RunPlan<'_>| plan.prepared.iter().any(PreparedDraft::creates);
    let needs_yes = |plan: &RunPlan<'_>| {
        let changes = creates(plan) || plan.binds(args.bind.as_deref());
        !args.yes && (!programs.is_empty() || changes)
    };
    let asks = needs_yes(plan);
    if asks && !consent::can_ask() {
        let id = if creates(plan) { "replay-needs-yes" } else { "replay-needs-yes-programs" };
        return Err(output.usage(&output.texts.say(id)));
    }
    let judging = plan.judge_regions(session.flow(), output);
    if asks || !programs.is_empty() {
        // The handler of an interrupt is there for good once it is set, and would keep Ctrl-C from
        // ending the question, or a program that is run for a key; until then nothing is sent that an
        // end could leave half done.
        judging.await;
    } else {
        tokio::select! {
            () = judging => {}
            signal = tokio::signal::ctrl_c() => {
                if signal.is_ok() {
                    return Ok(true);
                }
            }
        }
    }
    let asks = needs_yes(plan);
    if asks && !consent::confirm_run(common, output, &plan.prepared) {
        output.note(&output.texts.say("replay-declined"));
        return Err(plan.prepared.iter().map(PreparedDraft::load_exit).max().unwrap_or(Exit::Done));
    }
    // What was told in the question, and no other program.
    let told = || consent::programs_of(&plan.prepared).into_iter().map(|one| one.words);
    let agreed = if args.yes { Consent::all_commands() } else { Consent::to(told()) };
    plan.fetched.agree_to(agreed);
    // Nobody is bothered, and no program run, for what cannot be sent or is not wanted.
    plan.fetch_keys(output, asks);
    Ok(false)
}

/// Carries a run out. The first Ctrl-C lets what is under way end, the second ends at once.
async fn run_until_stopped(
    working: impl Future<Output = Exit>,
    mut interrupted: bool,
    stop: &watch::Sender<bool>,
    output: &Output,
) -> Exit {
    let mut working = std::pin::pin!(working);
    let mut interrupt = std::pin::pin!(tokio::signal::ctrl_c());
    let mut listens = true;
    loop {
        tokio::select! {
            exit = &mut working => return if interrupted { Exit::Interrupted } else { exit },
            signal = interrupt.as_mut(), if listens => {
                if interrupted {
                    output.print_stderr(&output.texts.say("replay-abandoned"));
                    return Exit::Interrupted;
                }
                (interrupted, listens) = (true, signal.is_ok());
                interrupt.set(tokio::signal::ctrl_c());
                output.note(&output.texts.say("replay-interrupting"));
                // Nobody listens any more once every draft has its result.
                let _ = stop.send(true);
            }
        }
    }
}

/// Whom a run asks, and where it is written down.
#[derive(Default)]
struct ReplayAccess {
    session: Option<CommandSession>,
    journal: Option<Journal>,
}

impl ReplayAccess {
    async fn open(common: &Common, args: &ReplayArgs, output: &Output) -> Result<Self, Exit> {
        let session =
            CommandSession::open(common, policy(args.patience.unwrap_or(PATIENCE)), output).await;
        // Every draft tells by itself that it was not sent.
        let session = session.map_err(|(exit, _)| exit)?;
        // Nothing of the sandbox in this process outlives it, so there is nothing to come back to.
        let journal = match session.is_sandbox() {
            true => None,
            false => Some(open_journal(common, output)?),
        };
        Ok(Self { session: Some(session), journal })
    }
}

/// Rehearses the run if that is wanted, runs and reports it.
async fn carry_out(
    args: &ReplayArgs,
    plan: RunPlan<'_>,
    context: &RunContext<'_>,
    mut exit: Exit,
) -> Exit {
    let (output, log) = (context.output, plan.log.as_ref());
    let is_sandbox = context.session.is_some_and(CommandSession::is_sandbox);
    if let Some(session) = context.session {
        session.announce(output);
    }
    let drafts: Vec<_> = plan.prepared.into_iter().enumerate().collect();
    if args.dry_run_first && context.session.is_some() {
        let progress = ProgressLine::new(output, drafts.len());
        if let Err(results) = rehearse::rehearse(&drafts, context, &progress).await {
            let progress = ProgressLine::new(output, drafts.len());
            let report = Report::new(output, &progress, log, is_sandbox);
            for result in results {
                exit = exit.max(report.record(&result)).max(report.print(&result));
            }
            report.close();
            return exit;
        }
    }
    let progress = ProgressLine::new(output, drafts.len());
    let report = Report::new(output, &progress, log, is_sandbox);
    let mut in_order = OrderedResults::default();
    let mut finished = |result| {
        exit = exit.max(report.record(&result));
        for result in in_order.next(result) {
            exit = exit.max(report.print(&result));
        }
    };
    context.run(drafts, &progress, &mut finished).await;
    report.close();
    exit
}

fn policy(patience: u16) -> RetryPolicy {
    // Among many drafts one may be throttled often; the time given is what ends it.
    let attempts = u32::from(patience / 7).max(6);
    RetryPolicy { total: Duration::from_secs(patience.into()), attempts, ..RetryPolicy::default() }
}

/// Prints that submissions were left open which this run does not go on with: of other drafts, or of other
/// accounts, where even a draft of this run is left alone.
fn print_open(journal: &Journal, plan: &RunPlan<'_>, output: &Output) {
    let here: BTreeSet<String> = plan
        .prepared
        .iter()
        .filter_map(PreparedDraft::valid_draft)
        .map(|(file, _)| journal_name(file))
        .collect();
    let realms = plan.realms();
    let is_foreign = |one: &JournalEntry| {
        let realm = &one.begun.realm;
        !realms.is_empty() && realms.iter().all(|own| realm.is_foreign_to(own))
    };
    let open: Vec<JournalEntry> = journal.with_index(|index| index.open().cloned().collect());
    let (foreign, own): (Vec<_>, Vec<_>) = open.iter().partition(|one| is_foreign(one));
    // A server on this machine that is asked no more takes what it made along.
    let is_gone = |one: &JournalEntry| {
        let realm = &one.begun.realm;
        realm.is_local()
            && !realms.is_empty()
            && realms.iter().all(|own| !own.may_be_same_as(realm))
    };
    let others: Vec<_> =
        own.into_iter().filter(|one| !here.contains(&one.begun.file) && !is_gone(one)).collect();
    for (id, found) in [("replay-others-open", others), ("replay-foreign-open", foreign)] {
        let Some(last) = found.last().map(|one| &one.begun) else { continue };
        let args = [
            ("count", found.len().into()),
            ("file", last.file.clone().into()),
            ("date", minute(last.at).into()),
            ("account", last.realm.account.to_string().into()),
        ];
        output.note(&printable(&output.texts.format(id, &args)));
    }
}
