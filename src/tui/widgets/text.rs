//! Text on the screen: cut to fit, wrapped, in boxes, with a bar beside what is longer than its box.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Flex, Layout, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear, Widget as _};
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use crate::text::{LongWords, cut, space_after, wrap};
use crate::tui::theme::{Role, Theme};

/// The text in so many columns, with an ellipsis where it was cut.
pub fn fit(text: &str, columns: usize, theme: Theme) -> String {
    cut(text, columns, theme.marks().ellipsis).into_owned()
}

/// The text in exactly so many columns.
pub fn padded(text: &str, columns: usize, theme: Theme) -> String {
    let mut text = fit(text, columns, theme);
    let missing = columns.saturating_sub(text.width());
    text.extend(std::iter::repeat_n(' ', missing));
    text
}

/// The lines of a paragraph. Ids and addresses are copied from the screen: they break only where
/// they are longer than a line.
pub fn wrapped(text: &str, columns: usize) -> Vec<String> {
    let lines = text.lines().flat_map(|line| wrap(line, columns.max(4), LongWords::Broken));
    lines.map(Cow::into_owned).collect()
}

/// A long line cut where the window ends, with nothing added that could be copied by mistake.
pub fn hard_wrapped(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut width = 0;
    for letter in text.graphemes(true) {
        if width + letter.width() > columns.max(4) {
            lines.push(std::mem::take(&mut line));
            width = 0;
        }
        width += letter.width();
        line.push_str(letter);
    }
    lines.push(line);
    lines
}

/// A paragraph in one style.
pub fn paragraph(text: &str, columns: usize, style: Style) -> Vec<Line<'static>> {
    wrapped(text, columns).into_iter().map(|line| Line::styled(line, style)).collect()
}

/// A paragraph behind a first word of its own style; further lines hang below the text.
pub fn hanging(
    head: &str,
    head_style: Style,
    text: &str,
    columns: usize,
    style: Style,
) -> Vec<Line<'static>> {
    let gap = space_after(head);
    let indent = head.width() + gap.len();
    let body = wrapped(text, columns.saturating_sub(indent));
    if body.is_empty() {
        return vec![Line::styled(head.to_owned(), head_style)];
    }
    body.into_iter()
        .enumerate()
        .map(|(index, line)| {
            let front = if index == 0 {
                Span::styled(format!("{head}{gap}"), head_style)
            } else {
                Span::raw(" ".repeat(indent))
            };
            Line::from(vec![front, Span::styled(line, style)])
        })
        .collect()
}

/// Draws lines from the `scroll`-th on, with a bar at the right where they are more than fit. Gives
/// the scroll that was possible.
pub fn scrolled(
    lines: &[Line<'_>],
    scroll: usize,
    area: Rect,
    buffer: &mut Buffer,
    theme: Theme,
) -> usize {
    let height = usize::from(area.height);
    let most = lines.len().saturating_sub(height);
    let scroll = scroll.min(most);
    for (line, y) in lines.iter().skip(scroll).zip(area.y..area.bottom()) {
        buffer.set_line(area.x, y, line, area.width);
    }
    if most > 0 {
        bar(scroll, lines.len(), area, buffer, theme);
    }
    scroll
}

/// Takes away the characters of two columns whose second half an area is about to cover: a terminal draws them
/// whole, and what begins the area would not be seen.
fn clear_cut_wide_chars(area: Rect, buffer: &mut Buffer) {
    let Some(x) = area.x.checked_sub(1) else { return };
    for y in area.y..area.bottom() {
        if let Some(cell) = buffer.cell_mut((x, y))
            && cell.symbol().width() > 1
        {
            cell.set_symbol(" ");
        }
    }
}

/// A bar in the last column that tells which part is seen.
pub fn bar(first: usize, rows: usize, area: Rect, buffer: &mut Buffer, theme: Theme) {
    let height = usize::from(area.height);
    if rows <= height || area.width == 0 || height == 0 {
        return;
    }
    clear_cut_wide_chars(Rect { x: area.right() - 1, width: 1, ..area }, buffer);
    let thumb = (height * height / rows).max(1);
    let room = height - thumb;
    let most = rows - height;
    let top = (first * room).div_ceil(most).min(room);
    for (row, y) in (area.y..area.bottom()).enumerate() {
        let mark =
            if (top..top + thumb).contains(&row) { theme.marks().thumb } else { theme.marks().bar };
        buffer.set_string(area.right() - 1, y, mark, theme.style(Role::Border));
    }
}

/// An area in the middle, never larger than what there is.
pub fn middle(area: Rect, width: u16, height: u16) -> Rect {
    let [row] = Layout::vertical([Constraint::Length(height.min(area.height))])
        .flex(Flex::Center)
        .areas(area);
    let [cell] = Layout::horizontal([Constraint::Length(width.min(area.width))])
        .flex(Flex::Center)
        .areas(row);
    cell
}

/// An empty box with a title over whatever is there; gives its inside.
pub fn boxed(area: Rect, title: &str, buffer: &mut Buffer, theme: Theme) -> Rect {
    clear_cut_wide_chars(area, buffer);
    Clear.render(area, buffer);
    let title = fit(title, usize::from(area.width.saturating_sub(4)), theme);
    // The title stands on the border, but is not as faint.
    let style = theme.style(Role::Title).remove_modifier(Modifier::DIM);
    let mut block =
        Block::bordered().border_set(theme.border()).border_style(theme.style(Role::Border));
    if !title.is_empty() {
        block = block.title(Span::styled(format!(" {title} "), style));
    }
    let inside = block.inner(area);
    block.render(area, buffer);
    // A column of air on each side.
    Rect { x: inside.x + 1.min(inside.width), width: inside.width.saturating_sub(2), ..inside }
}

#[cfg(test)]
mod tests {
    use super::*;

    const THEME: Theme = Theme::new(false, true);

    #[test]
    fn text_is_cut_between_letters() {
        assert_eq!(fit("上海总部", 5, THEME), "上海…");
        assert_eq!(fit("abc", 3, THEME), "abc");
        assert_eq!(fit("abcd", 3, THEME), "ab…");
        assert_eq!(padded("上", 4, THEME), "上  ");
    }

    #[test]
    fn an_id_is_not_broken_where_a_line_has_room_for_it() {
        let lines = wrapped("see vco-6xlj89qlpdn7gf5df2ax for more", 26);
        assert!(lines.iter().any(|line| line.contains("vco-6xlj89qlpdn7gf5df2ax")), "{lines:?}");
    }

    #[test]
    fn a_box_over_ideographs_cuts_none_in_half() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 3));
        for y in 0..3 {
            buffer.set_string(0, y, "隧道的两端隧", Style::new());
        }
        boxed(Rect::new(3, 0, 6, 3), "", &mut buffer, THEME);
        for y in 0..3 {
            assert_eq!(buffer[(2, y)].symbol(), " ");
            assert_eq!(buffer[(0, y)].symbol(), "隧");
        }
    }

    #[test]
    fn boxes_stay_inside_tiny_areas() {
        for width in 0..6 {
            for height in 0..6 {
                let area = Rect::new(0, 0, width, height);
                let mut buffer = Buffer::empty(area);
                let inside = boxed(middle(area, 10, 10), "title", &mut buffer, THEME);
                assert!(inside.right() <= area.right().max(inside.x), "{inside:?}");
            }
        }
    }
}
