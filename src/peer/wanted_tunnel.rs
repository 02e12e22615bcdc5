//! What a device must be told of one tunnel: exactly this draft's values, seen from the device.

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;

use crate::connection::Secret;
use crate::connection::value::parse_cidr_list;

use super::cloud::CloudTunnel;
use super::crypto_proposal::AlgorithmName;
use super::device_tunnel::{ExchangeMode, IdKind, IkeVersion};
use super::obstacle::WriteObstacle;
use super::vocabulary::{cipher, group, hash};

/// The one offer of a phase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WantedPhase {
    /// The cipher.
    pub enc: AlgorithmName,
    /// The hash; phase 1 uses it as pseudo-random function too.
    pub auth: AlgorithmName,
    /// The group; `None` in phase 2 is no PFS.
    pub group: Option<AlgorithmName>,
    /// Seconds until the SA ends.
    pub lifetime_s: u64,
}

/// The BGP session over a tunnel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WantedBgp {
    /// The device's AS number, the one of the customer gateway; unknown until somebody says it.
    pub local_as: Option<u32>,
    /// The cloud's AS number.
    pub remote_as: u32,
    /// The device's address inside the tunnel.
    pub own: Ipv4Addr,
    /// The cloud's address inside the tunnel.
    pub neighbor: Ipv4Addr,
}

/// One tunnel as the device must have it; local is the company's side.
#[derive(Clone)]
pub struct WantedTunnel {
    /// Its number in the draft, from 1.
    pub number: u16,
    /// [`IkeVersion::V1`] or [`IkeVersion::V2`].
    pub version: IkeVersion,
    /// The mode of IKEv1; IKEv2 has none.
    pub mode: Option<ExchangeMode>,
    /// Phase 1.
    pub ike: WantedPhase,
    /// Phase 2.
    pub esp: WantedPhase,
    /// The name the device goes by; `None` is its address.
    pub local_id: Option<String>,
    /// The name the cloud goes by; `None` is its address.
    pub remote_id: Option<String>,
    /// The key, where it is known.
    pub key: Option<Secret>,
    /// The customer gateway's address, where it is known.
    pub local_address: Option<Ipv4Addr>,
    /// The cloud's address, where it is known.
    pub remote_address: Option<Ipv4Addr>,
    /// The company's networks.
    pub local: Vec<Ipv4Net>,
    /// The cloud's networks.
    pub remote: Vec<Ipv4Net>,
    /// The BGP session.
    pub bgp: Option<WantedBgp>,
    /// Whether the device looks if the cloud is still there.
    pub dpd: bool,
    /// Whether packets may be wrapped in UDP.
    pub nat_t: bool,
}

impl WantedTunnel {
    /// The device's side of a tunnel.
    ///
    /// # Errors
    /// Each value that is missing or that no device could be told.
    pub fn of(cloud: &CloudTunnel) -> Result<Self, Vec<WriteObstacle>> {
        let mut asked = ValueReader { cloud, obstacles: Vec::new() };
        let version = asked.word("IkeVersion").map(|word| match word.as_str() {
            "ikev1" => IkeVersion::V1,
            _ => IkeVersion::V2,
        });
        let mode = asked.word("IkeMode").map(|word| match word.as_str() {
            "aggressive" => ExchangeMode::Aggressive,
            _ => ExchangeMode::Main,
        });
        let ike = asked.phase(["IkeEncAlg", "IkeAuthAlg", "IkePfs", "IkeLifetime"]);
        let esp = asked.phase(["IpsecEncAlg", "IpsecAuthAlg", "IpsecPfs", "IpsecLifetime"]);
        let remote = asked.networks("LocalSubnet");
        let local = asked.networks("RemoteSubnet");
        let bgp = asked.bgp();
        let text = |name: &str| cloud.get(name).map(str::to_owned);
        let address = |name: &str| cloud.get(name).and_then(|text| text.parse().ok());
        let tunnel = (|| {
            let version = version?;
            Some(Self {
                number: cloud.number,
                version,
                mode: mode.filter(|_| version == IkeVersion::V1),
                ike: ike?,
                esp: esp?,
                local_id: text("RemoteId"),
                remote_id: text("LocalId"),
                key: cloud.key.clone(),
                local_address: address("CustomerGatewayIp"),
                remote_address: address("GatewayIp"),
                local: local?,
                remote: remote?,
                bgp: bgp?,
                dpd: cloud.flag("EnableDpd").unwrap_or(true),
                nat_t: cloud.flag("EnableNatTraversal").unwrap_or(true),
            })
        })();
        tunnel.filter(|_| asked.obstacles.is_empty()).ok_or(asked.obstacles)
    }

    /// Whether routes decide what goes into the tunnel: both ends protect everything.
    pub fn is_routed(&self) -> bool {
        let everything = |nets: &[Ipv4Net]| nets.iter().any(|net| net.prefix_len() == 0);
        everything(&self.local) && everything(&self.remote)
    }

    /// Each company network with each of the cloud's.
    pub fn pairs(&self) -> Vec<(Ipv4Net, Ipv4Net)> {
        let pairs =
            self.local.iter().flat_map(|local| self.remote.iter().map(|net| (*local, *net)));
        pairs.collect()
    }

    /// Whether it speaks IKEv1.
    pub fn is_v1(&self) -> bool {
        self.version == IkeVersion::V1
    }

    /// Whether it starts in aggressive mode.
    pub fn is_aggressive(&self) -> bool {
        self.mode == Some(ExchangeMode::Aggressive)
    }

