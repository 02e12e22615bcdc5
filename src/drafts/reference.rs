//! Keys that a draft only refers to, so that the file can be shown, mailed and committed.

use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};

use crate::connection::{FieldPath, Kept, Secret};

use super::json::At;
use super::reader::DraftFile;
use super::source::{self, SourceError};

/// Where a pre-shared key stands if not in the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyReference {
    /// In an environment variable.
    Env(String),
    /// In a file, beside the draft unless the path is absolute; one line break at its end is not
    /// part of the key.
    File(PathBuf),
}

impl KeyReference {
    pub(super) fn read(name: &str, value: String) -> Option<Self> {
        match name {
            "env" => Some(Self::Env(value)),
            "file" => Some(Self::File(PathBuf::from(value))),
            _ => None,
        }
    }

    /// The reference as it is written into a draft.
    ///
    /// A path that is no Unicode text loses what is none, since JSON cannot hold it.
    pub(super) fn to_json(&self) -> Json {
        match self {
            Self::Env(name) => json!({ "env": name }),
            Self::File(path) => json!({ "file": path.to_string_lossy() }),
        }
    }
}

/// A reference that leads nowhere.
#[derive(Debug, thiserror::Error)]
pub enum ReferenceError {
    /// The variable is not set, or empty.
    #[error("{at}: {field} refers to the environment variable {name}, which is not set")]
    NotSet {
        /// Where the reference stands.
        at: At,
        /// The field.
        field: FieldPath,
        /// The variable.
        name: String,
    },
    /// The file cannot be read.
    #[error("{at}: {field} refers to the file {}: {source}", path.display())]
    NoFile {
        /// Where the reference stands.
        at: At,
        /// The field.
        field: FieldPath,
        /// The file.
        path: PathBuf,
        /// Why.
        source: SourceError,
    },
}

/// Fetches the keys that the draft refers to. `folder` is where the draft lies.
///
/// # Errors
/// Every reference that leads nowhere.
pub fn resolve(
    file: &mut DraftFile,
    folder: &Path,
    variable: impl Fn(&str) -> Option<String>,
) -> Result<(), Vec<ReferenceError>> {
    let mut errors = Vec::new();
    for (field, reference, at) in std::mem::take(&mut file.references) {
        match fetch(&reference, folder, &variable, field, at) {
            Ok(key) => file.draft.set_key(field, key, Kept::Elsewhere),
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

fn fetch(
    reference: &KeyReference,
    folder: &Path,
    variable: &impl Fn(&str) -> Option<String>,
    field: FieldPath,
    at: At,
) -> Result<Secret, ReferenceError> {
    match reference {
        KeyReference::Env(name) => variable(name)
            .filter(|text| !text.is_empty())
            .map(Secret::new)
            .ok_or_else(|| ReferenceError::NotSet { at, field, name: name.clone() }),
        KeyReference::File(path) => {
            let path = folder.join(path);
            let text = source::load(&path).map_err(|source| ReferenceError::NoFile {
                at,
                field,
                path,
                source,
            })?;
            let key = text.strip_suffix('\n').unwrap_or(&text);
            Ok(Secret::new(key.strip_suffix('\r').unwrap_or(key)))
        }
    }
}
