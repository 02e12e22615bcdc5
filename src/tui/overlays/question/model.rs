//! What is asked.

use crate::drafts::DraftName;

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
    Rehearse,
    /// Whether to stop waiting for a submission.
    StopSending,
    /// Whether a draft shall go to the trash.
    Delete(DraftName),
    /// Whether an earlier version shall be the current one.
    RestoreVersion(DraftName, usize),
    /// Whether the key is copied along with the tunnel.
    CopyKey,
}

/// The question.
#[derive(Clone, Debug)]
pub struct Ask {
    /// What is asked.
    pub question: Question,
}

impl Ask {
    /// A question.
    pub const fn new(question: Question) -> Self {
        Self { question }
    }
}
