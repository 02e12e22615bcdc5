//! What the service makes of a request it accepts: defaults filled in, keys made.

use ipnet::Ipv4Net;

use crate::connection::{Draft, FieldOwner, FieldPath, Key, KeyStorage, Secret, catalogue};

use super::gateways::{DEFAULT_GROUP, Gateway};
use super::ids::random_word;
use super::tunnel_endpoint::tunnel_path;

/// Length of a key that the service makes (API reference, `Psk`).
const KEY_LENGTH: usize = 16;

/// The draft with every default in place, as look-ups show it.
pub(super) fn fill(draft: &Draft, gateways: &[Gateway]) -> Draft {
    let mut filled = draft.clone();
    let mode = draft.mode();
    for path in FieldPath::all(draft.tunnels(), 0) {
        let field = catalogue::field(path.key);
        if let Some(default) = field.default.of(mode)
            && draft.applies(path)
            && !draft.has(path)
        {
            filled.set(path, default);
        }
    }
    let group = FieldPath::connection(Key::ResourceGroupId);
    if draft.text(group).is_none_or(str::is_empty) {
        filled.set(group, DEFAULT_GROUP);
    }
    for (number, gateway) in (1..).zip(gateways) {
        fill_tunnel(&mut filled, gateway, |key| tunnel_path(draft, number, key));
    }
    filled
}

fn fill_tunnel(filled: &mut Draft, gateway: &Gateway, at: impl Fn(Key) -> FieldPath) {
    if !filled.has(at(Key::Psk)) {
        filled.set_key(at(Key::Psk), Secret::new(random_word(KEY_LENGTH)), KeyStorage::Elsewhere);
    }
    if !filled.has(at(Key::RemoteId)) {
        filled.set(at(Key::RemoteId), gateway.address.to_string());
    }
    let index = at(Key::TunnelIndex);
    if let FieldOwner::Tunnel(number) = index.owner
        && !filled.has(index)
    {
        filled.set(index, number.to_string());
    }
    let address = at(Key::LocalBgpIp);
    if filled.wants_bgp() && !filled.has(address) {
        let cidr = filled.text(at(Key::TunnelCidr)).and_then(|text| text.parse::<Ipv4Net>().ok());
        if let Some(first) = cidr.and_then(|cidr| cidr.hosts().next()) {
            filled.set(address, first.to_string());
        }
    }
}
