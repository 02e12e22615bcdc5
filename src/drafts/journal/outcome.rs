//! How a submission or a change ended.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::connection::named_enum;

named_enum! {
    /// How a submission ended.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    pub enum JournalOutcomeKind {
        /// The connection exists.
        Created = "created",
        /// The service would accept it.
        DryRunPassed = "dry-run-passed",
        /// The service said no.
        Refused = "refused",
        /// No request reached the service.
        NotSent = "not-sent",
        /// A change of a connection that exists was carried out.
        Applied = "applied",
        /// Not known, so the submission stays open.
        Unknown = "unknown",
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
