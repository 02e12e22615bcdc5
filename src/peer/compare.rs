//! The two ends held against each other: what differs, when it bites, and what each end could do.

mod identity;

use super::cloud::CloudTunnel;
use super::device_tunnel::{
    AlgorithmName, DeviceTunnel, ExchangeMode, IkeVersion, NatTraversal, Phase, StartAction, Volume,
};
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

impl Comparison<'_> {
    fn differs(
        &mut self,
        field: &'static str,
        here: Option<String>,
        there: Option<String>,
        when: FailureStage,
        reason: &'static str,
    ) -> &mut FieldComparison {
        let line = there.as_ref().and_then(|_| field_line(field, self.there));
        let found = FieldComparison::new(field, here, there, when);
        self.found.push(FieldComparison { reason, line, ..found });
        let last = self.found.len() - 1;
        &mut self.found[last]
    }

    /// Whether both ends speak IKEv1, where the offers of quick mode carry the group.
    fn is_ikev1(&self) -> bool {
        let there = self.there.version;
        self.here.get("IkeVersion") == Some("ikev1") || there == Some(IkeVersion::V1)
    }

    fn versions(&mut self) {
        let here = self.here.get("IkeVersion").map(str::to_owned);
        let there = self.there.version;
        if let (Some(here), Some(version)) = (&here, there)
            && version != IkeVersion::Both
            && version.name() != here
        {
            let difference = self.differs(
                "IkeVersion",
                Some(here.clone()),
                Some(version.name().to_owned()),
                FailureStage::NeverUp,
                "version",
            );
            difference.repair_here = Some(version.name().to_owned());
        }
        let mode = self.here.get("IkeMode").map(str::to_owned);
        if here.as_deref() == Some("ikev1")
            && let (Some(mode), Some(other)) = (mode, self.there.mode)
            && other != ExchangeMode::Auto
            && other.name() != mode
        {
            let difference = self.differs(
                "IkeMode",
                Some(mode),
                Some(other.name().to_owned()),
                FailureStage::NeverUp,
                "mode",
            );
            difference.repair_here = Some(other.name().to_owned());
        }
        if let Some(how) =
            self.there.extra.get("encapsulation").filter(|how| *how != "auto").cloned()
        {
            self.differs(
                "encapsulation",
                Some("tunnel".to_owned()),
                Some(how),
                FailureStage::NeverUp,
                "encapsulation",
            );
        }
        if let Some(protocol) = self.there.extra.get("protocol").cloned() {
            self.differs(
                "encapsulation",
                Some("esp".to_owned()),
                Some(protocol),
                FailureStage::NeverUp,
                "protocol",
            );
        }
    }

    fn algorithms(&mut self) {
        let there = self.there;
        let ike_rekey =
            least(self.here.number("IkeLifetime"), there.ike.rekey_s.or(there.ike.lifetime_s));
        let esp_rekey = self.esp_rekey();
        let refused = FailureStage::NeverUp;
        self.offer("IkeEncAlg", &there.ike.enc(), refused, ike_rekey);
        self.offer("IkeAuthAlg", &there.ike.auth(), refused, ike_rekey);
        self.offer("IkePfs", &there.ike.dh(), refused, ike_rekey);
        self.offer("IpsecEncAlg", &there.esp.enc(), refused, esp_rekey);
        self.offer("IpsecAuthAlg", &there.esp.auth(), refused, esp_rekey);
        let hidden = if self.is_ikev1() { FailureStage::NeverUp } else { FailureStage::FirstRekey };
        self.offer("IpsecPfs", &there.esp.dh(), hidden, esp_rekey);
        self.combination(["IkeEncAlg", "IkeAuthAlg", "IkePfs"], &there.ike);
        self.combination(["IpsecEncAlg", "IpsecAuthAlg", ""], &there.esp);
        let prf = there.ike.prf();
        if let Some(hash) = self.here.get("IkeAuthAlg").map(str::to_owned)
            && there.version != Some(IkeVersion::V1)
            && !prf.is_empty()
            && !prf.iter().any(|name| *name == hash)
        {
            self.differs("prf", Some(hash), Some(prf.join(",")), FailureStage::NeverUp, "prf");
        }
    }

    fn esp_rekey(&self) -> Option<u64> {
        let esp = &self.there.esp;
        least(self.here.number("IpsecLifetime"), esp.rekey_s.or(esp.lifetime_s))
    }

    /// One value here, a list there.
    fn offer(
        &mut self,
        field: &'static str,
        list: &[AlgorithmName],
        refused: FailureStage,
        rekey: Option<u64>,
    ) {
        let Some(here) = self.here.get(field).map(str::to_owned) else { return };
        if list.is_empty() {
            let difference = self.differs(field, Some(here), None, FailureStage::Never, "not-said");
            difference.verdict = FieldVerdict::Unknown;
            return;
        }
        let holds = list.iter().any(|name| *name == here);
        if holds && list.len() == 1 {
            return;
        }
        let (when, reason) = match (holds, refused) {
            (true, _) => (FailureStage::FirstRekey, "several-offers"),
            (false, FailureStage::FirstRekey) if here == "disabled" => {
                (FailureStage::FirstRekey, "pfs-here-off")
            }
            (false, FailureStage::FirstRekey) => (FailureStage::FirstRekey, "pfs-hidden"),
            (false, _) if field == "IpsecPfs" => (FailureStage::NeverUp, "pfs-offered"),
            (false, _) => (FailureStage::NeverUp, "not-offered"),
        };
        let repair = list
            .iter()
            .find(|name| !holds && CloudTunnel::has_choice(field, name))
            .map(|name| (*name).to_owned());
        let difference = self.differs(field, Some(here), Some(list.join(",")), when, reason);
        difference.after_s = rekey.filter(|_| when == FailureStage::FirstRekey);
        difference.repair_here = repair;
    }

    /// Each value may be on offer, and yet not together.
    fn combination(&mut self, fields: [&'static str; 3], phase: &Phase) {
        let suites = phase.suites();
        let wanted: Vec<&str> = fields.iter().filter_map(|field| self.here.get(field)).collect();
        let alone = |field: &str| {
            self.found
                .iter()
                .any(|found| found.field == field && found.when == FailureStage::NeverUp)
        };
        if suites.is_empty() || fields.iter().any(|field| alone(field)) {
            return;
        }
        let fits =
            |suite: &Vec<AlgorithmName>| suite.iter().zip(&wanted).all(|(one, other)| one == other);
        if wanted.len() >= 2 && !suites.iter().any(fits) {
            let told: Vec<String> = suites.iter().map(|suite| suite.join("-")).collect();
            let here = wanted.join("-");
            self.differs(
                fields[0],
                Some(here),
                Some(told.join(",")),
                FailureStage::NeverUp,
                "combination",
            );
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
            let difference = self.differs(
                field,
                Some(here.to_string()),
                Some(there.to_string()),
                FailureStage::Never,
                reason,
            );
            difference.repair_here = Some(there.to_string());
        }
        if let Some(Volume::Kilobytes(kilobytes)) = self.there.esp.volume
            && kilobytes < LARGEST_VOLUME
        {
            self.differs(
                "volume",
                None,
                Some(kilobytes.to_string()),
                FailureStage::FirstRekey,
                "volume",
            );
        }
    }

    fn networks(&mut self) {
        for (field, there) in [
            ("LocalSubnet", &self.there.remote_subnets),
            ("RemoteSubnet", &self.there.local_subnets),
        ] {
            let Some(here) = self.here.networks(field) else { continue };
            let there: Vec<String> = there
                .iter()
                .map(|text| {
                    text.parse::<ipnet::Ipv4Net>()
                        .map_or_else(|_| text.clone(), |net| net.trunc().to_string())
                })
                .collect();
            if there.is_empty() {
                let difference = self.differs(
                    field,
                    Some(here.join(",")),
                    None,
                    FailureStage::Never,
                    "not-said",
                );
                difference.verdict = FieldVerdict::Unknown;
                continue;
            }
            let same = here.len() == there.len() && here.iter().all(|net| there.contains(net));
            if same && (here.len() == 1 || !self.is_ikev1()) {
                continue;
            }
            // IKEv1 takes a pair as it is or refuses it; IKEv2 narrows it to what both have.
            let fits: fn(&str, &str) -> bool =
                if self.is_ikev1() { |one, other| one == other } else { overlap };
            let common = here.iter().any(|one| there.iter().any(|other| fits(one, other)));
            let near = here.iter().any(|one| there.iter().any(|other| overlap(one, other)));
            let (when, reason) = match (same, common) {
                (true, _) => (FailureStage::FirstTraffic, "one-pair"),
                (false, false) if self.is_ikev1() && near => {
                    (FailureStage::NeverUp, "networks-narrower")
                }
                (false, false) if self.is_ikev1() => (FailureStage::NeverUp, "networks-exactly"),
                (false, true) => (FailureStage::FirstTraffic, "networks-partly"),
                (false, false) => (FailureStage::NeverUp, "networks"),
            };
            let repair = (!same).then(|| there.join(","));
            let difference =
                self.differs(field, Some(here.join(",")), Some(there.join(",")), when, reason);
            difference.repair_here = repair;
        }
    }

    fn sessions(&mut self) {
        let cidr = self.here.get("TunnelCidr").map(str::to_owned);
        let wanted = self.here.get("LocalBgpIp").is_some() || cidr.is_some();
        if let Some(bgp) = &self.there.bgp {
            for (field, there) in
                [("CustomerGatewayAsn", bgp.local_as), ("LocalAsn", bgp.remote_as)]
            {
                if let (Some(here), Some(there)) = (self.here.get(field).map(str::to_owned), there)
                    && here.parse::<crate::connection::value::Asn>().map(|asn| asn.number())
                        != Ok(there)
                {
                    let difference = self.differs(
                        field,
                        Some(here),
                        Some(there.to_string()),
                        FailureStage::FirstTraffic,
                        "as-number",
                    );
                    difference.repair_here = Some(there.to_string());
                }
            }
            if let Some(here) = self.here.get("LocalBgpIp").map(str::to_owned)
                && here != bgp.neighbor
                && !bgp.neighbor.is_empty()
            {
                let there = Some(bgp.neighbor.clone());
                let difference = self.differs(
                    "LocalBgpIp",
                    Some(here),
                    there.clone(),
                    FailureStage::FirstTraffic,
                    "neighbour",
                );
                difference.repair_here = there;
            }
        } else if wanted && self.there.route_based && !self.there.bgp_unread {
            let here = self.here.get("LocalBgpIp").map(str::to_owned);
            self.differs("LocalBgpIp", here, None, FailureStage::FirstTraffic, "no-session");
        }
        if let (Some(here), Some(inside)) = (cidr, self.there.inside.clone()) {
            let own = inside.split('/').next().unwrap_or_default();
            if !is_in(own, &here) {
                let there =
                    inside.parse::<ipnet::Ipv4Net>().map_or(inside, |net| net.trunc().to_string());
                let difference = self.differs(
                    "TunnelCidr",
                    Some(here),
                    Some(there.clone()),
                    FailureStage::FirstTraffic,
                    "inside",
                );
                let fits = there.parse::<crate::connection::value::TunnelCidr>().is_ok();
                difference.repair_here = fits.then_some(there);
            }
        }
    }

    fn behaviour(&mut self) {
        let on = |flag: bool| Some(flag.to_string());
        let probes = self.there.dpd.as_ref().map(|dpd| dpd.enabled);
        if let (Some(here), Some(probes)) = (self.here.flag("EnableDpd"), probes)
            && here != probes
        {
            let difference =
                self.differs("EnableDpd", on(here), on(probes), FailureStage::Failover, "dpd");
            difference.repair_here = on(probes);
        }
        let wraps = self.there.nat_t;
        match self.here.flag("EnableNatTraversal") {
            Some(true) if wraps == Some(NatTraversal::Off) => {
                self.differs(
                    "EnableNatTraversal",
                    on(true),
                    on(false),
                    FailureStage::FirstTraffic,
                    "nat-traversal",
                );
            }
            Some(false) if wraps == Some(NatTraversal::Forced) => {
                let there = Some("forced".to_owned());
                let difference = self.differs(
                    "EnableNatTraversal",
                    on(false),
                    there,
                    FailureStage::NeverUp,
                    "nat-traversal-forced",
                );
                difference.repair_here = on(true);
            }
            _ => {}
        }
        if self.here.flag("EffectImmediately") == Some(false)
            && self.there.start == Some(StartAction::Respond)
        {
            let there = Some("responds".to_owned());
            self.differs(
                "EffectImmediately",
                on(false),
                there,
                FailureStage::NeverUp,
                "both-wait",
            )
            .repair_here = on(true);
        }
        if let Some(mtu) = self.there.mtu.filter(|mtu| *mtu > LARGEST_MTU) {
            self.differs(
                "mtu",
                Some("1400".to_owned()),
                Some(mtu.to_string()),
                FailureStage::FirstTraffic,
                "mtu",
            );
        }
        let hashes = self
            .here
            .get("IpsecAuthAlg")
            .is_some_and(|name| name.starts_with("sha") && name != "sha1");
        let old = self.there.extra.get("sha2_compatible").is_some_and(|value| value == "no")
            || self.there.extra.get("sha256_96").is_some_and(|value| value == "yes");
        if hashes && old {
            let (here, there) = (Some("RFC 4868".to_owned()), Some("not compatible".to_owned()));
            self.differs("sha2", here, there, FailureStage::FirstTraffic, "sha2");
        }
        if self.there.inactive {
            self.differs(
                "tunnel",
                Some("on".to_owned()),
                Some("off".to_owned()),
                FailureStage::NeverUp,
                "switched-off",
            );
        }
    }
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
