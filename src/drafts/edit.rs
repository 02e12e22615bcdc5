//! Repairs made to a draft file: what a draft by itself does not know goes along.

use crate::connection::key::Entropy;
use crate::connection::{Edit, FieldOwner, FieldPath, KeyStorage, Origin, Repair};

use super::draft_file::DraftFile;
use super::json::TextPosition;
use super::reference::KeyReference;

impl DraftFile {
    /// Makes a repair. References to keys are copied, moved and dropped with the keys they stand for,
    /// and what is written or copied is of this origin; what is moved keeps its own.
    ///
    /// A key that is written in place of a reference stands in no file yet; see [`super::unsaved_fields`].
    pub fn apply(&mut self, repair: &Repair, origin: Origin, random: &mut dyn Entropy) {
        for edit in &repair.edits {
            self.follow(edit, origin);
            let step = Repair { edits: vec![edit.clone()] };
            self.draft = step.apply(&self.draft, random);
            self.keep_copy_elsewhere(edit);
        }
        self.origins.retain(|path, _| self.draft.has(*path));
    }

    /// A key that is copied is not written in plain text a second time.
    fn keep_copy_elsewhere(&mut self, edit: &Edit) {
        let Edit::Copy(_, to) = edit else { return };
        if let Some((key, KeyStorage::InDraft)) = self.draft.key(*to) {
            let key = key.clone();
            self.draft.set_key(*to, key, KeyStorage::Elsewhere);
        }
    }

    /// Does with references and origins what is about to be done to the draft.
    fn follow(&mut self, edit: &Edit, origin: Origin) {
        match edit {
            Edit::Copy(from, _) | Edit::Move(from, _) if !self.draft.has(*from) => {}
            // What nobody has opened cannot be cleaned, and stays where it is.
            Edit::CleanKey(path) if self.draft.key(*path).is_none() => {}
            // It is the person's key still.
            Edit::CleanKey(path) => self.refer(*path, None),
            Edit::Set(path, _) | Edit::GenerateKey(path) => {
                self.refer(*path, None);
                self.note(*path, origin);
            }
            Edit::Remove(path) => {
                self.refer(*path, None);
                self.origins.remove(path);
            }
            Edit::Copy(from, to) => {
                self.refer(*to, self.reference(*from));
                self.note(*to, origin);
            }
            Edit::Move(from, to) => {
                self.refer(*to, self.reference(*from));
                self.refer(*from, None);
                let origin = self.origins.remove(from).unwrap_or_default();
                self.note(*to, origin);
            }
            Edit::Tunnels(count) => {
                let stays =
                    |path: FieldPath| !matches!(path.owner, FieldOwner::Tunnel(n) if n > *count);
                self.references.retain(|(path, ..)| stays(*path));
                self.origins.retain(|path, _| stays(*path));
            }
            Edit::RemoveTag(number) => {
                let origins = std::mem::take(&mut self.origins).into_iter();
                let left = origins.filter(|(path, _)| path.owner != FieldOwner::Tag(*number));
                self.origins =
                    left.map(|(path, origin)| (moved_up(path, *number), origin)).collect();
            }
            Edit::Switch(_) => {}
        }
    }

    /// Where the key that stands there can be had, and where that is written.
    fn reference(&self, path: FieldPath) -> Option<(KeyReference, TextPosition)> {
        let found = self.references.iter().find(|(other, ..)| *other == path);
        found.map(|(_, reference, at)| (reference.clone(), *at))
    }

    fn refer(&mut self, path: FieldPath, reference: Option<(KeyReference, TextPosition)>) {
        self.references.retain(|(other, ..)| *other != path);
        self.references.extend(reference.map(|(reference, at)| (path, reference, at)));
    }

    fn note(&mut self, path: FieldPath, origin: Origin) {
        match origin {
            Origin::Typed => drop(self.origins.remove(&path)),
            origin => drop(self.origins.insert(path, origin)),
        }
    }
}

/// Where a value stands once tag `number` is gone.
fn moved_up(path: FieldPath, number: u16) -> FieldPath {
    match path.owner {
        FieldOwner::Tag(n) if n > number => FieldPath::tag(n - 1, path.key),
        _ => path,
    }
}
