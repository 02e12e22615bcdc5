//! Hillstone StoneOS: blocks that end with `exit`.

use std::collections::BTreeMap;

use super::super::block::{BlockSyntax, ConfigBlock, blocks, unquoted};
use super::super::clean::CleanedText;
use super::super::crypto_proposal::{CryptoProposal, Volume};
use super::super::device_tunnel::{
    DeviceTunnel, Dpd, ExchangeMode, IdKind, IkeVersion, NatTraversal, PeerIdentity, PeerKey,
    PeerKeyForm, StartAction,
};
use super::super::platform::{Platform, PlatformDefault, from_source};
use super::super::reading::ParsedConfig;
use super::super::vocabulary::{
    cipher, each, group, hash, key_of_form, plaintext_key, with_length,
};
use super::cisco_interfaces::own_address;
use super::cisco_ios::sessions;

const MANUAL: &str = "StoneOS manual";

const DEFAULTS: &[PlatformDefault] = &[
    from_source("ike_version", "ikev1", MANUAL),
    from_source("mode", "main", MANUAL),
    from_source("ike.enc", "3des", MANUAL),
    from_source("ike.auth", "sha1", MANUAL),
    from_source("ike.dh", "group2", MANUAL),
    from_source("ike.lifetime_s", "86400", MANUAL),
    from_source("esp.enc", "3des", MANUAL),
    from_source("esp.auth", "sha1", MANUAL),
    from_source("esp.pfs", "none", MANUAL),
    from_source("esp.lifetime_s", "28800", MANUAL),
    from_source("esp.lifetime_kb", "none", "StoneOS manual: lifesize 0 = none"),
    from_source("local_id", "address", MANUAL),
    from_source("remote_id", "address", MANUAL),
    from_source("dpd", "off", MANUAL),
    from_source("nat_t", "off", "StoneOS manual: nat-traversal is off"),
    from_source("start", "on-demand", "StoneOS manual: traffic triggered without auto-connect"),
    from_source("selectors", "0.0.0.0/0", "StoneOS manual: id auto"),
];

/// Hillstone.
pub const HILLSTONE: Platform = Platform {
    id: "hillstone",
    vendor: "Hillstone",
    product: "StoneOS",
    versions: &["5.0", "5.5"],
    defaults: DEFAULTS,
    detect: |signs| signs.starts_any(&["isakmp peer ", "isakmp proposal ", "tunnel ipsec "]),
    reader: read,
};

const DIALECT: BlockSyntax = BlockSyntax {
    top_commands: &[
        "isakmp",
        "ipsec proposal",
        "tunnel ipsec",
        "interface",
        "ip vrouter",
        "router",
        "rule",
        "policy-global",
        "zone",
        "hostname",
        "address",
        "service",
        "aaa-server",
        "admin",
    ],
    end_words: &["exit"],
    comment_prefixes: &["!", "#"],
};

