//! What became of each draft, for a person or as a line of JSON.

use std::cell::RefCell;

use serde_json::{Value as Json, json};

use crate::connection::{Connection, Draft, FieldPath, Finding, Key, Severity};
use crate::explain::{Refusal, explain};
use crate::flow::{Lookup, Submission, SubmitOutcome};
use crate::rpc::ServiceError;
use crate::text::printable;

use super::super::Exit;
use super::super::history::time;
use super::super::output::{Output, Tone};
use super::progress::{OUTCOMES, ProgressLine};
use super::resume::ReportLog;
use super::{DraftResult, End};

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
}

impl Facts {
    /// What the journal says stands in the way.
    fn hold(&mut self, code: &str, message: String) {
        self.outcome = "invalid";
        self.exit = Some(Exit::Invalid);
        self.client_token = None;
        self.code = Some(code.to_owned());
        self.message = Some(printable(&message).into_owned());
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
    pub fn record(&self, settled: &DraftResult) -> Exit {
        self.progress.ended(settled.end.outcome());
        let written = match (self.log, &settled.end) {
            // What was written once need not be written again.
            (None, _) | (_, End::Resumed { .. } | End::Held { .. }) => Ok(()),
            (Some(log), end) => {
                let facts = self.facts(settled);
                let line = as_json(&settled.file, &facts);
                let (digest, endpoint) = match end {
                    End::Submitted { mark, .. } | End::Standing { mark, .. } => {
                        (&*mark.digest, mark.endpoint.as_deref())
                    }
                    _ => ("", None),
                };
                log.write(line, digest, endpoint, facts.dry_run)
            }
        };
        match written {
            Ok(()) => Exit::Done,
            Err(error) => {
                self.progress.clear();
                let args =
                    [("file", settled.file.clone().into()), ("reason", error.to_string().into())];
                self.output.trouble(&self.output.texts.say_with("replay-report-lost", &args));
                Exit::Failed
            }
        }
    }

    /// Prints one outcome and gives its exit status.
    pub fn print(&self, settled: &DraftResult) -> Exit {
        let facts = self.facts(settled);
        self.progress.clear();
        if self.output.is_json() {
            self.output.json(&as_json(&settled.file, &facts));
        } else {
            self.print_text(settled, &facts);
        }
        self.progress.draw();
        if facts.connection_id.is_none() && facts.outcome != "dry-run-passed" {
            self.without.borrow_mut().push(self.in_short(&settled.file, &facts));
        }
        facts.exit.unwrap_or(Exit::Done)
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
        let head = output.texts.say_with("replay-total", &[("count", total.into())]);
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

    fn facts(&self, settled: &DraftResult) -> Facts {
        match &settled.end {
            End::Submitted { draft, connection, submission, .. } => {
                self.submitted(draft, connection, submission)
            }
            End::Invalid { draft, errors } => self.invalid(draft, errors),
            End::Unread(unread) => Facts {
                outcome: "invalid",
                exit: Some(unread.exit),
                message: Some(unread.problems.join("; ")),
                remedy: Some(self.output.texts.say("replay-unread-remedy")),
                ..Facts::default()
            },
            End::NotSent { draft, why } => Facts {
                outcome: "not-sent",
                exit: why.as_ref().map(|_| Exit::Failed),
                name: text(draft, Key::Name),
                message: why.clone(),
                meaning: Some(self.output.texts.say("replay-not-sent")),
                ..Facts::default()
            },
            End::Interrupted { draft } => Facts {
                outcome: "not-sent",
                exit: Some(Exit::Interrupted),
                name: text(draft, Key::Name),
                meaning: Some(self.output.texts.say("replay-interrupted")),
                ..Facts::default()
            },
            End::Held { draft, token } => Facts {
                outcome: "unknown",
                exit: Some(Exit::Unknown),
                name: text(draft, Key::Name),
                client_token: Some(token.clone()),
                meaning: Some(self.output.texts.say("replay-held")),
                remedy: Some(self.output.texts.say("replay-held-remedy")),
                ..Facts::default()
            },
            End::Standing { draft, id, at, .. } => Facts {
                outcome: "created",
                connection_id: Some(id.clone()),
                name: text(draft, Key::Name),
                meaning: Some(
                    self.output.texts.say_with("replay-standing", &[("date", time(*at).into())]),
                ),
                sandbox: self.sandbox,
                resumed: true,
                ..Facts::default()
            },
            End::Resumed { past, other_keys } => {
                let text = |name: &str| past[name].as_str().map(str::to_owned);
                let say = |id| self.output.texts.say(id);
                let meaning = if *other_keys { "replay-resumed-keys" } else { "replay-resumed" };
                Facts {
                    outcome: "created",
                    exit: other_keys.then_some(Exit::Invalid),
                    remedy: other_keys.then(|| say("replay-resumed-keys.remedy")),
                    connection_id: text("connection_id"),
                    name: text("name"),
                    request_id: text("request_id"),
                    client_token: text("client_token"),
                    meaning: Some(say(meaning)),
                    sandbox: past["sandbox"] == true,
                    resumed: true,
                    ..Facts::default()
                }
            }
        }
    }

    fn invalid(&self, draft: &Draft, errors: &[Finding]) -> Facts {
        let texts = &self.output.texts;
        let first = errors.first();
        Facts {
            outcome: "invalid",
            exit: Some(Exit::Invalid),
            name: text(draft, Key::Name),
            code: first.map(|finding| finding.rule.id().to_owned()),
            message: first.map(|finding| texts.finding(finding)),
            meaning: Some(texts.say_with("replay-invalid", &[("count", errors.len().into())])),
            remedy: Some(texts.say("replay-invalid-remedy")),
            field: first.and_then(|finding| finding.fields.first().copied()),
            ..Facts::default()
        }
    }

    fn submitted(&self, draft: &Draft, connection: &Connection, sent: &Submission) -> Facts {
        let texts = &self.output.texts;
        let mut facts = Facts {
            name: connection.shown(Key::Name).map(|name| name.into_owned()),
            region: connection.shown(Key::RegionId).map(|region| region.into_owned()),
            client_token: Some(sent.client_token.clone()),
            attempts: sent.attempts,
            sandbox: sent.sandbox || self.sandbox,
            allowed: sent.overridden.iter().map(|rule| rule.id()).collect(),
            dry_run: connection.is_dry_run(),
            ..Facts::default()
        };
        match &sent.outcome {
            SubmitOutcome::Created { id, request_id, looked_up } => {
                facts.outcome = "created";
                facts.connection_id = Some(id.clone());
                facts.request_id.clone_from(request_id);
                // A service that does not know the flag creates all the same: say so loudly.
                facts.meaning = match (facts.dry_run, looked_up) {
                    (true, _) => Some(texts.say("replay-created-by-dry-run")),
                    _ if sent.made_before => Some(texts.say("replay-same-token")),
                    (false, true) => Some(texts.say("replay-looked-up")),
                    (false, false) => None,
                };
                facts.remedy = Some(texts.say("replay-next"));
            }
            SubmitOutcome::DryRunPassed { request_id } => {
                facts.outcome = "dry-run-passed";
                facts.request_id.clone_from(request_id);
                facts.meaning = Some(texts.say("replay-dry-run-passed"));
            }
            SubmitOutcome::Refused(error) => self.refused(&mut facts, draft, error),
            SubmitOutcome::NotSent(reason) => {
                facts.outcome = "not-sent";
                facts.exit = Some(Exit::Failed);
                facts.message = Some(reason.to_string());
                facts.meaning = Some(texts.say("replay-not-sent"));
                facts.remedy = Some(texts.say("replay-not-sent-remedy"));
            }
            SubmitOutcome::Interrupted => {
                facts.outcome = "not-sent";
                facts.exit = Some(Exit::Interrupted);
                facts.meaning = Some(texts.say("replay-interrupted"));
            }
            SubmitOutcome::Unknown { reason, lookup } => {
                facts.outcome = "unknown";
                facts.exit = Some(Exit::Unknown);
                facts.message = reason.as_ref().map(ToString::to_string);
                facts.meaning = Some(texts.say(match lookup {
                    Lookup::Found(_) | Lookup::Nothing => "replay-unknown-nothing",
                    Lookup::Unsure => "replay-unknown-unsure",
                    Lookup::Failed => "replay-unknown-failed",
                    Lookup::Interrupted => "replay-unknown-interrupted",
                }));
                let token = sent.client_token.clone();
                let id = match (sent.held_back, sent.is_recorded) {
                    (true, _) => "replay-unknown-old",
                    (false, true) => "replay-unknown-resume",
                    (false, false) => "replay-unknown-remedy",
                };
                facts.remedy = Some(texts.say_with(id, &[("token", token.into())]));
            }
            SubmitOutcome::AlreadyCreated { id, at, is_changed } => {
                let args = [("id", id.clone().into()), ("date", time(*at).into())];
                let told = match is_changed {
                    true => "replay-already-created-changed",
                    false => "replay-already-created",
                };
                facts.connection_id = Some(id.clone());
                facts.hold("Q-08", texts.say_with(told, &args));
                facts.meaning = Some(texts.say("replay-stands"));
                facts.remedy = Some(texts.say("replay-already-created-remedy"));
            }
            SubmitOutcome::EarlierOpen { at, name, lookup, until } => {
                facts.hold("Q-03", texts.say_with("replay-earlier", &[("date", time(*at).into())]));
                facts.outcome = "unknown";
                facts.exit = Some(Exit::Unknown);
                let args = [
                    ("name", name.clone().unwrap_or_default().into()),
                    ("time", until.strftime("%H:%M:%S UTC").to_string().into()),
                ];
                let told = format!("replay-earlier-{}", lookup.name());
                facts.meaning = Some(texts.say_with(&told, &args));
                facts.remedy = Some(texts.say_with(&format!("{told}.remedy"), &args));
            }
            SubmitOutcome::TokenTaken { file, at } => {
                let args = [("file", file.clone().into()), ("date", time(*at).into())];
                facts.hold("K-03", texts.say_with("replay-token-taken", &args));
                facts.meaning = Some(texts.say("replay-stands"));
                facts.remedy = Some(texts.say("replay-token-taken-remedy"));
                facts.field = Some(FieldPath::own(Key::ClientToken));
            }
            SubmitOutcome::NotRecorded(error) => {
                facts.outcome = "not-sent";
                facts.exit = Some(Exit::Failed);
                facts.client_token = None;
                facts.message = Some(error.to_string());
                facts.meaning = Some(texts.say("replay-not-recorded"));
                facts.remedy = Some(texts.say("journal-remedy"));
            }
        }
        facts
    }

    fn refused(&self, facts: &mut Facts, draft: &Draft, error: &ServiceError) {
        let found = explain(&self.output.texts, &Refusal::from(error), Some(draft));
        facts.outcome = "refused";
        facts.exit = Some(Exit::Refused);
        facts.request_id.clone_from(&error.request_id);
        facts.code = Some(error.code.clone());
        facts.message = Some(printable(&error.message).into_owned());
        facts.meaning = Some(found.meaning);
        facts.remedy = Some(found.remedy);
        facts.field = found.field;
        facts.recommend = found.recommend;
        if let Some(action) = error.denied.as_ref().and_then(|denied| denied.action.as_ref()) {
            let line =
                self.output.texts.say_with("replay-denied", &[("action", action.clone().into())]);
            facts.remedy = Some(format!("{} {line}", facts.remedy.take().unwrap_or_default()));
        }
    }

    fn print_text(&self, settled: &DraftResult, facts: &Facts) {
        let output = self.output;
        let head = self.head(facts);
        let is_good = matches!(facts.outcome, "created" | "dry-run-passed") && facts.exit.is_none();
        if self.progress.is_many() && is_good {
            return output.line(&format!("{}  {head}", printable(&settled.file)));
        }
        output.line(&output.paint(Tone::Bold, &printable(&settled.file)));
        output.line(&format!("  {head}"));
        self.print_errors(settled);
        let field = facts.field.map(|field| {
            output.texts.say_with("explain-field", &[("field", field.to_string().into())])
        });
        let told = match &settled.end {
            End::Unread(unread) => unread.problems.clone(),
            End::NotSent { .. } => facts.message.clone().into_iter().collect(),
            // What the journal knows is said by this program, not by the service.
            End::Submitted { .. } if facts.outcome == "invalid" => {
                facts.message.clone().into_iter().collect()
            }
            _ => Vec::new(),
        };
        for line in &told {
            output.paragraph(4, &printable(line));
        }
        for text in [&facts.meaning, &facts.remedy, &field].into_iter().flatten() {
            output.paragraph(4, text);
        }
        // Where the code is unknown the explanation already quotes what the service said.
        let said = |text: &str| {
            [&facts.meaning, &facts.remedy].into_iter().flatten().any(|told| told.contains(text))
        };
        let reason =
            self.reason(settled, facts).filter(|_| !facts.message.as_deref().is_some_and(&said));
        if let (true, Some(line)) = (told.is_empty(), reason) {
            output.paragraph(4, &line);
        }
        if let Some(link) = facts.recommend.as_ref().filter(|link| !said(link)) {
            output.paragraph(4, &printable(link));
        }
        if !facts.allowed.is_empty() {
            let rules = facts.allowed.join(", ");
            let line = output.texts.say_with("replay-allowed", &[("rules", rules.into())]);
            output.paragraph(4, &line);
        }
        self.print_trace(facts);
    }

    /// The outcome with what it is known by, in one line.
    fn head(&self, facts: &Facts) -> String {
        let output = self.output;
        let tone = match facts.outcome {
            "created" | "dry-run-passed" => Tone::Good,
            "unknown" => Tone::Doubt,
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
                output.paint(Tone::Doubt, &output.texts.say("sandbox"))
            ));
        }
        head
    }

