//! The sheet for the other company: which values it has, and what they filled in, read as a device.

use serde_json::Value as Json;

use crate::connection::notation::{parse_duration_seconds, parse_network};

use super::cloud::CloudTunnel;
use super::crypto_proposal::{CryptoProposal, Volume};
use super::defaults::PlatformDefaults;
use super::device_tunnel::{
    Bgp, DeviceTunnel, Dpd, ExchangeMode, IkeVersion, NatTraversal, PeerIdentity,
};
use super::field_lines::reader_fields;
use super::note::Note;
use super::read_error::UnreadableText;
use super::reading::ParsedConfig;
use super::vocabulary::{cipher, group, hash, other_host};

/// One line of the sheet: the parameter and the value; `None` for one that exists once the connection is
/// bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetEntry {
    /// The parameter, as in a comparison.
    pub field: &'static str,
    /// The value they must set.
    pub value: Option<String>,
}

/// The parameters of a sheet, in the order in which devices ask for them.
const FIELDS: [&str; 21] = [
    "GatewayIp",
    "CustomerGatewayIp",
    "IkeVersion",
    "IkeMode",
    "IkeEncAlg",
    "IkeAuthAlg",
    "IkePfs",
    "IkeLifetime",
    "LocalId",
    "RemoteId",
    "IpsecEncAlg",
    "IpsecAuthAlg",
    "IpsecPfs",
    "IpsecLifetime",
    "LocalSubnet",
    "RemoteSubnet",
    "EnableDpd",
    "EnableNatTraversal",
    "LocalAsn",
    "LocalBgpIp",
    "InsideIp",
];

/// What the other company must set for a tunnel.
pub fn entries(here: &CloudTunnel) -> Vec<SheetEntry> {
    FIELDS.iter().filter_map(|field| entry(here, field)).collect()
}

fn entry(here: &CloudTunnel, field: &'static str) -> Option<SheetEntry> {
    let known = |name: &str| here.get(name).map(str::to_owned);
    let value = match field {
        "IkeMode" if known("IkeVersion").as_deref() == Some("ikev2") => return None,
        // These exist once the connection is bound, or belong to the other company.
        "GatewayIp" | "CustomerGatewayIp" => known(field),
        "LocalId" => known(field).or_else(|| known("GatewayIp")),
        "RemoteId" => known(field).or_else(|| known("CustomerGatewayIp")),
        "InsideIp" => Some(inside(here)?),
        "LocalSubnet" | "RemoteSubnet" => Some(here.networks(field)?.join(", ")),
        field => Some(known(field)?),
    };
    Some(SheetEntry { field, value })
}

/// The address of their end inside the tunnel, with its prefix length.
fn inside(here: &CloudTunnel) -> Option<String> {
    let cidr: ipnet::Ipv4Net = here.get("TunnelCidr")?.parse().ok()?;
    let own = format!("{}/{}", here.get("LocalBgpIp")?, cidr.prefix_len());
    Some(format!("{}/{}", other_host(&own)?, cidr.prefix_len()))
}

/// The name of the member that says a JSON document is a sheet, and its version.
const MARK: &str = "tunnelsmith-sheet";

/// Reads a filled-in sheet; `None` when the bytes are none.
pub(super) fn read_filled_sheet(bytes: &[u8]) -> Option<Result<ParsedConfig, UnreadableText>> {
    let text = std::str::from_utf8(bytes).ok()?.trim_start_matches('\u{feff}');
    if !text.trim_start().starts_with('{') || !text.contains(MARK) {
        return None;
    }
    let sheet: Json = serde_json::from_str(text).ok()?;
    sheet.get(MARK)?;
    let mut reading = ParsedConfig::new("sheet", PlatformDefaults(&[]));
    for one in sheet["tunnels"].as_array().into_iter().flatten() {
        let number = one["tunnel"].as_u64().unwrap_or_default();
        let mut tunnel = DeviceTunnel::named(format!("Tunnel {number}"));
        for entry in one["values"].as_array().into_iter().flatten() {
            if let (Some(field), Some(yours)) = (entry["field"].as_str(), filled_value(entry)) {
                let line = line_of(text, number, field);
                let taken = parse_field(&mut tunnel, field, yours.trim());
                if taken {
                    tunnel.lines.extend(reader_fields(field).first().map(|place| (*place, line)));
                } else {
                    let note = Note::new("sheet-value").on(line);
                    reading.notes.add(note.with("field", field).with("word", yours));
                }
            }
        }
        reading.tunnels.push(tunnel);
    }
    Some(if reading.tunnels.is_empty() { Err(UnreadableText::NoVpn) } else { Ok(reading) })
}

fn filled_value(entry: &Json) -> Option<String> {
    let text = match &entry["yours"] {
        Json::String(text) => text.clone(),
        Json::Number(number) => number.to_string(),
        Json::Bool(flag) => flag.to_string(),
        _ => return None,
    };
    (!text.trim().is_empty()).then_some(text)
}

