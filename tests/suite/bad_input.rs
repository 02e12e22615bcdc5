//! Files that are no drafts: each is refused in one line that names the file, the place and the
//! remedy, and nothing of it reaches the terminal raw.

use std::fs;
use std::path::PathBuf;

use proptest::prelude::*;
use tunnelsmith::drafts;

use super::support::{run, run_with_input};

fn file(folder: &tempfile::TempDir, bytes: &[u8]) -> PathBuf {
    let path = folder.path().join("draft.json");
    fs::write(&path, bytes).unwrap();
    path
}

#[track_caller]
fn refused(bytes: &[u8], status: i32, words: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let path = file(&folder, bytes);
    let path = path.to_str().unwrap();
    for verb in [&["check"][..], &["preview"], &["replay", "--sandbox", "--yes"]] {
        let ran = run(&[verb, &[path]].concat()).expect(status);
        let said = format!("{}{}", ran.err, ran.out);
        // Long lines are wrapped; the words stay.
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        for word in words {
            assert!(said.contains(word), "{word:?} is missing in {said}");
        }
        assert!(said.contains("draft.json"), "{said}");
        let all = format!("{}{}", ran.err, ran.out);
        assert!(all.chars().all(|letter| letter == '\n' || !letter.is_control()), "{all:?}");
    }
}

#[test]
fn not_json() {
    refused(b"", 3, &["empty"]);
    refused(b" \n\t", 3, &["empty"]);
    refused(b"RegionId=cn-hangzhou", 3, &["1:1", "not valid JSON"]);
    refused(b"{\n  \"RegionId\": \"cn-hangzhou\",\n}", 3, &["3:1", "not valid JSON"]);
    refused(b"{\"Name\": \"a\0b\"}", 3, &["1:", "not valid JSON"]);
    refused(b"[1, 2]", 3, &["1:1", "a JSON object"]);
    refused(b"{} {}", 3, &["1:4", "not valid JSON"]);
}

#[test]
fn not_text() {
    refused(b"{\"Name\": \"\xff\xfe\"}", 3, &["UTF-8", "byte 11"]);
    refused(b"\xff\xfe{\0}\0", 3, &["UTF-8", "byte 1"]);
}

#[test]
fn a_byte_order_mark_is_no_mistake() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(&folder, b"\xef\xbb\xbf{\"RegionId\": \"cn-hangzhou\"}");
    let ran = run(&["check", "--output", "json", path.to_str().unwrap()]).expect(3);
    assert!(ran.lines().iter().all(|line| line["rule"].is_string()));
}

#[test]
fn huge_and_deep() {
    refused(&vec![b' '; 50 * 1024 * 1024], 3, &["1 MiB"]);
    let deep = format!("{{\"RegionId\": {}{}}}", "[".repeat(10_000), "]".repeat(10_000));
    refused(deep.as_bytes(), 3, &["1:14", "a single value"]);
    let open = "{\"a\":".repeat(10_000);
    refused(open.as_bytes(), 3, &["not valid JSON"]);
    let many = format!("{{\"Tags\": [{}{{}}]}}", "{},".repeat(5_000));
    refused(many.as_bytes(), 3, &["1:10", "Tags", "1000"]);
}

#[test]
fn fields_that_do_not_exist_are_named_with_the_nearest() {
    refused(b"{\n \"RegionID\": \"x\"}", 3, &["2:2", "RegionID", "did you mean \"RegionId\""]);
    refused(
        b"{\"TunnelOptionsSpecification\": [{}, {\"TunnelIkeConfig\": {\"PSK\": \"x\"}}]}",
        3,
        &["1:58", "\"PSK\"", "\"Psk\""],
    );
    refused(b"{\"IkeConfig\": \"{\\\"Pks\\\": \\\"x\\\"}\"}", 3, &["1:15", "\"Pks\"", "\"Psk\""]);
    refused(b"{\"HealthCheckConfig\": {\"policy\": \"x\"}}", 3, &["\"policy\"", "\"Policy\""]);
    refused(b"{\"schema\": 1, \"requests\": {}}", 3, &["1:15", "\"request\""]);
}

/// Half a megabyte of slips of the finger: each costs a place and a sentence, and only the first few
/// a comparison with every field there is.
#[test]
fn of_thousands_of_unknown_fields_a_few_are_compared_with_the_known() {
    let fields: Vec<String> =
        (0..20_000).map(|number| format!("\"RegionIx{number}\": 1")).collect();
    let errors = drafts::read(&format!("{{{}}}", fields.join(",\n"))).unwrap_err();
    let suggested = errors.iter().filter(|error| {
        matches!(&error.problem, drafts::ReadProblem::Unknown { nearest: Some(_), .. })
    });
    assert!((1..=20).contains(&suggested.count()));
    assert_eq!(errors.len(), 1001);
    assert_eq!((errors[999].at.line, errors[999].at.column), (1000, 1));
    assert_eq!(errors[1000].problem, drafts::ReadProblem::More(19_000));
}

#[test]
fn of_thousands_of_unknown_columns_the_first_are_told() {
    let header: Vec<String> = (0..20_000).map(|number| format!("RegionIx{number}")).collect();
    let table = format!("{}\na\n", header.join(","));
    let errors = drafts::Table::read(&table, &Default::default()).unwrap_err();
    assert_eq!(errors.len(), 21);
    assert_eq!(errors[20].problem, drafts::TableProblem::More(19_980));
}

