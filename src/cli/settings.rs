//! This person's settings. Each has a flag, a variable of the environment and a line of `config.toml`: the
//! flag goes before the variable, and the variable before the file.

mod file;
mod problem;
mod resolve;
mod setting;
mod value;

pub use file::SettingsFile;
pub use problem::{SettingsFault, SettingsProblem};
pub use resolve::{ChosenSettings, SettingSource};
pub use setting::Setting;
pub use value::{SettingError, SettingValue};
