//! What can become of a call that did not succeed, told apart by what it means for the service's
//! side: refused, never reached, or unknown.

use std::time::Duration;

use crate::connection::{Message, ToMessage, message, named_enum};
use crate::rpc::ServiceError;
use crate::rpc::codes::is_retryable;
use crate::text::print_as_message;

/// A call that did not succeed, with all that is known around it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct CallFailure {
    /// What happened to the last attempt.
    pub error: CallError,
    /// Whether an answer came, and came from a sandbox.
    pub sandbox: bool,
    /// How many requests were made, or tried to be.
    pub attempts: u32,
    /// For how long the service asks to be left alone (`x-acs-retry-after`, at most a minute).
    pub retry_after: Option<Duration>,
}

/// What happened to one request.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CallError {
    /// The service understood and declined; nothing was carried out.
    Refused(Box<ServiceError>),
    /// Nothing left this machine, or nothing reached the service.
    NotSent(NotSent),
    /// The request may have been carried out, and no answer says so.
    Lost(LostResponse),
}

/// A request that did not reach the service.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct NotSent {
    /// The host that was to be reached.
    pub host: String,
    /// What stood in the way.
    pub cause: NotSentCause,
}

/// What stood in the way of a request.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotSentCause {
    /// The name has no address, or nobody could be asked for it.
    Dns,
    /// Nobody listens there.
    ConnectionRefused,
    /// No connection, encryption included, came about in time.
    ConnectTimedOut(Duration),
    /// No encrypted connection.
    Tls(TlsError),
    /// A proxy on the way would not let it pass.
    Proxy,
    /// No way to the host, or the connection broke before anything was sent.
    Unreachable,
    /// The request cannot be put into the form of HTTP: a key id or token with odd characters.
    Unsendable,
    /// No client for this host could be made, for the reason given.
    Setup(Message),
}

named_enum! {
    /// Why a connection could not be encrypted.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
    pub enum TlsError {
        /// Signed by nobody this machine trusts: often a proxy that looks inside.
        UnknownIssuer = "tls-unknown-issuer",
        /// Expired, or this machine's clock is wrong.
        Outdated = "tls-outdated",
        /// Issued for another name.
        WrongName = "tls-wrong-name",
        /// Otherwise not acceptable.
        Certificate = "tls-certificate",
        /// What came back is not TLS.
        NotTls = "tls-not-tls",
        /// The handshake failed.
        Handshake = "tls-handshake",
    }
}

/// A request that may have been carried out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct LostResponse {
    /// The host that was asked.
    pub host: String,
    /// Why it is not known what became of it.
    pub cause: LostResponseCause,
    /// To be quoted to the vendor's support, if the answer came so far.
    pub request_id: Option<String>,
}

/// Why it is not known what became of a request.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LostResponseCause {
    /// Sent, and no whole answer in time.
    TimedOut(Duration),
    /// The connection broke before or in the middle of the answer.
    Broken,
    /// A failure inside the service: HTTP 5xx, or `InternalError` under any status.
    Server(Box<ServiceError>),
    /// The service has seen these very bytes before, so a copy of them did arrive.
    NonceUsed(Box<ServiceError>),
    /// Not what the API answers.
    Unreadable {
        /// The HTTP status.
        http: u16,
        /// What it is instead.
        what: UnreadableBody,
    },
    /// More than [`super::MAX_RESPONSE_BYTES`] bytes.
    TooLarge(usize),
    /// It cannot be unpacked, or is not HTTP.
    Garbled,
    /// Redirects are not followed: signature and keys are for one host alone.
    Redirected {
        /// The HTTP status.
        http: u16,
        /// The host it points to, if it can be read.
        to: Option<String>,
    },
    /// Success without what was asked for: a creation without an id.
    Incomplete(&'static str),
}

named_enum! {
    /// What came in place of a JSON answer.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
    pub enum UnreadableBody {
        /// A page for people, usually of a proxy or a login portal.
        Html = "unreadable-html",
        /// JSON that ends in the middle.
        CutOff = "unreadable-cut",
        /// Nothing at all.
        Empty = "unreadable-empty",
        /// JSON of another shape.
        Foreign = "unreadable-foreign",
        /// Any other text.
        NotJson = "unreadable-not-json",
    }
}

impl CallError {
    /// Whether the request may have been carried out all the same.
    pub fn in_doubt(&self) -> bool {
        matches!(self, Self::Lost(_))
    }

    /// The service's own words, if it had any.
    pub fn service(&self) -> Option<&ServiceError> {
        match self {
            Self::Refused(error) => Some(error),
            Self::Lost(LostResponse {
                cause: LostResponseCause::Server(error) | LostResponseCause::NonceUsed(error),
                ..
            }) => Some(error),
            Self::NotSent(_) | Self::Lost(_) => None,
        }
    }

