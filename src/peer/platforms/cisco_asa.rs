//! Cisco ASA and FTD: what belongs together stands in single lines, joined by names.

use std::collections::{BTreeMap, BTreeSet};

use super::super::block::{ConfigBlock, blocks, first_word};
use super::super::clean::CleanedText;
use super::super::crypto_proposal::CryptoProposal;
use super::super::device_tunnel::{
    DeviceTunnel, Dpd, ExchangeMode, IdKind, IkeVersion, NatTraversal, PeerIdentity, PeerKeyForm,
    StartAction,
};
use super::super::platform::{Platform, PlatformDefault, from_source, known};
use super::super::reading::ParsedConfig;
use super::super::sessions::BgpSessions;
use super::super::vocabulary::{cipher, each, hash};
use super::cisco_acl::{Lists, selectors};
use super::cisco_dialect::DIALECT;
use super::cisco_ike::{
    IKEV2_PLACES, MOST_POLICIES, ikev2_proposal, key, lifetime, pfs, transform_set,
};
use super::cisco_interfaces::{TunnelInterface, inside, own_address, read_tunnel_interfaces};
use super::cisco_ios::sessions;
use super::cisco_isakmp::ikev1_policies;

const DEFAULTS: &[PlatformDefault] = &[
    known("ike_version", "ikev1", "the words of the entry decide"),
    known("mode", "main", "main mode unless set ikev1 phase1-mode aggressive"),
    known("ike.enc.ikev1", "3des", "crypto ikev1 policy without encryption"),
    known("ike.auth.ikev1", "sha1", "crypto ikev1 policy without hash"),
    known("ike.dh.ikev1", "group2", "crypto ikev1 policy without group").before("9.13"),
    known("ike.dh.ikev1", "group14", "crypto ikev1 policy without group").since("9.13"),
    known("ike.enc.ikev2", "3des", "crypto ikev2 policy without encryption").before("9.13"),
    known("ike.enc.ikev2", "aes", "crypto ikev2 policy without encryption").since("9.13"),
    known("ike.auth.ikev2", "sha1", "crypto ikev2 policy without integrity").before("9.13"),
    known("ike.auth.ikev2", "sha256", "crypto ikev2 policy without integrity").since("9.13"),
    known("ike.dh.ikev2", "group2", "crypto ikev2 policy without group").before("9.13"),
    known("ike.dh.ikev2", "group14", "crypto ikev2 policy without group").since("9.13"),
    known("ike.lifetime_s", "86400", "policy without lifetime"),
    from_source(
        "esp.lifetime_s",
        "28800",
        "ASA 5500 CLI guide: 28,800 seconds and 4,608,000 kilobytes",
    ),
    from_source(
        "esp.lifetime_kb",
        "4608000",
        "ASA 5500 CLI guide: 28,800 seconds and 4,608,000 kilobytes",
    ),
    known("esp.pfs", "none", "no set pfs: none"),
    known("esp.pfs.bare", "group2", "set pfs without a group").before("9.13"),
    known("esp.pfs.bare", "group14", "set pfs without a group").since("9.13"),
    known("local_id", "address", "crypto isakmp identity auto: address with a pre-shared key"),
    known("remote_id", "address", "tunnel-group name: address of the peer"),
    known("dpd", "10 2 on-demand", "ipsec-l2l: isakmp keepalive threshold 10 retry 2 is on"),
    from_source("nat_t", "on", "ASDM guide 9.14: NAT-T is enabled by default"),
    known("start.routed", "initiate", "a VTI comes up at once"),
    known("start", "on-demand", "a crypto map waits for traffic, both directions"),
];

/// Cisco ASA and Firepower Threat Defense.
pub const ASA: Platform = Platform {
    id: "cisco-asa",
    vendor: "Cisco",
    product: "ASA, Firepower Threat Defense",
    versions: &["8.2", "8.4", "9.8", "9.13", "9.15"],
    defaults: DEFAULTS,
    detect: |signs| {
        signs.starts_any(&[
            "ASA Version",
            "NGFW Version",
            ": Hardware:   ASA",
            "crypto ikev1 ",
            "crypto ipsec ikev1 ",
            "crypto ipsec ikev2 ipsec-proposal",
        ]) || (signs.starts("tunnel-group ")
            && (signs.has("ipsec-l2l") || signs.has("ipsec-attributes")))
            || (signs.starts("nameif ") && signs.starts("crypto "))
    },
    reader: read,
};

struct Config<'a> {
    root: &'a ConfigBlock,
    lists: Lists,
    sessions: BgpSessions,
    interfaces: BTreeMap<&'a str, &'a ConfigBlock>,
}

