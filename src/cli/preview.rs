//! `tunnelsmith preview`: exactly what would be sent.

use serde_json::{Map, Value as Json, json};

use crate::connection::{Connection, ConnectionPreview, Finding, Severity};
use crate::export::{
    KeyDisplay, SIGNATURE_MINUTES, aliyun_command, curl_command, needs_force, parameters,
    request_json, ros_template, terraform,
};
use crate::text::printable;

use super::args::{Common, PreviewArgs, PreviewForm};
use super::check::names_gateways;
use super::exit::{Exit, ExitResult};
use super::load::{DraftInput, load, parse_allowed};
use super::output::{Output, Tone};

pub fn run(common: &Common, wanted: &PreviewArgs, output: &Output) -> ExitResult {
    let inputs = load(common, &wanted.drafts, output)?;
    let allowed = parse_allowed(&wanted.allow, output)?;
    let several = inputs.len() > 1;
    if !output.is_json() && inputs.iter().flatten().any(names_gateways) {
        output.note(&output.texts.say("preview-offline"));
    }
    let mut exit = Exit::Done;
    for input in inputs {
        exit = exit.max(match input {
            Err(unread) => unread.report(output),
            Ok(input) => match ConnectionPreview::from_draft(&input.draft, &allowed) {
                Ok(outline) => {
                    input.warn_of_unopened(output);
                    if several && !output.is_json() {
                        output.line(
                            &output.paint(Tone::Bold, &format!("# {}", printable(&input.file))),
                        );
                    }
                    show(output, wanted, &input, outline.connection())
                }
                Err(errors) => refuse(output, &input, &errors),
            },
        });
    }
    Ok(exit)
}

fn refuse(output: &Output, input: &DraftInput, errors: &[Finding]) -> Exit {
    let errors: Vec<Finding> =
        errors.iter().filter(|finding| finding.severity() == Severity::Error).cloned().collect();
    output.print_error(
        &output.texts.format("preview-invalid", &[("file", input.file.clone().into())]),
    );
    for error in &errors {
        output.print_error(&format!("{} {}", error.rule.id(), output.texts.finding(error)));
    }
    Exit::Invalid
}

fn show(
    output: &Output,
    wanted: &PreviewArgs,
    input: &DraftInput,
    connection: &Connection,
) -> Exit {
    let keys = if wanted.reveal { KeyDisplay::Revealed } else { KeyDisplay::Masked };
    match wanted.form {
        PreviewForm::Params => params(output, input, connection, keys),
        PreviewForm::Json => {
            let text = request_json(connection, keys);
            if output.is_json() {
                let request: Json = serde_json::from_str(&text).unwrap_or_default();
                output.json(&json!({"file": input.file, "request": request}));
            } else {
                output.line(&text);
            }
        }
        PreviewForm::Terraform => {
            let text = terraform(connection, wanted.connection.as_deref());
            template(output, input, "terraform", &text);
        }
        PreviewForm::Ros => template(output, input, "ros", &ros_template(connection)),
        PreviewForm::Cli | PreviewForm::Curl => {
            if !command(output, wanted.form, input, connection, keys) {
                return Exit::Invalid;
            }
        }
    }
    if connection.is_dry_run() {
        output.note(&output.texts.say("preview-dry-run"));
    }
    Exit::Done
}

/// Prints a command for another tool, and what to mind when it is run; false if there is none.
fn command(
    output: &Output,
    form: PreviewForm,
    input: &DraftInput,
    connection: &Connection,
    keys: KeyDisplay,
) -> bool {
    let made = match form {
        PreviewForm::Curl => curl_command(connection, keys),
        _ => aliyun_command(connection, keys),
    };
    let command = match made {
        Ok(command) => command,
        Err(error) => {
            output.print_error_about(&input.file, &error.to_string());
            return false;
        }
    };
    if output.is_json() {
        output.json(&json!({"file": input.file, "command": command.as_str()}));
    } else {
        output.line(&command);
    }
    if form == PreviewForm::Curl {
        let minutes = [("minutes", SIGNATURE_MINUTES.into())];
        output.note(&output.texts.format("preview-curl-unsigned", &minutes));
    } else if needs_force(connection) {
        output.note(&output.texts.say("preview-cli-forced"));
    }
    true
}

/// Prints what another engine takes, and what to mind when it is used. Keys are its own parameters, also
/// where they were to be revealed: a template is kept.
fn template(output: &Output, input: &DraftInput, engine: &'static str, text: &str) {
    if output.is_json() {
        output.json(&json!({"file": input.file, "engine": engine, "template": text}));
    } else {
        output.line(text.trim_end());
    }
    output.note(&output.texts.say(&format!("preview-{engine}-keys")));
}

fn params(output: &Output, input: &DraftInput, connection: &Connection, keys: KeyDisplay) {
    let params = parameters(connection, keys);
    if output.is_json() {
        let all: Map<String, Json> =
            params.into_iter().map(|(name, value)| (name, value.as_str().into())).collect();
        output.json(&json!({"file": input.file, "params": all}));
        return;
    }
    for (name, value) in &params {
        output.line(&format!("{name}={}", printable(value)));
    }
}
