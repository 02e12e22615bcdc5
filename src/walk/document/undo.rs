//! The way back: what is remembered before a change, and how it is taken back and made again.

use crate::connection::FieldPath;
use crate::drafts::DraftFile;

use super::{Document, MOST_UNDONE, Snapshot};

impl Document {
    /// Whether there is a change to take back.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is a change to make again.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// The last change is taken back; the field it was made in.
    pub fn undo(&mut self) -> Option<Option<FieldPath>> {
        let snapshot = self.past.pop()?;
        let at = snapshot.at;
        let now = self.swap(snapshot.file);
        self.future.push(Snapshot { file: now, at });
        Some(at)
    }

    /// What was taken back last is made again; the field it was made in.
    pub fn redo(&mut self) -> Option<Option<FieldPath>> {
        let snapshot = self.future.pop()?;
        let at = snapshot.at;
        let now = self.swap(snapshot.file);
        self.past.push(Snapshot { file: now, at });
        Some(at)
    }

    fn swap(&mut self, mut file: DraftFile) -> DraftFile {
        // A key that was sealed or opened since is the same key.
        for (path, reference, at) in &self.file.references {
            let is_same = file.draft.key(*path).map(|(key, _)| key)
                == self.file.draft.key(*path).map(|(key, _)| key);
            let is_there = file.key_reference(*path).is_some();
            if is_same && file.draft.has(*path) && !is_there {
                file.references.push((*path, reference.clone(), *at));
            }
        }
        file.name.clone_from(&self.file.name);
        self.typing = None;
        self.objection = None;
        self.revision += 1;
        let before = std::mem::replace(&mut self.file, file);
        self.invalidate_findings();
        before
    }

    pub(super) fn remember(&mut self, path: FieldPath, by_typing: bool) {
        self.remember_at(Some(path), by_typing);
    }

    pub(super) fn remember_at(&mut self, at: Option<FieldPath>, by_typing: bool) {
        self.future.clear();
        if by_typing && at.is_some() && self.typing == at {
            return;
        }
        self.typing = if by_typing { at } else { None };
        self.past.push(Snapshot { file: self.file.clone(), at });
        if self.past.len() > MOST_UNDONE {
            self.past.remove(0);
        }
    }
}
