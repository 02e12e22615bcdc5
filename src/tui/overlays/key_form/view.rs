//! The key at hand in a box.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::model::PskForm;
use crate::tui::app::App;
use crate::tui::theme::Role;
use crate::tui::widgets::text::{boxed, middle, wrapped};

/// Draws the form and tells where the cursor is.
pub fn view(app: &App, form: &PskForm, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let path = form.current()?;
    let title = app.texts.format("keys-title", &[("field", app.texts.path_label(path).into())]);
    let width = area.width.saturating_sub(4).min(66);
    let help = wrapped(&app.texts.say("keys-help"), usize::from(width.saturating_sub(4)));
    let height = u16::try_from(help.len()).unwrap_or(1) + 4;
    let inside = boxed(middle(area, width, height), &title, buffer, app.theme);
    let line = Rect { height: 1.min(inside.height), ..inside };
    let cursor = form.input.draw(line, buffer, app.theme);
    let style = app.theme.style(Role::Dim);
    for (text, y) in help.iter().zip(inside.y + 2..inside.bottom()) {
        buffer.set_stringn(inside.x, y, text, inside.width.into(), style);
    }
    Some(cursor)
}