fn read(text: &CleanedText, reading: &mut ParsedConfig) {
    let root = blocks(&text.lines, &DIALECT, &mut reading.notes);
    for name in ["ASA Version", "NGFW Version"] {
        if let Some(version) = root.get(name) {
            reading.release(version);
        }
    }
    let interfaces =
        root.all("interface").filter_map(|(block, _)| Some((block.get("nameif")?, block)));
    let config = Config {
        lists: Lists::of(&root, false),
        sessions: sessions(&root),
        interfaces: interfaces.collect(),
        root: &root,
    };
    read_tunnel_interfaces(&root, "tunnel protection ipsec profile", reading, |found, reading| {
        tunnel_interface(&config, found, reading);
    });
    crypto_maps(&config, reading);
    for (block, rest) in root.all("tunnel-group") {
        if rest.ends_with("type remote-access") || rest.ends_with("type webvpn") {
            reading.ignore(first_word(rest), "remote-access", block.line);
        }
    }
    let kinds = [
        "crypto ikev1 policy",
        "crypto ikev2 policy",
        "crypto ipsec profile",
        "crypto ipsec ikev2",
    ];
    reading.left_over(text, root.unread_below(&kinds, |_, _| true));
}

fn tunnel_interface(
    config: &Config<'_>,
    (block, name, profile): TunnelInterface<'_>,
    reading: &mut ParsedConfig,
) {
    let mut tunnel = DeviceTunnel::named(name.split_whitespace().collect::<String>());
    tunnel.inactive = block.get("shutdown").is_some();
    tunnel.remote_address = block.get("tunnel destination").map(str::to_owned);
    let source = block.get("tunnel source interface").or_else(|| block.get("tunnel source"));
    tunnel.set_local_address(source.and_then(|source| address_of(config, source)));
    tunnel.set_route_based();
    tunnel.inside = inside(block);
    config.sessions.attach_by_inside_address(&mut tunnel);
    tunnel.record_lines(
        block,
        &[("remote_address", "tunnel destination"), ("inside", "ip address"), ("off", "shutdown")],
    );
    tunnel.record_line("remote_address", block.line);
    tunnel.object("esp-policy", profile);
    match config.root.named("crypto ipsec profile", profile) {
        Some(settings) => {
            let lines = settings.children.iter();
            let lines = lines.filter_map(|line| Some((line.line, line.after("")?)));
            read_ipsec_settings(config, &mut tunnel, &lines.collect::<Vec<_>>(), reading);
        }
        None => reading.missing_profile(profile, block.line, &mut tunnel),
    }
    reading.tunnels.push(tunnel);
}

fn address_of(config: &Config<'_>, name: &str) -> Option<(String, usize)> {
    own_address(config.interfaces.get(name)?)
}

fn crypto_maps(config: &Config<'_>, reading: &mut ParsedConfig) {
    let mut entries: BTreeMap<(&str, u32), Vec<(usize, &str)>> = BTreeMap::new();
    let mut order = Vec::new();
    for (line, rest) in config.root.all("crypto map") {
        let mut words = rest.splitn(3, ' ');
        let (Some(map), Some(Ok(number))) = (words.next(), words.next().map(str::parse)) else {
            continue;
        };
        let entry = entries.entry((map, number)).or_insert_with(|| {
            order.push((map, number));
            Vec::new()
        });
        entry.push((line.line, words.next().unwrap_or_default()));
    }
    for (map, number) in order {
        if reading.is_full() {
            break;
        }
        let lines = &entries[&(map, number)];
        let name = format!("{map} {number}");
        let first = lines.first().map_or(0, |(line, _)| *line);
        let setting = |prefix: &str| {
            lines.iter().find_map(|(line, text)| Some((*line, text.strip_prefix(prefix)?.trim())))
        };
        if setting("ipsec-isakmp dynamic").is_some() {
            reading.ignore(&name, "remote-access", first);
            continue;
        }
        let mut tunnel = DeviceTunnel::named(name);
        let (line, peers) = setting("set peer ").unwrap_or((first, ""));
        tunnel.record_line("remote_address", line);
        let mut peers = peers.split_whitespace().map(str::to_owned);
        tunnel.remote_address = peers.next();
        tunnel.remote_backup = peers.collect();
        let carrier = config.root.get(&format!("crypto map {map} interface"));
        tunnel.set_local_address(carrier.and_then(|name| address_of(config, name)));
        let pairs = |list: &str, tunnel: &mut DeviceTunnel| config.lists.pairs(list, tunnel);
        let list = setting("match address ");
        selectors(list, "access list", first, pairs, &mut tunnel, reading);
        read_ipsec_settings(config, &mut tunnel, lines, reading);
        reading.tunnels.push(tunnel);
    }
}

