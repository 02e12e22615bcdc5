//! `tunnelsmith drafts`: the drafts that are kept on this machine.

use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};

use crate::connection::{Finding, ListStyle, Mode, Severity, message};
use crate::drafts::journal::short;
use crate::drafts::store::{DraftListing, DraftVersion, SaveOutcome, SaveReport, TrashEntry};
use crate::drafts::{self, DraftFile, DraftName, KeyReference, Store};
use crate::flow::Workspace;
use crate::present::{minute, save_doubts};
use crate::text::{format_in_process_language, printable};

use super::args::{Common, DraftsArgs, DraftsVerb};
use super::exit::{Exit, ExitResult};
use super::output::Output;
use super::store::{CommandResult, failed, open, parse_name, warn_of_shown_keys};

pub fn run(common: &Common, args: &DraftsArgs, output: &Output) -> ExitResult {
    let verb = args.verb.as_ref().unwrap_or(&DraftsVerb::List { deleted: false });
    match verb {
        DraftsVerb::Schema => {
            output.line(drafts::JSON_SCHEMA.trim_end());
            return Ok(Exit::Done);
        }
        DraftsVerb::Diff(args) => return super::diff::run(common, args, output),
        DraftsVerb::Seal(args) => return super::seal::seal(common, args, output),
        DraftsVerb::Share(args) => return super::seal::share(common, args, output),
        _ => {}
    }
    let done = open(common).and_then(|workspace| work(&workspace, verb, output));
    done.map_err(|(exit, problem)| {
        output.print_error(&problem);
        exit
    })
}

fn work(workspace: &Workspace, verb: &DraftsVerb, output: &Output) -> CommandResult<Exit> {
    let store = workspace.store();
    match verb {
        DraftsVerb::List { deleted: false } => list(store, output),
        DraftsVerb::List { deleted: true } => deleted(store, output),
        DraftsVerb::Show { name, version } => show(store, &parse_name(name)?, *version, output),
        DraftsVerb::Save { file, name } => save(workspace, file, name.as_deref(), output),
        DraftsVerb::Versions { name } => versions(workspace, &parse_name(name)?, output),
        DraftsVerb::Restore { name, version: Some(version), .. } => {
            let name = parse_name(name)?;
            let saved = workspace.restore_version(&name, *version).map_err(failed)?;
            Ok(report(store, &name, &saved, output))
        }
        DraftsVerb::Restore { name, version: None, deleted } => {
            let name = parse_name(name)?;
            let found = deleted.map(|number| store.deletion(&name, number)).transpose();
            let folder = found.map_err(failed)?.map(|found| found.folder);
            workspace.restore(&name, folder.as_deref()).map_err(failed)?;
            Ok(done(output, "restored", "drafts-restored", &name))
        }
        DraftsVerb::Delete { name } => {
            let name = parse_name(name)?;
            workspace.delete(&name).map_err(failed)?;
            Ok(done(output, "deleted", "drafts-deleted", &name))
        }
        DraftsVerb::Rename { from, to } => {
            let (from, to) = (parse_name(from)?, parse_name(to)?);
            workspace.rename(&from, &to).map_err(failed)?;
            Ok(done(output, "renamed", "drafts-renamed", &to))
        }
        DraftsVerb::Duplicate { from, to } => {
            let (from, to) = (parse_name(from)?, parse_name(to)?);
            workspace.duplicate(&from, &to).map_err(failed)?;
            Ok(done(output, "duplicated", "drafts-duplicated", &to))
        }
        // Answered before the store was opened.
        DraftsVerb::Schema | DraftsVerb::Diff(_) | DraftsVerb::Seal(_) | DraftsVerb::Share(_) => {
            Ok(Exit::Done)
        }
    }
}

fn done(output: &Output, outcome: &str, words: &str, name: &DraftName) -> Exit {
    if output.is_json() {
        output.json(&json!({"outcome": outcome, "name": name.as_str()}));
    } else {
        output.line(&output.texts.format(words, &[("name", name.to_string().into())]));
    }
    Exit::Done
}

