//! strongSwan and libreswan: swanctl.conf, and the older ipsec.conf with ipsec.secrets.

use std::collections::HashMap;

use super::super::clean::CleanedText;
use super::super::crypto_proposal::{CryptoProposal, Volume};
use super::super::device_tunnel::{
    DeviceTunnel, Dpd, ExchangeMode, IdKind, IkeVersion, NatTraversal, PeerIdentity, StartAction,
};
use super::super::platform::{Platform, PlatformDefault, from_source, known};
use super::super::reading::ParsedConfig;
use super::super::section::{ConfigSection, ipsec_conf};
use super::super::vocabulary::{proposals, seconds};
use super::ipsec_conf_settings::CONN_SETTINGS;
use super::swanctl::{connections, derive_prf, pfs_of_offers};
use super::swanctl_identity::{Secrets, identity};
use super::swanctl_syntax::parse;

const STRONGSWAN_DEFAULTS: &[PlatformDefault] = &[
    from_source("ike_version", "both", "swanctl.opt: version = 0; ipsec.conf keyexchange=ike"),
    from_source("mode", "main", "aggressive = no"),
    from_source(
        "ike.enc",
        "aes128 aes192 aes256",
        "proposal.c: AES-CBC 128, 192, 256 and an AEAD proposal",
    ),
    from_source("ike.auth", "sha256 sha384 sha512 sha1", "proposal.c: SHA2 or SHA1"),
    from_source(
        "ike.dh",
        "14 15 16 17 18 19 20 21 31",
        "proposal.c: every strong group of the plugins",
    ),
    from_source("ike.lifetime_s", "15840", "swanctl.opt: rekey_time 4h and over_time 10 %"),
    from_source("ike.rekey_s", "14400", "swanctl.opt: rekey_time = 4h"),
    from_source(
        "esp.enc",
        "aes128 aes192 aes256",
        "proposal.c: AES-CBC 128, 192, 256 and an AEAD proposal",
    ),
    from_source("esp.auth", "sha256 sha384 sha512 sha1", "proposal.c: SHA2 or SHA1"),
    from_source("esp.pfs", "14 15 16 17 18 19 20 21 31", "proposal.c: groups optional"),
    from_source("esp.lifetime_s", "3960", "swanctl.opt: rekey_time 1h and 10 %"),
    from_source("esp.rekey_s", "3600", "swanctl.opt: rekey_time = 1h"),
    from_source("esp.lifetime_kb", "none", "life_bytes is off"),
    from_source("local_id", "address", "address"),
    from_source("remote_id", "any", "%any in swanctl.conf; the address of right in ipsec.conf"),
    from_source("dpd", "off", "dpd_delay = 0s; ipsec.conf: dpdaction=none"),
    from_source("nat_t", "on", "always on; encap = no does not force it"),
    from_source("start", "on-demand", "start_action = none; ipsec.conf: auto=ignore"),
];

const LIBRESWAN_DEFAULTS: &[PlatformDefault] = &[
    from_source("ike_version", "ikev1", "ipsec.conf.5: ikev2=no before 5.0").before("5.0"),
    from_source("ike_version", "ikev2", "ipsec.conf.5: keyexchange=ikev2 from 5.0").since("5.0"),
    from_source("mode", "main", "aggressive=no"),
    known("ike.enc", "aes256gcm aes128gcm aes256 aes128", "pluto's list"),
    known("ike.auth", "sha512 sha256 sha1", "pluto's list"),
    known("ike.dh", "14 15 16 17 18 19 20 21 31", "pluto's list"),
    from_source("ike.lifetime_s", "3600", "ipsec.conf.5: ikelifetime 1h before 4.2").before("4.2"),
    from_source("ike.lifetime_s", "28800", "ipsec.conf.5: ikelifetime 8h").since("4.2"),
    known("esp.enc", "aes256gcm aes128gcm aes256 aes128", "pluto's list"),
    known("esp.auth", "sha512 sha256 sha1", "pluto's list"),
    from_source("esp.pfs", "ike", "pfs=yes takes the groups of ike="),
    from_source("esp.lifetime_s", "28800", "ipsec.conf.5: salifetime 8h"),
    from_source("esp.lifetime_kb", "none", "ipsec-max-bytes: 2^63, practically none"),
    from_source("local_id", "address", "address"),
    from_source("remote_id", "address", "address"),
    from_source("dpd", "off", "dpddelay=0"),
    from_source("nat_t", "on", "encapsulation=auto"),
    from_source("start", "on-demand", "auto=ignore"),
];

