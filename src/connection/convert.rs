//! From one mode to the other, as a repair that can be shown before it is made.
//!
//! Single mode keeps one set of tunnel settings at the connection's own level; dual mode has them in
//! each tunnel. Health checks have no counterpart in dual mode (API reference).

use super::catalogue;
use super::draft::Draft;
use super::field::{FieldOwner, FieldPath, Key, Mode};
use super::finding::{Edit, Finding, Repair, Rule};
use super::session::{BlockAllocator, open_session};

/// Dual mode's switch for BGP.
const SWITCH: FieldPath = FieldPath::connection(Key::EnableTunnelsBgp);

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
    if draft.text(FieldPath::connection(Key::EnableBgp)).is_some_and(super::is_true) {
        edits.extend(second_session(draft));
    }
    Repair { edits }
}

/// Makes a single-tunnel draft of a dual-tunnel one.
///
/// Everything that single mode knows comes from the first tunnel, or from the second where the first
/// has none; block and address of a BGP session come from one tunnel together. All else of the tunnels
/// goes.
pub fn convert_to_single(draft: &Draft) -> Repair {
    let mut edits = vec![Edit::Switch(Mode::Single)];
    if draft.has(SWITCH) {
        edits.push(Edit::Move(SWITCH, FieldPath::connection(Key::EnableBgp)));
    }
    edits.extend(out_of_tunnels(draft).map(|(from, to)| Edit::Copy(from, to)));
    if draft.tunnels() > 0 {
        edits.push(Edit::Tunnels(0));
    }
    Repair { edits }
}

/// What converting a draft does with the values that only its present mode knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversion {
    /// The mode it will have.
    pub to: Mode,
    /// The values that find a place there, by where they stand now.
    pub copied: Vec<FieldPath>,
    /// The values that do not.
    pub dropped: Vec<FieldPath>,
}

/// What converting the draft to the mode it does not have will do: [`convert_to_dual`] for a draft of
/// single mode, [`convert_to_single`] for one of dual mode.
pub fn conversion(draft: &Draft) -> Conversion {
    let (to, values, copied): (_, Vec<FieldPath>, Vec<FieldPath>) = match draft.mode() {
        Mode::Single => {
            let copied = single_only(draft).filter(|path| !targets(path.key).is_empty());
            (Mode::Dual, single_only(draft).collect(), copied.collect())
        }
        Mode::Dual => {
            let values = draft.present_paths().filter(|path| !path.fits(Mode::Single)).collect();
            let copied = out_of_tunnels(draft).map(|(from, _)| from);
            let switch = draft.has(SWITCH).then_some(SWITCH);
            (Mode::Single, values, switch.into_iter().chain(copied).collect())
        }
    };
    let dropped = values.into_iter().filter(|path| !copied.contains(path)).collect();
    Conversion { to, copied, dropped }
}

/// The same as a finding of rule M-20.
pub fn conversion_notes(draft: &Draft) -> Vec<Finding> {
    let Conversion { to, copied, dropped } = conversion(draft);
    let gateway = match to {
        Mode::Dual => FieldPath::connection(Key::CustomerGatewayId),
        Mode::Single => FieldPath::tunnel(1, Key::CustomerGatewayId),
    };
    let note = Finding::at(Rule::M20, gateway)
        .with("mode", to.name())
        .with("copied", copied.len())
        .with("dropped", dropped.len());
    vec![copied.into_iter().chain(dropped).fold(note, Finding::with_field)]
}

/// The values present that only single mode knows at the connection's own level.
pub(super) fn single_only(draft: &Draft) -> impl Iterator<Item = FieldPath> {
    draft.present_paths().filter(|path| {
        path.owner == FieldOwner::Connection && path.fits(Mode::Single) && !path.fits(Mode::Dual)
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

/// Where a setting of single mode goes in dual mode.
fn targets(key: Key) -> Vec<FieldPath> {
    match key {
        Key::EnableBgp => vec![SWITCH],
        // Two tunnels must not share a block, so its addresses cannot go into both.
        Key::TunnelCidr | Key::LocalBgpIp => vec![FieldPath::tunnel(1, key)],
        _ if catalogue::field(key).tunnel.is_some() => {
            vec![FieldPath::tunnel(1, key), FieldPath::tunnel(2, key)]
        }
        // The health check, which dual mode does by itself.
        _ => Vec::new(),
    }
}

/// Where each setting of single mode comes from in dual mode, and where it goes.
fn out_of_tunnels(draft: &Draft) -> impl Iterator<Item = (FieldPath, FieldPath)> {
    let to = catalogue::FIELDS
        .iter()
        .filter(|field| field.tunnel.is_some())
        .map(|field| FieldPath::connection(field.key))
        .filter(|path| path.fits(Mode::Single));
    to.filter_map(|to| Some((source(draft, to.key)?, to)))
}

/// The tunnel's value that a setting of single mode is made of.
fn source(draft: &Draft, key: Key) -> Option<FieldPath> {
    let with = |number, key| Some(FieldPath::tunnel(number, key)).filter(|path| draft.has(*path));
    if matches!(key, Key::TunnelCidr | Key::LocalBgpIp) {
        // The address of one tunnel lies outside the block of the other.
        let speaks = with(1, Key::TunnelCidr).or(with(1, Key::LocalBgpIp)).is_some();
        return with(if speaks { 1 } else { 2 }, key);
    }
    with(1, key).or(with(2, key))
}

/// A block and an address for the second tunnel's BGP session.
fn second_session(draft: &Draft) -> Vec<Edit> {
    let owner = FieldOwner::Tunnel(2);
    if draft.has(FieldPath { owner, key: Key::TunnelCidr })
        || draft.has(FieldPath { owner, key: Key::LocalBgpIp })
    {
        return Vec::new();
    }
    let first = [FieldOwner::Connection, FieldOwner::Tunnel(1)];
    let free = BlockAllocator::new(draft, &first).next(draft, owner);
    free.map(|block| open_session(draft, owner, block)).unwrap_or_default()
}
