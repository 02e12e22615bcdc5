//! The draft that somebody works on, marked as open for others, and each state of it kept together with
//! the place in the walk.

use crate::drafts::store::{EditSession, Revision};
use crate::drafts::{Bookmark, DraftFile, DraftName};
use crate::files::LockedFile;

use super::{OpenedFile, Workspace, WorkspaceSave};

/// A state of a draft, to be kept.
#[derive(Clone, Debug)]
pub struct DraftSave {
    /// What it is kept under.
    pub name: DraftName,
    /// Whether it is the first save of a draft that had no name: then a free one near it is taken.
    pub is_new: bool,
    /// The draft.
    pub file: DraftFile,
    /// What it builds on.
    pub basis: Option<Revision>,
    /// What this session has written of it.
    pub session: EditSession,
    /// Where in the walk its person is, for the next start.
    pub place: Bookmark,
}

/// The draft that is open at a time.
#[derive(Debug)]
pub struct WorkingDraft {
    workspace: Result<Workspace, String>,
    open: Option<(DraftName, Option<LockedFile>)>,
    /// Counts what was opened, so that one that comes late takes no other's place.
    opened: u64,
}

impl WorkingDraft {
    /// None is open yet.
    pub fn new(workspace: Result<Workspace, String>) -> Self {
        Self { workspace, open: None, opened: 0 }
    }

    /// Where drafts lie.
    ///
    /// # Errors
    /// Why there is no such place.
    pub fn workspace(&self) -> Result<&Workspace, String> {
        self.workspace.as_ref().map_err(Clone::clone)
    }

    /// Opens a draft and lets go of the one before. Its mark stays here, not in what is returned.
    ///
    /// # Errors
    /// When there is none, or what lies there is none.
    pub fn open_draft(&mut self, name: &DraftName) -> Result<OpenedFile, String> {
        // It may be the very one that is open here.
        self.open = None;
        let mut opened = self.workspace()?.open_draft(name).map_err(|error| error.to_string())?;
        self.open = Some((name.clone(), opened.lock.take()));
        Ok(opened)
    }

    /// Makes room for a draft that is opened elsewhere, and gives what [`WorkingDraft::adopt`] wants: the
    /// keys of a draft may lie where nothing answers, and the one at hand is to be kept meanwhile.
    pub fn begin_opening(&mut self, name: &DraftName) -> u64 {
        // It may be the very one that is open here.
        self.close(name);
        self.opened += 1;
        self.opened
    }

    /// Takes over the mark of a draft that was opened elsewhere, unless another one was opened since.
    pub fn adopt(&mut self, number: u64, name: &DraftName, lock: Option<LockedFile>) {
        if number == self.opened {
            self.open = Some((name.clone(), lock));
        }
    }

    /// Keeps a state of the draft, and where its person is.
    ///
    /// # Errors
    /// When it cannot be written; what was there before is untouched then.
    pub fn save(&mut self, save: DraftSave) -> Result<WorkspaceSave, String> {
        let workspace = self.workspace()?.clone();
        let DraftSave { name, is_new, mut file, basis, session, mut place } = save;
        let name = if is_new { free_name(&workspace, name)? } else { name };
        if is_new {
            // Let go of first: it may be the very same name.
            self.open = None;
            // A mark that cannot be made is no reason to lose a draft.
            self.mark_open(&workspace, &name);
        }
        file.name = Some(name.to_string());
        let stored =
            workspace.save(&name, file, basis, &session).map_err(|error| error.to_string())?;
        if stored.saved.name != name {
            // It goes on beside the one that somebody else has written.
            self.mark_open(&workspace, &stored.saved.name);
        }
        // With the draft, so that a kill at any moment leads back to where it is.
        if place.step.is_some() {
            place.draft = Some(stored.saved.name.clone());
            self.bookmark(&place);
        }
        Ok(stored)
    }

    /// Gives a draft another name, whether it is open here or not; what the next save of it builds on.
    ///
    /// # Errors
    /// When there is none, it is open elsewhere, or the new name is taken.
    pub fn rename(&mut self, from: &DraftName, to: &DraftName) -> Result<Option<Revision>, String> {
        let was_open = self.close(from);
        let workspace = self.workspace()?.clone();
        let renamed = workspace.rename(from, to).map_err(|error| error.to_string());
        if was_open {
            self.mark_open(&workspace, if renamed.is_ok() { to } else { from });
        }
        renamed?;
        Ok(workspace.store().load(to).ok().map(|loaded| loaded.revision))
    }

    /// Lets go of a draft if it is the one that is open; whether it was.
    pub fn close(&mut self, name: &DraftName) -> bool {
        let is_open = self.open.as_ref().is_some_and(|(open, _)| open == name);
        if is_open {
            self.open = None;
        }
        is_open
    }

    /// Lets go of whatever is open.
    pub fn drop_lock(&mut self) {
        self.opened += 1;
        self.open = None;
    }

    /// Remembers a place in the walk for the next start.
    pub fn bookmark(&self, place: &Bookmark) {
        if let Ok(workspace) = self.workspace() {
            // A place that could not be kept costs a few keys at the next start.
            let _ = place.save(workspace.folders());
        }
    }

    fn mark_open(&mut self, workspace: &Workspace, name: &DraftName) {
        self.opened += 1;
        self.open = Some((name.clone(), workspace.lock(name).ok()));
    }
}

/// The name, or one beside it with a number.
fn free_name(workspace: &Workspace, name: DraftName) -> Result<DraftName, String> {
    let numbered = (2..=9999).map(|number| format!("{name} {number}"));
    let names = std::iter::once(name.clone())
        .chain(numbered.filter_map(|name| DraftName::from_typed(&name)));
    for name in names {
        match workspace.store.has(&name) {
            Ok(true) => {}
            Ok(false) => return Ok(name),
            Err(error) => return Err(error.of_draft(&name).to_string()),
        }
    }
    Ok(name)
}
