//! `tunnelsmith import --sheet`: a draft from the sheet that the other company sent.

use std::io::{BufRead as _, IsTerminal as _, Write as _};
use std::path::Path;

use serde_json::{Value as Json, json};

use crate::connection::FieldPath;
use crate::drafts::import::{
    self, Imported, SheetError, SheetImport, SheetPerspective, TEXT_LIMIT, draft_text, sheet,
};
use crate::text::printable;

use super::super::args::{Common, ImportArgs, SideOfSheet};
use super::super::exit::Exit;
use super::super::output::Output;
use super::file::{load, store};

pub(super) fn run(common: &Common, wanted: &ImportArgs, path: &Path, output: &Output) -> Exit {
    let text = match load(path, TEXT_LIMIT, output) {
        Ok(text) => text,
        Err(exit) => return exit,
    };
    let side = wanted.their_side_is.map(|side| match side {
        SideOfSheet::Local => SheetPerspective::Local,
        SideOfSheet::Remote => SheetPerspective::Remote,
    });
    let reading = match sheet(&text, side) {
        Err(SheetError::WhoseSide { line }) => match ask(path, line, output) {
            Some(side) => sheet(&text, Some(side)),
            None => Err(SheetError::WhoseSide { line }),
        },
        read => read,
    };
    match reading {
        Ok(reading) => give(common, wanted, reading, output),
        Err(error) => refuse(path, error, output),
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

fn give(common: &Common, wanted: &ImportArgs, reading: SheetImport, output: &Output) -> Exit {
    let SheetImport { draft, values, rest } = reading;
    let mut imported = Imported { name: None, draft, references: Vec::new(), omitted: Vec::new() };
    if let Some(region) = &common.region {
        imported.set_region(region);
    }
    let text = draft_text(&imported);
    if let Some(path) = &wanted.out
        && let Err(exit) = store(path, &text, output)
    {
        return exit;
    }
    if output.is_json() {
        let values: Vec<Json> = values
            .iter()
            .map(|one| {
                json!({
                    "field": one.field.to_string(), "value": one.value, "label": one.label,
                    "line": one.line,
                })
            })
            .collect();
        let left: Vec<Json> = rest
            .iter()
            .map(|one| {
                json!({"line": one.line, "text": printable(&one.text), "why": why(output, one)})
            })
            .collect();
        let carried: Vec<String> = imported.carried().iter().map(FieldPath::to_string).collect();
        let mut all = json!({"carried": carried, "values": values, "left": left});
        match &wanted.out {
            Some(file) => all["file"] = json!(printable(&file.display().to_string())),
            None => all["draft"] = serde_json::from_str(&text).unwrap_or_default(),
        }
        output.json(&all);
        return Exit::Done;
    }
    if wanted.out.is_none() {
        output.line(text.trim_end());
    }
    for one in &values {
        let args = [
            ("line", one.line.into()),
            ("label", one.label.clone().into()),
            ("field", one.field.to_string().into()),
            ("value", one.value.clone().into()),
        ];
        output.note(&output.texts.format("sheet-taken", &args));
    }
    if !rest.is_empty() {
        output.note(&output.texts.say("import-left"));
    }
    for one in &rest {
        let args = [
            ("line", one.line.into()),
            ("text", one.text.clone().into()),
            ("why", why(output, one).into()),
        ];
        output.note(&output.texts.format("sheet-left", &args));
    }
    Exit::Done
}

fn why(output: &Output, rest: &import::SkippedSheetLine) -> String {
    output.texts.say(&format!("sheet-left-{}", rest.why.id()))
}
