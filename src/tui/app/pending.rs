//! What is under way for the draft at hand, and what waits until it is saved.

use std::collections::BTreeMap;

use crate::connection::{FieldPath, Mode, Secret};
use crate::drafts::{DraftFile, DraftName};
use crate::flow::{FieldRepair, SubmitConsent};
use crate::tui::effect::{SaveTicket, Ticket};

/// Where a draft is opened: the word of a step, and a field there.
pub type DraftPosition = Option<(String, Option<FieldPath>)>;

/// What waits until the draft at hand is kept.
#[derive(Debug)]
pub enum PendingAction {
    /// Another draft is opened.
    Open(DraftName, DraftPosition),
    /// A new draft is begun.
    Begin(Mode),
    /// A draft that was made of something else is begun with.
    BeginWith(Box<DraftFile>),
    /// The draft is sent.
    Send {
        /// What was agreed to.
        agreed: SubmitConsent,
        /// The state of the draft that the yes was about.
        state: SaveTicket,
        /// The keys that were asked for.
        asked: BTreeMap<FieldPath, Secret>,
    },
    /// The wizard ends.
    Quit,
}

/// What is done once the draft of a connection is at hand.
#[derive(Clone, Debug)]
pub enum AfterOpen {
    /// Its field is gone to.
    Go(FieldPath),
    /// It is repaired, and the diagnosis seen again.
    Repair(FieldRepair),
    /// It is worked on.
    Edit,
}

/// What is under way.
#[derive(Debug, Default)]
pub struct SaveState {
    pub(super) due: Option<Ticket>,
    /// The pause after a save that failed, until it is tried once more.
    pub(super) retry: Option<Ticket>,
    pub(super) saving: Option<SaveTicket>,
    /// The rename of the draft at hand that is under way: from which name to which.
    pub(super) renaming: Option<(DraftName, DraftName)>,
    /// What the draft shall be called, and whether a person said so.
    pub(super) wanted: Option<(DraftName, bool)>,
    pub(super) pending: Option<PendingAction>,
    /// Whether it shall be told that the draft is on the disk.
    pub(super) announce: bool,
    /// Nobody can be asked any more.
    pub(super) terminating: bool,
    pub(super) ended: bool,
}

impl SaveState {
    pub(super) fn is_busy(&self) -> bool {
        self.saving.is_some() || self.renaming.is_some()
    }

    /// Whether the wizard is about to end.
    pub fn is_quitting(&self) -> bool {
        self.ended || matches!(self.pending, Some(PendingAction::Quit))
    }
}
