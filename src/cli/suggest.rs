//! `tunnelsmith suggest`: values that nothing else uses.

use ipnet::Ipv4Net;
use serde_json::json;

use crate::cloud::RetryPolicy;
use crate::connection::free_blocks;
use crate::flow::{BlocksInUse, survey};

use super::args::{Common, DraftArgs, SuggestCidrArgs, SuggestVerb};
use super::exit::{Exit, ExitResult};
use super::load::load;
use super::output::Output;
use super::peer::reading;
use super::session::{CommandSession, run_async};

pub fn run(common: &Common, verb: &SuggestVerb, output: &Output) -> ExitResult {
    let SuggestVerb::TunnelCidr(args) = verb;
    Ok(print_blocks(args.count.into(), &taken(common, args, output)?, output))
}

fn taken(common: &Common, args: &SuggestCidrArgs, output: &Output) -> Result<Vec<Ipv4Net>, Exit> {
    let workspace = super::store::open(common).map_err(|(exit, problem)| {
        output.print_error(&problem);
        exit
    })?;
    let mut used = workspace.blocks_in_use();
    if !args.draft.is_empty() {
        of_drafts(common, args, output, &mut used)?;
    }
    for file in &args.device {
        for tunnel in reading(file, None, None, output)?.tunnels {
            let inside = tunnel.inside.as_deref().and_then(|inside| inside.parse::<Ipv4Net>().ok());
            used.blocks.extend(inside.map(|net| (net.trunc(), tunnel.name)));
        }
    }
    if args.online || common.region.is_some() {
        run_async(output, of_region(common, output, &mut used))?;
    }
    for unread in &used.unread {
        output.note(&output.texts.format("suggest-unread", &[("what", unread.clone().into())]));
    }
    Ok(used.nets())
}

fn of_drafts(
    common: &Common,
    args: &SuggestCidrArgs,
    output: &Output,
    used: &mut BlocksInUse,
) -> Result<(), Exit> {
    let wanted = DraftArgs { files: args.draft.clone(), changes: Vec::new(), values: None };
    for input in load(common, &wanted, output)? {
        match input {
            Ok(input) => used.of_draft(&input.draft, &input.file),
            Err(unread) => return Err(unread.report(output)),
        }
    }
    Ok(())
}

/// What the live connections of the region use. Without it a block could be suggested that is taken, so a
/// region that was asked for and cannot be looked up is a failure.
async fn of_region(common: &Common, output: &Output, used: &mut BlocksInUse) -> Result<(), Exit> {
    let session = CommandSession::open(common, RetryPolicy::default(), output)
        .await
        .map_err(|(exit, _)| exit)?;
    session.announce(output);
    let named = common.region.as_deref().or_else(|| session.region());
    let Some(region) = named.map(str::to_owned) else {
        return Err(output.usage(&output.texts.say("suggest-no-region")));
    };
    let survey = survey(session.flow(), &region).await;
    match survey.facts.connections {
        Some(connections) => {
            for connection in connections {
                let blocks = connection.tunnel_cidrs.iter().filter_map(|block| block.parse().ok());
                let id = connection.id;
                used.blocks.extend(blocks.map(|block| (block, id.clone())));
            }
            Ok(())
        }
        None => {
            let why = survey.no_connections.map(|trouble| trouble.text).unwrap_or_default();
            let args = [("region", region.into()), ("why", why.into())];
            Err(output.fail(output.texts.format("suggest-unlisted", &args)))
        }
    }
}

fn print_blocks(count: usize, taken: &[Ipv4Net], output: &Output) -> Exit {
    let found: Vec<_> = free_blocks(taken).take(count).collect();
    for block in &found {
        let [first, second] = block.hosts();
        if output.is_json() {
            output.json(&json!({
                "tunnel_cidr": block.to_string(),
                "local_bgp_ip": first.to_string(),
                "peer_bgp_ip": second.to_string(),
            }));
        } else {
            output.line(&block.to_string());
        }
    }
    if found.len() == count {
        return Exit::Done;
    }
    let args = [("found", found.len().into()), ("count", count.into())];
    output.print_error(&output.texts.format("suggest-too-few", &args));
    Exit::Invalid
}
