//! The text in a box.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr as _;

use super::model::TextPager;
use crate::tui::app::App;
use crate::tui::theme::Role;
use crate::tui::widgets::text::{boxed, middle, wrapped};

/// The lines of one that has a first column, as tables of keys have: what is too long goes on below the second
/// one.
fn in_columns(line: &str, columns: usize) -> Vec<String> {
    let second = line.find("  ").map(|at| {
        let gap = line[at..].len() - line[at..].trim_start().len();
        line.split_at(at + gap)
    });
    match second {
        Some((head, text)) if head.width() * 2 < columns && !text.is_empty() => {
            let indent = " ".repeat(head.width());
            let lines = wrapped(text, columns - head.width()).into_iter().enumerate();
            lines
                .map(|(at, text)| format!("{}{text}", if at == 0 { head } else { &indent }))
                .collect()
        }
        _ => wrapped(line, columns),
    }
}

/// Draws the text.
pub fn view(app: &App, reading: &TextPager, area: Rect, buffer: &mut Buffer) {
    let width = area.width.saturating_sub(2).min(84);
    let columns = usize::from(width.saturating_sub(6));
    let style = app.theme.style(Role::Plain);
    let lines: Vec<Line<'_>> = reading
        .text
        .lines()
        .flat_map(
            |line| if line.is_empty() { vec![String::new()] } else { in_columns(line, columns) },
        )
        .map(|line| Line::styled(line, style))
        .collect();
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(2);
    let outer = middle(area, width, height.min(area.height.saturating_sub(1)));
    let inside = boxed(outer, &reading.title, buffer, app.theme);
    reading.scroll.draw(&lines, inside, buffer, app.theme);
}
