//! Both ends field by field, what is the same included.

use super::cloud::CloudTunnel;
use super::compare::compare;
use super::crypto_proposal::Volume;
use super::device_tunnel::{
    DeviceTunnel, IkeVersion, NatTraversal, PeerIdentity, PeerKeyForm, StartAction,
};
use super::difference::{FieldComparison, FieldVerdict};
use super::field_lines::field_line;
use super::platforms::remedies::remedy;
use super::reading::ParsedConfig;

/// Every field of a tunnel of the cloud held against one of a device: differences in the order in which
/// they would bite, with the repair on either side; then what one end does not say; then what agrees.
pub fn compare_fields(
    here: &CloudTunnel,
    there: &DeviceTunnel,
    reading: &ParsedConfig,
) -> Vec<FieldComparison> {
    let mut found = compare(here, there);
    found.extend(no_renewal(there, reading));
    found.sort_by_key(|difference| (difference.verdict == FieldVerdict::Unknown, difference.when));
    for difference in found.iter_mut().filter(|one| one.verdict == FieldVerdict::Differs) {
        // A combination is repaired as a whole.
        let fields: &[&str] = match (difference.reason, difference.field) {
            ("combination", "IkeEncAlg") => &["IkeEncAlg", "IkeAuthAlg", "IkePfs"],
            ("combination", "IpsecEncAlg") => &["IpsecEncAlg", "IpsecAuthAlg"],
            (_, field) => &[field],
        };
        let all = fields.iter().map(|field| remedy(reading.platform, field, here, there));
        let mut all: Vec<Vec<String>> = all.collect();
        all.dedup();
        difference.repair_there = all.concat();
    }
    let told: Vec<&str> = found.iter().map(|difference| difference.field).collect();
    let mut rest: Vec<FieldComparison> = FIELDS
        .iter()
        .filter(|field| !told.contains(field))
        .filter_map(|field| same_value(field, here, there))
        .collect();
    rest.sort_by_key(|one| one.verdict == FieldVerdict::Agrees);
    found.extend(rest);
    found
}

/// The fields that are told even where nothing is wrong with them.
const FIELDS: [&str; 23] = [
    "IkeVersion",
    "IkeMode",
    "IkeEncAlg",
    "IkeAuthAlg",
    "IkePfs",
    "IkeLifetime",
    "IpsecEncAlg",
    "IpsecAuthAlg",
    "IpsecPfs",
    "IpsecLifetime",
    "LocalId",
    "RemoteId",
    "Psk",
    "GatewayIp",
    "CustomerGatewayIp",
    "LocalSubnet",
    "RemoteSubnet",
    "LocalAsn",
    "CustomerGatewayAsn",
    "LocalBgpIp",
    "TunnelCidr",
    "EnableDpd",
    "EnableNatTraversal",
];

/// A field that no difference was found in: it agrees, or an end does not say. `None` where neither has it.
fn same_value(
    field: &'static str,
    here: &CloudTunnel,
    there: &DeviceTunnel,
) -> Option<FieldComparison> {
    // IKEv2 has no modes.
    if field == "IkeMode" && here.get("IkeVersion") == Some("ikev2") {
        return None;
    }
    let own = match field {
        "Psk" => here.key.as_ref().map(|_| "set".to_owned()),
        "LocalId" => here.get(field).or(here.get("GatewayIp")).map(str::to_owned),
        "RemoteId" => here.get(field).or(here.get("CustomerGatewayIp")).map(str::to_owned),
        _ => here.get(field).map(str::to_owned),
    };
    let other = value(field, there);
    if own.is_none() && (other.is_none() || field == "Psk") {
        return None;
    }
    let known = own.is_some() && other.is_some();
    let (verdict, reason) = match own {
        _ if known => (FieldVerdict::Agrees, "same"),
        Some(_) => (FieldVerdict::Unknown, "not-said"),
        None => (FieldVerdict::Unknown, "not-in-draft"),
    };
    let mut found = FieldComparison::new(field, own, other, reason);
    found.verdict = verdict;
    found.line = found.there.as_ref().and_then(|_| field_line(field, there));
    Some(found)
}

