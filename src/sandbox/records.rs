//! What the sandbox remembers of connections and requests.

use jiff::Timestamp;
use serde_json::{Value as Json, json};

use crate::connection::Draft;
use crate::rpc::Params;

use super::lifecycle::Lifecycle;
use super::validate::tag_pairs;

/// A connection that the sandbox holds.
#[derive(Clone, Debug)]
pub struct StoredConnection {
    /// `vco-` and 20 letters and digits.
    pub id: String,
    /// The region it was created in.
    pub region: String,
    /// The number of the account that holds it.
    pub account: String,
    /// When, by the server's clock; to the second where that is as precise as it tells.
    pub created: Timestamp,
    /// From when on lists show it.
    pub listed_from: Timestamp,
    /// The client token it came with.
    pub client_token: Option<String>,
    /// The business parameters as received.
    pub params: Params,
    /// The same, read as a draft.
    pub draft: Draft,
    /// The draft with the service's defaults and the keys it made, as look-ups show it.
    pub filled: Draft,
    /// Where it is in its life.
    pub(super) life: Lifecycle,
}

impl StoredConnection {
    /// Its tags; what is absent is empty.
    pub(super) fn tags(&self) -> Vec<(String, String)> {
        let own = |(key, value): (&str, &str)| (key.to_owned(), value.to_owned());
        tag_pairs(&self.filled).map(own).collect()
    }
}

/// Tags as every look-up shows them.
pub(super) fn tag_list(tags: &[(String, String)]) -> Vec<Json> {
    tags.iter().map(|(key, value)| json!({ "Key": key, "Value": value })).collect()
}

/// A request that was answered, or cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestLogEntry {
    /// The operation that was asked for; `?` where the request did not say so.
    pub action: String,
    /// `200`, the code of the refusal, or the name of the fault that took the answer's place.
    pub outcome: String,
}
