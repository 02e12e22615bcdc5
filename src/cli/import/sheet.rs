//! `tunnelsmith import --sheet`: a draft from the sheet that the other company sent.

use std::io::{BufRead as _, IsTerminal as _, Write as _};
use std::path::Path;

use serde_json::{Value as Json, json};

use crate::connection::FieldPath;
use crate::drafts::import::{
    Imported, SheetError, SheetImport, SheetPerspective, SheetValue, SkippedSheetLine, TEXT_LIMIT,
    draft_text, sheet,
};
use crate::text::printable;

use super::super::args::{Common, ImportArgs, SheetSide};
use super::super::exit::{Exit, ExitResult};
use super::super::new_file::store;
use super::super::output::Output;
use super::text::load;

pub(super) fn run(
    common: &Common,
    wanted: &ImportArgs,
    path: &Path,
    output: &Output,
) -> ExitResult {
    let text = load(path, TEXT_LIMIT, output)?;
    let side = wanted.their_side_is.map(|side| match side {
        SheetSide::Local => SheetPerspective::Local,
        SheetSide::Remote => SheetPerspective::Remote,
    });
    let reading = match sheet(&text, side) {
        Err(SheetError::WhoseSide { line }) => match ask(path, line, output) {
            Some(side) => sheet(&text, Some(side)),
            None => Err(SheetError::WhoseSide { line }),
        },
        read => read,
    };
    match reading {
        Ok(reading) => print_import(common, wanted, reading, output),
        Err(error) => Err(refuse(path, error, output)),
    }
}

/// Asks whose side is local, where somebody can answer.
fn ask(path: &Path, line: usize, output: &Output) -> Option<SheetPerspective> {
    let (mut stdin, mut stderr) = (std::io::stdin().lock(), std::io::stderr());
    if path == Path::new("-") || output.is_json() || !stdin.is_terminal() || !stderr.is_terminal() {
        return None;
    }
    let question = output.texts.format("sheet-whose-side", &[("line", line.into())]);
    write!(stderr, "{} ", printable(&question)).ok()?;
    let mut answer = String::new();
    stdin.read_line(&mut answer).ok()?;
    match answer.trim().to_lowercase().as_str() {
        "theirs" | "t" | "local" => Some(SheetPerspective::Local),
        "ours" | "o" | "remote" => Some(SheetPerspective::Remote),
        _ => None,
    }
}

fn refuse(path: &Path, error: SheetError, output: &Output) -> Exit {
    let (sentence, exit) = match error {
        SheetError::Empty => (output.texts.say("sheet-empty"), Exit::Invalid),
        SheetError::NothingRecognised => (output.texts.say("sheet-nothing"), Exit::Invalid),
        SheetError::WhoseSide { line } => {
            (output.texts.format("sheet-side-needed", &[("line", line.into())]), Exit::Usage)
        }
    };
    output.print_error_about(&path.display().to_string(), &sentence);
    exit
}

fn print_import(
    common: &Common,
    wanted: &ImportArgs,
    reading: SheetImport,
    output: &Output,
) -> ExitResult {
    let draft = reading.draft.clone();
    let mut imported = Imported { name: None, draft, references: Vec::new(), omitted: Vec::new() };
    if let Some(region) = &common.region {
        imported.set_region(region);
    }
    let text = draft_text(&imported);
    if let Some(path) = &wanted.out {
        store(path, &text, output)?;
    }
    if output.is_json() {
        print_json(wanted.out.as_deref(), &imported, &text, &reading, output);
        return Ok(Exit::Done);
    }
    if wanted.out.is_none() {
        output.line(text.trim_end());
    }
    tell(&reading, output);
    Ok(Exit::Done)
}

fn print_json(
    file: Option<&Path>,
    imported: &Imported,
    text: &str,
    reading: &SheetImport,
    output: &Output,
) {
    let value = |one: &SheetValue| {
        json!({
            "field": one.field.to_string(), "value": one.value, "label": one.label,
            "line": one.line,
        })
    };
    let left = |one: &SkippedSheetLine| json!({"line": one.line, "text": printable(&one.text), "why": why(output, one)});
    let values: Vec<Json> = reading.values.iter().map(value).collect();
    let left: Vec<Json> = reading.rest.iter().map(left).collect();
    let carried: Vec<String> = imported.carried().iter().map(FieldPath::to_string).collect();
    let mut all = json!({"carried": carried, "values": values, "left": left});
    match file {
        Some(file) => all["file"] = json!(printable(&file.display().to_string())),
        None => all["draft"] = serde_json::from_str(text).unwrap_or_default(),
    }
    output.json(&all);
}

/// What was taken and what was left, on standard error.
fn tell(reading: &SheetImport, output: &Output) {
    for one in &reading.values {
        let args = [
            ("line", one.line.into()),
            ("label", one.label.clone().into()),
            ("field", one.field.to_string().into()),
            ("value", one.value.clone().into()),
        ];
        output.note(&output.texts.format("sheet-taken", &args));
    }
    if !reading.rest.is_empty() {
        output.note(&output.texts.say("import-left"));
    }
    for one in &reading.rest {
        let args = [
            ("line", one.line.into()),
            ("text", one.text.clone().into()),
            ("why", why(output, one).into()),
        ];
        output.note(&output.texts.format("sheet-left", &args));
    }
}

fn why(output: &Output, rest: &SkippedSheetLine) -> String {
    output.texts.say(&format!("sheet-left-{}", rest.why.name()))
}
