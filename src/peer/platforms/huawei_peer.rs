//! The peers of VRP and the proposals they name.

use super::super::block::{ConfigBlock, unquoted};
use super::super::crypto_proposal::CryptoProposal;
use super::super::device_tunnel::{
    DeviceTunnel, Dpd, ExchangeMode, IdKind, IkeVersion, NatTraversal, PeerIdentity,
};
use super::super::reading::ParsedConfig;
use super::super::vocabulary::{cipher, each, group, hash};
use super::cisco_ike::MOST_POLICIES;
use super::vrp_common::{VrpConfig, key, words};

pub(super) fn read_peer(
    config: &VrpConfig<'_>,
    tunnel: &mut DeviceTunnel,
    peer: &ConfigBlock,
    named: Option<&str>,
    reading: &mut ParsedConfig,
) {
    tunnel.version = version(peer, named);
    tunnel.mode = match peer.get("exchange-mode") {
        Some("main") => Some(ExchangeMode::Main),
        Some("aggressive") => Some(ExchangeMode::Aggressive),
        Some("auto") => Some(ExchangeMode::Auto),
        _ => None,
    };
    tunnel.record_lines(
        peer,
        &[
            ("ike_version", "undo version"),
            ("ike_version", "version"),
            ("mode", "exchange-mode"),
            ("remote_address", "remote-address"),
            ("nat_t", "undo nat traversal"),
            ("nat_t", "nat traversal"),
            ("dpd", "dpd"),
        ],
    );
    if named.is_some() {
        tunnel.record_line("ike_version", peer.line);
    }
    addresses(tunnel, peer);
    if let Some((line, text)) = peer.find("pre-shared-key") {
        tunnel.key = key(text);
        tunnel.record_line("psk", line.line);
    }
    identities(config, tunnel, peer);
    tunnel.dpd = dpd(config.root, peer);
    if peer.get("dpd type").is_none() && tunnel.dpd.is_some() {
        tunnel.object("global-dpd", "ike");
    }
    if peer.get("undo nat traversal").is_some() || peer.get("nat traversal disable").is_some() {
        tunnel.nat_t = Some(NatTraversal::Off);
    } else if peer.get("nat traversal").is_some() {
        tunnel.nat_t = Some(NatTraversal::On);
    }
    for name in NOT_COMPARED {
        peer.all(name).for_each(drop);
    }
    offers(config, tunnel, peer, reading);
}

/// Settings of a peer that say nothing both ends must agree on.
const NOT_COMPARED: [&str; 8] = [
    "rsa",
    "ikev2",
    "dpd",
    "description",
    "local-id-preference",
    "certificate",
    "re-authentication",
    "lifetime-notification-message",
];

/// The version behind the name of a peer, or the one that is not switched off.
fn version(peer: &ConfigBlock, named: Option<&str>) -> Option<IkeVersion> {
    let has = |words: &str| peer.get(words).is_some();
    match named {
        Some("v1") => Some(IkeVersion::V1),
        Some("v2") => Some(IkeVersion::V2),
        _ if has("undo version 1") => Some(IkeVersion::V2),
        _ if has("undo version 2") => Some(IkeVersion::V1),
        _ => match (has("version 1"), has("version 2")) {
            (true, false) => Some(IkeVersion::V1),
            (false, true) => Some(IkeVersion::V2),
            _ => None,
        },
    }
}

fn addresses(tunnel: &mut DeviceTunnel, peer: &ConfigBlock) {
    if let Some((line, own)) = peer.find("local-address") {
        tunnel.lines.remove("local_address");
        tunnel.set_local_address(Some((own.to_owned(), line.line)));
    }
    let remote = peer.all("remote-address").flat_map(|(_, rest)| rest.split_whitespace());
    let remote =
        remote.filter(|word| word.parse::<std::net::IpAddr>().is_ok() || word.contains('.'));
    let remote: Vec<String> = remote.map(str::to_owned).collect();
    if tunnel.remote_address.is_none() {
        let mut remote = remote.into_iter();
        tunnel.remote_address = remote.next();
        tunnel.remote_backup = remote.collect();
    }
}

