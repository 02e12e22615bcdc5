//! What a draft is compared with, as plain data.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::connection::{GatewayFacts, RegionFacts};
use crate::flow::{BlocksInUse, NeighbourDraft};

/// What else there is.
#[derive(Clone, Debug, Default)]
pub struct DocumentContext {
    /// What was looked up in the region, as far as the lists are whole.
    pub region: RegionFacts,
    /// What is known of the chosen customer gateways while the list is not whole.
    pub gateways: Vec<GatewayFacts>,
    /// This user's drafts, the one at hand among them.
    pub drafts: Arc<Vec<NeighbourDraft>>,
    /// The connections that came of them here, by the name of the draft.
    pub created: BTreeMap<String, String>,
    /// The blocks that they and submitted files use.
    pub blocks: Arc<BlocksInUse>,
    /// What a draft is called that has no name yet.
    pub untitled: String,
}
