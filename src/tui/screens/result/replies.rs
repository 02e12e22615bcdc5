//! What the service answered, in words.

use super::model::{Kind, Next, ResultModel};
use crate::connection::{Draft, FieldPath};
use crate::explain::{Refusal, explain};
use crate::flow::{Lookup, ServiceError, Submission, SubmitOutcome};
use crate::text::printable;
use crate::tui::app::{App, Screen};
use crate::tui::effect::Effect;
use crate::tui::message::Submitted;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::question::Question;

/// A submission has ended: shows it, and takes the objection to its field.
pub fn show(app: &mut App, submitted: Submitted) -> Vec<Effect> {
    let name = |draft: &Draft| {
        let name = draft.text(FieldPath::own(crate::connection::Key::Name));
        name.map_or_else(|| app.texts.say("no-name"), |name| printable(name).into_owned())
    };
    let sent = match (&submitted, &app.document) {
        (Submitted::Ended { draft, .. }, _) => name(draft),
        (_, Some(document)) => name(document.draft()),
        _ => app.texts.say("no-name"),
    };
    let mut model = ResultModel { name: sent, ..ResultModel::default() };
    match submitted {
        Submitted::Unfit(errors) => {
            model.head = app.texts.say("outcome-not-sent");
            let args = [("count", errors.len().into())];
            model.put(Kind::Plain, app.texts.say_with("replay-invalid", &args));
            model.field = errors.first().and_then(|error| error.fields.first().copied());
            for error in errors {
                let text = format!("{} {}", error.rule.id(), app.texts.finding(&error));
                model.put(Kind::Remedy, text);
            }
        }
        Submitted::NotBegun(problems) => {
            model.head = app.texts.say("outcome-not-sent");
            model.put(Kind::Plain, app.texts.say("result-not-begun"));
            for problem in problems {
                model.put(Kind::Remedy, printable(&problem).into_owned());
            }
        }
        Submitted::Ended { submission, draft } => ended(app, &mut model, &submission, &draft),
    }
    app.result = Some(model);
    // Overlays that belong to the sending have nothing to ask any more.
    app.overlays.retain(
        |overlay| !matches!(overlay, Overlay::Ask(ask) if ask.question == Question::StopSending),
    );
    app.go(Screen::Result)
}

