//! Drafts kept safe: whole after a crash at any moment, never overwritten unseen, never deleted for
//! good.
//!
//! A draft is one file in `drafts`; beside them lie earlier versions (`.versions`) and locks
//! (`.locks`). Whoever saves says which bytes the work began with; where others lie there by now,
//! they stay, and the new text is kept beside them.

pub(super) mod disk;
mod error;
mod list;
mod lock;
mod name;
mod reseal;
mod stamp;
mod trash;
mod versions;

use std::fmt;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::folders::Folders;
use super::identity::is_open_to_others;
use super::journal::kept_version;
use super::reader::{DraftFile, read};
use super::source::{self, LIMIT};
use super::writer;
use disk::{Lies, Unnamed};

pub use error::StoreError;
pub use list::{Listed, Unusable};
pub use lock::Lock;
pub use name::{DraftName, LONGEST};
pub use reseal::Resealed;
pub use trash::Deleted;
pub use versions::{KEPT, Version};

/// The folder of earlier versions, in that of the drafts.
const VERSIONS: &str = ".versions";

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
pub struct Loaded {
    /// The draft; its references are not resolved.
    pub file: DraftFile,
    /// The bytes it was read from, to be given back to [`Store::save`] or [`Store::autosave`].
    pub revision: Revision,
    /// Whether the permissions of the file let others read it.
    pub open_to_others: bool,
}

impl Loaded {
    /// Which version of the draft this is, see [`kept_version()`].
    pub fn digest(&self) -> String {
        kept_version(&self.file)
    }

    /// Whether others may read a key in it.
    pub fn shows_keys(&self) -> bool {
        self.open_to_others && self.file.holds_keys()
    }
}

/// What became of a save. In every case the text is on the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// What the text is kept under.
    pub name: DraftName,
    /// What to give to the next save.
    pub revision: Revision,
    /// Which version of the draft it is, see [`kept_version()`].
    pub digest: String,
    /// How it went.
    pub outcome: SaveOutcome,
}

/// How a save went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveOutcome {
    /// Written; the text before, if there was one, is among the versions, unless it was a step of the
    /// same editing session.
    Written,
    /// The very same text was there already.
    Unchanged,
    /// Something else was there than the work began with. It stays, and [`Saved::name`] is a new name
    /// beside it.
    Conflict,
}

/// What becomes of the text that a save replaces.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Replaced {
    /// It becomes the latest version.
    KeyCustody,
    /// It goes.
    Dropped,
}

