//! Which tunnels of two ends belong together.

use std::collections::BTreeMap;

use crate::connection::DraftPeer;

use super::cloud::CloudTunnel;
use super::device_tunnel::{DeviceTunnel, PeerIdentity};
use super::reading::ParsedConfig;
use super::vocabulary::is_in;

/// Which of a device's tunnels belongs to each of the cloud's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pairing {
    /// The number of each tunnel of the cloud with the place of the device's in its list; `None` where the
    /// device has none for it.
    pub pairs: Vec<(u16, Option<usize>)>,
    /// The numbers of the cloud's tunnels for which nothing tells which of several is meant.
    pub ambiguous: Vec<u16>,
}

impl Pairing {
    /// Pairs by what a person said first (number of the cloud's tunnel, place of the device's), then by what
    /// the two ends have in common.
    pub fn of(
        here: &[CloudTunnel],
        there: &[DeviceTunnel],
        said: &BTreeMap<u16, Option<usize>>,
    ) -> Self {
        let pairs = paired(here, there, said);
        let mut unsure = ambiguous_tunnels(here, there, &pairs);
        unsure.retain(|number| !said.contains_key(number));
        let place = |paired: &DeviceTunnel| there.iter().position(|one| std::ptr::eq(one, paired));
        let numbered = here.iter().zip(pairs);
        let pairs = numbered.map(|(cloud, pair)| (cloud.number, pair.and_then(place))).collect();
        Self { pairs, ambiguous: unsure }
    }
}

/// The places of the device's tunnels that a person chose for those of a draft, as the draft remembers them by
/// name; a name that the text does not have chooses nothing.
pub fn chosen_tunnels(peer: &DraftPeer, reading: &ParsedConfig) -> BTreeMap<u16, Option<usize>> {
    let place = |name: &str| reading.tunnels.iter().position(|tunnel| tunnel.name == name);
    let said = peer.tunnels.iter().filter_map(|(number, name)| match name.as_deref() {
        Some(name) => Some((*number, Some(place(name)?))),
        None => Some((*number, None)),
    });
    said.collect()
}

/// Which of a device's tunnels is meant by each of the cloud's: by address, identity, inside block,
/// key; two ends that nothing ties together are paired in their order.
pub fn pair_up<'a>(
    here: &[CloudTunnel],
    there: &'a [DeviceTunnel],
) -> Vec<Option<&'a DeviceTunnel>> {
    paired(here, there, &BTreeMap::new())
}

fn paired<'a>(
    here: &[CloudTunnel],
    there: &'a [DeviceTunnel],
    said: &BTreeMap<u16, Option<usize>>,
) -> Vec<Option<&'a DeviceTunnel>> {
    let of = |cloud: &CloudTunnel| there.get((*said.get(&cloud.number)?)?);
    let mut pairs: Vec<Option<&DeviceTunnel>> = here.iter().map(of).collect();
    let mut free: Vec<&DeviceTunnel> = there.iter().collect();
    free.retain(|device| !pairs.iter().flatten().any(|taken| std::ptr::eq(*taken, *device)));
    let mut ranked: Vec<(u32, usize, usize)> = Vec::new();
    for (at, cloud) in here.iter().enumerate() {
        if said.contains_key(&cloud.number) {
            continue;
        }
        for (other, device) in there.iter().enumerate() {
            ranked.push((match_rank(cloud, device), at, other));
        }
    }
    ranked.sort_by_key(|(likeness, at, other)| (std::cmp::Reverse(*likeness), *at, *other));
    for (_, at, other) in ranked {
        let device = &there[other];
        if pairs[at].is_none() && free.iter().any(|known| std::ptr::eq(*known, device)) {
            pairs[at] = Some(device);
            free.retain(|known| !std::ptr::eq(*known, device));
        }
    }
    pairs
}

/// The tunnels of the cloud for which a device's tunnel that was left over speaks as loudly as the one it was
/// paired with: nothing in the text tells which is meant.
fn ambiguous_tunnels(
    here: &[CloudTunnel],
    there: &[DeviceTunnel],
    pairs: &[Option<&DeviceTunnel>],
) -> Vec<u16> {
    let is_left = |device: &&DeviceTunnel| {
        !pairs.iter().flatten().any(|paired| std::ptr::eq(*paired, *device))
    };
    let left: Vec<&DeviceTunnel> = there.iter().filter(is_left).collect();
    let doubtful = here.iter().zip(pairs).filter(|(cloud, paired)| {
        paired.is_some_and(|paired| {
            // A number in a name is a guess among equals, and no sign which is meant.
            let weight = match_score(cloud, paired);
            left.iter().any(|other| match_score(cloud, other) >= weight)
        })
    });
    doubtful.map(|(cloud, _)| cloud.number).collect()
}

/// How much speaks for two ends belonging together; of two that are alike the number in the name decides.
fn match_rank(here: &CloudTunnel, there: &DeviceTunnel) -> u32 {
    let is_numbered = there.name.ends_with(&here.number.to_string());
    match_score(here, there) * 2 + u32::from(is_numbered)
}

/// How much of what the two say is the same.
fn match_score(here: &CloudTunnel, there: &DeviceTunnel) -> u32 {
    let mut weight = 0;
    let address =
        here.get("GatewayIp").filter(|address| Some(*address) == there.remote_address.as_deref());
    weight += if address.is_some() { 100 } else { 0 };
    let id = |id: &Option<PeerIdentity>| id.as_ref().and_then(|id| id.value.clone());
    for (name, value) in [("LocalId", id(&there.remote_id)), ("RemoteId", id(&there.local_id))] {
        if value.is_some() && here.get(name) == value.as_deref() {
            weight += 10;
        }
    }
    let own = there.inside.as_deref().and_then(|inside| inside.split('/').next());
    if let (Some(cidr), Some(own)) = (here.get("TunnelCidr"), own)
        && is_in(own, cidr)
    {
        weight += 50;
    }
    if here.key.is_some() && here.key == there.key.decoded {
        weight += 40;
    }
    for (name, networks) in
        [("LocalSubnet", &there.remote_subnets), ("RemoteSubnet", &there.local_subnets)]
    {
        if here.networks(name).is_some_and(|nets| nets.iter().any(|net| networks.contains(net))) {
            weight += 5;
        }
    }
    let named = here
        .get("Name")
        .filter(|name| !name.is_empty())
        .is_some_and(|name| there.name.to_ascii_lowercase().contains(&name.to_ascii_lowercase()));
    weight += if named { 8 } else { 0 };
    weight + u32::from(!there.inactive)
}
