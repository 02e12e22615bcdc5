//! The access key itself.

use std::fmt;

use jiff::Timestamp;

use crate::connection::{Secret, message};

use super::error::CredentialsError;
use super::provider::printable_name;

/// An access key, permanent or temporary.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// The public half, `LTAI…` or `STS.…`.
    pub id: String,
    /// What requests are signed with.
    pub secret: Secret,
    /// Sent along with a temporary key, which is worth nothing without.
    pub token: Option<Secret>,
    /// When a temporary key ends, if that is known.
    pub expires: Option<Timestamp>,
}

impl Credentials {
    /// The key id as it may be shown: enough to recognise it by, as in `LTAI…ab12`.
    pub fn masked_id(&self) -> String {
        let shown: Vec<char> = printable_name(&self.id).chars().collect();
        let text = |part: &[char]| part.iter().collect::<String>();
        match shown.len() {
            12.. => format!("{}…{}", text(&shown[..4]), text(&shown[shown.len() - 4..])),
            short => format!("{}…", text(&shown[..short.min(2)])),
        }
    }

    /// Refuses what no service would take, so that it is told where it stands and not as a refusal.
    pub(super) fn checked(self, place: &impl fmt::Display) -> Result<Self, CredentialsError> {
        let malformed = |what| CredentialsError::Malformed { place: place.to_string(), what };
        let graphic = |text: &str| text.bytes().all(|byte| byte.is_ascii_graphic());
        if !graphic(&self.id) {
            return Err(malformed(message!("what-key-id")));
        }
        if !graphic(self.secret.expose()) {
            return Err(malformed(message!("what-key-secret")));
        }
        match &self.token {
            Some(token) if !graphic(token.expose()) => Err(malformed(message!("what-token"))),
            None if self.id.starts_with("STS.") => {
                Err(CredentialsError::TokenMissing { place: place.to_string() })
            }
            _ => Ok(self),
        }
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Credentials")
            .field("id", &self.masked_id())
            .field("secret", &self.secret)
            .field("token", &self.token)
            .field("expires", &self.expires)
            .finish()
    }
}
