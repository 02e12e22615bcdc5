//! H3C (and HPE) Comware 7.

use std::collections::BTreeMap;

use super::super::block::{Block, blocks};
use super::super::clean::Text;
use super::super::contract::{
    DeviceTunnel, Dpd, ExchangeMode, IdKind, IkeVersion, Offer, PeerIdentity, PeerKeyForm, Start,
};
use super::super::note::Note;
use super::super::platform::{Assumption, Platform, known, read_in};
use super::super::reading::Reading;
use super::super::sessions::Sessions;
use super::super::vocabulary::{cipher, each, group, hash, network};
use super::vrp_common::{
    DIALECT, Lists, address_of, interface, interfaces, key, lifetimes, sessions,
};

const DEFAULTS: &[Assumption] = &[
    read_in("ike_version", "ikev1", "without an ikev2-profile a tunnel speaks IKEv1"),
    read_in("mode", "main", "exchange-mode main"),
    read_in("ike.enc.ikev1", "des", "HPE Comware 7: ike proposal, DES-CBC"),
    read_in("ike.auth.ikev1", "sha1", "HPE Comware 7: ike proposal, HMAC-SHA1"),
    read_in("ike.dh.ikev1", "group1", "HPE Comware 7: ike proposal, group1"),
    known("ike.enc.ikev2", "aes128 3des", "the default IKEv2 proposal"),
    known("ike.auth.ikev2", "sha1 md5", "the default IKEv2 proposal"),
    known("ike.dh.ikev2", "5 2", "the default IKEv2 proposal"),
    read_in("ike.lifetime_s", "86400", "HPE Comware 7: sa duration 86400"),
    known("esp.pfs", "none", "no pfs in the transform set"),
    read_in("esp.lifetime_s", "3600", "ipsec sa global-duration: 3600 s"),
    read_in("esp.lifetime_kb", "1843200", "ipsec sa global-duration: 1843200 KB"),
    known("local_id", "address", "ike identity address"),
    known("remote_id", "address", "the address of the peer"),
    read_in("dpd", "off", "off in the profile and globally"),
    known("nat_t", "on", "automatic"),
    known("start", "on-demand", "traffic triggered, on a tunnel interface too"),
];

/// H3C.
pub const H3C: Platform = Platform {
    id: "h3c-comware",
    vendor: "H3C",
    product: "Comware 7 (MSR, SecPath; HPE)",
    versions: &["7.1"],
    defaults: DEFAULTS,
    recognise: |signs| {
        signs.starts_any(&[
            "ike profile ",
            "ikev2 profile ",
            "ipsec transform-set ",
            "ike keychain ",
            "ikev2 keychain ",
            "ipsec apply policy",
            "version 7.1.",
            "ikev2 proposal ",
        ])
    },
    reader: read,
};

struct Config<'a> {
    root: &'a Block,
    lists: Lists,
    sessions: Sessions,
    interfaces: BTreeMap<String, &'a Block>,
}

fn read(text: &Text, reading: &mut Reading) {
    let root = blocks(&text.lines, &DIALECT, &mut reading.notes);
    if let Some(version) = root.get("version") {
        reading.release(version);
    }
    let config = Config {
        lists: Lists::of(&root),
        sessions: sessions(&root),
        interfaces: interfaces(&root),
        root: &root,
    };
    for (block, name) in root.all("interface") {
        if let Some(profile) = block.get("tunnel protection ipsec profile") {
            tunnel_interface(&config, block, name, profile, reading);
        }
    }
    policies(&config, reading);
    let mut lines = Vec::new();
    for prefix in [
        "ike proposal",
        "ike profile",
        "ike keychain",
        "ikev2 proposal",
        "ikev2 profile",
        "ikev2 policy",
        "ipsec transform-set",
        "ipsec policy",
        "ipsec profile",
    ] {
        for (block, _) in root.all(prefix) {
            block.children.iter().for_each(|child| child.left_over(&mut lines));
        }
    }
    reading.left_over(text, lines);
}

