//! The request as JSON with the API's own names, nested as in the API reference: the request part of
//! a draft.

use serde_json::Value as Json;
use zeroize::Zeroizing;

use crate::connection::{Connection, FieldOwner, FieldPath, MASK, Value, catalogue, nested};

use super::key_display::KeyDisplay;

/// Pretty-printed JSON in the order of the catalogue.
pub fn request_json(connection: &Connection, keys: KeyDisplay) -> Zeroizing<String> {
    let values = connection.values().map(|(path, value)| (path, json(path, value, keys)));
    let request = nested(connection.tunnels(), connection.tags(), values);
    Zeroizing::new(format!("{:#}", Json::Object(request)))
}

fn json(path: FieldPath, value: &Value, keys: KeyDisplay) -> Json {
    match value {
        // Inside single mode's JSON texts the reference writes strings, but for lifetimes.
        Value::Flag(flag) if path.leaf().is_some_and(|leaf| !leaf.contains('.')) => {
            Json::Bool(*flag)
        }
        Value::Whole(number) if in_text(path) && !catalogue::is_json_number(path.key) => {
            Json::from(number.to_string())
        }
        Value::Whole(number) => Json::from(*number),
        Value::Asn(asn) if !in_text(path) => Json::from(asn.number()),
        Value::Secret(secret) if keys == KeyDisplay::Revealed => Json::from(secret.expose()),
        Value::Secret(_) => Json::from(MASK),
        other => Json::from(other.shown()),
    }
}

/// Whether the value travels inside one of single mode's JSON texts.
fn in_text(path: FieldPath) -> bool {
    path.owner == FieldOwner::Connection && path.leaf().is_some_and(|leaf| leaf.contains('.'))
}
