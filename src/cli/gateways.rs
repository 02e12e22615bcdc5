//! `tunnelsmith gateways`: the customer gateways of a region, and a new one.

use std::time::Duration;

use futures_util::StreamExt as _;
use serde_json::json;
use tokio::time::Instant;
use uuid::Uuid;

use crate::cloud::RetryPolicy;
use crate::connection::{GatewayField, GatewayFieldError, Secret, check_gateway_field};
use crate::explain::{Refusal, explain, explain_gateway};
use crate::flow::{self, CustomerGateway, NewGateway, ServiceFailure, ServiceFailureKind};
use crate::text::{pad, printable};

use super::args::{Common, GatewayArgs, GatewaysArgs, GatewaysVerb};
use super::exit::Exit;
use super::output::{Output, Tone};
use super::session::{CommandSession, announce_sandbox, run_async};

/// After so long without an answer, and each time again, the person is told that it is still awaited.
const WAITING: Duration = Duration::from_secs(5);

/// The region the sandbox shows when nobody names one.
const SANDBOX_REGION: &str = "eu-central-1";

pub fn run(common: &Common, args: &GatewaysArgs, output: &Output) -> Exit {
    if let Some(GatewaysVerb::Create(args)) = &args.verb
        && let Some(flaw) = flaw(args)
    {
        return output.usage(&output.texts.say(flaw.id()));
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
                exit = &mut work => return exit,
                _ = &mut interrupt => return interrupted(creation.as_ref(), output),
                _ = waiting.tick() => output.note(&output.texts.say("gateways-waiting")),
            }
        }
    };
    run_async(output, interruptible).unwrap_or_else(|exit| exit)
}

fn interrupted(creation: Option<&Creation<'_>>, output: &Output) -> Exit {
    if let Some(creation) = creation {
        let token = creation.token.clone();
        output
            .print_error(&output.texts.format("gateways-interrupted", &[("token", token.into())]));
    }
    Exit::Interrupted
}

async fn work(common: &Common, creation: Option<&Creation<'_>>, output: &Output) -> Exit {
    let session = match CommandSession::open(common, RetryPolicy::default(), output).await {
        Ok(session) => session,
        Err((exit, why)) => {
            let token = creation.map(|creation| &*creation.token);
            print_failure(output, "not-sent", &why, token, false);
            return exit;
        }
    };
    let fallback = session.is_sandbox().then(|| SANDBOX_REGION.to_owned());
    let region = match &common.region {
        Some(region) => Some(region.clone()),
        None => session.region().map(str::to_owned).or(fallback),
    };
    let Some(region) = region else {
        return output.usage(&output.texts.say("gateways-needs-region"));
    };
    if session.is_sandbox() {
        announce_sandbox(output);
    }
    let mut mark = Mark { announced: session.is_sandbox() };
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
struct Mark {
    announced: bool,
}

impl Mark {
    fn answered(&mut self, output: &Output, sandbox: bool) {
        if sandbox && !self.announced {
            announce_sandbox(output);
            self.announced = true;
        }
    }
}

async fn list(session: &flow::Session, region: &str, output: &Output, mark: &mut Mark) -> Exit {
    let mut pages = std::pin::pin!(flow::gateways(session, region));
    let mut any = false;
    while let Some(page) = pages.next().await {
        match page {
            Ok(page) => {
                mark.answered(output, page.sandbox);
                for row in &page.rows {
                    if !any && !output.is_json() {
                        head(output);
                    }
                    any = true;
                    print(output, region, row, page.sandbox);
                }
            }
            // A list that was not had changes nothing.
            Err(trouble) => return report(output, &trouble, None),
        }
    }
    if !any && !output.is_json() {
        output.line(&output.texts.format("gateways-none", &[("region", region.to_owned().into())]));
    }
    Exit::Done
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
    mark: &mut Mark,
) -> Exit {
    let auth_key = match &args.auth_key_env {
        None => None,
        Some(name) => match std::env::var(name) {
            Ok(key) => Some(Secret::new(key)),
            Err(_) => {
                let problem =
                    output.texts.format("gateways-no-key", &[("name", name.clone().into())]);
                return output.usage(&problem);
            }
        },
    };
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
    match flow::create_gateway(session, &gateway).await {
        Ok(reply) => {
            mark.answered(output, reply.sandbox);
            if output.is_json() {
                output.json(&json!({
                    "outcome": "created", "id": reply.value.id, "ip": gateway.ip,
                    "request_id": reply.request_id, "client_token": token,
                    "sandbox": reply.sandbox,
                }));
            } else {
                let word = output.paint(Tone::Good, &output.texts.say("gateways-created"));
                output.line(&format!("{word} {}", printable(&reply.value.id)));
            }
            Exit::Done
        }
        Err(trouble) => {
            let exit = report(output, &trouble, Some(token));
            if exit == Exit::Unknown {
                let text = output.texts.format("gateways-lost", &[("token", token.clone().into())]);
                output.print_error(&text);
            }
            exit
        }
    }
}

/// Tells why a call failed; only a creation, which has a token, can have been carried out unseen.
pub fn report(output: &Output, trouble: &ServiceFailure, token: Option<&str>) -> Exit {
    let marked = |text: &str| match trouble.sandbox {
        true => format!("{}: {text}", output.texts.say("sandbox")),
        false => text.to_owned(),
    };
    let (outcome, exit) = match (&trouble.kind, token) {
        (ServiceFailureKind::Refused(refusal), _) => {
            let (meaning, remedy) = refused(output, refusal, trouble.sandbox, token);
            output.print_error(&marked(&output.texts.with_label(&refusal.code, &meaning)));
            output.note(&remedy);
            return Exit::Refused;
        }
        (ServiceFailureKind::Lost, Some(_)) => ("unknown", Exit::Unknown),
        (ServiceFailureKind::Lost, None) => ("failed", Exit::Failed),
        (
            ServiceFailureKind::SignIn(_)
            | ServiceFailureKind::NoClient
            | ServiceFailureKind::NotSent,
            _,
        ) => ("not-sent", Exit::Failed),
    };
    print_failure(output, outcome, &trouble.text, token, trouble.sandbox);
    output.print_error(&marked(&trouble.text));
    exit
}

/// In JSON every run has a line, whatever became of it.
pub fn print_failure(
    output: &Output,
    outcome: &str,
    why: &str,
    token: Option<&str>,
    sandbox: bool,
) {
    if output.is_json() {
        output.json(&json!({
            "outcome": outcome, "message": why, "client_token": token, "sandbox": sandbox,
        }));
    }
}

/// What a refusal means and what to do about it; in JSON the line is written as well.
fn refused(
    output: &Output,
    refusal: &Refusal,
    sandbox: bool,
    token: Option<&str>,
) -> (String, String) {
    let mut found = explain(&output.texts, refusal, None);
    // Only a creation has a token.
    if token.is_some() {
        match explain_gateway(&output.texts, refusal) {
            Some((meaning, remedy)) => (found.meaning, found.remedy) = (meaning, remedy),
            None if !found.known => {
                found.remedy = output.texts.say("explain-gateway-refused-remedy");
            }
            None => {}
        }
    }
    if output.is_json() {
        let message = printable(refusal.message.as_deref().unwrap_or_default());
        output.json(&json!({
            "outcome": "refused", "code": refusal.code, "message": message,
            "meaning": found.meaning, "remedy": found.remedy, "request_id": refusal.request_id,
            "client_token": token, "sandbox": sandbox,
        }));
    }
    (found.meaning, found.remedy)
}
