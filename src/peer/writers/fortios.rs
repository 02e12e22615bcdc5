//! FortiOS: an interface for each tunnel, whatever its selectors.

use ipnet::Ipv4Net;

use super::super::device_tunnel::IdKind;
use super::super::identity_rules::IdentityRules;
use super::super::key_rules::{KeyRules, in_quotes};
use super::super::obstacle::WriteObstacle;
use super::super::script::Script;
use super::super::wanted_tunnel::{WantedPhase, WantedTunnel};
use super::super::writer::{ConfigWriter, WritePlan};
use super::common::{MSS, MTU, cloud_networks, firewall, nat_exemption, number, with_mask, word};

pub const FORTIOS: ConfigWriter = ConfigWriter {
    id: "fortios",
    comment: "#",
    // A tunnel is an interface, whose name has 15 characters.
    longest_name: 12,
    ignores_case: false,
    key: KeyRules {
        length: (6, 128),
        refused: &['?'],
        refused_prefixes: &["0x", "0X"],
        quote: in_quotes,
    },
    // A phase 1 has 63 characters for its own name and 255 for the other's.
    identities: IdentityRules { refused: &['?'], longest: (63, 255) },
    oldest: "6.0",
    find_obstacles: cannot,
    write,
};

fn cannot(plan: &WritePlan<'_>, obstacles: &mut Vec<WriteObstacle>) {
    plan.refuse_pairs_of_v1(obstacles);
    plan.refuse_lifetimes(120, 120, obstacles);
}

fn proposal(phase: &WantedPhase) -> String {
    format!("{}-{}", word(&[("aes", "aes128")], phase.enc), phase.auth)
}

fn write(plan: &WritePlan<'_>, script: &mut Script) {
    let weak = |phase: &WantedPhase| {
        ["des", "3des"].contains(&phase.enc)
            || phase.auth == "md5"
            || phase.group.is_some_and(|group| group != "group14")
    };
    if plan.tunnels.iter().any(|tunnel| weak(&tunnel.ike) || weak(&tunnel.esp)) {
        script.remark("fortios-weak");
    }
    script.blank();
    let grouped = plan.first().is_some_and(|tunnel| tunnel.pairs().len() > 1);
    if let Some(first) = plan.first().filter(|_| grouped) {
        addresses(plan, first, script);
    }
    script.code("config vpn ipsec phase1-interface");
    plan.tunnels.iter().for_each(|tunnel| phase1(plan, tunnel, script));
    script.codes(["end", "config vpn ipsec phase2-interface"]);
    plan.tunnels.iter().for_each(|tunnel| phase2(plan, tunnel, grouped, script));
    script.codes(["end", "config system interface"]);
    plan.tunnels.iter().for_each(|tunnel| interface(plan, tunnel, script));
    script.code("end");
    policies(plan, script);
    if plan.first().is_some_and(|tunnel| tunnel.bgp.is_some()) {
        bgp(plan, script);
    } else {
        routes(plan, script);
    }
    script.blank();
    around(plan, script);
}

/// The name of an address object.
fn object(plan: &WritePlan<'_>, side: &str, at: usize) -> String {
    format!("{}-{side}{at}", plan.base())
}

fn addresses(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    let sides: [(&str, &[Ipv4Net]); 2] = [("local", &tunnel.local), ("cloud", &tunnel.remote)];
    script.code("config firewall address");
    for (side, nets) in sides {
        for (at, net) in (1..).zip(nets) {
            script.code(format!("  edit \"{}\"", object(plan, side, at)));
            script.code(format!("    set subnet {}", with_mask(*net)));
            script.code("  next");
        }
    }
    script.codes(["end", "config firewall addrgrp"]);
    for (side, nets) in sides {
        let members: Vec<String> =
            (1..=nets.len()).map(|at| format!("\"{}\"", object(plan, side, at))).collect();
        script.code(format!("  edit \"{}-{side}\"", plan.base()));
        script.code(format!("    set member {}", members.join(" ")));
        script.code("  next");
    }
    script.code("end");
}

