//! What became of sending the draft, and what comes next.

use crate::connection::{Draft, FieldPath, Key, is_true};
use crate::flow::{Submission, SubmitOutcome, SubmitResult};
use crate::present::{FrontEnd, NextStep, OutcomeStatus, outcome, outcome_word};
use crate::text::printable;

use super::model::{PlainModel, ReviewChoice};

impl PlainModel {
    /// Says what became of it, and offers what can be done next.
    pub(super) fn submitted(&mut self, submitted: SubmitResult) {
        self.say("");
        match submitted {
            SubmitResult::Unfit(errors) => {
                self.say_text("outcome-not-sent", &[]);
                self.say_text("replay-invalid", &[("count", errors.len().into())]);
                for error in &errors {
                    self.say_finding(error);
                }
                let field = errors.first().and_then(|error| error.fields.first().copied());
                self.next(field, NextStep::Nothing, false);
            }
            SubmitResult::NotBegun(problems) => {
                self.say_text("result-not-begun", &[]);
                self.say_lines(problems.iter().map(|problem| printable(problem).into_owned()));
                self.next(None, NextStep::Resume, false);
            }
            SubmitResult::Ended { submission, draft } => self.outcome(&submission, &draft),
        }
    }

    fn outcome(&mut self, sent: &Submission, draft: &Draft) {
        let texts = self.texts.clone();
        let dry_run = draft.text(FieldPath::connection(Key::DryRun)).is_some_and(is_true);
        let report = outcome(&texts, FrontEnd::Wizard, sent, draft, dry_run);
        let mut head = match report.held_back {
            true => texts.say("result-stands"),
            false => outcome_word(&texts, report.outcome),
        };
        let known = report.connection_id.as_ref().or(report.code.as_ref());
        if let Some(known) = known.filter(|_| !report.held_back) {
            head = format!("{head} {}", printable(known));
        }
        self.say_text("plain-outcome", &[("outcome", head.into())]);
        let message = report.message.filter(|_| report.held_back);
        let lines = [message, report.meaning, report.remedy, report.permission];
        self.say_lines(lines.into_iter().flatten().chain(report.quoted).chain(report.recommend));
        if sent.sandbox || self.sandbox || self.sandbox_endpoint {
            self.say_text("result-sandbox", &[]);
        }
        self.say_lines(report.trace);
        if let (Some(path), Some(refusal), Some(document)) =
            (report.field, report.refusal, &mut self.document)
        {
            document.set_refused_field(path, refusal);
        }
        if let SubmitOutcome::Created { id, .. } = &sent.outcome {
            self.set_created(id);
        }
        self.next(report.field, report.next, report.status == OutcomeStatus::Success);
    }

    /// What can be done after it: the likeliest first.
    fn next(&mut self, field: Option<FieldPath>, next: NextStep, is_good: bool) {
        let mut choices = Vec::new();
        if let Some(path) = field {
            choices.push((ReviewChoice::Field(path), "plain-to-the-field"));
        }
        match next {
            NextStep::Nothing => {}
            NextStep::Resume => {
                choices.push((ReviewChoice::Create { again: false }, "plain-send-again"))
            }
            NextStep::Create => {
                choices.push((ReviewChoice::Create { again: false }, "plain-create"))
            }
            NextStep::Again => {
                choices.push((ReviewChoice::Create { again: true }, "plain-create-another"))
            }
        }
        choices.push((ReviewChoice::Review, "plain-back-to-review"));
        let leave = (ReviewChoice::Leave, "plain-leave");
        match is_good && next == NextStep::Nothing {
            true => {
                choices.insert(0, leave);
                if self.is_draft_of_connection() {
                    choices.insert(0, (ReviewChoice::Bind, "plain-bind"));
                }
            }
            false => choices.push(leave),
        }
        self.offer(&choices, field.is_some() || (is_good && next == NextStep::Nothing));
    }
}
