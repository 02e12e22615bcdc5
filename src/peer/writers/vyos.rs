//! VyOS, which hands its settings to strongSwan: a VTI where routes decide, selectors where networks do.

use super::super::identity_rules::IdentityRules;
use super::super::key_rules::KeyRules;
use super::super::obstacle::WriteObstacle;
use super::super::script::{Script, command};
use super::super::wanted_tunnel::WantedTunnel;
use super::super::writer::{ConfigWriter, UnsupportedAlgorithms, WritePlan};
use super::common::{MSS, MTU, firewall, nat_exemption, nat_t_note, number, when, word};
use super::strongswan::same_identities;

pub const VYOS: ConfigWriter = ConfigWriter {
    id: "vyos",
    comment: "#",
    longest_name: 32,
    ignores_case: false,
    key: KeyRules {
        length: (1, 255),
        refused: &['"', '\\', '\''],
        refused_prefixes: &["0x", "0s"],
        quote: |text| format!("'{text}'"),
    },
    identities: IdentityRules::without(&[' ', '\'', '"', '\\']),
    oldest: "",
    find_obstacles,
    write,
};

const UNKNOWN: UnsupportedAlgorithms =
    UnsupportedAlgorithms { enc: &["des"], ike_auth: &[], esp_auth: &[], groups: &[] };

/// What 1.3 has and 1.2 has not.
const NEW: UnsupportedAlgorithms =
    UnsupportedAlgorithms { enc: &["aes192"], ike_auth: &[], esp_auth: &[], groups: &["group1"] };

fn find_obstacles(plan: &WritePlan<'_>, obstacles: &mut Vec<WriteObstacle>) {
    for tunnel in &plan.tunnels {
        plan.refuse(tunnel, &UNKNOWN, obstacles);
        if !plan.is_since("1.3") {
            plan.refuse(tunnel, &NEW, obstacles);
        }
    }
    plan.refuse_pairs_of_v1(obstacles);
    plan.refuse_lifetimes(33, 30, obstacles);
    same_identities(plan, obstacles);
}

/// Up to 1.3 a peer goes by its address and holds its key itself.
fn is_old(plan: &WritePlan<'_>) -> bool {
    !plan.is_since("1.4")
}

fn write(plan: &WritePlan<'_>, script: &mut Script) {
    script.list("enter", "configure");
    script.remark("numbers");
    nat_t_note(script, plan);
    script.blank();
    let ipsec = "set vpn ipsec";
    script.code(if is_old(plan) {
        format!("{ipsec} ipsec-interfaces interface '<WAN-INTERFACE>'")
    } else {
        format!("{ipsec} interface '<WAN-INTERFACE>'")
    });
    if plan.first().is_some_and(WantedTunnel::is_routed) && !is_old(plan) {
        script.code(format!("{ipsec} options disable-route-autoinstall"));
    }
    for tunnel in &plan.tunnels {
        groups(plan, tunnel, script);
        if tunnel.is_routed() {
            interface(plan, tunnel, script);
        }
        peer(plan, tunnel, script);
    }
    bgp(plan, script);
    script.blank();
    closing_notes(plan, script);
}

fn groups(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    let name = plan.name_of(tunnel);
    let enc = |name| word(&[("aes", "aes128")], name);
    let ike = format!("set vpn ipsec ike-group {name}");
    let version = if tunnel.is_v1() { "ikev1" } else { "ikev2" };
    script.code(format!("{ike} key-exchange '{version}'"));
    if tunnel.is_v1() {
        script.code(format!("{ike} mode '{}'", tunnel.mode_name()));
    }
    // The device renews after this time and ends a tenth later.
    let renewal = (tunnel.ike.lifetime_s * 10).div_ceil(11);
    script.code(format!("{ike} lifetime '{renewal}'"));
    script.code(format!("{ike} proposal 1 encryption '{}'", enc(tunnel.ike.enc)));
    script.code(format!("{ike} proposal 1 hash '{}'", tunnel.ike.auth));
    let group = tunnel.ike.group.map_or("", number);
    script.code(format!("{ike} proposal 1 dh-group '{group}'"));
    if tunnel.dpd {
        script.code(format!("{ike} dead-peer-detection action 'restart'"));
        script.code(format!("{ike} dead-peer-detection interval '10'"));
        script.code(format!("{ike} dead-peer-detection timeout '30'"));
    }
    let esp = format!("set vpn ipsec esp-group {name}");
    script.code(format!("{esp} lifetime '{}'", tunnel.esp.lifetime_s));
    script.code(format!("{esp} mode 'tunnel'"));
    let pfs = tunnel.esp.group.map_or("disable".to_owned(), |group| format!("dh-{group}"));
    script.code(format!("{esp} pfs '{pfs}'"));
    script.code(format!("{esp} proposal 1 encryption '{}'", enc(tunnel.esp.enc)));
    script.code(format!("{esp} proposal 1 hash '{}'", tunnel.esp.auth));
}

fn interface(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    let vti = format!("set interfaces vti vti{}", plan.number_of(tunnel));
    if let Some(bgp) = &tunnel.bgp {
        script.code(format!("{vti} address '{}/30'", bgp.own));
    }
    script.code(format!("{vti} mtu '{MTU}'"));
    if is_old(plan) {
        script.code(format!(
            "set firewall options interface vti{} adjust-mss '{MSS}'",
            plan.number_of(tunnel)
        ));
    } else {
        script.code(format!("{vti} ip adjust-mss '{MSS}'"));
    }
}

