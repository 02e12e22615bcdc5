//! OPNsense: what to enter under its connections, in their order. Proposals come from a fixed list.

use super::super::identity_rules::IdentityRules;
use super::super::key_rules::{KeyRules, bare};
use super::super::note::Note;
use super::super::obstacle::WriteObstacle;
use super::super::platforms::opnsense::PROPOSALS;
use super::super::script::Script;
use super::super::vocabulary::rekey_time;
use super::super::wanted_tunnel::WantedTunnel;
use super::super::writer::{ConfigWriter, WritePlan};
use super::common::{MSS, firewall, inside_addresses, list, nat_exemption, nat_t_note};
use super::strongswan::{proposal, same_identities};

pub const OPNSENSE: ConfigWriter = ConfigWriter {
    id: "opnsense",
    comment: "#",
    longest_name: 48,
    ignores_case: false,
    key: KeyRules { length: (1, 255), refused: &[], refused_prefixes: &[], quote: bare },
    identities: IdentityRules::without(REFUSED),
    oldest: "",
    find_obstacles,
    write,
};

/// What the field does not take: its mask has letters, digits and `.-,_:=@%*`.
const REFUSED: &[char] = &[
    ' ', '!', '"', '#', '$', '&', '\'', '(', ')', '+', '/', ';', '<', '>', '?', '[', '\\', ']',
    '^', '`', '{', '|', '}', '~',
];

fn find_obstacles(plan: &WritePlan<'_>, obstacles: &mut Vec<WriteObstacle>) {
    for tunnel in &plan.tunnels {
        for (field, phase) in [("IkeEncAlg", &tunnel.ike), ("IpsecEncAlg", &tunnel.esp)] {
            let wanted = proposal(phase);
            let mut choices = PROPOSALS.iter().filter(|(since, _)| plan.is_since(since));
            if !choices.any(|(_, choice)| *choice == wanted) {
                let obstacle = WriteObstacle::new(tunnel.number, field, "no-such-choice");
                obstacles.push(obstacle.with("value", wanted));
            }
        }
    }
    plan.refuse_pairs_of_v1(obstacles);
    same_identities(plan, obstacles);
}

fn write(plan: &WritePlan<'_>, script: &mut Script) {
    for tunnel in &plan.tunnels {
        let page = |script: &mut Script, page: &str| {
            script.blank();
            let note = Note::new("page").with("page", page);
            script.add_remark(note.with("number", tunnel.number.to_string()));
        };
        if !has_its_key(plan, tunnel) {
            page(script, "VPN: IPsec: Pre-Shared Keys");
            script.enter("Local Identifier", tunnel.local_identity().1);
            script.enter("Remote Identifier", tunnel.remote_identity().1);
            script.enter("Pre-Shared Key", plan.key(tunnel).as_str());
            script.enter("Type", "PSK");
        }
        page(script, "VPN: IPsec: Connections");
        connection(plan, tunnel, script);
        page(script, "VPN: IPsec: Connections: Local Authentication");
        script.enter("Authentication", "Pre-Shared Key");
        script.enter("Id", tunnel.local_identity().1);
        page(script, "VPN: IPsec: Connections: Remote Authentication");
        script.enter("Authentication", "Pre-Shared Key");
        script.enter("Id", tunnel.remote_identity().1);
        page(script, "VPN: IPsec: Connections: Children");
        child(plan, tunnel, script);
        if tunnel.is_routed() {
            page(script, "VPN: IPsec: Virtual Tunnel Interfaces");
            interface(plan, tunnel, script);
        }
    }
    script.blank();
    closing_notes(plan, script);
}

/// Whether an earlier tunnel brought the key: the page takes a pair of identities once.
fn has_its_key(plan: &WritePlan<'_>, tunnel: &WantedTunnel) -> bool {
    let ends = |tunnel: &WantedTunnel| (tunnel.local_identity(), tunnel.remote_identity());
    let mut earlier = plan.tunnels.iter().take_while(|other| other.number < tunnel.number);
    earlier.any(|other| ends(other) == ends(tunnel))
}

fn connection(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    let rekey = rekey_time(tunnel.ike.lifetime_s);
    script.enter("Proposals", proposal(&tunnel.ike));
    script.enter("Version", if tunnel.is_v1() { "IKEv1" } else { "IKEv2" });
    if tunnel.is_v1() {
        script.enter("Aggressive", if tunnel.is_aggressive() { "on" } else { "off" });
    }
    script.enter("MOBIKE", "off");
    script.enter("Local addresses", tunnel.local_address());
    script.enter("Remote addresses", tunnel.remote_address());
    script.enter("UDP encapsulation", "off");
    script.enter("Rekey time (s)", rekey.to_string());
    script.enter("Over time (s)", (tunnel.ike.lifetime_s - rekey).to_string());
    script.enter("DPD delay (s)", if tunnel.dpd { "10" } else { "" });
    script.enter("Description", plan.name_of(tunnel));
}

fn child(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    let routed = tunnel.is_routed();
    script.enter("Mode", "Tunnel");
    script.enter("Policies", if routed { "off" } else { "on" });
    script.enter("Start action", "Start");
    script.enter("DPD action", if tunnel.dpd { "Start" } else { "Clear" });
    if routed {
        script.enter("Reqid", plan.number_of(tunnel).to_string());
    }
    script.enter("ESP proposals", proposal(&tunnel.esp));
    script.enter("Local", list(&tunnel.local));
    script.enter("Remote", list(&tunnel.remote));
    script.enter("Rekey time (s)", rekey_time(tunnel.esp.lifetime_s).to_string());
}

fn interface(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    script.enter("Reqid", plan.number_of(tunnel).to_string());
    script.enter("Local address", tunnel.local_address());
    script.enter("Remote address", tunnel.remote_address());
    let (own, other) = inside_addresses(tunnel);
    script.enter("Tunnel local address", own);
    script.enter("Tunnel remote address", other);
}

fn closing_notes(plan: &WritePlan<'_>, script: &mut Script) {
    let Some(first) = plan.first() else { return };
    script.remark("sheet-one-offer");
    script.add_remark(Note::new("pages-mss").with("mss", MSS.to_string()));
    nat_t_note(script, plan);
    script.remark("behind-nat");
    firewall(script, plan);
    script.remark("pages-rules");
    if let Some(bgp) = &first.bgp {
        let note = Note::new("pages-bgp").with("local", first.local_as());
        script.add_remark(note.with("remote", bgp.remote_as.to_string()));
        for bgp in plan.sessions() {
            script.command(format!("neighbor {} remote-as {}", bgp.neighbor, bgp.remote_as));
        }
    }
    nat_exemption(script, first);
    script.blank();
    script.list("see", "VPN: IPsec: Status Overview");
    script.list("remove", "VPN: IPsec: Connections\nVPN: IPsec: Pre-Shared Keys");
}
