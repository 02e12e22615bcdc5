//! Deleting is moving to the trash, each draft into a folder of its own with its versions, so that it
//! can come back.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};

use crate::files::FileKind;

use super::error::StoreError;
use super::layout::Store;
use super::name::DraftName;
use super::{disk, stamp};

/// The folder of a deleted draft's versions.
const VERSIONS: &str = "versions";

/// A draft that was deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deleted {
    /// What it went by.
    pub name: DraftName,
    /// Counted back among those of its name: 1 is the one that was deleted last.
    pub number: usize,
    /// When it was deleted.
    pub when: Timestamp,
    /// Where it lies now.
    pub folder: PathBuf,
}

impl Store {
    /// Moves a draft and its versions to the trash.
    ///
    /// # Errors
    /// When there is no such draft, or it cannot be moved.
    pub fn delete(&self, name: &DraftName) -> Result<(), StoreError> {
        let _alone = self.write_alone()?;
        let file = self.path(name);
        if disk::kind(&file)? == FileKind::Nothing {
            return Err(StoreError::missing(name));
        }
        let folder = self.fresh_trash(name)?;
        disk::rename(&file, &folder.join(name.file()))?;
        let versions = self.versions_of(name);
        if disk::is_own_folder(&versions)? {
            disk::rename(&versions, &folder.join(VERSIONS))?;
        }
        Ok(())
    }

    /// Brings a draft back from the trash, with its versions: the one that lies in this folder,
    /// else the one of this name that was deleted last.
    ///
    /// # Errors
    /// When none was deleted, when a draft of this name is there, or it cannot be moved.
    pub fn restore(&self, name: &DraftName, from: Option<&Path>) -> Result<(), StoreError> {
        let _alone = self.write_alone()?;
        let file = self.path(name);
        let found = self.deleted()?.into_iter().find(|deleted| {
            deleted.name == *name && from.is_none_or(|from| deleted.folder == from)
        });
        let found = found.ok_or_else(|| StoreError::NotInTrash { name: name.to_string() })?;
        if disk::kind(&file)? != FileKind::Nothing {
            return Err(StoreError::taken(name));
        }
        self.prepare()?;
        let versions = found.folder.join(VERSIONS);
        if disk::is_own_folder(&versions)? {
            adopt(&versions, &self.versions_of(name))?;
        }
        disk::rename(&found.folder.join(name.file()), &file)?;
        // Whatever else somebody put there stays.
        let _ = fs::remove_dir(&found.folder);
        Ok(())
    }

    /// What lies in the trash, the latest first.
    ///
    /// # Errors
    /// When the trash is there and cannot be read.
    pub fn deleted(&self) -> Result<Vec<Deleted>, StoreError> {
        if !disk::is_own_folder(&self.trash)? {
            return Ok(Vec::new());
        }
        let entries = match fs::read_dir(&self.trash) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(StoreError::at(&self.trash, error)),
        };
        let mut found: Vec<Deleted> = entries
            .flatten()
            .filter_map(|entry| {
                let folder = entry.file_name().into_string().ok()?;
                let (when, rest) = stamp::read(&folder)?;
                let name = DraftName::exactly(rest.strip_prefix(' ')?)?;
                // A folder whose draft did not arrive or has left again holds nothing to restore.
                let holds = disk::kind(&entry.path().join(name.file())).ok()? != FileKind::Nothing;
                holds.then(|| Deleted { name, number: 0, when, folder: entry.path() })
            })
            .collect();
        found.sort_by_key(|deleted| std::cmp::Reverse(deleted.when));
        let mut counts: BTreeMap<DraftName, usize> = BTreeMap::new();
        for deleted in &mut found {
            let count = counts.entry(deleted.name.clone()).or_default();
            *count += 1;
            deleted.number = *count;
        }
        Ok(found)
    }

    /// A draft in the trash, counted back from 1 among those of its name.
    ///
    /// # Errors
    /// When there is none, or the trash cannot be read.
    pub fn deletion(&self, name: &DraftName, number: usize) -> Result<Deleted, StoreError> {
        let mut found = self.deleted()?.into_iter().filter(|deleted| deleted.name == *name);
        let none = || StoreError::NoSuchDeletion { name: name.to_string(), number };
        found.find(|deleted| deleted.number == number).ok_or_else(none)
    }

    /// A folder in the trash that nothing else uses.
    fn fresh_trash(&self, name: &DraftName) -> Result<PathBuf, StoreError> {
        disk::make_own_folder(&self.trash)?;
        let mut time = self.now();
        loop {
            let folder = self.trash.join(format!("{} {name}", stamp::stamp(time)));
            if disk::kind(&folder)? == FileKind::Nothing {
                disk::make_folder(&folder)?;
                return Ok(folder);
            }
            time += SignedDuration::from_millis(1);
        }
    }
}

/// Moves versions to where they belong, among those that may be there already.
pub(super) fn adopt(from: &Path, to: &Path) -> Result<(), StoreError> {
    if !disk::is_own_folder(to)? {
        if let Some(above) = to.parent() {
            disk::make_own_folder(above)?;
        }
        return disk::rename(from, to);
    }
    for entry in fs::read_dir(from).map_err(|error| StoreError::at(from, error))?.flatten() {
        disk::rename(&entry.path(), &to.join(entry.file_name()))?;
    }
    // What is left is empty, or no version.
    let _ = fs::remove_dir(from);
    Ok(())
}
