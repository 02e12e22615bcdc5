//! The parameters of one request, by name, as they are signed and sent.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use zeroize::Zeroizing;

use crate::connection::{MASK, Secret};

use super::encode::percent_encode;

/// One parameter's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Param {
    /// Anybody may see it.
    Open(String),
    /// It is, or holds, a secret: the text that is sent, and what is shown instead.
    Sealed {
        /// What is signed and sent.
        text: Secret,
        /// What is shown: the mask, or a JSON text with the mask in it.
        shown: String,
    },
}

impl Param {
    /// What may be shown.
    pub fn shown(&self) -> &str {
        match self {
            Self::Open(text) => text,
            Self::Sealed { shown, .. } => shown,
        }
    }

    /// What is signed and sent.
    pub fn sent(&self) -> &str {
        match self {
            Self::Open(text) => text,
            Self::Sealed { text, .. } => text.expose(),
        }
    }
}

/// All parameters of a request, sorted by name in byte order, as the signature wants them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Params(BTreeMap<String, Param>);

/// Why a query or a form is not a set of parameters.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FormError {
    /// One name stands there twice; which one would count is undefined.
    #[error("parameter {0} stands in the request twice")]
    Twice(String),
}

impl Params {
    /// Adds a parameter anybody may see.
    pub fn insert(&mut self, name: impl Into<String>, text: impl Into<String>) {
        self.0.insert(name.into(), Param::Open(text.into()));
    }

    /// Adds those parameters that have a value.
    pub fn insert_present<'a>(
        &mut self,
        values: impl IntoIterator<Item = (&'a str, &'a Option<String>)>,
    ) {
        for (name, value) in values {
            if let Some(value) = value {
                self.insert(name, value);
            }
        }
    }

    /// Adds a list of texts: `name.1`, `name.2` and so on.
    pub fn insert_list(&mut self, name: &str, texts: &[String]) {
        for (number, text) in (1..).zip(texts) {
            self.insert(format!("{name}.{number}"), text);
        }
    }

    /// Keeps only the parameters whose names pass.
    pub fn retain(&mut self, passes: impl Fn(&str) -> bool) {
        self.0.retain(|name, _| passes(name));
    }

    /// Adds a secret parameter.
    pub fn insert_secret(&mut self, name: impl Into<String>, text: Secret) {
        self.insert_masked(name, text, MASK.to_owned());
    }

    /// Adds a parameter that holds a secret, with what may be shown of it.
    pub fn insert_masked(&mut self, name: impl Into<String>, text: Secret, shown: String) {
        self.0.insert(name.into(), Param::Sealed { text, shown });
    }

    /// A value by name.
    pub fn get(&self, name: &str) -> Option<&Param> {
        self.0.get(name)
    }

    /// A value by name, if anybody may see it.
    pub fn plain_text(&self, name: &str) -> Option<&str> {
        match self.0.get(name)? {
            Param::Open(text) => Some(text),
            Param::Sealed { .. } => None,
        }
    }

    /// Takes a parameter out.
    pub fn remove(&mut self, name: &str) -> Option<Param> {
        self.0.remove(name)
    }

    /// Names and values in the order of signing.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Param)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// Adds all of `other`; its values win.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// `name=value&…`, percent-encoded and sorted: the canonical query, and a form body.
    pub fn canonical(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(self.0.len() * 48));
        for (name, value) in self.iter() {
            if !text.is_empty() {
                text.push('&');
            }
            // Writing into a String cannot fail.
            let _ = write!(text, "{}={}", percent_encode(name), percent_encode(value.sent()));
        }
        text
    }

    /// Reads a query or a form body (`application/x-www-form-urlencoded`) and adds what is in it.
    ///
    /// # Errors
    /// When a name stands there twice, or is here already.
    pub fn read_form(&mut self, form: &[u8]) -> Result<(), FormError> {
        for (name, value) in form_urlencoded::parse(form) {
            if self.0.contains_key(name.as_ref()) {
                return Err(FormError::Twice(name.into_owned()));
            }
            if holds_secret(&name) {
                self.insert_secret(name, Secret::new(value.into_owned()));
            } else {
                self.insert(name, value);
            }
        }
        Ok(())
    }

    /// `text` without any of the secrets of this request, plain or percent-encoded once or twice.
    ///
    /// A refusal may quote what was sent; it passes through here before anybody sees it.
    pub fn redact<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let mut clean = Cow::Borrowed(text);
        for (_, value) in self.iter() {
            let Param::Sealed { text: secret, shown } = value else { continue };
            for secret in secrets_in(secret.expose(), shown) {
                for spelling in spellings(&secret) {
                    if clean.contains(spelling.as_str()) {
                        clean = Cow::Owned(clean.replace(spelling.as_str(), MASK));
                    }
                }
            }
        }
        clean
    }
}

/// Whether a parameter of this name is, or holds, a secret.
fn holds_secret(name: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or(name);
    matches!(last, "Psk" | "IkeConfig" | "SecurityToken" | "AuthKey")
}

/// The secrets in a sealed value: itself, or the key inside a JSON text.
fn secrets_in(text: &str, shown: &str) -> Vec<Zeroizing<String>> {
    let mut secrets = vec![Zeroizing::new(text.to_owned())];
    if shown != MASK
        && let Some((before, after)) = shown.split_once(MASK)
        && let Some(inner) = text.strip_prefix(before).and_then(|text| text.strip_suffix(after))
    {
        secrets.push(Zeroizing::new(inner.to_owned()));
        // The JSON text escapes quotes and backslashes; an answer may quote the key itself.
        if let Ok(plain) = serde_json::from_str::<String>(&format!("\"{inner}\"")) {
            secrets.push(Zeroizing::new(plain));
        }
    }
    secrets.retain(|secret| !secret.is_empty());
    secrets
}

fn spellings(secret: &str) -> [Zeroizing<String>; 3] {
    let once = Zeroizing::new(percent_encode(secret).to_string());
    let twice = Zeroizing::new(percent_encode(&once).to_string());
    [twice, once, Zeroizing::new(secret.to_owned())]
}

impl<N: Into<String>, T: Into<String>> FromIterator<(N, T)> for Params {
    fn from_iter<I: IntoIterator<Item = (N, T)>>(pairs: I) -> Self {
        let mut params = Self::default();
        for (name, text) in pairs {
            params.insert(name, text);
        }
        params
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_sort_by_byte() {
        let params: Params =
            [("Tags.2.Key", "i"), ("Tags.10.Key", "j"), ("Tags.1.Value", "")].into_iter().collect();
        assert_eq!(params.canonical().as_str(), "Tags.1.Value=&Tags.10.Key=j&Tags.2.Key=i");
    }

    #[test]
    fn a_form_reads_back() {
        let mut params = Params::default();
        params.read_form(b"Name=a+b%20c&Tags.1.Value=").unwrap();
        assert_eq!(params.plain_text("Name"), Some("a b c"));
        assert_eq!(params.plain_text("Tags.1.Value"), Some(""));
        assert_eq!(params.read_form(b"Name=x"), Err(FormError::Twice("Name".to_owned())));
    }

    #[test]
    fn every_spelling_of_a_key_is_redacted() {
        let mut params = Params::default();
        params.insert_masked(
            "IkeConfig",
            Secret::new(r#"{"Psk":"p@ss w\"1"}"#),
            r#"{"Psk":"***"}"#.into(),
        );
        for echo in ["p@ss w\"1", "p%40ss%20w%221", "p%2540ss%2520w%25221", r#"p@ss w\"1"#] {
            let clean = params.redact(echo);
            assert_eq!(clean, MASK, "{echo}");
        }
    }
}
