//! What a draft can take over from a device: the values that the cloud's side needs so that both ends
//! agree.

use crate::connection::{Draft, FieldPath, Key, Mode, Secret};
use ipnet::Ipv4Net;

use super::cloud::CloudTunnel;
use super::crypto_proposal::{AlgorithmName, Phase};
use super::device_tunnel::{
    DeviceTunnel, ExchangeMode, IkeVersion, NatTraversal, PeerIdentity, StartAction,
};
use super::field_lines::field_line;

/// A value of a draft that follows from a device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceValue {
    /// Where it belongs.
    pub path: FieldPath,
    /// The value.
    pub text: String,
    /// The line of the device's text; `None` for a default of the platform.
    pub line: Option<usize>,
}

/// Every value that follows from the tunnels of a device, each given with the number of the draft's
/// tunnel that it belongs to. Where a device offers several, the one it prefers among those that the
/// service has; what the service does not have is left out, and so is the key.
pub fn device_values(draft: &Draft, tunnels: &[(u16, &DeviceTunnel)]) -> Vec<DeviceValue> {
    let mut taken = ValueCollector { mode: draft.mode(), all: Vec::new() };
    if tunnels.iter().any(|(_, there)| there.bgp.is_some()) {
        let switch = match draft.mode() {
            Mode::Dual => Key::EnableTunnelsBgp,
            Mode::Single => Key::EnableBgp,
        };
        taken.put(FieldPath::connection(switch), "true".to_owned(), None);
    }
    for (number, there) in tunnels {
        taken.tunnel(*number, there);
    }
    taken.all
}

/// The key of a device's tunnel, as far as its text holds it.
pub fn device_key(there: &DeviceTunnel) -> Option<&Secret> {
    there.key.decoded.as_ref()
}

struct ValueCollector {
    mode: Mode,
    all: Vec<DeviceValue>,
}

impl ValueCollector {
    /// The first value for a place stays: what tunnels have in common is said once.
    fn put(&mut self, path: FieldPath, text: String, line: Option<usize>) {
        if !self.all.iter().any(|known| known.path == path) {
            self.all.push(DeviceValue { path, text, line });
        }
    }

    fn tunnel(&mut self, number: u16, there: &DeviceTunnel) {
        let mut say = |name: &'static str, text: Option<String>| {
            let path = CloudTunnel::path(self.mode, number, name);
            if let (Some(path), Some(text)) = (path, text) {
                self.put(path, text, field_line(name, there));
            }
        };
        say("RemoteSubnet", networks(&there.local_subnets));
        say("LocalSubnet", networks(&there.remote_subnets));
        let version = there.version.map(|version| match version {
            IkeVersion::Both => IkeVersion::V2.name(),
            one => one.name(),
        });
        say("IkeVersion", version.map(str::to_owned));
        let mode = there.mode.filter(|mode| *mode != ExchangeMode::Auto);
        say("IkeMode", mode.map(|mode| mode.name().to_owned()));
        let ike = ["IkeEncAlg", "IkeAuthAlg", "IkePfs"];
        let esp = ["IpsecEncAlg", "IpsecAuthAlg", "IpsecPfs"];
        for (names, phase, lifetime) in
            [(ike, &there.ike, "IkeLifetime"), (esp, &there.esp, "IpsecLifetime")]
        {
            for (name, word) in names.into_iter().zip(suite(names, phase)) {
                say(name, word.map(str::to_owned));
            }
            let seconds = phase.lifetime_s.filter(|seconds| (1..=86_400).contains(seconds));
            say(lifetime, seconds.map(|seconds| seconds.to_string()));
        }
        say("LocalId", identity(there.remote_id.as_ref(), there.remote_address.as_deref()));
        say("RemoteId", identity(there.local_id.as_ref(), there.local_address.as_deref()));
        if let Some(bgp) = &there.bgp {
            say("LocalAsn", bgp.remote_as.map(|asn| asn.to_string()));
            say("TunnelCidr", block(there.inside.as_deref(), &bgp.neighbor));
            say("LocalBgpIp", Some(bgp.neighbor.clone()));
        }
        // What a device does unless it is told otherwise is better told there.
        let written = |field: &str| !there.defaulted.contains(field);
        let dpd = there.dpd.as_ref().filter(|_| written("dpd"));
        say("EnableDpd", dpd.map(|dpd| dpd.enabled.to_string()));
        let nat = there.nat_t.filter(|_| written("nat_t"));
        say("EnableNatTraversal", nat.map(|how| (how != NatTraversal::Off).to_string()));
        let waits = there.start == Some(StartAction::Respond) && written("start");
        say("EffectImmediately", waits.then(|| "true".to_owned()));
    }
}

fn networks(all: &[String]) -> Option<String> {
    let nets: Vec<Ipv4Net> = all.iter().filter_map(|text| text.parse().ok()).collect();
    let whole = !nets.is_empty() && nets.len() == all.len();
    whole.then(|| nets.iter().map(|net| net.trunc().to_string()).collect::<Vec<_>>().join(","))
}

/// Cipher, hash and group that go together and that the service has, in the device's order; where no
/// three do, each by itself.
fn suite(names: [&'static str; 3], phase: &Phase) -> [Option<AlgorithmName>; 3] {
    let first = |name: &str, list: &[AlgorithmName]| {
        list.iter().copied().find(|word| CloudTunnel::has_choice(name, word))
    };
    for offer in &phase.offers {
        let groups = if offer.dh.is_empty() { &phase.groups } else { &offer.dh };
        let found =
            [first(names[0], &offer.enc), first(names[1], &offer.auth), first(names[2], groups)];
        let is_whole = found[0].is_some() && found[1].is_some();
        if is_whole && (found[2].is_some() || groups.is_empty()) {
            return found;
        }
    }
    [first(names[0], &phase.enc()), first(names[1], &phase.auth()), first(names[2], &phase.dh())]
}

/// A name that is more than the address, which both ends take without being told.
fn identity(id: Option<&PeerIdentity>, address: Option<&str>) -> Option<String> {
    let id = id.filter(|id| id.written)?;
    let value = id.value.as_deref().filter(|value| Some(*value) != address)?;
    Some(value.to_owned())
}

/// The block of 4 addresses that holds both ends of the session.
fn block(inside: Option<&str>, neighbor: &str) -> Option<String> {
    let own = inside?.split('/').next()?;
    let block = Ipv4Net::new(own.parse().ok()?, 30).ok()?.trunc();
    block.contains(&neighbor.parse::<std::net::Ipv4Addr>().ok()?).then(|| block.to_string())
}
