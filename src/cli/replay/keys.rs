//! Keys that only a replay fetches, by running programs and by asking people: after everybody has
//! agreed, and each reference once, however many rows are made of the draft it stands in.

use std::collections::{BTreeMap, BTreeSet};

use crate::connection::{Draft, FieldPath, KeyStorage, Secret};
use crate::drafts::{Consent, KeyReference, ReferenceError, ReferenceProblem};

use super::super::exit::Exit;
use super::super::load::{DraftLoadError, KeyLoader};
use super::super::output::Output;

/// What was fetched in this run, by the file and the field where its reference stands.
pub(super) struct KeyCache<'a> {
    output: &'a Output,
    /// The programs that a person has agreed to.
    consent: Consent,
    known: BTreeMap<(String, FieldPath), Result<Secret, KeyFetchError>>,
}

/// A key that cannot be had.
struct KeyFetchError {
    problem: String,
    /// Somebody was asked and did not answer, and is not bothered with the next key.
    declined: bool,
}

/// A program that is run for a key.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct KeyProgram {
    /// The file that names it.
    pub(super) file: String,
    /// The field that the key is for.
    pub(super) field: FieldPath,
    /// It and its arguments.
    pub(super) words: Vec<String>,
}

impl<'a> KeyCache<'a> {
    pub(super) fn new(output: &'a Output) -> Self {
        Self { output, consent: Consent::default(), known: BTreeMap::new() }
    }

    /// From now on these programs may be run.
    pub(super) fn agree_to(&mut self, consent: Consent) {
        self.consent = consent;
    }

    /// Opens what is sealed in the draft called `file`, which nobody notices.
    ///
    /// # Errors
    /// Every sealed key that cannot be opened.
    pub(super) fn unseal(
        &mut self,
        file: &str,
        draft: &mut Draft,
        keys: &KeyLoader,
    ) -> Result<(), DraftLoadError> {
        self.open(file, draft, keys, |reference| matches!(reference, KeyReference::Sealed(_)))
    }

    /// Puts all that is left into the draft called `file`: programs are run, and people asked.
    ///
    /// # Errors
    /// Every key that cannot be had.
    pub(super) fn fetch(
        &mut self,
        file: &str,
        draft: &mut Draft,
        keys: &KeyLoader,
    ) -> Result<(), DraftLoadError> {
        self.open(file, draft, keys, |_| true)
    }

    fn open(
        &mut self,
        file: &str,
        draft: &mut Draft,
        keys: &KeyLoader,
        wanted: impl Fn(&KeyReference) -> bool,
    ) -> Result<(), DraftLoadError> {
        let mut problems = Vec::new();
        for reference in keys.unopened(draft).filter(|(_, reference, _)| wanted(reference)) {
            let field = reference.0;
            let known = self.known.entry((keys.file.clone(), field)).or_insert_with(|| {
                keys.open(reference, &self.consent, self.output)
                    .map_err(|error| KeyFetchError::of(&error))
            });
            match known {
                Ok(key) => draft.set_key(field, key.clone(), KeyStorage::Elsewhere),
                Err(missing) => {
                    // The place of a reference counts in its own file, which a row is not.
                    problems.push(match keys.file == file {
                        true => missing.problem.clone(),
                        false => format!("{}:{}", keys.file, missing.problem),
                    });
                    if missing.declined {
                        break;
                    }
                }
            }
        }
        if problems.is_empty() {
            return Ok(());
        }
        Err(DraftLoadError { file: file.to_owned(), problems, exit: Exit::Invalid })
    }
}

impl KeyFetchError {
    fn of(error: &ReferenceError) -> Self {
        let declined = matches!(error.problem, ReferenceProblem::Ask(_));
        Self { problem: error.to_string(), declined }
    }
}

/// The programs that will be run for these drafts.
pub(super) fn programs<'a>(
    drafts: impl Iterator<Item = (&'a Draft, &'a KeyLoader)>,
) -> BTreeSet<KeyProgram> {
    let mut found = BTreeSet::new();
    for (draft, keys) in drafts {
        for (field, reference, _) in keys.unopened(draft) {
            if let KeyReference::Command(words) = reference {
                let (file, words) = (keys.file.clone(), words.clone());
                found.insert(KeyProgram { file, field: *field, words });
            }
        }
    }
    found
}
