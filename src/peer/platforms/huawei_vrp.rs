//! Huawei USG firewalls, AR and NetEngine routers (VRP).

use super::super::block::{ConfigBlock, blocks, first_word};
use super::super::clean::CleanedText;
use super::super::crypto_proposal::CryptoProposal;
use super::super::device_tunnel::{DeviceTunnel, StartAction};
use super::super::platform::{Platform, PlatformDefault, from_source, known};
use super::super::reading::ParsedConfig;
use super::super::vocabulary::{cipher, each, group, hash};
use super::cisco_interfaces::{TunnelInterface, read_tunnel_interfaces};
use super::huawei_peer::read_peer;
use super::vrp_common::{DIALECT, VrpConfig, lifetimes, policies, tunnel_of_interface, words};

const DEFAULTS: &[PlatformDefault] = &[
    known("ike_version", "both", "ike peer without undo version: v1 and v2, starts with v2"),
    known("mode", "main", "exchange-mode main (AR); auto on newer USG"),
    known("ike.enc", "des", "ike proposal of releases before V200R007").before("V200R007"),
    from_source("ike.enc", "aes256", "display ike proposal of a new one: AES-256")
        .since("V200R007"),
    known("ike.auth", "sha1", "ike proposal of releases before V200R007").before("V200R007"),
    from_source("ike.auth", "sha256", "display ike proposal of a new one: SHA2-256")
        .since("V200R007"),
    known("ike.dh", "group1", "ike proposal of releases before V200R007").before("V200R007"),
    from_source("ike.dh", "group2", "AR500 V200R007: group2").since("V200R007").before("V200R008"),
    from_source("ike.dh", "group14", "display ike proposal of a new one: DH14").since("V200R008"),
    from_source("ike.lifetime_s", "86400", "display ike proposal of a new one: 86400"),
    known("esp.enc", "des", "ipsec proposal before V200R010").before("V200R010"),
    known("esp.enc", "aes256", "ipsec proposal (AR V200R010 and later, USG6000E)")
        .since("V200R010"),
    known("esp.auth", "md5", "ipsec proposal before V200R010").before("V200R010"),
    known("esp.auth", "sha256", "ipsec proposal (AR V200R010 and later, USG6000E)")
        .since("V200R010"),
    known("esp.pfs", "none", "no pfs line"),
    from_source("esp.lifetime_s", "3600", "ipsec sa global-duration time-based 3600"),
    known("esp.lifetime_kb", "1843200", "ipsec sa global-duration traffic-based 1843200 (AR)"),
    known("local_id", "address", "local-id-type ip: address"),
    known("remote_id", "any", "remote-id absent: not checked beyond the address"),
    known("dpd", "off", "no dpd type: off"),
    known("nat_t", "on", "nat traversal is on"),
    known("start.routed", "initiate", "a profile on a tunnel interface comes up at once"),
    known("start", "on-demand", "a policy waits for traffic without auto-neg"),
];

/// Huawei.
pub const HUAWEI: Platform = Platform {
    id: "huawei-vrp",
    vendor: "Huawei",
    product: "USG, AR, NetEngine (VRP)",
    versions: &["V200R005", "V200R007", "V200R010", "V300R019", "V600R007"],
    defaults: DEFAULTS,
    detect: |signs| {
        signs.starts_any(&[
            "ike peer ",
            "ike-peer ",
            "undo version 1",
            "undo version 2",
            "ike local-name",
        ]) || (signs.starts("ipsec proposal ") && signs.has("esp authentication-algorithm"))
            || (signs.starts("sysname ")
                && signs.starts("ike proposal ")
                && !signs.starts("ike profile"))
    },
    reader: read,
};

fn read(text: &CleanedText, reading: &mut ParsedConfig) {
    let root = blocks(&text.lines, &DIALECT, &mut reading.notes);
    if let Some(release) = release(&text.whole) {
        reading.release(release);
    }
    let config = VrpConfig::of(&root);
    read_tunnel_interfaces(&root, "ipsec profile", reading, |found, reading| {
        tunnel_interface(&config, found, reading);
    });
    policies(&config, reading, |map, tunnel, block, reading| {
        policy(&config, map, tunnel, block, reading);
    });
    let kinds = ["ike proposal", "ike peer", "ipsec proposal", "ipsec policy", "ipsec profile"];
    let is_own = |_: &ConfigBlock, rest: &str| !rest.starts_with("default");
    reading.left_over(text, root.unread_below(&kinds, is_own));
}

/// `[V300R019C13SPC200]` or `Software Release V600R007C20SPC500`.
fn release(whole: &str) -> Option<&str> {
    let at = whole.match_indices('V').find(|(at, _)| {
        let rest = &whole.as_bytes()[at + 1..];
        rest.len() > 8
            && rest[..3].iter().all(u8::is_ascii_digit)
            && rest[3] == b'R'
            && rest[4].is_ascii_digit()
    });
    let rest = &whole[at?.0..];
    Some(rest.split(|letter: char| !letter.is_ascii_alphanumeric()).next().unwrap_or(rest))
}

