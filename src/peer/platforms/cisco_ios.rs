//! Cisco IOS and IOS-XE, and Ruijie RGOS, which speaks nearly the same.

use std::collections::BTreeMap;

use super::super::block::{ConfigBlock, blocks, first_word};
use super::super::clean::CleanedText;
use super::super::crypto_proposal::CryptoProposal;
use super::super::device_tunnel::{
    DeviceTunnel, ExchangeMode, IkeVersion, NatTraversal, StartAction,
};
use super::super::platform::{Platform, PlatformDefault, TextProbe, from_source, known};
use super::super::reading::ParsedConfig;
use super::super::sessions::{AsnWithLine, BgpSessions, as_number};
use super::cisco_acl::{Lists, selectors};
use super::cisco_dialect::DIALECT;
use super::cisco_ike::{ikev2, lifetime, pfs, transform_set};
use super::cisco_interfaces::{
    TunnelInterface, address_of, inside, map_interfaces, own_address, read_tunnel_interfaces,
};
use super::cisco_isakmp::ikev1;

const DEFAULTS: &[PlatformDefault] = &[
    known("ike_version", "ikev1", "without an IKEv2 profile a tunnel speaks IKEv1"),
    known("mode", "main", "main mode unless set aggressive-mode"),
    from_source("ike.enc.ikev1", "des", "show crypto isakmp policy: DES without encryption"),
    from_source(
        "ike.auth.ikev1",
        "sha1",
        "show crypto isakmp policy: Secure Hash Standard without hash",
    ),
    from_source("ike.dh.ikev1", "group1", "show crypto isakmp policy: group 1 without group"),
    from_source("ike.enc.ikev2", "aes256", "show crypto ikev2 proposal default").since("16"),
    from_source("ike.auth.ikev2", "sha512 sha384", "show crypto ikev2 proposal default")
        .since("16"),
    from_source("ike.dh.ikev2", "19 14 21", "show crypto ikev2 proposal default").since("17.11"),
    from_source("ike.dh.ikev2", "19 14 21 5", "show crypto ikev2 proposal default")
        .since("16")
        .before("17.11"),
    from_source("ike.enc.ikev2", "aes256 aes192 aes", "show crypto ikev2 proposal default, 15.x")
        .before("16"),
    from_source(
        "ike.auth.ikev2",
        "sha512 sha384 sha256 sha1 md5",
        "show crypto ikev2 proposal default, 15.x",
    )
    .before("16"),
    from_source("ike.dh.ikev2", "5 2", "show crypto ikev2 proposal default, 15.x").before("16"),
    from_source("ike.lifetime_s.ikev1", "86400", "show crypto isakmp policy: 86400 seconds"),
    known("ike.lifetime_s.ikev2", "86400", "IKEv2 profile: 86400"),
    from_source("esp.lifetime_s", "3600", "show crypto map: 4608000 kilobytes/3600 seconds"),
    from_source("esp.lifetime_kb", "4608000", "show crypto map: 4608000 kilobytes/3600 seconds"),
    from_source("esp.pfs", "none", "show crypto map: PFS (Y/N): N"),
    known("esp.pfs.bare", "group1", "set pfs without a group"),
    known("local_id", "address", "the address of the tunnel source is sent"),
    known("remote_id", "address", "the address of the peer is expected"),
    known("dpd", "off", "off unless crypto isakmp keepalive or dpd is written"),
    known("nat_t", "on", "crypto ipsec nat-transparency udp-encapsulation is on"),
    known("start.routed", "initiate", "a static VTI comes up at once"),
    known("start", "on-demand", "a crypto map waits for traffic"),
];

/// Cisco IOS and IOS-XE.
pub const IOS: Platform = Platform {
    id: "cisco-ios",
    vendor: "Cisco",
    product: "IOS, IOS-XE",
    versions: &["15.1", "16.9", "17.11"],
    defaults: DEFAULTS,
    detect: |signs| is_ios(signs),
    reader: read,
};

/// Ruijie RG-EG and RSR.
pub const RUIJIE: Platform = Platform {
    id: "ruijie",
    vendor: "Ruijie",
    product: "RGOS (RG-EG, RSR)",
    versions: &[],
    defaults: DEFAULTS,
    detect: |signs| is_ios(signs) && is_ruijie(signs),
    reader: read,
};

