//! What stands on a screen.

use std::fmt;
use std::num::NonZeroU16;
use std::time::Instant;

use vt100::{Cell, MouseProtocolMode};

/// A screen as it was at one moment. `Debug` draws it.
#[derive(Clone)]
pub struct Screen {
    screen: vt100::Screen,
    at: Instant,
}

impl Screen {
    pub fn new(screen: vt100::Screen, at: Instant) -> Self {
        Self { screen, at }
    }

    /// When the last of it came.
    pub fn at(&self) -> Instant {
        self.at
    }

    /// All lines, without blanks at their ends.
    pub fn lines(&self) -> Vec<String> {
        let (_, cols) = self.screen.size();
        self.screen.rows(0, cols.get()).map(|line| line.trim_end().to_owned()).collect()
    }

    /// All of it as one text.
    pub fn text(&self) -> String {
        self.lines().join("\n")
    }

    /// Whether a text stands on one of its lines.
    pub fn has(&self, text: &str) -> bool {
        self.lines().iter().any(|line| line.contains(text))
    }

    /// The first line with a text, without blanks at its end.
    #[track_caller]
    pub fn line_with(&self, text: &str) -> String {
        let line = self.lines().into_iter().find(|line| line.contains(text));
        line.unwrap_or_else(|| panic!("no line has {text:?}\n{self:?}"))
    }

    /// The first character of the first place where a text stands, with its colours and the rest.
    #[track_caller]
    pub fn cell_of(&self, text: &str) -> &Cell {
        let (row, col) =
            self.place_of(text).unwrap_or_else(|| panic!("no line has {text:?}\n{self:?}"));
        self.screen.cell(row, col).expect("a place on the screen")
    }

    /// Row and column of the first place where a text stands.
    pub fn place_of(&self, text: &str) -> Option<(u16, u16)> {
        let (rows, cols) = self.screen.size();
        (0..rows.get()).find_map(|row| {
            // By cells, since a wide character takes two of them.
            let cells = (0..cols.get()).map(|col| self.contents(row, col));
            let cells: Vec<String> = cells.collect();
            let begins =
                |col: &usize| !cells[*col].is_empty() && cells[*col..].concat().starts_with(text);
            let col = (0..cells.len()).find(begins)?;
            Some((row, u16::try_from(col).ok()?))
        })
    }

    /// An empty cell reads as a blank, the second half of a wide character as nothing.
    fn contents(&self, row: u16, col: u16) -> String {
        let cell = self.screen.cell(row, col).expect("a place on the screen");
        let blank = !cell.has_contents() && !cell.is_wide_continuation();
        if blank { " ".to_owned() } else { cell.contents().to_owned() }
    }

    /// Row and column of the cursor, if it shows.
    pub fn cursor(&self) -> Option<(u16, u16)> {
        (!self.screen.hide_cursor()).then(|| self.screen.cursor_position())
    }

    /// Whether the program has a screen of its own, apart from that of the shell.
    pub fn is_alternate(&self) -> bool {
        self.screen.alternate_screen()
    }

    /// Whether the program has asked to be told of the mouse.
    pub fn takes_mouse(&self) -> bool {
        self.screen.mouse_protocol_mode() != MouseProtocolMode::None
    }

    /// Whether the program has asked for pastes to be marked.
    pub fn takes_pastes(&self) -> bool {
        self.screen.bracketed_paste()
    }

    /// What a program has switched on that a shell would not expect.
    pub fn leftovers(&self) -> Vec<&'static str> {
        let screen = &self.screen;
        [
            ("alternate screen", self.is_alternate()),
            ("hidden cursor", screen.hide_cursor()),
            ("mouse", self.takes_mouse()),
            ("bracketed paste", self.takes_pastes()),
            ("application keypad", screen.application_keypad()),
            ("application cursor keys", screen.application_cursor()),
            ("reversed text", screen.inverse()),
            ("bold or dim text", screen.bold() || screen.dim()),
            ("underlined or italic text", screen.underline() || screen.italic()),
            ("colour", screen.fgcolor() != vt100::Color::Default),
            ("background", screen.bgcolor() != vt100::Color::Default),
        ]
        .into_iter()
        .filter_map(|(name, on)| on.then_some(name))
        .collect()
    }
}

impl fmt::Debug for Screen {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (rows, cols) = self.screen.size();
        let edge = "-".repeat(usize::from(cols.get()));
        writeln!(formatter, "{cols} columns, {rows} rows, cursor {:?}", self.cursor())?;
        writeln!(formatter, "+{edge}+")?;
        for line in self.lines() {
            writeln!(formatter, "|{line}")?;
        }
        write!(formatter, "+{edge}+")
    }
}

/// A side of a screen; the parser knows none without cells.
pub fn side(length: u16) -> NonZeroU16 {
    NonZeroU16::new(length).unwrap_or(NonZeroU16::MIN)
}
