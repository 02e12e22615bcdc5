//! What was found out about a connection, and where the keys are in it.

use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::connection::{FieldPath, Severity};
use crate::flow::{Diagnosis, DiagnosisFinding};
use crate::tui::effect::Ticket;
use crate::tui::widgets::filter::Cursor;
use crate::tui::widgets::scroll::ScrollPosition;

/// By what a fault is known again: tunnel, code, field.
type FindingId = (Option<u8>, String, Option<FieldPath>);

/// What was found out about a connection.
#[derive(Debug, Default)]
pub struct DiagnosisModel {
    /// The question that waits for its answer.
    pub asked: Option<Ticket>,
    /// Whether a person asked, and so sees whatever comes of it.
    pub by_person: bool,
    /// What was found last, and when.
    pub found: Option<(Box<Diagnosis>, Timestamp)>,
    /// Why nothing could be found out.
    pub failed: Option<String>,
    /// The faults that were shown without anybody asking; each is shown so once.
    reported: BTreeSet<FindingId>,
    pub(super) cursor: Cursor,
    pub(super) scroll: ScrollPosition,
}

impl DiagnosisModel {
    /// What was found, the gravest first.
    pub fn findings(&self) -> &[DiagnosisFinding] {
        self.found.as_ref().map(|(found, _)| found.findings.as_slice()).unwrap_or_default()
    }

    /// The gravest finding, unless there are only hints.
    pub fn gravest(&self) -> Option<&DiagnosisFinding> {
        self.findings().iter().find(|finding| finding.severity != Severity::Hint)
    }

    /// The finding the keys are on.
    pub fn chosen(&self) -> Option<&DiagnosisFinding> {
        self.findings().get(self.cursor.at)
    }

    /// What was found about a field.
    pub fn at_field(&self, field: FieldPath) -> Option<&DiagnosisFinding> {
        self.findings().iter().find(|finding| finding.field == Some(field))
    }

    /// Takes note of what was found. The keys stay on a finding that is still among it.
    pub fn set_result(&mut self, found: Diagnosis, at: Timestamp) {
        let here = self.chosen().map(id);
        self.found = Some((Box::new(found), at));
        self.failed = None;
        let place = self.findings().iter().position(|one| Some(id(one)) == here);
        self.cursor.at = place.unwrap_or(0);
        self.scroll = ScrollPosition::new();
    }

    /// Whether there is a fault that the two sides have between them and that was not shown yet; from now
    /// on it was. A device that does not answer may not be set up yet, which is no fault to interrupt
    /// anybody for.
    pub fn has_new_fault(&mut self) -> bool {
        let new: Vec<FindingId> = self
            .findings()
            .iter()
            .filter(|finding| finding.severity == Severity::Error && finding.field.is_some())
            .filter(|finding| !QUIET.contains(&finding.code.as_str()))
            .map(id)
            .filter(|id| !self.reported.contains(id))
            .collect();
        self.reported.extend(new.iter().cloned());
        !new.is_empty()
    }

    /// Everything is up: whatever comes next is a new fault.
    pub fn clear_findings(&mut self) {
        self.reported.clear();
        self.found = None;
        self.failed = None;
        self.cursor = Cursor::default();
    }

    pub(super) fn step(&mut self, by: isize) {
        let count = self.findings().len();
        self.cursor.step(by, count);
        self.scroll = ScrollPosition::new();
    }
}

/// Codes that say no more than that nothing has come of it yet.
const QUIET: [&str; 4] = ["NoResponse", "TunnelFails", "WaitingForTraffic", "NotBound"];

fn id(finding: &DiagnosisFinding) -> FindingId {
    (finding.tunnel, finding.code.clone(), finding.field)
}
