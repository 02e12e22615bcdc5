//! A change of a connection that exists, as the journal knows it: begun, tried, ended.
//!
//! It has a line of its own kind and a list of its own, so that nothing that asks for creations comes
//! across it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::connection::{Realm, Token, named_enum};

named_enum! {
    /// What is changed.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    pub enum ChangeKind {
        /// It is bound to a transit router.
        Bind = "bind",
        /// It is taken off its router.
        Unbind = "unbind",
        /// A route table of its router forwards its traffic.
        Associate = "associate",
        /// A route table of its router learns its routes.
        Propagate = "propagate",
        /// Its settings become others.
        Modify = "modify",
        /// It is deleted.
        Delete = "delete",
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
    /// Where the connection is.
    pub realm: Realm,
}
