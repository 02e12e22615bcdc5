//! The client: who asks, where, how patiently.

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::Value as Json;

use crate::rpc::{Algorithm, Operation, Params, codes};

use super::attempt::{Caller, RequestContext};
use super::clock::{ClockAndNonce, Skew};
use super::credentials::Credentials;
use super::endpoint::Endpoint;
use super::failure::{CallError, Failed};
use super::mask::Masked;
use super::retry::{Backoff, Policy};
use super::transport::{Proxy, SetupError, Transport};

/// How long a request may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// Until a connection stands, name look-up and encryption included.
    pub connect: Duration,
    /// A request that creates something, from its start to the end of the answer.
    pub create: Duration,
    /// Any other request, likewise; the official clients wait as long.
    pub read: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            create: Duration::from_secs(30),
            read: Duration::from_secs(10),
        }
    }
}

/// What a [`Client`] is made of.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where requests go.
    pub endpoint: Endpoint,
    /// Who signs.
    pub credentials: Credentials,
    /// How.
    pub algorithm: Algorithm,
    /// How long a request may take.
    pub timeouts: Timeouts,
    /// The header `User-Agent`.
    pub user_agent: String,
    /// How often and how long a request is made again.
    pub policy: Policy,
    /// Which way to another machine.
    pub proxy: Proxy,
    /// Clock and chance.
    pub world: ClockAndNonce,
}

impl Options {
    /// The usual options.
    pub fn new(endpoint: Endpoint, credentials: Credentials) -> Self {
        Self {
            endpoint,
            credentials,
            algorithm: Algorithm::default(),
            timeouts: Timeouts::default(),
            user_agent: USER_AGENT.to_owned(),
            policy: Policy::default(),
            proxy: Proxy::default(),
            world: ClockAndNonce::real(),
        }
    }
}

pub(super) const USER_AGENT: &str = concat!("tunnelsmith/", env!("CARGO_PKG_VERSION"));

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiReply<T> {
    /// What was asked for.
    pub value: T,
    /// To be quoted to the vendor's support.
    pub request_id: Option<String>,
    /// Whether a sandbox gave the answer, not the cloud.
    pub sandbox: bool,
}

impl<T> ApiReply<T> {
    /// The same answer, read further.
    pub fn map<U>(self, read: impl FnOnce(T) -> U) -> ApiReply<U> {
        let Self { value, request_id, sandbox } = self;
        ApiReply { value: read(value), request_id, sandbox }
    }
}

/// Asks the service. Cheap to clone; clones share connection settings and the corrected clock.
#[derive(Clone, Debug)]
pub struct Client(Arc<Inner>);

#[derive(Clone, Debug)]
struct Inner {
    caller: Caller,
    credentials: Credentials,
    timeouts: Timeouts,
    policy: Policy,
}

impl Client {
    /// Makes a client; nothing is sent yet.
    ///
    /// # Errors
    /// When user agent or proxy cannot be used, or the system's certificates cannot be read.
    pub fn new(options: Options) -> Result<Self, SetupError> {
        let Options { endpoint, credentials, algorithm, timeouts, .. } = options;
        let transport =
            Transport::new(endpoint, timeouts.connect, &options.user_agent, &options.proxy)?;
        let caller = Caller { transport, algorithm, world: options.world, skew: Skew::default() };
        Ok(Self(Arc::new(Inner { caller, credentials, timeouts, policy: options.policy })))
    }

    /// The same client with another key: a renewed one, as a rule.
    pub fn with_credentials(&self, credentials: Credentials) -> Self {
        Self(Arc::new(Inner { credentials, ..(*self.0).clone() }))
    }

    /// The same client with another measure of patience.
    pub fn with_policy(&self, policy: Policy) -> Self {
        Self(Arc::new(Inner { policy, ..(*self.0).clone() }))
    }

    /// Where requests go.
    pub fn endpoint(&self) -> &Endpoint {
        self.0.caller.transport.endpoint()
    }

    /// How long requests may take.
    pub fn timeouts(&self) -> Timeouts {
        self.0.timeouts
    }

    /// How far the service's clock is ahead of this machine's, once that has mattered.
    pub fn clock_offset(&self) -> Option<SignedDuration> {
        self.0.caller.skew.known()
    }

