//! Answers of the service, through the client and a real socket: the first line of an input is the
//! HTTP status, the rest is the body.

use std::cell::RefCell;
use std::pin::pin;
use std::rc::Rc;

use futures_util::{Stream, StreamExt as _};
use serde_json::Value as Json;
use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{LocalSet, spawn_local};
use tunnelsmith::cloud::credentials::RoleRequest;
use tunnelsmith::cloud::{
    CallFailure, Client, ClientOptions, ConnectionFilter, Credentials, Endpoint, NewGateway, Page,
    RetryPolicy, StsClient, VpnConnection,
};
use tunnelsmith::connection::{MASK, Secret};
use tunnelsmith::rpc::Params;

use super::super::scripted::read;
use super::{Outcome, fuzz, promise, said};

/// The fields that no answer shows once it was read.
const SECRET: [&str; 4] = ["psk", "authkey", "accesskeysecret", "securitytoken"];

/// So many pages are asked for, whatever the answer says there are.
const PAGES: usize = 3;

#[test]
fn an_answer() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let local = LocalSet::new();
    let (service, client) = runtime.block_on(local.run_until(async {
        let service = Service::start().await;
        let endpoint = Endpoint::parse(&service.endpoint).unwrap();
        let options = ClientOptions { policy: RetryPolicy::ONCE, ..ClientOptions::default() };
        (service, Client::new(endpoint, credentials(), options).unwrap())
    }));
    fuzz!("answer", &[], |bytes| {
        *service.answer.borrow_mut() = http(bytes);
        runtime.block_on(local.run_until(ask(&client, &service.endpoint, bytes.len())))
    });
}

fn credentials() -> Credentials {
    Credentials { id: "LTAI5t".to_owned(), secret: "secret".into(), token: None, expires: None }
}

/// Answers every request with the bytes of the moment.
struct Service {
    endpoint: String,
    answer: Rc<RefCell<Vec<u8>>>,
}

impl Service {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        let answer = Rc::new(RefCell::new(Vec::new()));
        let given = answer.clone();
        spawn_local(async move {
            while let Ok((stream, _)) = listener.accept().await {
                spawn_local(serve(stream, given.clone()));
            }
        });
        Self { endpoint, answer }
    }
}

async fn serve(mut stream: TcpStream, answer: Rc<RefCell<Vec<u8>>>) {
    if read(&mut stream, 0).await.is_some() {
        let answer = answer.borrow().clone();
        // A client that has seen enough hangs up.
        let _ = stream.write_all(&answer).await;
        let _ = stream.shutdown().await;
    }
}

fn http(input: &[u8]) -> Vec<u8> {
    let end = input.iter().position(|byte| *byte == b'\n').unwrap_or(input.len());
    let status = std::str::from_utf8(&input[..end]).ok().and_then(|text| text.trim().parse().ok());
    let status: u16 = status.unwrap_or(200);
    let body = input.get(end + 1..).unwrap_or_default();
    let head = format!("HTTP/1.1 {status} X\r\ncontent-length: {}\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

/// Asks for a connection, a list of them, and one thing more.
async fn ask(client: &Client, endpoint: &str, chosen: usize) -> Outcome {
    let mut kinds = match client.connection("eu-central-1", "vco-1").await {
        Ok(reply) => connection(&reply.value)?,
        Err(failed) => said(&failed)?,
    };
    kinds += &match chosen % 5 {
        0 => {
            let all = client.connections("eu-central-1", &ConnectionFilter::default());
            list(all, connection).await?
        }
        1 => list(client.gateways("eu-central-1"), |one| clean(&format!("{one:?}"))).await?,
        2 => told(client.regions().await.map(|reply| reply.value.len().min(3)))?,
        3 => {
            let params = Params::from_iter([("RegionId", "eu-central-1"), ("DryRun", "true")]);
            let created = client.create_vpn_attachment_once(&params).await;
            let gateway = client.create_gateway(&gateway()).await;
            told(created.map(|_| 0))? + &told(gateway.map(|_| 0))?
        }
        _ => told(assume(endpoint).await.map(|_| 0))?,
    };
    Ok(kinds)
}

async fn assume(endpoint: &str) -> Result<Credentials, CallFailure> {
    let sts =
        StsClient::new(ClientOptions { policy: RetryPolicy::ONCE, ..ClientOptions::default() });
    let request = RoleRequest {
        role_arn: "acs:ram::1234567890123456:role/net".to_owned(),
        session_name: "fuzz".to_owned(),
        duration_seconds: 900,
        external_id: None,
        policy: None,
        endpoint: endpoint.to_owned(),
    };
    Ok(sts.assume_role(&credentials(), &request).await?.value)
}

fn gateway() -> NewGateway {
    NewGateway {
        region: "eu-central-1".to_owned(),
        ip: "198.51.100.1".to_owned(),
        name: None,
        description: None,
        asn: None,
        auth_key: Some(Secret::new("key")),
        client_token: "token".to_owned(),
        resource_group: None,
    }
}

async fn list<T>(
    pages: impl Stream<Item = Result<Page<T>, CallFailure>>,
    sound: impl Fn(&T) -> Outcome,
) -> Outcome {
    let mut pages = pin!(pages.take(PAGES));
    let mut kinds = String::new();
    while let Some(page) = pages.next().await {
        match page {
            Ok(page) => {
                kinds += &format!("{} {}", page.rows.len().min(3), page.total.is_some());
                for row in page.rows.iter().take(20) {
                    kinds += &sound(row)?;
                }
            }
            Err(failed) => kinds += &said(&failed)?,
        }
    }
    Ok(kinds)
}

fn told(outcome: Result<usize, CallFailure>) -> Outcome {
    match outcome {
        Ok(count) => Ok(count.to_string()),
        Err(failed) => said(&failed),
    }
}

/// A connection of whatever shape shows no key.
fn connection(found: &VpnConnection) -> Outcome {
    promise!(hides_keys(&found.raw), "a key stands in {}", found.raw);
    let parts = [
        found.name.is_some(),
        found.psk.is_some(),
        found.create_time_ms.is_some(),
        found.internet_ip.is_some(),
    ];
    Ok(format!("{parts:?} {} {}", found.tunnels.len().min(4), found.customer_gateways.len().min(4)))
}

/// Whether each key is a mask, in texts that are JSON, too.
fn hides_keys(json: &Json) -> bool {
    match json {
        Json::Object(fields) => fields.iter().all(|(name, value)| {
            let is_key = SECRET.iter().any(|secret| secret.eq_ignore_ascii_case(name));
            let is_hidden = value.is_null() || value == "" || value == MASK;
            if is_key { is_hidden } else { hides_keys(value) }
        }),
        Json::Array(rows) => rows.iter().all(hides_keys),
        Json::String(text) => serde_json::from_str(text).map_or(true, |inner| hides_keys(&inner)),
        _ => true,
    }
}

/// What is printed for debugging shows no key either.
fn clean(debug: &str) -> Outcome {
    promise!(!debug.contains("CANARY"), "a key stands in {debug}");
    Ok(String::new())
}
