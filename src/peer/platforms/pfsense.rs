//! pfSense: config.xml with phases joined by `ikeid`, and the swanctl.conf it generates.

use std::collections::HashMap;

use super::super::clean::CleanedText;
use super::super::crypto_proposal::CryptoProposal;
use super::super::device_tunnel::{
    DeviceTunnel, Dpd, ExchangeMode, IdKind, IkeVersion, NatTraversal, PeerIdentity, StartAction,
};
use super::super::platform::{Platform, PlatformDefault, from_source, known};
use super::super::reading::ParsedConfig;
use super::super::tree::Node;
use super::super::vocabulary::{cipher, each, group, hash, plaintext_key};
use super::super::xml;
use super::swanctl::xml_or_connections;

const DEFAULTS: &[PlatformDefault] = &[
    from_source("ike_version", "ikev1", "ipsec.inc: an empty iketype is ikev1"),
    from_source("mode", "main", "ipsec.inc: mode main"),
    from_source("ike.lifetime_s", "28800", "a new phase 1: 28800"),
    from_source("esp.lifetime_s", "3600", "a new phase 2: 3600"),
    from_source("esp.lifetime_kb", "none", "no field"),
    from_source("esp.pfs", "none", "pfsgroup 0 is off"),
    from_source("local_id", "address", "myid_type myaddress"),
    from_source("remote_id", "address", "peerid_type peeraddress"),
    from_source("dpd", "off", "only with both dpd fields"),
    from_source("nat_t", "on", "nat_traversal on = automatic"),
    known("start.routed", "initiate", "startaction empty: at start for VTI"),
    known("start", "on-demand", "startaction empty: on demand for tunnels"),
];

/// pfSense.
pub const PFSENSE: Platform = Platform {
    id: "pfsense",
    vendor: "Netgate",
    product: "pfSense",
    versions: &["2.5", "2.6.0", "2.7.0"],
    defaults: DEFAULTS,
    detect: |signs| {
        signs.xml("<pfsense>")
            || signs.xml("<phase1>")
            || (signs.starts("connections {")
                && (signs.has("# P1 (ikeid") || signs.has("# P2 (reqid")))
    },
    reader: read,
};

fn read(text: &CleanedText, reading: &mut ParsedConfig) {
    let Some(root) = xml_or_connections(text, reading) else { return };
    let mut found = Vec::new();
    xml::all_named(&root, "ipsec", 0, &mut found);
    if found.is_empty() {
        // Only the part was pasted.
        found.push(&root);
    }
    found.into_iter().for_each(|ipsec| phases(ipsec, reading));
}

/// The tunnels of an `ipsec` element.
pub(super) fn phases(ipsec: &Node, reading: &mut ParsedConfig) {
    let mut below: HashMap<&str, Vec<&Node>> = HashMap::new();
    for node in ipsec.all("phase2") {
        below.entry(node.text("ikeid").unwrap_or_default()).or_default().push(node);
    }
    for phase1 in ipsec.all("phase1") {
        if reading.is_full() {
            break;
        }
        let id = phase1.text("ikeid").unwrap_or_default();
        let described = phase1.text("descr").map(str::trim).filter(|text| !text.is_empty());
        let name = described.map_or_else(|| format!("con{id}"), str::to_owned);
        let reason = if phase1.has("mobile") {
            Some("remote-access")
        } else if phase1.has("disabled") {
            Some("inactive")
        } else if phase1.text("authentication_method").is_some_and(|how| how != "pre_shared_key") {
            Some("certificate")
        } else {
            None
        };
        if let Some(reason) = reason {
            reading.ignore(&name, reason, phase1.line);
            continue;
        }
        let mut tunnel = DeviceTunnel::named(name);
        read_phase1(phase1, &mut tunnel, reading);
        let phases = below.get(id).into_iter().flatten();
        for phase2 in phases.filter(|node| !node.has("disabled")) {
            read_phase2(phase2, &mut tunnel, reading);
        }
        tunnel.start = match phase1.text("startaction") {
            Some("start" | "trap|start") => Some(StartAction::Initiate),
            Some("trap") => Some(StartAction::OnDemand),
            Some("none") => Some(StartAction::Respond),
            _ => None,
        };
        reading.tunnels.push(tunnel);
    }
}

