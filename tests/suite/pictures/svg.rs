//! A screen as a picture that any browser shows.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Effects, RgbColor, Style};
use anstyle_svg::{Palette, Term};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr as _;

const INK: RgbColor = RgbColor(0xd8, 0xde, 0xe9);
const PAPER: RgbColor = RgbColor(0x17, 0x1b, 0x23);

/// The sixteen colours of a terminal, as they read well on `PAPER`.
const PALETTE: Palette = Palette([
    RgbColor(0x3b, 0x42, 0x52),
    RgbColor(0xf2, 0x77, 0x7a),
    RgbColor(0x93, 0xd0, 0x7c),
    RgbColor(0xf0, 0xc6, 0x74),
    RgbColor(0x7c, 0xaf, 0xff),
    RgbColor(0xd3, 0x9b, 0xf5),
    RgbColor(0x6e, 0xd3, 0xde),
    RgbColor(0xc5, 0xcc, 0xd8),
    RgbColor(0x7d, 0x87, 0x99),
    RgbColor(0xff, 0x9b, 0x9e),
    RgbColor(0xb5, 0xe6, 0xa2),
    RgbColor(0xff, 0xe0, 0xa0),
    RgbColor(0xa6, 0xc8, 0xff),
    RgbColor(0xe6, 0xc1, 0xff),
    RgbColor(0xa5, 0xec, 0xf2),
    RgbColor(0xff, 0xff, 0xff),
]);

/// The screen in colours, the cursor as a block.
pub fn svg(buffer: &Buffer, cursor: Option<Position>) -> String {
    let term = Term::new().palette(PALETTE).fg_color(INK.into()).bg_color(PAPER.into());
    term.min_width_px(0).render_svg(&ansi(buffer, cursor))
}

/// What a terminal would be sent to show the screen from its upper left corner.
fn ansi(buffer: &Buffer, cursor: Option<Position>) -> String {
    let mut text = String::new();
    for row in buffer.area.rows() {
        let (mut last, mut covered) = (Style::new(), 0);
        for at in row.columns() {
            // The second half of a wide letter.
            if at.x < covered {
                continue;
            }
            let cell = &buffer[(at.x, at.y)];
            covered = at.x + u16::try_from(cell.symbol().width()).expect("a letter is small");
            let style = style(cell, cursor == Some(at.as_position()));
            if style != last {
                let _ = write!(text, "{last:#}{style}");
                last = style;
            }
            text.push_str(cell.symbol());
        }
        let _ = writeln!(text, "{last:#}");
    }
    text
}

fn style(cell: &Cell, is_cursor: bool) -> Style {
    let has = |modifier| cell.modifier.contains(modifier);
    let effects = [
        (has(Modifier::BOLD), Effects::BOLD),
        (has(Modifier::DIM), Effects::DIMMED),
        (has(Modifier::UNDERLINED), Effects::UNDERLINE),
        (has(Modifier::REVERSED) != is_cursor, Effects::INVERT),
    ];
    let effects =
        effects.iter().filter(|(has, _)| *has).fold(Effects::new(), |all, (_, one)| all | *one);
    let colour = |colour| ansi_colour(colour).map(anstyle::Color::from);
    Style::new().fg_color(colour(cell.fg)).bg_color(colour(cell.bg)).effects(effects)
}

/// None for the colours of the terminal itself.
fn ansi_colour(colour: Color) -> Option<AnsiColor> {
    Some(match colour {
        Color::Black => AnsiColor::Black,
        Color::Red => AnsiColor::Red,
        Color::Green => AnsiColor::Green,
        Color::Yellow => AnsiColor::Yellow,
        Color::Blue => AnsiColor::Blue,
        Color::Magenta => AnsiColor::Magenta,
        Color::Cyan => AnsiColor::Cyan,
        Color::Gray => AnsiColor::White,
        Color::DarkGray => AnsiColor::BrightBlack,
        Color::LightRed => AnsiColor::BrightRed,
        Color::LightGreen => AnsiColor::BrightGreen,
        Color::LightYellow => AnsiColor::BrightYellow,
        Color::LightBlue => AnsiColor::BrightBlue,
        Color::LightMagenta => AnsiColor::BrightMagenta,
        Color::LightCyan => AnsiColor::BrightCyan,
        Color::White => AnsiColor::BrightWhite,
        Color::Reset => return None,
        other => panic!("{other} is not one of the sixteen colours of a terminal"),
    })
}

#[cfg(test)]
mod tests {
    use ratatui::style::Style;

    use super::*;

    fn drawn(text: &str, style: Style) -> String {
        let mut buffer = Buffer::empty(ratatui::layout::Rect::new(0, 0, 20, 1));
        buffer.set_string(0, 0, text, style);
        svg(&buffer, None)
    }

    #[test]
    fn what_xml_has_a_meaning_for_is_written_otherwise() {
        assert!(drawn("<a> & b", Style::new()).contains("&lt;a&gt; &amp; b"));
    }

    #[test]
    fn a_wide_letter_stands_once_and_nothing_behind_it_is_lost() {
        assert!(drawn("上海-a", Style::new()).contains("上海-a  "));
    }

    #[test]
    fn reversed_letters_swap_their_colours() {
        let svg = drawn(" x ", Style::new().magenta().reversed());
        assert!(svg.contains("fill: #D39BF5"), "{svg}");
    }
}
