//! What a draft was before: the last ten versions, each under the time it was replaced.

use std::fs;
use std::path::PathBuf;

use jiff::{SignedDuration, Timestamp};

use super::super::journal::{kept_version, short};
use super::super::reader::read;
use super::super::source;
use super::disk::{self, Unnamed};
use super::error::StoreError;
use super::layout::{Store, VERSIONS};
use super::loaded::{self, Loaded};
use super::name::DraftName;
use super::stamp;

/// How many versions are kept, the current one not counted.
pub const KEPT: usize = 10;

/// One earlier version of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Counted back: 1 is the one before the current.
    pub number: usize,
    /// When it was replaced.
    pub replaced: Timestamp,
    /// Which version of the draft it is, see [`Loaded::digest`]; none where it is no draft.
    pub digest: Option<String>,
    /// Where it lies.
    pub file: PathBuf,
}

impl Store {
    /// The earlier versions of a draft, the latest first; a name nobody used has none.
    ///
    /// # Errors
    /// When the folder is there and cannot be read.
    pub fn versions(&self, name: &DraftName) -> Result<Vec<Version>, StoreError> {
        let mut found = self.unread_versions(name)?;
        for version in &mut found {
            version.digest =
                loaded::load(&version.file).ok().flatten().map(|loaded| loaded.digest());
        }
        Ok(found)
    }

    /// The same without looking into them.
    pub(super) fn unread_versions(&self, name: &DraftName) -> Result<Vec<Version>, StoreError> {
        let folder = self.versions_of(name);
        for own in [&self.drafts.join(VERSIONS), &folder] {
            if !disk::is_own_folder(own)? {
                return Ok(Vec::new());
            }
        }
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(StoreError::at(&folder, error)),
        };
        let mut found: Vec<Version> = entries
            .flatten()
            .filter_map(|entry| {
                let file = entry.file_name().into_string().ok()?;
                let (replaced, rest) = stamp::read(&file)?;
                rest.strip_prefix('-')?.strip_suffix(".json")?;
                Some(Version { number: 0, replaced, digest: None, file: entry.path() })
            })
            .collect();
        found.sort_by(|one, other| other.file.cmp(&one.file));
        for (number, version) in (1..).zip(&mut found) {
            version.number = number;
        }
        Ok(found)
    }

    /// An earlier version, counted back from 1. Its revision is its own, not that of the draft.
    ///
    /// # Errors
    /// When there is none, or it cannot be read.
    pub fn version(&self, name: &DraftName, number: usize) -> Result<Loaded, StoreError> {
        let none = || StoreError::NoSuchVersion { name: name.to_string(), number };
        let versions = self.unread_versions(name)?;
        let version =
            versions.into_iter().find(|version| version.number == number).ok_or_else(none)?;
        loaded::load(&version.file)?.ok_or_else(none)
    }

    /// Keeps these bytes as the latest version. The caller is the only writer.
    pub(super) fn keep(&self, name: &DraftName, bytes: &[u8]) -> Result<(), StoreError> {
        let folder = self.versions_of(name);
        disk::make_own_folder(&self.drafts.join(VERSIONS))?;
        disk::make_own_folder(&folder)?;
        disk::sweep(&folder);
        let last = self.unread_versions(name)?.first().map(|version| version.replaced);
        // A clock that stands still or goes back must not bring the versions out of order.
        let next = last.and_then(|last| last.checked_add(SignedDuration::from_millis(1)).ok());
        let time = next.map_or_else(|| self.now(), |next| next.max(self.now()));
        Unnamed::write(&folder, bytes)?.name(&folder.join(file_name(time, bytes)))?;
        disk::sync_folder(&folder)
    }

    /// Drops the versions beyond the last [`KEPT`].
    pub(super) fn prune(&self, name: &DraftName) {
        for version in self.unread_versions(name).into_iter().flatten().skip(KEPT) {
            // One too many is no harm.
            let _ = fs::remove_file(version.file);
        }
    }
}

/// What the file of a version is called. The digest keeps those apart that came from two folders, and
/// is the one that is shown: a name is seen by others, too.
pub(super) fn file_name(replaced: Timestamp, bytes: &[u8]) -> String {
    let digest = match source::text(bytes).ok().and_then(|text| read(&text).ok()) {
        Some(file) => kept_version(&file),
        None => "unread".to_owned(),
    };
    format!("{}-{}.json", stamp::stamp(replaced), short(&digest))
}
