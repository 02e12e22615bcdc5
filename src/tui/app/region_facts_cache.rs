//! The lists of connections that the draft at hand is compared with.

use crate::connection::RegionFacts;
use crate::tui::region_list::RegionLists;

/// What a comparison with the neighbours depends on: the document, what has come in, region, gateways, name.
type CompareKey = (u64, u64, String, Vec<String>, Option<String>);

/// The lists of connections by region, and for what the draft was compared last.
#[derive(Clone, Debug, Default)]
pub struct RegionFactsCache {
    pub(super) lists: RegionLists<(), RegionFacts>,
    /// Counts what comes in from outside.
    pub(super) news: u64,
    /// The region, the gateways and the name that the draft at hand had when it was compared.
    pub(super) compared: Option<CompareKey>,
}

impl RegionFactsCache {
    /// Somebody else answers now.
    pub fn forget(&mut self) {
        self.lists.by_region.clear();
        self.news += 1;
    }

    /// Something came in that the draft at hand has to be compared with.
    pub fn changed(&mut self) {
        self.news += 1;
    }
}
