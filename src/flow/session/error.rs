//! Why nobody is signed in, and why there is no client for a region.

use std::fmt;
use std::sync::Arc;

use crate::cloud::credentials::CredentialsError;
use crate::cloud::{EndpointError, SetupError};
use crate::connection::{Message, ToMessage, message};
use crate::text::{format_in_process_language, print_as_message};

/// Why nobody is signed in. Prints in one line or, with every place looked at, in several.
#[derive(Clone, Debug, thiserror::Error)]
pub struct SignInError(pub(super) Arc<CredentialsError>);

impl SignInError {
    /// Whether there is no access key anywhere, rather than one that cannot be used.
    pub fn is_nothing_found(&self) -> bool {
        matches!(*self.0, CredentialsError::Nothing(_))
    }
}

impl From<CredentialsError> for SignInError {
    fn from(error: CredentialsError) -> Self {
        Self(Arc::new(error))
    }
}

print_as_message!(SessionError);

/// The error and, for a role, what asking for it met with. Causes of the network stay out: they may
/// hold an address with a token in it.
impl fmt::Display for SignInError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said = match &*self.0 {
            CredentialsError::RoleRefused { .. } | CredentialsError::TokenRefused { .. } => {
                format_in_process_language(self)
            }
            error => error.to_string(),
        };
        formatter.write_str(&said)
    }
}

impl ToMessage for SignInError {
    fn message(&self) -> Message {
        let error = self.0.message();
        match &*self.0 {
            CredentialsError::RoleRefused { source, .. }
            | CredentialsError::TokenRefused { source, .. } => {
                message!("session-role", error, cause = source.to_string())
            }
            _ => error,
        }
    }
}

impl ToMessage for SessionError {
    fn message(&self) -> Message {
        match self {
            Self::Endpoint(error) => error.message(),
            Self::SignIn(error) => error.message(),
            Self::Setup(error) => error.message(),
        }
    }
}

/// Why there is no client for a region.
#[derive(Clone, Debug, thiserror::Error)]
pub enum SessionError {
    /// No host is known for what was named as region.
    Endpoint(#[from] EndpointError),
    /// Nobody is signed in.
    SignIn(#[from] SignInError),
    /// This machine does not let a client be made.
    Setup(#[from] SetupError),
}