/// The line on which a field of a tunnel stands.
fn line_of(text: &str, tunnel: u64, field: &str) -> usize {
    let start = text.find(&format!("\"tunnel\": {tunnel}")).unwrap_or_default();
    let at = text[start..].find(&format!("\"{field}\"")).map_or(start, |at| start + at);
    text[..at].matches('\n').count() + 1
}

/// Takes what they wrote for a field; false when it is not understood.
fn parse_field(tunnel: &mut DeviceTunnel, field: &str, text: &str) -> bool {
    let lower = text.to_lowercase();
    let off = matches!(
        lower.as_str(),
        "no" | "none" | "off" | "false" | "disabled" | "disable" | "否" | "关闭"
    );
    let list = || lower.split([',', ';', '/', '、']).map(str::trim).filter(|part| !part.is_empty());
    let all =
        |meaning: fn(&str) -> Option<&'static str>| list().map(meaning).collect::<Option<Vec<_>>>();
    if tunnel.ike.offers.is_empty() {
        tunnel.ike.offers.push(CryptoProposal::default());
        tunnel.esp.offers.push(CryptoProposal::default());
    }
    let done = match field {
        "IkeVersion" => version(&lower).map(|version| tunnel.version = Some(version)),
        "IkeMode" => mode(&lower).map(|mode| tunnel.mode = Some(mode)),
        "IkeEncAlg" => all(cipher).map(|list| tunnel.ike.offers[0].enc = list),
        "IkeAuthAlg" => all(hash).map(|list| tunnel.ike.offers[0].auth = list),
        "IkePfs" => all(group).map(|list| tunnel.ike.groups = list),
        "IpsecEncAlg" => all(cipher).map(|list| tunnel.esp.offers[0].enc = list),
        "IpsecAuthAlg" => all(hash).map(|list| tunnel.esp.offers[0].auth = list),
        "IpsecPfs" if off => {
            tunnel.esp.groups = vec!["disabled"];
            Some(())
        }
        "IpsecPfs" => all(group).map(|list| tunnel.esp.groups = list),
        "IkeLifetime" => {
            parse_duration_seconds(text).map(|seconds| tunnel.ike.lifetime_s = Some(seconds))
        }
        "IpsecLifetime" => parse_duration_seconds(text).map(|seconds| {
            tunnel.esp.lifetime_s = Some(seconds);
            tunnel.esp.volume = Some(Volume::Unlimited);
        }),
        "LocalId" => {
            tunnel.remote_id = Some(PeerIdentity::written(text));
            Some(())
        }
        "RemoteId" => {
            tunnel.local_id = Some(PeerIdentity::written(text));
            Some(())
        }
        "GatewayIp" => {
            tunnel.remote_address = Some(text.to_owned());
            Some(())
        }
        "CustomerGatewayIp" => {
            tunnel.local_address = Some(text.to_owned());
            Some(())
        }
        "LocalSubnet" => nets(text).map(|list| tunnel.remote_subnets = list),
        "RemoteSubnet" => nets(text).map(|list| tunnel.local_subnets = list),
        "EnableDpd" => {
            tunnel.dpd = Some(Dpd { enabled: !off, ..Dpd::default() });
            Some(())
        }
        "EnableNatTraversal" => {
            tunnel.nat_t = Some(if off { NatTraversal::Off } else { NatTraversal::On });
            Some(())
        }
        "InsideIp" => {
            tunnel.inside =
                Some(if text.contains('/') { text.to_owned() } else { format!("{text}/30") });
            Some(())
        }
        "LocalAsn" | "LocalBgpIp" => session(tunnel, field, text),
        _ => None,
    };
    done.is_some()
}

fn version(text: &str) -> Option<IkeVersion> {
    match (text.contains('1'), text.contains('2')) {
        (true, true) => Some(IkeVersion::Both),
        (true, false) => Some(IkeVersion::V1),
        (false, true) => Some(IkeVersion::V2),
        (false, false) => None,
    }
}

fn mode(text: &str) -> Option<ExchangeMode> {
    if text.starts_with("main") || text.contains('主') {
        Some(ExchangeMode::Main)
    } else if text.starts_with("aggr") || text.contains("野蛮") {
        Some(ExchangeMode::Aggressive)
    } else {
        None
    }
}

fn session(tunnel: &mut DeviceTunnel, field: &str, text: &str) -> Option<()> {
    let bgp = tunnel.bgp.get_or_insert_with(|| Bgp {
        local_as: None,
        remote_as: None,
        neighbor: String::new(),
    });
    if field == "LocalAsn" {
        bgp.remote_as =
            Some(super::sessions::as_number(text.trim_start_matches(['A', 'S', 'a', 's', ' ']))?);
    } else {
        bgp.neighbor = text.split('/').next()?.parse::<std::net::Ipv4Addr>().ok()?.to_string();
    }
    Some(())
}

/// A list of networks in any notation.
fn nets(text: &str) -> Option<Vec<String>> {
    let parts = text.split([',', ';', '、']).map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| parse_network(part).map(|net| net.to_string())).collect()
}
