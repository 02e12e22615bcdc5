//! What a writer is: data about a platform, and the function that makes its text.

use super::crypto_proposal::AlgorithmName;
use super::device_tunnel::IdKind;
use super::identity_rules::IdentityRules;
use super::key_rules::KeyRules;
use super::names::{device_name, device_number};
use super::obstacle::WriteObstacle;
use super::script::Script;
use super::version::DeviceRelease;
use super::wanted_tunnel::{WantedBgp, WantedTunnel};
use zeroize::Zeroizing;

/// Writes the configuration of one platform.
pub struct ConfigWriter {
    /// The platform's id.
    pub id: &'static str,
    /// What begins a comment.
    pub comment: &'static str,
    /// The most characters of the name that objects are called after; a number follows it.
    pub longest_name: usize,
    /// Whether upper and lower case are one in names.
    pub ignores_case: bool,
    /// What it can hold as a key.
    pub key: KeyRules,
    /// What it can hold as an identity.
    pub identities: IdentityRules,
    /// The release from which on it knows the words that are written; empty for every release.
    pub oldest: &'static str,
    /// What it cannot do.
    pub find_obstacles: fn(&WritePlan<'_>, &mut Vec<WriteObstacle>),
    /// Writes it.
    pub write: fn(&WritePlan<'_>, &mut Script),
}

/// What is to be written.
pub struct WritePlan<'a> {
    /// The writer.
    pub writer: &'a ConfigWriter,
    /// The tunnels.
    pub tunnels: Vec<WantedTunnel>,
    /// The draft's name.
    pub name: &'a str,
    /// The release of the device; `None` is the newest.
    pub release: Option<DeviceRelease>,
    /// Whether keys stand in the text.
    pub with_keys: bool,
}

impl WritePlan<'_> {
    /// The name that the objects of the connection are called after.
    pub fn base(&self) -> String {
        device_name(self.name, self.writer.longest_name, self.writer.ignores_case)
    }

    /// The name of a tunnel's objects.
    pub fn name_of(&self, tunnel: &WantedTunnel) -> String {
        format!("{}-{}", self.base(), tunnel.number)
    }

    /// The number of a tunnel's interface, from 10 to 98.
    pub fn number_of(&self, tunnel: &WantedTunnel) -> u16 {
        device_number(self.name) + tunnel.number.saturating_sub(1)
    }

    /// The key of a tunnel as it stands in the text.
    pub fn key(&self, tunnel: &WantedTunnel) -> Zeroizing<String> {
        self.writer.key.text(tunnel, self.with_keys)
    }

    /// Whether the device's release is that one or later; without one the newest is meant.
    pub fn is_since(&self, release: &str) -> bool {
        self.release.as_ref().is_none_or(|own| own.is_at_least(release))
    }

    /// The BGP sessions of the tunnels.
    pub fn sessions(&self) -> impl Iterator<Item = &WantedBgp> {
        self.tunnels.iter().filter_map(|tunnel| tunnel.bgp.as_ref())
    }

    /// The text of each tunnel, one after the other.
    pub fn each(&self, text: impl Fn(&WantedTunnel) -> String) -> String {
        self.tunnels.iter().map(text).collect()
    }

    /// The first tunnel; what the request keeps on the connection is alike in all.
    pub fn first(&self) -> Option<&WantedTunnel> {
        self.tunnels.first()
    }

    /// Refuses the values of a tunnel that stand in these lists.
    pub fn refuse(
        &self,
        tunnel: &WantedTunnel,
        unknown: &UnsupportedAlgorithms,
        obstacles: &mut Vec<WriteObstacle>,
    ) {
        let mut hold = |field, value: Option<AlgorithmName>, list: &[AlgorithmName]| {
            if let Some(value) = value.filter(|value| list.contains(value)) {
                obstacles.push(
                    WriteObstacle::new(tunnel.number, field, "not-there").with("value", value),
                );
            }
        };
        hold("IkeEncAlg", Some(tunnel.ike.enc), unknown.enc);
        hold("IkeAuthAlg", Some(tunnel.ike.auth), unknown.ike_auth);
        hold("IkePfs", tunnel.ike.group, unknown.groups);
        hold("IpsecEncAlg", Some(tunnel.esp.enc), unknown.enc);
        hold("IpsecAuthAlg", Some(tunnel.esp.auth), unknown.esp_auth);
        hold("IpsecPfs", tunnel.esp.group, unknown.groups);
    }

    /// Refuses lifetimes that the platform finds too short; the service's longest is in everybody's range.
    pub fn refuse_lifetimes(&self, ike: u64, esp: u64, obstacles: &mut Vec<WriteObstacle>) {
        for tunnel in &self.tunnels {
            let all = [("IkeLifetime", &tunnel.ike, ike), ("IpsecLifetime", &tunnel.esp, esp)];
            for (field, _, least) in
                all.iter().filter(|(_, phase, least)| phase.lifetime_s < *least)
            {
                let obstacle = WriteObstacle::new(tunnel.number, field, "lifetime");
                obstacles.push(obstacle.with("least", least.to_string()));
            }
        }
    }

    /// Refuses tunnels of one IKE version whose phase 1 differs, on a platform that offers the same to
    /// every peer; with the lifetime where that is among what is offered.
    pub fn refuse_differing_phase1(
        &self,
        v1: bool,
        with_lifetime: bool,
        obstacles: &mut Vec<WriteObstacle>,
    ) {
        let mut alike = self.tunnels.iter().filter(|tunnel| tunnel.is_v1() == v1);
        let Some(first) = alike.next() else { return };
        for tunnel in alike {
            for (field, differs) in [
                ("IkeEncAlg", tunnel.ike.enc != first.ike.enc),
                ("IkeAuthAlg", tunnel.ike.auth != first.ike.auth),
                ("IkePfs", tunnel.ike.group != first.ike.group),
                ("IkeLifetime", with_lifetime && tunnel.ike.lifetime_s != first.ike.lifetime_s),
            ] {
                if differs {
                    let obstacle = WriteObstacle::new(tunnel.number, field, "one-phase1");
                    obstacles.push(obstacle.with("other", first.number.to_string()));
                }
            }
        }
    }

    /// Refuses a device that goes by a name in main mode, where the key is found by the address.
    pub fn refuse_name_in_main_mode(
        &self,
        tunnel: &WantedTunnel,
        obstacles: &mut Vec<WriteObstacle>,
    ) {
        let named = tunnel.local_identity().0 != IdKind::Address;
        if tunnel.is_v1() && named && !tunnel.is_aggressive() {
            obstacles.push(WriteObstacle::new(tunnel.number, "RemoteId", "main-mode-name"));
        }
    }

    /// Refuses IKEv1 with more than one pair of networks, which the cloud does not carry.
    pub fn refuse_pairs_of_v1(&self, obstacles: &mut Vec<WriteObstacle>) {
        for tunnel in self.tunnels.iter().filter(|tunnel| tunnel.is_v1()) {
            if tunnel.pairs().len() > 1 {
                let field = tunnel.many_sided_field();
                obstacles.push(WriteObstacle::new(tunnel.number, field, "one-pair"));
            }
        }
    }
}

/// Values that a platform does not have.
#[derive(Clone, Copy, Debug, Default)]
pub struct UnsupportedAlgorithms {
    /// Ciphers.
    pub enc: &'static [AlgorithmName],
    /// Hashes of phase 1.
    pub ike_auth: &'static [AlgorithmName],
    /// Hashes of phase 2.
    pub esp_auth: &'static [AlgorithmName],
    /// Groups.
    pub groups: &'static [AlgorithmName],
}
