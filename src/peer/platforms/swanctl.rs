//! strongSwan's swanctl.conf: sections in braces, `key = value`. OPNsense, pfSense and OpenWrt write
//! it too, so their readers end here.

use std::collections::HashMap;

use super::super::clean::CleanedText;
use super::super::crypto_proposal::{CryptoProposal, Phase, Volume};
use super::super::device_tunnel::{
    DeviceTunnel, Dpd, ExchangeMode, IkeVersion, NatTraversal, StartAction,
};
use super::super::note::Note;
use super::super::reading::ParsedConfig;
use super::super::source_line::SettingLines as _;
use super::super::tree::Node;
use super::super::vocabulary::{proposals, seconds};
use super::super::xml;
use super::swanctl_identity::{Secrets, identity};
use super::swanctl_syntax::parse;

/// What strongSwan offers in phase 1 without a `proposals` line; which groups are in it depends on
/// the plugins, but 1, 2 and 5 never are.
pub(super) const STRONG_GROUPS: [&str; 9] = [
    "group14", "group15", "group16", "group17", "group18", "group19", "group20", "group21",
    "group31",
];

/// The hard end of an SA that is renewed after so many seconds, without a time of its own for it.
pub(super) fn hard_lifetime(rekey: u64) -> u64 {
    rekey.saturating_mul(11).saturating_add(5) / 10
}

/// The tree of an XML text; a text of sections in braces is read at once.
pub(super) fn xml_or_connections(text: &CleanedText, reading: &mut ParsedConfig) -> Option<Node> {
    if !text.xml {
        let root = parse(text, reading);
        connections(&root, reading);
        return None;
    }
    let root = xml::to_tree(text);
    if root.is_none() {
        reading.notes.add(Note::new("xml-broken"));
    }
    root
}

/// The tunnels of `connections`, with the keys of `secrets`.
pub(super) fn connections(root: &Node, reading: &mut ParsedConfig) {
    let secrets = root
        .each("secrets")
        .filter(|secret| ["ike", "psk"].iter().any(|kind| secret.name.starts_with(kind)));
    let secrets: Vec<&Node> = secrets.collect();
    let names: HashMap<usize, &str> =
        secrets.iter().map(|secret| (secret_line(secret), secret.name.as_str())).collect();
    let keys = Secrets::of(secrets.iter().map(|secret| {
        let ids = secret.children.iter().filter(|node| node.name.starts_with("id"));
        let ids = ids.filter_map(Node::value).collect();
        (secret_line(secret), ids, secret.text("secret").unwrap_or_default())
    }));
    for conn in root.each("connections") {
        if reading.is_full() {
            break;
        }
        if let Some(reason) = no_tunnel(conn) {
            conn.understand();
            reading.ignore(&conn.name, reason, conn.line);
            continue;
        }
        let shown = conn.text("#name").unwrap_or(&conn.name);
        let mut tunnel = DeviceTunnel::named(shown);
        tunnel.bgp_unread = true;
        addresses(conn, &mut tunnel);
        ike(conn, &mut tunnel, reading);
        for (side, field) in [("local", "local_id"), ("remote", "remote_id")] {
            let is_setting =
                |name: &str| ["_addrs", "_port"].iter().any(|end| name == format!("{side}{end}"));
            let sections = conn.children.iter().filter(|node| node.name.starts_with(side));
            for section in sections.filter(|node| !is_setting(&node.name)) {
                tunnel.object(side, &section.name);
                let id = section.text("id").map(identity);
                if side == "local" {
                    tunnel.local_id = id
                } else {
                    tunnel.remote_id = id
                }
                tunnel.lines.extend(section.line_of("id").map(|line| (field, line)));
            }
        }
        for child in conn
            .each("children")
            .filter(|child| !matches!(child.text("mode"), Some("pass" | "drop")))
        {
            read_child(child, &mut tunnel, reading);
        }
        if conn.has("if_id_in") || conn.has("if_id_out") {
            tunnel.route_based = true;
        }
        keys.pick(&mut tunnel);
        if let Some(name) = tunnel.lines.get("psk").and_then(|line| names.get(line)) {
            tunnel.object("secret", name);
        }
        reading.tunnels.push(tunnel);
    }
}

fn secret_line(secret: &Node) -> usize {
    secret.setting_line("secret").unwrap_or(secret.line)
}

fn no_tunnel(conn: &Node) -> Option<&'static str> {
    let children = || {
        conn.children.iter().filter(|node| *node.name == "children").flat_map(|node| &node.children)
    };
    if conn.text("remote_addrs") == Some("127.0.0.1")
        || (children().next().is_some()
            && children().all(|child| matches!(child.text("mode"), Some("pass" | "drop"))))
    {
        return Some("bypass");
    }
    if conn.text("#enabled") == Some("0") {
        return Some("inactive");
    }
    let auths = conn
        .children
        .iter()
        .filter(|node| node.name.starts_with("local") || node.name.starts_with("remote"));
    let auths: Vec<&str> = auths.filter_map(|node| node.text("auth")).collect();
    if auths.iter().any(|auth| auth.starts_with("eap") || auth.starts_with("xauth"))
        || conn.has("pools")
    {
        return Some("remote-access");
    }
    (!auths.is_empty() && !auths.contains(&"psk")).then_some("certificate")
}

