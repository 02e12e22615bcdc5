//! What lies in the folder of drafts, sound or not: nothing in it is passed over in silence.

use std::ffi::OsStr;
use std::path::PathBuf;

use jiff::Timestamp;

use super::super::draft_file::DraftFile;
use super::disk::StoreFolder;
use super::error::StoreError;
use super::layout::Store;
use super::loaded::{LoadedDraft, load};
use super::name::DraftName;
use crate::connection::{FieldPath, Finding, Key, Message, Mode, ToMessage, check, message};
use crate::text::print_as_message;

/// A file in the folder of drafts.
#[derive(Debug)]
pub struct DraftListing {
    /// What it goes by: the name of the file without its ending, as far as that is text.
    pub name: String,
    /// Where it lies.
    pub file: PathBuf,
    /// When it was last changed, as the file system has it.
    pub changed: Option<Timestamp>,
    /// What is in it, or why it cannot be used.
    pub content: Result<Box<LoadedDraft>, UnusableDraft>,
}

/// Why a file in the folder of drafts is none that can be used.
#[derive(Debug, thiserror::Error)]
pub enum UnusableDraft {
    /// Its name is none that the store gives.
    Name,
    /// What is in it.
    Content(#[from] StoreError),
}

print_as_message!(UnusableDraft);

impl ToMessage for UnusableDraft {
    fn message(&self) -> Message {
        match self {
            Self::Name => message!("store-bad-name"),
            Self::Content(error) => error.message(),
        }
    }
}

impl DraftListing {
    fn draft(&self) -> Option<&DraftFile> {
        self.content.as_ref().ok().map(|loaded| &loaded.file)
    }

    /// Dual-tunnel or single-tunnel.
    pub fn mode(&self) -> Option<Mode> {
        Some(self.draft()?.draft.mode())
    }

    /// The region it is for.
    pub fn region(&self) -> Option<&str> {
        self.draft()?.draft.text(FieldPath::connection(Key::RegionId))
    }

    /// What the rules have to say about it. A key that stands elsewhere is not fetched for this, and
    /// not missed.
    pub fn findings(&self) -> Vec<Finding> {
        let Some(file) = self.draft() else { return Vec::new() };
        let is_elsewhere = |path: &FieldPath| file.key_reference(*path).is_some();
        let mut findings = check(&file.draft);
        findings.retain(|finding| !finding.fields.iter().any(is_elsewhere));
        findings
    }

    /// The name of the connection.
    pub fn connection(&self) -> Option<&str> {
        self.draft()?.draft.text(FieldPath::connection(Key::Name))
    }
}

impl Store {
    /// Every draft, by name; a folder that is not there yet holds none. Files that are no JSON by
    /// their name, and hidden ones, are none of the store's.
    ///
    /// # Errors
    /// When the folder is there and cannot be read.
    pub fn list(&self) -> Result<Vec<DraftListing>, StoreError> {
        let Some(drafts) = self.drafts()? else { return Ok(Vec::new()) };
        let mut listed: Vec<DraftListing> = drafts
            .names()?
            .into_iter()
            .filter_map(|file| {
                let name = file.to_string_lossy().strip_suffix(".json")?.to_owned();
                (!name.starts_with('.')).then(|| one(&drafts, name, &file))
            })
            .collect();
        listed.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(listed)
    }
}

fn one(drafts: &StoreFolder, name: String, file: &OsStr) -> DraftListing {
    let content = if file.to_str().is_some() && DraftName::exactly(&name).is_some() {
        loaded(drafts, file).map(Box::new).map_err(UnusableDraft::from)
    } else {
        Err(UnusableDraft::Name)
    };
    let changed = drafts.changed(file);
    DraftListing { name, file: drafts.path(file), changed, content }
}

fn loaded(drafts: &StoreFolder, file: &OsStr) -> Result<LoadedDraft, StoreError> {
    let gone = || StoreError::at(&drafts.path(file), std::io::ErrorKind::NotFound.into());
    load(drafts, file)?.ok_or_else(gone)
}
