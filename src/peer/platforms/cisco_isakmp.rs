//! What Cisco's configurations say of IKEv1: policies, profiles, and keys.

use super::super::block::{ConfigBlock, first_word};
use super::super::crypto_proposal::CryptoProposal;
use super::super::device_tunnel::{DeviceTunnel, ExchangeMode, PeerKeyForm};
use super::super::reading::ParsedConfig;
use super::super::vocabulary::{cipher, each, group, hash, network};
use super::cisco_ike::{MOST_POLICIES, dpd, identity, key};

pub(super) fn ikev1(
    root: &ConfigBlock,
    tunnel: &mut DeviceTunnel,
    named: Option<&str>,
    reading: &mut ParsedConfig,
) {
    ikev1_policies(root, "crypto isakmp policy", tunnel, reading);
    for (_, number) in root.all("crypto isakmp policy").take(MOST_POLICIES) {
        tunnel.object("ike-number", number);
    }
    if tunnel.ike.offers.is_empty() {
        reading.missing("isakmp policy", "", 0);
        tunnel.unresolved.insert("ike");
    }
    tunnel.dpd = root.get("crypto isakmp keepalive").map(dpd);
    let peer = tunnel.remote_address.clone().unwrap_or_default();
    let profile = root.all("crypto isakmp profile").find(|(block, rest)| match named {
        Some(name) => *rest == name,
        None => block
            .get("match identity address")
            .is_some_and(|text| text.starts_with(&peer) && !peer.is_empty()),
    });
    match (profile, named) {
        (Some((block, _)), _) => isakmp_profile(root, block, tunnel, reading),
        (None, Some(name)) => reading.missing("isakmp profile", name, 0),
        (None, None) => {}
    }
    tunnel.record_lines(root, &[("dpd", "crypto isakmp keepalive")]);
    if let Some(kind) = root.get("crypto isakmp identity").filter(|_| tunnel.local_id.is_none()) {
        tunnel.local_id = identity(kind, tunnel.local_address.as_deref());
        tunnel.record_lines(root, &[("local_id", "crypto isakmp identity")]);
    }
    // Ruijie names itself in the same word on the outermost level.
    if let Some(id) = root.get("self-identity").filter(|_| tunnel.local_id.is_none()) {
        tunnel.local_id = identity(id, tunnel.local_address.as_deref());
        tunnel.record_lines(root, &[("local_id", "self-identity")]);
    }
    for (block, rest) in root.all("crypto isakmp peer") {
        if rest.split_whitespace().any(|word| word == peer)
            && block.find_deep("set aggressive-mode").is_some()
        {
            aggressive_peer(block, tunnel);
        }
    }
    if tunnel.key.form == PeerKeyForm::Missing {
        let lines = root.all("crypto isakmp key").map(|(line, rest)| (line.line, rest));
        pick_key(lines, tunnel);
    }
    if tunnel.key.form == PeerKeyForm::Missing {
        for (ring, _) in root.all("crypto keyring") {
            ring_key(ring, tunnel);
        }
    }
}

/// What is set for a peer in aggressive mode.
fn aggressive_peer(block: &ConfigBlock, tunnel: &mut DeviceTunnel) {
    tunnel.mode = Some(ExchangeMode::Aggressive);
    tunnel.record_lines(
        block,
        &[
            ("mode", "set aggressive-mode"),
            ("local_id", "set aggressive-mode client-endpoint"),
            ("psk", "set aggressive-mode password"),
        ],
    );
    if let Some(id) = block.get("set aggressive-mode client-endpoint") {
        tunnel.local_id = tunnel.local_id.clone().or_else(|| identity(id, None));
    }
    if let Some(text) = block.get("set aggressive-mode password") {
        tunnel.key = key(text);
    }
}

