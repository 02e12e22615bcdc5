//! The names of the pages of a screen in a row, the one at hand in brackets.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr as _;

use crate::tui::theme::{Role, Theme};

/// Draws the names on the first line of an area. Where not all of them fit, those around the one at hand
/// are seen, and a mark on either side says that there are more.
pub fn draw(names: &[String], here: Option<usize>, area: Rect, buffer: &mut Buffer, theme: Theme) {
    let (shown, places) = places(names, here, area);
    for (index, x) in shown.clone().zip(places) {
        let name = &names[index];
        let text = if here == Some(index) { format!("[{name}]") } else { format!(" {name} ") };
        let style = theme.style(if here == Some(index) { Role::Focus } else { Role::Plain });
        let room = usize::from(area.right().saturating_sub(x));
        buffer.set_stringn(x.min(area.right()), area.y, &text, room, style);
    }
    let marks = theme.marks();
    let dim = theme.style(Role::Dim);
    if shown.start > 0 {
        buffer.set_string(area.x, area.y, marks.open_left, dim);
    }
    if shown.end < names.len() && area.width > 0 {
        buffer.set_string(area.right() - 1, area.y, marks.open_right, dim);
    }
}

/// The name that stands at a column.
pub fn at(names: &[String], here: Option<usize>, area: Rect, column: u16) -> Option<usize> {
    let (shown, places) = places(names, here, area);
    let mut starts: Vec<(usize, u16)> = shown.zip(places).collect();
    starts.retain(|(_, start)| *start <= column);
    let (index, start) = *starts.last()?;
    (column < start.saturating_add(width(&names[index]))).then_some(index)
}

/// The names that are seen, and where each begins. All of them where they fit; else as many as fit, the
/// one at hand among them.
fn places(names: &[String], here: Option<usize>, area: Rect) -> (Range<usize>, Vec<u16>) {
    let total: u16 = names.iter().map(|name| width(name)).fold(0, u16::saturating_add);
    // The last name needs no gap behind it.
    let fits = total.saturating_sub(1) <= area.width;
    let here = here.unwrap_or(0).min(names.len().saturating_sub(1));
    let room = area.width.saturating_sub(if fits { 0 } else { 3 });
    let mut shown = if fits { 0..names.len() } else { 0..0 };
    while shown.end < names.len() {
        let next: u16 = names[shown.start..=shown.end].iter().map(|name| width(name)).sum();
        if next <= room {
            shown.end += 1;
        } else if shown.end <= here {
            shown.start += 1;
            shown.end = shown.end.max(shown.start);
        } else {
            break;
        }
    }
    let mut x = area.x + if fits { 0 } else { 2 };
    let places = names[shown.clone()].iter().map(|name| {
        let start = x;
        x = x.saturating_add(width(name));
        start
    });
    let places = places.collect();
    (shown, places)
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
            assert_eq!(at(&names, Some(1), area, x), Some(index), "{name}");
        }
        assert_eq!(at(&names, Some(1), area, 1), None);
        assert_eq!(at(&names, Some(1), area, 41), None);
    }
    #[test]
    fn the_name_at_hand_is_seen_however_narrow_the_line() {
        let names = ["Findings", "Summary", "Values", "Params", "Both sides"].map(str::to_owned);
        for columns in 16..50 {
            let area = Rect::new(0, 0, columns, 1);
            for here in 0..names.len() {
                let mut buffer = Buffer::empty(area);
                draw(&names, Some(here), area, &mut buffer, Theme::new(false, true));
                let line: String =
                    (0..columns).map(|x| buffer[(x, 0)].symbol().to_owned()).collect();
                assert!(line.contains(&format!("[{}]", names[here])), "{columns}: {line}");
                let x = u16::try_from(line.chars().position(|mark| mark == '[').unwrap()).unwrap();
                assert_eq!(at(&names, Some(here), area, x + 1), Some(here), "{line}");
            }
        }
    }
}
