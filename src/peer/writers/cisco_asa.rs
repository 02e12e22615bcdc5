//! Cisco ASA: a VTI for each tunnel where routes decide, a crypto map where networks do.

use super::super::crypto_proposal::AlgorithmName;
use super::super::device_tunnel::IdKind;
use super::super::identity_rules::IdentityRules;
use super::super::key_rules::{KeyRules, bare};
use super::super::obstacle::WriteObstacle;
use super::super::script::{Script, code, command};
use super::super::wanted_tunnel::{WantedBgp, WantedTunnel};
use super::super::writer::{ConfigWriter, UnsupportedAlgorithms, WritePlan};
use super::common::{
    MSS, announce, firewall, nat_exemption, nat_t_note, number, policy_notes, when, with_mask, word,
};

pub const ASA: ConfigWriter = ConfigWriter {
    id: "cisco-asa",
    comment: "!",
    longest_name: 32,
    ignores_case: false,
    key: KeyRules { length: (1, 128), refused: &['?'], refused_prefixes: &[], quote: bare },
    identities: IdentityRules::without(&[' ', '?']),
    oldest: "8.4",
    find_obstacles,
    write,
};

/// IKEv1 knows MD5 and SHA-1 alone, in both phases.
const SHA2: &[AlgorithmName] = &["sha256", "sha384", "sha512"];
const OLD: UnsupportedAlgorithms =
    UnsupportedAlgorithms { enc: &[], ike_auth: SHA2, esp_auth: SHA2, groups: &[] };

/// What 9.15 no longer takes.
const WEAK: UnsupportedAlgorithms = UnsupportedAlgorithms {
    enc: &["des", "3des"],
    ike_auth: &["md5"],
    esp_auth: &["md5"],
    groups: &["group1", "group2", "group5"],
};

fn find_obstacles(plan: &WritePlan<'_>, obstacles: &mut Vec<WriteObstacle>) {
    for tunnel in &plan.tunnels {
        if tunnel.is_v1() {
            plan.refuse(tunnel, &OLD, obstacles);
        }
        if plan.is_since("9.15") {
            plan.refuse(tunnel, &WEAK, obstacles);
        }
        let named = |(kind, _): (IdKind, String)| kind != IdKind::Address;
        let mut refuse = |field, reason| {
            obstacles.push(WriteObstacle::new(tunnel.number, field, reason));
        };
        if named(tunnel.local_identity()) {
            refuse("RemoteId", "addresses-alone");
        }
        if named(tunnel.remote_identity()) {
            refuse("LocalId", "addresses-alone");
        }
        if tunnel.is_routed() && tunnel.is_aggressive() {
            refuse("IkeMode", "no-aggressive-interface");
        }
        if tunnel.is_routed() && !plan.is_since("9.8") {
            refuse("LocalSubnet", "no-interface");
        }
    }
    plan.refuse_pairs_of_v1(obstacles);
    plan.refuse_lifetimes(120, 120, obstacles);
    plan.refuse_differing_phase1(true, true, obstacles);
    plan.refuse_differing_phase1(false, true, obstacles);
}

const CIPHERS: [(AlgorithmName, &str); 2] = [("aes192", "aes-192"), ("aes256", "aes-256")];
const ESP_HASHES: [(AlgorithmName, &str); 4] =
    [("sha1", "sha-1"), ("sha256", "sha-256"), ("sha384", "sha-384"), ("sha512", "sha-512")];

fn version(tunnel: &WantedTunnel) -> &'static str {
    if tunnel.is_v1() { "ikev1" } else { "ikev2" }
}

fn write(plan: &WritePlan<'_>, script: &mut Script) {
    script.list("enter", "configure terminal");
    script.remark("numbers");
    nat_t_note(script, plan);
    script.blank();
    for v1 in [false, true] {
        if let Some(tunnel) = plan.tunnels.iter().find(|tunnel| tunnel.is_v1() == v1) {
            policy(plan, tunnel, script);
        }
    }
    plan.tunnels.iter().for_each(|tunnel| transforms(plan, tunnel, script));
    plan.tunnels.iter().for_each(|tunnel| group(plan, tunnel, script));
    let routed = plan.first().is_some_and(WantedTunnel::is_routed);
    if routed {
        plan.tunnels.iter().for_each(|tunnel| interface(plan, tunnel, script));
        bgp(plan, script);
    } else {
        crypto_map(plan, script);
    }
    script.code(format!("sysopt connection tcpmss {MSS}"));
    script.blank();
    closing_notes(plan, routed, script);
}

