//! What a screen asks for: who is signed in, gateways, regions, connections, and why something was not
//! done, against the sandbox in this process; and all that lies on the disk.

mod custody;
mod damage;
mod services;
mod session;
mod stress;
mod workspace;

use std::path::Path;

use tokio::net::TcpListener;
use tunnelsmith::cloud::credentials::{Credentials, Environment};
use tunnelsmith::cloud::{Endpoint, RetryPolicy};
use tunnelsmith::flow::{self, AccessKeySource, Endpoints, Session, SessionOptions};
use tunnelsmith::rpc::Algorithm;
use tunnelsmith::sandbox::{
    ACCESS_KEY_ID, ACCESS_KEY_SECRET, Sandbox, ServiceQuirks, Settings, serve,
};

/// The sandbox of this process.
async fn sandbox(settings: Settings) -> Sandbox {
    let settings = Settings { traits: ServiceQuirks::EXACT, ..settings };
    serve(TcpListener::bind("127.0.0.1:0").await.unwrap(), settings).await
}

/// A session that asks this address and never asks twice.
fn session_at(endpoint: &str, access: AccessKeySource) -> Session {
    let endpoints = Endpoints::everywhere(Endpoint::parse(endpoint).unwrap());
    let algorithm = Algorithm::default();
    Session::new(SessionOptions { endpoints, algorithm, policy: RetryPolicy::ONCE, access })
}

/// A session with the sandbox that serves it.
fn session(sandbox: &Sandbox) -> Session {
    session_at(&sandbox.endpoint(), given(ACCESS_KEY_SECRET))
}

fn given(secret: &str) -> AccessKeySource {
    let id = ACCESS_KEY_ID.to_owned();
    let credentials = Credentials { id, secret: secret.into(), token: None, expires: None };
    AccessKeySource::Given { credentials, sandbox: true }
}

/// A machine whose home is this folder, with these variables and nothing else.
fn machine(home: &Path, vars: &[(&str, &str)]) -> Environment {
    let vars: Vec<(String, String)> =
        vars.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Environment {
        home: Some(home.to_owned()),
        vars: Box::new(move |asked| {
            vars.iter().find(|(name, _)| name == asked).map(|(_, value)| value.clone())
        }),
        metadata: "http://127.0.0.1:1".to_owned(),
        sts: None,
        may_run_programs: false,
    }
}

#[tokio::test]
async fn what_a_draft_is_compared_with_includes_whether_its_region_has_bgp() {
    let sandbox = sandbox(Settings::default()).await;
    for (region, has_bgp) in [("eu-central-1", true), ("cn-fuzhou", false)] {
        let facts = flow::connection_facts(&session(&sandbox), region).await.unwrap();
        assert_eq!(facts.has_bgp, Some(has_bgp), "{region}");
        assert_eq!(facts.connections.map(|rows| rows.len()), Some(0), "{region}");
    }
}