fn ended(app: &mut App, model: &mut ResultModel, sent: &Submission, draft: &Draft) {
    let texts = app.texts.clone();
    let dry_run = draft
        .text(FieldPath::own(crate::connection::Key::DryRun))
        .is_some_and(crate::connection::is_true);
    let time = |at: &jiff::Timestamp| at.strftime("%Y-%m-%d %H:%M UTC").to_string();
    let mut request = None;
    match &sent.outcome {
        SubmitOutcome::Created { id, request_id, looked_up } => {
            model.good = true;
            model.head = format!("{} {}", texts.say("outcome-created"), printable(id));
            model.copied = Some(id.clone());
            request.clone_from(request_id);
            if dry_run {
                model.put(Kind::Plain, texts.say("replay-created-by-dry-run"));
            } else if sent.made_before {
                model.put(Kind::Plain, texts.say("replay-same-token"));
            } else if *looked_up {
                model.put(Kind::Plain, texts.say("replay-looked-up"));
            }
            model.put(Kind::Remedy, texts.say("result-next"));
        }
        SubmitOutcome::DryRunPassed { request_id } => {
            model.good = true;
            model.head = texts.say("outcome-dry-run-passed");
            request.clone_from(request_id);
            model.put(Kind::Plain, texts.say("replay-dry-run-passed"));
            model.put(Kind::Remedy, texts.say("result-create-now"));
            model.next = Next::Create;
        }
        SubmitOutcome::Refused(error) => refused(app, model, error, draft),
        SubmitOutcome::NotSent(reason) => {
            model.head = texts.say("outcome-not-sent");
            model.put(Kind::Plain, texts.say("replay-not-sent"));
            model.put(Kind::Remedy, texts.say("result-not-sent-remedy"));
            let args = [("message", reason.to_string().into())];
            model.put(Kind::Quiet, texts.say_with("replay-reason", &args));
            model.next = Next::Resume;
        }
        SubmitOutcome::Interrupted => {
            model.head = texts.say("outcome-not-sent");
            model.put(Kind::Plain, texts.say("replay-interrupted"));
            model.next = Next::Resume;
        }
        SubmitOutcome::Unknown { reason, lookup } => {
            model.head = texts.say("outcome-unknown");
            let id = match lookup {
                Lookup::Found(_) | Lookup::Nothing => "replay-unknown-nothing",
                Lookup::Unsure => "replay-unknown-unsure",
                Lookup::Failed => "replay-unknown-failed",
                Lookup::Interrupted => "replay-unknown-interrupted",
            };
            model.put(Kind::Plain, texts.say(id));
            let remedy =
                if sent.held_back { "result-unknown-old" } else { "result-unknown-remedy" };
            model.put(Kind::Remedy, texts.say(remedy));
            if let Some(reason) = reason {
                let args = [("message", reason.to_string().into())];
                model.put(Kind::Quiet, texts.say_with("replay-reason", &args));
            }
            model.next = Next::Resume;
            model.copied = Some(sent.client_token.clone());
        }
        SubmitOutcome::AlreadyCreated { id, at, is_changed } => {
            model.head = texts.say("result-stands");
            let args = [("id", id.clone().into()), ("date", time(at).into())];
            let told = match is_changed {
                true => "replay-already-created-changed",
                false => "replay-already-created",
            };
            model.put(Kind::Plain, texts.say_with(told, &args));
            model.put(Kind::Remedy, texts.say("result-again-remedy"));
            model.copied = Some(id.clone());
            model.next = Next::Again;
        }
        SubmitOutcome::EarlierOpen { at, name, lookup, until } => {
            model.head = texts.say("result-stands");
            let args = [
                ("date", time(at).into()),
                ("name", name.clone().unwrap_or_default().into()),
                ("time", until.strftime("%H:%M:%S UTC").to_string().into()),
            ];
            let told = format!("replay-earlier-{}", lookup.name());
            model.put(Kind::Plain, texts.say_with("replay-earlier", &args));
            model.put(Kind::Plain, texts.say_with(&told, &args));
            model.put(Kind::Remedy, texts.say_with(&format!("{told}.remedy"), &args));
            model.next = Next::Resume;
        }
        SubmitOutcome::TokenTaken { file, at } => {
            model.head = texts.say("result-stands");
            let args = [("file", file.clone().into()), ("date", time(at).into())];
            model.put(Kind::Plain, texts.say_with("replay-token-taken", &args));
            model.put(Kind::Remedy, texts.say("replay-token-taken-remedy"));
            model.field = Some(FieldPath::own(crate::connection::Key::ClientToken));
        }
        SubmitOutcome::NotRecorded(error) => {
            model.head = texts.say("outcome-not-sent");
            model.put(Kind::Plain, texts.say("replay-not-recorded"));
            model.put(Kind::Remedy, texts.say("journal-remedy"));
            let args = [("message", error.to_string().into())];
            model.put(Kind::Quiet, texts.say_with("replay-reason", &args));
            model.next = Next::Resume;
        }
    }
    if sent.sandbox || app.sandbox || app.plays {
        model.head = format!("{}  {}", model.head, texts.say("sandbox"));
        model.put(Kind::Quiet, texts.say("result-sandbox"));
    }
    if let Some(request) = request.or_else(|| match &sent.outcome {
        SubmitOutcome::Refused(error) => error.request_id.clone(),
        _ => None,
    }) {
        let args = [("request", request.into())];
        model.put(Kind::Quiet, texts.say_with("replay-request", &args));
    }
    let args = [
        ("token", sent.client_token.clone().into()),
        ("attempts", u64::from(sent.attempts).into()),
    ];
    model.put(Kind::Quiet, texts.say_with("replay-token", &args));
}

fn refused(app: &mut App, model: &mut ResultModel, error: &ServiceError, draft: &Draft) {
    let explanation = explain(&app.texts, &Refusal::from(error), Some(draft));
    model.head = format!("{} {}", app.texts.say("outcome-refused"), explanation.code);
    model.copied.clone_from(&error.request_id);
    model.put(Kind::Plain, explanation.meaning.clone());
    model.put(Kind::Remedy, explanation.remedy.clone());
    if let Some(action) = error.denied.as_ref().and_then(|denied| denied.action.as_ref()) {
        let args = [("action", action.clone().into())];
        model.put(Kind::Remedy, app.texts.say_with("replay-denied", &args));
    }
    if let Some(path) = explanation.field {
        let args = [("field", app.texts.place(path).into())];
        model.put(Kind::Remedy, app.texts.say_with("result-go-to", &args));
        model.field = Some(path);
    }
    let message = printable(&error.message).into_owned();
    if !message.is_empty() && !explanation.meaning.contains(&message) {
        let args = [("message", message.into())];
        model.put(Kind::Quiet, app.texts.say_with("replay-message", &args));
    }
    if let Some(link) =
        explanation.recommend.as_ref().filter(|link| !explanation.remedy.contains(*link))
    {
        model.put(Kind::Quiet, printable(link).into_owned());
    }
    // Without a field to repair, what stands in the way may be gone by the next time.
    if explanation.retryable || explanation.field.is_none() {
        model.next = Next::Resume;
    }
    if let (Some(path), Some(document)) = (explanation.field, &mut app.document) {
        document.object(path, explanation);
    }
}
