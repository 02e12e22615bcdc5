//! OpenWrt: /etc/config/ipsec, which its init script turns into swanctl.conf.

use std::collections::HashMap;

use super::super::clean::CleanedText;
use super::super::platform::{Platform, PlatformDefault, from_source};
use super::super::reading::{MAX_TUNNELS, ParsedConfig};
use super::super::section::{ConfigSection, uci};
use super::super::tree::Node;
use super::swanctl::connections;

const DEFAULTS: &[PlatformDefault] = &[
    from_source("ike_version", "ikev2", "swanctl.init: keyexchange ikev2"),
    from_source("mode", "main", "no aggressive option is written"),
    from_source("ike.lifetime_s", "15840", "strongSwan: 4h + 10 %"),
    from_source("ike.rekey_s", "14400", "swanctl.init writes none: strongSwan 4h"),
    from_source("esp.lifetime_s", "3960", "strongSwan: 1h + 10 %"),
    from_source("esp.rekey_s", "3600", "swanctl.init writes none: strongSwan 1h"),
    from_source("esp.lifetime_kb", "none", "no lifebytes"),
    from_source("esp.pfs", "none", "no dh_group in the proposal"),
    from_source("local_id", "address", "address"),
    from_source("remote_id", "any", "%any"),
    from_source("dpd", "off", "swanctl.init: dpdaction none sets dpddelay 0s"),
    from_source("nat_t", "on", "encap 0"),
    from_source("start", "on-demand", "swanctl.init: startaction route = trap"),
];

/// OpenWrt with strongSwan.
pub const OPENWRT: Platform = Platform {
    id: "openwrt",
    vendor: "OpenWrt",
    product: "OpenWrt (strongswan-swanctl)",
    versions: &["22.03", "23.05"],
    defaults: DEFAULTS,
    detect: |signs| {
        (signs.starts("config remote")
            || signs.starts("config crypto_proposal")
            || signs.starts("config 'remote'"))
            || signs.has("=crypto_proposal")
    },
    reader: read,
};

/// Sections by their kind and name.
type Sections<'a> = HashMap<(&'a str, &'a str), &'a ConfigSection>;

fn read(text: &CleanedText, reading: &mut ParsedConfig) {
    let sections = uci(&text.lines);
    let mut root = Node::root();
    let mut sections_of: Sections<'_> = HashMap::new();
    for section in &sections {
        let key = (section.kind.as_str(), section.name.as_str());
        sections_of.entry(key).or_insert(section);
    }
    let remotes = sections.iter().filter(|section| section.kind == "remote");
    for section in remotes.take(MAX_TUNNELS + 1) {
        let enabled = matches!(section.get("enabled"), Some("1" | "yes" | "on" | "true"));
        if !enabled {
            reading.ignore(&section.name, "inactive", section.line);
            continue;
        }
        connection(&mut root, section, &sections_of, reading);
    }
    connections(&root, reading);
}

fn put(node: &mut Node, name: &str, value: &str, line: usize) {
    node.enter(name, line).append(value, line);
}

