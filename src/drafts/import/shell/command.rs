//! The words of one command.
//!
//! Quoting is left to shlex; what it does not know is where a command ends, and where a `$` stands
//! outside single quotes. Such places become marks before it sees them.

use zeroize::Zeroizing;

use super::super::error::ImportError;
use super::command_start::{Shell, Start};
use super::dialect::{CMD, POWERSHELL, name_length, to_posix, unclosed};
use super::expression::{Expression, Expressions, has_marks, mark};
use super::prompt::{begins_option, without_continuation_prompt};

/// A command, taken apart.
pub(in super::super) struct Command {
    /// Its words after the program's name; marks stand for expressions.
    pub words: Vec<String>,
    /// Where it ends in the text, in bytes.
    pub end: usize,
    expressions: Vec<Expression>,
}

impl Command {
    /// Reads the command that begins there, up to where a shell would end it.
    ///
    /// # Errors
    /// When a quotation mark or a bracket is never closed.
    pub fn read(text: &str, start: Start) -> Result<Self, ImportError> {
        match (start.quote, start.shell) {
            (Some(quote @ ('"' | '\'')), _) => return Self::read_quoted(text, start, quote),
            (until, Shell::Posix) => return Self::read_posix(text, start.arguments, until),
            _ => {}
        }
        let dialect = if start.shell == Shell::Cmd { CMD } else { POWERSHELL };
        let lines_before = text[..start.arguments].matches('\n').count();
        let in_text = |error| match error {
            ImportError::Unclosed { line, mark } => {
                ImportError::Unclosed { line: line + lines_before, mark }
            }
            other => other,
        };
        let (line, length) = to_posix(&text[start.arguments..], &dialect).map_err(in_text)?;
        let command = Self::read_posix(&line, 0, None).map_err(in_text)?;
        Ok(Self { end: start.arguments + length, ..command })
    }

    fn read_posix(text: &str, arguments: usize, until: Option<char>) -> Result<Self, ImportError> {
        let mut reader = ShellLexer {
            text,
            at: arguments,
            until,
            line: Zeroizing::new(String::new()),
            redirection: None,
            expressions: Vec::new(),
        };
        reader.all()?;
        if has_marks(&text[arguments..reader.at]) {
            return Err(ImportError::NonCharacter);
        }
        // Every quotation mark is closed here, which is all that shlex can object to.
        let words = shlex::split(&reader.line).unwrap_or_default();
        Ok(Self { words, end: reader.at, expressions: reader.expressions })
    }

    /// Reads a command that is one word of another, as in `bash -c "aliyun …"`.
    fn read_quoted(text: &str, start: Start, quote: char) -> Result<Self, ImportError> {
        let begin = text[..start.arguments].rfind(quote).unwrap_or_default();
        let mark = if quote == '"' { "\"" } else { "'" };
        let end = closing(&text[begin + quote.len_utf8()..], quote)
            .ok_or_else(|| unclosed(text, begin, mark))?;
        let inner = shlex::Shlex::new(&text[begin..begin + quote.len_utf8() + end]).next();
        let inner = Zeroizing::new(inner.unwrap_or_default());
        let arguments = start.arguments - begin - quote.len_utf8();
        if !inner.is_char_boundary(arguments) {
            return Err(unclosed(text, begin, mark));
        }
        let command = Self::read_posix(&inner, arguments, None)?;
        Ok(Self { end: start.arguments, ..command })
    }

    /// The expressions that the marks stand for.
    pub fn expressions(&self) -> Expressions<'_> {
        Expressions::new(&self.expressions)
    }
}

struct ShellLexer<'a> {
    text: &'a str,
    at: usize,
    /// What ends the command, beside the end of its line.
    until: Option<char>,
    /// What shlex is given.
    line: Zeroizing<String>,
    /// Where the target of a redirection begins in it, which is no argument.
    redirection: Option<usize>,
    expressions: Vec<Expression>,
}

