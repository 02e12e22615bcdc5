//! What a key does in a form.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::Position;

use super::commands::{act, editor, repair, reveal, suggest_value};
use super::editing::{open_choice, type_key};
use super::model::items;
use super::view::{placed, scrolled_by};
use crate::connection::catalogue::field;
use crate::connection::{FieldPath, Key};
use crate::tui::action::Action;
use crate::tui::app::{App, Screen};
use crate::tui::effect::Effect;
use crate::tui::layout::areas;
use crate::tui::rows::{FormButton, FormItem, FormRow};
use crate::tui::steps::{InputKind, WizardStep, entry, steps};
use crate::tui::widgets::filter::Cursor;

/// A key in a form.
pub fn key(app: &mut App, key: KeyEvent, action: Option<Action>) -> Vec<Effect> {
    let Screen::Step(step) = app.screen else { return Vec::new() };
    let Some(item) = app.form.focused(app.screen) else { return Vec::new() };
    match action {
        Some(Action::Next) => return walk(app, step, 1),
        Some(Action::Previous) => return walk(app, step, -1),
        Some(Action::Back) => {
            return app.return_to_diagnosis().unwrap_or_else(|| app.move_step(-1));
        }
        Some(Action::Repair) => return repair(app, item),
        Some(Action::Suggest) => return suggest_value(app, item),
        Some(Action::Reveal) => return reveal(app, item),
        Some(Action::Editor) => return editor(app, item),
        Some(Action::Accept) => return accept(app, step, item),
        other => {
            if let Some(by) = other.and_then(Action::scroll_lines) {
                return step_by(app, step, by);
            }
        }
    }
    match item {
        FormItem::Field(path) => type_key(app, path, key),
        FormItem::Button(button) => match key.code {
            KeyCode::Char(' ') => act(app, step, button),
            KeyCode::Delete | KeyCode::Backspace if matches!(button, FormButton::RemoveTag(_)) => {
                act(app, step, button)
            }
            KeyCode::Char(_) => {
                app.warn("nothing-to-type-into", &[]);
                Vec::new()
            }
            _ => Vec::new(),
        },
    }
}

/// Tab: to the next line, and from the last one to the next step.
fn walk(app: &mut App, step: WizardStep, by: isize) -> Vec<Effect> {
    let Some(document) = &app.document else { return Vec::new() };
    let all = items(step, document.draft());
    let at = place(app, &all);
    match at.checked_add_signed(by) {
        Some(to) if to < all.len() => step_by(app, step, by),
        _ if by < 0 && step == steps(document.draft().mode())[0] => Vec::new(),
        _ => {
            let effects = app.move_step(by);
            if by < 0
                && let (Screen::Step(step), Some(document)) = (app.screen, &app.document)
                && let Some(last) = items(step, document.draft()).last()
            {
                app.form.focus(step, *last);
            }
            effects
        }
    }
}

fn place(app: &App, all: &[FormItem]) -> usize {
    let here = app.form.focused(app.screen);
    all.iter().position(|item| Some(*item) == here).unwrap_or(0)
}

fn step_by(app: &mut App, step: WizardStep, by: isize) -> Vec<Effect> {
    let Some(document) = &app.document else { return Vec::new() };
    let all = items(step, document.draft());
    let mut cursor = Cursor { at: place(app, &all) };
    cursor.step(by, all.len());
    if let Some(item) = all.get(cursor.at) {
        leave(app);
        app.form.focus(step, *item);
    }
    Vec::new()
}

/// The field at hand is done with for now.
fn leave(app: &mut App) {
    if let (Some(FormItem::Field(path)), Some(document)) =
        (app.form.focused(app.screen), &mut app.document)
    {
        let moved = document.leave(path);
        app.notify_address_moved(moved);
    }
}

fn accept(app: &mut App, step: WizardStep, item: FormItem) -> Vec<Effect> {
    match item {
        // What takes something away has a key of its own: Enter is pressed too easily.
        FormItem::Button(FormButton::RemoveTag(_)) => {
            app.warn("tag-remove-key", &[]);
            Vec::new()
        }
        FormItem::Button(button) => act(app, step, button),
        FormItem::Field(path) => {
            match entry(path) {
                _ if opens_on_accept(app, path) => open_choice(app, path, ""),
                InputKind::Gateway => app.go_to(path),
                // From the value of a tag to the next one or the button for more.
                _ if path.key == Key::TagValue => step_by(app, step, 2),
                _ => walk(app, step, 1),
            }
        }
    }
}

/// Whether Enter opens the list of a field instead of going on: where a value must be chosen and none is.
/// An empty field that has a default is left as it is.
pub fn opens_on_accept(app: &App, path: FieldPath) -> bool {
    let is_list = matches!(entry(path), InputKind::Choice(_) | InputKind::Region);
    let is_filled = app.document.as_ref().is_some_and(|one| one.draft().has(path));
    is_list && !is_filled && field(path.key).required
}

/// A click gives a line the keys; a second one presses its button or opens its list.
pub fn click(app: &mut App, column: u16, row: u16) -> Vec<Effect> {
    let Screen::Step(step) = app.screen else { return Vec::new() };
    let area = areas(app).main;
    let clicked = placed(app, step, area)
        .into_iter()
        .find(|(rect, _)| rect.contains(Position::new(column, row)));
    let Some((_, FormRow::Item(item))) = clicked else { return Vec::new() };
    if app.form.focused(app.screen) == Some(item) {
        return match item {
            FormItem::Button(button) => act(app, step, button),
            FormItem::Field(path) => match entry(path) {
                InputKind::Choice(_) | InputKind::Region => open_choice(app, path, ""),
                InputKind::Gateway => app.go_to(path),
                InputKind::Line | InputKind::Secret | InputKind::Text => Vec::new(),
            },
        };
    }
    let scroll = scrolled_by(app, step, area);
    leave(app);
    app.form.focus(step, item);
    app.form.clicked = Some((step, scroll));
    Vec::new()
}