/// `aes` with a length of 256, or `auto` for all three; AEAD names hold their length themselves.
fn ciphers(name: &str, length: &str, unknown: &mut Vec<String>) -> Vec<&'static str> {
    let sized = matches!(name, "aes" | "camellia");
    let words: Vec<String> = match (sized, length) {
        (true, "auto") => {
            ["256", "192", "128"].iter().map(|length| format!("{name}{length}")).collect()
        }
        (true, length) => vec![format!("{name}{length}")],
        (false, _) => vec![name.to_owned()],
    };
    each(words.iter().map(String::as_str), cipher, unknown)
}

fn read_phase1(phase1: &Node, tunnel: &mut DeviceTunnel, reading: &mut ParsedConfig) {
    let filled = |name: &str| phase1.text(name).filter(|text| !text.is_empty());
    tunnel.remote_address = filled("remote-gateway").map(str::to_owned);
    tunnel.record_lines(
        phase1,
        &[
            ("remote_address", "remote-gateway"),
            ("ike_version", "iketype"),
            ("mode", "mode"),
            ("ike.lifetime_s", "lifetime"),
            ("local_id", "myid_data"),
            ("remote_id", "peerid_data"),
            ("psk", "pre-shared-key"),
            ("dpd", "dpd_delay"),
            ("nat_t", "nat_traversal"),
            ("start", "startaction"),
        ],
    );
    tunnel.version = match filled("iketype") {
        Some("ikev1") => Some(IkeVersion::V1),
        Some("ikev2") => Some(IkeVersion::V2),
        Some("auto" | "ike") => Some(IkeVersion::Both),
        _ => None,
    };
    tunnel.mode = match filled("mode") {
        Some("aggressive") => Some(ExchangeMode::Aggressive),
        Some(_) => Some(ExchangeMode::Main),
        None => None,
    };
    offers_of_phase1(phase1, tunnel, reading);
    tunnel.ike.lifetime_s = phase1.number("lifetime");
    tunnel.ike.rekey_s = phase1.number("rekey_time").filter(|time| *time > 0);
    tunnel.local_id = identity(filled("myid_type"), filled("myid_data"));
    tunnel.remote_id = identity(filled("peerid_type"), filled("peerid_data"));
    if let Some(key) = phase1.text("pre-shared-key") {
        tunnel.key = plaintext_key(key);
    }
    if let (Some(delay), Some(tries)) = (phase1.number("dpd_delay"), phase1.number("dpd_maxfail")) {
        tunnel.dpd = Some(Dpd {
            enabled: true,
            delay_s: Some(delay),
            retries: Some(tries),
            timeout_s: None,
            mode: Some("periodic"),
        });
    }
    tunnel.nat_t = match phase1.text("nat_traversal") {
        Some("force") => Some(NatTraversal::Forced),
        Some("off") => Some(NatTraversal::Off),
        _ => None,
    };
}

fn offers_of_phase1(phase1: &Node, tunnel: &mut DeviceTunnel, reading: &mut ParsedConfig) {
    let mut unknown = Vec::new();
    let items: Vec<&Node> =
        phase1.at("encryption").map_or(Vec::new(), |node| node.all("item").collect());
    // Releases before 2.4 have one set beside the other fields.
    let items = if items.is_empty() { vec![phase1] } else { items };
    for item in items {
        let name = item.text("encryption-algorithm name").unwrap_or_default();
        let length = item.text("encryption-algorithm keylen").unwrap_or_default();
        let list = |name: &str| item.text(name).into_iter();
        tunnel.ike.offers.push(CryptoProposal {
            enc: ciphers(name, length, &mut unknown),
            auth: each(list("hash-algorithm"), hash, &mut unknown),
            prf: each(list("prf-algorithm"), hash, &mut unknown),
            dh: each(list("dhgroup"), group, &mut unknown),
        });
        tunnel.record_lines(
            item,
            &[
                ("ike.enc", "encryption-algorithm name"),
                ("ike.auth", "hash-algorithm"),
                ("ike.prf", "prf-algorithm"),
                ("ike.dh", "dhgroup"),
            ],
        );
    }
    reading.unknown_words(unknown, phase1.line);
}