impl<'a> ShellLexer<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn next(&mut self) -> Option<char> {
        let letter = self.rest().chars().next()?;
        self.at += letter.len_utf8();
        Some(letter)
    }

    fn all(&mut self) -> Result<(), ImportError> {
        let mut quote: Option<(char, usize)> = None;
        while let Some(letter) = self.next() {
            let begin = self.at - letter.len_utf8();
            match (quote.map(|(mark, _)| mark), letter) {
                (Some('\''), _) => {}
                (None, _) if self.ends_with(letter) => {
                    self.at = begin;
                    break;
                }
                (None, '<' | '>') => {
                    self.redirect();
                    continue;
                }
                (_, '\\') => {
                    self.escape();
                    continue;
                }
                (quote, '$') => {
                    self.dollar(begin, quote.is_none())?;
                    continue;
                }
                (_, '`') => {
                    self.bracketed(begin, "`", None, '`')?;
                    self.mark(Expression::Other);
                    continue;
                }
                (None, _) if letter.is_whitespace() => {
                    self.end_redirection();
                    // Of all blanks shlex knows the usual ones.
                    self.line.push(' ');
                    continue;
                }
                _ => {}
            }
            match quote {
                Some((mark, _)) if mark == letter => quote = None,
                None if matches!(letter, '\'' | '"') => quote = Some((letter, begin)),
                _ => {}
            }
            self.line.push(letter);
        }
        if let Some((mark, begin)) = quote {
            return Err(unclosed(self.text, begin, if mark == '"' { "\"" } else { "'" }));
        }
        self.end_redirection();
        Ok(())
    }

    /// Whether an unquoted character ends the command.
    fn ends_with(&self, letter: char) -> bool {
        let at_word_start = || self.line.ends_with(|last: char| last.is_whitespace());
        self.until == Some(letter)
            || matches!(letter, ';' | '|' | '&' | '(' | ')')
            || (letter == '\n' && !begins_option(self.rest()))
            || (letter == '#' && at_word_start())
    }

    /// What a backslash does: it continues the line, or takes the meaning from the next character.
    fn escape(&mut self) {
        let rest = self.rest();
        let next_line = rest.trim_start_matches([' ', '\t', '\r']).strip_prefix('\n');
        if let Some(next_line) = next_line {
            // Blanks after the backslash are invisible, and no one means them.
            self.at = self.text.len() - without_continuation_prompt(next_line).len();
        } else {
            self.line.push('\\');
            let escaped = self.next();
            self.line.extend(escaped);
        }
    }

    /// What follows is a file's name; a number right before says which stream, as in `2>`.
    fn redirect(&mut self) {
        self.end_redirection();
        let kept = self.line.trim_end_matches(|letter: char| letter.is_ascii_digit()).len();
        if self.line[..kept].ends_with(|last: char| last.is_whitespace()) {
            self.line.truncate(kept);
        }
        self.at = self.text.len() - self.rest().trim_start_matches(['<', '>', '&', '|']).len();
        self.line.push(' ');
        self.redirection = Some(self.line.len());
    }

    /// Drops the target of a redirection once it is there.
    fn end_redirection(&mut self) {
        if let Some(begin) = self.redirection
            && !self.line[begin..].trim().is_empty()
        {
            self.line.truncate(begin);
            self.redirection = None;
        }
    }

    fn mark(&mut self, expression: Expression) {
        self.line.push_str(&mark(self.expressions.len()));
        self.expressions.push(expression);
    }

    /// What a dollar sign begins; `bare` outside all quotes.
    fn dollar(&mut self, begin: usize, bare: bool) -> Result<(), ImportError> {
        let rest = self.rest();
        let length = name_length(rest);
        match rest.chars().next() {
            Some('\'') if bare => return self.ansi_quoted(begin),
            // A text to be translated: the quotation mark is all that matters.
            Some('"') if bare => {}
            Some('{') => {
                self.at += 1;
                let inner = self.bracketed(begin, "${", Some('{'), '}')?;
                self.mark(expression_of_braces(inner));
            }
            Some('(') => {
                self.at += 1;
                self.bracketed(begin, "$(", Some('('), ')')?;
                self.mark(Expression::Other);
            }
            Some(_) if length > 0 => {
                self.at += length;
                self.mark(Expression::Variable(rest[..length].to_owned()));
            }
            Some(next) if next.is_ascii_digit() || "@*#?!$-".contains(next) => {
                self.at += 1;
                self.mark(Expression::Other);
            }
            _ => self.line.push('$'),
        }
        Ok(())
    }

    /// What stands before the bracket that closes, others of the kind within; quotes within hide
    /// them.
    fn bracketed(
        &mut self,
        begin: usize,
        mark: &'static str,
        open: Option<char>,
        close: char,
    ) -> Result<&'a str, ImportError> {
        let from = self.at;
        let (mut depth, mut quote) = (1_usize, None);
        while let Some(letter) = self.next() {
            match quote {
                _ if letter == '\\' && quote != Some('\'') => {
                    self.next();
                }
                Some(mark) if mark == letter => quote = None,
                Some(_) => {}
                None if letter == close => depth -= 1,
                None if Some(letter) == open => depth += 1,
                None if open.is_some() && matches!(letter, '\'' | '"') => quote = Some(letter),
                None => {}
            }
            if depth == 0 {
                return Ok(&self.text[from..self.at - close.len_utf8()]);
            }
        }
        Err(unclosed(self.text, begin, mark))
    }

    /// `$'…'`, the quoting of `printf %q`, with the escapes that mean one character.
    fn ansi_quoted(&mut self, begin: usize) -> Result<(), ImportError> {
        self.at += 1;
        let inner = self.bracketed(begin, "$'", None, '\'')?;
        let text = unescape(inner).map(Zeroizing::new);
        match text.as_deref().map(|text| shlex::try_quote(text)) {
            Some(Ok(quoted)) => self.line.push_str(&quoted),
            _ => self.mark(Expression::Other),
        }
        Ok(())
    }
}

