//! Juniper SRX: braces or `set` lines, objects joined by name.

use super::super::clean::{CleanedText, SourceLine};
use super::super::device_tunnel::{
    DeviceTunnel, Dpd, IdKind, IkeVersion, NatTraversal, PeerIdentity, StartAction,
};
use super::super::platform::{Platform, PlatformDefault, from_source, known};
use super::super::reading::ParsedConfig;
use super::super::sessions::{BgpSessions, as_below};
use super::super::source_line::SettingLines as _;
use super::super::tree::{Node, from_braces, from_set_lines};
use super::juniper_crypto::{find, ike_policy, ipsec_policy};

const DEFAULTS: &[PlatformDefault] = &[
    known("ike_version", "ikev1", "gateway without version: v1-only"),
    known("mode", "main", "ike policy without mode"),
    known("ike.lifetime_s", "28800", "SRX ike proposal without lifetime-seconds"),
    known("esp.lifetime_s", "3600", "SRX ipsec proposal without lifetime-seconds"),
    known("esp.lifetime_kb", "none", "no lifetime-kilobytes: no limit"),
    known("esp.pfs", "none", "no perfect-forward-secrecy"),
    known("local_id", "address", "address of the external interface"),
    known("remote_id", "address", "address of the gateway"),
    known("dpd", "off", "no dead-peer-detection"),
    from_source("nat_t", "on", "on unless no-nat-traversal"),
    known("start", "on-demand", "establish-tunnels on-traffic"),
];

/// Juniper SRX.
pub const SRX: Platform = Platform {
    id: "juniper-srx",
    vendor: "Juniper",
    product: "SRX, vSRX (Junos)",
    versions: &["18.4", "23.2", "24.2", "24.4"],
    defaults: DEFAULTS,
    detect: |signs| {
        signs.starts_any(&[
            "set security ike",
            "set security ipsec",
            "set interfaces st0",
            "deactivate security",
        ]) || (signs.has("ike-policy")
            && (signs.has("external-interface") || signs.has("pre-shared-key")))
            || (signs.has("bind-interface st0") || signs.has("proxy-identity"))
            || (signs.starts("security {") && signs.has("ipsec"))
    },
    reader: read,
};

struct Config<'a> {
    root: &'a Node,
    ike: Vec<&'a Node>,
    ipsec: Vec<&'a Node>,
    sessions: BgpSessions,
}

fn tree(lines: &[SourceLine]) -> Node {
    let mut root = Node::root();
    let is_set = |line: &&SourceLine| {
        ["set ", "deactivate ", "delete ", "activate "]
            .iter()
            .any(|verb| line.text.trim_start().starts_with(verb))
    };
    // `show | compare` marks what is new and what goes.
    let lines: Vec<SourceLine> = lines
        .iter()
        .filter(|line| !line.text.starts_with("- ") && !line.text.starts_with("-  "))
        .map(|line| {
            let mut line = line.clone();
            if line.text.starts_with('+') {
                line.text = line.text[1..].to_owned().into();
            }
            line
        })
        .collect();
    from_set_lines(&mut root, lines.iter().filter(is_set));
    from_braces(&mut root, lines.iter().filter(|line| !is_set(line)), true);
    root
}

/// The nodes of that path: of the configuration itself, of groups that are applied, of logical systems,
/// and, where only a part was pasted, of the part.
fn scopes<'a>(root: &'a Node, name: &str, telling: &str) -> Vec<&'a Node> {
    let mut all: Vec<&Node> = Vec::new();
    all.extend(root.at("security").and_then(|node| node.child(name)));
    all.extend(root.child(name));
    if root.has(telling) {
        all.push(root);
    }
    for applied in root.texts("apply-groups") {
        all.extend(
            root.at("groups")
                .and_then(|node| node.child(applied))
                .and_then(|node| node.at("security").and_then(|node| node.child(name))),
        );
    }
    for place in ["logical-systems", "tenants"] {
        for system in root.each(place) {
            all.extend(system.at("security").and_then(|node| node.child(name)));
        }
    }
    all
}

