//! The names of the pages of a screen in a row, the one at hand in brackets.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr as _;

use crate::tui::theme::{Role, Theme};

/// Draws the names on the first line of an area.
pub fn draw(names: &[String], here: Option<usize>, area: Rect, buffer: &mut Buffer, theme: Theme) {
    for (index, (x, name)) in places(names, area).zip(names).enumerate() {
        let is_here = here == Some(index);
        let text = if is_here { format!("[{name}]") } else { format!(" {name} ") };
        let style = theme.style(if is_here { Role::Focus } else { Role::Plain });
        let room = usize::from(area.right().saturating_sub(x));
        buffer.set_stringn(x.min(area.right()), area.y, &text, room, style);
    }
}

/// The name that stands at a column.
pub fn at(names: &[String], area: Rect, column: u16) -> Option<usize> {
    let mut starts = places(names, area).collect::<Vec<_>>();
    starts.retain(|start| *start <= column);
    let index = starts.len().checked_sub(1)?;
    (column < starts[index].saturating_add(width(&names[index]))).then_some(index)
}

/// Where each begins.
fn places(names: &[String], area: Rect) -> impl Iterator<Item = u16> + '_ {
    names.iter().scan(area.x, |next, name| {
        let x = *next;
        *next = next.saturating_add(width(name));
        Some(x)
    })
}

/// Columns of a name with its brackets and the gap behind it.
fn width(name: &str) -> u16 {
    u16::try_from(name.width()).unwrap_or(u16::MAX).saturating_add(3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_click_finds_the_name_that_is_drawn_there() {
        let names = ["Drafts", "提交", "Trash"].map(str::to_owned);
        let area = Rect::new(2, 0, 40, 1);
        let mut buffer = Buffer::empty(area);
        draw(&names, Some(1), area, &mut buffer, Theme::new(false, true));
        let line: String = (2..42).map(|x| buffer[(x, 0)].symbol().to_owned()).collect();
        assert!(line.contains("[提 交 ]"), "{line}");
        for (index, name) in names.iter().enumerate() {
            let first = name.chars().next().unwrap().to_string();
            let x = (2..42).find(|x| buffer[(*x, 0)].symbol() == first).unwrap();
            assert_eq!(at(&names, area, x), Some(index), "{name}");
        }
        assert_eq!(at(&names, area, 1), None);
        assert_eq!(at(&names, area, 41), None);
    }
}
