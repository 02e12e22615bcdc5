//! H3C Comware 7: a tunnel interface where routes decide, an IPsec policy where networks do.

use super::super::crypto_proposal::AlgorithmName;
use super::super::device_tunnel::IdKind;
use super::super::identity_rules::IdentityRules;
use super::super::key_rules::{KeyRules, bare};
use super::super::obstacle::WriteObstacle;
use super::super::script::{Script, code, command};
use super::super::wanted_tunnel::WantedTunnel;
use super::super::writer::{ConfigWriter, WritePlan};
use super::common::{
    MSS, MTU, announce, firewall, nat_exemption, nat_t_note, policy_notes, when, word,
};
use super::vrp::{bgp, list_of, routes, rules, undo_bgp};

pub const H3C: ConfigWriter = ConfigWriter {
    id: "h3c-comware",
    comment: "#",
    longest_name: 48,
    ignores_case: true,
    key: KeyRules { length: (1, 128), refused: &['?'], refused_prefixes: &[], quote: bare },
    identities: IdentityRules::without(&[' ', '?', '"']),
    oldest: "",
    find_obstacles,
    write,
};

/// The device always has a limit by volume; this is the highest.
const MOST_KILOBYTES: u64 = 4_294_967_295;

fn find_obstacles(plan: &WritePlan<'_>, obstacles: &mut Vec<WriteObstacle>) {
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
    script.list("enter", "system-view");
    script.remark("numbers");
    script.remark("h3c-volume");
    nat_t_note(script, plan);
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
        bgp(plan, "address-family ipv4 unicast", script);
    } else {
        policy(plan, script);
    }
    script.blank();
    closing_notes(plan, routed, script);
}

