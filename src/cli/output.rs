//! Everything the command line prints: results on standard output, progress and troubles on standard
//! error, in colour where that was asked for or a terminal is there.

use std::fmt::Display;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use anstyle::{AnsiColor, Style};
use clap::error::ErrorKind;
use serde_json::{Value as Json, json};
use terminal_size::{Height, Width};

use crate::connection::Severity;
use crate::present::OutcomeStatus;
use crate::text::{
    ChosenLanguage, Language, LongWords, Texts, columns, cut, printable, printable_json,
    set_process_language, wrap,
};

use super::args::{ColorMode, Common, OutputFormat, Verb};
use super::command;
use super::exit::Exit;
use super::usage;

/// How a word is set off; colour is never the only signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Plain,
    Bold,
    Dim,
    Good,
    Bad,
    Warning,
    Hint,
}

impl Tone {
    fn style(self) -> Style {
        let coloured = |colour: AnsiColor| Style::new().fg_color(Some(colour.into()));
        match self {
            Self::Plain => Style::new(),
            Self::Bold => Style::new().bold(),
            Self::Dim => Style::new().dimmed(),
            Self::Good => coloured(AnsiColor::Green).bold(),
            Self::Bad => coloured(AnsiColor::Red).bold(),
            Self::Warning => coloured(AnsiColor::Yellow).bold(),
            Self::Hint => coloured(AnsiColor::Cyan),
        }
    }
}

impl From<Severity> for Tone {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Bad,
            Severity::Warning => Self::Warning,
            Severity::Hint => Self::Hint,
        }
    }
}

impl From<OutcomeStatus> for Tone {
    fn from(status: OutcomeStatus) -> Self {
        match status {
            OutcomeStatus::Success => Self::Good,
            OutcomeStatus::Failure => Self::Bad,
            OutcomeStatus::Unknown => Self::Warning,
            OutcomeStatus::Neutral => Self::Dim,
        }
    }
}

/// The two streams, and how to write on them.
pub struct Output {
    form: OutputFormat,
    quiet: bool,
    colour_out: bool,
    colour_err: bool,
    width: usize,
    /// The columns of standard output, where it is a terminal.
    columns: Option<usize>,
    /// The columns of standard error, where it is a terminal; elsewhere a message is one line.
    width_err: Option<usize>,
    /// Whether the reader of standard output has gone away (`| head`). It has read all it wanted, and that
    /// is no reason to stop creating connections.
    closed: AtomicBool,
    /// Whether something that was to be written on standard output is lost.
    lost: AtomicBool,
    /// The words for whoever reads the results: a person in their language, other programs in English
    /// unless a language was asked for by name.
    pub texts: Texts,
    language: ChosenLanguage,
}

impl Output {
    /// As long as the command line is not understood.
    pub fn plain(language: ChosenLanguage) -> Self {
        Self::shaped(ColorMode::Auto, OutputFormat::Text, false, language)
    }

    /// As the command line wants it.
    pub fn new(common: &Common, verb: Option<&Verb>, language: ChosenLanguage) -> Self {
        let mut output = Self::shaped(common.color, common.output, common.quiet, language);
        if output.is_json() || verb.is_some_and(Verb::is_for_programs) {
            output.texts = output.texts_for_programs();
            set_process_language(output.texts.language());
        }
        output
    }

    fn shaped(color: ColorMode, form: OutputFormat, quiet: bool, language: ChosenLanguage) -> Self {
        let colour = |is_terminal: bool| match color {
            ColorMode::Always => true,
            ColorMode::Never => false,
            ColorMode::Auto => {
                // https://no-color.org: present and not empty.
                let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
                is_terminal
                    && !refused
                    && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
            }
        };
        let is_terminal = io::stdout().is_terminal();
        let window = |is_terminal: bool, size: Option<(Width, Height)>| {
            is_terminal.then_some(size).flatten().map(|(width, _)| usize::from(width.0))
        };
        let width = window(is_terminal, terminal_size::terminal_size_of(io::stdout()));
        let width_err =
            window(io::stderr().is_terminal(), terminal_size::terminal_size_of(io::stderr()));
        set_process_language(language.language);
        Self {
            form,
            quiet,
            colour_out: colour(is_terminal),
            colour_err: colour(io::stderr().is_terminal()),
            width: width.unwrap_or(80).clamp(40, 100),
            columns: width,
            width_err: width_err.map(|width| width.clamp(40, 100)),
            closed: AtomicBool::new(false),
            lost: AtomicBool::new(false),
            texts: Texts::new(language.language),
            language,
        }
    }

