//! The result as a page.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use super::model::ParagraphKind;
use crate::tui::app::App;
use crate::tui::theme::Role;
use crate::tui::widgets::text::wrapped;

/// Draws the result.
pub fn view(app: &App, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let Some(model) = &app.result else { return None };
    let columns = usize::from(area.width).saturating_sub(2);
    let role = if model.good { Role::Good } else { Role::Error };
    let mut lines: Vec<Line<'_>> = wrapped(&model.head, columns)
        .into_iter()
        .map(|line| Line::styled(line, app.theme.style(role)))
        .collect();
    for (kind, text) in &model.paragraphs {
        let role = match kind {
            ParagraphKind::Plain => Role::Plain,
            ParagraphKind::Remedy => Role::Title,
            ParagraphKind::Quiet => Role::Dim,
        };
        lines.push(Line::default());
        let style = app.theme.style(role);
        lines.extend(wrapped(text, columns).into_iter().map(|line| Line::styled(line, style)));
    }
    model.scroll.draw(&lines, area, buffer, app.theme);
    None
}
