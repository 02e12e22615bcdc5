//! How things look: a style for each role, and the marks and borders of the terminal at hand.
//!
//! Only the terminal's own sixteen colours are used, and its own foreground and background, so that
//! what a person chose to be readable, light or dark, stays readable. Colour is never the only sign:
//! every role has a mark, a word or a modifier besides.

use ratatui::style::{Color, Modifier, Style};
use ratatui::symbols::border;

use crate::connection::Severity;
use crate::flow::ConnectionVerdict;
use crate::present::Status;

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
    /// A chosen row in a list that has not the focus.
    Chosen,
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
    /// The letters of a row that a filter matched.
    Match,
    /// What is still missing.
    Missing,
}

impl From<Status> for Role {
    fn from(status: Status) -> Self {
        match status {
            Status::Success => Self::Good,
            Status::Failure => Self::Error,
            Status::Unknown => Self::Warning,
            Status::Neutral => Self::Dim,
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
    pub spinner: &'static [&'static str],
}

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
    spinner: &["|", "/", "-", "\\"],
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
    spinner: &["|", "/", "-", "\\"],
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

/// How the terminal at hand is written on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    colour: bool,
    unicode: bool,
}

impl Theme {
    /// With or without colour, with or without signs beyond ASCII.
    pub const fn new(colour: bool, unicode: bool) -> Self {
        Self { colour, unicode }
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

    /// The corners and lines of boxes.
    pub const fn border(self) -> border::Set<'static> {
        if self.unicode { border::PLAIN } else { ASCII_BORDER }
    }

    /// The style of a role.
    pub fn style(self, role: Role) -> Style {
        let (colour, modifier) = look(role);
        let style = Style::new().add_modifier(modifier);
        match colour {
            Some(colour) if self.colour => style.fg(colour),
            _ => style,
        }
    }
}

fn look(role: Role) -> (Option<Color>, Modifier) {
    let none = Modifier::empty();
    match role {
        Role::Plain => (None, none),
        Role::Dim => (None, Modifier::DIM),
        Role::Title => (None, Modifier::BOLD),
        Role::Focus => (None, Modifier::REVERSED),
        Role::Chosen => (None, Modifier::BOLD.union(Modifier::UNDERLINED)),
        Role::Key => (Some(Color::Cyan), Modifier::BOLD),
        Role::Error => (Some(Color::Red), Modifier::BOLD),
        Role::Warning => (Some(Color::Yellow), Modifier::BOLD),
        Role::Hint => (Some(Color::Cyan), none),
        Role::Good => (Some(Color::Green), Modifier::BOLD),
        Role::Sandbox => (Some(Color::Magenta), Modifier::BOLD.union(Modifier::REVERSED)),
        Role::Border => (None, Modifier::DIM),
        Role::Match => (Some(Color::Cyan), Modifier::UNDERLINED),
        Role::Missing => (None, none),
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
    fn ascii_is_ascii() {
        assert!([ASCII.error, ASCII.here, ASCII.masked, ASCII.thumb].iter().all(|m| m.is_ascii()));
    }
}
