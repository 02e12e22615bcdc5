//! Huawei: AR routers, and from V500 on USG firewalls, whose words differ in a few places.

use super::super::device_tunnel::{AlgorithmName, IdKind};
use super::super::identity_rules::IdentityRules;
use super::super::key_rules::{KeyRules, bare};
use super::super::obstacle::WriteObstacle;
use super::super::script::Script;
use super::super::wanted_tunnel::WantedTunnel;
use super::super::writer::{ConfigWriter, WritePlan};
use super::common::{MSS, MTU, firewall, nat_exemption, with_wildcard, word};

pub const HUAWEI: ConfigWriter = ConfigWriter {
    id: "huawei-vrp",
    comment: "#",
    // Peers, proposals and profiles have 15 characters.
    longest_name: 12,
    ignores_case: false,
    key: KeyRules {
        length: (1, 128),
        refused: &['?'],
        refused_prefixes: &["%^%#", "%$%$", "%@%@", "%#%#"],
        quote: bare,
    },
    identities: IdentityRules::without(&[' ', '?', '"']),
    oldest: "",
    find_obstacles: cannot,
    write,
};

fn cannot(plan: &WritePlan<'_>, obstacles: &mut Vec<WriteObstacle>) {
    for tunnel in &plan.tunnels {
        plan.refuse_name_in_main_mode(tunnel, obstacles);
        if !tunnel.is_routed() && !tunnel.is_v1() && tunnel.pairs().len() > 1 {
            let field = if tunnel.remote.len() > 1 { "LocalSubnet" } else { "RemoteSubnet" };
            obstacles.push(WriteObstacle::new(tunnel.number, field, "pair-for-pair"));
        }
    }
    plan.refuse_pairs_of_v1(obstacles);
    plan.refuse_lifetimes(60, 100, obstacles);
}

const CIPHERS: [(AlgorithmName, &str); 3] =
    [("aes", "aes-128"), ("aes192", "aes-192"), ("aes256", "aes-256")];
const HASHES: [(AlgorithmName, &str); 3] =
    [("sha256", "sha2-256"), ("sha384", "sha2-384"), ("sha512", "sha2-512")];
const HMACS: [(AlgorithmName, [&str; 2]); 5] = [
    ("md5", ["hmac-md5-96", "hmac-md5"]),
    ("sha1", ["hmac-sha1-96", "hmac-sha1"]),
    ("sha256", ["hmac-sha2-256", "hmac-sha2-256"]),
    ("sha384", ["hmac-sha2-384", "hmac-sha2-384"]),
    ("sha512", ["hmac-sha2-512", "hmac-sha2-512"]),
];

fn is_firewall(plan: &WritePlan<'_>) -> bool {
    plan.is_since("V500")
}

fn interface_of(plan: &WritePlan<'_>, tunnel: &WantedTunnel) -> String {
    let number = plan.number_of(tunnel);
    if is_firewall(plan) { format!("Tunnel{number}") } else { format!("Tunnel0/0/{number}") }
}

fn write(plan: &WritePlan<'_>, script: &mut Script) {
    script.list("enter", ["system-view"]);
    script.remark(if is_firewall(plan) { "huawei-firewall" } else { "huawei-router" });
    script.remark("numbers");
    script.blank();
    script.code(if is_firewall(plan) {
        "ipsec sha2 compatible enable"
    } else {
        "ipsec authentication sha2 compatible enable"
    });
    for tunnel in &plan.tunnels {
        proposals(plan, tunnel, script);
        peer(plan, tunnel, script);
    }
    let routed = plan.first().is_some_and(WantedTunnel::is_routed);
    if routed {
        plan.tunnels.iter().for_each(|tunnel| interface(plan, tunnel, script));
        bgp(plan, script);
    } else {
        policy(plan, script);
    }
    script.blank();
    around(plan, routed, script);
}

