//! The questions of the walk, in its order: what the wizard has as the lines of its forms.

use crate::connection::{FieldOwner, FieldPath, Finding, Key, Mode};
use crate::walk::device_rows::{DeviceRow, device_rows};
use crate::walk::document::Document;
use crate::walk::rows::{FormButton, FormItem, FormRow, rows};
use crate::walk::steps::{Section, WizardStep, section, step_of, steps};

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Question {
    /// Two tunnels or one.
    Mode,
    /// The value of a field.
    Field(FieldPath),
    /// Something about the device at the other end.
    Device(DeviceRow),
    /// Whether a preset fills in both phases.
    Preset(FieldOwner),
    /// Whether tunnel 2 is to be as tunnel 1.
    CopyTunnel,
    /// Whether to add a tag.
    AddTag,
    /// Whether to go through the fields that most connections leave alone.
    More,
}

/// What decides which questions there are.
#[derive(Clone, Copy)]
pub(super) struct QuestionContext<'a> {
    pub(super) document: &'a Document,
    /// Whether the fields that most connections leave alone are asked for.
    pub(super) more: bool,
    /// Whether the device's text came by a paste and is on no disk.
    pub(super) is_pasted: bool,
}

/// The questions of a step. Unless more are wanted, one of them stands for the fields that most connections
/// leave alone.
pub(super) fn questions(step: WizardStep, asked: QuestionContext<'_>) -> Vec<Question> {
    if step == WizardStep::Device {
        return device(asked);
    }
    let (draft, more) = (asked.document.draft(), asked.more);
    let mut found = Vec::new();
    let is_left = |path: FieldPath| section(path.key) == Section::More && !draft.has(path);
    for row in rows(step, draft) {
        let question = match row {
            FormRow::Heading(Section::More) if !more => Question::More,
            FormRow::Item(FormItem::Field(path)) if more || !is_left(path) => Question::Field(path),
            FormRow::Item(FormItem::Button(button)) => match button {
                FormButton::Mode(Mode::Dual) => Question::Mode,
                // One preset fills in both phases, so it is asked for once.
                FormButton::Preset(_) if step == WizardStep::Phase2 => continue,
                FormButton::Preset(owner) => Question::Preset(owner),
                FormButton::CopyTunnel => Question::CopyTunnel,
                FormButton::AddTag => Question::AddTag,
                // A tag goes with its key, and one question follows the other by itself.
                FormButton::Mode(_) | FormButton::RemoveTag(_) | FormButton::Continue => continue,
            },
            FormRow::Heading(_) | FormRow::Item(FormItem::Field(_)) => continue,
        };
        found.push(question);
    }
    found
}

/// The questions about the device. Where it has one tunnel, there is nothing to choose.
fn device(asked: QuestionContext<'_>) -> Vec<Question> {
    let document = asked.document;
    let unsure = document.pairing().ambiguous;
    let is_one = document.reading().is_none_or(|reading| reading.tunnels.len() < 2);
    let is_asked = |row: &DeviceRow| match row {
        // A file is named or a text pasted in answer to one question; what was read is told at once.
        DeviceRow::Editor | DeviceRow::Report | DeviceRow::Continue => false,
        DeviceRow::Tunnel(number) => !is_one || unsure.contains(number),
        _ => true,
    };
    let rows = device_rows(document, asked.is_pasted).into_iter();
    rows.filter(is_asked).map(Question::Device).collect()
}

/// Every question of the walk with its step.
pub(super) fn all(asked: QuestionContext<'_>) -> Vec<(WizardStep, Question)> {
    let of = |step: WizardStep| questions(step, asked).into_iter().map(move |one| (step, one));
    steps(asked.document.draft().mode()).iter().copied().flat_map(of).collect()
}

impl Question {
    /// The step it belongs to.
    pub(super) fn step(self, mode: Mode) -> WizardStep {
        match self {
            Self::Mode => WizardStep::Mode,
            Self::Device(_) => WizardStep::Device,
            Self::Field(path) => step_of(path, mode),
            Self::Preset(FieldOwner::Tunnel(number)) => WizardStep::Tunnel(number),
            Self::Preset(_) => WizardStep::Phase1,
            Self::CopyTunnel => WizardStep::Tunnel(2),
            Self::AddTag | Self::More => WizardStep::Connection,
        }
    }

    /// What the rules say of its answer, gravest first.
    pub(super) fn findings(self, document: &Document) -> Vec<&Finding> {
        let all = document.findings().iter().filter(|finding| !document.is_deferred(finding));
        match self {
            Self::Mode => all.filter(|finding| Document::is_of_mode(finding)).collect(),
            Self::Field(path) => all
                .filter(|finding| finding.fields.contains(&path) && !Document::is_of_mode(finding))
                // What is missing elsewhere is said where it is asked for.
                .filter(|finding| {
                    !document.is_missing(finding) || finding.fields.first() == Some(&path)
                })
                .collect(),
            _ => Vec::new(),
        }
    }

    /// Where a finding is resolved.
    pub(super) fn of(finding: &Finding) -> Option<Self> {
        if Document::is_of_mode(finding) {
            return Some(Self::Mode);
        }
        finding.fields.first().copied().map(Self::Field)
    }

    /// Whether its answer is a pre-shared key, which nobody may see.
    pub(super) fn is_secret(self) -> bool {
        matches!(self, Self::Field(path) if path.key == Key::Psk)
    }
}
