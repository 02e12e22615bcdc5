//! Keeping a draft: the file is replaced only while it holds what the work began with.

use std::collections::HashSet;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use zeroize::Zeroizing;

use crate::connection::{FieldPath, KeyStorage, Message, Secret, ToMessage as _};

use super::super::draft_file::DraftFile;
use super::super::journal::stored_digest;
use super::super::reader::read;
use super::super::recipient::Recipient;
use super::super::rewrite::seal_keys;
use super::super::source::{self, DRAFT_SIZE_LIMIT};
use super::super::writer;
use super::disk::{StoreFolder, Unnamed};
use super::error::StoreError;
use super::layout::Store;
use super::loaded::Revision;
use super::name::DraftName;

/// What became of a save. In every case the text is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaveReport {
    /// What the text is kept under.
    pub name: DraftName,
    /// What to give to the next save.
    pub revision: Revision,
    /// Which version of the draft it is, see [`stored_digest()`].
    pub digest: String,
    /// How it went.
    pub outcome: SaveOutcome,
    /// What is doubtful about it all the same.
    pub doubts: Vec<SaveWarning>,
}

/// What is doubtful about a text that is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveWarning {
    /// The system does not say that it stays after a power cut, and why not.
    Unsynced(Message),
    /// An earlier version still holds a key in plain text that the draft has sealed, and why.
    PlainVersion(Message),
}

impl SaveWarning {
    /// A word for it, as the names of texts have it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Unsynced(_) => "unsynced",
            Self::PlainVersion(_) => "plain-version",
        }
    }

    /// Why.
    pub fn why(&self) -> &Message {
        match self {
            Self::Unsynced(why) | Self::PlainVersion(why) => why,
        }
    }
}

/// How a save went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveOutcome {
    /// Written; the text before, if there was one, is among the versions, unless it was a step of the
    /// same editing session.
    Written,
    /// The very same text was there already.
    Unchanged,
    /// Another text was there than the work began with. It stays, and [`SaveReport::name`] is a new name beside
    /// it.
    Conflict,
    /// What was there cannot be read, so that nobody can say what it is. It stays, and [`SaveReport::name`] is a
    /// new name beside it.
    Unreadable,
}

/// The texts that one editing session has written. They are steps of its work, and what replaces them
/// makes no version of them. Clones are the same session.
#[derive(Clone, Debug, Default)]
pub struct EditSession(Arc<Mutex<SessionState>>);

#[derive(Debug, Default)]
struct SessionState {
    wrote: HashSet<Revision>,
    /// Whether the past of the draft still holds a key in plain text that the draft has sealed.
    owes_sealing: bool,
}

impl EditSession {
    fn wrote(&self, revision: Revision) -> bool {
        self.state().wrote.contains(&revision)
    }

    /// Takes a text for one of its own.
    pub(super) fn mark_written(&self, revision: Revision) {
        self.state().wrote.insert(revision);
    }

    /// A text has become another one without a change by hand, as when a draft is renamed.
    pub fn replace_revision(&self, from: Revision, to: Revision) {
        if self.wrote(from) {
            self.mark_written(to);
        }
    }

    fn state(&self) -> MutexGuard<'_, SessionState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Why nothing is sealed where no recipient is known.
const NO_RECIPIENT_TEXT: &str = "store-no-sealer";

/// Those for whom keys are sealed; asked for only where one has to be. None where nobody is known.
pub type RecipientProvider<'a> = dyn Fn() -> Option<Vec<Recipient>> + 'a;

impl Store {
    /// Keeps a draft outside of any editing session, and seals nothing, see [`Store::save_in`].
    ///
    /// # Errors
    /// When it cannot be written; what was there before is untouched then.
    pub fn save(
        &self,
        name: &DraftName,
        file: &DraftFile,
        basis: Option<Revision>,
    ) -> Result<SaveReport, StoreError> {
        self.save_in(&EditSession::default(), name, file, basis, &|| None)
    }

