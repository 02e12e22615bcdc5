//! What can become of a call that did not succeed, told apart by what it means for the service's
//! side: refused, never reached, or unknown.

use std::fmt;
use std::time::Duration;

use crate::rpc::ServiceError;
use crate::rpc::codes::is_retryable;

/// A call that did not succeed, with all that is known around it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{error}")]
pub struct Failed {
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
    #[error("{}", refusal(.0))]
    Refused(Box<ServiceError>),
    /// Nothing left this machine, or nothing reached the service.
    #[error(transparent)]
    NotSent(NotSent),
    /// The request may have been carried out, and no answer says so.
    #[error(transparent)]
    Lost(Lost),
}

/// A request that did not reach the service.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("cannot reach {host}: {cause}")]
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
    #[error("its name cannot be looked up")]
    Dns,
    /// Nobody listens there.
    #[error("connection refused")]
    ConnectionRefused,
    /// No connection, encryption included, came about in time.
    #[error("no connection within {0:?}")]
    ConnectTimedOut(Duration),
    /// No encrypted connection.
    #[error("no secure connection, {0}")]
    Tls(TlsFlaw),
    /// A proxy on the way would not let it pass.
    #[error("the proxy on the way does not let the connection pass")]
    Proxy,
    /// No way to the host, or the connection broke before anything was sent.
    #[error("no connection")]
    Unreachable,
    /// The request cannot be put into the form of HTTP: a key id or token with odd characters.
    #[error("the access key id or the security token has characters that cannot be sent")]
    Unsendable,
    /// No client for this host could be made, for the reason given.
    #[error("{0}")]
    Setup(String),
}

/// Why a connection could not be encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TlsFlaw {
    /// Signed by nobody this machine trusts: often a proxy that looks inside.
    #[error("its certificate is signed by an issuer this machine does not trust")]
    UnknownIssuer,
    /// Expired, or this machine's clock is wrong.
    #[error("its certificate has expired or is not valid yet; is the clock right?")]
    Outdated,
    /// Issued for another name.
    #[error("its certificate is for another host")]
    WrongName,
    /// Otherwise not acceptable.
    #[error("its certificate is not acceptable")]
    Certificate,
    /// What came back is not TLS.
    #[error("what answers there does not speak TLS")]
    NotTls,
    /// The handshake failed.
    #[error("the handshake failed")]
    Handshake,
}

/// A request that may have been carried out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no usable answer from {host}: {cause}")]
pub struct Lost {
    /// The host that was asked.
    pub host: String,
    /// Why it is not known what became of it.
    pub cause: LostCause,
    /// To be quoted to the vendor's support, if the answer came so far.
    pub request_id: Option<String>,
}

/// Why it is not known what became of a request.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LostCause {
    /// Sent, and no whole answer in time.
    #[error("none within {0:?}")]
    TimedOut(Duration),
    /// The connection broke before or in the middle of the answer.
    #[error("the connection broke off")]
    Broken,
    /// A failure inside the service: HTTP 5xx, or `InternalError` under any status.
    #[error("it failed with {}", code(.0))]
    Server(Box<ServiceError>),
    /// The service has seen these very bytes before, so a copy of them did arrive.
    #[error("it has seen this very request before")]
    NonceUsed(Box<ServiceError>),
    /// Not what the API answers.
    #[error("{what} under HTTP {http}")]
    Unreadable {
        /// The HTTP status.
        http: u16,
        /// What it is instead.
        what: Unreadable,
    },
    /// More than [`super::MAX_ANSWER`] bytes.
    #[error("it is larger than {} KiB", .0 / 1024)]
    TooLarge(usize),
    /// It cannot be unpacked, or is not HTTP.
    #[error("it is garbled")]
    Garbled,
    /// Redirects are not followed: signature and keys are for one host alone.
    #[error("HTTP {http} redirects to {}", .to.as_deref().unwrap_or("nowhere"))]
    Redirected {
        /// The HTTP status.
        http: u16,
        /// The host it points to, if it can be read.
        to: Option<String>,
    },
    /// Success without what was asked for: a creation without an id.
    #[error("it says success, but has no {0}")]
    Incomplete(&'static str),
}

/// What came in place of a JSON answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// A page for people, usually of a proxy or a login portal.
    #[error("a web page (HTML)")]
    Html,
    /// JSON that ends in the middle.
    #[error("JSON that ends in the middle")]
    CutOff,
    /// Nothing at all.
    #[error("an empty answer")]
    Empty,
    /// JSON of another shape.
    #[error("JSON of an unknown shape")]
    Foreign,
    /// Any other text.
    #[error("something that is not JSON")]
    NotJson,
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
            Self::Lost(Lost {
                cause: LostCause::Server(error) | LostCause::NonceUsed(error),
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
            Self::NotSent(not_sent) => {
                matches!(not_sent.cause, NotSentCause::ConnectTimedOut(_))
            }
            Self::Lost(lost) => lost.cause.is_transient(),
        }
    }
}

impl LostCause {
    fn is_transient(&self) -> bool {
        match self {
            // The same answer would come again.
            Self::TooLarge(_) | Self::Redirected { .. } | Self::Incomplete(_) => false,
            Self::Unreadable { http, what } => match what {
                Unreadable::Html | Unreadable::Foreign | Unreadable::NotJson => {
                    *http >= 500 || *http == 429
                }
                Unreadable::CutOff | Unreadable::Empty => true,
            },
            Self::TimedOut(_)
            | Self::Broken
            | Self::Server(_)
            | Self::NonceUsed(_)
            | Self::Garbled => true,
        }
    }
}

/// The code alone: the message may say anything, and is for `explain` to judge.
fn refusal(error: &ServiceError) -> String {
    match &error.request_id {
        Some(id) => format!("refused with {} (request {})", code(error), Plain(id)),
        None => format!("refused with {}", code(error)),
    }
}

fn code(error: &ServiceError) -> Plain<'_> {
    Plain(&error.code)
}

/// Text from outside in one of our own lines. Codes and ids are plain ASCII; nothing else may reach
/// a terminal, where it could move the cursor or turn the reading direction.
struct Plain<'a>(&'a str);

impl fmt::Display for Plain<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        const LONGEST: usize = 120;
        let is_plain = |sign: char| sign.is_ascii_graphic() || sign == ' ';
        self.0.chars().take(LONGEST).try_for_each(|sign| {
            fmt::Write::write_char(formatter, if is_plain(sign) { sign } else { '\u{fffd}' })
        })
    }
}
