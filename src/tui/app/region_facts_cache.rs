//! The lists of connections that the draft at hand is compared with.

use std::collections::BTreeMap;

use crate::connection::RegionFacts;
use crate::tui::effect::Ticket;

/// How the list of connections of a region stands.
#[derive(Clone, Debug)]
pub(super) enum FactsState {
    Waiting(Ticket),
    Done(RegionFacts),
    Failed(String),
}

/// What a comparison with the neighbours depends on: the document, what has come in, region, gateways, name.
type CompareKey = (u64, u64, String, Vec<String>, Option<String>);

/// The lists of connections by region, and for what the draft was compared last.
#[derive(Clone, Debug, Default)]
pub struct RegionFactsCache {
    pub(super) lists: BTreeMap<String, FactsState>,
    /// Counts what comes in from outside.
    pub(super) news: u64,
    /// The region, the gateways and the name that the draft at hand had when it was compared.
    pub(super) compared: Option<CompareKey>,
}

impl RegionFactsCache {
    /// Somebody else answers now.
    pub fn forget(&mut self) {
        self.lists.clear();
        self.news += 1;
    }

    /// Something came in that the draft at hand has to be compared with.
    pub fn changed(&mut self) {
        self.news += 1;
    }
}