    /// Keeps a draft. `basis` is what [`Store::load`] or the last save gave, `None` for a new one.
    ///
    /// The file is replaced only while it holds what `basis` says; otherwise both texts are kept, see
    /// [`SaveOutcome::Conflict`]. A draft that is gone by now is written anew. The text replaced becomes
    /// a version, unless this session has written it: so the versions are what sessions began with,
    /// however often one saves.
    ///
    /// Where a key stood there in plain text and does not any more, no plain text of it stays: the
    /// version has it sealed for `recipients`, and so have all versions from before.
    ///
    /// # Errors
    /// When it is not written; what was there before is untouched then.
    pub fn save_in(
        &self,
        session: &EditSession,
        name: &DraftName,
        file: &DraftFile,
        basis: Option<Revision>,
        recipients: &RecipientProvider<'_>,
    ) -> Result<SaveReport, StoreError> {
        let text = checked_text(name, file)?;
        let save = Save { store: self, session, name, file, text: &text, basis, recipients };
        save.run().map_err(|error| error.of_draft(name))
    }

    /// A free name for a text that must not go where it was meant to.
    fn free_conflict_name(&self, name: &DraftName) -> Result<DraftName, StoreError> {
        let time = self.now().strftime("%Y-%m-%d %H.%M.%S").to_string();
        let numbered = (2_u32..).map(|number| format!("(conflict {time}, {number})"));
        let remarks = std::iter::once(format!("(conflict {time})")).chain(numbered);
        for remark in remarks {
            match name.with(&remark) {
                Some(name) if !self.has(&name)? => return Ok(name),
                Some(_) => {}
                None => break,
            }
        }
        Err(StoreError::taken(name))
    }
}

/// A save under way.
struct Save<'a> {
    store: &'a Store,
    session: &'a EditSession,
    name: &'a DraftName,
    file: &'a DraftFile,
    text: &'a str,
    basis: Option<Revision>,
    recipients: &'a RecipientProvider<'a>,
}

