//! A pre-shared key that only chosen people can read: sealed with age, as text that fits a draft.
//!
//! In the draft it is `{"sealed": "…", "for": ["age1…"]}`: the binary age file in base64 (standard
//! alphabet, padded, no line breaks; `base64 -d | age -d -i identity.txt` opens it), and the
//! recipients. An age file does not tell for whom it is, so the list stands beside it: it is what
//! the key is sealed for again when somebody is added.

use std::fmt;
use std::io::{Read as _, Write as _};
use std::str::FromStr;

use age::{DecryptError, Decryptor, Encryptor};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use zeroize::Zeroizing;

use crate::connection::Secret;

use super::identity::Identity;

/// The longest key that is sealed, in bytes. The service takes 100 characters.
const LONGEST_KEY: usize = 16 * 1024;

/// The longest sealed text that is read, in bytes: [`MOST_RECIPIENTS`] and [`LONGEST_KEY`] fit.
const LONGEST_TEXT: usize = 64 * 1024;

/// For how many recipients one key is sealed at most.
const MOST_RECIPIENTS: usize = 100;

/// The first line of every age file (age-encryption.org/v1).
const MAGIC: &[u8] = b"age-encryption.org/v1\n";

/// Somebody who can open a sealed key: `age1…`, the public half of an identity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient(age::x25519::Recipient);

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

/// A sealed key and those it is sealed for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    text: String,
    recipients: Vec<Recipient>,
}

/// Why a key cannot be sealed or opened.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// Nobody to seal it for.
    #[error("nobody to seal the key for; name a recipient")]
    NoRecipients,
    /// More recipients than a draft should carry.
    #[error("more than {MOST_RECIPIENTS} recipients; seal for fewer")]
    TooManyRecipients,
    /// Longer than any key.
    #[error("longer than {LONGEST_KEY} bytes, so it is no pre-shared key")]
    TooLong,
    /// The text is no base64.
    #[error("not base64, so it is no sealed key; copy it again from where it came")]
    NotBase64,
    /// Base64 of something else.
    #[error("not a key sealed with age; copy it again from where it came")]
    NotAge,
    /// Cut off or changed.
    #[error("damaged: cut off or changed since it was sealed; copy it again from where it came")]
    Damaged,
    /// Sealed for others.
    #[error("not sealed for this identity; ask a colleague who can open it to share it with you")]
    NotForUs,
    /// What was sealed is no text.
    #[error("opened, but what is in it is no text, so it is no pre-shared key")]
    NotText,
    /// The cipher failed, which memory alone cannot make it do.
    #[error("cannot be sealed: {0}")]
    Io(std::io::Error),
}

impl Sealed {
    /// Seals a key, so that each of the recipients can open it and nobody else.
    ///
    /// # Errors
    /// No or too many recipients, or a key longer than any.
    pub fn seal(key: &Secret, recipients: &[Recipient]) -> Result<Self, SealError> {
        let mut once: Vec<Recipient> = Vec::new();
        for recipient in recipients {
            if !once.contains(recipient) {
                once.push(recipient.clone());
            }
        }
        if once.len() > MOST_RECIPIENTS {
            return Err(SealError::TooManyRecipients);
        }
        let key = key.expose().as_bytes();
        if key.len() > LONGEST_KEY {
            return Err(SealError::TooLong);
        }
        let each = once.iter().map(|recipient| &recipient.0 as &dyn age::Recipient);
        let encryptor = Encryptor::with_recipients(each).map_err(|_| SealError::NoRecipients)?;
        let mut file = Vec::new();
        let written = encryptor.wrap_output(&mut file).and_then(|mut writer| {
            writer.write_all(key)?;
            writer.finish()
        });
        written.map_err(SealError::Io)?;
        Ok(Self { text: BASE64_STANDARD.encode(file), recipients: once })
    }

    /// Takes a sealed key over from a draft.
    ///
    /// # Errors
    /// When the text cannot be one; whether it is whole shows when it is opened.
    pub fn from_text(text: String, recipients: Vec<Recipient>) -> Result<Self, SealError> {
        if text.len() > LONGEST_TEXT {
            return Err(SealError::TooLong);
        }
        if recipients.len() > MOST_RECIPIENTS {
            return Err(SealError::TooManyRecipients);
        }
        let file = decode(&text)?;
        if !file.starts_with(MAGIC) {
            return Err(SealError::NotAge);
        }
        Decryptor::new_buffered(&file[..]).map_err(|_| SealError::Damaged)?;
        Ok(Self { text, recipients })
    }

    /// The key.
    ///
    /// # Errors
    /// When it is sealed for others, is damaged or is no text.
    pub fn open(&self, identity: &Identity) -> Result<Secret, SealError> {
        let file = decode(&self.text)?;
        let decryptor = Decryptor::new_buffered(&file[..]).map_err(|_| SealError::Damaged)?;
        let reader = decryptor.decrypt(identity.keys()).map_err(|error| match error {
            DecryptError::NoMatchingKeys => SealError::NotForUs,
            _ => SealError::Damaged,
        })?;
        // Of its full length from the start: a buffer that grows leaves copies behind.
        let mut bytes = Zeroizing::new(Vec::with_capacity(LONGEST_KEY + 1));
        reader
            .take(LONGEST_KEY as u64 + 1)
            .read_to_end(&mut bytes)
            .map_err(|_| SealError::Damaged)?;
        if bytes.len() > LONGEST_KEY {
            return Err(SealError::TooLong);
        }
        std::str::from_utf8(&bytes).map(Secret::new).map_err(|_| SealError::NotText)
    }

    /// The sealed text, as it stands in a draft.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Those it was sealed for, as the draft says; empty when it does not.
    pub fn recipients(&self) -> &[Recipient] {
        &self.recipients
    }
}

fn decode(text: &str) -> Result<Vec<u8>, SealError> {
    BASE64_STANDARD.decode(text).map_err(|_| SealError::NotBase64)
}
