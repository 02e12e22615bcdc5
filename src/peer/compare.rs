//! The two ends held against each other: what differs, when it bites, and what each end could do.

mod identity;

use crate::connection::value::{Asn, TunnelCidr};

use super::cloud::CloudTunnel;
use super::crypto_proposal::{AlgorithmName, Phase, Volume};
use super::device_tunnel::{DeviceTunnel, ExchangeMode, IkeVersion, NatTraversal, StartAction};
use super::difference::{FailureStage, FieldComparison, FieldVerdict};
use super::field_lines::field_line;
use super::vocabulary::is_in;

/// Everything that differs between a tunnel of the cloud and one of a device, in the order in which
/// it would bite.
pub fn compare(here: &CloudTunnel, there: &DeviceTunnel) -> Vec<FieldComparison> {
    let mut comparison = Comparison { here, there, found: Vec::new() };
    comparison.versions();
    comparison.algorithms();
    comparison.lifetimes();
    comparison.identities();
    comparison.key();
    comparison.networks();
    comparison.sessions();
    comparison.behaviour();
    let mut found = comparison.found;
    for difference in found.iter_mut().filter(|found| !CloudTunnel::is_parameter(found.field)) {
        // The customer gateway has it: its field in the draft takes an id, and no value of the device.
        difference.repair_here = None;
    }
    found.sort_by_key(|difference| difference.when);
    found
}

struct Comparison<'a> {
    here: &'a CloudTunnel,
    there: &'a DeviceTunnel,
    found: Vec<FieldComparison>,
}

/// Tunnels of more than this many bytes do not fit a packet of 1500 with the overhead of ESP.
const LARGEST_MTU: u64 = 1427;

/// The largest volume H3C takes, which stands for none.
const LARGEST_VOLUME: u64 = 4_294_967_295;

impl<'a> Comparison<'a> {
    /// Adds a difference, with the line that says the device's value.
    fn differs(
        &mut self,
        field: &'static str,
        here: Option<&str>,
        there: Option<&str>,
        reason: &'static str,
    ) -> &mut FieldComparison {
        let line = there.and_then(|_| field_line(field, self.there));
        let owned = |value: Option<&str>| value.map(str::to_owned);
        let found = FieldComparison::new(field, owned(here), owned(there), reason);
        self.found.push(FieldComparison { line, ..found });
        let last = self.found.len() - 1;
        &mut self.found[last]
    }

    /// Adds that an end does not say a value.
    fn is_unknown(
        &mut self,
        field: &'static str,
        here: Option<&str>,
        there: Option<&str>,
        reason: &'static str,
    ) {
        self.differs(field, here, there, reason).verdict = FieldVerdict::Unknown;
    }