/// Where a quoted text ends, its quotation mark included.
fn closing(text: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (at, letter) in text.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' if quote == '"' => escaped = true,
            letter if letter == quote => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// What `${…}` means, by what stands in it.
fn expression_of_braces(inner: &str) -> Expression {
    let (name, after) = inner.split_at(name_length(inner));
    let is_plain = after.is_empty() || after.starts_with(":?") || after.starts_with('?');
    if !name.is_empty() && is_plain {
        Expression::Variable(name.to_owned())
    } else {
        Expression::Other
    }
}

/// The text that `$'…'` stands for; `None` with an escape that may mean more than one character.
fn unescape(quoted: &str) -> Option<String> {
    let mut text = String::new();
    let mut letters = quoted.chars();
    while let Some(letter) = letters.next() {
        text.push(match letter {
            '\\' => match letters.next()? {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                same @ ('\\' | '\'' | '"' | '?') => same,
                _ => return None,
            },
            other => other,
        });
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::super::command_start::starts;
    use super::*;

    fn first(text: &str) -> Result<Command, ImportError> {
        Command::read(text, starts(text).next().unwrap())
    }

    fn shown(command: &Command) -> Vec<String> {
        let word = |word: &String| match command.expressions().in_text(word) {
            None => word.clone(),
            Some(Expression::Variable(name)) => format!("<{name}>"),
            Some(Expression::Other) => "<>".to_owned(),
        };
        command.words.iter().map(word).collect()
    }

    #[test]
    fn a_dollar_counts_outside_single_quotes_alone() {
        let text =
            r#"aliyun a '$A' "$B" ${C:?set "it"} x$D \$E "\$F" $(g '(') `h` ${I:-j} $'k\'\n' $ $1"#;
        let command = first(text).unwrap();
        let expected =
            ["a", "$A", "<B>", "<C>", "<>", "$E", "$F", "<>", "<>", "<>", "k'\n", "$", "<>"];
        assert_eq!(shown(&command), expected);
    }

    #[test]
    fn variables_are_known_in_every_shell() {
        for (text, expected) in [
            ("aliyun a $A \"${B}\" 'x$C'", "a,<A>,<B>,x$C"),
            ("aliyun a $env:A \"${env:B}\" '$env:C' $D", "a,<A>,<B>,$env:C,<D>"),
            ("aliyun a %A% \"%B%\" 5%", "a,<A>,<B>,5%"),
            ("C:\\>aliyun a \"x%A%\" !B!", "a,<>,<B>"),
        ] {
            let command = first(text).unwrap();
            assert_eq!(shown(&command).join(","), expected, "{text}");
        }
    }

    #[test]
    fn a_command_ends_where_a_shell_ends_it() {
        for (text, expected) in [
            ("export A=1; aliyun 'a;b' \\\r\n  two 2>/dev/null four | three", "a;b,two,four"),
            ("A=$(aliyun one two) three", "one,two"),
            ("A=\"$(aliyun one \"two three\")\" four", "one,two three"),
            ("A=`aliyun one two` three", "one,two"),
            ("bash -c 'aliyun one \"two three\"' four", "one,two three"),
            ("it's: aliyun one 'two' # three 'four\nfive", "one,two"),
            ("sudo aliyun one > out 2>&1 two && three", "one,two"),
            ("aliyun one \\ \n  two\n  --three 4\nfive", "one,two,--three,4"),
            ("$ aliyun one \\\n> --two 3 \\\n> -4 > out\n> five", "one,--two,3,-4"),
            (
                "PS C:\\Users\\ops> aliyun one 'two three' `\n>> --four \"a`\"b\" --five 'x''y' | out",
                "one,two three,--four,a\"b,--five,x'y",
            ),
            ("aliyun one `\r\n  '{\\\"a\\\":1}' \"\"", "one,{\"a\":1},"),
            ("$id = aliyun one \"a b\" ; two", "one,a b"),
            (
                "C:\\> aliyun one ^\r\n  \"{\\\"a\\\":1}\" it's 100% ^& & two",
                "one,{\"a\":1},it's,100%,&",
            ),
            ("\"C:\\Program Files\\aliyun.exe\" one", "one"),
        ] {
            assert_eq!(first(text).unwrap().words.join(","), expected, "{text}");
        }
    }

    #[test]
    fn what_is_never_closed_is_named_with_its_line() {
        for (text, line, mark) in [
            ("\naliyun 'b", 2, "'"),
            ("aliyun \"b", 1, "\""),
            ("aliyun ${a", 1, "${"),
            ("aliyun $(a ')'", 1, "$("),
            ("aliyun `b", 1, "`"),
            ("aliyun $'a", 1, "$'"),
            ("bash -c 'aliyun a", 1, "'"),
        ] {
            assert_eq!(first(text).err(), Some(ImportError::Unclosed { line, mark }), "{text}");
        }
    }
}