fn phase1(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    script.code(format!("  edit \"{}\"", plan.name_of(tunnel)));
    script.code("    set interface \"<WAN-INTERFACE>\"");
    script.code(format!("    set ike-version {}", if tunnel.is_v1() { 1 } else { 2 }));
    if tunnel.is_v1() {
        let mode = if tunnel.is_aggressive() { "aggressive" } else { "main" };
        script.code(format!("    set mode {mode}"));
    }
    script.code(format!("    set keylife {}", tunnel.ike.lifetime_s));
    match &tunnel.remote_id {
        Some(id) => {
            script.code("    set peertype one");
            script.code(format!("    set peerid {}", in_quotes(id)));
        }
        None => script.code("    set peertype any"),
    }
    script.code("    set net-device disable");
    script.code(format!("    set proposal {}", proposal(&tunnel.ike)));
    script.code(format!("    set dhgrp {}", tunnel.ike.group.map_or("", number)));
    if tunnel.local_id.is_some() || tunnel.local_address.is_some() {
        let (kind, id) = tunnel.local_identity();
        script.code(format!("    set localid {}", in_quotes(&id)));
        let kind = match kind {
            IdKind::Address => "address",
            IdKind::UserFqdn => "user-fqdn",
            _ => "fqdn",
        };
        script.code(format!("    set localid-type {kind}"));
    }
    let nat = if tunnel.nat_t { "enable" } else { "disable" };
    script.code(format!("    set nattraversal {nat}"));
    if tunnel.dpd {
        script.codes(["    set dpd on-idle", "    set dpd-retrycount 3"]);
        script.code("    set dpd-retryinterval 10");
    } else {
        script.code("    set dpd disable");
    }
    script.code(format!("    set remote-gw {}", tunnel.remote_address()));
    script.code(format!("    set psksecret {}", plan.key(tunnel).as_str()));
    script.code("  next");
}

fn phase2(plan: &WritePlan<'_>, tunnel: &WantedTunnel, grouped: bool, script: &mut Script) {
    let name = plan.name_of(tunnel);
    script.code(format!("  edit \"{name}\""));
    script.code(format!("    set phase1name \"{name}\""));
    script.code(format!("    set proposal {}", proposal(&tunnel.esp)));
    match tunnel.esp.group {
        Some(group) => {
            script.code("    set pfs enable");
            script.code(format!("    set dhgrp {}", number(group)));
        }
        None => script.code("    set pfs disable"),
    }
    script.code("    set keylife-type seconds");
    script.code(format!("    set keylifeseconds {}", tunnel.esp.lifetime_s));
    script.code("    set auto-negotiate enable");
    if grouped {
        for (end, side) in [("src", "local"), ("dst", "cloud")] {
            script.code(format!("    set {end}-addr-type name"));
            script.code(format!("    set {end}-name \"{}-{side}\"", plan.base()));
        }
    } else {
        for (end, nets) in [("src", &tunnel.local), ("dst", &tunnel.remote)] {
            for net in nets {
                script.code(format!("    set {end}-subnet {}", with_mask(*net)));
            }
        }
    }
    script.code("  next");
}

fn interface(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    script.code(format!("  edit \"{}\"", plan.name_of(tunnel)));
    if let Some(bgp) = &tunnel.bgp {
        script.code(format!("    set ip {} 255.255.255.255", bgp.own));
        script.code(format!("    set remote-ip {} 255.255.255.252", bgp.neighbor));
        script.code("    set allowaccess ping");
    }
    script.code("    set mtu-override enable");
    script.code(format!("    set mtu {MTU}"));
    script.code(format!("    set tcp-mss {MSS}"));
    script.code("  next");
}

fn policies(plan: &WritePlan<'_>, script: &mut Script) {
    script.code("config firewall policy");
    for tunnel in &plan.tunnels {
        let name = plan.name_of(tunnel);
        for (way, from, to) in
            [("out", "<LAN-INTERFACE>", name.as_str()), ("in", name.as_str(), "<LAN-INTERFACE>")]
        {
            script.code("  edit 0");
            script.code(format!("    set name \"{name}-{way}\""));
            script.code(format!("    set srcintf \"{from}\""));
            script.code(format!("    set dstintf \"{to}\""));
            script.codes(["    set action accept", "    set srcaddr \"all\""]);
            script.codes(["    set dstaddr \"all\"", "    set schedule \"always\""]);
            script.codes(["    set service \"ALL\"", "  next"]);
        }
    }
    script.code("end");
}