fn proposals(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    let (ike, esp) = (&tunnel.ike, &tunnel.esp);
    script.code(format!("ike proposal {}", plan.number_of(tunnel)));
    script.code(format!(" encryption-algorithm {}", word(&CIPHERS, ike.enc)));
    script.code(format!(" dh {}", ike.group.unwrap_or_default()));
    script.code(format!(" authentication-algorithm {}", word(&HASHES, ike.auth)));
    script.code(" authentication-method pre-share");
    if let Some((_, [integrity, prf])) =
        HMACS.iter().find(|(name, _)| *name == ike.auth && !tunnel.is_v1())
    {
        script.code(format!(" integrity-algorithm {integrity}"));
        script.code(format!(" prf {prf}"));
    }
    script.code(format!(" sa duration {}", ike.lifetime_s));
    script.code(format!("ipsec proposal {}", plan.name_of(tunnel)));
    script.code(" encapsulation-mode tunnel");
    script.code(" transform esp");
    script.code(format!(" esp authentication-algorithm {}", word(&HASHES, esp.auth)));
    script.code(format!(" esp encryption-algorithm {}", word(&CIPHERS, esp.enc)));
}

fn peer(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    let name = plan.name_of(tunnel);
    let (own, other) = if tunnel.is_v1() { (1, 2) } else { (2, 1) };
    if plan.is_since("V200R010") {
        script.code(format!("ike peer {name}"));
        script.code(format!(" undo version {other}"));
    } else {
        script.code(format!("ike peer {name} v{own}"));
    }
    if tunnel.is_v1() {
        let mode = if tunnel.is_aggressive() { "aggressive" } else { "main" };
        script.code(format!(" exchange-mode {mode}"));
    }
    let key = plan.key(tunnel);
    let how = if is_firewall(plan) { "" } else { "cipher " };
    script.code(format!(" pre-shared-key {how}{}", key.as_str()));
    script.code(format!(" ike-proposal {}", plan.number_of(tunnel)));
    for (side, (kind, id)) in
        [("local", tunnel.local_identity()), ("remote", tunnel.remote_identity())]
    {
        let kind = match kind {
            IdKind::Address => "ip",
            IdKind::UserFqdn => "user-fqdn",
            _ => "fqdn",
        };
        script.code(format!(" {side}-id-type {kind}"));
        script.code(format!(" {side}-id {id}"));
    }
    script.code(format!(" remote-address {}", tunnel.remote_address()));
    if tunnel.dpd {
        script.codes([" dpd type periodic", " dpd idle-time 10"]);
    }
    if !tunnel.nat_t {
        script.code(" undo nat traversal");
    }
}

/// What a profile and an entry of a policy have in common.
fn protection(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    let name = plan.name_of(tunnel);
    script.code(format!(" ike-peer {name}"));
    script.code(format!(" proposal {name}"));
    if let Some(group) = tunnel.esp.group {
        script.code(format!(" pfs dh-{group}"));
    }
    script.code(format!(" sa duration time-based {}", tunnel.esp.lifetime_s));
    script.code(" sa duration traffic-based 0");
}

fn interface(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    let name = plan.name_of(tunnel);
    script.code(format!("ipsec profile {name}"));
    protection(plan, tunnel, script);
    script.code(format!("interface {}", interface_of(plan, tunnel)));
    script.code(match &tunnel.bgp {
        Some(bgp) => format!(" ip address {} 255.255.255.252", bgp.own),
        None => " ip address unnumbered interface <WAN-INTERFACE>".to_owned(),
    });
    script.code(format!(" mtu {MTU}"));
    if !is_firewall(plan) {
        script.code(format!(" tcp adjust-mss {MSS}"));
    }
    script.code(" tunnel-protocol ipsec");
    let source = tunnel.local_address.map(|own| own.to_string());
    script.code(format!(" source {}", source.unwrap_or("<WAN-INTERFACE>".to_owned())));
    script.code(format!(" destination {}", tunnel.remote_address()));
    script.code(format!(" ipsec profile {name}"));
}

fn bgp(plan: &WritePlan<'_>, script: &mut Script) {
    let Some(first) = plan.first().filter(|tunnel| tunnel.bgp.is_some()) else { return };
    let sessions = || plan.tunnels.iter().filter_map(|tunnel| tunnel.bgp.as_ref());
    script.code(format!("bgp {}", first.local_as()));
    for bgp in sessions() {
        script.code(format!(" peer {} as-number {}", bgp.neighbor, bgp.remote_as));
    }
    script.code(" ipv4-family unicast");
    for bgp in sessions() {
        script.code(format!("  peer {} enable", bgp.neighbor));
    }
}

