//! Cisco IOS and IOS-XE, and Ruijie RGOS, which speaks nearly the same.

use std::collections::BTreeMap;

use super::super::block::{Block, Dialect, blocks};
use super::super::clean::Text;
use super::super::contract::{
    Dpd, ExchangeMode, IdKind, Identity, IkeVersion, KeyForm, NatTraversal, Offer, PeerKey, Phase,
    Start, Tunnel, Volume,
};
use super::super::note::Note;
use super::super::platform::{Assumption, Platform, Signs, known, read_in};
use super::super::read::Reading;
use super::super::sessions::{Sessions, as_number};
use super::super::vocabulary::{
    bare, cipher, clear, each, group, hash, hexadecimal, network, with_length,
};
use super::cisco_acl::Lists;

const DEFAULTS: &[Assumption] = &[
    known("ike_version", "ikev1", "without an IKEv2 profile a tunnel speaks IKEv1"),
    known("mode", "main", "main mode unless set aggressive-mode"),
    read_in("ike.enc.ikev1", "des", "show crypto isakmp policy: DES without encryption"),
    read_in(
        "ike.auth.ikev1",
        "sha1",
        "show crypto isakmp policy: Secure Hash Standard without hash",
    ),
    read_in("ike.dh.ikev1", "group1", "show crypto isakmp policy: group 1 without group"),
    read_in("ike.enc.ikev2", "aes256", "show crypto ikev2 proposal default").since("16"),
    read_in("ike.auth.ikev2", "sha512 sha384", "show crypto ikev2 proposal default").since("16"),
    read_in("ike.dh.ikev2", "19 14 21", "show crypto ikev2 proposal default").since("17.11"),
    read_in("ike.dh.ikev2", "19 14 21 5", "show crypto ikev2 proposal default")
        .since("16")
        .before("17.11"),
    read_in("ike.enc.ikev2", "aes256 aes192 aes", "show crypto ikev2 proposal default, 15.x")
        .before("16"),
    read_in(
        "ike.auth.ikev2",
        "sha512 sha384 sha256 sha1 md5",
        "show crypto ikev2 proposal default, 15.x",
    )
    .before("16"),
    read_in("ike.dh.ikev2", "5 2", "show crypto ikev2 proposal default, 15.x").before("16"),
    read_in("ike.lifetime_s.ikev1", "86400", "show crypto isakmp policy: 86400 seconds"),
    known("ike.lifetime_s.ikev2", "86400", "IKEv2 profile: 86400"),
    read_in("esp.lifetime_s", "3600", "show crypto map: 4608000 kilobytes/3600 seconds"),
    read_in("esp.lifetime_kb", "4608000", "show crypto map: 4608000 kilobytes/3600 seconds"),
    read_in("esp.pfs", "none", "show crypto map: PFS (Y/N): N"),
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
    recognise: |signs| is_ios(signs),
    reader: read,
};

/// Ruijie RG-EG and RSR.
pub const RUIJIE: Platform = Platform {
    id: "ruijie",
    vendor: "Ruijie",
    product: "RGOS (RG-EG, RSR)",
    versions: &[],
    defaults: DEFAULTS,
    recognise: |signs| is_ios(signs) && is_ruijie(signs),
    reader: read,
};

