//! Why the journal cannot be used.

use std::io;
use std::path::{Path, PathBuf};

/// Why the journal cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// The folder is not there and cannot be made.
    #[error("the folder {} cannot be used: {source}", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// The system's reason why the file cannot be opened, locked, read or written.
    #[error("the journal {} cannot be {what}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What was tried: `opened`, `written`.
        what: &'static str,
        /// The system's reason.
        source: io::Error,
    },
    /// Another process has kept it locked for too long.
    #[error(
        "another program has kept the journal {} locked for {seconds} s; end it or let it go on, and run again",
        path.display()
    )]
    Busy {
        /// The file.
        path: PathBuf,
        /// How long was waited.
        seconds: u64,
    },
    /// Another process has worked on the same submission for too long.
    #[error(
        "another tunnelsmith has worked on the same submission for {seconds} s; wait for its end, or end it, \
         and run again"
    )]
    Held {
        /// How long was waited.
        seconds: u64,
    },
    /// A link, a folder or a device.
    #[error("the journal {} is not an ordinary file; move it away", path.display())]
    NotFile {
        /// What stands in its place.
        path: PathBuf,
    },
    /// Moved or deleted while it was in use.
    #[error("the journal {} was moved or deleted meanwhile; run again", path.display())]
    Gone {
        /// Where it was.
        path: PathBuf,
    },
    /// What was to be written would not read back as it is.
    #[error("the journal {} cannot keep this submission so that it can be read again", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
    },
    /// Written in a form that only later versions of this program know.
    #[error("the journal {} was written by a newer tunnelsmith; use that one", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
    },
}

impl JournalError {
    /// What the system says of a file, with what was tried: `opened`, `written`.
    pub(super) fn file(path: &Path, what: &'static str, source: io::Error) -> Self {
        Self::File { path: path.to_owned(), what, source }
    }
}
