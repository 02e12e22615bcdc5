//! FortiGate: `config`, `edit`, `set`, `next`, `end`.

use std::collections::HashMap;

use super::super::clean::CleanedText;
use super::super::config_edit::from_tables;
use super::super::crypto_proposal::{CryptoProposal, Volume};
use super::super::device_tunnel::{
    DeviceTunnel, Dpd, ExchangeMode, IdKind, IkeVersion, NatTraversal, PeerIdentity, PeerKey,
    PeerKeyForm, StartAction,
};
use super::super::platform::{Platform, PlatformDefault, from_source, known};
use super::super::reading::ParsedConfig;
use super::super::sessions::{BgpSessions, as_below};
use super::super::tree::Node;
use super::super::version::DeviceRelease;
use super::super::vocabulary::{
    group, hexadecimal, key_of_form, plaintext_key, proposal, with_length,
};
use super::fortios_selectors::selectors;

const DEFAULTS: &[PlatformDefault] = &[
    from_source("ike_version", "ikev1", "show full-configuration: set ike-version 1"),
    from_source("mode", "main", "show full-configuration: set mode main"),
    from_source("ike.enc", "", "Encryption algorithms page: the list of the version"),
    from_source("ike.auth", "", "Encryption algorithms page: the list of the version"),
    from_source("ike.dh", "14 5", "What's new 5.2.1: default is 14 and 5"),
    from_source("ike.lifetime_s", "86400", "show full-configuration: set keylife 86400"),
    from_source("esp.enc", "", "show full-configuration of phase 2"),
    from_source("esp.auth", "", "show full-configuration of phase 2"),
    from_source("esp.pfs", "14 5", "pfs enable with dhgrp 14 5 (What's new 5.2.1)").since("5.2"),
    from_source("esp.pfs", "5", "pfs enable with dhgrp 5 (What's new 5.2.1)").before("5.2"),
    from_source("esp.lifetime_s", "43200", "show full-configuration: set keylifeseconds 43200"),
    from_source("esp.lifetime_kb", "none", "show full-configuration: set keylife-type seconds"),
    from_source("local_id", "address", "show full-configuration: localid '' and localid-type auto"),
    from_source("remote_id", "any", "peertype any: not checked"),
    from_source(
        "dpd",
        "20 3 on-demand",
        "show full-configuration: dpd on-demand, retrycount 3, retryinterval 20",
    ),
    from_source("nat_t", "on", "show full-configuration: nattraversal enable"),
    known("start", "on-demand", "phase 1 auto-negotiate enable, phase 2 disable"),
    from_source(
        "selectors",
        "0.0.0.0/0",
        "show full-configuration: src-subnet and dst-subnet 0.0.0.0 0.0.0.0",
    ),
];

/// Fortinet FortiGate.
pub const FORTIOS: Platform = Platform {
    id: "fortios",
    vendor: "Fortinet",
    product: "FortiGate (FortiOS)",
    versions: &["5.2", "6.0", "7.6", "8.0"],
    defaults: DEFAULTS,
    detect: |signs| {
        signs.starts_any(&[
            "config vpn ipsec",
            "#config-version=FG",
            "#config-version=FW",
            "config firewall policy",
        ]) || (signs.starts("config ") && signs.starts("edit ") && signs.starts("set "))
            || (signs.starts("set remote-gw ") && signs.starts("edit "))
    },
    reader: read,
};

/// The lists phase 1 offers when it has no `proposal` line.
const IKEV1_OFFERS: [&str; 4] = ["aes128-sha256", "aes256-sha256", "aes128-sha1", "aes256-sha1"];
const IKEV2_OFFERS: [&str; 5] = [
    "aes128-sha256",
    "aes256-sha256",
    "aes128gcm-prfsha256",
    "aes256gcm-prfsha384",
    "chacha20poly1305-prfsha256",
];
/// The list phase 2 offers when it has no `proposal` line.
const ESP_OFFERS: [&str; 7] = [
    "aes128-sha1",
    "aes256-sha1",
    "aes128-sha256",
    "aes256-sha256",
    "aes128gcm",
    "aes256gcm",
    "chacha20poly1305",
];

