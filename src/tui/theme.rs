//! How things look: a style for each role, and the marks and borders of the terminal at hand.
//!
//! Only the terminal's own sixteen colours are used, and its own foreground and background, so that
//! what a person chose to be readable, light or dark, stays readable. Colour is never the only sign:
//! every role has a mark, a word or a modifier besides.

use ratatui::style::{Color, Modifier, Style};
use ratatui::symbols::border;

use crate::connection::{Severity, named_enum};
use crate::flow::ConnectionVerdict;
use crate::peer::{FieldComparison, FieldVerdict};
use crate::present::OutcomeStatus;

/// What a piece of the screen is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Ordinary text.
    Plain,
    /// Less important: origins, units, what does not apply.
    Dim,
    /// A heading.
    Title,
    /// What the keys act on.
    Focus,
    /// The name of a key.
    Key,
    /// An error.
    Error,
    /// A warning.
    Warning,
    /// A hint.
    Hint,
    /// Done, created.
    Good,
    /// The mark of the sandbox.
    Sandbox,
    /// A border.
    Border,
    /// What is still missing.
    Missing,
}

impl From<OutcomeStatus> for Role {
    fn from(status: OutcomeStatus) -> Self {
        match status {
            OutcomeStatus::Success => Self::Good,
            OutcomeStatus::Failure => Self::Error,
            OutcomeStatus::Unknown => Self::Warning,
            OutcomeStatus::Neutral => Self::Dim,
        }
    }
}

impl From<ConnectionVerdict> for Role {
    fn from(verdict: ConnectionVerdict) -> Self {
        match verdict {
            ConnectionVerdict::Up => Self::Good,
            ConnectionVerdict::Down | ConnectionVerdict::Locked | ConnectionVerdict::Gone => {
                Self::Error
            }
            ConnectionVerdict::Degraded | ConnectionVerdict::Phase2 => Self::Warning,
            _ => Self::Plain,
        }
    }
}

impl From<Severity> for Role {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Error,
            Severity::Warning => Self::Warning,
            Severity::Hint => Self::Hint,
        }
    }
}

/// Signs of one cell each, so that columns stand. Each is named by what it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marks {
    pub error: &'static str,
    pub warning: &'static str,
    pub hint: &'static str,
    pub missing: &'static str,
    pub done: &'static str,
    pub empty: &'static str,
    pub here: &'static str,
    pub open_left: &'static str,
    pub open_right: &'static str,
    pub ellipsis: &'static str,
    pub masked: &'static str,
    pub separator: &'static str,
    pub bar: &'static str,
    pub thumb: &'static str,
}

/// What turns while something is waited for, frame by frame.
pub const SPINNER: [&str; 4] = ["|", "/", "-", "\\"];

const UNICODE: Marks = Marks {
    error: "✗",
    warning: "!",
    hint: "i",
    missing: "○",
    done: "✓",
    empty: "·",
    here: "▸",
    open_left: "‹",
    open_right: "›",
    ellipsis: "…",
    masked: "•",
    separator: "│",
    bar: "│",
    thumb: "█",
};

const ASCII: Marks = Marks {
    error: "x",
    warning: "!",
    hint: "i",
    missing: "o",
    done: "+",
    empty: ".",
    here: ">",
    open_left: "<",
    open_right: ">",
    ellipsis: "~",
    masked: "*",
    separator: "|",
    bar: "|",
    thumb: "#",
};

const ASCII_BORDER: border::Set<'static> = border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};

named_enum! {
    /// Which of the sixteen colours stand for what; in the order in which a key goes through them.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum Palette {
        /// For dark grounds, and readable on most others.
        #[default]
        Default = "default",
        /// For light grounds, on which yellow and cyan can hardly be read.
        Light = "light",
        /// Nothing dim, and no colour at all: the terminal's own two, which differ most.
        HighContrast = "high-contrast",
        /// Blue and yellow in place of green and red, told apart by people who see those alike.
        ColourBlind = "colour-blind",
    }
}

impl Palette {
    /// The next one, and after the last the first.
    pub fn next(self) -> Self {
        let at = Self::ALL.iter().position(|palette| *palette == self).unwrap_or_default();
        Self::ALL[(at + 1) % Self::ALL.len()]
    }
}

/// How the terminal at hand is written on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    colour: bool,
    unicode: bool,
    palette: Palette,
}

impl Theme {
    /// With or without colour, with or without signs beyond ASCII.
    pub const fn new(colour: bool, unicode: bool) -> Self {
        Self { colour, unicode, palette: Palette::Default }
    }

    /// The same with other colours.
    pub const fn with(self, palette: Palette) -> Self {
        Self { palette, ..self }
    }

    /// Which colours.
    pub const fn palette(self) -> Palette {
        self.palette
    }

    /// Whether signs beyond ASCII may be drawn.
    pub const fn has_unicode(self) -> bool {
        self.unicode
    }

