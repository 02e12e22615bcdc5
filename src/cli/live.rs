//! A connection as it is in the cloud, for the verbs that read one.

use crate::cloud::RetryPolicy;
use crate::flow::{self, CustomerGateway, LiveConnection};
use futures_util::StreamExt as _;

use super::args::Common;
use super::exit::Exit;
use super::gateways;
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
    run_async(output, interruptible)?
}

async fn ask(
    common: &Common,
    id: &str,
    region: Option<&str>,
    with_gateways: bool,
    output: &Output,
) -> Answer {
    let session = CommandSession::open(common, RetryPolicy::default(), output).await.map_err(
        |(exit, why)| {
            gateways::print_failure(output, "not-sent", &why, None, false);
            exit
        },
    )?;
    let region = match common.region.as_deref().or(region) {
        Some(region) => Some(region.to_owned()),
        None => session.region().map(str::to_owned),
    };
    let Some(region) = region else {
        return Err(output.usage(&output.texts.say("live-needs-region")));
    };
    let live = flow::describe(session.flow(), &region, id)
        .await
        .map_err(|trouble| gateways::report(output, &trouble, None))?;
    if live.sandbox {
        // Standard output holds the draft and nothing else.
        output.note(&output.texts.say("live-sandbox"));
    }
    let mut found = Vec::new();
    if with_gateways {
        let mut pages = std::pin::pin!(flow::gateways(session.flow(), &region));
        while let Some(page) = pages.next().await {
            found.extend(page.map_err(|trouble| gateways::report(output, &trouble, None))?.rows);
        }
    }
    Ok((live, found))
}
