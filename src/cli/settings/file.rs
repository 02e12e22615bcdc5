//! `config.toml`: read with the line of everything, changed without touching what else stands in it.

use std::collections::BTreeMap;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use toml_edit::{Array, Document, DocumentMut, Item, Table, Value};

use crate::connection::message;
use crate::drafts::{SourceError, load_plain};
use crate::files;
use crate::text::format_in_process_language;
use crate::tui::Keymap;

use super::problem::{SettingsFault, SettingsFileError, SettingsProblem};
use super::setting::Setting;
use super::value::{SettingError, SettingValue};

/// The file of a person's settings; it need not be there.
#[derive(Clone, Debug)]
pub struct SettingsFile {
    path: Option<PathBuf>,
}

impl SettingsFile {
    /// The file in a folder of configuration; none where no home is known.
    pub fn at(path: Option<PathBuf>) -> Self {
        Self { path }
    }

    /// Where it is, or would be.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Every setting in it, with its line.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn read(&self) -> Result<BTreeMap<Setting, (SettingValue, usize)>, Vec<SettingsProblem>> {
        let Some(path) = &self.path else { return Ok(BTreeMap::new()) };
        let at = |line, fault| {
            SettingsProblem::File(SettingsFileError { path: path.clone(), line, fault })
        };
        if is_closed(path) {
            return Ok(BTreeMap::new());
        }
        let Some(text) =
            text(path).map_err(|why| vec![at(None, SettingsFault::Unreadable(why))])?
        else {
            return Ok(BTreeMap::new());
        };
        let line_of = |span: Option<Range<usize>>| {
            span.map(|span| text[..span.start.min(text.len())].matches('\n').count() + 1)
        };
        let document = Document::parse(&text).map_err(|error| {
            vec![at(line_of(error.span()), SettingsFault::Unreadable(error.message().to_owned()))]
        })?;
        let (mut found, mut problems) = (BTreeMap::new(), Vec::new());
        for (name, item) in document.as_table().iter() {
            let span = document.as_table().key(name).and_then(toml_edit::Key::span);
            let line = line_of(span.or(item.span()));
            match Setting::named(name) {
                Err(nearest) => {
                    let name = name.to_owned();
                    problems.push(at(line, SettingsFault::Unknown { name, nearest }));
                }
                Ok(setting) => match value(setting, item) {
                    Ok(value) => {
                        found.insert(setting, (value, line.unwrap_or(1)));
                    }
                    Err(error) => problems.push(at(line, SettingsFault::Value { setting, error })),
                },
            }
        }
        if problems.is_empty() { Ok(found) } else { Err(problems) }
    }

    /// Sets something, or takes it out. What else stands in the file stays as it is, notes too.
    ///
    /// # Errors
    /// One line: why it cannot be written.
    pub fn set(&self, setting: Setting, value: Option<&SettingValue>) -> Result<(), String> {
        let Some(path) = &self.path else {
            return Err(format_in_process_language(&message!("settings-no-home")));
        };
        let written = text(path)?.unwrap_or_default();
        let mut document: DocumentMut =
            written.parse().map_err(|error: toml_edit::TomlError| error.to_string())?;
        match value {
            Some(value) => document[setting.name()] = item(value),
            None => {
                document.remove(setting.name());
            }
        }
        write(path, &document.to_string()).map_err(|error| error.to_string())
    }
}

impl SettingsFile {
    /// Sets something by its name, from one text.
    ///
    /// # Errors
    /// One line: why it cannot be kept.
    pub fn keep(&self, name: &str, value: &str) -> Result<(), String> {
        let setting = Setting::named(name).map_err(|_| name.to_owned())?;
        let value =
            SettingValue::of_variable(setting, value).map_err(|_| format!("{name}={value}"))?;
        self.set(setting, Some(&value))
    }

