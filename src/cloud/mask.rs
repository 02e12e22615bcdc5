//! Keys in answers: taken out of the JSON before anybody sees it.
//!
//! `DescribeVpnConnection` returns pre-shared keys in clear, `DescribeCustomerGateways` BGP keys and
//! `AssumeRole` a whole access key.

use std::collections::HashMap;

use serde_json::Value as Json;

use crate::connection::{MASK, Secret};

/// The fields that are secret wherever they stand.
const SECRET: [&str; 4] = ["Psk", "AuthKey", "AccessKeySecret", "SecurityToken"];

/// JSON with the mask in place of each key, and the keys apart, by the JSON pointer to their place.
#[derive(Debug, Default)]
pub(super) struct MaskedJson {
    pub json: Json,
    /// A large answer has thousands, and each row asks for its own.
    keys: HashMap<String, Secret>,
}

impl MaskedJson {
    pub fn new(mut json: Json) -> Self {
        let mut keys = Vec::new();
        walk(&mut json, &mut String::new(), &mut keys);
        // Of two that a slash in a name gives the same place, the first one stays.
        Self { json, keys: keys.into_iter().rev().collect() }
    }

    /// The key that stood at this place.
    pub fn key(&self, pointer: &str) -> Option<&Secret> {
        self.keys.get(pointer)
    }
}

fn walk(json: &mut Json, place: &mut String, keys: &mut Vec<(String, Secret)>) {
    match json {
        Json::Object(fields) => {
            for (name, value) in fields {
                inside(place, name, |place| {
                    if SECRET.iter().any(|secret| secret.eq_ignore_ascii_case(name)) {
                        take(value, place, keys);
                    } else {
                        walk(value, place, keys);
                    }
                });
            }
        }
        Json::Array(rows) => {
            for (index, row) in rows.iter_mut().enumerate() {
                inside(place, &index.to_string(), |place| walk(row, place, keys));
            }
        }
        Json::String(text) if text.trim_start().starts_with(['{', '[']) => {
            nested(text, place, keys);
        }
        _ => {}
    }
}

/// Some answers hold JSON as a text, as the request does in single mode.
fn nested(text: &mut String, place: &mut String, keys: &mut Vec<(String, Secret)>) {
    match serde_json::from_str::<Json>(text) {
        Ok(mut inner) => {
            let before = keys.len();
            walk(&mut inner, place, keys);
            if keys.len() > before {
                drop(Secret::new(std::mem::replace(text, inner.to_string())));
            }
        }
        // It cannot be told where a key begins and ends, so nothing of it is kept.
        Err(_) if names_secret(text) => {
            drop(Secret::new(std::mem::replace(text, MASK.to_owned())));
        }
        Err(_) => {}
    }
}

fn names_secret(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    SECRET.iter().any(|name| lower.contains(&name.to_ascii_lowercase()))
}

fn take(value: &mut Json, place: &str, keys: &mut Vec<(String, Secret)>) {
    let key = match std::mem::take(value) {
        Json::Null => return,
        Json::String(text) if text.is_empty() => {
            *value = Json::String(text);
            return;
        }
        Json::String(text) => Secret::new(text),
        other => Secret::new(other.to_string()),
    };
    *value = MASK.into();
    keys.push((place.to_owned(), key));
}

fn inside(place: &mut String, name: &str, act: impl FnOnce(&mut String)) {
    let length = place.len();
    place.push('/');
    place.push_str(name);
    act(place);
    place.truncate(length);
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn keys_are_taken_out_wherever_they_stand() {
        let masked = MaskedJson::new(json!({
            "IkeConfig": {"Psk": "kT7mPq2v", "IkeVersion": "ikev2"},
            "Tunnels": [{"psk": 12345678}, {"AuthKey": ""}, {"AuthKey": null}],
            "Text": r#"{"Psk":"kT7mPq2v"}"#,
            "Broken": r#"{"Psk":"kT7mPq2v"#,
            "Plain": "{name}",
        }));
        assert_eq!(
            masked.json.to_string(),
            r#"{"IkeConfig":{"Psk":"***","IkeVersion":"ikev2"},"Tunnels":[{"psk":"***"},{"AuthKey":""},{"AuthKey":null}],"Text":"{\"Psk\":\"***\"}","Broken":"***","Plain":"{name}"}"#
        );
        assert_eq!(masked.key("/IkeConfig/Psk").unwrap().expose(), "kT7mPq2v");
        assert_eq!(masked.key("/Tunnels/0/psk").unwrap().expose(), "12345678");
        assert_eq!(masked.key("/Text/Psk").unwrap().expose(), "kT7mPq2v");
        assert!(!format!("{masked:?}").contains("kT7"));
    }

    #[test]
    fn a_slash_in_a_name_hides_no_key_of_another_place() {
        let masked = MaskedJson::new(json!({
            "a/b": {"Psk": "kT7mPq2v"},
            "a": r#"{"b":{"Psk":"Zp4xWn7c"}}"#,
        }));
        let shown = masked.json.to_string();
        assert!(!shown.contains("kT7") && !shown.contains("Zp4"), "{shown}");
        assert_eq!(masked.key("/a/b/Psk").unwrap().expose(), "kT7mPq2v");
    }
}
