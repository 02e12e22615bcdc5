//! The lines of a configuration that is written.

use zeroize::Zeroizing;

use super::note::Note;

/// Adds a section to a script as the device prints it; lines that come out empty are left out.
macro_rules! code {
    ($script:expr, $($text:tt)+) => { $script.code(format!($($text)+)) };
}

/// Adds commands to type to a script, in the same way.
macro_rules! command {
    ($script:expr, $($text:tt)+) => { $script.command(format!($($text)+)) };
}

pub(super) use {code, command};

/// One line.
#[derive(Clone, Debug)]
pub enum ScriptLine {
    /// In the device's own words; a key may stand in it.
    Code(Zeroizing<String>),
    /// A sentence, to be shown as a comment.
    Remark(Note),
    /// Something to type elsewhere or later, to be shown as a comment.
    Command(String),
    /// A field to fill in and its value, in which a key may stand.
    Field(FieldLabel, Zeroizing<String>),
    /// Nothing.
    Blank,
}

/// What a field is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldLabel {
    /// By the device's own page.
    Page(&'static str),
    /// By a sentence, its id without the `peer-write-` in front.
    Sentence(&'static str),
}

/// A configuration as it grows.
#[derive(Clone, Debug, Default)]
pub struct Script {
    lines: Vec<ScriptLine>,
}

impl Script {
    /// Lines in the device's words; empty ones are left out.
    pub fn code(&mut self, text: impl Into<String>) {
        let text = Zeroizing::new(text.into());
        let lines = text.lines().filter(|line| !line.is_empty());
        self.lines.extend(lines.map(|line| ScriptLine::Code(Zeroizing::new(line.to_owned()))));
    }

    /// A sentence, by its id without the `peer-write-` in front.
    pub fn remark(&mut self, id: &'static str) {
        self.lines.push(ScriptLine::Remark(Note::new(id)));
    }

    /// A sentence with names in it.
    pub fn add_remark(&mut self, note: Note) {
        self.lines.push(ScriptLine::Remark(note));
    }

    /// Lines to type; empty ones are left out.
    pub fn command(&mut self, text: impl AsRef<str>) {
        let lines = text.as_ref().lines().filter(|line| !line.is_empty());
        self.lines.extend(lines.map(|line| ScriptLine::Command(line.to_owned())));
    }

    /// A value to enter, under a label of ours.
    pub fn field(&mut self, id: &'static str, value: impl Into<String>) {
        let value = Zeroizing::new(value.into());
        self.lines.push(ScriptLine::Field(FieldLabel::Sentence(id), value));
    }

    /// A value to enter, under the label that the device's page has.
    pub fn enter(&mut self, label: &'static str, value: impl Into<String>) {
        let value = Zeroizing::new(value.into());
        self.lines.push(ScriptLine::Field(FieldLabel::Page(label), value));
    }

    /// A blank line, unless one stands there.
    pub fn blank(&mut self) {
        if !matches!(self.lines.last(), None | Some(ScriptLine::Blank)) {
            self.lines.push(ScriptLine::Blank);
        }
    }

    /// A sentence about the commands after it.
    pub fn list(&mut self, id: &'static str, commands: impl AsRef<str>) {
        self.remark(id);
        self.command(commands);
    }

    /// What was written.
    pub fn into_lines(self) -> Vec<ScriptLine> {
        self.lines
    }
}
