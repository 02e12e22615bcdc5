//! Opens the keys that a draft only refers to.
//!
//! They are opened in two steps. [`resolve`] does what has no effect on anybody: variables, files,
//! and what is sealed for the identity at hand. [`open_rest`] does what somebody notices: it runs
//! programs and asks. In between, such a key stands in the draft as unopened.

use std::io;
use std::path::{Path, PathBuf};

use crate::connection::{Draft, FieldPath, KeyStorage, Message, Secret, ToMessage, message};
use crate::text::print_as_message;

use super::command::{self, CommandError, CommandRunner};
use super::draft_file::DraftFile;
use super::identity::{Identity, IdentityError};
use super::json::TextPosition;
use super::reference::KeyReference;
use super::sealed::{SealError, Sealed};
use super::source::{self, SourceError};

/// A reference that leads nowhere.
#[derive(Debug, thiserror::Error)]
pub enum ReferenceError {
    /// The variable is not set, or empty.
    NotSet {
        /// Where the reference stands.
        at: TextPosition,
        /// The field.
        field: FieldPath,
        /// The variable.
        name: String,
    },
    /// The file cannot be read.
    NoFile {
        /// Where the reference stands.
        at: TextPosition,
        /// The field.
        field: FieldPath,
        /// The file.
        path: PathBuf,
        /// Why.
        source: SourceError,
    },
    /// What is sealed cannot be opened.
    Sealed {
        /// Where the reference stands.
        at: TextPosition,
        /// The field.
        field: FieldPath,
        /// Why.
        source: SealError,
    },
    /// There is no identity to open it with.
    NoIdentity {
        /// Where the reference stands.
        at: TextPosition,
        /// The field.
        field: FieldPath,
        /// Why.
        why: Message,
    },
    /// It is to be looked at, and would have to be fetched in a way that somebody notices.
    OnlyToSend {
        /// Where the reference stands.
        at: TextPosition,
        /// The field.
        field: FieldPath,
    },
    /// The program gave no key.
    Command {
        /// Where the reference stands.
        at: TextPosition,
        /// The field.
        field: FieldPath,
        /// The program, without its arguments.
        program: String,
        /// Why.
        source: CommandError,
    },
    /// Nobody gave the key.
    Ask {
        /// Where the reference stands.
        at: TextPosition,
        /// The field.
        field: FieldPath,
        /// Why.
        source: AskError,
    },
}

/// Why asking gave no key.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// Nobody to ask.
    NoTerminal,
    /// Ctrl-C, or the end of the input.
    Declined,
    /// The terminal failed.
    Io(#[from] io::Error),
}

print_as_message!(ReferenceError, AskError);

impl ToMessage for ReferenceError {
    fn message(&self) -> Message {
        match self {
            Self::NotSet { name, .. } => message!("reference-not-set", name = name),
            Self::NoFile { path, source, .. } => {
                message!("reference-no-file", path = path, why = source.message())
            }
            Self::Sealed { source, .. } => message!("reference-sealed", why = source.message()),
            Self::NoIdentity { why, .. } => message!("reference-sealed", why = why),
            Self::OnlyToSend { .. } => message!("reference-only-to-send"),
            Self::Command { program, source, .. } => {
                message!("reference-command", program = program, why = source.message())
            }
            Self::Ask { source, .. } => message!("reference-ask", why = source.message()),
        }
        .with("at", self.at().to_string())
        .with("field", self.field())
    }
}

impl ReferenceError {
    fn at(&self) -> TextPosition {
        match self {
            Self::NotSet { at, .. }
            | Self::NoFile { at, .. }
            | Self::Sealed { at, .. }
            | Self::NoIdentity { at, .. }
            | Self::OnlyToSend { at, .. }
            | Self::Command { at, .. }
            | Self::Ask { at, .. } => *at,
        }
    }

    fn field(&self) -> FieldPath {
        match self {
            Self::NotSet { field, .. }
            | Self::NoFile { field, .. }
            | Self::Sealed { field, .. }
            | Self::NoIdentity { field, .. }
            | Self::OnlyToSend { field, .. }
            | Self::Command { field, .. }
            | Self::Ask { field, .. } => *field,
        }
    }
}

impl ToMessage for AskError {
    fn message(&self) -> Message {
        match self {
            Self::NoTerminal => message!("ask-no-terminal"),
            Self::Declined => message!("ask-declined"),
            Self::Io(error) => message!("ask-io", reason = error),
        }
    }
}

