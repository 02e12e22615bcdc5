//! FortiOS: an interface for each tunnel, whatever its selectors.

use ipnet::Ipv4Net;

use super::super::device_tunnel::IdKind;
use super::super::identity_rules::IdentityRules;
use super::super::key_rules::{KeyRules, in_quotes};
use super::super::obstacle::WriteObstacle;
use super::super::script::{Script, code};
use super::super::wanted_tunnel::{WantedBgp, WantedPhase, WantedTunnel};
use super::super::writer::{ConfigWriter, WritePlan};
use super::common::{
    MSS, MTU, cloud_networks, firewall, nat_exemption, number, when, with_mask, word,
};

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
    find_obstacles,
    write,
};

fn find_obstacles(plan: &WritePlan<'_>, obstacles: &mut Vec<WriteObstacle>) {
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
    script.code("end\nconfig vpn ipsec phase2-interface");
    plan.tunnels.iter().for_each(|tunnel| phase2(plan, tunnel, grouped, script));
    script.code("end\nconfig system interface");
    plan.tunnels.iter().for_each(|tunnel| interface(plan, tunnel, script));
    script.code("end");
    policies(plan, script);
    if plan.first().is_some_and(|tunnel| tunnel.bgp.is_some()) {
        bgp(plan, script);
    } else {
        routes(plan, script);
    }
    script.blank();
    closing_notes(plan, script);
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
            let (name, subnet) = (object(plan, side, at), with_mask(*net));
            code! {script, "
  edit \"{name}\"
    set subnet {subnet}
  next"}
        }
    }
    script.code("end\nconfig firewall addrgrp");
    for (side, nets) in sides {
        let base = plan.base();
        let members: Vec<String> =
            (1..=nets.len()).map(|at| format!("\"{}\"", object(plan, side, at))).collect();
        let members = members.join(" ");
        code! {script, "
  edit \"{base}-{side}\"
    set member {members}
  next"}
    }
    script.code("end");
}

