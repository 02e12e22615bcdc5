//! Huawei: AR routers, and from V500 on USG firewalls, whose words differ in a few places.

use super::super::crypto_proposal::AlgorithmName;
use super::super::device_tunnel::IdKind;
use super::super::identity_rules::IdentityRules;
use super::super::key_rules::{KeyRules, bare};
use super::super::obstacle::WriteObstacle;
use super::super::script::{Script, code, command};
use super::super::wanted_tunnel::WantedTunnel;
use super::super::writer::{ConfigWriter, WritePlan};
use super::common::{MSS, MTU, announce, firewall, nat_exemption, policy_notes, when, word};
use super::vrp::{bgp, list_of, routes, rules, undo_bgp};

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
    find_obstacles,
    write,
};

fn find_obstacles(plan: &WritePlan<'_>, obstacles: &mut Vec<WriteObstacle>) {
    for tunnel in &plan.tunnels {
        plan.refuse_name_in_main_mode(tunnel, obstacles);
        if !tunnel.is_routed() && !tunnel.is_v1() && tunnel.pairs().len() > 1 {
            let field = tunnel.many_sided_field();
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
    script.list("enter", "system-view");
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
        bgp(plan, "ipv4-family unicast", script);
    } else {
        policy(plan, script);
    }
    script.blank();
    closing_notes(plan, routed, script);
}

fn proposals(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    let (ike, esp) = (&tunnel.ike, &tunnel.esp);
    let (number, group, lifetime) =
        (plan.number_of(tunnel), ike.group.unwrap_or_default(), ike.lifetime_s);
    let (ike_enc, ike_auth) = (word(&CIPHERS, ike.enc), word(&HASHES, ike.auth));
    let of_v2 = HMACS.iter().find(|(name, _)| *name == ike.auth && !tunnel.is_v1());
    let of_v2 = of_v2.map_or(String::new(), |(_, [integrity, prf])| {
        format!(" integrity-algorithm {integrity}\n prf {prf}")
    });
    let (name, esp_enc, esp_auth) =
        (plan.name_of(tunnel), word(&CIPHERS, esp.enc), word(&HASHES, esp.auth));
    code! {script, "
ike proposal {number}
 encryption-algorithm {ike_enc}
 dh {group}
 authentication-algorithm {ike_auth}
 authentication-method pre-share
{of_v2}
 sa duration {lifetime}
ipsec proposal {name}
 encapsulation-mode tunnel
 transform esp
 esp authentication-algorithm {esp_auth}
 esp encryption-algorithm {esp_enc}"}
}

fn peer(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    let (name, key) = (plan.name_of(tunnel), plan.key(tunnel));
    let (own, other) = if tunnel.is_v1() { (1, 2) } else { (2, 1) };
    let version = if plan.is_since("V200R010") {
        format!("\n undo version {other}")
    } else {
        format!(" v{own}")
    };
    let mode = format!(" exchange-mode {}", tunnel.mode_name());
    let mode = when(tunnel.is_v1(), &mode);
    let how = if is_firewall(plan) { "" } else { "cipher " };
    let (number, address) = (plan.number_of(tunnel), tunnel.remote_address());
    let identity = |side, (kind, id): (IdKind, String)| {
        let kind = match kind {
            IdKind::Address => "ip",
            IdKind::UserFqdn => "user-fqdn",
            _ => "fqdn",
        };
        format!(" {side}-id-type {kind}\n {side}-id {id}")
    };
    let local = identity("local", tunnel.local_identity());
    let remote = identity("remote", tunnel.remote_identity());
    let dpd = when(tunnel.dpd, " dpd type periodic\n dpd idle-time 10");
    let nat = when(!tunnel.nat_t, " undo nat traversal");
    code! {script, "
ike peer {name}{version}
{mode}
 pre-shared-key {how}{}
 ike-proposal {number}
{local}
{remote}
 remote-address {address}
{dpd}
{nat}", key.as_str()}
}

/// What a profile and an entry of a policy have in common.
fn protection(plan: &WritePlan<'_>, tunnel: &WantedTunnel) -> String {
    let (name, lifetime) = (plan.name_of(tunnel), tunnel.esp.lifetime_s);
    let pfs = tunnel.esp.group.map_or(String::new(), |group| format!(" pfs dh-{group}"));
    format!(
        " ike-peer {name}
 proposal {name}
{pfs}
 sa duration time-based {lifetime}
 sa duration traffic-based 0"
    )
}

fn interface(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    let (name, interface, protection) =
        (plan.name_of(tunnel), interface_of(plan, tunnel), protection(plan, tunnel));
    let inside = match &tunnel.bgp {
        Some(bgp) => format!("{} 255.255.255.252", bgp.own),
        None => "unnumbered interface <WAN-INTERFACE>".to_owned(),
    };
    let mss = format!(" tcp adjust-mss {MSS}");
    let mss = when(!is_firewall(plan), &mss);
    let (source, destination) = (tunnel.source(), tunnel.remote_address());
    code! {script, "
ipsec profile {name}
{protection}
interface {interface}
 ip address {inside}
 mtu {MTU}
{mss}
 tunnel-protocol ipsec
 source {source}
 destination {destination}
 ipsec profile {name}"}
}

fn policy(plan: &WritePlan<'_>, script: &mut Script) {
    let (base, list) = (plan.base(), list_of(plan));
    script.code(format!("acl number {list}\n{}", rules(plan)));
    for tunnel in &plan.tunnels {
        let (number, protection) = (plan.number_of(tunnel), protection(plan, tunnel));
        let trigger = when(!is_firewall(plan), " sa trigger-mode auto");
        code! {script, "
ipsec policy {base} {number} isakmp
 security acl {list}
{protection}
{trigger}"}
    }
    let start = when(is_firewall(plan), " auto-neg");
    let lan = format!("interface <LAN-INTERFACE>\n tcp adjust-mss {MSS}");
    let lan = when(!is_firewall(plan), &lan);
    code! {script, "
interface <WAN-INTERFACE>
 ipsec policy {base}{start}
{lan}"}
}

fn closing_notes(plan: &WritePlan<'_>, routed: bool, script: &mut Script) {
    let Some(first) = plan.first() else { return };
    routes(plan, |tunnel| interface_of(plan, tunnel), script);
    announce(script, plan, "bgp", "ipv4-family unicast", "<NETMASK>");
    policy_notes(script, plan, false);
    if is_firewall(plan) {
        script.list("mss", format!("firewall tcp-mss {MSS}"));
    }
    script.remark("behind-nat");
    firewall(script, plan);
    if is_firewall(plan) && routed {
        script.list("huawei-zone", "firewall zone untrust");
        script.command(
            plan.each(|tunnel| format!(" add interface {}\n", interface_of(plan, tunnel))),
        );
    }
    nat_exemption(script, first);
    script.blank();
    script.list("see", "display ike sa\ndisplay ipsec sa brief\ndisplay ike error-info");
    script.command(when(first.bgp.is_some(), "display bgp peer"));
    script.blank();
    remove(plan, routed, script);
}

fn remove(plan: &WritePlan<'_>, routed: bool, script: &mut Script) {
    script.remark("remove");
    for tunnel in plan.tunnels.iter().filter(|_| routed) {
        let (name, interface) = (plan.name_of(tunnel), interface_of(plan, tunnel));
        undo_bgp(tunnel, script);
        script.command(format!("undo interface {interface}\nundo ipsec profile {name}"));
    }
    if !routed {
        let (base, list) = (plan.base(), list_of(plan));
        command! {script, "
interface <WAN-INTERFACE>
 undo ipsec policy
undo ipsec policy {base}
undo acl {list}"}
    }
    for tunnel in &plan.tunnels {
        let (name, number) = (plan.name_of(tunnel), plan.number_of(tunnel));
        command! {script, "
undo ike peer {name}
undo ipsec proposal {name}
undo ike proposal {number}"}
    }
}
