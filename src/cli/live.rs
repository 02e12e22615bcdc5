//! A connection as it is in the cloud, for the verbs that read one.

use serde_json::Value as Json;

use crate::cloud::{Policy, VpnConnection};
use crate::drafts::import::LiveKeys;

use super::args::Common;
use super::output::Output;
use super::session::{Session, runtime};
use super::{Exit, gateways};

/// A connection, as much of it as a draft can be made of.
pub struct Live {
    /// Where it is.
    pub region: String,
    /// The answer, without keys.
    pub answer: Json,
    /// The keys.
    pub keys: LiveKeys,
}

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
    let session = Session::open(common, Policy::default(), output).await?;
    let region = match common.region.as_deref().or(region) {
        Some(region) => Some(region.to_owned()),
        None => session.region().await,
    };
    let Some(region) = region else {
        return Err(super::usage(output, &output.texts.say("live-needs-region")));
    };
    let client = session.client(&region).await.map_err(|why| {
        output.trouble(&why);
        Exit::Failed
    })?;
    match client.connection(&region, id).await {
        Ok(reply) => {
            if reply.sandbox {
                // Standard output holds the draft and nothing else.
                output.note(&output.texts.say("live-sandbox"));
            }
            let keys = keys(&reply.value);
            Ok(Live { region, answer: reply.value.raw, keys })
        }
        Err(failed) => Err(gateways::report(output, &failed, None)),
    }
}

fn keys(connection: &VpnConnection) -> LiveKeys {
    let tunnels = connection.tunnels.iter().zip(1_u16..).filter_map(|(tunnel, number)| {
        Some((tunnel.index.map_or(number, u16::from), tunnel.psk.clone()?))
    });
    LiveKeys { own: connection.psk.clone(), tunnels: tunnels.collect() }
}