    /// Moves the keys of an earlier release's `keys.json` into this file, once: the old file gets another
    /// name. None where there is none.
    ///
    /// # Errors
    /// One line: what is wrong with the old file, which stays as it is and does not count.
    pub fn migrate_keys(&self) -> Result<Option<MigratedKeys>, String> {
        let Some(to) = self.path.clone() else { return Ok(None) };
        let from = to.with_file_name("keys.json");
        let kept = to.with_file_name("keys.json.old");
        let told = |why: String| format!("{}: {why}", from.display());
        let Some(text) = text(&from).map_err(told)? else { return Ok(None) };
        let keys = Keymap::parse_overrides(&text)
            .and_then(|keys| Keymap::from_overrides(&keys).map(|_| keys))
            .map_err(|error| told(error.to_string()))?;
        self.set(Setting::Keys, Some(&SettingValue::Keys(keys.clone())))?;
        files::rename(&from, &kept).map_err(|(path, why)| format!("{}: {why}", path.display()))?;
        Ok(Some(MigratedKeys { keys, from, to, kept }))
    }
}

/// Keys that were moved from the file of an earlier release.
pub struct MigratedKeys {
    /// The keys.
    pub keys: BTreeMap<String, Vec<String>>,
    /// Where they stood.
    pub from: PathBuf,
    /// Where they stand now.
    pub to: PathBuf,
    /// What the old file is called now.
    pub kept: PathBuf,
}

/// Whether a folder on the way may not be looked into, as that of a service without a home of its own: then
/// nobody can have set anything there.
fn is_closed(path: &Path) -> bool {
    let looked = std::fs::symlink_metadata(path);
    looked.is_err_and(|error| error.kind() == io::ErrorKind::PermissionDenied)
}

fn text(path: &Path) -> Result<Option<String>, String> {
    match load_plain(path) {
        Ok(text) => Ok(Some(text.to_string())),
        Err(SourceError::Missing) => Ok(None),
        Err(error) => Err(error.to_string()),
    }
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    // Somebody may keep the file elsewhere, and a link here.
    let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = target.parent().unwrap_or(Path::new("."));
    files::make_folder(folder).map_err(|(_, error)| error)?;
    files::TempFile::write(folder, ".config", text.as_bytes())?.persist(&target)?;
    files::sync_folder(folder)
}

/// What stands in the file for a setting.
fn value(setting: Setting, item: &Item) -> Result<SettingValue, SettingError> {
    let value = match item {
        Item::Value(Value::String(text)) if setting == Setting::Endpoint => {
            SettingValue::List(vec![text.value().clone()])
        }
        Item::Value(Value::String(text)) => SettingValue::Text(text.value().clone()),
        Item::Value(Value::Boolean(is_on)) => SettingValue::Switch(*is_on.value()),
        Item::Value(Value::Array(list)) => SettingValue::List(texts(list)?),
        Item::Table(_) | Item::Value(Value::InlineTable(_)) => {
            let table = item.as_table_like().ok_or(SettingError::Kind)?;
            let keys = table.iter().map(|(action, keys)| {
                let keys = match keys {
                    Item::Value(Value::String(key)) => vec![key.value().clone()],
                    Item::Value(Value::Array(list)) => texts(list)?,
                    _ => return Err(SettingError::Kind),
                };
                Ok((action.to_owned(), keys))
            });
            SettingValue::Keys(keys.collect::<Result<_, _>>()?)
        }
        _ => return Err(SettingError::Kind),
    };
    value.check_setting(setting)?;
    Ok(value)
}

fn texts(list: &Array) -> Result<Vec<String>, SettingError> {
    let texts = list.iter().map(|value| value.as_str().map(str::to_owned));
    texts.collect::<Option<_>>().ok_or(SettingError::Kind)
}

fn item(value: &SettingValue) -> Item {
    match value {
        SettingValue::Text(text) => toml_edit::value(text),
        SettingValue::Switch(is_on) => toml_edit::value(*is_on),
        SettingValue::List(list) => toml_edit::value(list.iter().collect::<Array>()),
        SettingValue::Keys(keys) => {
            let mut table = Table::new();
            for (action, keys) in keys {
                table[action] = toml_edit::value(keys.iter().collect::<Array>());
            }
            Item::Table(table)
        }
    }
}
