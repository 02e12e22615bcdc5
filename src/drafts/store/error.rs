//! Why the store cannot do what it was asked to.

use std::io;
use std::path::{Path, PathBuf};

use crate::connection::{Message, ToMessage, message};
use crate::files::FileKind;
use crate::text::{format_in_process_language, print_as_message};

use super::super::reader::ReadError;
use super::super::rewrite::RewriteError;
use super::super::source::{SourceError, kind_of_file};
use super::name::DraftName;

/// Why the store cannot do what it was asked to. Nothing was lost or changed then.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No draft of this name.
    NoSuchDraft {
        /// The name.
        name: String,
    },
    /// No such version of a draft.
    NoSuchVersion {
        /// The name.
        name: String,
        /// Which one, counted back from 1.
        number: usize,
    },
    /// Nothing in the trash goes by this name.
    NotInTrash {
        /// The name.
        name: String,
    },
    /// Fewer drafts of this name are in the trash.
    NoSuchDeletion {
        /// The name.
        name: String,
        /// Which one, counted back from 1.
        number: usize,
    },
    /// A draft of the new name is there already.
    Taken {
        /// The name.
        name: String,
    },
    /// Somebody has it open.
    Locked {
        /// The name.
        name: String,
        /// The process, if it left its number.
        pid: Option<u32>,
    },
    /// Another process has kept the store from writing for too long.
    Busy {
        /// The drafts.
        folder: PathBuf,
        /// How long was waited.
        seconds: u64,
    },
    /// What lies there is not a plain file, so it is left alone.
    NotPlain {
        /// The file.
        path: PathBuf,
        /// What it is.
        found: FileKind,
    },
    /// The file is there and its bytes are no draft.
    Unread {
        /// The file.
        path: PathBuf,
        /// Why.
        source: SourceError,
    },
    /// The file is there and its text is no draft.
    Invalid {
        /// The file.
        path: PathBuf,
        /// Everything wrong with it.
        errors: Vec<ReadError>,
    },
    /// A key in it cannot be opened or sealed.
    Keys(#[from] RewriteError),
    /// Somebody who knows nothing of our locks wrote it in the meantime.
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// It would not read back as it is, so it is not written.
    Unwritable {
        /// The name.
        name: String,
        /// Which text says why.
        reason: &'static str,
    },
    /// The disk is full.
    Full {
        /// What was to be written.
        path: PathBuf,
    },
    /// The place must not be read or written.
    Denied {
        /// What was to be read or written.
        path: PathBuf,
        /// The system's own reason.
        source: io::Error,
    },
    /// Something else stands where a folder should be, or none can be made there.
    NoFolder {
        /// What is no folder.
        path: PathBuf,
        /// The system's own reason.
        source: io::Error,
    },
    /// It was not written.
    Unwritten {
        /// The name.
        name: String,
        /// Why.
        source: Box<StoreError>,
    },
    /// The system's own reason.
    Io {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

print_as_message!(StoreError);

impl ToMessage for StoreError {
    fn message(&self) -> Message {
        match self {
            Self::NoSuchDraft { name } => message!("store-no-such-draft", name),
            Self::NoSuchVersion { name, number } => {
                message!("store-no-such-version", name, number = *number)
            }
            Self::NotInTrash { name } => message!("store-not-in-trash", name),
            Self::NoSuchDeletion { name, number } => {
                message!("store-no-such-deletion", name, number = *number)
            }
            Self::Taken { name } => message!("store-taken", name),
            Self::Locked { name, pid } => message!("store-locked", name, holder = holder(*pid)),
            Self::Busy { folder, seconds } => message!("store-busy", folder, seconds = *seconds),
            Self::NotPlain { path, found } => {
                message!("store-not-plain", path, kind = kind_of_file(*found))
            }
            Self::Unread { path, source } => message!("store-at", path, why = source.message()),
            Self::Invalid { path, errors } => {
                let why = errors
                    .first()
                    .map_or_else(|| message!("rewrite-not-draft"), ToMessage::message);
                message!("store-invalid", path, why)
            }
            Self::Keys(error) => error.message(),
            Self::Changed { path } => message!("store-changed", path),
            Self::Unwritable { name, reason } => {
                message!("store-unwritable", name, why = Message::new(reason))
            }
            Self::Full { path } => message!("store-full", path),
            Self::Denied { path, source } => message!("store-denied", path, reason = source),
            Self::NoFolder { path, source } => message!("store-no-folder", path, reason = source),
            Self::Unwritten { name, source } => {
                message!("store-unwritten", name, why = source.message())
            }
            Self::Io { path, source } => message!("store-at", path, why = source),
        }
    }
}

impl StoreError {
    /// Who has the draft open, if that is what stands in the way: `process 4711`.
    pub fn holder(&self) -> Option<String> {
        match self {
            Self::Locked { pid, .. } => Some(format_in_process_language(&holder(*pid))),
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

fn holder(pid: Option<u32>) -> Message {
    match pid {
        Some(pid) => message!("store-holder", pid),
        None => message!("store-holder-unknown"),
    }
}
