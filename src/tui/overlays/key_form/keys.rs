//! Keys are typed in, and the submission begins.

use crossterm::event::KeyEvent;

use super::model::PskForm;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::overlays::Overlay;
use crate::tui::screens::sending;
use crate::tui::widgets::key_input::SecretInput;

/// A key in the form.
pub fn key(
    app: &mut App,
    mut form: Box<PskForm>,
    key: KeyEvent,
    action: Option<Action>,
) -> Vec<Effect> {
    match action {
        Some(Action::Back) => {
            app.warn("keys-declined", &[]);
            return Vec::new();
        }
        Some(Action::Reveal) => form.input.is_shown = !form.input.is_shown,
        Some(Action::Accept) => {
            let entered = form.input.key();
            if let (Some(path), false) = (form.current(), entered.is_empty()) {
                form.asked.insert(path, entered);
                form.input = SecretInput::new(None);
            }
            if form.current().is_none() {
                return sending::send(app, form.agreed, form.asked);
            }
        }
        Some(_) => {}
        None => {
            form.input.press(key);
        }
    }
    app.overlays.push(Overlay::Psk(form));
    Vec::new()
}