fn read(text: &CleanedText, reading: &mut ParsedConfig) {
    let root = from_tables(&text.lines);
    for line in &text.lines {
        if let Some(rest) = line.text.strip_prefix("#config-version=")
            && let Some(version) = rest.split('-').nth(1)
        {
            reading.release(version);
        }
    }
    let mut scopes = vec![&root];
    scopes.extend(root.each("vdom"));
    scopes.extend(root.at("global"));
    let mut lines = Vec::new();
    for scope in &scopes {
        for (first, second, routed) in
            [("phase1-interface", "phase2-interface", true), ("phase1", "phase2", false)]
        {
            let Some(ipsec) = scope.at("vpn ipsec") else { continue };
            let mut below: HashMap<&str, Vec<&Node>> = HashMap::new();
            for node in ipsec.each(second) {
                below.entry(node.text("phase1name").unwrap_or_default()).or_default().push(node);
            }
            let sessions = sessions(scope);
            for phase1 in ipsec.each(first) {
                if reading.is_full() {
                    break;
                }
                let phases = below.remove(phase1.name.as_str()).unwrap_or_default();
                let context = TunnelScope { root: &root, scope, sessions: &sessions };
                read_tunnel(&context, phase1, &phases, routed, reading);
                phase1.children.iter().for_each(|child| child.left_over(&mut lines));
            }
        }
    }
    reading.left_over(text, lines);
}

/// What a tunnel is looked up in.
struct TunnelScope<'a> {
    root: &'a Node,
    scope: &'a Node,
    sessions: &'a BgpSessions,
}

fn read_tunnel(
    context: &TunnelScope<'_>,
    phase1: &Node,
    phases: &[&Node],
    routed: bool,
    reading: &mut ParsedConfig,
) {
    if matches!(phase1.text("type"), Some("dynamic")) {
        phase1.understand();
        return reading.ignore(&phase1.name, "remote-access", phase1.line);
    }
    let mut tunnel = DeviceTunnel::named(phase1.name.as_str());
    tunnel.route_based = routed;
    addresses(context, phase1, &mut tunnel);
    ike(phase1, &mut tunnel, reading);
    identities(phase1, &mut tunnel);
    tunnel.key = key(phase1);
    tunnel.record_lines(
        phase1,
        &[
            ("ike_version", "ike-version"),
            ("mode", "mode"),
            ("ike.dh", "dhgrp"),
            ("psk", "psksecret"),
            ("remote_id", "peerid"),
            ("remote_id", "peertype"),
            ("remote_address", "remotegw-ddns"),
            ("dpd", "dpd"),
            ("dpd", "dpd-retryinterval"),
            ("nat_t", "nattraversal"),
            ("start", "passive-mode"),
        ],
    );
    tunnel.dpd = dpd(phase1);
    tunnel.nat_t = match phase1.text("nattraversal") {
        Some("disable") => Some(NatTraversal::Off),
        Some("forced") => Some(NatTraversal::Forced),
        Some("enable") => Some(NatTraversal::On),
        _ => None,
    };
    for name in UNIMPORTANT {
        phase1.at(name).inspect(|node| node.understand());
    }
    if let Some(other) = phase1.text("monitor").filter(|name| !name.is_empty()) {
        tunnel.extra.insert("monitor", other.to_owned());
    }
    if phases.is_empty() {
        reading.missing("phase 2", &phase1.name, phase1.line);
        tunnel.unresolved.extend(["esp", "esp.pfs", "esp.life"]);
    }
    for phase2 in phases {
        esp(phase2, &mut tunnel, reading);
        selectors(context.scope, phase2, &mut tunnel);
    }
    if phase1.text("passive-mode") == Some("enable") {
        tunnel.start = Some(StartAction::Respond);
    }
    reading.tunnels.push(tunnel);
}

/// LinedSettings that say nothing about what both ends must agree on.
const UNIMPORTANT: [&str; 40] = [
    "net-device",
    "comments",
    "npu-offload",
    "wizard-type",
    "type",
    "ip-version",
    "authmethod",
    "monitor-min",
    "exchange-interface-ip",
    "aggregate-member",
    "mode-cfg",
    "add-gw-route",
    "negotiate-timeout",
    "fragmentation",
    "forticlient-enforcement",
    "suite-b",
    "xauthtype",
    "idle-timeout",
    "ha-sync-esp-seqno",
    "auto-discovery-sender",
    "auto-discovery-receiver",
    "auto-discovery-forwarder",
    "auto-discovery-psk",
    "encapsulation",
    "esn",
    "childless-ike",
    "rekey",
    "remote-gw-country",
    "monitor",
    "add-route",
    "keepalive",
    "distance",
    "priority",
    "auto-negotiate",
    "network-overlay",
    "network-id",
    "fec-egress",
    "fec-ingress",
    "transport",
    "tunnel-search",
];

