//! The question before a run creates something, with all there is to think about.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead as _, IsTerminal as _, Write as _};

use crate::connection::{Connection, Finding, Key, Severity, check as check_draft};
use crate::drafts::command_line;
use crate::text::printable;

use super::super::args::Common;
use super::super::exit::Exit;
use super::super::output::Output;
use super::keys::{KeyProgram, programs};
use super::prepared::{PreparedDraft, ReadyDraft};

/// So many connections are named before the question; the rest are counted.
const MOST_LISTED: usize = 20;

fn name_in_region(connection: &Connection) -> (String, String) {
    let shown = |key| connection.shown(key).unwrap_or_default().into_owned();
    (shown(Key::RegionId), shown(Key::Name))
}

/// The warnings of a draft that will be created.
pub(super) fn warnings(one: &PreparedDraft) -> Vec<Finding> {
    match one {
        PreparedDraft::Ready(ready) if one.creates() => check_draft(&ready.draft)
            .into_iter()
            .filter(|finding| finding.severity() == Severity::Warning)
            .collect(),
        _ => Vec::new(),
    }
}

/// Prints its warnings, but for those that were told `before`.
pub(super) fn print_warnings(output: &Output, one: &PreparedDraft, before: &[Finding]) {
    let PreparedDraft::Ready(ready) = one else { return };
    for finding in warnings(one).iter().filter(|finding| !before.contains(finding)) {
        let text = output.texts.finding(finding);
        output.note_about(&ready.file, &format!("{} {text}", finding.rule.id()));
    }
}

/// Whether there is somebody to ask.
pub(super) fn can_ask() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// Asks on a terminal, after showing what there is to think about.
pub(super) fn confirm_run(common: &Common, output: &Output, prepared: &[PreparedDraft]) -> bool {
    let creations = prepared.iter().filter(|one| one.creates()).count();
    for one in prepared {
        print_warnings(output, one, &[]);
    }
    list_creations(output, prepared);
    list_programs(output, prepared);
    let question = if creations == 0 {
        "replay-ask-programs"
    } else if common.sandbox {
        "replay-ask-sandbox"
    } else if !common.endpoint.is_empty() {
        "replay-ask-endpoint"
    } else {
        "replay-ask"
    };
    let endpoint = common.endpoint.join(" ");
    let question = output.texts.format(
        question,
        &[("count", creations.into()), ("endpoint", printable(&endpoint).into_owned().into())],
    );
    // In one piece, or a quick answer's echo comes between.
    let _ = std::io::stderr().write_all(format!("{question} ").as_bytes());
    let mut answer = String::new();
    if matches!(std::io::stdin().lock().read_line(&mut answer), Ok(0) | Err(_)) {
        // Nobody typed the line break that ends the question.
        output.print_stderr("");
    }
    output.texts.is_yes(&answer)
}

/// The programs that are run for the keys of these drafts.
pub(super) fn programs_of(prepared: &[PreparedDraft]) -> BTreeSet<KeyProgram> {
    let ready =
        prepared.iter().filter_map(PreparedDraft::ready).filter(|ready| !ready.is_created());
    programs(ready.map(|ready| (&ready.draft, &ready.keys)))
}

/// Which programs a yes will run: a draft from elsewhere may name any. Every command line is told, however many
/// there are, and each of them once.
fn list_programs(output: &Output, prepared: &[PreparedDraft]) {
    let mut lines: BTreeMap<Vec<String>, Vec<KeyProgram>> = BTreeMap::new();
    for program in programs_of(prepared) {
        lines.entry(program.words.clone()).or_default().push(program);
    }
    for (words, programs) in lines {
        let Some(first) = programs.first() else { continue };
        let args = [
            ("command", command_line(&words).into()),
            ("field", first.field.to_string().into()),
            ("file", first.file.clone().into()),
            ("more", (programs.len() - 1).into()),
        ];
        output
            .print_stderr(&printable(&format!("  {}", output.texts.format("replay-runs", &args))));
    }
}

/// How many are not listed one by one.
fn print_more(output: &Output, count: usize) {
    if let Some(more @ 1..) = count.checked_sub(MOST_LISTED) {
        let more = output.texts.format("replay-more", &[("count", more.into())]);
        output.print_stderr(&format!("  {more}"));
    }
}

/// What the question is about, even for who wants no hints: by name, region and file.
fn list_creations(output: &Output, prepared: &[PreparedDraft]) {
    let creations: Vec<&ReadyDraft> =
        prepared.iter().filter(|one| one.creates()).filter_map(PreparedDraft::ready).collect();
    for ready in creations.iter().take(MOST_LISTED) {
        let (region, name) = name_in_region(ready.outline.connection());
        let name = if name.is_empty() { "-".to_owned() } else { name };
        output.print_stderr(&printable(&format!("  {name}  {region}  {}", ready.file)));
    }
    print_more(output, creations.len());
    let unfit = prepared.iter().filter(|one| one.load_exit() != Exit::Done).count();
    if unfit > 0 {
        output.print_stderr(&output.texts.format("replay-unfit", &[("count", unfit.into())]));
    }
}
