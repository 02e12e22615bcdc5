//! What a key does while a connection is watched.

use crossterm::event::KeyEvent;

use super::view::as_text;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::effect::{Effect, SecretText};

/// A key while a connection is watched.
pub fn key(app: &mut App, _: KeyEvent, action: Option<Action>) -> Vec<Effect> {
    let Some(watch) = app.watches.seen_mut() else { return app.leave_watch() };
    let at = watch.at.clone();
    let by: isize = match action {
        Some(Action::Back) => return app.leave_watch(),
        Some(Action::Accept) => return app.follow_watch(&at),
        Some(Action::Write) => {
            app.write_device_file(&at);
            return Vec::new();
        }
        Some(Action::CopyAll) => {
            let text = app.watches.current().map(|watch| as_text(app, watch)).unwrap_or_default();
            return vec![Effect::Copy(SecretText::new(text))];
        }
        Some(action) if action == Action::Refresh || action.is_connection_action() => {
            return app.act_on_connection(at, action);
        }
        Some(Action::Next) => 10,
        Some(Action::Previous) => -10,
        other => other.and_then(Action::scroll_lines).unwrap_or_default(),
    };
    watch.scroll.scroll_by(by);
    Vec::new()
}
