//! Cisco IOS-XE: a static VTI for each tunnel where routes decide, a crypto map where networks do.

use super::super::device_tunnel::{AlgorithmName, IdKind};
use super::super::identity_rules::IdentityRules;
use super::super::key_rules::{KeyRules, bare};
use super::super::note::Note;
use super::super::obstacle::WriteObstacle;
use super::super::script::Script;
use super::super::wanted_tunnel::{WantedPhase, WantedTunnel};
use super::super::writer::{ConfigWriter, UnsupportedAlgorithms, WritePlan};
use super::common::{MSS, MTU, firewall, nat_exemption, number, with_mask, with_wildcard, word};

pub const IOS: ConfigWriter = ConfigWriter {
    id: "cisco-ios",
    comment: "!",
    longest_name: 32,
    ignores_case: false,
    key: KeyRules { length: (1, 127), refused: &['?'], refused_prefixes: &[], quote: bare },
    identities: IdentityRules::without(&[' ', '?', '"']),
    oldest: "",
    find_obstacles: cannot,
    write,
};

/// What is refused by default from 17.11.1 on.
const WEAK: UnsupportedAlgorithms = UnsupportedAlgorithms {
    enc: &["des", "3des"],
    ike_auth: &["md5"],
    esp_auth: &["md5"],
    groups: &["group1", "group2", "group5"],
};

fn cannot(plan: &WritePlan<'_>, obstacles: &mut Vec<WriteObstacle>) {
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
    script.list("enter", ["configure terminal"]);
    script.remark("numbers");
    if plan.tunnels.iter().any(WantedTunnel::is_v1) {
        script.remark("ios-policies");
    }
    if plan.tunnels.iter().any(|tunnel| !tunnel.nat_t) {
        script.remark("nat-t-always");
    }
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
    let base = plan.base();
    script.code(format!("crypto ikev2 proposal {base}"));
    script.code(format!(" encryption {}", word(&CIPHERS_V2, tunnel.ike.enc)));
    script.code(format!(" integrity {}", tunnel.ike.auth));
    script.code(format!(" prf {}", tunnel.ike.auth));
    script.code(format!(" group {}", tunnel.ike.group.map_or("", number)));
    script.code(format!("crypto ikev2 policy {base}"));
    script.code(format!(" proposal {base}"));
}

fn policy_v1(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    script.code(format!("crypto isakmp policy {}", plan.number_of(tunnel)));
    script.code(format!(" encryption {}", word(&CIPHERS_V1, tunnel.ike.enc)));
    script.code(format!(" hash {}", word(&[("sha1", "sha")], tunnel.ike.auth)));
    script.code(" authentication pre-share");
    script.code(format!(" group {}", tunnel.ike.group.map_or("", number)));
    script.code(format!(" lifetime {}", tunnel.ike.lifetime_s));
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
        script.code(format!(" peer {}", plan.name_of(tunnel)));
        script.code(format!("  address {}", tunnel.remote_address()));
        script.code(format!("  pre-shared-key {}", plan.key(tunnel).as_str()));
    }
    for tunnel in plan.tunnels.iter().filter(|tunnel| tunnel.is_v1()) {
        let (address, key) = (tunnel.remote_address(), plan.key(tunnel));
        let key = key.as_str();
        if by_peer(tunnel) {
            let (kind, name) = tunnel.local_identity();
            let word = if kind == IdKind::UserFqdn { "user-fqdn" } else { "fqdn" };
            script.code(format!("crypto isakmp peer address {address}"));
            script.code(format!(" set aggressive-mode client-endpoint {word} {name}"));
            script.code(format!(" set aggressive-mode password {key}"));
        } else {
            script.code(format!("crypto keyring {}", plan.name_of(tunnel)));
            script.code(format!(" pre-shared-key address {address} key {key}"));
        }
    }
}

