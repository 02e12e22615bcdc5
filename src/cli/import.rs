//! `tunnelsmith import`: a draft from what somebody made elsewhere.

use std::path::Path;

use serde_json::{Value as Json, json};

use crate::connection::Arg;
use crate::drafts::import::{
    self, ImportError, Imported, KeyPolicy, Omission, OmissionReason, STATE_LIMIT, TEXT_LIMIT,
};
use crate::text::printable;

mod sheet;
mod text;

use super::args::{Common, ImportArgs};
use super::exit::{Exit, ExitResult};
use super::live;
use super::new_file::{require_new, store};
use super::output::Output;
use text::load;

pub fn run(common: &Common, wanted: &ImportArgs, output: &Output) -> ExitResult {
    require_new(wanted.out.as_deref(), output)?;
    if let Some(path) = &wanted.sheet {
        return sheet::run(common, wanted, path, output);
    }
    let mut imported = find(common, wanted, output)?;
    if let Some(region) = &common.region {
        imported.set_region(region);
    }
    let text = import::draft_text(&imported);
    if let Some(path) = &wanted.out {
        store(path, &text, output)?;
    }
    if output.is_json() {
        output.line(&as_json(output, wanted.out.as_deref(), &imported, &text));
        return Ok(Exit::Done);
    }
    if wanted.out.is_none() {
        output.line(text.trim_end());
    }
    report(output, wanted.out.as_deref(), &imported);
    Ok(Exit::Done)
}

fn find(common: &Common, wanted: &ImportArgs, output: &Output) -> Result<Imported, Exit> {
    let keys = if wanted.with_keys { KeyPolicy::CarryOver } else { KeyPolicy::LeaveOut };
    if let Some(id) = &wanted.connection {
        let live = live::fetch(common, id, None, output)?;
        let answer = &live.connection.raw;
        return Ok(import::draft_from_answer(answer, &live.region, &live.keys, keys));
    }
    if let Some(path) = &wanted.terraform {
        let text = load(path, STATE_LIMIT, output)?;
        let found = import::terraform(&text, wanted.address.as_deref(), keys);
        return found.map_err(|error| refuse(output, path, &text, &error));
    }
    let (path, is_command) = match (&wanted.command, &wanted.request) {
        (Some(path), _) => (path, true),
        (None, Some(path)) => (path, false),
        // The command line asks for one of them.
        (None, None) => return Err(Exit::Usage),
    };
    let text = load(path, TEXT_LIMIT, output)?;
    let found = if is_command {
        import::aliyun(&text, keys)
    } else {
        import::request(&text, wanted.address.as_deref(), keys)
    };
    found.map_err(|error| refuse(output, path, &text, &error))
}

/// Says why, and what the text looks like where it was taken for something else.
fn refuse(output: &Output, path: &Path, text: &str, error: &ImportError) -> Exit {
    let why = output.texts.format_message(error);
    output.print_error_about(&path.display().to_string(), &why);
    let is_misread = matches!(
        error,
        ImportError::NotJson { .. }
            | ImportError::NotYaml { .. }
            | ImportError::NotHcl { .. }
            | ImportError::NotObject
            | ImportError::NotRequest
            | ImportError::NotCommand
            | ImportError::NotTerraform
            | ImportError::NoResource
            | ImportError::NothingRecognised
    );
    let kind = import::detect_kind(text);
    if is_misread {
        output.print_error(
            &output.texts.format("import-looks-like", &[("kind", kind.name().into())]),
        );
    }
    Exit::Invalid
}

/// One line, with the draft as part of it unless it went into a file.
fn as_json(output: &Output, file: Option<&Path>, imported: &Imported, text: &str) -> String {
    let carried: Vec<String> = imported.carried().iter().map(ToString::to_string).collect();
    let omitted: Vec<Json> = imported
        .omitted
        .iter()
        .map(|one| json!({ "name": printable(&one.name), "why": reason(output, one) }))
        .collect();
    let rest = json!({
        "carried": carried, "left": omitted, "file": file.map(|file| printable(&file.display().to_string()).into_owned()),
    })
    .to_string();
    if file.is_some() {
        return rest;
    }
    // Line breaks stand in the draft only between its parts, and the rest of it is escaped already.
    let draft: String = text.lines().map(str::trim_start).collect();
    format!("{},\"draft\":{draft}}}", rest.trim_end_matches('}'))
}

/// What came along and what did not, on standard error.
fn report(output: &Output, file: Option<&Path>, imported: &Imported) {
    let say = |id: &str, args: &[(&str, Arg)]| output.note(&output.texts.format(id, args));
    if let Some(file) = file {
        say("import-written", &[("file", file.display().to_string().into())]);
    }
    say("import-carried", &[("count", imported.carried().len().into())]);
    if imported.omitted.is_empty() {
        return;
    }
    say("import-left", &[]);
    for one in &imported.omitted {
        output.note(&format!("  {}", output.texts.with_label(&one.name, &reason(output, one))));
    }
}

fn reason(output: &Output, omission: &Omission) -> String {
    let texts = &output.texts;
    match &omission.reason {
        OmissionReason::KeyHeldBack => texts.say("import-key-held-back"),
        OmissionReason::KeyMasked => texts.say("import-key-masked"),
        OmissionReason::Protocol => texts.say("import-protocol"),
        OmissionReason::Tool => texts.say("import-tool"),
        OmissionReason::Unknown(None) => texts.say("import-unknown"),
        OmissionReason::Unknown(Some(nearest)) => {
            texts.format("import-unknown-near", &[("nearest", nearest.clone().into())])
        }
        OmissionReason::Duplicate => texts.say("import-twice"),
        OmissionReason::WrongType => texts.say("import-shape"),
        OmissionReason::OtherMode => texts.say("import-other-mode"),
        OmissionReason::Stray(count) => texts.format("import-stray", &[("count", (*count).into())]),
        OmissionReason::Expression => texts.say("import-expression"),
        OmissionReason::Reference(None) => texts.say("import-reference"),
        OmissionReason::Reference(Some(target)) => texts
            .format("import-reference-to", &[("target", printable(target).into_owned().into())]),
        OmissionReason::InFile => texts.say("import-in-file"),
        OmissionReason::NoPlace => texts.say("import-no-place"),
        OmissionReason::Sensitive => texts.say("import-sensitive"),
        OmissionReason::AfterApply => texts.say("import-after-apply"),
        OmissionReason::OwnAddress => texts.say("import-own-address"),
        OmissionReason::NotReported => texts.say("import-not-told"),
        OmissionReason::NoRegion => texts.say("import-no-region"),
        OmissionReason::TooMany => texts.say("import-too-many"),
        OmissionReason::More(count) => texts.format("import-more", &[("count", (*count).into())]),
    }
}
