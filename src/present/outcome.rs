//! How a submission ended: what it means, what to do, the field to go to and what to do next.

use crate::connection::{Draft, FieldPath, Key, Mode};
use crate::explain::{Explanation, Refusal, explain};
use crate::flow::{DraftChange, Lookup, OutcomeKind, ServiceError, Submission, SubmitOutcome};
use crate::text::{Texts, printable};

use super::{FrontEnd, OutcomeStatus, minute};

/// How a submission ended, in words. All of them are safe to print but for `message`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutcomeReport {
    /// The outcome in a word.
    pub outcome: OutcomeKind,
    /// How it is set off.
    pub status: OutcomeStatus,
    /// `vco-…`.
    pub connection_id: Option<String>,
    /// What support asks for.
    pub request_id: Option<String>,
    /// The token that was sent; none where the journal held the submission back.
    pub client_token: Option<String>,
    /// The service's error code, or the rule that held the submission back.
    pub code: Option<String>,
    /// What was said by the service or the network, or is known from the journal.
    pub message: Option<String>,
    /// Whether the journal held the submission back, so that the message is this program's own.
    pub held_back: bool,
    /// The message in a sentence that tells who said it, unless meaning or remedy repeat it.
    pub quoted: Option<String>,
    /// What it means.
    pub meaning: Option<String>,
    /// What to do.
    pub remedy: Option<String>,
    /// The permission that is missing, in a sentence.
    pub permission: Option<String>,
    /// The field to go to.
    pub field: Option<FieldPath>,
    /// The page the service points to, unless the remedy names it.
    pub recommend: Option<String>,
    /// What support asks for, a line each.
    pub trace: Vec<String>,
    /// What sending once more would do.
    pub next: NextStep,
    /// The whole explanation of a refusal.
    pub refusal: Option<Explanation>,
}

/// What sending once more would do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NextStep {
    /// Nothing sensible.
    #[default]
    Nothing,
    /// Look again, and send with the same token.
    Resume,
    /// Create after a passed dry run.
    Create,
    /// Create another one.
    Again,
}

impl OutcomeReport {
    /// One of which no more is known; it speaks of no token.
    pub fn new(outcome: OutcomeKind) -> Self {
        Self {
            outcome,
            status: outcome.into(),
            connection_id: None,
            request_id: None,
            client_token: None,
            code: None,
            message: None,
            held_back: false,
            quoted: None,
            meaning: None,
            remedy: None,
            permission: None,
            field: None,
            recommend: None,
            trace: Vec::new(),
            next: NextStep::Nothing,
            refusal: None,
        }
    }

    /// What is most likely to be needed elsewhere: the connection, or what support asks for.
    pub fn copied(&self) -> Option<&String> {
        let token = self.client_token.as_ref().filter(|_| self.outcome == OutcomeKind::Unknown);
        let request = self.request_id.as_ref().filter(|_| self.outcome == OutcomeKind::Refused);
        self.connection_id.as_ref().or(request).or(token)
    }

    fn repeats(&self, text: &str) -> bool {
        [&self.meaning, &self.remedy].into_iter().flatten().any(|told| told.contains(text))
    }
}

/// An outcome in a word or two.
pub fn outcome_word(texts: &Texts, outcome: OutcomeKind) -> String {
    texts.say(&format!("outcome-{}", outcome.name()))
}

/// Puts the end of a submission of `draft` into words.
pub fn outcome(
    texts: &Texts,
    front: FrontEnd,
    sent: &Submission,
    draft: &Draft,
    dry_run: bool,
) -> OutcomeReport {
    let mut report = OutcomeFormatter { texts, front, sent, dry_run }.report(draft);
    let quote = match report.outcome {
        OutcomeKind::Refused => "replay-message",
        _ => "replay-reason",
    };
    report.quoted = report
        .message
        .as_ref()
        .filter(|message| !report.held_back && !message.is_empty() && !report.repeats(message))
        .map(|message| texts.format(quote, &[("message", printable(message).into_owned().into())]));
    report.recommend = report.recommend.take().filter(|link| !report.repeats(link));
    let token = report.client_token.as_ref();
    if let Some(token) = front.choose(Some(&sent.client_token), token) {
        let request = report.request_id.as_ref();
        report.trace.extend(
            request.map(|id| texts.format("replay-request", &[("request", id.clone().into())])),
        );
        let args = [("token", token.clone().into()), ("attempts", u64::from(sent.attempts).into())];
        report.trace.push(texts.format("replay-token", &args));
    }
    report
}

/// A submission to be put into words.
struct OutcomeFormatter<'a> {
    texts: &'a Texts,
    front: FrontEnd,
    sent: &'a Submission,
    dry_run: bool,
}

