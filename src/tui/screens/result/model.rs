//! How a submission ended, ready to be read.

use crate::connection::FieldPath;
use crate::flow::ConnectionRef;
use crate::present::NextStep;
use crate::text::printable;
use crate::tui::widgets::scroll::ScrollPosition;

/// How a submission ended, ready to be read.
#[derive(Clone, Debug, Default)]
pub struct ResultModel {
    /// What the connection is called.
    pub(super) name: String,
    pub(super) head: String,
    pub(super) good: bool,
    pub(super) paragraphs: Vec<(ParagraphKind, String)>,
    /// What `copy` copies: the id, or what support asks for.
    pub(super) copied: Option<String>,
    /// The connection that was created, now or before.
    pub connection: Option<ConnectionRef>,
    /// The field the refusal is about.
    pub field: Option<FieldPath>,
    pub(super) next: NextStep,
    pub(super) scroll: ScrollPosition,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ParagraphKind {
    Plain,
    Remedy,
    Quiet,
}

impl ResultModel {
    /// What became of which connection, in one line that is read without the rest.
    pub fn outcome_line(&self) -> String {
        let id = self.copied.as_ref().filter(|id| !self.head.contains(*id));
        let id = id.map(|id| format!("  {}", printable(id))).unwrap_or_default();
        format!("{}: {}{id}", self.name, self.head)
    }

    /// Everything that is told.
    pub(super) fn text(&self) -> String {
        let paragraphs = self.paragraphs.iter().map(|(_, text)| text.as_str());
        std::iter::once(self.head.as_str()).chain(paragraphs).collect::<Vec<_>>().join("\n\n")
            + "\n"
    }

    /// Whether there is something to copy.
    pub fn can_copy(&self) -> bool {
        self.copied.is_some()
    }

    /// Whether the draft has created a connection already, as the journal told.
    pub fn is_already_created(&self) -> bool {
        self.next == NextStep::Again
    }

    /// Whether sending now creates what was only checked so far.
    pub fn is_to_create(&self) -> bool {
        self.next == NextStep::Create
    }

    /// Whether sending once more would make sense.
    pub fn can_send(&self) -> bool {
        self.next != NextStep::Nothing
    }

    pub(super) fn push_paragraph(&mut self, kind: ParagraphKind, text: String) {
        if !text.is_empty() {
            self.paragraphs.push((kind, text));
        }
    }
}