    /// The cloud's value of a parameter.
    fn value(&self, field: &str) -> Option<&'a str> {
        self.here.get(field)
    }

    /// A fact of the device's platform.
    fn fact(&self, name: &str) -> Option<&'a str> {
        self.there.extra.get(name).map(String::as_str)
    }

    /// Whether both ends speak IKEv1, where the offers of quick mode carry the group.
    fn is_ikev1(&self) -> bool {
        let there = self.there.version;
        self.value("IkeVersion") == Some("ikev1") || there == Some(IkeVersion::V1)
    }

    fn versions(&mut self) {
        let here = self.value("IkeVersion");
        let there = self.there.version.filter(|version| *version != IkeVersion::Both);
        if let (Some(here), Some(there)) = (here, there.map(IkeVersion::name))
            && there != here
        {
            self.differs("IkeVersion", Some(here), Some(there), "version").take_over();
        }
        let there = self.there.mode.filter(|mode| *mode != ExchangeMode::Auto);
        if here == Some("ikev1")
            && let (Some(mode), Some(there)) =
                (self.value("IkeMode"), there.map(ExchangeMode::name))
            && there != mode
        {
            self.differs("IkeMode", Some(mode), Some(there), "mode").take_over();
        }
        if let Some(how) = self.fact("encapsulation").filter(|how| *how != "auto") {
            self.differs("encapsulation", Some("tunnel"), Some(how), "encapsulation");
        }
        if let Some(protocol) = self.fact("protocol") {
            self.differs("encapsulation", Some("esp"), Some(protocol), "protocol");
        }
    }

    fn algorithms(&mut self) {
        let (ike, esp) = (&self.there.ike, &self.there.esp);
        let rekey = |field: &str, phase: &Phase| {
            least(self.here.number(field), phase.rekey_s.or(phase.lifetime_s))
        };
        let (ike_rekey, esp_rekey) = (rekey("IkeLifetime", ike), rekey("IpsecLifetime", esp));
        self.offer("IkeEncAlg", &ike.enc(), ike_rekey);
        self.offer("IkeAuthAlg", &ike.auth(), ike_rekey);
        self.offer("IkePfs", &ike.dh(), ike_rekey);
        self.offer("IpsecEncAlg", &esp.enc(), esp_rekey);
        self.offer("IpsecAuthAlg", &esp.auth(), esp_rekey);
        self.offer("IpsecPfs", &esp.dh(), esp_rekey);
        self.combination(["IkeEncAlg", "IkeAuthAlg", "IkePfs"], ike);
        self.combination(["IpsecEncAlg", "IpsecAuthAlg", ""], esp);
        let prf = ike.prf();
        if let Some(hash) = self.value("IkeAuthAlg")
            && self.there.version != Some(IkeVersion::V1)
            && !prf.is_empty()
            && !prf.contains(&hash)
        {
            self.differs("prf", Some(hash), Some(&prf.join(",")), "prf");
        }
    }

    /// One value here, a list there.
    fn offer(&mut self, field: &'static str, list: &[AlgorithmName], rekey: Option<u64>) {
        let Some(here) = self.value(field) else { return };
        if list.is_empty() {
            return self.is_unknown(field, Some(here), None, "not-said");
        }
        let holds = list.contains(&here);
        if holds && list.len() == 1 {
            return;
        }
        let reason = match field {
            _ if holds => "several-offers",
            "IpsecPfs" if self.is_ikev1() => "pfs-offered",
            "IpsecPfs" if here == "disabled" => "pfs-here-off",
            "IpsecPfs" => "pfs-hidden",
            _ => "not-offered",
        };
        let repair = list.iter().find(|name| !holds && CloudTunnel::has_choice(field, name));
        let difference = self.differs(field, Some(here), Some(&list.join(",")), reason);
        difference.after_s = rekey.filter(|_| difference.when == FailureStage::FirstRekey);
        difference.repair_here = repair.map(|name| (*name).to_owned());
    }

    /// Each value may be on offer, and yet not together.
    fn combination(&mut self, fields: [&'static str; 3], phase: &Phase) {
        let suites = phase.suites();
        let wanted: Vec<&str> = fields.iter().filter_map(|field| self.value(field)).collect();
        let alone = |found: &FieldComparison| {
            fields.contains(&found.field) && found.when == FailureStage::NeverUp
        };
        if suites.is_empty() || self.found.iter().any(alone) {
            return;
        }
        let fits =
            |suite: &Vec<AlgorithmName>| suite.iter().zip(&wanted).all(|(one, other)| one == other);
        if wanted.len() >= 2 && !suites.iter().any(fits) {
            let told: Vec<String> = suites.iter().map(|suite| suite.join("-")).collect();
            let (here, there) = (wanted.join("-"), told.join(","));
            self.differs(fields[0], Some(&here), Some(&there), "combination");
        }
    }

    fn lifetimes(&mut self) {
        for (field, phase) in [("IkeLifetime", &self.there.ike), ("IpsecLifetime", &self.there.esp)]
        {
            let (Some(here), Some(there)) = (self.here.number(field), phase.lifetime_s) else {
                continue;
            };
            // A renewal in time may be written as the lifetime itself.
            if here == there || phase.rekey_s == Some(here) {
                continue;
            }
            let reason = if self.is_ikev1() { "lifetime-shorter" } else { "lifetime-own" };
            let (here, there) = (here.to_string(), there.to_string());
            self.differs(field, Some(&here), Some(&there), reason).take_over();
        }
        if let Some(Volume::Kilobytes(kilobytes)) = self.there.esp.volume
            && kilobytes < LARGEST_VOLUME
        {
            self.differs("volume", None, Some(&kilobytes.to_string()), "volume");
        }
    }

    fn networks(&mut self) {
        for (field, there) in [
            ("LocalSubnet", &self.there.remote_subnets),
            ("RemoteSubnet", &self.there.local_subnets),
        ] {
            let Some(here) = self.here.networks(field) else { continue };
            let there: Vec<String> = there.iter().map(|text| without_host(text)).collect();
            if there.is_empty() {
                self.is_unknown(field, Some(&here.join(",")), None, "not-said");
                continue;
            }
            let same = here.len() == there.len() && here.iter().all(|net| there.contains(net));
            if same && (here.len() == 1 || !self.is_ikev1()) {
                continue;
            }
            // IKEv1 takes a pair as it is or refuses it; IKEv2 narrows it to what both have.
            let some = |fits: fn(&str, &str) -> bool| {
                here.iter().any(|one| there.iter().any(|other| fits(one, other)))
            };
            let common =
                if self.is_ikev1() { some(|one, other| one == other) } else { some(overlap) };
            let reason = match (same, common) {
                (true, _) => "one-pair",
                (false, true) => "networks-partly",
                (false, false) if self.is_ikev1() && some(overlap) => "networks-narrower",
                (false, false) if self.is_ikev1() => "networks-exactly",
                (false, false) => "networks",
            };
            let found = self.differs(field, Some(&here.join(",")), Some(&there.join(",")), reason);
            if !same {
                found.take_over();
            }
        }
    }

    fn sessions(&mut self) {
        let (cidr, neighbor) = (self.value("TunnelCidr"), self.value("LocalBgpIp"));
        let wanted = neighbor.is_some() || cidr.is_some();
        if let Some(bgp) = &self.there.bgp {
            for (field, there) in
                [("CustomerGatewayAsn", bgp.local_as), ("LocalAsn", bgp.remote_as)]
            {
                if let (Some(here), Some(there)) = (self.value(field), there)
                    && here.parse::<Asn>().map(|asn| asn.number()) != Ok(there)
                {
                    let there = there.to_string();
                    self.differs(field, Some(here), Some(&there), "as-number").take_over();
                }
            }
            let there = Some(bgp.neighbor.as_str()).filter(|there| !there.is_empty());
            if neighbor.is_some() && there.is_some() && neighbor != there {
                self.differs("LocalBgpIp", neighbor, there, "neighbour").take_over();
            }
        } else if wanted && self.there.route_based && !self.there.bgp_unread {
            self.differs("LocalBgpIp", neighbor, None, "no-session");
        }
        if let (Some(here), Some(inside)) = (cidr, &self.there.inside)
            && !is_in(inside.split('/').next().unwrap_or_default(), here)
        {
            let there = without_host(inside);
            let found = self.differs("TunnelCidr", Some(here), Some(&there), "inside");
            if there.parse::<TunnelCidr>().is_ok() {
                found.take_over();
            }
        }
    }

    fn behaviour(&mut self) {
        let on = |flag: bool| Some(if flag { "true" } else { "false" });
        let probes = self.there.dpd.as_ref().map(|dpd| dpd.enabled);
        if let (Some(here), Some(probes)) = (self.here.flag("EnableDpd"), probes)
            && here != probes
        {
            self.differs("EnableDpd", on(here), on(probes), "dpd").take_over();
        }
        match (self.here.flag("EnableNatTraversal"), self.there.nat_t) {
            (Some(true), Some(NatTraversal::Off)) => {
                self.differs("EnableNatTraversal", on(true), on(false), "nat-traversal");
            }
            (Some(false), Some(NatTraversal::Forced)) => {
                let reason = "nat-traversal-forced";
                self.differs("EnableNatTraversal", on(false), Some("forced"), reason).repair_here =
                    Some("true".to_owned());
            }
            _ => {}
        }
        if self.here.flag("EffectImmediately") == Some(false)
            && self.there.start == Some(StartAction::Respond)
        {
            self.differs("EffectImmediately", on(false), Some("responds"), "both-wait")
                .repair_here = Some("true".to_owned());
        }
        self.interface();
    }

    /// What a device has for its tunnel alone.
    fn interface(&mut self) {
        if let Some(mtu) = self.there.mtu.filter(|mtu| *mtu > LARGEST_MTU) {
            self.differs("mtu", Some("1400"), Some(&mtu.to_string()), "mtu");
        }
        let hash = self.value("IpsecAuthAlg").unwrap_or_default();
        let hashes = hash.starts_with("sha") && hash != "sha1";
        let old =
            self.fact("sha2_compatible") == Some("no") || self.fact("sha256_96") == Some("yes");
        if hashes && old {
            self.differs("sha2", Some("RFC 4868"), Some("not compatible"), "sha2");
        }
        if self.there.inactive {
            self.differs("tunnel", Some("on"), Some("off"), "switched-off");
        }
    }
}

/// A network without the host bits of its address; a text that is none, as it is.
fn without_host(text: &str) -> String {
    text.parse::<ipnet::Ipv4Net>().map_or_else(|_| text.to_owned(), |net| net.trunc().to_string())
}

fn least(one: Option<u64>, other: Option<u64>) -> Option<u64> {
    one.into_iter().chain(other).min()
}

fn overlap(one: &str, other: &str) -> bool {
    match (one.parse::<ipnet::Ipv4Net>(), other.parse::<ipnet::Ipv4Net>()) {
        (Ok(one), Ok(other)) => one.contains(&other) || other.contains(&one),
        _ => one == other,
    }
}
