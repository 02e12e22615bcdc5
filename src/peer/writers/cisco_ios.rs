//! Cisco IOS-XE: a static VTI for each tunnel where routes decide, a crypto map where networks do.

use ipnet::Ipv4Net;

use super::super::crypto_proposal::AlgorithmName;
use super::super::device_tunnel::IdKind;
use super::super::identity_rules::IdentityRules;
use super::super::key_rules::{KeyRules, bare};
use super::super::note::Note;
use super::super::obstacle::WriteObstacle;
use super::super::script::{Script, code, command};
use super::super::wanted_tunnel::WantedTunnel;
use super::super::writer::{ConfigWriter, UnsupportedAlgorithms, WritePlan};
use super::common::{
    MSS, MTU, announce, firewall, nat_exemption, nat_t_note, number, policy_notes, when, with_mask,
    with_wildcard, word,
};

pub const IOS: ConfigWriter = ConfigWriter {
    id: "cisco-ios",
    comment: "!",
    longest_name: 32,
    ignores_case: false,
    key: KeyRules { length: (1, 127), refused: &['?'], refused_prefixes: &[], quote: bare },
    identities: IdentityRules::without(&[' ', '?', '"']),
    oldest: "",
    find_obstacles,
    write,
};

/// What is refused by default from 17.11.1 on.
const WEAK: UnsupportedAlgorithms = UnsupportedAlgorithms {
    enc: &["des", "3des"],
    ike_auth: &["md5"],
    esp_auth: &["md5"],
    groups: &["group1", "group2", "group5"],
};

fn find_obstacles(plan: &WritePlan<'_>, obstacles: &mut Vec<WriteObstacle>) {
    for tunnel in &plan.tunnels {
        if plan.is_since("17.11") {
            plan.refuse(tunnel, &WEAK, obstacles);
        }
        plan.refuse_name_in_main_mode(tunnel, obstacles);
    }
    plan.refuse_pairs_of_v1(obstacles);
    plan.refuse_lifetimes(
        if plan.tunnels.iter().any(WantedTunnel::is_v1) { 60 } else { 120 },
        120,
        obstacles,
    );
    plan.refuse_differing_phase1(true, true, obstacles);
    plan.refuse_differing_phase1(false, false, obstacles);
}

const CIPHERS_V1: [(AlgorithmName, &str); 3] =
    [("aes", "aes"), ("aes192", "aes 192"), ("aes256", "aes 256")];
const CIPHERS_V2: [(AlgorithmName, &str); 3] =
    [("aes", "aes-cbc-128"), ("aes192", "aes-cbc-192"), ("aes256", "aes-cbc-256")];

fn write(plan: &WritePlan<'_>, script: &mut Script) {
    script.list("enter", "configure terminal");
    script.remark("numbers");
    if plan.tunnels.iter().any(WantedTunnel::is_v1) {
        script.remark("ios-policies");
    }
    nat_t_note(script, plan);
    script.blank();
    for v1 in [false, true] {
        if let Some(tunnel) = plan.tunnels.iter().find(|tunnel| tunnel.is_v1() == v1) {
            if v1 { policy_v1(plan, tunnel, script) } else { policy_v2(plan, tunnel, script) }
        }
    }
    keys(plan, script);
    for tunnel in &plan.tunnels {
        if tunnel.is_v1() {
            profile_v1(plan, tunnel, script)
        } else {
            profile_v2(plan, tunnel, script)
        }
        transform_set(plan, tunnel, script);
    }
    let routed = plan.first().is_some_and(WantedTunnel::is_routed);
    if routed {
        plan.tunnels.iter().for_each(|tunnel| interface(plan, tunnel, script));
        bgp(plan, script);
    } else {
        crypto_map(plan, script);
    }
    script.blank();
    closing_notes(plan, routed, script);
}

