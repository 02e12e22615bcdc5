//! A connection as it is in the cloud, for the verbs that read one.

use crate::flow::{self, CustomerGateway, LiveConnection};

use super::args::Common;
use super::exit::Exit;
use super::failure::report_failure;
use super::output::Output;
use super::session::{CommandSession, run_async};

/// Asks for a connection; `region` is where it is if the command line does not say.
///
/// # Errors
/// The exit status, after telling why.
pub fn fetch(
    common: &Common,
    id: &str,
    region: Option<&str>,
    output: &Output,
) -> Result<LiveConnection, Exit> {
    run(ask(common, id, region, false, output), output).map(|(live, _)| live)
}

/// Asks for a connection and for the customer gateways of its region.
///
/// # Errors
/// The exit status, after telling why.
pub fn fetch_with_gateways(
    common: &Common,
    id: &str,
    region: Option<&str>,
    output: &Output,
) -> Result<(LiveConnection, Vec<CustomerGateway>), Exit> {
    run(ask(common, id, region, true, output), output)
}

type Answer = Result<(LiveConnection, Vec<CustomerGateway>), Exit>;

fn run(asking: impl Future<Output = Answer>, output: &Output) -> Answer {
    let interruptible = async {
        tokio::select! {
            found = asking => found,
            _ = tokio::signal::ctrl_c() => Err(Exit::Interrupted),
        }
    };
    run_async(output, interruptible)
}

async fn ask(
    common: &Common,
    id: &str,
    region: Option<&str>,
    with_gateways: bool,
    output: &Output,
) -> Answer {
    let session = CommandSession::open_or_report(common, None, output).await?;
    let Some(region) = common.region.as_deref().or(region).or_else(|| session.region()) else {
        return Err(output.usage(&output.texts.say("live-needs-region")));
    };
    let failed = |trouble| report_failure(output, &trouble, None);
    let live = flow::describe(session.flow(), region, id).await.map_err(failed)?;
    if live.sandbox {
        // Standard output holds the draft and nothing else.
        output.note(&output.texts.say("live-sandbox"));
    }
    let found = match with_gateways {
        true => flow::all_gateways(session.flow(), region).await.map_err(failed)?,
        false => Vec::new(),
    };
    Ok((live, found))
}
