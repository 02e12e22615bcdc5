//! What is asked.

use std::cell::Cell;

use crate::connection::Repair;
use crate::drafts::DraftName;
use crate::flow::ConnectionRef;
use crate::tui::widgets::scroll::ScrollPosition;

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// Whether to end.
    Quit,
    /// Whether to end though the draft could not be kept.
    LeaveUnsaved,
    /// Whether to create the connection.
    Submit,
    /// Whether to create another one where the draft has created one.
    SubmitAgain,
    /// Whether programs may be run for keys, so that the service can check the request.
    DryRun,
    /// Whether to stop waiting for a submission.
    StopSending,
    /// Whether a draft shall go to the trash.
    Delete(DraftName),
    /// Whether an earlier version shall be the current one.
    RestoreVersion(DraftName, usize),
    /// Whether the change of this connection shall be sent.
    Change(ConnectionRef),
    /// Whether the key is copied along with the tunnel.
    CopyKey,
    /// Whether the copy of a draft (the first) under a name (the second) is for a connection of its own.
    CopyFresh(DraftName, DraftName),
    /// Whether a random key takes the place of the one that stands there, by this change.
    ReplaceKey(Box<Repair>),
}

/// The question.
#[derive(Clone, Debug)]
pub struct QuestionBox {
    /// What is asked.
    pub question: Question,
    /// Whether it stood on the screen: keys that were on their way before are no answer to it.
    pub(super) is_seen: Cell<bool>,
    /// How far its text is scrolled, where the window is too small for all of it.
    pub(super) scroll: ScrollPosition,
    /// Whether its text stood on the screen to its end: nobody says yes to what could not be read.
    pub(super) is_read: Cell<bool>,
}

impl QuestionBox {
    /// A question.
    pub const fn new(question: Question) -> Self {
        Self {
            question,
            is_seen: Cell::new(false),
            scroll: ScrollPosition::new(),
            is_read: Cell::new(false),
        }
    }
}
