//! How the work on each draft ended.

use jiff::Timestamp;

use crate::connection::{Connection, Draft, Finding};
use crate::flow::{OutcomeKind, Submission, SubmitOutcome};

use super::super::load::DraftLoadError;
use super::follow_up::FollowUpResult;

/// A draft with its end.
pub(super) struct DraftResult {
    /// Its place among the drafts of the run.
    pub(super) place: usize,
    pub(super) file: String,
    pub(super) end: DraftOutcome,
    /// What followed its creation, in a run that binds.
    pub(super) followed: Option<FollowUpResult>,
}

/// How the work on one file ended.
pub(super) enum DraftOutcome {
    Submitted {
        draft: Box<Draft>,
        connection: Box<Connection>,
        submission: Box<Submission>,
    },
    Invalid {
        draft: Box<Draft>,
        errors: Vec<Finding>,
    },
    Unread(DraftLoadError),
    /// There was nobody to send it to.
    NotSent {
        draft: Box<Draft>,
        why: Option<String>,
    },
    /// The interrupt came before its turn.
    Interrupted {
        draft: Box<Draft>,
    },
    /// It was not its turn, and what an earlier run sent is in doubt still.
    Held {
        draft: Box<Draft>,
    },
    /// An earlier run created it, says the journal: among several drafts the rest is what is wanted.
    AlreadyCreated {
        draft: Box<Draft>,
        id: String,
        at: Timestamp,
        /// The keys were others then.
        other_keys: bool,
    },
}

impl DraftOutcome {
    /// The outcome in a word.
    pub(super) fn outcome(&self) -> OutcomeKind {
        match self {
            Self::Submitted { submission, .. } => submission.outcome.kind(),
            Self::Invalid { .. } | Self::Unread(_) => OutcomeKind::Invalid,
            Self::NotSent { .. } | Self::Interrupted { .. } => OutcomeKind::NotSent,
            Self::Held { .. } => OutcomeKind::Unknown,
            Self::AlreadyCreated { .. } => OutcomeKind::Created,
        }
    }

    /// The connection that there is now, and which is the draft's.
    pub(super) fn connection_id(&self) -> Option<&str> {
        match self {
            Self::Submitted { submission, .. } => match &submission.outcome {
                SubmitOutcome::Created { id, .. } => Some(id),
                _ => None,
            },
            Self::AlreadyCreated { id, other_keys: false, .. } => Some(id),
            _ => None,
        }
    }

    /// Whether a rehearsal may be followed by the creation.
    pub(super) fn is_success(&self) -> bool {
        match self {
            Self::Submitted { submission, .. } => {
                matches!(submission.outcome, SubmitOutcome::DryRunPassed { .. })
            }
            Self::Held { .. } | Self::AlreadyCreated { .. } => true,
            _ => false,
        }
    }
}
