//! strongSwan: swanctl.conf. Both times of a child stand in it, since up to 5.9.8 a `life_time` alone
//! leaves the renewal at an hour.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::super::identity_rules::IdentityRules;
use super::super::key_rules::{KeyRules, in_quotes};
use super::super::note::Note;
use super::super::obstacle::WriteObstacle;
use super::super::script::{Script, code, command};
use super::super::vocabulary::rekey_time;
use super::super::wanted_tunnel::{WantedBgp, WantedPhase, WantedTunnel};
use super::super::writer::{ConfigWriter, WritePlan};
use super::common::{
    MODP, MSS, MTU, cloud_networks, firewall, list, nat_exemption, nat_t_note, when, word,
};

pub const STRONGSWAN: ConfigWriter = ConfigWriter {
    id: "strongswan",
    comment: "#",
    longest_name: 32,
    ignores_case: false,
    key: KeyRules { length: (1, 255), refused: &[], refused_prefixes: &[], quote: in_base64 },
    identities: IdentityRules::without(&[]),
    oldest: "",
    find_obstacles,
    write,
};

/// The one spelling that holds every character.
fn in_base64(text: &str) -> String {
    format!("0s{}", STANDARD.encode(text))
}

fn find_obstacles(plan: &WritePlan<'_>, obstacles: &mut Vec<WriteObstacle>) {
    same_identities(plan, obstacles);
}

/// The daemon picks a key by the names of both ends: two tunnels with the same names and different keys
/// cannot be told apart.
pub fn same_identities(plan: &WritePlan<'_>, obstacles: &mut Vec<WriteObstacle>) {
    let named = |tunnel: &&WantedTunnel| tunnel.remote_id.is_some();
    for (at, tunnel) in plan.tunnels.iter().enumerate() {
        let twin = plan.tunnels[..at].iter().filter(named).find(|other| {
            other.remote_id == tunnel.remote_id
                && other.local_id == tunnel.local_id
                && other.local_address == tunnel.local_address
                && other.key != tunnel.key
        });
        if let Some(other) = twin {
            let obstacle = WriteObstacle::new(tunnel.number, "LocalId", "same-identity");
            obstacles.push(obstacle.with("other", other.number.to_string()));
        }
    }
}

/// A proposal in the words of the daemon.
pub fn proposal(phase: &WantedPhase) -> String {
    let enc = word(&[("aes", "aes128")], phase.enc);
    match phase.group {
        Some(group) => format!("{enc}-{}-{}", phase.auth, word(&MODP, group)),
        None => format!("{enc}-{}", phase.auth),
    }
}

/// Whether tunnels go through an interface of their own: two of them cannot share one policy.
fn has_interface(plan: &WritePlan<'_>, tunnel: &WantedTunnel) -> bool {
    tunnel.is_routed() || plan.tunnels.len() > 1
}

fn write(plan: &WritePlan<'_>, script: &mut Script) {
    script.remark("strongswan-where");
    let weak = |phase: &WantedPhase| phase.enc == "des" || phase.enc == "3des";
    if plan.tunnels.iter().any(|tunnel| weak(&tunnel.ike) || weak(&tunnel.esp)) {
        script.remark("strongswan-des");
    }
    if plan.tunnels.iter().any(WantedTunnel::is_aggressive) {
        script.remark("strongswan-aggressive");
    }
    if plan.tunnels.iter().any(|tunnel| tunnel.is_v1() && tunnel.pairs().len() > 1) {
        script.remark("one-pair-in-the-cloud");
    }
    nat_t_note(script, plan);
    script.blank();
    script.code("connections {");
    for tunnel in &plan.tunnels {
        connection(plan, tunnel, script);
    }
    script.code("}");
    script.code("secrets {");
    for tunnel in &plan.tunnels {
        secret(plan, tunnel, script);
    }
    script.code("}");
    script.blank();
    closing_notes(plan, script);
}

