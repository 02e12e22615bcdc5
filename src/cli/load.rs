//! From the names on the command line to drafts: folders opened, tables applied to their template,
//! keys fetched, `--set` and `--region` applied.

mod keys;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::connection::{
    Draft, DraftPeer, FieldPath, Key, Message, Rule, closest, message, replace_block,
};
use crate::drafts::store::LoadedDraft;
use crate::drafts::{
    self, DraftFile, KeyReference, SealError, SourceError, StoreError, Table, TextPosition,
};
use crate::text::format_in_process_language;

use keys::{CachedIdentity, fetch_keys, find_identity};
pub use keys::{KeyLoader, identity_for};

use super::args::{Common, DraftArgs};
use super::exit::Exit;
use super::output::Output;

/// A draft and the name it was called by.
pub struct DraftInput {
    /// The file as named on the command line; `table.csv:12` for line 12 of a table.
    pub file: String,
    /// What is in it.
    pub draft: Draft,
    /// Its keys that stand elsewhere.
    pub keys: KeyLoader,
    /// Its version, for the journal.
    pub version: String,
    /// The device at the other end, if it names one.
    pub peer: Option<DraftPeer>,
    /// The transit router that its row names.
    pub router: Option<String>,
    /// Where it lies, if the store keeps it and others can read a key in it.
    shown: Option<PathBuf>,
}

/// A file that gave no draft.
#[derive(Clone)]
pub struct DraftLoadError {
    /// The file as named on the command line.
    pub file: String,
    /// One line for each thing wrong with it.
    pub problems: Vec<String>,
    /// Which exit status that is.
    pub exit: Exit,
}

impl DraftLoadError {
    /// A draft with keys that nobody could open.
    pub fn unopened(file: String, fields: &[FieldPath]) -> Self {
        let problems = fields
            .iter()
            .map(|field| format_in_process_language(&message!("key-unopened", field = *field)))
            .collect();
        Self { file, problems, exit: Exit::Invalid }
    }

    /// Reports it, a line for each thing wrong with it.
    pub fn report(&self, output: &Output) -> Exit {
        for problem in &self.problems {
            output.print_error_about(&self.file, &problem.to_string());
        }
        self.exit
    }
}

/// A value for a field, from `--set`.
struct Change {
    path: FieldPath,
    text: String,
}

/// Reads every file.
///
/// # Errors
/// When an option itself is wrong, which was told; a wrong file is one of the results.
pub fn load(
    common: &Common,
    wanted: &DraftArgs,
    output: &Output,
) -> Result<Vec<Result<DraftInput, DraftLoadError>>, Exit> {
    let usage = |id| Err(output.usage(&message_text(id)));
    let mut changes = Vec::new();
    for change in &wanted.changes {
        changes.push(read_change(change).map_err(|problem| output.usage(&problem))?);
    }
    let token = FieldPath::connection(Key::ClientToken);
    let is_many = wanted.files.len() > 1 || wanted.values.is_some();
    if is_many && changes.iter().any(|change| change.path == token) {
        return usage("load-one-token");
    }
    if let Some(region) = &common.region {
        changes.push(Change { path: FieldPath::connection(Key::RegionId), text: region.clone() });
    }
    let stdin = Path::new("-");
    let named = wanted.files.iter().chain(&wanted.values);
    if named.filter(|file| *file == stdin).count() > 1 {
        return usage("load-one-stdin");
    }
    let identity = CachedIdentity::default();
    if let Some(table) = &wanted.values {
        return match wanted.files.as_slice() {
            [template] if !template.is_dir() => {
                Ok(load_table(common, template, table, &changes, &identity))
            }
            _ => usage("load-one-template"),
        };
    }
    let mut inputs = Vec::new();
    for file in &wanted.files {
        match drafts_in(file, output) {
            None => inputs.push(load_one(common, file, &changes, &identity)),
            Some(Ok(files)) => {
                inputs.extend(files.iter().map(|file| load_one(common, file, &changes, &identity)));
            }
            Some(Err(unread)) => inputs.push(Err(unread)),
        }
    }
    Ok(inputs)
}