fn read(text: &CleanedText, reading: &mut ParsedConfig) {
    let root = tree(&text.lines);
    if let Some(version) = root.text("version") {
        reading.release(version);
    }
    let config = Config {
        ike: scopes(&root, "ike", "gateway"),
        ipsec: scopes(&root, "ipsec", "vpn"),
        sessions: sessions(&root),
        root: &root,
    };
    let mut lines = Vec::new();
    for scope in &config.ipsec {
        for vpn in scope.each("vpn") {
            if reading.is_full() {
                break;
            }
            read_vpn(&config, vpn, reading);
        }
    }
    for scope in config.ike.iter().chain(&config.ipsec) {
        for kind in ["proposal", "policy", "gateway", "vpn"] {
            for object in scope.each(kind).filter(|object| !object.off) {
                object.children.iter().for_each(|child| child.left_over(&mut lines));
            }
        }
    }
    reading.left_over(text, lines);
}

fn sessions(root: &Node) -> BgpSessions {
    let mut sessions = BgpSessions::default();
    let own = as_below(root, "routing-options autonomous-system");
    let mut roots = vec![(root, own)];
    for instance in root.each("routing-instances") {
        let own = as_below(instance, "routing-options autonomous-system").or(own);
        roots.push((instance, own));
    }
    for (scope, own) in roots {
        let Some(bgp) = scope.at("protocols bgp") else { continue };
        let own = as_below(bgp, "local-as").or(own);
        for group in bgp.each("group").filter(|group| !group.off) {
            let local = as_below(group, "local-as").or(own);
            let peer = as_below(group, "peer-as");
            for neighbor in group.each("neighbor").filter(|neighbor| !neighbor.off) {
                let remote = as_below(neighbor, "peer-as").or(peer);
                let local = as_below(neighbor, "local-as").or(local);
                sessions.add(&neighbor.name, neighbor.line, local, remote);
                sessions.object("bgp-group", &group.name);
            }
        }
    }
    sessions
}

fn read_vpn(config: &Config<'_>, vpn: &Node, reading: &mut ParsedConfig) {
    if vpn.off {
        return reading.ignore(&vpn.name, "inactive", vpn.line);
    }
    if vpn.has("manual") {
        return reading.ignore(&vpn.name, "manual-keys", vpn.line);
    }
    let mut tunnel = DeviceTunnel::named(vpn.name.as_str());
    interface(config, vpn, &mut tunnel);
    for name in [
        "vpn-monitor",
        "df-bit",
        "copy-outer-dscp",
        "ike anti-replay",
        "ike no-anti-replay",
        "ike install-interval",
    ] {
        vpn.at(name).inspect(|node| node.understand());
    }
    if let Some(seconds) = vpn.text("ike idle-time") {
        tunnel.extra.insert("idle_time", seconds.to_owned());
    }
    tunnel.record_lines(vpn, &[("start", "establish-tunnels")]);
    tunnel.start = match vpn.text("establish-tunnels") {
        Some("immediately") => Some(StartAction::Initiate),
        Some("responder-only" | "responder-only-no-rekey") => Some(StartAction::Respond),
        Some("on-traffic") => Some(StartAction::OnDemand),
        _ => None,
    };
    let gateway = vpn.text("ike gateway").unwrap_or_default();
    match find(&config.ike, "gateway", gateway) {
        Some(node)
            if node.has("xauth") || node.has("aaa") || node.has("dynamic user-at-hostname") =>
        {
            node.understand();
            return reading.ignore(&vpn.name, "remote-access", vpn.line);
        }
        Some(node) => read_gateway(config, node, &mut tunnel, reading),
        None => {
            reading.missing("gateway", gateway, vpn.line);
            tunnel.unresolved.extend(["ike", "ike_version"]);
        }
    }
    let policy = vpn.text("ike ipsec-policy").unwrap_or_default();
    match find(&config.ipsec, "policy", policy) {
        Some(node) => ipsec_policy(&config.ipsec, node, &mut tunnel, reading),
        None => {
            reading.missing("ipsec policy", policy, vpn.line);
            tunnel.unresolved.extend(["esp", "esp.pfs"]);
        }
    }
    selectors(config, vpn, &mut tunnel);
    reading.tunnels.push(tunnel);
}

