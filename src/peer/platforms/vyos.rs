//! VyOS, and EdgeOS, which grew from the same root.

use super::super::clean::{CleanedText, SourceLine};
use super::super::device_tunnel::{
    DeviceTunnel, NatTraversal, PeerIdentity, PeerKeyForm, StartAction,
};
use super::super::note::Note;
use super::super::platform::{Platform, PlatformDefault, TextProbe, from_source, known};
use super::super::reading::ParsedConfig;
use super::super::sessions::{BgpSessions, as_below, as_number};
use super::super::tree::{Node, from_braces, from_set_lines};
use super::super::vocabulary::strongswan_key;
use super::vyos_groups::{Config, esp, ike};

const VYOS_DEFAULTS: &[PlatformDefault] = &[
    from_source("ike_version", "both", "peer.j2: version = 0 without key-exchange"),
    from_source("mode", "main", "vpn_ipsec.xml: ike-group mode main"),
    from_source("ike.enc", "aes128", "vpn-ipsec-encryption.xml: aes128"),
    from_source("ike.auth", "sha1", "vpn-ipsec-hash.xml: sha1"),
    from_source("ike.dh", "2", "vpn_ipsec.xml: proposal dh-group 2"),
    from_source(
        "ike.lifetime_s",
        "31680",
        "peer.j2 writes lifetime 28800 as rekey_time, strongSwan adds 10 %",
    ),
    from_source("ike.rekey_s", "28800", "vpn_ipsec.xml: ike-group lifetime 28800"),
    from_source("esp.enc", "aes128", "vpn-ipsec-encryption.xml: aes128"),
    from_source("esp.auth", "sha1", "vpn-ipsec-hash.xml: sha1"),
    from_source("esp.pfs", "ike", "esp-group pfs enable: DH group of the first IKE proposal"),
    from_source("esp.lifetime_s", "3600", "vpn_ipsec.xml: esp-group lifetime 3600"),
    from_source("esp.lifetime_kb", "none", "no life-bytes"),
    from_source("local_id", "address", "no local-id: address"),
    from_source("remote_id", "address", "1.3 and older: the peer's name, its address")
        .before("1.4"),
    from_source("remote_id", "any", "vpn_ipsec.xml: remote-id %any").since("1.4"),
    from_source("dpd", "off", "vpn_ipsec.py: off unless the node dead-peer-detection exists"),
    from_source("nat_t", "on", "automatic; force-udp-encapsulation forces"),
    from_source("start", "initiate", "peer.j2: start_action start without connection-type"),
    from_source("selectors", "0.0.0.0/0", "peer.j2: vti = 0.0.0.0/0,::/0"),
];

const EDGEOS_DEFAULTS: &[PlatformDefault] = &[
    known("ike_version", "ikev1", "ike-group without key-exchange: ikev1"),
    known("mode", "main", "main"),
    known("ike.dh", "2", "proposal without dh-group: 2"),
    known("ike.lifetime_s", "28800", "ike-group lifetime 28800"),
    known("esp.pfs", "ike", "pfs enable: DH group of the first IKE proposal"),
    known("esp.lifetime_s", "3600", "esp-group lifetime 3600"),
    known("esp.lifetime_kb", "none", "no volume limit"),
    known("local_id", "address", "address"),
    known("remote_id", "address", "address"),
    known("dpd", "off", "off without dead-peer-detection"),
    known("nat_t", "on", "nat-traversal enable in current releases"),
    known("start", "initiate", "connection-type initiate"),
    known("selectors", "0.0.0.0/0", "vti: 0.0.0.0/0"),
];

/// VyOS.
pub const VYOS: Platform = Platform {
    id: "vyos",
    vendor: "VyOS",
    product: "VyOS",
    versions: &["1.2", "1.3", "1.4", "1.5"],
    defaults: VYOS_DEFAULTS,
    detect: |signs| is_vyatta(signs),
    reader: |text, reading| read(text, reading, false),
};

