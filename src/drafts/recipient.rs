//! Those for whom a key is sealed.

use std::fmt;
use std::str::FromStr;

use crate::connection::{Message, ToMessage, named_enum};
use crate::text::print_as_message;

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

named_enum! {
    /// A text that is no recipient. It is never quoted: it may be the secret half, pasted by mistake.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
    pub enum RecipientError {
        /// The secret half of an identity.
        Secret = "recipient-secret",
        /// Another kind of key.
        Other = "recipient-other",
        /// Begins as one, but is none.
        Mistyped = "recipient-mistyped",
        /// A kind that age knows and this program does not.
        Kind = "recipient-kind",
    }
}

print_as_message!(RecipientError);

impl ToMessage for RecipientError {
    fn message(&self) -> Message {
        Message::new(self.name())
    }
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
