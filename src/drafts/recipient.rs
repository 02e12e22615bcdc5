//! Those for whom a key is sealed.

use std::fmt;
use std::str::FromStr;

/// Somebody who can open a sealed key: `age1…`, the public half of an identity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient(pub(super) age::x25519::Recipient);

impl fmt::Display for Recipient {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl From<age::x25519::Recipient> for Recipient {
    fn from(recipient: age::x25519::Recipient) -> Self {
        Self(recipient)
    }
}

/// A text that is no recipient. It is never quoted: it may be the secret half, pasted by mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecipientError {
    /// The secret half of an identity.
    #[error(
        "this is the secret half of an identity; take the public half, which begins with age1, \
         and consider the secret one known to others by now"
    )]
    Secret,
    /// Another kind of key.
    #[error("not a recipient; one begins with age1 and is printed by `tunnelsmith identity show`")]
    Other,
    /// Begins as one, but is none.
    #[error("begins like a recipient but is none: a character is wrong or missing; copy it again")]
    Mistyped,
    /// A kind that age knows and this program does not.
    #[error(
        "a recipient of another kind than X25519; take one printed by `tunnelsmith identity show` \
         or by age-keygen"
    )]
    Kind,
}

impl FromStr for Recipient {
    type Err = RecipientError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        text.parse().map(Self).map_err(|_| {
            let lower = text.get(..15).unwrap_or(text).to_ascii_lowercase();
            match lower.as_str() {
                start if start.starts_with("age-secret-key") => RecipientError::Secret,
                // Plugins and the post-quantum kinds name themselves before the digit one.
                start if start.starts_with("age1pq1") || start.starts_with("age1tag") => {
                    RecipientError::Kind
                }
                start if start.starts_with("age1") => RecipientError::Mistyped,
                _ => RecipientError::Other,
            }
        })
    }
}