/// What the settings of an entry or a profile say.
fn read_ipsec_settings(
    config: &Config<'_>,
    tunnel: &mut DeviceTunnel,
    lines: &[(usize, &str)],
    reading: &mut ParsedConfig,
) {
    let setting = |prefix: &str| {
        lines.iter().find_map(|(line, text)| Some((*line, text.strip_prefix(prefix)?.trim())))
    };
    let ikev2 = setting("set ikev2 ipsec-proposal ");
    let ikev1 = setting("set ikev1 transform-set ").or_else(|| setting("set transform-set "));
    tunnel.version = Some(match (ikev1, ikev2) {
        (Some(_), Some(_)) => IkeVersion::Both,
        (None, Some(_)) => IkeVersion::V2,
        _ => IkeVersion::V1,
    });
    if let Some((line, _)) = ikev2.or(ikev1) {
        tunnel.record_line("ike_version", line);
    }
    allowed(config, tunnel);
    let version = tunnel.version;
    if let Some((line, names)) = ikev2.filter(|_| version != Some(IkeVersion::V1)) {
        ikev2_proposals(config, tunnel, names, line, reading);
        for (block, number) in config.root.all("crypto ikev2 policy").take(MOST_POLICIES) {
            tunnel.object("ike-proposal", number);
            if tunnel.ike.lifetime_s.is_none() {
                let seconds = block.get("lifetime seconds").or_else(|| block.get("lifetime"));
                tunnel.ike.lifetime_s = seconds.and_then(|text| text.parse().ok());
                tunnel.record_lines(block, &[("ike.lifetime_s", "lifetime")]);
            }
            tunnel.record_lines(block, &IKEV2_PLACES);
            let offer = ikev2_proposal(block, reading);
            tunnel.ike.offers.push(offer);
        }
    }
    if let Some((line, names)) = ikev1.filter(|_| version != Some(IkeVersion::V2)) {
        ikev1_sets(config, tunnel, names, line, reading);
        for prefix in ["crypto ikev1 policy", "crypto isakmp policy", "isakmp policy"] {
            ikev1_policies(config.root, prefix, tunnel, reading);
            for (_, number) in config.root.all(prefix).take(MOST_POLICIES) {
                tunnel.object("ike-number", number);
            }
        }
    }
    if tunnel.ike.offers.is_empty() {
        reading.missing("ike policy", "", 0);
        tunnel.unresolved.insert("ike");
    }
    if tunnel.esp.offers.is_empty() {
        tunnel.unresolved.insert("esp");
    }
    behaviour(config, tunnel, lines, reading);
    group(config, tunnel);
}

fn behaviour(
    config: &Config<'_>,
    tunnel: &mut DeviceTunnel,
    lines: &[(usize, &str)],
    reading: &mut ParsedConfig,
) {
    for (line, text) in lines {
        if let Some(rest) = text.strip_prefix("set security-association lifetime ") {
            lifetime(tunnel, rest, *line);
        } else if let Some(name) = text.strip_prefix("set pfs") {
            pfs(tunnel, name.trim(), reading);
            tunnel.record_line("esp.pfs", *line);
        } else if *text == "set nat-t-disable" {
            tunnel.nat_t = Some(NatTraversal::Off);
            tunnel.record_line("nat_t", *line);
        } else if *text == "responder-only" || *text == "set connection-type answer-only" {
            tunnel.start = Some(StartAction::Respond);
            tunnel.record_line("start", *line);
        } else if text.ends_with("phase1-mode aggressive")
            || text.contains("phase1-mode aggressive ")
        {
            tunnel.mode = Some(ExchangeMode::Aggressive);
            tunnel.record_line("mode", *line);
        } else if let Some(rest) = text.strip_prefix("set ikev2 pre-shared-key ") {
            tunnel.key = key(rest);
            tunnel.record_line("psk", *line);
        }
    }
    for (line, rest) in config.root.all("crypto ipsec security-association lifetime") {
        lifetime(tunnel, rest, line.line);
    }
    tunnel.record_lines(config.root, &[("nat_t", "no crypto isakmp nat-traversal")]);
    if config.root.get("no crypto isakmp nat-traversal").is_some() {
        tunnel.nat_t = Some(NatTraversal::Off);
    }
    if let Some((line, kind)) = config.root.find("crypto isakmp identity") {
        let words: Vec<&str> = kind.split_whitespace().collect();
        tunnel.local_id = match words.as_slice() {
            ["address", ..] => Some(PeerIdentity {
                kind: IdKind::Address,
                value: tunnel.local_address.clone(),
                written: true,
            }),
            ["hostname", ..] => {
                let name = config.root.get("hostname").map(str::to_owned);
                Some(PeerIdentity { kind: IdKind::Fqdn, value: name, written: true })
            }
            ["key-id", name, ..] => Some(PeerIdentity::of_kind(IdKind::KeyId, name)),
            _ => None,
        };
        tunnel.record_line("local_id", line.line);
    }
}