/// The drafts of one user.
#[derive(Clone, Debug)]
pub struct Store {
    drafts: PathBuf,
    trash: PathBuf,
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
        Ok(disk::lies(&self.path(name))? != Lies::Nothing)
    }

    /// Reads a draft.
    ///
    /// # Errors
    /// When there is none, or what lies there is none.
    pub fn load(&self, name: &DraftName) -> Result<Loaded, StoreError> {
        let path = self.path(name);
        let bytes = disk::read(&path)?.ok_or_else(|| StoreError::missing(name))?;
        understand(&path, &bytes)
    }

    /// Keeps a draft. `basis` is what [`Store::load`] or the last save gave, `None` for a new one.
    ///
    /// The file is replaced only while it holds what `basis` says; otherwise both texts are kept, see
    /// [`SaveOutcome::Conflict`]. A draft that is gone by now is written anew.
    ///
    /// # Errors
    /// When it cannot be written; what was there before is untouched then.
    pub fn save(
        &self,
        name: &DraftName,
        file: &DraftFile,
        basis: Option<Revision>,
    ) -> Result<Saved, StoreError> {
        self.write(name, file, basis, Replaced::KeyCustody)
    }

    /// Keeps a draft that is being edited: as [`Store::save`], but where this editing session
    /// `continues`, the text replaced is its own and does not become a version. So the versions are
    /// what sessions began with, however often one saves.
    ///
    /// # Errors
    /// When it cannot be written; what was there before is untouched then.
    pub fn autosave(
        &self,
        name: &DraftName,
        file: &DraftFile,
        basis: Option<Revision>,
        continues: bool,
    ) -> Result<Saved, StoreError> {
        let replaced = if continues { Replaced::Dropped } else { Replaced::KeyCustody };
        self.write(name, file, basis, replaced)
    }

    fn write(
        &self,
        name: &DraftName,
        file: &DraftFile,
        basis: Option<Revision>,
        replaced: Replaced,
    ) -> Result<Saved, StoreError> {
        let text = faithful(name, file)?;
        let revision = Revision::of(text.as_bytes());
        let _alone = self.write_alone()?;
        self.prepare()?;
        disk::sweep(&self.drafts);
        let path = self.path(name);
        let saved = |name: &DraftName, outcome| Saved {
            name: name.clone(),
            revision,
            digest: kept_version(file),
            outcome,
        };
        let unnamed = match disk::read(&path) {
            Ok(Some(found)) if *found == text.as_bytes() => {
                return Ok(saved(name, SaveOutcome::Unchanged));
            }
            Ok(Some(found)) if basis == Some(Revision::of(&found)) => {
                let unnamed = Unnamed::write(&self.drafts, text.as_bytes())?;
                if replaced == Replaced::KeyCustody {
                    self.keep(name, &found)?;
                }
                // An editor that knows nothing of our locks may have written meanwhile.
                if disk::read(&path)?.is_some_and(|now| now == found) {
                    unnamed.name(&path)?;
                    disk::settle(&self.drafts)?;
                    self.prune(name);
                    return Ok(saved(name, SaveOutcome::Written));
                }
                unnamed
            }
            Ok(None) => {
                if Unnamed::write(&self.drafts, text.as_bytes())?.name_new(&path)? {
                    disk::settle(&self.drafts)?;
                    return Ok(saved(name, SaveOutcome::Written));
                }
                Unnamed::write(&self.drafts, text.as_bytes())?
            }
            Ok(Some(_)) | Err(StoreError::NotPlain { .. } | StoreError::Unread { .. }) => {
                Unnamed::write(&self.drafts, text.as_bytes())?
            }
            Err(error) => return Err(error),
        };
        let beside = self.beside(name)?;
        if !unnamed.name_new(&self.path(&beside))? {
            return Err(StoreError::taken(&beside));
        }
        disk::settle(&self.drafts)?;
        Ok(saved(&beside, SaveOutcome::Conflict))
    }

    /// Gives a draft another name, also inside; its versions go with it.
    ///
    /// # Errors
    /// When there is none, the new name is taken, or it cannot be moved.
    pub fn rename(&self, from: &DraftName, to: &DraftName) -> Result<(), StoreError> {
        {
            let _alone = self.write_alone()?;
            let old = self.path(from);
            if disk::lies(&old)? == Lies::Nothing {
                return Err(StoreError::missing(from));
            }
            if self.has(to)? {
                return Err(StoreError::taken(to));
            }
            disk::rename(&old, &self.path(to))?;
            if self.versions_of(from).is_dir() {
                trash::adopt(&self.versions_of(from), &self.versions_of(to))?;
            }
        }
        self.call(to)
    }

    /// Copies a draft under another name; the copy has no earlier versions.
    ///
    /// # Errors
    /// When there is none, the new name is taken, or it cannot be written.
    pub fn duplicate(&self, from: &DraftName, to: &DraftName) -> Result<(), StoreError> {
        let Loaded { mut file, .. } = self.load(from)?;
        if self.has(to)? {
            return Err(StoreError::taken(to));
        }
        file.name = Some(to.to_string());
        self.save(to, &file, None).map(drop)
    }

    /// Writes the name into the draft that goes by it. One that cannot be read stays as it is.
    fn call(&self, name: &DraftName) -> Result<(), StoreError> {
        let Ok(Loaded { mut file, revision, .. }) = self.load(name) else { return Ok(()) };
        if file.name.as_deref().and_then(DraftName::from_typed).as_ref() == Some(name) {
            return Ok(());
        }
        // A text of ours is the same one under another name. What a person wrote in a way of their
        // own is a version worth keeping.
        let is_ours = Revision::of(writer::write(&file).as_bytes()) == revision;
        file.name = Some(name.to_string());
        self.autosave(name, &file, Some(revision), is_ours).map(drop)
    }

    /// A free name for a text that must not go where it was meant to.
    fn beside(&self, name: &DraftName) -> Result<DraftName, StoreError> {
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

    /// Makes the folder of drafts. One that was there before, copied or restored, may be open to
    /// others.
    fn prepare(&self) -> Result<(), StoreError> {
        disk::make_folder(&self.drafts)?;
        let own = [&self.drafts, &self.trash, &self.locks(), &self.drafts.join(VERSIONS)];
        disk::keep_private(&own.map(PathBuf::clone));
        Ok(())
    }

    fn locks(&self) -> PathBuf {
        self.drafts.join(".locks")
    }

    fn versions_of(&self, name: &DraftName) -> PathBuf {
        self.drafts.join(VERSIONS).join(name.as_str())
    }

    fn now(&self) -> Timestamp {
        (self.now)()
    }
}

/// The text of a draft, which is known to read back as the same.
fn faithful(name: &DraftName, file: &DraftFile) -> Result<Zeroizing<String>, StoreError> {
    let cannot = |reason| StoreError::Unwritable { name: name.to_string(), reason };
    let text = writer::write(file);
    if text.len() as u64 > LIMIT {
        return Err(cannot("it is longer than 1 MiB, and no draft of that size is read"));
    }
    match read(&text) {
        Ok(_) => Ok(text),
        Err(_) => Err(cannot("it lists more tunnels or tags than a draft can have")),
    }
}

/// The draft in a plain file.
fn load(file: &Path) -> Result<Loaded, StoreError> {
    let gone = || StoreError::at(file, std::io::ErrorKind::NotFound.into());
    let bytes = disk::read(file)?.ok_or_else(gone)?;
    understand(file, &bytes)
}

/// The draft that these bytes are.
fn understand(path: &Path, bytes: &[u8]) -> Result<Loaded, StoreError> {
    let text = source::text(bytes)
        .map_err(|source| StoreError::Unread { path: path.to_owned(), source })?;
    let file =
        read(&text).map_err(|errors| StoreError::Invalid { path: path.to_owned(), errors })?;
    let open_to_others = is_open_to_others(path);
    Ok(Loaded { file, revision: Revision::of(bytes), open_to_others })
}
