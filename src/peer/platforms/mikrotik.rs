//! MikroTik RouterOS: `/ip ipsec` and its lists; before 6.43 the peer holds everything.

use std::collections::HashMap;

use super::super::clean::CleanedText;
use super::super::crypto_proposal::CryptoProposal;
use super::super::device_tunnel::{
    DeviceTunnel, Dpd, ExchangeMode, IdKind, IkeVersion, NatTraversal, PeerIdentity, PeerKeyForm,
    StartAction,
};
use super::super::platform::{Platform, PlatformDefault, from_source, known};
use super::super::reading::ParsedConfig;
use super::super::section::{ConfigSection, router_os};
use super::super::vocabulary::{
    cipher, each, group, hash, hexadecimal, key_of_form, plaintext_key, seconds,
};

const DEFAULTS: &[PlatformDefault] = &[
    known("ike_version", "ikev1", "peer exchange-mode=main"),
    known("mode", "main", "peer exchange-mode=main"),
    from_source("ike.enc", "aes-128 3des", "export verbose of 7.x, profile default: aes-128,3des"),
    from_source("ike.auth", "sha1", "export verbose of 7.x, profile default: sha1"),
    from_source(
        "ike.dh",
        "modp2048 modp1024",
        "export verbose of 7.x, profile default: modp2048,modp1024",
    ),
    from_source("ike.lifetime_s", "86400", "export verbose of 7.x, profile default: 1d"),
    from_source(
        "esp.enc",
        "aes-256-cbc aes-192-cbc aes-128-cbc",
        "export verbose, proposal default",
    ),
    from_source("esp.auth", "sha1", "export verbose, proposal default"),
    from_source("esp.pfs", "modp1024", "export verbose, proposal default: modp1024"),
    from_source("esp.lifetime_s", "1800", "export verbose, proposal default: 30m"),
    from_source("esp.lifetime_kb", "none", "no lifebytes in 7.x"),
    from_source("local_id", "address", "identity my-id=auto"),
    from_source("remote_id", "address", "identity remote-id=auto: address of the peer"),
    from_source("dpd", "120 5 periodic", "profile default before 7: 2m x 5").before("7"),
    from_source("dpd", "8 4 periodic", "profile default: dpd-interval=8s x 4").since("7"),
    from_source("nat_t", "on", "nat-traversal=yes"),
    known("start", "initiate", "passive=no: at once, for active policies"),
];

/// MikroTik.
pub const MIKROTIK: Platform = Platform {
    id: "mikrotik",
    vendor: "MikroTik",
    product: "RouterOS",
    versions: &["6.42", "6.43", "7.0"],
    defaults: DEFAULTS,
    detect: |signs| {
        signs.starts_any(&["/ip ipsec", "/ip/ipsec", "ip ipsec "]) || signs.has("by RouterOS")
    },
    reader: read,
};

fn read(text: &CleanedText, reading: &mut ParsedConfig) {
    for line in &text.lines {
        if let Some((_, version)) = line.text.split_once("by RouterOS ") {
            reading.release(version.trim());
        }
    }
    let sections = router_os(&text.lines);
    let of = |kind: &str| {
        let path = format!("/ip ipsec {kind}");
        sections.iter().filter(move |section| section.kind == path)
    };
    let mut by_peer: HashMap<&str, Vec<&ConfigSection>> = HashMap::new();
    let mut by_address: HashMap<&str, Vec<&ConfigSection>> = HashMap::new();
    for policy in of("policy") {
        if policy.name != "add" || policy.get("template") == Some("yes") {
            continue;
        }
        match (policy.get("peer"), policy.get("sa-dst-address")) {
            (Some(peers), _) => {
                peers.split(',').for_each(|peer| by_peer.entry(peer).or_default().push(policy));
            }
            (None, Some(address)) => by_address.entry(address).or_default().push(policy),
            (None, None) => {}
        }
    }
    let mut identities: HashMap<&str, &ConfigSection> = HashMap::new();
    for identity in of("identity") {
        identities.entry(identity.get("peer").unwrap_or_default()).or_insert(identity);
    }
    let profiles: Vec<&ConfigSection> = of("profile").chain(of("peer profile")).collect();
    let proposals: Vec<&ConfigSection> = of("proposal").collect();
    for peer in of("peer").filter(|section| section.name == "add") {
        if reading.is_full() {
            break;
        }
        let address = peer.get("address").unwrap_or_default();
        let address = address.trim_end_matches("/32");
        let name = peer.get("name").unwrap_or(address);
        let mut policies: Vec<&ConfigSection> = by_peer.get(name).cloned().unwrap_or_default();
        policies.extend(by_address.get(address).into_iter().flatten());
        let identity = identities.get(name).copied();
        let off = is_off(peer);
        if let Some(reason) = no_tunnel(peer, identity, policies.is_empty()) {
            reading.ignore(name, reason, peer.line);
            continue;
        }
        let mut tunnel = DeviceTunnel::named(name);
        tunnel.inactive = off;
        tunnel.remote_address = Some(address.to_owned()).filter(|address| !address.is_empty());
        tunnel.record_lines(
            peer,
            &[
                ("remote_address", "address"),
                ("local_address", "local-address"),
                ("ike_version", "exchange-mode"),
                ("mode", "exchange-mode"),
                ("start", "passive"),
                ("off", "disabled"),
            ],
        );
        phase1(peer, &profiles, &mut tunnel, reading);
        keys(peer, identity, &mut tunnel);
        phase2(&policies, &proposals, &mut tunnel, reading);
        reading.tunnels.push(tunnel);
    }
}