fn policy_v2(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    let (base, enc, auth) = (plan.base(), word(&CIPHERS_V2, tunnel.ike.enc), tunnel.ike.auth);
    let group = tunnel.ike.group.map_or("", number);
    code! {script, "
crypto ikev2 proposal {base}
 encryption {enc}
 integrity {auth}
 prf {auth}
 group {group}
crypto ikev2 policy {base}
 proposal {base}"}
}

fn policy_v1(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    let (policy, enc) = (plan.number_of(tunnel), word(&CIPHERS_V1, tunnel.ike.enc));
    let (hash, group) =
        (word(&[("sha1", "sha")], tunnel.ike.auth), tunnel.ike.group.map_or("", number));
    let lifetime = tunnel.ike.lifetime_s;
    code! {script, "
crypto isakmp policy {policy}
 encryption {enc}
 hash {hash}
 authentication pre-share
 group {group}
 lifetime {lifetime}"}
}

/// Whether the name and the key of a tunnel stand with the peer, as aggressive mode with a name wants it.
fn by_peer(tunnel: &WantedTunnel) -> bool {
    tunnel.is_aggressive() && tunnel.local_identity().0 != IdKind::Address
}

fn keys(plan: &WritePlan<'_>, script: &mut Script) {
    if plan.tunnels.iter().any(|tunnel| !tunnel.is_v1()) {
        script.code(format!("crypto ikev2 keyring {}", plan.base()));
    }
    for tunnel in plan.tunnels.iter().filter(|tunnel| !tunnel.is_v1()) {
        let (name, address, key) =
            (plan.name_of(tunnel), tunnel.remote_address(), plan.key(tunnel));
        code! {script, "
 peer {name}
  address {address}
  pre-shared-key {}", key.as_str()}
    }
    for tunnel in plan.tunnels.iter().filter(|tunnel| tunnel.is_v1()) {
        let (ring, address, key) =
            (plan.name_of(tunnel), tunnel.remote_address(), plan.key(tunnel));
        let key = key.as_str();
        if !by_peer(tunnel) {
            script.code(format!(
                "crypto keyring {ring}\n pre-shared-key address {address} key {key}"
            ));
            continue;
        }
        let (kind, name) = tunnel.local_identity();
        let kind = if kind == IdKind::UserFqdn { "user-fqdn" } else { "fqdn" };
        code! {script, "
crypto isakmp peer address {address}
 set aggressive-mode client-endpoint {kind} {name}
 set aggressive-mode password {key}"}
    }
}

fn profile_v2(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    let words = |(kind, name): (IdKind, String), mask: &str| match kind {
        IdKind::Address => format!("address {name}{mask}"),
        IdKind::UserFqdn => format!("email {name}"),
        _ => format!("fqdn {name}"),
    };
    let (name, base, lifetime) = (plan.name_of(tunnel), plan.base(), tunnel.ike.lifetime_s);
    let remote = words(tunnel.remote_identity(), " 255.255.255.255");
    let local = words(tunnel.local_identity(), "");
    let dpd = when(tunnel.dpd, " dpd 10 3 periodic");
    code! {script, "
crypto ikev2 profile {name}
 match identity remote {remote}
 identity local {local}
 authentication local pre-share
 authentication remote pre-share
 keyring local {base}
 lifetime {lifetime}
{dpd}"}
}

fn profile_v1(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    let name = plan.name_of(tunnel);
    let own = format!(" keyring {name}\n self-identity address");
    let own = when(!by_peer(tunnel), &own);
    let remote = match tunnel.remote_identity() {
        (IdKind::Address, address) => format!("address {address} 255.255.255.255"),
        (IdKind::UserFqdn, name) => format!("user {name}"),
        (_, name) => format!("host {name}"),
    };
    let mode = when(tunnel.is_aggressive(), " initiate mode aggressive");
    let dpd = when(tunnel.dpd, " keepalive 10 retry 3");
    code! {script, "
crypto isakmp profile {name}
{own}
 match identity {remote}
{mode}
{dpd}"}
}

fn transform_set(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    let (name, enc) = (plan.name_of(tunnel), word(&CIPHERS_V1, tunnel.esp.enc));
    let auth = word(&[("sha1", "sha")], tunnel.esp.auth);
    code! {script, "
crypto ipsec transform-set {name} esp-{enc} esp-{auth}-hmac
 mode tunnel"}
}

/// The lines about phase 2 that a profile and a crypto map share.
fn protection(plan: &WritePlan<'_>, tunnel: &WantedTunnel) -> String {
    let (name, lifetime) = (plan.name_of(tunnel), tunnel.esp.lifetime_s);
    let pfs = tunnel.esp.group.map_or(String::new(), |group| format!(" set pfs {group}"));
    let kind = if tunnel.is_v1() { "isakmp" } else { "ikev2" };
    format!(
        " set transform-set {name}
{pfs}
 set security-association lifetime seconds {lifetime}
 set security-association lifetime kilobytes disable
 set {kind}-profile {name}"
    )
}

fn interface(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    let (name, number, protection) =
        (plan.name_of(tunnel), plan.number_of(tunnel), protection(plan, tunnel));
    let inside = match &tunnel.bgp {
        Some(bgp) => format!("address {} 255.255.255.252", bgp.own),
        None => "unnumbered <WAN-INTERFACE>".to_owned(),
    };
    let (source, destination) = (tunnel.source(), tunnel.remote_address());
    code! {script, "
crypto ipsec profile {name}
{protection}
interface Tunnel{number}
 description {name}
 ip {inside}
 ip mtu {MTU}
 ip tcp adjust-mss {MSS}
 tunnel source {source}
 tunnel mode ipsec ipv4
 tunnel destination {destination}
 tunnel protection ipsec profile {name}"}
}

fn bgp(plan: &WritePlan<'_>, script: &mut Script) {
    let Some(first) = plan.tunnels.iter().find(|tunnel| tunnel.bgp.is_some()) else { return };
    script.code(format!("router bgp {}", first.local_as()));
    for bgp in plan.sessions() {
        script.code(format!(" neighbor {} remote-as {}", bgp.neighbor, bgp.remote_as));
    }
    script.code(" address-family ipv4");
    for bgp in plan.sessions() {
        script.code(format!("  neighbor {} activate", bgp.neighbor));
    }
}

fn crypto_map(plan: &WritePlan<'_>, script: &mut Script) {
    let base = plan.base();
    let Some(first) = plan.first() else { return };
    script.code(format!("ip access-list extended {base}"));
    for (local, remote) in first.pairs() {
        let (local, remote) = (with_wildcard(local), with_wildcard(remote));
        script.code(format!(" permit ip {local} {remote}"));
    }
    for tunnel in &plan.tunnels {
        let (number, address) = (plan.number_of(tunnel), tunnel.remote_address());
        code! {script, "
crypto map {base} {number} ipsec-isakmp
 set peer {address}
{}
 match address {base}", protection(plan, tunnel)}
    }
    code! {script, "
interface <WAN-INTERFACE>
 crypto map {base}
interface <LAN-INTERFACE>
 ip tcp adjust-mss {MSS}"}
}

fn closing_notes(plan: &WritePlan<'_>, routed: bool, script: &mut Script) {
    let Some(first) = plan.first() else { return };
    if routed && first.bgp.is_none() {
        let routes = plan.each(|tunnel| {
            let (interface, distance) = (plan.number_of(tunnel), tunnel.number);
            format!("ip route <NETWORK-IN-THE-CLOUD> <NETMASK> Tunnel{interface} {distance}\n")
        });
        script.list("routes", routes);
    }
    announce(script, plan, "router bgp", "address-family ipv4", "mask <NETMASK>");
    policy_notes(script, plan, true);
    script.remark("behind-nat");
    firewall(script, plan);
    nat_exemption(script, first);
    if !routed {
        script.add_remark(Note::new("ios-nat"));
        for (local, remote) in first.pairs() {
            script.command(format!("deny ip {} {}", with_wildcard(local), with_wildcard(remote)));
        }
        let route =
            |net: &Ipv4Net| format!("ip route {} <ADDRESS-OF-THE-PROVIDER>\n", with_mask(*net));
        script.list("route-out", first.remote.iter().map(route).collect::<String>());
    }
    script.blank();
    verification_commands(plan, first, script);
    script.blank();
    remove(plan, routed, script);
}

fn verification_commands(plan: &WritePlan<'_>, first: &WantedTunnel, script: &mut Script) {
    let sa = if first.is_v1() { "show crypto isakmp sa" } else { "show crypto ikev2 sa detail" };
    script.list("see", sa);
    for tunnel in &plan.tunnels {
        script.command(format!("show crypto ipsec sa peer {}", tunnel.remote_address()));
    }
    script.command(when(first.bgp.is_some(), "show bgp ipv4 unicast summary"));
}

fn remove(plan: &WritePlan<'_>, routed: bool, script: &mut Script) {
    let base = plan.base();
    script.remark("remove");
    if routed {
        for tunnel in &plan.tunnels {
            let (name, number) = (plan.name_of(tunnel), plan.number_of(tunnel));
            if let Some(bgp) = &tunnel.bgp {
                let (own, neighbor) = (tunnel.local_as(), bgp.neighbor);
                script.command(format!("router bgp {own}\n no neighbor {neighbor}"));
            }
            script.command(format!("no interface Tunnel{number}\nno crypto ipsec profile {name}"));
        }
    } else {
        script.command(format!("interface <WAN-INTERFACE>\n no crypto map {base}"));
        for tunnel in &plan.tunnels {
            script.command(format!("no crypto map {base} {}", plan.number_of(tunnel)));
        }
        script.command(format!("no ip access-list extended {base}"));
    }
    for tunnel in &plan.tunnels {
        let name = plan.name_of(tunnel);
        let kind = if tunnel.is_v1() { "isakmp" } else { "ikev2" };
        let key = if by_peer(tunnel) {
            format!("no crypto isakmp peer address {}", tunnel.remote_address())
        } else {
            when(tunnel.is_v1(), &format!("no crypto keyring {name}")).to_owned()
        };
        command! {script, "
no crypto {kind} profile {name}
no crypto ipsec transform-set {name}
{key}"}
    }
    if plan.tunnels.iter().any(|tunnel| !tunnel.is_v1()) {
        command! {script, "
no crypto ikev2 keyring {base}
no crypto ikev2 policy {base}
no crypto ikev2 proposal {base}"}
    }
    if let Some(old) = plan.tunnels.iter().find(|tunnel| tunnel.is_v1()) {
        script.command(format!("no crypto isakmp policy {}", plan.number_of(old)));
    }
}