fn ikev2_proposals(
    config: &Config<'_>,
    tunnel: &mut DeviceTunnel,
    names: &str,
    line: usize,
    reading: &mut ParsedConfig,
) {
    for name in names.split_whitespace() {
        let Some(block) = config.root.named("crypto ipsec ikev2 ipsec-proposal", name) else {
            reading.missing("ipsec-proposal", name, line);
            continue;
        };
        let mut unknown = Vec::new();
        let list = |prefix: &str| block.get(prefix).unwrap_or_default().split_whitespace();
        let mut offer = CryptoProposal {
            enc: each(list("protocol esp encryption"), cipher, &mut unknown),
            auth: each(list("protocol esp integrity"), hash, &mut unknown),
            ..CryptoProposal::default()
        };
        offer.auth.retain(|name| *name != "none");
        reading.unknown_words(unknown, block.line);
        tunnel.record_lines(
            block,
            &[("esp.enc", "protocol esp encryption"), ("esp.auth", "protocol esp integrity")],
        );
        tunnel.object("esp-proposal", name);
        tunnel.esp.offers.push(offer);
    }
}

fn ikev1_sets(
    config: &Config<'_>,
    tunnel: &mut DeviceTunnel,
    names: &str,
    line: usize,
    reading: &mut ParsedConfig,
) {
    for name in names.split_whitespace() {
        let found = ["crypto ipsec ikev1 transform-set", "crypto ipsec transform-set"]
            .into_iter()
            .flat_map(|prefix| config.root.all(&format!("{prefix} {name}")).collect::<Vec<_>>())
            .find(|(_, rest)| !rest.is_empty() && !rest.starts_with("mode "));
        match found {
            Some((block, transforms)) => {
                tunnel.esp.offers.push(transform_set(transforms, block.line, reading));
                tunnel.record_line("esp.enc", block.line);
                tunnel.object("esp-set", name);
            }
            None => reading.missing("transform-set", name, line),
        }
    }
}

/// The versions that the group policy lets through.
fn allowed(config: &Config<'_>, tunnel: &mut DeviceTunnel) {
    let peer = tunnel.remote_address.clone().unwrap_or_default();
    let block = config.root.find(&format!("tunnel-group {peer} general-attributes"));
    let Some((block, _)) = block else { return };
    let Some(policy) = block.get("default-group-policy") else { return };
    tunnel.object("group-policy", policy);
    let Some((policy, _)) = config.root.find(&format!("group-policy {policy} attributes")) else {
        return;
    };
    let Some(protocols) = policy.get("vpn-tunnel-protocol") else { return };
    let words: BTreeSet<&str> = protocols.split_whitespace().collect();
    if tunnel.version == Some(IkeVersion::Both) {
        tunnel.version = Some(match (words.contains("ikev1"), words.contains("ikev2")) {
            (true, false) => IkeVersion::V1,
            (false, true) => IkeVersion::V2,
            _ => IkeVersion::Both,
        });
    }
}

/// Key and keepalive stand in the group that bears the peer's address.
fn group(config: &Config<'_>, tunnel: &mut DeviceTunnel) {
    let peer = tunnel.remote_address.clone().unwrap_or_default();
    let Some((block, _)) = config.root.find(&format!("tunnel-group {peer} ipsec-attributes"))
    else {
        return;
    };
    let order: &[&str] = match tunnel.version {
        Some(IkeVersion::V1) => &["ikev1 pre-shared-key", "pre-shared-key"],
        _ => &[
            "ikev2 local-authentication pre-shared-key",
            "ikev2 remote-authentication pre-shared-key",
            "pre-shared-key",
        ],
    };
    for prefix in order {
        if let Some((line, text)) =
            block.find(prefix).filter(|_| matches!(tunnel.key.form, PeerKeyForm::Missing))
        {
            tunnel.key = key(text);
            tunnel.record_line("psk", line.line);
        }
    }
    if let Some((line, text)) = block.find("isakmp keepalive") {
        let words: Vec<&str> = text.split_whitespace().collect();
        let number = |name: &str| {
            let at = words.iter().position(|word| *word == name)?;
            words.get(at + 1)?.parse().ok()
        };
        tunnel.dpd = Some(if words.contains(&"disable") {
            Dpd::default()
        } else {
            Dpd {
                enabled: true,
                delay_s: number("threshold").or(Some(10)),
                retries: number("retry").or(Some(2)),
                timeout_s: None,
                mode: Some("on-demand"),
            }
        });
        tunnel.record_line("dpd", line.line);
    }
}