fn addresses(context: &TunnelScope<'_>, phase1: &Node, tunnel: &mut DeviceTunnel) {
    let (root, scope, sessions) = (context.root, context.scope, context.sessions);
    let remote = phase1.text("remote-gw").or_else(|| phase1.text("remotegw-ddns"));
    tunnel.remote_address = remote.map(str::to_owned);
    tunnel.lines.extend(phase1.line_of("remote-gw").map(|line| ("remote_address", line)));
    let interface = |name: &str| {
        [scope, root]
            .into_iter()
            .chain(root.at("global"))
            .find_map(|node| node.at("system interface")?.child(name))
    };
    let own = phase1.text("local-gw").filter(|address| *address != "0.0.0.0");
    let carrier = phase1.text("interface").and_then(interface);
    let carried =
        carrier.and_then(|node| node.text("ip")).map(|ip| ip.split('/').next().unwrap_or(ip));
    tunnel.local_address = own.or(carried).map(str::to_owned);
    if own.is_some() {
        tunnel.record_lines(phase1, &[("local_address", "local-gw")]);
    } else if let Some(carrier) = carrier {
        tunnel.record_lines(carrier, &[("local_address", "ip")]);
    }
    let Some(own) = interface(&phase1.name) else { return };
    tunnel.record_lines(
        own,
        &[("inside", "ip"), ("mtu", "mtu"), ("mss", "tcp-mss"), ("off", "status")],
    );
    tunnel.inactive = own.text("status") == Some("down");
    tunnel.mtu = own.number("mtu");
    tunnel.mss = own.number("tcp-mss");
    let (ip, remote) = (own.texts("ip"), own.texts("remote-ip"));
    if let Some(address) = ip.first() {
        // The address has a mask of /32; that of the other end tells the size of the network.
        let mask = remote.get(1).or(ip.get(1)).copied().unwrap_or("255.255.255.255");
        tunnel.inside = with_length(address, mask);
    }
    if !remote.first().is_some_and(|address| sessions.with(address, tunnel)) {
        sessions.attach_by_inside_address(tunnel);
    }
}

fn sessions(scope: &Node) -> BgpSessions {
    let mut sessions = BgpSessions::default();
    let Some(bgp) = scope.at("router bgp") else { return sessions };
    let own = as_below(bgp, "as");
    for neighbor in bgp.each("neighbor") {
        let local = as_below(neighbor, "local-as").filter(|(number, _)| *number != 0).or(own);
        sessions.add(&neighbor.name, neighbor.line, local, as_below(neighbor, "remote-as"));
    }
    sessions
}

fn offers(tokens: &[&str], line: usize, reading: &mut ParsedConfig) -> Vec<CryptoProposal> {
    let mut unknown = Vec::new();
    let offers = tokens.iter().map(|token| proposal(token, &mut unknown)).collect();
    reading.unknown_words(unknown, line);
    offers
}

fn ike(phase1: &Node, tunnel: &mut DeviceTunnel, reading: &mut ParsedConfig) {
    tunnel.version = match phase1.text("ike-version") {
        Some("2") => Some(IkeVersion::V2),
        Some(_) => Some(IkeVersion::V1),
        None => None,
    };
    tunnel.mode = match phase1.text("mode") {
        Some("aggressive") => Some(ExchangeMode::Aggressive),
        Some("main") => Some(ExchangeMode::Main),
        _ => None,
    };
    let tokens = phase1.texts("proposal");
    if tokens.is_empty() {
        let second = tunnel.version == Some(IkeVersion::V2);
        let all: &[&str] = if second { &IKEV2_OFFERS } else { &IKEV1_OFFERS };
        tunnel.ike.offers = offers(all, phase1.line, reading);
        tunnel.defaulted.extend(["ike.enc", "ike.auth"]);
    } else {
        tunnel.ike.offers = offers(&tokens, phase1.line, reading);
        tunnel.lines.extend(phase1.line_of("proposal").map(|line| ("ike.enc", line)));
    }
    tunnel.ike.groups = phase1.texts("dhgrp").iter().filter_map(|name| group(name)).collect();
    if tunnel.ike.groups.is_empty() {
        let old =
            reading.numbers().is_some_and(|version: DeviceRelease| !version.is_at_least("5.2"));
        tunnel.ike.groups = if old { vec!["group5"] } else { vec!["group14", "group5"] };
        tunnel.defaulted.insert("ike.dh");
    }
    tunnel.ike.lifetime_s = phase1.number("keylife");
    tunnel.lines.extend(phase1.line_of("keylife").map(|line| ("ike.lifetime_s", line)));
}

