//! A change of a connection that exists, as the journal knows it: begun, tried, ended.
//!
//! It has a line of its own kind and a list of its own, so that nothing that asks for creations comes
//! across it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::connection::{Account, Realm, Token};

use super::outcome::{JournalOutcome, JournalOutcomeKind};

/// What is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// It is bound to a transit router.
    Bind,
    /// It is taken off its router.
    Unbind,
    /// A route table of its router forwards its traffic.
    Associate,
    /// A route table of its router learns its routes.
    Propagate,
    /// Its settings become others.
    Modify,
    /// It is deleted.
    Delete,
}

impl ChangeKind {
    /// The word for JSON output and the names of texts.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bind => "bind",
            Self::Unbind => "unbind",
            Self::Associate => "associate",
            Self::Propagate => "propagate",
            Self::Modify => "modify",
            Self::Delete => "delete",
        }
    }
}

/// What is known of a change before its first request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeRecord {
    /// The name of the change in the journal.
    pub submission: String,
    /// When it began.
    pub at: Timestamp,
    /// What is changed.
    pub kind: ChangeKind,
    /// The connection, `vco-…`.
    pub connection: String,
    /// The client token of every attempt.
    pub token: Token,
    /// The key of `parameters`, another one for each change.
    pub salt: String,
    /// Digest of the parameters but for the token, under `salt`: keys may be among them.
    pub parameters: String,
    /// Whose connection it is.
    pub account: Account,
    /// Where it is sent.
    pub endpoint: String,
    /// The region.
    pub region: String,
}

impl ChangeRecord {
    /// Where the connection is.
    pub fn realm(&self) -> Realm {
        let Self { account, region, endpoint, .. } = self;
        Realm { account: account.clone(), region: region.clone(), endpoint: endpoint.clone() }
    }
}

/// A change, as far as the journal tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeEntry {
    /// What was known before it began.
    pub begun: ChangeRecord,
    /// How many requests went out.
    pub attempts: u32,
    /// When the last of them went out.
    pub last_attempt: Option<Timestamp>,
    /// How it ended; none when the program was stopped in the middle, or is at it.
    pub settled: Option<JournalOutcome>,
}

impl ChangeEntry {
    /// Whether it may have been carried out without anybody knowing.
    pub fn is_open(&self) -> bool {
        self.settled.as_ref().is_none_or(|settled| settled.ending == JournalOutcomeKind::Unknown)
    }

    /// Whether it was carried out.
    pub fn is_applied(&self) -> bool {
        self.settled.as_ref().is_some_and(|settled| settled.ending == JournalOutcomeKind::Applied)
    }
}
