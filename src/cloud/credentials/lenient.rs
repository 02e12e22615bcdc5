//! Texts as files and answers hold them: `null` for none, blanks around a value.

use std::ops::Deref;

use serde::{Deserialize, Deserializer};

use crate::connection::Secret;

/// A text, where `null` counts as none; blanks around it are no part of any value here.
#[derive(Default)]
pub(super) struct Trimmed<T>(pub(super) T);

impl<T> Deref for Trimmed<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Trimmed<String> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?.unwrap_or_default();
        Ok(Self(text.trim().to_owned()))
    }
}

/// Wiped from memory when dropped, as it came and as it is.
impl<'de> Deserialize<'de> for Trimmed<Secret> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let whole = Secret::new(Option::<String>::deserialize(deserializer)?.unwrap_or_default());
        let trimmed = whole.expose().trim();
        Ok(Self(if trimmed.len() == whole.expose().len() { whole } else { Secret::new(trimmed) }))
    }
}
