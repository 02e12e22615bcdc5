//! Takes pasted shell text apart: commands, words, and the places where a shell would have put
//! something in.
//!
//! Quoting is left to shlex; what it does not know is where a `$` stands outside single quotes. Such
//! places become marks before it sees them.

use zeroize::Zeroize as _;

use super::ImportError;

/// Unicode's own word for "never a character": they cannot occur in a text that means anything.
const OPEN: char = '\u{FDD0}';
const CLOSE: char = '\u{FDD1}';

/// Something that only a shell can evaluate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Expression {
    /// A variable, plain or one that must be set: `$NAME`, `${NAME}`, `${NAME:?why}`.
    Variable(String),
    /// Anything else: `$(…)`, `${NAME:-default}`, `$1`.
    Other,
}

/// The expressions of a text, by the marks that stand for them.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Expressions<'a>(&'a [Expression]);

impl<'a> Expressions<'a> {
    /// The expression that is all of this text, [`Expression::Other`] if some are only in it.
    pub fn in_text(self, text: &str) -> Option<&'a Expression> {
        if !text.contains(OPEN) {
            return None;
        }
        let whole = text.strip_prefix(OPEN).and_then(|text| text.strip_suffix(CLOSE));
        let found = whole.and_then(|index| self.0.get(index.parse::<usize>().ok()?));
        Some(found.unwrap_or(&Expression::Other))
    }
}

/// Pasted text, taken apart.
pub(super) struct Script {
    /// The words of each command; marks stand for expressions.
    pub commands: Vec<Vec<String>>,
    expressions: Vec<Expression>,
}

impl Script {
    /// The expressions that the marks stand for.
    pub fn expressions(&self) -> Expressions<'_> {
        Expressions(&self.expressions)
    }

    /// Takes a text apart.
    ///
    /// # Errors
    /// When a quotation mark or a bracket is never closed.
    pub fn read(text: &str) -> Result<Self, ImportError> {
        if text.contains([OPEN, CLOSE]) {
            return Err(ImportError::NonCharacter);
        }
        let mut scanner = Scanner::new(text);
        scanner.all()?;
        let words = |command: &String| shlex::split(command).unwrap_or_default();
        let commands = scanner.commands.iter().map(words).filter(|words| !words.is_empty());
        let commands = commands.collect();
        scanner.commands.zeroize();
        Ok(Self { commands, expressions: scanner.expressions })
    }
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    command: String,
    /// Within a redirection, whose target is no argument.
    redirected: bool,
    commands: Vec<String>,
    expressions: Vec<Expression>,
}

