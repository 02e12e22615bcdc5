//! Names of strongSwan's ends, and which of the keys of a text is a tunnel's: by the names it is for.

use std::collections::HashMap;

use super::super::device_tunnel::{DeviceTunnel, IdKind, PeerIdentity, PeerKey};
use super::super::vocabulary::strongswan_key;

/// A name in the daemon's words.
pub(super) fn identity(text: &str) -> PeerIdentity {
    let text = text.trim();
    if text == "%any" || text == "%any4" {
        return PeerIdentity::any();
    }
    for (prefix, kind) in [
        ("fqdn:", IdKind::Fqdn),
        ("email:", IdKind::UserFqdn),
        ("rfc822:", IdKind::UserFqdn),
        ("keyid:", IdKind::KeyId),
        ("ipv4:", IdKind::Address),
        ("@#", IdKind::KeyId),
        ("@@", IdKind::UserFqdn),
        ("@", IdKind::Fqdn),
    ] {
        if let Some(rest) = text.strip_prefix(prefix) {
            return PeerIdentity::of_kind(kind, rest);
        }
    }
    PeerIdentity::written(text)
}

/// The keys of a text, each with the names it is for, found by those names.
pub(super) struct Secrets<'a> {
    all: Vec<(usize, Vec<&'a str>, &'a str)>,
    by_name: HashMap<String, Vec<usize>>,
    /// Those with one name, which may be the device's own.
    alone: HashMap<String, Vec<usize>>,
    /// Those that fit everybody.
    open: Vec<usize>,
}

impl<'a> Secrets<'a> {
    /// Takes keys: the line, the names, the key itself.
    pub(super) fn of(all: impl Iterator<Item = (usize, Vec<&'a str>, &'a str)>) -> Self {
        let all: Vec<_> = all.collect();
        let (mut by_name, mut alone) =
            (HashMap::<_, Vec<usize>>::new(), HashMap::<_, Vec<usize>>::new());
        let mut open = Vec::new();
        for (at, (_, ids, _)) in all.iter().enumerate() {
            if ids.is_empty() || ids.iter().any(|id| id.starts_with("%any")) {
                open.push(at);
            }
            for value in ids.iter().filter_map(|id| identity(id).value) {
                if ids.len() == 1 {
                    alone.entry(value.clone()).or_default().push(at);
                }
                by_name.entry(value).or_default().push(at);
            }
        }
        Self { all, by_name, alone, open }
    }

    /// Gives a tunnel the key whose names fit both ends best; one without names fits everybody.
    pub(super) fn pick(&self, tunnel: &mut DeviceTunnel) {
        let value = |id: &Option<PeerIdentity>| id.as_ref().and_then(|id| id.value.clone());
        let remote = [value(&tunnel.remote_id), tunnel.remote_address.clone()];
        let local = [value(&tunnel.local_id), tunnel.local_address.clone()];
        let named = remote.iter().flatten().filter_map(|name| self.by_name.get(name));
        let own = local.iter().flatten().filter_map(|name| self.alone.get(name));
        let mut fitting: Vec<usize> =
            named.chain(own).flatten().chain(&self.open).copied().collect();
        fitting.sort_unstable();
        fitting.dedup();
        let mut best: Option<(usize, PeerKey, usize)> = None;
        for (line, ids, secret) in fitting.iter().map(|at| &self.all[*at]) {
            let weigh = |id: &Option<PeerIdentity>, address: &Option<String>| {
                let own = id.as_ref().and_then(|id| id.value.as_deref());
                let weights = ids.iter().map(|text| {
                    let value = identity(text).value;
                    if value.is_some() && value.as_deref() == own {
                        4
                    } else if value.is_some() && value == *address {
                        2
                    } else {
                        usize::from(text.starts_with("%any"))
                    }
                });
                weights.max().unwrap_or(0)
            };
            let remote = weigh(&tunnel.remote_id, &tunnel.remote_address);
            let local = weigh(&tunnel.local_id, &tunnel.local_address);
            let weight = if ids.is_empty() { 1 } else { remote + local };
            let foreign = !ids.is_empty() && remote == 0 && (local == 0 || ids.len() > 1);
            if weight > 0 && !foreign && best.as_ref().is_none_or(|(known, ..)| weight > *known) {
                best = Some((weight, strongswan_key(secret), *line));
            }
        }
        if let Some((_, key, line)) = best {
            tunnel.key = key;
            tunnel.record_line("psk", line);
        }
    }
}
