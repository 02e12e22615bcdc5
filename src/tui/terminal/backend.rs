//! Where ratatui paints: gathers a frame, and knows what of it the terminal does not show yet.

use std::borrow::Cow;
use std::io::{self, Write as _};

use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::queue;
use crossterm::style::Print;
use crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier};

use crate::connection::characters::is_invisible;
use crate::text::printable;

/// What a terminal is taken for that does not tell its size, as serial lines do.
const USUAL: Size = Size { width: 80, height: 24 };

/// A letter without what hides behind it or acts on a terminal, such as a tag that nobody sees: whatever text
/// is drawn, and wherever it comes from, nothing else reaches the terminal.
fn visible(symbol: &str) -> Cow<'_, str> {
    if symbol.is_ascii() || printable(symbol) == symbol {
        return Cow::Borrowed(symbol);
    }
    let seen: String = symbol.chars().filter(|letter| !is_invisible(*letter)).collect();
    Cow::Owned(if seen.is_empty() { " ".to_owned() } else { seen })
}

/// A frame in the making, and where the cursor is.
#[derive(Debug, Default)]
pub struct Canvas {
    /// The changed cells as the terminal wants them.
    cells: Vec<u8>,
    /// All that is to be written for this frame.
    frame: Vec<u8>,
    /// Where ratatui wants the cursor, and whether it is to be seen.
    cursor: Position,
    visible: bool,
    /// Where the terminal shows the cursor; nowhere at first.
    shown: Option<Position>,
}

impl Canvas {
    /// What to write so that the terminal shows this frame; nothing if it does already.
    pub fn finish(&mut self) -> io::Result<&[u8]> {
        self.frame.clear();
        let wanted = self.visible.then_some(self.cursor);
        if self.cells.is_empty() && wanted == self.shown {
            return Ok(&self.frame);
        }
        queue!(self.frame, BeginSynchronizedUpdate)?;
        // Where frames are not shown at once, a cursor would be seen running over the changes.
        let hides = self.shown.is_some() && (wanted.is_none() || !self.cells.is_empty());
        if hides {
            queue!(self.frame, Hide)?;
        }
        self.frame.append(&mut self.cells);
        if let Some(Position { x, y }) = wanted {
            queue!(self.frame, MoveTo(x, y))?;
            if hides || self.shown.is_none() {
                queue!(self.frame, Show)?;
            }
        }
        queue!(self.frame, EndSynchronizedUpdate)?;
        self.shown = wanted;
        Ok(&self.frame)
    }

    /// The terminal was taken anew, and its cursor is hidden.
    pub fn invalidate(&mut self) {
        self.shown = None;
    }

    fn terminal(&mut self) -> CrosstermBackend<&mut Vec<u8>> {
        CrosstermBackend::new(&mut self.cells)
    }
}

/// How a cell looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct CellStyle {
    front: Color,
    back: Color,
    modifier: Modifier,
}

impl CellStyle {
    /// Everything anew in one sequence, in which no colour is named where none is wanted. The sixteen
    /// have numbers of their own, which every terminal with colours knows: crossterm writes them as the
    /// first of 256, whose `5` blinks where there are no 256.
    fn write(self, bytes: &mut Vec<u8>) -> io::Result<()> {
        bytes.write_all(b"\x1b[0")?;
        for (number, modifier) in (1..=9).zip(MODIFIERS) {
            if self.modifier.contains(modifier) {
                write!(bytes, ";{number}")?;
            }
        }
        for (colour, base) in [(self.front, 30), (self.back, 40)] {
            match SIXTEEN.iter().position(|one| *one == colour) {
                Some(at @ 0..8) => write!(bytes, ";{}", base + at)?,
                Some(at) => write!(bytes, ";{}", base + 60 + at - 8)?,
                None => {}
            }
        }
        bytes.write_all(b"m")
    }
}

