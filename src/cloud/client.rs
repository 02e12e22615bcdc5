//! The client: who asks, where, how patiently.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use crate::rpc::{Operation, Params, codes};

use super::attempt::{Caller, RequestContext};
use super::credentials::Credentials;
use super::endpoint::Endpoint;
use super::failure::{CallError, Failed};
use super::mask::Masked;
use super::options::{Options, Timeouts};
use super::proxy::SetupError;
use super::reply::ApiReply;
use super::retry::{Backoff, Policy};
use super::server::ServerFacts;

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
    pub fn new(
        endpoint: Endpoint,
        credentials: Credentials,
        options: Options,
    ) -> Result<Self, SetupError> {
        let Options { timeouts, policy, .. } = options;
        let caller = Caller::new(endpoint, &options, ServerFacts::default())?;
        Ok(Self(Arc::new(Inner { caller, credentials, timeouts, policy })))
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

    /// This machine's time, right or wrong.
    pub fn now(&self) -> Timestamp {
        self.0.caller.clock.now()
    }

    /// What the service's clock showed at a time of this machine's clock; `None` until an answer has
    /// told the service's time, which it does to the second.
    pub fn service_time(&self, ours: Timestamp) -> Option<Timestamp> {
        ours.checked_add(self.0.caller.server.offset()?).ok()
    }

    /// The id of the access key that signs.
    pub fn access_key_id(&self) -> &str {
        &self.0.credentials.id
    }

    /// Which server on this machine answered last, if one did that tells: another text for each start
    /// of a sandbox.
    pub fn instance(&self) -> Option<String> {
        self.0.caller.server.instance()
    }

    pub(super) fn credentials(&self) -> &Credentials {
        &self.0.credentials
    }

    pub(super) fn caller(&self) -> &Caller {
        &self.0.caller
    }

    /// A run of attempts under this client's policy, beginning now.
    pub fn backoff(&self) -> Backoff {
        Backoff::within(self.0.policy, self.0.caller.clock.clone())
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
                Ok(reply) => return Ok(reply.after(attempts)),
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
        self.0.caller.repeated(call, self.backoff()).await
    }
}
