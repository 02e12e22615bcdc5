//! What a key does among the findings.

use crossterm::event::KeyEvent;

use super::finding_text::head;
use super::view::finding_lines;
use crate::tui::action::Action;
use crate::tui::app::{App, Screen};
use crate::tui::effect::{Effect, SecretText};

/// A key among the findings.
pub fn key(app: &mut App, _: KeyEvent, action: Option<Action>) -> Vec<Effect> {
    let Some(watch) = app.watches.seen_mut() else { return app.leave_watch() };
    let at = watch.at.clone();
    match action {
        Some(Action::Back | Action::Watch) => return app.go(Screen::Watch),
        Some(Action::Accept) => return app.go_to_finding(),
        Some(Action::Repair) => return app.repair_finding(),
        Some(Action::Copy) => return copy(app, false),
        Some(Action::CopyAll) => return copy(app, true),
        Some(action @ (Action::Submit | Action::Diagnose)) => {
            return app.act_on_connection(at, action);
        }
        Some(Action::Down | Action::Next) => watch.diagnosis.step(1),
        Some(Action::Up | Action::Previous) => watch.diagnosis.step(-1),
        Some(Action::First) => watch.diagnosis.step(isize::MIN / 2),
        Some(Action::Last) => watch.diagnosis.step(isize::MAX / 2),
        Some(Action::PageDown) => watch.diagnosis.scroll.scroll_by(5),
        Some(Action::PageUp) => watch.diagnosis.scroll.scroll_by(-5),
        _ => {}
    }
    Vec::new()
}

/// Copies the chosen finding, or all of them, as text for whoever has the device.
fn copy(app: &mut App, is_all: bool) -> Vec<Effect> {
    let Some(watch) = app.watches.current() else { return Vec::new() };
    let chosen = watch.diagnosis.chosen();
    let findings = watch.diagnosis.findings().iter();
    let mut text = String::new();
    for finding in findings.filter(|one| is_all || Some(*one) == chosen) {
        let (_, head) = head(app, finding);
        text.push_str(&format!("{}  {head}\n", watch.at.id));
        for line in finding_lines(app, watch, finding, 200) {
            text.push_str(&format!("{line}\n"));
        }
        text.push('\n');
    }
    if text.is_empty() {
        app.warn("copy-nothing", &[]);
        return Vec::new();
    }
    vec![Effect::Copy(SecretText::new(text))]
}
