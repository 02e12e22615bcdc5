//! Changes to a draft file that concern its keys: the reference to a key goes where the key goes, and
//! goes away once another key stands there.

use crate::connection::key::Entropy;
use crate::connection::{Edit, FieldPath, Kept, Place, Repair, Secret};

use super::json::At;
use super::reader::DraftFile;
use super::reference::KeyReference;

impl DraftFile {
    /// Where the key of a field stands, if not in the draft.
    pub fn reference(&self, path: FieldPath) -> Option<&KeyReference> {
        self.references.iter().find(|(other, ..)| *other == path).map(|(_, reference, _)| reference)
    }

    /// Writes a key that a person typed. It stands nowhere else, and is not meant to stand in the
    /// draft for everybody to read.
    pub fn type_key(&mut self, path: FieldPath, key: Secret) {
        self.forget(path);
        self.draft.set_key(path, key, Kept::Elsewhere);
    }

    /// Lets a key stand elsewhere. Nobody has opened it yet.
    pub fn refer(&mut self, path: FieldPath, reference: KeyReference) {
        self.forget(path);
        self.references.push((path, reference, At::START));
        self.draft.set_unopened(path);
    }

    /// Makes a value absent, and with a key the reference to it.
    pub fn remove(&mut self, path: FieldPath) {
        self.forget(path);
        self.draft.remove(path);
    }

    /// Makes a repair, as [`Repair::apply`] does to the request alone.
    pub fn repair(&mut self, repair: &Repair, random: &mut dyn Entropy) {
        for edit in &repair.edits {
            self.follow(edit);
            let step = Repair { edits: vec![edit.clone()] };
            self.draft = step.apply(&self.draft, random);
        }
    }

    fn follow(&mut self, edit: &Edit) {
        match edit {
            Edit::Set(path, _) | Edit::Remove(path) | Edit::GenerateKey(path) => self.forget(*path),
            // What nobody has opened is not changed.
            Edit::CleanKey(path) if self.draft.key(*path).is_some() => self.forget(*path),
            Edit::Copy(from, to) => self.copy(*from, *to),
            Edit::Move(from, to) => {
                self.copy(*from, *to);
                self.forget(*from);
            }
            Edit::Tunnels(count) => self.references.retain(
                |(path, ..)| !matches!(path.place, Place::Tunnel(number) if number > *count),
            ),
            Edit::CleanKey(_) | Edit::Switch(_) | Edit::RemoveTag(_) => {}
        }
    }

    fn copy(&mut self, from: FieldPath, to: FieldPath) {
        if !self.draft.has(from) {
            return;
        }
        self.forget(to);
        if let Some(reference) = self.reference(from).cloned() {
            self.references.push((to, reference, At::START));
        }
    }

    fn forget(&mut self, path: FieldPath) {
        self.references.retain(|(other, ..)| *other != path);
    }
}
