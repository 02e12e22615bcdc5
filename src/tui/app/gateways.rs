//! The customer gateways of the draft at hand: asked for, looked through, and told to the rules.

use super::state::App;
use crate::connection::{FieldPath, Key};
use crate::text::printable;
use crate::tui::document::Document;
use crate::tui::effect::Effect;

impl App {
    /// Finds anew what matches in the list at hand, if anything has changed.
    pub(in crate::tui) fn filter_gateways(&mut self) {
        let (Some(path), Some(document)) = (self.gateway_slot(), &self.document) else { return };
        let chosen = document.draft().text(path).unwrap_or_default().trim().to_owned();
        let other = self.gateway_slots().into_iter().find(|other| *other != path);
        let other = other.and_then(|path| document.draft().text(path)).unwrap_or_default();
        let (region, other) = (self.region(), other.trim().to_owned());
        self.gateways.filter_rows(region, chosen, other);
    }

    /// Asks for the gateways of the draft's region, unless they are there or on their way.
    pub(in crate::tui) fn load_gateways(&mut self, anew: bool) -> Option<Effect> {
        let region = self.region();
        let there = self.gateways.lists.is_asked_for(&region) && !anew;
        if region.is_empty() || !self.is_signed_in() || there {
            return None;
        }
        let ticket = self.ticket();
        self.gateways.await_list(&region, ticket);
        Some(Effect::LoadGateways(ticket, region))
    }

    /// Whether a gateway is chosen of which nothing is known.
    pub(super) fn has_unknown_gateway(&self) -> bool {
        let Some(document) = &self.document else { return false };
        let region = self.region();
        self.gateway_slots()
            .into_iter()
            .filter_map(|path| document.draft().text(path))
            .any(|id| self.gateways.facts(&region, id).is_none())
    }

    /// The gateway that a field names: what people know it by first, and the id that is sent last.
    pub(in crate::tui) fn gateway_at(&self, path: FieldPath) -> Option<String> {
        let id = self.document.as_ref()?.draft().text(path).filter(|id| !id.is_empty())?;
        let Some(gateway) = self.gateways.find(&self.region(), id) else {
            return Some(printable(id).into_owned());
        };
        let name = gateway.name.as_deref().unwrap_or_default();
        let address = gateway.ip.as_deref().unwrap_or_default();
        let parts = [name, address, id].into_iter().filter(|part| !part.is_empty());
        Some(printable(&parts.collect::<Vec<_>>().join("  ")).into_owned())
    }

    /// What people call the gateway that a field names: its name, or its ID where no name is known.
    pub(in crate::tui) fn gateway_name(&self, path: FieldPath) -> Option<String> {
        let id = self.document.as_ref()?.draft().text(path).filter(|id| !id.is_empty())?;
        let gateway = self.gateways.find(&self.region(), id);
        let name = gateway.and_then(|gateway| gateway.name.as_deref());
        Some(printable(name.filter(|name| !name.is_empty()).unwrap_or(id)).into_owned())
    }

    /// Where gateways are chosen, one place a tunnel.
    pub(in crate::tui) fn gateway_slots(&self) -> Vec<FieldPath> {
        let places = |document: &Document| document.draft().paths_of(Key::CustomerGatewayId);
        self.document.as_ref().map(places).unwrap_or_default()
    }

    /// The slot the keys act on.
    pub(in crate::tui) fn gateway_slot(&self) -> Option<FieldPath> {
        let slots = self.gateway_slots();
        slots.get(self.gateways.slot.min(slots.len().saturating_sub(1))).copied()
    }
}
