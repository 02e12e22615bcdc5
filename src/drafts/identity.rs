//! The identity of this machine's user: the secret half that opens sealed keys, in a file only its
//! owner can read, made on first use and never overwritten.
//!
//! The file is what age-keygen writes, so that age itself opens what was sealed here.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use age::secrecy::ExposeSecret as _;
use zeroize::Zeroizing;

use crate::connection::{Message, ToMessage, message};
use crate::files::{self, Contents, TempFile};
use crate::text::print_as_message;

use super::folders::{IDENTITY_VARIABLE, identity_path};
use super::recipient::Recipient;
use super::source::{self, SourceError};

/// Opens sealed keys. Prints as the public half.
#[derive(Clone)]
pub struct Identity {
    first: age::x25519::Identity,
    /// Older ones, which still open what was sealed for them.
    others: Vec<age::x25519::Identity>,
    open_to_others: bool,
    was_passed: bool,
}

impl std::fmt::Debug for Identity {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Identity({})", self.recipient())
    }
}

/// Why there is no identity. The content of the file is never quoted.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// No home directory and no variable.
    NoPlace,
    /// No such file yet.
    Missing {
        /// Where it would be.
        path: PathBuf,
    },
    /// Cannot be read.
    Unread {
        /// The file.
        path: PathBuf,
        /// Why.
        source: SourceError,
    },
    /// A line that is no identity.
    InvalidLine {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
    },
    /// No identity in the file.
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// Not read yet.
    NotLoaded {
        /// The file.
        path: PathBuf,
    },
    /// Cannot be written.
    Unwritten {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

print_as_message!(IdentityError);

impl ToMessage for IdentityError {
    fn message(&self) -> Message {
        match self {
            Self::NoPlace => message!("identity-no-place", variable = IDENTITY_VARIABLE),
            Self::Missing { path } => message!("identity-missing", path),
            Self::Unread { path, source } => {
                message!("identity-unread", path, why = source.message())
            }
            Self::InvalidLine { path, line } => message!("identity-not-one", path, line = *line),
            Self::Empty { path } => message!("identity-empty", path),
            Self::NotLoaded { path } => message!("identity-late", path),
            Self::Unwritten { path, source } => {
                message!("identity-unwritten", path, reason = source)
            }
        }
    }
}

impl Identity {
    /// Where the identity is kept: `TUNNELSMITH_IDENTITY`, or else `identity.txt` in the
    /// configuration directory.
    ///
    /// # Errors
    /// When there is neither the variable nor a home directory.
    pub fn default_path(
        variable: impl Fn(&str) -> Option<OsString>,
    ) -> Result<PathBuf, IdentityError> {
        identity_path(variable).ok_or(IdentityError::NoPlace)
    }

    /// Reads the identity.
    ///
    /// # Errors
    /// When there is none, or the file holds something else.
    pub fn load(path: &Path) -> Result<Self, IdentityError> {
        let unread = |source| match source {
            SourceError::Missing => IdentityError::Missing { path: path.to_owned() },
            source => IdentityError::Unread { path: path.to_owned(), source },
        };
        let Contents { bytes, open_to_others, is_from_pipe: was_passed, .. } =
            files::read_file_or_pipe(path, source::DRAFT_SIZE_LIMIT, source::PIPE_TIMEOUT)
                .map_err(|error| unread(error.into()))?;
        let text = source::text(&bytes).map_err(unread)?;
        let mut keys = Vec::new();
        for (line, text) in (1..).zip(text.lines()) {
            let text = text.trim();
            if text.is_empty() || text.starts_with('#') {
                continue;
            }
            let key = text.parse::<age::x25519::Identity>();
            keys.push(key.map_err(|_| IdentityError::InvalidLine { path: path.to_owned(), line })?);
        }
        let mut keys = keys.into_iter();
        let first = keys.next().ok_or_else(|| IdentityError::Empty { path: path.to_owned() })?;
        Ok(Self { first, others: keys.collect(), open_to_others, was_passed })
    }

    /// Reads the identity, or makes one where there is none. Of several processes that do so at once,
    /// one makes it and all get the same.
    ///
    /// # Errors
    /// When it can be neither read nor written.
    pub fn load_or_make(path: &Path) -> Result<Self, IdentityError> {
        match Self::load(path) {
            Err(IdentityError::Missing { .. }) => {
                make(path)
                    .map_err(|source| IdentityError::Unwritten { path: path.to_owned(), source })?;
                Self::load(path)
            }
            found => found,
        }
    }

    /// The public half, for which others seal.
    pub fn recipient(&self) -> Recipient {
        self.first.to_public().into()
    }

    /// The public halves, that of older ones included.
    pub(super) fn recipients(&self) -> impl Iterator<Item = Recipient> {
        std::iter::once(&self.first).chain(&self.others).map(|key| key.to_public().into())
    }

    /// Whether other users of this machine can read the file.
    pub fn is_open_to_others(&self) -> bool {
        self.open_to_others
    }

    /// Whether it came through a pipe, which does not give it again.
    pub fn came_from_pipe(&self) -> bool {
        self.was_passed
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = &dyn age::Identity> {
        std::iter::once(&self.first).chain(&self.others).map(|key| key as &dyn age::Identity)
    }
}

/// Writes a fresh identity unless there is one by then.
fn make(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    files::make_folder(folder).map_err(|(_, error)| error)?;
    let identity = age::x25519::Identity::generate();
    let secret = identity.to_string();
    let text = Zeroizing::new(format!(
        "# The identity of tunnelsmith: it opens the pre-shared keys sealed for you.\n\
         # Keep it to yourself, and keep a copy; it cannot be made again.\n\
         # public key: {}\n{}\n",
        identity.to_public(),
        secret.expose_secret(),
    ));
    // Where another process was quicker, that one is read.
    if TempFile::write(folder, ".identity-", text.as_bytes())?.persist_noclobber(path)? {
        files::sync_folder(folder)?;
    }
    Ok(())
}
