//! What became of each draft, for a person or as a line of JSON.

use std::cell::RefCell;

use jiff::Timestamp;
use serde_json::{Value as Json, json};

use crate::connection::{Connection, Draft, FieldPath, Finding, Key, ListStyle, Severity};
use crate::flow::{Submission, SubmitOutcome};
use crate::present::{self, FrontEnd, minute};
use crate::text::{Texts, printable};

use super::super::exit::Exit;
use super::super::output::{Output, Tone};
use super::log::ReportLog;
use super::progress::{OUTCOMES, ProgressLine};
use super::result::{DraftOutcome, DraftResult};

/// The facts of one outcome, as the JSON line has them.
#[derive(Default)]
struct Facts {
    outcome: &'static str,
    exit: Option<Exit>,
    connection_id: Option<String>,
    name: Option<String>,
    region: Option<String>,
    request_id: Option<String>,
    client_token: Option<String>,
    code: Option<String>,
    message: Option<String>,
    meaning: Option<String>,
    remedy: Option<String>,
    field: Option<FieldPath>,
    recommend: Option<String>,
    attempts: u32,
    sandbox: bool,
    allowed: Vec<&'static str>,
    dry_run: bool,
    /// An earlier run created it.
    resumed: bool,
    /// The message is this program's own.
    held_back: bool,
    /// The message in a sentence.
    quoted: Option<String>,
    /// What support asks for, a line each.
    trace: Vec<String>,
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
        if facts.connection_id.is_none() && facts.outcome != "dry-run-passed" {
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
        let reason = facts.code.as_ref().or(facts.message.as_ref()).or(facts.meaning.as_ref());
        let mut line = format!("{}  {}", printable(file), self.word(facts));
        for part in [&facts.name.as_ref(), &reason].into_iter().copied().flatten() {
            line.push_str("  ");
            line.push_str(&printable(part));
        }
        line
    }

    fn word(&self, facts: &Facts) -> String {
        let found = OUTCOMES.iter().find(|(outcome, _)| *outcome == facts.outcome);
        self.output.texts.say(found.map_or("outcome-not-sent", |(_, word)| *word))
    }

    fn facts(&self, result: &DraftResult, texts: &Texts) -> Facts {
        match &result.end {
            DraftOutcome::Submitted { draft, connection, submission, .. } => {
                self.submitted(draft, connection, submission, texts)
            }
            DraftOutcome::Invalid { draft, errors } => invalid(draft, errors, texts),
            DraftOutcome::Unread(unread) => Facts {
                outcome: "invalid",
                exit: Some(unread.exit),
                message: Some(unread.problems.join("; ")),
                remedy: Some(texts.say("replay-unread-remedy")),
                ..Facts::default()
            },
            DraftOutcome::NotSent { draft, why } => Facts {
                outcome: "not-sent",
                exit: why.as_ref().map(|_| Exit::Failed),
                name: text(draft, Key::Name),
                message: why.clone(),
                meaning: Some(texts.say("replay-not-sent")),
                ..Facts::default()
            },
            DraftOutcome::Interrupted { draft } => Facts {
                outcome: "not-sent",
                exit: Some(Exit::Interrupted),
                name: text(draft, Key::Name),
                meaning: Some(texts.say("replay-interrupted")),
                ..Facts::default()
            },
            DraftOutcome::Held { draft } => Facts {
                outcome: "unknown",
                exit: Some(Exit::Unknown),
                name: text(draft, Key::Name),
                meaning: Some(texts.say("replay-held")),
                remedy: Some(texts.say("replay-held-remedy")),
                ..Facts::default()
            },
            DraftOutcome::AlreadyCreated { draft, id, at, other_keys } => {
                self.standing(draft, id, *at, *other_keys, texts)
            }
        }
    }