impl<'a> Scanner<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            command: String::new(),
            redirected: false,
            commands: Vec::new(),
            expressions: Vec::new(),
        }
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn next(&mut self) -> Option<char> {
        let letter = self.rest().chars().next()?;
        self.at += letter.len_utf8();
        Some(letter)
    }

    fn push(&mut self, letter: char) {
        if !self.redirected {
            self.command.push(letter);
        }
    }

    fn unclosed(&self, at: usize, mark: &'static str) -> ImportError {
        let line = self.text[..at].bytes().filter(|byte| *byte == b'\n').count() + 1;
        ImportError::Unclosed { line, mark }
    }

    fn all(&mut self) -> Result<(), ImportError> {
        while let Some(letter) = self.next() {
            let begin = self.at - letter.len_utf8();
            match letter {
                '\\' if self.continuation() => {}
                '\\' => {
                    if let Some(next) = self.next() {
                        self.push('\\');
                        self.push(next);
                    }
                }
                '\'' => self.single(begin)?,
                '"' => self.double(begin)?,
                '$' => self.dollar(true)?,
                '`' => self.backtick(begin)?,
                '\n' | ';' | '|' | '&' | '(' | ')' => self.end(),
                '<' | '>' => self.redirect(),
                '#' if self.at_word_start() => {
                    let length = self.rest().find('\n').unwrap_or(self.rest().len());
                    self.at += length;
                }
                '\r' => self.push(' '),
                other => self.push(other),
            }
        }
        self.end();
        Ok(())
    }

    /// Whether the line goes on, after a backslash; then the break is passed over.
    fn continuation(&mut self) -> bool {
        for line_break in ["\r\n", "\n"] {
            if self.rest().starts_with(line_break) {
                self.at += line_break.len();
                return true;
            }
        }
        false
    }

    fn at_word_start(&self) -> bool {
        self.command.chars().next_back().is_none_or(|last| last.is_ascii_whitespace())
    }

    fn end(&mut self) {
        self.redirected = false;
        let command = std::mem::take(&mut self.command);
        if !command.trim().is_empty() {
            self.commands.push(command);
        }
    }

    /// What follows is a file's name; a number right before says which stream, as in `2>`.
    fn redirect(&mut self) {
        if !self.redirected {
            let kept = self.command.trim_end_matches(|letter: char| letter.is_ascii_digit()).len();
            let is_stream = self.command[..kept].ends_with(|last: char| last.is_ascii_whitespace());
            if is_stream {
                self.command.truncate(kept);
            }
        }
        self.redirected = true;
    }

    fn single(&mut self, begin: usize) -> Result<(), ImportError> {
        let Some(length) = self.rest().find('\'') else {
            return Err(self.unclosed(begin, "'"));
        };
        let quoted = &self.text[begin..=self.at + length];
        self.at += length + 1;
        if !self.redirected {
            self.command.push_str(quoted);
        }
        Ok(())
    }

    fn double(&mut self, begin: usize) -> Result<(), ImportError> {
        self.push('"');
        loop {
            match self.next() {
                None => return Err(self.unclosed(begin, "\"")),
                Some('"') => {
                    self.push('"');
                    return Ok(());
                }
                Some('\\') if self.continuation() => {}
                Some('\\') => {
                    self.push('\\');
                    if let Some(next) = self.next() {
                        self.push(next);
                    }
                }
                Some('$') => self.dollar(false)?,
                Some('`') => self.backtick(self.at - 1)?,
                Some(other) => self.push(other),
            }
        }
    }

    fn mark(&mut self, expression: Expression) {
        let index = self.expressions.len();
        self.expressions.push(expression);
        for letter in format!("{OPEN}{index}{CLOSE}").chars() {
            self.push(letter);
        }
    }

    /// What a dollar sign begins; `bare` outside all quotes.
    fn dollar(&mut self, bare: bool) -> Result<(), ImportError> {
        let begin = self.at - 1;
        let rest = self.rest();
        match rest.chars().next() {
            Some('\'') if bare => return self.escaped(begin),
            // A text to be translated: the quotation mark is all that matters.
            Some('"') if bare => {}
            Some('{') => {
                self.at += 1;
                let inner = self.bracketed(begin, '{', '}', "${")?;
                let name_length = name_length(inner);
                let after = &inner[name_length..];
                let is_plain =
                    after.is_empty() || after.starts_with(":?") || after.starts_with('?');
                let is_variable = name_length > 0 && is_plain;
                self.mark(if is_variable {
                    Expression::Variable(inner[..name_length].to_owned())
                } else {
                    Expression::Other
                });
            }
            Some('(') => {
                self.at += 1;
                self.bracketed(begin, '(', ')', "$(")?;
                self.mark(Expression::Other);
            }
            Some(_) if name_length(rest) > 0 => {
                let length = name_length(rest);
                self.at += length;
                self.mark(Expression::Variable(rest[..length].to_owned()));
            }
            Some(next) if next.is_ascii_digit() || "@*#?!$-".contains(next) => {
                self.at += 1;
                self.mark(Expression::Other);
            }
            _ => self.push('$'),
        }
        Ok(())
    }

    /// What stands between two brackets, others of the kind within; quotes within hide them.
    fn bracketed(
        &mut self,
        begin: usize,
        open: char,
        close: char,
        mark: &'static str,
    ) -> Result<&'a str, ImportError> {
        let from = self.at;
        let mut depth = 1_usize;
        let mut quote = None;
        while let Some(letter) = self.next() {
            match (quote, letter) {
                (Some('\''), '\'') | (Some('"'), '"') => quote = None,
                (Some('\''), _) => {}
                (_, '\\') => {
                    self.next();
                }
                (Some(_), _) => {}
                (None, '\'' | '"') => quote = Some(letter),
                (None, letter) if letter == open => depth += 1,
                (None, letter) if letter == close => {
                    depth -= 1;
                    if depth == 0 {
                        return Ok(&self.text[from..self.at - close.len_utf8()]);
                    }
                }
                (None, _) => {}
            }
        }
        Err(self.unclosed(begin, mark))
    }

    fn backtick(&mut self, begin: usize) -> Result<(), ImportError> {
        loop {
            match self.next() {
                None => return Err(self.unclosed(begin, "`")),
                Some('\\') => {
                    self.next();
                }
                Some('`') => {
                    self.mark(Expression::Other);
                    return Ok(());
                }
                Some(_) => {}
            }
        }
    }

    /// `$'…'`, the quoting of `printf %q`, with the escapes that mean one character.
    fn escaped(&mut self, begin: usize) -> Result<(), ImportError> {
        self.at += 1;
        let mut text = zeroize::Zeroizing::new(String::new());
        let mut readable = true;
        loop {
            match self.next() {
                None => return Err(self.unclosed(begin, "$'")),
                Some('\'') => break,
                Some('\\') => match self.next() {
                    Some('n') => text.push('\n'),
                    Some('r') => text.push('\r'),
                    Some('t') => text.push('\t'),
                    Some(same @ ('\\' | '\'' | '"' | '?')) => text.push(same),
                    _ => readable = false,
                },
                Some(other) => text.push(other),
            }
        }
        match shlex::try_quote(&text) {
            Ok(quoted) if readable && !self.redirected => self.command.push_str(&quoted),
            _ => self.mark(Expression::Other),
        }
        Ok(())
    }
}