/// Why a peer is no tunnel of this kind.
fn no_tunnel(
    peer: &ConfigSection,
    identity: Option<&ConfigSection>,
    has_no_policies: bool,
) -> Option<&'static str> {
    let identity = identity.unwrap_or(peer);
    let generated = identity.get("generate-policy").is_some_and(|how| how != "no");
    let address = peer.get("address").unwrap_or_default().trim_end_matches("/32");
    if has_no_policies && is_off(peer) {
        Some("inactive")
    } else if address.contains('/') || (has_no_policies && generated) {
        Some("remote-access")
    } else {
        let method = identity.get("auth-method");
        method.is_some_and(|method| method != "pre-shared-key").then_some("certificate")
    }
}

fn is_off(section: &ConfigSection) -> bool {
    section.get("disabled") == Some("yes")
}

/// The entry of that name; `default` may only be changed, with `set [ find default=yes ]`.
fn named<'a>(all: &[&'a ConfigSection], name: &str) -> Option<&'a ConfigSection> {
    all.iter().copied().find(|section| match section.name.as_str() {
        "add" => section.get("name") == Some(name),
        _ => {
            name == "default" && section.get("which").is_some_and(|which| which.contains("default"))
        }
    })
}

fn phase1(
    peer: &ConfigSection,
    profiles: &[&ConfigSection],
    tunnel: &mut DeviceTunnel,
    reading: &mut ParsedConfig,
) {
    match peer.get("exchange-mode") {
        Some("ike2") => tunnel.version = Some(IkeVersion::V2),
        Some("aggressive") => {
            tunnel.version = Some(IkeVersion::V1);
            tunnel.mode = Some(ExchangeMode::Aggressive);
        }
        Some(_) => {
            tunnel.version = Some(IkeVersion::V1);
            tunnel.mode = Some(ExchangeMode::Main);
        }
        None => {}
    }
    tunnel.local_address =
        peer.get("local-address").filter(|address| *address != "0.0.0.0").map(str::to_owned);
    if peer.get("passive") == Some("yes") {
        tunnel.start = Some(StartAction::Respond);
    }
    let wanted = peer.get("profile").unwrap_or("default");
    tunnel.object("ike-proposal", wanted);
    let own = peer
        .any(&["enc-algorithm", "hash-algorithm", "dh-group", "dpd-interval", "lifetime"])
        .is_some();
    if own {
        tunnel.object("old-peer", peer.get("address").unwrap_or_default());
    }
    let profile = named(profiles, wanted);
    if profile.is_none() && wanted != "default" {
        reading.missing("profile", wanted, peer.line);
        tunnel.unresolved.extend(["ike"]);
    }
    let nothing = ConfigSection::default();
    let source = if own { peer } else { profile.unwrap_or(&nothing) };
    let mut unknown = Vec::new();
    let mut offer = CryptoProposal {
        enc: each(source.get("enc-algorithm"), cipher, &mut unknown),
        auth: each(source.get("hash-algorithm"), hash, &mut unknown),
        prf: each(source.get("prf-algorithm").filter(|name| *name != "auto"), hash, &mut unknown),
        dh: each(source.get("dh-group"), group, &mut unknown),
    };
    if offer.prf.is_empty() && tunnel.version == Some(IkeVersion::V2) {
        offer.prf.clone_from(&offer.auth);
    }
    reading.unknown_words(unknown, source.line);
    if !tunnel.unresolved.contains("ike") {
        tunnel.ike.offers.push(offer);
    }
    tunnel.record_lines(
        source,
        &[
            ("ike.enc", "enc-algorithm"),
            ("ike.auth", "hash-algorithm"),
            ("ike.prf", "prf-algorithm"),
            ("ike.dh", "dh-group"),
            ("ike.lifetime_s", "lifetime"),
            ("nat_t", "nat-traversal"),
            ("dpd", "dpd-interval"),
        ],
    );
    timers(source, tunnel, reading);
}

/// Lifetime, NAT traversal and DPD, of the profile or of an old peer.
fn timers(source: &ConfigSection, tunnel: &mut DeviceTunnel, reading: &ParsedConfig) {
    tunnel.ike.lifetime_s = source.get("lifetime").and_then(seconds);
    tunnel.nat_t = match source.get("nat-traversal") {
        Some("no") => Some(NatTraversal::Off),
        Some(_) => Some(NatTraversal::On),
        None => None,
    };
    let old = reading.numbers().is_some_and(|version| !version.is_at_least("7"));
    let tries = source.get("dpd-maximum-failures").and_then(|text| text.parse().ok());
    tunnel.dpd = match source.get("dpd-interval") {
        Some("disable-dpd" | "0s") => Some(Dpd::default()),
        Some(text) => Some(Dpd {
            enabled: true,
            delay_s: seconds(text),
            retries: tries.or(Some(if old { 5 } else { 4 })),
            timeout_s: None,
            mode: Some("periodic"),
        }),
        None => None,
    };
}

