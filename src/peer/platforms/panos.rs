//! Palo Alto PAN-OS: `set` lines, braces or XML, joined by names; also as Panorama writes it.

use super::super::clean::CleanedText;
use super::super::device_tunnel::{
    DeviceTunnel, Dpd, ExchangeMode, IdKind, IkeVersion, NatTraversal, PeerIdentity, PeerKeyForm,
    StartAction,
};
use super::super::note::Note;
use super::super::platform::{Platform, PlatformDefault, from_source, known};
use super::super::reading::ParsedConfig;
use super::super::sessions::{BgpSessions, as_below};
use super::super::source_line::SettingLines as _;
use super::super::tree::{Node, from_braces, from_set_lines};
use super::super::vocabulary::{key_of_form, plaintext_key};
use super::super::xml;
use super::panos_crypto::{esp, ike};

const DEFAULTS: &[PlatformDefault] = &[
    from_source(
        "ike_version",
        "ikev1",
        "pan-os-codegen ike-gateway: protocol version default ikev1",
    ),
    from_source("mode", "auto", "pan-os-codegen: exchange-mode default auto"),
    from_source("ike.enc", "aes-128-cbc 3des", "the profile called default"),
    from_source("ike.auth", "sha1", "the profile called default"),
    from_source("ike.dh", "group2", "the profile called default"),
    from_source("ike.lifetime_s", "28800", "IKE crypto profile without lifetime: 8 hours"),
    from_source("esp.enc", "aes-128-cbc 3des", "the profile called default"),
    from_source("esp.auth", "sha1", "the profile called default"),
    from_source("esp.pfs", "group2", "IPsec crypto profile without dh-group: group2"),
    from_source("esp.lifetime_s", "3600", "IPsec crypto profile without lifetime: 1 hour"),
    from_source("esp.lifetime_kb", "none", "no lifesize: no limit"),
    known("local_id", "address", "local-id absent: address of the gateway's interface"),
    known("remote_id", "address", "peer-id absent: the peer's address"),
    from_source("dpd", "5 5 periodic", "ikev1 dpd and ikev2 liveness on: interval 5, retry 5"),
    known("nat_t", "off", "protocol-common nat-traversal enable is no unless written"),
    known("start", "on-demand", "negotiates when the tunnel is used or monitored"),
    known("selectors", "0.0.0.0/0", "no proxy-id"),
];

/// Palo Alto Networks firewalls and Panorama.
pub const PANOS: Platform = Platform {
    id: "panos",
    vendor: "Palo Alto Networks",
    product: "PAN-OS, Panorama",
    versions: &["9.1", "10.2", "11.0"],
    defaults: DEFAULTS,
    detect: |signs| {
        signs.starts_any(&[
            "set network ike",
            "set network tunnel ipsec",
            "set network interface tunnel units",
        ]) || (signs.starts("set template ") && signs.has(" network ike "))
            || signs.xml("<ike-crypto-profiles>")
            || signs.xml("<ipsec-crypto-profiles>")
            || signs.xml("<auto-key>")
            || (signs.has("ike-crypto-profiles") && signs.has("{"))
            || (signs.has("ipsec-crypto-profile") && signs.has("ike-gateway"))
    },
    reader: read,
};

fn read(text: &CleanedText, reading: &mut ParsedConfig) {
    let mut root = Node::root();
    if text.xml {
        match xml::to_tree_by_name(text) {
            Some(tree) => root = tree,
            None => return reading.notes.add(Note::new("xml-broken")),
        }
    } else {
        let is_set =
            |line: &&super::super::clean::SourceLine| line.text.trim_start().starts_with("set ");
        from_set_lines(&mut root, text.lines.iter().filter(is_set));
        from_braces(&mut root, text.lines.iter().filter(|line| !is_set(line)), true);
    }
    if let Some(version) =
        text.whole.split("<config version=\"").nth(1).and_then(|rest| rest.split('"').next())
    {
        reading.release(version);
    }
    let mut networks = Vec::new();
    find_networks(&root, 0, &mut networks);
    let mut lines = Vec::new();
    for network in networks {
        read_network(network, reading);
        for path in ["ike gateway", "tunnel ipsec"] {
            for object in network.each(path) {
                object.children.iter().for_each(|child| child.left_over(&mut lines));
            }
        }
    }
    reading.left_over(text, lines);
}

