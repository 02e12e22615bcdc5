//! One end of a tunnel as it is set up: Alibaba Cloud's, read from the connection, or its mirror image.

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;

use crate::connection::{Draft, FieldPath, Key, Mode, Secret, is_true};

use super::gateways::Gateway;
use super::validate::asn;

/// Everything that the two ends of a tunnel have to agree on, seen from one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TunnelEndpoint {
    pub own_address: Option<Ipv4Addr>,
    pub other_address: Option<Ipv4Addr>,
    /// `ikev1` or `ikev2`.
    pub version: String,
    /// `main` or `aggressive`; counts in IKEv1 alone.
    pub mode: String,
    pub ike: Proposal,
    pub psk: Secret,
    /// What this end calls itself.
    pub own_id: String,
    /// What the other end has to call itself.
    pub other_id: String,
    pub ipsec: Proposal,
    pub own_blocks: Vec<Ipv4Net>,
    pub other_blocks: Vec<Ipv4Net>,
    pub dpd: bool,
    pub bgp: Option<BgpSpeaker>,
}

/// The algorithms of one phase, in the words of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Proposal {
    pub cipher: String,
    pub hash: String,
    /// `disabled` where phase 2 has no PFS.
    pub group: String,
    /// In seconds, 1 at least.
    pub lifetime: u32,
}

/// A BGP speaker over a tunnel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct BgpSpeaker {
    pub own_asn: u32,
    pub other_asn: u32,
    pub own_ip: String,
    pub other_ip: String,
    /// The key of BGP's MD5 signature; empty without one.
    pub md5: Secret,
}

impl TunnelEndpoint {
    /// Alibaba Cloud's end of a tunnel. `number` is its place in the draft, and counts in dual mode alone.
    pub(super) fn of_cloud(
        draft: &Draft,
        number: u16,
        address: Option<Ipv4Addr>,
        gateway: &Gateway,
    ) -> Self {
        let at = |key| tunnel_path(draft, number, key);
        let text = |key| draft.text(at(key)).unwrap_or_default().to_owned();
        let blocks = |key| {
            let text = draft.text(FieldPath::connection(key)).unwrap_or_default();
            text.split(',').filter_map(|block| block.trim().parse().ok()).collect()
        };
        let proposal = |cipher, hash, group, lifetime| Proposal {
            cipher: text(cipher),
            hash: text(hash),
            group: text(group),
            lifetime: text(lifetime).parse().unwrap_or(86_400).max(1),
        };
        let own_id = Some(text(Key::LocalId)).filter(|id| !id.is_empty());
        Self {
            own_address: address,
            other_address: Some(gateway.address),
            version: text(Key::IkeVersion),
            mode: text(Key::IkeMode),
            ike: proposal(Key::IkeEncAlg, Key::IkeAuthAlg, Key::IkePfs, Key::IkeLifetime),
            psk: draft.key(at(Key::Psk)).map(|(key, _)| key.clone()).unwrap_or_default(),
            own_id: own_id.or_else(|| address.map(|it| it.to_string())).unwrap_or_default(),
            other_id: text(Key::RemoteId),
            ipsec: proposal(Key::IpsecEncAlg, Key::IpsecAuthAlg, Key::IpsecPfs, Key::IpsecLifetime),
            own_blocks: blocks(Key::LocalSubnet),
            other_blocks: blocks(Key::RemoteSubnet),
            dpd: is_true(&text(Key::EnableDpd)),
            bgp: draft.wants_bgp().then(|| BgpSpeaker {
                own_asn: asn(&text(Key::LocalAsn)).unwrap_or_default(),
                other_asn: gateway.asn.unwrap_or_default(),
                own_ip: text(Key::LocalBgpIp),
                other_ip: peer_bgp_ip(draft, number),
                md5: gateway.auth_key.clone(),
            }),
        }
    }

    /// The other end, set up as this one needs it.
    pub(super) fn mirrored(&self) -> Self {
        let side = self.clone();
        Self {
            own_address: side.other_address,
            other_address: side.own_address,
            own_id: side.other_id,
            other_id: side.own_id,
            own_blocks: side.other_blocks,
            other_blocks: side.own_blocks,
            bgp: side.bgp.map(|bgp| BgpSpeaker {
                own_asn: bgp.other_asn,
                other_asn: bgp.own_asn,
                own_ip: bgp.other_ip,
                other_ip: bgp.own_ip,
                md5: bgp.md5,
            }),
            ..side
        }
    }

    /// Whether the two differ in nothing but BGP, so that their tunnel need not be built anew.
    pub(super) fn is_same_but_for_bgp(&self, other: &Self) -> bool {
        Self { bgp: None, ..self.clone() } == Self { bgp: None, ..other.clone() }
    }
}

/// Where a field of a tunnel stands.
pub(super) fn tunnel_path(draft: &Draft, number: u16, key: Key) -> FieldPath {
    match draft.mode() {
        Mode::Dual => FieldPath::tunnel(number, key),
        Mode::Single => FieldPath::connection(key),
    }
}

/// An address in text; empty where there is none.
pub(super) fn address_text(address: Option<Ipv4Addr>) -> String {
    address.map(|address| address.to_string()).unwrap_or_default()
}

/// Blocks in text, with commas between them.
pub(super) fn block_list(blocks: &[Ipv4Net]) -> String {
    blocks.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

/// The device's BGP address: the host of the block that is left over.
pub(super) fn peer_bgp_ip(draft: &Draft, number: u16) -> String {
    let text = |key| draft.text(tunnel_path(draft, number, key)).unwrap_or_default();
    let local = text(Key::LocalBgpIp);
    let cidr = text(Key::TunnelCidr).parse::<Ipv4Net>().ok();
    let other = cidr.and_then(|cidr| cidr.hosts().find(|host| host.to_string() != local));
    other.map(|host| host.to_string()).unwrap_or_default()
}
