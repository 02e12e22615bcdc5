//! What both ends of a tunnel must agree on, as it stands on the device.

use std::collections::{BTreeMap, BTreeSet};

use crate::connection::{Secret, named_enum};

use super::crypto_proposal::Phase;
use super::source_line::SettingLines;

named_enum! {
    /// Which version of IKE an end speaks.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum IkeVersion {
        /// RFC 2409.
        V1 = "ikev1",
        /// RFC 7296.
        V2 = "ikev2",
        /// Answers both and starts with IKEv2.
        Both = "both",
    }
}

named_enum! {
    /// How IKEv1 sets up its first phase.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum ExchangeMode {
        /// Six messages, identities protected.
        Main = "main",
        /// Three messages, identities in the clear.
        Aggressive = "aggressive",
        /// Starts in main mode and answers both.
        Auto = "auto",
    }
}

named_enum! {
    /// What kind of name an end goes by.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum IdKind {
        /// An IP address.
        Address = "address",
        /// A host name.
        Fqdn = "fqdn",
        /// A name with an at sign.
        UserFqdn = "user-fqdn",
        /// Bytes without a form.
        KeyId = "key-id",
        /// Any name is taken.
        Any = "any",
    }
}

/// The name an end goes by, or expects of the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeerIdentity {
    /// The kind.
    pub kind: IdKind,
    /// The name; `None` when it follows from something that the text does not hold.
    pub value: Option<String>,
    /// Whether the text says so itself.
    pub written: bool,
}

named_enum! {
    /// In which form the text holds the key.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum PeerKeyForm {
        /// As typed.
        Clear = "clear",
        /// In hexadecimal (`0x…`) or Base64 (`0s…`): anybody can decode it.
        Encoded = "encoded",
        /// In the device's own reversible or irreversible form: some key is there, which one is not known.
        Hashed = "hashed",
        /// Stars or a word in its place.
        Masked = "masked",
        /// No key in the text.
        #[default]
        Missing = "missing",
    }
}

/// The pre-shared key as far as the text holds it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct PeerKey {
    /// The form.
    pub form: PeerKeyForm,
    /// What the text holds, for [`PeerKeyForm::Clear`] and [`PeerKeyForm::Encoded`] alone.
    pub text: Option<Secret>,
    /// The key itself, where it could be told.
    pub decoded: Option<Secret>,
}

/// The BGP session over a tunnel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bgp {
    /// The device's own AS number.
    pub local_as: Option<u32>,
    /// The AS number it expects of the cloud.
    pub remote_as: Option<u32>,
    /// The cloud's address inside the tunnel.
    pub neighbor: String,
}

/// How an end notices that the other is gone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dpd {
    /// Whether it looks at all.
    pub enabled: bool,
    /// Seconds between two probes.
    pub delay_s: Option<u64>,
    /// Probes without an answer until it gives up.
    pub retries: Option<u64>,
    /// Seconds until it gives up.
    pub timeout_s: Option<u64>,
    /// `periodic`, `on-demand`, `on-idle`, `optimized`, `always-send`, `probe-idle`.
    pub mode: Option<&'static str>,
}

named_enum! {
    /// What an end does about address translation on the way.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum NatTraversal {
        /// UDP when translation is found.
        On = "on",
        /// Never UDP.
        Off = "off",
        /// Always UDP.
        Forced = "forced",
    }
}

named_enum! {
    /// Who brings the tunnel up.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum StartAction {
        /// The device, by itself.
        Initiate = "initiate",
        /// The device, with the first packet.
        OnDemand = "on-demand",
        /// The other end; the device only answers.
        Respond = "respond",
    }
}

/// What one rule of a device lets into a tunnel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkRule {
    /// The rule in the device's own words, or its name there.
    pub words: String,
    /// The pairs of networks, the device's own first.
    pub pairs: Vec<(String, String)>,
}

/// How many pairs of networks of one tunnel are read; the service has ten networks on each side.
const MAX_PAIRS: usize = 1000;

/// One tunnel as it stands on a device, seen from there: local is the company's side.
///
/// While a reader fills it, an absent value means that the text says nothing; the platform's
/// defaults then fill it and are named in `defaulted`. A field in `unresolved` stays empty: the text
/// refers to something that it does not hold.
#[derive(Clone, Default)]
pub struct DeviceTunnel {
    /// The device's own name for it.
    pub name: String,
    /// Whether it is switched off.
    pub inactive: bool,
    /// The version of IKE.
    pub version: Option<IkeVersion>,
    /// The mode of IKEv1.
    pub mode: Option<ExchangeMode>,
    /// Phase 1.
    pub ike: Phase,
    /// Phase 2.
    pub esp: Phase,
    /// The name the device goes by.
    pub local_id: Option<PeerIdentity>,
    /// The name it expects of the cloud.
    pub remote_id: Option<PeerIdentity>,
    /// The key.
    pub key: PeerKey,
    /// The device's address, perhaps a private one behind translation.
    pub local_address: Option<String>,
    /// The cloud's address, or a host name.
    pub remote_address: Option<String>,
    /// Further addresses of the same peer, used when the first does not answer.
    pub remote_backup: Vec<String>,
    /// The company's networks.
    pub local_subnets: Vec<String>,
    /// The cloud's networks.
    pub remote_subnets: Vec<String>,
    /// Which local network goes with which remote one, where not each goes with each.
    pub pairs: Vec<(String, String)>,
    /// Whether routes into a tunnel interface decide, and not selectors.
    pub route_based: bool,
    /// The BGP session.
    pub bgp: Option<Bgp>,
    /// Whether BGP is configured where the reader does not look, such as in another daemon's file.
    pub bgp_unread: bool,
    /// The device's address inside the tunnel, with its prefix length.
    pub inside: Option<String>,
    /// Dead peer detection.
    pub dpd: Option<Dpd>,
    /// NAT traversal.
    pub nat_t: Option<NatTraversal>,
    /// Who starts.
    pub start: Option<StartAction>,
    /// The MTU of the tunnel interface.
    pub mtu: Option<u64>,
    /// The largest TCP segment the device lets through.
    pub mss: Option<u64>,
    /// Fields whose value is not in the text but the platform's default.
    pub defaulted: BTreeSet<&'static str>,
    /// Fields that cannot be told, since the text refers to something it does not hold.
    pub unresolved: BTreeSet<&'static str>,
    /// The line of the text where a field stands, counted from 1.
    pub lines: BTreeMap<&'static str, usize>,
    /// What the device calls the objects that the tunnel is made of, by kind: `ike-proposal`,
    /// `esp-policy`.
    pub objects: BTreeMap<&'static str, Vec<String>>,
    /// The rules, entries or selectors that say which networks the tunnel carries.
    pub rules: Vec<NetworkRule>,
    /// Further facts of one platform, by name: `encapsulation`, `protocol`.
    pub extra: BTreeMap<&'static str, String>,
}

