//! `tunnelsmith gateways`: the customer gateways of a region, and a new one.

use std::time::Duration;

use futures_util::StreamExt as _;
use serde_json::json;
use tokio::time::Instant;
use uuid::Uuid;

use crate::connection::{GatewayField, GatewayFieldError, Secret, check_gateway_field};
use crate::flow::{self, CustomerGateway, NewGateway};
use crate::text::{pad, printable};

use super::args::{Common, GatewayArgs, GatewaysArgs, GatewaysVerb};
use super::exit::{Exit, ExitResult};
use super::failure::report_failure;
use super::output::{Output, Tone};
use super::session::{CommandSession, announce_sandbox, run_async};

/// After so long without an answer, and each time again, the person is told that it is still awaited.
const WAITING: Duration = Duration::from_secs(5);

pub fn run(common: &Common, args: &GatewaysArgs, output: &Output) -> ExitResult {
    if let Some(GatewaysVerb::Create(args)) = &args.verb
        && let Some(flaw) = flaw(args)
    {
        return Err(output.usage(&output.texts.say(flaw.name())));
    }
    // Made here, so that whoever interrupts a creation can be told how to repeat it safely.
    let creation = args.verb.as_ref().map(|GatewaysVerb::Create(args)| {
        let token = args.client_token.clone().unwrap_or_else(|| Uuid::new_v4().to_string());
        Creation { args, token }
    });
    let interruptible = async {
        let mut work = std::pin::pin!(work(common, creation.as_ref(), output));
        let mut interrupt = std::pin::pin!(tokio::signal::ctrl_c());
        let mut waiting = tokio::time::interval_at(Instant::now() + WAITING, WAITING);
        loop {
            tokio::select! {
                ended = &mut work => return ended,
                _ = &mut interrupt => return Err(interrupted(creation.as_ref(), output)),
                _ = waiting.tick() => output.note(&output.texts.say("gateways-waiting")),
            }
        }
    };
    run_async(output, interruptible)
}

fn interrupted(creation: Option<&Creation<'_>>, output: &Output) -> Exit {
    if let Some(creation) = creation {
        let token = [("token", creation.token.clone().into())];
        output.print_error(&output.texts.format("gateways-interrupted", &token));
    }
    Exit::Interrupted
}

async fn work(common: &Common, creation: Option<&Creation<'_>>, output: &Output) -> ExitResult {
    let token = creation.map(|creation| &*creation.token);
    let session = CommandSession::open_or_report(common, token, output).await?;
    let Some(region) = common.region.clone().or_else(|| session.region_or_sandbox()) else {
        return Err(output.usage(&output.texts.say("gateways-needs-region")));
    };
    session.announce(output);
    let mut mark = SandboxNotice { announced: session.is_sandbox() };
    match creation {
        None => list(session.flow(), &region, output, &mut mark).await,
        Some(creation) => create(session.flow(), region, creation, output, &mut mark).await,
    }
}

/// What the service is bound to refuse need not be sent.
fn flaw(args: &GatewayArgs) -> Option<GatewayFieldError> {
    let asn = args.asn.map(|asn| asn.to_string());
    let parts = [
        (GatewayField::Address, Some(args.ip.as_str())),
        (GatewayField::Asn, asn.as_deref()),
        (GatewayField::Name, args.name.as_deref()),
        (GatewayField::Description, args.description.as_deref()),
    ];
    parts.into_iter().find_map(|(part, text)| check_gateway_field(part, text?))
}

/// A gateway to create, and the token of all attempts at it.
struct Creation<'a> {
    args: &'a GatewayArgs,
    token: String,
}

/// Whether the person has been told that a sandbox answers: one somewhere else is known only by its
/// first answer.
struct SandboxNotice {
    announced: bool,
}

impl SandboxNotice {
    fn announce_sandbox(&mut self, output: &Output, sandbox: bool) {
        if sandbox && !self.announced {
            announce_sandbox(output);
            self.announced = true;
        }
    }
}

async fn list(
    session: &flow::Session,
    region: &str,
    output: &Output,
    mark: &mut SandboxNotice,
) -> ExitResult {
    let mut pages = std::pin::pin!(flow::gateways(session, region));
    let mut any = false;
    while let Some(page) = pages.next().await {
        // A list that was not had changes nothing.
        let page = page.map_err(|trouble| report_failure(output, &trouble, None))?;
        mark.announce_sandbox(output, page.sandbox);
        for row in &page.rows {
            if !any && !output.is_json() {
                head(output);
            }
            any = true;
            print(output, region, row, page.sandbox);
        }
    }
    if !any && !output.is_json() {
        output.line(&output.texts.format("gateways-none", &[("region", region.to_owned().into())]));
    }
    Ok(Exit::Done)
}

fn head(output: &Output) {
    let (asn, name) =
        (output.texts.say("gateways-head-asn"), output.texts.say("gateways-head-name"));
    let line = columns(["CustomerGatewayId", "IpAddress", &asn, &name]);
    output.line(&output.paint(Tone::Bold, &line));
}

fn print(output: &Output, region: &str, row: &CustomerGateway, sandbox: bool) {
    let asn = row.asn.map(|asn| asn.to_string());
    if output.is_json() {
        output.json(&json!({
            "id": row.id, "ip": row.ip, "asn": row.asn, "name": row.name,
            "description": row.description, "region": region, "sandbox": sandbox,
        }));
        return;
    }
    output.line(&columns([
        &printable(&row.id),
        &printable(row.ip.as_deref().unwrap_or("-")),
        asn.as_deref().unwrap_or("-"),
        &printable(row.name.as_deref().unwrap_or("")),
    ]));
}

fn columns([id, ip, asn, name]: [&str; 4]) -> String {
    format!("{}  {}  {}  {name}", pad(id, 25), pad(ip, 15), pad(asn, 10))
}

async fn create(
    session: &flow::Session,
    region: String,
    Creation { args, token }: &Creation<'_>,
    output: &Output,
    mark: &mut SandboxNotice,
) -> ExitResult {
    let from_variable = |name: &String| {
        std::env::var(name).map(Secret::new).map_err(|_| {
            output.usage(&output.texts.format("gateways-no-key", &[("name", name.clone().into())]))
        })
    };
    let auth_key = args.auth_key_env.as_ref().map(from_variable).transpose()?;
    let gateway = NewGateway {
        region,
        ip: args.ip.clone(),
        name: args.name.clone(),
        description: args.description.clone(),
        asn: args.asn.map(|asn| asn.number()),
        auth_key,
        client_token: token.clone(),
        resource_group: args.resource_group.clone(),
    };
    let reply = flow::create_gateway(session, &gateway).await.map_err(|trouble| {
        let exit = report_failure(output, &trouble, Some(token));
        if exit == Exit::Unknown {
            let text = output.texts.format("gateways-lost", &[("token", token.clone().into())]);
            output.print_error(&text);
        }
        exit
    })?;
    mark.announce_sandbox(output, reply.sandbox);
    if output.is_json() {
        output.json(&json!({
            "outcome": "created", "id": reply.value.id, "ip": gateway.ip,
            "request_id": reply.request_id, "client_token": token, "sandbox": reply.sandbox,
        }));
    } else {
        let word = output.paint(Tone::Good, &output.texts.say("gateways-created"));
        output.line(&format!("{word} {}", printable(&reply.value.id)));
    }
    Ok(Exit::Done)
}