fn phase1(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    let (name, key) = (plan.name_of(tunnel), plan.key(tunnel));
    let version = if tunnel.is_v1() { 1 } else { 2 };
    let mode = format!("    set mode {}", tunnel.mode_name());
    let mode = when(tunnel.is_v1(), &mode);
    let (proposal, group) = (proposal(&tunnel.ike), tunnel.ike.group.map_or("", number));
    let (lifetime, address) = (tunnel.ike.lifetime_s, tunnel.remote_address());
    let remote_id = match &tunnel.remote_id {
        Some(id) => format!("    set peertype one\n    set peerid {}", in_quotes(id)),
        None => "    set peertype any".to_owned(),
    };
    let nat = if tunnel.nat_t { "enable" } else { "disable" };
    let dpd = if tunnel.dpd {
        "on-idle\n    set dpd-retrycount 3\n    set dpd-retryinterval 10"
    } else {
        "disable"
    };
    code! {script, "
  edit \"{name}\"
    set interface \"<WAN-INTERFACE>\"
    set ike-version {version}
{mode}
    set keylife {lifetime}
{remote_id}
    set net-device disable
    set proposal {proposal}
    set dhgrp {group}
{}
    set nattraversal {nat}
    set dpd {dpd}
    set remote-gw {address}
    set psksecret {}
  next", local_id(tunnel), key.as_str()}
}

/// The name of the device, where it has one.
fn local_id(tunnel: &WantedTunnel) -> String {
    if tunnel.local_id.is_none() && tunnel.local_address.is_none() {
        return String::new();
    }
    let (kind, id) = tunnel.local_identity();
    let kind = match kind {
        IdKind::Address => "address",
        IdKind::UserFqdn => "user-fqdn",
        _ => "fqdn",
    };
    format!("    set localid {}\n    set localid-type {kind}", in_quotes(&id))
}

fn phase2(plan: &WritePlan<'_>, tunnel: &WantedTunnel, grouped: bool, script: &mut Script) {
    let (name, base) = (plan.name_of(tunnel), plan.base());
    let (proposal, lifetime) = (proposal(&tunnel.esp), tunnel.esp.lifetime_s);
    let pfs = match tunnel.esp.group {
        Some(group) => format!("enable\n    set dhgrp {}", number(group)),
        None => "disable".to_owned(),
    };
    let subnets = |end: &str, nets: &[Ipv4Net]| -> String {
        nets.iter().map(|net| format!("    set {end}-subnet {}\n", with_mask(*net))).collect()
    };
    let selectors = if grouped {
        format!(
            "    set src-addr-type name
    set src-name \"{base}-local\"
    set dst-addr-type name
    set dst-name \"{base}-cloud\""
        )
    } else {
        subnets("src", &tunnel.local) + &subnets("dst", &tunnel.remote)
    };
    code! {script, "
  edit \"{name}\"
    set phase1name \"{name}\"
    set proposal {proposal}
    set pfs {pfs}
    set keylife-type seconds
    set keylifeseconds {lifetime}
    set auto-negotiate enable
{selectors}
  next"}
}

fn interface(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    let name = plan.name_of(tunnel);
    let inside =
        tunnel.bgp.as_ref().map_or(String::new(), |WantedBgp { own, neighbor, .. }| {
            format!(
                "    set ip {own} 255.255.255.255
    set remote-ip {neighbor} 255.255.255.252
    set allowaccess ping"
            )
        });
    code! {script, "
  edit \"{name}\"
{inside}
    set mtu-override enable
    set mtu {MTU}
    set tcp-mss {MSS}
  next"}
}

fn policies(plan: &WritePlan<'_>, script: &mut Script) {
    script.code("config firewall policy");
    for tunnel in &plan.tunnels {
        let name = plan.name_of(tunnel);
        for (way, from, to) in
            [("out", "<LAN-INTERFACE>", name.as_str()), ("in", name.as_str(), "<LAN-INTERFACE>")]
        {
            code! {script, "
  edit 0
    set name \"{name}-{way}\"
    set srcintf \"{from}\"
    set dstintf \"{to}\"
    set action accept
    set srcaddr \"all\"
    set dstaddr \"all\"
    set schedule \"always\"
    set service \"ALL\"
  next"}
        }
    }
    script.code("end");
}

fn bgp(plan: &WritePlan<'_>, script: &mut Script) {
    let asn = plan.first().map(WantedTunnel::local_as).unwrap_or_default();
    script.code(format!("config router bgp\n  set as {asn}\n  config neighbor"));
    for WantedBgp { neighbor, remote_as, .. } in plan.sessions() {
        code! {script, "
    edit \"{neighbor}\"
      set remote-as {remote_as}
    next"}
    }
    script.code("  end\nend");
}

/// Static routes into the tunnels; a black hole keeps the traffic in when none is up.
fn routes(plan: &WritePlan<'_>, script: &mut Script) {
    let Some(nets) = plan.first().and_then(cloud_networks) else { return };
    script.code("config router static");
    for net in nets.into_iter().map(with_mask) {
        for tunnel in &plan.tunnels {
            let (name, distance) = (plan.name_of(tunnel), 9 + tunnel.number);
            code! {script, "
  edit 0
    set dst {net}
    set device \"{name}\"
    set distance {distance}
  next"}
        }
        code! {script, "
  edit 0
    set dst {net}
    set blackhole enable
    set distance 254
  next"}
    }
    script.code("end");
}

fn closing_notes(plan: &WritePlan<'_>, script: &mut Script) {
    let Some(first) = plan.first() else { return };
    if first.bgp.is_some() {
        script.list(
            "announce",
            "
config router bgp
  config network
    edit 0
      set prefix <NETWORK-OF-THE-COMPANY> <NETMASK>",
        );
    } else if cloud_networks(first).is_none() {
        let name = plan.name_of(first);
        script.list(
            "routes",
            format!(
                "
config router static
  edit 0
    set dst <NETWORK-IN-THE-CLOUD> <NETMASK>
    set device \"{name}\""
            ),
        );
    }
    script.remark("behind-nat");
    firewall(script, plan);
    nat_exemption(script, first);
    script.blank();
    script.list("see", "get vpn ipsec tunnel summary");
    for tunnel in &plan.tunnels {
        script.command(format!("diagnose vpn ike gateway list name {}", plan.name_of(tunnel)));
    }
    script.command(when(first.bgp.is_some(), "get router info bgp summary"));
    script.blank();
    remove(plan, first, script);
}

fn remove(plan: &WritePlan<'_>, first: &WantedTunnel, script: &mut Script) {
    script.remark("remove");
    script.remark("fortios-remove");
    if first.bgp.is_some() {
        script.command("config router bgp\n  config neighbor");
        for bgp in plan.sessions() {
            script.command(format!("    delete \"{}\"", bgp.neighbor));
        }
        script.command("  end\nend");
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
        script.command("end\nconfig firewall address");
        for (side, count) in sides {
            for at in 1..=count {
                script.command(format!("  delete \"{}\"", object(plan, side, at)));
            }
        }
        script.command("end");
    }
}
