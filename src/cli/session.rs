//! What a verb talks to: starts the sandbox if that is wanted, signs in, and tells about it.

use jiff::SignedDuration;
use tokio::net::TcpListener;
use tokio::runtime::Builder;

use crate::cloud::credentials::{Credentials, Environment};
use crate::cloud::{Client, Endpoint, RetryPolicy};
use crate::connection::{Account, Realm, ToMessage as _, message};
use crate::flow::{self, AccessKeySource, CredentialsInfo, Endpoints, SessionOptions, SignInError};
use crate::rpc::Algorithm;
use crate::sandbox::{ACCESS_KEY_ID, ACCESS_KEY_SECRET, Sandbox, ServiceQuirks, Settings, serve};

use super::args::{Common, SandboxTiming, Signature};
use super::exit::Exit;
use super::failure::print_failure;
use super::output::{Output, Tone};

/// Does work on a runtime of one thread: it is waiting, not computing. What waits for a disk that does not
/// answer, once the work is done or given up, keeps nobody here.
///
/// # Errors
/// That of the work, or the exit status after telling that there is no runtime.
pub fn run_async<T>(
    output: &Output,
    work: impl Future<Output = Result<T, Exit>>,
) -> Result<T, Exit> {
    let runtime = Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| output.fail(error))?;
    let done = runtime.block_on(work);
    runtime.shutdown_background();
    done
}

/// The region the sandbox shows when nobody names one.
const SANDBOX_REGION: &str = "eu-central-1";

/// What one run of the program talks to.
pub struct CommandSession {
    /// Serves as long as the session lasts.
    _sandbox: Option<Sandbox>,
    flow: flow::Session,
    who: CredentialsInfo,
    usual_region: Option<String>,
}

impl CommandSession {
    /// The same with the usual patience, for a verb that has a line of JSON whatever became of it; `token` is
    /// that of a creation.
    ///
    /// # Errors
    /// The exit status, after telling why.
    pub async fn open_or_report(
        common: &Common,
        token: Option<&str>,
        output: &Output,
    ) -> Result<Self, Exit> {
        Self::open(common, RetryPolicy::default(), output).await.map_err(|(exit, why)| {
            print_failure(output, "not-sent", &why, token, false);
            exit
        })
    }

    /// Starts the sandbox if that is wanted, and signs in.
    ///
    /// # Errors
    /// The exit status and the reason, which has been printed.
    pub async fn open(
        common: &Common,
        policy: RetryPolicy,
        output: &Output,
    ) -> Result<Self, (Exit, String)> {
        let (flow, sandbox) = if common.sandbox {
            let algorithm = algorithm(common.signature);
            let started = sandbox_session(&common.life, algorithm, policy).await;
            let (flow, sandbox) = started.map_err(|error| {
                let told = message!("sandbox-cannot-start", reason = &error);
                let why = output.texts.format_message(&told);
                (output.fail(&why), why)
            })?;
            (flow, Some(sandbox))
        } else {
            let endpoints =
                read_endpoints(common, output).map_err(|why| (output.usage(&why), why))?;
            (service_session(common, endpoints, policy), None)
        };
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

    /// The same; of the built-in sandbox one where nobody names any.
    pub fn region_or_sandbox(&self) -> Option<String> {
        let sandbox = self.is_sandbox().then_some(SANDBOX_REGION);
        self.region().or(sandbox).map(str::to_owned)
    }

    /// Says, before anything else, that nothing is real where the sandbox of this process serves.
    pub fn announce(&self, output: &Output) {
        if self.is_sandbox() {
            announce_sandbox(output);
        }
    }

    /// The client for a region's endpoint, with credentials that are still good.
    ///
    /// # Errors
    /// One line: why there is none.
    pub async fn client(&self, region: &str) -> Result<Client, String> {
        self.flow.client(region).await.map_err(|error| error.to_string())
    }
}

/// A session with the service, whose access key is where the official tools have theirs.
pub fn service_session(
    common: &Common,
    endpoints: Endpoints,
    policy: RetryPolicy,
) -> flow::Session {
    let access = AccessKeySource::Search {
        profile: common.profile.clone(),
        env: Environment {
            may_run_programs: common.run_process_command,
            ..Environment::of_process()
        },
    };
    let algorithm = algorithm(common.signature);
    flow::Session::new(SessionOptions { endpoints, algorithm, policy, access })
}

/// A session with a sandbox that is started for it, and the sandbox, which serves until dropped.
///
/// # Errors
/// The system's reason.
pub async fn sandbox_session(
    life: &SandboxTiming,
    algorithm: Algorithm,
    policy: RetryPolicy,
) -> std::io::Result<(flow::Session, Sandbox)> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    // It serves one person who waits: a list that lags longer teaches nothing more.
    let traits =
        ServiceQuirks { list_lag: SignedDuration::from_secs(1), ..ServiceQuirks::default() };
    let mut settings = Settings { traits, ..Settings::default() };
    life.apply(&mut settings);
    let sandbox = serve(listener, settings).await;
    let endpoint = Endpoint::parse(&sandbox.endpoint()).map_err(std::io::Error::other)?;
    let credentials = Credentials {
        id: ACCESS_KEY_ID.to_owned(),
        secret: ACCESS_KEY_SECRET.into(),
        token: None,
        expires: None,
    };
    let access = AccessKeySource::Given { credentials, sandbox: true };
    let endpoints = Endpoints::everywhere(endpoint);
    let session = flow::Session::new(SessionOptions { endpoints, algorithm, policy, access });
    Ok((session, sandbox))
}

/// Where the requests go, as the command line wants it.
///
/// # Errors
/// The sentence about an endpoint that is none.
pub fn read_endpoints(common: &Common, output: &Output) -> Result<Endpoints, String> {
    Endpoints::read(common.endpoint.iter().map(String::as_str)).map_err(|error| {
        let told = message!("at-place", place = "--endpoint", why = error.message());
        output.texts.format_message(&told)
    })
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

/// How requests are signed.
pub fn algorithm(signature: Signature) -> Algorithm {
    match signature {
        Signature::V1 => Algorithm::V1,
        Signature::V3 => Algorithm::V3,
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
