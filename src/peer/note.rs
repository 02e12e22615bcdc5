//! What a reader has to say besides the values: ids with arguments, which [`crate::text`] or any
//! other speaker turns into sentences.

use std::collections::HashSet;

/// One remark about a text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Note {
    /// The id of the sentence, without the `peer-note-` in front.
    pub id: &'static str,
    /// The line it is about, from 1.
    pub line: Option<usize>,
    /// What the sentence names; never a key.
    pub args: Vec<(&'static str, String)>,
}

impl Note {
    /// A remark about the text as a whole.
    pub fn new(id: &'static str) -> Self {
        Self { id, line: None, args: Vec::new() }
    }

    /// The same about a line.
    #[must_use]
    pub fn on(mut self, line: usize) -> Self {
        self.line = Some(line);
        self
    }

    /// The same with a name in it.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.args.push((name, value.into()));
        self
    }
}

/// Remarks in the order in which they came, each once.
#[derive(Clone, Debug, Default)]
pub struct Notes {
    all: Vec<Note>,
    known: HashSet<Note>,
}

impl Notes {
    /// Adds a remark, unless it stands there.
    pub fn add(&mut self, note: Note) {
        if self.known.insert(note.clone()) {
            self.all.push(note);
        }
    }

    /// All of them.
    pub fn all(&self) -> &[Note] {
        &self.all
    }
}