/// Reads the one draft that a verb is about, with these `--set`s.
///
/// # Errors
/// When there is none, or more than one; it was told.
pub fn load_single(
    common: &Common,
    file: &Path,
    changes: &[String],
    output: &Output,
) -> Result<DraftInput, Exit> {
    let wanted =
        DraftArgs { files: vec![file.to_owned()], changes: changes.to_vec(), values: None };
    let mut inputs = load(common, &wanted, output)?;
    match (inputs.pop(), inputs.is_empty()) {
        (Some(input), true) => input.map_err(|unread| unread.report(output)),
        _ => Err(output.usage(&output.texts.say("load-one-draft"))),
    }
}

/// The drafts in a folder, sorted by name: its own `*.json` files, neither hidden ones nor links. What
/// looks like one and is left out is told of. None when this is no folder.
fn drafts_in(folder: &Path, output: &Output) -> Option<Result<Vec<PathBuf>, DraftLoadError>> {
    if !folder.is_dir() {
        return None;
    }
    let list = || -> std::io::Result<Vec<PathBuf>> {
        let mut files = Vec::new();
        let mut left_out = Vec::new();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let path = entry.path();
            let is_hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
            let is_like =
                path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
            if !is_like || is_hidden || path.is_dir() {
                continue;
            }
            let kind = entry.file_type()?;
            if kind.is_symlink() {
                left_out.push((path, "link"));
            } else if !kind.is_file() {
                left_out.push((path, "special"));
            } else if path.extension().is_some_and(|extension| extension != "json") {
                left_out.push((path, "name"));
            } else {
                files.push(path);
            }
        }
        files.sort();
        left_out.sort();
        for (path, why) in left_out {
            let args = [("file", path.display().to_string().into()), ("why", why.into())];
            output.note(&output.texts.format("folder-leaves-out", &args));
        }
        Ok(files)
    };
    let problem = match list() {
        Ok(files) if !files.is_empty() => return Some(Ok(files)),
        Ok(_) => message_text("load-empty-folder"),
        Err(error) => format_in_process_language(&message!("load-unread-folder", reason = &error)),
    };
    Some(Err(unread(folder, Exit::Usage, vec![problem])))
}

fn unread(path: &Path, exit: Exit, problems: Vec<String>) -> DraftLoadError {
    DraftLoadError { file: path.display().to_string(), problems, exit }
}

fn load_one(
    common: &Common,
    path: &Path,
    changes: &[Change],
    identity: &CachedIdentity,
) -> Result<DraftInput, DraftLoadError> {
    if let Some(name) = kept_name(path) {
        return load_kept(common, name, changes, identity);
    }
    let (mut found, version) = read_draft(path)?;
    fetch_keys(&mut found, path, identity)
        .map_err(|problems| unread(path, Exit::Invalid, problems))?;
    let file = path.display().to_string();
    Ok(changed(file.clone(), file, found, version, changes, identity))
}

/// A draft of the store, called by its name.
fn load_kept(
    common: &Common,
    name: &str,
    changes: &[Change],
    identity: &CachedIdentity,
) -> Result<DraftInput, DraftLoadError> {
    let (loaded, path) = read_kept(common, name)?;
    let (version, shown) = (loaded.digest(), loaded.shows_keys().then(|| path.clone()));
    let mut found = loaded.file;
    let file = format!("@{name}");
    fetch_keys(&mut found, &path, identity).map_err(|problems| DraftLoadError {
        file: file.clone(),
        problems,
        exit: Exit::Invalid,
    })?;
    Ok(DraftInput { shown, ..changed(file.clone(), file, found, version, changes, identity) })
}

