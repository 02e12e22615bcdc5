//! How the shells of Windows write a command, and the same command for a POSIX shell.
//!
//! A shell is a handful of facts about quoting, line continuation and variables. With them its text is
//! rewritten, so that one reader serves all.

use zeroize::Zeroizing;

use super::super::error::ImportError;
use super::prompt::{begins_option, without_continuation_prompt};

/// How a shell writes what it does not mean literally.
pub(super) struct ShellDialect {
    /// Takes the meaning from the next character; at the end of a line it continues the command.
    escape: char,
    /// The quotation marks, and whether the escape works between two of them.
    quotes: &'static [(char, bool)],
    /// What ends a command, besides its line.
    ends: &'static [char],
    /// The variable that a text begins with: its name, and how long it is written.
    variable: fn(&str) -> Option<(&str, usize)>,
    /// How a command begins whose output takes its place; a bracket ends it.
    substitution: Option<&'static str>,
    /// Whether variables stand for their values between these quotation marks too.
    evaluates: fn(Option<char>) -> bool,
}

/// PowerShell.
pub(super) const POWERSHELL: ShellDialect = ShellDialect {
    escape: '`',
    quotes: &[('"', true), ('\'', false)],
    ends: &[';', '|', '&', ')'],
    variable: powershell_variable,
    substitution: Some("$("),
    evaluates: |quote| quote != Some('\''),
};

/// The command prompt of Windows.
pub(super) const CMD: ShellDialect = ShellDialect {
    escape: '^',
    quotes: &[('"', false)],
    ends: &['|', '&'],
    variable: cmd_variable,
    substitution: None,
    evaluates: |_| true,
};

/// `$NAME`, `${NAME}`, `$env:NAME`, `${env:NAME}`.
fn powershell_variable(text: &str) -> Option<(&str, usize)> {
    let rest = text.strip_prefix('$')?;
    let (inner, braced) = rest.strip_prefix('{').map_or((rest, false), |rest| (rest, true));
    let scope = inner.get(..4).filter(|scope| scope.eq_ignore_ascii_case("env:"));
    let (name, _) = name(&inner[scope.map_or(0, str::len)..])?;
    let length = 1 + usize::from(braced) + scope.map_or(0, str::len) + name.len();
    let closes = text[length..].starts_with('}');
    (closes || !braced).then_some((name, length + usize::from(braced)))
}

/// `%NAME%`, `!NAME!`.
fn cmd_variable(text: &str) -> Option<(&str, usize)> {
    let mark = text.chars().next().filter(|mark| matches!(mark, '%' | '!'))?;
    let (name, rest) = name(&text[1..])?;
    rest.starts_with(mark).then_some((name, name.len() + 2))
}

/// The name at the beginning of a text, and the rest.
fn name(text: &str) -> Option<(&str, &str)> {
    Some(name_length(text)).filter(|length| *length > 0).map(|length| text.split_at(length))
}

/// How long the variable's name is that a text begins with.
pub(super) fn name_length(text: &str) -> usize {
    if text.starts_with(|first: char| first.is_ascii_digit()) {
        return 0;
    }
    text.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_').unwrap_or(text.len())
}

/// A quotation mark or bracket at a place of a text, which nothing closes.
pub(super) fn unclosed(text: &str, at: usize, mark: &'static str) -> ImportError {
    ImportError::Unclosed { line: text[..at].matches('\n').count() + 1, mark }
}

/// How long a text is up to the bracket that closes the first one in it.
fn length_in_brackets(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, letter) in text.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' if depth == 1 => return at + 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    text.len()
}

/// A command of another shell, rewritten for a POSIX shell, and how long it was.
///
/// # Errors
/// When a quotation mark is never closed.
pub(super) fn to_posix(
    text: &str,
    dialect: &ShellDialect,
) -> Result<(Zeroizing<String>, usize), ImportError> {
    let mut rewriter = Rewriter { text, at: 0, dialect, quote: None, out: Zeroizing::default() };
    while rewriter.step() {}
    match rewriter.quote {
        None => Ok((rewriter.out, rewriter.at)),
        Some(('"', begin, _)) => Err(unclosed(text, begin, "\"")),
        Some((_, begin, _)) => Err(unclosed(text, begin, "'")),
    }
}

