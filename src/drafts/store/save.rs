//! Keeping a draft: the file is replaced only while it holds what the work began with.

use zeroize::Zeroizing;

use super::super::draft_file::DraftFile;
use super::super::journal::kept_version;
use super::super::reader::read;
use super::super::source::LIMIT;
use super::super::writer;
use super::disk::{self, Unnamed};
use super::error::StoreError;
use super::layout::Store;
use super::loaded::Revision;
use super::name::DraftName;

/// What became of a save. In every case the text is on the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// What the text is kept under.
    pub name: DraftName,
    /// What to give to the next save.
    pub revision: Revision,
    /// Which version of the draft it is, see [`kept_version()`].
    pub digest: String,
    /// How it went.
    pub outcome: SaveOutcome,
}

/// How a save went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveOutcome {
    /// Written; the text before, if there was one, is among the versions, unless it was a step of the
    /// same editing session.
    Written,
    /// The very same text was there already.
    Unchanged,
    /// Something else was there than the work began with. It stays, and [`Saved::name`] is a new name
    /// beside it.
    Conflict,
}

/// What becomes of the text that a save replaces.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Replaced {
    /// It becomes the latest version.
    Kept,
    /// It goes.
    Dropped,
}

impl Store {
    /// Keeps a draft. `basis` is what [`Store::load`] or the last save gave, `None` for a new one.
    ///
    /// The file is replaced only while it holds what `basis` says; otherwise both texts are kept, see
    /// [`SaveOutcome::Conflict`]. A draft that is gone by now is written anew.
    ///
    /// # Errors
    /// When it cannot be written; what was there before is untouched then.
    pub fn save(
        &self,
        name: &DraftName,
        file: &DraftFile,
        basis: Option<Revision>,
    ) -> Result<Saved, StoreError> {
        self.write(name, file, basis, Replaced::Kept)
    }

    /// Keeps a draft that is being edited: as [`Store::save`], but where this editing session
    /// `continues`, the text replaced is its own and does not become a version. So the versions are
    /// what sessions began with, however often one saves.
    ///
    /// # Errors
    /// When it cannot be written; what was there before is untouched then.
    pub fn autosave(
        &self,
        name: &DraftName,
        file: &DraftFile,
        basis: Option<Revision>,
        continues: bool,
    ) -> Result<Saved, StoreError> {
        let replaced = if continues { Replaced::Dropped } else { Replaced::Kept };
        self.write(name, file, basis, replaced)
    }

    fn write(
        &self,
        name: &DraftName,
        file: &DraftFile,
        basis: Option<Revision>,
        replaced: Replaced,
    ) -> Result<Saved, StoreError> {
        let text = faithful(name, file)?;
        let revision = Revision::of(text.as_bytes());
        let _alone = self.write_alone()?;
        self.prepare()?;
        disk::sweep(&self.drafts);
        let path = self.path(name);
        let saved = |name: &DraftName, outcome| Saved {
            name: name.clone(),
            revision,
            digest: kept_version(file),
            outcome,
        };
        let unnamed = match disk::read(&path) {
            Ok(Some(found)) if *found.bytes == text.as_bytes() => {
                return Ok(saved(name, SaveOutcome::Unchanged));
            }
            Ok(Some(found)) if basis == Some(Revision::of(&found.bytes)) => {
                let unnamed = Unnamed::write(&self.drafts, text.as_bytes())?;
                if replaced == Replaced::Kept {
                    self.keep(name, &found.bytes)?;
                }
                // An editor that knows nothing of our locks may have written meanwhile.
                if disk::read(&path)?.is_some_and(|now| now.bytes == found.bytes) {
                    unnamed.name(&path)?;
                    disk::sync_folder(&self.drafts)?;
                    self.prune(name);
                    return Ok(saved(name, SaveOutcome::Written));
                }
                unnamed
            }
            Ok(None) => {
                if Unnamed::write(&self.drafts, text.as_bytes())?.name_new(&path)? {
                    disk::sync_folder(&self.drafts)?;
                    return Ok(saved(name, SaveOutcome::Written));
                }
                Unnamed::write(&self.drafts, text.as_bytes())?
            }
            Ok(Some(_)) | Err(StoreError::NotPlain { .. } | StoreError::Unread { .. }) => {
                Unnamed::write(&self.drafts, text.as_bytes())?
            }
            Err(error) => return Err(error),
        };
        let beside = self.beside(name)?;
        if !unnamed.name_new(&self.path(&beside))? {
            return Err(StoreError::taken(&beside));
        }
        disk::sync_folder(&self.drafts)?;
        Ok(saved(&beside, SaveOutcome::Conflict))
    }

    /// A free name for a text that must not go where it was meant to.
    fn beside(&self, name: &DraftName) -> Result<DraftName, StoreError> {
        let time = self.now().strftime("%Y-%m-%d %H.%M.%S").to_string();
        let numbered = (2_u32..).map(|number| format!("(conflict {time}, {number})"));
        let remarks = std::iter::once(format!("(conflict {time})")).chain(numbered);
        for remark in remarks {
            match name.with(&remark) {
                Some(name) if !self.has(&name)? => return Ok(name),
                Some(_) => {}
                None => break,
            }
        }
        Err(StoreError::taken(name))
    }
}

/// The text of a draft, which is known to read back as the same.
fn faithful(name: &DraftName, file: &DraftFile) -> Result<Zeroizing<String>, StoreError> {
    let cannot = |reason| StoreError::Unwritable { name: name.to_string(), reason };
    let text = writer::write(file);
    if text.len() as u64 > LIMIT {
        return Err(cannot("it is longer than 1 MiB, and no draft of that size is read"));
    }
    match read(&text) {
        Ok(_) => Ok(text),
        Err(_) => Err(cannot("it lists more tunnels or tags than a draft can have")),
    }
}
