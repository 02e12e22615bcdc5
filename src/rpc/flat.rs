//! From a connection to flat parameters and back.
//!
//! Lists count from 1 and levels are joined by dots; single mode's four configurations are one
//! parameter each, a JSON text (API reference).

use serde_json::Value as Json;
use zeroize::Zeroizing;

use crate::connection::{
    Connection, Draft, FieldOwner, FieldPath, FieldValue, MASK, Mode, Secret, TAGS, TUNNELS, Token,
    catalogue,
};

use super::params::{Param, Params};

/// The business parameters of `CreateVpnAttachment`, exactly as they are signed and sent.
pub fn flatten(connection: &Connection) -> Params {
    let mut params = Params::default();
    for (path, value) in connection.values() {
        if path.owner == FieldOwner::Connection && in_group(path).is_some() {
            continue;
        }
        match value {
            FieldValue::Secret(secret) => params.insert_secret(path.to_string(), secret.clone()),
            open => params.insert(path.to_string(), open.shown()),
        }
    }
    for group in catalogue::json_groups() {
        add_group(&mut params, connection, group);
    }
    params
}

/// The parameters of `ModifyVpnAttachmentAttribute` that make the connection `id` what `connection`
/// says. `tunnel_ids` holds the ids of its tunnels by their index.
///
/// Whether the service keeps what a modification leaves out is documented nowhere, so all that can be
/// changed is sent: both tunnels whole, their keys included. A key that `connection` leaves to the
/// service has to be read from the live connection first, or the service may make up another. The network type, the bandwidth, tags and
/// the resource group cannot be changed this way.
pub fn modification(
    connection: &Connection,
    id: &str,
    tunnel_ids: &[(u8, String)],
    token: &Token,
) -> Params {
    const ALWAYS: [&str; 5] =
        ["RegionId", "Name", "LocalSubnet", "RemoteSubnet", "EffectImmediately"];
    const SINGLE: [&str; 3] = ["CustomerGatewayId", "EnableDpd", "EnableNatTraversal"];
    let mode = connection.mode();
    let mut params = flatten(connection);
    params.retain(|name| {
        let is_of_mode = match mode {
            Mode::Dual => name.starts_with(TUNNELS) || name == "EnableTunnelsBgp",
            Mode::Single => {
                SINGLE.contains(&name) || catalogue::json_groups().any(|group| group == name)
            }
        };
        ALWAYS.contains(&name) || is_of_mode
    });
    for number in 1..=connection.tunnels() {
        let at = |leaf: &str| format!("{TUNNELS}.{number}.{leaf}");
        let index = params.plain_text(&at("TunnelIndex")).map_or(number.to_string(), str::to_owned);
        let known = tunnel_ids.iter().find(|(found, _)| found.to_string() == index);
        if let Some((_, tunnel)) = known {
            params.insert(at("TunnelId"), tunnel);
        }
        params.insert(at("TunnelIndex"), index);
    }
    params.insert("VpnConnectionId", id);
    params.insert("ClientToken", token.as_str());
    params
}

fn in_group(path: FieldPath) -> Option<(&'static str, &'static str)> {
    catalogue::field(path.key).own?.in_group()
}

/// Writes one JSON text by hand, since its key may be a secret and must not pass through a
/// serializer's buffers.
fn add_group(params: &mut Params, connection: &Connection, group: &'static str) {
    let mut text = Zeroizing::new(String::from("{"));
    let mut shown = String::from("{");
    let mut sealed = false;
    for (path, value) in connection.values() {
        let Some((_, key)) = in_group(path)
            .filter(|(name, _)| path.owner == FieldOwner::Connection && *name == group)
        else {
            continue;
        };
        for buffer in [&mut *text, &mut shown] {
            if buffer.len() > 1 {
                buffer.push(',');
            }
            buffer.push_str(&quoted(key));
            buffer.push(':');
        }
        match value {
            FieldValue::Secret(secret) => {
                sealed = true;
                text.push_str(&quoted(secret.expose()));
                shown.push_str(&quoted(MASK));
            }
            open => {
                let open = match open {
                    FieldValue::Whole(number) if catalogue::is_json_number(path.key) => {
                        number.to_string()
                    }
                    other => quoted(&other.shown()).to_string(),
                };
                text.push_str(&open);
                shown.push_str(&open);
            }
        }
    }
    if text.len() == 1 {
        return;
    }
    text.push('}');
    shown.push('}');
    if sealed {
        params.insert_masked(group, Secret::new(text.as_str()), shown);
    } else {
        params.insert(group, shown);
    }
}

fn quoted(text: &str) -> Zeroizing<String> {
    Zeroizing::new(Json::from(text).to_string())
}

/// A parameter that is no part of a request, or not in the form it should have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidParam {
    /// No such parameter.
    #[error("{0} is not a parameter of this operation")]
    Unknown(String),
    /// One of the four JSON texts is not a JSON object of texts, numbers and booleans.
    #[error("{0} is not a JSON object")]
    NotJson(&'static str),
}

/// Reads flat parameters into a draft; system parameters must have been taken out.
///
/// The mode follows from what is present, as it does at the service. Misfits are listed, the rest is
/// read all the same.
pub fn unflatten(params: &Params) -> (Draft, Vec<InvalidParam>) {
    let dual = params.iter().any(|(name, _)| name.starts_with(TUNNELS));
    let mut draft = Draft::with_no_tunnels(if dual { Mode::Dual } else { Mode::Single });
    let mut misfits = Vec::new();
    for (name, value) in params.iter() {
        if let Some(group) = catalogue::json_groups().find(|group| *group == name) {
            read_group(&mut draft, group, value, &mut misfits);
        } else if let Some(path) = FieldPath::from_wire(name).filter(|_| is_flat(name)) {
            draft.set(path, value.sent());
        } else {
            misfits.push(InvalidParam::Unknown(name.to_owned()));
        }
    }
    (draft, misfits)
}

/// `IkeConfig.Psk` is an address of ours, not a parameter: on the wire it is inside `IkeConfig`.
fn is_flat(name: &str) -> bool {
    !name.contains('.') || name.starts_with(TUNNELS) || name.starts_with(TAGS)
}

fn read_group(
    draft: &mut Draft,
    group: &'static str,
    value: &Param,
    misfits: &mut Vec<InvalidParam>,
) {
    let Ok(Json::Object(entries)) = serde_json::from_str(value.sent()) else {
        misfits.push(InvalidParam::NotJson(group));
        return;
    };
    for (key, value) in entries {
        let text = match value {
            Json::String(text) => text,
            Json::Number(number) => number.to_string(),
            Json::Bool(flag) => flag.to_string(),
            Json::Null => continue,
            Json::Array(_) | Json::Object(_) => {
                misfits.push(InvalidParam::NotJson(group));
                continue;
            }
        };
        match FieldPath::from_wire(&format!("{group}.{key}")) {
            Some(path) => draft.set(path, text),
            None => misfits.push(InvalidParam::Unknown(format!("{group}.{key}"))),
        }
    }
}