/// The `network` nodes, wherever a template or a device puts them.
fn find_networks<'a>(node: &'a Node, depth: usize, found: &mut Vec<&'a Node>) {
    if depth > 8 {
        return;
    }
    for child in &node.children {
        if *child.name == "network" && (child.has("ike") || child.has("tunnel")) {
            found.push(child);
        } else if depth < 3
            || ["config", "devices", "template", "localhost.localdomain"]
                .contains(&child.name.as_str())
        {
            find_networks(child, depth + 1, found);
        }
    }
}

fn read_network(network: &Node, reading: &mut ParsedConfig) {
    for profile in network.each("ike crypto-profiles ike-crypto-profiles") {
        refuse_long(profile, reading);
    }
    for profile in network.each("ike crypto-profiles ipsec-crypto-profiles") {
        refuse_long(profile, reading);
    }
    let sessions = sessions(network);
    for node in network.each("tunnel ipsec") {
        if reading.is_full() {
            break;
        }
        if node.has("manual-key") || node.has("global-protect-satellite") {
            node.understand();
            reading.ignore(&node.name, "manual-keys", node.line);
            continue;
        }
        let mut tunnel = DeviceTunnel::named(node.name.as_str());
        tunnel.inactive = node.text("disabled") == Some("yes");
        interface(network, node, &sessions, &mut tunnel);
        selectors(node, &mut tunnel);
        let gateway = node.text("auto-key ike-gateway").unwrap_or_default();
        tunnel.object("ike-gateway", gateway);
        match network.at("ike gateway").and_then(|all| all.child(gateway)) {
            Some(gateway) => read_gateway(network, gateway, &mut tunnel, reading),
            None => {
                reading.missing("gateway", gateway, node.line);
                tunnel.unresolved.extend(["ike", "ike_version"]);
            }
        }
        esp(network, node, &mut tunnel, reading);
        if node.text("tunnel-monitor enable") == Some("yes") && tunnel.start.is_none() {
            tunnel.start = Some(StartAction::Initiate);
        }
        for name in
            ["tunnel-monitor", "anti-replay", "copy-tos", "comment", "enable-gre-encapsulation"]
        {
            node.at(name).inspect(|node| node.understand());
        }
        reading.tunnels.push(tunnel);
    }
}

/// `seconds` holds at most 65535, `minutes`, `hours` and `days` are there for more.
fn refuse_long(profile: &Node, reading: &mut ParsedConfig) {
    if profile.number("lifetime seconds").is_some_and(|seconds| seconds > 65_535) {
        let value = profile.text("lifetime seconds").unwrap_or_default();
        reading.notes.add(
            Note::new("not-possible")
                .on(profile.line)
                .with("what", "lifetime seconds")
                .with("value", value),
        );
    }
}

fn sessions(network: &Node) -> BgpSessions {
    let mut sessions = BgpSessions::default();
    for router in network.each("virtual-router") {
        let Some(bgp) = router.at("protocol bgp") else { continue };
        let own = as_below(bgp, "local-as");
        for group in bgp.each("peer-group") {
            for peer in group.each("peer") {
                let remote = as_below(peer, "peer-as");
                if let Some(address) = peer.text("peer-address ip") {
                    let line = peer.setting_line("peer-address ip").unwrap_or(peer.line);
                    sessions.add(address, line, own, remote);
                    sessions.object("bgp-router", &router.name);
                    sessions.object("bgp-group", &group.name);
                    sessions.object("bgp-peer", &peer.name);
                }
            }
        }
    }
    sessions
}