/// The number of the access list, among those that look at both ends of a packet.
fn list_of(plan: &WritePlan<'_>) -> u16 {
    3000 + plan.first().map_or(0, |tunnel| plan.number_of(tunnel))
}

fn policy(plan: &WritePlan<'_>, script: &mut Script) {
    let (base, list, Some(first)) = (plan.base(), list_of(plan), plan.first()) else { return };
    script.code(format!("acl number {list}"));
    for (at, (local, remote)) in (1..).zip(first.pairs()) {
        let (local, remote) = (with_wildcard(local), with_wildcard(remote));
        script.code(format!(" rule {} permit ip source {local} destination {remote}", at * 5));
    }
    for tunnel in &plan.tunnels {
        script.code(format!("ipsec policy {base} {} isakmp", plan.number_of(tunnel)));
        script.code(format!(" security acl {list}"));
        protection(plan, tunnel, script);
        if !is_firewall(plan) {
            script.code(" sa trigger-mode auto");
        }
    }
    script.code("interface <WAN-INTERFACE>");
    let start = if is_firewall(plan) { " auto-neg" } else { "" };
    script.code(format!(" ipsec policy {base}{start}"));
    if !is_firewall(plan) {
        script.code("interface <LAN-INTERFACE>");
        script.code(format!(" tcp adjust-mss {MSS}"));
    }
}

fn around(plan: &WritePlan<'_>, routed: bool, script: &mut Script) {
    let Some(first) = plan.first() else { return };
    if routed && first.bgp.is_none() {
        script.list("routes", plan.tunnels.iter().map(|tunnel| {
            let name = interface_of(plan, tunnel);
            let preference = 59 + tunnel.number;
            format!("ip route-static <NETWORK-IN-THE-CLOUD> <NETMASK> {name} preference {preference}")
        }));
    }
    if first.bgp.is_some() {
        script.list(
            "announce",
            [
                format!("bgp {}", first.local_as()),
                " ipv4-family unicast".to_owned(),
                "  network <NETWORK-OF-THE-COMPANY> <NETMASK>".to_owned(),
            ],
        );
    }
    if !routed && plan.tunnels.len() > 1 {
        script.remark("one-map");
    }
    if is_firewall(plan) {
        script.list("mss", [format!("firewall tcp-mss {MSS}")]);
    }
    script.remark("behind-nat");
    firewall(script, plan);
    if is_firewall(plan) && routed {
        script.list("huawei-zone", ["firewall zone untrust".to_owned()]);
        for tunnel in &plan.tunnels {
            script.command(format!(" add interface {}", interface_of(plan, tunnel)));
        }
    }
    nat_exemption(script, first);
    script.blank();
    script.list("see", ["display ike sa", "display ipsec sa brief", "display ike error-info"]);
    if first.bgp.is_some() {
        script.command("display bgp peer");
    }
    script.blank();
    remove(plan, routed, script);
}

fn remove(plan: &WritePlan<'_>, routed: bool, script: &mut Script) {
    script.remark("remove");
    for tunnel in plan.tunnels.iter().filter(|_| routed) {
        if let Some(bgp) = &tunnel.bgp {
            script.command(format!("bgp {}", tunnel.local_as()));
            script.command(format!(" undo peer {}", bgp.neighbor));
        }
        script.command(format!("undo interface {}", interface_of(plan, tunnel)));
        script.command(format!("undo ipsec profile {}", plan.name_of(tunnel)));
    }
    if !routed {
        script.command("interface <WAN-INTERFACE>");
        script.command(" undo ipsec policy");
        script.command(format!("undo ipsec policy {}", plan.base()));
        script.command(format!("undo acl {}", list_of(plan)));
    }
    for tunnel in &plan.tunnels {
        let name = plan.name_of(tunnel);
        script.command(format!("undo ike peer {name}"));
        script.command(format!("undo ipsec proposal {name}"));
        script.command(format!("undo ike proposal {}", plan.number_of(tunnel)));
    }
}
