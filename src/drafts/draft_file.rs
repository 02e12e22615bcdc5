//! A draft as it stands in a file: what was typed, and what its author wants remembered about it.

use std::collections::BTreeMap;

use crate::connection::{Draft, DraftPeer, FieldPath, KeyStorage, Origin, Secret};

use super::json::TextPosition;
use super::reference::KeyReference;

/// A draft as it stands in a file.
#[derive(Clone, Debug)]
pub struct DraftFile {
    /// What the engineer calls it; not the name of the connection.
    pub name: Option<String>,
    /// The request as typed. Keys that are only referred to stand there unopened; see
    /// [`super::resolve()`].
    pub draft: Draft,
    /// The keys that are sealed or stand elsewhere, and where the reference stands; they stay here
    /// once they are opened, so that the draft can be written as it was.
    pub references: Vec<(FieldPath, KeyReference, TextPosition)>,
    /// The ids of the findings that its author has seen and lives with.
    pub acknowledged: Vec<String>,
    /// Where values came from; one that is not listed was typed.
    pub origins: BTreeMap<FieldPath, Origin>,
    /// What its author wants remembered about it.
    pub note: Option<String>,
    /// The device at the other end, if anybody named it.
    pub peer: Option<DraftPeer>,
}

impl DraftFile {
    /// Whether a key stands in it in plain text.
    pub fn has_plain_keys(&self) -> bool {
        let mut keys = self.draft.present_paths().filter_map(|path| self.draft.key(path));
        keys.any(|(key, kept)| kept == KeyStorage::InDraft && !key.is_empty())
    }

    /// Where the key of a field stands, if not in the draft.
    pub fn key_reference(&self, path: FieldPath) -> Option<&KeyReference> {
        self.references.iter().find(|(other, ..)| *other == path).map(|(_, reference, _)| reference)
    }

    /// Writes a key that a person typed. It stands nowhere else, and is not meant to stand in the
    /// draft for everybody to read.
    pub fn type_key(&mut self, path: FieldPath, key: Secret) {
        self.forget(path);
        self.draft.set_key(path, key, KeyStorage::Elsewhere);
    }

    /// Makes a value absent, and with a key the reference to it.
    pub fn remove(&mut self, path: FieldPath) {
        self.forget(path);
        self.draft.remove(path);
    }

    fn forget(&mut self, path: FieldPath) {
        self.references.retain(|(other, ..)| *other != path);
        self.origins.remove(&path);
    }
}

impl From<Draft> for DraftFile {
    /// A file that holds nothing but the request.
    fn from(draft: Draft) -> Self {
        Self {
            name: None,
            draft,
            references: Vec::new(),
            acknowledged: Vec::new(),
            origins: BTreeMap::new(),
            note: None,
            peer: None,
        }
    }
}
