//! MikroTik RouterOS 7, which has no tunnel interface for IPsec: one policy for the one pair of networks.

use super::super::crypto_proposal::AlgorithmName;
use super::super::device_tunnel::IdKind;
use super::super::identity_rules::IdentityRules;
use super::super::key_rules::KeyRules;
use super::super::obstacle::WriteObstacle;
use super::super::script::{Script, command};
use super::super::wanted_tunnel::WantedTunnel;
use super::super::writer::{ConfigWriter, UnsupportedAlgorithms, WritePlan};
use super::common::{MODP, MSS, firewall, nat_exemption, word};

pub const MIKROTIK: ConfigWriter = ConfigWriter {
    id: "mikrotik",
    comment: "#",
    longest_name: 32,
    ignores_case: false,
    key: KeyRules { length: (1, 255), refused: &[], refused_prefixes: &["0x", "0X"], quote },
    identities: IdentityRules::without(&[
        ' ', '"', '\\', '$', '?', ';', '[', ']', '{', '}', '(', ')', '=',
    ]),
    oldest: "6.43",
    find_obstacles,
    write,
};

fn quote(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        if ['\\', '"', '$', '?'].contains(&letter) {
            quoted.push('\\');
        }
        quoted.push(letter);
    }
    quoted.push('"');
    quoted
}

const UNKNOWN: UnsupportedAlgorithms =
    UnsupportedAlgorithms { enc: &[], ike_auth: &[], esp_auth: &["sha384"], groups: &[] };

fn find_obstacles(plan: &WritePlan<'_>, obstacles: &mut Vec<WriteObstacle>) {
    for tunnel in &plan.tunnels {
        plan.refuse(tunnel, &UNKNOWN, obstacles);
        plan.refuse_name_in_main_mode(tunnel, obstacles);
        let mut refuse = |field, reason| {
            obstacles.push(WriteObstacle::new(tunnel.number, field, reason));
        };
        if tunnel.is_routed() {
            refuse("LocalSubnet", "no-interface");
        }
        if tunnel.bgp.is_some() {
            refuse("LocalBgpIp", "no-bgp");
        }
        if tunnel.is_v1() && tunnel.remote_identity().0 != IdKind::Address {
            refuse("LocalId", "name-in-ikev2");
        }
        if !tunnel.is_v1() && tunnel.pairs().len() > 1 {
            refuse(tunnel.many_sided_field(), "pair-for-pair");
        }
    }
    plan.refuse_pairs_of_v1(obstacles);
}

const PHASE1: [(AlgorithmName, &str); 3] =
    [("aes", "aes-128"), ("aes192", "aes-192"), ("aes256", "aes-256")];
const PHASE2: [(AlgorithmName, &str); 3] =
    [("aes", "aes-128-cbc"), ("aes192", "aes-192-cbc"), ("aes256", "aes-256-cbc")];

/// A duration as the device prints it: `1d`, `8h`, `21h14m55s`.
fn duration(seconds: u64) -> String {
    let parts = [
        (seconds / 86_400, "d"),
        (seconds / 3600 % 24, "h"),
        (seconds / 60 % 60, "m"),
        (seconds % 60, "s"),
    ];
    let parts = parts.iter().filter(|(number, _)| *number > 0);
    parts.map(|(number, unit)| format!("{number}{unit}")).collect()
}

fn write(plan: &WritePlan<'_>, script: &mut Script) {
    script.remark("mikrotik-terminal");
    script.blank();
    for tunnel in &plan.tunnels {
        tunnel_lines(plan, tunnel, script);
    }
    script.blank();
    closing_notes(plan, script);
}

