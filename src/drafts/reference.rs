//! Keys that a draft only refers to, so that the file can be shown, mailed and committed.

use std::path::PathBuf;

use serde_json::{Value as Json, json};

use crate::connection::{Message, ToMessage as _, message};

use super::json::PositionedJson;
use super::recipient::Recipient;
use super::sealed::Sealed;

/// Where a pre-shared key stands if not in the draft for everybody to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyReference {
    /// In the draft, sealed.
    Sealed(Sealed),
    /// In an environment variable.
    Env(String),
    /// In a file, beside the draft unless the path is absolute; one line break at its end is not
    /// part of the key.
    File(PathBuf),
    /// Printed by a program, which is run without a shell where tunnelsmith was started; one line
    /// break at the end is not part of the key.
    Command(Vec<String>),
    /// In somebody's head: it is asked for when the request is sent.
    Ask,
}

/// The form of a reference that is none.
pub(super) enum ReferenceFormatError {
    /// Not one of the forms.
    Unknown,
    /// One of them, with something wrong in it.
    Because(Message),
}

impl KeyReference {
    /// Reads the entries of a reference's object.
    pub(super) fn read(
        entries: &[(&str, PositionedJson<'_>)],
    ) -> Result<Self, ReferenceFormatError> {
        match entries {
            [("env", value)] => value.string().map(Self::Env).ok_or(ReferenceFormatError::Unknown),
            [("file", value)] => value
                .string()
                .map(|path| Self::File(PathBuf::from(path)))
                .ok_or(ReferenceFormatError::Unknown),
            [("command", value)] => command_line(*value).map(Self::Command),
            [("ask", value)] if value.written() == "true" => Ok(Self::Ask),
            [("sealed", sealed)] => sealed_key(*sealed, None),
            [("sealed", sealed), ("for", list)] | [("for", list), ("sealed", sealed)] => {
                sealed_key(*sealed, Some(*list))
            }
            _ => Err(ReferenceFormatError::Unknown),
        }
    }

    /// The reference as it stands in a draft.
    pub fn to_json(&self) -> Json {
        match self {
            Self::Sealed(sealed) if sealed.recipients().is_empty() => {
                json!({"sealed": sealed.text()})
            }
            Self::Sealed(sealed) => {
                let recipients: Vec<_> =
                    sealed.recipients().iter().map(ToString::to_string).collect();
                json!({"sealed": sealed.text(), "for": recipients})
            }
            Self::Env(name) => json!({"env": name}),
            Self::File(path) => json!({"file": path.to_string_lossy()}),
            Self::Command(words) => json!({"command": words}),
            Self::Ask => json!({"ask": true}),
        }
    }
}

fn command_line(value: PositionedJson<'_>) -> Result<Vec<String>, ReferenceFormatError> {
    let wrong = || ReferenceFormatError::Because(message!("reference-command-form"));
    let words = value.array().ok_or_else(wrong)?;
    let words: Option<Vec<String>> = words.iter().map(|word| word.string()).collect();
    let words = words.ok_or_else(wrong)?;
    // The system takes neither an empty name nor a zero byte in any word.
    let sound = words.first().is_some_and(|program| !program.is_empty())
        && words.iter().all(|word| !word.contains('\0'));
    if sound { Ok(words) } else { Err(wrong()) }
}

fn sealed_key(
    sealed: PositionedJson<'_>,
    list: Option<PositionedJson<'_>>,
) -> Result<KeyReference, ReferenceFormatError> {
    let text = sealed.string().ok_or(ReferenceFormatError::Unknown)?;
    let mut recipients = Vec::new();
    if let Some(list) = list {
        let wrong = || ReferenceFormatError::Because(message!("reference-for-form"));
        for item in list.array().ok_or_else(wrong)? {
            let recipient = item.string().ok_or_else(wrong)?.parse::<Recipient>();
            recipients.push(recipient.map_err(|error| {
                ReferenceFormatError::Because(message!(
                    "reference-for-entry",
                    why = error.message()
                ))
            })?);
        }
    }
    Sealed::from_text(text, recipients)
        .map(KeyReference::Sealed)
        .map_err(|error| ReferenceFormatError::Because(error.message()))
}
