//! H3C Comware 7: a tunnel interface where routes decide, an IPsec policy where networks do.

use super::super::device_tunnel::{AlgorithmName, IdKind};
use super::super::identity_rules::IdentityRules;
use super::super::key_rules::{KeyRules, bare};
use super::super::obstacle::WriteObstacle;
use super::super::script::Script;
use super::super::wanted_tunnel::WantedTunnel;
use super::super::writer::{ConfigWriter, WritePlan};
use super::common::{MSS, MTU, firewall, nat_exemption, with_wildcard, word};

pub const H3C: ConfigWriter = ConfigWriter {
    id: "h3c-comware",
    comment: "#",
    longest_name: 48,
    ignores_case: true,
    key: KeyRules { length: (1, 128), refused: &['?'], refused_prefixes: &[], quote: bare },
    identities: IdentityRules::without(&[' ', '?', '"']),
    oldest: "",
    find_obstacles: cannot,
    write,
};

/// The device always has a limit by volume; this is the highest.
const MOST_KILOBYTES: u64 = 4_294_967_295;

fn cannot(plan: &WritePlan<'_>, obstacles: &mut Vec<WriteObstacle>) {
    plan.tunnels.iter().for_each(|tunnel| plan.refuse_name_in_main_mode(tunnel, obstacles));
    plan.refuse_pairs_of_v1(obstacles);
    let least = if plan.tunnels.iter().any(|tunnel| !tunnel.is_v1()) { 120 } else { 60 };
    plan.refuse_lifetimes(least, 180, obstacles);
    plan.refuse_differing_phase1(false, false, obstacles);
}

const CIPHERS: [(AlgorithmName, &str); 5] = [
    ("aes", "aes-cbc-128"),
    ("aes192", "aes-cbc-192"),
    ("aes256", "aes-cbc-256"),
    ("3des", "3des-cbc"),
    ("des", "des-cbc"),
];

