//! How far a text is scrolled.

use std::cell::Cell;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::text::scrolled;
use crate::tui::theme::Theme;

/// The first line of a text that is seen, and the last one that can be.
#[derive(Clone, Debug)]
pub struct ScrollPosition {
    at: usize,
    /// As the last drawing found out.
    max: Cell<usize>,
}

impl Default for ScrollPosition {
    fn default() -> Self {
        Self::new()
    }
}

impl ScrollPosition {
    /// At the top of a text that was not drawn yet.
    pub const fn new() -> Self {
        Self { at: 0, max: Cell::new(usize::MAX) }
    }

    /// Moves by so many lines, as far as there is more of the text.
    pub fn scroll_by(&mut self, by: isize) {
        let max = self.max.get();
        self.at = self.at.min(max).saturating_add_signed(by).min(max);
    }

    /// Draws a text with a bar where it is longer than the area. Whether its end is seen.
    pub fn draw(&self, lines: &[Line<'_>], area: Rect, buffer: &mut Buffer, theme: Theme) -> bool {
        self.max.set(lines.len().saturating_sub(area.height.into()));
        scrolled(lines, self.at, area, buffer, theme) == self.max.get()
    }
}