fn profile_v2(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    let words = |(kind, name): (IdKind, String), mask: &str| match kind {
        IdKind::Address => format!("address {name}{mask}"),
        IdKind::UserFqdn => format!("email {name}"),
        _ => format!("fqdn {name}"),
    };
    script.code(format!("crypto ikev2 profile {}", plan.name_of(tunnel)));
    let remote = words(tunnel.remote_identity(), " 255.255.255.255");
    script.code(format!(" match identity remote {remote}"));
    script.code(format!(" identity local {}", words(tunnel.local_identity(), "")));
    script.codes([" authentication local pre-share", " authentication remote pre-share"]);
    script.code(format!(" keyring local {}", plan.base()));
    script.code(format!(" lifetime {}", tunnel.ike.lifetime_s));
    if tunnel.dpd {
        script.code(" dpd 10 3 periodic");
    }
}

fn profile_v1(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    script.code(format!("crypto isakmp profile {}", plan.name_of(tunnel)));
    if !by_peer(tunnel) {
        script.code(format!(" keyring {}", plan.name_of(tunnel)));
        script.code(" self-identity address");
    }
    script.code(match tunnel.remote_identity() {
        (IdKind::Address, address) => format!(" match identity address {address} 255.255.255.255"),
        (IdKind::UserFqdn, name) => format!(" match identity user {name}"),
        (_, name) => format!(" match identity host {name}"),
    });
    if tunnel.is_aggressive() {
        script.code(" initiate mode aggressive");
    }
    if tunnel.dpd {
        script.code(" keepalive 10 retry 3");
    }
}

fn transform_set(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    let WantedPhase { enc, auth, .. } = tunnel.esp;
    let auth = if auth == "sha1" { "sha" } else { auth };
    let enc = word(&CIPHERS_V1, enc);
    script.code(format!(
        "crypto ipsec transform-set {} esp-{enc} esp-{auth}-hmac",
        plan.name_of(tunnel)
    ));
    script.code(" mode tunnel");
}

/// The lines about phase 2 that a profile and a crypto map share.
fn protection(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    let name = plan.name_of(tunnel);
    script.code(format!(" set transform-set {name}"));
    if let Some(group) = tunnel.esp.group {
        script.code(format!(" set pfs {group}"));
    }
    let seconds = tunnel.esp.lifetime_s;
    script.code(format!(" set security-association lifetime seconds {seconds}"));
    script.code(" set security-association lifetime kilobytes disable");
    let kind = if tunnel.is_v1() { "isakmp" } else { "ikev2" };
    script.code(format!(" set {kind}-profile {name}"));
}

fn interface(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    let name = plan.name_of(tunnel);
    script.code(format!("crypto ipsec profile {name}"));
    protection(plan, tunnel, script);
    script.code(format!("interface Tunnel{}", plan.number_of(tunnel)));
    script.code(format!(" description {name}"));
    script.code(match &tunnel.bgp {
        Some(bgp) => format!(" ip address {} 255.255.255.252", bgp.own),
        None => " ip unnumbered <WAN-INTERFACE>".to_owned(),
    });
    script.code(format!(" ip mtu {MTU}"));
    script.code(format!(" ip tcp adjust-mss {MSS}"));
    let source = tunnel.local_address.map(|own| own.to_string());
    script.code(format!(" tunnel source {}", source.unwrap_or("<WAN-INTERFACE>".to_owned())));
    script.code(" tunnel mode ipsec ipv4");
    script.code(format!(" tunnel destination {}", tunnel.remote_address()));
    script.code(format!(" tunnel protection ipsec profile {name}"));
}

fn bgp(plan: &WritePlan<'_>, script: &mut Script) {
    let Some(first) = plan.tunnels.iter().find(|tunnel| tunnel.bgp.is_some()) else { return };
    script.code(format!("router bgp {}", first.local_as()));
    let sessions = || plan.tunnels.iter().filter_map(|tunnel| tunnel.bgp.as_ref());
    for bgp in sessions() {
        script.code(format!(" neighbor {} remote-as {}", bgp.neighbor, bgp.remote_as));
    }
    script.code(" address-family ipv4");
    for bgp in sessions() {
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
        script.code(format!("crypto map {base} {} ipsec-isakmp", plan.number_of(tunnel)));
        script.code(format!(" set peer {}", tunnel.remote_address()));
        protection(plan, tunnel, script);
        script.code(format!(" match address {base}"));
    }
    script.code("interface <WAN-INTERFACE>");
    script.code(format!(" crypto map {base}"));
    script.code("interface <LAN-INTERFACE>");
    script.code(format!(" ip tcp adjust-mss {MSS}"));
}