#[test]
fn repeated_fields_are_refused() {
    refused(b"{\"Name\": \"a\", \"Name\": \"b\"}", 3, &["1:15", "\"Name\"", "twice"]);
    refused(b"{\"Tags\": [{\"Key\": \"a\", \"Key\": \"b\"}]}", 3, &["twice"]);
}

#[test]
fn values_of_the_wrong_kind() {
    refused(b"{\"Name\": null}", 3, &["1:10", "null"]);
    refused(b"{\"Name\": {\"a\": 1}}", 3, &["Name", "single value"]);
    refused(b"{\"Tags\": {\"a\": \"b\"}}", 3, &["Tags", "an array"]);
    refused(b"{\"IkeConfig\": \"ikev2\"}", 3, &["IkeConfig", "not valid JSON"]);
    refused(b"{\"IkeConfig\": {\"Psk\": {\"vault\": \"x\"}}}", 3, &["Psk", "env"]);
    refused(b"{\"Name\": \"\\ud800\"}", 3, &["1:"]);
}

#[test]
fn envelopes_of_another_time() {
    refused(b"{\"schema\": 3, \"request\": {}}", 3, &["1:12", "schema 3", "newer tunnelsmith"]);
    refused(b"{\"schema\": \"1\", \"request\": {}}", 3, &["schema", "number 1"]);
    refused(b"{\"schema\": 1}", 3, &["no \"request\""]);
    refused(b"{\"schema\": 1, \"mode\": \"triple\", \"request\": {}}", 3, &["triple", "dual"]);
}

#[test]
fn escape_sequences_are_spelled_out() {
    let hostile = "{\"\\u001b]0;owned\\u0007\": 1, \"Name\": \"\\u001b[2J\\u202eevil\"}";
    refused(hostile.as_bytes(), 3, &["u{1b}"]);
    let folder = tempfile::tempdir().unwrap();
    let path =
        file(&folder, b"{\"Name\": \"\\u001b[2J\\u202eevil\", \"RegionId\": \"\\u001b[31m\"}");
    let ran = run(&["check", path.to_str().unwrap()]).expect(3);
    assert!(ran.out.chars().all(|letter| letter == '\n' || !letter.is_control()), "{}", ran.out);
    assert!(!ran.out.contains('\u{202e}'), "{}", ran.out);
}

#[test]
fn references_that_lead_nowhere() {
    refused(
        b"{\"IkeConfig\": {\"Psk\": {\"env\": \"NO_SUCH\"}}}",
        3,
        &["1:23", "NO_SUCH", "not set"],
    );
    refused(
        b"{\"IkeConfig\": {\"Psk\": {\"file\": \"no-such\"}}}",
        3,
        &["no-such", "the file does not exist"],
    );
}

#[test]
fn files_that_are_none() {
    let missing = run(&["check", "/nonexistent/draft.json"]).expect(2);
    assert!(
        missing.err.contains("/nonexistent/draft.json")
            && missing.err.contains("the file does not exist")
    );
    let folder = tempfile::tempdir().unwrap();
    let directory = run(&["check", folder.path().to_str().unwrap()]).expect(2);
    assert!(directory.err.contains("directory"));
}

#[test]
fn standard_input_is_a_file_like_any_other() {
    let ran =
        run_with_input(&["check", "--output", "json", "-"], b"{\"RegionId\": \"\"}").expect(3);
    assert!(ran.lines().iter().any(|line| line["rule"] == "M-01" && line["file"] == "-"));
    run_with_input(&["check", "-", "-"], b"{}").expect(2);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..Default::default() })]

    /// Whatever the text, reading it is total.
    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        let _ = drafts::read(&text);
    }

    /// Whatever JSON stands where a draft is expected.
    #[test]
    fn any_json_is_read_or_refused(text in json_text()) {
        if let Ok(found) = drafts::read(&text) {
            let _ = tunnelsmith::connection::check(&found.draft);
        }
    }
}

/// JSON that begins like a draft and goes wrong somewhere.
fn json_text() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        any::<i64>().prop_map(|number| number.to_string()),
        "[ -~]{0,12}".prop_map(|text| serde_json::Value::from(text).to_string()),
    ];
    let name = prop_oneof![
        Just("RegionId"),
        Just("Tags"),
        Just("TunnelOptionsSpecification"),
        Just("IkeConfig"),
        Just("Psk"),
        Just("TunnelIkeConfig"),
        Just("schema"),
        Just("request"),
        Just("Key"),
        Just("LocalSubnet"),
        Just("mode"),
        Just("env"),
    ];
    leaf.prop_recursive(5, 40, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4)
                .prop_map(|items| format!("[{}]", items.join(","))),
            prop::collection::vec((name.clone(), inner), 0..5).prop_map(|entries| {
                let entries: Vec<String> = entries
                    .into_iter()
                    .map(|(name, value)| format!("\"{name}\": {value}"))
                    .collect();
                format!("{{{}}}", entries.join(", "))
            }),
        ]
    })
}