fn is_ios(signs: &TextProbe<'_>) -> bool {
    signs.starts_any(&[
        "crypto isakmp policy",
        "crypto isakmp key",
        "crypto isakmp profile",
        "crypto keyring",
        "crypto ikev2 ",
        "crypto ipsec transform-set",
        "crypto ipsec profile",
        "crypto map ",
        "tunnel protection ipsec",
        "crypto pki ",
    ])
}

fn is_ruijie(signs: &TextProbe<'_>) -> bool {
    signs.starts_any(&[
        "set autoup",
        "self-identity fqdn",
        "set exchange-mode",
        "crypto isakmp key 7",
    ]) || ["esp-aes-256", "esp-aes-192", "esp-aes-128", "Ruijie", "RGOS"]
        .iter()
        .any(|word| signs.has(word))
        || signs.starts_any(&["encryption aes-256", "encryption aes-192", "encryption aes-128"])
        || signs.starts_any(&[
            "interface GigabitEthernet ",
            "interface FastEthernet ",
            "interface Dialer ",
        ])
}

/// The objects of a configuration.
struct Config<'a> {
    root: &'a ConfigBlock,
    lists: Lists,
    sessions: BgpSessions,
    interfaces: BTreeMap<String, &'a ConfigBlock>,
    /// The interface that each crypto map is on.
    carriers: BTreeMap<String, &'a ConfigBlock>,
    nat_t_off: bool,
}

fn read(text: &CleanedText, reading: &mut ParsedConfig) {
    let root = blocks(&text.lines, &DIALECT, &mut reading.notes);
    if let Some(version) = root.get("version") {
        reading.release(version);
    }
    let config = Config {
        lists: Lists::of(&root, true),
        sessions: sessions(&root),
        interfaces: root.all("interface").map(|(block, name)| (short(name), block)).collect(),
        nat_t_off: root.get("no crypto ipsec nat-transparency udp-encapsulation").is_some(),
        carriers: map_interfaces(&root, "crypto map"),
        root: &root,
    };
    read_tunnel_interfaces(&root, "tunnel protection ipsec profile", reading, |found, reading| {
        tunnel_interface(&config, found, reading);
    });
    crypto_maps(&config, reading);
    ignored(&root, reading);
    for block in root.children.iter().flat_map(ConfigBlock::descendants) {
        // What says nothing that both ends must agree on.
        for words in
            ["mode tunnel", "authentication", "description", "match fvrf", "no shutdown", "address"]
        {
            block.after(words);
        }
    }
    let others = ["pki", "ca", "key", "logging", "engine"];
    let is_ours = |_: &ConfigBlock, rest: &str| !others.iter().any(|word| rest.starts_with(word));
    reading.left_over(text, root.unread_below(&["crypto"], is_ours));
}

/// Interface names without blanks: `GigabitEthernet 0/1` and `GigabitEthernet0/1` are one.
fn short(name: &str) -> String {
    name.split_whitespace().take(2).collect::<String>().to_ascii_lowercase()
}

pub(super) fn sessions(root: &ConfigBlock) -> BgpSessions {
    let mut sessions = BgpSessions::default();
    for (block, number) in root.all("router bgp") {
        let local = as_number(number).map(|number| (number, block.line));
        let mut groups: BTreeMap<&str, AsnWithLine> = BTreeMap::new();
        let lines = block.descendants();
        for line in &lines {
            let words: Vec<&str> = line.text.split_whitespace().collect();
            if let ["neighbor", name, "remote-as", number] = words.as_slice()
                && let Some(remote) = as_number(number)
            {
                let remote = (remote, line.line);
                if name.parse::<std::net::IpAddr>().is_ok() {
                    sessions.add(name, line.line, local, Some(remote));
                } else {
                    groups.insert(name, remote);
                }
            }
        }
        for line in &lines {
            let words: Vec<&str> = line.text.split_whitespace().collect();
            if let ["neighbor", name, "peer-group", group] = words.as_slice() {
                sessions.add(name, line.line, local, groups.get(group).copied());
            }
            if let ["neighbor", name, "local-as", number, ..] = words.as_slice() {
                sessions
                    .override_local_as(name, as_number(number).map(|number| (number, line.line)));
            }
        }
    }
    sessions
}

