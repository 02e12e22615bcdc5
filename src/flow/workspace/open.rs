//! Opening a draft to work on it.

use crate::drafts::store::{LoadedDraft, Revision};
use crate::drafts::{DraftFile, DraftName, StoreError, resolve};
use crate::files::LockedFile;

use super::Workspace;

/// A draft to work on.
#[derive(Debug)]
pub struct OpenedFile {
    /// The draft. Keys from variables and files stand in it as far as they could be had; all others
    /// are unopened.
    pub file: DraftFile,
    /// What to give to the first save.
    pub revision: Revision,
    /// Marks it as open as long as it is held; none when somebody else has it open, or when no mark
    /// can be made there.
    pub lock: Option<LockedFile>,
    /// Who else has it open: `process 4711`.
    pub locked_by: Option<String>,
    /// References that lead nowhere, and why there is no mark.
    pub notes: Vec<String>,
}

impl Workspace {
    /// Opens a draft, in the end also one that somebody else has open: whether to go on is for the
    /// person to say, and a save then keeps both.
    ///
    /// # Errors
    /// When there is none, or what lies there is none.
    pub fn open_draft(&self, name: &DraftName) -> Result<OpenedFile, StoreError> {
        self.existing(name)?;
        let mut notes = Vec::new();
        let (lock, locked_by) = match self.store.lock(name) {
            Ok(lock) => (Some(lock), None),
            Err(error) => {
                let holder = error.holder();
                if holder.is_none() {
                    notes.push(error.to_string());
                }
                (None, holder)
            }
        };
        // After the lock, so that nobody who heeds it has changed the draft since.
        let LoadedDraft { mut file, revision, .. } = self.store.load(name)?;
        // Without an identity: what is sealed is opened only to be shown or sent.
        let resolved = resolve(&mut file, self.store.folder(), |name| self.variable(name), None);
        notes.extend(resolved.err().into_iter().flatten().map(|error| error.to_string()));
        Ok(OpenedFile { file, revision, lock, locked_by, notes })
    }
}
