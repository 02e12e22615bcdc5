//! What a draft was before: the last ten versions, each under the time it was replaced.

use std::ffi::OsStr;
use std::path::PathBuf;

use jiff::{SignedDuration, Timestamp};

use super::super::journal::{short, stored_digest};
use super::super::reader::read;
use super::super::source;
use super::disk::StoreFolder;
use super::error::StoreError;
use super::layout::{Store, VERSIONS};
use super::loaded::{self, LoadedDraft};
use super::name::DraftName;
use super::stamp;

/// How many versions are kept, the current one not counted.
pub const VERSIONS_KEPT: usize = 10;

/// One earlier version of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftVersion {
    /// Counted back: 1 is the one before the current.
    pub number: usize,
    /// When it was replaced.
    pub replaced: Timestamp,
    /// Which version of the draft it is, see [`LoadedDraft::digest`]; none where it is no draft.
    pub digest: Option<String>,
    /// Where it lies.
    pub file: PathBuf,
}

/// The past of a draft: its folder, held open, and what is in it, the latest first.
pub(super) struct VersionHistory {
    pub folder: StoreFolder,
    pub versions: Vec<DraftVersion>,
}

impl Store {
    /// The earlier versions of a draft, the latest first; a name nobody used has none.
    ///
    /// # Errors
    /// When the folder is there and cannot be read.
    pub fn versions(&self, name: &DraftName) -> Result<Vec<DraftVersion>, StoreError> {
        let Some(VersionHistory { folder, mut versions }) = self.past(name)? else {
            return Ok(Vec::new());
        };
        for version in &mut versions {
            let loaded = loaded::load(&folder, version.file_name()).ok().flatten();
            version.digest = loaded.map(|loaded| loaded.digest());
        }
        Ok(versions)
    }

    /// The past of a draft; none where it has none.
    pub(super) fn past(&self, name: &DraftName) -> Result<Option<VersionHistory>, StoreError> {
        let Some(drafts) = self.drafts()? else { return Ok(None) };
        let Some(all) = drafts.inside(VERSIONS)? else { return Ok(None) };
        let Some(folder) = all.inside(name.as_str())? else { return Ok(None) };
        VersionHistory::in_folder(folder).map(Some)
    }

    /// An earlier version, counted back from 1. Its revision is its own, not that of the draft.
    ///
    /// # Errors
    /// When there is none, or it cannot be read.
    pub fn version(&self, name: &DraftName, number: usize) -> Result<LoadedDraft, StoreError> {
        let none = || StoreError::NoSuchVersion { name: name.to_string(), number };
        let VersionHistory { folder, versions } = self.past(name)?.ok_or_else(none)?;
        let version =
            versions.into_iter().find(|version| version.number == number).ok_or_else(none)?;
        loaded::load(&folder, version.file_name())?.ok_or_else(none)
    }

    /// Keeps these bytes as the latest version. The caller is the only writer.
    pub(super) fn add_version(
        &self,
        drafts: &StoreFolder,
        name: &DraftName,
        bytes: &[u8],
    ) -> Result<(), StoreError> {
        let folder = drafts.make_inside(VERSIONS)?.make_inside(name.as_str())?;
        folder.sweep();
        let VersionHistory { folder, versions } = VersionHistory::in_folder(folder)?;
        let last = versions.first().map(|version| version.replaced);
        // A clock that stands still or goes back must not bring the versions out of order.
        let next = last.and_then(|last| last.checked_add(SignedDuration::from_millis(1)).ok());
        let time = next.map_or_else(|| self.now(), |next| next.max(self.now()));
        folder.write(bytes)?.name(file_name(time, bytes))?;
        folder.sync()
    }

    /// Drops the versions beyond the last [`KEPT`].
    pub(super) fn prune(&self, name: &DraftName) {
        // One too many is no harm.
        let Ok(Some(VersionHistory { folder, versions })) = self.past(name) else { return };
        for version in versions.iter().skip(VERSIONS_KEPT) {
            folder.remove(version.file_name());
        }
    }
}

impl VersionHistory {
    fn in_folder(folder: StoreFolder) -> Result<Self, StoreError> {
        let mut versions: Vec<DraftVersion> = folder
            .names()?
            .into_iter()
            .filter_map(|file| {
                let (replaced, rest) = stamp::read(file.to_str()?)?;
                rest.strip_prefix('-')?.strip_suffix(".json")?;
                Some(DraftVersion { number: 0, replaced, digest: None, file: folder.path(file) })
            })
            .collect();
        versions.sort_by(|one, other| other.file.cmp(&one.file));
        for (number, version) in (1..).zip(&mut versions) {
            version.number = number;
        }
        Ok(Self { folder, versions })
    }
}

impl DraftVersion {
    /// What its file is called in the folder of the past.
    pub(super) fn file_name(&self) -> &OsStr {
        // It was made of such a name.
        self.file.file_name().unwrap_or_default()
    }
}

/// What the file of a version is called. The digest keeps those apart that came from two folders, and
/// is the one that is shown: a name is seen by others, too.
pub(super) fn file_name(replaced: Timestamp, bytes: &[u8]) -> String {
    let digest = match source::text(bytes).ok().and_then(|text| read(&text).ok()) {
        Some(file) => stored_digest(&file),
        None => "unread".to_owned(),
    };
    format!("{}-{}.json", stamp::stamp(replaced), short(&digest))
}