impl DeviceTunnel {
    /// A tunnel of that name about which nothing is known yet.
    pub fn named(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// Routes decide, and selectors hold everything.
    pub fn set_route_based(&mut self) {
        self.route_based = true;
        self.local_subnets = vec!["0.0.0.0/0".to_owned()];
        self.remote_subnets = vec!["0.0.0.0/0".to_owned()];
    }

    /// Takes a pair of networks in. Of very many the first are kept, and that is told.
    pub fn add_pair(&mut self, local: &str, remote: &str) {
        if self.pairs.len() >= MAX_PAIRS {
            self.extra.insert("networks_cut", "yes".to_owned());
            return;
        }
        self.pairs.push((local.to_owned(), remote.to_owned()));
        for (list, network) in
            [(&mut self.local_subnets, local), (&mut self.remote_subnets, remote)]
        {
            if !list.iter().any(|known| known == network) {
                list.push(network.to_owned());
            }
        }
    }

    /// Takes in a rule with the networks of its two sides.
    pub fn rule(&mut self, words: &str, local: &[String], remote: &[String]) {
        if self.rules.len() >= MAX_PAIRS {
            return;
        }
        let pairs =
            local.iter().flat_map(|one| remote.iter().map(|two| (one.clone(), two.clone())));
        self.rules.push(NetworkRule { words: words.to_owned(), pairs: pairs.collect() });
    }

    /// Takes in a rule of an access list and the pairs it permits, each network with the line it stands in. A
    /// pair that an earlier rule permits, as for another protocol, is the same selector.
    pub fn add_permit_rule(
        &mut self,
        words: &str,
        local: &[(String, usize)],
        remote: &[(String, usize)],
    ) {
        let networks = |side: &[(String, usize)]| -> Vec<String> {
            side.iter().map(|(network, _)| network.clone()).collect()
        };
        self.rule(words, &networks(local), &networks(remote));
        for (one, at) in local {
            for (other, there) in remote {
                self.record_line("local_subnets", *at);
                self.record_line("remote_subnets", *there);
                if !self.pairs.iter().any(|(ours, theirs)| (ours, theirs) == (one, other)) {
                    self.add_pair(one, other);
                }
            }
        }
    }

    /// Notes where a field stands.
    pub fn record_line(&mut self, field: &'static str, line: usize) {
        self.lines.entry(field).or_insert(line);
    }

    /// Notes where several fields stand, each by the words of its setting; those that are not there
    /// are left out.
    pub fn record_lines(&mut self, settings: &impl SettingLines, places: &[(&'static str, &str)]) {
        for (field, words) in places {
            if let Some(line) = settings.setting_line(words) {
                self.record_line(field, line);
            }
        }
    }

    /// Takes the device's own address, with the line that says it.
    pub fn set_local_address(&mut self, found: Option<(String, usize)>) {
        if let Some((address, line)) = found {
            self.local_address = Some(address);
            self.record_line("local_address", line);
        }
    }

    /// Notes what the device calls an object of the tunnel.
    pub fn object(&mut self, kind: &'static str, name: &str) {
        let names = self.objects.entry(kind).or_default();
        if !name.is_empty() && !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }

    /// Whether every local network goes with every remote one.
    pub fn is_full_mesh(&self) -> bool {
        self.pairs.is_empty()
            || self.pairs.len() == self.local_subnets.len() * self.remote_subnets.len()
    }
}

impl PeerIdentity {
    /// A name the text holds, its kind told by its look.
    pub fn written(value: &str) -> Self {
        Self { kind: IdKind::of(value), value: Some(value.to_owned()), written: true }
    }

    /// A name the text holds, of a kind it names.
    pub fn of_kind(kind: IdKind, value: &str) -> Self {
        Self { kind, value: Some(value.to_owned()), written: true }
    }

    /// Any name, as the text says.
    pub fn any() -> Self {
        Self { kind: IdKind::Any, value: None, written: true }
    }
}

impl IdKind {
    /// The kind a name has by its look.
    pub fn of(value: &str) -> Self {
        if value.parse::<std::net::IpAddr>().is_ok() {
            Self::Address
        } else if value.contains('@') {
            Self::UserFqdn
        } else {
            Self::Fqdn
        }
    }
}
