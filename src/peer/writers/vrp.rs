//! What the configurations of VRP and Comware have in common.

use super::super::script::Script;
use super::super::wanted_tunnel::WantedTunnel;
use super::super::writer::WritePlan;
use super::common::with_wildcard;

/// The sessions of `bgp`, in the address family that the device calls so.
pub fn bgp(plan: &WritePlan<'_>, family: &str, script: &mut Script) {
    let Some(first) = plan.first().filter(|tunnel| tunnel.bgp.is_some()) else { return };
    script.code(format!("bgp {}", first.local_as()));
    for bgp in plan.sessions() {
        script.code(format!(" peer {} as-number {}", bgp.neighbor, bgp.remote_as));
    }
    script.code(format!(" {family}"));
    for bgp in plan.sessions() {
        script.code(format!("  peer {} enable", bgp.neighbor));
    }
}

/// The commands that take the session of a tunnel away.
pub fn undo_bgp(tunnel: &WantedTunnel, script: &mut Script) {
    if let Some(bgp) = &tunnel.bgp {
        let (own, neighbor) = (tunnel.local_as(), bgp.neighbor);
        script.command(format!("bgp {own}\n undo peer {neighbor}"));
    }
}

/// The number of the access list, among those that look at both ends of a packet.
pub fn list_of(plan: &WritePlan<'_>) -> u16 {
    3000 + plan.first().map_or(0, |tunnel| plan.number_of(tunnel))
}

/// The rules of the access list.
pub fn rules(plan: &WritePlan<'_>) -> String {
    let pairs = (1..).zip(plan.first().map(WantedTunnel::pairs).unwrap_or_default());
    let rules = pairs.map(|(at, (local, remote))| {
        let (local, remote) = (with_wildcard(local), with_wildcard(remote));
        format!(" rule {} permit ip source {local} destination {remote}\n", at * 5)
    });
    rules.collect()
}

/// The static routes into the tunnel interfaces, which have no BGP.
pub fn routes(
    plan: &WritePlan<'_>,
    interface: impl Fn(&WantedTunnel) -> String,
    script: &mut Script,
) {
    if plan.first().is_some_and(|first| first.is_routed() && first.bgp.is_none()) {
        let route = "ip route-static <NETWORK-IN-THE-CLOUD> <NETMASK>";
        let routes = plan.each(|tunnel| {
            format!("{route} {} preference {}\n", interface(tunnel), 59 + tunnel.number)
        });
        script.list("routes", routes);
    }
}