/// strongSwan.
pub const STRONGSWAN: Platform = Platform {
    id: "strongswan",
    vendor: "strongSwan",
    product: "strongSwan (swanctl.conf, ipsec.conf)",
    versions: &["5.8.0", "5.9.6", "5.9.9", "6.0"],
    defaults: STRONGSWAN_DEFAULTS,
    detect: |signs| {
        signs.starts_any(&["connections {", "connections{", "remote_addrs =", "remote_addrs="])
            || (signs.starts("connections") && signs.has("remote_addrs"))
            || (signs.starts("conn ") && (signs.has("left") || signs.has("right=")))
    },
    reader: |text, reading| {
        if text.lines.iter().any(|line| line.text.trim_start().starts_with("conn ")) {
            conns(text, reading, false);
        } else {
            let mut root = parse(text, reading);
            bare_connection(&mut root);
            connections(&root, reading);
        }
    },
};

/// libreswan.
pub const LIBRESWAN: Platform = Platform {
    id: "libreswan",
    vendor: "libreswan",
    product: "libreswan (ipsec.conf)",
    versions: &["3.25", "4.2", "5.0"],
    defaults: LIBRESWAN_DEFAULTS,
    detect: |signs| {
        // Of the two only strongSwan has a daemon of that name.
        signs.starts("conn ")
            && !signs.has("charondebug")
            && [
                ";modp",
                ";dh",
                "sha2_",
                "ikev2=",
                "phase2alg",
                "salifetime",
                "ipsec-interface",
                "encapsulation=",
                "protostack",
                "leftsubnets",
                "rightsubnets",
                "aggrmode",
                "leftvti",
                "vti-interface",
                "interface-ip=",
                "ipsec-lifetime",
                "ikev2 =",
                "dpdaction=restart_by_peer",
                "dpdaction=hold",
            ]
            .iter()
            .any(|word| signs.has(word))
    },
    reader: |text, reading| conns(text, reading, true),
};

/// One connection may be pasted without the section around it.
fn bare_connection(root: &mut super::super::tree::Node) {
    if root.children.iter().any(|node| *node.name == "connections") {
        return;
    }
    let children = std::mem::take(&mut root.children);
    let (secrets, conns): (Vec<_>, Vec<_>) =
        children.into_iter().partition(|node| *node.name == "secrets");
    *root = super::super::tree::Node::root();
    let outer = root.enter("connections", 0);
    for conn in conns.into_iter().filter(|node| node.children.len() > 1) {
        outer.adopt(conn);
    }
    for node in secrets {
        root.adopt(node);
    }
}

fn conns(text: &CleanedText, reading: &mut ParsedConfig, libreswan: bool) {
    let mut sections = ipsec_conf(&text.lines);
    if libreswan && sections.iter().any(|section| section.get("ikev2").is_some()) {
        // The word is gone in 5.0.
        reading.release("4.2");
    }
    resolve(&mut sections);
    let secrets = sections.iter().filter(|section| section.kind == "secret");
    let secrets = Secrets::of(
        secrets
            .map(|secret| (secret.line, secret.all("ids"), secret.get("key").unwrap_or_default())),
    );
    for section in
        sections.iter().filter(|section| section.kind == "conn" && section.name != "%default")
    {
        if reading.is_full() {
            break;
        }
        if section.any(&["right", "left"]).is_none()
            || section.get("#used").is_some() && section.get("right").is_none()
        {
            continue;
        }
        if let Some(reason) = no_tunnel(section) {
            reading.ignore(&section.name, reason, section.line);
            continue;
        }
        let mut tunnel = read_conn(section, reading, libreswan);
        secrets.pick(&mut tunnel);
        reading.tunnels.push(tunnel);
    }
}

/// Fills every conn from those it names with `also`, and from `%default`.
fn resolve(sections: &mut [ConfigSection]) {
    let named = |(at, section): (usize, &ConfigSection)| (section.name.clone(), at);
    let conns = sections.iter().enumerate().rev().filter(|(_, section)| section.kind == "conn");
    // Of two that bear one name the first is meant.
    let known: HashMap<String, usize> = conns.map(named).collect();
    for at in 0..sections.len() {
        if sections[at].kind != "conn" || sections[at].name == "%default" {
            continue;
        }
        let mut wanted: Vec<String> =
            sections[at].all("also").iter().map(|name| (*name).to_owned()).collect();
        let mut done: Vec<String> = vec![sections[at].name.clone()];
        while let Some(name) = wanted.pop() {
            let Some(other) = known.get(&name).copied() else { continue };
            if done.contains(&name) || other == at {
                continue;
            }
            done.push(name);
            let mut source = ConfigSection::default();
            source.inherit(&sections[other]);
            wanted.extend(source.all("also").iter().map(|name| (*name).to_owned()));
            sections[at].inherit(&source);
            let line = sections[other].line;
            if sections[other].get("#used").is_none() {
                sections[other].put("#used", "yes", line);
            }
        }
        if let Some(default) = known.get("%default").copied() {
            let mut source = ConfigSection::default();
            source.inherit(&sections[default]);
            sections[at].inherit(&source);
        }
    }
}

