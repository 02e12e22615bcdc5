//! One attempt: signed, sent, judged. The clock is corrected here, and only here.

use std::time::Duration;

use jiff::SignedDuration;
use serde_json::Value as Json;

use crate::connection::Secret;
use crate::rpc::{
    AccessKey, Algorithm, Answer, Denied, INSTANCE_HEADER, Operation, Params, SANDBOX_HEADER,
    ServiceError, Stamp, codes, read_answer, request,
};

use super::causes;
use super::clock::{ClockAndNonce, http_date, stamp};
use super::credentials::Credentials;
use super::endpoint::Endpoint;
use super::failure::{CallError, Failed, Lost, LostCause, Unreadable};
use super::mask::Masked;
use super::options::Options;
use super::proxy::SetupError;
use super::reply::ApiReply;
use super::retry::Backoff;
use super::server::{ServerFacts, matters};
use super::transport::{Raw, Transport};

/// The code under which a passed dry run is reported (API reference, `DryRun`).
pub(super) use crate::rpc::codes::DRY_RUN_PASSED;

/// The longest pause a service may ask for; the official command line tool waits as long at most.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// All that an attempt needs besides what is asked.
#[derive(Clone, Debug)]
pub(super) struct Caller {
    pub transport: Transport,
    pub algorithm: Algorithm,
    pub clock: ClockAndNonce,
    pub server: ServerFacts,
}

/// What is asked, by whom, and how long it may take.
#[derive(Clone, Copy, Debug)]
pub(super) struct RequestContext<'a> {
    pub credentials: &'a Credentials,
    pub operation: Operation,
    pub params: &'a Params,
    pub limit: Duration,
}

/// An answer, or the lack of one, with what its head told.
struct Outcome {
    result: Result<ApiReply<Masked>, CallError>,
    sandbox: bool,
    retry_after: Option<Duration>,
    /// How far the server's clock is ahead.
    offset: Option<SignedDuration>,
}

impl Caller {
    /// # Errors
    /// When user agent or proxy cannot be used, or the system's certificates cannot be read.
    pub fn new(
        endpoint: Endpoint,
        options: &Options,
        server: ServerFacts,
    ) -> Result<Self, SetupError> {
        let Options { algorithm, clock, .. } = options;
        let transport = Transport::new(endpoint, options)?;
        Ok(Self { transport, algorithm: *algorithm, clock: clock.clone(), server })
    }

    /// Makes a call until it succeeds, cannot succeed, or the run of attempts is over. For calls that
    /// may be made again because they change nothing.
    pub async fn repeated(
        &self,
        call: RequestContext<'_>,
        mut backoff: Backoff,
    ) -> Result<ApiReply<Masked>, Failed> {
        let mut attempts = 0;
        loop {
            let failed = match self.attempt(call).await {
                Ok(reply) => return Ok(reply.after(attempts)),
                Err(failed) => failed,
            };
            attempts += failed.attempts;
            let delay = if failed.error.is_transient() {
                backoff.next_delay(failed.retry_after)
            } else {
                None
            };
            match delay {
                Some(delay) => tokio::time::sleep(delay).await,
                None => return Err(Failed { attempts, ..failed }),
            }
        }
    }

    /// Makes a call once; a second time, newly signed, if the answer says that the time of signing was
    /// wrong and its own date agrees.
    pub async fn attempt(&self, call: RequestContext<'_>) -> Result<ApiReply<Masked>, Failed> {
        let signed_with = self.server.correction();
        let first = self.request(call, signed_with).await;
        let contradicts = |told: &SignedDuration| {
            matters(told.saturating_sub(signed_with.unwrap_or(SignedDuration::ZERO)))
        };
        match first.offset.filter(|told| is_about_time(&first.result) && contradicts(told)) {
            Some(told) => self.request(call, Some(told)).await.counted(2),
            None => first.counted(1),
        }
    }

    async fn request(&self, call: RequestContext<'_>, offset: Option<SignedDuration>) -> Outcome {
        let time = stamp(self.clock.now(), offset);
        let nonce = self.clock.nonce();
        let key = AccessKey {
            id: &call.credentials.id,
            secret: &call.credentials.secret,
            token: call.credentials.token.as_ref(),
        };
        let signed = request(
            self.algorithm,
            call.operation,
            call.params,
            self.transport.host(),
            key,
            Stamp { time: &time, nonce: &nonce },
        );
        match self.transport.send(signed, call.limit).await {
            Ok(raw) => {
                let date = raw.header("date").and_then(http_date);
                let offset = date.map(|date| date.duration_since(self.clock.now()));
                self.server.note(offset, raw.header(INSTANCE_HEADER));
                Outcome {
                    sandbox: raw.headers.contains_key(SANDBOX_HEADER),
                    retry_after: raw.header("x-acs-retry-after").and_then(pause),
                    offset,
                    result: self.classify(raw, call),
                }
            }
            Err(error) => {
                Outcome { result: Err(error), sandbox: false, retry_after: None, offset: None }
            }
        }
    }