fn read(text: &CleanedText, reading: &mut ParsedConfig) {
    let root = blocks(&text.lines, &DIALECT, &mut reading.notes);
    let interfaces: BTreeMap<&str, &ConfigBlock> =
        root.all("interface").map(|(block, name)| (name, block)).collect();
    let sessions = sessions(&root);
    let mut bound: BTreeMap<&str, Vec<(&str, &ConfigBlock)>> = BTreeMap::new();
    for (shown, block) in &interfaces {
        for (_, rest) in block.all("tunnel ipsec") {
            bound.entry(name_and_rest(rest).0).or_default().push((*shown, *block));
        }
    }
    for (block, rest) in root.all("tunnel ipsec") {
        if reading.is_full() {
            break;
        }
        // Inside an interface the same words name the tunnel it carries.
        let (name, manner) = name_and_rest(rest);
        if manner == "manual" {
            reading.ignore(name, "manual-keys", block.line);
            continue;
        }
        let mut tunnel = DeviceTunnel::named(name);
        tunnel.route_based = true;
        tunnel.bgp_unread = true;
        for (shown, interface) in bound.get(name).into_iter().flatten() {
            {
                tunnel.object("interface", shown);
                tunnel.mtu = interface.get("mtu").and_then(|text| text.parse().ok());
                tunnel.inside = interface.get("ip address").and_then(|text| {
                    let (address, mask) = text.split_once(['/', ' '])?;
                    with_length(address, mask.trim())
                });
                sessions.attach_by_inside_address(&mut tunnel);
                tunnel.record_lines(*interface, &[("inside", "ip address"), ("mtu", "mtu")]);
            }
        }
        selectors(block, &mut tunnel);
        tunnel.record_lines(block, &[("start", "auto-connect")]);
        if block.get("auto-connect").is_some() {
            tunnel.start = Some(StartAction::Initiate);
        }
        for name in [
            "df-bit",
            "accept-all-proxy-id",
            "anti-replay",
            "vpn-track",
            "track-event-notify",
            "description",
        ] {
            block.all(name).for_each(drop);
        }
        phase2(&root, block, &mut tunnel, reading);
        peer(&root, &interfaces, block, &mut tunnel, reading);
        reading.tunnels.push(tunnel);
    }
    let mut lines = Vec::new();
    for prefix in ["isakmp proposal", "isakmp peer", "ipsec proposal", "tunnel ipsec"] {
        for (block, _) in root.all(prefix) {
            if block.children.iter().any(ConfigBlock::is_read) {
                block.children.iter().for_each(|child| child.collect_unread(&mut lines));
            }
        }
    }
    reading.left_over(text, lines);
}

/// `"name" auto`: the name without its quotes and what follows.
fn name_and_rest(text: &str) -> (&str, &str) {
    match text.strip_prefix('"').and_then(|rest| rest.split_once('"')) {
        Some((name, rest)) => (name, rest.trim()),
        None => text.split_once(' ').unwrap_or((text, "")),
    }
}

fn find<'a>(root: &'a ConfigBlock, prefix: &str, name: &str) -> Option<&'a ConfigBlock> {
    let name = unquoted(name);
    // Most names are in quotes and hold no blanks.
    let exact = root.named(prefix, &format!("\"{name}\""));
    let mut all = root.all(prefix);
    exact.or_else(|| all.find(|(_, rest)| name_and_rest(rest).0 == name).map(|(block, _)| block))
}

fn selectors(block: &ConfigBlock, tunnel: &mut DeviceTunnel) {
    for (line, rest) in block.all("id") {
        let words: Vec<&str> = rest.split_whitespace().collect();
        let side = |name: &str| {
            let at = words.iter().position(|word| *word == name)?;
            let address = words.get(at + 1)?;
            match words.get(at + 2).filter(|mask| mask.parse::<std::net::Ipv4Addr>().is_ok()) {
                Some(mask) => with_length(address, mask),
                None => Some((*address).to_owned()),
            }
        };
        if let (Some(local), Some(remote)) = (side("local"), side("remote")) {
            tunnel.rule(rest, std::slice::from_ref(&local), std::slice::from_ref(&remote));
            tunnel.add_pair(&local, &remote);
            tunnel.record_line("local_subnets", line.line);
        }
    }
    if tunnel.pairs.is_empty() {
        tunnel.set_route_based();
        tunnel.defaulted.insert("selectors");
    }
}

/// One of the proposals that come with the device: `psk-sha256-aes128-g2`, `esp-md5-des-g0`.
fn predefined(name: &str) -> Option<CryptoProposal> {
    let parts: Vec<&str> = unquoted(name).split('-').collect();
    let [_, auth, enc, dh] = parts.as_slice() else { return None };
    let dh = dh.strip_prefix('g')?;
    let groups = if dh == "0" { Vec::new() } else { vec![group(dh)?] };
    Some(CryptoProposal {
        enc: vec![cipher(enc)?],
        auth: vec![hash(auth)?],
        prf: Vec::new(),
        dh: groups,
    })
}

