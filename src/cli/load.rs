//! From the names on the command line to drafts: read, keys fetched, `--set` and `--region` applied.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::connection::{Draft, FieldPath, Key, Rule, catalogue, closest};
use crate::drafts::{self, DraftFile, SourceError, StoreError};

use super::Exit;
use super::args::{Common, Drafts};

/// A draft and the name it was called by.
pub struct Input {
    /// The file as named on the command line.
    pub file: String,
    /// What is in it.
    pub draft: Draft,
}

/// A file that gave no draft.
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
    if wanted.files.iter().filter(|file| *file == Path::new("-")).count() > 1 {
        return Err("standard input can be read once; name - only once".to_owned());
    }
    Ok(wanted.files.iter().map(|file| load_one(common, file, &changes)).collect())
}

fn load_one(common: &Common, path: &Path, changes: &[Change]) -> Result<Input, Unread> {
    let file = path.display().to_string();
    let unread = |(exit, problems)| Unread { file: file.clone(), problems, exit };
    let (mut found, folder) = match file.strip_prefix('@') {
        Some(name) => stored(common, name),
        None => in_file(path),
    }
    .map_err(unread)?;
    drafts::resolve(&mut found, &folder, |name| std::env::var(name).ok())
        .map_err(|errors| unread((Exit::Invalid, lines(&errors))))?;
    let mut draft = found.draft;
    for change in changes {
        draft.set(change.path, change.text.clone());
    }
    Ok(Input { file, draft })
}

/// A draft and the folder in which its references are looked up, or the status and the problems.
type Found = Result<(DraftFile, PathBuf), (Exit, Vec<String>)>;

fn in_file(path: &Path) -> Found {
    let text = drafts::load(path).map_err(|error| {
        let exit = match error {
            SourceError::TooLong | SourceError::NotUtf8 { .. } => Exit::Invalid,
            SourceError::Missing | SourceError::Directory | SourceError::Io(_) => Exit::Usage,
        };
        (exit, vec![error.to_string()])
    })?;
    let found = drafts::read(&text).map_err(|errors| (Exit::Invalid, lines(&errors)))?;
    Ok((found, path.parent().unwrap_or(Path::new(".")).to_owned()))
}

fn stored(common: &Common, name: &str) -> Found {
    let one = |(exit, problem)| (exit, vec![problem]);
    let store = super::drafts::open(common).map_err(one)?;
    let name = super::drafts::named(name).map_err(one)?;
    let loaded = store.load(&name).map_err(|error| match error {
        StoreError::Invalid { errors, .. } => (Exit::Invalid, lines(&errors)),
        error => (super::drafts::exit_of(&error), vec![error.to_string()]),
    })?;
    Ok((loaded.file, store.folder().to_owned()))
}

fn lines(errors: &[impl ToString]) -> Vec<String> {
    errors.iter().map(ToString::to_string).collect()
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