fn no_tunnel(section: &ConfigSection) -> Option<&'static str> {
    let auth = section.any(&["authby", "leftauth", "rightauth"]);
    if section.any(&["rightsourceip", "rightaddresspool", "xauth", "leftxauthserver"]).is_some()
        || auth.is_some_and(|auth| auth.contains("eap") || auth.contains("xauth"))
    {
        return Some("remote-access");
    }
    if auth.is_some_and(|auth| {
        auth.contains("rsa") || auth.contains("pubkey") || auth.contains("ecdsa")
    }) || (section.get("leftcert").is_some() && auth.is_none())
    {
        return Some("certificate");
    }
    matches!(section.get("type"), Some("passthrough" | "pass" | "drop" | "reject"))
        .then_some("bypass")
}

fn side(section: &ConfigSection, key: &str) -> Option<String> {
    section.get(key).filter(|text| !text.starts_with('%') && !text.is_empty()).map(str::to_owned)
}

fn networks(section: &ConfigSection, side: &str) -> Vec<String> {
    let text = section
        .get(&format!("{side}subnets"))
        .or_else(|| section.get(&format!("{side}subnet")))
        .unwrap_or_default();
    text.trim_matches(['{', '}'])
        .split([',', ' ', '\t'])
        .filter(|net| !net.is_empty() && !net.starts_with('%'))
        .map(|net| net.split('[').next().unwrap_or(net).to_owned())
        .collect()
}

fn read_conn(section: &ConfigSection, reading: &mut ParsedConfig, libreswan: bool) -> DeviceTunnel {
    let mut tunnel = DeviceTunnel::named(section.name.as_str());
    tunnel.bgp_unread = true;
    tunnel.local_address = side(section, "left");
    tunnel.remote_address = side(section, "right");
    tunnel.record_lines(section, &CONN_SETTINGS);
    tunnel.local_id = section.get("leftid").map(identity);
    tunnel.remote_id = section.get("rightid").map(identity);
    if !libreswan && tunnel.remote_id.is_none() {
        tunnel.remote_id = Some(PeerIdentity {
            kind: IdKind::Address,
            value: tunnel.remote_address.clone(),
            written: false,
        });
        tunnel.defaulted.insert("remote_id");
    }
    for one in networks(section, "left") {
        for other in networks(section, "right") {
            tunnel.add_pair(&one, &other);
        }
    }
    version(section, &mut tunnel, libreswan);
    algorithms(section, &mut tunnel, reading, libreswan);
    lifetimes(section, &mut tunnel, libreswan);
    behaviour(section, &mut tunnel, libreswan);
    interface(section, &mut tunnel);
    tunnel
}

fn version(section: &ConfigSection, tunnel: &mut DeviceTunnel, libreswan: bool) {
    tunnel.version = match section.get("keyexchange") {
        Some("ikev1") => Some(IkeVersion::V1),
        Some("ikev2") => Some(IkeVersion::V2),
        Some("ike") if !libreswan => Some(IkeVersion::Both),
        _ => None,
    };
    if libreswan {
        tunnel.version = match section.get("ikev2") {
            Some("no" | "never") => Some(IkeVersion::V1),
            Some("insist" | "yes" | "propose") => Some(IkeVersion::V2),
            Some("permit") => Some(IkeVersion::Both),
            _ => tunnel.version,
        };
    } else if tunnel.version.is_none() {
        tunnel.version = Some(IkeVersion::Both);
        tunnel.defaulted.insert("ike_version");
    }
    tunnel.mode = match section.any(&["aggressive", "aggrmode"]) {
        Some("yes") => Some(ExchangeMode::Aggressive),
        Some(_) => Some(ExchangeMode::Main),
        None => None,
    };
}

