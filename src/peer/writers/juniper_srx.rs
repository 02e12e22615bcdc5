//! Juniper SRX: an interface for each tunnel, with traffic selectors where networks are protected.

use super::super::crypto_proposal::AlgorithmName;
use super::super::device_tunnel::IdKind;
use super::super::identity_rules::IdentityRules;
use super::super::key_rules::{KeyRules, in_quotes};
use super::super::obstacle::WriteObstacle;
use super::super::script::{Script, command};
use super::super::wanted_tunnel::WantedTunnel;
use super::super::writer::{ConfigWriter, UnsupportedAlgorithms, WritePlan};
use super::common::{MSS, MTU, firewall, nat_exemption, when, word};

pub const SRX: ConfigWriter = ConfigWriter {
    id: "juniper-srx",
    comment: "#",
    // A traffic selector has 31 characters, and its number follows the tunnel's.
    longest_name: 24,
    ignores_case: false,
    key: KeyRules {
        length: (1, 255),
        refused: &[],
        refused_prefixes: &["$9$", "$8$"],
        quote: in_quotes,
    },
    identities: IdentityRules::without(&[' ', '"', '\\', ';', '{', '}', '[', ']', '#']),
    oldest: "",
    find_obstacles,
    write,
};

/// What Junos has only from 23.2 on.
const NEW: UnsupportedAlgorithms = UnsupportedAlgorithms {
    enc: &[],
    ike_auth: &["sha512"],
    esp_auth: &["sha384", "sha512"],
    groups: &[],
};

fn find_obstacles(plan: &WritePlan<'_>, obstacles: &mut Vec<WriteObstacle>) {
    if !plan.is_since("23.2") {
        plan.tunnels.iter().for_each(|tunnel| plan.refuse(tunnel, &NEW, obstacles));
    }
    plan.refuse_pairs_of_v1(obstacles);
    plan.refuse_lifetimes(180, 180, obstacles);
}

const CIPHERS: [(AlgorithmName, &str); 5] = [
    ("aes", "aes-128-cbc"),
    ("aes192", "aes-192-cbc"),
    ("aes256", "aes-256-cbc"),
    ("3des", "3des-cbc"),
    ("des", "des-cbc"),
];
const IKE_HASHES: [(AlgorithmName, &str); 3] =
    [("sha256", "sha-256"), ("sha384", "sha-384"), ("sha512", "sha-512")];
const ESP_HASHES: [(AlgorithmName, &str); 5] = [
    ("md5", "hmac-md5-96"),
    ("sha1", "hmac-sha1-96"),
    ("sha256", "hmac-sha-256-128"),
    ("sha384", "hmac-sha-384"),
    ("sha512", "hmac-sha-512"),
];

fn write(plan: &WritePlan<'_>, script: &mut Script) {
    script.list("enter", "configure\nload set terminal");
    script.remark("numbers");
    script.blank();
    for tunnel in &plan.tunnels {
        ike(plan, tunnel, script);
        ipsec(plan, tunnel, script);
        interface(plan, tunnel, script);
    }
    zones(plan, script);
    bgp(plan, script);
    script.blank();
    closing_notes(plan, script);
}

fn ike(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    let name = plan.name_of(tunnel);
    let mut set = |text: String| script.code(format!("set security ike {text}"));
    set(format!("proposal {name} authentication-method pre-shared-keys"));
    set(format!("proposal {name} dh-group {}", tunnel.ike.group.unwrap_or_default()));
    let hash = word(&IKE_HASHES, tunnel.ike.auth);
    set(format!("proposal {name} authentication-algorithm {hash}"));
    set(format!("proposal {name} encryption-algorithm {}", word(&CIPHERS, tunnel.ike.enc)));
    set(format!("proposal {name} lifetime-seconds {}", tunnel.ike.lifetime_s));
    if tunnel.is_v1() {
        set(format!("policy {name} mode {}", tunnel.mode_name()));
    }
    set(format!("policy {name} proposals {name}"));
    set(format!("policy {name} pre-shared-key ascii-text {}", plan.key(tunnel).as_str()));
    set(format!("gateway {name} ike-policy {name}"));
    set(format!("gateway {name} address {}", tunnel.remote_address()));
    set(format!("gateway {name} external-interface <WAN-INTERFACE>"));
    let version = if tunnel.is_v1() { "v1-only" } else { "v2-only" };
    set(format!("gateway {name} version {version}"));
    for (side, (kind, id)) in
        [("local", tunnel.local_identity()), ("remote", tunnel.remote_identity())]
    {
        let kind = match kind {
            IdKind::Address => "inet",
            IdKind::UserFqdn => "user-at-hostname",
            _ => "hostname",
        };
        set(format!("gateway {name} {side}-identity {kind} {id}"));
    }
    if tunnel.dpd {
        set(format!("gateway {name} dead-peer-detection interval 10"));
        set(format!("gateway {name} dead-peer-detection threshold 3"));
    }
    if !tunnel.nat_t {
        set(format!("gateway {name} no-nat-traversal"));
    }
}

