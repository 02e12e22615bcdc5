//! Which tunnels of two ends belong together.

use super::cloud::CloudTunnel;
use super::contract::{Identity, Tunnel};
use super::vocabulary::is_in;

/// Which of a device's tunnels is meant by each of the cloud's: by address, identity, inside block,
/// key; two ends that nothing ties together are paired in their order.
pub fn pair_up<'a>(here: &[CloudTunnel], there: &'a [Tunnel]) -> Vec<Option<&'a Tunnel>> {
    let mut free: Vec<&Tunnel> = there.iter().collect();
    let mut pairs: Vec<Option<&Tunnel>> = vec![None; here.len()];
    let mut ranked: Vec<(u32, usize, usize)> = Vec::new();
    for (at, cloud) in here.iter().enumerate() {
        for (other, device) in there.iter().enumerate() {
            ranked.push((likeness(cloud, device), at, other));
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

/// How much speaks for two ends belonging together.
fn likeness(here: &CloudTunnel, there: &Tunnel) -> u32 {
    let mut weight = 0;
    let address =
        here.get("GatewayIp").filter(|address| Some(*address) == there.remote_address.as_deref());
    weight += if address.is_some() { 100 } else { 0 };
    let id = |id: &Option<Identity>| id.as_ref().and_then(|id| id.value.clone());
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
    weight + u32::from(!there.inactive)
}
