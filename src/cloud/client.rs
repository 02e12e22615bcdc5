//! The client: who asks, where, how patiently.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use crate::rpc::{Operation, Params, codes};

use super::attempt::{ApiRequest, RequestSender};
use super::credentials::Credentials;
use super::endpoint::Endpoint;
use super::failure::{CallError, CallFailure};
use super::mask::MaskedJson;
use super::options::{ClientOptions, Timeouts};
use super::proxy::SetupError;
use super::response::ApiResponse;
use super::retry::{Backoff, RetryPolicy};
use super::server_facts::ServerFacts;

/// Asks the service. Cheap to clone; clones share connection settings and the corrected clock.
#[derive(Clone, Debug)]
pub struct Client(Arc<Inner>);

#[derive(Clone, Debug)]
struct Inner {
    caller: RequestSender,
    credentials: Credentials,
    timeouts: Timeouts,
    policy: RetryPolicy,
}

impl Client {
    /// Makes a client; nothing is sent yet.
    ///
    /// # Errors
    /// When user agent or proxy cannot be used, or the system's certificates cannot be read.
    pub fn new(
        endpoint: Endpoint,
        credentials: Credentials,
        options: ClientOptions,
    ) -> Result<Self, SetupError> {
        let ClientOptions { timeouts, policy, .. } = options;
        let caller = RequestSender::new(endpoint, &options, ServerFacts::default())?;
        Ok(Self(Arc::new(Inner { caller, credentials, timeouts, policy })))
    }

    /// The same client with another key: a renewed one, as a rule.
    pub fn with_credentials(&self, credentials: Credentials) -> Self {
        Self(Arc::new(Inner { credentials, ..(*self.0).clone() }))
    }

    /// The same client with another measure of patience.
    pub fn with_policy(&self, policy: RetryPolicy) -> Self {
        Self(Arc::new(Inner { policy, ..(*self.0).clone() }))
    }

    /// Where requests go.
    pub fn endpoint(&self) -> &Endpoint {
        self.0.caller.transport.endpoint()
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

    pub(super) fn caller(&self) -> &RequestSender {
        &self.0.caller
    }

    /// A run of attempts under this client's policy, beginning now.
    pub fn backoff(&self) -> Backoff {
        Backoff::new(self.0.policy, self.0.caller.clock.clone())
    }

    /// For a call that makes something, once.
    pub(super) async fn send_once(
        &self,
        operation: Operation,
        params: &Params,
    ) -> Result<ApiResponse<MaskedJson>, CallFailure> {
        let request = self.request(operation, params, self.0.timeouts.create);
        self.0.caller.attempt(request).await
    }

    /// For a call that makes something, with its client token. Where an answer was lost on the way,
    /// a later failure that says nothing about that attempt does not hide it.
    pub(super) async fn send_idempotent(
        &self,
        operation: Operation,
        params: &Params,
    ) -> Result<ApiResponse<MaskedJson>, CallFailure> {
        let mut backoff = self.backoff();
        let mut attempts = 0;
        let mut doubt: Option<CallFailure> = None;
        loop {
            let failed = match self.send_once(operation, params).await {
                Ok(reply) => return Ok(reply.with_earlier_attempts(attempts)),
                Err(failed) => failed,
            };
            attempts += failed.attempts;
            let (unsettled, again) = match &failed.error {
                CallError::Refused(error) => {
                    (!codes::resolves_earlier_attempt(&error.code), failed.error.is_transient())
                }
                CallError::NotSent(_) => (true, doubt.is_some() || failed.error.is_transient()),
                CallError::Lost(_) => (false, failed.error.is_transient()),
            };
            let delay = if again { backoff.next_delay(failed.retry_after) } else { None };
            let Some(delay) = delay else {
                let told = doubt.filter(|_| unsettled).unwrap_or(failed);
                return Err(CallFailure { attempts, ..told });
            };
            if failed.error.in_doubt() {
                doubt = Some(failed);
            }
            tokio::time::sleep(delay).await;
        }
    }

    /// For calls that may be made again because they change nothing.
    pub(super) async fn send_with_retry(
        &self,
        operation: Operation,
        params: &Params,
    ) -> Result<ApiResponse<MaskedJson>, CallFailure> {
        let request = self.request(operation, params, self.0.timeouts.read);
        self.0.caller.repeated(request, self.backoff()).await
    }

    fn request<'a>(
        &'a self,
        operation: Operation,
        params: &'a Params,
        limit: Duration,
    ) -> ApiRequest<'a> {
        ApiRequest { credentials: Some(&self.0.credentials), operation, params, limit }
    }
}
