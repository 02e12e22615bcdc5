//! Lists that are loaded a region at a time: an answer counts only with the ticket of the last request.

use std::collections::BTreeMap;

use crate::tui::effect::Ticket;

/// How the list of a region stands.
#[derive(Clone, Debug)]
pub enum LoadState<D> {
    /// It is still coming, or pages of it are.
    Waiting(Ticket),
    /// All of it is there.
    Done(D),
    /// It could not be had, or not to its end.
    Failed(String),
}

/// An entry of a list and the text it is found by.
#[derive(Clone, Debug)]
pub struct ListRow<T> {
    pub item: T,
    pub found_by: String,
}

/// The list of one region.
#[derive(Clone, Debug)]
pub struct RegionList<T, D> {
    /// What its pages brought; nothing where it comes as a whole, with its end.
    pub rows: Vec<ListRow<T>>,
    /// How many rows there are in all, where a page has told that.
    pub total: Option<u64>,
    pub state: LoadState<D>,
    /// Whether the rows are those of the request before.
    is_stale: bool,
}

impl<T, D> RegionList<T, D> {
    /// An answer came: the rows of the request before go.
    pub fn drop_stale(&mut self) {
        if std::mem::take(&mut self.is_stale) {
            self.rows.clear();
        }
    }
}

/// The lists by region.
#[derive(Clone, Debug)]
pub struct RegionLists<T, D> {
    pub by_region: BTreeMap<String, RegionList<T, D>>,
}

impl<T, D> Default for RegionLists<T, D> {
    fn default() -> Self {
        Self { by_region: BTreeMap::new() }
    }
}

impl<T, D> RegionLists<T, D> {
    /// The list of a region, if it was ever asked for.
    pub fn get(&self, region: &str) -> Option<&RegionList<T, D>> {
        self.by_region.get(region)
    }

    /// What has come of a region so far.
    pub fn rows(&self, region: &str) -> &[ListRow<T>] {
        self.get(region).map(|list| list.rows.as_slice()).unwrap_or_default()
    }

    /// Looks up an entry of a region.
    pub fn find(&self, region: &str, is_wanted: impl Fn(&T) -> bool) -> Option<&T> {
        self.rows(region).iter().map(|row| &row.item).find(|item| is_wanted(item))
    }

    /// Whether a region is still being loaded.
    pub fn is_loading(&self, region: &str) -> bool {
        self.get(region).is_some_and(|list| matches!(list.state, LoadState::Waiting(_)))
    }

    /// Whether the list of a region is there or on its way.
    pub fn is_asked_for(&self, region: &str) -> bool {
        self.get(region).is_some_and(|list| !matches!(list.state, LoadState::Failed(_)))
    }

    /// What came with the end of a region's list, once that is whole.
    pub fn done(&self, region: &str) -> Option<&D> {
        match &self.get(region)?.state {
            LoadState::Done(done) => Some(done),
            LoadState::Waiting(_) | LoadState::Failed(_) => None,
        }
    }

    /// Why a region could not be loaded, if it could not.
    pub fn error(&self, region: &str) -> Option<&str> {
        match &self.get(region)?.state {
            LoadState::Failed(why) => Some(why),
            LoadState::Waiting(_) | LoadState::Done(_) => None,
        }
    }

    /// A region was asked for. Rows of the request before stay until an answer comes.
    pub fn start(&mut self, region: &str, ticket: Ticket) {
        let rows = self.by_region.remove(region).map(|list| list.rows).unwrap_or_default();
        let (is_stale, state) = (!rows.is_empty(), LoadState::Waiting(ticket));
        self.by_region.insert(region.to_owned(), RegionList { rows, total: None, state, is_stale });
    }

    /// The list that waits for this answer.
    pub fn waiting(&mut self, ticket: Ticket) -> Option<&mut RegionList<T, D>> {
        let mut lists = self.by_region.values_mut();
        lists.find(|list| matches!(list.state, LoadState::Waiting(awaited) if awaited == ticket))
    }

    /// The list is whole, or nothing will come any more. Tells whether it was waited for.
    pub fn finish(&mut self, ticket: Ticket, result: Result<D, String>) -> bool {
        let Some(list) = self.waiting(ticket) else { return false };
        if result.is_ok() {
            list.drop_stale();
        }
        list.is_stale = false;
        list.state = result.map_or_else(LoadState::Failed, LoadState::Done);
        true
    }
}