fn show(
    store: &Store,
    name: &DraftName,
    version: Option<usize>,
    output: &Output,
) -> CommandResult<Exit> {
    let loaded = match version {
        None => store.load(name),
        Some(number) => store.version(name, number),
    };
    let loaded = loaded.map_err(failed)?;
    let text = drafts::write_masked(&loaded.file);
    if output.is_json() {
        let draft: Json = serde_json::from_str(&text).unwrap_or_default();
        let revision = loaded.digest();
        output.json(&json!({"name": name.as_str(), "revision": revision, "draft": draft}));
    } else {
        let digest = loaded.digest();
        let args =
            [("file", format!("@{name}").into()), ("version", short(&digest).to_owned().into())];
        output.note(&output.texts.format("history-draft", &args));
        for line in text.lines() {
            output.line(&printable(line));
        }
    }
    Ok(Exit::Done)
}

fn save(
    workspace: &Workspace,
    path: &Path,
    name: Option<&str>,
    output: &Output,
) -> CommandResult<Exit> {
    let shown = path.display();
    let text = drafts::load(path).map_err(|error| {
        (Exit::Usage, output.texts.with_label(&shown.to_string(), &error.to_string()))
    })?;
    let mut file = drafts::read(&text).map_err(|errors| {
        let lines: Vec<String> = errors.iter().map(|error| format!("{shown}:{error}")).collect();
        (Exit::Invalid, output.texts.join(ListStyle::Clauses, lines))
    })?;
    root_references(&mut file, path)?;
    if let Some(name) = name {
        file.name = Some(name.to_owned());
    }
    let stem = || (path != Path::new("-")).then(|| path.file_stem()?.to_str()).flatten();
    let text = file.name.as_deref().or_else(stem);
    let text = text.ok_or_else(|| (Exit::Usage, output.texts.say("drafts-needs-name")))?;
    let name = DraftName::from_typed(text).ok_or_else(|| {
        let args = [("name", format!("{text:?}").into())];
        (Exit::Usage, output.texts.format("drafts-no-name", &args))
    })?;
    let store = workspace.store();
    let _lock = store.lock(&name).map_err(failed)?;
    // Somebody who names a draft means to replace it; one that cannot be read is not replaced.
    let basis = store.load(&name).ok().map(|loaded| loaded.revision);
    let saved = workspace.store_as_is(&name, &file, basis).map_err(failed)?;
    Ok(report(store, &name, &saved, output))
}

/// References to files are looked up beside the draft, which is about to lie elsewhere.
fn root_references(file: &mut DraftFile, draft: &Path) -> CommandResult<()> {
    let folder = draft.parent().map(PathBuf::from).unwrap_or_default();
    for (_, reference, _) in &mut file.references {
        if let KeyReference::File(path) = reference {
            *path = std::path::absolute(folder.join(&*path)).map_err(|error| {
                let path = path.display().to_string();
                let told = message!("labelled", label = path, text = error.to_string());
                (Exit::Failed, format_in_process_language(&told))
            })?;
        }
    }
    Ok(())
}

fn report(store: &Store, name: &DraftName, saved: &SaveReport, output: &Output) -> Exit {
    let (outcome, words) = match saved.outcome {
        SaveOutcome::Written => ("saved", "drafts-saved"),
        SaveOutcome::Unchanged => ("unchanged", "drafts-unchanged"),
        SaveOutcome::Conflict => ("conflict", "drafts-conflict"),
        SaveOutcome::Unreadable => ("conflict", "drafts-unreadable"),
    };
    let args = [("name", name.to_string().into()), ("kept", saved.name.to_string().into())];
    let sentence = output.texts.format(words, &args);
    if output.is_json() {
        output.json(&json!({
            "outcome": outcome,
            "name": saved.name.as_str(),
            "file": store.path(&saved.name).display().to_string(),
            "revision": saved.digest,
        }));
    }
    let is_beside = matches!(saved.outcome, SaveOutcome::Conflict | SaveOutcome::Unreadable);
    if is_beside {
        output.print_error(&sentence);
    } else if !output.is_json() {
        output.line(&sentence);
    }
    save_doubts(&output.texts, saved).for_each(|doubt| output.print_error(&doubt));
    if is_beside || !saved.doubts.is_empty() { Exit::Failed } else { Exit::Done }
}

