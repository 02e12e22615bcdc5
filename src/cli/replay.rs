//! `tunnelsmith replay`: from draft files to created connections.
//!
//! A run is planned (`plan`), agreed to (`consent`), if wanted rehearsed (`rehearse`), carried out
//! (`run`) and reported (`report`).

use std::collections::BTreeSet;
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::watch;

use crate::cloud::Policy;
use crate::drafts::{Consent, Journal};
use crate::flow::Pace;
use crate::present::minute;
use crate::text::printable;

use super::args::{Common, ReplayArgs};
use super::exit::{Exit, usage};
use super::history::open_journal;
use super::output::Output;
use super::session::{CommandSession, announce_sandbox, runtime};

mod collisions;
mod consent;
mod keys;
mod plan;
mod prepared;
mod progress;
mod rehearse;
mod report;
mod result;
mod resume;
mod run;

use plan::RunPlan;
use prepared::{Prepared, journal_name};
use progress::ProgressLine;
use report::Report;
use run::{InOrder, RunContext};

pub fn run(common: &Common, args: &ReplayArgs, output: &Output) -> Exit {
    match RunPlan::load(common, args, output) {
        Ok(plan) => match runtime() {
            Ok(runtime) => runtime.block_on(replay(common, args, output, plan)),
            Err(error) => {
                output.trouble(&error.to_string());
                Exit::Failed
            }
        },
        Err(problem) => usage(output, &problem),
    }
}

async fn replay(
    common: &Common,
    args: &ReplayArgs,
    output: &Output,
    mut plan: RunPlan<'_>,
) -> Exit {
    let programs = consent::programs_of(&plan.prepared);
    let asks = !args.yes && (!programs.is_empty() || plan.prepared.iter().any(Prepared::creates));
    let mut exit = Exit::Done;
    let mut access = Access::default();
    if plan.prepared.iter().any(|one| one.ready().is_some()) {
        if asks && !consent::can_ask() {
            return usage(output, &output.texts.say("replay-needs-yes"));
        }
        match Access::open(common, args, output).await {
            Ok(opened) => access = opened,
            Err(failed) => exit = failed,
        }
    }
    if let Some(journal) = &access.journal {
        print_open(journal, &plan.prepared, output);
    }
    if let Some(session) = &access.session {
        plan.judge_regions(session.flow(), output).await;
    }
    let asks = asks && plan.prepared.iter().any(Prepared::creates);
    if access.session.is_some() {
        if asks && !consent::agreed(common, output, &plan.prepared) {
            output.note(&output.texts.say("replay-declined"));
            return plan.prepared.iter().map(Prepared::flaw).max().unwrap_or(Exit::Done);
        }
        plan.fetched.agree_to(match args.yes {
            true => Consent::every(),
            false => Consent::to(programs.into_iter().map(|program| program.words)),
        });
        // Nobody is bothered, and no program run, for what cannot be sent or is not wanted.
        plan.fetch_keys(output, asks);
    }
    let (stop, stopped) = watch::channel(false);
    let context = RunContext {
        began: Timestamp::now(),
        session: access.session.as_ref(),
        journal: access.journal.as_ref(),
        again: args.again,
        output,
        stop: &stopped,
        pace: &Pace::new(args.jobs.into()),
        jobs: args.jobs.into(),
    };
    let mut working = std::pin::pin!(carry_out(args, plan, &context, exit));
    let mut interrupt = std::pin::pin!(tokio::signal::ctrl_c());
    let mut interrupted = false;
    loop {
        tokio::select! {
            exit = &mut working => return if interrupted { Exit::Interrupted } else { exit },
            signal = &mut interrupt, if !interrupted => {
                interrupted = signal.is_ok();
                // Nobody listens any more once every draft has its result.
                let _ = stop.send(true);
            }
        }
    }
}

/// Whom a run asks, and where it is written down.
#[derive(Default)]
struct Access {
    session: Option<CommandSession>,
    journal: Option<Journal>,
}

impl Access {
    async fn open(common: &Common, args: &ReplayArgs, output: &Output) -> Result<Self, Exit> {
        let session = CommandSession::open(common, policy(args.patience), output).await?;
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
    if is_sandbox {
        announce_sandbox(output);
    }
    let drafts: Vec<_> = plan.prepared.into_iter().enumerate().collect();
    if args.dry_run_first && context.session.is_some() {
        let progress = ProgressLine::new(output, drafts.len());
        if let Err(results) = rehearse::rehearse(&drafts, context, &progress).await {
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
    let mut in_order = InOrder::default();
    let mut finished = |result| {
        exit = exit.max(report.record(&result));
        for result in in_order.next(result) {
            exit = exit.max(report.print(&result));
        }
    };
    context.run(drafts, &progress, log, &mut finished).await;
    report.close();
    exit
}

fn policy(patience: u16) -> Policy {
    // Among many drafts one may be throttled often; the time given is what ends it.
    let attempts = 24;
    Policy { total: Duration::from_secs(patience.into()), attempts, ..Policy::default() }
}

/// Prints that submissions were left open which are none of this run's drafts.
fn print_open(journal: &Journal, prepared: &[Prepared], output: &Output) {
    let here: BTreeSet<String> =
        prepared.iter().filter_map(Prepared::sound).map(|(file, _)| journal_name(file)).collect();
    let open = journal.look(|index| {
        let others = index.open().filter(|one| !here.contains(&one.begun.file));
        others.map(|one| one.begun.clone()).collect::<Vec<_>>()
    });
    let Some(last) = open.last() else { return };
    let args = [
        ("count", open.len().into()),
        ("file", last.file.clone().into()),
        ("date", minute(last.at).into()),
    ];
    output.note(&printable(&output.texts.say_with("replay-others-open", &args)));
}
