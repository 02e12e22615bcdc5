//! What a verb talks to: starts the sandbox if that is wanted, signs in, and tells about it.

use jiff::SignedDuration;
use tokio::net::TcpListener;
use tokio::runtime::Builder;

use crate::cloud::credentials::{Credentials, Environment};
use crate::cloud::{Client, RetryPolicy};
use crate::connection::{Account, Realm, ToMessage as _, message};
use crate::flow::{self, AccessKeySource, CredentialsInfo, Endpoints, SessionOptions, SignInError};
use crate::rpc::Algorithm;
use crate::sandbox::{ACCESS_KEY_ID, ACCESS_KEY_SECRET, Sandbox, ServiceQuirks, Settings, serve};

use super::args::{Common, SandboxTiming, Signature};
use super::exit::Exit;
use super::output::{Output, Tone};

/// Does work on a runtime of one thread: it is waiting, not computing. What waits for a disk that does not
/// answer, once the work is done or given up, keeps nobody here.
///
/// # Errors
/// The exit status, after telling that there is no runtime.
pub fn run_async<T>(output: &Output, work: impl Future<Output = T>) -> Result<T, Exit> {
    let runtime = Builder::new_current_thread().enable_all().build().map_err(|error| {
        output.print_error(&error.to_string());
        Exit::Failed
    })?;
    let done = runtime.block_on(work);
    runtime.shutdown_background();
    Ok(done)
}

/// What one run of the program talks to.
pub struct CommandSession {
    /// Serves as long as the session lasts.
    _sandbox: Option<Sandbox>,
    flow: flow::Session,
    who: CredentialsInfo,
    usual_region: Option<String>,
}

impl CommandSession {
    /// Starts the sandbox if that is wanted, and signs in.
    ///
    /// # Errors
    /// The exit status and the reason, which has been printed.
    pub async fn open(
        common: &Common,
        policy: RetryPolicy,
        output: &Output,
    ) -> Result<Self, (Exit, String)> {
        let (sandbox, endpoints, access) = if common.sandbox {
            let sandbox = start_built_in_sandbox(&common.life).await.map_err(|error| {
                let why =
                    output.texts.format_message(&message!("sandbox-cannot-start", reason = &error));
                output.print_error(&why);
                (Exit::Failed, why)
            })?;
            let endpoint = sandbox.endpoint();
            let access =
                AccessKeySource::Given { credentials: sandbox_credentials(), sandbox: true };
            (Some(sandbox), vec![endpoint], access)
        } else {
            let (profile, around) = (common.profile.clone(), credential_environment(common));
            (None, common.endpoint.clone(), AccessKeySource::Search { profile, around })
        };
        let endpoints = Endpoints::read(endpoints.iter().map(String::as_str)).map_err(|error| {
            let why = output.texts.format_message(&message!(
                "at-place",
                place = "--endpoint",
                why = error.message()
            ));
            (output.usage(&why), why)
        })?;
        let algorithm = algorithm(common.signature);
        let flow = flow::Session::new(SessionOptions { endpoints, algorithm, policy, access });
        let who = flow
            .sign_in()
            .await
            .map_err(|error| (report_sign_in_error(&error, output), error.to_string()))?;
        if !who.sandbox {
            print_account(&who, output);
        }
        Ok(Self { _sandbox: sandbox, flow, who, usual_region: common.usual_region.clone() })
    }

    /// The session itself, for what needs no telling.
    pub fn flow(&self) -> &flow::Session {
        &self.flow
    }

    /// Whether the sandbox of this very process serves.
    pub fn is_sandbox(&self) -> bool {
        self.who.sandbox
    }

    /// The usual region of this person, the profile's or the environment's, for verbs that no draft tells
    /// one.
    pub fn region(&self) -> Option<&str> {
        self.usual_region.as_deref().or(self.who.region.as_deref())
    }

    /// The client for a region's endpoint, with credentials that are still good.
    ///
    /// # Errors
    /// One line: why there is none.
    pub async fn client(&self, region: &str) -> Result<Client, String> {
        self.flow.client(region).await.map_err(|error| error.to_string())
    }
}

/// Whose connections would be asked for in a region, as long as nobody is signed in.
pub fn unknown_realm(common: &Common, region: &str) -> Option<Realm> {
    let endpoints = Endpoints::read(common.endpoint.iter().map(String::as_str)).ok()?;
    let endpoint = match endpoints.vpc() {
        Some(endpoint) => endpoint.clone(),
        None => flow::endpoint_of(region).ok()?,
    };
    let (region, endpoint) = (region.to_owned(), endpoint.to_string());
    Some(Realm { account: Account::Unknown, region, endpoint })
}

/// Where an access key is looked for, and what may be done to get it.
pub fn credential_environment(common: &Common) -> Environment {
    Environment { may_run_programs: common.run_process_command, ..Environment::of_process() }
}

pub fn algorithm(signature: Signature) -> Algorithm {
    match signature {
        Signature::V1 => Algorithm::V1,
        Signature::V3 => Algorithm::V3,
    }
}

pub async fn start_built_in_sandbox(life: &SandboxTiming) -> std::io::Result<Sandbox> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    // It serves one person who waits: a list that lags longer teaches nothing more.
    let traits =
        ServiceQuirks { list_lag: SignedDuration::from_secs(1), ..ServiceQuirks::default() };
    let mut settings = Settings { traits, ..Settings::default() };
    life.apply(&mut settings);
    Ok(serve(listener, settings).await)
}

pub fn sandbox_credentials() -> Credentials {
    Credentials {
        id: ACCESS_KEY_ID.to_owned(),
        secret: ACCESS_KEY_SECRET.into(),
        token: None,
        expires: None,
    }
}

fn report_sign_in_error(error: &SignInError, output: &Output) -> Exit {
    output.trouble_in_lines(&error.to_string());
    // That one speaks of the sandbox itself.
    if !error.is_nothing_found() {
        output.note(&output.texts.say("no-credentials"));
    }
    Exit::NoCredentials
}

fn print_account(who: &CredentialsInfo, output: &Output) {
    let key = ("key", who.masked_id.clone().into());
    let provider = ("provider", who.provider.clone().into());
    output.note(&output.texts.format("signed-in", &[key, provider]));
    if who.open_to_others {
        output.note(&output.texts.say("credentials-open"));
    }
}

/// Says, before anything else, that nothing of what follows is real.
pub fn announce_sandbox(output: &Output) {
    if !output.is_json() {
        output.line(&output.paint(Tone::Warning, &output.texts.say("sandbox-banner")));
    }
}