/// In the order of their numbers, from 1 on.
const MODIFIERS: [Modifier; 9] = [
    Modifier::BOLD,
    Modifier::DIM,
    Modifier::ITALIC,
    Modifier::UNDERLINED,
    Modifier::SLOW_BLINK,
    Modifier::RAPID_BLINK,
    Modifier::REVERSED,
    Modifier::HIDDEN,
    Modifier::CROSSED_OUT,
];

/// In the order of their numbers: the dark ones, then the light ones.
const SIXTEEN: [Color; 16] = [
    Color::Black,
    Color::Red,
    Color::Green,
    Color::Yellow,
    Color::Blue,
    Color::Magenta,
    Color::Cyan,
    Color::Gray,
    Color::DarkGray,
    Color::LightRed,
    Color::LightGreen,
    Color::LightYellow,
    Color::LightBlue,
    Color::LightMagenta,
    Color::LightCyan,
    Color::White,
];

impl Backend for Canvas {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut look = CellStyle::default();
        let mut next = None;
        for (x, y, cell) in content {
            if next != Some((x, y)) {
                queue!(self.cells, MoveTo(x, y))?;
            }
            next = Some((x + 1, y));
            let wanted = CellStyle { front: cell.fg, back: cell.bg, modifier: cell.modifier };
            if wanted != look {
                wanted.write(&mut self.cells)?;
                look = wanted;
            }
            queue!(self.cells, Print(visible(cell.symbol())))?;
        }
        if look != CellStyle::default() {
            CellStyle::default().write(&mut self.cells)?;
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.visible = false;
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.visible = true;
        Ok(())
    }

    /// Asking the terminal would mean waiting for it, and taking its answer from the keys.
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.cursor = position.into();
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.terminal().clear_region(clear_type)
    }

    fn size(&self) -> io::Result<Size> {
        size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: size()?, pixels: Size::default() })
    }

    /// A frame is written when it is finished.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The size of the terminal. Asked before every frame, so that no change is missed: one system call.
#[cfg(unix)]
pub fn size() -> io::Result<Size> {
    let size = rustix::termios::tcgetwinsize(rustix::stdio::stdout())?;
    Ok(default_size(Size { width: size.ws_col, height: size.ws_row }))
}

/// The size of the terminal.
#[cfg(not(unix))]
pub fn size() -> io::Result<Size> {
    let (width, height) = crossterm::terminal::size()?;
    Ok(default_size(Size { width, height }))
}

