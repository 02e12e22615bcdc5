//! What lies in the folder of drafts, sound or not: nothing in it is passed over in silence.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use jiff::Timestamp;

use super::super::draft_file::DraftFile;
use super::error::StoreError;
use super::layout::Store;
use super::loaded::{Loaded, load};
use super::name::DraftName;
use crate::connection::{FieldPath, Finding, Key, Mode, check};

/// A file in the folder of drafts.
#[derive(Debug)]
pub struct Listed {
    /// What it goes by: the name of the file without its ending, as far as that is text.
    pub name: String,
    /// Where it lies.
    pub file: PathBuf,
    /// When it was last changed, as the file system has it.
    pub changed: Option<Timestamp>,
    /// What is in it, or why it cannot be used.
    pub content: Result<Box<Loaded>, Unusable>,
}

/// Why a file in the folder of drafts is none that can be used.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    /// Its name is none that the store gives.
    #[error("its name is not one the store gives; rename the file")]
    Name,
    /// What is in it.
    #[error(transparent)]
    Content(#[from] StoreError),
}

impl Listed {
    fn draft(&self) -> Option<&DraftFile> {
        self.content.as_ref().ok().map(|loaded| &loaded.file)
    }

    /// Dual-tunnel or single-tunnel.
    pub fn mode(&self) -> Option<Mode> {
        Some(self.draft()?.draft.mode())
    }

    /// The region it is for.
    pub fn region(&self) -> Option<&str> {
        self.draft()?.draft.text(FieldPath::own(Key::RegionId))
    }

    /// What the rules have to say about it. A key that stands elsewhere is not fetched for this, and
    /// not missed.
    pub fn findings(&self) -> Vec<Finding> {
        let Some(file) = self.draft() else { return Vec::new() };
        let is_elsewhere =
            |path: &FieldPath| file.references.iter().any(|(referred, ..)| referred == path);
        let mut findings = check(&file.draft);
        findings.retain(|finding| !finding.fields.iter().any(is_elsewhere));
        findings
    }

    /// The name of the connection.
    pub fn connection(&self) -> Option<&str> {
        self.draft()?.draft.text(FieldPath::own(Key::Name))
    }
}

impl Store {
    /// Every draft, by name; a folder that is not there yet holds none. Files that are no JSON by
    /// their name, and hidden ones, are none of the store's.
    ///
    /// # Errors
    /// When the folder is there and cannot be read.
    pub fn list(&self) -> Result<Vec<Listed>, StoreError> {
        let entries = match fs::read_dir(&self.drafts) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(StoreError::at(&self.drafts, error)),
        };
        let mut listed: Vec<Listed> = entries
            .flatten()
            .filter_map(|entry| {
                let file = entry.file_name();
                let shown = file.to_string_lossy();
                let name = shown.strip_suffix(".json")?.to_owned();
                (!name.starts_with('.')).then(|| one(name, entry.path(), file.to_str().is_some()))
            })
            .collect();
        listed.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(listed)
    }
}

fn one(name: String, file: PathBuf, is_text: bool) -> Listed {
    let content = if is_text && DraftName::exactly(&name).is_some() {
        loaded(&file).map(Box::new).map_err(Unusable::from)
    } else {
        Err(Unusable::Name)
    };
    let changed = fs::symlink_metadata(&file).and_then(|about| about.modified()).ok();
    Listed { name, file, changed: changed.and_then(timestamp), content }
}

fn loaded(file: &Path) -> Result<Loaded, StoreError> {
    let gone = || StoreError::at(file, std::io::ErrorKind::NotFound.into());
    load(file)?.ok_or_else(gone)
}

fn timestamp(time: SystemTime) -> Option<Timestamp> {
    Timestamp::try_from(time).ok()
}
