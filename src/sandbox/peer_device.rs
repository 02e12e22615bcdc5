//! The simulated device at the far end of a tunnel: a configuration of its own, the mirror image of the
//! connection's and then spoiled, and how it behaves.
//!
//! What it gets wrong is found by comparing the two ends, so that a change of the connection that suits
//! the device repairs the tunnel, and another one does not.

use ipnet::Ipv4Net;

use crate::connection::{Key, Secret};

use super::peer_kind::PeerKind;
use super::tunnel_endpoint::{TunnelEndpoint, address_text};

/// A device, as far as one tunnel is concerned.
#[derive(Clone, Debug)]
pub(super) struct Device {
    /// Its configuration.
    pub side: TunnelEndpoint,
    pub answers: bool,
    /// Whether it begins negotiations itself.
    pub initiates: bool,
    /// Whether it takes blocks that merely overlap with its own, which IKEv2 allows.
    pub narrows: bool,
    /// Whether it deletes the tunnel again and again.
    pub flaps: bool,
}

/// The pre-shared key of a device that has the wrong one; no secret, since it is published here. A
/// connection that is given this key suits the device.
pub const PEER_PSK: &str = "sandbox-peer-key";

/// What the service uses as its own AS unless told (API reference, `LocalAsn`).
const CLOUD_ASN: u32 = 45_104;

/// What a device behind a NAT device calls itself by default.
const PRIVATE_ADDRESS: &str = "192.168.1.1";

impl Device {
    /// The device that a tunnel needs, but for what `kind` says.
    pub(super) fn mirror(cloud: &TunnelEndpoint, kind: &PeerKind) -> Self {
        let side = cloud.mirrored();
        let mut device = Self { side, answers: true, initiates: true, narrows: true, flaps: false };
        device.misconfigure(kind);
        device
    }

    /// Takes on the address that the other end has now, in place of the one it had; its name as well, where
    /// that was the address.
    pub(super) fn set_peer_address(&mut self, cloud: &TunnelEndpoint) {
        let side = &mut self.side;
        let former = side.other_address.map(|address| address.to_string());
        if former.as_deref() == Some(&side.other_id) {
            side.other_id = address_text(cloud.own_address);
        }
        side.other_address = cloud.own_address;
    }

    fn misconfigure(&mut self, kind: &PeerKind) {
        match kind {
            PeerKind::Matches => {}
            PeerKind::Silent => (self.answers, self.initiates) = (false, false),
            PeerKind::Passive => self.initiates = false,
            PeerKind::WrongPsk => {
                self.side.psk = PEER_PSK.into();
            }
            PeerKind::WrongProposal(settings) => {
                for (key, value) in settings {
                    self.set(*key, value);
                }
            }
            PeerKind::WrongId(id) => {
                self.side.own_id = id.clone().unwrap_or_else(|| PRIVATE_ADDRESS.to_owned());
            }
            PeerKind::WrongSubnets(blocks) => {
                self.narrows = false;
                self.side.own_blocks = match blocks.is_empty() {
                    true => vec![other_block(&self.side)],
                    false => blocks.clone(),
                };
            }
            PeerKind::NoBgp => self.side.bgp = None,
            PeerKind::WrongAsn(asn) => {
                if let Some(bgp) = &mut self.side.bgp {
                    // Whoever uses the default for this connection is taken for the usual other one.
                    let usual = if bgp.other_asn == CLOUD_ASN { 65_530 } else { CLOUD_ASN };
                    bgp.other_asn = asn.unwrap_or(usual);
                }
            }
            PeerKind::PfsAtRekey => {
                let group = &mut self.side.ipsec.group;
                *group = if group == "disabled" { "group14" } else { "disabled" }.to_owned();
            }
            PeerKind::Flaps => self.flaps = true,
        }
    }

    fn set(&mut self, key: Key, value: &str) {
        let side = &mut self.side;
        let number = || value.parse().unwrap_or(u32::MAX);
        match key {
            Key::IkeVersion => side.version = value.to_owned(),
            Key::IkeMode => side.mode = value.to_owned(),
            Key::IkeEncAlg => side.ike.cipher = value.to_owned(),
            Key::IkeAuthAlg => side.ike.hash = value.to_owned(),
            Key::IkePfs => side.ike.group = value.to_owned(),
            Key::IkeLifetime => side.ike.lifetime = number(),
            Key::IpsecEncAlg => side.ipsec.cipher = value.to_owned(),
            Key::IpsecAuthAlg => side.ipsec.hash = value.to_owned(),
            Key::IpsecPfs => side.ipsec.group = value.to_owned(),
            Key::IpsecLifetime => side.ipsec.lifetime = number(),
            // No other field is part of a proposal.
            _ => {}
        }
    }

    /// Whether its pre-shared key is that of the other end.
    pub(super) fn has_key(&self, key: &Secret) -> bool {
        self.side.psk == *key
    }
}

/// A block that nothing of the tunnel overlaps with, unless it carries everything.
fn other_block(side: &TunnelEndpoint) -> Ipv4Net {
    let free = |block: &Ipv4Net| {
        let taken = side.own_blocks.iter().chain(&side.other_blocks);
        taken.into_iter().all(|taken| !taken.contains(block) && !block.contains(taken))
    };
    let candidates = (16..32).filter_map(|second| {
        let network = std::net::Ipv4Addr::new(172, second, 77, 0);
        Ipv4Net::new(network, 24).ok()
    });
    let mut candidates = candidates.peekable();
    let first = candidates.peek().copied();
    candidates.find(free).or(first).unwrap_or_default()
}
