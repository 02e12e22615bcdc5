//! What a verb talks to: starts the sandbox if that is wanted, signs in, and tells about it.

use jiff::SignedDuration;
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};

use crate::cloud::credentials::{Credentials, Surroundings};
use crate::cloud::{Client, Endpoint, Policy};
use crate::flow::{self, Access, SessionOptions, SignInError, Who};
use crate::rpc::Algorithm;
use crate::sandbox::{ACCESS_KEY_ID, ACCESS_KEY_SECRET, Sandbox, Settings, Traits, serve};

use super::args::{Common, Signature};
use super::exit::{Exit, usage};
use super::output::{Output, Tone};

/// A runtime of one thread: the work is waiting, not computing.
pub fn runtime() -> std::io::Result<Runtime> {
    Builder::new_current_thread().enable_all().build()
}

/// What one run of the program talks to.
pub struct CommandSession {
    /// Serves as long as the session lasts.
    _sandbox: Option<Sandbox>,
    flow: flow::Session,
    who: Who,
}

impl CommandSession {
    /// Starts the sandbox if that is wanted, and signs in.
    ///
    /// # Errors
    /// The exit status, after telling why.
    pub async fn open(common: &Common, policy: Policy, output: &Output) -> Result<Self, Exit> {
        let (sandbox, endpoint, access) = if common.sandbox {
            let sandbox = started().await.map_err(|error| {
                output.trouble(&format!("the sandbox cannot be started: {error}"));
                Exit::Failed
            })?;
            let endpoint = sandbox.endpoint();
            let access = Access::Given { credentials: sandbox_credentials(), sandbox: true };
            (Some(sandbox), Some(endpoint), access)
        } else {
            let (profile, around) = (common.profile.clone(), Surroundings::of_process());
            (None, common.endpoint.clone(), Access::Search { profile, around })
        };
        let endpoint = endpoint
            .map(|endpoint| Endpoint::parse(&endpoint))
            .transpose()
            .map_err(|error| usage(output, &format!("--endpoint: {error}")))?;
        let algorithm = algorithm(common.signature);
        let flow = flow::Session::new(SessionOptions { endpoint, algorithm, policy, access });
        let who = flow.sign_in().await.map_err(|error| refuse(&error, output))?;
        if !who.sandbox {
            print_account(&who, output);
        }
        Ok(Self { _sandbox: sandbox, flow, who })
    }

    /// The session itself, for what needs no telling.
    pub fn flow(&self) -> &flow::Session {
        &self.flow
    }

    /// Whether the sandbox of this very process serves.
    pub fn is_sandbox(&self) -> bool {
        self.who.sandbox
    }

    /// The region of the profile or the environment, for verbs that no draft tells one.
    pub fn region(&self) -> Option<&str> {
        self.who.region.as_deref()
    }

    /// The client for a region's endpoint, with credentials that are still good.
    ///
    /// # Errors
    /// One line: why there is none.
    pub async fn client(&self, region: &str) -> Result<Client, String> {
        self.flow.client(region).await.map_err(|error| error.to_string())
    }
}

/// The endpoint that requests for a region go to, if what is created there outlasts this run.
pub fn lasting_endpoint(common: &Common, region: &str) -> Option<String> {
    if common.sandbox {
        return None;
    }
    let endpoint = match &common.endpoint {
        Some(endpoint) => Endpoint::parse(endpoint).ok()?,
        None => flow::endpoint_of(region).ok()?,
    };
    Some(endpoint.to_string())
}

pub fn algorithm(signature: Signature) -> Algorithm {
    match signature {
        Signature::V1 => Algorithm::V1,
        Signature::V3 => Algorithm::V3,
    }
}

pub async fn started() -> std::io::Result<Sandbox> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    // It serves one person who waits: a list that lags longer teaches nothing more.
    let traits = Traits { list_lag: SignedDuration::from_secs(1), ..Traits::default() };
    Ok(serve(listener, Settings { traits, ..Settings::default() }).await)
}

pub fn sandbox_credentials() -> Credentials {
    Credentials {
        id: ACCESS_KEY_ID.to_owned(),
        secret: ACCESS_KEY_SECRET.into(),
        token: None,
        expires: None,
    }
}

fn refuse(error: &SignInError, output: &Output) -> Exit {
    output.trouble_in_lines(&error.to_string());
    // That one speaks of the sandbox itself.
    if !error.is_nothing_found() {
        output.note(&output.texts.say("no-credentials"));
    }
    Exit::NoCredentials
}

fn print_account(who: &Who, output: &Output) {
    let key = ("key", who.masked_id.clone().into());
    let provider = ("provider", who.provider.clone().into());
    output.note(&output.texts.say_with("signed-in", &[key, provider]));
    if who.open_to_others {
        output.note(&output.texts.say("credentials-open"));
    }
}

/// Says, before anything else, that nothing of what follows is real.
pub fn announce_sandbox(output: &Output) {
    if !output.is_json() {
        output.line(&output.paint(Tone::Doubt, &output.texts.say("sandbox-banner")));
    }
}