/// All IKEv1 policies, which are global: every peer is offered each, the lowest number first.
pub(super) fn ikev1_policies(
    root: &ConfigBlock,
    prefix: &str,
    tunnel: &mut DeviceTunnel,
    reading: &mut ParsedConfig,
) {
    let mut policies: Vec<(u32, &ConfigBlock)> = root
        .all(prefix)
        .take(MOST_POLICIES)
        .filter_map(|(block, number)| {
            Some((number.split_whitespace().next()?.parse().ok()?, block))
        })
        .filter(|(_, block)| {
            block.get("authentication").is_none_or(|how| how.starts_with("pre-share"))
        })
        .collect();
    let shared = |block: &ConfigBlock| block.get("authentication").is_some();
    if policies.iter().any(|(_, block)| shared(block)) {
        policies.retain(|(_, block)| shared(block));
    }
    policies.sort_by_key(|(number, _)| *number);
    for (at, (_, block)) in policies.into_iter().enumerate() {
        let mut unknown = Vec::new();
        let enc = block.get("encr").or_else(|| block.get("encryption"));
        let enc = enc.map(|text| text.replace(' ', "-"));
        let offer = CryptoProposal {
            enc: each(enc.as_deref(), cipher, &mut unknown),
            auth: each(block.get("hash"), hash, &mut unknown),
            prf: Vec::new(),
            dh: each(block.get("group"), group, &mut unknown),
        };
        reading.unknown_words(unknown, block.line);
        // Of several policies the first one's lifetime is told; all have one.
        let lifetime =
            block.get("lifetime").and_then(|text| text.trim_start_matches("seconds ").parse().ok());
        if at == 0 {
            tunnel.ike.lifetime_s = tunnel.ike.lifetime_s.or(lifetime);
            tunnel.record_lines(block, &[("ike.lifetime_s", "lifetime")]);
        }
        tunnel.record_lines(
            block,
            &[
                ("ike.enc", "encr"),
                ("ike.enc", "encryption"),
                ("ike.auth", "hash"),
                ("ike.dh", "group"),
            ],
        );
        if !tunnel.ike.offers.contains(&offer) {
            tunnel.ike.offers.push(offer);
        }
    }
}

fn isakmp_profile(
    root: &ConfigBlock,
    block: &ConfigBlock,
    tunnel: &mut DeviceTunnel,
    reading: &mut ParsedConfig,
) {
    tunnel.object("isakmp-profile", block.after("crypto isakmp profile").unwrap_or_default());
    if let Some((line, id)) = block.find("self-identity") {
        tunnel.local_id = identity(id, tunnel.local_address.as_deref());
        tunnel.record_line("local_id", line.line);
    }
    if let Some((line, id)) = block.find("match identity") {
        tunnel.remote_id = identity(id, None);
        tunnel.record_line("remote_id", line.line);
    }
    if block.get("initiate mode") == Some("aggressive") {
        tunnel.mode = Some(ExchangeMode::Aggressive);
    }
    tunnel.record_lines(block, &[("mode", "initiate mode"), ("dpd", "keepalive")]);
    if let Some(text) = block.get("keepalive") {
        tunnel.dpd = Some(dpd(&text.replace("retry ", "")));
    }
    block.get("local-address");
    for (line, names) in block.all("keyring") {
        let name = first_word(names);
        match root.all("crypto keyring").find(|(_, rest)| first_word(rest) == name) {
            Some((ring, _)) => {
                tunnel.object("keyring", name);
                ring_key(ring, tunnel);
            }
            None => reading.missing("keyring", name, line.line),
        }
    }
}

fn ring_key(ring: &ConfigBlock, tunnel: &mut DeviceTunnel) {
    ring.get("local-address");
    let keys: Vec<(usize, String)> = ring
        .all("pre-shared-key")
        .filter_map(|(line, rest)| {
            let (peer, key) = rest.split_once(" key ")?;
            Some((line.line, format!("{key} {peer}")))
        })
        .collect();
    pick_key(keys.iter().map(|(line, text)| (*line, text.as_str())), tunnel);
}

/// The key of `KEY address 192.0.2.1 255.255.255.0` lines that fits the peer best.
fn pick_key<'a>(lines: impl Iterator<Item = (usize, &'a str)>, tunnel: &mut DeviceTunnel) {
    let peer = tunnel.remote_address.clone().unwrap_or_default();
    let mut best = 0;
    for (line, text) in lines {
        let split = text.rsplit_once(" address ").or_else(|| text.rsplit_once(" hostname "));
        let Some((secret, whom)) = split else { continue };
        let mut words = whom.split_whitespace();
        let address = words.next().unwrap_or_default();
        let mask = words.next().unwrap_or("255.255.255.255");
        let weight = if address == peer {
            3
        } else if network(address, mask, false).is_some_and(|net| {
            net.parse::<ipnet::Ipv4Net>().is_ok_and(|net| {
                peer.parse().is_ok_and(|peer: std::net::Ipv4Addr| net.contains(&peer))
            })
        }) {
            2
        } else {
            0
        };
        if weight > best {
            best = weight;
            tunnel.key = key(secret);
            tunnel.record_line("psk", line);
        }
    }
}