fn closing_notes(plan: &WritePlan<'_>, routed: bool, script: &mut Script) {
    let Some(first) = plan.first() else { return };
    if routed && first.bgp.is_none() {
        let routes = plan.tunnels.iter().map(|tunnel| {
            let number = plan.number_of(tunnel);
            format!("ip route <NETWORK-IN-THE-CLOUD> <NETMASK> Tunnel{number} {}", tunnel.number)
        });
        script.list("routes", routes);
    }
    if first.bgp.is_some() {
        script.list(
            "announce",
            [
                format!("router bgp {}", first.local_as()),
                " address-family ipv4".to_owned(),
                "  network <NETWORK-OF-THE-COMPANY> mask <NETMASK>".to_owned(),
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
    if !routed {
        script.add_remark(Note::new("ios-nat"));
        for (local, remote) in first.pairs() {
            script.command(format!("deny ip {} {}", with_wildcard(local), with_wildcard(remote)));
        }
        let own: Vec<String> = first.remote.iter().map(|net| with_mask(*net)).collect();
        script.list(
            "route-out",
            own.iter().map(|net| format!("ip route {net} <ADDRESS-OF-THE-PROVIDER>")),
        );
    }
    script.blank();
    see(plan, first, script);
    script.blank();
    remove(plan, routed, script);
}

fn see(plan: &WritePlan<'_>, first: &WantedTunnel, script: &mut Script) {
    let sa = if first.is_v1() { "show crypto isakmp sa" } else { "show crypto ikev2 sa detail" };
    script.list("see", [sa.to_owned()]);
    for tunnel in &plan.tunnels {
        script.command(format!("show crypto ipsec sa peer {}", tunnel.remote_address()));
    }
    if first.bgp.is_some() {
        script.command("show bgp ipv4 unicast summary");
    }
}

fn remove(plan: &WritePlan<'_>, routed: bool, script: &mut Script) {
    let base = plan.base();
    script.remark("remove");
    if routed {
        for tunnel in &plan.tunnels {
            if let Some(bgp) = &tunnel.bgp {
                script.command(format!("router bgp {}", tunnel.local_as()));
                script.command(format!(" no neighbor {}", bgp.neighbor));
            }
            script.command(format!("no interface Tunnel{}", plan.number_of(tunnel)));
            script.command(format!("no crypto ipsec profile {}", plan.name_of(tunnel)));
        }
    } else {
        script.command("interface <WAN-INTERFACE>");
        script.command(format!(" no crypto map {base}"));
        for tunnel in &plan.tunnels {
            script.command(format!("no crypto map {base} {}", plan.number_of(tunnel)));
        }
        script.command(format!("no ip access-list extended {base}"));
    }
    for tunnel in &plan.tunnels {
        let name = plan.name_of(tunnel);
        let kind = if tunnel.is_v1() { "isakmp" } else { "ikev2" };
        script.command(format!("no crypto {kind} profile {name}"));
        script.command(format!("no crypto ipsec transform-set {name}"));
        if by_peer(tunnel) {
            script.command(format!("no crypto isakmp peer address {}", tunnel.remote_address()));
        } else if tunnel.is_v1() {
            script.command(format!("no crypto keyring {name}"));
        }
    }
    if plan.tunnels.iter().any(|tunnel| !tunnel.is_v1()) {
        for kind in ["keyring", "policy", "proposal"] {
            script.command(format!("no crypto ikev2 {kind} {base}"));
        }
    }
    if let Some(old) = plan.tunnels.iter().find(|tunnel| tunnel.is_v1()) {
        script.command(format!("no crypto isakmp policy {}", plan.number_of(old)));
    }
}
