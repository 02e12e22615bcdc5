//! From single-tunnel to dual-tunnel mode, as a repair that can be shown before it is made.
//!
//! Single mode keeps one set of tunnel settings at the connection's own level; dual mode has them in
//! each tunnel. Health checks have no counterpart in dual mode (API reference).

use super::catalogue;
use super::draft::Draft;
use super::field::{FieldPath, Key, Mode, Place};
use super::finding::{Edit, Finding, Repair, Rule};
use super::session::{Offered, open_session};

/// Makes a dual-tunnel draft of a single-tunnel one.
///
/// Gateway, key, both phases, identities, DPD, NAT traversal and ASN go into both tunnels, the
/// addresses of the BGP session into the first; the second gets a free block while BGP is on. What a
/// tunnel holds already is kept, and health checks go.
pub fn convert_to_dual(draft: &Draft) -> Repair {
    let mut edits = vec![Edit::Switch(Mode::Dual)];
    if draft.tunnels() < 2 {
        edits.push(Edit::Tunnels(2));
    }
    if (1..=2).any(|number| !draft.has(FieldPath::tunnel(number, Key::TunnelIndex))) {
        edits.extend(number_tunnels());
    }
    edits.extend(into_tunnels(draft));
    if draft.text(FieldPath::own(Key::EnableBgp)).is_some_and(super::is_true) {
        edits.extend(second_session(draft));
    }
    Repair { edits }
}

/// What [`convert_to_dual`] will copy and what it will drop, under rule M-20; empty for a draft that
/// has two tunnels already.
pub fn conversion_notes(draft: &Draft) -> Vec<Finding> {
    if draft.mode() == Mode::Dual {
        return Vec::new();
    }
    let (dropped, copied): (Vec<_>, Vec<_>) =
        single_only(draft).partition(|path| is_dropped(*path));
    let mut note = Finding::at(Rule::M20, FieldPath::own(Key::CustomerGatewayId))
        .with("copied", copied.len())
        .with("dropped", dropped.len());
    for path in copied.into_iter().chain(dropped) {
        note = note.and(path);
    }
    vec![note]
}

/// The values present that only single mode knows at the connection's own level.
pub(super) fn single_only(draft: &Draft) -> impl Iterator<Item = FieldPath> {
    draft.present().filter(|path| {
        path.place == Place::Connection && path.fits(Mode::Single) && !path.fits(Mode::Dual)
    })
}

/// The steps that bring single mode's settings into the tunnels, where these have none of their own.
pub(super) fn into_tunnels(draft: &Draft) -> Vec<Edit> {
    let mut edits = Vec::new();
    for path in single_only(draft) {
        for target in targets(path.key).iter().filter(|target| !draft.has(**target)) {
            edits.push(Edit::Copy(path, *target));
        }
        edits.push(Edit::Remove(path));
    }
    edits
}

/// The steps that number the two tunnels.
pub(super) fn number_tunnels() -> [Edit; 2] {
    [1, 2].map(|number| Edit::Set(FieldPath::tunnel(number, Key::TunnelIndex), number.to_string()))
}

fn is_dropped(path: FieldPath) -> bool {
    targets(path.key).is_empty()
}

/// Where a setting of single mode goes in dual mode.
fn targets(key: Key) -> Vec<FieldPath> {
    match key {
        Key::EnableBgp => vec![FieldPath::own(Key::EnableTunnelsBgp)],
        // Two tunnels must not share a block, so its addresses cannot go into both.
        Key::TunnelCidr | Key::LocalBgpIp => vec![FieldPath::tunnel(1, key)],
        _ if catalogue::field(key).tunnel.is_some() => {
            vec![FieldPath::tunnel(1, key), FieldPath::tunnel(2, key)]
        }
        // The health check, which dual mode does by itself.
        _ => Vec::new(),
    }
}

/// A block and an address for the second tunnel's BGP session.
fn second_session(draft: &Draft) -> Vec<Edit> {
    let place = Place::Tunnel(2);
    if draft.has(FieldPath { place, key: Key::TunnelCidr })
        || draft.has(FieldPath { place, key: Key::LocalBgpIp })
    {
        return Vec::new();
    }
    let first = [Place::Connection, Place::Tunnel(1)];
    let free = Offered::new(draft, &first).next(draft, place);
    free.map(|block| open_session(draft, place, block)).unwrap_or_default()
}
