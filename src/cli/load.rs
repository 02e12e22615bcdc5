//! From the names on the command line to drafts: folders opened, tables applied to their template,
//! keys fetched, `--set` and `--region` applied.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::connection::{Draft, FieldPath, Key, Rule, catalogue, closest};
use crate::drafts::{self, DraftFile, SourceError, Table};

use super::Exit;
use super::args::{Common, Drafts};

/// A draft and the name it was called by.
pub struct Input {
    /// The file as named on the command line; `table.csv:12` for line 12 of a table.
    pub file: String,
    /// What is in it.
    pub draft: Draft,
}

/// A file that gave no draft.
#[derive(Clone)]
pub struct Unread {
    /// The file as named on the command line.
    pub file: String,
    /// One line for each thing wrong with it.
    pub problems: Vec<String>,
    /// Which exit status that is.
    pub exit: Exit,
}

/// A value for a field, from `--set`.
struct Change {
    path: FieldPath,
    text: String,
}

/// Reads every file.
///
/// # Errors
/// When an option itself is wrong; a wrong file is one of the results.
pub fn load(common: &Common, wanted: &Drafts) -> Result<Vec<Result<Input, Unread>>, String> {
    let mut changes = Vec::new();
    for change in &wanted.changes {
        changes.push(read_change(change)?);
    }
    if let Some(region) = &common.region {
        changes.push(Change { path: FieldPath::own(Key::RegionId), text: region.clone() });
    }
    let stdin = Path::new("-");
    let named = wanted.files.iter().chain(&wanted.values);
    if named.filter(|file| *file == stdin).count() > 1 {
        return Err("standard input can be read once; name - only once".to_owned());
    }
    if let Some(table) = &wanted.values {
        return match wanted.files.as_slice() {
            [template] if !template.is_dir() => Ok(load_table(template, table, &changes)),
            _ => Err("--values makes many drafts of one; name exactly one draft file".to_owned()),
        };
    }
    let mut inputs = Vec::new();
    for file in &wanted.files {
        match drafts_in(file) {
            None => inputs.push(load_one(file, &changes)),
            Some(Ok(files)) => inputs.extend(files.iter().map(|file| load_one(file, &changes))),
            Some(Err(unread)) => inputs.push(Err(unread)),
        }
    }
    Ok(inputs)
}

/// The drafts in a folder, sorted by name: its own `*.json` files, neither hidden ones nor links.
/// None when this is no folder.
fn drafts_in(folder: &Path) -> Option<Result<Vec<PathBuf>, Unread>> {
    if !folder.is_dir() {
        return None;
    }
    let list = || -> std::io::Result<Vec<PathBuf>> {
        let mut files = Vec::new();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let path = entry.path();
            let is_hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
            let is_json = path.extension().is_some_and(|extension| extension == "json");
            if is_json && !is_hidden && entry.file_type()?.is_file() {
                files.push(path);
            }
        }
        files.sort();
        Ok(files)
    };
    let problem = match list() {
        Ok(files) if !files.is_empty() => return Some(Ok(files)),
        Ok(_) => "there is no *.json file in this directory; name another, or the files".to_owned(),
        Err(error) => format!("the directory cannot be read: {error}"),
    };
    Some(Err(unread(folder, Exit::Usage, vec![problem])))
}

fn unread(path: &Path, exit: Exit, problems: Vec<String>) -> Unread {
    Unread { file: path.display().to_string(), problems, exit }
}

fn load_one(path: &Path, changes: &[Change]) -> Result<Input, Unread> {
    let mut found = read_draft(path)?;
    fetch_keys(&mut found, path).map_err(|problems| unread(path, Exit::Invalid, problems))?;
    Ok(changed(path.display().to_string(), found.draft, changes))
}

/// One draft for each row of the table.
fn load_table(template: &Path, table: &Path, changes: &[Change]) -> Vec<Result<Input, Unread>> {
    match rows(template, table) {
        Ok(rows) => rows
            .into_iter()
            .map(|(line, row)| {
                let file = format!("{}:{line}", table.display());
                match row {
                    Ok(draft) => Ok(changed(file, draft, changes)),
                    Err(problems) => Err(Unread { file, problems, exit: Exit::Invalid }),
                }
            })
            .collect(),
        Err(unread) => vec![Err(unread)],
    }
}

