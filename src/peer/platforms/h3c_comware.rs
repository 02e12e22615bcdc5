//! H3C (and HPE) Comware 7.

use super::super::block::{ConfigBlock, blocks};
use super::super::clean::CleanedText;
use super::super::device_tunnel::{CryptoProposal, DeviceTunnel, IkeVersion, StartAction};
use super::super::note::Note;
use super::super::platform::{Platform, PlatformDefault, from_source, known};
use super::super::reading::ParsedConfig;
use super::super::vocabulary::{cipher, each, group, hash};
use super::h3c_ike::{Config, find, ikev1, ikev2, same, words};
use super::vrp_common::{DIALECT, Lists, address_of, interface, interfaces, lifetimes, sessions};

const DEFAULTS: &[PlatformDefault] = &[
    from_source("ike_version", "ikev1", "without an ikev2-profile a tunnel speaks IKEv1"),
    from_source("mode", "main", "exchange-mode main"),
    from_source("ike.enc.ikev1", "des", "HPE Comware 7: ike proposal, DES-CBC"),
    from_source("ike.auth.ikev1", "sha1", "HPE Comware 7: ike proposal, HMAC-SHA1"),
    from_source("ike.dh.ikev1", "group1", "HPE Comware 7: ike proposal, group1"),
    known("ike.enc.ikev2", "aes128 3des", "the default IKEv2 proposal"),
    known("ike.auth.ikev2", "sha1 md5", "the default IKEv2 proposal"),
    known("ike.dh.ikev2", "5 2", "the default IKEv2 proposal"),
    from_source("ike.lifetime_s", "86400", "HPE Comware 7: sa duration 86400"),
    known("esp.pfs", "none", "no pfs in the transform set"),
    from_source("esp.lifetime_s", "3600", "ipsec sa global-duration: 3600 s"),
    from_source("esp.lifetime_kb", "1843200", "ipsec sa global-duration: 1843200 KB"),
    known("local_id", "address", "ike identity address"),
    known("remote_id", "address", "the address of the peer"),
    from_source("dpd", "off", "off in the profile and globally"),
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
    detect: |signs| {
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

fn read(text: &CleanedText, reading: &mut ParsedConfig) {
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
        if reading.is_full() {
            break;
        }
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
            block.children.iter().for_each(|child| child.collect_unread(&mut lines));
        }
    }
    reading.left_over(text, lines);
}

fn tunnel_interface(
    config: &Config<'_>,
    block: &ConfigBlock,
    name: &str,
    profile: &str,
    reading: &mut ParsedConfig,
) {
    let name: Vec<&str> = name.split_whitespace().take_while(|word| *word != "mode").collect();
    let mut tunnel = DeviceTunnel::named(name.concat());
    interface(block, &mut tunnel, &config.sessions);
    let source = block.find("source");
    tunnel.set_local_address(
        source.and_then(|(line, source)| address_of(&config.interfaces, source, line.line)),
    );
    if block.text.contains(" mode gre") {
        tunnel.route_based = true;
        tunnel.extra.insert("encapsulation", "gre".to_owned());
        tunnel.record_line("encapsulation", block.line);
    } else {
        tunnel.set_route_based();
    }
    let profile = profile.split_whitespace().next().unwrap_or_default();
    tunnel.object("esp-policy", profile);
    match find(config, "ipsec profile", profile) {
        Some(settings) => protected(config, &mut tunnel, settings, reading),
        None => {
            reading.missing("ipsec profile", profile, block.line);
            tunnel.unresolved.extend(["ike", "esp"]);
        }
    }
    reading.tunnels.push(tunnel);
}

fn policies(config: &Config<'_>, reading: &mut ParsedConfig) {
    for (block, name) in config.root.all("ipsec policy-template") {
        block.mark_read();
        reading.ignore(name, "remote-access", block.line);
    }
    for (block, rest) in config.root.all("ipsec policy") {
        let words: Vec<&str> = rest.split_whitespace().collect();
        let [map, number, "isakmp", more @ ..] = words.as_slice() else { continue };
        if reading.is_full() {
            break;
        }
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
        tunnel.record_lines(
            block,
            &[("remote_address", "remote-address"), ("start", "sa trigger-mode")],
        );
        let carrier = config.interfaces.iter().find(|(_, block)| {
            block
                .all("ipsec apply policy")
                .any(|(_, rest)| rest.split_whitespace().next().is_some_and(|name| same(name, map)))
        });
        let own = block.find("local-address").map(|(line, own)| (own.to_owned(), line.line));
        tunnel.set_local_address(own.or_else(|| {
            carrier.and_then(|(name, block)| address_of(&config.interfaces, name, block.line))
        }));
        match block.find("security acl") {
            Some((line, list)) => {
                if !config.lists.pairs(list, &mut tunnel) {
                    reading.missing("acl", list, line.line);
                }
                tunnel.record_line("local_subnets", line.line);
            }
            None => reading.notes.add(Note::new("no-selectors").on(block.line)),
        }
        if block.get("sa trigger-mode") == Some("auto") {
            tunnel.start = Some(StartAction::Initiate);
        }
        protected(config, &mut tunnel, block, reading);
        reading.tunnels.push(tunnel);
    }
}

fn protected(
    config: &Config<'_>,
    tunnel: &mut DeviceTunnel,
    settings: &ConfigBlock,
    reading: &mut ParsedConfig,
) {
    for name in ["description", "sa idle-time", "reverse-route"] {
        settings.all(name).for_each(drop);
    }
    lifetimes(settings, config.root, tunnel);
    let second = settings.find("ikev2-profile");
    if let Some((_, name)) = second.or_else(|| settings.find("ike-profile")) {
        tunnel.object("ike-profile", name);
    }
    tunnel.record_lines(settings, &[("ike_version", "ikev2-profile")]);
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

/// With IKEv1 a device offers only the first algorithm of a line.
fn esp(
    config: &Config<'_>,
    tunnel: &mut DeviceTunnel,
    settings: &ConfigBlock,
    first_only: bool,
    reading: &mut ParsedConfig,
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
        let mut offer = CryptoProposal {
            enc: each(words(block, "esp encryption-algorithm"), cipher, &mut unknown),
            auth: each(words(block, "esp authentication-algorithm"), hash, &mut unknown),
            ..CryptoProposal::default()
        };
        if first_only {
            offer.enc.truncate(1);
            offer.auth.truncate(1);
        }
        if let Some((line, name)) = block.find("pfs") {
            tunnel.esp.groups = each(name.split_whitespace(), group, &mut unknown);
            tunnel.record_line("esp.pfs", line.line);
        }
        if let Some(protocol) = block.get("protocol").filter(|protocol| *protocol != "esp") {
            tunnel.extra.insert("protocol", protocol.to_owned());
        }
        if let Some(mode) = block.get("encapsulation-mode").filter(|mode| *mode != "tunnel") {
            tunnel.extra.insert("encapsulation", mode.to_owned());
        }
        block.get("esn");
        reading.unknown_words(unknown, block.line);
        tunnel.record_lines(
            block,
            &[
                ("esp.enc", "esp encryption-algorithm"),
                ("esp.auth", "esp authentication-algorithm"),
                ("encapsulation", "encapsulation-mode"),
                ("protocol", "protocol"),
            ],
        );
        tunnel.object("esp-proposal", name);
        tunnel.esp.offers.push(offer);
    }
    if tunnel.esp.offers.is_empty() {
        tunnel.unresolved.insert("esp");
    }
}
