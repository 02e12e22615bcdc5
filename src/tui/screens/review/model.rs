//! Which page of the review, and where on it.

use crate::connection::{Finding, Severity, named_enum};
use crate::tui::document::Document;
use crate::tui::widgets::filter::Cursor;
use crate::tui::widgets::list::turned;
use crate::tui::widgets::scroll::ScrollPosition;

named_enum! {
    /// The pages of the review.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum ReviewPage {
        /// What the rules say.
        #[default]
        Findings = "tab-findings",
        /// The connection in few words.
        Summary = "tab-summary",
        /// Every value that will apply, with its origin.
        Values = "tab-values",
        /// The flat parameters as they are signed.
        Parameters = "tab-parameters",
        /// The request as JSON.
        Json = "tab-json",
        /// The line for the official command line.
        Command = "tab-command",
        /// The command for curl, without a signature.
        Curl = "tab-curl",
        /// The configuration that the device at the other end needs.
        Device = "tab-device",
        /// Both ends held against each other.
        BothSides = "tab-both",
    }
}

impl ReviewPage {
    /// What a text of it is called by as a file.
    pub(super) const fn ending(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Command | Self::Curl => "sh",
            Self::Device => "conf",
            _ => "txt",
        }
    }
}

/// Which page, and where on it.
#[derive(Clone, Debug, Default)]
pub struct ReviewModel {
    /// The page.
    pub tab: ReviewPage,
    pub(super) cursor: Cursor,
    /// Which of the compared fields has the keys.
    pub(super) entry: Cursor,
    pub(super) scroll: ScrollPosition,
    /// Whether keys are shown in plain.
    pub is_revealed: bool,
}

impl ReviewModel {
    /// The list of findings, or that of compared fields, has changed.
    pub fn clamp(&mut self, document: Option<&Document>) {
        self.cursor.clamp(document.map_or(0, |document| document.findings().len()));
        let compared = document.map(|document| document.compared().iter());
        let fields = compared.map(|all| all.map(|one| one.found.len()).sum());
        self.entry.clamp(fields.unwrap_or(0));
    }

    /// The finding that the keys are on.
    pub(super) fn selected<'a>(&self, document: Option<&'a Document>) -> Option<&'a Finding> {
        document?.findings().get(self.cursor.at)
    }

    pub(super) fn turn_page(&mut self, by: isize) {
        self.tab = turned(ReviewPage::ALL, self.tab, by);
        self.scroll = ScrollPosition::new();
    }
}

/// The next warning that was not accepted yet, from a place on.
pub(super) fn next_open(document: &Document, from: usize) -> Option<usize> {
    let open = |finding: &Finding| {
        finding.severity() == Severity::Warning && !document.is_acknowledged(finding)
    };
    let findings = document.findings();
    let after = findings.iter().enumerate().skip(from).find(|(_, finding)| open(finding));
    after
        .or_else(|| findings.iter().enumerate().find(|(_, finding)| open(finding)))
        .map(|(at, _)| at)
}