fn default_size(told: Size) -> Size {
    if told.width == 0 || told.height == 0 { USUAL } else { told }
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;
    use ratatui::style::{Color, Modifier, Style};
    use ratatui::text::Line;
    use ratatui::{Terminal, TerminalOptions, Viewport};

    use super::*;

    const BEGIN: &str = "\u{1b}[?2026h";
    const END: &str = "\u{1b}[?2026l";
    const HIDE: &str = "\u{1b}[?25l";
    const SHOW: &str = "\u{1b}[?25h";

    /// A screen of ten columns and two rows without a terminal behind it.
    fn screen() -> Terminal<Canvas> {
        let viewport = Viewport::Fixed(Rect::new(0, 0, 10, 2));
        Terminal::with_options(Canvas::default(), TerminalOptions { viewport }).unwrap()
    }

    fn painted(screen: &mut Terminal<Canvas>, text: &str, cursor: Option<(u16, u16)>) -> String {
        screen
            .draw(|frame| {
                frame.render_widget(text, frame.area());
                if let Some(cursor) = cursor {
                    frame.set_cursor_position(cursor);
                }
            })
            .unwrap();
        String::from_utf8(screen.backend_mut().finish().unwrap().to_vec()).unwrap()
    }

    #[test]
    fn nothing_hidden_reaches_the_terminal() {
        let mut screen = screen();
        let text = "a\u{e0041}\u{e007f}b\u{2028}c\u{202e}d\u{200b}e\u{85}f";
        let written = painted(&mut screen, text, None);
        assert!(written.contains("ab") && written.contains('f'), "{written:?}");
        let hides = |letter: char| is_invisible(letter) && letter != '\u{1b}';
        assert!(!written.chars().any(hides), "{written:?}");
        // What belongs to a letter stays with it.
        assert!(painted(&mut screen, "❤\u{fe0f}", None).contains("❤\u{fe0f}"));
    }

    #[test]
    fn a_frame_is_bracketed_and_an_unchanged_one_is_nothing() {
        let mut screen = screen();
        let first = painted(&mut screen, "ab", None);
        assert!(first.starts_with(BEGIN) && first.ends_with(END), "{first:?}");
        assert!(first.contains("ab") && !first.contains(SHOW), "{first:?}");
        assert_eq!(painted(&mut screen, "ab", None), "");
        assert_eq!(painted(&mut screen, "ab", None), "");
    }

    #[test]
    fn only_what_changed_is_written() {
        let mut screen = screen();
        painted(&mut screen, "abc", None);
        let second = painted(&mut screen, "abd", None);
        assert!(second.contains("\u{1b}[1;3Hd") && !second.contains('a'), "{second:?}");
    }

    #[test]
    fn a_cursor_is_hidden_while_cells_change() {
        let mut screen = screen();
        let first = painted(&mut screen, "a", Some((1, 0)));
        assert!(!first.contains(HIDE), "it is hidden already: {first:?}");
        assert!(first.ends_with(&format!("\u{1b}[1;2H{SHOW}{END}")), "{first:?}");
        let second = painted(&mut screen, "ab", Some((2, 0)));
        assert!(second.starts_with(&format!("{BEGIN}{HIDE}")), "{second:?}");
        assert!(second.ends_with(&format!("\u{1b}[1;3H{SHOW}{END}")), "{second:?}");
    }

    #[test]
    fn a_cursor_that_alone_moves_or_goes_costs_no_more_than_that() {
        let mut screen = screen();
        painted(&mut screen, "ab", Some((2, 0)));
        assert_eq!(painted(&mut screen, "ab", Some((2, 0))), "");
        assert_eq!(painted(&mut screen, "ab", Some((1, 0))), format!("{BEGIN}\u{1b}[1;2H{END}"));
        assert_eq!(painted(&mut screen, "ab", None), format!("{BEGIN}{HIDE}{END}"));
        assert_eq!(painted(&mut screen, "ab", None), "");
    }

    #[test]
    fn the_sixteen_colours_have_their_own_numbers_and_no_colour_has_none() {
        let look = |style: Style| {
            let mut screen = screen();
            let paint = |frame: &mut ratatui::Frame<'_>| {
                frame.render_widget(Line::styled("a", style), frame.area());
            };
            screen.draw(paint).unwrap();
            String::from_utf8(screen.backend_mut().finish().unwrap().to_vec()).unwrap()
        };
        let focus = Style::new().add_modifier(Modifier::BOLD | Modifier::REVERSED);
        for (style, sequence) in [
            (focus, "0;1;7"),
            (focus.fg(Color::Yellow), "0;1;7;33"),
            (Style::new().fg(Color::LightRed).bg(Color::Black), "0;91;40"),
            (Style::new().bg(Color::White), "0;107"),
        ] {
            let text = look(style);
            assert!(text.contains(&format!("\u{1b}[{sequence}ma")), "{text:?}");
            assert!(text.ends_with(&format!("\u{1b}[0m{END}")), "{text:?}");
        }
        assert!(!look(Style::new()).contains('m'));
    }

    #[test]
    fn a_terminal_without_a_size_is_taken_for_the_usual_one() {
        assert_eq!(default_size(Size::new(0, 0)), USUAL);
        assert_eq!(default_size(Size::new(132, 43)), Size::new(132, 43));
    }
}
