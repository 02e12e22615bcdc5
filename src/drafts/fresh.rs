//! Writes files that were not there before: what is exported, imported or saved for others.

use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::Path;

/// Writes a new file that only its owner can read, down to the disk; what cannot be written in full
/// does not stay.
///
/// # Errors
/// The system's own, [`io::ErrorKind::AlreadyExists`] where anything lies there already.
pub fn write_new(path: &Path, text: &str) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
    if let Err(error) = written {
        // Half a draft helps nobody; if it cannot be removed either, the first error says enough.
        let _ = std::fs::remove_file(path);
        return Err(error);
    }
    // Elsewhere a folder cannot be opened as a file.
    #[cfg(unix)]
    {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        std::fs::File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
    }
    Ok(())
}
