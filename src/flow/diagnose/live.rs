//! The values in force, by the fields of a draft.

use serde_json::Value as Json;

use crate::connection::{Draft, FieldOwner, FieldPath, Key, Mode, catalogue};
use crate::drafts::import::snapshot;

use super::super::services::LiveConnection;

/// The values in force, and under which numbers the draft has the tunnels.
pub(super) struct LiveValues {
    values: Draft,
    raw: Json,
    /// The index of each tunnel of the draft, in its order.
    indexes: Vec<u8>,
}

impl LiveValues {
    pub(super) fn of(live: &LiveConnection, draft: Option<&Draft>) -> Self {
        let values = snapshot(&live.connection.raw, &live.region, &live.keys).draft;
        let numbered = draft.unwrap_or(&values);
        let index = |number: u16| {
            let text = numbered.text(FieldPath::tunnel(number, Key::TunnelIndex));
            let told = text.and_then(|text| text.trim().parse().ok());
            told.unwrap_or_else(|| u8::try_from(number).unwrap_or(u8::MAX))
        };
        let indexes = (1..=numbered.tunnels()).map(index).collect();
        Self { values, raw: live.connection.raw.clone(), indexes }
    }

    pub(super) fn draft(&self) -> &Draft {
        &self.values
    }

    /// Where a field of a tunnel stands in the draft.
    pub(super) fn path(&self, tunnel: u8, key: Key) -> FieldPath {
        let is_of_tunnel = catalogue::field(key).tunnel.is_some();
        if self.values.mode() == Mode::Single || !is_of_tunnel {
            return FieldPath::connection(key);
        }
        let place = self.indexes.iter().position(|index| *index == tunnel);
        let number = place.map_or(u16::from(tunnel), |place| place as u16 + 1);
        FieldPath::tunnel(number, key)
    }

    /// Which tunnel a field of the draft is of.
    pub(super) fn tunnel_of(&self, field: FieldPath) -> Option<u8> {
        match field.owner {
            FieldOwner::Tunnel(number) => {
                self.indexes.get(usize::from(number).checked_sub(1)?).copied()
            }
            _ => None,
        }
    }

    /// The value in force; a key's is never told.
    pub(super) fn value(&self, tunnel: u8, key: Key) -> Option<String> {
        if key == Key::Psk {
            return None;
        }
        let is_of_tunnel = catalogue::field(key).tunnel.is_some();
        let path = match self.values.mode() {
            Mode::Dual if is_of_tunnel => self.own_path(tunnel, key),
            _ => FieldPath::connection(key),
        };
        self.values.text(path).map(str::to_owned)
    }

    /// Where it stands in the values in force, which have numbers of their own.
    fn own_path(&self, tunnel: u8, key: Key) -> FieldPath {
        let numbers = 1..=self.values.tunnels();
        let number = numbers.into_iter().find(|number| {
            let text = self.values.text(FieldPath::tunnel(*number, Key::TunnelIndex));
            text.and_then(|text| text.trim().parse::<u8>().ok()) == Some(tunnel)
        });
        FieldPath::tunnel(number.unwrap_or(u16::from(tunnel)), key)
    }

    /// A value of the BGP session that no request has, such as `PeerAsn`.
    pub(super) fn bgp(&self, tunnel: u8, name: &str) -> Option<String> {
        let tunnels = &self.raw["TunnelOptionsSpecification"];
        let tunnels = tunnels["TunnelOptions"].as_array().or_else(|| tunnels.as_array());
        let of_tunnel = tunnels.and_then(|tunnels| {
            let is_it = |one: &&Json| text(&one["TunnelIndex"]) == Some(tunnel.to_string());
            tunnels.iter().find(is_it).or_else(|| tunnels.get(usize::from(tunnel).checked_sub(1)?))
        });
        match of_tunnel {
            Some(of_tunnel) => text(&of_tunnel["TunnelBgpConfig"][name]),
            None => text(&self.raw["VpnBgpConfig"][name]),
        }
    }
}

fn text(json: &Json) -> Option<String> {
    match json {
        Json::String(text) if !text.is_empty() => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