    /// The mode of IKEv1, as nearly every device calls it.
    pub fn mode_name(&self) -> &'static str {
        if self.is_aggressive() { "aggressive" } else { "main" }
    }

    /// The cloud's address, or what stands in its place.
    pub fn remote_address(&self) -> String {
        let known = self.remote_address.map(|address| address.to_string());
        known.unwrap_or_else(|| format!("<ADDRESS-OF-TUNNEL-{}>", self.number))
    }

    /// The customer gateway's address, or what stands in its place.
    pub fn local_address(&self) -> String {
        let known = self.local_address.map(|address| address.to_string());
        known.unwrap_or_else(|| format!("<ADDRESS-OF-CUSTOMER-GATEWAY-{}>", self.number))
    }

    /// What a tunnel interface starts from: the customer gateway's address, or else an interface.
    pub fn source(&self) -> String {
        let known = self.local_address.map(|address| address.to_string());
        known.unwrap_or_else(|| "<WAN-INTERFACE>".to_owned())
    }

    /// The networks of a tunnel whose traffic goes by pairs, and so the field that has several.
    pub fn many_sided_field(&self) -> &'static str {
        if self.remote.len() > 1 { "LocalSubnet" } else { "RemoteSubnet" }
    }

    /// The kind and the name that the device goes by.
    pub fn local_identity(&self) -> (IdKind, String) {
        let by_address = || (IdKind::Address, self.local_address());
        self.local_id.as_ref().map_or_else(by_address, |id| (IdKind::of(id), id.clone()))
    }

    /// The kind and the name that the cloud goes by.
    pub fn remote_identity(&self) -> (IdKind, String) {
        let by_address = || (IdKind::Address, self.remote_address());
        self.remote_id.as_ref().map_or_else(by_address, |id| (IdKind::of(id), id.clone()))
    }

    /// The BGP session's AS number of the device, or what stands in its place.
    pub fn local_as(&self) -> String {
        let known = self.bgp.as_ref().and_then(|bgp| bgp.local_as);
        known.map_or_else(|| "<ASN-OF-CUSTOMER-GATEWAY>".to_owned(), |asn| asn.to_string())
    }
}

/// A tunnel that is asked for its values, and what it did not answer well.
struct ValueReader<'a> {
    cloud: &'a CloudTunnel,
    obstacles: Vec<WriteObstacle>,
}

impl ValueReader<'_> {
    fn text(&mut self, name: &'static str) -> Option<String> {
        let text = self.cloud.get(name).map(str::to_owned);
        if text.is_none() {
            self.obstacles.push(WriteObstacle::new(self.cloud.number, name, "missing"));
        }
        text
    }

    fn refuse<T>(&mut self, name: &'static str, value: &str) -> Option<T> {
        let obstacle = WriteObstacle::new(self.cloud.number, name, "value").with("value", value);
        self.obstacles.push(obstacle);
        None
    }

    /// One of the words that the service takes.
    fn word(&mut self, name: &'static str) -> Option<String> {
        let text = self.text(name)?.trim().to_ascii_lowercase();
        if CloudTunnel::has_choice(name, &text) { Some(text) } else { self.refuse(name, &text) }
    }

    fn phase(&mut self, names: [&'static str; 4]) -> Option<WantedPhase> {
        let [enc, auth, pfs, lifetime] = names;
        let (enc, auth) = (self.word(enc), self.word(auth));
        let pfs = self.word(pfs);
        let text = self.text(lifetime);
        let seconds = text.and_then(|text| match text.trim().parse() {
            Ok(seconds @ 1..=86_400) => Some(seconds),
            _ => self.refuse(lifetime, &text),
        });
        Some(WantedPhase {
            enc: cipher(&enc?)?,
            auth: hash(&auth?)?,
            group: group(&pfs?),
            lifetime_s: seconds?,
        })
    }

    fn networks(&mut self, name: &'static str) -> Option<Vec<Ipv4Net>> {
        let text = self.text(name)?;
        let mut nets: Vec<Ipv4Net> = Vec::new();
        for net in parse_cidr_list(&text).unwrap_or_default() {
            let net = net.trunc();
            if !nets.contains(&net) {
                nets.push(net);
            }
        }
        if nets.is_empty() { self.refuse(name, &text) } else { Some(nets) }
    }

    /// `Some(None)` is a tunnel without BGP.
    fn bgp(&mut self) -> Option<Option<WantedBgp>> {
        let names = ["LocalAsn", "TunnelCidr", "LocalBgpIp"];
        if names.iter().all(|name| self.cloud.get(name).is_none()) {
            return Some(None);
        }
        let [asn, cidr, neighbor] = names.map(|name| self.text(name));
        let (asn, cidr, neighbor) = (asn?, cidr?, neighbor?);
        let Ok(remote_as) = asn.trim().parse() else { return self.refuse("LocalAsn", &asn) };
        let Some(net) = cidr.trim().parse::<Ipv4Net>().ok().filter(|net| net.prefix_len() == 30)
        else {
            return self.refuse("TunnelCidr", &cidr);
        };
        let Some(neighbor) =
            neighbor.trim().parse().ok().filter(|own| net.hosts().any(|host| host == *own))
        else {
            return self.refuse("LocalBgpIp", &neighbor);
        };
        let own = net.hosts().find(|host| *host != neighbor)?;
        let local_as = self.cloud.get("CustomerGatewayAsn").and_then(|text| text.parse().ok());
        Some(Some(WantedBgp { local_as, remote_as, own, neighbor }))
    }
}
