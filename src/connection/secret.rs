//! Text that must never be seen by accident: pre-shared keys and the secrets of access keys.

use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};

use zeroize::Zeroizing;

/// A text that prints as `***` and is wiped from memory when dropped.
///
/// It has neither `Display` of its content nor `Serialize`: whoever needs the text calls
/// [`Secret::expose`], and a test keeps the list of the files that do.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Secret(Zeroizing<String>);

/// What stands on a screen, in a log or in a dump in place of a secret.
pub const MASK: &str = "***";

impl Secret {
    /// Takes the text over; the caller keeps no copy of its own.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// The text itself, for the bytes that are signed, sealed or sent, and for the rules of keys.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The text with [`MASK`] wherever this secret stands in it, for words that came from outside.
    pub fn mask_in<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if self.is_empty() || !text.contains(self.0.as_str()) {
            return Cow::Borrowed(text);
        }
        Cow::Owned(text.replace(self.0.as_str(), MASK))
    }

    /// The same with more behind it, which is a secret still.
    #[must_use]
    pub fn with_suffix(&self, tail: &str) -> Self {
        let mut text = Zeroizing::new(String::with_capacity(self.0.len() + tail.len()));
        text.push_str(&self.0);
        text.push_str(tail);
        Self(text)
    }

    /// How many characters it has.
    pub fn length(&self) -> usize {
        self.0.chars().count()
    }

    /// Whether nothing was entered.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// So that equal secrets can be found among many without opening one.
impl Hash for Secret {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.as_str().hash(state);
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(MASK)
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(MASK)
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

/// How the names of variables begin that hold or lead to keys of this program's user.
const OWN_VARIABLES: [&str; 4] = ["ALIBABA_CLOUD_", "ALIBABACLOUD_", "ALICLOUD_", "TUNNELSMITH_"];

/// Whether a variable holds or leads to keys of this program's user. No program that a draft or a person
/// names gets one: it was started for another purpose.
pub fn is_key_variable(name: &str) -> bool {
    OWN_VARIABLES.iter().any(|prefix| name.starts_with(prefix))
}

/// Whether a variable is an access key itself, or a part of one. A program that a profile names finds its
/// way by the others.
pub fn is_access_key_variable(name: &str) -> bool {
    let is_secret = ["ACCESS_KEY", "SECRET", "TOKEN"].iter().any(|part| name.contains(part));
    is_key_variable(name) && is_secret
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_prints_as_a_mask() {
        let secret = Secret::new("kT7mPq2vXw9bRd4c");
        assert_eq!(format!("{secret} {secret:?} {:#?}", Some(&secret)).matches("kT7").count(), 0);
        assert_eq!(secret.to_string(), MASK);
    }

    #[test]
    fn a_secret_is_masked_in_a_text_that_quotes_it() {
        let secret = Secret::new("kT7mPq2v");
        assert_eq!(secret.mask_in("Psk (kT7mPq2v) is invalid."), "Psk (***) is invalid.");
        assert_eq!(Secret::default().mask_in("as it was"), "as it was");
    }
}