fn list(store: &Store, output: &Output) -> CommandResult<Exit> {
    let listed = store.list().map_err(failed)?;
    for one in &listed {
        if one.content.as_ref().is_ok_and(|loaded| loaded.shows_keys()) {
            warn_of_shown_keys(&format!("@{}", one.name), &one.file, output);
        }
    }
    if output.is_json() {
        listed.iter().for_each(|one| output.json(&as_json(one)));
        return Ok(Exit::Done);
    }
    if listed.is_empty() {
        let folder = store.folder().display().to_string();
        output.line(&output.texts.format("drafts-none", &[("folder", folder.into())]));
        return Ok(Exit::Done);
    }
    let head = [
        output.texts.say("drafts-head-name"),
        output.texts.say("drafts-head-mode"),
        output.texts.say("drafts-head-region"),
        output.texts.say("drafts-head-connection"),
        output.texts.say("drafts-head-changed"),
        String::new(),
    ];
    let rows = listed.iter().map(|one| {
        let text = |text: Option<&str>| printable(text.unwrap_or("-")).into_owned();
        [
            text(Some(&one.name)),
            text(one.mode().map(Mode::name)),
            text(one.region()),
            text(one.connection()),
            one.changed.map_or_else(|| "-".to_owned(), minute),
            state(one, output),
        ]
    });
    output.table(head, rows.collect());
    Ok(Exit::Done)
}

fn as_json(one: &DraftListing) -> Json {
    json!({
        "name": one.name,
        "file": one.file.display().to_string(),
        "mode": one.mode().map(Mode::name),
        "region": one.region(),
        "connection": one.connection(),
        "changed": one.changed.map(|time| time.to_string()),
        "errors": errors(one),
        "problem": one.content.as_ref().err().map(ToString::to_string),
    })
}

/// How many errors stand between the draft and a connection.
fn errors(one: &DraftListing) -> Option<usize> {
    let is_error = |finding: &Finding| finding.severity() == Severity::Error;
    one.content.as_ref().ok()?;
    Some(one.findings().iter().filter(|finding| is_error(finding)).count())
}

fn state(one: &DraftListing, output: &Output) -> String {
    match (&one.content, errors(one)) {
        (Err(problem), _) => {
            output.texts.format("drafts-unusable", &[("problem", problem.to_string().into())])
        }
        (Ok(_), None | Some(0)) => output.texts.say("drafts-sound"),
        (Ok(_), Some(count)) => output.texts.format("drafts-errors", &[("count", count.into())]),
    }
}

fn deleted(store: &Store, output: &Output) -> CommandResult<Exit> {
    let found = store.deleted().map_err(failed)?;
    if output.is_json() {
        for TrashEntry { name, number, when, folder } in &found {
            output.json(&json!({
                "name": name.as_str(),
                "number": number,
                "deleted": when.to_string(),
                "folder": folder.display().to_string(),
            }));
        }
    } else if found.is_empty() {
        output.line(&output.texts.say("drafts-none-deleted"));
    } else {
        let head = ["drafts-head-name", "drafts-head-number", "drafts-head-deleted"];
        let head = head.map(|id| output.texts.say(id));
        let rows = found.iter().map(|one| {
            let when = one.when.strftime("%Y-%m-%d %H:%M:%S UTC").to_string();
            [one.name.to_string(), one.number.to_string(), when]
        });
        output.table(head, rows.collect());
    }
    Ok(Exit::Done)
}

fn versions(workspace: &Workspace, name: &DraftName, output: &Output) -> CommandResult<Exit> {
    let found = workspace.versions(name).map_err(failed)?;
    if output.is_json() {
        for DraftVersion { number, replaced, digest, file } in &found {
            output.json(&json!({
                "name": name.as_str(),
                "version": number,
                "replaced": replaced.to_string(),
                "digest": digest,
                "file": file.display().to_string(),
            }));
        }
    } else if found.is_empty() {
        let args = [("name", name.to_string().into())];
        output.line(&output.texts.format("drafts-none-versions", &args));
    } else {
        let head = ["drafts-head-version", "drafts-head-replaced", "drafts-head-digest"];
        let head = head.map(|id| output.texts.say(id));
        let rows = found.iter().map(|one| {
            let digest = one.digest.as_deref().map_or("-", short).to_owned();
            [one.number.to_string(), minute(one.replaced), digest]
        });
        output.table(head, rows.collect());
    }
    Ok(Exit::Done)
}
