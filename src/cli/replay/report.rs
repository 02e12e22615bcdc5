//! What became of each draft, for a person or as a line of JSON.

use std::io::{IsTerminal as _, Write as _};
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value as Json, json};

use crate::connection::{Connection, Draft, FieldPath, Finding, Key};
use crate::explain::{Refusal, explain};
use crate::flow::{Lookup, Outcome, Submission};
use crate::rpc::ServiceError;
use crate::text::printable;

use super::super::Exit;
use super::super::history::time;
use super::super::output::{Output, Tone};
use super::{End, Settled};

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

/// Prints outcomes, and how many there are to come.
pub struct Report<'a> {
    output: &'a Output,
    total: usize,
    done: AtomicUsize,
    /// Whether a line of progress is kept at the bottom of a terminal.
    live: bool,
}

impl<'a> Report<'a> {
    pub fn new(output: &'a Output, total: usize) -> Self {
        let live = total > 1
            && !output.is_quiet()
            && std::io::stderr().is_terminal()
            && !std::io::stdout().is_terminal();
        Self { output, total, done: AtomicUsize::new(0), live }
    }

    /// Prints one outcome and gives its exit status.
    pub fn print(&self, settled: &Settled) -> Exit {
        let facts = self.facts(settled);
        if self.output.is_json() {
            self.output.json(&as_json(&settled.file, &facts));
        } else {
            self.print_text(settled, &facts);
        }
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if self.live {
            let _ = write!(std::io::stderr(), "\r{done}/{} ", self.total);
        }
        facts.exit.unwrap_or(Exit::Done)
    }

    /// Ends the line of progress.
    pub fn close(&self) {
        if self.live {
            let _ = writeln!(std::io::stderr());
        }
    }

    fn facts(&self, settled: &Settled) -> Facts {
        match &settled.end {
            End::Submitted { draft, connection, submission } => {
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
            sandbox: sent.sandbox,
            allowed: sent.overridden.iter().map(|rule| rule.id()).collect(),
            dry_run: connection.is_dry_run(),
            ..Facts::default()
        };
        match &sent.outcome {
            Outcome::Created { id, request_id, looked_up } => {
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
            Outcome::DryRunPassed { request_id } => {
                facts.outcome = "dry-run-passed";
                facts.request_id.clone_from(request_id);
                facts.meaning = Some(texts.say("replay-dry-run-passed"));
            }
            Outcome::Refused(error) => self.refused(&mut facts, draft, error),
            Outcome::NotSent(reason) => {
                facts.outcome = "not-sent";
                facts.exit = Some(Exit::Failed);
                facts.message = Some(reason.to_string());
                facts.meaning = Some(texts.say("replay-not-sent"));
                facts.remedy = Some(texts.say("replay-not-sent-remedy"));
            }
            Outcome::Interrupted => {
                facts.outcome = "not-sent";
                facts.exit = Some(Exit::Interrupted);
                facts.meaning = Some(texts.say("replay-interrupted"));
            }
            Outcome::Unknown { reason, lookup } => {
                facts.outcome = "unknown";
                facts.exit = Some(Exit::Unknown);
                facts.message = reason.as_ref().map(ToString::to_string);
                facts.meaning = Some(texts.say(match lookup {
                    Lookup::Found(_) | Lookup::Nothing => "replay-unknown-nothing",
                    Lookup::Unsure => "replay-unknown-unsure",
                    Lookup::Failed => "replay-unknown-failed",
                }));
                let token = sent.client_token.clone();
                let id = match (sent.held_back, sent.is_recorded) {
                    (true, _) => "replay-unknown-old",
                    (false, true) => "replay-unknown-resume",
                    (false, false) => "replay-unknown-remedy",
                };
                facts.remedy = Some(texts.say_with(id, &[("token", token.into())]));
            }
            Outcome::AlreadyCreated { id, at } => {
                let args = [("id", id.clone().into()), ("date", time(*at).into())];
                facts.connection_id = Some(id.clone());
                facts.hold("Q-08", texts.say_with("replay-already-created", &args));
                facts.meaning = Some(texts.say("replay-held"));
                facts.remedy = Some(texts.say("replay-already-created-remedy"));
            }
            Outcome::TokenTaken { file, at } => {
                let args = [("file", file.clone().into()), ("date", time(*at).into())];
                facts.hold("K-03", texts.say_with("replay-token-taken", &args));
                facts.meaning = Some(texts.say("replay-held"));
                facts.remedy = Some(texts.say("replay-token-taken-remedy"));
                facts.field = Some(FieldPath::own(Key::ClientToken));
            }
            Outcome::NotRecorded(error) => {
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
        let refusal = Refusal {
            code: error.code.clone(),
            message: Some(error.message.clone()),
            request_id: error.request_id.clone(),
            recommend: error.recommend.clone(),
            http: Some(error.http),
        };
        let found = explain(&self.output.texts, &refusal, Some(draft));
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

    fn print_text(&self, settled: &Settled, facts: &Facts) {
        let output = self.output;
        output.line(&output.paint(Tone::Bold, &printable(&settled.file)));
        let tone = match facts.outcome {
            "created" | "dry-run-passed" => Tone::Good,
            "unknown" => Tone::Doubt,
            _ => Tone::Bad,
        };
        let word = output.texts.say(match facts.outcome {
            "created" => "outcome-created",
            "dry-run-passed" => "outcome-dry-run-passed",
            "invalid" => "outcome-invalid",
            "refused" => "outcome-refused",
            "unknown" => "outcome-unknown",
            _ => "outcome-not-sent",
        });
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
        output.line(&format!("  {head}"));
        self.print_errors(settled);
        let field = facts.field.map(|field| {
            output.texts.say_with("explain-field", &[("field", field.to_string().into())])
        });
        let told = match &settled.end {
            End::Unread(_) | End::NotSent { .. } => facts.message.clone(),
            End::Submitted { .. } if facts.outcome == "invalid" => facts.message.clone(),
            _ => None,
        };
        for text in [&told, &facts.meaning, &facts.remedy, &field].into_iter().flatten() {
            output.paragraph(4, text);
        }
        if let (None, Some(line)) = (told, self.reason(settled, facts)) {
            output.paragraph(4, &line);
        }
        if let Some(link) = &facts.recommend {
            output.paragraph(4, &printable(link));
        }
        if !facts.allowed.is_empty() {
            let rules = facts.allowed.join(", ");
            let line = output.texts.say_with("replay-allowed", &[("rules", rules.into())]);
            output.paragraph(4, &line);
        }
        self.print_trace(facts);
    }

    /// What was said by the service, or by the network in its place.
    fn reason(&self, settled: &Settled, facts: &Facts) -> Option<String> {
        let message = facts.message.clone()?;
        let End::Submitted { submission, .. } = &settled.end else { return None };
        let id = match submission.outcome {
            Outcome::Refused(_) => "replay-message",
            _ => "replay-reason",
        };
        Some(self.output.texts.say_with(id, &[("message", message.into())]))
    }

    fn print_errors(&self, settled: &Settled) {
        let End::Invalid { errors, .. } = &settled.end else { return };
        for finding in errors {
            super::super::check::print_finding(self.output, finding);
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
    json!({
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
    })
}
