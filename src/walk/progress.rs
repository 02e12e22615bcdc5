//! How far each step of a draft has come, and where there is something of weight to say.

use crate::connection::{FieldPath, Finding, Origin, Severity};
use crate::walk::document::Document;
use crate::walk::rows::{FormButton, FormItem, FormRow, rows};
use crate::walk::steps::{WizardStep, step_of, steps};

/// How far a step has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepProgress {
    /// Nobody has filled in or seen anything.
    Empty,
    /// Something is missing, or a warning waits to be accepted.
    Incomplete,
    /// Something is wrong.
    Wrong,
    /// Nothing stands in the way.
    Done,
}

/// How far a step of a document has come.
pub fn progress(step: WizardStep, document: &Document) -> StepProgress {
    if step == WizardStep::Device {
        return device(document);
    }
    let draft = document.draft();
    let mode = draft.mode();
    // Where a field has a sign, its step has one.
    let is_here = |finding: &Finding| match step {
        WizardStep::Review => true,
        step if Document::is_of_mode(finding) => step == WizardStep::Mode,
        step => finding.fields.iter().any(|path| step_of(*path, mode) == step),
    };
    let mut errors = Vec::new();
    let mut warned = false;
    let told = document.findings().iter().filter(|finding| !document.is_deferred(finding));
    for finding in told.filter(|finding| is_here(finding)) {
        match finding.severity() {
            Severity::Error => errors.push(finding),
            Severity::Warning => warned |= !document.is_acknowledged(finding),
            Severity::Hint => {}
        }
    }
    let objected = document.refused_field().is_some_and(|objection| {
        step == WizardStep::Review || step_of(objection.path, mode) == step
    });
    if objected || errors.iter().any(|finding| !document.is_missing(finding)) {
        return StepProgress::Wrong;
    }
    let fields: Vec<FieldPath> = rows(step, draft)
        .into_iter()
        .filter_map(|row| match row {
            FormRow::Item(FormItem::Field(path)) => Some(path),
            _ => None,
        })
        .collect();
    // A mode is always chosen, and the review has nothing to fill in.
    let is_begun = matches!(step, WizardStep::Mode | WizardStep::Review)
        || fields.iter().any(|path| is_own(document, *path));
    let is_seen = match step {
        WizardStep::Review => document.is_reviewed,
        _ => document.was_loaded,
    };
    let is_seen = is_seen || fields.iter().any(|path| document.was_visited(*path));
    match (errors.is_empty() && !warned, is_begun) {
        // Whoever has not read the review has seen nothing of it.
        (true, true) if step == WizardStep::Review && !is_seen => StepProgress::Empty,
        (true, true) => StepProgress::Done,
        (true, false) if is_seen => StepProgress::Done,
        (false, true) if step == WizardStep::Review && !is_seen => StepProgress::Empty,
        (false, true) => StepProgress::Incomplete,
        (false, false) if errors.is_empty() => StepProgress::Incomplete,
        (_, false) => StepProgress::Empty,
    }
}

/// How far the step has come that may be left out: a device that is known, and what its configuration breaks.
fn device(document: &Document) -> StepProgress {
    match document.peer() {
        _ if document.breaking() > 0 => StepProgress::Wrong,
        _ if !document.pairing().ambiguous.is_empty() => StepProgress::Incomplete,
        Some(_) => StepProgress::Done,
        None => StepProgress::Empty,
    }
}

/// Whether a person has put a value there, and not a preset or a default that every draft begins with.
fn is_own(document: &Document, path: FieldPath) -> bool {
    let given = matches!(document.origin(path), Some(Origin::Default | Origin::Preset));
    document.draft().has(path) && !given
}

/// Where a finding is resolved: its field, or the choice of the mode.
pub fn target(finding: &Finding, document: &Document) -> Option<FormItem> {
    if Document::is_of_mode(finding) {
        return Some(FormItem::Button(FormButton::Mode(document.draft().mode())));
    }
    finding.fields.first().copied().map(FormItem::Field)
}

/// Where there is something of weight to say, in the order of the walk.
pub fn targets(document: &Document) -> Vec<FormItem> {
    let mut found: Vec<FormItem> = document
        .findings()
        .iter()
        .filter(|finding| match finding.severity() {
            Severity::Error => true,
            Severity::Warning => !document.is_acknowledged(finding),
            Severity::Hint => false,
        })
        .filter_map(|finding| target(finding, document))
        .chain(document.refused_field().map(|objection| FormItem::Field(objection.path)))
        .collect();
    found.sort_by_key(|item| rank(*item, document));
    found.dedup();
    found
}

/// Where a field or the choice of the mode comes in the walk: its step and its line there.
pub fn rank(item: FormItem, document: &Document) -> (usize, usize) {
    let draft = document.draft();
    let step = match item {
        FormItem::Field(path) => step_of(path, draft.mode()),
        FormItem::Button(_) => WizardStep::Mode,
    };
    let at = steps(draft.mode()).iter().position(|other| *other == step).unwrap_or(0);
    let line = rows(step, draft).iter().position(|row| *row == FormRow::Item(item));
    // A field without a line of its own comes first in its step; 0 is the step itself.
    (at, line.unwrap_or(0) + 1)
}