fn tunnel_interface(
    config: &Config<'_>,
    (block, name, profile): TunnelInterface<'_>,
    reading: &mut ParsedConfig,
) {
    let name: String = name.split_whitespace().collect();
    if name.to_ascii_lowercase().starts_with("virtual-template") {
        return reading.ignore(&name, "remote-access", block.line);
    }
    let mode = block.get("tunnel mode").unwrap_or("gre ip");
    if mode.contains("multipoint") {
        return reading.ignore(&name, "multipoint", block.line);
    }
    let mut tunnel = DeviceTunnel::named(name);
    tunnel.inactive = block.get("shutdown").is_some();
    if let Some(destination) = block.get("tunnel destination") {
        tunnel.remote_address = Some(first_word(destination).to_owned());
    }
    tunnel.set_local_address(block.find("tunnel source").and_then(|found| own(config, found)));
    if mode.starts_with("ipsec") {
        tunnel.set_route_based();
    } else {
        tunnel.route_based = true;
        tunnel.extra.insert("encapsulation", "gre".to_owned());
    }
    tunnel.inside = inside(block);
    config.sessions.attach_by_inside_address(&mut tunnel);
    tunnel.record_lines(
        block,
        &[
            ("remote_address", "tunnel destination"),
            ("inside", "ip address"),
            ("mtu", "ip mtu"),
            ("mss", "ip tcp adjust-mss"),
            ("encapsulation", "tunnel mode"),
            ("off", "shutdown"),
        ],
    );
    tunnel.mtu = block.get("ip mtu").and_then(|text| text.parse().ok());
    tunnel.mss = block.get("ip tcp adjust-mss").and_then(|text| text.parse().ok());
    tunnel.record_line("remote_address", block.line);
    tunnel.object("esp-policy", profile);
    match config.root.named("crypto ipsec profile", profile) {
        Some(settings) => read_ipsec_settings(config, &mut tunnel, settings, reading),
        None => reading.missing_profile(profile, block.line, &mut tunnel),
    }
    reading.tunnels.push(tunnel);
}

fn own(config: &Config<'_>, (line, source): (&ConfigBlock, &str)) -> Option<(String, usize)> {
    address_of(source, line.line, config.interfaces.get(&short(source)).copied())
}

/// Reads the entries `NAME NUMBER KIND` of a command for one peer each; those for any peer are noted.
pub(super) fn policy_entries(
    root: &ConfigBlock,
    [command, kind, any_peer]: [&str; 3],
    reading: &mut ParsedConfig,
    mut read: impl FnMut(&str, DeviceTunnel, &ConfigBlock, &mut ParsedConfig),
) {
    for (block, rest) in root.all(command) {
        let words: Vec<&str> = rest.split_whitespace().collect();
        let [map, number, found, more @ ..] = words.as_slice() else { continue };
        if *found != kind {
            continue;
        }
        if reading.is_full() {
            break;
        }
        let name = format!("{map} {number}");
        if more.first() == Some(&any_peer) {
            reading.ignore(&name, "remote-access", block.line);
            continue;
        }
        read(map, DeviceTunnel::named(name), block, reading);
    }
}

fn crypto_maps(config: &Config<'_>, reading: &mut ParsedConfig) {
    let commands = ["crypto map", "ipsec-isakmp", "dynamic"];
    policy_entries(config.root, commands, reading, |map, mut tunnel, block, reading| {
        let mut peers = block.all("set peer").map(|(_, rest)| first_word(rest).to_owned());
        tunnel.remote_address = peers.next();
        tunnel.remote_backup = peers.collect();
        tunnel.record_lines(block, &[("remote_address", "set peer"), ("start", "set autoup")]);
        let source = config.root.find(&format!("crypto map {map} local-address"));
        let source = source.and_then(|found| own(config, found));
        let carrier = || own_address(config.carriers.get(map)?);
        tunnel.set_local_address(source.or_else(carrier));
        let list = block.find("match address").map(|(line, list)| (line.line, first_word(list)));
        let pairs = |list: &str, tunnel: &mut DeviceTunnel| config.lists.pairs(list, tunnel);
        selectors(list, "access list", block.line, pairs, &mut tunnel, reading);
        read_ipsec_settings(config, &mut tunnel, block, reading);
        if block.get("set autoup").is_some() {
            tunnel.start = Some(StartAction::Initiate);
        }
        reading.tunnels.push(tunnel);
    });
}