fn identities(config: &VrpConfig<'_>, tunnel: &mut DeviceTunnel, peer: &ConfigBlock) {
    for local in [true, false] {
        let (kind, value) = if local {
            (peer.get("local-id-type"), peer.get("local-id"))
        } else {
            (peer.get("remote-id-type"), peer.get("remote-id").or_else(|| peer.get("remote-name")))
        };
        let global = config
            .root
            .get("ike local-name")
            .filter(|_| local && matches!(kind, Some("name" | "fqdn")));
        let value = value.or(global).map(unquoted);
        let id = match (kind, value) {
            (Some("none" | "any"), _) => Some(PeerIdentity::any()),
            (_, None) => None,
            (Some("ip"), Some(value)) => Some(PeerIdentity::of_kind(IdKind::Address, value)),
            (Some("fqdn" | "name"), Some(value)) => {
                Some(PeerIdentity::of_kind(IdKind::Fqdn, value))
            }
            (Some("user-fqdn"), Some(value)) => {
                Some(PeerIdentity::of_kind(IdKind::UserFqdn, value))
            }
            (Some("key-id"), Some(value)) => Some(PeerIdentity::of_kind(IdKind::KeyId, value)),
            (_, Some(value)) => Some(PeerIdentity::written(value)),
        };
        if local { tunnel.local_id = id } else { tunnel.remote_id = id }
    }
    tunnel.record_lines(
        peer,
        &[("local_id", "local-id"), ("remote_id", "remote-id"), ("remote_id", "remote-name")],
    );
    tunnel.record_lines(config.root, &[("local_id", "ike local-name"), ("dpd", "ike dpd")]);
}

fn dpd(root: &ConfigBlock, peer: &ConfigBlock) -> Option<Dpd> {
    let setting = |name: &str| {
        peer.get(&format!("dpd {name}")).or_else(|| root.get(&format!("ike dpd {name}")))
    };
    let manner = setting("type")?;
    Some(Dpd {
        enabled: true,
        delay_s: setting("idle-time").and_then(|text| text.parse().ok()).or(Some(30)),
        retries: setting("retry-limit").and_then(|text| text.parse().ok()),
        timeout_s: None,
        mode: Some(if manner == "on-demand" { "on-demand" } else { "periodic" }),
    })
}

/// The proposal a peer names; without one all are offered.
fn offers(
    config: &VrpConfig<'_>,
    tunnel: &mut DeviceTunnel,
    peer: &ConfigBlock,
    reading: &mut ParsedConfig,
) {
    let named = peer.find("ike-proposal");
    let mut all: Vec<(&ConfigBlock, &str)> = match named {
        Some((_, names)) => names
            .split_whitespace()
            .filter_map(|name| Some((config.root.named("ike proposal", name)?, name)))
            .collect(),
        None => config.root.all("ike proposal").take(MOST_POLICIES).collect(),
    };
    all.sort_by_key(|(_, number)| number.parse::<u32>().unwrap_or(u32::MAX));
    if let Some((line, names)) = named {
        let names: Vec<&str> = names.split_whitespace().collect();
        if all.is_empty() {
            reading.missing("ike proposal", names.first().copied().unwrap_or_default(), line.line);
            tunnel.unresolved.insert("ike");
        }
    }
    let first = tunnel.version == Some(IkeVersion::V1);
    for (block, number) in all {
        tunnel.object("ike-proposal", number);
        let mut unknown = Vec::new();
        let auth = each(words(block, "authentication-algorithm"), hash, &mut unknown);
        let integrity = each(words(block, "integrity-algorithm"), hash, &mut unknown);
        let prf = each(words(block, "prf"), hash, &mut unknown);
        let ciphers = block.get("encryption-algorithm").unwrap_or_default().replace("aes ", "aes-");
        let ciphers = ciphers.replace("aes-cbc ", "aes-cbc-");
        let offer = CryptoProposal {
            enc: each(ciphers.split_whitespace(), cipher, &mut unknown),
            auth: if first || integrity.is_empty() { auth } else { integrity },
            prf: if first { Vec::new() } else { prf },
            dh: each(words(block, "dh"), group, &mut unknown),
        };
        block.get("authentication-method");
        reading.unknown_words(unknown, block.line);
        let hashed = if first { "authentication-algorithm" } else { "integrity-algorithm" };
        tunnel.record_lines(
            block,
            &[
                ("ike.enc", "encryption-algorithm"),
                ("ike.auth", hashed),
                ("ike.auth", "authentication-algorithm"),
                ("ike.prf", "prf"),
                ("ike.dh", "dh"),
                ("ike.lifetime_s", "sa duration"),
            ],
        );
        let seconds = block.get("sa duration").and_then(|text| text.parse().ok());
        tunnel.ike.lifetime_s = tunnel.ike.lifetime_s.or(seconds);
        tunnel.ike.offers.push(offer);
    }
}