    /// The language of the person at the terminal.
    pub fn language(&self) -> Language {
        self.language.language
    }

    /// The words for what other programs read whatever `--output` says, such as a report.
    pub fn texts_for_programs(&self) -> Texts {
        Texts::new(for_programs(self.language))
    }

    /// Whether each result is a line of JSON.
    pub fn is_json(&self) -> bool {
        self.form == OutputFormat::Json
    }

    /// Whether a person asked for results alone.
    pub fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// A word for standard output, set off. What came from outside must be printable already.
    pub fn paint(&self, tone: Tone, word: &str) -> String {
        styled(self.colour_out, tone, word)
    }

    /// One line on standard output.
    pub fn line(&self, text: &str) {
        self.raw(format!("{text}\n").as_bytes());
    }

    /// Bytes on standard output as they are.
    pub fn raw(&self, bytes: &[u8]) {
        if !self.closed.load(Ordering::Relaxed) {
            let mut stream = io::stdout().lock();
            self.note_written(stream.write_all(bytes).and_then(|()| stream.flush()));
        }
    }

    /// Whether something that was to be written on standard output is lost.
    pub fn has_write_error(&self) -> bool {
        self.lost.load(Ordering::Relaxed)
    }

    /// The status of a run that ends with `exit`: output that was lost is an error.
    pub fn finish(&self, exit: Exit) -> Exit {
        if self.has_write_error() { exit.max(Exit::Failed) } else { exit }
    }

