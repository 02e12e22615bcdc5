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
pub struct ReferenceError {
    /// Where the reference stands.
    pub at: TextPosition,
    /// The field.
    pub field: FieldPath,
    /// Why.
    pub problem: ReferenceProblem,
}

/// Why a reference leads nowhere.
#[derive(Debug)]
pub enum ReferenceProblem {
    /// The variable of this name is not set, or empty.
    NotSet(String),
    /// The file cannot be read.
    NoFile(PathBuf, SourceError),
    /// What is sealed cannot be opened.
    Sealed(SealError),
    /// There is no identity to open it with, and why.
    NoIdentity(Message),
    /// It is to be looked at, and would have to be fetched in a way that somebody notices.
    OnlyToSend,
    /// The program gave no key; it is named without its arguments.
    Command(String, CommandError),
    /// Nobody gave the key.
    Ask(AskError),
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
        match &self.problem {
            ReferenceProblem::NotSet(name) => message!("reference-not-set", name),
            ReferenceProblem::NoFile(path, source) => {
                message!("reference-no-file", path, why = source.message())
            }
            ReferenceProblem::Sealed(source) => {
                message!("reference-sealed", why = source.message())
            }
            ReferenceProblem::NoIdentity(why) => message!("reference-sealed", why),
            ReferenceProblem::OnlyToSend => message!("reference-only-to-send"),
            ReferenceProblem::Command(program, source) => {
                message!("reference-command", program, why = source.message())
            }
            ReferenceProblem::Ask(source) => message!("reference-ask", why = source.message()),
        }
        .with("at", self.at.to_string())
        .with("field", self.field)
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
        match fetch(reference, folder, &variable, identity) {
            Ok(Some(key)) => file.draft.set_key(*field, key, KeyStorage::Elsewhere),
            Ok(None) => {}
            Err(problem) => errors.push(ReferenceError { at: *at, field: *field, problem }),
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

fn fetch(
    reference: &KeyReference,
    folder: &Path,
    variable: &impl Fn(&str) -> Option<String>,
    identity: Option<&Identity>,
) -> Result<Option<Secret>, ReferenceProblem> {
    match reference {
        KeyReference::Env(name) => variable(name)
            .filter(|text| !text.is_empty())
            .map(|text| Some(Secret::new(text)))
            .ok_or_else(|| ReferenceProblem::NotSet(name.clone())),
        KeyReference::File(path) => {
            let path = folder.join(path);
            let text = source::load_plain(&path)
                .map_err(|source| ReferenceProblem::NoFile(path, source))?;
            Ok(Some(Secret::new(command::without_line_break(&text))))
        }
        KeyReference::Sealed(sealed) => {
            let Some(identity) = identity else { return Ok(None) };
            match sealed.open(identity) {
                Ok(key) => Ok(Some(key)),
                Err(SealError::NotForUs) => Ok(None),
                Err(source) => Err(ReferenceProblem::Sealed(source)),
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
    let found = match reference {
        KeyReference::Sealed(sealed) => unseal(sealed, identity),
        _ => fetch(reference, folder, &variable, None)
            .and_then(|key| key.ok_or(ReferenceProblem::OnlyToSend)),
    };
    found.map_err(|problem| ReferenceError { at: *at, field: *field, problem })
}

fn unseal(
    sealed: &Sealed,
    identity: Result<&Identity, &IdentityError>,
) -> Result<Secret, ReferenceProblem> {
    match identity {
        Ok(identity) => sealed.open(identity).map_err(ReferenceProblem::Sealed),
        Err(error) => Err(ReferenceProblem::NoIdentity(error.message())),
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
                let declined = matches!(error.problem, ReferenceProblem::Ask(_));
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
    let found = match reference {
        KeyReference::Sealed(sealed) => unseal(sealed, means.identity),
        KeyReference::Command(words) => {
            let program = words.first().map_or("", String::as_str);
            if means.programs.consent.covers(words) {
                (means.before_command)(*field, program);
            }
            let key = means.programs.run(words);
            key.map_err(|source| ReferenceProblem::Command(program.to_owned(), source))
        }
        KeyReference::Ask => (means.ask)(*field).map_err(ReferenceProblem::Ask),
        // These never stay unopened, unless nobody resolved them.
        KeyReference::Env(name) => Err(ReferenceProblem::NotSet(name.clone())),
        KeyReference::File(path) => {
            Err(ReferenceProblem::NoFile(path.clone(), SourceError::Missing))
        }
    };
    found.map_err(|problem| ReferenceError { at: *at, field: *field, problem })
}
