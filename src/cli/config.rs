//! `tunnelsmith config`: what is set, by what, and the file of settings.

use serde_json::{Value as Json, json};

use crate::text::printable;

use super::args::ConfigVerb;
use super::exit::{Exit, ExitResult};
use super::output::Output;
use super::settings::{
    ChosenSettings, Setting, SettingError, SettingSource, SettingValue, SettingsFault,
    SettingsFile, SettingsProblem,
};

/// What a run has set, or what is wrong with it.
pub type SettingsResult = Result<ChosenSettings, Vec<SettingsProblem>>;

pub fn run(
    verb: &ConfigVerb,
    gathered: &SettingsResult,
    file: &SettingsFile,
    output: &Output,
) -> ExitResult {
    let Some(path) = file.path() else {
        return Err(output.usage(&output.texts.say("config-no-home")));
    };
    match verb {
        ConfigVerb::Path => output.path(path),
        ConfigVerb::Show => {
            show(gathered.as_ref().map_err(|problems| refuse(problems, output))?, output);
        }
        ConfigVerb::Set { name, value } => change(name, Some(value), file, output)?,
        ConfigVerb::Unset { name } => change(name, None, file, output)?,
    }
    Ok(Exit::Done)
}

/// Reports what is wrong with what a person has set.
pub fn refuse(problems: &[SettingsProblem], output: &Output) -> Exit {
    for problem in problems {
        output.print_error(&sentence(problem, output));
    }
    Exit::Usage
}

fn show(settings: &ChosenSettings, output: &Output) {
    let texts = &output.texts;
    if output.is_json() {
        for setting in Setting::ALL {
            let (value, source) = match settings.get(*setting) {
                Some((value, source)) => (json(value), source_word(*source)),
                None => (Json::Null, "default"),
            };
            output.json(&json!({
                "name": setting.name(),
                "value": value,
                "source": source,
                "flag": setting.flag(),
                "variable": setting.variable(),
            }));
        }
        return;
    }
    let head = ["config-name", "config-value", "config-decided-by", "config-about"];
    let rows = Setting::ALL.iter().map(|setting| {
        let (value, by) = match settings.get(*setting) {
            Some((value, source)) => (value.shown(), decided_by(*setting, *source, output)),
            None => (texts.say("config-not-set"), texts.say("config-default")),
        };
        let shown = printable(&value).into_owned();
        [setting.name().to_owned(), shown, by, texts.say(&setting.about())]
    });
    output.table(head.map(|id| texts.say(id)), rows.collect());
}

fn json(value: &SettingValue) -> Json {
    match value {
        SettingValue::Text(text) => json!(text),
        SettingValue::Switch(is_on) => json!(is_on),
        SettingValue::List(list) => json!(list),
        SettingValue::Keys(keys) => json!(keys),
    }
}

fn source_word(source: SettingSource) -> &'static str {
    match source {
        SettingSource::Flag => "flag",
        SettingSource::Variable => "variable",
        SettingSource::File { .. } => "file",
    }
}

fn decided_by(setting: Setting, source: SettingSource, output: &Output) -> String {
    match source {
        SettingSource::Flag => setting.flag().to_owned(),
        SettingSource::Variable => setting.variable().to_owned(),
        SettingSource::File { line } => {
            output.texts.format("config-line", &[("line", line.into())])
        }
    }
}

fn change(
    name: &str,
    value: Option<&String>,
    file: &SettingsFile,
    output: &Output,
) -> Result<(), Exit> {
    let setting = Setting::named(name)
        .map_err(|nearest| output.usage(&unknown(name, nearest.as_deref(), output)))?;
    let value = value.map(|text| SettingValue::of_variable(setting, text)).transpose();
    let value = value
        .map_err(|error| output.usage(&output.texts.with_label(name, &fault(&error, output))))?;
    file.set(setting, value.as_ref()).map_err(|why| {
        let path = file.path().map(|path| path.display().to_string()).unwrap_or_default();
        let args = [("path", path.into()), ("why", why.into())];
        output.fail(output.texts.format("config-not-written", &args))
    })
}

fn sentence(problem: &SettingsProblem, output: &Output) -> String {
    match problem {
        SettingsProblem::Variable { name, error } | SettingsProblem::Flag { name, error } => {
            output.texts.with_label(name, &fault(error, output))
        }
        SettingsProblem::File(error) => {
            let line = error.line.map(|line| format!(":{line}")).unwrap_or_default();
            let what = match &error.fault {
                SettingsFault::Unreadable(why) => why.clone(),
                SettingsFault::Unknown { name, nearest } => {
                    unknown(name, nearest.as_deref(), output)
                }
                SettingsFault::Value { setting, error } => {
                    output.texts.with_label(setting.name(), &fault(error, output))
                }
            };
            output.texts.with_label(&format!("{}{line}", error.path.display()), &what)
        }
    }
}

fn unknown(name: &str, nearest: Option<&str>, output: &Output) -> String {
    let name = ("name", printable(name).into_owned().into());
    match nearest {
        Some(nearest) => {
            let nearest = ("nearest", nearest.to_owned().into());
            output.texts.format("config-unknown-near", &[name, nearest])
        }
        None => output.texts.format("config-unknown", &[name]),
    }
}

fn fault(error: &SettingError, output: &Output) -> String {
    let texts = &output.texts;
    match error {
        SettingError::NotSwitch(found) => {
            texts.format("config-not-switch", &[("found", printable(found).into_owned().into())])
        }
        SettingError::NotWord { found, words, nearest } => {
            let args = [
                ("found", printable(found).into_owned().into()),
                ("words", words.join(", ").into()),
                ("nearest", nearest.clone().unwrap_or_default().into()),
            ];
            let id = if nearest.is_some() { "config-not-word-near" } else { "config-not-word" };
            texts.format(id, &args)
        }
        SettingError::Empty => texts.say("config-empty"),
        SettingError::Kind => texts.say("config-kind"),
        SettingError::Other(why) => why.clone(),
    }
}
