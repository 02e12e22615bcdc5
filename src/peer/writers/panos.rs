//! PAN-OS, as `set` lines: an interface for each tunnel, with proxy IDs where networks are protected.

use super::super::crypto_proposal::AlgorithmName;
use super::super::device_tunnel::IdKind;
use super::super::identity_rules::IdentityRules;
use super::super::key_rules::KeyRules;
use super::super::obstacle::WriteObstacle;
use super::super::script::{Script, command};
use super::super::wanted_tunnel::WantedTunnel;
use super::super::writer::{ConfigWriter, UnsupportedAlgorithms, WritePlan};
use super::common::{MSS, MTU, cloud_networks, firewall, nat_exemption, when, word};

pub const PANOS: ConfigWriter = ConfigWriter {
    id: "panos",
    comment: "#",
    // Objects have 31 characters; the numbers of tunnel and proxy ID follow.
    longest_name: 20,
    ignores_case: false,
    key: KeyRules {
        length: (1, 255),
        refused: &['"', '\\', '?'],
        refused_prefixes: &["-AQ==", "-AE=="],
        quote: |text| format!("\"{text}\""),
    },
    identities: IdentityRules::without(&[' ', '"', '\\', '?', '[', ']', '{', '}', ';', '#']),
    oldest: "",
    find_obstacles,
    write,
};

const DES: UnsupportedAlgorithms =
    UnsupportedAlgorithms { enc: &["des"], ike_auth: &[], esp_auth: &[], groups: &[] };

/// The longest lifetime that is written in seconds.
const MOST_SECONDS: u64 = 65_535;

fn find_obstacles(plan: &WritePlan<'_>, obstacles: &mut Vec<WriteObstacle>) {
    for tunnel in &plan.tunnels {
        if plan.is_since("10") {
            plan.refuse(tunnel, &DES, obstacles);
        }
        for (field, phase) in [("IkeLifetime", &tunnel.ike), ("IpsecLifetime", &tunnel.esp)] {
            if phase.lifetime_s > MOST_SECONDS && !phase.lifetime_s.is_multiple_of(60) {
                let obstacle = WriteObstacle::new(tunnel.number, field, "whole-minutes");
                obstacles.push(obstacle.with("most", MOST_SECONDS.to_string()));
            }
        }
    }
    plan.refuse_pairs_of_v1(obstacles);
    plan.refuse_lifetimes(180, 180, obstacles);
}

const CIPHERS: [(AlgorithmName, &str); 3] =
    [("aes", "aes-128-cbc"), ("aes192", "aes-192-cbc"), ("aes256", "aes-256-cbc")];

/// A lifetime in the unit that holds it.
fn lifetime(seconds: u64) -> String {
    if seconds.is_multiple_of(3600) {
        format!("hours {}", seconds / 3600)
    } else if seconds <= MOST_SECONDS {
        format!("seconds {seconds}")
    } else {
        format!("minutes {}", seconds / 60)
    }
}

fn write(plan: &WritePlan<'_>, script: &mut Script) {
    script.list("enter", "set cli scripting-mode on\nconfigure");
    script.remark("panos-comments");
    script.remark("numbers");
    script.blank();
    for tunnel in &plan.tunnels {
        profiles(plan, tunnel, script);
        gateway(plan, tunnel, script);
        ipsec(plan, tunnel, script);
    }
    zone(plan, script);
    if plan.first().is_some_and(|tunnel| tunnel.bgp.is_some()) {
        bgp(plan, script);
    } else {
        routes(plan, script);
    }
    script.blank();
    closing_notes(plan, script);
}

fn profiles(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    let name = plan.name_of(tunnel);
    let profiles = "set network ike crypto-profiles";
    let ike = format!("{profiles} ike-crypto-profiles {name}");
    script.code(format!("{ike} encryption {}", word(&CIPHERS, tunnel.ike.enc)));
    script.code(format!("{ike} hash {}", tunnel.ike.auth));
    script.code(format!("{ike} dh-group {}", tunnel.ike.group.unwrap_or_default()));
    script.code(format!("{ike} lifetime {}", lifetime(tunnel.ike.lifetime_s)));
    let esp = format!("{profiles} ipsec-crypto-profiles {name}");
    script.code(format!("{esp} esp encryption {}", word(&CIPHERS, tunnel.esp.enc)));
    script.code(format!("{esp} esp authentication {}", tunnel.esp.auth));
    script.code(format!("{esp} dh-group {}", tunnel.esp.group.unwrap_or("no-pfs")));
    script.code(format!("{esp} lifetime {}", lifetime(tunnel.esp.lifetime_s)));
}