fn transform_set(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    let (name, enc, auth) = (plan.name_of(tunnel), word(&CIPHERS, tunnel.esp.enc), tunnel.esp.auth);
    let pfs = tunnel.esp.group.map_or(String::new(), |group| format!(" pfs dh-{group}"));
    code! {script, "
ipsec transform-set {name}
 encapsulation-mode tunnel
 protocol esp
 esp encryption-algorithm {enc}
 esp authentication-algorithm {auth}
{pfs}"}
}

fn policy_v2(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    let (base, enc, auth) = (plan.base(), word(&CIPHERS, tunnel.ike.enc), tunnel.ike.auth);
    let group = tunnel.ike.group.unwrap_or_default();
    code! {script, "
ikev2 proposal {base}
 encryption {enc}
 integrity {auth}
 prf {auth}
 dh {group}
ikev2 policy {base}
 priority 1
 proposal {base}"}
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
    let (key, lifetime) = (plan.key(tunnel), tunnel.ike.lifetime_s);
    let email = |text: String| text.replacen("user-fqdn ", "email ", 1);
    let local = email(identity(tunnel.local_identity(), ""));
    let remote = email(identity(tunnel.remote_identity(), " 32"));
    let by_address = format!("  identity address {address}");
    let by_address = when(tunnel.remote_id.is_none(), &by_address);
    let dpd = when(tunnel.dpd, " dpd interval 10 periodic");
    code! {script, "
ikev2 keychain {name}
 peer {name}
  address {address} 32
{by_address}
  pre-shared-key plaintext {}
ikev2 profile {name}
 authentication-method local pre-share
 authentication-method remote pre-share
 keychain {name}
 identity local {local}
 match remote identity {remote}
 sa duration {lifetime}
{dpd}", key.as_str()}
}

fn ike_v1(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    let (name, number) = (plan.name_of(tunnel), plan.number_of(tunnel));
    let (address, key) = (tunnel.remote_address(), plan.key(tunnel));
    let (enc, hash) = (word(&CIPHERS, tunnel.ike.enc), word(&[("sha1", "sha")], tunnel.ike.auth));
    let (group, lifetime) = (tunnel.ike.group.unwrap_or_default(), tunnel.ike.lifetime_s);
    let mode = tunnel.mode_name();
    let local = identity(tunnel.local_identity(), "");
    let remote = identity(tunnel.remote_identity(), " 255.255.255.255");
    let dpd = when(tunnel.dpd, " dpd interval 10 retry 3 periodic");
    code! {script, "
ike proposal {number}
 authentication-method pre-share
 encryption-algorithm {enc}
 authentication-algorithm {hash}
 dh {group}
 sa duration {lifetime}
ike keychain {name}
 pre-shared-key address {address} 255.255.255.255 key simple {}
ike profile {name}
 keychain {name}
 exchange-mode {mode}
 local-identity {local}
 match remote identity {remote}
 proposal {number}
{dpd}", key.as_str()}
}

/// What a profile and an entry of a policy have in common.
fn protection(plan: &WritePlan<'_>, tunnel: &WantedTunnel) -> String {
    let (name, kind) = (plan.name_of(tunnel), if tunnel.is_v1() { "ike" } else { "ikev2" });
    let lifetime = tunnel.esp.lifetime_s;
    format!(
        " transform-set {name}
 {kind}-profile {name}
 sa duration time-based {lifetime}
 sa duration traffic-based {MOST_KILOBYTES}"
    )
}

fn interface(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    let (name, number, protection) =
        (plan.name_of(tunnel), plan.number_of(tunnel), protection(plan, tunnel));
    let inside = match &tunnel.bgp {
        Some(bgp) => format!("{} 30", bgp.own),
        None => "unnumbered interface <WAN-INTERFACE>".to_owned(),
    };
    let (source, destination) = (tunnel.source(), tunnel.remote_address());
    code! {script, "
ipsec profile {name} isakmp
{protection}
interface Tunnel{number} mode ipsec
 ip address {inside}
 mtu {MTU}
 tcp mss {MSS}
 source {source}
 destination {destination}
 tunnel protection ipsec profile {name}"}
}

fn policy(plan: &WritePlan<'_>, script: &mut Script) {
    let (base, list) = (plan.base(), list_of(plan));
    script.code(format!("acl advanced {list}\n{}", rules(plan)));
    for tunnel in &plan.tunnels {
        let (number, address) = (plan.number_of(tunnel), tunnel.remote_address());
        code! {script, "
ipsec policy {base} {number} isakmp
 security acl {list}
 remote-address {address}
{}", protection(plan, tunnel)}
    }
    code! {script, "
interface <WAN-INTERFACE>
 ipsec apply policy {base}
interface <LAN-INTERFACE>
 tcp mss {MSS}"}
}

fn closing_notes(plan: &WritePlan<'_>, routed: bool, script: &mut Script) {
    let Some(first) = plan.first() else { return };
    routes(plan, |tunnel| format!("Tunnel{}", plan.number_of(tunnel)), script);
    announce(script, plan, "bgp", "address-family ipv4 unicast", "<PREFIX-LENGTH>");
    policy_notes(script, plan, true);
    script.remark("behind-nat");
    firewall(script, plan);
    nat_exemption(script, first);
    script.blank();
    let sa = if first.is_v1() { "display ike sa verbose" } else { "display ikev2 sa verbose" };
    script.list("see", sa);
    script.command("display ipsec sa brief");
    script.command(when(first.bgp.is_some(), "display bgp peer ipv4"));
    script.blank();
    remove(plan, routed, script);
}

fn remove(plan: &WritePlan<'_>, routed: bool, script: &mut Script) {
    let base = plan.base();
    script.remark("remove");
    for tunnel in plan.tunnels.iter().filter(|_| routed) {
        let (name, number) = (plan.name_of(tunnel), plan.number_of(tunnel));
        undo_bgp(tunnel, script);
        script.command(format!("undo interface Tunnel{number}\nundo ipsec profile {name}"));
    }
    if !routed {
        let list = list_of(plan);
        command! {script, "
interface <WAN-INTERFACE>
 undo ipsec apply policy
undo ipsec policy {base}
undo acl advanced {list}"}
    }
    for tunnel in &plan.tunnels {
        let name = plan.name_of(tunnel);
        let kind = if tunnel.is_v1() { "ike" } else { "ikev2" };
        let proposal = format!("undo ike proposal {}", plan.number_of(tunnel));
        let proposal = when(tunnel.is_v1(), &proposal);
        command! {script, "
undo {kind} profile {name}
undo {kind} keychain {name}
undo ipsec transform-set {name}
{proposal}"}
    }
    if plan.tunnels.iter().any(|tunnel| !tunnel.is_v1()) {
        script.command(format!("undo ikev2 policy {base}\nundo ikev2 proposal {base}"));
    }
}
