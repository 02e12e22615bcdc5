//! What several platforms need: masks, lists, and the sentences about what stands around a tunnel.

use ipnet::Ipv4Net;

use super::super::crypto_proposal::AlgorithmName;
use super::super::note::Note;
use super::super::script::Script;
use super::super::wanted_tunnel::WantedTunnel;
use super::super::writer::WritePlan;

/// The MTU of a tunnel interface.
pub const MTU: u16 = 1400;

/// The largest TCP segment that fits.
pub const MSS: u16 = 1360;

/// An address and a netmask.
pub fn with_mask(net: Ipv4Net) -> String {
    format!("{} {}", net.network(), net.netmask())
}

/// An address and a wildcard, where a bit that counts is 0.
pub fn with_wildcard(net: Ipv4Net) -> String {
    format!("{} {}", net.network(), net.hostmask())
}

/// Networks with a comma between them.
pub fn list(nets: &[Ipv4Net]) -> String {
    nets.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// The number of a group.
pub fn number(group: AlgorithmName) -> &'static str {
    group.trim_start_matches("group")
}

/// A platform's word for an algorithm, from a table; the algorithm's own name where none stands there.
pub fn word(table: &[(AlgorithmName, &'static str)], name: AlgorithmName) -> &'static str {
    table.iter().find(|(known, _)| *known == name).map_or(name, |(_, word)| *word)
}

/// The words of `strongSwan` and its relatives for the groups.
pub const MODP: [(AlgorithmName, &str); 4] = [
    ("group1", "modp768"),
    ("group2", "modp1024"),
    ("group5", "modp1536"),
    ("group14", "modp2048"),
];

/// Lines that are there on a condition.
pub fn when(condition: bool, lines: &str) -> &str {
    if condition { lines } else { "" }
}

/// The commands that announce the company's networks, where routes are learned.
pub fn announce(script: &mut Script, plan: &WritePlan<'_>, bgp: &str, family: &str, mask: &str) {
    if let Some(first) = plan.first().filter(|tunnel| tunnel.bgp.is_some()) {
        let (asn, network) = (first.local_as(), "<NETWORK-OF-THE-COMPANY>");
        script.list("announce", format!("{bgp} {asn}\n {family}\n  network {network} {mask}"));
    }
}

/// What is to be said about a map for all tunnels and about their pairs of networks.
pub fn policy_notes(script: &mut Script, plan: &WritePlan<'_>, tells_pairs: bool) {
    let Some(first) = plan.first().filter(|tunnel| !tunnel.is_routed()) else { return };
    if plan.tunnels.len() > 1 {
        script.remark("one-map");
    }
    if tells_pairs && first.pairs().len() > 1 {
        script.remark("pair-by-pair");
    }
}

/// What is to be said where NAT traversal cannot be switched off.
pub fn nat_t_note(script: &mut Script, plan: &WritePlan<'_>) {
    if plan.tunnels.iter().any(|tunnel| !tunnel.nat_t) {
        script.remark("nat-t-always");
    }
}

/// The addresses inside a tunnel, the device's own first, or what stands in their place.
pub fn inside_addresses(tunnel: &WantedTunnel) -> (String, String) {
    match &tunnel.bgp {
        Some(bgp) => (bgp.own.to_string(), bgp.neighbor.to_string()),
        None => (
            format!("<INSIDE-ADDRESS-OF-TUNNEL-{}>", tunnel.number),
            format!("<OTHER-INSIDE-ADDRESS-OF-TUNNEL-{}>", tunnel.number),
        ),
    }
}

/// What the firewalls on the way have to let pass.
pub fn firewall(script: &mut Script, plan: &WritePlan<'_>) {
    let addresses: Vec<String> = plan.tunnels.iter().map(WantedTunnel::remote_address).collect();
    script.add_remark(Note::new("firewall").with("addresses", addresses.join(", ")));
    if plan.tunnels.iter().any(|tunnel| tunnel.bgp.is_some()) {
        script.remark("firewall-bgp");
    }
}

/// What must not be translated.
pub fn nat_exemption(script: &mut Script, tunnel: &WantedTunnel) {
    if tunnel.is_routed() {
        script.remark("nat-routed");
    } else {
        let note = Note::new("nat-exempt").with("local", list(&tunnel.local));
        script.add_remark(note.with("remote", list(&tunnel.remote)));
    }
}

/// The cloud's networks to route into the tunnel; a placeholder where only the administrator knows them.
pub fn cloud_networks(tunnel: &WantedTunnel) -> Option<Vec<Ipv4Net>> {
    (!tunnel.remote.iter().any(|net| net.prefix_len() == 0)).then(|| tunnel.remote.clone())
}
