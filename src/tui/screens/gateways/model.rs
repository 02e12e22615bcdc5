//! The lists of customer gateways by region, and what is seen of the one at hand.

use std::collections::HashSet;

use crate::connection::GatewayFacts;
use crate::flow::CustomerGateway;
use crate::tui::effect::Ticket;
use crate::tui::overlays::new_gateway::NewGatewayForm;
use crate::tui::region_list::{ListRow, RegionLists};
use crate::tui::widgets::filter::{Cursor, matching};
use crate::tui::widgets::line_input::LineInput;

/// The lists by region, and what is seen of the one at hand.
#[derive(Clone, Debug, Default)]
pub struct GatewaysModel {
    pub lists: RegionLists<CustomerGateway, ()>,
    /// Which tunnel's gateway is being chosen, from 0.
    pub slot: usize,
    pub(super) filter: LineInput,
    pub(super) cursor: Cursor,
    /// Whether the cursor stays on the chosen gateway while the list grows and nobody has moved it, so
    /// that Enter takes no other one in its place.
    pub(super) follows: bool,
    /// The rows that match, and what they were found for.
    pub(super) matched: Vec<usize>,
    pub(super) matched_for: GatewayFilterKey,
    /// Whether the chosen gateway is none of the list.
    pub(super) lacks_chosen: bool,
    /// A gateway that was being filled in when its form was closed.
    pub unfinished: Option<Box<NewGatewayForm>>,
}

/// What decides which rows match and where the cursor stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct GatewayFilterKey {
    pub(super) region: String,
    pub(super) filter: String,
    pub(super) rows: usize,
    /// The gateway of the slot at hand; empty where none is chosen.
    pub(super) chosen: String,
    /// The gateway of the other slot: whoever has two tunnels wants another one here.
    pub(super) other: String,
}

/// A line of the list that can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum GatewayLine {
    /// What was typed is taken as an id.
    Typed,
    /// The chosen gateway stays, though the list does not have it, or not yet.
    Chosen,
    /// A gateway of the list.
    Row(usize),
    /// Make a new one.
    New,
}

impl GatewaysModel {
    /// Forgets the lists: somebody else answers now. What is typed stays.
    pub fn forget(&mut self) {
        let (filter, cursor) = (std::mem::take(&mut self.filter), self.cursor);
        // What a person has typed is theirs, whoever is signed in.
        let unfinished = self.unfinished.take();
        *self = Self { slot: self.slot, filter, cursor, unfinished, ..Self::default() };
    }

    /// Another draft is at hand.
    pub fn reset_view(&mut self) {
        self.slot = 0;
        self.filter = LineInput::default();
        self.reset_cursor();
    }

    /// The slot at hand has the keys anew: the cursor goes to its gateway.
    pub fn reset_cursor(&mut self) {
        self.follows = true;
        self.cursor = Cursor::default();
        self.matched_for = GatewayFilterKey::default();
    }

    /// The person moves the cursor.
    pub(super) fn step(&mut self, by: isize) {
        self.follows = false;
        let lines = self.lines().len();
        self.cursor.step(by, lines);
    }

    /// Whether a row only resembles what was typed, and the one that is meant may still be on its way.
    pub(super) fn may_have_better(&self, region: &str, row: usize) -> bool {
        let typed = self.filter.text().trim().to_lowercase();
        let row = self.lists.rows(region).get(row);
        self.lists.is_loading(region)
            && row.is_some_and(|row| !row.found_by.to_lowercase().contains(&typed))
    }

    /// The gateways of a region were asked for.
    pub fn await_list(&mut self, region: &str, ticket: Ticket) {
        // It begins empty: a row of before that stayed would look like one just created.
        self.lists.by_region.remove(region);
        self.lists.start(region, ticket);
        self.matched_for = GatewayFilterKey::default();
    }

    /// A page came in.
    pub fn add_page(&mut self, ticket: Ticket, rows: Vec<CustomerGateway>, total: Option<u64>) {
        let Some(list) = self.lists.waiting(ticket) else { return };
        list.total = total.or(list.total);
        // Those created while the list comes stand in it already.
        let known: HashSet<String> = list.rows.iter().map(|row| row.item.id.clone()).collect();
        let new = rows.into_iter().filter(|row| !known.contains(&row.id));
        list.rows.extend(new.map(gateway_row));
    }

    /// A gateway was made: it stands first.
    pub fn add(&mut self, region: &str, gateway: CustomerGateway) {
        // A list that is not there yet will have it.
        if let Some(list) = self.lists.by_region.get_mut(region) {
            list.rows.retain(|row| row.item.id != gateway.id);
            list.rows.insert(0, gateway_row(gateway));
            list.total = list.total.map(|total| total + 1);
        }
        self.filter = LineInput::default();
        self.reset_cursor();
    }