/// A draft of the store and where it lies.
fn read_kept(common: &Common, name: &str) -> Result<(LoadedDraft, PathBuf), DraftLoadError> {
    let unread = |exit, problems| DraftLoadError { file: format!("@{name}"), problems, exit };
    let one = |(exit, problem): (Exit, String)| unread(exit, vec![problem]);
    let workspace = super::store::open(common).map_err(one)?;
    let store = workspace.store();
    let name = super::store::parse_name(name).map_err(one)?;
    let loaded = store.load(&name).map_err(|error| match error {
        StoreError::Invalid { errors, .. } => {
            unread(Exit::Invalid, errors.iter().map(ToString::to_string).collect())
        }
        error => unread(super::store::exit_of(&error), vec![error.to_string()]),
    })?;
    Ok((loaded, store.path(&name)))
}

/// One draft for each row of the table.
fn load_table(
    common: &Common,
    template: &Path,
    table: &Path,
    changes: &[Change],
    identity: &CachedIdentity,
) -> Vec<Result<DraftInput, DraftLoadError>> {
    match rows(common, template, table, identity) {
        Ok(rows) => rows
            .into_iter()
            .map(|(line, router, row)| {
                let file = format!("{}:{line}", table.display());
                let keys_in = template.display().to_string();
                match row {
                    Ok((made, version)) => {
                        let input = changed(file, keys_in, made, version, changes, identity);
                        Ok(DraftInput { router, ..input })
                    }
                    Err(problems) => Err(DraftLoadError { file, problems, exit: Exit::Invalid }),
                }
            })
            .collect(),
        Err(unread) => vec![Err(unread)],
    }
}

/// What became of one row: its line, and the draft or what is wrong with its keys.
type MadeRow = (usize, Option<String>, Result<(DraftFile, String), Vec<String>>);

fn rows(
    common: &Common,
    template: &Path,
    path: &Path,
    identity: &CachedIdentity,
) -> Result<Vec<MadeRow>, DraftLoadError> {
    let (mut found, version, lies_at) = match kept_name(template) {
        Some(name) => read_kept(common, name).map(|(loaded, lies_at)| {
            let version = loaded.digest();
            (loaded.file, version, lies_at)
        })?,
        None => {
            let (found, version) = read_draft(template)?;
            (found, version, template.to_owned())
        }
    };
    let text = read_text(path)?;
    let table = Table::read(&text, &found.draft).map_err(|errors| {
        unread(path, Exit::Invalid, errors.iter().map(ToString::to_string).collect())
    })?;
    // Each is fetched once for all rows, and not at all where every row has its own.
    let replaced = table.always_says();
    found.references.retain(|(field, ..)| !replaced.contains(field));
    fetch_keys(&mut found, &lies_at, identity)
        .map_err(|problems| unread(template, Exit::Invalid, problems))?;
    let made = table.rows.iter().map(|row| {
        let mut made = row.apply(&found.draft);
        let keys = fetch_keys(&mut made, path, identity).map(|()| {
            // What only a replay opens still has to be opened for each row.
            let own = |reference: &&(FieldPath, KeyReference, TextPosition)| {
                made.references.iter().all(|(field, ..)| *field != reference.0)
            };
            let rest: Vec<_> = found.references.iter().filter(own).cloned().collect();
            made.references.extend(rest);
            made
        });
        (row.line, row.router.clone(), keys.map(|made| (made, version.clone())))
    });
    Ok(made.collect())
}

fn changed(
    file: String,
    keys_in: String,
    found: DraftFile,
    version: String,
    changes: &[Change],
    identity: &CachedIdentity,
) -> DraftInput {
    let DraftFile { mut draft, references, peer, .. } = found;
    for Change { path, text } in changes {
        let address = FieldPath { key: Key::LocalBgpIp, ..*path };
        if path.key == Key::TunnelCidr && !changes.iter().any(|other| other.path == address) {
            replace_block(&mut draft, *path, text);
        } else {
            draft.set(*path, text.clone());
        }
    }
    let keys = KeyLoader { file: keys_in, references, identity: identity.clone() };
    DraftInput { file, draft, keys, version, peer, router: None, shown: None }
}

