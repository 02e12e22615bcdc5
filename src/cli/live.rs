//! A connection as it is in the cloud, for the verbs that read one.

use crate::cloud::Policy;
use crate::flow::{self, Live};

use super::args::Common;
use super::exit::Exit;
use super::gateways;
use super::output::Output;
use super::session::{CommandSession, runtime};

/// Asks for a connection; `region` is where it is if the command line does not say.
///
/// # Errors
/// The exit status, after telling why.
pub fn fetch(
    common: &Common,
    id: &str,
    region: Option<&str>,
    output: &Output,
) -> Result<Live, Exit> {
    let runtime = runtime().map_err(|error| {
        output.trouble(&error.to_string());
        Exit::Failed
    })?;
    runtime.block_on(async {
        tokio::select! {
            found = ask(common, id, region, output) => found,
            _ = tokio::signal::ctrl_c() => Err(Exit::Interrupted),
        }
    })
}

async fn ask(
    common: &Common,
    id: &str,
    region: Option<&str>,
    output: &Output,
) -> Result<Live, Exit> {
    let session =
        CommandSession::open(common, Policy::default(), output).await.map_err(|(exit, why)| {
            gateways::print_failure(output, "not-sent", &why, None, false);
            exit
        })?;
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
    Ok(live)
}