impl OutcomeFormatter<'_> {
    fn say(&self, id: &str) -> Option<String> {
        Some(self.texts.say(id))
    }

    fn report(&self, draft: &Draft) -> OutcomeReport {
        let Self { texts, front, sent, .. } = *self;
        match &sent.outcome {
            SubmitOutcome::Created { id, request_id, looked_up } => OutcomeReport {
                connection_id: Some(id.clone()),
                request_id: request_id.clone(),
                meaning: self.created(*looked_up).or_else(|| self.single_in_sandbox(draft)),
                remedy: self.say(front.choose("result-next", "replay-next")),
                ..self.sent()
            },
            SubmitOutcome::DryRunPassed { request_id } => OutcomeReport {
                request_id: request_id.clone(),
                meaning: [self.say("replay-dry-run-passed"), self.single_in_sandbox(draft)]
                    .into_iter()
                    .flatten()
                    .reduce(|passed, single| self.texts.sentences([&*passed, &*single])),
                remedy: front.choose(self.say("result-create-now"), None),
                next: NextStep::Create,
                ..self.sent()
            },
            SubmitOutcome::Refused(error) => {
                let found = explain(texts, &Refusal::from(&**error), Some(draft));
                self.refused(found, error)
            }
            SubmitOutcome::NotSent(reason) => OutcomeReport {
                message: Some(reason.to_string()),
                meaning: self.say("replay-not-sent"),
                remedy: self.say(front.choose("result-not-sent-remedy", "replay-not-sent-remedy")),
                next: NextStep::Resume,
                ..self.sent()
            },
            SubmitOutcome::Interrupted => OutcomeReport {
                meaning: self.say("replay-interrupted"),
                next: NextStep::Resume,
                ..self.sent()
            },
            SubmitOutcome::Unknown { reason, lookup } => OutcomeReport {
                message: reason.as_ref().map(ToString::to_string),
                next: NextStep::Resume,
                ..self.unknown(lookup)
            },
            SubmitOutcome::AlreadyCreated { id, at, change } => {
                let args = [("id", id.clone().into()), ("date", minute(*at).into())];
                let told = match change {
                    DraftChange::Nothing => "replay-already-created",
                    DraftChange::Keys | DraftChange::Request => "replay-already-created-changed",
                };
                let remedy = front.choose("result-again-remedy", "replay-already-created-remedy");
                OutcomeReport {
                    connection_id: Some(id.clone()),
                    remedy: self.say(remedy),
                    next: NextStep::Again,
                    ..self.standing("Q-08", texts.format(told, &args))
                }
            }
            SubmitOutcome::EarlierOpen { .. }
            | SubmitOutcome::JournalDamaged { .. }
            | SubmitOutcome::OtherKey { .. } => self.held_by_journal(),
            SubmitOutcome::TokenTaken { file, at } => {
                let args = [("file", file.clone().into()), ("date", minute(*at).into())];
                OutcomeReport {
                    remedy: self.say("replay-token-taken-remedy"),
                    field: Some(FieldPath::connection(Key::ClientToken)),
                    ..self.standing("K-03", texts.format("replay-token-taken", &args))
                }
            }
            SubmitOutcome::NotRecorded(error) => OutcomeReport {
                client_token: None,
                message: Some(self.texts.format_message(error)),
                meaning: self.say("replay-not-recorded"),
                remedy: self.say("journal-remedy"),
                next: NextStep::Resume,
                ..self.sent()
            },
        }
    }

    /// Held back since what an earlier submission created is not known, or whose it is.
    fn held_by_journal(&self) -> OutcomeReport {
        let Self { texts, front, sent, .. } = *self;
        match &sent.outcome {
            SubmitOutcome::EarlierOpen { at, name, lookup, until } => {
                let args = [
                    ("date", minute(*at).into()),
                    ("name", name.clone().unwrap_or_default().into()),
                    ("time", until.strftime("%H:%M:%S UTC").to_string().into()),
                    ("doubt", lookup.doubt().into()),
                ];
                let told = format!("replay-earlier-{}", lookup.name());
                let message = texts.format("replay-earlier", &args);
                OutcomeReport {
                    meaning: Some(texts.format(&told, &args)),
                    remedy: Some(texts.format(&format!("{told}.remedy"), &args)),
                    next: NextStep::Resume,
                    ..self.held("Q-03", message)
                }
            }
            SubmitOutcome::JournalDamaged { hidden, name, lookup, until } => {
                let args = [
                    ("line", hidden.line.into()),
                    ("count", hidden.count.into()),
                    ("name", name.clone().unwrap_or_default().into()),
                    ("id", lookup.found_id().unwrap_or_default().to_owned().into()),
                    ("time", until.strftime("%H:%M:%S UTC").to_string().into()),
                ];
                let told = format!("replay-hidden-{}", lookup.name());
                let message = texts.format("replay-hidden", &args);
                OutcomeReport {
                    meaning: Some(texts.format(&told, &args)),
                    remedy: Some(texts.format(&format!("{told}.remedy"), &args)),
                    next: NextStep::Again,
                    ..self.held("Q-03", message)
                }
            }
            SubmitOutcome::OtherKey { at, id, account } => {
                let args = [
                    ("date", minute(*at).into()),
                    ("account", account.to_string().into()),
                    ("id", id.clone().unwrap_or_default().into()),
                ];
                let (code, told) = match id {
                    Some(_) => ("Q-08", "replay-other-key"),
                    None => ("Q-03", "replay-other-key-open"),
                };
                let remedy = front.choose("result-other-key-remedy", "replay-other-key-remedy");
                OutcomeReport {
                    meaning: front.choose(None, self.say("replay-stands")),
                    remedy: self.say(remedy),
                    next: NextStep::Again,
                    ..self.held(code, texts.format(told, &args))
                }
            }
            _ => self.sent(),
        }
    }

    /// The sandbox takes one tunnel as the API reference has it; what is said of the live service must
    /// not be forgotten over that.
    fn single_in_sandbox(&self, draft: &Draft) -> Option<String> {
        (self.sent.sandbox && draft.mode() == Mode::Single)
            .then(|| self.texts.say("rule-M-05"))
            .map(|rule| self.texts.format("replay-single-in-sandbox", &[("rule", rule.into())]))
    }

    /// What is special about the connection.
    fn created(&self, looked_up: bool) -> Option<String> {
        // A service that does not know the flag creates all the same: say so loudly.
        match (self.dry_run, looked_up) {
            (true, _) => self.say("replay-created-by-dry-run"),
            _ if self.sent.made_before => self.say("replay-same-token"),
            (false, true) => self.say("replay-looked-up"),
            (false, false) => None,
        }
    }

    fn refused(&self, found: Explanation, error: &ServiceError) -> OutcomeReport {
        let action = error.denied.as_ref().and_then(|denied| denied.action.clone());
        // Without a field to repair, what stands in the way may be gone by the next time.
        let may_pass = found.retryable || found.field.is_none();
        OutcomeReport {
            request_id: error.request_id.clone(),
            code: Some(error.code.clone()),
            message: Some(printable(&error.message).into_owned()),
            meaning: Some(found.meaning.clone()),
            remedy: Some(found.remedy.clone()),
            permission: action
                .map(|action| self.texts.format("replay-denied", &[("action", action.into())])),
            field: found.field,
            recommend: found.recommend.clone(),
            next: if may_pass { NextStep::Resume } else { NextStep::Nothing },
            refusal: Some(found),
            ..self.sent()
        }
    }

    fn unknown(&self, lookup: &Lookup) -> OutcomeReport {
        let sent = self.sent;
        let told = match lookup {
            Lookup::Found(_) | Lookup::Nothing => "replay-unknown-nothing",
            Lookup::Unsure(_) => "replay-unknown-unsure",
            Lookup::Failed => "replay-unknown-failed",
            Lookup::Interrupted => "replay-unknown-interrupted",
        };
        let remedy = match (self.front, sent.held_back, sent.is_recorded) {
            (FrontEnd::Wizard, true, _) => "result-unknown-old",
            (FrontEnd::Wizard, false, _) => "result-unknown-remedy",
            (FrontEnd::CommandLine, true, _) => "replay-unknown-old",
            (FrontEnd::CommandLine, false, true) => "replay-unknown-resume",
            (FrontEnd::CommandLine, false, false) => "replay-unknown-remedy",
        };
        let doubt = [("doubt", lookup.doubt().into())];
        let args = [("token", sent.client_token.clone().into())];
        OutcomeReport {
            meaning: Some(self.texts.format(told, &doubt)),
            remedy: Some(self.texts.format(remedy, &args)),
            ..self.sent()
        }
    }

    /// With the token that was sent.
    fn sent(&self) -> OutcomeReport {
        let client_token = Some(self.sent.client_token.clone());
        OutcomeReport { client_token, ..OutcomeReport::new(self.sent.outcome.kind()) }
    }

    /// Held back by the journal, for the rule called `code`.
    fn held(&self, code: &str, message: String) -> OutcomeReport {
        OutcomeReport {
            code: Some(code.to_owned()),
            message: Some(printable(&message).into_owned()),
            held_back: true,
            ..OutcomeReport::new(self.sent.outcome.kind())
        }
    }

    /// Held back for good, which the wizard says in its heading.
    fn standing(&self, code: &str, message: String) -> OutcomeReport {
        OutcomeReport {
            meaning: self.front.choose(None, self.say("replay-stands")),
            ..self.held(code, message)
        }
    }
}