/// What became of one row: its line, and the draft or what is wrong with its keys.
type MadeRow = (usize, Result<Draft, Vec<String>>);

fn rows(template: &Path, path: &Path) -> Result<Vec<MadeRow>, Unread> {
    let mut found = read_draft(template)?;
    let text = read_text(path)?;
    let table = Table::read(&text, &found.draft).map_err(|errors| {
        unread(path, Exit::Invalid, errors.iter().map(ToString::to_string).collect())
    })?;
    // Each is fetched once for all rows, and not at all where every row has its own.
    let replaced = table.always_says();
    found.references.retain(|(field, ..)| !replaced.contains(field));
    fetch_keys(&mut found, template)
        .map_err(|problems| unread(template, Exit::Invalid, problems))?;
    let made = table.rows.iter().map(|row| {
        let mut made = row.apply(&found.draft);
        let keys = fetch_keys(&mut made, path);
        (row.line, keys.map(|()| made.draft))
    });
    Ok(made.collect())
}

fn changed(file: String, mut draft: Draft, changes: &[Change]) -> Input {
    for change in changes {
        draft.set(change.path, change.text.clone());
    }
    Input { file, draft }
}

fn read_text(path: &Path) -> Result<zeroize::Zeroizing<String>, Unread> {
    drafts::load(path).map_err(|error| {
        let exit = match error {
            SourceError::TooLong | SourceError::NotUtf8 { .. } | SourceError::Utf16 => {
                Exit::Invalid
            }
            SourceError::Missing | SourceError::Directory | SourceError::Io(_) => Exit::Usage,
        };
        unread(path, exit, vec![error.to_string()])
    })
}

fn read_draft(path: &Path) -> Result<DraftFile, Unread> {
    let text = read_text(path)?;
    drafts::read(&text).map_err(|errors| {
        unread(path, Exit::Invalid, errors.iter().map(ToString::to_string).collect())
    })
}

/// Fetches the keys that stand elsewhere; paths count from the folder of `path`.
fn fetch_keys(found: &mut DraftFile, path: &Path) -> Result<(), Vec<String>> {
    let folder = path.parent().unwrap_or(Path::new("."));
    drafts::resolve(found, folder, |name| std::env::var(name).ok())
        .map_err(|errors| errors.iter().map(ToString::to_string).collect())
}

fn read_change(text: &str) -> Result<Change, String> {
    let Some((name, value)) = text.split_once('=') else {
        return Err(format!("--set {text:?}: write it as FIELD=VALUE"));
    };
    let Some(path) = FieldPath::from_wire(name) else {
        let help = match FieldPath::nearest(name, None) {
            Some(nearest) => format!("did you mean {nearest}?"),
            None => "fields are named as on the wire, see `tunnelsmith preview`".to_owned(),
        };
        return Err(format!("--set: there is no field {name:?}; {help}"));
    };
    if matches!(catalogue::field(path.key).kind, catalogue::Kind::Key(_)) {
        return Err(format!(
            "--set {name}: a command line is visible to others, so no key may stand there; \
             write {{\"env\": \"NAME\"}} or {{\"file\": \"PATH\"}} into the draft instead"
        ));
    }
    Ok(Change { path, text: value.to_owned() })
}

/// Reads the rules of `--allow`.
///
/// # Errors
/// When one is no rule.
pub fn allowed(ids: &[String]) -> Result<BTreeSet<Rule>, String> {
    ids.iter()
        .map(|id| {
            Rule::from_id(id).ok_or_else(|| {
                let all = Rule::ALL.iter().map(|rule| rule.id().to_owned());
                let nearest = closest(id, all).map(|id| format!("; did you mean {id}?"));
                format!("--allow: there is no rule {id:?}{}", nearest.unwrap_or_default())
            })
        })
        .collect()
}
