//! Why the journal cannot be used.

use std::io;
use std::path::{Path, PathBuf};

use crate::connection::{Message, Worded, worded};
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

impl Worded for JournalError {
    fn message(&self) -> Message {
        match self {
            Self::Folder { path, source } => {
                worded!("journal-folder", path = path, reason = source)
            }
            Self::File { path, what, source } => {
                worded!("journal-file", what = *what, path = path, reason = source)
            }
            Self::Busy { path, seconds } => {
                worded!("journal-busy", path = path, seconds = *seconds)
            }
            Self::Held { seconds } => worded!("journal-held", seconds = *seconds),
            Self::NotFile { path } => worded!("journal-not-file", path = path),
            Self::Gone { path } => worded!("journal-gone", path = path),
            Self::Unreadable { path } => worded!("journal-unreadable", path = path),
            Self::Newer { path } => worded!("journal-newer", path = path),
        }
    }
}

impl JournalError {
    /// What the system says of a file, with what was tried: `opened`, `written`.
    pub(super) fn file(path: &Path, what: &'static str, source: io::Error) -> Self {
        Self::File { path: path.to_owned(), what, source }
    }
}