fn addresses(conn: &Node, tunnel: &mut DeviceTunnel) {
    let list = |name: &str| {
        let all = conn.text(name).unwrap_or_default().split(',').map(str::trim);
        let all = all.filter(|address| {
            !address.is_empty() && !address.starts_with('%') && !address.contains('/')
        });
        all.map(str::to_owned).collect::<Vec<_>>()
    };
    tunnel.local_address = list("local_addrs").into_iter().next();
    let mut remote = list("remote_addrs").into_iter();
    tunnel.remote_address = remote.next();
    tunnel.remote_backup = remote.collect();
    tunnel.record_lines(
        conn,
        &[
            ("local_address", "local_addrs"),
            ("remote_address", "remote_addrs"),
            ("ike_version", "version"),
            ("mode", "aggressive"),
            ("nat_t", "encap"),
            ("dpd", "dpd_delay"),
        ],
    );
}

fn time(node: &Node, name: &str) -> Option<u64> {
    node.text(name).filter(|text| !text.is_empty()).and_then(seconds)
}

fn ike(conn: &Node, tunnel: &mut DeviceTunnel, reading: &mut ParsedConfig) {
    tunnel.version = match conn.text("version") {
        Some("1") => Some(IkeVersion::V1),
        Some("2") => Some(IkeVersion::V2),
        Some(_) => Some(IkeVersion::Both),
        None => None,
    };
    tunnel.mode = match conn.text("aggressive") {
        Some("yes" | "1" | "true") => Some(ExchangeMode::Aggressive),
        Some(_) => Some(ExchangeMode::Main),
        None => None,
    };
    let mut unknown = Vec::new();
    if let Some(text) = conn.text("proposals").filter(|text| !text.is_empty()) {
        tunnel.ike.offers = offered(text, &mut unknown);
        tunnel.record_lines(
            conn,
            &[
                ("ike.enc", "#enc"),
                ("ike.auth", "#auth"),
                ("ike.dh", "#dh"),
                ("ike.enc", "proposals"),
            ],
        );
    }
    reading.unknown_words(unknown, conn.line);
    derive_prf(tunnel);
    let (rekey, reauth) = (time(conn, "rekey_time"), time(conn, "reauth_time"));
    let first = [rekey, reauth].into_iter().flatten().filter(|time| *time > 0).min();
    if let Some(first) = first {
        tunnel.ike.rekey_s = Some(first);
        let over = time(conn, "over_time").filter(|over| *over > 0);
        tunnel.ike.lifetime_s =
            Some(over.map_or_else(|| hard_lifetime(first), |over| first.saturating_add(over)));
    } else if rekey == Some(0) {
        tunnel.unresolved.insert("ike.lifetime_s");
    } else if let Some(over) = time(conn, "over_time").filter(|over| *over > 0) {
        tunnel.ike.rekey_s = Some(14_400);
        tunnel.ike.lifetime_s = Some(over.saturating_add(14_400));
        tunnel.defaulted.insert("ike.lifetime_s");
    }
    for name in ["rekey_time", "reauth_time", "over_time"] {
        tunnel.record_lines(conn, &[("ike.lifetime_s", name)]);
    }
    if let Some(delay) = time(conn, "dpd_delay") {
        tunnel.dpd = Some(Dpd {
            enabled: delay > 0,
            delay_s: Some(delay).filter(|delay| *delay > 0),
            retries: None,
            timeout_s: time(conn, "dpd_timeout").filter(|_| delay > 0),
            mode: (delay > 0).then_some("periodic"),
        });
    }
    if matches!(conn.text("encap"), Some("yes" | "1" | "true")) {
        tunnel.nat_t = Some(NatTraversal::Forced);
    }
}

/// Proposals, where the word `default` stands for the daemon's own list.
fn offered(text: &str, unknown: &mut Vec<String>) -> Vec<CryptoProposal> {
    let mut offers = Vec::new();
    for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        if part == "default" {
            offers.push(CryptoProposal::default());
        } else {
            offers.extend(proposals(part, unknown));
        }
    }
    offers
}

/// strongSwan takes the hash for the pseudo-random function too.
pub(super) fn derive_prf(tunnel: &mut DeviceTunnel) {
    for offer in tunnel.ike.offers.iter_mut().filter(|offer| offer.prf.is_empty()) {
        offer.prf.clone_from(&offer.auth);
    }
}