fn offer(block: &ConfigBlock, reading: &mut ParsedConfig) -> CryptoProposal {
    let mut unknown = Vec::new();
    let words = |prefix: &str| block.get(prefix).unwrap_or_default().split_whitespace();
    let offer = CryptoProposal {
        enc: each(words("encryption"), cipher, &mut unknown),
        auth: each(words("hash"), hash, &mut unknown),
        prf: each(words("prf"), hash, &mut unknown),
        dh: each(words("group").filter(|word| *word != "nopfs"), group, &mut unknown),
    };
    block.get("authentication");
    reading.unknown_words(unknown, block.line);
    offer
}

fn phase2(
    root: &ConfigBlock,
    tunnel_block: &ConfigBlock,
    tunnel: &mut DeviceTunnel,
    reading: &mut ParsedConfig,
) {
    for (line, name) in tunnel_block.all("ipsec-proposal") {
        let Some(block) = find(root, "ipsec proposal", name) else {
            match predefined(name) {
                Some(offer) => {
                    tunnel.esp.offers.push(offer);
                    tunnel.record_line("esp.enc", line.line);
                }
                None => reading.missing("ipsec proposal", unquoted(name), line.line),
            }
            continue;
        };
        let offer = offer(block, reading);
        tunnel.record_lines(
            block,
            &[
                ("esp.enc", "encryption"),
                ("esp.auth", "hash"),
                ("esp.pfs", "group"),
                ("esp.lifetime_s", "lifetime"),
                ("esp.lifetime_kb", "lifesize"),
                ("protocol", "protocol"),
            ],
        );
        tunnel.object("esp-proposal", unquoted(name));
        if block.get("group") == Some("nopfs") {
            tunnel.esp.groups = vec!["disabled"];
        }
        if block.get("protocol").is_some_and(|protocol| protocol == "ah") {
            tunnel.extra.insert("protocol", "ah".to_owned());
        }
        tunnel.esp.lifetime_s = block.get("lifetime").and_then(|text| text.parse().ok());
        let volume = block.get("lifesize").and_then(|text| text.parse::<u64>().ok());
        tunnel.esp.volume =
            volume.map(|size| if size == 0 { Volume::Unlimited } else { Volume::Kilobytes(size) });
        tunnel.esp.offers.push(offer);
    }
    if tunnel.esp.offers.is_empty() {
        tunnel.unresolved.insert("esp");
    }
}

fn peer(
    root: &ConfigBlock,
    interfaces: &BTreeMap<&str, &ConfigBlock>,
    block: &ConfigBlock,
    tunnel: &mut DeviceTunnel,
    reading: &mut ParsedConfig,
) {
    let name = block.get("isakmp-peer").unwrap_or_default();
    let Some(peer) = find(root, "isakmp peer", name) else {
        reading.missing("isakmp peer", unquoted(name), block.line);
        tunnel.unresolved.extend(["ike", "ike_version"]);
        return;
    };
    tunnel.object("ike-gateway", unquoted(name));
    tunnel.version = match peer.get("protocol-standard") {
        Some("ikev2") => Some(IkeVersion::V2),
        Some(_) => Some(IkeVersion::V1),
        None => None,
    };
    tunnel.mode = match peer.get("mode") {
        Some("aggressive") => Some(ExchangeMode::Aggressive),
        Some("main") => Some(ExchangeMode::Main),
        _ => None,
    };
    tunnel.remote_address = peer.get("peer").map(|text| unquoted(text).to_owned());
    tunnel.record_lines(
        peer,
        &[
            ("ike_version", "protocol-standard"),
            ("mode", "mode"),
            ("remote_address", "peer"),
            ("local_id", "local-id"),
            ("remote_id", "peer-id"),
            ("nat_t", "nat-traversal"),
            ("dpd", "dpd"),
            ("start", "connection-type"),
        ],
    );
    let carrier = peer.get("interface").and_then(|name| interfaces.get(name));
    tunnel.set_local_address(carrier.and_then(|block| own_address(block)));
    tunnel.local_id = peer.get("local-id").and_then(identity);
    tunnel.remote_id = peer.get("peer-id").and_then(identity);
    if let Some((line, text)) = peer.find("pre-share") {
        tunnel.key = key(unquoted(text));
        tunnel.record_line("psk", line.line);
    }
    if peer.get("nat-traversal").is_some() {
        tunnel.nat_t = Some(NatTraversal::On);
    }
    tunnel.dpd = peer.get("dpd").map(dpd);
    match peer.get("connection-type") {
        Some("responder-only") => tunnel.start = Some(StartAction::Respond),
        Some("initiator-only") if tunnel.start.is_none() => {
            tunnel.start = Some(StartAction::OnDemand)
        }
        _ => {}
    }
    for name in ["type", "description", "generate-route"] {
        peer.all(name).for_each(drop);
    }
    proposals(root, peer, tunnel, reading);
}