impl Save<'_> {
    fn run(&self) -> Result<SaveReport, StoreError> {
        let Self { store, name, .. } = *self;
        let _alone = store.lock_for_writing()?;
        let drafts = &store.prepare()?;
        drafts.sweep();
        match drafts.read(name.file()) {
            Ok(Some(found)) if *found.bytes == self.text.as_bytes() => {
                Ok(self.synced(drafts, name, SaveOutcome::Unchanged))
            }
            Ok(Some(found)) if self.basis == Some(Revision::of(&found.bytes)) => {
                self.replace(drafts, &found.bytes)
            }
            Ok(None) => match self.unnamed(drafts)?.name_new(name.file())? {
                true => Ok(self.synced(drafts, name, SaveOutcome::Written)),
                false => self.save_under_conflict_name(drafts, SaveOutcome::Conflict),
            },
            // Whatever it is, it stays as it is.
            Ok(Some(_)) => self.save_under_conflict_name(drafts, SaveOutcome::Conflict),
            Err(_) => self.save_under_conflict_name(drafts, SaveOutcome::Unreadable),
        }
    }

    /// Puts the text in place of the one that holds these bytes, unless they have changed meanwhile.
    fn replace(&self, drafts: &StoreFolder, found: &[u8]) -> Result<SaveReport, StoreError> {
        let Self { store, name, .. } = *self;
        let unnamed = self.unnamed(drafts)?;
        let seals = self.seals(found) || self.session.state().owes_sealing;
        let recipients = if seals { (self.recipients)() } else { None };
        if !self.session.wrote(Revision::of(found)) {
            let path = drafts.path(name.file());
            match &recipients {
                Some(recipients) => {
                    store.add_version(drafts, name, &sealed(&path, found, recipients)?)?
                }
                None => store.add_version(drafts, name, found)?,
            }
        }
        // Before the text that has them sealed: a program killed in between leaves no plain past behind.
        let plain = match recipients {
            Some(recipients) => {
                store.seal_versions(name, &recipients).err().map(|error| error.message())
            }
            None => seals.then(|| Message::new(NO_RECIPIENT_TEXT)),
        };
        self.session.state().owes_sealing = plain.is_some();
        // An editor that knows nothing of our locks may have written meanwhile.
        if drafts.read(name.file())?.is_none_or(|now| *now.bytes != found) {
            return self.save_under_conflict_name(drafts, SaveOutcome::Conflict);
        }
        unnamed.name(name.file())?;
        let mut saved = self.synced(drafts, name, SaveOutcome::Written);
        store.prune(name);
        saved.doubts.extend(plain.map(SaveWarning::PlainVersion));
        Ok(saved)
    }

    /// Whether a key stood in plain text in these bytes whose field holds none in plain text any more. Who
    /// puts one plain key in place of another keeps them in plain text.
    fn seals(&self, found: &[u8]) -> bool {
        let Some(before) = source::text(found).ok().and_then(|text| read(&text).ok()) else {
            return false;
        };
        let now: Vec<(FieldPath, &Secret)> = plain_keys(self.file).collect();
        let stays = |path: FieldPath, key: &Secret| {
            now.iter().any(|(other, plain)| *other == path || *plain == key)
        };
        plain_keys(&before).any(|(path, key)| !stays(path, key))
    }

    /// Keeps the text under a name that nothing has.
    fn save_under_conflict_name(
        &self,
        drafts: &StoreFolder,
        outcome: SaveOutcome,
    ) -> Result<SaveReport, StoreError> {
        let beside = self.store.free_conflict_name(self.name)?;
        match self.unnamed(drafts)?.name_new(beside.file())? {
            true => Ok(self.synced(drafts, &beside, outcome)),
            false => Err(StoreError::taken(&beside)),
        }
    }

    fn unnamed<'a>(&self, drafts: &'a StoreFolder) -> Result<Unnamed<'a>, StoreError> {
        drafts.write(self.text.as_bytes())
    }

    /// What is written now. A session that found its very text there has not written it.
    fn synced(&self, drafts: &StoreFolder, name: &DraftName, outcome: SaveOutcome) -> SaveReport {
        let revision = Revision::of(self.text.as_bytes());
        if outcome != SaveOutcome::Unchanged {
            self.session.mark_written(revision);
        }
        let unsynced = drafts.sync().err().map(|error| SaveWarning::Unsynced(error.message()));
        let doubts = unsynced.into_iter().collect();
        SaveReport {
            name: name.clone(),
            revision,
            digest: stored_digest(self.file),
            outcome,
            doubts,
        }
    }
}

/// The keys that stand in a draft in plain text.
fn plain_keys(file: &DraftFile) -> impl Iterator<Item = (FieldPath, &Secret)> {
    file.draft.present_paths().filter_map(|path| match file.draft.key(path)? {
        (key, KeyStorage::InDraft) if !key.is_empty() => Some((path, key)),
        _ => None,
    })
}

/// A text with its keys sealed.
fn sealed(
    path: &Path,
    bytes: &[u8],
    recipients: &[Recipient],
) -> Result<Zeroizing<Vec<u8>>, StoreError> {
    let text = source::text(bytes)
        .map_err(|source| StoreError::Unread { path: path.to_owned(), source })?;
    let sealed = seal_keys(&text, recipients)?;
    Ok(Zeroizing::new(sealed.text.as_bytes().to_vec()))
}

/// The text of a draft, which is known to read back as the same.
fn checked_text(name: &DraftName, file: &DraftFile) -> Result<Zeroizing<String>, StoreError> {
    let cannot = |reason| StoreError::Unwritable { name: name.to_string(), reason };
    let text = writer::write(file);
    if text.len() as u64 > DRAFT_SIZE_LIMIT {
        return Err(cannot("store-too-long"));
    }
    match read(&text) {
        Ok(_) => Ok(text),
        Err(_) => Err(cannot("store-too-many")),
    }
}
