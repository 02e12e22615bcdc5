//! The connections by region, and what is seen of the region at hand.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::flow::ConnectionStatus;
use crate::tui::effect::Ticket;
use crate::tui::widgets::filter::{Cursor, matching};
use crate::tui::widgets::line_input::LineInput;

/// How the list of a region stands.
#[derive(Clone, Debug)]
pub(super) enum ListState {
    /// Pages are still coming.
    Waiting(Ticket),
    /// All of it is there, as of this moment.
    Done(Timestamp),
    /// It could not be had, or not to its end.
    Failed(String),
}

/// A connection and the text it is found by.
#[derive(Clone, Debug)]
pub(super) struct ConnectionRow {
    pub(super) status: ConnectionStatus,
    pub(super) found_by: String,
}

/// The connections of one region.
#[derive(Clone, Debug)]
pub(super) struct RegionList {
    pub(super) rows: Vec<ConnectionRow>,
    pub(super) state: ListState,
    /// Whether the rows are those of the question before.
    is_stale: bool,
}

/// What decides which rows match: region, filter, and how often a list has changed.
type ConnectionFilterKey = (String, String, u64);

/// The lists by region, and what is seen of the one at hand.
#[derive(Clone, Debug, Default)]
pub struct ConnectionsModel {
    lists: BTreeMap<String, RegionList>,
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
        self.lists.clear();
        self.news += 1;
    }

    pub(super) fn list(&self, region: &str) -> Option<&RegionList> {
        self.lists.get(region)
    }

    /// Whether nothing is typed into the filter.
    pub fn is_unfiltered(&self) -> bool {
        self.filter.text().is_empty()
    }

    /// Whether the connections of a region are there or on their way.
    pub fn is_asked_for(&self, region: &str) -> bool {
        let state = self.lists.get(region).map(|list| &list.state);
        matches!(state, Some(ListState::Done(_) | ListState::Waiting(_)))
    }

    /// Whether pages of a region are still coming.
    pub fn is_loading(&self, region: &str) -> bool {
        matches!(self.lists.get(region).map(|list| &list.state), Some(ListState::Waiting(_)))
    }

    /// The connections of a region were asked for. Those of the question before stay until an answer comes.
    pub fn await_list(&mut self, region: &str, ticket: Ticket) {
        let before = self.lists.remove(region).map(|list| list.rows).unwrap_or_default();
        let state = ListState::Waiting(ticket);
        self.lists.insert(region.to_owned(), RegionList { rows: before, state, is_stale: true });
        self.news += 1;
    }

    /// A page came in, each row with the text it is found by.
    pub fn page(&mut self, ticket: Ticket, rows: Vec<(ConnectionStatus, String)>) {
        let Some(list) = self.awaiting(ticket) else { return };
        if std::mem::take(&mut list.is_stale) {
            list.rows.clear();
        }
        list.rows
            .extend(rows.into_iter().map(|(status, found_by)| ConnectionRow { status, found_by }));
        self.news += 1;
    }

    /// The last page came in, or none will come any more.
    pub fn ended(&mut self, ticket: Ticket, result: Result<(), String>, now: Timestamp) {
        let Some(list) = self.awaiting(ticket) else { return };
        if std::mem::take(&mut list.is_stale) && result.is_ok() {
            list.rows.clear();
        }
        list.state = match result {
            Ok(()) => ListState::Done(now),
            Err(why) => ListState::Failed(why),
        };
        self.news += 1;
    }

    /// A connection was looked at by itself: its row says the same from now on.
    pub fn update_row(&mut self, status: &ConnectionStatus, found_by: &str) {
        let Some(list) = self.lists.get_mut(&status.region) else { return };
        match list.rows.iter_mut().find(|row| row.status.id == status.id) {
            Some(row) => {
                *row = ConnectionRow { status: status.clone(), found_by: found_by.to_owned() };
            }
            // One that has just been created: lists lag behind.
            None if matches!(list.state, ListState::Done(_)) => {
                let row = ConnectionRow { status: status.clone(), found_by: found_by.to_owned() };
                list.rows.insert(0, row);
            }
            None => return,
        }
        self.news += 1;
    }

    /// A connection has been deleted.
    pub fn drop_row(&mut self, region: &str, id: &str) {
        if let Some(list) = self.lists.get_mut(region) {
            list.rows.retain(|row| row.status.id != id);
            self.news += 1;
        }
    }

    fn awaiting(&mut self, ticket: Ticket) -> Option<&mut RegionList> {
        self.lists
            .values_mut()
            .find(|list| matches!(list.state, ListState::Waiting(awaited) if awaited == ticket))
    }

    /// Finds anew what matches, if anything has changed. The cursor stays on its connection.
    pub fn filter_rows(&mut self, region: &str) {
        let wanted = (region.to_owned(), self.filter.text().to_owned(), self.news);
        if self.matched_for == wanted {
            return;
        }
        let is_same_list = self.matched_for.0 == wanted.0 && self.matched_for.1 == wanted.1;
        let here = self.chosen(&self.matched_for.0).map(|status| status.id.clone());
        let rows = self.lists.get(region).map(|list| list.rows.as_slice()).unwrap_or_default();
        self.matched = matching(&wanted.1, rows.iter().map(|row| row.found_by.as_str()));
        let at = |id: String| self.matched.iter().position(|row| rows[*row].status.id == id);
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
        self.lists.get(region)?.rows.get(row).map(|row| &row.status)
    }

    /// What is known of a connection from its list.
    pub fn find(&self, region: &str, id: &str) -> Option<&ConnectionStatus> {
        let rows = &self.lists.get(region)?.rows;
        rows.iter().map(|row| &row.status).find(|status| status.id == id)
    }
}