fn ipsec(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    let name = plan.name_of(tunnel);
    let mut set = |text: String| script.code(format!("set security ipsec {text}"));
    set(format!("proposal {name} protocol esp"));
    let hash = word(&ESP_HASHES, tunnel.esp.auth);
    set(format!("proposal {name} authentication-algorithm {hash}"));
    set(format!("proposal {name} encryption-algorithm {}", word(&CIPHERS, tunnel.esp.enc)));
    set(format!("proposal {name} lifetime-seconds {}", tunnel.esp.lifetime_s));
    if let Some(group) = tunnel.esp.group {
        set(format!("policy {name} perfect-forward-secrecy keys {group}"));
    }
    set(format!("policy {name} proposals {name}"));
    set(format!("vpn {name} bind-interface st0.{}", plan.number_of(tunnel)));
    set(format!("vpn {name} ike gateway {name}"));
    set(format!("vpn {name} ike ipsec-policy {name}"));
    if !tunnel.is_routed() {
        for (at, (local, remote)) in (1..).zip(tunnel.pairs()) {
            let selector = format!("vpn {name} traffic-selector {name}-ts{at}");
            set(format!("{selector} local-ip {local}"));
            set(format!("{selector} remote-ip {remote}"));
        }
    }
    set(format!("vpn {name} establish-tunnels immediately"));
}

fn interface(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    let unit = format!("set interfaces st0 unit {}", plan.number_of(tunnel));
    script.code(format!("{unit} family inet mtu {MTU}"));
    if let Some(bgp) = &tunnel.bgp {
        script.code(format!("{unit} family inet address {}/30", bgp.own));
    }
}

fn zones(plan: &WritePlan<'_>, script: &mut Script) {
    let base = plan.base();
    script.code(format!("set security flow tcp-mss ipsec-vpn mss {MSS}"));
    let zone = "set security zones security-zone";
    script.code(format!(
        "{zone} <WAN-ZONE> interfaces <WAN-INTERFACE> host-inbound-traffic system-services ike"
    ));
    for tunnel in &plan.tunnels {
        script.code(format!("{zone} {base} interfaces st0.{}", plan.number_of(tunnel)));
    }
    if plan.first().is_some_and(|tunnel| tunnel.bgp.is_some()) {
        script.code(format!("{zone} {base} host-inbound-traffic protocols bgp"));
    }
    for (way, from, to) in
        [("out", "<LAN-ZONE>", base.as_str()), ("in", base.as_str(), "<LAN-ZONE>")]
    {
        let policy =
            format!("set security policies from-zone {from} to-zone {to} policy {base}-{way}");
        for what in ["source-address", "destination-address", "application"] {
            script.code(format!("{policy} match {what} any"));
        }
        script.code(format!("{policy} then permit"));
    }
}

fn bgp(plan: &WritePlan<'_>, script: &mut Script) {
    let Some(first) = plan.first().filter(|tunnel| tunnel.bgp.is_some()) else { return };
    let group = format!("set protocols bgp group {}", plan.base());
    script.code(format!("{group} type external\n{group} local-as {}", first.local_as()));
    for bgp in plan.sessions() {
        script.code(format!("{group} neighbor {} peer-as {}", bgp.neighbor, bgp.remote_as));
    }
}

fn closing_notes(plan: &WritePlan<'_>, script: &mut Script) {
    let (base, Some(first)) = (plan.base(), plan.first()) else { return };
    if first.bgp.is_some() {
        let statement = format!("set policy-options policy-statement {base} term 1");
        script.list(
            "announce",
            format!(
                "
{statement} from route-filter <NETWORK-OF-THE-COMPANY> exact
{statement} then accept
set protocols bgp group {base} export {base}"
            ),
        );
    } else if first.is_routed() {
        let route = "set routing-options static route <NETWORK-IN-THE-CLOUD> qualified-next-hop";
        let routes = plan.each(|tunnel| {
            let (number, preference) = (plan.number_of(tunnel), 4 + tunnel.number);
            format!("{route} st0.{number} preference {preference}\n")
        });
        script.list("routes", routes);
    } else {
        script.remark("srx-routes");
    }
    if first.pairs().len() > 1 {
        script.remark("pair-by-pair");
    }
    script.remark("behind-nat");
    firewall(script, plan);
    nat_exemption(script, first);
    script.blank();
    script.list("then", "commit check\ncommit confirmed 5\ncommit");
    script.blank();
    script.list(
        "see",
        "
show security ike security-associations detail
show security ipsec security-associations
show security ipsec inactive-tunnels",
    );
    script.command(when(first.bgp.is_some(), "show bgp summary"));
    script.blank();
    remove(plan, first, script);
}

fn remove(plan: &WritePlan<'_>, first: &WantedTunnel, script: &mut Script) {
    let base = plan.base();
    script.remark("remove");
    let group = format!("delete protocols bgp group {base}");
    let group = when(first.bgp.is_some(), &group);
    command! {script, "
{group}
delete security policies from-zone <LAN-ZONE> to-zone {base}
delete security policies from-zone {base} to-zone <LAN-ZONE>
delete security zones security-zone {base}"}
    for tunnel in &plan.tunnels {
        let (name, number) = (plan.name_of(tunnel), plan.number_of(tunnel));
        command! {script, "
delete security ipsec vpn {name}
delete security ipsec policy {name}
delete security ipsec proposal {name}
delete security ike gateway {name}
delete security ike policy {name}
delete security ike proposal {name}
delete interfaces st0 unit {number}"}
    }
    script.command("commit confirmed 5");
}
