//! Where the files of the store lie.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::files::{FileKind, close_folder};

use super::super::folders::Folders;
use super::disk;
use super::error::StoreError;
use super::loaded::{self, Loaded};
use super::name::DraftName;

/// The folder of earlier versions, in that of the drafts.
pub(super) const VERSIONS: &str = ".versions";

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
        Ok(disk::kind(&self.path(name))? != FileKind::Nothing)
    }

    /// Reads a draft.
    ///
    /// # Errors
    /// When there is none, or what lies there is none.
    pub fn load(&self, name: &DraftName) -> Result<Loaded, StoreError> {
        loaded::load(&self.path(name))?.ok_or_else(|| StoreError::missing(name))
    }

    /// Makes the folder of drafts. One that was there before, copied or restored, may be open to
    /// others.
    pub(super) fn prepare(&self) -> Result<(), StoreError> {
        disk::make_folder(&self.drafts)?;
        for own in [&self.drafts, &self.trash, &self.locks(), &self.drafts.join(VERSIONS)] {
            close_folder(own);
        }
        Ok(())
    }

    pub(super) fn locks(&self) -> PathBuf {
        self.drafts.join(".locks")
    }

    pub(super) fn versions_of(&self, name: &DraftName) -> PathBuf {
        self.drafts.join(VERSIONS).join(name.as_str())
    }

    pub(super) fn now(&self) -> Timestamp {
        (self.now)()
    }
}