fn write(plan: &WritePlan<'_>, script: &mut Script) {
    script.list("enter", ["system-view"]);
    script.remark("numbers");
    script.remark("h3c-volume");
    if plan.tunnels.iter().any(|tunnel| !tunnel.nat_t) {
        script.remark("nat-t-always");
    }
    script.blank();
    for tunnel in &plan.tunnels {
        transform_set(plan, tunnel, script);
    }
    if let Some(tunnel) = plan.tunnels.iter().find(|tunnel| !tunnel.is_v1()) {
        policy_v2(plan, tunnel, script);
    }
    for tunnel in &plan.tunnels {
        if tunnel.is_v1() { ike_v1(plan, tunnel, script) } else { ike_v2(plan, tunnel, script) }
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

fn transform_set(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    script.code(format!("ipsec transform-set {}", plan.name_of(tunnel)));
    script.codes([" encapsulation-mode tunnel", " protocol esp"]);
    script.code(format!(" esp encryption-algorithm {}", word(&CIPHERS, tunnel.esp.enc)));
    script.code(format!(" esp authentication-algorithm {}", tunnel.esp.auth));
    if let Some(group) = tunnel.esp.group {
        script.code(format!(" pfs dh-{group}"));
    }
}

fn policy_v2(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    let base = plan.base();
    script.code(format!("ikev2 proposal {base}"));
    script.code(format!(" encryption {}", word(&CIPHERS, tunnel.ike.enc)));
    script.code(format!(" integrity {}", tunnel.ike.auth));
    script.code(format!(" prf {}", tunnel.ike.auth));
    script.code(format!(" dh {}", tunnel.ike.group.unwrap_or_default()));
    script.code(format!("ikev2 policy {base}"));
    script.code(" priority 1");
    script.code(format!(" proposal {base}"));
}

fn identity((kind, id): (IdKind, String), mask: &str) -> String {
    match kind {
        IdKind::Address => format!("address {id}{mask}"),
        IdKind::UserFqdn => format!("user-fqdn {id}"),
        _ => format!("fqdn {id}"),
    }
}

fn ike_v2(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    let (name, address) = (plan.name_of(tunnel), tunnel.remote_address());
    let email = |text: String| text.replacen("user-fqdn ", "email ", 1);
    script.code(format!("ikev2 keychain {name}"));
    script.code(format!(" peer {name}"));
    script.code(format!("  address {address} 32"));
    if tunnel.remote_id.is_none() {
        script.code(format!("  identity address {address}"));
    }
    script.code(format!("  pre-shared-key plaintext {}", plan.key(tunnel).as_str()));
    script.code(format!("ikev2 profile {name}"));
    script.codes([
        " authentication-method local pre-share",
        " authentication-method remote pre-share",
    ]);
    script.code(format!(" keychain {name}"));
    script.code(format!(" identity local {}", email(identity(tunnel.local_identity(), ""))));
    let remote = email(identity(tunnel.remote_identity(), " 32"));
    script.code(format!(" match remote identity {remote}"));
    script.code(format!(" sa duration {}", tunnel.ike.lifetime_s));
    if tunnel.dpd {
        script.code(" dpd interval 10 periodic");
    }
}

fn ike_v1(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    let (name, number) = (plan.name_of(tunnel), plan.number_of(tunnel));
    let hash = word(&[("sha1", "sha")], tunnel.ike.auth);
    script.code(format!("ike proposal {number}"));
    script.code(" authentication-method pre-share");
    script.code(format!(" encryption-algorithm {}", word(&CIPHERS, tunnel.ike.enc)));
    script.code(format!(" authentication-algorithm {hash}"));
    script.code(format!(" dh {}", tunnel.ike.group.unwrap_or_default()));
    script.code(format!(" sa duration {}", tunnel.ike.lifetime_s));
    script.code(format!("ike keychain {name}"));
    let (address, key) = (tunnel.remote_address(), plan.key(tunnel));
    let key = key.as_str();
    script.code(format!(" pre-shared-key address {address} 255.255.255.255 key simple {key}"));
    script.code(format!("ike profile {name}"));
    script.code(format!(" keychain {name}"));
    let mode = if tunnel.is_aggressive() { "aggressive" } else { "main" };
    script.code(format!(" exchange-mode {mode}"));
    script.code(format!(" local-identity {}", identity(tunnel.local_identity(), "")));
    let remote = identity(tunnel.remote_identity(), " 255.255.255.255");
    script.code(format!(" match remote identity {remote}"));
    script.code(format!(" proposal {number}"));
    if tunnel.dpd {
        script.code(" dpd interval 10 retry 3 periodic");
    }
}

/// What a profile and an entry of a policy have in common.
fn protection(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    let (name, kind) = (plan.name_of(tunnel), if tunnel.is_v1() { "ike" } else { "ikev2" });
    script.code(format!(" transform-set {name}"));
    script.code(format!(" {kind}-profile {name}"));
    script.code(format!(" sa duration time-based {}", tunnel.esp.lifetime_s));
    script.code(format!(" sa duration traffic-based {MOST_KILOBYTES}"));
}

fn interface(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    let name = plan.name_of(tunnel);
    script.code(format!("ipsec profile {name} isakmp"));
    protection(plan, tunnel, script);
    script.code(format!("interface Tunnel{} mode ipsec", plan.number_of(tunnel)));
    script.code(match &tunnel.bgp {
        Some(bgp) => format!(" ip address {} 30", bgp.own),
        None => " ip address unnumbered interface <WAN-INTERFACE>".to_owned(),
    });
    script.code(format!(" mtu {MTU}"));
    script.code(format!(" tcp mss {MSS}"));
    let source = tunnel.local_address.map(|own| own.to_string());
    script.code(format!(" source {}", source.unwrap_or("<WAN-INTERFACE>".to_owned())));
    script.code(format!(" destination {}", tunnel.remote_address()));
    script.code(format!(" tunnel protection ipsec profile {name}"));
}

fn bgp(plan: &WritePlan<'_>, script: &mut Script) {
    let Some(first) = plan.first().filter(|tunnel| tunnel.bgp.is_some()) else { return };
    let sessions = || plan.tunnels.iter().filter_map(|tunnel| tunnel.bgp.as_ref());
    script.code(format!("bgp {}", first.local_as()));
    for bgp in sessions() {
        script.code(format!(" peer {} as-number {}", bgp.neighbor, bgp.remote_as));
    }
    script.code(" address-family ipv4 unicast");
    for bgp in sessions() {
        script.code(format!("  peer {} enable", bgp.neighbor));
    }
}

/// The number of the access list, among the advanced ones.
fn list_of(plan: &WritePlan<'_>) -> u16 {
    3000 + plan.first().map_or(0, |tunnel| plan.number_of(tunnel))
}

fn policy(plan: &WritePlan<'_>, script: &mut Script) {
    let (base, list, Some(first)) = (plan.base(), list_of(plan), plan.first()) else { return };
    script.code(format!("acl advanced {list}"));
    for (at, (local, remote)) in (1..).zip(first.pairs()) {
        let (local, remote) = (with_wildcard(local), with_wildcard(remote));
        script.code(format!(" rule {} permit ip source {local} destination {remote}", at * 5));
    }
    for tunnel in &plan.tunnels {
        script.code(format!("ipsec policy {base} {} isakmp", plan.number_of(tunnel)));
        script.code(format!(" security acl {list}"));
        script.code(format!(" remote-address {}", tunnel.remote_address()));
        protection(plan, tunnel, script);
    }
    script.code("interface <WAN-INTERFACE>");
    script.code(format!(" ipsec apply policy {base}"));
    script.code("interface <LAN-INTERFACE>");
    script.code(format!(" tcp mss {MSS}"));
}

fn around(plan: &WritePlan<'_>, routed: bool, script: &mut Script) {
    let Some(first) = plan.first() else { return };
    if routed && first.bgp.is_none() {
        script.list("routes", plan.tunnels.iter().map(|tunnel| {
            let (number, preference) = (plan.number_of(tunnel), 59 + tunnel.number);
            format!("ip route-static <NETWORK-IN-THE-CLOUD> <NETMASK> Tunnel{number} preference {preference}")
        }));
    }
    if first.bgp.is_some() {
        script.list(
            "announce",
            [
                format!("bgp {}", first.local_as()),
                " address-family ipv4 unicast".to_owned(),
                "  network <NETWORK-OF-THE-COMPANY> <PREFIX-LENGTH>".to_owned(),
            ],
        );
    }
    if !routed && plan.tunnels.len() > 1 {
        script.remark("one-map");
    }
    if !routed && first.pairs().len() > 1 {
        script.remark("pair-by-pair");
    }
    script.remark("behind-nat");
    firewall(script, plan);
    nat_exemption(script, first);
    script.blank();
    let sa = if first.is_v1() { "display ike sa verbose" } else { "display ikev2 sa verbose" };
    script.list("see", [sa, "display ipsec sa brief"]);
    if first.bgp.is_some() {
        script.command("display bgp peer ipv4");
    }
    script.blank();
    remove(plan, routed, script);
}

fn remove(plan: &WritePlan<'_>, routed: bool, script: &mut Script) {
    let base = plan.base();
    script.remark("remove");
    for tunnel in plan.tunnels.iter().filter(|_| routed) {
        if let Some(bgp) = &tunnel.bgp {
            script.command(format!("bgp {}", tunnel.local_as()));
            script.command(format!(" undo peer {}", bgp.neighbor));
        }
        script.command(format!("undo interface Tunnel{}", plan.number_of(tunnel)));
        script.command(format!("undo ipsec profile {}", plan.name_of(tunnel)));
    }
    if !routed {
        script.command("interface <WAN-INTERFACE>");
        script.command(" undo ipsec apply policy");
        script.command(format!("undo ipsec policy {base}"));
        script.command(format!("undo acl advanced {}", list_of(plan)));
    }
    for tunnel in &plan.tunnels {
        let name = plan.name_of(tunnel);
        let kind = if tunnel.is_v1() { "ike" } else { "ikev2" };
        script.command(format!("undo {kind} profile {name}"));
        script.command(format!("undo {kind} keychain {name}"));
        script.command(format!("undo ipsec transform-set {name}"));
        if tunnel.is_v1() {
            script.command(format!("undo ike proposal {}", plan.number_of(tunnel)));
        }
    }
    if plan.tunnels.iter().any(|tunnel| !tunnel.is_v1()) {
        script.command(format!("undo ikev2 policy {base}"));
        script.command(format!("undo ikev2 proposal {base}"));
    }
}
