//! What became of each draft, for a person or as a line of JSON.

use std::cell::RefCell;

use serde_json::{Value as Json, json};

use crate::connection::{Connection, Draft, FieldPath, Finding, Key, ListStyle, Severity};
use crate::flow::{OutcomeKind, Submission, SubmitOutcome};
use crate::present::{self, FrontEnd, OutcomeReport, OutcomeStatus, minute, outcome_word};
use crate::text::{Texts, printable};

use super::super::exit::Exit;
use super::super::output::{Output, Tone};
use super::log::ReportLog;
use super::progress::ProgressLine;
use super::result::{DraftOutcome, DraftResult};

/// The facts of one outcome, as the JSON line has them.
struct Facts {
    report: OutcomeReport,
    exit: Option<Exit>,
    name: Option<String>,
    region: Option<String>,
    attempts: u32,
    sandbox: bool,
    allowed: Vec<&'static str>,
    dry_run: bool,
    /// An earlier run created it.
    resumed: bool,
}

impl Facts {
    /// Of a draft that was not sent in this run.
    fn unsent(report: OutcomeReport, exit: Option<Exit>, draft: Option<&Draft>) -> Self {
        Self {
            report,
            exit,
            name: draft
                .and_then(|draft| draft.text(FieldPath::connection(Key::Name)))
                .map(str::to_owned),
            region: None,
            attempts: 0,
            sandbox: false,
            allowed: Vec::new(),
            dry_run: false,
            resumed: false,
        }
    }

    fn is_good(&self) -> bool {
        self.report.status == OutcomeStatus::Success && self.exit.is_none()
    }
}

/// Prints outcomes and writes them to the report file.
pub struct Report<'a> {
    output: &'a Output,
    progress: &'a ProgressLine<'a>,
    log: Option<&'a ReportLog>,
    /// Whether the sandbox of this very process serves, even where no answer came to say so.
    sandbox: bool,
    /// A line for each draft of which no connection came.
    without: RefCell<Vec<String>>,
}

impl<'a> Report<'a> {
    pub fn new(
        output: &'a Output,
        progress: &'a ProgressLine<'a>,
        log: Option<&'a ReportLog>,
        sandbox: bool,
    ) -> Self {
        Self { output, progress, log, sandbox, without: RefCell::default() }
    }

    /// Writes one outcome to the report file, as soon as it is known.
    pub fn record(&self, result: &DraftResult) -> Exit {
        self.progress.finished(result.end.outcome());
        let Some(log) = self.log else { return Exit::Done };
        let facts = self.facts(result, &self.output.texts_for_programs());
        let written = log.write(as_json(result, &facts), facts.dry_run);
        match written {
            Ok(()) => Exit::Done,
            Err(error) => {
                self.progress.clear();
                let args =
                    [("file", result.file.clone().into()), ("reason", error.to_string().into())];
                self.output.print_error(&self.output.texts.format("replay-report-lost", &args));
                Exit::Failed
            }
        }
    }

    /// Prints one outcome and gives its exit status.
    pub fn print(&self, result: &DraftResult) -> Exit {
        let facts = self.facts(result, &self.output.texts);
        self.progress.clear();
        if self.output.is_json() {
            self.output.json(&as_json(result, &facts));
        } else {
            self.print_text(result, &facts);
        }
        self.progress.draw();
        let is_dry_run = facts.report.outcome == OutcomeKind::DryRunPassed;
        if facts.report.connection_id.is_none() && !is_dry_run {
            self.without.borrow_mut().push(self.in_short(&result.file, &facts));
        }
        let followed = result.followed.as_ref().map_or(Exit::Done, |followed| followed.exit);
        facts.exit.unwrap_or(Exit::Done).max(followed)
    }

    /// Ends the line of progress and, for several drafts, sums up.
    pub fn close(&self) {
        self.progress.clear();
        let counts = self.progress.counts();
        let total: usize = counts.iter().map(|(count, _)| count).sum();
        if self.output.is_json() || total < 2 {
            return;
        }
        let output = self.output;
        let head = output.texts.format("replay-total", &[("count", total.into())]);
        output.line(&output.paint(Tone::Bold, &head));
        let width = total.to_string().len();
        for (count, word) in counts {
            output.line(&format!("  {count:>width$} {word}"));
        }
        let without = self.without.borrow();
        if !without.is_empty() {
            output.line(&output.paint(Tone::Bold, &output.texts.say("replay-without")));
            for line in without.iter() {
                output.line(&format!("  {line}"));
            }
        }
    }

