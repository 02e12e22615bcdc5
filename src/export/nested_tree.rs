//! The request as a tree, as templates of other engines hold it: keys are parameters of the template, and
//! what belongs to one call alone is left out.

use serde_json::{Map, Value as Json};

use crate::connection::{Connection, FieldOwner, FieldPath, FieldValue, Key, to_nested_json};

/// What belongs to a call and not to a connection.
const OF_CALL: [Key; 3] = [Key::RegionId, Key::ClientToken, Key::DryRun];

/// The request without what a template has elsewhere. A key becomes what `key` makes of the number of its
/// tunnel, 0 for the connection's own.
pub(super) fn tree(connection: &Connection, key: impl Fn(u16) -> Json) -> Map<String, Json> {
    let values = connection.values().filter(|(path, _)| !OF_CALL.contains(&path.key));
    let values = values.map(|(path, value)| (path, json(path, value, &key)));
    to_nested_json(connection.tunnels(), connection.tags(), values)
}

fn json(path: FieldPath, value: &FieldValue, key: &impl Fn(u16) -> Json) -> Json {
    match value {
        FieldValue::Secret(_) | FieldValue::UnresolvedKey => key(match path.owner {
            FieldOwner::Tunnel(number) => number,
            _ => 0,
        }),
        FieldValue::Flag(flag) => Json::Bool(*flag),
        FieldValue::Whole(number) => Json::from(*number),
        FieldValue::Asn(asn) => Json::from(asn.number()),
        other => Json::from(other.shown()),
    }
}

/// The numbers of the tunnels that have a key; 0 for the connection's own.
pub(super) fn tunnels_with_keys(connection: &Connection) -> Vec<u16> {
    let keys = connection.values().filter(|(path, _)| path.key == Key::Psk);
    keys.map(|(path, _)| match path.owner {
        FieldOwner::Tunnel(number) => number,
        _ => 0,
    })
    .collect()
}

/// The name of the parameter for a key: `psk_1`, or `psk` in single-tunnel mode.
pub(super) fn key_name(number: u16) -> String {
    if number == 0 { "psk".to_owned() } else { format!("psk_{number}") }
}