    /// This machine's time, right or wrong.
    pub fn now(&self) -> Timestamp {
        self.0.caller.world.now()
    }

    /// What the service's clock showed at a time of this machine's clock; `None` until an answer has
    /// told the service's time, which it does to the second.
    pub fn service_time(&self, ours: Timestamp) -> Option<Timestamp> {
        ours.checked_add(self.0.caller.skew.heard()?).ok()
    }

    /// A run of attempts under this client's policy, beginning now.
    pub fn backoff(&self) -> Backoff {
        Backoff::within(self.0.policy, self.0.caller.world.clone())
    }

    /// Makes a call once (twice if the clock had to be corrected). Keys in the answer are masked.
    ///
    /// # Errors
    /// Whatever is not a success; see [`super::CallError`] for what it means.
    pub async fn once(
        &self,
        operation: Operation,
        params: &Params,
        limit: Duration,
    ) -> Result<ApiReply<Json>, Failed> {
        let reply = self.attempt(operation, params, limit).await?;
        Ok(reply.map(|masked| masked.json))
    }

    /// Makes a call that changes nothing, again and again if a later attempt may succeed. Keys in
    /// the answer are masked.
    ///
    /// # Errors
    /// What the last attempt met with.
    pub async fn read(
        &self,
        operation: Operation,
        params: &Params,
    ) -> Result<ApiReply<Json>, Failed> {
        let reply = self.repeated(operation, params, self.0.timeouts.read).await?;
        Ok(reply.map(|masked| masked.json))
    }

    pub(super) async fn attempt(
        &self,
        operation: Operation,
        params: &Params,
        limit: Duration,
    ) -> Result<ApiReply<Masked>, Failed> {
        let credentials = &self.0.credentials;
        self.0.caller.attempt(RequestContext { credentials, operation, params, limit }).await
    }

    /// For a call that makes something, with its client token. Where an answer was lost on the way,
    /// a later failure that says nothing about that attempt does not hide it.
    pub(super) async fn creation(
        &self,
        operation: Operation,
        params: &Params,
        limit: Duration,
    ) -> Result<ApiReply<Masked>, Failed> {
        let mut backoff = self.backoff();
        let mut attempts = 0;
        let mut doubt: Option<Failed> = None;
        loop {
            let failed = match self.attempt(operation, params, limit).await {
                Ok(reply) => return Ok(reply),
                Err(failed) => failed,
            };
            attempts += failed.attempts;
            let (unsettled, again) = match &failed.error {
                CallError::Refused(error) => {
                    (!codes::settles_earlier(&error.code), failed.error.is_transient())
                }
                CallError::NotSent(_) => (true, doubt.is_some() || failed.error.is_transient()),
                CallError::Lost(_) => (false, failed.error.is_transient()),
            };
            let delay = if again { backoff.next_delay(failed.retry_after) } else { None };
            let Some(delay) = delay else {
                let told = doubt.filter(|_| unsettled).unwrap_or(failed);
                return Err(Failed { attempts, ..told });
            };
            if failed.error.in_doubt() {
                doubt = Some(failed);
            }
            tokio::time::sleep(delay).await;
        }
    }

    /// For calls that may be made again because they change nothing.
    pub(super) async fn repeated(
        &self,
        operation: Operation,
        params: &Params,
        limit: Duration,
    ) -> Result<ApiReply<Masked>, Failed> {
        let credentials = &self.0.credentials;
        let call = RequestContext { credentials, operation, params, limit };
        repeated(&self.0.caller, call, self.backoff()).await
    }
}

/// Makes a call until it succeeds, cannot succeed, or the run of attempts is over.
pub(super) async fn repeated(
    caller: &Caller,
    call: RequestContext<'_>,
    mut backoff: Backoff,
) -> Result<ApiReply<Masked>, Failed> {
    let mut attempts = 0;
    loop {
        let failed = match caller.attempt(call).await {
            Ok(reply) => return Ok(reply),
            Err(failed) => failed,
        };
        attempts += failed.attempts;
        let delay =
            if failed.error.is_transient() { backoff.next_delay(failed.retry_after) } else { None };
        match delay {
            Some(delay) => tokio::time::sleep(delay).await,
            None => return Err(Failed { attempts, ..failed }),
        }
    }
}
