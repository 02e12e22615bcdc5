//! The BGP session of one tunnel: its block, the address in it, and blocks that are still free.

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;

use super::allocator::free_blocks;
use super::draft::Draft;
use super::field::{FieldOwner, FieldPath, Key};
use super::finding::{Edit, Repair};
use super::value::TunnelCidr;

/// The block that stands at this place, if it is sound.
pub(super) fn block_at(draft: &Draft, owner: FieldOwner) -> Option<TunnelCidr> {
    draft.text(FieldPath { owner, key: Key::TunnelCidr })?.parse().ok()
}

/// The address that stands at this place, if it is one.
pub(super) fn address_at(draft: &Draft, owner: FieldOwner) -> Option<Ipv4Addr> {
    draft.text(FieldPath { owner, key: Key::LocalBgpIp })?.parse().ok()
}

/// Free blocks, each offered once, so that two repairs made together do not collide.
pub(super) struct BlockAllocator {
    taken: Vec<Ipv4Net>,
}

impl BlockAllocator {
    /// Whatever stands at these places is taken.
    pub(super) fn new(draft: &Draft, tunnels: &[FieldOwner]) -> Self {
        let blocks = tunnels.iter().filter(|owner| is_real(**owner));
        Self { taken: blocks.filter_map(|&owner| Some(block_at(draft, owner)?.net())).collect() }
    }

    /// And these, which something else uses.
    pub(super) fn excluding(mut self, taken: &[Ipv4Net]) -> Self {
        self.taken.extend_from_slice(taken);
        self
    }

    /// A block for this place: the one its address lies in if that is free, else the lowest.
    pub(super) fn next(&mut self, draft: &Draft, owner: FieldOwner) -> Option<TunnelCidr> {
        if !is_real(owner) {
            return None;
        }
        let around = address_at(draft, owner).and_then(block_around);
        let block = around
            .filter(|block| !overlaps_any(*block, &self.taken))
            .or_else(|| free_blocks(&self.taken).next())?;
        self.taken.push(block.net());
        Some(block)
    }
}

/// Whether something else uses addresses of this block.
pub(super) fn overlaps_any(block: TunnelCidr, taken: &[Ipv4Net]) -> bool {
    let net = block.net();
    taken.iter().any(|other| other.contains(&net) || net.contains(other))
}

/// The blocks that stand in a draft, sound ones alone.
pub fn tunnel_cidrs_of(draft: &Draft) -> Vec<TunnelCidr> {
    let paths = draft.paths_of(Key::TunnelCidr).into_iter();
    paths.filter_map(|path| block_at(draft, path.owner)).collect()
}

/// A connection has two tunnels; of further ones M-07 speaks, and no block is kept for them.
fn is_real(owner: FieldOwner) -> bool {
    matches!(owner, FieldOwner::Connection | FieldOwner::Tunnel(1 | 2))
}

/// The block in which this address may be a host's.
fn block_around(address: Ipv4Addr) -> Option<TunnelCidr> {
    let network = Ipv4Addr::from(u32::from(address) & !3);
    let block: TunnelCidr = format!("{network}/30").parse().ok()?;
    block.hosts().contains(&address).then_some(block)
}

/// Writes the block, and takes along an address that would be left outside, to the same end of it.
pub(super) fn move_to(draft: &Draft, owner: FieldOwner, block: TunnelCidr) -> Repair {
    let mut repair = Repair::set(FieldPath { owner, key: Key::TunnelCidr }, block.to_string());
    if address_at(draft, owner).is_some() {
        repair.edits.extend(address_into(draft, owner, block));
    }
    repair
}

/// Writes an address of this block unless one of its hosts stands there: the host at the end where
/// the address has been, else the first.
pub(super) fn address_into(draft: &Draft, owner: FieldOwner, block: TunnelCidr) -> Option<Edit> {
    let address = address_at(draft, owner);
    if address.is_some_and(|address| block.hosts().contains(&address)) {
        return None;
    }
    let [first, second] = block.hosts();
    let is_second = address.is_some_and(|address| u32::from(address) & 3 == 2);
    let host = if is_second { second } else { first };
    Some(Edit::Set(FieldPath { owner, key: Key::LocalBgpIp }, host.to_string()))
}

/// Writes a tunnel CIDR block, right or wrong. The address of the session goes along to the same end of the
/// new block if it was a host of the old one; an address that fitted nowhere is not made to fit.
pub fn replace_block(draft: &mut Draft, path: FieldPath, text: &str) {
    let followed = block_at(draft, path.owner)
        .filter(|old| address_at(draft, path.owner).is_some_and(|it| old.hosts().contains(&it)))
        .and_then(|_| address_into(draft, path.owner, text.parse().ok()?));
    draft.set(path, text);
    if let Some(Edit::Set(address, host)) = followed {
        draft.set(address, host);
    }
}

/// Writes the block and an address in it.
pub(super) fn open_session(draft: &Draft, owner: FieldOwner, block: TunnelCidr) -> Vec<Edit> {
    let mut edits = vec![Edit::Set(FieldPath { owner, key: Key::TunnelCidr }, block.to_string())];
    edits.extend(address_into(draft, owner, block));
    edits
}
