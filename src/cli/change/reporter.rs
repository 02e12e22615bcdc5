//! Reports a change on the command line: the question before it, its steps, what became of it.

use std::io::{IsTerminal as _, Write as _};

use serde_json::{Value as Json, json};

use crate::connection::Severity;
use crate::drafts::journal::ChangeKind;
use crate::explain::{Refusal, explain};
use crate::flow::{
    self, ChangeContext, ChangeDone, ChangeObstacle, ChangeOutcome, ChangeReport, PlanError, Stop,
    SubmitStep, stop_requested,
};
use crate::plain::ConsoleLine;
use crate::present::{self, ChangeText, FrontEnd, OutcomeStatus};
use crate::text::printable;

use super::super::args::Common;
use super::super::ask::line;
use super::super::check::print_finding;
use super::super::connections::print_routers;
use super::super::exit::Exit;
use super::super::output::{Output, merged};
use super::super::region_session::{RegionSession, report_trouble};
use super::routes::{routes_exit, routes_json};

/// Reports one change.
#[derive(Clone, Copy)]
pub(super) struct ChangeReporter<'a> {
    pub(super) output: &'a Output,
    pub(super) kind: ChangeKind,
    pub(super) id: &'a str,
    pub(super) region: &'a str,
    pub(super) sandbox: bool,
}

impl<'a> ChangeReporter<'a> {
    /// Begins to report a change, with where it is sent and recorded. Says what somebody has left open.
    ///
    /// # Errors
    /// The exit status, after telling why it cannot be begun.
    pub(super) async fn begin(
        target: &'a RegionSession,
        common: &Common,
        kind: ChangeKind,
        id: &'a str,
        output: &'a Output,
    ) -> Result<(Self, ChangeContext), Exit> {
        let sandbox = target.session.is_sandbox();
        let reporter = Self { output, kind, id, region: &target.region, sandbox };
        let setting = target.setting(common, output).await?;
        reporter.tell_elsewhere(&setting);
        Ok((reporter, setting))
    }

    /// Asks whether to go on, unless that was said.
    pub(super) async fn confirm(
        &self,
        yes: bool,
        stop: &Stop,
        question: &str,
        name: Option<&str>,
        more: &[(&str, &str)],
    ) -> Result<(), Exit> {
        if yes {
            return Ok(());
        }
        let answer = self.ask(stop, question, name.unwrap_or(self.id), more).await?;
        if self.output.texts.is_yes(&answer) {
            return Ok(());
        }
        self.output.note(&self.output.texts.say("change-declined"));
        Err(Exit::Done)
    }

    /// Asks, where there is somebody to ask.
    pub(super) async fn ask(
        &self,
        stop: &Stop,
        question: &str,
        name: &str,
        more: &[(&str, &str)],
    ) -> Result<String, Exit> {
        let output = self.output;
        if !std::io::stdin().is_terminal() || !std::io::stderr().is_terminal() {
            return Err(output.usage(&output.texts.say("change-needs-yes")));
        }
        let own = [("name", name), ("id", self.id), ("region", self.region)];
        let args: Vec<_> = own
            .iter()
            .chain(more)
            .map(|(name, value)| (*name, (*value).to_owned().into()))
            .collect();
        let question = output.texts.format(question, &args);
        // In one piece, or a quick answer's echo comes between.
        let _ = std::io::stderr().write_all(format!("{question} ").as_bytes());
        let mut stop = stop.clone();
        let answer = tokio::select! {
            biased;
            () = stop_requested(&mut stop) => None,
            // On a thread of its own, so that Ctrl-C is heard meanwhile.
            answer = tokio::task::spawn_blocking(line) => Some(answer),
        };
        match answer {
            Some(Ok(Ok(ConsoleLine::Line(answer)))) => Ok(answer.to_string()),
            // Nobody typed the line break that ends the question.
            Some(_) => {
                output.print_stderr("");
                Ok(String::new())
            }
            None => {
                output.print_stderr("");
                output.note(&output.texts.say("change-declined"));
                Err(Exit::Interrupted)
            }
        }
    }

    pub(super) fn step(&self, step: &SubmitStep) {
        // The first attempt is what everybody expects.
        if *step != SubmitStep::Sending(1) {
            self.output.note(&present::step(&self.output.texts, step));
        }
    }

    /// Tells of changes that were left open by somebody who may be of another account.
    fn tell_elsewhere(&self, setting: &ChangeContext) {
        let texts = &self.output.texts;
        for begun in flow::open_in_other_accounts(setting, self.id) {
            let args = [
                ("change", texts.say(&format!("history-{}", begun.kind.name())).into()),
                ("id", begun.connection.into()),
                ("date", present::minute(begun.at).into()),
                ("account", begun.realm.account.to_string().into()),
            ];
            self.output.note(&printable(&texts.format("change-open-elsewhere", &args)));
        }
    }