/// Ubiquiti EdgeRouter.
pub const EDGEOS: Platform = Platform {
    id: "edgeos",
    vendor: "Ubiquiti",
    product: "EdgeRouter (EdgeOS)",
    versions: &["1.10", "2.0"],
    defaults: EDGEOS_DEFAULTS,
    detect: |signs| {
        is_vyatta(signs)
            && (signs.has("auto-firewall-nat-exclude")
                || signs.has("ubnt")
                || signs.has("EdgeRouter")
                || (unquoted(signs) && signs.has("authentication pre-shared-secret")))
    },
    reader: |text, reading| read(text, reading, true),
};

fn is_vyatta(signs: &TextProbe<'_>) -> bool {
    signs.starts_any(&[
        "set vpn ipsec ",
        "delete vpn ipsec ",
        "set vpn ipsec\t",
        "esp-group ",
        "site-to-site {",
    ]) || (signs.has("esp-group") && signs.has("ike-group"))
}

/// VyOS quotes every value; EdgeOS those that need it.
fn unquoted(signs: &TextProbe<'_>) -> bool {
    signs.0.lines.iter().any(|line| {
        let text = line.text.trim_start();
        text.starts_with("set vpn ipsec ") && text.contains(" encryption ") && !text.contains('\'')
    })
}

fn tree(lines: &[SourceLine], reading: &mut ParsedConfig) -> Node {
    let mut root = Node::root();
    let mut set = Vec::new();
    let mut braces = Vec::new();
    for line in lines {
        let text = line.text.trim_start();
        if text.starts_with("set ") {
            set.push(line.clone());
        } else if let Some(path) = text.strip_prefix("delete ") {
            let mut line = line.clone();
            line.text = format!("deactivate {path}").into();
            set.push(line);
        } else if !line.text.starts_with('-') && !text.starts_with("//") {
            let mut line = line.clone();
            if line.text.starts_with(['+', '>']) {
                if line.text.starts_with('+') {
                    reading.notes.add(Note::new("uncommitted").on(line.number));
                }
                line.text = line.text[1..].to_owned().into();
            }
            braces.push(line);
        }
    }
    from_set_lines(&mut root, &set);
    from_braces(&mut root, &braces, false);
    root
}

fn read(text: &CleanedText, reading: &mut ParsedConfig, edgeos: bool) {
    let root = tree(&text.lines, reading);
    for line in &text.lines {
        if let Some((_, rest)) = line.text.split_once("Release version:") {
            let version = rest.trim().trim_end_matches("*/").trim().trim_start_matches('v');
            reading.release(version);
        }
    }
    let part = root.has("site-to-site").then_some(&root);
    let Some(ipsec) = root.at("vpn ipsec").or_else(|| root.at("ipsec")).or(part) else { return };
    let old = ipsec.has("ipsec-interfaces")
        || ipsec.each("site-to-site peer").any(|peer| peer.has("authentication pre-shared-secret"));
    if old && !edgeos {
        reading.release("1.3");
    }
    let config = Config {
        keys: ipsec.each("authentication psk").map(|psk| (psk, psk.texts("id"))).collect(),
        sessions: sessions(&root),
        root: &root,
        ipsec,
        edgeos,
    };
    for peer in ipsec.each("site-to-site peer") {
        if reading.is_full() {
            break;
        }
        read_peer(&config, peer, reading);
    }
    for name in ["remote-access", "profile"] {
        for node in ipsec.each(name) {
            node.understand();
            reading.ignore(&node.name, "remote-access", node.line);
        }
    }
    let mut lines = Vec::new();
    for path in ["site-to-site peer", "ike-group", "esp-group"] {
        for node in ipsec.each(path).filter(|node| !node.off) {
            node.children.iter().for_each(|child| child.left_over(&mut lines));
        }
    }
    reading.left_over(text, lines);
}