/// The value of a device in the terms of the cloud.
fn value(field: &str, there: &DeviceTunnel) -> Option<String> {
    let list = |names: Vec<&'static str>| (!names.is_empty()).then(|| names.join(","));
    let number = |number: Option<u64>| number.map(|number| number.to_string());
    let id = |id: &Option<PeerIdentity>| id.as_ref().and_then(|id| id.value.clone());
    let nets = |nets: &[String]| (!nets.is_empty()).then(|| nets.join(","));
    let bgp = there.bgp.as_ref();
    match field {
        "IkeVersion" => there.version.map(|version| match version {
            IkeVersion::Both => "ikev1,ikev2".to_owned(),
            one => one.name().to_owned(),
        }),
        "IkeMode" => there.mode.map(|mode| mode.name().to_owned()),
        "IkeEncAlg" => list(there.ike.enc()),
        "IkeAuthAlg" => list(there.ike.auth()),
        "IkePfs" => list(there.ike.dh()),
        "IkeLifetime" => number(there.ike.lifetime_s),
        "IpsecEncAlg" => list(there.esp.enc()),
        "IpsecAuthAlg" => list(there.esp.auth()),
        "IpsecPfs" => list(there.esp.dh()),
        "IpsecLifetime" => number(there.esp.lifetime_s),
        "LocalId" => id(&there.remote_id),
        "RemoteId" => id(&there.local_id),
        "Psk" => (there.key.form != PeerKeyForm::Missing).then(|| "set".to_owned()),
        "GatewayIp" => there.remote_address.clone(),
        "CustomerGatewayIp" => there.local_address.clone(),
        "LocalSubnet" => nets(&there.remote_subnets),
        "RemoteSubnet" => nets(&there.local_subnets),
        "LocalAsn" => bgp.and_then(|bgp| bgp.remote_as).map(|asn| asn.to_string()),
        "CustomerGatewayAsn" => bgp.and_then(|bgp| bgp.local_as).map(|asn| asn.to_string()),
        "LocalBgpIp" => bgp.map(|bgp| bgp.neighbor.clone()),
        "TunnelCidr" => {
            let net: ipnet::Ipv4Net = there.inside.as_ref()?.parse().ok()?;
            Some(net.trunc().to_string())
        }
        "EnableDpd" => there.dpd.as_ref().map(|dpd| dpd.enabled.to_string()),
        "EnableNatTraversal" => there.nat_t.map(|how| (how != NatTraversal::Off).to_string()),
        "EffectImmediately" => {
            there.start.map(|start| (start == StartAction::Initiate).to_string())
        }
        "volume" => match there.esp.volume? {
            Volume::Unlimited => None,
            Volume::Kilobytes(kilobytes) => Some(kilobytes.to_string()),
        },
        _ => None,
    }
}

/// strongSwan before 5.9.9 renews the keys of phase 2 after an hour whatever `life_time` says, so an SA
/// that ends sooner is never renewed.
fn no_renewal(there: &DeviceTunnel, reading: &ParsedConfig) -> Option<FieldComparison> {
    const HOUR: u64 = 3600;
    let old = reading.numbers().is_some_and(|release| !release.is_at_least("5.9.9"));
    let life = there.esp.lifetime_s.filter(|life| *life <= HOUR)?;
    let alone = there.extra.get("life_time_alone").is_some_and(|alone| alone == "yes");
    (reading.platform == "strongswan" && old && alone).then(|| {
        let mut found = FieldComparison::new("rekey", None, Some("never".to_owned()), "no-renewal");
        found.after_s = Some(life);
        found.line = field_line("rekey", there);
        found
    })
}