fn tunnel_interface(
    config: &Config<'_>,
    block: &Block,
    name: &str,
    profile: &str,
    reading: &mut Reading,
) {
    let name: Vec<&str> = name.split_whitespace().take_while(|word| *word != "mode").collect();
    let mut tunnel = DeviceTunnel::named(name.concat());
    interface(block, &mut tunnel, &config.sessions);
    tunnel.local_address =
        block.get("source").and_then(|source| address_of(&config.interfaces, source));
    if block.text.contains(" mode gre") {
        tunnel.route_based = true;
        tunnel.more.insert("encapsulation", "gre".to_owned());
    } else {
        tunnel.routed();
    }
    let profile = profile.split_whitespace().next().unwrap_or_default();
    let mut profiles = config.root.all("ipsec profile");
    match profiles
        .find(|(_, rest)| rest.split_whitespace().next().is_some_and(|name| same(name, profile)))
    {
        Some((settings, _)) => protected(config, &mut tunnel, settings, reading),
        None => {
            reading.missing("ipsec profile", profile, block.line);
            tunnel.unresolved.extend(["ike", "esp"]);
        }
    }
    reading.tunnels.push(tunnel);
}

/// Names do not differ by case.
fn same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}

fn find<'a>(config: &Config<'a>, prefix: &str, name: &str) -> Option<&'a Block> {
    let mut all = config.root.all(prefix);
    all.find(|(_, rest)| rest.split_whitespace().next().is_some_and(|known| same(known, name)))
        .map(|(block, _)| block)
}

fn policies(config: &Config<'_>, reading: &mut Reading) {
    for (block, name) in config.root.all("ipsec policy-template") {
        block.understand();
        reading.ignore(name, "remote-access", block.line);
    }
    for (block, rest) in config.root.all("ipsec policy") {
        let words: Vec<&str> = rest.split_whitespace().collect();
        let [map, number, "isakmp", more @ ..] = words.as_slice() else { continue };
        let name = format!("{map} {number}");
        if more.first() == Some(&"template") {
            reading.ignore(&name, "remote-access", block.line);
            continue;
        }
        let mut tunnel = DeviceTunnel::named(name);
        let addresses = block.all("remote-address").flat_map(|(_, rest)| rest.split_whitespace());
        let addresses = addresses.filter(|word| !matches!(*word, "primary" | "ipv6"));
        let mut addresses = addresses.map(str::to_owned);
        tunnel.remote_address = addresses.next();
        tunnel.remote_backup = addresses.collect();
        tunnel.at("remote_address", block.line);
        let carrier = config.interfaces.iter().find(|(_, block)| {
            block
                .all("ipsec apply policy")
                .any(|(_, rest)| rest.split_whitespace().next().is_some_and(|name| same(name, map)))
        });
        let own = block.get("local-address").map(str::to_owned);
        tunnel.local_address =
            own.or_else(|| carrier.and_then(|(name, _)| address_of(&config.interfaces, name)));
        match block.find("security acl") {
            Some((line, list)) => {
                if !config.lists.pairs(list, &mut tunnel) {
                    reading.missing("acl", list, line.line);
                }
                tunnel.at("local_subnets", line.line);
            }
            None => reading.notes.add(Note::new("no-selectors").on(block.line)),
        }
        if block.get("sa trigger-mode") == Some("auto") {
            tunnel.start = Some(Start::Initiate);
        }
        protected(config, &mut tunnel, block, reading);
        reading.tunnels.push(tunnel);
    }
}

