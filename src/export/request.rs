//! The request as JSON with the API's own names, nested as in the API reference: the request part of
//! a draft.

use serde_json::{Map, Value as Json};
use zeroize::Zeroizing;

use crate::connection::{Connection, FieldOwner, FieldPath, MASK, TAGS, TUNNELS, Value, catalogue};

use super::key_display::KeyDisplay;

/// Pretty-printed JSON in the order of the catalogue.
pub fn request_json(connection: &Connection, keys: KeyDisplay) -> Zeroizing<String> {
    let mut request = Map::new();
    let mut tunnels = vec![Map::new(); usize::from(connection.tunnels())];
    let mut tags = vec![Map::new(); usize::from(connection.tags())];
    for (path, value) in connection.values() {
        let level = match path.place {
            FieldOwner::Connection => Some(&mut request),
            FieldOwner::Tunnel(number) => tunnels.get_mut(usize::from(number).wrapping_sub(1)),
            FieldOwner::Tag(number) => tags.get_mut(usize::from(number).wrapping_sub(1)),
        };
        if let (Some(level), Some(leaf)) = (level, path.leaf()) {
            put(level, leaf, json(path, value, keys));
        }
    }
    for (name, list) in [(TUNNELS, tunnels), (TAGS, tags)] {
        if !list.is_empty() {
            let list = list.into_iter().map(Json::Object).collect();
            request.insert(name.to_owned(), Json::Array(list));
        }
    }
    Zeroizing::new(format!("{:#}", Json::Object(request)))
}

fn put(level: &mut Map<String, Json>, leaf: &str, value: Json) {
    match leaf.split_once('.') {
        None => {
            level.insert(leaf.to_owned(), value);
        }
        Some((group, key)) => {
            let inner = level.entry(group).or_insert_with(|| Json::Object(Map::new()));
            if let Json::Object(inner) = inner {
                inner.insert(key.to_owned(), value);
            }
        }
    }
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
    path.place == FieldOwner::Connection && path.leaf().is_some_and(|leaf| leaf.contains('.'))
}