fn read_text(path: &Path) -> Result<zeroize::Zeroizing<String>, DraftLoadError> {
    drafts::load(path).map_err(|error| {
        let exit = match error {
            SourceError::TooLong | SourceError::NotUtf8 { .. } | SourceError::Utf16 => {
                Exit::Invalid
            }
            SourceError::Missing
            | SourceError::Directory
            | SourceError::NotFile(_)
            | SourceError::TimedOut(_)
            | SourceError::Io(_) => Exit::Usage,
        };
        unread(path, exit, vec![error.to_string()])
    })
}

/// Reads a draft, a file or a kept one, and fetches no key that it only refers to; with where it lies.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read_named(common: &Common, path: &Path) -> Result<(DraftFile, PathBuf), DraftLoadError> {
    match kept_name(path) {
        Some(name) => read_kept(common, name).map(|(loaded, path)| (loaded.file, path)),
        None => Ok((read_draft(path)?.0, path.to_owned())),
    }
}

/// The name of a kept draft, where one is meant.
pub fn kept_name(path: &Path) -> Option<&str> {
    path.to_str()?.strip_prefix('@')
}

/// A draft and its version, for the journal.
fn read_draft(path: &Path) -> Result<(DraftFile, String), DraftLoadError> {
    let text = read_text(path)?;
    let found = drafts::read(&text).map_err(|errors| {
        unread(path, Exit::Invalid, errors.iter().map(ToString::to_string).collect())
    })?;
    let version = drafts::journal::text_digest(&text, &found.draft);
    Ok((found, version))
}

impl DraftInput {
    /// Says which keys nobody opened, so that nobody takes them for judged; and whether the identity
    /// that opened the others is safe, and the file that holds them in plain text.
    pub fn warn_of_unopened(&self, output: &Output) {
        self.keys.warn_of_open_identity(output);
        if let Some(path) = &self.shown {
            super::store::warn_of_shown_keys(&self.file, path, output);
        }
        for (field, reference, _) in self.keys.unopened(&self.draft) {
            let field = ("field", field.to_string().into());
            let text = match reference {
                KeyReference::Command(_) => output.texts.format("key-from-command", &[field]),
                KeyReference::Ask => output.texts.format("key-asked-for", &[field]),
                _ => {
                    let why = match find_identity(&self.keys.identity) {
                        Ok(_) => SealError::NotForUs.to_string(),
                        Err(error) => error.to_string(),
                    };
                    output.texts.format("key-sealed", &[field, ("why", why.into())])
                }
            };
            output.note_about(&self.file, &text);
        }
    }
}

fn message_text(id: &'static str) -> String {
    format_in_process_language(&Message::new(id))
}

fn read_change(text: &str) -> Result<Change, String> {
    let Some((name, value)) = text.split_once('=') else {
        return Err(format_in_process_language(&message!("set-form", text = text.to_owned())));
    };
    let Some(path) = FieldPath::from_wire(name) else {
        let told = match FieldPath::nearest(name, None) {
            Some(nearest) => message!("set-unknown-near", nearest = nearest.to_string()),
            None => message!("set-unknown"),
        };
        return Err(format_in_process_language(&told.with("name", name.to_owned())));
    };
    if path.key.is_secret() {
        return Err(format_in_process_language(&message!("set-key", name = name.to_owned())));
    }
    Ok(Change { path, text: value.to_owned() })
}

/// Reads the rules of `--allow`.
///
/// # Errors
/// When one is no rule; it was told.
pub fn parse_allowed(ids: &[String], output: &Output) -> Result<BTreeSet<Rule>, Exit> {
    ids.iter()
        .map(|id| {
            Rule::from_id(id).ok_or_else(|| {
                let all = Rule::ALL.iter().map(|rule| rule.id().to_owned());
                let told = match closest(id, all) {
                    Some(nearest) => message!("allow-unknown-near", nearest),
                    None => message!("allow-unknown"),
                };
                output.usage(&format_in_process_language(&told.with("rule", id)))
            })
        })
        .collect()
}
