//! A pre-shared key that only chosen people can read: sealed with age, as text that fits a draft.
//!
//! In the draft it is `{"sealed": "…", "for": ["age1…"]}`: the binary age file in base64 (standard
//! alphabet, padded, no line breaks), and the recipients. An age file does not tell for whom it is,
//! so the list stands beside it: it is what the key is sealed for again when somebody is added.
//!
//! Whoever may write the draft can write into that list, and need not be able to open the key. So
//! the recipients are sealed with it: the key, a NUL, which no key can hold, and the recipients, one
//! a line. `base64 -d | age -d -i identity.txt | tr '\0' '\n'` prints them.

use std::io::{Read as _, Write as _};

use age::{DecryptError, Decryptor, Encryptor};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use zeroize::Zeroizing;

use crate::connection::{Arg, ListStyle, Message, Secret, ToMessage, message};
use crate::text::print_as_message;

use super::identity::Identity;
use super::recipient::Recipient;

/// The longest key that is sealed, in bytes. The service takes 100 characters.
const LONGEST_KEY: usize = 16 * 1024;

/// The longest sealed text that is read, in bytes: [`MOST_RECIPIENTS`] and [`LONGEST_KEY`] fit.
const LONGEST_TEXT: usize = 64 * 1024;

/// For how many recipients one key is sealed at most.
const MOST_RECIPIENTS: usize = 100;

/// Between a key and its recipients.
const BOUND: char = '\0';

/// The longest text that is sealed, in bytes: a key, and a line for each recipient.
const LONGEST_PLAIN: usize = LONGEST_KEY + 64 * (MOST_RECIPIENTS + 1);

/// The first line of every age file (age-encryption.org/v1).
const MAGIC: &[u8] = b"age-encryption.org/v1\n";

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
    NoRecipients,
    /// More recipients than a draft should carry.
    TooManyRecipients,
    /// Longer than any key.
    TooLong,
    /// It holds what stands between a key and its recipients.
    Nul,
    /// The list beside it is not the one it was sealed with.
    OtherList {
        /// Those for whom it was not sealed.
        added: Vec<Recipient>,
        /// Those whom the list leaves out.
        missing: Vec<Recipient>,
    },
    /// The list beside it cannot be the one it was sealed for, and the right one is not known.
    WrongList {
        /// How many it names.
        listed: usize,
        /// For how many the key was sealed.
        sealed: usize,
    },
    /// The text is no base64.
    NotBase64,
    /// Base64 of something else.
    NotAge,
    /// Cut off or changed.
    Damaged,
    /// Sealed for others.
    NotForUs,
    /// What was sealed is no text.
    NotText,
    /// The cipher failed, which memory alone cannot make it do.
    Io(std::io::Error),
}

print_as_message!(SealError);

impl ToMessage for SealError {
    fn message(&self) -> Message {
        match self {
            Self::NoRecipients => message!("seal-no-recipients"),
            Self::TooManyRecipients => message!("seal-too-many", limit = MOST_RECIPIENTS),
            Self::TooLong => message!("seal-too-long", limit = LONGEST_KEY),
            Self::Nul => message!("seal-nul"),
            Self::OtherList { added, missing } => {
                message!("seal-other-list", difference = difference(added, missing))
            }
            Self::WrongList { listed, sealed } => {
                message!("seal-wrong-list", listed = *listed, sealed = *sealed)
            }
            Self::NotBase64 => message!("seal-not-base64"),
            Self::NotAge => message!("seal-not-age"),
            Self::Damaged => message!("seal-damaged"),
            Self::NotForUs => message!("seal-not-for-us"),
            Self::NotText => message!("seal-not-text"),
            Self::Io(error) => message!("seal-io", reason = error),
        }
    }
}

