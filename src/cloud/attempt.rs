//! One attempt: signed, sent, judged. The clock is corrected here, and only here.

use std::time::Duration;

use jiff::SignedDuration;
use serde_json::Value as Json;

use crate::connection::Secret;
use crate::rpc::{
    AccessDeniedDetail, AccessKey, Algorithm, INSTANCE_HEADER, Operation, Params, ParsedResponse,
    PreparedRequest, SANDBOX_HEADER, ServiceError, TimeAndNonce, codes, parse_response,
    sign_request, unsigned_request,
};

use super::clock::{ClockAndNonce, http_date, stamp};
use super::credentials::Credentials;
use super::endpoint::Endpoint;
use super::error_mapping;
use super::failure::{CallError, CallFailure, LostResponse, LostResponseCause, UnreadableBody};
use super::mask::MaskedJson;
use super::options::ClientOptions;
use super::proxy::SetupError;
use super::response::ApiResponse;
use super::retry::Backoff;
use super::server_facts::{ServerFacts, needs_clock_correction};
use super::transport::{RawResponse, Transport};

/// The longest pause a service may ask for; the official command line tool waits as long at most.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// All that an attempt needs besides what is asked.
#[derive(Clone, Debug)]
pub(super) struct RequestSender {
    pub transport: Transport,
    pub algorithm: Algorithm,
    pub clock: ClockAndNonce,
    pub server: ServerFacts,
}

/// What is asked, by whom, and how long it may take.
#[derive(Clone, Copy, Debug)]
pub(super) struct ApiRequest<'a> {
    /// Who signs; nobody where the operation takes no signature.
    pub credentials: Option<&'a Credentials>,
    pub operation: Operation,
    pub params: &'a Params,
    pub limit: Duration,
}

/// An answer, or the lack of one, with what its head told.
struct AttemptResult {
    result: Result<ApiResponse<MaskedJson>, CallError>,
    sandbox: bool,
    retry_after: Option<Duration>,
    /// How far the server's clock is ahead.
    offset: Option<SignedDuration>,
}

impl RequestSender {
    /// # Errors
    /// When user agent or proxy cannot be used, or the system's certificates cannot be read.
    pub fn new(
        endpoint: Endpoint,
        options: &ClientOptions,
        server: ServerFacts,
    ) -> Result<Self, SetupError> {
        let ClientOptions { algorithm, clock, .. } = options;
        let transport = Transport::new(endpoint, options)?;
        Ok(Self { transport, algorithm: *algorithm, clock: clock.clone(), server })
    }

    /// Makes a call until it succeeds, cannot succeed, or the run of attempts is over. For calls that
    /// may be made again because they change nothing.
    pub async fn repeated(
        &self,
        call: ApiRequest<'_>,
        mut backoff: Backoff,
    ) -> Result<ApiResponse<MaskedJson>, CallFailure> {
        let mut attempts = 0;
        loop {
            let failed = match self.attempt(call).await {
                Ok(reply) => return Ok(reply.with_earlier_attempts(attempts)),
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
                None => return Err(CallFailure { attempts, ..failed }),
            }
        }
    }

    /// Makes a call once; a second time, newly signed, if the answer says that the time of signing was
    /// wrong and its own date agrees.
    pub async fn attempt(
        &self,
        call: ApiRequest<'_>,
    ) -> Result<ApiResponse<MaskedJson>, CallFailure> {
        let signed_with = self.server.correction();
        let first = self.request(call, signed_with).await;
        let contradicts = |told: &SignedDuration| {
            needs_clock_correction(told.saturating_sub(signed_with.unwrap_or(SignedDuration::ZERO)))
        };
        match first.offset.filter(|told| is_about_time(&first.result) && contradicts(told)) {
            Some(told) => self.request(call, Some(told)).await.counted(2),
            None => first.counted(1),
        }
    }

    async fn request(&self, call: ApiRequest<'_>, offset: Option<SignedDuration>) -> AttemptResult {
        let time = stamp(self.clock.now(), offset);
        let nonce = self.clock.nonce();
        let stamp = TimeAndNonce { time: &time, nonce: &nonce };
        match self.transport.send(self.signed(call, stamp), call.limit).await {
            Ok(raw) => {
                let date = raw.header("date").and_then(http_date);
                let offset = date.map(|date| date.duration_since(self.clock.now()));
                self.server.record_headers(offset, raw.header(INSTANCE_HEADER));
                AttemptResult {
                    sandbox: raw.headers.contains_key(SANDBOX_HEADER),
                    retry_after: raw.header("x-acs-retry-after").and_then(pause),
                    offset,
                    result: self.classify(raw, call),
                }
            }
            Err(error) => AttemptResult {
                result: Err(error),
                sandbox: false,
                retry_after: None,
                offset: None,
            },
        }
    }

    fn signed(&self, call: ApiRequest<'_>, stamp: TimeAndNonce<'_>) -> PreparedRequest {
        let ApiRequest { operation, params, .. } = call;
        let Some(credentials) = call.credentials else {
            return unsigned_request(operation, params, stamp);
        };
        let key = AccessKey {
            id: &credentials.id,
            secret: &credentials.secret,
            token: credentials.token.as_ref(),
        };
        sign_request(self.algorithm, operation, params, self.transport.host(), key, stamp)
    }

