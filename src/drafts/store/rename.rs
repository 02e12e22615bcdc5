//! Another name for a draft, and a copy under another name.

use crate::files::FileKind;

use super::super::writer;
use super::error::StoreError;
use super::layout::{Store, VERSIONS};
use super::loaded::{LoadedDraft, Revision};
use super::name::DraftName;
use super::save::EditSession;
use super::trash;

impl Store {
    /// Gives a draft another name, also inside; its versions go with it.
    ///
    /// # Errors
    /// When there is none, the new name is taken, or it cannot be moved.
    pub fn rename(&self, from: &DraftName, to: &DraftName) -> Result<(), StoreError> {
        {
            let _alone = self.lock_for_writing()?;
            let drafts = self.drafts()?.ok_or_else(|| StoreError::missing(from))?;
            if drafts.kind(from.file())? == FileKind::Missing {
                return Err(StoreError::missing(from));
            }
            if drafts.kind(to.file())? != FileKind::Missing {
                return Err(StoreError::taken(to));
            }
            drafts.rename(from.file(), &drafts, to.file())?;
            if let Some(all) = drafts.inside(VERSIONS)?
                && all.inside(from.as_str())?.is_some()
            {
                trash::move_versions(&all, from.as_str(), &drafts, to)?;
            }
        }
        self.write_name(to)
    }

    /// Copies a draft under another name; the copy has no earlier versions.
    ///
    /// # Errors
    /// When there is none, the new name is taken, or it cannot be written.
    pub fn duplicate(&self, from: &DraftName, to: &DraftName) -> Result<(), StoreError> {
        let LoadedDraft { mut file, .. } = self.load(from)?;
        if self.has(to)? {
            return Err(StoreError::taken(to));
        }
        file.name = Some(to.to_string());
        self.save(to, &file, None).map(drop)
    }

    /// Writes the name into the draft that goes by it. One that cannot be read stays as it is.
    fn write_name(&self, name: &DraftName) -> Result<(), StoreError> {
        let Ok(LoadedDraft { mut file, revision, .. }) = self.load(name) else { return Ok(()) };
        if file.name.as_deref().and_then(DraftName::from_typed).as_ref() == Some(name) {
            return Ok(());
        }
        // A text of ours is the same one under another name. What a person wrote in a way of their
        // own is a version worth keeping.
        let session = EditSession::default();
        if Revision::of(writer::write(&file).as_bytes()) == revision {
            session.mark_written(revision);
        }
        file.name = Some(name.to_string());
        self.save_in(&session, name, &file, Some(revision), &|| None).map(drop)
    }
}
