//! How the work on each draft ended.

use jiff::Timestamp;

use crate::connection::{Connection, Draft, Finding};
use crate::flow::{Submission, SubmitOutcome};

use super::super::load::Unread;

/// A draft with its end.
pub(super) struct DraftResult {
    /// Its place among the drafts of the run.
    pub(super) place: usize,
    pub(super) file: String,
    pub(super) end: End,
}

/// How the work on one file ended.
pub(super) enum End {
    Submitted {
        draft: Box<Draft>,
        connection: Box<Connection>,
        submission: Box<Submission>,
        known_by: KnownBy,
    },
    Invalid {
        draft: Box<Draft>,
        errors: Vec<Finding>,
    },
    Unread(Unread),
    /// There was nobody to send it to.
    NotSent {
        draft: Box<Draft>,
        why: Option<String>,
    },
    /// The interrupt came before its turn.
    Interrupted {
        draft: Box<Draft>,
    },
    /// It was not its turn, and what an earlier run sent with this client token is in doubt still.
    Held {
        draft: Box<Draft>,
        token: String,
    },
    /// An earlier run created it: the line of its report.
    Resumed {
        past: Box<serde_json::Value>,
        /// The keys were others then.
        other_keys: bool,
    },
    /// An earlier run created it, says the journal: among several drafts the rest is what is wanted.
    Standing {
        draft: Box<Draft>,
        id: String,
        at: Timestamp,
        known_by: KnownBy,
    },
}

/// What the report knows a creation by.
pub(super) struct KnownBy {
    pub(super) digest: String,
    pub(super) endpoint: Option<String>,
}

impl End {
    /// The word of the outcome, as in the JSON line.
    pub(super) fn outcome(&self) -> &'static str {
        match self {
            Self::Submitted { submission, .. } => match submission.outcome {
                SubmitOutcome::Created { .. } => "created",
                SubmitOutcome::DryRunPassed { .. } => "dry-run-passed",
                SubmitOutcome::Refused(_) => "refused",
                SubmitOutcome::NotSent(_)
                | SubmitOutcome::Interrupted
                | SubmitOutcome::NotRecorded(_) => "not-sent",
                SubmitOutcome::AlreadyCreated { .. } | SubmitOutcome::TokenTaken { .. } => {
                    "invalid"
                }
                SubmitOutcome::Unknown { .. }
                | SubmitOutcome::EarlierOpen { .. }
                | SubmitOutcome::JournalDamaged { .. } => "unknown",
            },
            Self::Invalid { .. } | Self::Unread(_) => "invalid",
            Self::NotSent { .. } | Self::Interrupted { .. } => "not-sent",
            Self::Held { .. } => "unknown",
            Self::Resumed { .. } | Self::Standing { .. } => "created",
        }
    }

    /// Whether a rehearsal may be followed by the creation.
    pub(super) fn passes(&self) -> bool {
        match self {
            Self::Submitted { submission, .. } => {
                matches!(submission.outcome, SubmitOutcome::DryRunPassed { .. })
            }
            Self::Resumed { .. } | Self::Held { .. } | Self::Standing { .. } => true,
            _ => false,
        }
    }
}
