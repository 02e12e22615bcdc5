//! `tunnelsmith drafts`, and `@NAME` where a file may be named.

use std::fs;

use serde_json::Value as Json;
use sha2::{Digest as _, Sha256};

use super::super::support::{Ran, SandboxProcess, program, run, run_with_input, sample};
use super::{Workspace, connection, name};

struct Shell(Workspace);

impl Shell {
    fn new() -> Self {
        Self(Workspace::new())
    }

    fn data(&self) -> &str {
        self.0.folder.path().to_str().unwrap()
    }

    #[track_caller]
    fn run(&self, status: i32, arguments: &[&str]) -> Ran {
        run(&[arguments, &["--drafts-dir", self.data()]].concat()).expect(status)
    }

    fn file(&self, text: &str) -> String {
        let path = self.0.folder.path().join("in.json");
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }
}

fn keys(line: &Json) -> Vec<&str> {
    line.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn the_life_of_a_draft() {
    let shell = Shell::new();
    assert!(shell.run(0, &["drafts"]).out.contains("tunnelsmith drafts save FILE"));
    shell.run(0, &["drafts", "save", &sample("frankfurt-bgp.json"), "--name", "fra"]);
    let table = shell.run(0, &["drafts"]).out;
    for word in ["fra", "dual", "eu-central-1", "valid"] {
        assert!(table.contains(word), "{table}");
    }
    shell.run(0, &["check", "@fra"]);
    shell.run(0, &["preview", "@fra"]);
    let ran = shell.run(0, &["replay", "@fra", "--sandbox", "--yes", "--output", "json"]);
    assert_eq!(ran.line()["outcome"], "created");
    assert_eq!(ran.line()["file"], "@fra");

    shell.run(0, &["drafts", "duplicate", "fra", "lon"]);
    shell.run(0, &["drafts", "rename", "lon", "London 2"]);
    shell.run(0, &["drafts", "delete", "fra"]);
    assert!(!shell.run(0, &["drafts"]).out.contains("fra "));
    assert!(shell.run(0, &["drafts", "list", "--deleted"]).out.contains("fra"));
    shell.run(2, &["check", "@fra"]);
    shell.run(0, &["drafts", "restore", "fra"]);
    shell.run(2, &["drafts", "restore", "fra"]);
    assert!(shell.run(2, &["drafts", "rename", "fra", "fra"]).err.contains("already"));
    shell.run(0, &["check", "@fra", "@London 2"]);
}

#[test]
fn saving_again_keeps_what_was_there() {
    let shell = Shell::new();
    for text in ["{\"Name\": \"one\"}", "{\"Name\": \"two\"}", "{\"Name\": \"two\"}"] {
        let file = shell.file(text);
        shell.run(0, &["drafts", "save", &file, "--name", "fra"]);
    }
    let line = shell.run(0, &["drafts", "versions", "fra", "--output", "json"]).line();
    assert_eq!(keys(&line), ["name", "version", "replaced", "digest", "file"]);
    assert!(fs::read_to_string(line["file"].as_str().unwrap()).unwrap().contains("\"one\""));
    let old = shell.run(0, &["drafts", "show", "fra", "--version", "1"]);
    assert!(old.out.contains("\"one\""), "{}", old.out);
    shell.run(2, &["drafts", "show", "fra", "--version", "2"]);
    shell.run(0, &["drafts", "restore", "fra", "--version", "1"]);
    assert_eq!(connection(&shell.0.store.load(&name("fra")).unwrap().file), "one");
    assert_eq!(shell.run(0, &["drafts", "versions", "fra", "--output", "json"]).lines().len(), 2);
}

#[test]
fn of_several_deleted_drafts_one_is_chosen() {
    let shell = Shell::new();
    for text in ["one", "two"] {
        let file = shell.file(&format!("{{\"Name\": \"{text}\"}}"));
        shell.run(0, &["drafts", "save", &file, "--name", "fra"]);
        shell.run(0, &["drafts", "delete", "fra"]);
    }
    let table = shell.run(0, &["drafts", "list", "--deleted"]).out;
    let lines: Vec<&str> = table.lines().collect();
    assert!(lines[1].starts_with("fra    1") && lines[2].starts_with("fra    2"), "{table}");
    // To the second: 2026-01-02 03:04:05 UTC.
    assert_eq!(lines[1].matches(':').count(), 2, "{table}");
    let list = shell.run(0, &["drafts", "list", "--deleted", "--output", "json"]).lines();
    assert_eq!(keys(&list[1]), ["name", "number", "deleted", "folder"]);
    assert!(shell.run(2, &["drafts", "restore", "fra", "--deleted", "3"]).err.contains("number 3"));
    shell.run(2, &["drafts", "restore", "fra", "--deleted", "2", "--version", "1"]);
    shell.run(0, &["drafts", "restore", "fra", "--deleted", "2"]);
    assert_eq!(connection(&shell.0.store.load(&name("fra")).unwrap().file), "one");
}

#[test]
fn a_draft_that_cannot_be_read_is_not_replaced() {
    let shell = Shell::new();
    let file = shell.file("{\"Name\": \"mine\"}");
    let broken = shell.0.folder.path().join("drafts/fra.json");
    fs::create_dir(broken.parent().unwrap()).unwrap();
    fs::write(&broken, "{\"schema\": 9, \"request\": {}}").unwrap();
    let arguments = ["drafts", "save", &file, "--name", "fra", "--output", "json"];
    let ran = shell.run(1, &arguments);
    let line = ran.line();
    assert_eq!(keys(&line), ["outcome", "name", "file", "revision"]);
    assert_eq!(line["outcome"], "conflict");
    assert!(ran.err.contains(line["name"].as_str().unwrap()), "{}", ran.err);
    assert!(fs::read_to_string(&broken).unwrap().contains("\"schema\": 9"));
}

#[test]
fn a_draft_that_is_open_elsewhere_is_left_alone() {
    let shell = Shell::new();
    let file = shell.file("{\"Name\": \"mine\"}");
    shell.run(0, &["drafts", "save", &file, "--name", "fra"]);
    let _open = shell.0.store.lock(&name("fra")).unwrap();
    let pid = std::process::id().to_string();
    for arguments in [
        &["drafts", "save", &file, "--name", "fra"][..],
        &["drafts", "delete", "fra"],
        &["drafts", "rename", "fra", "lon"],
    ] {
        let ran = shell.run(2, arguments);
        assert!(ran.err.contains(&pid), "{}", ran.err);
    }
    shell.run(3, &["check", "@fra"]);
    assert_eq!(shell.0.drafts(), ["fra"]);
}

#[test]
fn the_json_of_the_list_has_the_agreed_keys() {
    let shell = Shell::new();
    shell.run(0, &["drafts", "save", &sample("london-keys-elsewhere.json"), "--name", "lon"]);
    let file = shell.file("{\"RegionId\": \"nowhere\", \"CustomerGatewayId\": \"cgw-1\"}");
    shell.run(0, &["drafts", "save", &file]);
    let lines = shell.run(0, &["drafts", "--output", "json"]).lines();
    for line in &lines {
        let agreed =
            ["name", "file", "mode", "region", "connection", "changed", "errors", "problem"];
        assert_eq!(keys(line), agreed);
    }
    assert_eq!(lines[0]["name"], "in");
    assert_eq!(lines[0]["mode"], "single");
    assert!(lines[0]["errors"].as_u64().unwrap() > 0);
    // Keys that stand elsewhere are not missed, nor fetched.
    assert_eq!((&lines[1]["name"], &lines[1]["errors"]), (&"lon".into(), &0.into()));
}

#[test]
fn keys_are_never_shown() {
    let shell = Shell::new();
    shell.run(0, &["drafts", "save", &sample("hangzhou-single-policy.json"), "--name", "hz"]);
    for arguments in [
        &["drafts", "show", "hz"][..],
        &["drafts", "show", "hz", "--output", "json"],
        &["drafts", "--output", "json"],
    ] {
        let ran = shell.run(0, arguments);
        assert!(!ran.out.contains("JeX7mVCD") && !ran.err.contains("JeX7mVCD"), "{}", ran.out);
    }
    assert!(shell.run(0, &["drafts", "show", "hz"]).out.contains("\"***\""));
    let kept = fs::read_to_string(shell.0.store.path(&name("hz"))).unwrap();
    assert!(kept.contains("JeX7mVCD"));
}

/// The digest of a version leads from each list to the others, and nobody can try keys with it.
#[test]
fn a_version_has_one_digest_wherever_it_is_told() {
    let sandbox = SandboxProcess::start(&[]);
    let ran = |arguments: &[&str]| sandbox.run(arguments).expect(0);
    let json = |arguments: &[&str]| ran(&[arguments, &["--output", "json"]].concat());
    let sample = sample("hangzhou-single-policy.json");
    let saved = json(&["drafts", "save", &sample, "--name", "hz"]).line();
    let digest = saved["revision"].as_str().unwrap().to_owned();
    let told = Sha256::digest(fs::read(saved["file"].as_str().unwrap()).unwrap());
    let oracle = format!("{:02x}{:02x}{:02x}{:02x}", told[0], told[1], told[2], told[3]);
    ran(&["replay", "@hz", "--yes"]);
    let other = sandbox.drafts.path().join("other.json");
    let text = fs::read_to_string(&sample).unwrap();
    fs::write(&other, text.replace("JeX7mVCD", "Qm4xTz9K")).unwrap();
    let other = other.to_str().unwrap();
    let again = json(&["drafts", "save", other, "--name", "hz"]).line();
    assert_eq!((&again["outcome"], again["revision"].as_str()), (&"saved".into(), Some(&*digest)));
    fs::write(other, text.replace("\"request\"", "\"note\": \"new\", \"request\"")).unwrap();
    let third = json(&["drafts", "save", other, "--name", "hz"]).line();
    assert_ne!(third["revision"], digest.as_str());

    let texts = [
        ran(&["drafts", "versions", "hz"]).out,
        ran(&["drafts", "show", "hz", "--version", "2"]).err,
        ran(&["history"]).out,
    ];
    assert!(texts.iter().all(|text| text.contains(&digest[..12])), "{texts:?}");
    let versions = json(&["drafts", "versions", "hz"]);
    let shown = json(&["drafts", "show", "hz", "--version", "2"]);
    let history = json(&["history"]);
    assert_eq!(versions.lines()[1]["digest"], digest.as_str());
    assert_eq!(shown.line()["revision"], digest.as_str());
    assert_eq!(history.line()["draft"], digest.as_str());
    for text in texts.iter().chain([&versions.out, &shown.out, &history.out]) {
        assert!(!text.contains(&oracle), "{text}");
    }
}

#[test]
fn a_key_beside_the_draft_is_found_from_the_store() {
    let shell = Shell::new();
    fs::write(shell.0.folder.path().join("psk.txt"), "kT7mPq2vXw9bRd4cZs8n\n").unwrap();
    let file = shell.file("{\"IkeConfig\": {\"Psk\": {\"file\": \"psk.txt\"}}}");
    shell.run(0, &["drafts", "save", &file]);
    let ran = shell.run(3, &["check", "@in", "--output", "json"]);
    assert!(ran.lines().iter().all(|line| line["rule"].is_string()), "{}", ran.out);
}

#[test]
fn a_draft_gets_its_name_from_where_there_is_one() {
    let shell = Shell::new();
    shell.run(0, &["drafts", "save", &sample("frankfurt-bgp.json")]);
    let from_input = |name: &[&str], status| {
        let arguments = [&["drafts", "save", "-", "--drafts-dir", shell.data()], name].concat();
        run_with_input(&arguments, b"{\"Name\": \"x\"}").expect(status)
    };
    assert!(from_input(&[], 2).err.contains("--name"));
    from_input(&["--name", "typed"], 0);
    let inside = shell.0.store.load(&name("typed")).unwrap().file.name;
    assert_eq!(inside.as_deref(), Some("typed"));
    assert_eq!(shell.0.drafts().len(), 2);
    shell.run(2, &["drafts", "save", "/nonexistent.json"]);
    let broken = shell.file("{");
    assert!(shell.run(3, &["drafts", "save", &broken]).err.contains("not valid JSON"));
}

#[test]
fn the_folder_comes_from_the_option_or_the_variable() {
    let shell = Shell::new();
    let file = shell.file("{\"Name\": \"x\"}");
    let status = |command: &mut std::process::Command| command.output().unwrap().status.code();
    let mut by_variable = program(&["drafts", "save", &file, "--name", "fra"]);
    assert_eq!(status(by_variable.env("TUNNELSMITH_DRAFTS_DIR", shell.data())), Some(0));
    assert_eq!(shell.0.drafts(), ["fra"]);

    let mut homeless = program(&["drafts"]);
    let output = homeless.env_remove("HOME").env_remove("TUNNELSMITH_DRAFTS_DIR").output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(told.contains("--drafts-dir") && told.contains("TUNNELSMITH_DRAFTS_DIR"), "{told}");
}

#[test]
fn kept_drafts_are_compared_by_name() {
    let shell = Shell::new();
    let draft = sample("frankfurt-bgp.json");
    shell.run(0, &["drafts", "save", &draft, "--name", "fra"]);
    shell.run(0, &["drafts", "diff", "@fra", "@fra"]);
    shell.run(0, &["drafts", "diff", "@fra", &draft]);
    let text = fs::read_to_string(&draft).unwrap().replace("aes256", "aes192");
    shell.run(0, &["drafts", "save", &shell.file(&text), "--name", "lon"]);
    for (one, other) in [("@fra", "@lon"), (&draft, "@lon")] {
        let told = shell.run(3, &["drafts", "diff", one, other]).out;
        assert!(told.contains("  - aes256\n  + aes192\n") && told.contains(one), "{told}");
    }
    // Standard input is read once; a kept draft may be named twice.
    let data = ["--drafts-dir", shell.data()];
    let piped = [&["drafts", "diff", "-", "@lon"], &data[..]].concat();
    run_with_input(&piped, text.as_bytes()).expect(0);
    assert!(
        shell
            .run(2, &["drafts", "diff", "@fra", "@muc"])
            .err
            .contains("draft \"muc\" does not exist")
    );
    assert!(shell.run(2, &["drafts", "diff", "@.", "@fra"]).err.contains("is not a valid name"));
    fs::write(shell.0.store.path(&name("odd")), "{\"Nmae\": 1}").unwrap();
    let broken = shell.run(3, &["drafts", "diff", "@fra", "@odd"]).err;
    assert!(broken.contains("@odd") && broken.contains("did you mean \"Name\""), "{broken}");
}

#[test]
fn a_kept_draft_is_compared_with_what_was_made_of_it() {
    let sandbox = SandboxProcess::start(&[]);
    sandbox.run(&["drafts", "save", &sample("frankfurt-bgp.json"), "--name", "fra"]).expect(0);
    let made = sandbox.run(&["replay", "--yes", "--output", "json", "@fra"]).expect(0).line();
    let id = made["connection_id"].as_str().unwrap();
    let same = sandbox.run(&["drafts", "diff", "@fra", "--live", id]).expect(0);
    assert!(same.out.contains("no differences"), "{}", same.out);
    sandbox.run(&["drafts", "diff", "@muc", "--live", id]).expect(2);
}
