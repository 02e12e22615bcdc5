//! What is under way for the draft at hand, and what waits until it is saved.

use std::collections::BTreeMap;

use super::screen::Screen;
use crate::connection::{FieldPath, Mode, Secret};
use crate::drafts::{DraftFile, DraftName, KeyReference};
use crate::flow::{ConnectionRef, FieldRepair, SubmitConsent};
use crate::tui::effect::{SaveTicket, Ticket};
use crate::tui::steps::WizardStep;

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

/// What waits for its answer.
#[derive(Debug, Default)]
pub struct Requests {
    /// The question for the regions that waits for its answer.
    pub(super) regions: Option<Ticket>,
    /// The question whose account it is that waits for its answer.
    pub(super) realm: Option<Ticket>,
    /// The draft that is being opened, and where in it the wizard goes.
    pub(super) draft: Option<(Ticket, DraftPosition)>,
    /// The connection that the draft of this number was made of, or is to change.
    pub(super) document_connection: Option<(u64, ConnectionRef)>,
    /// The question for transit routers that waits for its answer: for which connection, and on which screen.
    pub(super) routers: Option<(Ticket, ConnectionRef, Screen)>,
    /// The connection that is being taken over into a draft, and what for.
    pub(super) import: Option<(Ticket, ConnectionRef, AfterOpen)>,
    /// What is done with the draft of a connection once it is at hand.
    pub(super) after_open: Option<(ConnectionRef, AfterOpen)>,
    /// The step that was come to from the diagnosis of a connection: Esc leads back there.
    pub(super) returns_to: Option<(WizardStep, ConnectionRef)>,
    /// The keys that were asked for to be shown: for which draft, and what stood there.
    pub(super) keys: BTreeMap<Ticket, (u64, Option<KeyReference>)>,
}