fn is_ios(signs: &Signs<'_>) -> bool {
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

fn is_ruijie(signs: &Signs<'_>) -> bool {
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

pub(super) const DIALECT: Dialect = Dialect {
    tops: &[
        "crypto",
        "interface",
        "router",
        "ip access-list",
        "ip route",
        "ip nat inside source",
        "ip nat pool",
        "ip cef",
        "ip domain",
        "ip ssh",
        "ip http",
        "ip forward-protocol",
        "ip name-server",
        "ip sla",
        "ip prefix-list",
        "ip vrf",
        "ip dhcp",
        "hostname",
        "version",
        "access-list",
        "line",
        "end",
        "vrf",
        "aaa",
        "service",
        "boot-start-marker",
        "boot-end-marker",
        "snmp-server",
        "logging",
        "ntp",
        "username",
        "banner",
        "object-group",
        "object",
        "route-map",
        "class-map",
        "policy-map",
        "spanning-tree",
        "vlan",
        "control-plane",
        "enable",
        "license",
        "redundancy",
        "track",
        "archive",
        "clock",
        "ipv6",
        "Current",
        "Building",
        "ASA",
        "names",
        "nat",
        "route",
        "sysopt",
        "group-policy",
        "tunnel-group",
        "webvpn",
        "telnet",
        "ssh",
        "http",
        "pager",
        "mtu",
        "same-security-traffic",
        "access-group",
        "threat-detection",
        "dynamic-access-policy-record",
        "isakmp",
        "management-access",
        "timeout",
        "dhcpd",
        "arp",
        "failover",
        "no service",
        "no ip",
        "no aaa",
        "monitor-interface",
        "icmp",
        "asdm",
        "passwd",
        "firewall",
    ],
    ends: &["exit", "end", "exit-address-family"],
    marks: &["!", ": ", ":"],
};

/// The objects of a configuration.
struct Config<'a> {
    root: &'a Block,
    lists: Lists,
    sessions: Sessions,
    interfaces: BTreeMap<String, &'a Block>,
    nat_t_off: bool,
}

fn read(text: &Text, reading: &mut Reading) {
    let root = blocks(&text.lines, &DIALECT, &mut reading.notes);
    if let Some(version) = root.get("version") {
        reading.release(version);
    }
    let config = Config {
        lists: Lists::of(&root, true),
        sessions: sessions(&root),
        interfaces: root.all("interface").map(|(block, name)| (short(name), block)).collect(),
        nat_t_off: root.get("no crypto ipsec nat-transparency udp-encapsulation").is_some(),
        root: &root,
    };
    for (block, name) in root.all("interface") {
        if let Some(profile) = block.get("tunnel protection ipsec profile") {
            tunnel_interface(&config, block, name, profile, reading);
        }
    }
    crypto_maps(&config, reading);
    ignored(&root, reading);
    for block in root.children.iter().flat_map(Block::flat) {
        // What says nothing that both ends must agree on.
        for words in
            ["mode tunnel", "authentication", "description", "match fvrf", "no shutdown", "address"]
        {
            block.after(words);
        }
    }
    let mut lines = Vec::new();
    for (block, rest) in root.all("crypto") {
        if !["pki", "ca", "key", "logging", "engine"].iter().any(|word| rest.starts_with(word)) {
            block.children.iter().for_each(|child| child.left_over(&mut lines));
        }
    }
    reading.left_over(text, lines);
}

/// Interface names without blanks: `GigabitEthernet 0/1` and `GigabitEthernet0/1` are one.
fn short(name: &str) -> String {
    name.split_whitespace().take(2).collect::<String>().to_ascii_lowercase()
}

pub(super) fn sessions(root: &Block) -> Sessions {
    let mut sessions = Sessions::default();
    for (block, number) in root.all("router bgp") {
        let local = as_number(number);
        let mut groups: BTreeMap<&str, u32> = BTreeMap::new();
        let lines = block.flat();
        for line in &lines {
            let words: Vec<&str> = line.text.split_whitespace().collect();
            if let ["neighbor", name, "remote-as", number] = words.as_slice()
                && let Some(remote) = as_number(number)
            {
                if name.parse::<std::net::IpAddr>().is_ok() {
                    sessions.add(name, local, Some(remote));
                } else {
                    groups.insert(name, remote);
                }
            }
        }
        for line in &lines {
            let words: Vec<&str> = line.text.split_whitespace().collect();
            if let ["neighbor", name, "peer-group", group] = words.as_slice() {
                sessions.add(name, local, groups.get(group).copied());
            }
        }
    }
    sessions
}

fn tunnel_interface(
    config: &Config<'_>,
    block: &Block,
    name: &str,
    profile: &str,
    reading: &mut Reading,
) {
    let name: String = name.split_whitespace().collect();
    if name.to_ascii_lowercase().starts_with("virtual-template") {
        return reading.ignore(&name, "remote-access", block.line);
    }
    let mode = block.get("tunnel mode").unwrap_or("gre ip");
    if mode.contains("multipoint") {
        return reading.ignore(&name, "multipoint", block.line);
    }
    let mut tunnel = Tunnel::named(name);
    tunnel.inactive = block.get("shutdown").is_some();
    if let Some(destination) = block.get("tunnel destination") {
        tunnel.remote_address =
            Some(destination.split_whitespace().next().unwrap_or_default().to_owned());
    }
    tunnel.local_address = block.get("tunnel source").and_then(|source| address_of(config, source));
    if mode.starts_with("ipsec") {
        tunnel.routed();
    } else {
        tunnel.route_based = true;
        tunnel.more.insert("encapsulation", "gre".to_owned());
    }
    tunnel.inside = inside(block);
    tunnel.bgp = config.sessions.over(tunnel.inside.as_deref());
    tunnel.mtu = block.get("ip mtu").and_then(|text| text.parse().ok());
    tunnel.mss = block.get("ip tcp adjust-mss").and_then(|text| text.parse().ok());
    tunnel.at("remote_address", block.line);
    let profile = profile.split_whitespace().next().unwrap_or_default();
    let found = config.root.all("crypto ipsec profile").find(|(_, rest)| *rest == profile);
    match found {
        Some((settings, _)) => protected(config, &mut tunnel, settings, reading),
        None => {
            reading.missing("ipsec profile", profile, block.line);
            tunnel.unresolved.extend(["ike", "esp"]);
        }
    }
    reading.tunnels.push(tunnel);
}

pub(super) fn inside(block: &Block) -> Option<String> {
    let mut words = block.get("ip address")?.split_whitespace();
    with_length(words.next()?, words.next()?)
}

fn address_of(config: &Config<'_>, source: &str) -> Option<String> {
    if source.parse::<std::net::IpAddr>().is_ok() {
        return Some(source.to_owned());
    }
    let block = config.interfaces.get(&short(source))?;
    let address = block.get("ip address")?.split_whitespace().next()?;
    address.parse::<std::net::IpAddr>().ok().map(|address| address.to_string())
}

fn crypto_maps(config: &Config<'_>, reading: &mut Reading) {
    for (block, rest) in config.root.all("crypto map") {
        let words: Vec<&str> = rest.split_whitespace().collect();
        let [map, sequence, "ipsec-isakmp", more @ ..] = words.as_slice() else { continue };
        let name = format!("{map} {sequence}");
        if more.first() == Some(&"dynamic") {
            reading.ignore(&name, "remote-access", block.line);
            continue;
        }
        let mut tunnel = Tunnel::named(name);
        let mut peers = block
            .all("set peer")
            .map(|(_, rest)| rest.split_whitespace().next().unwrap_or_default());
        tunnel.remote_address = peers.next().map(str::to_owned);
        tunnel.remote_backup = peers.map(str::to_owned).collect();
        let source = config
            .root
            .get(&format!("crypto map {map} local-address"))
            .and_then(|interface| address_of(config, interface));
        tunnel.local_address = source.or_else(|| {
            let carrier = config.interfaces.iter().find(|(_, block)| {
                block.all("crypto map").any(|(_, rest)| rest.split_whitespace().next() == Some(map))
            });
            carrier.and_then(|(name, _)| address_of(config, name))
        });
        match block.find("match address") {
            Some((line, list)) => {
                let list = list.split_whitespace().next().unwrap_or_default();
                if !config.lists.pairs(list, &mut tunnel) {
                    reading.missing("access list", list, line.line);
                }
                tunnel.at("local_subnets", line.line);
            }
            None => reading.notes.add(Note::new("no-selectors").on(block.line)),
        }
        protected(config, &mut tunnel, block, reading);
        if block.get("set autoup").is_some() {
            tunnel.start = Some(Start::Initiate);
        }
        reading.tunnels.push(tunnel);
    }
}

/// What an IPsec profile or a crypto map entry says, and what it refers to.
fn protected(config: &Config<'_>, tunnel: &mut Tunnel, settings: &Block, reading: &mut Reading) {
    phase2(config, tunnel, settings, reading);
    if let Some(name) = settings.get("set ikev2-profile") {
        tunnel.version = Some(IkeVersion::V2);
        ikev2(config, tunnel, name, settings.line, reading);
    } else {
        tunnel.version = Some(IkeVersion::V1);
        let profile = settings.get("set isakmp-profile");
        ikev1(config, tunnel, profile, reading);
        if settings.get("set exchange-mode") == Some("aggressive") {
            tunnel.mode = Some(ExchangeMode::Aggressive);
        }
    }
    if settings.get("responder-only").is_some() {
        tunnel.start = Some(Start::Respond);
    }
    if config.nat_t_off {
        tunnel.nat_t = Some(NatTraversal::Off);
    }
}

fn phase2(config: &Config<'_>, tunnel: &mut Tunnel, settings: &Block, reading: &mut Reading) {
    if let Some((line, names)) = settings.find("set transform-set") {
        for name in names.split_whitespace() {
            let sets = config.root.all("crypto ipsec transform-set");
            let set = sets.filter_map(|(block, rest)| Some((block, rest.split_once(' ')?)));
            let mut set = set.filter(|(_, (known, _))| *known == name);
            match set.next() {
                Some((block, (_, transforms))) => {
                    tunnel.esp.offers.push(transform_set(transforms, block.line, reading));
                    tunnel.at("esp.enc", block.line);
                    if block.get("mode transport").is_some()
                        && !tunnel.more.contains_key("encapsulation")
                    {
                        tunnel.more.insert("encapsulation", "transport".to_owned());
                    }
                }
                None => reading.missing("transform-set", name, line.line),
            }
        }
        if tunnel.esp.offers.is_empty() {
            tunnel.unresolved.insert("esp");
        }
    } else {
        tunnel.esp.offers.push(Offer { enc: vec!["aes"], auth: vec!["sha1"], ..Offer::default() });
        tunnel.assumed.extend(["esp.enc", "esp.auth"]);
    }
    if let Some((line, name)) = settings.find("set pfs") {
        tunnel.at("esp.pfs", line.line);
        pfs(tunnel, name, reading);
    }
    for (block, prefix) in [
        (settings, "set security-association lifetime"),
        (config.root, "crypto ipsec security-association lifetime"),
    ] {
        block.all(prefix).for_each(|(line, rest)| lifetime(tunnel, rest, line.line));
    }
}

/// `set pfs`, whose group a device has a default for.
pub(super) fn pfs(tunnel: &mut Tunnel, name: &str, reading: &mut Reading) {
    let bare = || {
        let version = reading.numbers();
        reading.platform.default("esp.pfs.bare", version.as_ref()).map(|row| row.value)
    };
    let name = if name.is_empty() {
        tunnel.assumed.insert("esp.pfs");
        bare().unwrap_or_default()
    } else {
        name
    };
    tunnel.esp.groups = group(name).into_iter().collect();
}

/// `seconds 3600`, `days 1`, `kilobytes 4608000`, `kilobytes disable`; the first one counts.
pub(super) fn lifetime(tunnel: &mut Tunnel, rest: &str, line: usize) {
    let words: Vec<&str> = rest.split_whitespace().collect();
    match words.as_slice() {
        ["seconds", number, ..] | [number] => {
            tunnel.esp.lifetime_s = tunnel.esp.lifetime_s.or(number.parse().ok());
            tunnel.at("esp.lifetime_s", line);
        }
        ["days", number, ..] => {
            let days: Option<u64> = number.parse().ok();
            tunnel.esp.lifetime_s =
                tunnel.esp.lifetime_s.or(days.and_then(|days| days.checked_mul(86_400)));
        }
        ["kilobytes", "disable" | "unlimited", ..] if tunnel.esp.volume.is_none() => {
            tunnel.esp.volume = Some(Volume::Unlimited);
        }
        ["kilobytes", number, ..] if tunnel.esp.volume.is_none() => {
            tunnel.esp.volume = number.parse().ok().map(Volume::Kilobytes);
            tunnel.at("esp.lifetime_kb", line);
        }
        _ => {}
    }
}

/// `esp-aes 256 esp-sha256-hmac`: a size may stand as a word of its own.
pub(super) fn transform_set(transforms: &str, line: usize, reading: &mut Reading) -> Offer {
    let mut joined: Vec<String> = Vec::new();
    for word in transforms.split_whitespace() {
        match joined.last_mut() {
            Some(last) if word.bytes().all(|byte| byte.is_ascii_digit()) => {
                last.push_str(&format!("-{word}"))
            }
            _ => joined.push(word.to_owned()),
        }
    }
    let mut offer = Offer::default();
    for word in &joined {
        if word.starts_with("ah-") || word.starts_with("comp-") {
            reading.notes.add(Note::new("not-esp").on(line).with("word", word.clone()));
        } else if let Some(name) = hash(word).filter(|name| *name != "none") {
            offer.auth.push(name);
        } else if let Some(name) = cipher(word) {
            offer.enc.push(name);
        } else {
            reading.unknown_words(vec![word.clone()], line);
        }
    }
    offer
}

fn ikev2(config: &Config<'_>, tunnel: &mut Tunnel, name: &str, line: usize, reading: &mut Reading) {
    ikev2_offers(config, tunnel, reading);
    let Some((profile, _)) =
        config.root.all("crypto ikev2 profile").find(|(_, rest)| *rest == name)
    else {
        reading.missing("ikev2 profile", name, line);
        tunnel.unresolved.extend(["ike.lifetime_s", "local_id", "remote_id"]);
        return;
    };
    if let Some((line, seconds)) = profile.find("lifetime") {
        tunnel.ike.lifetime_s = seconds.parse().ok();
        tunnel.at("ike.lifetime_s", line.line);
    }
    tunnel.dpd = profile.get("dpd").or_else(|| config.root.get("crypto ikev2 dpd")).map(dpd);
    if let Some((line, id)) = profile.find("identity local") {
        tunnel.local_id = identity(id, tunnel.local_address.as_deref());
        tunnel.at("local_id", line.line);
    }
    let matches: Vec<(usize, Identity)> = profile
        .all("match identity remote")
        .filter_map(|(line, id)| Some((line.line, identity(id, None)?)))
        .collect();
    let own =
        matches.iter().find(|(_, id)| id.value.is_some() && id.value == tunnel.remote_address);
    if let Some((line, id)) = own.or(matches.first()) {
        tunnel.remote_id = Some(id.clone());
        tunnel.at("remote_id", *line);
    }
    let ring = profile.get("keyring local").or_else(|| profile.get("keyring"));
    let Some(ring) = ring else { return };
    match config.root.all("crypto ikev2 keyring").find(|(_, rest)| *rest == ring) {
        Some((block, _)) => ikev2_key(block, tunnel),
        None => reading.missing("ikev2 keyring", ring, profile.line),
    }
}

/// The proposals that a policy names; without any policy the default proposal answers.
fn ikev2_offers(config: &Config<'_>, tunnel: &mut Tunnel, reading: &mut Reading) {
    for (policy, _) in config.root.all("crypto ikev2 policy") {
        policy.all("match").for_each(drop);
        for (line, name) in policy.all("proposal") {
            let mut proposals = config.root.all("crypto ikev2 proposal");
            match proposals.find(|(_, rest)| *rest == name) {
                Some((block, _)) => {
                    tunnel.ike.offers.push(ikev2_proposal(block, reading));
                    tunnel.at("ike.enc", block.line);
                }
                None if name == "default" => {}
                None => {
                    reading.missing("ikev2 proposal", name, line.line);
                    tunnel.unresolved.insert("ike.enc");
                }
            }
        }
    }
    if tunnel.ike.offers.is_empty() && tunnel.unresolved.contains("ike.enc") {
        tunnel.unresolved.insert("ike");
    }
}

/// The lists of an IKEv2 proposal; without `prf` the hashes are used.
pub(super) fn ikev2_proposal(block: &Block, reading: &mut Reading) -> Offer {
    let mut unknown = Vec::new();
    let list = |prefix: &str| block.get(prefix).unwrap_or_default().split_whitespace();
    let mut offer = Offer {
        enc: each(list("encryption"), cipher, &mut unknown),
        auth: each(list("integrity"), hash, &mut unknown),
        prf: each(list("prf"), hash, &mut unknown),
        dh: each(list("group"), group, &mut unknown),
    };
    offer.auth.retain(|name| *name != "none");
    if offer.prf.is_empty() {
        offer.prf.clone_from(&offer.auth);
    }
    reading.unknown_words(unknown, block.line);
    offer
}

/// `address 192.0.2.1 255.255.255.255`, `fqdn name`, `email name`, `key-id text`, `any`.
fn identity(text: &str, own_address: Option<&str>) -> Option<Identity> {
    let words: Vec<&str> = text.split_whitespace().collect();
    Some(match words.as_slice() {
        ["address", address, mask] if *mask != "255.255.255.255" => {
            let everything = *address == "0.0.0.0";
            let kind = if everything { IdKind::Any } else { IdKind::Address };
            Identity { kind, value: None, written: true }
        }
        ["address", address, ..] => Identity::of_kind(IdKind::Address, address),
        ["address"] => {
            Identity { kind: IdKind::Address, value: own_address.map(str::to_owned), written: true }
        }
        ["fqdn" | "host" | "hostname", "domain", name] => Identity::of_kind(IdKind::Fqdn, name),
        ["fqdn" | "host" | "hostname", name, ..] => Identity::of_kind(IdKind::Fqdn, name),
        ["fqdn" | "hostname"] => Identity { kind: IdKind::Fqdn, value: None, written: true },
        ["email" | "user-fqdn" | "user", name, ..] => Identity::of_kind(IdKind::UserFqdn, name),
        ["key-id", name, ..] => Identity::of_kind(IdKind::KeyId, name),
        ["any", ..] => Identity::any(),
        _ => return None,
    })
}

/// `10 3 periodic`, `10 periodic`, `10`.
fn dpd(text: &str) -> Dpd {
    let words: Vec<&str> = text.split_whitespace().collect();
    Dpd {
        enabled: true,
        delay_s: words.first().and_then(|word| word.parse().ok()),
        retries: words.get(1).and_then(|word| word.parse().ok()),
        timeout_s: None,
        mode: Some(if words.contains(&"periodic") { "periodic" } else { "on-demand" }),
    }
}

fn ikev2_key(block: &Block, tunnel: &mut Tunnel) {
    let mut address = "";
    let mut best: Option<(bool, PeerKey, usize)> = None;
    for line in block.flat() {
        if line.after("peer").is_some() || line.after("description").is_some() {
            if line.after("peer").is_some() {
                address = "";
            }
        } else if let Some(rest) = line.after("address").or_else(|| line.after("identity address"))
        {
            address = rest.split_whitespace().next().unwrap_or_default();
        } else if let Some(rest) = line.after("pre-shared-key") {
            let mine = Some(address) == tunnel.remote_address.as_deref();
            let rest = rest
                .strip_prefix("remote ")
                .or_else(|| rest.strip_prefix("local "))
                .unwrap_or(rest);
            let better = best.as_ref().is_none_or(|(known, ..)| mine && !known);
            if better && (mine || matches!(address, "" | "0.0.0.0") || best.is_none()) {
                best = Some((mine, key(rest), line.line));
            }
        }
    }
    if let Some((_, key, line)) = best {
        tunnel.key = key;
        tunnel.at("psk", line);
    }
}

/// A key with the digit that tells its form in front: `0 clear`, `6 cipher`, `7 cipher`, `8 cipher`.
pub(super) fn key(text: &str) -> PeerKey {
    let text = text.trim();
    match text.split_once(' ') {
        Some(("0", rest)) => clear(rest.trim()),
        Some(("6" | "7" | "8" | "encrypted", _)) => bare(KeyForm::Hashed),
        Some(("hex" | "hexadecimal", rest)) => hexadecimal(rest.trim()),
        _ => clear(text),
    }
}

fn ikev1(config: &Config<'_>, tunnel: &mut Tunnel, named: Option<&str>, reading: &mut Reading) {
    ikev1_policies(
        config.root,
        "crypto isakmp policy",
        &mut tunnel.ike,
        &mut tunnel.lines,
        reading,
    );
    if tunnel.ike.offers.is_empty() {
        reading.missing("isakmp policy", "", 0);
        tunnel.unresolved.insert("ike");
    }
    tunnel.dpd = config.root.get("crypto isakmp keepalive").map(dpd);
    let peer = tunnel.remote_address.clone().unwrap_or_default();
    let profile = config.root.all("crypto isakmp profile").find(|(block, rest)| match named {
        Some(name) => *rest == name,
        None => block
            .get("match identity address")
            .is_some_and(|text| text.starts_with(&peer) && !peer.is_empty()),
    });
    match (profile, named) {
        (Some((block, _)), _) => isakmp_profile(config, block, tunnel, reading),
        (None, Some(name)) => reading.missing("isakmp profile", name, 0),
        (None, None) => {}
    }
    if let Some(kind) =
        config.root.get("crypto isakmp identity").filter(|_| tunnel.local_id.is_none())
    {
        tunnel.local_id = identity(kind, tunnel.local_address.as_deref());
    }
    // Ruijie names itself in the same word on the outermost level.
    if let Some(id) = config.root.get("self-identity").filter(|_| tunnel.local_id.is_none()) {
        tunnel.local_id = identity(id, tunnel.local_address.as_deref());
    }
    for (block, rest) in config.root.all("crypto isakmp peer") {
        if rest.split_whitespace().any(|word| word == peer)
            && block.deep("set aggressive-mode").is_some()
        {
            tunnel.mode = Some(ExchangeMode::Aggressive);
            if let Some(id) = block.get("set aggressive-mode client-endpoint") {
                tunnel.local_id = tunnel.local_id.clone().or_else(|| identity(id, None));
            }
            if let Some(text) = block.get("set aggressive-mode password") {
                tunnel.key = key(text);
            }
        }
    }
    if tunnel.key.form == KeyForm::Missing {
        let lines = config.root.all("crypto isakmp key").map(|(line, rest)| (line.line, rest));
        pick_key(lines, tunnel);
    }
    if tunnel.key.form == KeyForm::Missing {
        for (ring, _) in config.root.all("crypto keyring") {
            ring_key(ring, tunnel);
        }
    }
}

/// All IKEv1 policies, which are global: every peer is offered each, the lowest number first.
pub(super) fn ikev1_policies(
    root: &Block,
    prefix: &str,
    phase: &mut Phase,
    lines: &mut BTreeMap<&'static str, usize>,
    reading: &mut Reading,
) {
    let mut policies: Vec<(u32, &Block)> = root
        .all(prefix)
        .filter_map(|(block, number)| {
            Some((number.split_whitespace().next()?.parse().ok()?, block))
        })
        .filter(|(_, block)| {
            block.get("authentication").is_none_or(|how| how.starts_with("pre-share"))
        })
        .collect();
    let shared = |block: &Block| block.get("authentication").is_some();
    if policies.iter().any(|(_, block)| shared(block)) {
        policies.retain(|(_, block)| shared(block));
    }
    policies.sort_by_key(|(number, _)| *number);
    for (_, block) in policies {
        let mut unknown = Vec::new();
        let enc = block.get("encr").or_else(|| block.get("encryption"));
        let enc = enc.map(|text| text.replace(' ', "-"));
        let offer = Offer {
            enc: each(enc.as_deref(), cipher, &mut unknown),
            auth: each(block.get("hash"), hash, &mut unknown),
            prf: Vec::new(),
            dh: each(block.get("group"), group, &mut unknown),
        };
        reading.unknown_words(unknown, block.line);
        // Of several policies the first one's lifetime is told; all have one.
        let lifetime =
            block.get("lifetime").and_then(|text| text.trim_start_matches("seconds ").parse().ok());
        if phase.offers.is_empty() {
            phase.lifetime_s = lifetime;
            lines.insert("ike.enc", block.line);
        }
        if !phase.offers.contains(&offer) {
            phase.offers.push(offer);
        }
    }
}

fn isakmp_profile(config: &Config<'_>, block: &Block, tunnel: &mut Tunnel, reading: &mut Reading) {
    if let Some((line, id)) = block.find("self-identity") {
        tunnel.local_id = identity(id, tunnel.local_address.as_deref());
        tunnel.at("local_id", line.line);
    }
    if let Some((line, id)) = block.find("match identity") {
        tunnel.remote_id = identity(id, None);
        tunnel.at("remote_id", line.line);
    }
    if block.get("initiate mode") == Some("aggressive") {
        tunnel.mode = Some(ExchangeMode::Aggressive);
    }
    if let Some(text) = block.get("keepalive") {
        tunnel.dpd = Some(dpd(&text.replace("retry ", "")));
    }
    block.get("local-address");
    for (line, names) in block.all("keyring") {
        let name = names.split_whitespace().next().unwrap_or_default();
        match config
            .root
            .all("crypto keyring")
            .find(|(_, rest)| rest.split_whitespace().next() == Some(name))
        {
            Some((ring, _)) => ring_key(ring, tunnel),
            None => reading.missing("keyring", name, line.line),
        }
    }
}

fn ring_key(ring: &Block, tunnel: &mut Tunnel) {
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
fn pick_key<'a>(lines: impl Iterator<Item = (usize, &'a str)>, tunnel: &mut Tunnel) {
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
            tunnel.at("psk", line);
        }
    }
}

fn ignored(root: &Block, reading: &mut Reading) {
    for (prefix, reason) in [
        ("crypto dynamic-map", "remote-access"),
        ("crypto isakmp client configuration group", "remote-access"),
        ("crypto gdoi group", "group"),
    ] {
        for (block, name) in root.all(prefix) {
            reading.ignore(name, reason, block.line);
            block.understand();
        }
    }
    for (block, name) in root.all("crypto map") {
        if name.contains("gdoi") || name.contains("ipsec-manual") {
            reading.ignore(name, "group", block.line);
        }
    }
}
