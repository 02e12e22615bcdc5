//! Values by their places, as JSON nested the way the API reference shows it.

use serde_json::{Map, Value as Json};

use super::field::{FieldOwner, FieldPath, TAGS, TUNNELS};

/// The request that these values make up. `tunnels` and `tags` are how many of each are listed at
/// least, values or not; a value further on makes the list longer.
///
/// A value whose field has no name on its level (the name of a tunnel), or whose tunnel or tag is
/// numbered 0, is left out.
pub fn to_nested_json(
    tunnels: u16,
    tags: u16,
    values: impl IntoIterator<Item = (FieldPath, Json)>,
) -> Map<String, Json> {
    let mut request = Map::new();
    let mut tunnels = vec![Map::new(); usize::from(tunnels)];
    let mut tags = vec![Map::new(); usize::from(tags)];
    for (path, value) in values {
        let level = match path.owner {
            FieldOwner::Connection => Some(&mut request),
            FieldOwner::Tunnel(number) => entry(&mut tunnels, number),
            FieldOwner::Tag(number) => entry(&mut tags, number),
        };
        if let (Some(level), Some(leaf)) = (level, path.leaf()) {
            put(level, leaf, value);
        }
    }
    for (name, list) in [(TUNNELS, tunnels), (TAGS, tags)] {
        if !list.is_empty() {
            let list = list.into_iter().map(Json::Object).collect();
            request.insert(name.to_owned(), Json::Array(list));
        }
    }
    request
}

fn entry(list: &mut Vec<Map<String, Json>>, number: u16) -> Option<&mut Map<String, Json>> {
    let index = usize::from(number).checked_sub(1)?;
    list.resize(list.len().max(index + 1), Map::new());
    list.get_mut(index)
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