/// What an IPsec profile or a crypto map entry says, and what it refers to.
fn read_ipsec_settings(
    config: &Config<'_>,
    tunnel: &mut DeviceTunnel,
    settings: &ConfigBlock,
    reading: &mut ParsedConfig,
) {
    phase2(config, tunnel, settings, reading);
    tunnel.record_lines(
        settings,
        &[
            ("ike_version", "set ikev2-profile"),
            ("mode", "set exchange-mode"),
            ("start", "responder-only"),
        ],
    );
    tunnel.record_lines(
        config.root,
        &[("nat_t", "no crypto ipsec nat-transparency udp-encapsulation")],
    );
    if let Some(name) = settings.get("set ikev2-profile") {
        tunnel.version = Some(IkeVersion::V2);
        ikev2(config.root, tunnel, name, settings.line, reading);
    } else {
        tunnel.version = Some(IkeVersion::V1);
        let profile = settings.get("set isakmp-profile");
        ikev1(config.root, tunnel, profile, reading);
        if settings.get("set exchange-mode") == Some("aggressive") {
            tunnel.mode = Some(ExchangeMode::Aggressive);
        }
    }
    if settings.get("responder-only").is_some() {
        tunnel.start = Some(StartAction::Respond);
    }
    if config.nat_t_off {
        tunnel.nat_t = Some(NatTraversal::Off);
    }
}

fn phase2(
    config: &Config<'_>,
    tunnel: &mut DeviceTunnel,
    settings: &ConfigBlock,
    reading: &mut ParsedConfig,
) {
    if let Some((line, names)) = settings.find("set transform-set") {
        for name in names.split_whitespace() {
            let named = format!("crypto ipsec transform-set {name}");
            let mut sets = config.root.all(&named);
            match sets.find(|(_, transforms)| !transforms.is_empty()) {
                Some((block, transforms)) => {
                    tunnel.esp.offers.push(transform_set(transforms, block.line, reading));
                    tunnel.record_line("esp.enc", block.line);
                    tunnel.object("esp-proposal", name);
                    if block.get("mode transport").is_some()
                        && !tunnel.extra.contains_key("encapsulation")
                    {
                        tunnel.extra.insert("encapsulation", "transport".to_owned());
                    }
                }
                None => reading.missing("transform-set", name, line.line),
            }
        }
        if tunnel.esp.offers.is_empty() {
            tunnel.unresolved.insert("esp");
        }
    } else {
        tunnel.esp.offers.push(CryptoProposal {
            enc: vec!["aes"],
            auth: vec!["sha1"],
            ..CryptoProposal::default()
        });
        tunnel.defaulted.extend(["esp.enc", "esp.auth"]);
    }
    if let Some((line, name)) = settings.find("set pfs") {
        tunnel.record_line("esp.pfs", line.line);
        pfs(tunnel, name, reading);
    }
    for (block, prefix) in [
        (settings, "set security-association lifetime"),
        (config.root, "crypto ipsec security-association lifetime"),
    ] {
        block.all(prefix).for_each(|(line, rest)| lifetime(tunnel, rest, line.line));
    }
}

fn ignored(root: &ConfigBlock, reading: &mut ParsedConfig) {
    for (prefix, reason) in [
        ("crypto dynamic-map", "remote-access"),
        ("crypto isakmp client configuration group", "remote-access"),
        ("crypto gdoi group", "group"),
    ] {
        for (block, name) in root.all(prefix) {
            reading.ignore(name, reason, block.line);
            block.mark_read();
        }
    }
    for (block, name) in root.all("crypto map") {
        if name.contains("gdoi") || name.contains("ipsec-manual") {
            reading.ignore(name, "group", block.line);
        }
    }
}