fn gateway(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    let name = plan.name_of(tunnel);
    let mut set = |text: String| script.code(format!("set network ike gateway {name} {text}"));
    set(format!("authentication pre-shared-key key {}", plan.key(tunnel).as_str()));
    let version = if tunnel.is_v1() { "ikev1" } else { "ikev2" };
    set(format!("protocol version {version}"));
    set(format!("protocol {version} ike-crypto-profile {name}"));
    if tunnel.is_v1() {
        set(format!("protocol ikev1 exchange-mode {}", tunnel.mode_name()));
    }
    set(format!("protocol {version} dpd enable {}", if tunnel.dpd { "yes" } else { "no" }));
    if tunnel.dpd {
        set(format!("protocol {version} dpd interval 10"));
        if tunnel.is_v1() {
            set("protocol ikev1 dpd retry 3".to_owned());
        }
    }
    let nat = if tunnel.nat_t { "yes" } else { "no" };
    set(format!("protocol-common nat-traversal enable {nat}"));
    set("local-address interface <WAN-INTERFACE>".to_owned());
    set(format!("peer-address ip {}", tunnel.remote_address()));
    for (side, (kind, id)) in
        [("local-id", tunnel.local_identity()), ("peer-id", tunnel.remote_identity())]
    {
        let kind = match kind {
            IdKind::Address => "ipaddr",
            IdKind::UserFqdn => "ufqdn",
            _ => "fqdn",
        };
        set(format!("{side} type {kind}"));
        set(format!("{side} id {id}"));
    }
}

fn interface_of(plan: &WritePlan<'_>, tunnel: &WantedTunnel) -> String {
    format!("tunnel.{}", plan.number_of(tunnel))
}

fn ipsec(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    let (name, unit) = (plan.name_of(tunnel), interface_of(plan, tunnel));
    let interface = format!("set network interface tunnel units {unit}");
    if let Some(bgp) = &tunnel.bgp {
        script.code(format!("{interface} ip {}/30", bgp.own));
    }
    script.code(format!("{interface} mtu {MTU}"));
    let mut set = |text: String| script.code(format!("set network tunnel ipsec {name} {text}"));
    set(format!("tunnel-interface {unit}"));
    set(format!("auto-key ike-gateway {name}"));
    set(format!("auto-key ipsec-crypto-profile {name}"));
    if !tunnel.is_routed() {
        for (at, (local, remote)) in (1..).zip(tunnel.pairs()) {
            let proxy = format!("auto-key proxy-id {name}-p{at}");
            set(format!("{proxy} local {local}"));
            set(format!("{proxy} remote {remote}"));
            set(format!("{proxy} protocol any"));
        }
    }
    if let Some(bgp) = &tunnel.bgp {
        set("tunnel-monitor enable yes".to_owned());
        set(format!("tunnel-monitor destination-ip {}", bgp.neighbor));
    }
    script.code(format!("set network virtual-router <VIRTUAL-ROUTER> interface {unit}"));
}

fn zone(plan: &WritePlan<'_>, script: &mut Script) {
    let base = plan.base();
    for tunnel in &plan.tunnels {
        script.code(format!("set zone {base} network layer3 {}", interface_of(plan, tunnel)));
    }
    for (way, from, to) in
        [("out", "<LAN-ZONE>", base.as_str()), ("in", base.as_str(), "<LAN-ZONE>")]
    {
        let rule = format!("set rulebase security rules {base}-{way}");
        script.code(format!("{rule} from {from}"));
        script.code(format!("{rule} to {to}"));
        for what in ["source", "destination", "application", "service"] {
            script.code(format!("{rule} {what} any"));
        }
        script.code(format!("{rule} action allow"));
    }
}

