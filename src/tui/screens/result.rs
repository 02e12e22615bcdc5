//! What became of a submission: the connection, or what the refusal means and which field to go to, or
//! what is known when the answer was lost.

use std::cell::Cell;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::connection::{Draft, FieldPath};
use crate::flow::Submission;
use crate::present::{self, FrontEnd, NextStep, Status};
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
    next: NextStep,
    scroll: usize,
    most: Cell<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Plain,
    Remedy,
    Quiet,
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
        self.next == NextStep::Again
    }

    /// Whether sending now creates what was only checked so far.
    pub fn is_to_create(&self) -> bool {
        self.next == NextStep::Create
    }

    /// Whether sending once more would make sense.
    pub fn can_send(&self) -> bool {
        self.next != NextStep::Nothing
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
    let report = present::outcome(&texts, FrontEnd::Wizard, sent, draft, dry_run);
    model.good = report.status == Status::Success;
    model.copied = report.copied().cloned();
    model.head = match report.held_back {
        true => texts.say("result-stands"),
        false => texts.say(&format!("outcome-{}", report.outcome)),
    };
    let known = report.connection_id.as_ref().or(report.code.as_ref());
    if let Some(known) = known.filter(|_| !report.held_back) {
        model.head = format!("{} {}", model.head, printable(known));
    }
    let message = report.message.filter(|_| report.held_back);
    for text in message.into_iter().chain(report.meaning) {
        model.put(Kind::Plain, text);
    }
    let place = report
        .field
        .filter(|_| report.refusal.is_some())
        .map(|path| texts.say_with("result-go-to", &[("field", texts.place(path).into())]));
    for text in [report.remedy, report.permission, place].into_iter().flatten() {
        model.put(Kind::Remedy, text);
    }
    for text in report.quoted.into_iter().chain(report.recommend) {
        model.put(Kind::Quiet, text);
    }
    if sent.sandbox || app.sandbox || app.plays {
        model.head = format!("{}  {}", model.head, texts.say("sandbox"));
        model.put(Kind::Quiet, texts.say("result-sandbox"));
    }
    for line in report.trace {
        model.put(Kind::Quiet, line);
    }
    model.field = report.field;
    model.next = report.next;
    if let (Some(path), Some(refusal), Some(document)) =
        (report.field, report.refusal, &mut app.document)
    {
        document.object(path, refusal);
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
        NextStep::Nothing => {
            app.decline("result-nothing-to-send", &[]);
            Vec::new()
        }
        // The journal knows the open submission and its token.
        NextStep::Resume | NextStep::Create => review::submit(app, false),
        NextStep::Again => {
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
