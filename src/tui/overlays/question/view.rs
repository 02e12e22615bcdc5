//! The question in a box.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr as _;

use super::model::{Question, QuestionBox};
use crate::flow::{endpoint_of, programs};
use crate::tui::action::{Action, Area};
use crate::tui::app::App;
use crate::tui::app::SignInState;
use crate::tui::theme::Role;
use crate::tui::widgets::text::{boxed, middle, paragraph};

/// Draws the question.
pub fn view(app: &App, ask: &QuestionBox, area: Rect, buffer: &mut Buffer) {
    ask.is_seen.set(true);
    let width = area.width.saturating_sub(4).min(66);
    let columns = usize::from(width.saturating_sub(4));
    let (title, about) = words(app, ask);
    let mut text = Vec::new();
    // The border has room for one line alone.
    let is_cut = title.width() + 4 > usize::from(width);
    if is_cut {
        text.extend(paragraph(&title, columns, app.theme.style(Role::Title)));
    }
    text.extend(paragraph(&about, columns, app.theme.style(Role::Plain)));
    text.push(Line::default());
    let key = |action, id: &str| {
        let key = app.keymap.first_key(Area::Question, action).unwrap_or_default();
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
    let height = u16::try_from(text.len()).unwrap_or(u16::MAX).saturating_add(3);
    let title = if is_cut { "" } else { &title };
    let inside = boxed(middle(area, width, height), title, buffer, app.theme);
    // The answers are always seen, however little room there is; the text is scrolled.
    let above = Rect { height: inside.height.saturating_sub(1), ..inside };
    if ask.scroll.draw(&text, above, buffer, app.theme) {
        ask.is_read.set(true);
    }
    let mut answers = Vec::from(match ask.is_read.get() {
        true => key(Action::Yes, yes),
        false => key(Action::Down, "answer-read-on"),
    });
    answers.extend(key(Action::No, no));
    if inside.height > 0 {
        buffer.set_line(inside.x, inside.bottom() - 1, &Line::from(answers), inside.width);
    }
}

/// Title and text.
fn words(app: &App, ask: &QuestionBox) -> (String, String) {
    let (id, args) = match &ask.question {
        Question::Change(at) => return app.change_question(at),
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
                let path = crate::connection::FieldPath::connection(crate::connection::Key::Name);
                document.draft().text(path).map(str::to_owned)
            });
            let name = name.unwrap_or_else(|| app.texts.say("no-name"));
            (id, vec![("name", name.into()), ("region", app.region().into())])
        }
        Question::DryRun => ("ask-rehearse", Vec::new()),
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
    let mut about = app.texts.format(&format!("{id}.about"), &args);
    if matches!(ask.question, Question::Submit | Question::SubmitAgain | Question::DryRun)
        && let Some(file) = app.file()
    {
        about.push_str(&request_target_text(app));
        for (path, program) in programs(file) {
            let args = [("program", program.into()), ("field", app.texts.path_label(path).into())];
            about = app.texts.sentences([&*about, &*app.texts.format("ask-runs", &args)]);
        }
    }
    (app.texts.format(id, &args), about)
}

/// Where the request goes and what it is about, a line each: what cannot be taken back is read first.
fn request_target_text(app: &App) -> String {
    let texts = &app.texts;
    let region = app.region();
    let account = match &app.account {
        SignInState::In(who) => texts.parenthesized(&who.masked_id, &who.provider),
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
    let mut lines = format!("\n{}", texts.format("ask-submit-where", &args));
    for path in app.gateway_slots() {
        let gateway = app.gateway_at(path).unwrap_or_else(|| texts.say("gateway-none"));
        let args = [("field", texts.path_label(path).into()), ("gateway", gateway.into())];
        lines.push('\n');
        lines.push_str(&texts.format("ask-submit-gateway", &args));
    }
    let breaks = app.document.as_ref().map_or(0, |document| document.breaking());
    if breaks > 0 {
        lines.push('\n');
        lines.push_str(&texts.format("review-breaks", &[("count", breaks.into())]));
    }
    lines
}