/// How long the variable's name is that a text begins with.
fn name_length(text: &str) -> usize {
    if text.starts_with(|first: char| first.is_ascii_digit()) {
        return 0;
    }
    text.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_').unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dollar_counts_outside_single_quotes_alone() {
        let text = r#"a '$A' "$B" ${C:?set "it"} x$D \$E "\$F" $(g '(') `h` ${I:-j} $'k\'\n' $ $1"#;
        let script = Script::read(text).unwrap();
        let [words] = &script.commands[..] else { panic!("{:?}", script.commands) };
        let told: Vec<String> = words
            .iter()
            .map(|word| match script.expressions().in_text(word) {
                None => word.clone(),
                Some(Expression::Variable(name)) => format!("<{name}>"),
                Some(Expression::Other) => "<>".to_owned(),
            })
            .collect();
        let expected =
            ["a", "$A", "<B>", "<C>", "<>", "$E", "$F", "<>", "<>", "<>", "k'\n", "$", "<>"];
        assert_eq!(told, expected);
    }

    #[test]
    fn commands_end_where_a_shell_ends_them() {
        let text = "export A=1; one 'a;b' \\\r\n  two 2>/dev/null | three # four 'five\nsix > out";
        let script = Script::read(text).unwrap();
        let commands: Vec<String> = script.commands.iter().map(|words| words.join(",")).collect();
        assert_eq!(commands, ["export,A=1", "one,a;b,two", "three", "six"]);
    }

    #[test]
    fn what_is_never_closed_is_named_with_its_line() {
        for (text, line, mark) in [
            ("a\n'b", 2, "'"),
            ("a \"b", 1, "\""),
            ("${a", 1, "${"),
            ("$(a ')'", 1, "$("),
            ("`", 1, "`"),
            ("$'a", 1, "$'"),
        ] {
            let error = Script::read(text).err();
            assert_eq!(error, Some(ImportError::Unclosed { line, mark }), "{text}");
        }
    }
}