fn tunnel_interface(
    config: &VrpConfig<'_>,
    found: TunnelInterface<'_>,
    reading: &mut ParsedConfig,
) {
    let (block, _, profile) = found;
    let protocol = block.get("tunnel-protocol").unwrap_or_default();
    let mut tunnel = tunnel_of_interface(config, found, protocol.starts_with("gre"));
    tunnel.record_lines(block, &[("encapsulation", "tunnel-protocol")]);
    match config.root.named("ipsec profile", profile) {
        Some(settings) => read_ipsec_settings(config, &mut tunnel, settings, reading),
        None => {
            reading.missing_profile(profile, block.line, &mut tunnel);
            tunnel.unresolved.insert("ike_version");
        }
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
    let carrier = config.interfaces.iter().find_map(|(name, block)| {
        let mut policies = block.all("ipsec policy");
        let (line, rest) = policies.find(|(_, rest)| first_word(rest) == map)?;
        Some((name, line, rest.contains("auto-neg")))
    });
    let own = block.find("tunnel local");
    let own = own.filter(|(_, text)| text.parse::<std::net::IpAddr>().is_ok());
    let own = own.map(|(line, text)| (text.to_owned(), line.line));
    tunnel.set_local_address(
        own.or_else(|| carrier.and_then(|(name, line, _)| config.address_of(name, line.line))),
    );
    tunnel.record_lines(block, &[("start", "sa trigger-mode")]);
    if carrier.is_some_and(|(.., auto)| auto) || block.get("sa trigger-mode") == Some("auto") {
        tunnel.start = Some(StartAction::Initiate);
    }
    read_ipsec_settings(config, tunnel, block, reading);
}

/// What a policy entry or a profile says.
fn read_ipsec_settings(
    config: &VrpConfig<'_>,
    tunnel: &mut DeviceTunnel,
    settings: &ConfigBlock,
    reading: &mut ParsedConfig,
) {
    for name in ["alias", "route inject", "description", "scenario", "respond-only", "tunnel local"]
    {
        settings.all(name).for_each(drop);
    }
    tunnel.record_lines(settings, &[("start", "respond-only enable")]);
    if settings.get("respond-only enable").is_some() {
        tunnel.start = Some(StartAction::Respond);
    }
    lifetimes(settings, config.root, tunnel);
    esp(config, tunnel, settings, reading);
    if let Some((line, name)) = settings.find("pfs") {
        let mut unknown = Vec::new();
        tunnel.esp.groups = each(Some(name), group, &mut unknown);
        reading.unknown_words(unknown, line.line);
        tunnel.record_line("esp.pfs", line.line);
    }
    if let Some((_, name)) = settings.find("ike-peer") {
        tunnel.object("ike-gateway", name);
    }
    let Some((line, name)) = settings.find("ike-peer") else {
        reading.missing("ike peer", "", settings.line);
        tunnel.unresolved.extend(["ike", "ike_version"]);
        return;
    };
    let named = format!("ike peer {name}");
    let mut peers = config.root.all(&named);
    match peers.next().map(|(block, rest)| (block, rest.split_whitespace().next())) {
        Some((peer, version)) => read_peer(config, tunnel, peer, version, reading),
        None => {
            reading.missing("ike peer", name, line.line);
            tunnel.unresolved.extend(["ike", "ike_version"]);
        }
    }
}

fn esp(
    config: &VrpConfig<'_>,
    tunnel: &mut DeviceTunnel,
    settings: &ConfigBlock,
    reading: &mut ParsedConfig,
) {
    let Some((line, names)) = settings.find("proposal") else {
        tunnel.unresolved.insert("esp");
        return reading.missing("ipsec proposal", "", settings.line);
    };
    for name in names.split_whitespace() {
        let Some(block) = config.root.named("ipsec proposal", name) else {
            reading.missing("ipsec proposal", name, line.line);
            continue;
        };
        let mut unknown = Vec::new();
        let ciphers =
            block.get("esp encryption-algorithm").unwrap_or_default().replace("aes ", "aes-");
        let offer = CryptoProposal {
            enc: each(ciphers.split_whitespace(), cipher, &mut unknown),
            auth: each(words(block, "esp authentication-algorithm"), hash, &mut unknown),
            ..CryptoProposal::default()
        };
        reading.unknown_words(unknown, block.line);
        if block.get("transform").is_some_and(|transform| transform.starts_with("ah")) {
            tunnel.extra.insert("protocol", "ah".to_owned());
        }
        if let Some(mode) = block.get("encapsulation-mode").filter(|mode| *mode != "tunnel") {
            tunnel.extra.insert("encapsulation", mode.to_owned());
        }
        tunnel.record_lines(
            block,
            &[
                ("esp.enc", "esp encryption-algorithm"),
                ("esp.auth", "esp authentication-algorithm"),
                ("encapsulation", "encapsulation-mode"),
                ("protocol", "transform"),
            ],
        );
        tunnel.object("esp-proposal", name);
        tunnel.esp.offers.push(offer);
    }
    if tunnel.esp.offers.is_empty() {
        tunnel.unresolved.insert("esp");
    }
    let sha2 = ["ipsec authentication sha2 compatible enable", "ipsec sha2 compatible enable"];
    if sha2.into_iter().all(|line| config.root.get(line).is_none()) {
        tunnel.extra.insert("sha2_compatible", "no".to_owned());
    }
}
