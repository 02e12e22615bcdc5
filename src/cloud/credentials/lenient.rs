//! Texts as files and answers hold them: `null` for none, blanks around a value.

use serde::{Deserialize, Deserializer};

use crate::connection::Secret;

/// A text, where `null` counts as none; blanks around it are no part of any value here.
pub(super) fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?.unwrap_or_default();
    Ok(text.trim().to_owned())
}

/// The same for a text that is wiped from memory when dropped.
pub(super) fn secret<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Secret, D::Error> {
    let whole = Secret::new(Option::<String>::deserialize(deserializer)?.unwrap_or_default());
    let trimmed = whole.expose().trim();
    if trimmed.len() == whole.expose().len() { Ok(whole) } else { Ok(Secret::new(trimmed)) }
}
