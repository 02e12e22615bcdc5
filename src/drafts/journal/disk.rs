//! Files and folders for nobody but their owner, and whether a name still means an open file.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io;
use std::path::Path;

use super::JournalError;

/// Opens the journal for reading and adding; makes it, and the folders on the way, if need be.
pub(super) fn open(path: &Path) -> Result<File, JournalError> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder {
        make_folder(folder)?;
    }
    let is_new = !is_file(path)?;
    let failed = |what| {
        let path = path.to_owned();
        move |source| JournalError::File { path, what, source }
    };
    let file = private(OpenOptions::new().read(true).append(true).create(true))
        .open(path)
        .map_err(failed("opened"))?;
    close_to_others(&file).map_err(failed("closed to others"))?;
    if is_new && let Some(folder) = folder {
        // Without this a power cut could take the file away again, with all that is in it.
        sync_folder(folder).map_err(failed("written"))?;
    }
    Ok(file)
}

/// Opens the journal for reading; `None` when there is none.
pub(super) fn open_to_read(path: &Path) -> Result<Option<File>, JournalError> {
    if !is_file(path)? {
        return Ok(None);
    }
    let failed = |source| JournalError::File { path: path.to_owned(), what: "opened", source };
    File::open(path).map(Some).map_err(failed)
}

/// A file that only its owner may read.
pub(super) fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

/// Makes a folder that only its owner may look into.
pub(super) fn make_folder(path: &Path) -> Result<(), JournalError> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    let failed = |source| JournalError::Folder { path: path.to_owned(), source };
    if path.is_dir() {
        return Ok(());
    }
    builder.create(path).map_err(failed)?;
    match path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        Some(parent) => sync_folder(parent).map_err(failed),
        None => Ok(()),
    }
}

/// Whether `path` means the file that is open.
pub(super) fn is_at(file: &File, path: &Path) -> bool {
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

/// Whether the journal is there; anything but an ordinary file is refused, since opening a pipe
/// would wait for ever and a link may lead anywhere.
fn is_file(path: &Path) -> Result<bool, JournalError> {
    match fs::symlink_metadata(path) {
        Ok(about) if about.is_file() => Ok(true),
        Ok(_) => Err(JournalError::NotFile { path: path.to_owned() }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(source) => Err(JournalError::File { path: path.to_owned(), what: "opened", source }),
    }
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

fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(path)?.sync_all() } else { Ok(()) }
}