fn protected(
    config: &Config<'_>,
    tunnel: &mut DeviceTunnel,
    settings: &Block,
    reading: &mut Reading,
) {
    for name in ["description", "sa idle-time", "reverse-route"] {
        settings.all(name).for_each(drop);
    }
    lifetimes(settings, config.root, tunnel);
    let second = settings.find("ikev2-profile");
    if let Some((_, name)) = second.or_else(|| settings.find("ike-profile")) {
        tunnel.object("ike-profile", name);
    }
    if let Some((line, name)) = second {
        tunnel.version = Some(IkeVersion::V2);
        ikev2(config, tunnel, name, line.line, reading);
    } else {
        tunnel.version = Some(IkeVersion::V1);
        ikev1(
            config,
            tunnel,
            settings.find("ike-profile").map(|(line, name)| (line.line, name)),
            reading,
        );
    }
    esp(config, tunnel, settings, second.is_none(), reading);
}

fn words<'a>(block: &'a Block, prefix: &str) -> impl Iterator<Item = &'a str> + use<'a> {
    block.get(prefix).unwrap_or_default().split_whitespace()
}

/// With IKEv1 a device offers only the first algorithm of a line.
fn esp(
    config: &Config<'_>,
    tunnel: &mut DeviceTunnel,
    settings: &Block,
    first_only: bool,
    reading: &mut Reading,
) {
    let Some((line, names)) = settings.find("transform-set") else {
        tunnel.unresolved.insert("esp");
        return reading.missing("transform-set", "", settings.line);
    };
    for name in names.split_whitespace() {
        let Some(block) = find(config, "ipsec transform-set", name) else {
            reading.missing("transform-set", name, line.line);
            continue;
        };
        let mut unknown = Vec::new();
        let mut offer = Offer {
            enc: each(words(block, "esp encryption-algorithm"), cipher, &mut unknown),
            auth: each(words(block, "esp authentication-algorithm"), hash, &mut unknown),
            ..Offer::default()
        };
        if first_only {
            offer.enc.truncate(1);
            offer.auth.truncate(1);
        }
        if let Some((line, name)) = block.find("pfs") {
            tunnel.esp.groups = each(name.split_whitespace(), group, &mut unknown);
            tunnel.at("esp.pfs", line.line);
        }
        if let Some(protocol) = block.get("protocol").filter(|protocol| *protocol != "esp") {
            tunnel.more.insert("protocol", protocol.to_owned());
        }
        if let Some(mode) = block.get("encapsulation-mode").filter(|mode| *mode != "tunnel") {
            tunnel.more.insert("encapsulation", mode.to_owned());
        }
        block.get("esn");
        reading.unknown_words(unknown, block.line);
        tunnel.at("esp.enc", block.line);
        tunnel.object("esp-proposal", name);
        tunnel.esp.offers.push(offer);
    }
    if tunnel.esp.offers.is_empty() {
        tunnel.unresolved.insert("esp");
    }
}