    /// Tells why a change was not planned; that it is so already is no failure, and settles what an earlier
    /// run of it has left open.
    pub(super) async fn report_plan_error(
        &self,
        setting: &ChangeContext,
        error: PlanError,
    ) -> Exit {
        let (output, kind) = (self.output, self.kind);
        let is_gone = kind == ChangeKind::Delete
            && matches!(&error, PlanError::Trouble(_, trouble) if trouble.is_missing_connection());
        let mut was_begun = false;
        if is_gone || matches!(error, PlanError::AlreadyApplied(_)) {
            match flow::settle_applied(setting, kind, self.id).await {
                Ok(seen) => was_begun = seen,
                // It stays open, and the next run settles it.
                Err(error) => output.note(&error.to_string()),
            }
        }
        match error {
            PlanError::Trouble(..) if is_gone && was_begun => {
                self.say_already(&ChangeDone::default());
                self.json("already", &ChangeDone::default(), json!({}));
                Exit::Done
            }
            PlanError::Trouble(product, trouble) => report_trouble(output, product, &trouble),
            PlanError::Unfit(errors) => {
                for finding in &errors {
                    print_finding(output, finding, Severity::Error);
                }
                self.json("invalid", &ChangeDone::default(), json!({}));
                Exit::Invalid
            }
            PlanError::AlreadyApplied(done) => {
                self.say_already(&done);
                self.json("already", &done, json!({}));
                Exit::Done
            }
            PlanError::Blocked(obstacle) => {
                let text = present::obstacle(
                    &output.texts,
                    FrontEnd::CommandLine,
                    self.id,
                    self.region,
                    &obstacle,
                );
                output.print_error(&text);
                if let ChangeObstacle::NoUsableRouter(choices)
                | ChangeObstacle::SeveralRouters(choices) = &obstacle
                    && !output.is_json()
                {
                    print_routers(output, choices);
                }
                let more = json!({"code": obstacle.name(), "message": text});
                self.json("blocked", &ChangeDone::default(), more);
                Exit::Invalid
            }
        }
    }

    pub(super) fn say_already(&self, done: &ChangeDone) {
        if !self.output.is_json() {
            let texts = &self.output.texts;
            self.output.line(&present::change_done(texts, "already", self.kind, self.id, done));
        }
    }

    pub(super) fn json(&self, outcome: &str, done: &ChangeDone, more: Json) {
        if !self.output.is_json() {
            return;
        }
        let line = json!({
            "outcome": outcome, "change": self.kind.name(), "id": self.id, "region": self.region,
            "router": done.router, "attachment": done.attachment, "request_id": done.request_id,
            "sandbox": self.sandbox,
        });
        self.output.json(&merged(line, more));
    }

    /// Tells what became of a change.
    pub(super) fn report(mut self, report: &ChangeReport) -> Exit {
        let output = self.output;
        self.sandbox |= report.sandbox;
        let sent = json!({"client_token": report.client_token, "attempts": report.attempts});
        let with = |more: Json| merged(sent.clone(), more);
        let words =
            present::changed(&output.texts, FrontEnd::CommandLine, self.id, self.kind, report);
        let line = |line: Option<&String>| line.cloned().unwrap_or_default();
        let (first, last) = (line(words.lines.first()), line(words.lines.last()));
        let nothing = ChangeDone::default();
        if !matches!(report.outcome, ChangeOutcome::Trouble(..)) {
            self.say_words(words);
        }
        match &report.outcome {
            ChangeOutcome::Done(done) => {
                let mut more = json!({"looked_up": done.looked_up});
                if self.kind == ChangeKind::Bind {
                    more["route_table"] = routes_json(report.routes.as_ref());
                }
                self.json("done", done, with(more));
                // It is bound; whoever has stopped the rest knows what they stopped.
                report.routes.as_ref().map_or(Exit::Done, routes_exit)
            }
            ChangeOutcome::Refused(error) => {
                let found = explain(&output.texts, &Refusal::from(&**error), None);
                let more = json!({
                    "code": error.code, "message": printable(&error.message),
                    "meaning": found.meaning, "remedy": found.remedy,
                });
                self.json("refused", &nothing, with(more));
                Exit::Refused
            }
            ChangeOutcome::NotSent(_) | ChangeOutcome::NotRecorded(_) => {
                self.json("not-sent", &nothing, with(json!({"message": first})));
                Exit::Failed
            }
            ChangeOutcome::Interrupted => {
                self.json("not-sent", &nothing, with(json!({})));
                Exit::Interrupted
            }
            ChangeOutcome::Unknown(_) => {
                self.json("unknown", &nothing, with(json!({"message": first, "remedy": last})));
                Exit::Unknown
            }
            ChangeOutcome::Trouble(product, trouble) => report_trouble(output, *product, trouble),
        }
    }

    /// What happened goes where answers go if it went well, and what to know about it aside.
    pub(super) fn say_words(&self, words: ChangeText) {
        let output = self.output;
        let mut lines = words.lines.iter();
        if let Some(first) = lines.next() {
            match words.status {
                OutcomeStatus::Success if output.is_json() => {}
                OutcomeStatus::Success => output.line(first),
                OutcomeStatus::Neutral => output.note(first),
                OutcomeStatus::Failure | OutcomeStatus::Unknown => output.print_error(first),
            }
        }
        lines.for_each(|line| output.note(line));
    }
}
