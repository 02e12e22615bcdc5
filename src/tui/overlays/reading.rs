//! A text to read: scrolled with the usual keys, copied with one.

use std::cell::Cell;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::Overlay;
use super::ask::{Ask, Question};
use crate::text::printable;
use crate::tui::app::App;
use crate::tui::keymap::Action;
use crate::tui::msg::{Effect, Private};
use crate::tui::theme::Role;
use crate::tui::widgets::paper::{boxed, middle, scrolled, wrapped};

/// The text.
#[derive(Clone, Debug)]
pub struct TextPager {
    title: String,
    text: String,
    scroll: usize,
    /// How far it can be scrolled, as the last drawing found out.
    most: Cell<usize>,
    /// What is asked of whoever goes on from here.
    then: Option<Question>,
}

impl TextPager {
    /// A text under a title. What came from outside is made printable, line by line.
    pub fn new(title: String, text: String) -> Self {
        let text = text.lines().map(|line| printable(line).into_owned()).collect::<Vec<_>>();
        Self { title, text: text.join("\n"), scroll: 0, most: Cell::new(usize::MAX), then: None }
    }

    /// With a question at its end.
    #[must_use]
    pub fn then(mut self, question: Question) -> Self {
        self.then = Some(question);
        self
    }

    /// Whether there is something to go on to.
    pub fn goes_on(&self) -> bool {
        self.then.is_some()
    }
}

/// A key while reading.
pub fn key(app: &mut App, mut reading: TextPager, action: Option<Action>) -> Vec<Effect> {
    let by: isize = match action {
        Some(Action::Back) => return Vec::new(),
        Some(Action::Accept) => {
            if let Some(question) = reading.then {
                app.overlays.push(Overlay::Ask(Ask::new(question)));
            }
            return Vec::new();
        }
        Some(Action::Copy) => {
            let text = Private::new(reading.text.clone());
            app.overlays.push(Overlay::TextPager(reading));
            return vec![Effect::Copy(text)];
        }
        Some(Action::Down) => 1,
        Some(Action::Up) => -1,
        Some(Action::PageDown | Action::Next) => 10,
        Some(Action::PageUp | Action::Previous) => -10,
        Some(Action::First) => isize::MIN / 2,
        Some(Action::Last) => isize::MAX / 2,
        _ => 0,
    };
    reading.scroll = reading.scroll.min(reading.most.get());
    reading.scroll = reading.scroll.saturating_add_signed(by).min(reading.most.get());
    app.overlays.push(Overlay::TextPager(reading));
    Vec::new()
}

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
