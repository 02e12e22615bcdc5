//! The text in a box.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::model::TextPager;
use crate::tui::app::App;
use crate::tui::theme::Role;
use crate::tui::widgets::text::{boxed, middle, scrolled, wrapped};

/// Draws the text.
pub fn view(app: &App, reading: &TextPager, area: Rect, buffer: &mut Buffer) {
    let width = area.width.saturating_sub(2).min(84);
    let columns = usize::from(width.saturating_sub(6));
    let style = app.theme.style(Role::Plain);
    let lines: Vec<Line<'_>> = reading
        .text
        .lines()
        .flat_map(|line| if line.is_empty() { vec![String::new()] } else { wrapped(line, columns) })
        .map(|line| Line::styled(line, style))
        .collect();
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(2);
    let outer = middle(area, width, height.min(area.height.saturating_sub(1)));
    let inside = boxed(outer, &reading.title, buffer, app.theme);
    scrolled(&lines, reading.scroll, inside, buffer, app.theme);
    reading.most.set(lines.len().saturating_sub(inside.height.into()));
}
