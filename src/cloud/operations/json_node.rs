//! A place inside an answer, read leniently.

use serde_json::Value as Json;

use crate::connection::Secret;

use super::super::mask::MaskedJson;

/// What stands at one place of an answer; what is not there reads as nothing.
#[derive(Clone, Debug)]
pub(super) struct JsonNode<'a> {
    answer: &'a MaskedJson,
    json: &'a Json,
    place: String,
}

impl<'a> JsonNode<'a> {
    pub fn of(answer: &'a MaskedJson) -> Self {
        Self { answer, json: &answer.json, place: String::new() }
    }

    pub fn json(&self) -> &'a Json {
        self.json
    }

    /// The field of this name, if it is there. Some stacks write the first letter small.
    pub fn at(&self, name: &str) -> Option<Self> {
        let found = [name.to_owned(), uncapitalised(name)]
            .into_iter()
            .find(|name| self.json.get(name).is_some_and(|value| !value.is_null()))?;
        let json = self.json.get(&found)?;
        Some(Self { answer: self.answer, json, place: format!("{}/{found}", self.place) })
    }

    /// A text that is not empty, be it a number or a truth value.
    pub fn text(&self, name: &str) -> Option<String> {
        match self.at(name)?.json {
            Json::String(text) if !text.is_empty() => Some(text.clone()),
            Json::Number(number) => Some(number.to_string()),
            Json::Bool(flag) => Some(flag.to_string()),
            _ => None,
        }
    }

    /// A whole number, be it a text.
    pub fn whole<N: std::str::FromStr>(&self, name: &str) -> Option<N> {
        self.text(name)?.trim().parse().ok()
    }

    /// A switch, be it a text in whatever letter case.
    pub fn flag(&self, name: &str) -> Option<bool> {
        match self.text(name)?.to_ascii_lowercase().as_str() {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        }
    }

    /// A list of texts; what is none is left out.
    pub fn texts(&self, name: &str) -> Vec<String> {
        let list = self.at(name).and_then(|list| list.json.as_array().cloned()).unwrap_or_default();
        list.iter().filter_map(|text| text.as_str().map(str::to_owned)).collect()
    }

    /// A key, which the JSON no longer holds.
    pub fn key(&self, name: &str) -> Option<Secret> {
        self.answer.key(&self.at(name)?.place).cloned()
    }

    /// The rows of a list that stands in a wrapper, `Regions.Region[]`, or by itself.
    pub fn rows(&self, outer: &str, inner: &str) -> Vec<Self> {
        let Some(list) = self.at(outer) else { return Vec::new() };
        let list = if list.json.is_array() { Some(list) } else { list.at(inner) };
        let Some(list) = list else { return Vec::new() };
        list.json
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default()
            .iter()
            .enumerate()
            .map(|(index, json)| Self {
                answer: self.answer,
                json,
                place: format!("{}/{index}", list.place),
            })
            .collect()
    }
}

fn uncapitalised(name: &str) -> String {
    let mut name = name.to_owned();
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    name
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn numbers_may_be_texts_and_lists_may_be_missing() {
        let answer = MaskedJson::new(json!({
            "Asn": "65010", "CreateTime": 1658201810000_u64, "Name": 7, "Description": "",
            "Wrapped": {"Row": [{"Id": "a", "AuthKey": "k"}]}, "Plain": [{"id": "b"}],
            "Null": null, "Hollow": {"Row": null},
        }));
        let view = JsonNode::of(&answer);
        assert_eq!(view.whole::<u32>("Asn"), Some(65010));
        assert_eq!(view.whole::<i64>("CreateTime"), Some(1_658_201_810_000));
        assert_eq!(view.text("Name").as_deref(), Some("7"));
        assert_eq!(view.text("Description"), None);
        let rows = view.rows("Wrapped", "Row");
        assert_eq!(rows[0].key("AuthKey").unwrap().expose(), "k");
        assert_eq!(view.rows("Plain", "Row")[0].text("Id").as_deref(), Some("b"));
        for name in ["Null", "Hollow", "Missing"] {
            assert!(view.rows(name, "Row").is_empty());
        }
    }
}
