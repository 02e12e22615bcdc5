//! What a run does on the disk: drafts opened and kept, keys sealed and opened, the journal.
//!
//! Everything here blocks; a screen calls it on a thread of its own.

use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::connection::Draft;
use crate::drafts::diff::{DiffSide, DiffTarget, Difference, diff};
use crate::drafts::journal::{Journal, JournalError};
use crate::drafts::store::{DraftVersion, LoadedDraft, SaveReport};
use crate::drafts::{
    DraftFile, DraftName, Folders, FoldersError, Identity, IdentityError, Store, StoreError,
};
use crate::files::LockedFile;

mod blocks;
mod contents;
mod export;
mod fresh;
mod identity;
mod keys;
mod neighbours;
mod open;
mod save;
mod working;

use identity::IdentityReader;

pub use blocks::BlocksInUse;
pub use contents::{DraftRow, WorkspaceContents};
pub use export::WriteError;
pub use fresh::DuplicateOptions;
pub use keys::{needs_asking, programs};
pub use neighbours::{NeighbourDraft, judge_neighbours};
pub use open::OpenedFile;
pub use save::{SealedKey, WorkspaceSave};
pub use working::{DraftSave, WorkingDraft};

/// Looks an environment variable up.
type Vars = dyn Fn(&str) -> Option<OsString> + Send + Sync;

/// The drafts, the journal and the identity of one user. Cheap to clone.
#[derive(Clone)]
pub struct Workspace {
    folders: Folders,
    store: Store,
    vars: Arc<Vars>,
    identity: Arc<IdentityReader>,
}

impl Workspace {
    /// The workspace in the folder that was asked for, or else where `vars` or the system have it. Nothing
    /// is read or made yet.
    ///
    /// # Errors
    /// When no folder is known.
    pub fn open(
        wanted: Option<&Path>,
        vars: impl Fn(&str) -> Option<OsString> + Send + Sync + 'static,
    ) -> Result<Self, FoldersError> {
        let folders = Folders::find(wanted, &vars)?;
        let store = Store::open(&folders);
        let identity = IdentityReader::new(folders.identity().map(Path::to_owned));
        Ok(Self { folders, store, vars: Arc::new(vars), identity })
    }

    /// Where everything lies.
    pub fn folders(&self) -> &Folders {
        &self.folders
    }

    /// The drafts themselves.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The journal, made if there is none.
    ///
    /// # Errors
    /// When folder or file cannot be used; then nothing may be sent.
    pub fn journal(&self) -> Result<Journal, JournalError> {
        Journal::open(&self.folders.journal())
    }

    /// The identity of this user, which opens sealed keys.
    ///
    /// # Errors
    /// When there is none yet, or it cannot be read.
    pub fn identity(&self) -> Result<Identity, IdentityError> {
        self.identity.get(false, identity::PATIENCE)
    }

    /// Marks a draft as open here. It need not exist yet.
    ///
    /// # Errors
    /// When somebody has it open, this process included.
    pub fn lock(&self, name: &DraftName) -> Result<LockedFile, StoreError> {
        self.store.lock(name)
    }

    /// Gives a draft that nobody has open another name; its versions go with it.
    ///
    /// # Errors
    /// When there is none, it is open, or the new name is taken.
    pub fn rename(&self, from: &DraftName, to: &DraftName) -> Result<(), StoreError> {
        self.existing(from)?;
        if from == to {
            return Err(StoreError::Taken { name: to.to_string() });
        }
        let _locks = (self.store.lock(from)?, self.store.lock(to)?);
        self.store.rename(from, to)
    }

    /// Copies a draft under another name, without its versions.
    ///
    /// # Errors
    /// When there is none, or the new name is taken.
    pub fn duplicate(&self, from: &DraftName, to: &DraftName) -> Result<(), StoreError> {
        self.store.duplicate(from, to)
    }

    /// Moves a draft that nobody has open to the trash, with its versions.
    ///
    /// # Errors
    /// When there is none, or it is open.
    pub fn delete(&self, name: &DraftName) -> Result<(), StoreError> {
        self.existing(name)?;
        let _lock = self.store.lock(name)?;
        self.store.delete(name)
    }

    /// Brings a draft back from the trash: the one that lies in this folder, else the one of this
    /// name that was deleted last.
    ///
    /// # Errors
    /// When none was deleted, or a draft of this name is there.
    pub fn restore(&self, name: &DraftName, from: Option<&Path>) -> Result<(), StoreError> {
        self.store.restore(name, from)
    }

    /// The earlier versions of a draft, the latest first.
    ///
    /// # Errors
    /// When there is no such draft, or its past cannot be read.
    pub fn versions(&self, name: &DraftName) -> Result<Vec<DraftVersion>, StoreError> {
        let found = self.store.versions(name)?;
        if found.is_empty() {
            self.existing(name)?;
        }
        Ok(found)
    }

    /// An earlier version, counted back from 1.
    ///
    /// # Errors
    /// When there is none, or it cannot be read.
    pub fn version(&self, name: &DraftName, number: usize) -> Result<LoadedDraft, StoreError> {
        self.store.version(name, number)
    }

    /// Puts an earlier version in place of a draft that nobody has open, which becomes a version
    /// itself.
    ///
    /// # Errors
    /// When either is not there, or the draft is open.
    pub fn restore_version(
        &self,
        name: &DraftName,
        number: usize,
    ) -> Result<SaveReport, StoreError> {
        self.existing(name)?;
        let _lock = self.store.lock(name)?;
        let basis = self.store.load(name)?.revision;
        let file = self.store.version(name, number)?.file;
        self.store_as_is(name, &file, Some(basis))
    }

    /// What two drafts have different, field by field. Keys are compared as far as they can be had
    /// without running a program or asking anybody.
    pub fn diff(&self, left: &DraftFile, right: &DraftFile) -> Vec<Difference> {
        let [left, right] = [left, right].map(|file| self.as_side(file.clone()));
        diff(&left, &right, DiffTarget::Draft)
    }

    /// The draft with its keys as far as they can be had without running a program or asking anybody.
    pub fn opened(&self, file: DraftFile) -> Draft {
        self.as_side(file).draft
    }

    fn as_side(&self, file: DraftFile) -> DiffSide {
        let identity = self.identity_for(&file).ok();
        let variable = |name: &str| self.variable(name);
        DiffSide::opened(file, self.store.folder(), variable, identity.as_ref())
    }

    /// Nothing is locked or made for a name that nobody uses.
    fn existing(&self, name: &DraftName) -> Result<(), StoreError> {
        match self.store.has(name)? {
            true => Ok(()),
            false => Err(StoreError::NoSuchDraft { name: name.to_string() }),
        }
    }

    /// A variable as the reference to a key has it.
    fn variable(&self, name: &str) -> Option<String> {
        (self.vars)(name)?.into_string().ok()
    }

    fn home_folder(&self) -> Option<PathBuf> {
        let name = if cfg!(windows) { "USERPROFILE" } else { "HOME" };
        (self.vars)(name).filter(|home| !home.is_empty()).map(PathBuf::from)
    }
}

impl fmt::Debug for Workspace {
    /// The variables are left out: some of them are keys.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Workspace").field("folders", &self.folders).finish_non_exhaustive()
    }
}
