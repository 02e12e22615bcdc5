//! Deleting is moving to the trash, each draft into a folder of its own with its versions, so that it
//! can come back.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};

use crate::files::FileKind;

use super::disk::StoreFolder;
use super::error::StoreError;
use super::layout::{Store, VERSIONS};
use super::name::DraftName;
use super::stamp;

/// The folder of a deleted draft's versions.
const TRASHED_VERSIONS: &str = "versions";

/// What the trash is called where nothing else says.
const TRASH: &str = "trash";

/// A draft that was deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrashEntry {
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
        let _alone = self.lock_for_writing()?;
        let drafts = self.drafts()?.ok_or_else(|| StoreError::missing(name))?;
        if drafts.kind(name.file())? == FileKind::Missing {
            return Err(StoreError::missing(name));
        }
        let folder = self.fresh_trash(name)?;
        drafts.rename(name.file(), &folder, name.file())?;
        if let Some(all) = drafts.inside(VERSIONS)?
            && all.inside(name.as_str())?.is_some()
        {
            all.rename(name.as_str(), &folder, TRASHED_VERSIONS)?;
        }
        Ok(())
    }

    /// Brings a draft back from the trash, with its versions: the one that lies in this folder,
    /// else the one of this name that was deleted last.
    ///
    /// # Errors
    /// When none was deleted, when a draft of this name is there, or it cannot be moved.
    pub fn restore(&self, name: &DraftName, from: Option<&Path>) -> Result<(), StoreError> {
        let _alone = self.lock_for_writing()?;
        let found = self.deleted()?.into_iter().find(|deleted| {
            deleted.name == *name && from.is_none_or(|from| deleted.folder == from)
        });
        let none = || StoreError::NotInTrash { name: name.to_string() };
        let found = found.ok_or_else(none)?;
        if self.has(name)? {
            return Err(StoreError::taken(name));
        }
        let drafts = self.prepare()?;
        let trash = self.trash()?.ok_or_else(none)?;
        let place = found.folder.file_name().and_then(OsStr::to_str).ok_or_else(none)?;
        let folder = trash.inside(place)?.ok_or_else(none)?;
        if folder.inside(TRASHED_VERSIONS)?.is_some() {
            move_versions(&folder, TRASHED_VERSIONS, &drafts, name)?;
        }
        folder.rename(name.file(), &drafts, name.file())?;
        // Whatever else somebody put there stays.
        trash.remove_empty(place);
        Ok(())
    }

    /// What lies in the trash, the latest first.
    ///
    /// # Errors
    /// When the trash is there and cannot be read.
    pub fn deleted(&self) -> Result<Vec<TrashEntry>, StoreError> {
        let Some(trash) = self.trash()? else { return Ok(Vec::new()) };
        let mut found: Vec<TrashEntry> = trash
            .names()?
            .into_iter()
            .filter_map(|folder| {
                let folder = folder.into_string().ok()?;
                let (when, rest) = stamp::read(&folder)?;
                let name = DraftName::exactly(rest.strip_prefix(' ')?)?;
                // A folder whose draft did not arrive or has left again holds nothing to restore.
                let held = trash.inside(&folder).ok()??;
                let holds = held.kind(name.file()).ok()? != FileKind::Missing;
                holds.then(|| TrashEntry { name, number: 0, when, folder: trash.path(folder) })
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
    pub fn deletion(&self, name: &DraftName, number: usize) -> Result<TrashEntry, StoreError> {
        let mut found = self.deleted()?.into_iter().filter(|deleted| deleted.name == *name);
        let none = || StoreError::NoSuchDeletion { name: name.to_string(), number };
        found.find(|deleted| deleted.number == number).ok_or_else(none)
    }

    /// A folder in the trash that nothing else uses.
    fn fresh_trash(&self, name: &DraftName) -> Result<StoreFolder, StoreError> {
        let (above, own) = (self.trash.parent().unwrap_or(Path::new(".")), self.trash.file_name());
        let own = own.and_then(OsStr::to_str).unwrap_or(TRASH);
        let trash = StoreFolder::make(above)?.make_inside(own)?;
        let mut time = self.now();
        loop {
            let folder = format!("{} {name}", stamp::stamp(time));
            if trash.kind(&folder)? == FileKind::Missing {
                return trash.make_inside(&folder);
            }
            time += SignedDuration::from_millis(1);
        }
    }
}

/// Moves versions to where those of this draft belong, among those that may be there already.
pub(super) fn move_versions(
    from: &StoreFolder,
    past: &str,
    drafts: &StoreFolder,
    name: &DraftName,
) -> Result<(), StoreError> {
    let all = drafts.make_inside(VERSIONS)?;
    let Some(to) = all.inside(name.as_str())? else {
        return from.rename(past, &all, name.as_str());
    };
    let Some(past_folder) = from.inside(past)? else { return Ok(()) };
    for version in past_folder.names()? {
        past_folder.rename(&version, &to, &version)?;
    }
    // What is left is empty, or no version.
    from.remove_empty(past);
    Ok(())
}
