//! Scrolled with the usual keys, copied with one.

use super::model::TextPager;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::effect::{Effect, SecretText};
use crate::tui::overlays::Overlay;

/// A key while reading.
pub fn key(app: &mut App, mut reading: TextPager, action: Option<Action>) -> Vec<Effect> {
    let by: isize = match action {
        Some(Action::Back) => return Vec::new(),
        Some(Action::Accept) => {
            if let Some(question) = reading.then {
                app.ask(question);
            }
            return Vec::new();
        }
        Some(Action::Copy) => {
            let text = SecretText::new(reading.text.clone());
            app.overlays.push(Overlay::TextPager(reading));
            return vec![Effect::Copy(text)];
        }
        Some(Action::Next) => 10,
        Some(Action::Previous) => -10,
        other => other.and_then(Action::scroll_lines).unwrap_or_default(),
    };
    reading.scroll.scroll_by(by);
    app.overlays.push(Overlay::TextPager(reading));
    Vec::new()
}
