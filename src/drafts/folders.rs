//! Where drafts, the journal of submissions and this user's identity lie.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use crate::connection::{Message, ToMessage, message};
use crate::text::print_as_message;

/// The environment variable that names the data folder.
pub const DRAFTS_DIR_VARIABLE: &str = "TUNNELSMITH_DRAFTS_DIR";

/// The environment variable that names the file of this user's identity.
pub const IDENTITY_VARIABLE: &str = "TUNNELSMITH_IDENTITY";

/// The file that tells where the wizard was when it ended, in the data folder.
pub(super) const BOOKMARK: &str = "wizard.json";

/// The folders of one user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    data: PathBuf,
    identity: Option<PathBuf>,
    settings: Option<PathBuf>,
}

/// The folder of everything is not known: the system knows no home of this user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub struct FoldersError;

print_as_message!(FoldersError);

impl ToMessage for FoldersError {
    fn message(&self) -> Message {
        message!("folders-no-home", variable = DRAFTS_DIR_VARIABLE)
    }
}

/// The path that a variable names; none where it is empty.
fn named(vars: impl Fn(&str) -> Option<OsString>, name: &str) -> Option<PathBuf> {
    vars(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}

/// The system's places for this program; none where no home is known.
fn project(vars: impl Fn(&str) -> Option<OsString>) -> Option<ProjectDirs> {
    // The system would fall back on the list of users; a service without a home of its own shall
    // not write into somebody's.
    let homeless = cfg!(unix) && named(vars, "HOME").is_none();
    if homeless { None } else { ProjectDirs::from("", "", "tunnelsmith") }
}

/// The file of this user's identity: [`IDENTITY_VARIABLE`], else `identity.txt` in the configuration folder.
pub(super) fn identity_path(vars: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    named(&vars, IDENTITY_VARIABLE)
        .or_else(|| Some(project(vars)?.config_dir().join("identity.txt")))
}

impl Folders {
    /// The folder that was asked for, else the one that `vars` names as [`DRAFTS_DIR_VARIABLE`], else the
    /// system's place for this program's data.
    ///
    /// # Errors
    /// When none of these is there.
    pub fn find(
        wanted: Option<&Path>,
        vars: impl Fn(&str) -> Option<OsString>,
    ) -> Result<Self, FoldersError> {
        let project = project(&vars);
        let data = wanted
            .map(Path::to_owned)
            .or_else(|| named(&vars, DRAFTS_DIR_VARIABLE))
            .or_else(|| Some(project.as_ref()?.data_dir().to_owned()))
            .ok_or(FoldersError)?;
        let settings = project.map(|project| project.config_dir().to_owned());
        Ok(Self { data, identity: identity_path(vars), settings })
    }

    /// The folder of everything.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// The drafts, one file each.
    pub fn drafts(&self) -> PathBuf {
        self.data.join("drafts")
    }

    /// The drafts that were deleted.
    pub fn trash(&self) -> PathBuf {
        self.data.join("trash")
    }

    /// The journal of submissions.
    pub fn journal(&self) -> PathBuf {
        self.data.join("journal.jsonl")
    }

    /// Where the wizard was when it ended.
    pub fn bookmark(&self) -> PathBuf {
        self.data.join(BOOKMARK)
    }

    /// The folder of this user's settings; none where no home is known.
    pub fn settings(&self) -> Option<&Path> {
        self.settings.as_deref()
    }

    /// The file of this user's identity; none where neither a home nor the variable is there.
    pub fn identity(&self) -> Option<&Path> {
        self.identity.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(wanted: Option<&str>, vars: &[(&str, &str)]) -> Result<Folders, FoldersError> {
        Folders::find(wanted.map(Path::new), |name| {
            let found = vars.iter().find(|(known, _)| *known == name)?;
            Some(OsString::from(found.1))
        })
    }

    #[test]
    fn the_option_goes_before_the_variable() {
        let vars = [(DRAFTS_DIR_VARIABLE, "/from/variable")];
        assert_eq!(find(Some("/asked"), &vars).unwrap().drafts(), Path::new("/asked/drafts"));
        assert_eq!(find(None, &vars).unwrap().trash(), Path::new("/from/variable/trash"));
    }

    #[cfg(unix)]
    #[test]
    fn without_a_home_the_way_out_is_named() {
        for vars in [&[][..], &[("HOME", "")], &[("HOME", ""), (DRAFTS_DIR_VARIABLE, "")]] {
            let error = find(None, vars).unwrap_err().to_string();
            assert!(
                error.contains("--drafts-dir") && error.contains(DRAFTS_DIR_VARIABLE),
                "{error}"
            );
        }
        let folders = find(Some("/asked"), &[]).unwrap();
        assert_eq!(folders.identity(), None);
        let folders = find(Some("/asked"), &[(IDENTITY_VARIABLE, "/keys/me")]).unwrap();
        assert_eq!(folders.identity(), Some(Path::new("/keys/me")));
    }
}
