//! What an import gives: a draft, and the list of what it does not have.

use crate::connection::key::is_quoted;
use crate::connection::{Draft, FieldPath, Key};

use super::super::reference::KeyReference;
use super::super::shorten::shorten;
use super::error::ImportError;

/// Whether pre-shared keys come along.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeyPolicy {
    /// They stay where they are, and the list says so.
    #[default]
    LeaveOut,
    /// They stand in the draft afterwards, for whoever reads it.
    CarryOver,
}

/// A draft made from something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// What the engineer called it, where the source was a draft.
    pub name: Option<String>,
    /// The request.
    pub draft: Draft,
    /// The keys that the source only refers to.
    pub references: Vec<(FieldPath, KeyReference)>,
    /// What could not be carried over.
    pub omitted: Vec<Omission>,
}

impl Imported {
    /// The fields that the draft has now, keys that are referred to included.
    pub fn carried(&self) -> Vec<FieldPath> {
        let referred = self.references.iter().map(|(path, _)| *path);
        let mut all: Vec<FieldPath> = self.draft.present_paths().chain(referred).collect();
        all.sort();
        all.dedup();
        all
    }

    /// Sets the region, in place of what the source said or did not say.
    pub fn set_region(&mut self, region: &str) {
        let path = FieldPath::connection(crate::connection::Key::RegionId);
        self.draft.set(path, region);
        self.omitted.retain(|omission| omission.reason != OmissionReason::NoRegion);
    }

    /// The import, if the source was understood.
    ///
    /// # Errors
    /// When nothing in it was recognised, or a value still has quotation marks around it.
    pub(super) fn checked(self) -> Result<Self, ImportError> {
        use OmissionReason as R;
        let is_known = |reason: &R| {
            !matches!(
                reason,
                R::Unknown(_) | R::Protocol | R::Tool | R::Stray(_) | R::NoRegion | R::More(_)
            )
        };
        if self.carried().is_empty() && !self.omitted.iter().any(|one| is_known(&one.reason)) {
            return Err(ImportError::NothingRecognised);
        }
        let quoted = self.draft.present_paths().find(|path| has_quotes(&self.draft, *path));
        quoted.map_or(Ok(self), |path| Err(ImportError::QuotesLeft(path.to_string())))
    }

    /// Says that the region is missing, if it is.
    pub(super) fn note_missing_region(&mut self) {
        let path = FieldPath::connection(crate::connection::Key::RegionId);
        if !self.draft.has(path) {
            self.omitted
                .push(Omission { name: path.to_string(), reason: OmissionReason::NoRegion });
        }
    }
}

/// Something the draft does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Omission {
    /// Its name in the source, shortened if need be; never its value.
    pub name: String,
    /// Why it was left.
    pub reason: OmissionReason,
}

/// Why something was not carried over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OmissionReason {
    /// A pre-shared key, and nobody asked for keys.
    KeyHeldBack,
    /// What stands there only hides a key (rule P-13).
    KeyMasked,
    /// It belongs to the protocol: signature, time, version.
    Protocol,
    /// An option of the tool, not of the connection.
    Tool,
    /// The request has no such parameter; the known name most like it.
    Unknown(Option<String>),
    /// It stands there twice; the first was taken.
    Duplicate,
    /// Another kind of value than the parameter has.
    WrongType,
    /// A setting that this mode of connection does not have.
    OtherMode,
    /// So many words that belong to no option.
    Stray(usize),
    /// The shell would have put something in its place.
    Expression,
    /// It refers to something that stands elsewhere; to what, where that is a plain name.
    Reference(Option<String>),
    /// The source keeps it in a file.
    InFile,
    /// Part of a connection of a VPN gateway, which one for a transit router does not have.
    NoPlace,
    /// Terraform hides it.
    Sensitive,
    /// Known only once Terraform has applied the plan.
    AfterApply,
    /// An address that this very connection was given; another one gets its own.
    OwnAddress,
    /// The service does not report it, so its default will apply.
    NotReported,
    /// The source names no region, and there is no connection without one.
    NoRegion,
    /// A number in a list that no request reaches.
    TooMany,
    /// So many more, not listed one by one.
    More(usize),
}

/// Whether quotation marks stand around a value, or at one end of it where no value has any.
fn has_quotes(draft: &Draft, path: FieldPath) -> bool {
    const MARKS: [char; 10] = ['"', '\'', '`', '“', '”', '„', '‘', '’', '«', '»'];
    let is_around = |text: &str| {
        let mut letters = text.chars();
        let ends = (letters.next(), letters.next_back());
        matches!(ends, (Some(first), Some(last)) if MARKS.contains(&first) && MARKS.contains(&last))
    };
    if let Some((key, _)) = draft.key(path) {
        return is_quoted(key);
    }
    let text = draft.text(path).unwrap_or_default();
    match path.key {
        // Blanks between typographic marks have split such a value.
        Key::Name | Key::TagKey | Key::TagValue => {
            is_around(text) || text.starts_with(['“', '„', '«'])
        }
        _ => text.starts_with(MARKS) || text.ends_with(MARKS),
    }
}

/// A name from outside, short enough for one line.
pub(super) fn short(text: &str) -> String {
    shorten(text, 80)
}
