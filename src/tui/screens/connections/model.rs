//! The connections by region, and what is seen of the region at hand.

use jiff::Timestamp;

use crate::flow::ConnectionStatus;
use crate::tui::effect::Ticket;
use crate::tui::region_list::{ListRow, LoadState, RegionLists};
use crate::tui::widgets::filter::{Cursor, matching};
use crate::tui::widgets::line_input::LineInput;

/// What decides which rows match: region, filter, and how often a list has changed.
type ConnectionFilterKey = (String, String, u64);

/// The lists by region, and what is seen of the one at hand.
#[derive(Clone, Debug, Default)]
pub struct ConnectionsModel {
    pub lists: RegionLists<ConnectionStatus, Timestamp>,
    pub(super) filter: LineInput,
    pub(super) cursor: Cursor,
    /// The rows that match, and what they were found for.
    pub(super) matched: Vec<usize>,
    matched_for: ConnectionFilterKey,
    /// Counts what comes in.
    news: u64,
}

impl ConnectionsModel {
    /// Somebody else answers now. What is typed stays.
    pub fn forget(&mut self) {
        self.lists.by_region.clear();
        self.news += 1;
    }

    /// Whether nothing is typed into the filter.
    pub fn is_unfiltered(&self) -> bool {
        self.filter.text().is_empty()
    }

    /// The connections of a region were asked for. Those of the question before stay until an answer comes.
    pub fn await_list(&mut self, region: &str, ticket: Ticket) {
        self.lists.start(region, ticket);
        self.news += 1;
    }

    /// A page came in.
    pub fn page(&mut self, ticket: Ticket, rows: Vec<ListRow<ConnectionStatus>>) {
        let Some(list) = self.lists.waiting(ticket) else { return };
        list.drop_stale();
        list.rows.extend(rows);
        self.news += 1;
    }

    /// The last page came in, or none will come any more.
    pub fn ended(&mut self, ticket: Ticket, result: Result<Timestamp, String>) {
        self.news += u64::from(self.lists.finish(ticket, result));
    }

    /// A connection was looked at by itself: its row says the same from now on.
    pub fn update_row(&mut self, seen: ListRow<ConnectionStatus>) {
        let Some(list) = self.lists.by_region.get_mut(&seen.item.region) else { return };
        match list.rows.iter_mut().find(|row| row.item.id == seen.item.id) {
            Some(row) => *row = seen,
            // One that has just been created: lists lag behind.
            None if matches!(list.state, LoadState::Done(_)) => list.rows.insert(0, seen),
            None => return,
        }
        self.news += 1;
    }

    /// A connection has been deleted.
    pub fn drop_row(&mut self, region: &str, id: &str) {
        if let Some(list) = self.lists.by_region.get_mut(region) {
            list.rows.retain(|row| row.item.id != id);
            self.news += 1;
        }
    }

    /// Finds anew what matches, if anything has changed. The cursor stays on its connection.
    pub fn filter_rows(&mut self, region: &str) {
        let wanted = (region.to_owned(), self.filter.text().to_owned(), self.news);
        if self.matched_for == wanted {
            return;
        }
        let is_same_list = self.matched_for.0 == wanted.0 && self.matched_for.1 == wanted.1;
        let here = self.chosen(&self.matched_for.0).map(|status| status.id.clone());
        let rows = self.lists.rows(region);
        self.matched = matching(&wanted.1, rows.iter().map(|row| row.found_by.as_str()));
        let at = |id: String| self.matched.iter().position(|row| rows[*row].item.id == id);
        self.cursor.at = match is_same_list {
            true => here.and_then(at).unwrap_or(self.cursor.at),
            false => 0,
        };
        self.cursor.clamp(self.matched.len());
        self.matched_for = wanted;
    }

    /// The connection the keys are on.
    pub fn chosen(&self, region: &str) -> Option<&ConnectionStatus> {
        let row = *self.matched.get(self.cursor.at)?;
        self.lists.rows(region).get(row).map(|row| &row.item)
    }
}
