//! Makes one tunnel like the other.

use ipnet::Ipv4Net;

use super::catalogue;
use super::draft::Draft;
use super::field::{FieldOwner, FieldPath, Key};
use super::finding::{Edit, Repair};
use super::session::{BlockAllocator, address_into, block_at, open_session};

/// Makes tunnel `to` like tunnel `from`; a value absent there becomes absent here.
///
/// Each tunnel keeps its number. The customer gateway is copied only where the other tunnel has none,
/// and the key only if `with_key`. Block and address of the BGP session are the tunnel's own: good ones
/// stay, and while BGP is on, free ones that are not among `taken` are suggested for others.
pub fn copy_tunnel(draft: &Draft, from: u16, to: u16, with_key: bool, taken: &[Ipv4Net]) -> Repair {
    let is_tunnel = |number| (1..=2).contains(&number);
    if from == to || !is_tunnel(from) || !is_tunnel(to) {
        return Repair::default();
    }
    let fields = catalogue::FIELDS.iter().filter(|field| field.tunnel.is_some());
    let keys = fields.map(|field| field.key).filter(|key| is_shared(*key, with_key));
    let pairs = keys.map(|key| (FieldPath::tunnel(from, key), FieldPath::tunnel(to, key)));
    let mut edits: Vec<Edit> = pairs.filter_map(|(from, to)| copied(draft, from, to)).collect();
    edits.extend(gateway(draft, from, to));
    if draft.wants_bgp() {
        edits.extend(session(draft, from, to, taken));
    }
    Repair { edits }
}

/// Whether both tunnels can have the same value.
fn is_shared(key: Key, with_key: bool) -> bool {
    match key {
        Key::TunnelIndex | Key::CustomerGatewayId | Key::TunnelCidr | Key::LocalBgpIp => false,
        Key::Psk => with_key,
        _ => true,
    }
}

fn copied(draft: &Draft, from: FieldPath, to: FieldPath) -> Option<Edit> {
    match (draft.has(from), draft.has(to)) {
        (true, true) if is_same(draft, from, to) => None,
        (true, _) => Some(Edit::Copy(from, to)),
        (false, true) => Some(Edit::Remove(to)),
        (false, false) => None,
    }
}

fn is_same(draft: &Draft, one: FieldPath, other: FieldPath) -> bool {
    // Of keys that nobody has opened, nobody knows whether they are the same.
    !draft.is_key_unresolved(one)
        && draft.text(one) == draft.text(other)
        && draft.key(one).map(|(key, _)| key) == draft.key(other).map(|(key, _)| key)
}

fn gateway(draft: &Draft, from: u16, to: u16) -> Option<Edit> {
    let [from, to] = [from, to].map(|number| FieldPath::tunnel(number, Key::CustomerGatewayId));
    let named = |path| draft.text(path).is_some_and(|id| !id.trim().is_empty());
    (named(from) && !named(to)).then_some(Edit::Copy(from, to))
}

fn session(draft: &Draft, from: u16, to: u16, taken: &[Ipv4Net]) -> Vec<Edit> {
    let [from, to] = [from, to].map(FieldOwner::Tunnel);
    let own = block_at(draft, to).filter(|block| block_at(draft, from) != Some(*block));
    match own {
        Some(block) => address_into(draft, to, block).into_iter().collect(),
        None => {
            let free = BlockAllocator::new(draft, &[from]).excluding(taken).next(draft, to);
            free.map(|block| open_session(draft, to, block)).unwrap_or_default()
        }
    }
}
