//! The JSON Schema says the same as the catalogue and the samples.

use std::fs;

use serde_json::{Value as Json, json};
use tunnelsmith::connection::catalogue::{self, FieldKind};
use tunnelsmith::connection::{FieldOwner, FieldPath, TAGS, TUNNELS};
use tunnelsmith::drafts::{JSON_SCHEMA, SCHEMA_VERSION, read, write};

use super::super::support::{root, run};

fn schema() -> Json {
    serde_json::from_str(JSON_SCHEMA).unwrap()
}

fn validator() -> jsonschema::Validator {
    jsonschema::draft202012::new(&schema()).unwrap()
}

/// What the schema says about one field.
fn said(schema: &Json, path: FieldPath) -> Json {
    let request = &schema["$defs"]["request"]["properties"];
    let level = match path.owner {
        FieldOwner::Connection => request,
        FieldOwner::Tunnel(_) => &schema["$defs"]["tunnel"]["properties"],
        FieldOwner::Tag(_) => &request[TAGS]["items"]["properties"],
    };
    let found = match path.leaf().unwrap().split_once('.') {
        None => &level[path.leaf().unwrap()],
        Some((group, key)) => {
            let group = &level[group];
            let object = group.get("anyOf").map_or(group, |any| &any[0]);
            &object["properties"][key]
        }
    };
    let mut found = found.clone();
    if let Some(name) = found["$ref"].as_str() {
        found = schema.pointer(name.trim_start_matches('#')).unwrap().clone();
    }
    found
}

/// A draft with nothing but one value.
fn with(path: FieldPath, value: &Json) -> Json {
    let leaf = path.leaf().unwrap();
    let level = match leaf.split_once('.') {
        None => json!({ leaf: value }),
        Some((group, key)) => json!({ group: { key: value } }),
    };
    let request = match path.owner {
        FieldOwner::Connection => level,
        FieldOwner::Tunnel(_) => json!({ TUNNELS: [level] }),
        FieldOwner::Tag(_) => json!({ TAGS: [level] }),
    };
    json!({ "schema": 1, "request": request })
}

#[test]
fn every_field_of_the_catalogue_is_in_it_with_its_values() {
    let (schema, validator) = (schema(), validator());
    let takes = |path, value: Json| validator.is_valid(&with(path, &value));
    for path in FieldPath::all(1, 1) {
        let found = said(&schema, path);
        assert!(found.is_object(), "{path} is missing");
        let field = catalogue::field(path.key);
        for default in [field.default.single, field.default.dual].into_iter().flatten() {
            assert!(takes(path, json!(default)), "{path}: {default}");
        }
        match field.kind {
            FieldKind::Choice(words) => assert_eq!(found["enum"], json!(words), "{path}"),
            FieldKind::Text(longest) => {
                assert_eq!(found["maxLength"], longest, "{path}");
                assert!(!takes(path, json!("é".repeat(longest + 1))), "{path}");
                assert!(takes(path, json!("é".repeat(longest))), "{path}");
            }
            FieldKind::Key(longest) => {
                assert!(takes(path, json!("k".repeat(longest))), "{path}");
                assert!(!takes(path, json!("k".repeat(longest + 1))), "{path}");
                assert!(takes(path, json!({"env": "NAME"})), "{path}");
                assert!(takes(path, json!({"file": "PATH"})), "{path}");
                assert!(!takes(path, json!({"env": "NAME", "file": "PATH"})), "{path}");
            }
            FieldKind::Flag => {
                for good in [json!(true), json!(false), json!("True"), json!("false")] {
                    assert!(takes(path, good), "{path}");
                }
                assert!(!takes(path, json!("yes")) && !takes(path, json!(1)), "{path}");
            }
            FieldKind::Seconds(low, high) => {
                for good in [json!(low), json!(high), json!(high.to_string())] {
                    assert!(takes(path, good), "{path}");
                }
                for bad in [json!(high + 1), json!((high + 1).to_string()), json!(-1), json!("")] {
                    assert!(!takes(path, bad), "{path}");
                }
            }
            FieldKind::Count => {
                assert!(takes(path, json!(3)) && takes(path, json!("3")), "{path}");
                assert!(!takes(path, json!(0)) && !takes(path, json!("0")), "{path}");
            }
            FieldKind::TunnelNumber => {
                assert!(takes(path, json!(1)) && takes(path, json!("2")), "{path}");
                assert!(!takes(path, json!(3)), "{path}");
            }
            FieldKind::Asn => {
                assert!(takes(path, json!(45104)) && takes(path, json!("0.45104")), "{path}");
                assert!(!takes(path, json!(4_294_967_296_u64)), "{path}");
            }
            FieldKind::Address => {
                assert!(takes(path, json!("169.254.10.1")) && !takes(path, json!("x")), "{path}");
            }
            FieldKind::Blocks => {
                assert!(takes(path, json!("10.0.0.0/8,10.1.0.0/16")), "{path}");
                assert!(!takes(path, json!("10.0.0.0/8, 10.1.0.0/16")), "{path}");
            }
            FieldKind::TunnelCidr => {
                assert!(takes(path, json!("169.254.10.0/30")), "{path}");
                assert!(!takes(path, json!("10.0.0.0/30")), "{path}");
            }
            FieldKind::Id(begin) => {
                assert!(takes(path, json!(format!("{begin}1"))), "{path}");
                assert!(!takes(path, json!("x-1")), "{path}");
            }
            FieldKind::Pem => assert_eq!(found["type"], "string", "{path}"),
        }
    }
}