fn bgp(plan: &WritePlan<'_>, script: &mut Script) {
    let base = plan.base();
    let protocol = "set network virtual-router <VIRTUAL-ROUTER> protocol bgp";
    for tunnel in &plan.tunnels {
        let Some(bgp) = &tunnel.bgp else { continue };
        if tunnel.number == plan.first().map_or(0, |first| first.number) {
            script.code(format!("{protocol} enable yes"));
            script.code(format!("{protocol} router-id {}", bgp.own));
            script.code(format!("{protocol} local-as {}", tunnel.local_as()));
            script.code(format!("{protocol} peer-group {base} enable yes"));
            script.code(format!("{protocol} peer-group {base} type ebgp"));
        }
        let peer = format!("{protocol} peer-group {base} peer {}", plan.name_of(tunnel));
        script.code(format!("{peer} enable yes"));
        script.code(format!("{peer} peer-as {}", bgp.remote_as));
        script.code(format!("{peer} local-address interface {}", interface_of(plan, tunnel)));
        script.code(format!("{peer} local-address ip {}/30", bgp.own));
        script.code(format!("{peer} peer-address ip {}", bgp.neighbor));
    }
}

fn routes(plan: &WritePlan<'_>, script: &mut Script) {
    let table = "set network virtual-router <VIRTUAL-ROUTER> routing-table ip static-route";
    for tunnel in &plan.tunnels {
        for (at, net) in (1..).zip(cloud_networks(tunnel).unwrap_or_default()) {
            let route = format!("{table} {}-r{at}", plan.name_of(tunnel));
            script.code(format!("{route} destination {net}"));
            script.code(format!("{route} interface {}", interface_of(plan, tunnel)));
            script.code(format!("{route} metric {}", 9 + tunnel.number));
        }
    }
}

fn closing_notes(plan: &WritePlan<'_>, script: &mut Script) {
    let Some(first) = plan.first() else { return };
    if first.bgp.is_some() {
        script.remark("panos-announce");
    } else if first.is_routed() {
        let interface = interface_of(plan, first);
        let route =
            "set network virtual-router <VIRTUAL-ROUTER> routing-table ip static-route <NAME>";
        let routes =
            format!("{route} destination <NETWORK-IN-THE-CLOUD>\n{route} interface {interface}");
        script.list("routes", routes);
    }
    if first.pairs().len() > 1 {
        script.remark("pair-by-pair");
    }
    let adjustment = 1500 - MSS;
    script.list("mss", format!("set network interface ethernet <LAN-INTERFACE> layer3 adjust-tcp-mss enable yes ipv4-mss-adjustment {adjustment}"));
    script.remark("behind-nat");
    firewall(script, plan);
    nat_exemption(script, first);
    script.blank();
    script.list("then", "validate full\ncommit");
    script.blank();
    script.remark("see");
    for tunnel in &plan.tunnels {
        let name = plan.name_of(tunnel);
        command! {script, "
test vpn ike-sa gateway {name}
show vpn ike-sa gateway {name}
show vpn ipsec-sa tunnel {name}"}
    }
    script.command(when(first.bgp.is_some(), "show routing protocol bgp peer"));
    script.blank();
    remove(plan, first, script);
}

fn remove(plan: &WritePlan<'_>, first: &WantedTunnel, script: &mut Script) {
    let base = plan.base();
    let router = "delete network virtual-router <VIRTUAL-ROUTER>";
    script.remark("remove");
    let group = format!("{router} protocol bgp peer-group {base}");
    let group = when(first.bgp.is_some(), &group);
    command! {script, "
{group}
delete rulebase security rules {base}-out
delete rulebase security rules {base}-in
delete zone {base}"}
    for tunnel in &plan.tunnels {
        let (name, unit) = (plan.name_of(tunnel), interface_of(plan, tunnel));
        for at in 1..=cloud_networks(tunnel).map_or(0, |nets| nets.len()) {
            script.command(format!("{router} routing-table ip static-route {name}-r{at}"));
        }
        command! {script, "
delete network tunnel ipsec {name}
{router} interface {unit}
delete network interface tunnel units {unit}
delete network ike gateway {name}
delete network ike crypto-profiles ike-crypto-profiles {name}
delete network ike crypto-profiles ipsec-crypto-profiles {name}"}
    }
    script.command("commit");
}