    /// What was said by the service, or by the network in its place.
    fn reason(&self, settled: &DraftResult, facts: &Facts) -> Option<String> {
        let message = facts.message.clone()?;
        let End::Submitted { submission, .. } = &settled.end else { return None };
        let id = match submission.outcome {
            SubmitOutcome::Refused(_) => "replay-message",
            _ => "replay-reason",
        };
        Some(self.output.texts.say_with(id, &[("message", message.into())]))
    }

    fn print_errors(&self, settled: &DraftResult) {
        let End::Invalid { errors, .. } = &settled.end else { return };
        for finding in errors {
            super::super::check::print_finding(self.output, finding, Severity::Error);
        }
    }

    /// What support asks for.
    fn print_trace(&self, facts: &Facts) {
        let Some(token) = &facts.client_token else { return };
        let mut lines = Vec::new();
        if let Some(request) = &facts.request_id {
            let args = [("request", request.clone().into())];
            lines.push(self.output.texts.say_with("replay-request", &args));
        }
        let args =
            [("token", token.clone().into()), ("attempts", u64::from(facts.attempts).into())];
        lines.push(self.output.texts.say_with("replay-token", &args));
        for line in lines {
            self.output.line(&format!("    {}", self.output.paint(Tone::Dim, &line)));
        }
    }
}

fn text(draft: &Draft, key: Key) -> Option<String> {
    draft.text(FieldPath::own(key)).map(str::to_owned)
}

fn as_json(file: &str, facts: &Facts) -> Json {
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
    if facts.resumed {
        line["resumed"] = true.into();
    }
    line
}
