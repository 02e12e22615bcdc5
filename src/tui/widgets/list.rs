//! Lists with a cursor: their rows, their columns, and the line with the filter above them.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::filter::Cursor;
use super::line_input::LineInput;
use super::text::{bar, padded};
use crate::text::{columns, printable};
use crate::tui::theme::{Role, Theme};

/// Draws the rows that are seen, each as its role and text, with a mark at the cursor and a bar.
pub fn draw_rows(
    cursor: Cursor,
    count: usize,
    area: Rect,
    buffer: &mut Buffer,
    theme: Theme,
    row: impl Fn(usize) -> (Role, String),
) {
    let window = cursor.window(count, area.height.into());
    for (index, y) in window.clone().zip(area.y..area.bottom()) {
        let (role, text) = row(index);
        let (mark, role) =
            if index == cursor.at { (theme.marks().here, Role::Focus) } else { (" ", role) };
        let width = usize::from(area.width).saturating_sub(1);
        let text = padded(&format!("{mark} {text}"), width, theme);
        buffer.set_stringn(area.x, y, text, area.width.into(), theme.style(role));
    }
    bar(window.start, count, area, buffer, theme);
}

/// Cells in columns of these widths; one without a width is left out.
pub fn in_columns(cells: &[String], widths: &[usize], theme: Theme) -> String {
    let shown = cells.iter().zip(widths).filter(|(_, width)| **width > 0);
    shown.map(|(cell, width)| padded(&printable(cell), width - 1, theme) + " ").collect()
}

/// Draws the filter between its label and the status of the list, and tells where its cursor is.
pub fn draw_filter(
    (label, filter, status): (&str, &LineInput, &str),
    area: Rect,
    buffer: &mut Buffer,
    theme: Theme,
) -> Position {
    let label_width = u16::try_from(columns(label)).unwrap_or(0) + 1;
    buffer.set_string(area.x, area.y, label, theme.style(Role::Title));
    let status_width = u16::try_from(columns(status)).unwrap_or(0);
    let x = area.right().saturating_sub(status_width);
    buffer.set_stringn(x, area.y, status, status_width.into(), theme.style(Role::Dim));
    let width = area.width.saturating_sub(label_width + status_width + 2).max(4);
    let field = Rect { x: area.x + label_width, width, height: 1, ..area };
    filter.draw(field, buffer, theme)
}

/// The value so many places after another one, round and round; after one that is not among them from the first.
pub fn turned<T: Copy + PartialEq>(all: &[T], here: T, by: isize) -> T {
    let at = all.iter().position(|one| *one == here).unwrap_or(0);
    all[(at + all.len()).saturating_add_signed(by) % all.len()]
}
