//! OPNsense: config.xml with connections joined by uuid, and the swanctl.conf it generates.

use std::collections::HashMap;

use super::super::clean::CleanedText;
use super::super::platform::{Platform, PlatformDefault, from_source};
use super::super::reading::ParsedConfig;
use super::super::tree::Node;
use super::super::xml;
use super::pfsense;
use super::swanctl::{connections, xml_or_connections};

const DEFAULTS: &[PlatformDefault] = &[
    from_source("ike_version", "both", "Swanctl.xml: version IKEv1+IKEv2"),
    from_source("mode", "main", "Swanctl.xml: aggressive off"),
    from_source("ike.enc", "aes128 aes192 aes256", "strongSwan's list"),
    from_source("ike.auth", "sha256 sha384 sha512 sha1", "strongSwan's list"),
    from_source("ike.dh", "14 15 16 17 18 19 20 21 31", "strongSwan's list"),
    from_source("ike.lifetime_s", "15840", "strongSwan: 4h + 10 %"),
    from_source("ike.rekey_s", "14400", "strongSwan: rekey_time = 4h"),
    from_source("esp.enc", "aes128 aes192 aes256", "strongSwan's list"),
    from_source("esp.auth", "sha256 sha384 sha512 sha1", "strongSwan's list"),
    from_source("esp.pfs", "14 15 16 17 18 19 20 21 31", "strongSwan's list"),
    from_source("esp.lifetime_s", "3960", "strongSwan: rekey_time + 10 %"),
    from_source("esp.rekey_s", "3600", "Swanctl.xml: child rekey_time 3600"),
    from_source("esp.lifetime_kb", "none", "no field"),
    from_source("local_id", "address", "address"),
    from_source("remote_id", "any", "%any"),
    from_source("dpd", "off", "dpd_delay empty"),
    from_source("nat_t", "on", "encap 0"),
    from_source("start", "initiate", "Swanctl.xml: start_action start"),
];

/// What the page has to choose from, of the values that Alibaba Cloud has, and since when, by `IPsecProposalField.php`; 23.1 has other combinations.
pub const PROPOSALS: [(&str, &str); 13] = [
    ("23.1", "aes256-sha256-modp2048"),
    ("23.1", "aes256-sha512-modp2048"),
    ("23.1", "aes128-sha256-modp2048"),
    ("23.1", "aes128-sha512-modp2048"),
    ("23.7", "aes256-sha1-modp2048"),
    ("26.1", "aes192-sha1-modp2048"),
    ("23.7", "aes128-sha1-modp2048"),
    ("25.1", "aes256-sha256-modp1024"),
    ("23.7", "aes256-sha512-modp1024"),
    ("26.1", "aes256-sha256-modp1536"),
    ("26.1", "aes128-sha256-modp1536"),
    ("23.7", "aes256-sha256"),
    ("25.1", "aes256-sha1"),
];

/// OPNsense.
pub const OPNSENSE: Platform = Platform {
    id: "opnsense",
    vendor: "Deciso",
    product: "OPNsense",
    versions: &["23.1", "24.7", "25.1", "26.1"],
    defaults: DEFAULTS,
    detect: |signs| {
        signs.xml("<opnsense>")
            || signs.xml("<Swanctl")
            || (signs.starts("connections {") && signs.has("/usr/local/opnsense"))
            || (signs.starts("connections {") && signs.starts("local-") && signs.has("round ="))
    },
    reader: read,
};

fn read(text: &CleanedText, reading: &mut ParsedConfig) {
    let Some(root) = xml_or_connections(text, reading) else { return };
    let mut model = Vec::new();
    xml::all_named(&root, "Swanctl", 0, &mut model);
    let mut keys = Vec::new();
    xml::all_named(&root, "preSharedKey", 0, &mut keys);
    for swanctl in model {
        read_model(swanctl, &keys, reading);
    }
    // The older pages keep their own part of the file.
    let mut old = Vec::new();
    xml::all_named(&root, "ipsec", 0, &mut old);
    old.into_iter().for_each(|ipsec| pfsense::phases(ipsec, reading));
}

fn is_on(node: &Node) -> bool {
    node.text("enabled") != Some("0")
}

fn put(node: &mut Node, name: &str, value: &str, line: usize) {
    node.enter(name, line).append(value, line);
}