fn identity(kind: Option<&str>, value: Option<&str>) -> Option<PeerIdentity> {
    match (kind?, value) {
        ("any", _) => Some(PeerIdentity::any()),
        ("myaddress" | "peeraddress", _) => None,
        ("address", Some(value)) => Some(PeerIdentity::of_kind(IdKind::Address, value)),
        ("fqdn" | "dyn_dns", Some(value)) => Some(PeerIdentity::of_kind(IdKind::Fqdn, value)),
        ("user_fqdn", Some(value)) => Some(PeerIdentity::of_kind(IdKind::UserFqdn, value)),
        ("keyid tag" | "keyid", Some(value)) => Some(PeerIdentity::of_kind(IdKind::KeyId, value)),
        (_, Some(value)) => Some(PeerIdentity::written(value)),
        _ => None,
    }
}

/// `type network` with address and netbits, `type address`; the name of an interface stays unknown.
fn side(node: Option<&Node>) -> Option<String> {
    let node = node?;
    let address = node.text("address")?;
    Some(match node.text("netbits") {
        Some(bits) => format!("{address}/{bits}"),
        None => format!("{address}/32"),
    })
}

fn read_phase2(phase2: &Node, tunnel: &mut DeviceTunnel, reading: &mut ParsedConfig) {
    let mut unknown = Vec::new();
    let mut offer = CryptoProposal::default();
    for option in phase2.all("encryption-algorithm-option") {
        let name = option.text("name").unwrap_or_default();
        let length = option.text("keylen").unwrap_or_default();
        offer.enc.extend(ciphers(name, length, &mut unknown));
    }
    let hashes: Vec<&str> = phase2.all("hash-algorithm-option").filter_map(Node::value).collect();
    offer.auth = each(hashes, hash, &mut unknown);
    if tunnel.esp.offers.is_empty() {
        tunnel.esp.offers.push(offer);
        tunnel.record_lines(
            phase2,
            &[
                ("esp.enc", "encryption-algorithm-option name"),
                ("esp.auth", "hash-algorithm-option"),
                ("esp.pfs", "pfsgroup"),
                ("esp.lifetime_s", "lifetime"),
            ],
        );
        tunnel.esp.lifetime_s = phase2.number("lifetime");
        tunnel.esp.rekey_s = phase2.number("rekey_time").filter(|time| *time > 0);
        let text = phase2.text("pfsgroup").filter(|text| !text.is_empty());
        tunnel.esp.groups = match text {
            Some("0") => vec!["disabled"],
            Some(name) => each(Some(name), group, &mut unknown),
            None => Vec::new(),
        };
    }
    reading.unknown_words(unknown, phase2.line);
    let (local, remote) = (side(phase2.at("localid")), side(phase2.at("remoteid")));
    if phase2.text("mode") == Some("vti") {
        // The addresses of phase 2 are those inside the tunnel.
        tunnel.set_route_based();
        tunnel.inside = local;
        tunnel.record_lines(phase2, &[("inside", "localid address")]);
        return;
    }
    if local.is_none() && phase2.has("localid type") {
        let name = phase2.text("localid type").unwrap_or_default();
        reading.missing("interface", name, phase2.line);
    }
    tunnel.record_lines(
        phase2,
        &[("local_subnets", "localid address"), ("remote_subnets", "remoteid address")],
    );
    if let (Some(local), Some(remote)) = (&local, &remote) {
        tunnel.add_pair(local, remote);
    } else if let Some(remote) = remote {
        tunnel.remote_subnets.push(remote);
    }
}
