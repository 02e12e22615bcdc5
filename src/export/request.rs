//! The request as JSON with the API's own names, nested as in the API reference: the request part of
//! a draft.

use serde_json::Value as Json;
use zeroize::Zeroizing;

use crate::connection::{Connection, FieldPath, FieldValue, MASK, catalogue, to_nested_json};

use super::parameters::KeyDisplay;

/// Pretty-printed JSON in the order of the catalogue.
pub fn request_json(connection: &Connection, keys: KeyDisplay) -> Zeroizing<String> {
    let values = connection.values().map(|(path, value)| (path, json(path, value, keys)));
    let request = to_nested_json(connection.tunnels(), connection.tags(), values);
    Zeroizing::new(format!("{:#}", Json::Object(request)))
}

fn json(path: FieldPath, value: &FieldValue, keys: KeyDisplay) -> Json {
    match value {
        // Inside single mode's JSON texts the reference writes strings, but for lifetimes.
        FieldValue::Flag(flag) if path.leaf().is_some_and(|leaf| !leaf.contains('.')) => {
            Json::Bool(*flag)
        }
        FieldValue::Whole(number)
            if path.is_in_json_text() && !catalogue::is_json_number(path.key) =>
        {
            Json::from(number.to_string())
        }
        FieldValue::Whole(number) => Json::from(*number),
        FieldValue::Asn(asn) if !path.is_in_json_text() => Json::from(asn.number()),
        FieldValue::Secret(secret) if keys == KeyDisplay::Revealed => Json::from(secret.expose()),
        FieldValue::Secret(_) => Json::from(MASK),
        other => Json::from(other.shown()),
    }
}
