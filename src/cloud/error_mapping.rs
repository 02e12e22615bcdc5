//! From an error of the HTTP library to what it means, by its types and never by its words alone.

use std::error::Error;
use std::io;
use std::time::Duration;

use rustls::CertificateError;

use super::failure::{CallError, LostResponse, LostResponseCause, NotSent, NotSentCause, TlsError};

/// What an error before the answer's head means.
///
/// Everything up to an established connection is known not to have reached the service; whatever
/// happens after that may have.
pub(super) fn classify_request_error(
    host: &str,
    connect: Duration,
    error: &reqwest::Error,
) -> CallError {
    if error.is_builder() {
        return not_sent(host, NotSentCause::Unsendable);
    }
    if error.is_connect() {
        return not_sent(host, of_connection(connect, error));
    }
    lost(host, classify_response_error(error))
}

/// What an error inside the answer means.
pub(super) fn classify_response_error(error: &reqwest::Error) -> LostResponseCause {
    for cause in chain(error) {
        if let Some(http) = cause.downcast_ref::<hyper::Error>() {
            return if http.is_parse() {
                LostResponseCause::Garbled
            } else {
                LostResponseCause::Broken
            };
        }
        if let Some(kind) = io_kind(cause).filter(|kind| *kind != io::ErrorKind::Other) {
            let garbled = matches!(kind, io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput);
            return if garbled { LostResponseCause::Garbled } else { LostResponseCause::Broken };
        }
    }
    if error.is_decode() { LostResponseCause::Garbled } else { LostResponseCause::Broken }
}

fn of_connection(limit: Duration, error: &reqwest::Error) -> NotSentCause {
    if error.is_dns() {
        return NotSentCause::Dns;
    }
    for cause in chain(error) {
        if let Some(tls) = cause.downcast_ref::<rustls::Error>() {
            return NotSentCause::Tls(flaw(tls));
        }
        // The library keeps the type of this one to itself.
        if cause.to_string().starts_with("tunnel error") {
            return NotSentCause::Proxy;
        }
        if io_kind(cause) == Some(io::ErrorKind::ConnectionRefused) {
            return NotSentCause::ConnectionRefused;
        }
    }
    if error.is_timeout() {
        return NotSentCause::ConnectTimedOut(limit);
    }
    NotSentCause::Unreachable
}

fn flaw(error: &rustls::Error) -> TlsError {
    use CertificateError as Flaw;
    match error {
        rustls::Error::InvalidCertificate(certificate) => match certificate {
            Flaw::UnknownIssuer => TlsError::UnknownIssuer,
            Flaw::Expired
            | Flaw::ExpiredContext { .. }
            | Flaw::NotValidYet
            | Flaw::NotValidYetContext { .. } => TlsError::Outdated,
            Flaw::NotValidForName | Flaw::NotValidForNameContext { .. } => TlsError::WrongName,
            _ => TlsError::Certificate,
        },
        rustls::Error::InvalidMessage(_) => TlsError::NotTls,
        _ => TlsError::Handshake,
    }
}

fn chain<'a>(error: &'a reqwest::Error) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    let first: &'a (dyn Error + 'static) = error;
    std::iter::successors(Some(first), |&cause| match cause.downcast_ref::<io::Error>() {
        // The source of an io error is the source of what is inside; that itself would be skipped.
        Some(io) => io.get_ref().map(|inner| inner as &(dyn Error + 'static)),
        None => cause.source(),
    })
}

fn io_kind(cause: &(dyn Error + 'static)) -> Option<io::ErrorKind> {
    cause.downcast_ref::<io::Error>().map(io::Error::kind)
}

pub(super) fn not_sent(host: &str, cause: NotSentCause) -> CallError {
    CallError::NotSent(NotSent { host: host.to_owned(), cause })
}

pub(super) fn lost(host: &str, cause: LostResponseCause) -> CallError {
    CallError::Lost(LostResponse { host: host.to_owned(), cause, request_id: None })
}
