//! What is wrong with a command line, in a person's language.

use std::error::Error as _;
use std::fmt::Write as _;
use std::net::AddrParseError;

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

use crate::connection::ListStyle;
use crate::text::Texts;

use super::command::page;

/// The problem, its remedy and how the command is used, as lines.
pub fn problem(error: &Error, texts: &Texts) -> String {
    let mut said = sentence(error, texts);
    let tips = tips(error, texts);
    if !tips.is_empty() {
        said.push('\n');
    }
    for tip in tips {
        let _ = write!(said, "\n  {}", texts.sentences([&*texts.say("usage-tip"), &*tip]));
    }
    if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
        let usage = page(&usage.to_string(), usize::MAX, texts);
        let _ = write!(said, "\n\n{}", usage.trim_end());
    }
    let _ = write!(said, "\n\n{}", texts.say("usage-more"));
    said
}

fn sentence(error: &Error, texts: &Texts) -> String {
    let argument = text(error, ContextKind::InvalidArg);
    let value = text(error, ContextKind::InvalidValue);
    let say = |id: &str| {
        let args = [("argument", argument.clone().into()), ("value", value.clone().into())];
        texts.format(id, &args)
    };
    match error.kind() {
        ErrorKind::ArgumentConflict => conflict(error, &argument, texts),
        ErrorKind::InvalidValue if value.is_empty() => {
            say("usage-value-missing") + &choices(error, ContextKind::ValidValue, texts)
        }
        ErrorKind::InvalidValue => {
            say("usage-value") + &choices(error, ContextKind::ValidValue, texts)
        }
        ErrorKind::ValueValidation => {
            let why = why(error, texts);
            let args =
                [("argument", argument.into()), ("value", value.into()), ("why", why.into())];
            texts.format("usage-value-why", &args)
        }
        ErrorKind::InvalidSubcommand => {
            let command = text(error, ContextKind::InvalidSubcommand);
            texts.format("usage-command", &[("command", command.into())])
        }
        ErrorKind::MissingSubcommand => {
            let command = text(error, ContextKind::InvalidSubcommand);
            texts.format("usage-command-missing", &[("command", command.into())])
                + &choices(error, ContextKind::ValidSubcommand, texts)
        }
        ErrorKind::MissingRequiredArgument => {
            let lines = texts_of(error, ContextKind::InvalidArg);
            let lines: String = lines.iter().map(|line| format!("\n  {line}")).collect();
            texts.say("usage-arguments-missing") + &lines
        }
        ErrorKind::UnknownArgument => say("usage-argument"),
        ErrorKind::TooManyValues => say("usage-too-many-values"),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => say("usage-number-of-values"),
        ErrorKind::NoEquals => say("usage-no-equals"),
        ErrorKind::InvalidUtf8 => texts.say("usage-not-utf-8"),
        // Said by ourselves, or by nobody.
        _ => error.to_string(),
    }
}

fn conflict(error: &Error, argument: &str, texts: &Texts) -> String {
    let others = texts_of(error, ContextKind::PriorArg);
    let command = text(error, ContextKind::InvalidSubcommand);
    let one = if argument.is_empty() { command } else { argument.to_owned() };
    if others == [one.clone()] {
        return texts.format("usage-twice", &[("argument", one.into())]);
    }
    let others = others.into_iter().map(|other| format!("'{other}'"));
    let others = texts.join(ListStyle::Words, others);
    texts.format("usage-conflict", &[("argument", one.into()), ("others", others.into())])
}

/// Why a value was not taken.
fn why(error: &Error, texts: &Texts) -> String {
    let Some(source) = error.source() else { return String::new() };
    let told = source.to_string();
    if source.is::<AddrParseError>() {
        return texts.say("usage-not-an-address");
    }
    let range = told.split_once(" is not in ").and_then(|(_, range)| range.split_once("..="));
    if let Some((first, last)) = range {
        let args = [("first", first.to_owned().into()), ("last", last.to_owned().into())];
        return texts.format("usage-not-in-range", &args);
    }
    if source.is::<std::num::ParseIntError>() || told.contains("invalid digit") {
        return texts.say("usage-not-a-number");
    }
    told
}

fn tips(error: &Error, texts: &Texts) -> Vec<String> {
    let near = [
        (ContextKind::SuggestedSubcommand, "usage-near-command"),
        (ContextKind::SuggestedArg, "usage-near-argument"),
        (ContextKind::SuggestedValue, "usage-near-value"),
    ];
    let mut tips: Vec<String> = near
        .into_iter()
        .filter_map(|(kind, id)| {
            let known = texts_of(error, kind);
            let count = known.len();
            let known = texts.join(ListStyle::Either, known.iter().map(|near| format!("'{near}'")));
            let args = [("count", count.into()), ("known", known.into())];
            (count > 0).then(|| texts.format(id, &args))
        })
        .collect();
    if let Some(ContextValue::StyledStrs(more)) = error.get(ContextKind::Suggested) {
        tips.extend(more.iter().map(|tip| {
            // clap has words alone for these: the name is the first in quotes.
            let tip = tip.to_string();
            let name = tip.split('\'').nth(1).unwrap_or_default().to_owned();
            let id = if tip.contains("'-- ") { "usage-as-value" } else { "usage-as-command" };
            texts.format(id, &[("name", name.into())])
        }));
    }
    tips
}

/// The values that are possible, on a line of their own.
fn choices(error: &Error, kind: ContextKind, texts: &Texts) -> String {
    let known = texts_of(error, kind);
    if known.is_empty() {
        return String::new();
    }
    let known = texts.join(ListStyle::Values, known);
    format!("\n  [{}]", texts.sentences([&*texts.say("help-possible-values"), &*known]))
}

fn text(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(all)) => all.join(" "),
        _ => String::new(),
    }
}

fn texts_of(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(all)) => all.clone(),
        _ => Vec::new(),
    }
}
