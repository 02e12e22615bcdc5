//! The question in a box.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr as _;

use super::model::{Ask, Question};
use crate::flow::endpoint_of;
use crate::flow::programs;
use crate::tui::action::{Action, Area};
use crate::tui::app::App;
use crate::tui::app::SignInState;
use crate::tui::theme::Role;
use crate::tui::widgets::text::{boxed, middle, paragraph};

/// Draws the question.
pub fn view(app: &App, ask: &Ask, area: Rect, buffer: &mut Buffer) {
    ask.is_seen.set(true);
    let width = area.width.saturating_sub(4).min(66);
    let columns = usize::from(width.saturating_sub(4));
    let (title, about) = words(app, ask);
    let mut lines = Vec::new();
    // The border has room for one line alone.
    let is_cut = title.width() + 4 > usize::from(width);
    if is_cut {
        lines.extend(paragraph(&title, columns, app.theme.style(Role::Title)));
    }
    lines.extend(paragraph(&about, columns, app.theme.style(Role::Plain)));
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
        Question::CopyFresh(..) => ("answer-fresh", "answer-same"),
        _ => ("answer-yes", "answer-no"),
    };
    let mut answers = Vec::from(key(Action::Yes, yes));
    answers.extend(key(Action::No, no));
    lines.push(Line::from(answers));
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(2);
    let title = if is_cut { "" } else { &title };
    let inside = boxed(middle(area, width, height), title, buffer, app.theme);
    // The answers are always seen, however little room there is.
    let skip = lines.len().saturating_sub(inside.height.into());
    let kept = lines.len() - skip;
    let seen = lines.iter().take(kept.saturating_sub(1)).chain(lines.last());
    for (line, y) in seen.zip(inside.y..inside.bottom()) {
        buffer.set_line(inside.x, y, line, inside.width);
    }
}

/// Title and text.
fn words(app: &App, ask: &Ask) -> (String, String) {
    let (id, args) = match &ask.question {
        Question::Quit => ("ask-quit", Vec::new()),
        Question::LeaveUnsaved => ("ask-leave-unsaved", Vec::new()),
        Question::Submit | Question::SubmitAgain => {
            let again = ask.question == Question::SubmitAgain;
            let id = match (app.sandbox || app.sandbox_endpoint, again) {
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
        Question::CopyFresh(_, to) => ("ask-copy-fresh", vec![("name", to.to_string().into())]),
        Question::ReplaceKey(_) => ("ask-replace-key", Vec::new()),
    };
    let mut about = app.texts.say_with(&format!("{id}.about"), &args);
    if matches!(ask.question, Question::Submit | Question::SubmitAgain | Question::Rehearse)
        && let Some(file) = app.file()
    {
        about.push_str(&where_to(app));
        for (path, program) in programs(file) {
            let args = [("program", program.into()), ("field", app.texts.place(path).into())];
            about.push(' ');
            about.push_str(&app.texts.say_with("ask-runs", &args));
        }
    }
    (app.texts.say_with(id, &args), about)
}

/// Where the request goes and what it is about, a line each: what cannot be taken back is read first.
fn where_to(app: &App) -> String {
    let texts = &app.texts;
    let region = app.region();
    let account = match &app.account {
        SignInState::In(who) => format!("{} ({})", who.masked_id, who.provider),
        SignInState::Asking(_) | SignInState::Out(_) => texts.say("account-out"),
    };
    let endpoint = match &app.endpoint {
        _ if app.sandbox => texts.say("sandbox"),
        Some(endpoint) => endpoint.clone(),
        None => endpoint_of(&region).map(|host| host.to_string()).unwrap_or_default(),
    };
    let mode = app.document.as_ref().map(|document| document.draft().mode()).unwrap_or_default();
    let args = [
        ("mode", texts.say(&format!("mode-{}", mode.name())).into()),
        ("region", region.into()),
        ("account", account.into()),
        ("endpoint", endpoint.into()),
    ];
    let mut lines = format!("\n{}", texts.say_with("ask-submit-where", &args));
    for path in app.gateway_slots() {
        let gateway = app.gateway_at(path).unwrap_or_else(|| texts.say("gateway-none"));
        let args = [("field", texts.place(path).into()), ("gateway", gateway.into())];
        lines.push('\n');
        lines.push_str(&texts.say_with("ask-submit-gateway", &args));
    }
    lines
}
