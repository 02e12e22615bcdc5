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

/// Whether there are colours: by what was asked for, or else by the variables of the environment.
pub fn shows_color(choice: ColorChoice, vars: impl Fn(&str) -> Option<String>) -> bool {
    match choice {
        ColorChoice::Never => false,
        ColorChoice::Always => true,
        // https://no-color.org: present and not empty.
        ColorChoice::Auto if vars("NO_COLOR").is_some_and(|value| !value.is_empty()) => false,
        ColorChoice::Auto => has_color(&vars("TERM").unwrap_or_default()),
    }
}

/// What the name of a terminal says.
fn has_color(term: &str) -> bool {
    // The terminals of DEC, which many serial lines and consoles claim to be, but for one.
    let dec = |model: &str| model.starts_with(|one: char| one.is_ascii_digit()) && model != "525";
    let is_dec = term.strip_prefix("xterm-").unwrap_or(term).strip_prefix("vt").is_some_and(dec);
    let is_mono = term.ends_with("-mono") || term.ends_with("-m");
    !is_dec && !is_mono && !matches!(term, "dumb" | "unknown")
}

/// A variable of this process, for the functions that take variables.
pub fn environment(name: &str) -> Option<String> {
    std::env::var_os(name).map(|value| value.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    type Vars<'a> = &'a [(&'a str, &'a str)];

    fn lookup(vars: Vars) -> impl Fn(&str) -> Option<String> {
        |name| vars.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
    }

    #[test]
    fn the_terminal_tells_whether_it_has_colours() {
        let table: &[(Vars, bool)] = &[
            (&[], true),
            (&[("TERM", "xterm")], true),
            (&[("TERM", "linux")], true),
            (&[("TERM", "xterm-256color")], true),
            (&[("TERM", "xterm-kitty")], true),
            (&[("TERM", "dumb")], false),
            (&[("TERM", "dumb"), ("COLORTERM", "truecolor")], false),
            (&[("TERM", "xterm-mono")], false),
            (&[("TERM", "ansi-m")], false),
            (&[("TERM", "vt100")], false),
            (&[("TERM", "vt102")], false),
            (&[("TERM", "vt220")], false),
            (&[("TERM", "vt220-8bit")], false),
            (&[("TERM", "xterm-vt220"), ("COLORTERM", "truecolor")], false),
            (&[("TERM", "vt525")], true),
            (&[("TERM", "vte-256color")], true),
            (&[("TERM", "xterm-256color"), ("NO_COLOR", "1")], false),
            (&[("TERM", "xterm-256color"), ("NO_COLOR", "")], true),
        ];
        for (vars, is_colored) in table {
            assert_eq!(shows_color(ColorChoice::Auto, lookup(vars)), *is_colored, "{vars:?}");
        }
    }

    #[test]
    fn what_was_asked_for_goes_before_the_variables() {
        assert!(!shows_color(ColorChoice::Never, lookup(&[("TERM", "xterm")])));
        assert!(shows_color(ColorChoice::Always, lookup(&[("NO_COLOR", "1")])));
        assert!(shows_color(ColorChoice::Always, lookup(&[("TERM", "dumb")])));
    }
}