    fn classify(&self, raw: Raw, call: RequestContext<'_>) -> Result<ApiReply<Masked>, CallError> {
        let id_in_header = raw.header("x-acs-request-id").map(str::to_owned);
        let lost = |cause, request_id| {
            CallError::Lost(Lost { host: self.transport.host().to_owned(), cause, request_id })
        };
        let http = raw.http;
        if (300..400).contains(&http) {
            let cause = LostCause::Redirected { http, to: raw.redirect_host() };
            return Err(lost(cause, id_in_header));
        }
        let body = match &raw.body {
            Ok(body) => body.as_slice(),
            Err(cause) => return Err(lost(cause.clone(), id_in_header)),
        };
        match read_answer(http, body) {
            Answer::Success(json) => {
                let masked = Masked::new(json);
                let id = masked.json.get("RequestId").and_then(Json::as_str).map(str::to_owned);
                Ok(ApiReply {
                    request_id: id.or(id_in_header),
                    sandbox: raw.headers.contains_key(SANDBOX_HEADER),
                    attempts: 1,
                    value: masked,
                })
            }
            Answer::Refused(mut error) => {
                error.request_id = error.request_id.take().or(id_in_header);
                Err(self.refused(error, call))
            }
            Answer::Unreadable { http } => {
                Err(lost(LostCause::Unreadable { http, what: what_is(body) }, id_in_header))
            }
        }
    }

    fn refused(&self, error: ServiceError, call: RequestContext<'_>) -> CallError {
        let code = error.code.as_str();
        let spent = code == "SignatureNonceUsed";
        let failed = crate::rpc::codes::leaves_outcome_open(code, Some(error.http));
        let error = Box::new(redacted(error, call));
        let host = self.transport.host();
        if spent {
            causes::lost(host, LostCause::NonceUsed(error))
        } else if failed {
            causes::lost(host, LostCause::Server(error))
        } else {
            CallError::Refused(error)
        }
    }
}

impl Outcome {
    fn counted(self, attempts: u32) -> Result<ApiReply<Masked>, Failed> {
        let Self { result, sandbox, retry_after, .. } = self;
        match result {
            Ok(reply) => Ok(ApiReply { attempts, ..reply }),
            Err(error) => Err(Failed { error, sandbox, attempts, retry_after }),
        }
    }
}

fn is_about_time(result: &Result<ApiReply<Masked>, CallError>) -> bool {
    matches!(result, Err(CallError::Refused(error)) if codes::is_about_time(&error.code))
}

/// A positive whole number of milliseconds, as the official SDK reads it.
fn pause(text: &str) -> Option<Duration> {
    let milliseconds = text.trim().parse().ok().filter(|number| *number > 0)?;
    Some(Duration::from_millis(milliseconds)).filter(|pause| *pause <= LONGEST_PAUSE)
}

/// A refusal without anything secret that was sent along, or that it was signed with.
fn redacted(error: ServiceError, call: RequestContext<'_>) -> ServiceError {
    let mut sent = call.params.clone();
    sent.insert_secret("AccessKeySecret", call.credentials.secret.clone());
    if let Some(token) = &call.credentials.token {
        sent.insert_secret("SecurityToken", token.clone());
    }
    // The key that signatures are made with has this one character more.
    let signing = Secret::new(format!("{}&", call.credentials.secret.expose()));
    sent.insert_secret("SigningKey", signing);
    let clean = |text: String| sent.redact(&text).into_owned();
    ServiceError {
        http: error.http,
        code: clean(error.code),
        message: clean(error.message),
        request_id: error.request_id.map(clean),
        recommend: error.recommend.map(clean),
        denied: error.denied.map(|denied| Denied {
            action: denied.action.map(clean),
            principal: denied.principal.map(clean),
            kind: denied.kind.map(clean),
        }),
    }
}

fn what_is(body: &[u8]) -> Unreadable {
    let text = body.trim_ascii();
    match text.first() {
        None => Unreadable::Empty,
        Some(b'<') => Unreadable::Html,
        Some(_) => match serde_json::from_slice::<serde::de::IgnoredAny>(text) {
            Ok(_) => Unreadable::Foreign,
            Err(error) if error.is_eof() => Unreadable::CutOff,
            Err(_) => Unreadable::NotJson,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_is_a_positive_number_of_milliseconds_up_to_a_minute() {
        assert_eq!(pause("1500"), Some(Duration::from_millis(1500)));
        assert_eq!(pause("60000"), Some(LONGEST_PAUSE));
        for text in ["0", "-1", "60001", "1.5", "soon", ""] {
            assert_eq!(pause(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_no_answer_is_named() {
        assert_eq!(what_is(b" \n"), Unreadable::Empty);
        assert_eq!(what_is(b"\n<!DOCTYPE html>"), Unreadable::Html);
        assert_eq!(what_is(b"{\"RequestId\":"), Unreadable::CutOff);
        assert_eq!(what_is(b"[1]"), Unreadable::Foreign);
        assert_eq!(what_is(b"upstream gone"), Unreadable::NotJson);
    }
}
