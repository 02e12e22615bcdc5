//! What is set for a run, and what decided it.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::PathBuf;

use crate::cli::args::Arguments;
use crate::cloud::credentials::Environment;

use super::file::SettingsFile;
use super::problem::SettingsProblem;
use super::setting::Setting;
use super::value::{SettingError, SettingValue};

/// What decided a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingSource {
    /// Its flag.
    Flag,
    /// Its variable.
    Variable,
    /// A line of the file.
    File {
        /// Counted from 1.
        line: usize,
    },
}

/// What is set, and by what. What nobody has set is not in it.
#[derive(Clone, Debug, Default)]
pub struct ChosenSettings {
    values: BTreeMap<Setting, (SettingValue, SettingSource)>,
}

impl ChosenSettings {
    /// What a person has set, for this run.
    ///
    /// # Errors
    /// Everything that is wrong with the file, or the first variable that is none.
    pub fn from_sources(
        arguments: &Arguments,
        vars: impl Fn(&str) -> Option<OsString>,
        file: &SettingsFile,
    ) -> Result<Self, Vec<SettingsProblem>> {
        let mut values = BTreeMap::new();
        for (setting, (value, line)) in file.read()? {
            values.insert(setting, (value, SettingSource::File { line }));
        }
        for setting in Setting::ALL {
            let Some(text) = vars(setting.variable()).filter(|text| !text.is_empty()) else {
                continue;
            };
            let text = text.to_string_lossy();
            let value = SettingValue::of_variable(*setting, &text).map_err(|error| {
                vec![SettingsProblem::Variable { name: setting.variable(), error }]
            })?;
            values.insert(*setting, (value, SettingSource::Variable));
        }
        for setting in Setting::ALL {
            let given = flag(arguments, *setting)
                .map_err(|error| vec![SettingsProblem::Flag { name: setting.flag(), error }])?;
            if let Some(value) = given {
                values.insert(*setting, (value, SettingSource::Flag));
            }
        }
        Ok(Self { values })
    }

    /// What a setting is, and what decided it.
    pub fn get(&self, setting: Setting) -> Option<&(SettingValue, SettingSource)> {
        self.values.get(&setting)
    }

    /// Writes what is set into the arguments, where a flag has not.
    pub fn apply_to(&self, arguments: &mut Arguments, env: &Environment) {
        let text = |setting| self.get(setting).and_then(|(value, _)| value.text());
        let is_on = |setting| self.get(setting).is_some_and(|(value, _)| value.is_on());
        let Arguments { common, wizard, .. } = arguments;
        wizard.theme = text(Setting::Theme);
        wizard.plain = is_on(Setting::Plain);
        wizard.mouse = is_on(Setting::Mouse);
        if let Some((SettingValue::Keys(keys), _)) = self.get(Setting::Keys) {
            wizard.own_keys.clone_from(keys);
        }
        common.drafts_dir = text(Setting::DraftsDir).map(PathBuf::from);
        // A draft's own region goes before what is only the usual one.
        let is_flag = matches!(self.get(Setting::Region), Some((_, SettingSource::Flag)));
        common.usual_region = text(Setting::Region).filter(|_| !is_flag);
        if common.sandbox {
            return;
        }
        common.profile = match self.get(Setting::Profile) {
            // Who has put a key or a profile into the environment means this shell, not every one.
            Some((_, SettingSource::File { .. })) if env.names_credentials() => None,
            Some((value, _)) => value.text(),
            None => None,
        };
        if let Some((SettingValue::List(endpoints), _)) = self.get(Setting::Endpoint) {
            common.endpoint.clone_from(endpoints);
        }
    }
}

/// What a flag says, where it is there.
fn flag(arguments: &Arguments, setting: Setting) -> Result<Option<SettingValue>, SettingError> {
    let Arguments { common, wizard, .. } = arguments;
    let text = |value: &Option<String>| {
        value.as_deref().map(|text| SettingValue::of_variable(setting, text)).transpose()
    };
    match setting {
        Setting::Language => text(&common.lang),
        Setting::Theme => text(&wizard.theme),
        Setting::Plain => Ok(wizard.plain.then_some(SettingValue::Switch(true))),
        Setting::Mouse => Ok(wizard.mouse.then_some(SettingValue::Switch(true))),
        Setting::Region => Ok(common.region.clone().map(SettingValue::Text)),
        Setting::Profile => Ok(common.profile.clone().map(SettingValue::Text)),
        Setting::Endpoint => {
            let given = !common.endpoint.is_empty();
            Ok(given.then(|| SettingValue::List(common.endpoint.clone())))
        }
        Setting::DraftsDir => {
            let shown = |path: &PathBuf| SettingValue::Text(path.to_string_lossy().into_owned());
            Ok(common.drafts_dir.as_ref().map(shown))
        }
        Setting::Keys if wizard.keys.is_empty() => Ok(None),
        Setting::Keys => SettingValue::of_variable(setting, &wizard.keys.join(";")).map(Some),
    }
}
