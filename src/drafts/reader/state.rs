//! What has been read of a file so far, and everything wrong with it.

use std::collections::BTreeSet;

use crate::connection::{Arg, Draft, FieldPath, Mode, closest};

use super::super::draft_file::DraftFile;
use super::super::json::{JsonMember, PositionedJson, TextPosition};
use super::super::shorten::shorten;
use super::problem::{ReadError, ReadProblem};

/// More errors than this are counted and not told one by one.
const MOST_ERRORS: usize = 1000;

/// So many unknown names are compared with all known ones: the work for a file full of them, and
/// nobody reads further.
const MOST_SUGGESTIONS: usize = 20;

/// A name or value from the file is told up to this length.
pub(super) const NAME_MAX: usize = 60;

/// Where a pre-shared key stands in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct KeyLocation {
    pub(in super::super) field: FieldPath,
    /// The value, or the JSON text in which it stands.
    pub(in super::super) at: TextPosition,
    pub(in super::super) in_text: bool,
}

pub(super) struct DraftReader {
    pub(super) file: DraftFile,
    pub(super) mode: Option<Mode>,
    pub(super) dual: bool,
    pub(super) single: bool,
    pub(super) keys: Vec<KeyLocation>,
    pub(super) errors: Vec<ReadError>,
    /// What is left out of `errors`.
    more: usize,
    suggested: usize,
}

impl Default for DraftReader {
    fn default() -> Self {
        Self {
            file: DraftFile::from(Draft::with_no_tunnels(Mode::Dual)),
            mode: None,
            dual: false,
            single: false,
            keys: Vec::new(),
            errors: Vec::new(),
            more: 0,
            suggested: 0,
        }
    }
}

impl DraftReader {
    pub(super) fn done(mut self) -> Result<DraftFile, Vec<ReadError>> {
        if !self.errors.is_empty() {
            self.errors.sort_by_key(|error| error.at);
            if let (Some(last), 1..) = (self.errors.last(), self.more) {
                let (at, problem) = (last.at, ReadProblem::More(self.more));
                self.errors.push(ReadError { at, problem });
            }
            return Err(self.errors);
        }
        let mode = self.mode.unwrap_or_else(|| self.implied_mode());
        let mut file = self.file;
        file.draft.set_mode(mode);
        // A value taken out by hand leaves its origin behind, which is no error.
        file.origins.retain(|path, _| file.draft.has(*path));
        Ok(file)
    }

    pub(super) fn fail(&mut self, at: TextPosition, problem: ReadProblem) {
        if self.errors.len() < MOST_ERRORS {
            self.errors.push(ReadError { at, problem });
        } else {
            self.more += 1;
        }
    }

    pub(super) fn expected(
        &mut self,
        at: TextPosition,
        what: impl Into<Arg>,
        wanted: &'static str,
    ) {
        self.fail(at, ReadProblem::Expected { what: what.into(), wanted });
    }

    /// The presence of tunnels makes a request dual; only fields that no dual request has make it
    /// single; what is left is a new draft, which is dual.
    fn implied_mode(&self) -> Mode {
        if self.single && !self.dual { Mode::Single } else { Mode::Dual }
    }

    pub(super) fn object<'a>(
        &mut self,
        value: PositionedJson<'a>,
        what: &str,
    ) -> Option<Vec<JsonMember<'a>>> {
        let Some(entries) = value.object() else {
            self.expected(value.at(), what.to_owned(), "wanted-object");
            return None;
        };
        Some(self.once(entries))
    }

    /// The entries without repetitions, which are errors.
    pub(super) fn once<'a>(&mut self, entries: Vec<JsonMember<'a>>) -> Vec<JsonMember<'a>> {
        let mut seen = BTreeSet::new();
        let mut once = Vec::with_capacity(entries.len());
        for entry in entries {
            if seen.insert(entry.name.clone().into_owned()) {
                once.push(entry);
            } else {
                self.fail(entry.at, ReadProblem::Twice(shorten(&entry.name, NAME_MAX)));
            }
        }
        once
    }

    pub(super) fn unknown(
        &mut self,
        at: TextPosition,
        name: &str,
        within: impl Into<Arg>,
        known: impl Iterator<Item = String>,
    ) {
        let suggests = self.suggested < MOST_SUGGESTIONS;
        self.suggested += usize::from(suggests);
        let nearest = suggests.then(|| closest(name, known)).flatten();
        let (name, within) = (shorten(name, NAME_MAX), within.into());
        self.fail(at, ReadProblem::Unknown { name, within, nearest });
    }
}
