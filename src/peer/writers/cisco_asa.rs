//! Cisco ASA: a VTI for each tunnel where routes decide, a crypto map where networks do.

use super::super::device_tunnel::{AlgorithmName, IdKind};
use super::super::identity_rules::IdentityRules;
use super::super::key_rules::{KeyRules, bare};
use super::super::obstacle::WriteObstacle;
use super::super::script::Script;
use super::super::wanted_tunnel::WantedTunnel;
use super::super::writer::{ConfigWriter, UnsupportedAlgorithms, WritePlan};
use super::common::{MSS, firewall, nat_exemption, number, with_mask, word};

pub const ASA: ConfigWriter = ConfigWriter {
    id: "cisco-asa",
    comment: "!",
    longest_name: 32,
    ignores_case: false,
    key: KeyRules { length: (1, 128), refused: &['?'], refused_prefixes: &[], quote: bare },
    identities: IdentityRules::without(&[' ', '?']),
    oldest: "8.4",
    find_obstacles: cannot,
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

fn cannot(plan: &WritePlan<'_>, obstacles: &mut Vec<WriteObstacle>) {
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
    script.list("enter", ["configure terminal"]);
    script.remark("numbers");
    if plan.tunnels.iter().any(|tunnel| !tunnel.nat_t) {
        script.remark("nat-t-always");
    }
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
    around(plan, routed, script);
}

fn policy(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    let (number_of, ike) = (plan.number_of(tunnel), &tunnel.ike);
    let group = ike.group.map_or("", number);
    script.code(format!("crypto {} policy {number_of}", version(tunnel)));
    if tunnel.is_v1() {
        script.code(" authentication pre-share");
        script.code(format!(" encryption {}", word(&CIPHERS, ike.enc)));
        script.code(format!(" hash {}", word(&[("sha1", "sha")], ike.auth)));
        script.code(format!(" group {group}"));
        script.code(format!(" lifetime {}", ike.lifetime_s));
    } else {
        let hash = word(&[("sha1", "sha")], ike.auth);
        script.code(format!(" encryption {}", word(&CIPHERS, ike.enc)));
        script.code(format!(" integrity {hash}"));
        script.code(format!(" group {group}"));
        script.code(format!(" prf {hash}"));
        script.code(format!(" lifetime seconds {}", ike.lifetime_s));
    }
    script.code(format!("crypto {} enable <WAN-INTERFACE>", version(tunnel)));
}

fn transforms(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    let (name, enc) = (plan.name_of(tunnel), word(&CIPHERS, tunnel.esp.enc));
    if tunnel.is_v1() {
        let hash = word(&[("sha1", "sha")], tunnel.esp.auth);
        script.code(format!("crypto ipsec ikev1 transform-set {name} esp-{enc} esp-{hash}-hmac"));
    } else {
        script.code(format!("crypto ipsec ikev2 ipsec-proposal {name}"));
        script.code(format!(" protocol esp encryption {enc}"));
        script.code(format!(" protocol esp integrity {}", word(&ESP_HASHES, tunnel.esp.auth)));
    }
}

fn group(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    let (name, address) = (plan.name_of(tunnel), tunnel.remote_address());
    script.code(format!("group-policy {name} internal"));
    script.code(format!("group-policy {name} attributes"));
    script.code(format!(" vpn-tunnel-protocol {}", version(tunnel)));
    script.code(" vpn-idle-timeout none");
    script.code(format!("tunnel-group {address} type ipsec-l2l"));
    script.code(format!("tunnel-group {address} general-attributes"));
    script.code(format!(" default-group-policy {name}"));
    script.code(format!("tunnel-group {address} ipsec-attributes"));
    script.code(if tunnel.dpd {
        " isakmp keepalive threshold 10 retry 3"
    } else {
        " isakmp keepalive disable"
    });
    let key = plan.key(tunnel);
    if tunnel.is_v1() {
        script.code(format!(" ikev1 pre-shared-key {}", key.as_str()));
    } else {
        for end in ["remote", "local"] {
            script.code(format!(" ikev2 {end}-authentication pre-shared-key {}", key.as_str()));
        }
    }
}

/// What a profile and an entry of a crypto map have in common.
fn settings(plan: &WritePlan<'_>, tunnel: &WantedTunnel) -> Vec<String> {
    let name = plan.name_of(tunnel);
    let kind = if tunnel.is_v1() { "ikev1 transform-set" } else { "ikev2 ipsec-proposal" };
    let mut all = vec![format!("set {kind} {name}")];
    all.extend(tunnel.esp.group.map(|group| format!("set pfs {group}")));
    all.push("set security-association lifetime kilobytes unlimited".to_owned());
    all.push(format!("set security-association lifetime seconds {}", tunnel.esp.lifetime_s));
    all
}

fn interface(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    let name = plan.name_of(tunnel);
    script.code(format!("crypto ipsec profile {name}"));
    script.codes(settings(plan, tunnel).iter().map(|text| format!(" {text}")));
    script.code(format!("interface Tunnel{}", plan.number_of(tunnel)));
    script.code(format!(" nameif {name}"));
    let own = tunnel.bgp.as_ref().map(|bgp| bgp.own.to_string());
    let own = own.unwrap_or_else(|| format!("<INSIDE-ADDRESS-OF-TUNNEL-{}>", tunnel.number));
    script.code(format!(" ip address {own} 255.255.255.252"));
    script.code(" tunnel source interface <WAN-INTERFACE>");
    script.code(format!(" tunnel destination {}", tunnel.remote_address()));
    script.code(" tunnel mode ipsec ipv4");
    script.code(format!(" tunnel protection ipsec profile {name}"));
}

fn bgp(plan: &WritePlan<'_>, script: &mut Script) {
    let Some(first) = plan.first().filter(|tunnel| tunnel.bgp.is_some()) else { return };
    script.code(format!("router bgp {}", first.local_as()));
    script.code(" address-family ipv4 unicast");
    for bgp in plan.tunnels.iter().filter_map(|tunnel| tunnel.bgp.as_ref()) {
        script.code(format!("  neighbor {} remote-as {}", bgp.neighbor, bgp.remote_as));
        script.code(format!("  neighbor {} activate", bgp.neighbor));
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
        script.code(format!("{entry} match address {base}"));
        script.code(format!("{entry} set peer {}", tunnel.remote_address()));
        script.codes(settings(plan, tunnel).iter().map(|text| format!("{entry} {text}")));
        if tunnel.is_aggressive() {
            script.code(format!("{entry} set ikev1 phase1-mode aggressive"));
        }
    }
    script.code(format!("crypto map {base} interface <WAN-INTERFACE>"));
}

fn around(plan: &WritePlan<'_>, routed: bool, script: &mut Script) {
    let Some(first) = plan.first() else { return };
    if routed && first.bgp.is_none() {
        script.remark("asa-inside");
        script.list(
            "routes",
            plan.tunnels.iter().map(|tunnel| {
                let name = plan.name_of(tunnel);
                format!(
                    "route {name} <NETWORK-IN-THE-CLOUD> <NETMASK> <OTHER-INSIDE-ADDRESS> {}",
                    tunnel.number
                )
            }),
        );
    }
    if first.bgp.is_some() {
        script.list(
            "announce",
            [
                format!("router bgp {}", first.local_as()),
                " address-family ipv4 unicast".to_owned(),
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
    firewall(script, plan);
    nat_exemption(script, first);
    if !routed {
        script.list("asa-nat", [
            "nat (<LAN-INTERFACE>,<WAN-INTERFACE>) source static <LOCAL-OBJECT> <LOCAL-OBJECT> destination static <CLOUD-OBJECT> <CLOUD-OBJECT> no-proxy-arp route-lookup",
        ]);
    }
    script.blank();
    verification_commands(plan, first, script);
    script.blank();
    remove(plan, routed, script);
}

fn verification_commands(plan: &WritePlan<'_>, first: &WantedTunnel, script: &mut Script) {
    script.list("see", [format!("show crypto {} sa", version(first))]);
    for tunnel in &plan.tunnels {
        script.command(format!("show crypto ipsec sa peer {}", tunnel.remote_address()));
    }
    script.command("show vpn-sessiondb detail l2l");
    if first.bgp.is_some() {
        script.command("show bgp summary");
    }
}

fn remove(plan: &WritePlan<'_>, routed: bool, script: &mut Script) {
    let base = plan.base();
    script.remark("remove");
    for tunnel in &plan.tunnels {
        let (name, number) = (plan.name_of(tunnel), plan.number_of(tunnel));
        if let Some(bgp) = &tunnel.bgp {
            script.command(format!("router bgp {}", tunnel.local_as()));
            script.command(" address-family ipv4 unicast");
            script.command(format!("  no neighbor {}", bgp.neighbor));
        }
        if routed {
            script.command(format!("no interface Tunnel{number}"));
            script.command(format!("no crypto ipsec profile {name}"));
        } else {
            script.command(format!("clear configure crypto map {base} {number}"));
        }
        script.command(format!("clear configure tunnel-group {}", tunnel.remote_address()));
        script.command(format!("clear configure group-policy {name}"));
        let kind = if tunnel.is_v1() { "ikev1 transform-set" } else { "ikev2 ipsec-proposal" };
        script.command(format!("no crypto ipsec {kind} {name}"));
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