fn bgp(plan: &WritePlan<'_>, script: &mut Script) {
    let asn = plan.first().map(WantedTunnel::local_as).unwrap_or_default();
    script.code("config router bgp");
    script.code(format!("  set as {asn}"));
    script.code("  config neighbor");
    for bgp in plan.tunnels.iter().filter_map(|tunnel| tunnel.bgp.as_ref()) {
        script.code(format!("    edit \"{}\"", bgp.neighbor));
        script.code(format!("      set remote-as {}", bgp.remote_as));
        script.code("    next");
    }
    script.codes(["  end", "end"]);
}

/// Static routes into the tunnels; a black hole keeps the traffic in when none is up.
fn routes(plan: &WritePlan<'_>, script: &mut Script) {
    let Some(nets) = plan.first().and_then(cloud_networks) else { return };
    script.code("config router static");
    for net in nets {
        for tunnel in &plan.tunnels {
            script.code("  edit 0");
            script.code(format!("    set dst {}", with_mask(net)));
            script.code(format!("    set device \"{}\"", plan.name_of(tunnel)));
            script.code(format!("    set distance {}", 9 + tunnel.number));
            script.code("  next");
        }
        script.code("  edit 0");
        script.code(format!("    set dst {}", with_mask(net)));
        script.codes(["    set blackhole enable", "    set distance 254", "  next"]);
    }
    script.code("end");
}

fn around(plan: &WritePlan<'_>, script: &mut Script) {
    let Some(first) = plan.first() else { return };
    if first.bgp.is_some() {
        script.list(
            "announce",
            [
                "config router bgp",
                "  config network",
                "    edit 0",
                "      set prefix <NETWORK-OF-THE-COMPANY> <NETMASK>",
            ],
        );
    } else if cloud_networks(first).is_none() {
        script.list("routes", ["config router static", "  edit 0"]);
        script.command("    set dst <NETWORK-IN-THE-CLOUD> <NETMASK>");
        script.command(format!("    set device \"{}\"", plan.name_of(first)));
    }
    script.remark("behind-nat");
    firewall(script, plan);
    nat_exemption(script, first);
    script.blank();
    script.list("see", ["get vpn ipsec tunnel summary"]);
    for tunnel in &plan.tunnels {
        script.command(format!("diagnose vpn ike gateway list name {}", plan.name_of(tunnel)));
    }
    if first.bgp.is_some() {
        script.command("get router info bgp summary");
    }
    script.blank();
    remove(plan, first, script);
}

fn remove(plan: &WritePlan<'_>, first: &WantedTunnel, script: &mut Script) {
    script.remark("remove");
    script.remark("fortios-remove");
    if first.bgp.is_some() {
        script.commands(["config router bgp", "  config neighbor"]);
        for bgp in plan.tunnels.iter().filter_map(|tunnel| tunnel.bgp.as_ref()) {
            script.command(format!("    delete \"{}\"", bgp.neighbor));
        }
        script.commands(["  end", "end"]);
    }
    for table in ["phase2-interface", "phase1-interface"] {
        script.command(format!("config vpn ipsec {table}"));
        for tunnel in &plan.tunnels {
            script.command(format!("  delete \"{}\"", plan.name_of(tunnel)));
        }
        script.command("end");
    }
    if first.pairs().len() > 1 {
        let sides = [("local", first.local.len()), ("cloud", first.remote.len())];
        script.command("config firewall addrgrp");
        for (side, _) in sides {
            script.command(format!("  delete \"{}-{side}\"", plan.base()));
        }
        script.commands(["end", "config firewall address"]);
        for (side, count) in sides {
            for at in 1..=count {
                script.command(format!("  delete \"{}\"", object(plan, side, at)));
            }
        }
        script.command("end");
    }
}