fn interface(network: &Node, node: &Node, sessions: &BgpSessions, tunnel: &mut DeviceTunnel) {
    tunnel.route_based = true;
    let Some(name) = node.text("tunnel-interface") else { return };
    tunnel.object("interface", name);
    if let Some(unit) = network.at("interface tunnel units").and_then(|units| units.child(name)) {
        tunnel.mtu = unit.number("mtu");
        tunnel.inside = unit.text("ip").map(str::to_owned);
        tunnel.mss = None;
        tunnel.record_lines(unit, &[("inside", "ip"), ("mtu", "mtu")]);
    }
    sessions.attach_by_inside_address(tunnel);
}

fn selectors(node: &Node, tunnel: &mut DeviceTunnel) {
    for proxy in node.each("auto-key proxy-id") {
        let side = |name: &str| proxy.text(name).unwrap_or("0.0.0.0/0").to_owned();
        tunnel.add_pair(&side("local"), &side("remote"));
        tunnel.record_lines(proxy, &[("local_subnets", "local"), ("remote_subnets", "remote")]);
        for protocol in ["tcp", "udp"] {
            if let Some(ports) = proxy.at("protocol").and_then(|node| node.child(protocol)) {
                let port =
                    ports.text("remote-port").or_else(|| ports.text("local-port")).unwrap_or("0");
                tunnel.extra.insert("ports", format!("{protocol}/{port}"));
                ports.understand();
            }
        }
        proxy.understand();
    }
    if tunnel.pairs.is_empty() {
        tunnel.set_route_based();
        tunnel.defaulted.insert("selectors");
    }
}

/// The address of an interface, without its prefix length.
fn interface_address(network: &Node, name: &str) -> Option<(String, usize)> {
    let base = name.split('.').next().unwrap_or(name);
    let all = network.at("interface")?;
    let kind = ["ethernet", "aggregate-ethernet", "loopback", "vlan"];
    let found = kind.into_iter().filter_map(|kind| all.child(kind)).find_map(|kind| {
        let layer3 = kind.child(base).and_then(|node| node.child("layer3"));
        let unit = layer3.and_then(|node| node.at("units")?.child(name));
        let other = kind.at("units").and_then(|units| units.child(name));
        let node = unit.or(other).or(layer3)?;
        Some((node.text("ip")?, node.setting_line("ip")?))
    })?;
    let (text, line) = found;
    let address: std::net::IpAddr = text.split('/').next()?.parse().ok()?;
    Some((address.to_string(), line))
}

fn read_gateway(
    network: &Node,
    gateway: &Node,
    tunnel: &mut DeviceTunnel,
    reading: &mut ParsedConfig,
) {
    addresses(network, gateway, tunnel);
    tunnel.version = match gateway.text("protocol version") {
        Some("ikev2") => Some(IkeVersion::V2),
        Some("ikev2-preferred") => Some(IkeVersion::Both),
        Some("ikev1") => Some(IkeVersion::V1),
        _ => None,
    };
    tunnel.mode = match gateway.text("protocol ikev1 exchange-mode") {
        Some("main") => Some(ExchangeMode::Main),
        Some("aggressive") => Some(ExchangeMode::Aggressive),
        Some("auto") => Some(ExchangeMode::Auto),
        _ => None,
    };
    tunnel.record_lines(
        gateway,
        &[
            ("ike_version", "protocol version"),
            ("mode", "protocol ikev1 exchange-mode"),
            ("nat_t", "protocol-common nat-traversal enable"),
            ("start", "protocol-common passive-mode"),
            ("off", "disabled"),
        ],
    );
    for name in ["comment", "protocol", "protocol-common", "disabled", "ipv6"] {
        gateway.at(name).inspect(|node| node.understand());
    }
    if gateway.text("disabled") == Some("yes") {
        tunnel.inactive = true;
    }
    read_versions(network, gateway, tunnel, reading);
    identities(gateway, tunnel);
    key(gateway, tunnel, reading);
    let common = gateway.at("protocol-common");
    tunnel.nat_t = match common.and_then(|node| node.text("nat-traversal enable")) {
        Some("yes") => Some(NatTraversal::On),
        Some(_) => Some(NatTraversal::Off),
        None => None,
    };
    if common.and_then(|node| node.text("passive-mode")) == Some("yes") {
        tunnel.start = Some(StartAction::Respond);
    }
}

