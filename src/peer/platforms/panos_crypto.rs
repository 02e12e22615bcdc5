//! The crypto profiles of PAN-OS.

use super::super::crypto_proposal::{CryptoProposal, Phase, Volume};
use super::super::device_tunnel::DeviceTunnel;
use super::super::reading::ParsedConfig;
use super::super::source_line::SettingLines as _;
use super::super::tree::Node;
use super::super::vocabulary::{cipher, each, group, hash};

/// The units of a lifetime in seconds.
pub(super) const UNITS: [(&str, u64); 4] =
    [("seconds", 1), ("minutes", 60), ("hours", 3600), ("days", 86_400)];

/// Seconds of `lifetime hours 24`.
pub(super) fn lifetime(profile: &Node) -> Option<u64> {
    UNITS
        .into_iter()
        .find_map(|(unit, factor)| profile.number(&format!("lifetime {unit}"))?.checked_mul(factor))
}

pub(super) fn ike(
    network: &Node,
    gateway: &Node,
    name: Option<&str>,
    tunnel: &mut DeviceTunnel,
    reading: &mut ParsedConfig,
) {
    let profiles = network.at("ike crypto-profiles ike-crypto-profiles");
    let wanted = name.unwrap_or("default");
    tunnel.object("ike-proposal", wanted);
    let Some(profile) = profiles.and_then(|all| all.child(wanted)) else {
        if wanted == "default" {
            tunnel.ike.offers.push(CryptoProposal::default());
        } else {
            reading.missing("IKE crypto profile", wanted, gateway.line);
            tunnel.unresolved.insert("ike");
        }
        return;
    };
    let mut unknown = Vec::new();
    tunnel.ike.offers.push(CryptoProposal {
        enc: each(profile.texts("encryption"), cipher, &mut unknown),
        auth: each(profile.texts("hash"), hash, &mut unknown),
        prf: Vec::new(),
        dh: each(profile.texts("dh-group"), group, &mut unknown),
    });
    reading.unknown_words(unknown, profile.line);
    tunnel.record_lines(
        profile,
        &[("ike.enc", "encryption"), ("ike.auth", "hash"), ("ike.dh", "dh-group")],
    );
    for unit in UNITS {
        tunnel.record_lines(profile, &[("ike.lifetime_s", &format!("lifetime {}", unit.0))]);
    }
    tunnel.ike.lifetime_s = tunnel.ike.lifetime_s.or(lifetime(profile));
}

pub(super) fn esp(
    network: &Node,
    node: &Node,
    tunnel: &mut DeviceTunnel,
    reading: &mut ParsedConfig,
) {
    let profiles = network.at("ike crypto-profiles ipsec-crypto-profiles");
    let wanted = node.text("auto-key ipsec-crypto-profile").unwrap_or("default");
    tunnel.object("esp-proposal", wanted);
    let Some(profile) = profiles.and_then(|all| all.child(wanted)) else {
        if wanted != "default" {
            reading.missing("IPsec crypto profile", wanted, node.line);
            tunnel.unresolved.extend(["esp", "esp.life", "esp.pfs"]);
        }
        return;
    };
    let mut unknown = Vec::new();
    let mut offer = CryptoProposal {
        enc: each(profile.texts("esp encryption"), cipher, &mut unknown),
        auth: each(profile.texts("esp authentication"), hash, &mut unknown),
        ..CryptoProposal::default()
    };
    offer.auth.retain(|name| *name != "none");
    if profile.has("ah") {
        offer.enc = vec!["none"];
        offer.auth = each(profile.texts("ah authentication"), hash, &mut unknown);
        tunnel.extra.insert("protocol", "ah".to_owned());
    }
    tunnel.record_lines(
        profile,
        &[
            ("esp.enc", "esp encryption"),
            ("esp.auth", "esp authentication"),
            ("esp.auth", "ah authentication"),
            ("esp.enc", "ah authentication"),
            ("esp.pfs", "dh-group"),
            ("protocol", "ah authentication"),
        ],
    );
    for (field, name) in [("esp.lifetime_s", "lifetime"), ("esp.lifetime_kb", "lifesize")] {
        if let Some(node) = profile.at(name) {
            let line = node.children.first().and_then(|unit| node.setting_line(&unit.name));
            tunnel.lines.extend(line.map(|line| (field, line)));
        }
    }
    let mut phase =
        Phase { offers: vec![offer], lifetime_s: lifetime(profile), ..Phase::default() };
    phase.groups = match profile.text("dh-group") {
        Some("no-pfs") => vec!["disabled"],
        Some(_) => each(profile.texts("dh-group"), group, &mut unknown),
        None => Vec::new(),
    };
    phase.volume = [("kb", 1), ("mb", 1024), ("gb", 1_048_576), ("tb", 1_073_741_824)]
        .into_iter()
        .find_map(|(unit, factor)| profile.number(&format!("lifesize {unit}"))?.checked_mul(factor))
        .map(Volume::Kilobytes);
    reading.unknown_words(unknown, profile.line);
    tunnel.esp = phase;
}