/// Fetches the keys that can be had without any effect: from variables, from files, and those sealed
/// for `identity`. `folder` is where the draft lies.
///
/// A key that is sealed for others, comes from a program or is asked for stays unopened.
///
/// # Errors
/// Every reference that leads nowhere, and sealed keys that are damaged.
pub fn resolve(
    file: &mut DraftFile,
    folder: &Path,
    variable: impl Fn(&str) -> Option<String>,
    identity: Option<&Identity>,
) -> Result<(), Vec<ReferenceError>> {
    let mut errors = Vec::new();
    for (field, reference, at) in &file.references {
        match fetch(reference, folder, &variable, identity, (*field, *at)) {
            Ok(Some(key)) => file.draft.set_key(*field, key, KeyStorage::Elsewhere),
            Ok(None) => {}
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

fn fetch(
    reference: &KeyReference,
    folder: &Path,
    variable: &impl Fn(&str) -> Option<String>,
    identity: Option<&Identity>,
    (field, at): (FieldPath, TextPosition),
) -> Result<Option<Secret>, ReferenceError> {
    match reference {
        KeyReference::Env(name) => variable(name)
            .filter(|text| !text.is_empty())
            .map(|text| Some(Secret::new(text)))
            .ok_or_else(|| ReferenceError::NotSet { at, field, name: name.clone() }),
        KeyReference::File(path) => {
            let path = folder.join(path);
            let text = source::load_plain(&path).map_err(|source| ReferenceError::NoFile {
                at,
                field,
                path,
                source,
            })?;
            Ok(Some(Secret::new(command::without_line_break(&text))))
        }
        KeyReference::Sealed(sealed) => {
            let Some(identity) = identity else { return Ok(None) };
            match sealed.open(identity) {
                Ok(key) => Ok(Some(key)),
                Err(SealError::NotForUs) => Ok(None),
                Err(source) => Err(ReferenceError::Sealed { at, field, source }),
            }
        }
        KeyReference::Command(_) | KeyReference::Ask => Ok(None),
    }
}

/// Opens one key for the eyes of who asks to see it, without any effect on anybody. `folder` is where
/// the draft lies; `identity` is what opens a sealed one, or why there is none.
///
/// # Errors
/// Where the reference leads nowhere, cannot be opened, or is followed only to send the request.
pub fn reveal(
    (field, reference, at): &(FieldPath, KeyReference, TextPosition),
    folder: &Path,
    variable: impl Fn(&str) -> Option<String>,
    identity: Result<&Identity, &IdentityError>,
) -> Result<Secret, ReferenceError> {
    let (field, at) = (*field, *at);
    if let KeyReference::Sealed(sealed) = reference {
        return unseal(sealed, identity, field, at);
    }
    let found = fetch(reference, folder, &variable, None, (field, at))?;
    found.ok_or(ReferenceError::OnlyToSend { at, field })
}

fn unseal(
    sealed: &Sealed,
    identity: Result<&Identity, &IdentityError>,
    field: FieldPath,
    at: TextPosition,
) -> Result<Secret, ReferenceError> {
    match identity {
        Ok(identity) => {
            sealed.open(identity).map_err(|source| ReferenceError::Sealed { at, field, source })
        }
        Err(error) => Err(ReferenceError::NoIdentity { at, field, why: error.message() }),
    }
}

/// What the keys that are still unopened are opened with.
pub struct ReferenceOpener<'a> {
    /// The identity, or why there is none.
    pub identity: Result<&'a Identity, &'a IdentityError>,
    /// How programs are run, and which.
    pub programs: &'a CommandRunner,
    /// Told before a program is run: for which field, and its name.
    pub before_command: &'a mut dyn FnMut(FieldPath, &str),
    /// Asks for a key.
    pub ask: &'a mut dyn FnMut(FieldPath) -> Result<Secret, AskError>,
}

/// Opens the keys that [`resolve`] left: runs programs and asks.
///
/// # Errors
/// Every key that cannot be had. After somebody declined to answer, nothing more is run or asked.
pub fn open_unresolved(
    draft: &mut Draft,
    references: &[(FieldPath, KeyReference, TextPosition)],
    means: &mut ReferenceOpener<'_>,
) -> Result<(), Vec<ReferenceError>> {
    let mut errors = Vec::new();
    for one in references {
        if !draft.is_key_unresolved(one.0) {
            continue;
        }
        match open_reference(one, means) {
            Ok(key) => draft.set_key(one.0, key, KeyStorage::Elsewhere),
            Err(error) => {
                let declined = matches!(error, ReferenceError::Ask { .. });
                errors.push(error);
                if declined {
                    break;
                }
            }
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

/// Opens one key that [`resolve`] left, and leaves it to the caller where to put it.
///
/// # Errors
/// Why it cannot be had.
pub fn open_reference(
    (field, reference, at): &(FieldPath, KeyReference, TextPosition),
    means: &mut ReferenceOpener<'_>,
) -> Result<Secret, ReferenceError> {
    let (field, at) = (*field, *at);
    match reference {
        KeyReference::Sealed(sealed) => unseal(sealed, means.identity, field, at),
        KeyReference::Command(words) => {
            let program = words.first().map_or("", String::as_str);
            if means.programs.consent.covers(words) {
                (means.before_command)(field, program);
            }
            means.programs.run(words).map_err(|source| ReferenceError::Command {
                at,
                field,
                program: program.to_owned(),
                source,
            })
        }
        KeyReference::Ask => {
            (means.ask)(field).map_err(|source| ReferenceError::Ask { at, field, source })
        }
        // These never stay unopened, unless nobody resolved them.
        KeyReference::Env(name) => Err(ReferenceError::NotSet { at, field, name: name.clone() }),
        KeyReference::File(path) => Err(ReferenceError::NoFile {
            at,
            field,
            path: path.clone(),
            source: SourceError::Missing,
        }),
    }
}
