//! The keys of a kept draft, sealed where they stand, and with them those of its past.

use std::ffi::OsStr;
use std::path::Path;

use zeroize::Zeroizing;

use crate::files::FileKind;

use super::super::recipient::Recipient;
use super::super::rewrite::{RewriteError, RewrittenDraft, seal_keys};
use super::super::source;
use super::disk::{StoreFolder, Unnamed};
use super::error::StoreError;
use super::layout::Store;
use super::name::DraftName;
use super::versions::{DraftVersion, VersionHistory, file_name};

/// What became of the keys of a kept draft.
pub struct ResealOutcome {
    /// The draft itself.
    pub draft: RewrittenDraft,
    /// How many of its versions held a key in plain text, and hold it no more.
    pub versions: usize,
    /// The versions that were left alone, and why.
    pub left: Vec<StoreError>,
}

impl ResealOutcome {
    /// A draft of which no store keeps a past.
    pub fn without_past(draft: RewrittenDraft) -> Self {
        Self { draft, versions: 0, left: Vec::new() }
    }
}

impl Store {
    /// Seals the keys of a draft that nobody has open, as `work` has it. The text before becomes a
    /// version, unless a key stood in it in plain text; for the same reason the plain keys of the
    /// versions are sealed for `recipients`. All else in them stays as it was.
    ///
    /// # Errors
    /// When there is no such draft, it is open, its keys cannot be sealed, or it cannot be written.
    pub fn reseal(
        &self,
        name: &DraftName,
        recipients: &[Recipient],
        work: impl Fn(&str) -> Result<RewrittenDraft, RewriteError>,
    ) -> Result<ResealOutcome, StoreError> {
        let missing = || StoreError::missing(name);
        // Nothing is locked or made for a name that nobody uses.
        let drafts = self.drafts()?.ok_or_else(missing)?;
        if drafts.kind(name.file())? == FileKind::Missing {
            return Err(missing());
        }
        let _open = self.lock(name)?;
        let _alone = self.lock_for_writing()?;
        drafts.sweep();
        let path = self.path(name);
        let found = drafts.read(name.file())?.ok_or_else(missing)?.bytes;
        let draft = work(&text(&path, &found)?).map_err(|error| rewrite_error(&path, error))?;
        if !draft.sealed.is_empty() {
            let unnamed = drafts.write(draft.text.as_bytes())?;
            if !draft.was_plain() {
                self.add_version(&drafts, name, &found)?;
            }
            replace_if_unchanged(unnamed, &drafts, OsStr::new(&name.file()), &found)?;
            drafts.sync()?;
            self.prune(name);
        }
        let mut done = ResealOutcome::without_past(draft);
        if let Some(VersionHistory { folder, versions }) = self.past(name)? {
            for version in versions {
                match seal_version(&folder, &version, recipients) {
                    Ok(was_plain) => done.versions += usize::from(was_plain),
                    Err(error) => done.left.push(error),
                }
            }
        }
        Ok(done)
    }

    /// Seals what stands in the versions of a draft in plain text. The caller is the only writer.
    pub(super) fn seal_versions(
        &self,
        name: &DraftName,
        recipients: &[Recipient],
    ) -> Result<(), StoreError> {
        let Some(VersionHistory { folder, versions }) = self.past(name)? else { return Ok(()) };
        let sealed = versions.iter().map(|version| seal_version(&folder, version, recipients));
        // All of them are tried; one that cannot be sealed is told.
        let mut failed: Vec<_> = sealed.filter_map(Result::err).collect();
        failed.pop().map_or(Ok(()), Err)
    }
}

/// Seals what stands in a version in plain text; whether there was anything.
fn seal_version(
    folder: &StoreFolder,
    version: &DraftVersion,
    recipients: &[Recipient],
) -> Result<bool, StoreError> {
    let path = &version.file;
    let Some(found) = folder.read(version.file_name())? else { return Ok(false) };
    let found = found.bytes;
    let done = match seal_keys(&text(path, &found)?, recipients) {
        Ok(done) => done,
        // No draft of today's format: no key of it is known, as before.
        Err(RewriteError::Unread(_)) => return Ok(false),
        Err(error) => return Err(rewrite_error(path, error)),
    };
    if done.sealed.is_empty() {
        return Ok(false);
    }
    let unnamed = folder.write(done.text.as_bytes())?;
    // The name tells a digest of what is in it.
    let renamed = file_name(version.replaced, done.text.as_bytes());
    if *renamed != *version.file_name() {
        folder.rename(version.file_name(), folder, &renamed)?;
    }
    replace_if_unchanged(unnamed, folder, OsStr::new(&renamed), &found)?;
    folder.sync()?;
    Ok(true)
}

/// Puts the new file in place of the one that holds these bytes.
fn replace_if_unchanged(
    unnamed: Unnamed<'_>,
    folder: &StoreFolder,
    name: &OsStr,
    before: &[u8],
) -> Result<(), StoreError> {
    // An editor that knows nothing of our locks may have written meanwhile.
    if folder.read(name)?.is_some_and(|now| *now.bytes == before) {
        return unnamed.name(name);
    }
    Err(StoreError::Changed { path: folder.path(name) })
}

fn text(path: &Path, bytes: &[u8]) -> Result<Zeroizing<String>, StoreError> {
    source::text(bytes).map_err(|source| StoreError::Unread { path: path.to_owned(), source })
}

fn rewrite_error(path: &Path, error: RewriteError) -> StoreError {
    match error {
        RewriteError::Unread(errors) => StoreError::Invalid { path: path.to_owned(), errors },
        error => StoreError::Keys(error),
    }
}
