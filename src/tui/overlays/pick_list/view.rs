//! The list in a box, and what is told of the chosen row.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::model::{PickList, ROWS};
use crate::text::printable;
use crate::tui::app::App;
use crate::tui::theme::Role;
use crate::tui::widgets::list::draw_rows;
use crate::tui::widgets::text::{boxed, fit, middle, padded};

/// The box, the list in it, and what is told of the chosen row.
pub(super) fn places(pick: &PickList, area: Rect) -> (Rect, Rect, Rect) {
    let width = area.width.saturating_sub(4).min(90);
    let most = area.height.saturating_sub(2).max(6);
    let below = u16::try_from(pick.below(width.saturating_sub(4))).unwrap_or(0);
    // With the line between the two.
    let below = below.min(most.saturating_sub(ROWS + 4));
    let both = if below == 0 { 0 } else { below + 1 };
    let wanted = u16::try_from(pick.rows.len()).unwrap_or(u16::MAX).saturating_add(4 + both);
    let outer = middle(area, width, wanted.clamp(6, most));
    let inside = Rect {
        x: outer.x + 2,
        y: outer.y + 2,
        width: outer.width.saturating_sub(4),
        height: outer.height.saturating_sub(3),
    };
    let list = Rect { height: inside.height.saturating_sub(both), ..inside };
    (outer, list, Rect { y: inside.bottom() - below.min(inside.height), height: below, ..inside })
}

/// Draws the list and tells where the cursor is.
pub fn view(app: &App, pick: &PickList, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let theme = app.theme;
    let (outer, list, below) = places(pick, area);
    let inside = boxed(outer, &pick.title, buffer, theme);
    let line = Rect { height: 1.min(inside.height), ..inside };
    let cursor = pick.filter.draw(line, buffer, theme);
    let (label, _) = pick.columns(list.width);
    if pick.matched.is_empty() {
        let id = if pick.free { "pick-typed" } else { "pick-none" };
        let text = fit(&app.texts.say(id), list.width.into(), theme);
        buffer.set_stringn(list.x, list.y, text, list.width.into(), theme.style(Role::Dim));
    }
    draw_rows(pick.cursor, pick.matched.len(), list, buffer, theme, |index| {
        let row = &pick.rows[pick.matched[index]];
        let label = padded(&printable(&row.label), label, theme);
        let role = if row.is_off { Role::Dim } else { Role::Plain };
        (role, format!("{label}  {}", printable(&row.about)))
    });
    let here = pick.matched.get(pick.cursor.at).map(|row| &pick.rows[*row]);
    let told = here.map(|row| row.description(below.width.into())).unwrap_or_default();
    if below.height > 0 && !told.is_empty() {
        let rule = theme.border().horizontal_top.repeat(below.width.into());
        let (x, width) = (below.x, usize::from(below.width));
        buffer.set_stringn(x, below.y - 1, rule, width, theme.style(Role::Border));
        for (line, y) in told.iter().zip(below.y..below.bottom()) {
            buffer.set_stringn(x, y, line, width, theme.style(Role::Plain));
        }
    }
    Some(cursor)
}
