//! What the terminal can show, told by its variables alone: a terminal that is asked may not answer.

/// What `--color` asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColorChoice {
    /// As the variables say.
    #[default]
    Auto,
    /// Some, whatever the variables say.
    Always,
    /// None, whatever the variables say.
    Never,
}

/// How many colours there are to choose from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ColorDepth {
    /// No colour at all: bold, dim, underlined and reversed have to do.
    None,
    /// The sixteen that people set to their liking.
    Ansi16,
    /// The 256 of xterm.
    Ansi256,
    /// Any.
    True,
}

impl ColorDepth {
    /// Decides from what was asked for and the variables of the environment.
    pub fn of(choice: ColorChoice, vars: impl Fn(&str) -> Option<String>) -> Self {
        match choice {
            ColorChoice::Never => Self::None,
            ColorChoice::Always => Self::able(&vars).max(Self::Ansi16),
            // https://no-color.org: present and not empty.
            ColorChoice::Auto if set(&vars, "NO_COLOR") => Self::None,
            ColorChoice::Auto => Self::able(&vars),
        }
    }

    /// What the terminal can do, whatever anybody asks for.
    fn able(vars: &impl Fn(&str) -> Option<String>) -> Self {
        let term = vars("TERM").unwrap_or_default();
        let told = match vars("COLORTERM").as_deref() {
            Some("truecolor" | "24bit") => Self::True,
            _ => Self::None,
        };
        match Self::named(&term) {
            Self::None => Self::None,
            // The variable comes from the terminal around GNU screen, which takes 256 at most.
            depth if set(vars, "STY") => depth.min(Self::Ansi256),
            depth => depth.max(told),
        }
    }

    /// What the name of a terminal says. COLORTERM does not come along over SSH, so some are known.
    fn named(term: &str) -> Self {
        const ANY: [&str; 6] =
            ["xterm-kitty", "xterm-ghostty", "alacritty", "wezterm", "foot", "contour"];
        let ends = |end: &str| term.ends_with(end);
        // The terminals of DEC, which many serial lines and consoles claim to be, but for one.
        let dec =
            |model: &str| model.starts_with(|one: char| one.is_ascii_digit()) && model != "525";
        let is_dec =
            term.strip_prefix("xterm-").unwrap_or(term).strip_prefix("vt").is_some_and(dec);
        if is_dec || matches!(term, "dumb" | "unknown") || ends("-mono") || ends("-m") {
            Self::None
        } else if ends("-direct") || ANY.contains(&term) {
            Self::True
        } else if ends("-256color") {
            Self::Ansi256
        } else {
            Self::Ansi16
        }
    }
}

/// A variable of this process, for the functions that take variables.
pub fn environment(name: &str) -> Option<String> {
    std::env::var_os(name).map(|value| value.to_string_lossy().into_owned())
}

fn set(vars: impl Fn(&str) -> Option<String>, name: &str) -> bool {
    vars(name).is_some_and(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    type Vars<'a> = &'a [(&'a str, &'a str)];

    fn lookup(vars: Vars) -> impl Fn(&str) -> Option<String> {
        |name| vars.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
    }

    #[test]
    fn the_terminal_tells_its_colours() {
        use ColorDepth::{Ansi16, Ansi256, None, True};
        let table: &[(Vars, ColorDepth)] = &[
            (&[], Ansi16),
            (&[("TERM", "xterm")], Ansi16),
            (&[("TERM", "linux")], Ansi16),
            (&[("TERM", "xterm-256color")], Ansi256),
            (&[("TERM", "tmux-256color")], Ansi256),
            (&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")], True),
            (&[("TERM", "xterm-256color"), ("COLORTERM", "24bit")], True),
            (&[("TERM", "xterm-256color"), ("COLORTERM", "yes")], Ansi256),
            (&[("TERM", "xterm-direct")], True),
            (&[("TERM", "xterm-kitty")], True),
            (&[("TERM", "dumb")], None),
            (&[("TERM", "dumb"), ("COLORTERM", "truecolor")], None),
            (&[("TERM", "xterm-mono")], None),
            (&[("TERM", "ansi-m")], None),
            (&[("TERM", "vt100")], None),
            (&[("TERM", "vt102")], None),
            (&[("TERM", "vt220")], None),
            (&[("TERM", "vt220-8bit")], None),
            (&[("TERM", "xterm-vt220"), ("COLORTERM", "truecolor")], None),
            (&[("TERM", "vt525")], Ansi16),
            (&[("TERM", "vte-256color")], Ansi256),
            (&[("TERM", "xterm-16color")], Ansi16),
            (&[("TERM", "screen"), ("STY", "1.tty"), ("COLORTERM", "truecolor")], Ansi16),
            (&[("TERM", "screen-256color"), ("STY", "1"), ("COLORTERM", "truecolor")], Ansi256),
            (&[("TERM", "xterm-256color"), ("NO_COLOR", "1")], None),
            (&[("TERM", "xterm-256color"), ("NO_COLOR", "")], Ansi256),
        ];
        for (vars, depth) in table {
            assert_eq!(ColorDepth::of(ColorChoice::Auto, lookup(vars)), *depth, "{vars:?}");
        }
    }

    #[test]
    fn what_was_asked_for_goes_before_the_variables() {
        let table: &[(ColorChoice, Vars, ColorDepth)] = &[
            (ColorChoice::Never, &[("COLORTERM", "truecolor")], ColorDepth::None),
            (
                ColorChoice::Always,
                &[("NO_COLOR", "1"), ("TERM", "xterm-256color")],
                ColorDepth::Ansi256,
            ),
            (ColorChoice::Always, &[("TERM", "dumb")], ColorDepth::Ansi16),
        ];
        for (choice, vars, depth) in table {
            assert_eq!(ColorDepth::of(*choice, lookup(vars)), *depth, "{choice:?} {vars:?}");
        }
    }
}