/// Sets PFS from the groups that the offers of phase 2 name: none named is none.
pub(super) fn pfs_of_offers(
    esp: &mut Phase,
    assumed: &mut std::collections::BTreeSet<&'static str>,
) {
    if esp.offers.is_empty()
        || esp.offers.iter().all(|offer| offer.enc.is_empty() && offer.auth.is_empty())
    {
        esp.groups = std::iter::once("disabled").chain(STRONG_GROUPS).collect();
        assumed.insert("esp.pfs");
    } else if esp.offers.iter().any(|offer| offer.dh.is_empty()) {
        esp.groups = vec!["disabled"];
    }
}

fn read_child(child: &Node, tunnel: &mut DeviceTunnel, reading: &mut ParsedConfig) {
    tunnel.object("child", child.name.as_str());
    let first = tunnel.esp.offers.is_empty();
    if first {
        read_esp(child, tunnel, reading);
    }
    let list = |name: &str| {
        let all = child.text(name).unwrap_or_default().split(',').map(str::trim);
        all.filter(|net| !net.is_empty() && *net != "dynamic")
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let bare = |net: &str| net.split('[').next().unwrap_or(net).to_owned();
    let bared = |name: &str| list(name).iter().map(|net| bare(net)).collect::<Vec<_>>();
    tunnel.rule(&child.name, &bared("local_ts"), &bared("remote_ts"));
    for mark in ["#ike-proposal", "#esp-proposal"] {
        if let Some(name) = child.text(mark) {
            tunnel.object(
                if mark == "#ike-proposal" { "ike-proposal" } else { "esp-proposal" },
                name,
            );
        }
    }
    for one in list("local_ts") {
        for other in list("remote_ts") {
            if let Some((_, ports)) = other.split_once('[').or_else(|| one.split_once('[')) {
                tunnel.extra.insert("ports", ports.trim_end_matches(']').to_owned());
            }
            tunnel.add_pair(&bare(&one), &bare(&other));
        }
    }
    tunnel.record_lines(
        child,
        &[
            ("local_subnets", "local_ts"),
            ("remote_subnets", "remote_ts"),
            ("start", "start_action"),
            ("sha2", "sha256_96"),
            ("encapsulation", "mode"),
        ],
    );
    if ["if_id_in", "if_id_out", "mark_in", "mark_out"].iter().any(|name| child.has(name))
        || matches!(child.text("policies"), Some("no" | "0"))
    {
        tunnel.route_based = true;
    }
    tunnel.start = match child.text("start_action") {
        Some(action) if action.contains("start") => Some(StartAction::Initiate),
        Some("trap" | "route" | "none") => Some(StartAction::OnDemand),
        _ => tunnel.start,
    };
    if matches!(child.text("sha256_96"), Some("yes" | "1")) {
        tunnel.extra.insert("sha256_96", "yes".to_owned());
    }
    if child.text("mode") == Some("transport") {
        tunnel.extra.insert("encapsulation", "transport".to_owned());
    }
}

/// Proposals, lifetimes and volume, of the first child that has any.
fn read_esp(child: &Node, tunnel: &mut DeviceTunnel, reading: &mut ParsedConfig) {
    let mut unknown = Vec::new();
    let text = child.text("esp_proposals").filter(|text| !text.is_empty());
    tunnel.esp.offers = text.map_or(Vec::new(), |text| offered(text, &mut unknown));
    pfs_of_offers(&mut tunnel.esp, &mut tunnel.defaulted);
    tunnel.record_lines(
        child,
        &[
            ("esp.enc", "#enc"),
            ("esp.auth", "#auth"),
            ("esp.pfs", "#dh"),
            ("esp.enc", "esp_proposals"),
        ],
    );
    let (life, rekey) = (time(child, "life_time"), time(child, "rekey_time"));
    let (life, rekey) = (life.filter(|time| *time > 0), rekey.filter(|time| *time > 0));
    tunnel.esp.lifetime_s = life.or(rekey.map(hard_lifetime));
    // From 5.9.9 on the time of the rekey follows the end.
    tunnel.esp.rekey_s = rekey.or(life.map(|life| life.saturating_mul(10) / 11));
    if life.is_some() && rekey.is_none() {
        tunnel.extra.insert("life_time_alone", "yes".to_owned());
    }
    if life.is_none() && rekey.is_some() {
        tunnel.defaulted.insert("esp.lifetime_s");
    }
    tunnel.record_lines(
        child,
        &[
            ("esp.lifetime_s", "life_time"),
            ("esp.lifetime_s", "rekey_time"),
            ("esp.lifetime_kb", "life_bytes"),
            ("esp.lifetime_kb", "rekey_bytes"),
        ],
    );
    let bytes = ["life_bytes", "rekey_bytes"]
        .into_iter()
        .find_map(|name| child.text(name)?.parse::<u64>().ok());
    tunnel.esp.volume =
        bytes.filter(|bytes| *bytes > 0).map(|bytes| Volume::Kilobytes(bytes / 1024));
    reading.unknown_words(unknown, child.line);
}
