//! Files that are gone when nobody needs them any more: a text in somebody's editor, and the journal
//! of a sandbox that ends with this run.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempDir};

/// A text in a file that only this user can read.
#[derive(Debug)]
pub struct ScratchFile(NamedTempFile);

impl ScratchFile {
    /// Writes the text.
    ///
    /// # Errors
    /// The system's reason.
    pub fn new(text: &str) -> io::Result<Self> {
        let mut file = tempfile::Builder::new().prefix("tunnelsmith-").suffix(".txt").tempfile()?;
        file.write_all(text.as_bytes())?;
        Ok(Self(file))
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// What stands there by now. Read by its name: most editors write a new file in the place of the
    /// old one.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn read(&self) -> Result<String, crate::drafts::SourceError> {
        crate::drafts::load(self.path()).map(|text| text.to_string())
    }
}

/// A place for the journal of the sandbox in this process.
#[derive(Debug)]
pub struct ScratchJournal(TempDir);

impl ScratchJournal {
    /// Makes the place.
    ///
    /// # Errors
    /// The system's reason.
    pub fn new() -> io::Result<Self> {
        Ok(Self(tempfile::tempdir()?))
    }

    /// The journal; it need not be there yet.
    pub fn journal(&self) -> PathBuf {
        self.0.path().join("journal.jsonl")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_comes_back_as_it_was_left_and_leaves_nothing_behind() {
        let scratch = ScratchFile::new("one\n").unwrap();
        let path = scratch.path().to_owned();
        std::fs::remove_file(&path).unwrap();
        std::fs::write(&path, "another\n").unwrap();
        assert_eq!(scratch.read().unwrap(), "another\n");
        drop(scratch);
        assert!(!path.exists());
    }
}
