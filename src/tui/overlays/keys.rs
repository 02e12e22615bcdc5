//! The keys that a draft wants to be asked for when it is sent.

use std::collections::BTreeMap;

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use super::Overlay;
use crate::connection::{FieldPath, Secret};
use crate::tui::app::App;
use crate::tui::keymap::Action;
use crate::tui::msg::Effect;
use crate::tui::screens::sending;
use crate::tui::theme::Role;
use crate::tui::widgets::key_input::KeyInput;
use crate::tui::widgets::paper::{boxed, middle, wrapped};

/// The form: one key after another.
#[derive(Debug)]
pub struct KeyForm {
    wanted: Vec<FieldPath>,
    asked: BTreeMap<FieldPath, Secret>,
    input: KeyInput,
    dry_run: bool,
    again: bool,
}

impl KeyForm {
    /// Asks for these keys.
    pub fn new(wanted: Vec<FieldPath>, dry_run: bool, again: bool) -> Self {
        Self { wanted, asked: BTreeMap::new(), input: KeyInput::new(None), dry_run, again }
    }

    fn current(&self) -> Option<FieldPath> {
        self.wanted.iter().copied().find(|path| !self.asked.contains_key(path))
    }

    /// Takes a pasted key.
    pub fn paste(&mut self, text: &str) {
        self.input.paste(text);
    }
}

/// A key in the form.
pub fn key(
    app: &mut App,
    mut form: Box<KeyForm>,
    key: KeyEvent,
    action: Option<Action>,
) -> Vec<Effect> {
    match action {
        Some(Action::Back) => {
            app.decline("keys-declined", &[]);
            return Vec::new();
        }
        Some(Action::Reveal) => form.input.is_shown = !form.input.is_shown,
        Some(Action::Accept) => {
            let entered = form.input.key();
            if let (Some(path), false) = (form.current(), entered.is_empty()) {
                form.asked.insert(path, entered);
                form.input = KeyInput::new(None);
            }
            if form.current().is_none() {
                return sending::send(app, form.dry_run, form.again, form.asked);
            }
        }
        Some(_) => {}
        None => {
            form.input.press(key);
        }
    }
    app.overlays.push(Overlay::Keys(form));
    Vec::new()
}

/// Draws the form and tells where the cursor is.
pub fn view(app: &App, form: &KeyForm, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let path = form.current()?;
    let title = app.texts.say_with("keys-title", &[("field", app.texts.place(path).into())]);
    let width = area.width.saturating_sub(4).min(66);
    let help = wrapped(&app.texts.say("keys-help"), usize::from(width.saturating_sub(4)));
    let height = u16::try_from(help.len()).unwrap_or(1) + 4;
    let inside = boxed(middle(area, width, height), &title, buffer, app.theme);
    let line = Rect { height: 1.min(inside.height), ..inside };
    let underlined = Style::new().add_modifier(Modifier::UNDERLINED);
    let cursor = form.input.draw(line, buffer, underlined, app.theme.marks().masked);
    let style = app.theme.style(Role::Dim);
    for (text, y) in help.iter().zip(inside.y + 2..inside.bottom()) {
        buffer.set_stringn(inside.x, y, text, inside.width.into(), style);
    }
    Some(cursor)
}
