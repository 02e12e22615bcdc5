//! What only a shell can evaluate, and the marks that stand for it in a word.

/// Unicode's own word for "never a character": they cannot occur in a text that means anything.
const OPEN: char = '\u{FDD0}';
const CLOSE: char = '\u{FDD1}';

/// Something that only a shell can evaluate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) enum Expression {
    /// A variable, plain or one that must be set: `$NAME`, `${NAME}`, `${NAME:?why}`.
    Variable(String),
    /// Anything else: `$(…)`, `${NAME:-default}`, `$1`.
    Other,
}

/// The expressions of a text, by the marks that stand for them.
#[derive(Clone, Copy, Debug, Default)]
pub(in super::super) struct Expressions<'a>(&'a [Expression]);

impl<'a> Expressions<'a> {
    /// Those whose marks [`mark`] made with their index.
    pub fn new(all: &'a [Expression]) -> Self {
        Self(all)
    }

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

/// What stands in a word for the expression with this index.
pub(super) fn mark(index: usize) -> String {
    format!("{OPEN}{index}{CLOSE}")
}

/// Whether a text has characters that could be taken for marks.
pub(super) fn has_marks(text: &str) -> bool {
    text.contains([OPEN, CLOSE])
}