fn peer(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    let (name, key) = (plan.name_of(tunnel), plan.key(tunnel));
    let (own, other) = (tunnel.local_identity().1, tunnel.remote_identity().1);
    let mut peer_name = name.clone();
    if is_old(plan) {
        peer_name = tunnel.remote_address();
    } else {
        let psk = format!("set vpn ipsec authentication psk {name}");
        script.code(format!("{psk} id '{own}'"));
        script.code(format!("{psk} id '{other}'"));
        script.code(format!("{psk} secret {}", key.as_str()));
    }
    let peer = format!("set vpn ipsec site-to-site peer {peer_name}");
    script.code(format!("{peer} authentication mode 'pre-shared-secret'"));
    if is_old(plan) {
        script.code(format!("{peer} authentication pre-shared-secret {}", key.as_str()));
        script.code(format!("{peer} authentication id '{own}'"));
    } else {
        script.code(format!("{peer} authentication local-id '{own}'"));
    }
    script.code(format!("{peer} authentication remote-id '{other}'"));
    script.code(format!("{peer} connection-type 'initiate'"));
    script.code(format!("{peer} ike-group '{name}'"));
    let local = tunnel.local_address.map_or("any".to_owned(), |own| own.to_string());
    script.code(format!("{peer} local-address '{local}'"));
    if !is_old(plan) {
        script.code(format!("{peer} remote-address '{}'", tunnel.remote_address()));
    }
    if tunnel.is_routed() {
        script.code(format!("{peer} vti bind 'vti{}'", plan.number_of(tunnel)));
        script.code(format!("{peer} vti esp-group '{name}'"));
        return;
    }
    if is_old(plan) {
        for (at, (local, remote)) in (1..).zip(tunnel.pairs()) {
            script.code(format!("{peer} tunnel {at} esp-group '{name}'"));
            script.code(format!("{peer} tunnel {at} local prefix '{local}'"));
            script.code(format!("{peer} tunnel {at} remote prefix '{remote}'"));
        }
        return;
    }
    script.code(format!("{peer} tunnel 1 esp-group '{name}'"));
    for (side, nets) in [("local", &tunnel.local), ("remote", &tunnel.remote)] {
        for net in nets {
            script.code(format!("{peer} tunnel 1 {side} prefix '{net}'"));
        }
    }
}

/// What the settings of BGP begin with; up to 1.3 the AS number is part of it.
fn bgp_of(plan: &WritePlan<'_>, first: &WantedTunnel) -> String {
    if is_old(plan) {
        format!("protocols bgp {}", first.local_as())
    } else {
        "protocols bgp".to_owned()
    }
}

fn bgp(plan: &WritePlan<'_>, script: &mut Script) {
    let Some(first) = plan.first().filter(|tunnel| tunnel.bgp.is_some()) else { return };
    if !is_old(plan) {
        script.code(format!("set protocols bgp system-as '{}'", first.local_as()));
    }
    let bgp = format!("set {}", bgp_of(plan, first));
    for session in plan.sessions() {
        let neighbor = format!("{bgp} neighbor {}", session.neighbor);
        script.code(format!("{neighbor} remote-as '{}'", session.remote_as));
        script.code(format!("{neighbor} address-family ipv4-unicast"));
    }
}

fn closing_notes(plan: &WritePlan<'_>, script: &mut Script) {
    let Some(first) = plan.first() else { return };
    if first.bgp.is_some() {
        let network = "address-family ipv4-unicast network <NETWORK-OF-THE-COMPANY>";
        script.list("announce", format!("set {} {network}", bgp_of(plan, first)));
    } else if first.is_routed() {
        let (kind, hop) = if is_old(plan) {
            ("interface-route", "next-hop-interface")
        } else {
            ("route", "interface")
        };
        let routes = plan.each(|tunnel| {
            let number = plan.number_of(tunnel);
            format!("set protocols static {kind} <NETWORK-IN-THE-CLOUD> {hop} vti{number}\n")
        });
        script.list("routes", routes);
    } else if plan.tunnels.len() > 1 {
        script.remark("one-map");
    }
    if !first.is_routed() {
        let lan = "set interfaces ethernet <LAN-INTERFACE>";
        script.list("mss", format!("{lan} ip adjust-mss '{MSS}'"));
    }
    script.remark("behind-nat");
    firewall(script, plan);
    nat_exemption(script, first);
    script.blank();
    script.list("then", "commit\nsave");
    script.blank();
    script.list("see", "show vpn ike sa\nshow vpn ipsec sa");
    script.command(when(first.bgp.is_some(), "show bgp summary"));
    script.blank();
    script.remark("remove");
    for tunnel in &plan.tunnels {
        let name = plan.name_of(tunnel);
        let peer = if is_old(plan) { tunnel.remote_address() } else { name.clone() };
        if let Some(bgp) = &tunnel.bgp {
            let of = bgp_of(plan, tunnel);
            script.command(format!("delete {of} neighbor {}", bgp.neighbor));
        }
        let psk = format!("delete vpn ipsec authentication psk {name}");
        let psk = when(!is_old(plan), &psk);
        let vti = format!("delete interfaces vti vti{}", plan.number_of(tunnel));
        let vti = when(tunnel.is_routed(), &vti);
        command! {script, "
delete vpn ipsec site-to-site peer {peer}
{psk}
delete vpn ipsec ike-group {name}
delete vpn ipsec esp-group {name}
{vti}"}
    }
    script.command("commit");
}