    /// Takes note of how writing went; the first loss is told.
    pub fn note_written(&self, written: io::Result<()>) {
        match written {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.closed.store(true, Ordering::Relaxed);
            }
            Err(error) => {
                if !self.lost.swap(true, Ordering::Relaxed) {
                    let args = [("reason", error.to_string().into())];
                    self.print_error(&self.texts.format("output-lost", &args));
                }
            }
        }
    }

    /// One JSON object as a line on standard output.
    pub fn json(&self, object: &Json) {
        self.line(&printable_json(&object.to_string()));
    }

    /// The path of something, as it is or in an object.
    pub fn path(&self, path: &Path) {
        let path = path.display().to_string();
        match self.is_json() {
            true => self.json(&json!({"path": path})),
            false => self.line(&printable(&path)),
        }
    }

    /// Rows in columns as wide as what stands in them, cut where a line would not fit into the window; in a
    /// file no cell is longer than a person reads. Everything must be printable already.
    pub fn table<const N: usize>(&self, head: [String; N], rows: Vec<[String; N]>) {
        let mut widths: [usize; N] = std::array::from_fn(|column| {
            let cells = rows.iter().chain([&head]).map(|row| columns(&row[column]));
            cells.max().unwrap_or_default().min(WIDEST_CELL)
        });
        if let Some(window) = self.columns {
            let room = window.saturating_sub(GAP.len() * N.saturating_sub(1));
            while widths.iter().sum::<usize>() > room {
                let Some(widest) = widths.iter_mut().max().filter(|width| **width > 8) else {
                    break;
                };
                *widest -= 1;
            }
        }
        let line = |row: &[String; N]| {
            let cells = row.iter().zip(widths).map(|(cell, width)| {
                let cell = cut(cell, width, "…");
                let blank = width.saturating_sub(columns(&cell));
                format!("{cell}{}", " ".repeat(blank))
            });
            cells.collect::<Vec<_>>().join(GAP).trim_end().to_owned()
        };
        self.line(&self.paint(Tone::Bold, &line(&head)));
        for row in &rows {
            self.line(&line(row));
        }
    }

    /// A paragraph on standard output, wrapped, each line indented.
    pub fn paragraph(&self, indent: usize, text: &str) {
        self.hanging(&" ".repeat(indent), indent, text);
    }

    /// A paragraph whose first line begins with `head` (already painted, `width` columns wide).
    pub fn hanging(&self, head: &str, width: usize, text: &str) {
        let room = self.width.saturating_sub(width).max(20);
        let blank = " ".repeat(width);
        // Ids and addresses are copied from what is printed: none may be broken.
        for (index, line) in wrap(text, room, LongWords::Whole).iter().enumerate() {
            self.line(&format!("{}{line}", if index == 0 { head } else { &blank }));
        }
    }

    /// A trouble, on standard error, whatever the options say.
    pub fn print_error(&self, text: &str) {
        let word = styled(self.colour_err, Tone::Bad, &self.texts.say("trouble"));
        self.print_stderr(&self.headed(&word, &self.texts.say("trouble"), &printable(text)));
    }

    /// A text behind a word that is painted already, set off as the language does it.
    pub fn headed(&self, painted: &str, word: &str, text: &str) -> String {
        let said = self.texts.sentences([word, text]);
        format!("{painted}{}", said.strip_prefix(word).unwrap_or(&said))
    }

    /// A trouble with something that has a name, as a file has.
    pub fn print_error_about(&self, name: &str, why: &str) {
        self.print_error(&self.texts.with_label(name, why));
    }

    /// A remark about something that has a name.
    pub fn note_about(&self, name: &str, text: &str) {
        self.note(&self.texts.with_label(name, text));
    }

    /// A command line that is not understood, or asks for help.
    pub fn not_understood(&self, error: &clap::Error) -> Exit {
        let page = error.render();
        let page = |colour| if colour { page.ansi().to_string() } else { page.to_string() };
        match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
                let help = command::page(&page(self.colour_out), self.width, &self.texts);
                self.raw(help.as_bytes());
                self.finish(Exit::Done)
            }
            ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
                let help = command::page(&page(self.colour_err), self.width, &self.texts);
                self.print_stderr(&help);
                Exit::Usage
            }
            _ => self.usage_in_lines(&usage::problem(error, &self.texts)),
        }
    }

    /// Something that the program itself cannot do.
    pub fn fail(&self, problem: impl Display) -> Exit {
        self.print_error(&problem.to_string());
        Exit::Failed
    }

    /// A wrong command line.
    pub fn usage(&self, problem: &str) -> Exit {
        self.print_error(problem);
        Exit::Usage
    }

    /// A wrong command line, told in lines that are broken already.
    fn usage_in_lines(&self, problem: &str) -> Exit {
        let word = styled(self.colour_err, Tone::Bad, &self.texts.say("trouble"));
        let problem: Vec<_> = problem.lines().map(printable).collect();
        let said = self.headed(&word, &self.texts.say("trouble"), &problem.join("\n"));
        let _ = io::stderr().write_all(format!("{said}\n").as_bytes());
        Exit::Usage
    }

    /// A trouble that takes several lines, on standard error, whatever the options say.
    pub fn trouble_in_lines(&self, text: &str) {
        let mut lines = text.lines();
        self.print_error(lines.next().unwrap_or_default());
        for line in lines {
            self.print_stderr(&printable(line));
        }
    }

    /// Progress or a hint, on standard error, unless `--quiet`.
    pub fn note(&self, text: &str) {
        if !self.quiet {
            self.print_stderr(&printable(text));
        }
    }

    /// The first of many notes, and under `more` how many there are besides.
    pub fn notes(&self, notes: &[String], more: &str) {
        notes.iter().take(MOST_NOTES).for_each(|note| self.note(note));
        if let Some(count @ 1..) = notes.len().checked_sub(MOST_NOTES) {
            self.note(&self.texts.format(more, &[("count", count.into())]));
        }
    }

    /// A line on standard error, wrapped on a terminal.
    pub fn print_stderr(&self, line: &str) {
        let indent = &line[..line.len() - line.trim_start_matches(' ').len()];
        let text = match self.width_err {
            Some(width) => {
                let room = width.saturating_sub(indent.len());
                let lines = wrap(&line[indent.len()..], room, LongWords::Whole);
                let lines: Vec<_> = lines.iter().map(|line| format!("{indent}{line}")).collect();
                lines.join("\n")
            }
            None => line.to_owned(),
        };
        // In one piece: standard error is not buffered, and other programs may write there too.
        let _ = io::stderr().write_all(format!("{text}\n").as_bytes());
    }
}

/// An object with what another one has besides.
pub fn merged(mut base: Json, more: Json) -> Json {
    if let (Some(base), Json::Object(more)) = (base.as_object_mut(), more) {
        base.extend(more);
    }
    base
}

/// More notes of one kind than this are only counted.
const MOST_NOTES: usize = 20;

/// What stands between the columns of a table.
const GAP: &str = "  ";

/// The most columns of a cell.
const WIDEST_CELL: usize = 100;

/// A locale chooses for its reader alone.
fn for_programs(chosen: ChosenLanguage) -> Language {
    if chosen.is_explicit { chosen.language } else { Language::English }
}

fn styled(colour: bool, tone: Tone, word: &str) -> String {
    if colour && tone != Tone::Plain {
        let style = tone.style();
        format!("{style}{word}{style:#}")
    } else {
        word.to_owned()
    }
}
