//! A draft from the store, and the bytes that it was read from.

use std::ffi::OsStr;
use std::fmt;
use std::path::Path;

use sha2::{Digest as _, Sha256};

use crate::files::Contents;

use super::super::draft_file::DraftFile;
use super::super::journal::stored_digest;
use super::super::reader::read;
use super::super::source;
use super::disk::StoreFolder;
use super::error::StoreError;

/// Which bytes a file held, to be compared and never to be shown: where a key stands among them, it
/// could be tried with this.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Revision([u8; 32]);

impl Revision {
    /// The SHA-256 digest of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

impl fmt::Debug for Revision {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Revision").finish_non_exhaustive()
    }
}

/// A draft from the store, and what it was read from.
#[derive(Clone, Debug)]
pub struct LoadedDraft {
    /// The draft; its references are not resolved.
    pub file: DraftFile,
    /// The bytes it was read from, to be given back when it is saved.
    pub revision: Revision,
    /// Whether the permissions of the file let others use it.
    pub open_to_others: bool,
}

impl LoadedDraft {
    /// Which version of the draft this is, see [`stored_digest()`].
    pub fn digest(&self) -> String {
        stored_digest(&self.file)
    }

    /// Whether others may read a key in it.
    pub fn shows_keys(&self) -> bool {
        self.open_to_others && self.file.has_plain_keys()
    }
}

/// The draft in a plain file; none where nothing lies there.
pub(super) fn load(
    folder: &StoreFolder,
    name: impl AsRef<OsStr>,
) -> Result<Option<LoadedDraft>, StoreError> {
    let contents = folder.read(name.as_ref())?;
    contents.map(|contents| parse_draft(&folder.path(name), &contents)).transpose()
}

/// The draft that a file holds.
fn parse_draft(path: &Path, contents: &Contents) -> Result<LoadedDraft, StoreError> {
    let Contents { bytes, open_to_others, .. } = contents;
    let text = source::text(bytes)
        .map_err(|source| StoreError::Unread { path: path.to_owned(), source })?;
    let file =
        read(&text).map_err(|errors| StoreError::Invalid { path: path.to_owned(), errors })?;
    Ok(LoadedDraft { file, revision: Revision::of(bytes), open_to_others: *open_to_others })
}
