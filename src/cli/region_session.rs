//! Where the connection of a verb is, whom that verb asks, and how it is stopped.

use std::time::Duration;

use tokio::sync::watch;

use crate::drafts::Journal;
use crate::flow::{ChangeContext, ServiceFailure, ServiceProduct, Stop};
use crate::present;

use super::args::Common;
use super::exit::{Exit, ExitResult};
use super::failure::report_failure;
use super::history::open_journal;
use super::output::Output;
use super::session::{CommandSession, run_async};
use super::store::folders;

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
        let session = CommandSession::open_or_report(common, None, output).await?;
        let region = common.region.clone().or_else(|| journal_region(common, id?));
        let region = region.or_else(|| session.region_or_sandbox());
        let Some(region) = region else {
            return Err(output.usage(&output.texts.say("connections-needs-region")));
        };
        session.announce(output);
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
            .map_err(|trouble| report_trouble(output, ServiceProduct::Vpc, &trouble))
    }
}

/// The region that the journal has a connection in.
fn journal_region(common: &Common, id: &str) -> Option<String> {
    let index = Journal::read(&folders(common).ok()?.journal()).ok()??;
    index.with_connection(id).last().map(|entry| entry.begun.realm.region.clone())
}

/// Reports why a product could not be asked, and what its own endpoint and permissions have to do with it.
pub fn report_trouble(output: &Output, product: ServiceProduct, trouble: &ServiceFailure) -> Exit {
    let exit = report_failure(output, trouble, None);
    if product == ServiceProduct::Cen {
        output.note(&output.texts.say(present::cen_hint(trouble)));
    }
    exit
}

/// Runs the work of a verb. The first Ctrl-C asks it to stop, and gives it a moment to do so; the second
/// ends it.
pub fn run_stoppable<F: Future<Output = ExitResult>>(
    output: &Output,
    work: impl FnOnce(Stop) -> F,
) -> ExitResult {
    let stoppable = async {
        let (stop, stopped) = watch::channel(false);
        let mut working = std::pin::pin!(work(stopped));
        tokio::select! {
            ended = &mut working => return ended,
            _ = tokio::signal::ctrl_c() => {}
        }
        let _ = stop.send(true);
        tokio::select! {
            ended = &mut working => Err(ended.unwrap_or_else(|exit| exit).max(Exit::Interrupted)),
            _ = tokio::signal::ctrl_c() => Err(Exit::Interrupted),
            () = tokio::time::sleep(GRACE) => Err(Exit::Interrupted),
        }
    };
    run_async(output, stoppable)
}

/// How long the work may take to stop.
const GRACE: Duration = Duration::from_secs(10);
