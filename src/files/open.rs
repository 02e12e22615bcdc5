//! Opening without waiting: what stands at a path is looked at once it is open, and a pipe, a device or
//! a link that was not asked for is closed again unread.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::Path;

/// What stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// Nothing.
    Missing,
    /// A plain file.
    Regular,
    /// A symbolic link.
    Link,
    /// A folder.
    Folder,
    /// A pipe, socket or device.
    Special,
}

impl FileKind {
    pub(super) fn of(kind: fs::FileType) -> Self {
        match kind {
            kind if kind.is_file() => Self::Regular,
            kind if kind.is_symlink() => Self::Link,
            kind if kind.is_dir() => Self::Folder,
            _ => Self::Special,
        }
    }
}

/// Whether a symbolic link at the end of a path is followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Links {
    /// It is: a person named the file, or keeps it wherever they like.
    Follow,
    /// It is not: others may write in the folder, or only this program makes such files.
    Refuse,
}

/// What stands at a path, links not followed.
///
/// # Errors
/// The system's own.
pub fn kind(path: &Path) -> io::Result<FileKind> {
    match fs::symlink_metadata(path) {
        Ok(about) => Ok(FileKind::of(about.file_type())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(FileKind::Missing),
        Err(error) => Err(error),
    }
}

/// Opens a plain file for reading. Anything else gives what it is.
///
/// # Errors
/// The system's own; [`FileKind::Missing`] stands for a file that is not there.
pub fn open_plain(path: &Path, links: Links) -> io::Result<Result<File, FileKind>> {
    open(OpenOptions::new().read(true), path, links)
}

/// Opens a plain file for reading and adding at its end, made for its owner alone if there is none. One
/// that others may use is closed to them.
///
/// # Errors
/// The system's own.
pub fn open_to_append(path: &Path, links: Links) -> io::Result<Result<File, FileKind>> {
    let opened =
        open(private(OpenOptions::new().read(true).append(true).create(true)), path, links)?;
    if let Ok(file) = &opened {
        close_to_others(file)?;
    }
    Ok(opened)
}

/// Opens whatever stands there without waiting for the other end of a pipe.
pub(super) fn open_any(options: &mut OpenOptions, path: &Path, links: Links) -> io::Result<File> {
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        let mut flags = OFlags::NONBLOCK | OFlags::NOCTTY;
        if links == Links::Refuse {
            flags |= OFlags::NOFOLLOW;
        }
        std::os::unix::fs::OpenOptionsExt::custom_flags(options, flags.bits().cast_signed());
    }
    #[cfg(not(unix))]
    let _ = links;
    options.open(path)
}

fn open(
    options: &mut OpenOptions,
    path: &Path,
    links: Links,
) -> io::Result<Result<File, FileKind>> {
    match open_any(options, path, links) {
        Ok(file) => match FileKind::of(file.metadata()?.file_type()) {
            FileKind::Regular => Ok(Ok(file)),
            other => Ok(Err(other)),
        },
        // A folder, a link or a socket says no in ways of its own.
        Err(error) => match kind(path) {
            Ok(FileKind::Regular) | Err(_) => Err(error),
            Ok(FileKind::Link) if links == Links::Follow => match fs::metadata(path) {
                Ok(about) if !about.is_file() => Ok(Err(FileKind::of(about.file_type()))),
                Err(gone) if gone.kind() == io::ErrorKind::NotFound => Ok(Err(FileKind::Missing)),
                _ => Err(error),
            },
            Ok(FileKind::Missing) if error.kind() != io::ErrorKind::NotFound => Err(error),
            Ok(other) => Ok(Err(other)),
        },
    }
}

/// A file that only its owner may use.
pub(super) fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

fn close_to_others(file: &File) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mut permissions = file.metadata()?.permissions();
        if permissions.mode() & 0o077 != 0 {
            permissions.set_mode(0o600);
            file.set_permissions(permissions)?;
        }
    }
    #[cfg(not(unix))]
    let _ = file;
    Ok(())
}

/// Whether the permissions of a file let others do anything with it.
pub fn is_accessible_to_others(about: &fs::Metadata) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        about.permissions().mode() & 0o077 != 0
    }
    #[cfg(not(unix))]
    {
        let _ = about;
        false
    }
}

/// Whether a path still means the file that is open.
pub fn is_same(file: &File, path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let Ok(open) = file.metadata() else { return false };
        fs::symlink_metadata(path)
            .is_ok_and(|there| (there.dev(), there.ino()) == (open.dev(), open.ino()))
    }
    #[cfg(not(unix))]
    {
        // Elsewhere an open file cannot be moved or deleted.
        let _ = file;
        path.exists()
    }
}