fn ikev1(
    config: &Config<'_>,
    tunnel: &mut DeviceTunnel,
    named: Option<(usize, &str)>,
    reading: &mut Reading,
) {
    let profile = named.and_then(|(line, name)| {
        let found = find(config, "ike profile", name);
        if found.is_none() {
            reading.missing("ike profile", name, line);
        }
        found
    });
    let wanted: Vec<&str> = profile.map_or(Vec::new(), |block| words(block, "proposal").collect());
    let mut all: Vec<(&Block, &str)> = config.root.all("ike proposal").collect();
    all.sort_by_key(|(_, number)| number.parse::<u32>().unwrap_or(u32::MAX));
    if !wanted.is_empty() {
        all.retain(|(_, number)| wanted.contains(number));
        if all.is_empty() {
            reading.missing("ike proposal", wanted[0], profile.map_or(0, |block| block.line));
            tunnel.unresolved.insert("ike");
        }
    }
    for (block, number) in all {
        tunnel.object("ike-proposal", number);
        let mut unknown = Vec::new();
        tunnel.ike.offers.push(Offer {
            enc: each(words(block, "encryption-algorithm"), cipher, &mut unknown),
            auth: each(words(block, "authentication-algorithm"), hash, &mut unknown),
            prf: Vec::new(),
            dh: each(words(block, "dh"), group, &mut unknown),
        });
        for name in ["authentication-method", "description"] {
            block.get(name);
        }
        reading.unknown_words(unknown, block.line);
        tunnel.at("ike.enc", block.line);
        let seconds = block.get("sa duration").and_then(|text| text.parse().ok());
        tunnel.ike.lifetime_s = tunnel.ike.lifetime_s.or(seconds);
    }
    tunnel.dpd =
        profile.and_then(|block| block.get("dpd")).or_else(|| config.root.get("ike dpd")).map(dpd);
    let own = profile
        .and_then(|block| block.find("local-identity"))
        .or_else(|| config.root.find("ike identity"));
    tunnel.local_id = own.and_then(|(_, text)| identity(text, tunnel.local_address.as_deref()));
    let Some(profile) = profile else { return };
    tunnel.mode = match profile.get("exchange-mode") {
        Some("aggressive") => Some(ExchangeMode::Aggressive),
        Some("main") => Some(ExchangeMode::Main),
        _ => None,
    };
    remote_identity(tunnel, profile);
    for (line, name) in profile.all("keychain") {
        match find(config, "ike keychain", name) {
            Some(chain) => {
                for (line, rest) in chain.all("pre-shared-key") {
                    consider_key(tunnel, rest, line.line);
                }
            }
            None => reading.missing("ike keychain", name, line.line),
        }
    }
}

/// `address 192.0.2.1 255.255.255.255 key simple TEXT`, taken when it fits and nothing was taken.
fn consider_key(tunnel: &mut DeviceTunnel, rest: &str, line: usize) {
    let Some((whom, secret)) = rest.split_once(" key ") else { return };
    let words: Vec<&str> = whom.split_whitespace().collect();
    let remote = tunnel.remote_address.clone().unwrap_or_default();
    let fits = match words.as_slice() {
        ["address", address] => *address == remote,
        ["address", address, mask, ..] => network(address, mask, false)
            .and_then(|net| net.parse::<ipnet::Ipv4Net>().ok())
            .is_some_and(|net| {
                remote.parse().is_ok_and(|remote: std::net::Ipv4Addr| net.contains(&remote))
            }),
        ["hostname", name, ..] => {
            *name == remote
                || tunnel.remote_id.as_ref().is_some_and(|id| id.value.as_deref() == Some(name))
        }
        _ => false,
    };
    let exact = words.get(1) == Some(&remote.as_str());
    if fits && (exact || tunnel.key.form == PeerKeyForm::Missing) {
        tunnel.key = key(secret);
        tunnel.lines.insert("psk", line);
    }
}

fn remote_identity(tunnel: &mut DeviceTunnel, profile: &Block) {
    let all: Vec<(usize, PeerIdentity)> = profile
        .all("match remote identity")
        .filter_map(|(line, text)| Some((line.line, identity(text, None)?)))
        .collect();
    profile.all("match local").for_each(drop);
    let own = all.iter().find(|(_, id)| id.value.is_some() && id.value == tunnel.remote_address);
    if let Some((line, id)) = own.or(all.first()) {
        tunnel.remote_id = Some(id.clone());
        tunnel.at("remote_id", *line);
    }
    if let Some((_, range)) = profile.find("match remote identity address range") {
        tunnel
            .more
            .insert("remote_id_range", range.split_whitespace().collect::<Vec<_>>().join("-"));
    }
}