fn identities(phase1: &Node, tunnel: &mut DeviceTunnel) {
    if let Some(id) = phase1.text("localid").filter(|id| !id.is_empty()) {
        let kind = match phase1.text("localid-type") {
            Some("fqdn") => IdKind::Fqdn,
            Some("user-fqdn") => IdKind::UserFqdn,
            Some("keyid") => IdKind::KeyId,
            Some("address") => IdKind::Address,
            _ => IdKind::of(id),
        };
        tunnel.local_id = Some(PeerIdentity::of_kind(kind, id));
        tunnel.lines.extend(phase1.line_of("localid").map(|line| ("local_id", line)));
    }
    phase1.text("localid-type");
    tunnel.remote_id = match (phase1.text("peertype"), phase1.text("peerid")) {
        (Some("any"), _) => Some(PeerIdentity::any()),
        (Some(_), Some(id)) | (None, Some(id)) => Some(PeerIdentity::written(id)),
        _ => None,
    };
}

fn key(phase1: &Node) -> PeerKey {
    let words = phase1.texts("psksecret");
    match words.as_slice() {
        ["ENC", ..] => key_of_form(PeerKeyForm::Hashed),
        [text, ..] if text.starts_with("0x") => hexadecimal(&text[2..]),
        [text, ..] => plaintext_key(text),
        [] => PeerKey::default(),
    }
}

fn dpd(phase1: &Node) -> Option<Dpd> {
    let written =
        ["dpd", "dpd-retrycount", "dpd-retryinterval"].iter().any(|name| phase1.has(name));
    let (delay, tries) = (phase1.number("dpd-retryinterval"), phase1.number("dpd-retrycount"));
    let mode = match phase1.text("dpd") {
        Some("disable") => return Some(Dpd::default()),
        Some("on-idle") => "on-idle",
        _ => "on-demand",
    };
    written.then(|| Dpd {
        enabled: true,
        delay_s: delay.or(Some(20)),
        retries: tries.or(Some(3)),
        timeout_s: None,
        mode: Some(mode),
    })
}

fn esp(phase2: &Node, tunnel: &mut DeviceTunnel, reading: &mut ParsedConfig) {
    let tokens = phase2.texts("proposal");
    let all = if tokens.is_empty() {
        tunnel.defaulted.extend(["esp.enc", "esp.auth"]);
        offers(&ESP_OFFERS, phase2.line, reading)
    } else {
        offers(&tokens, phase2.line, reading)
    };
    for offer in all {
        if !tunnel.esp.offers.contains(&offer) {
            tunnel.esp.offers.push(offer);
        }
    }
    tunnel.record_lines(
        phase2,
        &[
            ("esp.enc", "proposal"),
            ("esp.lifetime_s", "keylifeseconds"),
            ("esp.lifetime_kb", "keylifekbs"),
            ("start", "auto-negotiate"),
        ],
    );
    tunnel.object("esp-policy", phase2.name.as_str());
    let groups = phase2.texts("dhgrp");
    let groups = if phase2.text("pfs") == Some("disable") {
        vec!["disabled"]
    } else {
        groups.iter().filter_map(|name| group(name)).collect()
    };
    if tunnel.esp.groups.is_empty() {
        tunnel.esp.groups = groups;
    }
    let off = phase2.text("pfs") == Some("disable");
    tunnel.record_lines(phase2, &[("esp.pfs", if off { "pfs" } else { "dhgrp" })]);
    tunnel.esp.lifetime_s = tunnel.esp.lifetime_s.or(phase2.number("keylifeseconds"));
    tunnel.esp.volume = match phase2.text("keylife-type") {
        Some("kbs" | "both") => phase2.number("keylifekbs").map(Volume::Kilobytes),
        Some(_) => Some(Volume::Unlimited),
        None => tunnel.esp.volume,
    };
    match phase2.text("auto-negotiate") {
        Some("enable") => tunnel.start = Some(StartAction::Initiate),
        Some(_) => tunnel.start = tunnel.start.or(Some(StartAction::OnDemand)),
        None => {}
    }
}