fn connection(
    root: &mut Node,
    section: &ConfigSection,
    sections: &Sections<'_>,
    reading: &mut ParsedConfig,
) {
    let line = section.line;
    let conn = root.enter("connections", line).enter(&section.name, line);
    let remote = section.all("remote_addrs").join(",");
    let remote = if remote.is_empty() {
        section.get("gateway").unwrap_or_default().to_owned()
    } else {
        remote
    };
    let at = |keys: &[&str]| keys.iter().find_map(|key| section.line_of(key)).unwrap_or(line);
    let shown = if remote == "any" { "%any" } else { &remote };
    put(conn, "remote_addrs", shown, at(&["remote_addrs", "gateway"]));
    put(conn, "local_addrs", &section.all("local_addrs").join(","), at(&["local_addrs"]));
    for (name, key) in
        [("rekey_time", "rekeytime"), ("over_time", "overtime"), ("reauth_time", "reauthtime")]
    {
        if let Some(value) = section.get(key) {
            put(conn, name, value, section.line_of(key).unwrap_or(line));
        }
    }
    match section.get("keyexchange") {
        Some("ikev1") => put(conn, "version", "1", at(&["keyexchange"])),
        Some("ikev2") => put(conn, "version", "2", at(&["keyexchange"])),
        Some(_) => put(conn, "version", "0", at(&["keyexchange"])),
        None => {}
    }
    if section.get("encap") == Some("1") {
        put(conn, "encap", "yes", at(&["encap"]));
    }
    let names = section.all("crypto_proposal");
    put(conn, "proposals", &proposals(&names, sections, line, reading), line);
    put_places(conn, &names, sections);
    let auth = section.get("authentication_method").unwrap_or("psk");
    for (side, key) in [("local", "local_identifier"), ("remote", "remote_identifier")] {
        let node = conn.enter(side, line);
        put(node, "auth", auth, line);
        if let Some(id) = section.get(key) {
            put(node, "id", id, section.line_of(key).unwrap_or(line));
        }
    }
    let mut probes = false;
    for name in section.all("tunnel") {
        let Some(tunnel) = sections.get(&("tunnel", name)) else {
            reading.missing("tunnel", name, line);
            continue;
        };
        probes |= tunnel.get("dpdaction").is_some_and(|action| action != "none");
        child(conn, tunnel, &names, sections, reading);
    }
    if probes {
        put(conn, "dpd_delay", section.get("dpddelay").unwrap_or("30s"), at(&["dpddelay"]));
    }
    if let Some(key) = section.get("pre_shared_key") {
        let at = section.line_of("pre_shared_key").unwrap_or(line);
        let secret = root.enter("secrets", at).enter(&format!("ike-{}", section.name), at);
        put(secret, "secret", key, at);
        let id = section.get("remote_identifier").unwrap_or(&remote);
        put(secret, "id-1", id, at);
    }
}

fn proposals(
    names: &[&str],
    sections: &Sections<'_>,
    line: usize,
    reading: &mut ParsedConfig,
) -> String {
    let mut all = Vec::new();
    for name in names {
        let Some(section) = sections.get(&("crypto_proposal", *name)) else {
            reading.missing("crypto_proposal", name, line);
            continue;
        };
        let words = |key: &str| {
            section.all(key).join(" ").split_whitespace().map(str::to_owned).collect::<Vec<_>>()
        };
        let mut parts = words("encryption_algorithm");
        parts.extend(words("hash_algorithm"));
        parts.extend(
            words("prf_algorithm").iter().map(|name| {
                if name.starts_with("prf") { name.clone() } else { format!("prf{name}") }
            }),
        );
        parts.extend(words("dh_group"));
        all.push(parts.join("-"));
    }
    all.join(",")
}

/// Enters where the words of the first proposal stand, for the reader of the tree.
fn put_places(node: &mut Node, names: &[&str], sections: &Sections<'_>) {
    let name = names.first().copied().unwrap_or_default();
    let Some(proposal) = sections.get(&("crypto_proposal", name)) else { return };
    for (mark, key) in
        [("#enc", "encryption_algorithm"), ("#auth", "hash_algorithm"), ("#dh", "dh_group")]
    {
        if let Some(line) = proposal.first_line_of(key) {
            node.enter(mark, line);
        }
    }
}

fn child(
    conn: &mut Node,
    tunnel: &ConfigSection,
    outer: &[&str],
    sections: &Sections<'_>,
    reading: &mut ParsedConfig,
) {
    let line = tunnel.line;
    let esp = proposals(&tunnel.all("crypto_proposal"), sections, line, reading);
    let node = conn.enter("children", line).enter(&tunnel.name, line);
    put(node, "esp_proposals", &esp, line);
    put_places(node, &tunnel.all("crypto_proposal"), sections);
    for (mark, names) in
        [("#ike-proposal", outer), ("#esp-proposal", &tunnel.all("crypto_proposal"))]
    {
        if let Some(name) = names.first() {
            put(node, mark, name, line);
        }
    }
    for (name, key) in [("local_ts", "local_subnet"), ("remote_ts", "remote_subnet")] {
        put(node, name, &tunnel.all(key).join(","), tunnel.first_line_of(key).unwrap_or(line));
    }
    for (name, key) in [
        ("rekey_time", "rekeytime"),
        ("life_time", "lifetime"),
        ("start_action", "startaction"),
        ("if_id_in", "if_id"),
        ("life_bytes", "lifebytes"),
    ] {
        if let Some(value) = tunnel.get(key) {
            put(node, name, value, tunnel.line_of(key).unwrap_or(line));
        }
    }
}
