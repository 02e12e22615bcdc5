//! What the draft at hand is compared with: the lists of its region and this user's other drafts. They are
//! asked for by themselves, and what they tell goes to the rules.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::state::App;
use crate::connection::{Key, RealmMatch, RegionFacts};
use crate::flow::{ServiceFailure, WorkspaceContents};
use crate::tui::effect::{Effect, Ticket};
use crate::walk::document::DocumentContext;

impl App {
    /// Tells the draft at hand what else there is, if that or the draft has changed.
    pub(in crate::tui) fn update_region_facts(&mut self) {
        let Some(document) = &self.document else { return };
        let region = document.draft().region().to_owned();
        let slots = document.draft().paths_of(Key::CustomerGatewayId).into_iter();
        let ids: Vec<String> =
            slots.filter_map(|path| document.draft().text(path)).map(str::to_owned).collect();
        let name = document.name.as_ref().map(ToString::to_string);
        let news = self.region_facts.news;
        let compared = (self.document_number, news, region.clone(), ids.clone(), name.clone());
        if self.region_facts.compared.as_ref() == Some(&compared) {
            return;
        }
        let gateways = ids.iter().filter_map(|id| self.gateways.facts(&region, id)).collect();
        let mut facts = self.region_facts.lists.done(&region).cloned().unwrap_or_default();
        facts.gateways = self.gateways.all_facts(&region);
        let own = self.created_by(name.as_deref());
        if let Some(rows) = &mut facts.connections {
            rows.retain(|row| !own.contains(&row.id));
        }
        let home: Option<&WorkspaceContents> = self.home.home_data();
        let beside = DocumentContext {
            region: facts,
            gateways,
            drafts: home.map(|home| Arc::clone(&home.neighbours)).unwrap_or_default(),
            blocks: home.map(|home| Arc::clone(&home.blocks)).unwrap_or_default(),
            created: self.created_connections(),
            untitled: self.texts.say("untitled"),
        };
        self.region_facts.compared = Some(compared);
        if let Some(document) = &mut self.document {
            document.set_context(Arc::new(beside));
        }
    }

    /// Something came in from outside.
    pub(in crate::tui) fn external_facts_changed(&mut self) {
        self.region_facts.changed();
        self.update_region_facts();
    }

    /// The connection that came last of each draft here, by its name.
    fn created_connections(&self) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        let submissions = self.home.home_data().map(|home| home.submissions.as_slice());
        for entry in submissions.unwrap_or_default() {
            let name = entry.begun.draft_name();
            if let (Some(name), Some((_, id))) = (name, entry.created())
                && self.match_entry_realm(&entry.begun) == RealmMatch::Same
            {
                found.entry(name.to_owned()).or_insert_with(|| id.to_owned());
            }
        }
        found
    }

    /// The connections here that came of the draft of this name: it does not stand in its own way.
    fn created_by(&self, name: Option<&str>) -> Vec<String> {
        let (Some(name), Some(home)) = (name, self.home.home_data()) else { return Vec::new() };
        home.submissions
            .iter()
            .filter(|entry| entry.begun.draft_name() == Some(name))
            .filter(|entry| self.match_entry_realm(&entry.begun) != RealmMatch::Other)
            .filter_map(|entry| Some(entry.created()?.1.to_owned()))
            .collect()
    }

    /// The blocks that connections use, in every region that was looked up.
    pub(in crate::tui) fn tunnel_cidrs_in_use(&self) -> Vec<ipnet::Ipv4Net> {
        let lists = &self.region_facts.lists;
        let lists =
            lists.by_region.keys().filter_map(|region| lists.done(region)?.connections.as_ref());
        let blocks = lists.flatten().flat_map(|one| &one.tunnel_cidrs);
        blocks.filter_map(|block| block.parse().ok()).collect()
    }

    /// Asks for the connections of the draft's region, unless they are there or on their way.
    pub(in crate::tui) fn load_region_facts(&mut self, anew: bool) -> Option<Effect> {
        let region = self.region();
        let there = self.region_facts.lists.is_asked_for(&region) && !anew;
        if region.is_empty() || !self.is_signed_in() || there {
            return None;
        }
        let ticket = self.ticket();
        self.region_facts.lists.start(&region, ticket);
        Some(Effect::LoadRegionFacts(ticket, region))
    }

    /// The connections of a region are there, or why not.
    pub(in crate::tui) fn region_facts_loaded(
        &mut self,
        ticket: Ticket,
        result: Result<RegionFacts, ServiceFailure>,
    ) {
        let result = result.map_err(|trouble| self.explained(&trouble));
        if self.region_facts.lists.finish(ticket, result) {
            self.region_facts.changed();
            self.update_region_facts();
        }
    }

    /// Why the draft at hand could not be compared with the connections of its region, if it could not.
    pub(in crate::tui) fn comparison_error(&self) -> Option<&str> {
        self.region_facts.lists.error(&self.region())
    }
}