    /// A cell's text for a terminal that shows nothing but ASCII: punctuation of messages has its like there.
    pub fn punctuation(self, symbol: &str) -> Option<&'static str> {
        if self.unicode {
            return None;
        }
        match symbol {
            "“" | "”" | "„" => Some("\""),
            "‘" | "’" => Some("'"),
            "…" => Some("."),
            "–" | "—" => Some("-"),
            "→" => Some(">"),
            _ => None,
        }
    }

    /// The signs.
    pub const fn marks(self) -> Marks {
        if self.unicode { UNICODE } else { ASCII }
    }

    /// The sign of a finding, and its role; of a warning that was accepted, that this is done.
    pub const fn severity_sign(
        self,
        severity: Severity,
        is_acknowledged: bool,
    ) -> (&'static str, Role) {
        let marks = self.marks();
        match severity {
            Severity::Error => (marks.error, Role::Error),
            Severity::Warning if is_acknowledged => (marks.done, Role::Dim),
            Severity::Warning => (marks.warning, Role::Warning),
            Severity::Hint => (marks.hint, Role::Hint),
        }
    }

    /// The sign of how the two ends compare in a field, and its role.
    pub fn comparison_sign(self, found: &FieldComparison) -> (&'static str, Role) {
        let marks = self.marks();
        match found.verdict {
            FieldVerdict::Differs if found.is_breaking() => (marks.error, Role::Error),
            FieldVerdict::Differs => (marks.hint, Role::Hint),
            FieldVerdict::Unknown => (marks.missing, Role::Missing),
            FieldVerdict::Agrees => (marks.done, Role::Good),
        }
    }

    /// The corners and lines of boxes.
    pub const fn border(self) -> border::Set<'static> {
        if self.unicode { border::PLAIN } else { ASCII_BORDER }
    }

    /// The style of a role.
    pub fn style(self, role: Role) -> Style {
        let (colour, modifier) = colors_of(self.palette, role);
        let style = Style::new().add_modifier(modifier);
        match colour {
            Some(colour) if self.colour => style.fg(colour),
            _ => style,
        }
    }
}

fn colors_of(palette: Palette, role: Role) -> (Option<Color>, Modifier) {
    let (colour, modifier) = usual(role);
    match palette {
        Palette::Default => (colour, modifier),
        Palette::Light => (colour.map(on_light), modifier),
        Palette::HighContrast => (None, strong(role, modifier)),
        Palette::ColourBlind => match role {
            // Yellow both: which of the two it is, the ground tells besides the sign.
            Role::Error => (Some(Color::Yellow), modifier.union(Modifier::REVERSED)),
            Role::Good => (Some(Color::LightBlue), modifier),
            _ => (colour, modifier),
        },
    }
}

fn usual(role: Role) -> (Option<Color>, Modifier) {
    let none = Modifier::empty();
    match role {
        Role::Plain => (None, none),
        Role::Dim => (None, Modifier::DIM),
        Role::Title => (None, Modifier::BOLD),
        Role::Focus => (None, Modifier::REVERSED),
        Role::Key => (Some(Color::Cyan), Modifier::BOLD),
        Role::Error => (Some(Color::Red), Modifier::BOLD),
        Role::Warning => (Some(Color::Yellow), Modifier::BOLD),
        Role::Hint => (Some(Color::Cyan), none),
        Role::Good => (Some(Color::Green), Modifier::BOLD),
        Role::Sandbox => (Some(Color::Magenta), Modifier::BOLD.union(Modifier::REVERSED)),
        Role::Border => (None, Modifier::DIM),
        Role::Missing => (None, none),
    }
}

/// The colour that can be read on a light ground in the place of one for dark grounds.
fn on_light(colour: Color) -> Color {
    match colour {
        Color::Cyan => Color::Blue,
        Color::Yellow => Color::Magenta,
        other => other,
    }
}

/// Without colour and without dim letters, what is grave has to be loud.
fn strong(role: Role, modifier: Modifier) -> Modifier {
    match role {
        Role::Error => Modifier::BOLD.union(Modifier::REVERSED),
        Role::Warning => Modifier::BOLD.union(Modifier::UNDERLINED),
        _ => modifier.difference(Modifier::DIM),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr as _;

    #[test]
    fn every_mark_takes_one_cell() {
        for marks in [UNICODE, ASCII] {
            for mark in [
                marks.error,
                marks.warning,
                marks.hint,
                marks.missing,
                marks.done,
                marks.empty,
                marks.here,
                marks.open_left,
                marks.open_right,
                marks.ellipsis,
                marks.masked,
                marks.separator,
                marks.bar,
                marks.thumb,
            ] {
                assert_eq!(mark.width(), 1, "{mark}");
            }
        }
    }

    #[test]
    fn without_colour_no_role_names_one_and_the_loud_ones_differ() {
        let theme = Theme::new(false, true);
        for role in [Role::Error, Role::Key, Role::Sandbox, Role::Focus] {
            assert_eq!(theme.style(role).fg, None, "{role:?}");
        }
        assert_ne!(theme.style(Role::Focus), theme.style(Role::Plain));
        assert_ne!(theme.style(Role::Error), theme.style(Role::Plain));
    }

    #[test]
    fn palettes_are_found_by_their_names_and_go_round() {
        let mut palette = Palette::Default;
        for known in Palette::ALL {
            assert_eq!(Palette::from_name(known.name()), Some(palette));
            palette = palette.next();
        }
        assert_eq!(palette, Palette::Default);
        assert_eq!(Palette::from_name("dark"), None);
    }

    #[test]
    fn grave_and_good_differ_in_every_palette() {
        for palette in Palette::ALL {
            let style = |role| Theme::new(true, true).with(*palette).style(role);
            assert_ne!(style(Role::Error), style(Role::Warning), "{palette:?}");
            assert_ne!(style(Role::Error), style(Role::Good), "{palette:?}");
            assert_ne!(style(Role::Warning), style(Role::Good), "{palette:?}");
        }
        let none_dim = Theme::new(true, true).with(Palette::HighContrast);
        for role in [Role::Dim, Role::Border, Role::Hint] {
            assert!(!none_dim.style(role).add_modifier.contains(Modifier::DIM), "{role:?}");
        }
    }

    #[test]
    fn ascii_is_ascii() {
        assert!([ASCII.error, ASCII.here, ASCII.masked, ASCII.thumb].iter().all(|m| m.is_ascii()));
    }
}
