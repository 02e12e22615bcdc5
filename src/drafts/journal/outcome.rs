//! How a submission or a change ended.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// How a submission ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum JournalOutcomeKind {
    /// The connection exists.
    Created,
    /// The service would accept it.
    DryRunPassed,
    /// The service said no.
    Refused,
    /// No request reached the service.
    NotSent,
    /// A change of a connection that exists was carried out.
    Applied,
    /// Not known, so the submission stays open.
    Unknown,
}

impl JournalOutcomeKind {
    /// The word for JSON output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::DryRunPassed => "dry-run-passed",
            Self::Refused => "refused",
            Self::NotSent => "not-sent",
            Self::Applied => "applied",
            Self::Unknown => "unknown",
        }
    }
}

/// The end of a submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalOutcome {
    /// When.
    pub at: Timestamp,
    /// How.
    pub ending: JournalOutcomeKind,
    /// `vco-…`, always there when it was created.
    pub connection_id: Option<String>,
    /// The answer's request id.
    pub request_id: Option<String>,
    /// The service's code, when it was refused.
    pub code: Option<String>,
}

impl JournalOutcome {
    /// An end of which nothing else is known.
    pub fn new(ending: JournalOutcomeKind, at: Timestamp) -> Self {
        Self { at, ending, connection_id: None, request_id: None, code: None }
    }
}
