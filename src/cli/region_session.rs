//! Where the connection of a verb is, whom that verb asks, and how it is stopped.

use std::time::Duration;

use tokio::sync::watch;

use crate::cloud::RetryPolicy;
use crate::drafts::{Folders, Journal};
use crate::flow::{AskedProduct, ChangeContext, ServiceFailure, Stop};
use crate::present;

use super::args::Common;
use super::exit::Exit;
use super::gateways;
use super::history::open_journal;
use super::output::Output;
use super::session::{CommandSession, announce_sandbox, run_async};

/// The region the sandbox shows when nobody names one.
const SANDBOX_REGION: &str = "eu-central-1";

/// Whom a verb asks, and about which region.
pub struct RegionSession {
    pub session: CommandSession,
    pub region: String,
}

impl RegionSession {
    /// Signs in and finds the region: the one of the command line, the one the journal has the connection
    /// in, the profile's.
    ///
    /// # Errors
    /// The exit status, after telling why.
    pub async fn open(common: &Common, id: Option<&str>, output: &Output) -> Result<Self, Exit> {
        let session = CommandSession::open(common, RetryPolicy::default(), output).await.map_err(
            |(exit, why)| {
                gateways::print_failure(output, "not-sent", &why, None, false);
                exit
            },
        )?;
        let region = common
            .region
            .clone()
            .or_else(|| journal_region(common, id?))
            .or_else(|| session.region().map(str::to_owned))
            .or_else(|| session.is_sandbox().then(|| SANDBOX_REGION.to_owned()));
        let Some(region) = region else {
            return Err(output.usage(&output.texts.say("connections-needs-region")));
        };
        if session.is_sandbox() {
            announce_sandbox(output);
        }
        Ok(Self { session, region })
    }

    /// Where a change is sent and written down.
    ///
    /// # Errors
    /// The exit status, after telling why.
    pub async fn setting(&self, common: &Common, output: &Output) -> Result<ChangeContext, Exit> {
        // Nothing of the sandbox in this process outlives it, so there is nothing to come back to.
        let journal = match self.session.is_sandbox() {
            true => None,
            false => Some(open_journal(common, output)?),
        };
        ChangeContext::new(self.session.flow(), &self.region, journal)
            .await
            .map_err(|trouble| report_trouble(output, AskedProduct::Vpc, &trouble))
    }
}

/// The region that the journal has a connection in.
fn journal_region(common: &Common, id: &str) -> Option<String> {
    let folders =
        Folders::find(common.drafts_dir.as_deref(), |name| std::env::var_os(name)).ok()?;
    let index = Journal::read(&folders.journal()).ok()??;
    index.with_connection(id).last().map(|entry| entry.begun.region.clone())
}

/// Reports why a product could not be asked, and what its own endpoint and permissions have to do with it.
pub fn report_trouble(output: &Output, product: AskedProduct, trouble: &ServiceFailure) -> Exit {
    let exit = gateways::report(output, trouble, None);
    if product == AskedProduct::Cen {
        output.note(&output.texts.say(present::cen_hint(trouble)));
    }
    exit
}

/// Runs the work of a verb. The first Ctrl-C asks it to stop, and gives it a moment to do so; the second
/// ends it.
pub fn run_stoppable<F: Future<Output = Exit>>(
    output: &Output,
    work: impl FnOnce(Stop) -> F,
) -> Exit {
    let stoppable = async {
        let (stop, stopped) = watch::channel(false);
        let mut working = std::pin::pin!(work(stopped));
        tokio::select! {
            exit = &mut working => return exit,
            _ = tokio::signal::ctrl_c() => {}
        }
        let _ = stop.send(true);
        tokio::select! {
            exit = &mut working => exit.max(Exit::Interrupted),
            _ = tokio::signal::ctrl_c() => Exit::Interrupted,
            () = tokio::time::sleep(GRACE) => Exit::Interrupted,
        }
    };
    run_async(output, stoppable).unwrap_or_else(|exit| exit)
}

/// How long the work may take to stop.
const GRACE: Duration = Duration::from_secs(10);