fn keys(peer: &ConfigSection, identity: Option<&ConfigSection>, tunnel: &mut DeviceTunnel) {
    let source = identity.unwrap_or(peer);
    if let Some(text) = source.get("secret").or_else(|| peer.get("secret")) {
        tunnel.key = match text.strip_prefix("0x") {
            _ if text.is_empty() => key_of_form(PeerKeyForm::Missing),
            Some(hex) => hexadecimal(hex),
            None => plaintext_key(text),
        };
        tunnel.record_line("psk", source.line_of("secret").unwrap_or(source.line));
    }
    tunnel.record_lines(source, &[("local_id", "my-id"), ("remote_id", "remote-id")]);
    tunnel.local_id = source.get("my-id").and_then(name_of);
    tunnel.remote_id = source.get("remote-id").and_then(name_of);
}

/// `address:192.0.2.1`, `fqdn:name`, `user-fqdn:name`, `key-id:text`, `ignore`, `auto`.
fn name_of(text: &str) -> Option<PeerIdentity> {
    if text == "ignore" {
        return Some(PeerIdentity::any());
    }
    let (kind, value) = text.split_once(':')?;
    let kind = match kind {
        "address" => IdKind::Address,
        "fqdn" => IdKind::Fqdn,
        "user-fqdn" => IdKind::UserFqdn,
        "key-id" => IdKind::KeyId,
        _ => return None,
    };
    Some(PeerIdentity::of_kind(kind, value))
}

/// The networks of the policies of a tunnel; gives those that are told.
fn selectors<'a>(
    policies: &[&'a ConfigSection],
    tunnel: &mut DeviceTunnel,
) -> Vec<&'a ConfigSection> {
    let active: Vec<&ConfigSection> =
        policies.iter().copied().filter(|policy| !is_off(policy)).collect();
    if !policies.is_empty() && active.is_empty() {
        if !tunnel.inactive {
            tunnel.object("policy-off", policies[0].get("peer").unwrap_or_default());
            tunnel.record_lines(policies[0], &[("off", "disabled")]);
        }
        tunnel.inactive = true;
    }
    // Of a tunnel that is off as a whole the policies are told all the same.
    let told = if active.is_empty() { policies.to_vec() } else { active };
    // A list of peers is what the device finds the policy by.
    if let Some(peers) = told.iter().find_map(|policy| policy.get("peer")) {
        tunnel.object("policy-peers", peers);
    }
    for policy in &told {
        if let (Some(local), Some(remote)) = (policy.get("src-address"), policy.get("dst-address"))
        {
            tunnel.add_pair(local, remote);
            tunnel.record_lines(
                *policy,
                &[("local_subnets", "src-address"), ("remote_subnets", "dst-address")],
            );
        }
        let own = policy.get("sa-src-address").filter(|address| *address != "0.0.0.0");
        tunnel.local_address = tunnel.local_address.clone().or(own.map(str::to_owned));
        if own.is_some() {
            tunnel.record_lines(*policy, &[("local_address", "sa-src-address")]);
        }
    }
    if let Some(level) = told.iter().find_map(|policy| policy.get("level")) {
        tunnel.extra.insert("level", level.to_owned());
    }
    told
}

fn phase2(
    policies: &[&ConfigSection],
    proposals: &[&ConfigSection],
    tunnel: &mut DeviceTunnel,
    reading: &mut ParsedConfig,
) {
    let told = selectors(policies, tunnel);
    let wanted = told.iter().find_map(|policy| policy.get("proposal")).unwrap_or("default");
    tunnel.object("esp-proposal", wanted);
    let found = named(proposals, wanted);
    if found.is_none() && wanted != "default" {
        reading.missing("proposal", wanted, told.first().map_or(0, |policy| policy.line));
        tunnel.unresolved.extend(["esp", "esp.life", "esp.pfs"]);
        return;
    }
    let nothing = ConfigSection::default();
    let source = found.unwrap_or(&nothing);
    let mut unknown = Vec::new();
    let mut offer = CryptoProposal {
        enc: each(source.get("enc-algorithms"), cipher, &mut unknown),
        auth: each(source.get("auth-algorithms"), hash, &mut unknown),
        ..CryptoProposal::default()
    };
    offer.auth.retain(|name| *name != "none");
    tunnel.esp.groups = match source.get("pfs-group") {
        Some("none") => vec!["disabled"],
        name => each(name, group, &mut unknown),
    };
    reading.unknown_words(unknown, source.line);
    tunnel.esp.offers.push(offer);
    tunnel.record_lines(
        source,
        &[
            ("esp.enc", "enc-algorithms"),
            ("esp.auth", "auth-algorithms"),
            ("esp.pfs", "pfs-group"),
            ("esp.lifetime_s", "lifetime"),
        ],
    );
    tunnel.esp.lifetime_s = source.get("lifetime").and_then(seconds);
}