    /// To be quoted to the vendor's support.
    pub fn request_id(&self) -> Option<&str> {
        let lost = match self {
            Self::Lost(lost) => lost.request_id.as_deref(),
            _ => None,
        };
        lost.or_else(|| self.service()?.request_id.as_deref())
    }

    /// Whether the same call may turn out differently after a pause: always to be told from whether
    /// it may be made again, which a creation may with its client token only.
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Refused(error) => is_retryable(&error.code),
            Self::NotSent(not_sent) => matches!(not_sent.cause, NotSentCause::ConnectTimedOut(_)),
            Self::Lost(lost) => lost.cause.is_transient(),
        }
    }
}

impl LostResponseCause {
    fn is_transient(&self) -> bool {
        match self {
            // The same answer would come again.
            Self::TooLarge(_) | Self::Redirected { .. } | Self::Incomplete(_) => false,
            Self::Unreadable { http, what } => match what {
                UnreadableBody::Html | UnreadableBody::Foreign | UnreadableBody::NotJson => {
                    *http >= 500 || *http == 429
                }
                UnreadableBody::CutOff | UnreadableBody::Empty => true,
            },
            Self::TimedOut(_)
            | Self::Broken
            | Self::Server(_)
            | Self::NonceUsed(_)
            | Self::Garbled => true,
        }
    }
}

print_as_message!(
    CallFailure,
    CallError,
    NotSent,
    LostResponse,
    NotSentCause,
    TlsError,
    LostResponseCause,
    UnreadableBody
);

impl ToMessage for CallFailure {
    fn message(&self) -> Message {
        self.error.message()
    }
}

impl ToMessage for CallError {
    fn message(&self) -> Message {
        match self {
            // The code alone: the message may say anything, and is for `explain` to judge.
            Self::Refused(error) => match &error.request_id {
                Some(id) => {
                    message!("call-refused-request", code = code(error), request = plain(id))
                }
                None => message!("call-refused", code = code(error)),
            },
            Self::NotSent(not_sent) => not_sent.message(),
            Self::Lost(lost) => lost.message(),
        }
    }
}

impl ToMessage for NotSent {
    fn message(&self) -> Message {
        message!("call-not-sent", host = &self.host, cause = self.cause.message())
    }
}

impl ToMessage for NotSentCause {
    fn message(&self) -> Message {
        match self {
            Self::Dns => message!("not-sent-dns"),
            Self::ConnectionRefused => message!("not-sent-refused"),
            Self::ConnectTimedOut(limit) => message!("not-sent-timeout", seconds = seconds(*limit)),
            Self::Tls(flaw) => message!("not-sent-tls", flaw = flaw.message()),
            Self::Proxy => message!("not-sent-proxy"),
            Self::Unreachable => message!("not-sent-unreachable"),
            Self::Unsendable => message!("not-sent-unsendable"),
            Self::Setup(why) => why.clone(),
        }
    }
}

impl ToMessage for TlsError {
    fn message(&self) -> Message {
        Message::new(self.name())
    }
}

impl ToMessage for LostResponse {
    fn message(&self) -> Message {
        message!("call-lost", host = &self.host, cause = self.cause.message())
    }
}

impl ToMessage for LostResponseCause {
    fn message(&self) -> Message {
        match self {
            Self::TimedOut(limit) => message!("lost-timeout", seconds = seconds(*limit)),
            Self::Broken => message!("lost-broken"),
            Self::Server(error) => message!("lost-server", code = code(error)),
            Self::NonceUsed(_) => message!("lost-nonce"),
            Self::Unreadable { http, what } => {
                message!("lost-unreadable", what = what.message(), http = *http)
            }
            Self::TooLarge(limit) => message!("lost-too-large", limit = limit / 1024),
            Self::Garbled => message!("lost-garbled"),
            Self::Redirected { http, to: Some(host) } => {
                message!("lost-redirected", http = *http, host)
            }
            Self::Redirected { http, to: None } => {
                message!("lost-redirected-nowhere", http = *http)
            }
            Self::Incomplete(what) => message!("lost-incomplete", what = *what),
        }
    }
}

impl ToMessage for UnreadableBody {
    fn message(&self) -> Message {
        Message::new(self.name())
    }
}

/// As a number of seconds, which every language has a word for.
fn seconds(limit: Duration) -> String {
    limit.as_secs_f64().to_string()
}

fn code(error: &ServiceError) -> String {
    plain(&error.code)
}

/// Text from outside in one of our own lines. Codes and ids are plain ASCII; nothing else may reach
/// a terminal, where it could move the cursor or turn the reading direction.
fn plain(text: &str) -> String {
    const LONGEST: usize = 120;
    let is_plain = |sign: char| sign.is_ascii_graphic() || sign == ' ';
    let signs = text.chars().take(LONGEST);
    signs.map(|sign| if is_plain(sign) { sign } else { '\u{fffd}' }).collect()
}
