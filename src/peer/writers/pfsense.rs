//! pfSense: what to enter on its pages, in their order.

use super::super::crypto_proposal::AlgorithmName;
use super::super::device_tunnel::IdKind;
use super::super::identity_rules::IdentityRules;
use super::super::key_rules::{KeyRules, bare};
use super::super::note::Note;
use super::super::obstacle::WriteObstacle;
use super::super::script::Script;
use super::super::wanted_tunnel::WantedTunnel;
use super::super::writer::{ConfigWriter, UnsupportedAlgorithms, WritePlan};
use super::common::{MSS, firewall, inside_addresses, nat_exemption, nat_t_note, number, word};
use super::strongswan::same_identities;

pub const PFSENSE: ConfigWriter = ConfigWriter {
    id: "pfsense",
    comment: "#",
    longest_name: 48,
    ignores_case: false,
    key: KeyRules { length: (1, 255), refused: &[], refused_prefixes: &[], quote: bare },
    identities: IdentityRules::without(REFUSED),
    oldest: "",
    find_obstacles,
    write,
};

/// What is in no domain name, as which the page checks an identity.
const REFUSED: &[char] = &[
    ' ', '!', '"', '#', '$', '&', '\'', '(', ')', '%', '*', '+', ',', '/', ':', ';', '<', '=', '>',
    '?', '[', '\\', ']', '^', '`', '{', '|', '}', '~',
];

const NEVER: UnsupportedAlgorithms =
    UnsupportedAlgorithms { enc: &["des"], ike_auth: &[], esp_auth: &[], groups: &[] };
const GONE: UnsupportedAlgorithms =
    UnsupportedAlgorithms { enc: &["3des"], ike_auth: &["md5"], esp_auth: &["md5"], groups: &[] };

fn find_obstacles(plan: &WritePlan<'_>, obstacles: &mut Vec<WriteObstacle>) {
    for tunnel in &plan.tunnels {
        plan.refuse(tunnel, &NEVER, obstacles);
        if plan.is_since("2.7.0") {
            plan.refuse(tunnel, &GONE, obstacles);
        }
    }
    plan.refuse_pairs_of_v1(obstacles);
    same_identities(plan, obstacles);
}

const CIPHERS: [(AlgorithmName, &str); 4] = [
    ("aes", "AES, 128 bits"),
    ("aes192", "AES, 192 bits"),
    ("aes256", "AES, 256 bits"),
    ("3des", "3DES"),
];
const HASHES: [(AlgorithmName, &str); 5] = [
    ("md5", "MD5"),
    ("sha1", "SHA1"),
    ("sha256", "SHA256"),
    ("sha384", "SHA384"),
    ("sha512", "SHA512"),
];

fn write(plan: &WritePlan<'_>, script: &mut Script) {
    for tunnel in &plan.tunnels {
        script.blank();
        page(script, "VPN > IPsec > Tunnels > Add P1", tunnel);
        phase1(plan, tunnel, script);
        let pairs = if tunnel.is_routed() {
            vec![None]
        } else {
            tunnel.pairs().into_iter().map(Some).collect()
        };
        for pair in pairs {
            script.blank();
            page(script, "VPN > IPsec > Tunnels > Add P2", tunnel);
            phase2(plan, tunnel, pair, script);
        }
    }
    script.blank();
    closing_notes(plan, script);
}

/// The page on which the next fields stand.
fn page(script: &mut Script, page: &str, tunnel: &WantedTunnel) {
    let note = Note::new("page").with("page", page);
    script.add_remark(note.with("number", tunnel.number.to_string()));
}

/// An identity under the name of its kind, which was another one up to 2.5.
fn identity(plan: &WritePlan<'_>, (kind, id): (IdKind, String)) -> String {
    let new = plan.is_since("2.6");
    let kind = match kind {
        IdKind::Address => "IP address",
        IdKind::UserFqdn if new => "User fully qualified domain name / E-mail",
        IdKind::UserFqdn => "User distinguished name",
        _ if new => "Fully qualified domain name",
        _ => "Distinguished name",
    };
    format!("{kind}, {id}")
}

fn phase1(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    script.enter("Description", plan.name_of(tunnel));
    script.enter("Key Exchange version", if tunnel.is_v1() { "IKEv1" } else { "IKEv2" });
    script.enter("Internet Protocol", "IPv4");
    script.enter("Interface", "WAN");
    script.enter("Remote Gateway", tunnel.remote_address());
    script.enter("Authentication Method", "Mutual PSK");
    if tunnel.is_v1() {
        let mode = if tunnel.is_aggressive() { "Aggressive" } else { "Main" };
        script.enter("Negotiation mode", mode);
    }
    script.enter("My identifier", identity(plan, tunnel.local_identity()));
    script.enter("Peer identifier", identity(plan, tunnel.remote_identity()));
    script.enter("Pre-Shared Key", plan.key(tunnel).as_str());
    script.enter("Encryption Algorithm", word(&CIPHERS, tunnel.ike.enc));
    script.enter("Hash", word(&HASHES, tunnel.ike.auth));
    script.enter("DH Group", tunnel.ike.group.map_or("", number));
    script.enter("Life Time", tunnel.ike.lifetime_s.to_string());
    script.enter("Child SA Start Action", "Initiate at start");
    script.enter("NAT Traversal", "Auto");
    if tunnel.dpd {
        script.enter("Dead Peer Detection", "Enable DPD");
        script.enter("Delay", "10");
        script.enter("Max failures", "3");
    } else {
        script.enter("Dead Peer Detection", "-");
    }
}

type Pair = (ipnet::Ipv4Net, ipnet::Ipv4Net);

fn phase2(plan: &WritePlan<'_>, tunnel: &WantedTunnel, pair: Option<Pair>, script: &mut Script) {
    script.enter("Description", plan.name_of(tunnel));
    if let Some((local, remote)) = pair {
        script.enter("Mode", "Tunnel IPv4");
        script.enter("Local Network", format!("Network, {local}"));
        script.enter("Remote Network", format!("Network, {remote}"));
    } else {
        script.enter("Mode", "Routed (VTI)");
        let (own, other) = inside_addresses(tunnel);
        script.enter("Local Network", format!("Network, {own}/30"));
        script.enter("Remote Network", format!("Address, {other}"));
    }
    script.enter("Protocol", "ESP");
    script.enter("Encryption Algorithms", word(&CIPHERS, tunnel.esp.enc));
    script.enter("Hash Algorithms", word(&HASHES, tunnel.esp.auth));
    script.enter("PFS key group", tunnel.esp.group.map_or("off", number));
    script.enter("Life Time", tunnel.esp.lifetime_s.to_string());
}

fn closing_notes(plan: &WritePlan<'_>, script: &mut Script) {
    let Some(first) = plan.first() else { return };
    script.remark("sheet-one-offer");
    script.add_remark(Note::new("pages-mss").with("mss", MSS.to_string()));
    nat_t_note(script, plan);
    script.remark("behind-nat");
    firewall(script, plan);
    script.remark("pages-rules");
    if first.is_routed() {
        script.remark("pfsense-assign");
    }
    if let Some(bgp) = &first.bgp {
        let note = Note::new("pages-bgp").with("local", first.local_as());
        script.add_remark(note.with("remote", bgp.remote_as.to_string()));
        for bgp in plan.sessions() {
            script.command(format!("neighbor {} remote-as {}", bgp.neighbor, bgp.remote_as));
        }
    }
    nat_exemption(script, first);
    script.blank();
    script.list("see", "Status > IPsec");
    script.list("remove", "VPN > IPsec > Tunnels: P2, then P1");
}