fn connection(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    let (name, version) = (plan.name_of(tunnel), if tunnel.is_v1() { 1 } else { 2 });
    let aggressive = when(tunnel.is_aggressive(), "    aggressive = yes");
    let local = tunnel.local_address.map_or_else(|| "%any".to_owned(), |own| own.to_string());
    let (remote, proposal) = (tunnel.remote_address(), proposal(&tunnel.ike));
    let rekey = rekey_time(tunnel.ike.lifetime_s);
    let over = tunnel.ike.lifetime_s - rekey;
    let dpd = when(tunnel.dpd, "    dpd_delay = 10s");
    let timeout = when(tunnel.dpd && tunnel.is_v1(), "    dpd_timeout = 30s");
    let number = plan.number_of(tunnel);
    let interface = format!("    if_id_in = {number}\n    if_id_out = {number}");
    let interface = when(has_interface(plan, tunnel), &interface);
    // Without an id of its own the daemon goes by its address.
    let own = format!("      id = {}", in_quotes(&tunnel.local_identity().1));
    let own = when(tunnel.local_id.is_some() || tunnel.local_address.is_some(), &own);
    let other = in_quotes(&tunnel.remote_identity().1);
    let children = children(tunnel, &name);
    code! {script, "
  {name} {{
    version = {version}
{aggressive}
    local_addrs = {local}
    remote_addrs = {remote}
    proposals = {proposal}
    rekey_time = {rekey}s
    over_time = {over}s
{dpd}
{timeout}
    mobike = no
    encap = no
{interface}
    local {{
      auth = psk
{own}
    }}
    remote {{
      auth = psk
      id = {other}
    }}
    children {{
{children}
    }}
  }}"}
}

fn children(tunnel: &WantedTunnel, name: &str) -> String {
    // IKEv1 carries one pair a child.
    let selectors: Vec<(String, String)> = if tunnel.is_v1() {
        let pairs = tunnel.pairs().into_iter();
        pairs.map(|(local, remote)| (local.to_string(), remote.to_string())).collect()
    } else {
        let text = |nets: &[ipnet::Ipv4Net]| list(nets).replace(", ", ",");
        vec![(text(&tunnel.local), text(&tunnel.remote))]
    };
    let (proposal, lifetime) = (proposal(&tunnel.esp), tunnel.esp.lifetime_s);
    let rekey = rekey_time(lifetime);
    let dpd = when(tunnel.dpd, "        dpd_action = restart");
    let child = |(at, (local, remote)): (usize, &(String, String))| {
        format!(
            "
      {name}-net{at} {{
        local_ts = {local}
        remote_ts = {remote}
        esp_proposals = {proposal}
        rekey_time = {rekey}s
        life_time = {lifetime}s
{dpd}
        close_action = start
        start_action = start
      }}"
        )
    };
    (1..).zip(&selectors).map(child).collect()
}

fn secret(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    script.code(format!("  ike-{} {{", plan.name_of(tunnel)));
    let mut ids = vec![tunnel.remote_identity().1, tunnel.remote_address()];
    ids.extend(tunnel.local_id.clone());
    ids.extend(tunnel.local_address.map(|own| own.to_string()));
    let mut seen: Vec<String> = Vec::new();
    for id in ids {
        if !seen.contains(&id) {
            script.code(format!("    id-{} = {}", seen.len() + 1, in_quotes(&id)));
            seen.push(id);
        }
    }
    script.code(format!("    secret = {}\n  }}", plan.key(tunnel).as_str()));
}

/// What stands outside the file.
fn closing_notes(plan: &WritePlan<'_>, script: &mut Script) {
    if plan.tunnels.iter().any(|tunnel| tunnel.local_address.is_some()) {
        script.remark("behind-nat");
    }
    firewall(script, plan);
    for tunnel in &plan.tunnels {
        interface(plan, tunnel, script);
        bgp(tunnel, script);
    }
    if let Some(first) = plan.first() {
        nat_exemption(script, first);
        if !has_interface(plan, first) {
            script.command(untranslated("-I"));
        }
    }
    script.blank();
    script.list("see", "swanctl --load-all\nswanctl --list-sas");
    let first = plan.first().map(|tunnel| plan.name_of(tunnel)).unwrap_or_default();
    script.command(format!("swanctl --rekey --child {first}-net1"));
    script.blank();
    script.list("strongswan-remove", "swanctl --load-all");
    for tunnel in &plan.tunnels {
        script.command(format!("swanctl --terminate --ike {} --force", plan.name_of(tunnel)));
        script.command(segments(plan, tunnel, "-D"));
        if has_interface(plan, tunnel) {
            script.command(format!("ip link delete ipsec{}", plan.number_of(tunnel)));
        } else {
            script.command(untranslated("-D"));
        }
    }
    if let Some(first) = plan.first().filter(|tunnel| tunnel.bgp.is_some()) {
        let sessions = plan.sessions().map(|bgp| format!("\n no neighbor {}", bgp.neighbor));
        let sessions: String = sessions.collect();
        let asn = first.local_as();
        script.list("strongswan-remove-bgp", format!("router bgp {asn}{sessions}"));
    }
}

/// The rule that keeps traffic of a tunnel from being translated, added or deleted.
fn untranslated(how: &str) -> String {
    format!("iptables -t nat {how} POSTROUTING -m policy --pol ipsec --dir out -j ACCEPT")
}

/// The rule about the size of TCP segments, added or deleted.
fn segments(plan: &WritePlan<'_>, tunnel: &WantedTunnel, how: &str) -> String {
    let out = if has_interface(plan, tunnel) {
        format!("-o ipsec{}", plan.number_of(tunnel))
    } else {
        "-m policy --pol ipsec --dir out".to_owned()
    };
    format!(
        "iptables -t mangle {how} FORWARD {out} -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --set-mss {MSS}"
    )
}

fn interface(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    let segments = segments(plan, tunnel, "-A");
    if !has_interface(plan, tunnel) {
        script.list("mss", segments);
        return;
    }
    let number = plan.number_of(tunnel);
    let name = format!("ipsec{number}");
    script.add_remark(Note::new("strongswan-interface").with("number", tunnel.number.to_string()));
    let inside = tunnel
        .bgp
        .as_ref()
        .map_or(String::new(), |bgp| format!("ip address add {}/30 dev {name}", bgp.own));
    command! {script, "
ip link add {name} type xfrm if_id {number} dev <WAN-INTERFACE>
ip link set {name} mtu {MTU} up
{inside}"}
    script.command(segments);
    if tunnel.bgp.is_none() {
        let nets = cloud_networks(tunnel).map_or_else(
            || vec!["<NETWORK-IN-THE-CLOUD>".to_owned()],
            |nets| nets.iter().map(ToString::to_string).collect(),
        );
        for net in nets {
            script.command(format!("ip route add {net} dev {name} metric {}", 100 * tunnel.number));
        }
    }
}

fn bgp(tunnel: &WantedTunnel, script: &mut Script) {
    let Some(WantedBgp { neighbor, remote_as, .. }) = &tunnel.bgp else { return };
    let own = tunnel.local_as();
    script.list(
        "strongswan-bgp",
        format!(
            "
router bgp {own}
 no bgp ebgp-requires-policy
 neighbor {neighbor} remote-as {remote_as}
 address-family ipv4 unicast
  network <NETWORK-OF-THE-COMPANY>
  neighbor {neighbor} activate"
        ),
    );
}
