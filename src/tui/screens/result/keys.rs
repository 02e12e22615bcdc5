//! What a key does on the result.

use crate::present::NextStep;
use crate::tui::action::Action;
use crate::tui::app::{App, Screen};
use crate::tui::effect::{Effect, SecretText};
use crate::tui::overlays::question::Question;
use crate::tui::screens::review;
use crate::tui::steps::WizardStep;
use crossterm::event::KeyEvent;

/// A key on the result.
pub fn key(app: &mut App, _: KeyEvent, action: Option<Action>) -> Vec<Effect> {
    let Some(model) = &mut app.result else { return app.go_home() };
    let by: isize = match action {
        Some(Action::Accept) => {
            return match model.field {
                Some(path) => app.go_to(path),
                None if app.document.is_none() => app.go_home(),
                // A passed dry run is followed by the submission.
                None if model.good && !model.is_to_create() => app.go_home(),
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
            let copied = model.copied.iter();
            return copied.map(|text| Effect::Copy(SecretText::new(text.clone()))).collect();
        }
        Some(Action::CopyAll) => return vec![Effect::Copy(SecretText::new(model.text()))],
        Some(Action::Submit) => return submit_again(app),
        Some(Action::Write) => {
            match model.connection.clone() {
                Some(at) => app.write_device_file(&at),
                None => app.warn("result-no-connection", &[]),
            }
            return Vec::new();
        }
        Some(action @ (Action::Bind | Action::Watch)) => {
            return match model.connection.clone() {
                Some(at) => app.act_on_connection(at, action),
                None => Vec::new(),
            };
        }
        other => other.and_then(Action::scroll_lines).unwrap_or_default(),
    };
    model.scroll.scroll_by(by);
    Vec::new()
}

/// Why an action does nothing on the result for the moment.
pub fn obstacle(app: &App, action: Action) -> Option<&'static str> {
    let model = app.result.as_ref()?;
    match action {
        Action::Copy => (!model.can_copy()).then_some("copy-nothing"),
        Action::Bind | Action::Watch if model.connection.is_none() => Some("result-no-connection"),
        Action::Submit if app.document.is_none() => Some("result-no-draft"),
        Action::Submit if model.next == NextStep::Nothing => Some("result-nothing-to-send"),
        _ => None,
    }
}

fn submit_again(app: &mut App) -> Vec<Effect> {
    let next = app.result.as_ref().map(|model| model.next).unwrap_or_default();
    match next {
        NextStep::Nothing => Vec::new(),
        // The journal knows the open submission and its token.
        NextStep::Resume | NextStep::Create => review::submit(app, false),
        NextStep::Again => {
            app.ask(Question::SubmitAgain);
            Vec::new()
        }
    }
}
