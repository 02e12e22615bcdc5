//! Why the service did not do what it was asked to, as far as a screen or a line has to know.

use std::fmt;

use crate::cloud::{CallError, CallFailure};
use crate::explain::Refusal;
use crate::rpc::codes;

use super::session::{SessionError, SignInError};

/// The service's code for a connection that does not exist.
const NO_SUCH_CONNECTION: &str = "InvalidVpnConnectionInstanceId.NotFound";

/// Whether the service says that there is no such connection.
pub(super) fn is_missing_connection(error: &CallError) -> bool {
    matches!(error, CallError::Refused(refused) if refused.code == NO_SUCH_CONNECTION)
}

/// Why the service did not do what it was asked to.
#[derive(Clone, Debug, thiserror::Error)]
pub struct ServiceFailure {
    /// What it means.
    pub kind: ServiceFailureKind,
    /// One line without control characters. Never the service's own message, which
    /// [`crate::explain::explain`] makes fit to be shown.
    pub text: String,
    /// To be quoted to the vendor's support.
    pub request_id: Option<String>,
    /// Whether a sandbox answered, and not the cloud.
    pub sandbox: bool,
}

/// What a trouble means.
#[derive(Clone, Debug)]
pub enum ServiceFailureKind {
    /// Nobody is signed in, so nothing was sent.
    SignIn(SignInError),
    /// There is no way to ask for this region from this machine; nothing was sent.
    NoClient,
    /// Nothing reached the service.
    NotSent,
    /// The service said no; nothing was carried out.
    Refused(Box<Refusal>),
    /// No usable answer came; what was asked for may have been carried out.
    Lost,
}

impl fmt::Display for ServiceFailure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl ServiceFailure {
    /// Whether the service says that there is no such connection.
    pub fn is_missing_connection(&self) -> bool {
        self.code() == Some(NO_SUCH_CONNECTION)
    }

    /// The service's code, where it said no.
    pub fn code(&self) -> Option<&str> {
        match &self.kind {
            ServiceFailureKind::Refused(refusal) => Some(&refusal.code),
            _ => None,
        }
    }

    /// Whether the service will have nothing that is signed with this key.
    pub fn is_about_key(&self) -> bool {
        self.code().is_some_and(codes::is_about_key)
    }
}

impl From<SessionError> for ServiceFailure {
    fn from(error: SessionError) -> Self {
        let text = one_line(&error.to_string());
        let kind = match error {
            SessionError::SignIn(error) => ServiceFailureKind::SignIn(error),
            SessionError::Endpoint(_) | SessionError::Setup(_) => ServiceFailureKind::NoClient,
        };
        Self { kind, text, request_id: None, sandbox: false }
    }
}

impl From<CallFailure> for ServiceFailure {
    fn from(CallFailure { error, sandbox, .. }: CallFailure) -> Self {
        let text = one_line(&error.to_string());
        let request_id = error.request_id().map(one_line);
        let kind = match error {
            CallError::Refused(error) => {
                ServiceFailureKind::Refused(Box::new(Refusal::from(&*error)))
            }
            CallError::NotSent(_) => ServiceFailureKind::NotSent,
            CallError::Lost(_) => ServiceFailureKind::Lost,
        };
        Self { kind, text, request_id, sandbox }
    }
}

/// The lines of a text in one, and nothing in it that acts on a terminal.
fn one_line(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let acts = |sign: char| if sign.is_control() { char::REPLACEMENT_CHARACTER } else { sign };
    lines.join("; ").chars().map(acts).collect()
}