fn addresses(network: &Node, gateway: &Node, tunnel: &mut DeviceTunnel) {
    let places = ["peer-address ip", "peer-address fqdn"];
    tunnel.remote_address =
        places.into_iter().find_map(|path| gateway.text(path)).map(str::to_owned);
    tunnel.record_lines(gateway, &places.map(|path| ("remote_address", path)));
    let carrier = gateway.text("local-address interface");
    let own = gateway.text("local-address ip").and_then(|ip| {
        let line = gateway.setting_line("local-address ip")?;
        Some((ip.split('/').next().unwrap_or(ip).to_owned(), line))
    });
    tunnel.set_local_address(own.or_else(|| interface_address(network, carrier?)));
}

/// Proposals and DPD, which a gateway has for each version of IKE.
fn read_versions(
    network: &Node,
    gateway: &Node,
    tunnel: &mut DeviceTunnel,
    reading: &mut ParsedConfig,
) {
    let versions: &[&str] = match tunnel.version {
        Some(IkeVersion::V2) => &["ikev2"],
        Some(IkeVersion::Both) => &["ikev2", "ikev1"],
        _ => &["ikev1"],
    };
    for version in versions {
        let protocol = gateway.at("protocol").and_then(|node| node.child(version));
        let profile = protocol.and_then(|node| node.text("ike-crypto-profile"));
        ike(network, gateway, profile, tunnel, reading);
        if let Some(protocol) = protocol {
            tunnel.record_lines(protocol, &[("dpd", "dpd enable"), ("dpd", "dpd interval")]);
        }
        if tunnel.dpd.is_none() {
            tunnel.dpd =
                protocol.and_then(|node| node.at("dpd")).and_then(|node| dpd(node, tunnel));
        }
    }
}

fn dpd(node: &Node, tunnel: &mut DeviceTunnel) -> Option<Dpd> {
    let (interval, retry) = (node.number("interval"), node.number("retry"));
    let off = node.text("enable") == Some("no");
    if off {
        return Some(Dpd::default());
    }
    if interval.is_none() {
        tunnel.defaulted.insert("dpd");
    }
    Some(Dpd {
        enabled: true,
        delay_s: interval.or(Some(5)),
        retries: retry.or(Some(5)),
        timeout_s: None,
        mode: Some("periodic"),
    })
}

fn identities(gateway: &Node, tunnel: &mut DeviceTunnel) {
    for (name, field) in [("local-id", "local_id"), ("peer-id", "remote_id")] {
        let Some(node) = gateway.at(name) else { continue };
        let Some(value) = node.text("id") else { continue };
        let kind = match node.text("type") {
            Some("ipaddr") => IdKind::Address,
            Some("fqdn") => IdKind::Fqdn,
            Some("ufqdn") => IdKind::UserFqdn,
            Some("keyid") => IdKind::KeyId,
            _ => IdKind::of(value),
        };
        tunnel.record_lines(node, &[(field, "id")]);
        let id = Some(PeerIdentity::of_kind(kind, value));
        if name == "local-id" {
            tunnel.local_id = id
        } else {
            tunnel.remote_id = id
        }
        node.understand();
    }
}

fn key(gateway: &Node, tunnel: &mut DeviceTunnel, reading: &mut ParsedConfig) {
    let Some(authentication) = gateway.at("authentication") else { return };
    tunnel.record_lines(authentication, &[("psk", "pre-shared-key key")]);
    match authentication.text("pre-shared-key key") {
        Some(text) if text.starts_with("-AQ==") || text.starts_with("-AE==") => {
            tunnel.key = key_of_form(PeerKeyForm::Hashed)
        }
        Some(text) => tunnel.key = plaintext_key(text),
        None if authentication.has("certificate") => {
            authentication.understand();
            reading.notes.add(Note::new("certificate").with("tunnel", tunnel.name.clone()));
        }
        None => {}
    }
}
