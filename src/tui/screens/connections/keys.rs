//! What a key does among the connections.

use crossterm::event::KeyEvent;
use ratatui::layout::{Position, Rect};

use super::view::rows_area;
use crate::flow::ConnectionRef;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::overlays::pick_list;
use crate::tui::widgets::line_input::LineInput;

/// A key among the connections; those that turn the tabs are home's.
pub fn key(app: &mut App, key: KeyEvent, action: Option<Action>) -> Vec<Effect> {
    app.filter_connections();
    let rows = app.connections.matched.len();
    match action {
        Some(Action::Down | Action::Next) => app.connections.cursor.step(1, rows),
        Some(Action::Up | Action::Previous) => app.connections.cursor.step(-1, rows),
        Some(Action::PageDown) => app.connections.cursor.step(10, rows),
        Some(Action::PageUp) => app.connections.cursor.step(-10, rows),
        Some(Action::Back) if !app.connections.filter.text().is_empty() => {
            app.connections.filter = LineInput::default();
        }
        Some(Action::Refresh) => return refresh(app),
        Some(Action::Region) => {
            let here = app.region.clone().unwrap_or_default();
            app.show_list(pick_list::home_regions(app.regions.as_deref(), &here, &app.texts));
        }
        Some(Action::Accept) if !app.is_signed_in() => return vec![Effect::StartSandbox],
        Some(Action::Accept) if app.region.is_none() => {
            return self::key(app, key, Some(Action::Region));
        }
        Some(Action::Accept) => return on_chosen(app, Action::Watch),
        Some(action) if action.is_connection_action() => return on_chosen(app, action),
        Some(_) => {}
        None => {
            app.connections.filter.key(key);
        }
    }
    Vec::new()
}

/// A pasted id, name or address goes into the filter.
pub fn paste(app: &mut App, text: &str) {
    app.connections.filter.paste(text.trim());
}

/// A click chooses a connection; a second one watches it. `area` is the tab's.
pub fn click(app: &mut App, area: Rect, column: u16, row: u16) -> Vec<Effect> {
    let rows = rows_area(area);
    if !rows.contains(Position::new(column, row)) {
        return Vec::new();
    }
    let count = app.connections.matched.len();
    let Some(at) = app.connections.cursor.row_at(count, rows, row) else { return Vec::new() };
    if app.connections.cursor.at == at {
        return on_chosen(app, Action::Watch);
    }
    app.connections.cursor.at = at;
    Vec::new()
}

fn refresh(app: &mut App) -> Vec<Effect> {
    match app.load_connections(true) {
        Some(effect) => vec![effect],
        None => {
            let id = if app.is_signed_in() { "connections-no-region" } else { "account-out" };
            app.warn(id, &[]);
            Vec::new()
        }
    }
}

fn on_chosen(app: &mut App, action: Action) -> Vec<Effect> {
    let region = app.region.clone().unwrap_or_default();
    match app.connections.chosen(&region) {
        Some(status) => {
            let at = ConnectionRef { region, id: status.id.clone() };
            app.act_on_connection(at, action)
        }
        None => Vec::new(),
    }
}