    fn standing(
        &self,
        draft: &Draft,
        id: &str,
        at: Timestamp,
        other_keys: bool,
        texts: &Texts,
    ) -> Facts {
        let meaning = if other_keys { "replay-standing-keys" } else { "replay-standing" };
        Facts {
            outcome: "created",
            exit: other_keys.then_some(Exit::Invalid),
            connection_id: Some(id.to_owned()),
            name: text(draft, Key::Name),
            meaning: Some(texts.format(meaning, &[("date", minute(at).into())])),
            remedy: other_keys.then(|| texts.say("replay-standing-keys.remedy")),
            sandbox: self.sandbox,
            resumed: true,
            ..Facts::default()
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
        let report = present::outcome(texts, FrontEnd::CommandLine, sent, draft, dry_run);
        let remedy = [&report.remedy, &report.permission];
        let remedy = texts.join(ListStyle::Sentences, remedy.into_iter().flatten().cloned());
        Facts {
            exit: exit_of(&sent.outcome),
            remedy: (!remedy.is_empty()).then_some(remedy),
            name: connection.shown(Key::Name).map(|name| name.into_owned()),
            region: connection.shown(Key::RegionId).map(|region| region.into_owned()),
            attempts: sent.attempts,
            sandbox: sent.sandbox || self.sandbox,
            allowed: sent.overridden.iter().map(|rule| rule.id()).collect(),
            dry_run,
            outcome: report.outcome,
            connection_id: report.connection_id,
            request_id: report.request_id,
            client_token: report.client_token,
            code: report.code,
            message: report.message,
            held_back: report.held_back,
            quoted: report.quoted,
            meaning: report.meaning,
            field: report.field,
            recommend: report.recommend,
            trace: report.trace,
            resumed: false,
        }
    }

    fn print_text(&self, result: &DraftResult, facts: &Facts) {
        let output = self.output;
        let head = self.head(facts);
        let is_good = matches!(facts.outcome, "created" | "dry-run-passed") && facts.exit.is_none();
        if self.progress.is_many() && is_good {
            let followed = result.followed.iter().flat_map(|followed| &followed.lines);
            let steps: String = followed.map(|line| format!("  {line}")).collect();
            return output.line(&format!("{}  {head}{steps}", printable(&result.file)));
        }
        output.line(&output.paint(Tone::Bold, &printable(&result.file)));
        output.line(&format!("  {head}"));
        self.print_errors(result);
        let field = facts.field.map(|field| {
            output.texts.format("explain-field", &[("field", field.to_string().into())])
        });
        let told = match &result.end {
            DraftOutcome::Unread(unread) => unread.problems.clone(),
            DraftOutcome::NotSent { .. } => facts.message.clone().into_iter().collect(),
            _ => facts.message.clone().filter(|_| facts.held_back).into_iter().collect(),
        };
        for line in &told {
            output.paragraph(4, &printable(line));
        }
        let rest = [&facts.meaning, &facts.remedy, &field, &facts.quoted, &facts.recommend];
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
        for line in &facts.trace {
            output.line(&format!("    {}", output.paint(Tone::Dim, &printable(line))));
        }
    }

    /// The outcome with what it is known by, in one line.
    fn head(&self, facts: &Facts) -> String {
        let output = self.output;
        let tone = match facts.outcome {
            "created" | "dry-run-passed" => Tone::Good,
            "unknown" => Tone::Warning,
            _ => Tone::Bad,
        };
        let word = self.word(facts);
        let mut head = output.paint(tone, &word);
        for part in [&facts.connection_id, &facts.code].into_iter().flatten() {
            head.push(' ');
            head.push_str(&printable(part));
        }
        if let Some(name) = &facts.name {
            head.push_str(&format!("  {}", printable(name)));
        }
        if let Some(region) = &facts.region {
            head.push_str(&format!("  {}", printable(region)));
        }
        if facts.sandbox {
            head.push_str(&format!(
                "  {}",
                output.paint(Tone::Warning, &output.texts.say("sandbox"))
            ));
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

fn invalid(draft: &Draft, errors: &[Finding], texts: &Texts) -> Facts {
    let first = errors.first();
    Facts {
        outcome: "invalid",
        exit: Some(Exit::Invalid),
        name: text(draft, Key::Name),
        code: first.map(|finding| finding.rule.id().to_owned()),
        message: first.map(|finding| texts.finding(finding)),
        meaning: Some(texts.format("replay-invalid", &[("count", errors.len().into())])),
        remedy: Some(texts.say("replay-invalid-remedy")),
        field: first.and_then(|finding| finding.fields.first().copied()),
        ..Facts::default()
    }
}

/// The status of a submission that has not ended well.
fn exit_of(outcome: &SubmitOutcome) -> Option<Exit> {
    match outcome {
        SubmitOutcome::Created { .. } | SubmitOutcome::DryRunPassed { .. } => None,
        SubmitOutcome::Refused(_) => Some(Exit::Refused),
        SubmitOutcome::NotSent(_) | SubmitOutcome::NotRecorded(_) => Some(Exit::Failed),
        SubmitOutcome::Interrupted => Some(Exit::Interrupted),
        SubmitOutcome::Unknown { .. }
        | SubmitOutcome::EarlierOpen { .. }
        | SubmitOutcome::JournalDamaged { .. } => Some(Exit::Unknown),
        SubmitOutcome::OtherKey { id: None, .. } => Some(Exit::Unknown),
        SubmitOutcome::AlreadyCreated { .. }
        | SubmitOutcome::OtherKey { .. }
        | SubmitOutcome::TokenTaken { .. } => Some(Exit::Invalid),
    }
}

fn text(draft: &Draft, key: Key) -> Option<String> {
    draft.text(FieldPath::connection(key)).map(str::to_owned)
}

fn as_json(result: &DraftResult, facts: &Facts) -> Json {
    let file = &result.file;
    let mut line = json!({
        "file": file,
        "outcome": facts.outcome,
        "connection_id": facts.connection_id,
        "name": facts.name,
        "request_id": facts.request_id,
        "client_token": facts.client_token,
        "code": facts.code,
        "message": facts.message,
        "meaning": facts.meaning,
        "remedy": facts.remedy,
        "field": facts.field.map(|field| field.to_string()),
        "attempts": facts.attempts,
        "sandbox": facts.sandbox,
        "allowed": facts.allowed,
    });
    if let Some(followed) = &result.followed {
        let created = json!({"step": "create", "outcome": facts.outcome});
        let steps = [created].into_iter().chain(followed.steps.iter().cloned());
        line["steps"] = steps.collect::<Vec<Json>>().into();
    }
    if facts.resumed {
        line["resumed"] = true.into();
    }
    line
}