struct Rewriter<'a> {
    text: &'a str,
    at: usize,
    dialect: &'a ShellDialect,
    /// The quotation mark that is open, where it stands, and whether the escape works.
    quote: Option<(char, usize, bool)>,
    out: Zeroizing<String>,
}

impl Rewriter<'_> {
    /// Takes the next character; false at the end of the command.
    fn step(&mut self) -> bool {
        let rest = &self.text[self.at..];
        let Some(letter) = rest.chars().next() else { return false };
        let after = &rest[letter.len_utf8()..];
        let quote = self.quote.map(|(mark, ..)| mark);
        let evaluates = (self.dialect.evaluates)(quote);
        let variable = evaluates.then(|| (self.dialect.variable)(rest)).flatten();
        let substitution = self.dialect.substitution.filter(|_| evaluates);
        let is_substitution = substitution.is_some_and(|begin| rest.starts_with(begin));
        if let Some((name, length)) = variable {
            self.out.push_str(&format!("${{{name}}}"));
            self.at += length;
        } else if is_substitution {
            self.out.push_str("$(…)");
            self.at += length_in_brackets(rest);
        } else if letter == self.dialect.escape && self.quote.is_none_or(|(.., escapes)| escapes) {
            self.escaped(after);
        } else if letter == '\\' && after.starts_with('"') {
            // So programs of Windows are given a quotation mark, whatever the shell makes of it.
            self.literal('"');
            self.at += 2;
        } else if let Some(mark) = quote {
            self.quoted(mark, letter, after);
        } else if self.ends(letter, after) {
            return false;
        } else {
            self.bare(letter);
        }
        true
    }

    fn ends(&self, letter: char, after: &str) -> bool {
        self.dialect.ends.contains(&letter) || (letter == '\n' && !begins_option(after))
    }

    fn bare(&mut self, letter: char) {
        let begin = self.at;
        self.at += letter.len_utf8();
        if let Some((_, escapes)) = self.dialect.quotes.iter().find(|(mark, _)| *mark == letter) {
            self.quote = Some((letter, begin, *escapes));
            self.out.push_str("''");
        } else if letter.is_whitespace() {
            self.out.push(' ');
        } else if matches!(letter, '<' | '>') {
            self.out.push(letter);
        } else {
            self.literal(letter);
        }
    }

    fn quoted(&mut self, mark: char, letter: char, after: &str) {
        self.at += letter.len_utf8();
        if letter != mark {
            self.literal(letter);
        } else if after.starts_with(mark) {
            // Twice it stands for itself.
            self.at += mark.len_utf8();
            self.literal(mark);
        } else {
            self.quote = None;
        }
    }

    fn escaped(&mut self, after: &str) {
        let blank = after.trim_start_matches([' ', '\t', '\r']);
        if let Some(next_line) = blank.strip_prefix('\n') {
            self.at = self.text.len() - without_continuation_prompt(next_line).len();
            return;
        }
        self.at += self.dialect.escape.len_utf8();
        if let Some(letter) = after.chars().next() {
            self.at += letter.len_utf8();
            self.literal(match letter {
                'n' if self.dialect.escape == '`' => '\n',
                't' if self.dialect.escape == '`' => '\t',
                other => other,
            });
        }
    }

    fn literal(&mut self, letter: char) {
        if letter == '\n' {
            self.out.push_str("'\n'");
            return;
        }
        if !letter.is_alphanumeric() && !matches!(letter, '-' | '_' | '.' | '/' | ',' | ':' | '=') {
            self.out.push('\\');
        }
        self.out.push(letter);
    }
}
