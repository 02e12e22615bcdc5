//! Why the store cannot do what it was asked to.

use std::io;
use std::path::{Path, PathBuf};

use super::super::reader::ReadError;
use super::super::rewrite::RewriteError;
use super::super::source::SourceError;
use super::name::DraftName;

/// Why the store cannot do what it was asked to. Nothing was lost or changed then.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No draft of this name.
    #[error("there is no draft {name:?}; see `tunnelsmith drafts`")]
    NoSuchDraft {
        /// The name.
        name: String,
    },
    /// No such version of a draft.
    #[error("draft {name:?} has no version {number}; see `tunnelsmith drafts versions`")]
    NoSuchVersion {
        /// The name.
        name: String,
        /// Which one, counted back from 1.
        number: usize,
    },
    /// Nothing in the trash goes by this name.
    #[error("no draft {name:?} was deleted; see `tunnelsmith drafts list --deleted`")]
    NotInTrash {
        /// The name.
        name: String,
    },
    /// Fewer drafts of this name are in the trash.
    #[error(
        "the trash holds no draft {name:?} with the number {number}; see `tunnelsmith drafts list --deleted`"
    )]
    NoSuchDeletion {
        /// The name.
        name: String,
        /// Which one, counted back from 1.
        number: usize,
    },
    /// A draft of the new name is there already.
    #[error("there is a draft {name:?} already; choose another name, or delete or rename that one")]
    Taken {
        /// The name.
        name: String,
    },
    /// Somebody has it open.
    #[error("draft {name:?} is open in {}; close it there first", holder(*pid))]
    Locked {
        /// The name.
        name: String,
        /// The process, if it left its number.
        pid: Option<u32>,
    },
    /// Another process has kept the store from writing for too long.
    #[error("another tunnelsmith has been writing to {} for {seconds} s; try again", folder.display())]
    Busy {
        /// The drafts.
        folder: PathBuf,
        /// How long was waited.
        seconds: u64,
    },
    /// What lies there is not a plain file, so it is left alone.
    #[error("{} is {found}; drafts are plain files, so it is left alone", path.display())]
    NotPlain {
        /// The file.
        path: PathBuf,
        /// What it is.
        found: &'static str,
    },
    /// The file is there and its bytes are no draft.
    #[error("{}: {source}", path.display())]
    Unread {
        /// The file.
        path: PathBuf,
        /// Why.
        source: SourceError,
    },
    /// The file is there and its text is no draft.
    #[error("{} is no draft: {}", path.display(), first(errors))]
    Invalid {
        /// The file.
        path: PathBuf,
        /// Everything wrong with it.
        errors: Vec<ReadError>,
    },
    /// A key in it cannot be opened or sealed.
    #[error(transparent)]
    Keys(#[from] RewriteError),
    /// Somebody who knows nothing of our locks wrote it in the meantime.
    #[error("{} was changed by somebody else meanwhile and was left alone; run again", path.display())]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// It would not read back as it is, so it is not written.
    #[error("draft {name:?} cannot be kept: {reason}")]
    Unwritable {
        /// The name.
        name: String,
        /// Why.
        reason: &'static str,
    },
    /// The disk is full.
    #[error("the disk is full, {} was not written; what was there before is untouched", path.display())]
    Full {
        /// What was to be written.
        path: PathBuf,
    },
    /// The place must not be read or written.
    #[error(
        "{} cannot be used: {source}; correct its permissions or choose another folder \
         with --drafts-dir",
        path.display()
    )]
    Denied {
        /// What was to be read or written.
        path: PathBuf,
        /// The system's own reason.
        source: io::Error,
    },
    /// Something else stands where a folder should be, or none can be made there.
    #[error(
        "{} cannot be used as a folder: {source}; choose another with --drafts-dir", path.display()
    )]
    NoFolder {
        /// What is no folder.
        path: PathBuf,
        /// The system's own reason.
        source: io::Error,
    },
    /// It was not written.
    #[error("draft {name:?} was not written: {source}")]
    Unwritten {
        /// The name.
        name: String,
        /// Why.
        source: Box<StoreError>,
    },
    /// The system's own reason.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl StoreError {
    /// Who has the draft open, if that is what stands in the way: `process 4711`.
    pub fn holder(&self) -> Option<String> {
        match self {
            Self::Locked { pid, .. } => Some(holder(*pid)),
            _ => None,
        }
    }

    /// What is wrong by itself, whatever draft it is told of.
    pub fn cause(&self) -> &Self {
        match self {
            Self::Unwritten { source, .. } => source.cause(),
            other => other,
        }
    }

    /// The error with the draft it is about, unless it tells.
    #[must_use]
    pub fn of_draft(self, name: &DraftName) -> Self {
        match self {
            Self::Taken { .. } | Self::Unwritable { .. } => self,
            source => Self::Unwritten { name: name.to_string(), source: Box::new(source) },
        }
    }

    pub(super) fn missing(name: &DraftName) -> Self {
        Self::NoSuchDraft { name: name.to_string() }
    }

    pub(super) fn taken(name: &DraftName) -> Self {
        Self::Taken { name: name.to_string() }
    }

    /// What went wrong at a place while reading or writing there.
    pub(super) fn at(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full { path },
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                Self::Denied { path, source }
            }
            io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => {
                Self::no_folder(&path, source)
            }
            _ => Self::Io { path, source },
        }
    }

    /// What went wrong while making a folder.
    pub(super) fn at_folder(path: &Path, source: io::Error) -> Self {
        match source.kind() {
            // Of file systems that are the kernel's own, for instance.
            io::ErrorKind::NotFound => Self::no_folder(path, source),
            _ => Self::at(path, source),
        }
    }

    pub(super) fn no_folder(path: &Path, source: io::Error) -> Self {
        // What is wrong may be further up.
        let wrong = path.ancestors().find(|above| above.is_file());
        Self::NoFolder { path: wrong.unwrap_or(path).to_owned(), source }
    }
}

fn holder(pid: Option<u32>) -> String {
    pid.map_or_else(|| "another process".to_owned(), |pid| format!("process {pid}"))
}

fn first(errors: &[ReadError]) -> String {
    errors.first().map(ToString::to_string).unwrap_or_default()
}