fn unit<'a>(root: &'a Node, name: &str) -> Option<&'a Node> {
    let (interface, unit) = name.rsplit_once('.').unwrap_or((name, "0"));
    root.at("interfaces")?.child(interface)?.at("unit")?.child(unit)?.at("family inet")
}

fn interface(config: &Config<'_>, vpn: &Node, tunnel: &mut DeviceTunnel) {
    let Some(name) = vpn.text("bind-interface") else { return };
    tunnel.route_based = true;
    tunnel.object("unit", name.rsplit_once('.').map_or("0", |(_, unit)| unit));
    if let Some(unit) = unit(config.root, name) {
        tunnel.mtu = unit.number("mtu");
        tunnel.inside = unit.text("address").map(str::to_owned);
        tunnel.record_lines(unit, &[("inside", "address"), ("mtu", "mtu")]);
    }
    config.sessions.attach_by_inside_address(tunnel);
    let flow = config.root.at("security flow tcp-mss");
    let mss =
        flow.and_then(|node| node.number("ipsec-vpn mss").or_else(|| node.number("all-tcp mss")));
    tunnel.mss = mss;
}

fn selectors(config: &Config<'_>, vpn: &Node, tunnel: &mut DeviceTunnel) {
    for selector in vpn.each("traffic-selector").filter(|selector| !selector.off) {
        if let (Some(local), Some(remote)) = (selector.text("local-ip"), selector.text("remote-ip"))
        {
            tunnel.add_pair(local, remote);
            tunnel.record_lines(
                selector,
                &[("local_subnets", "local-ip"), ("remote_subnets", "remote-ip")],
            );
        }
    }
    if let Some(proxy) = vpn.at("ike proxy-identity") {
        let local = proxy.text("local").unwrap_or("0.0.0.0/0");
        let remote = proxy.text("remote").unwrap_or("0.0.0.0/0");
        tunnel.add_pair(local, remote);
        proxy.text("service");
        tunnel.record_lines(proxy, &[("local_subnets", "local"), ("remote_subnets", "remote")]);
    }
    if tunnel.route_based && tunnel.pairs.is_empty() {
        tunnel.set_route_based();
    } else if !tunnel.route_based {
        policies(config, tunnel);
    }
}

/// Policy-based VPNs: every security policy with `then permit tunnel ipsec-vpn` is a pair.
fn policies(config: &Config<'_>, tunnel: &mut DeviceTunnel) {
    let Some(policies) = config.root.at("security policies from-zone") else { return };
    for from in &policies.children {
        for to in from.each("to-zone") {
            for policy in to.each("policy") {
                let named = policy.text("then permit tunnel ipsec-vpn");
                let reverse = policy.text("then permit tunnel pair-policy");
                if named != Some(tunnel.name.as_str())
                    || (reverse.is_some() && !tunnel.pairs.is_empty())
                {
                    continue;
                }
                for source in policy.texts("match source-address") {
                    for destination in policy.texts("match destination-address") {
                        let (local, at) = address(config.root, &from.name, source);
                        let (remote, there) = address(config.root, &to.name, destination);
                        let places = policy.at("match");
                        let own = |name: &str| places.and_then(|node| node.line_of(name));
                        for (field, line) in [
                            ("local_subnets", at.or_else(|| own("source-address"))),
                            ("remote_subnets", there.or_else(|| own("destination-address"))),
                        ] {
                            tunnel.lines.extend(line.map(|line| (field, line)));
                        }
                        let known = |tunnel: &DeviceTunnel| {
                            tunnel.pairs.iter().any(|(a, b)| {
                                (a, b) == (&local, &remote) || (a, b) == (&remote, &local)
                            })
                        };
                        if !known(tunnel) {
                            tunnel.add_pair(&local, &remote);
                        }
                    }
                }
            }
        }
    }
}