fn sessions(root: &Node) -> BgpSessions {
    let mut sessions = BgpSessions::default();
    let Some(bgp) = root.at("protocols bgp") else { return sessions };
    let own = as_below(bgp, "system-as").or_else(|| as_below(bgp, "local-as"));
    // Up to 1.3 the number is a node of its own.
    let mut scopes = vec![(bgp, own)];
    scopes.extend(
        bgp.children
            .iter()
            .filter_map(|node| Some((node, Some((as_number(&node.name)?, node.line))))),
    );
    for (scope, own) in scopes {
        for neighbor in scope.each("neighbor") {
            let group =
                neighbor.text("peer-group").and_then(|name| scope.at("peer-group")?.child(name));
            let remote = as_below(neighbor, "remote-as").or_else(|| as_below(group?, "remote-as"));
            let own = as_below(neighbor, "local-as").or(own);
            sessions.add(&neighbor.name, neighbor.line, own, remote);
        }
    }
    sessions
}

fn read_peer(config: &Config<'_>, peer: &Node, reading: &mut ParsedConfig) {
    if peer.off {
        return reading.ignore(&peer.name, "inactive", peer.line);
    }
    if peer.text("authentication mode").is_some_and(|mode| mode != "pre-shared-secret") {
        peer.understand();
        return reading.ignore(&peer.name, "certificate", peer.line);
    }
    let mut tunnel = DeviceTunnel::named(peer.name.as_str());
    tunnel.inactive = peer.has("disable");
    let bare = peer.name.trim_start_matches('@');
    let named = bare.contains('.').then_some(bare);
    let remote = peer.texts("remote-address");
    tunnel.remote_address = remote.first().copied().or(named).map(str::to_owned);
    tunnel.remote_backup = remote.iter().skip(1).map(|text| (*text).to_owned()).collect();
    let local = peer.text("local-address").or_else(|| peer.text("local-ip"));
    tunnel.local_address =
        local.filter(|address| address.parse::<std::net::IpAddr>().is_ok()).map(str::to_owned);
    tunnel.record_lines(
        peer,
        &[
            ("remote_address", "remote-address"),
            ("local_address", "local-address"),
            ("local_address", "local-ip"),
            ("local_id", "authentication local-id"),
            ("local_id", "authentication id"),
            ("remote_id", "authentication remote-id"),
            ("start", "connection-type"),
            ("nat_t", "force-udp-encapsulation"),
            ("nat_t", "force-encapsulation"),
            ("off", "disable"),
        ],
    );
    tunnel.record_lines(config.ipsec, &[("nat_t", "nat-traversal")]);
    if named.is_some() {
        tunnel.record_line("remote_address", peer.line);
    }
    let own = peer.text("authentication local-id").or_else(|| peer.text("authentication id"));
    tunnel.local_id = own.map(identity);
    tunnel.remote_id = peer.text("authentication remote-id").map(identity);
    tunnel.start = match peer.text("connection-type") {
        Some("initiate") => Some(StartAction::Initiate),
        Some("respond" | "none") => Some(StartAction::Respond),
        Some("trap" | "on-demand") => Some(StartAction::OnDemand),
        _ => None,
    };
    if peer.has("force-udp-encapsulation") || peer.text("force-encapsulation") == Some("enable") {
        tunnel.nat_t = Some(NatTraversal::Forced);
    } else if config.ipsec.text("nat-traversal") == Some("disable") {
        tunnel.nat_t = Some(NatTraversal::Off);
    } else if config.ipsec.text("nat-traversal") == Some("enable") {
        tunnel.nat_t = Some(NatTraversal::On);
    }
    for name in ["description", "ikev2-reauth", "authentication mode", "virtual-address"] {
        peer.at(name).inspect(|node| node.understand());
    }
    key(config, peer, &mut tunnel);
    ike(config, peer, &mut tunnel, reading);
    let group = interface_or_tunnels(config, peer, &mut tunnel);
    esp(config, peer, group, &mut tunnel, reading);
    reading.tunnels.push(tunnel);
}

