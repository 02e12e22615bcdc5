//! A reading as JSON, which is a contract: scripts rely on it.

use serde_json::{Map, Value, json};

use super::crypto_proposal::{Phase, Volume};
use super::device_tunnel::{
    DeviceTunnel, ExchangeMode, IkeVersion, NatTraversal, PeerIdentity, PeerKeyForm, StartAction,
};
use super::platform::Evidence;
use super::reading::ParsedConfig;

/// The tunnels of a reading; keys stand in it as the text holds them.
pub fn tunnels(reading: &ParsedConfig) -> Value {
    reading.tunnels.iter().map(|tunnel| Value::Object(tunnel_json(tunnel, reading))).collect()
}

fn tunnel_json(tunnel: &DeviceTunnel, reading: &ParsedConfig) -> Map<String, Value> {
    let mut all = Map::new();
    let mut put = |name: &str, value: Value| all.insert(name.to_owned(), value);
    put("name", json!(tunnel.name));
    put("active", json!(!tunnel.inactive));
    put("ike_version", json!(tunnel.version.map(IkeVersion::name)));
    if tunnel.version == Some(IkeVersion::Both) {
        put("prefers", json!("ikev2"));
    }
    put("mode", json!(tunnel.mode.map(ExchangeMode::name)));
    put("ike", phase(&tunnel.ike, true));
    put("esp", phase(&tunnel.esp, false));
    put("local_id", identity(tunnel.local_id.as_ref()));
    put("remote_id", identity(tunnel.remote_id.as_ref()));
    let key = &tunnel.key;
    put("psk_present", json!(key.form != PeerKeyForm::Missing));
    put("psk_form", json!(key.form.name()));
    put("psk", json!(key.text.as_ref().map(|text| text.expose())));
    if key.form == PeerKeyForm::Encoded
        && let Some(text) = &key.decoded
    {
        put("psk_text", json!(text.expose()));
    }
    put("local_address", json!(tunnel.local_address));
    put("remote_address", json!(tunnel.remote_address));
    if !tunnel.remote_backup.is_empty() {
        put("remote_backup", json!(tunnel.remote_backup));
    }
    put("local_subnets", json!(tunnel.local_subnets));
    put("remote_subnets", json!(tunnel.remote_subnets));
    if !tunnel.is_full_mesh() {
        put("pairs", json!(tunnel.pairs));
    }
    put("route_based", json!(tunnel.route_based));
    put("bgp", bgp(tunnel));
    if let Some(inside) = tunnel.inside.as_ref().filter(|_| tunnel.bgp.is_none()) {
        put("inside", json!(inside));
    }
    put("dpd", dpd(tunnel));
    put("nat_t", json!(tunnel.nat_t.map(NatTraversal::name)));
    put("start", json!(tunnel.start.map(StartAction::name)));
    for (name, value) in [("mtu", tunnel.mtu), ("mss", tunnel.mss)] {
        if let Some(value) = value {
            put(name, json!(value));
        }
    }
    for (name, value) in &tunnel.extra {
        put(name, json!(value));
    }
    put("defaults", defaults(tunnel, reading));
    if !tunnel.unresolved.is_empty() {
        put("unresolved", json!(tunnel.unresolved));
    }
    put("lines", json!(tunnel.lines));
    all
}

fn bgp(tunnel: &DeviceTunnel) -> Value {
    json!(tunnel.bgp.as_ref().map(|bgp| json!({
        "local_as": bgp.local_as,
        "remote_as": bgp.remote_as,
        "neighbor": bgp.neighbor,
        "inside": tunnel.inside,
    })))
}

fn dpd(tunnel: &DeviceTunnel) -> Value {
    let dpd = tunnel.dpd.clone().unwrap_or_default();
    json!({
        "enabled": dpd.enabled,
        "delay_s": dpd.delay_s,
        "retries": dpd.retries,
        "timeout_s": dpd.timeout_s,
        "mode": dpd.mode,
    })
}

fn phase(phase: &Phase, first: bool) -> Value {
    let mut all = Map::new();
    let mut put = |name: &str, value: Value| all.insert(name.to_owned(), value);
    put("enc", json!(phase.enc()));
    put("auth", json!(phase.auth()));
    if first {
        put("dh", json!(phase.dh()));
        if !phase.prf().is_empty() {
            put("prf", json!(phase.prf()));
        }
    } else {
        put("pfs", json!(phase.dh()));
    }
    put("lifetime_s", json!(phase.lifetime_s));
    if !first {
        let kilobytes = match phase.volume {
            Some(Volume::Kilobytes(kilobytes)) => Some(kilobytes),
            _ => None,
        };
        put("lifetime_kb", json!(kilobytes));
    }
    if let Some(rekey) = phase.rekey_s {
        put("rekey_s", json!(rekey));
    }
    let suites = phase.suites();
    if !suites.is_empty() {
        put("suites", json!(suites));
    }
    Value::Object(all)
}

fn identity(identity: Option<&PeerIdentity>) -> Value {
    json!(identity.map(|id| json!({
        "type": id.kind.name(),
        "value": id.value,
        "written": id.written,
    })))
}

fn defaults(tunnel: &DeviceTunnel, reading: &ParsedConfig) -> Value {
    let version = reading.numbers();
    let mut all = Map::new();
    for field in &tunnel.defaulted {
        let row = reading.defaults.default_of(field, tunnel.version, version.as_ref());
        all.insert(
            (*field).to_owned(),
            json!({
                "mark": row.map(|row| match row.mark { Evidence::Source => "S", Evidence::Known => "k" }),
                "source": row.map(|row| row.source),
            }),
        );
    }
    Value::Object(all)
}
