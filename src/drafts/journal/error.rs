//! Why the journal cannot be used.

use std::io;
use std::path::{Path, PathBuf};

use crate::connection::{Message, ToMessage, message};
use crate::text::print_as_message;

/// Why the journal cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// The folder is not there and cannot be made.
    Folder {
        /// The folder.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// The system's reason why the file cannot be opened, locked, read or written.
    File {
        /// The file.
        path: PathBuf,
        /// What was tried: `opened`, `written`.
        what: &'static str,
        /// The system's reason.
        source: io::Error,
    },
    /// Another process has kept it locked for too long.
    Busy {
        /// The file.
        path: PathBuf,
        /// How long was waited.
        seconds: u64,
    },
    /// Another process has worked on the same submission for too long.
    Held {
        /// How long was waited.
        seconds: u64,
    },
    /// A link, a folder or a device.
    NotFile {
        /// What stands in its place.
        path: PathBuf,
    },
    /// Moved or deleted while it was in use.
    Gone {
        /// Where it was.
        path: PathBuf,
    },
    /// What was to be written would not read back as it is.
    Unreadable {
        /// The file.
        path: PathBuf,
    },
    /// Written in a form that only later versions of this program know.
    Newer {
        /// The file.
        path: PathBuf,
    },
}

print_as_message!(JournalError);

impl ToMessage for JournalError {
    fn message(&self) -> Message {
        match self {
            Self::Folder { path, source } => message!("journal-folder", path, reason = source),
            Self::File { path, what, source } => {
                message!("journal-file", what = *what, path, reason = source)
            }
            Self::Busy { path, seconds } => message!("journal-busy", path, seconds = *seconds),
            Self::Held { seconds } => message!("journal-held", seconds = *seconds),
            Self::NotFile { path } => message!("journal-not-file", path),
            Self::Gone { path } => message!("journal-gone", path),
            Self::Unreadable { path } => message!("journal-unreadable", path),
            Self::Newer { path } => message!("journal-newer", path),
        }
    }
}

impl JournalError {
    /// What the system says of a file, with what was tried: `opened`, `written`.
    pub(super) fn file(path: &Path, what: &'static str, source: io::Error) -> Self {
        Self::File { path: path.to_owned(), what, source }
    }
}
