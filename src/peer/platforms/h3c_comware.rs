//! H3C (and HPE) Comware 7.

use super::super::block::{ConfigBlock, blocks, first_word};
use super::super::clean::CleanedText;
use super::super::crypto_proposal::CryptoProposal;
use super::super::device_tunnel::{DeviceTunnel, IkeVersion, StartAction};
use super::super::platform::{Platform, PlatformDefault, from_source, known};
use super::super::reading::ParsedConfig;
use super::super::vocabulary::{cipher, each, group, hash};
use super::cisco_interfaces::{TunnelInterface, read_tunnel_interfaces};
use super::h3c_ike::{find, ikev1, ikev2, same};
use super::vrp_common::{DIALECT, VrpConfig, lifetimes, policies, tunnel_of_interface, words};

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
    let config = VrpConfig::of(&root);
    read_tunnel_interfaces(&root, "tunnel protection ipsec profile", reading, |found, reading| {
        tunnel_interface(&config, found, reading);
    });
    policies(&config, reading, |map, tunnel, block, reading| {
        policy(&config, map, tunnel, block, reading);
    });
    let kinds = [
        "ike proposal",
        "ike profile",
        "ike keychain",
        "ikev2 proposal",
        "ikev2 profile",
        "ikev2 policy",
        "ipsec transform-set",
        "ipsec policy",
        "ipsec profile",
    ];
    reading.left_over(text, root.unread_below(&kinds, |_, _| true));
}

fn tunnel_interface(
    config: &VrpConfig<'_>,
    found: TunnelInterface<'_>,
    reading: &mut ParsedConfig,
) {
    let (block, _, profile) = found;
    let is_gre = block.text.contains(" mode gre");
    let mut tunnel = tunnel_of_interface(config, found, is_gre);
    if is_gre {
        tunnel.record_line("encapsulation", block.line);
    }
    match find(config, "ipsec profile", profile) {
        Some(settings) => read_ipsec_settings(config, &mut tunnel, settings, reading),
        None => reading.missing_profile(profile, block.line, &mut tunnel),
    }
    reading.tunnels.push(tunnel);
}

fn policy(
    config: &VrpConfig<'_>,
    map: &str,
    tunnel: &mut DeviceTunnel,
    block: &ConfigBlock,
    reading: &mut ParsedConfig,
) {
    let addresses = block.all("remote-address").flat_map(|(_, rest)| rest.split_whitespace());
    let addresses = addresses.filter(|word| !matches!(*word, "primary" | "ipv6"));
    let mut addresses = addresses.map(str::to_owned);
    tunnel.remote_address = addresses.next();
    tunnel.remote_backup = addresses.collect();
    tunnel
        .record_lines(block, &[("remote_address", "remote-address"), ("start", "sa trigger-mode")]);
    let carries = |interface: &ConfigBlock| {
        interface.all("ipsec apply policy").any(|(_, rest)| same(first_word(rest), map))
    };
    let carrier = config.interfaces.iter().find(|(_, block)| carries(block));
    let own = block.find("local-address").map(|(line, own)| (own.to_owned(), line.line));
    tunnel.set_local_address(
        own.or_else(|| carrier.and_then(|(name, block)| config.address_of(name, block.line))),
    );
    if block.get("sa trigger-mode") == Some("auto") {
        tunnel.start = Some(StartAction::Initiate);
    }
    read_ipsec_settings(config, tunnel, block, reading);
}

fn read_ipsec_settings(
    config: &VrpConfig<'_>,
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
    config: &VrpConfig<'_>,
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
