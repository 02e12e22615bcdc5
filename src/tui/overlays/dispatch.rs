//! The topmost overlay has the keys; all of them are drawn.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::overlay::Overlay;
use super::{key_form, new_gateway, pager, pick_list, prompt, question};
use crate::tui::action::{Action, Area};
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::help::help;

/// A key for the topmost.
pub fn key(app: &mut App, key: KeyEvent, action: Option<Action>) -> Vec<Effect> {
    if action == Some(Action::Help) && app.area() != Area::TextPager {
        app.overlays.push(help(app));
        return Vec::new();
    }
    // The wheel of a mouse comes without a key, and may turn anywhere.
    let is_pressed = key.code != KeyCode::Null;
    if action.is_some_and(|action| is_pressed && !app.area().has_action(action)) {
        app.warn("nothing-here", &[]);
        return Vec::new();
    }
    let Some(top) = app.overlays.pop() else { return Vec::new() };
    match top {
        Overlay::Pick(pick) => pick_list::key(app, pick, key, action),
        Overlay::Prompt(prompt) => prompt::key(app, prompt, key, action),
        Overlay::Question(question) => question::key(app, question, action),
        Overlay::TextPager(reading) => pager::key(app, reading, action),
        Overlay::Gateway(form) => new_gateway::key(app, form, key, action),
        Overlay::Psk(form) => key_form::key(app, form, key, action),
    }
}

/// A pasted text for the topmost.
pub fn paste(app: &mut App, text: &str) {
    match app.overlays.last_mut() {
        Some(Overlay::Pick(pick)) => pick.paste(text),
        Some(Overlay::Prompt(prompt)) => prompt.paste(text),
        Some(Overlay::Gateway(form)) => form.paste(text),
        Some(Overlay::Psk(form)) => form.paste(text),
        Some(Overlay::Question(_) | Overlay::TextPager(_)) | None => {}
    }
}

/// A click on the topmost.
pub fn click(app: &mut App, column: u16, row: u16) -> Vec<Effect> {
    match app.overlays.last() {
        Some(Overlay::Pick(_)) => pick_list::click(app, column, row),
        _ => Vec::new(),
    }
}

/// Draws them over the screen, and tells where the cursor of the topmost is.
pub fn view(app: &App, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let mut cursor = None;
    for overlay in &app.overlays {
        cursor = match overlay {
            Overlay::Pick(pick) => pick_list::view(app, pick, area, buffer),
            Overlay::Prompt(prompt) => prompt::view(app, prompt, area, buffer),
            Overlay::Question(question) => {
                question::view(app, question, area, buffer);
                None
            }
            Overlay::TextPager(reading) => {
                pager::view(app, reading, area, buffer);
                None
            }
            Overlay::Gateway(form) => new_gateway::view(app, form, area, buffer),
            Overlay::Psk(form) => key_form::view(app, form, area, buffer),
        };
    }
    cursor
}
