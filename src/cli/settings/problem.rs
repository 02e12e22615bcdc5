//! What can be wrong with what a person has set.

use std::path::PathBuf;

use super::setting::Setting;
use super::value::SettingError;

/// What is wrong with what a person has set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingsProblem {
    /// In the file.
    File(SettingsFileError),
    /// In a variable.
    Variable {
        /// Its name.
        name: &'static str,
        /// What is wrong.
        error: SettingError,
    },
    /// In a flag.
    Flag {
        /// Its name.
        name: &'static str,
        /// What is wrong.
        error: SettingError,
    },
}

/// What is wrong with the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsFileError {
    /// Which file.
    pub path: PathBuf,
    /// The line, where one is at fault; counted from 1.
    pub line: Option<usize>,
    /// What is wrong there.
    pub fault: SettingsFault,
}

/// What can be wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingsFault {
    /// The file cannot be read, or is no TOML.
    Unreadable(String),
    /// There is no such setting.
    Unknown {
        /// What was written.
        name: String,
        /// The nearest there is.
        nearest: Option<String>,
    },
    /// The value is none for this setting.
    Value {
        /// Which.
        setting: Setting,
        /// Why.
        error: SettingError,
    },
}
