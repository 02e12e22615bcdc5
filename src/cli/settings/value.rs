//! What a setting can be set to.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::connection::{closest, message};
use crate::flow::Endpoints;
use crate::text::{Language, format_in_process_language};
use crate::tui::{Keymap, Palette};

use super::setting::Setting;

/// What something is set to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingValue {
    /// A word, a name or a path.
    Text(String),
    /// On or off.
    Switch(bool),
    /// Several texts.
    List(Vec<String>),
    /// Keys by the name of what they do.
    Keys(BTreeMap<String, Vec<String>>),
}

/// Why something cannot be set to a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingError {
    /// It is neither on nor off.
    NotSwitch(String),
    /// It is none of the words there are.
    NotWord {
        /// What was written.
        found: String,
        /// All there are.
        words: Vec<String>,
        /// The nearest, if one is near.
        nearest: Option<String>,
    },
    /// It is empty.
    Empty,
    /// It is of another kind: a number where a text is wanted.
    Kind,
    /// What reads such values says so.
    Other(String),
}

impl SettingValue {
    /// Reads what a variable, a flag or `config set` gives as one text.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn of_variable(setting: Setting, text: &str) -> Result<Self, SettingError> {
        let value = match setting {
            Setting::Plain | Setting::Mouse => Self::Switch(switch(text)?),
            Setting::Endpoint => Self::List(text.split_whitespace().map(str::to_owned).collect()),
            Setting::Keys => Self::Keys(keys(text)?),
            Setting::Language
            | Setting::Theme
            | Setting::Region
            | Setting::Profile
            | Setting::DraftsDir => Self::Text(text.to_owned()),
        };
        value.check_setting(setting)?;
        Ok(value)
    }

    /// Whether a setting can have this value.
    ///
    /// # Errors
    /// Why not.
    pub fn check_setting(&self, setting: Setting) -> Result<(), SettingError> {
        match (setting, self) {
            (Setting::Language, Self::Text(text)) => {
                let words = Language::ALL.iter().map(|language| language.tag());
                word(Language::from_tag(text).is_some(), text, words)
            }
            (Setting::Theme, Self::Text(text)) => {
                let words = Palette::ALL.iter().map(|palette| palette.name());
                word(Palette::from_name(text).is_some(), text, words)
            }
            (Setting::Plain | Setting::Mouse, Self::Switch(_)) => Ok(()),
            (Setting::Region | Setting::Profile | Setting::DraftsDir, Self::Text(text)) => {
                if text.trim().is_empty() { Err(SettingError::Empty) } else { Ok(()) }
            }
            (Setting::Endpoint, Self::List(list)) => {
                Endpoints::read(list.iter().map(String::as_str))
                    .map(drop)
                    .map_err(|error| SettingError::Other(error.to_string()))
            }
            (Setting::Keys, Self::Keys(keys)) => Keymap::from_overrides(keys)
                .map(drop)
                .map_err(|error| SettingError::Other(error.to_string())),
            _ => Err(SettingError::Kind),
        }
    }

    /// The text, where it is one.
    pub fn text(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.clone()),
            _ => None,
        }
    }

    /// Whether it is a switch that is on.
    pub fn is_on(&self) -> bool {
        matches!(self, Self::Switch(true))
    }

    /// As one text, as a variable has it.
    pub fn shown(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Switch(is_on) => is_on.to_string(),
            Self::List(list) => list.join(" "),
            Self::Keys(keys) => {
                let mut text = String::new();
                for (action, keys) in keys {
                    let sign = if text.is_empty() { "" } else { "; " };
                    // Writing into a text cannot fail.
                    let _ = write!(text, "{sign}{action}={}", keys.join(","));
                }
                text
            }
        }
    }
}

fn word<'a>(
    is_known: bool,
    found: &str,
    words: impl Iterator<Item = &'a str>,
) -> Result<(), SettingError> {
    if is_known {
        return Ok(());
    }
    let words: Vec<String> = words.map(str::to_owned).collect();
    let nearest = closest(found, words.iter().cloned());
    Err(SettingError::NotWord { found: found.to_owned(), words, nearest })
}

fn switch(text: &str) -> Result<bool, SettingError> {
    match text.to_ascii_lowercase().as_str() {
        "1" | "true" | "yes" | "on" => Ok(true),
        "0" | "false" | "no" | "off" => Ok(false),
        _ => Err(SettingError::NotSwitch(text.to_owned())),
    }
}

/// Reads `undo=alt-u,ctrl-v;save=f2`.
fn keys(text: &str) -> Result<BTreeMap<String, Vec<String>>, SettingError> {
    let mut keys = BTreeMap::new();
    for part in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
        let (action, list) = part.split_once('=').ok_or_else(|| {
            let told = message!("settings-keys-form", part = part.to_owned());
            SettingError::Other(format_in_process_language(&told))
        })?;
        let list = list.split(',').map(|key| key.trim().to_owned()).collect();
        keys.insert(action.trim().to_owned(), list);
    }
    Ok(keys)
}
