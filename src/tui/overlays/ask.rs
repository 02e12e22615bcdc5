//! A question with yes and no. Enter is no answer, so that no stray line break ever says yes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::Overlay;
use crate::connection::{Origin, copy_tunnel};
use crate::drafts::DraftName;
use crate::flow::programs;
use crate::tui::app::App;
use crate::tui::keymap::{Action, Area};
use crate::tui::msg::Effect;
use crate::tui::screens::sending;
use crate::tui::theme::Role;
use crate::tui::widgets::paper::{boxed, middle, paragraph};

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// Whether to end.
    Quit,
    /// Whether to end though the draft could not be kept.
    LeaveUnsaved,
    /// Whether to create the connection.
    Submit,
    /// Whether to create another one where the draft has created one.
    SubmitAgain,
    /// Whether programs may be run for keys, so that the service can check the request.
    Rehearse,
    /// Whether to stop waiting for a submission.
    StopSending,
    /// Whether a draft shall go to the trash.
    Delete(DraftName),
    /// Whether an earlier version shall be the current one.
    RestoreVersion(DraftName, usize),
    /// Whether the key is copied along with the tunnel.
    CopyKey,
}

/// The question.
#[derive(Clone, Debug)]
pub struct Ask {
    /// What is asked.
    pub question: Question,
}

impl Ask {
    /// A question.
    pub const fn new(question: Question) -> Self {
        Self { question }
    }

    fn words(&self, app: &App) -> (String, String) {
        let (id, args) = match &self.question {
            Question::Quit => ("ask-quit", Vec::new()),
            Question::LeaveUnsaved => ("ask-leave-unsaved", Vec::new()),
            Question::Submit | Question::SubmitAgain => {
                let again = self.question == Question::SubmitAgain;
                let id = match (app.sandbox || app.plays, again) {
                    (true, false) => "ask-submit-sandbox",
                    (true, true) => "ask-submit-again-sandbox",
                    (false, false) => "ask-submit",
                    (false, true) => "ask-submit-again",
                };
                let name = app.document.as_ref().and_then(|document| {
                    let path = crate::connection::FieldPath::own(crate::connection::Key::Name);
                    document.draft().text(path).map(str::to_owned)
                });
                let name = name.unwrap_or_else(|| app.texts.say("no-name"));
                (id, vec![("name", name.into()), ("region", app.region().into())])
            }
            Question::Rehearse => ("ask-rehearse", Vec::new()),
            Question::StopSending => ("ask-stop-sending", Vec::new()),
            Question::Delete(name) => ("ask-delete", vec![("name", name.to_string().into())]),
            Question::RestoreVersion(name, number) => (
                "ask-restore-version",
                vec![("name", name.to_string().into()), ("number", (*number).into())],
            ),
            Question::CopyKey => ("ask-copy-key", Vec::new()),
        };
        let mut about = app.texts.say_with(&format!("{id}.about"), &args);
        if matches!(self.question, Question::Submit | Question::SubmitAgain | Question::Rehearse)
            && let Some(file) = app.file()
        {
            for (path, program) in programs(file) {
                let args = [("program", program.into()), ("field", app.texts.place(path).into())];
                about.push(' ');
                about.push_str(&app.texts.say_with("ask-runs", &args));
            }
        }
        (app.texts.say_with(id, &args), about)
    }
}

/// An answer.
pub fn key(app: &mut App, ask: Ask, action: Option<Action>) -> Vec<Effect> {
    let yes = match (action, &ask.question) {
        (Some(Action::Yes), _) => true,
        // Here no is a way to copy as well; who leaves the question wants neither.
        (Some(Action::Back), Question::CopyKey) => return Vec::new(),
        (Some(Action::No | Action::Back), _) => false,
        _ => {
            app.overlays.push(Overlay::Ask(ask));
            return Vec::new();
        }
    };
    match (ask.question, yes) {
        (Question::CopyKey, with_key) => copy(app, with_key),
        (Question::LeaveUnsaved, false) => {
            app.stay();
            Vec::new()
        }
        (_, false) => Vec::new(),
        (Question::Quit, true) => app.quit(),
        (Question::LeaveUnsaved, true) => app.leave_unsaved(),

        (Question::Submit, true) => sending::begin(app, false, false),
        (Question::SubmitAgain, true) => sending::begin(app, false, true),
        (Question::Rehearse, true) => sending::begin(app, true, false),
        (Question::StopSending, true) => sending::cancel(app),
        (Question::Delete(name), true) => vec![Effect::Delete(name)],
        (Question::RestoreVersion(name, number), true) => {
            vec![Effect::RestoreVersion(name, number)]
        }
    }
}

fn copy(app: &mut App, with_key: bool) -> Vec<Effect> {
    if let Some(document) = &mut app.document {
        let repair = copy_tunnel(document.draft(), 1, 2, with_key);
        document.apply(&repair, Origin::Copied, app.entropy.as_mut());
        app.tell("tunnel-copied", &[]);
    }
    Vec::new()
}

/// Draws the question.
pub fn view(app: &App, ask: &Ask, area: Rect, buffer: &mut Buffer) {
    let width = area.width.saturating_sub(4).min(66);
    let columns = usize::from(width.saturating_sub(4));
    let (title, about) = ask.words(app);
    let mut lines = paragraph(&about, columns, app.theme.style(Role::Plain));
    lines.push(Line::default());
    let key = |action, id: &str| {
        let key = app.keymap.shown(Area::Question, action).unwrap_or_default();
        [
            Span::styled(key, app.theme.style(Role::Key)),
            Span::raw(format!(" {}   ", app.texts.say(id))),
        ]
    };
    let (yes, no) = match ask.question {
        Question::CopyKey => ("answer-with-key", "answer-without-key"),
        _ => ("answer-yes", "answer-no"),
    };
    let mut answers = Vec::from(key(Action::Yes, yes));
    answers.extend(key(Action::No, no));
    lines.push(Line::from(answers));
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(2);
    let inside = boxed(middle(area, width, height), &title, buffer, app.theme);
    // The answers are always seen, however little room there is.
    let skip = lines.len().saturating_sub(inside.height.into());
    let kept = lines.len() - skip;
    let seen = lines.iter().take(kept.saturating_sub(1)).chain(lines.last());
    for (line, y) in seen.zip(inside.y..inside.bottom()) {
        buffer.set_line(inside.x, y, line, inside.width);
    }
}