fn proposals(
    root: &ConfigBlock,
    peer: &ConfigBlock,
    tunnel: &mut DeviceTunnel,
    reading: &mut ParsedConfig,
) {
    for (line, name) in peer.all("isakmp-proposal") {
        let found = find(root, "isakmp proposal", name);
        if let Some(block) = found {
            tunnel.ike.lifetime_s =
                tunnel.ike.lifetime_s.or(block.get("lifetime").and_then(|text| text.parse().ok()));
            let mut offer = offer(block, reading);
            if offer.prf.is_empty() && tunnel.version == Some(IkeVersion::V2) {
                // The manual's default, whatever the hash is.
                offer.prf = vec!["sha1"];
            }
            tunnel.record_lines(
                block,
                &[
                    ("ike.enc", "encryption"),
                    ("ike.auth", "hash"),
                    ("ike.prf", "prf"),
                    ("ike.dh", "group"),
                    ("ike.lifetime_s", "lifetime"),
                ],
            );
            tunnel.object("ike-proposal", unquoted(name));
            tunnel.ike.offers.push(offer);
        } else if let Some(offer) = predefined(name) {
            tunnel.ike.offers.push(offer);
            tunnel.record_line("ike.enc", line.line);
        } else {
            reading.missing("isakmp proposal", unquoted(name), line.line);
        }
    }
    if tunnel.ike.offers.is_empty() {
        tunnel.unresolved.insert("ike");
    }
}

fn identity(text: &str) -> Option<PeerIdentity> {
    let (kind, value) = text.split_once(' ')?;
    let kind = match kind {
        "ip" => IdKind::Address,
        "fqdn" => IdKind::Fqdn,
        "ufqdn" | "u-fqdn" => IdKind::UserFqdn,
        "keyid" | "key-id" => IdKind::KeyId,
        _ => return None,
    };
    Some(PeerIdentity::of_kind(kind, unquoted(value)))
}

fn dpd(text: &str) -> Dpd {
    let words: Vec<&str> = text.split_whitespace().collect();
    let number = |name: &str| {
        let at = words.iter().position(|word| *word == name)?;
        words.get(at + 1)?.parse().ok()
    };
    Dpd {
        enabled: true,
        delay_s: number("interval").or(Some(10)),
        retries: number("retry").or(Some(3)),
        timeout_s: None,
        mode: Some("periodic"),
    }
}

/// StoneOS prints keys clear or encrypted, and nothing tells which: long runs of letters and digits
/// without any mark look encrypted.
fn key(text: &str) -> PeerKey {
    let base64 =
        text.chars().all(|letter| letter.is_ascii_alphanumeric() || "+/=".contains(letter));
    if text.len() >= 24 && base64 { key_of_form(PeerKeyForm::Hashed) } else { plaintext_key(text) }
}