    fn classify(
        &self,
        raw: RawResponse,
        call: ApiRequest<'_>,
    ) -> Result<ApiResponse<MaskedJson>, CallError> {
        let id_in_header = raw.header("x-acs-request-id").map(str::to_owned);
        let lost = |cause, request_id| {
            CallError::Lost(LostResponse {
                host: self.transport.host().to_owned(),
                cause,
                request_id,
            })
        };
        let http = raw.http;
        if (300..400).contains(&http) {
            let cause = LostResponseCause::Redirected { http, to: raw.redirect_host() };
            return Err(lost(cause, id_in_header));
        }
        let body = match &raw.body {
            Ok(body) => body.as_slice(),
            Err(cause) => return Err(lost(cause.clone(), id_in_header)),
        };
        match parse_response(http, body) {
            ParsedResponse::Success(json) => {
                let masked = MaskedJson::new(json);
                let id = masked.json.get("RequestId").and_then(Json::as_str).map(str::to_owned);
                Ok(ApiResponse {
                    request_id: id.or(id_in_header),
                    sandbox: raw.headers.contains_key(SANDBOX_HEADER),
                    attempts: 1,
                    value: masked,
                })
            }
            ParsedResponse::Refused(mut error) => {
                error.request_id = error.request_id.take().or(id_in_header);
                Err(self.refused(error, call))
            }
            ParsedResponse::Unreadable { http } => Err(lost(
                LostResponseCause::Unreadable { http, what: classify_body(body) },
                id_in_header,
            )),
        }
    }

    fn refused(&self, error: ServiceError, call: ApiRequest<'_>) -> CallError {
        let code = error.code.as_str();
        let spent = code == "SignatureNonceUsed";
        let failed = codes::leaves_outcome_unknown(code, Some(error.http));
        let error = Box::new(redacted(error, call));
        let host = self.transport.host();
        if spent {
            error_mapping::lost(host, LostResponseCause::NonceUsed(error))
        } else if failed {
            error_mapping::lost(host, LostResponseCause::Server(error))
        } else {
            CallError::Refused(error)
        }
    }
}

impl AttemptResult {
    fn counted(self, attempts: u32) -> Result<ApiResponse<MaskedJson>, CallFailure> {
        let Self { result, sandbox, retry_after, .. } = self;
        match result {
            Ok(reply) => Ok(ApiResponse { attempts, ..reply }),
            Err(error) => Err(CallFailure { error, sandbox, attempts, retry_after }),
        }
    }
}

fn is_about_time(result: &Result<ApiResponse<MaskedJson>, CallError>) -> bool {
    matches!(result, Err(CallError::Refused(error)) if codes::is_about_time(&error.code))
}

/// A positive whole number of milliseconds, as the official SDK reads it.
fn pause(text: &str) -> Option<Duration> {
    let milliseconds = text.trim().parse().ok().filter(|number| *number > 0)?;
    Some(Duration::from_millis(milliseconds)).filter(|pause| *pause <= LONGEST_PAUSE)
}

/// A refusal without anything secret that was sent along, or that it was signed with.
fn redacted(error: ServiceError, call: ApiRequest<'_>) -> ServiceError {
    let mut sent = call.params.clone();
    if let Some(credentials) = call.credentials {
        sent.insert_secret("AccessKeySecret", credentials.secret.clone());
        // The key that signatures are made with has this one character more.
        let signing = Secret::new(format!("{}&", credentials.secret.expose()));
        sent.insert_secret("SigningKey", signing);
    }
    if let Some(token) = call.credentials.and_then(|credentials| credentials.token.as_ref()) {
        sent.insert_secret("SecurityToken", token.clone());
    }
    let clean = |text: String| sent.redact(&text).into_owned();
    ServiceError {
        http: error.http,
        code: clean(error.code),
        message: clean(error.message),
        request_id: error.request_id.map(clean),
        recommend: error.recommend.map(clean),
        denied: error.denied.map(|denied| AccessDeniedDetail {
            action: denied.action.map(clean),
            principal: denied.principal.map(clean),
            kind: denied.kind.map(clean),
        }),
    }
}

fn classify_body(body: &[u8]) -> UnreadableBody {
    let text = body.trim_ascii();
    match text.first() {
        None => UnreadableBody::Empty,
        Some(b'<') => UnreadableBody::Html,
        Some(_) => match serde_json::from_slice::<serde::de::IgnoredAny>(text) {
            Ok(_) => UnreadableBody::Foreign,
            Err(error) if error.is_eof() => UnreadableBody::CutOff,
            Err(_) => UnreadableBody::NotJson,
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
        assert_eq!(classify_body(b" \n"), UnreadableBody::Empty);
        assert_eq!(classify_body(b"\n<!DOCTYPE html>"), UnreadableBody::Html);
        assert_eq!(classify_body(b"{\"RequestId\":"), UnreadableBody::CutOff);
        assert_eq!(classify_body(b"[1]"), UnreadableBody::Foreign);
        assert_eq!(classify_body(b"upstream gone"), UnreadableBody::NotJson);
    }
}