fn policy(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    let (policy, version, ike) = (plan.number_of(tunnel), version(tunnel), &tunnel.ike);
    let (enc, hash) = (word(&CIPHERS, ike.enc), word(&[("sha1", "sha")], ike.auth));
    let (group, lifetime) = (ike.group.map_or("", number), ike.lifetime_s);
    let settings = if tunnel.is_v1() {
        format!(
            " authentication pre-share
 encryption {enc}
 hash {hash}
 group {group}
 lifetime {lifetime}"
        )
    } else {
        format!(
            " encryption {enc}
 integrity {hash}
 group {group}
 prf {hash}
 lifetime seconds {lifetime}"
        )
    };
    code! {script, "
crypto {version} policy {policy}
{settings}
crypto {version} enable <WAN-INTERFACE>"}
}

fn transforms(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    let (name, enc) = (plan.name_of(tunnel), word(&CIPHERS, tunnel.esp.enc));
    let set = if tunnel.is_v1() { &[("sha1", "sha")][..] } else { &ESP_HASHES };
    let hash = word(set, tunnel.esp.auth);
    script.code(if tunnel.is_v1() {
        format!("crypto ipsec ikev1 transform-set {name} esp-{enc} esp-{hash}-hmac")
    } else {
        format!(
            "
crypto ipsec ikev2 ipsec-proposal {name}
 protocol esp encryption {enc}
 protocol esp integrity {hash}"
        )
    });
}

fn group(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    let (name, address, version) = (plan.name_of(tunnel), tunnel.remote_address(), version(tunnel));
    let dpd = if tunnel.dpd { "threshold 10 retry 3" } else { "disable" };
    code! {script, "
group-policy {name} internal
group-policy {name} attributes
 vpn-tunnel-protocol {version}
 vpn-idle-timeout none
tunnel-group {address} type ipsec-l2l
tunnel-group {address} general-attributes
 default-group-policy {name}
tunnel-group {address} ipsec-attributes
 isakmp keepalive {dpd}"}
    let key = plan.key(tunnel);
    let key = key.as_str();
    script.code(if tunnel.is_v1() {
        format!(" ikev1 pre-shared-key {key}")
    } else {
        format!(
            " ikev2 remote-authentication pre-shared-key {key}
 ikev2 local-authentication pre-shared-key {key}"
        )
    });
}

/// What a profile and an entry of a crypto map have in common, each line behind these words.
fn settings(plan: &WritePlan<'_>, tunnel: &WantedTunnel, before: &str) -> String {
    let (name, lifetime) = (plan.name_of(tunnel), tunnel.esp.lifetime_s);
    let kind = if tunnel.is_v1() { "ikev1 transform-set" } else { "ikev2 ipsec-proposal" };
    let pfs = tunnel.esp.group.map_or(String::new(), |group| format!("{before} set pfs {group}"));
    format!(
        "{before} set {kind} {name}
{pfs}
{before} set security-association lifetime kilobytes unlimited
{before} set security-association lifetime seconds {lifetime}"
    )
}

fn interface(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    let (name, number, settings) =
        (plan.name_of(tunnel), plan.number_of(tunnel), settings(plan, tunnel, ""));
    let own = tunnel.bgp.as_ref().map(|bgp| bgp.own.to_string());
    let own = own.unwrap_or_else(|| format!("<INSIDE-ADDRESS-OF-TUNNEL-{}>", tunnel.number));
    let destination = tunnel.remote_address();
    code! {script, "
crypto ipsec profile {name}
{settings}
interface Tunnel{number}
 nameif {name}
 ip address {own} 255.255.255.252
 tunnel source interface <WAN-INTERFACE>
 tunnel destination {destination}
 tunnel mode ipsec ipv4
 tunnel protection ipsec profile {name}"}
}

fn bgp(plan: &WritePlan<'_>, script: &mut Script) {
    let Some(first) = plan.first().filter(|tunnel| tunnel.bgp.is_some()) else { return };
    script.code(format!("router bgp {}\n address-family ipv4 unicast", first.local_as()));
    for WantedBgp { neighbor, remote_as, .. } in plan.sessions() {
        code! {script, "
  neighbor {neighbor} remote-as {remote_as}
  neighbor {neighbor} activate"}
    }
}

fn crypto_map(plan: &WritePlan<'_>, script: &mut Script) {
    let (base, Some(first)) = (plan.base(), plan.first()) else { return };
    for (local, remote) in first.pairs() {
        let (local, remote) = (with_mask(local), with_mask(remote));
        script.code(format!("access-list {base} extended permit ip {local} {remote}"));
    }
    for tunnel in &plan.tunnels {
        let entry = format!("crypto map {base} {}", plan.number_of(tunnel));
        let (address, settings) = (tunnel.remote_address(), settings(plan, tunnel, &entry));
        let mode = format!("{entry} set ikev1 phase1-mode aggressive");
        let mode = when(tunnel.is_aggressive(), &mode);
        code! {script, "
{entry} match address {base}
{entry} set peer {address}
{settings}
{mode}"}
    }
    script.code(format!("crypto map {base} interface <WAN-INTERFACE>"));
}

fn closing_notes(plan: &WritePlan<'_>, routed: bool, script: &mut Script) {
    let Some(first) = plan.first() else { return };
    if routed && first.bgp.is_none() {
        script.remark("asa-inside");
        let routes = plan.each(|tunnel| {
            let (name, metric) = (plan.name_of(tunnel), tunnel.number);
            let target = "<NETWORK-IN-THE-CLOUD> <NETMASK> <OTHER-INSIDE-ADDRESS>";
            format!("route {name} {target} {metric}\n")
        });
        script.list("routes", routes);
    }
    announce(script, plan, "router bgp", "address-family ipv4 unicast", "mask <NETMASK>");
    policy_notes(script, plan, true);
    firewall(script, plan);
    nat_exemption(script, first);
    if !routed {
        script.list("asa-nat", "nat (<LAN-INTERFACE>,<WAN-INTERFACE>) source static <LOCAL-OBJECT> <LOCAL-OBJECT> destination static <CLOUD-OBJECT> <CLOUD-OBJECT> no-proxy-arp route-lookup");
    }
    script.blank();
    verification_commands(plan, first, script);
    script.blank();
    remove(plan, routed, script);
}

fn verification_commands(plan: &WritePlan<'_>, first: &WantedTunnel, script: &mut Script) {
    script.list("see", format!("show crypto {} sa", version(first)));
    for tunnel in &plan.tunnels {
        script.command(format!("show crypto ipsec sa peer {}", tunnel.remote_address()));
    }
    script.command("show vpn-sessiondb detail l2l");
    script.command(when(first.bgp.is_some(), "show bgp summary"));
}

fn remove(plan: &WritePlan<'_>, routed: bool, script: &mut Script) {
    let base = plan.base();
    script.remark("remove");
    for tunnel in &plan.tunnels {
        let (name, number) = (plan.name_of(tunnel), plan.number_of(tunnel));
        if let Some(bgp) = &tunnel.bgp {
            let (own, neighbor) = (tunnel.local_as(), bgp.neighbor);
            command! {script, "
router bgp {own}
 address-family ipv4 unicast
  no neighbor {neighbor}"}
        }
        script.command(if routed {
            format!("no interface Tunnel{number}\nno crypto ipsec profile {name}")
        } else {
            format!("clear configure crypto map {base} {number}")
        });
        let address = tunnel.remote_address();
        let kind = if tunnel.is_v1() { "ikev1 transform-set" } else { "ikev2 ipsec-proposal" };
        command! {script, "
clear configure tunnel-group {address}
clear configure group-policy {name}
no crypto ipsec {kind} {name}"}
    }
    if !routed {
        script.command(format!("clear configure access-list {base}"));
    }
    for v1 in [false, true] {
        if let Some(tunnel) = plan.tunnels.iter().find(|tunnel| tunnel.is_v1() == v1) {
            let number = plan.number_of(tunnel);
            script.command(format!("no crypto {} policy {number}", version(tunnel)));
        }
    }
}