/// The settings of a connection that swanctl has under the same name.
const CONNECTION: [&str; 12] = [
    "proposals",
    "version",
    "local_addrs",
    "remote_addrs",
    "rekey_time",
    "over_time",
    "reauth_time",
    "dpd_delay",
    "dpd_timeout",
    "encap",
    "aggressive",
    "pools",
];

/// The settings of a child that swanctl has under the same name.
const CHILD: [&str; 8] = [
    "esp_proposals",
    "start_action",
    "mode",
    "local_ts",
    "remote_ts",
    "rekey_time",
    "policies",
    "sha256_96",
];

/// Enters the settings of a part, each with its line.
fn put_all(node: &mut Node, part: &Node, names: &[&str]) {
    for name in names {
        if let Some(value) = part.text(name) {
            put(node, name, value, part.line_of(name).unwrap_or(0));
        }
    }
}

/// Makes a swanctl tree of the parts, which name their connection by its uuid.
fn read_model(model: &Node, keys: &[&Node], reading: &mut ParsedConfig) {
    let mut root = Node::root();
    let mut inside: HashMap<String, Option<(String, usize)>> = HashMap::new();
    let mut all: HashMap<(&str, &str), Vec<&Node>> = HashMap::new();
    for kind in ["locals", "remotes", "children"] {
        for part in model.each(kind).filter(|part| is_on(part)) {
            let uuid = part.text("connection").unwrap_or_default();
            all.entry((kind, uuid)).or_default().push(part);
        }
    }
    let parts = |kind, uuid| all.get(&(kind, uuid)).into_iter().flatten().copied();
    for (at, connection) in model.each("Connections").enumerate() {
        let uuid = connection.text("uuid").unwrap_or_default();
        let shown = connection.text("description").filter(|text| !text.is_empty()).unwrap_or(uuid);
        if !is_on(connection) {
            reading.ignore(shown, "inactive", connection.line);
            continue;
        }
        // Two connections may bear one description.
        let conn = root.enter("connections", 0).enter(&format!("{at} {shown}"), connection.line);
        put(conn, "#name", shown, connection.line);
        put_all(conn, connection, &CONNECTION);
        for (kind, side) in [("locals", "local"), ("remotes", "remote")] {
            for part in parts(kind, uuid) {
                put_all(conn.enter(side, part.line), part, &["auth", "id"]);
            }
        }
        let mut own = None;
        for part in parts("children", uuid) {
            child(conn, part);
            let reqid = part.text("reqid");
            let mut vtis = model.each("VTIs");
            own = own.or_else(|| {
                vtis.find(|vti| reqid.is_some() && vti.text("reqid") == reqid && is_on(vti))
            });
        }
        let address = own.and_then(|vti| {
            Some((vti.text("tunnel_local")?.to_owned(), vti.line_of("tunnel_local")?))
        });
        inside.entry(shown.to_owned()).or_insert(address);
    }
    put_secrets(&mut root, keys);
    let first = reading.tunnels.len();
    connections(&root, reading);
    for tunnel in &mut reading.tunnels[first..] {
        let address = inside.get(&tunnel.name).cloned().flatten();
        // The field takes an address alone; such an interface has two ends.
        if let Some((address, line)) = address {
            let whole = if address.contains('/') { address } else { format!("{address}/30") };
            tunnel.inside = Some(whole);
            tunnel.record_line("inside", line);
        }
    }
}

/// Enters the pre-shared keys, each with the identities that it is for.
fn put_secrets(root: &mut Node, keys: &[&Node]) {
    for (at, key) in keys.iter().enumerate() {
        let secret = root.enter("secrets", key.line).enter(&format!("ike-{at}"), key.line);
        let line = key.line_of("Key").unwrap_or(key.line);
        put(secret, "secret", key.text("Key").unwrap_or_default(), line);
        for (at, name) in ["ident", "remote_ident"].into_iter().enumerate() {
            if let Some(id) = key.text(name).filter(|id| !id.is_empty()) {
                put(secret, &format!("id-{at}"), id, key.line);
            }
        }
    }
}

fn child(conn: &mut Node, part: &Node) {
    let node =
        conn.enter("children", part.line).enter(part.text("uuid").unwrap_or_default(), part.line);
    put_all(node, part, &CHILD);
}