fn identity(text: &str) -> PeerIdentity {
    if text == "%any" {
        PeerIdentity::any()
    } else {
        PeerIdentity::written(text.trim_start_matches('@'))
    }
}

fn key(config: &Config<'_>, peer: &Node, tunnel: &mut DeviceTunnel) {
    if let Some(node) = peer.at("authentication pre-shared-secret") {
        tunnel.key = node.value().map(strongswan_key).unwrap_or_default();
        tunnel.record_lines(peer, &[("psk", "authentication pre-shared-secret")]);
        return;
    }
    let mut best = 0;
    for (psk, ids) in &config.keys {
        let fits = |id: &Option<PeerIdentity>, address: &Option<String>| {
            let id = id.as_ref().and_then(|id| id.value.clone());
            ids.iter().any(|text| {
                let text = text.trim_start_matches('@');
                id.as_deref() == Some(text) || address.as_deref() == Some(text)
            })
        };
        let remote = fits(&tunnel.remote_id, &tunnel.remote_address);
        let local = fits(&tunnel.local_id, &tunnel.local_address);
        let weight = if remote { 2 + usize::from(local) } else { usize::from(ids.is_empty()) };
        if weight > best {
            best = weight;
            let secret = psk.text("secret").unwrap_or_default();
            tunnel.key = if psk.text("secret-type") == Some("base64") {
                strongswan_key(&zeroize::Zeroizing::new(format!("0s{secret}")))
            } else {
                strongswan_key(secret)
            };
            tunnel.lines.remove("psk");
            tunnel.objects.insert("secret", vec![psk.name.as_str().to_owned()]);
            tunnel.record_lines(*psk, &[("psk", "secret")]);
        }
    }
    debug_assert!(best > 0 || tunnel.key.form == PeerKeyForm::Missing);
}

/// The selectors, and the name of the ESP group that stands with them.
fn interface_or_tunnels<'a>(
    config: &Config<'_>,
    peer: &'a Node,
    tunnel: &mut DeviceTunnel,
) -> Option<&'a str> {
    if let Some(name) = peer.text("vti bind") {
        tunnel.set_route_based();
        tunnel.object("interface", name);
        tunnel.defaulted.insert("selectors");
        if let Some(interface) = config.root.at("interfaces vti").and_then(|all| all.child(name)) {
            tunnel.inside = interface.text("address").map(str::to_owned);
            tunnel.mtu = interface.number("mtu");
            tunnel.mss = interface.number("ip adjust-mss");
            tunnel.inactive |= interface.has("disable");
            tunnel.record_lines(
                interface,
                &[("inside", "address"), ("mtu", "mtu"), ("mss", "ip adjust-mss")],
            );
        }
        tunnel.mss = tunnel.mss.or(config.root.number("firewall options mss-clamp mss"));
        config.sessions.attach_by_inside_address(tunnel);
        return peer.text("vti esp-group");
    }
    let mut group = None;
    for node in peer.each("tunnel").filter(|node| !node.off && !node.has("disable")) {
        group = group.or(node.text("esp-group"));
        let (local, remote) = (networks(node, "local"), networks(node, "remote"));
        tunnel.record_lines(
            node,
            &[
                ("local_subnets", "local prefix"),
                ("local_subnets", "local subnet"),
                ("remote_subnets", "remote prefix"),
                ("remote_subnets", "remote subnet"),
            ],
        );
        for one in &local {
            for other in &remote {
                tunnel.add_pair(one, other);
            }
        }
        node.understand();
    }
    group
}

fn networks<'a>(node: &'a Node, side: &str) -> Vec<&'a str> {
    let mut all = node.texts(&format!("{side} prefix"));
    // 1.2 and older wrote `local subnet`.
    all.extend(node.texts(&format!("{side} subnet")));
    all
}
