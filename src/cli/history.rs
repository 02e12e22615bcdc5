//! `tunnelsmith history`: what was submitted, when, by which version of which draft, and how it ended.

use std::fmt::Display;

use serde_json::{Value as Json, json};

use crate::drafts::Journal;
use crate::drafts::journal::{ChangeEntry, JournalEntry, JournalIndex};
use crate::present::{self, EntryReport};
use crate::text::printable;

use super::args::Common;
use super::exit::{Exit, ExitResult};
use super::output::{Output, Tone};
use super::store::folders;

pub fn run(common: &Common, output: &Output) -> ExitResult {
    let folders = folders(common).map_err(|error| output.fail(error))?;
    let journal = Journal::read(&folders.journal()).map_err(|error| output.fail(error))?;
    let journal = journal.unwrap_or_default();
    report_damage(output, &journal);
    if journal.entries().is_empty() && journal.changes().is_empty() {
        let folder = folders.data().display().to_string();
        output.note(&output.texts.format("history-none", &[("folder", folder.into())]));
    }
    for entry in journal.entries() {
        if output.is_json() {
            output.json(&as_json(entry));
        } else {
            print(output, entry);
        }
    }
    for entry in journal.changes() {
        if output.is_json() {
            output.json(&change_json(entry));
        } else {
            print_change(output, entry);
        }
    }
    Ok(Exit::Done)
}

/// The journal for a run that creates something.
///
/// # Errors
/// The exit status, after telling why.
pub fn open_journal(common: &Common, output: &Output) -> Result<Journal, Exit> {
    let stopped = |error: &dyn Display| {
        let exit = output.fail(error);
        output.note(&output.texts.say("journal-remedy"));
        exit
    };
    let folders = folders(common).map_err(|error| stopped(&error))?;
    let journal = Journal::open(&folders.journal()).map_err(|error| stopped(&error))?;
    journal.with_index(|journal| report_damage(output, journal));
    Ok(journal)
}

fn report_damage(output: &Output, journal: &JournalIndex) {
    for line in present::damage(&output.texts, journal.damage()) {
        output.print_error(&line);
    }
}

fn print(output: &Output, entry: &JournalEntry) {
    let begun = &entry.begun;
    let report = present::entry(&output.texts, entry);
    print_first(
        output,
        &report,
        report.known.iter().chain(&begun.name).chain([&begun.realm.region]),
    );
    output.line(&format!("    {}", printable(&report.draft)));
    print_trace(output, &report, &begun.realm.endpoint);
}

fn print_change(output: &Output, entry: &ChangeEntry) {
    let report = present::change(&output.texts, entry);
    let parts = [&report.draft].into_iter().chain(&report.known).chain([&entry.begun.realm.region]);
    print_first(output, &report, parts);
    print_trace(output, &report, &entry.begun.realm.endpoint);
}

fn print_first<'a>(output: &Output, report: &EntryReport, parts: impl Iterator<Item = &'a String>) {
    let mut line = format!("{}  ", report.date);
    line.push_str(&output.paint(report.status.into(), &report.word));
    for part in parts {
        line.push_str("  ");
        line.push_str(&printable(part));
    }
    output.line(&line);
}

fn print_trace(output: &Output, report: &EntryReport, endpoint: &str) {
    for part in report.trace.iter().map(String::as_str).chain([endpoint]) {
        output.line(&format!("    {}", output.paint(Tone::Dim, &printable(part))));
    }
}

fn change_json(entry: &ChangeEntry) -> Json {
    let begun = &entry.begun;
    let settled = entry.settled.as_ref();
    json!({
        "submission": begun.submission,
        "change": begun.kind.name(),
        "began": begun.at.to_string(),
        "ended": settled.map(|settled| settled.at.to_string()),
        "outcome": settled.map(|settled| settled.ending.name()),
        "open": entry.is_open(),
        "connection_id": begun.connection,
        "region": begun.realm.region,
        "endpoint": begun.realm.endpoint,
        "request_id": settled.and_then(|settled| settled.request_id.as_ref()),
        "client_token": begun.token.as_str(),
        "code": settled.and_then(|settled| settled.code.as_ref()),
        "attempts": entry.attempts,
    })
}

fn as_json(entry: &JournalEntry) -> Json {
    let begun = &entry.begun;
    let settled = entry.settled.as_ref();
    json!({
        "submission": begun.submission,
        "began": begun.at.to_string(),
        "ended": settled.map(|settled| settled.at.to_string()),
        "outcome": settled.map(|settled| settled.ending.name()),
        "open": entry.is_open(),
        "dry_run": begun.dry_run,
        "connection_id": settled.and_then(|settled| settled.connection_id.as_ref()),
        "name": begun.name,
        "region": begun.realm.region,
        "endpoint": begun.realm.endpoint,
        "file": begun.file,
        "draft": begun.draft,
        "request_id": settled.and_then(|settled| settled.request_id.as_ref()),
        "client_token": begun.token.as_str(),
        "code": settled.and_then(|settled| settled.code.as_ref()),
        "attempts": entry.attempts,
    })
}
