//! The groups of VyOS, which hold the proposals of both phases.

use super::super::crypto_proposal::{CryptoProposal, Volume};
use super::super::device_tunnel::{DeviceTunnel, Dpd, ExchangeMode, IkeVersion};
use super::super::reading::ParsedConfig;
use super::super::sessions::BgpSessions;
use super::super::tree::Node;
use super::super::vocabulary::{cipher, each, group, hash};

pub(super) struct Config<'a> {
    pub(super) root: &'a Node,
    pub(super) ipsec: &'a Node,
    pub(super) sessions: BgpSessions,
    /// The keys, each with the names it is for.
    pub(super) keys: Vec<(&'a Node, Vec<&'a str>)>,
    pub(super) edgeos: bool,
}

pub(super) fn proposals(node: &Node, reading: &mut ParsedConfig) -> Vec<CryptoProposal> {
    let mut unknown = Vec::new();
    let mut numbered: Vec<&Node> = node.each("proposal").filter(|proposal| !proposal.off).collect();
    numbered.sort_by_key(|proposal| proposal.name.parse::<u32>().unwrap_or(u32::MAX));
    let offers = numbered.into_iter().map(|proposal| CryptoProposal {
        enc: each(proposal.text("encryption"), cipher, &mut unknown),
        auth: each(proposal.text("hash"), hash, &mut unknown),
        prf: each(proposal.text("prf"), hash, &mut unknown),
        dh: each(proposal.text("dh-group"), group, &mut unknown),
    });
    let offers = offers.collect();
    reading.unknown_words(unknown, node.line);
    offers
}

/// Notes where the words of the first proposal of a group stand: cipher, hash, function, group.
pub(super) fn offer_lines(node: &Node, fields: [&'static str; 4], tunnel: &mut DeviceTunnel) {
    for proposal in node.each("proposal").filter(|proposal| !proposal.off) {
        for (field, word) in fields.into_iter().zip(["encryption", "hash", "prf", "dh-group"]) {
            if !field.is_empty() {
                tunnel.record_lines(proposal, &[(field, word)]);
            }
        }
    }
}

pub(super) fn ike(
    config: &Config<'_>,
    peer: &Node,
    tunnel: &mut DeviceTunnel,
    reading: &mut ParsedConfig,
) {
    let name = peer.text("ike-group").unwrap_or_default();
    let Some(node) = config.ipsec.at("ike-group").and_then(|all| all.child(name)) else {
        reading.missing("ike-group", name, peer.line);
        tunnel.unresolved.extend(["ike", "ike_version"]);
        return;
    };
    tunnel.version = match node.text("key-exchange") {
        Some("ikev1") => Some(IkeVersion::V1),
        Some("ikev2") => Some(IkeVersion::V2),
        Some("auto") => Some(IkeVersion::Both),
        _ => None,
    };
    tunnel.mode = match node.text("mode") {
        Some("aggressive") => Some(ExchangeMode::Aggressive),
        Some("main") => Some(ExchangeMode::Main),
        _ => None,
    };
    tunnel.object("ike-proposal", name);
    tunnel.ike.offers = proposals(node, reading);
    offer_lines(node, ["ike.enc", "ike.auth", "ike.prf", "ike.dh"], tunnel);
    tunnel.record_lines(
        node,
        &[
            ("ike_version", "key-exchange"),
            ("mode", "mode"),
            ("ike.lifetime_s", "lifetime"),
            ("dpd", "dead-peer-detection interval"),
            ("dpd", "dead-peer-detection action"),
        ],
    );
    if tunnel.version == Some(IkeVersion::V2) {
        for offer in tunnel.ike.offers.iter_mut().filter(|offer| offer.prf.is_empty()) {
            offer.prf.clone_from(&offer.auth);
        }
    }
    if let Some(seconds) = node.number("lifetime") {
        if config.edgeos {
            tunnel.ike.lifetime_s = Some(seconds);
        } else {
            // VyOS hands its lifetime to the daemon as the time of the rekey; the end is 10 % later.
            tunnel.ike.rekey_s = Some(seconds);
            tunnel.ike.lifetime_s = Some(seconds.saturating_add(seconds / 10));
        }
    }
    if let Some(probes) = node.at("dead-peer-detection") {
        probes.text("action");
        tunnel.dpd = Some(Dpd {
            enabled: true,
            delay_s: probes.number("interval").or(Some(30)),
            retries: None,
            timeout_s: probes.number("timeout").or(Some(120)),
            mode: Some("periodic"),
        });
    }
    for name in ["close-action", "ikev2-reauth", "disable-mobike", "mobike", "description"] {
        node.at(name).inspect(|node| node.understand());
    }
}

pub(super) fn esp(
    config: &Config<'_>,
    peer: &Node,
    named: Option<&str>,
    tunnel: &mut DeviceTunnel,
    reading: &mut ParsedConfig,
) {
    let name = named.or_else(|| peer.text("default-esp-group")).unwrap_or_default();
    peer.text("default-esp-group");
    let Some(node) = config.ipsec.at("esp-group").and_then(|all| all.child(name)) else {
        reading.missing("esp-group", name, peer.line);
        tunnel.unresolved.extend(["esp", "esp.life", "esp.pfs"]);
        return;
    };
    tunnel.object("esp-proposal", name);
    tunnel.esp.offers = proposals(node, reading);
    offer_lines(node, ["esp.enc", "esp.auth", "", ""], tunnel);
    tunnel.record_lines(
        node,
        &[("esp.lifetime_s", "lifetime"), ("esp.lifetime_kb", "life-bytes"), ("esp.pfs", "pfs")],
    );
    tunnel.esp.lifetime_s = node.number("lifetime");
    let bytes = node.number("life-bytes").map(|bytes| Volume::Kilobytes(bytes / 1024));
    tunnel.esp.volume = bytes;
    match node.text("pfs") {
        Some("disable") => tunnel.esp.groups = vec!["disabled"],
        Some("enable") | None => {}
        Some(name) => {
            let mut unknown = Vec::new();
            tunnel.esp.groups = each(Some(name), group, &mut unknown);
            reading.unknown_words(unknown, node.line);
        }
    }
    for name in ["compression", "mode", "description", "disable-rekey"] {
        node.at(name).inspect(|node| node.understand());
    }
}
