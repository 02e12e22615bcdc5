//! Where drafts and the journal of submissions lie.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

/// The environment variable that names the data folder.
pub const DRAFTS_DIR: &str = "TUNNELSMITH_DRAFTS_DIR";

/// The folders of one user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    data: PathBuf,
}

/// Why there is no folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FoldersError {
    /// The system knows no home of this user.
    #[error("no home directory is known; name a folder with --drafts-dir or {DRAFTS_DIR}")]
    NoHome,
}

impl Folders {
    /// The folder that was asked for, else the one that `vars` names as [`DRAFTS_DIR`], else the
    /// system's place for this program's data.
    ///
    /// # Errors
    /// When none of these is there.
    pub fn find(
        wanted: Option<&Path>,
        vars: impl Fn(&str) -> Option<OsString>,
    ) -> Result<Self, FoldersError> {
        let named = || vars(DRAFTS_DIR).filter(|value| !value.is_empty()).map(PathBuf::from);
        if let Some(data) = wanted.map(Path::to_owned).or_else(named) {
            return Ok(Self { data });
        }
        if vars("HOME").is_none_or(|home| home.is_empty()) && cfg!(unix) {
            return Err(FoldersError::NoHome);
        }
        let project = ProjectDirs::from("", "", "tunnelsmith").ok_or(FoldersError::NoHome)?;
        Ok(Self { data: project.data_dir().to_owned() })
    }

    /// The folder of everything.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// The journal of submissions.
    pub fn journal(&self) -> PathBuf {
        self.data.join("journal.jsonl")
    }
}
