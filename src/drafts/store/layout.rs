//! Where the files of the store lie.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::files::FileKind;

use super::super::folders::Folders;
use super::disk::StoreFolder;
use super::error::StoreError;
use super::loaded::{self, LoadedDraft};
use super::name::DraftName;

/// The folder of earlier versions, in that of the drafts.
pub(super) const VERSIONS: &str = ".versions";

/// The folder of locks, in that of the drafts.
pub(super) const LOCKS: &str = ".locks";

/// The drafts of one user.
#[derive(Clone, Debug)]
pub struct Store {
    pub(super) drafts: PathBuf,
    pub(super) trash: PathBuf,
    now: fn() -> Timestamp,
}

impl Store {
    /// The store in these folders, which are made when something is saved.
    pub fn open(folders: &Folders) -> Self {
        Self::with_clock(folders, Timestamp::now)
    }

    /// The same with another clock.
    pub fn with_clock(folders: &Folders, now: fn() -> Timestamp) -> Self {
        Self { drafts: folders.drafts(), trash: folders.trash(), now }
    }

    /// Where a draft of this name lies or would lie.
    pub fn path(&self, name: &DraftName) -> PathBuf {
        self.drafts.join(name.file())
    }

    /// The folder of the drafts, beside which relative references are looked up.
    pub fn folder(&self) -> &Path {
        &self.drafts
    }

    /// Whether anything lies under this name.
    ///
    /// # Errors
    /// When that cannot be found out.
    pub fn has(&self, name: &DraftName) -> Result<bool, StoreError> {
        let Some(drafts) = self.drafts()? else { return Ok(false) };
        Ok(drafts.kind(name.file())? != FileKind::Missing)
    }

    /// Reads a draft.
    ///
    /// # Errors
    /// When there is none, or what lies there is none.
    pub fn load(&self, name: &DraftName) -> Result<LoadedDraft, StoreError> {
        let missing = || StoreError::missing(name);
        let drafts = self.drafts()?.ok_or_else(missing)?;
        loaded::load(&drafts, name.file())?.ok_or_else(missing)
    }

    /// The folder of drafts; none where there is none yet.
    pub(super) fn drafts(&self) -> Result<Option<StoreFolder>, StoreError> {
        StoreFolder::open(&self.drafts)
    }

    /// The folder of drafts, made where there is none. One that was there before, copied or restored, may
    /// be open to others.
    pub(super) fn prepare(&self) -> Result<StoreFolder, StoreError> {
        let drafts = StoreFolder::make(&self.drafts)?;
        drafts.make_private();
        for own in [drafts.inside(LOCKS), drafts.inside(VERSIONS), self.trash()] {
            // What is none of ours is told where something is to be done in it.
            if let Ok(Some(own)) = own {
                own.make_private();
            }
        }
        Ok(drafts)
    }

    /// The folder of deleted drafts; none where there is none yet.
    pub(super) fn trash(&self) -> Result<Option<StoreFolder>, StoreError> {
        StoreFolder::open_own(&self.trash)
    }

    pub(super) fn now(&self) -> Timestamp {
        (self.now)()
    }
}