/// What an address book says of a name, with its line; a name that it does not hold as it is.
fn address(root: &Node, zone: &str, name: &str) -> (String, Option<usize>) {
    let zones = root.at("security zones security-zone").and_then(|zones| zones.child(zone));
    let books =
        [zones.and_then(|zone| zone.at("address-book")), root.at("security address-book global")];
    let found = books.into_iter().flatten().find_map(|book| {
        let node = book.at("address")?.child(name)?;
        Some((node.value()?.to_owned(), book.at("address")?.setting_line(name)))
    });
    let plain = if name == "any" { "0.0.0.0/0" } else { name };
    found.unwrap_or_else(|| (plain.to_owned(), None))
}

fn read_gateway(
    config: &Config<'_>,
    gateway: &Node,
    tunnel: &mut DeviceTunnel,
    reading: &mut ParsedConfig,
) {
    tunnel.object("ike-gateway", gateway.name.as_str());
    let addresses = gateway.texts("address");
    tunnel.remote_address = addresses.first().map(|text| (*text).to_owned());
    tunnel.remote_backup = addresses.iter().skip(1).map(|text| (*text).to_owned()).collect();
    tunnel.lines.extend(gateway.line_of("address").map(|line| ("remote_address", line)));
    let external = gateway.text("external-interface");
    let own = value_of(gateway, "local-address");
    tunnel.set_local_address(own.or_else(|| {
        let (address, line) = value_of(unit(config.root, external?)?, "address")?;
        Some((address.split('/').next().unwrap_or(&address).to_owned(), line))
    }));
    if tunnel.local_address.is_none() {
        tunnel.set_local_address(value_of(gateway, "local-identity inet"));
    }
    tunnel.version = match gateway.text("version") {
        Some("v2-only") => Some(IkeVersion::V2),
        Some("v1-only") => Some(IkeVersion::V1),
        _ => None,
    };
    tunnel.record_lines(
        gateway,
        &[
            ("ike_version", "version"),
            ("local_id", "local-identity"),
            ("remote_id", "remote-identity"),
            ("remote_id", "dynamic hostname"),
            ("dpd", "dead-peer-detection"),
            ("nat_t", "no-nat-traversal"),
        ],
    );
    tunnel.local_id = gateway.at("local-identity").and_then(identity);
    tunnel.remote_id = gateway.at("remote-identity").and_then(identity);
    if let Some(name) = gateway.text("dynamic hostname") {
        tunnel.remote_id = Some(PeerIdentity::of_kind(IdKind::Fqdn, name));
        tunnel.start = Some(StartAction::Respond);
    }
    tunnel.dpd = gateway.at("dead-peer-detection").map(dpd);
    if gateway.has("no-nat-traversal") {
        tunnel.nat_t = Some(NatTraversal::Off);
    }
    for name in ["nat-keepalive", "general-ikeid", "fragmentation", "routing-instance"] {
        gateway.at(name).inspect(|node| node.understand());
    }
    let policy = gateway.text("ike-policy").unwrap_or_default();
    match find(&config.ike, "policy", policy) {
        Some(node) => ike_policy(&config.ike, node, tunnel, reading),
        None => {
            reading.missing("ike policy", policy, gateway.line);
            tunnel.unresolved.insert("ike");
        }
    }
}

/// The text of a setting, with its line.
fn value_of(node: &Node, path: &str) -> Option<(String, usize)> {
    Some((node.text(path)?.to_owned(), node.setting_line(path)?))
}

fn identity(node: &Node) -> Option<PeerIdentity> {
    for (word, kind) in [
        ("inet", IdKind::Address),
        ("inet6", IdKind::Address),
        ("hostname", IdKind::Fqdn),
        ("user-at-hostname", IdKind::UserFqdn),
        ("key-id", IdKind::KeyId),
    ] {
        if let Some(value) = node.text(word) {
            return Some(PeerIdentity::of_kind(kind, value));
        }
    }
    node.mark_unread();
    None
}

fn dpd(node: &Node) -> Dpd {
    let mode = ["always-send", "probe-idle-tunnel"].into_iter().find(|mode| node.has(mode));
    node.has("optimized");
    Dpd {
        enabled: true,
        delay_s: node.number("interval").or(Some(10)),
        retries: node.number("threshold").or(Some(5)),
        timeout_s: None,
        mode: mode.or(Some("optimized")),
    }
}