fn identity(text: &str, own: Option<&str>) -> Option<PeerIdentity> {
    let words: Vec<&str> = text.split_whitespace().collect();
    Some(match words.as_slice() {
        ["address", "range", ..] => {
            PeerIdentity { kind: IdKind::Address, value: None, written: true }
        }
        ["address", "0.0.0.0", "0" | "0.0.0.0"] => PeerIdentity::any(),
        ["address", _, mask] if !matches!(*mask, "32" | "255.255.255.255") => {
            PeerIdentity { kind: IdKind::Address, value: None, written: true }
        }
        ["address", address, ..] => PeerIdentity::of_kind(IdKind::Address, address),
        ["address"] => {
            PeerIdentity { kind: IdKind::Address, value: own.map(str::to_owned), written: true }
        }
        ["fqdn", name, ..] => PeerIdentity::of_kind(IdKind::Fqdn, name),
        ["user-fqdn" | "email", name, ..] => PeerIdentity::of_kind(IdKind::UserFqdn, name),
        ["key-id", name, ..] => PeerIdentity::of_kind(IdKind::KeyId, name),
        _ => return None,
    })
}

/// `interval 10 retry 5 periodic`; `retry` counts seconds.
fn dpd(text: &str) -> Dpd {
    let words: Vec<&str> = text.split_whitespace().collect();
    let at = words.iter().position(|word| *word == "interval");
    Dpd {
        enabled: true,
        delay_s: at.and_then(|at| words.get(at + 1)?.parse().ok()),
        retries: None,
        timeout_s: None,
        mode: Some(if words.contains(&"periodic") { "periodic" } else { "on-demand" }),
    }
}

fn ikev2(
    config: &Config<'_>,
    tunnel: &mut DeviceTunnel,
    name: &str,
    line: usize,
    reading: &mut Reading,
) {
    let mut policies: Vec<(u32, &Block)> = config
        .root
        .all("ikev2 policy")
        .map(|(block, _)| {
            (block.get("priority").and_then(|text| text.parse().ok()).unwrap_or(100), block)
        })
        .collect();
    policies.sort_by_key(|(priority, _)| *priority);
    for (_, policy) in policies {
        policy.all("match").for_each(drop);
        for (line, name) in policy.all("proposal") {
            let Some(block) = find(config, "ikev2 proposal", name) else {
                if name != "default" {
                    reading.missing("ikev2 proposal", name, line.line);
                }
                continue;
            };
            let offer = super::cisco_ike::ikev2_proposal(block, reading);
            let mut unknown = Vec::new();
            let dh = each(words(block, "dh"), group, &mut unknown);
            reading.unknown_words(unknown, block.line);
            tunnel.at("ike.enc", block.line);
            tunnel.object("ike-proposal", name);
            tunnel.ike.offers.push(Offer { dh, ..offer });
        }
    }
    let Some(profile) = find(config, "ikev2 profile", name) else {
        reading.missing("ikev2 profile", name, line);
        return;
    };
    tunnel.ike.lifetime_s = profile.get("sa duration").and_then(|text| text.parse().ok());
    tunnel.dpd = profile.get("dpd").or_else(|| config.root.get("ikev2 dpd")).map(dpd);
    let own = profile.get("identity local");
    tunnel.local_id = own.and_then(|text| identity(text, tunnel.local_address.as_deref()));
    for name in ["authentication-method", "nat-keepalive", "description", "priority"] {
        profile.all(name).for_each(drop);
    }
    remote_identity(tunnel, profile);
    let Some(chain) = profile.get("keychain").and_then(|name| find(config, "ikev2 keychain", name))
    else {
        return;
    };
    let mut address = String::new();
    for line in chain.flat() {
        if line.after("peer").is_some() {
            address.clear();
        } else if let Some(rest) = line.after("address").or_else(|| line.after("identity address"))
        {
            rest.split_whitespace().next().unwrap_or_default().clone_into(&mut address);
        } else if let Some(rest) = line.after("pre-shared-key") {
            let mine = Some(&address) == tunnel.remote_address.as_ref();
            let rest = rest.strip_prefix("local ").unwrap_or(rest);
            let fits = mine || tunnel.key.form == PeerKeyForm::Missing;
            if fits && !rest.starts_with("remote ") {
                tunnel.key = key(rest);
                tunnel.lines.insert("psk", line.line);
            }
        }
    }
}