    /// Whether the form that was closed waits for this answer.
    pub fn unfinished_is(&self, ticket: Ticket) -> bool {
        self.unfinished.as_ref().is_some_and(|form| form.waits_for(ticket))
    }

    /// What is known of one gateway.
    pub fn facts(&self, region: &str, id: &str) -> Option<GatewayFacts> {
        self.find(region, id).map(GatewayFacts::from)
    }

    /// What is known of all of them, once the list of a region is whole.
    pub fn all_facts(&self, region: &str) -> Option<Vec<GatewayFacts>> {
        self.lists.done(region)?;
        let rows = self.lists.rows(region).iter();
        Some(rows.map(|row| GatewayFacts::from(&row.item)).collect())
    }

    pub fn find(&self, region: &str, id: &str) -> Option<&CustomerGateway> {
        self.lists.find(region, |gateway| gateway.id == id)
    }

    /// Finds anew what matches, if anything has changed.
    pub fn filter_rows(&mut self, region: String, chosen: String, other: String) {
        let rows = self.lists.rows(&region);
        let filter = self.filter.text().to_owned();
        let wanted = GatewayFilterKey { region, filter, rows: rows.len(), chosen, other };
        if self.matched_for == wanted {
            return;
        }
        let here = self.lines().get(self.cursor.at).copied();
        self.lacks_chosen =
            !wanted.chosen.is_empty() && rows.iter().all(|row| row.item.id != wanted.chosen);
        self.matched = matching(&wanted.filter, rows.iter().map(|row| row.found_by.as_str()));
        let at = |id: &str| self.matched.iter().position(|row| rows[*row].item.id == id);
        let line = |at: usize| self.matched.get(at).map(|row| GatewayLine::Row(*row));
        let chosen = match at(&wanted.chosen).and_then(line) {
            Some(line) => line,
            None if wanted.chosen.is_empty() => {
                at(&wanted.other).and_then(|at| line(at + 1)).unwrap_or(GatewayLine::Chosen)
            }
            None => GatewayLine::Chosen,
        };
        self.matched_for = wanted;
        let line = match here {
            _ if self.follows => self.filter.text().is_empty().then_some(chosen),
            Some(GatewayLine::Chosen) => Some(chosen),
            // A line above may be gone.
            here => here,
        };
        let lines = self.lines();
        if let Some(at) = lines.iter().position(|other| Some(*other) == line) {
            self.cursor.at = at;
        }
        self.cursor.clamp(lines.len());
    }

    pub(super) fn lines(&self) -> Vec<GatewayLine> {
        let typed = self.filter.text().trim();
        let is_id = typed.starts_with("cgw-") && typed.len() > 8;
        let first = if is_id {
            Some(GatewayLine::Typed)
        } else if typed.is_empty() && self.lacks_chosen {
            Some(GatewayLine::Chosen)
        } else {
            None
        };
        let rows = self.matched.iter().map(|row| GatewayLine::Row(*row));
        first.into_iter().chain(rows).chain([GatewayLine::New]).collect()
    }
}

fn gateway_row(gateway: CustomerGateway) -> ListRow<CustomerGateway> {
    let mut found_by = gateway.name.clone().unwrap_or_default();
    for part in [Some(gateway.id.clone()), gateway.ip.clone(), gateway.asn.map(|n| n.to_string())] {
        found_by.push(' ');
        found_by.push_str(&part.unwrap_or_default());
    }
    ListRow { item: gateway, found_by }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gateway(id: &str) -> CustomerGateway {
        CustomerGateway {
            id: id.to_owned(),
            name: None,
            description: None,
            ip: None,
            asn: None,
            auth_key: None,
            create_time_ms: None,
        }
    }

    #[test]
    fn what_is_created_while_the_list_comes_stands_in_it_once() {
        let mut model = GatewaysModel::default();
        model.lists.start("eu-central-1", Ticket(1));
        model.add("eu-central-1", gateway("cgw-first"));
        model.add("eu-central-1", gateway("cgw-second"));
        for page in [["cgw-a", "cgw-first"], ["cgw-second", "cgw-b"]] {
            model.add_page(Ticket(1), page.map(gateway).to_vec(), None);
        }
        let rows = model.lists.get("eu-central-1").unwrap().rows.iter();
        let ids: Vec<&str> = rows.map(|row| row.item.id.as_str()).collect();
        assert_eq!(ids, ["cgw-second", "cgw-first", "cgw-a", "cgw-b"]);
    }
}