    /// A draft, its outcome and the reason, in one line.
    fn in_short(&self, file: &str, facts: &Facts) -> String {
        let OutcomeReport { outcome, code, message, meaning, .. } = &facts.report;
        let reason = code.as_ref().or(message.as_ref()).or(meaning.as_ref());
        let word = outcome_word(&self.output.texts, *outcome);
        let mut line = format!("{}  {word}", printable(file));
        for part in [&facts.name.as_ref(), &reason].into_iter().copied().flatten() {
            line.push_str("  ");
            line.push_str(&printable(part));
        }
        line
    }

    fn facts(&self, result: &DraftResult, texts: &Texts) -> Facts {
        let blank = OutcomeReport::new(result.end.outcome());
        match &result.end {
            DraftOutcome::Submitted { draft, connection, submission, .. } => {
                self.submitted(draft, connection, submission, texts)
            }
            DraftOutcome::Invalid { draft, errors } => {
                Facts::unsent(invalid(errors, texts), Some(Exit::Invalid), Some(draft))
            }
            DraftOutcome::Unread(unread) => {
                let report = OutcomeReport {
                    message: Some(unread.problems.join("; ")),
                    remedy: Some(texts.say("replay-unread-remedy")),
                    ..blank
                };
                Facts::unsent(report, Some(unread.exit), None)
            }
            DraftOutcome::NotSent { draft, why } => {
                let meaning = Some(texts.say("replay-not-sent"));
                let report = OutcomeReport { message: why.clone(), meaning, ..blank };
                Facts::unsent(report, why.as_ref().map(|_| Exit::Failed), Some(draft))
            }
            DraftOutcome::Interrupted { draft } => {
                let meaning = Some(texts.say("replay-interrupted"));
                let report = OutcomeReport { meaning, ..blank };
                Facts::unsent(report, Some(Exit::Interrupted), Some(draft))
            }
            DraftOutcome::Held { draft } => {
                let report = OutcomeReport {
                    meaning: Some(texts.say("replay-held")),
                    remedy: Some(texts.say("replay-held-remedy")),
                    ..blank
                };
                Facts::unsent(report, Some(Exit::Unknown), Some(draft))
            }
            DraftOutcome::AlreadyCreated { draft, id, at, other_keys } => {
                let meaning = match other_keys {
                    true => "replay-standing-keys",
                    false => "replay-standing",
                };
                let report = OutcomeReport {
                    connection_id: Some(id.clone()),
                    meaning: Some(texts.format(meaning, &[("date", minute(*at).into())])),
                    remedy: other_keys.then(|| texts.say("replay-standing-keys.remedy")),
                    ..blank
                };
                let exit = other_keys.then_some(Exit::Invalid);
                let facts = Facts::unsent(report, exit, Some(draft));
                Facts { sandbox: self.sandbox, resumed: true, ..facts }
            }
        }
    }

    fn submitted(
        &self,
        draft: &Draft,
        connection: &Connection,
        sent: &Submission,
        texts: &Texts,
    ) -> Facts {
        let dry_run = connection.is_dry_run();
        let mut report = present::outcome(texts, FrontEnd::CommandLine, sent, draft, dry_run);
        let remedy = [report.remedy.take(), report.permission.take()];
        let remedy = texts.join(ListStyle::Sentences, remedy.into_iter().flatten());
        report.remedy = (!remedy.is_empty()).then_some(remedy);
        Facts {
            report,
            exit: exit_of(&sent.outcome),
            name: connection.shown(Key::Name).map(|name| name.into_owned()),
            region: connection.shown(Key::RegionId).map(|region| region.into_owned()),
            attempts: sent.attempts,
            sandbox: sent.sandbox || self.sandbox,
            allowed: sent.overridden.iter().map(|rule| rule.id()).collect(),
            dry_run,
            resumed: false,
        }
    }