fn tunnel_lines(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    let name = plan.name_of(tunnel);
    let (ike, esp) = (&tunnel.ike, &tunnel.esp);
    // The list has no MD5; the device then takes the hash.
    let prf = if ike.auth == "md5" { "auto" } else { ike.auth };
    let probes = if tunnel.dpd {
        "dpd-interval=10s dpd-maximum-failures=3"
    } else {
        "dpd-interval=disable-dpd"
    };
    script.code(format!(
        "/ip ipsec profile add name={name} enc-algorithm={} hash-algorithm={} prf-algorithm={prf} dh-group={} lifetime={} nat-traversal={} {probes}",
        word(&PHASE1, ike.enc),
        ike.auth,
        ike.group.map_or("", |group| word(&MODP, group)),
        duration(ike.lifetime_s),
        if tunnel.nat_t { "yes" } else { "no" },
    ));
    script.code(format!(
        "/ip ipsec proposal add name={name} enc-algorithms={} auth-algorithms={} pfs-group={} lifetime={}",
        word(&PHASE2, esp.enc),
        esp.auth,
        esp.group.map_or("none", |group| word(&MODP, group)),
        duration(esp.lifetime_s),
    ));
    let mode = match (tunnel.is_v1(), tunnel.is_aggressive()) {
        (false, _) => "ike2",
        (true, true) => "aggressive",
        (true, false) => "main",
    };
    let own = tunnel.local_address.map(|own| format!(" local-address={own}")).unwrap_or_default();
    script.code(format!(
        "/ip ipsec peer add name={name} address={}/32{own} exchange-mode={mode} profile={name}",
        tunnel.remote_address(),
    ));
    script.code(format!(
        "/ip ipsec identity add peer={name} auth-method=pre-shared-key secret={} my-id={} remote-id={}",
        plan.key(tunnel).as_str(),
        identity(tunnel.local_identity()),
        identity(tunnel.remote_identity()),
    ));
    let off = plan.first().is_some_and(|first| first.number != tunnel.number);
    for (local, remote) in tunnel.pairs() {
        let off = if off { " disabled=yes" } else { "" };
        script.code(format!(
            "/ip ipsec policy add peer={name} tunnel=yes src-address={local} dst-address={remote} proposal={name} level=unique action=encrypt{off}"
        ));
    }
}

fn identity((kind, id): (IdKind, String)) -> String {
    match kind {
        IdKind::Address => format!("address:{id}"),
        IdKind::UserFqdn => format!("user-fqdn:{id}"),
        _ => format!("fqdn:{id}"),
    }
}

fn closing_notes(plan: &WritePlan<'_>, script: &mut Script) {
    let Some(first) = plan.first() else { return };
    if let [one, other] = plan.tunnels.as_slice() {
        let (one, other) = (plan.name_of(one), plan.name_of(other));
        let policy = "/ip ipsec policy";
        script.list(
            "mikrotik-second",
            format!("{policy} disable [find peer={one}]\n{policy} enable [find peer={other}]"),
        );
    }
    script.remark("behind-nat");
    firewall(script, plan);
    nat_exemption(script, first);
    for (local, remote) in first.pairs() {
        script.command(format!(
            "/ip firewall nat add chain=srcnat action=accept src-address={local} dst-address={remote} place-before=0"
        ));
    }
    let rule = |net: &ipnet::Ipv4Net| {
        format!(
            "/ip firewall mangle add chain=forward action=change-mss new-mss={MSS} passthrough=yes protocol=tcp tcp-flags=syn tcp-mss=!0-{MSS} dst-address={net}\n"
        )
    };
    script.list("mss", first.remote.iter().map(rule).collect::<String>());
    script.blank();
    script.list(
        "see",
        "
/ip ipsec active-peers print
/ip ipsec installed-sa print
/ip ipsec policy print stats",
    );
    script.blank();
    script.remark("remove");
    for tunnel in &plan.tunnels {
        let name = plan.name_of(tunnel);
        command! {script, "
/ip ipsec policy remove [find peer={name}]
/ip ipsec identity remove [find peer={name}]
/ip ipsec peer remove [find name={name}]
/ip ipsec proposal remove [find name={name}]
/ip ipsec profile remove [find name={name}]"}
    }
}