/// How a list differs, or the word for not at all.
fn difference(added: &[Recipient], missing: &[Recipient]) -> Arg {
    let parts = [("seal-list-added", added), ("seal-list-missing", missing)];
    let told = parts.into_iter().filter(|(_, all)| !all.is_empty()).map(|(id, all)| {
        let names = Arg::list(ListStyle::Values, all.iter().map(ToString::to_string));
        message!(id, names)
    });
    let told: Vec<Message> = told.collect();
    if told.is_empty() { "none".into() } else { Arg::list(ListStyle::Clauses, told) }
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
        let key = key.expose();
        if key.contains(BOUND) {
            return Err(SealError::Nul);
        }
        if key.len() > LONGEST_KEY {
            return Err(SealError::TooLong);
        }
        let lines: Vec<String> = once.iter().map(ToString::to_string).collect();
        let bound = lines.join("\n");
        let each = once.iter().map(|recipient| &recipient.0 as &dyn age::Recipient);
        let encryptor = Encryptor::with_recipients(each).map_err(|_| SealError::NoRecipients)?;
        let mut file = Vec::new();
        let written = encryptor.wrap_output(&mut file).and_then(|mut writer| {
            write!(writer, "{key}{BOUND}{bound}")?;
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
        self.decrypt(identity).map(|(key, _)| key)
    }

    /// The key, to be sealed again for those it is sealed for. The list beside it is not believed:
    /// somebody who cannot open the key may have written there.
    ///
    /// # Errors
    /// As [`Sealed::open`], and when the list is not the one that the key was sealed with.
    pub fn open_to_share(&self, identity: &Identity) -> Result<Secret, SealError> {
        let (key, bound) = self.decrypt(identity)?;
        let listed = &self.recipients;
        let Some(bound) = bound else {
            // Sealed before the list was: all that an age file tells is how many can open it.
            let (count, sealed) = (listed.len(), stanzas(&decode(&self.text)?));
            let is_among = identity.recipients().any(|own| listed.contains(&own));
            if count == sealed && is_among {
                return Ok(key);
            }
            return Err(SealError::WrongList { listed: count, sealed });
        };
        let without = |of: &[Recipient], others: &[Recipient]| -> Vec<Recipient> {
            of.iter().filter(|recipient| !others.contains(recipient)).cloned().collect()
        };
        let (added, missing) = (without(listed, &bound), without(&bound, listed));
        if added.is_empty() && missing.is_empty() {
            return Ok(key);
        }
        Err(SealError::OtherList { added, missing })
    }

    /// The key, and those it was sealed for if they were sealed with it.
    fn decrypt(&self, identity: &Identity) -> Result<(Secret, Option<Vec<Recipient>>), SealError> {
        let file = decode(&self.text)?;
        let decryptor = Decryptor::new_buffered(&file[..]).map_err(|_| SealError::Damaged)?;
        let reader = decryptor.decrypt(identity.keys()).map_err(|error| match error {
            DecryptError::NoMatchingKeys => SealError::NotForUs,
            _ => SealError::Damaged,
        })?;
        // Of its full length from the start: a buffer that grows leaves copies behind.
        let mut bytes = Zeroizing::new(Vec::with_capacity(LONGEST_PLAIN + 1));
        reader
            .take(LONGEST_PLAIN as u64 + 1)
            .read_to_end(&mut bytes)
            .map_err(|_| SealError::Damaged)?;
        let text = std::str::from_utf8(&bytes).map_err(|_| SealError::NotText)?;
        let (key, bound) = match text.split_once(BOUND) {
            Some((key, lines)) => {
                let bound: Result<_, _> = lines.lines().map(str::parse).collect();
                (key, Some(bound.map_err(|_| SealError::NotText)?))
            }
            None => (text, None),
        };
        if key.len() > LONGEST_KEY {
            Err(SealError::TooLong)
        } else {
            Ok((Secret::new(key), bound))
        }
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

/// For how many an age file is sealed, as its header has it.
fn stanzas(file: &[u8]) -> usize {
    let lines = file.split(|byte| *byte == b'\n').take_while(|line| !line.starts_with(b"---"));
    lines.filter(|line| line.starts_with(b"-> X25519 ")).count()
}
