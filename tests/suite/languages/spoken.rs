//! What goes wrong is said in the language of the reader alone.

use std::fs;

use crate::support::{Ran, program};

/// Command lines with something wrong in each, run in a folder of their own.
const WRONG: [&[&str]; 27] = [
    &["check", "missing.json"],
    &["check", "."],
    &["check", "empty"],
    &["check", "cut.json"],
    &["check", "comma.json"],
    &["check", "names.json"],
    &["check", "kinds.json"],
    &["check", "list.json"],
    &["check", "utf16.json"],
    &["check", "newer.json"],
    &["check", "sealed.json"],
    &["check", "command.json"],
    &["check", "draft.json", "--set", "Nmae=x"],
    &["check", "draft.json", "--set", "Name"],
    &["check", "draft.json", "--set", "IkeConfig.Psk=x"],
    &["check", "-", "-"],
    &["check", "draft.json", "--values", "table.csv"],
    &["check", "draft.json", "--values", "header.csv"],
    &["replay", "draft.json", "--yes", "--allow", "Z-99", "--sandbox"],
    &["replay", "draft.json", "--yes", "--endpoint", "http://vpc.aliyuncs.com"],
    &["replay", "draft.json", "--yes", "--endpoint", "ftp://x"],
    &["gateways", "--region", "eu-central-1", "--profile", "nobody"],
    &["gateways", "--region", "eu-central-1"],
    &["drafts", "show", "nobody"],
    &["drafts", "share", "draft.json", "--with", "age1x"],
    &["sandbox", "--fault", "meteor"],
    &["config", "set", "keys", "undo"],
];

/// Words of English in a row that are neither code nor a name; the reason of the system is its own.
fn english(text: &str) -> Vec<String> {
    let outside: String = text.split('`').step_by(2).collect::<Vec<_>>().join("`");
    let is_word = |word: &&str| {
        let word = word.trim_matches([',', ';', ':', '.', '(', ')']);
        word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_lowercase())
    };
    let words: Vec<&str> = outside.split_whitespace().collect();
    let pairs = words.windows(2).filter(|pair| pair.iter().all(&is_word));
    pairs.map(|pair| pair.join(" ")).collect()
}

#[test]
fn whatever_is_wrong_is_said_in_chinese_alone() {
    let folder = tempfile::tempdir().unwrap();
    let draft = include_str!("../../../assets/drafts/frankfurt-bgp.json");
    for (name, text) in [
        ("draft.json", draft),
        ("cut.json", "{"),
        ("comma.json", "{\"Name\": \"a\",}"),
        ("names.json", "{\"Nmae\": \"a\", \"TunnelOptionsSpecification\": [{\"Quux\": 1}]}"),
        (
            "kinds.json",
            "{\"schema\": 2, \"mode\": \"triple\", \"acknowledged\": 1, \"request\": {\"Name\": null, \"LocalSubnet\": [], \"IkeConfig\": \"x\"}}",
        ),
        ("list.json", "[]"),
        ("newer.json", "{\"schema\": 99, \"request\": {}}"),
        ("sealed.json", "{\"IkeConfig\": {\"Psk\": {\"sealed\": \"x\", \"for\": [\"age1x\"]}}}"),
        ("command.json", "{\"IkeConfig\": {\"Psk\": {\"command\": \"x\"}}}"),
        ("table.csv", "Name,Wibble,\na,b,c\nd\ne,f,g,h\n"),
        ("header.csv", "Name\n"),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    fs::create_dir(folder.path().join("empty")).unwrap();
    fs::write(folder.path().join("utf16.json"), b"\xFF\xFEx\0").unwrap();
    let mut found = Vec::new();
    for arguments in WRONG {
        let mut command = program(&[arguments, &["--lang", "zh-CN"]].concat());
        command.current_dir(folder.path()).env("HOME", folder.path());
        command.env("TUNNELSMITH_DRAFTS_DIR", folder.path().join("kept"));
        let ran = Ran::of(command.output().unwrap());
        let said = format!("{}{}", ran.out, ran.err);
        let is_chinese = said.chars().any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter));
        let words = english(&said);
        if !is_chinese || !words.is_empty() {
            found.push(format!("{arguments:?}: {words:?}: {said}"));
        }
    }
    super::assert_none(found);
}