#[test]
fn it_has_no_field_that_the_catalogue_lacks() {
    let schema = schema();
    let count = |value: &Json| value["properties"].as_object().unwrap().len();
    let request = &schema["$defs"]["request"];
    let mut fields = 0;
    for level in [request, &schema["$defs"]["tunnel"]] {
        for (name, property) in level["properties"].as_object().unwrap() {
            let property = property.get("anyOf").map_or(property, |any| &any[0]);
            fields += match name.as_str() {
                TUNNELS => 0,
                TAGS => count(&property["items"]),
                _ if property.get("properties").is_some() => count(property),
                _ => 1,
            };
        }
    }
    assert_eq!(fields, FieldPath::all(1, 1).count());
}

#[test]
fn samples_and_what_is_written_validate() {
    let validator = validator();
    for folder in ["assets/drafts", "tests/data/drafts"] {
        for entry in fs::read_dir(root().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let text = fs::read_to_string(&path).unwrap();
            for text in [text.as_str(), &write(&read(&text).unwrap())] {
                let json: Json = serde_json::from_str(text).unwrap();
                if let Err(error) = validator.validate(&json) {
                    panic!("{}: {}: {error}", path.display(), error.instance_path());
                }
            }
        }
    }
}

#[test]
fn what_is_no_draft_does_not_validate() {
    let validator = validator();
    assert!(validator.is_valid(&json!({})));
    for bad in [
        json!([]),
        json!({"schema": 1}),
        json!({"schema": SCHEMA_VERSION + 1, "request": {}}),
        json!({"request": {}, "requests": {}}),
        json!({"request": {"RegionID": "x"}}),
        json!({"RegionID": "x"}),
        json!({"mode": "triple", "request": {}}),
        json!({"origins": {"Name": "guessed"}, "request": {}}),
        json!({"peer": {}, "request": {}}),
        json!({"peer": {"platform": "cisco-ios", "model": "C8000"}, "request": {}}),
        json!({"peer": {"platform": "cisco-ios", "initiator": "us"}, "request": {}}),
        json!({"request": {"Tags": [{"key": "x"}]}}),
        json!({"request": {"TunnelOptionsSpecification": [{}, {}, {}]}}),
        json!({"request": {"IkeConfig": "ikev2"}}),
        json!({"request": {"TunnelOptionsSpecification": [{"TunnelIkeConfig": {"PSK": "x"}}]}}),
    ] {
        assert!(!validator.is_valid(&bad), "{bad}");
    }
}

#[test]
fn the_program_prints_it() {
    let ran = run(&["drafts", "schema"]).expect(0);
    assert_eq!(serde_json::from_str::<Json>(&ran.out).unwrap(), schema());
}