fn algorithms(
    section: &ConfigSection,
    tunnel: &mut DeviceTunnel,
    reading: &mut ParsedConfig,
    libreswan: bool,
) {
    let mut unknown = Vec::new();
    let (ike, esp) = (section.get("ike"), section.any(&["esp", "phase2alg"]));
    for (text, first) in [(ike, true), (esp, false)] {
        let Some(text) = text else { continue };
        let mut offers = proposals(text, &mut unknown);
        // Without the exclamation mark strongSwan offers its own list behind.
        if !libreswan && !text.trim_end().ends_with('!') {
            offers.push(CryptoProposal::default());
        }
        let phase = if first { &mut tunnel.ike } else { &mut tunnel.esp };
        phase.offers = offers;
    }
    reading.unknown_words(unknown, section.line);
    if tunnel.version != Some(IkeVersion::V1) {
        derive_prf(tunnel);
    }
    if !libreswan {
        pfs_of_offers(&mut tunnel.esp, &mut tunnel.defaulted);
        return;
    }
    match section.get("pfs") {
        Some("no") => {
            tunnel.record_lines(section, &[("esp.pfs", "pfs")]);
            tunnel.esp.groups = vec!["disabled"];
            tunnel.esp.offers.iter_mut().for_each(|offer| offer.dh.clear());
        }
        Some(_) if tunnel.esp.offers.iter().all(|offer| offer.dh.is_empty()) => {
            tunnel.record_lines(section, &[("esp.pfs", "ike")]);
            tunnel.esp.groups =
                tunnel.ike.offers.first().map_or(Vec::new(), |offer| offer.dh.clone());
        }
        _ => {}
    }
}

fn lifetimes(section: &ConfigSection, tunnel: &mut DeviceTunnel, libreswan: bool) {
    let time = |keys: &[&str]| section.any(keys).and_then(seconds);
    tunnel.ike.lifetime_s = time(&["ikelifetime"]);
    tunnel.esp.lifetime_s = time(&["salifetime", "ipsec-lifetime", "lifetime", "keylife"]);
    let bytes = ["lifebytes", "ipsec-max-bytes"]
        .into_iter()
        .find_map(|key| section.get(key)?.parse::<u64>().ok());
    tunnel.esp.volume = bytes.map(|bytes| match bytes {
        0 => Volume::Unlimited,
        bytes => Volume::Kilobytes(bytes / 1024),
    });
    if libreswan {
        return;
    }
    let margin = time(&["margintime", "rekeymargin"]).unwrap_or(540);
    for (phase, field, usual) in
        [(&mut tunnel.ike, "ike.lifetime_s", 10_800), (&mut tunnel.esp, "esp.lifetime_s", 3600)]
    {
        if phase.lifetime_s.is_none() {
            phase.lifetime_s = Some(usual);
            tunnel.defaulted.insert(field);
        }
        phase.rekey_s = phase.lifetime_s.map(|life| life.saturating_sub(margin));
    }
}

fn behaviour(section: &ConfigSection, tunnel: &mut DeviceTunnel, libreswan: bool) {
    let time = |key: &str| section.get(key).and_then(seconds);
    let delay = time("dpddelay").filter(|delay| *delay > 0);
    let on = if libreswan {
        delay.is_some() && section.get("dpdaction") != Some("disabled")
    } else {
        section.get("dpdaction").is_some_and(|action| action != "none")
    };
    if on {
        tunnel.dpd = Some(Dpd {
            enabled: true,
            delay_s: delay.or(Some(30)),
            retries: None,
            timeout_s: time("dpdtimeout"),
            mode: Some("periodic"),
        });
    } else if section.any(&["dpdaction", "dpddelay"]).is_some() {
        tunnel.dpd = Some(Dpd::default());
    }
    tunnel.nat_t = match (section.get("encapsulation"), section.get("forceencaps")) {
        (Some("yes"), _) | (_, Some("yes")) => Some(NatTraversal::Forced),
        (Some("no"), _) => Some(NatTraversal::Off),
        (Some(_), _) => Some(NatTraversal::On),
        _ => None,
    };
    tunnel.start = match section.get("auto") {
        Some("start" | "up") => Some(StartAction::Initiate),
        Some("route" | "ondemand") => Some(StartAction::OnDemand),
        Some("add" | "keep") => Some(StartAction::Respond),
        _ => None,
    };
}

fn interface(section: &ConfigSection, tunnel: &mut DeviceTunnel) {
    let keys = [
        "mark",
        "mark_in",
        "mark_out",
        "if_id_in",
        "if_id_out",
        "ipsec-interface",
        "vti-interface",
        "leftvti",
    ];
    let interface = section.any(&keys).is_some_and(|value| value != "no" && value != "0");
    tunnel.route_based = interface;
    let inside = section.any(&["interface-ip", "leftvti"]).map(str::to_owned);
    // strongSwan's scripts take the inside address as an argument.
    tunnel.inside = inside.or_else(|| {
        let script = section.get("leftupdown")?;
        script
            .split_whitespace()
            .find(|word| word.starts_with("169.254.") && word.contains('/'))
            .map(str::to_owned)
    });
    tunnel.mtu = section.get("mtu").and_then(|text| text.parse().ok());
}
