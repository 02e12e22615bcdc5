//! What became of a submission: the connection, or what the refusal means and which field to go to, or
//! what is known when the answer was lost.

use std::cell::Cell;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::connection::{Draft, FieldPath};
use crate::explain::{Refusal, explain};
use crate::flow::{Lookup, ServiceError, Submission, SubmitOutcome};
use crate::text::printable;
use crate::tui::app::{App, Screen};
use crate::tui::keymap::Action;
use crate::tui::msg::{Effect, Private, Submitted};
use crate::tui::overlays::{Overlay, ask};
use crate::tui::screens::review;
use crate::tui::steps::WizardStep;
use crate::tui::theme::Role;
use crate::tui::widgets::paper::{scrolled, wrapped};

/// How a submission ended, ready to be read.
#[derive(Clone, Debug, Default)]
pub struct ResultModel {
    /// What the connection is called.
    name: String,
    head: String,
    good: bool,
    paragraphs: Vec<(Kind, String)>,
    /// What `copy` copies: the id, or what support asks for.
    copied: Option<String>,
    /// The field the refusal is about.
    pub field: Option<FieldPath>,
    next: Next,
    scroll: usize,
    most: Cell<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Plain,
    Remedy,
    Quiet,
}

/// What sending once more would do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Next {
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
    app.overlays.retain(|overlay| {
        !matches!(overlay, Overlay::Ask(ask) if ask.question == ask::Question::StopSending)
    });
    app.go(Screen::Result)
}

impl ResultModel {
    /// What became of which connection, in one line that is read without the rest.
    pub fn in_short(&self) -> String {
        let id = self.copied.as_ref().filter(|id| !self.head.contains(*id));
        let id = id.map(|id| format!("  {}", printable(id))).unwrap_or_default();
        format!("{}: {}{id}", self.name, self.head)
    }

    /// Everything that is told.
    fn text(&self) -> String {
        let paragraphs = self.paragraphs.iter().map(|(_, text)| text.as_str());
        std::iter::once(self.head.as_str()).chain(paragraphs).collect::<Vec<_>>().join("\n\n")
            + "\n"
    }

    /// Whether there is something to copy.
    pub fn can_copy(&self) -> bool {
        self.copied.is_some()
    }

    /// Whether the draft has created a connection already, as the journal told.
    pub fn has_one(&self) -> bool {
        self.next == Next::Again
    }

    /// Whether sending now creates what was only checked so far.
    pub fn is_to_create(&self) -> bool {
        self.next == Next::Create
    }

    /// Whether sending once more would make sense.
    pub fn can_send(&self) -> bool {
        self.next != Next::Nothing
    }

    fn put(&mut self, kind: Kind, text: String) {
        if !text.is_empty() {
            self.paragraphs.push((kind, text));
        }
    }
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

/// A key on the result.
pub fn key(app: &mut App, action: Option<Action>) -> Vec<Effect> {
    let Some(model) = &mut app.result else { return app.go_home() };
    let by: isize = match action {
        Some(Action::Accept) => {
            return match model.field {
                Some(path) => app.go_to(path),
                None if model.good || app.document.is_none() => app.go_home(),
                None => app.go(Screen::Step(WizardStep::Review)),
            };
        }
        Some(Action::Back) => {
            return if app.document.is_some() {
                app.go(Screen::Step(WizardStep::Review))
            } else {
                app.go_home()
            };
        }
        Some(Action::Copy) => {
            return match &model.copied {
                Some(text) => vec![Effect::Copy(Private::new(text.clone()))],
                None => {
                    app.decline("copy-nothing", &[]);
                    Vec::new()
                }
            };
        }
        Some(Action::CopyAll) => return vec![Effect::Copy(Private::new(model.text()))],
        Some(Action::Submit) => return once_more(app),
        Some(Action::Down) => 1,
        Some(Action::Up) => -1,
        Some(Action::PageDown) => 10,
        Some(Action::PageUp) => -10,
        Some(Action::First) => isize::MIN / 2,
        Some(Action::Last) => isize::MAX / 2,
        _ => return Vec::new(),
    };
    let most = model.most.get();
    model.scroll = model.scroll.min(most).saturating_add_signed(by).min(most);
    Vec::new()
}

fn once_more(app: &mut App) -> Vec<Effect> {
    let next = app.result.as_ref().map(|model| model.next).unwrap_or_default();
    if app.document.is_none() {
        app.decline("result-no-draft", &[]);
        return Vec::new();
    }
    match next {
        Next::Nothing => {
            app.decline("result-nothing-to-send", &[]);
            Vec::new()
        }
        // The journal knows the open submission and its token.
        Next::Resume | Next::Create => review::submit(app, false),
        Next::Again => {
            app.overlays.push(Overlay::Ask(ask::Ask::new(ask::Question::SubmitAgain)));
            Vec::new()
        }
    }
}

/// Draws the result.
pub fn view(app: &App, area: Rect, buffer: &mut Buffer) {
    let Some(model) = &app.result else { return };
    let columns = usize::from(area.width).saturating_sub(2);
    let role = if model.good { Role::Good } else { Role::Error };
    let mut lines: Vec<Line<'_>> = wrapped(&model.head, columns)
        .into_iter()
        .map(|line| Line::styled(line, app.theme.style(role)))
        .collect();
    for (kind, text) in &model.paragraphs {
        let role = match kind {
            Kind::Plain => Role::Plain,
            Kind::Remedy => Role::Title,
            Kind::Quiet => Role::Dim,
        };
        lines.push(Line::default());
        let style = app.theme.style(role);
        lines.extend(wrapped(text, columns).into_iter().map(|line| Line::styled(line, style)));
    }
    scrolled(&lines, model.scroll, area, buffer, app.theme);
    model.most.set(lines.len().saturating_sub(area.height.into()));
}
