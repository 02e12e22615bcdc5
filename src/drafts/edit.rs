//! Changes to the keys of a draft file, where the key and the reference to it have to agree.

use crate::connection::{FieldPath, KeyCustody, Secret};

use super::json::At;
use super::reader::DraftFile;
use super::reference::KeyReference;

impl DraftFile {
    /// Where the key of a field stands, if not in the draft.
    pub fn referred(&self, path: FieldPath) -> Option<&KeyReference> {
        self.references.iter().find(|(other, ..)| *other == path).map(|(_, reference, _)| reference)
    }

    /// Writes a key that a person typed. It stands nowhere else, and is not meant to stand in the
    /// draft for everybody to read.
    pub fn type_key(&mut self, path: FieldPath, key: Secret) {
        self.forget(path);
        self.draft.set_key(path, key, KeyCustody::Elsewhere);
    }

    /// Lets a key stand elsewhere. Nobody has opened it yet.
    pub fn refer_to(&mut self, path: FieldPath, reference: KeyReference) {
        self.forget(path);
        self.references.push((path, reference, At::START));
        self.draft.set_unopened(path);
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
