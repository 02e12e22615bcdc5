//! The connections that exist: the list of a region, and what can be done with one of them.

use super::screen::Screen;
use super::state::App;
use crate::connection::{FieldPath, Key};
use crate::flow::{ConnectionRef, ConnectionStatus, ServiceFailure};
use crate::present;
use crate::text::printable;
use crate::tui::action::Action;
use crate::tui::effect::{Effect, SecretText, Ticket};
use crate::tui::overlays::pick_list;
use crate::tui::region_list::ListRow;
use crate::tui::screens::home::HomeTab;

impl App {
    /// Asks for the connections of the region at hand, unless they are there or on their way.
    pub(in crate::tui) fn load_connections(&mut self, anew: bool) -> Option<Effect> {
        let region = self.region.clone().filter(|region| !region.is_empty())?;
        let there = self.connections.lists.is_asked_for(&region) && !anew;
        if !self.is_signed_in() || there || self.connections.lists.is_loading(&region) {
            return None;
        }
        let ticket = self.ticket();
        self.connections.await_list(&region, ticket);
        Some(Effect::ListConnections(ticket, region))
    }

    /// Whether the list of connections is what is seen.
    pub fn shows_connections(&self) -> bool {
        self.screen == Screen::Home && self.home.tab() == HomeTab::Connections
    }

    pub(in crate::tui) fn connections_page(&mut self, ticket: Ticket, rows: Vec<ConnectionStatus>) {
        let rows = rows.into_iter().map(|row| self.connection_row(row)).collect();
        self.connections.page(ticket, rows);
    }

    pub(in crate::tui) fn connections_ended(
        &mut self,
        ticket: Ticket,
        result: Result<(), ServiceFailure>,
    ) {
        let result = result.map(|()| self.now).map_err(|trouble| self.explained(&trouble));
        self.connections.ended(ticket, result);
    }

    /// A row of the list; a connection is found by names, ids, addresses, and how it is doing.
    pub(super) fn connection_row(&self, row: ConnectionStatus) -> ListRow<ConnectionStatus> {
        let mut found_by = row.name.clone().unwrap_or_default();
        let router = row.bound_to.clone();
        let tunnels = row.tunnels.iter().flat_map(|it| {
            [it.address.clone(), it.peer_address.clone(), it.gateway.clone()].into_iter().flatten()
        });
        let words = [row.id.clone(), present::verdict(&self.texts, row.verdict())];
        for part in words.into_iter().chain(router).chain(tunnels) {
            found_by.push(' ');
            found_by.push_str(&part);
        }
        ListRow { item: row, found_by }
    }

    /// Finds anew which connections match, if anything has changed.
    pub(in crate::tui) fn filter_connections(&mut self) {
        let region = self.region.clone().unwrap_or_default();
        self.connections.filter_rows(&region);
    }

    /// What is known of how a connection is doing.
    pub(in crate::tui) fn status_of(&self, at: &ConnectionRef) -> Option<&ConnectionStatus> {
        let watched = self.watches.get(at).and_then(|watch| watch.latest());
        watched.or_else(|| self.connections.lists.find(&at.region, |row| row.id == at.id))
    }

    /// What people know a connection by.
    pub(in crate::tui) fn connection_name(&self, at: &ConnectionRef) -> String {
        let watched = self.watches.get(at).map(|watch| watch.label().to_owned());
        let listed = || self.status_of(at).and_then(|status| status.name.clone());
        // One that has just been created is in no list yet.
        let drafted = || {
            let document = self.document.as_ref().filter(|_| self.is_draft_of(at))?;
            let name = document.draft().text(FieldPath::connection(Key::Name))?;
            Some(name.to_owned())
        };
        let named = |name: &String| !name.is_empty() && *name != at.id;
        let name = watched.filter(named).or_else(listed).or_else(drafted).filter(named);
        printable(&name.unwrap_or_else(|| at.id.clone())).into_owned()
    }

    /// Does with a connection what was asked for, wherever that was.
    pub(in crate::tui) fn act_on_connection(
        &mut self,
        at: ConnectionRef,
        action: Action,
    ) -> Vec<Effect> {
        match action {
            Action::Watch => self.watch(at),
            Action::Refresh => self.restart_watch(&at),
            Action::Diagnose => self.diagnose(&at, true),
            Action::Bind => self.ask_for_routers(at),
            Action::Unbind => self.request_unbind(at),
            Action::Delete => self.request_deletion(at),
            Action::Submit => self.request_modification(at),
            Action::Open => self.open_connection(at),
            Action::Copy => self.copy_of_connection(&at),
            Action::GoTo => {
                self.show_list(pick_list::connection_actions(
                    at.clone(),
                    &self.connection_name(&at),
                    self.draft_of(&at).is_some(),
                    &self.texts,
                ));
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    /// Copies the addresses it has, one a line, or else its id.
    fn copy_of_connection(&mut self, at: &ConnectionRef) -> Vec<Effect> {
        let tunnels = self.status_of(at).map(|status| status.tunnels.as_slice());
        let addresses = tunnels.unwrap_or_default().iter().filter_map(|it| it.address.clone());
        let addresses: Vec<String> = addresses.collect();
        let text = if addresses.is_empty() { at.id.clone() } else { addresses.join("\n") };
        vec![Effect::Copy(SecretText::new(text))]
    }
}