    fn print_text(&self, result: &DraftResult, facts: &Facts) {
        let output = self.output;
        let head = self.head(facts);
        if self.progress.is_many() && facts.is_good() {
            let followed = result.followed.iter().flat_map(|followed| &followed.lines);
            let steps: String = followed.map(|line| format!("  {line}")).collect();
            return output.line(&format!("{}  {head}{steps}", printable(&result.file)));
        }
        output.line(&output.paint(Tone::Bold, &printable(&result.file)));
        output.line(&format!("  {head}"));
        self.print_errors(result);
        let field = facts.report.field.map(|field| {
            output.texts.format("explain-field", &[("field", field.to_string().into())])
        });
        let told = match &result.end {
            DraftOutcome::Unread(unread) => unread.problems.clone(),
            DraftOutcome::NotSent { .. } => facts.report.message.clone().into_iter().collect(),
            _ => facts
                .report
                .message
                .clone()
                .filter(|_| facts.report.held_back)
                .into_iter()
                .collect(),
        };
        for line in &told {
            output.paragraph(4, &printable(line));
        }
        let OutcomeReport { meaning, remedy, quoted, recommend, .. } = &facts.report;
        let rest = [meaning, remedy, &field, quoted, recommend];
        for text in rest.into_iter().flatten() {
            output.paragraph(4, text);
        }
        for line in result.followed.iter().flat_map(|followed| &followed.lines) {
            output.paragraph(4, &printable(line));
        }
        if !facts.allowed.is_empty() {
            let rules = facts.allowed.join(", ");
            let line = output.texts.format("replay-allowed", &[("rules", rules.into())]);
            output.paragraph(4, &line);
        }
        for line in &facts.report.trace {
            output.line(&format!("    {}", output.paint(Tone::Dim, &printable(line))));
        }
    }

    /// The outcome with what it is known by, in one line.
    fn head(&self, facts: &Facts) -> String {
        let output = self.output;
        let word = outcome_word(&output.texts, facts.report.outcome);
        let mut head = output.paint(facts.report.status.into(), &word);
        for part in [&facts.report.connection_id, &facts.report.code].into_iter().flatten() {
            head.push(' ');
            head.push_str(&printable(part));
        }
        for part in [&facts.name, &facts.region].into_iter().flatten() {
            head.push_str(&format!("  {}", printable(part)));
        }
        if facts.sandbox {
            let sandbox = output.paint(Tone::Warning, &output.texts.say("sandbox"));
            head.push_str(&format!("  {sandbox}"));
        }
        head
    }

    fn print_errors(&self, result: &DraftResult) {
        let DraftOutcome::Invalid { errors, .. } = &result.end else { return };
        for finding in errors {
            super::super::check::print_finding(self.output, finding, Severity::Error);
        }
    }
}

fn invalid(errors: &[Finding], texts: &Texts) -> OutcomeReport {
    let first = errors.first();
    OutcomeReport {
        code: first.map(|finding| finding.rule.id().to_owned()),
        message: first.map(|finding| texts.finding(finding)),
        meaning: Some(texts.format("replay-invalid", &[("count", errors.len().into())])),
        remedy: Some(texts.say("replay-invalid-remedy")),
        field: first.and_then(|finding| finding.fields.first().copied()),
        ..OutcomeReport::new(OutcomeKind::Invalid)
    }
}

/// The status of a submission that has not ended well.
fn exit_of(outcome: &SubmitOutcome) -> Option<Exit> {
    match outcome.kind() {
        OutcomeKind::Created | OutcomeKind::DryRunPassed => None,
        OutcomeKind::Refused => Some(Exit::Refused),
        OutcomeKind::Invalid => Some(Exit::Invalid),
        OutcomeKind::Unknown => Some(Exit::Unknown),
        OutcomeKind::NotSent if matches!(outcome, SubmitOutcome::Interrupted) => {
            Some(Exit::Interrupted)
        }
        OutcomeKind::NotSent => Some(Exit::Failed),
    }
}

fn as_json(result: &DraftResult, facts: &Facts) -> Json {
    let file = &result.file;
    let mut line = json!({
        "file": file,
        "outcome": facts.report.outcome.name(),
        "connection_id": facts.report.connection_id,
        "name": facts.name,
        "request_id": facts.report.request_id,
        "client_token": facts.report.client_token,
        "code": facts.report.code,
        "message": facts.report.message,
        "meaning": facts.report.meaning,
        "remedy": facts.report.remedy,
        "field": facts.report.field.map(|field| field.to_string()),
        "attempts": facts.attempts,
        "sandbox": facts.sandbox,
        "allowed": facts.allowed,
    });
    if let Some(followed) = &result.followed {
        let created = json!({"step": "create", "outcome": facts.report.outcome.name()});
        let steps = [created].into_iter().chain(followed.steps.iter().cloned());
        line["steps"] = steps.collect::<Vec<Json>>().into();
    }
    if facts.resumed {
        line["resumed"] = true.into();
    }
    line
}
