//! `tunnelsmith gateways`: the customer gateways of a region, and a new one.

use futures_util::StreamExt as _;
use serde_json::json;
use uuid::Uuid;

use crate::cloud::{CallError, Client, CustomerGateway, Failed, NewGateway, Policy};
use crate::connection::Secret;
use crate::explain::{Refusal, explain};
use crate::text::printable;

use super::Exit;
use super::args::{Common, GatewayArgs, GatewaysArgs, GatewaysVerb};
use super::output::{Output, Tone};
use super::session::{Session, announce_sandbox, runtime};

/// The region the sandbox shows when nobody names one.
const SANDBOX_REGION: &str = "eu-central-1";

pub fn run(common: &Common, wanted: &GatewaysArgs, output: &Output) -> Exit {
    let runtime = match runtime() {
        Ok(runtime) => runtime,
        Err(error) => {
            output.trouble(&error.to_string());
            return Exit::Failed;
        }
    };
    runtime.block_on(async {
        tokio::select! {
            exit = work(common, wanted, output) => exit,
            _ = tokio::signal::ctrl_c() => Exit::Interrupted,
        }
    })
}

async fn work(common: &Common, wanted: &GatewaysArgs, output: &Output) -> Exit {
    let session = match Session::open(common, Policy::default(), output).await {
        Ok(session) => session,
        Err(exit) => return exit,
    };
    let fallback = session.is_sandbox().then(|| SANDBOX_REGION.to_owned());
    let region = match &common.region {
        Some(region) => Some(region.clone()),
        None => session.region().await.or(fallback),
    };
    let Some(region) = region else {
        return super::usage(output, &output.texts.say("gateways-needs-region"));
    };
    let client = match session.client(&region).await {
        Ok(client) => client,
        Err(why) => {
            output.trouble(&why);
            return Exit::Failed;
        }
    };
    if session.is_sandbox() {
        announce_sandbox(output);
    }
    match &wanted.verb {
        None => list(&client, &region, output).await,
        Some(GatewaysVerb::Create(wanted)) => create(&client, region, wanted, output).await,
    }
}

async fn list(client: &Client, region: &str, output: &Output) -> Exit {
    let mut pages = std::pin::pin!(client.gateways(region));
    let mut any = false;
    while let Some(page) = pages.next().await {
        match page {
            Ok(page) => {
                for row in &page.rows {
                    if !any && !output.is_json() {
                        head(output);
                    }
                    any = true;
                    print(output, region, row, page.sandbox);
                }
            }
            Err(failed) => return report(output, &failed),
        }
    }
    if !any && !output.is_json() {
        output
            .line(&output.texts.say_with("gateways-none", &[("region", region.to_owned().into())]));
    }
    Exit::Done
}

fn head(output: &Output) {
    let (asn, name) =
        (output.texts.say("gateways-head-asn"), output.texts.say("gateways-head-name"));
    let line = format!("{:<25}  {:<15}  {asn:<10}  {name}", "CustomerGatewayId", "IpAddress");
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
    output.line(&format!(
        "{:<25}  {:<15}  {:<10}  {}",
        printable(&row.id),
        printable(row.ip.as_deref().unwrap_or("-")),
        asn.as_deref().unwrap_or("-"),
        printable(row.name.as_deref().unwrap_or("")),
    ));
}

async fn create(client: &Client, region: String, wanted: &GatewayArgs, output: &Output) -> Exit {
    let auth_key = match &wanted.auth_key_env {
        None => None,
        Some(name) => match std::env::var(name) {
            Ok(key) => Some(Secret::new(key)),
            Err(_) => {
                let problem =
                    output.texts.say_with("gateways-no-key", &[("name", name.clone().into())]);
                return super::usage(output, &problem);
            }
        },
    };
    let token = wanted.client_token.clone().unwrap_or_else(|| Uuid::new_v4().to_string());
    let gateway = NewGateway {
        region,
        ip: wanted.ip.clone(),
        name: wanted.name.clone(),
        description: wanted.description.clone(),
        asn: wanted.asn.map(|asn| asn.number()),
        auth_key,
        client_token: token.clone(),
        resource_group: wanted.resource_group.clone(),
    };
    match client.create_gateway(&gateway).await {
        Ok(reply) => {
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
        Err(failed) => {
            let exit = report(output, &failed);
            if exit == Exit::Unknown {
                let text = output.texts.say_with("gateways-lost", &[("token", token.into())]);
                output.trouble(&text);
            }
            exit
        }
    }
}

/// Tells why a call failed; only a creation's answer can be missed.
pub fn report(output: &Output, failed: &Failed) -> Exit {
    let CallError::Refused(error) = &failed.error else {
        output.trouble(&failed.error.to_string());
        return if failed.error.in_doubt() { Exit::Unknown } else { Exit::Failed };
    };
    let refusal = Refusal {
        code: error.code.clone(),
        message: Some(error.message.clone()),
        request_id: error.request_id.clone(),
        recommend: error.recommend.clone(),
        http: Some(error.http),
    };
    let found = explain(&output.texts, &refusal, None);
    if output.is_json() {
        output.json(&json!({
            "outcome": "refused", "code": error.code, "message": printable(&error.message),
            "meaning": found.meaning, "remedy": found.remedy, "request_id": error.request_id,
            "sandbox": failed.sandbox,
        }));
    }
    output.trouble(&format!("{}: {}", error.code, found.meaning));
    output.note(&found.remedy);
    Exit::Refused
}
