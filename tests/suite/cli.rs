//! The command line as scripts and people use it: verbs, options, exit statuses, lines of JSON.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use serde_json::Value as Json;

use super::support::{PROGRAM, SandboxProcess, program, root, run, sample};

fn samples() -> Vec<String> {
    let mut files: Vec<String> = fs::read_dir(root().join("assets/drafts"))
        .unwrap()
        .map(|entry| entry.unwrap().path().to_string_lossy().into_owned())
        .collect();
    files.sort();
    assert!(files.len() >= 6);
    files
}

/// Two of the samples keep their keys in the environment.
fn with_keys(command: &mut Command) -> &mut Command {
    command
        .env("LON_DC3_PSK_1", "Vb7cYq4mTz9wKs2nXr6dHf8jLp3gUe5a")
        .env("LON_DC3_PSK_2", "Gm5tRx8kWd3yNh7qZc4vBs9fJp2uEa6L")
}

#[track_caller]
fn told(command: &mut Command, status: i32) -> (String, String) {
    let output = with_keys(command).output().unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(status), "{out}\n{err}");
    (out, err)
}

fn json_lines(text: &str) -> Vec<Json> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn every_sample_draft_is_sound_and_is_created() {
    for file in samples() {
        told(&mut program(&["check", &file]), 0);
        let (out, _) =
            told(&mut program(&["replay", "--sandbox", "--yes", "--output", "json", &file]), 0);
        let line = &json_lines(&out)[0];
        assert_eq!(line["outcome"], "created", "{line}");
        assert!(line["connection_id"].as_str().unwrap().starts_with("vco-"));
        assert_eq!(line["sandbox"], true);
        assert_eq!(line["attempts"], 1);
    }
}

#[test]
fn the_json_of_check_has_the_agreed_keys() {
    let (out, err) =
        told(&mut program(&["check", "--output", "json", &sample("frankfurt-bgp.json")]), 0);
    assert_eq!(err, "");
    for line in json_lines(&out) {
        let keys: Vec<&str> = line.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(keys, ["file", "rule", "severity", "field", "message", "repair"]);
    }
}

#[test]
fn the_json_of_replay_has_the_agreed_keys() {
    let (out, _) = told(
        &mut program(&[
            "replay",
            "--sandbox",
            "--yes",
            "--output",
            "json",
            &sample("frankfurt-bgp.json"),
            "/nonexistent.json",
        ]),
        2,
    );
    let lines = json_lines(&out);
    assert_eq!(lines.len(), 2);
    for line in &lines {
        let keys: Vec<&str> = line.as_object().unwrap().keys().map(String::as_str).collect();
        let agreed = [
            "file",
            "outcome",
            "connection_id",
            "name",
            "request_id",
            "client_token",
            "code",
            "message",
            "meaning",
            "remedy",
            "field",
            "attempts",
            "sandbox",
        ];
        assert_eq!(keys[..agreed.len()], agreed);
    }
    assert_eq!(lines[0]["outcome"], "created");
    assert_eq!(lines[0]["name"], "fra-dc1");
    assert_eq!(lines[1]["outcome"], "invalid");
}

#[test]
fn without_a_terminal_nothing_is_created_unasked() {
    let (out, err) = told(&mut program(&["replay", "--sandbox", &sample("frankfurt-bgp.json")]), 2);
    assert_eq!(out, "");
    assert!(err.contains("--yes"), "{err}");
}

#[test]
fn a_dry_run_creates_nothing_and_needs_no_yes() {
    let sandbox = SandboxProcess::start(&[]);
    let draft = sample("frankfurt-bgp.json");
    let line = sandbox.run(&["replay", "--dry-run", "--output", "json", &draft]).expect(0).line();
    assert_eq!(line["outcome"], "dry-run-passed");
    assert_eq!(line["connection_id"], Json::Null);
    // Had the dry run created anything, the creation would meet its tunnel CIDR blocks.
    let line = sandbox.run(&["replay", "--yes", "--output", "json", &draft]).expect(0).line();
    assert_eq!(line["outcome"], "created");
}

#[test]
fn an_invalid_draft_is_not_sent_and_the_rest_is() {
    let (out, _) = told(
        &mut program(&[
            "replay",
            "--sandbox",
            "--yes",
            "--output",
            "json",
            "--set",
            "TunnelOptionsSpecification.2.TunnelBgpConfig.TunnelCidr=169.254.10.0/30",
            &sample("frankfurt-bgp.json"),
            &sample("tokyo-private.json"),
        ]),
        3,
    );
    let lines = json_lines(&out);
    assert_eq!((&lines[0]["outcome"], &lines[0]["code"]), (&"invalid".into(), &"B-07".into()));
    assert_eq!(lines[0]["field"], "TunnelOptionsSpecification.2.TunnelBgpConfig.TunnelCidr");
    assert_eq!(lines[0]["attempts"], 0);
    assert_eq!(lines[0]["sandbox"], false);
}

#[test]
fn an_allowed_rule_passes_and_the_service_has_the_last_word() {
    let (out, _) = told(
        &mut program(&[
            "replay",
            "--sandbox",
            "--yes",
            "--output",
            "json",
            "--allow",
            "B-06",
            "--set",
            "TunnelOptionsSpecification.1.TunnelBgpConfig.TunnelCidr=169.254.6.0/30",
            "--set",
            "TunnelOptionsSpecification.1.TunnelBgpConfig.LocalBgpIp=169.254.6.1",
            &sample("frankfurt-bgp.json"),
        ]),
        4,
    );
    let line = &json_lines(&out)[0];
    assert_eq!(line["outcome"], "refused");
    assert_eq!(line["code"], "IllegalParam.TunnelCidr");
    assert_eq!(line["allowed"], serde_json::json!(["B-06"]));
    assert_eq!(line["field"], "TunnelOptionsSpecification.1.TunnelBgpConfig.TunnelCidr");
    assert!(line["remedy"].as_str().unwrap().contains("169.254"), "{line}");
}

#[test]
fn options_that_are_wrong_are_usage_errors() {
    let draft = sample("frankfurt-bgp.json");
    for (arguments, word) in [
        (vec!["check"], "FILE"),
        (vec!["check", "--set", "Name", &draft], "FIELD=VALUE"),
        (vec!["check", "--set", "TunnelCidr=x", &draft], "BgpConfig.TunnelCidr"),
        (vec!["check", "--set", "IkeConfig.Psk=x", &draft], "can read command lines"),
        (vec!["check", "--set", "ClientToken=x", &draft, &draft], "one draft"),
        (vec!["preview", "--allow", "S-99", &draft], "S-9"),
        (vec!["replay", "--yes", "--endpoint", "http://vpc.aliyuncs.com", &draft], "https"),
        (vec!["sandbox", "--fault", "meteor"], "latency"),
        (vec!["explain", "Nonsense.Code"], ""),
        (vec!["frobnicate"], "frobnicate"),
        (vec!["--plain", "--open", &draft], "drafts save"),
        (vec!["--plain", "--open", "a/b"], "tunnelsmith drafts lists"),
    ] {
        let ran = program(&arguments)
            .env("ALIBABA_CLOUD_ACCESS_KEY_ID", "x")
            .env("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "y")
            .output()
            .unwrap();
        let err = String::from_utf8_lossy(&ran.stderr);
        assert_eq!(ran.status.code(), Some(2), "{arguments:?}: {err}");
        assert!(err.contains(word), "{arguments:?}: {err}");
    }
}

#[test]
fn without_credentials_every_place_looked_at_is_named() {
    let (_, err) = told(&mut program(&["replay", "--yes", &sample("frankfurt-bgp.json")]), 6);
    for word in ["ALIBABA_CLOUD_ACCESS_KEY_ID", ".aliyun/config.json", "--sandbox"] {
        assert!(err.contains(word), "{word} is missing in {err}");
    }
}

#[test]
fn help_and_version_are_no_errors() {
    assert!(run(&["--version"]).expect(0).out.starts_with("tunnelsmith "));
    let help = run(&["--help"]).expect(0).out;
    let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
    for word in ["replay", "opens the wizard", "--open <NAME>", "--mouse", "--sandbox"] {
        assert!(help.contains(word), "{word}");
    }
    for verb in ["check", "preview", "replay", "explain", "gateways", "sandbox"] {
        assert!(run(&[verb, "--help"]).expect(0).out.contains("Usage"));
    }
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = run(&["completions", shell]).expect(0).out;
        for word in ["tunnelsmith", "open", "mouse"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    // Shells say beside a value what it means.
    for shell in ["zsh", "fish"] {
        let script = run(&["completions", shell, "--lang", "zh-CN"]).expect(0).out;
        assert!(script.contains("嵌套的 JSON"), "{shell}");
    }
    let page = run(&["man"]).expect(0).out;
    for word in
        [".TH", "opens the wizard", "THE WIZARD", "\\-\\-open", "REPLAY", "dry\\-run", "allow"]
    {
        assert!(page.contains(word), "{word}");
    }
}

#[test]
fn explain_tells_the_meaning_and_the_remedy() {
    let text = run(&["explain", "MissingParam.CustomerGatewayAsn"]).expect(0).out;
    assert!(text.contains("ASN"), "{text}");
    let line = run(&["explain", "--output", "json", "vpntask.conflict"]).expect(0).line();
    assert_eq!((&line["code"], &line["retryable"]), (&"VpnTask.CONFLICT".into(), &true.into()));
}

#[test]
fn colour_only_where_it_was_asked_for() {
    let draft = sample("frankfurt-bgp.json");
    assert!(!run(&["check", &draft]).out.contains('\u{1b}'));
    assert!(run(&["check", "--color", "always", &draft]).out.contains('\u{1b}'));
    let output =
        program(&["check", "--color", "auto", &draft]).env("NO_COLOR", "1").output().unwrap();
    assert!(!String::from_utf8_lossy(&output.stdout).contains('\u{1b}'));
}

#[test]
fn a_reader_that_goes_away_is_no_trouble() {
    let drafts = samples().join("' '");
    let script = format!("'{PROGRAM}' check '{drafts}' | head -1; exit ${{PIPESTATUS[0]}}");
    let output = with_keys(&mut Command::new("bash")).args(["-c", &script]).output().unwrap();
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(!err.contains("panicked"), "{err}");
    assert_eq!(output.status.code(), Some(0), "{err}");
}

#[test]
fn keys_are_masked_unless_revealed() {
    for file in samples() {
        let text = fs::read_to_string(&file).unwrap();
        let draft = tunnelsmith::drafts::read(&text).unwrap().draft;
        let keys: BTreeSet<String> = draft
            .present_paths()
            .filter_map(|path| Some(draft.key(path)?.0.expose().to_owned()))
            .chain(["Vb7cYq4mTz9wKs2nXr6dHf8jLp3gUe5a".to_owned()])
            .collect();
        for form in ["params", "json", "cli"] {
            let (masked, _) = told(&mut program(&["preview", "--as", form, &file]), 0);
            assert!(keys.iter().all(|key| !masked.contains(key)), "{form} of {file} shows a key");
            let (open, _) = told(&mut program(&["preview", "--as", form, "--reveal", &file]), 0);
            assert!(keys.iter().any(|key| open.contains(key)), "{form} of {file} hides its keys");
        }
        let (checked, _) = told(&mut program(&["check", &file]), 0);
        assert!(keys.iter().all(|key| !checked.contains(key)));
    }
}

/// The line goes through a real shell to a program that prints the arguments it got.
#[test]
fn a_shell_runs_the_exported_line_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let aliyun = folder.path().join("aliyun");
    fs::write(&aliyun, "#!/bin/sh\nfor word; do printf '%s\\0' \"$word\"; done\n").unwrap();
    let mut permissions = fs::metadata(&aliyun).unwrap().permissions();
    std::os::unix::fs::PermissionsExt::set_mode(&mut permissions, 0o755);
    fs::set_permissions(&aliyun, permissions).unwrap();
    let path = format!("{}:{}", folder.path().display(), std::env::var("PATH").unwrap());
    let hostile = "it's \"$HOME\" `id` \\ !* ~ 总部; rm -rf # & | > <";
    for file in samples() {
        let set = format!("Name={hostile}");
        let common = ["--set", &set, &file];
        let (params, _) = told(
            &mut program(&[&["preview", "--reveal", "--output", "json"], &common[..]].concat()),
            0,
        );
        let params = json_lines(&params)[0]["params"].clone();
        for reveal in [true, false] {
            let more: &[&str] = if reveal { &["--reveal"] } else { &[] };
            let (line, _) =
                told(&mut program(&[&["preview", "--as", "cli"], more, &common[..]].concat()), 0);
            let mut shell = Command::new("sh");
            shell.args(["-c", line.trim_end()]).env("PATH", &path);
            if !reveal {
                let refused = shell.output().unwrap();
                assert!(!refused.status.success(), "a masked line must not run without its key");
                let key = |name: &str| params[name].as_str().unwrap_or_default().to_owned();
                let tunnel =
                    |n: u8| key(&format!("TunnelOptionsSpecification.{n}.TunnelIkeConfig.Psk"));
                let single: Json = serde_json::from_str(&key("IkeConfig")).unwrap_or(Json::Null);
                shell
                    .env("PSK_1", tunnel(1))
                    .env("PSK_2", tunnel(2))
                    .env("PSK", single["Psk"].as_str().unwrap_or("x"));
            }
            let output = shell.output().unwrap();
            assert!(output.status.success(), "{line}");
            let words: Vec<String> = String::from_utf8(output.stdout)
                .unwrap()
                .split_terminator('\0')
                .map(str::to_owned)
                .collect();
            assert_eq!(words[..2], ["vpc", "CreateVpnAttachment"]);
            let (parameters, options) = super::official_cli::parse(&words[2..]).unwrap();
            assert!(options.contains_key("region"), "{line}");
            let given: serde_json::Map<String, Json> =
                parameters.into_iter().map(|(name, value)| (name, value.into())).collect();
            assert_eq!(Json::Object(given), params, "{file}");
        }
    }
}

/// In single mode the key stands inside a JSON text, which its quotes must not end.
#[test]
fn a_single_mode_key_with_quotes_survives_the_exported_line() {
    let key = r#"it's"$HOME"\`n` 8*"#.replace(' ', "_");
    let mut draft: Json =
        serde_json::from_str(&fs::read_to_string(sample("hangzhou-single-policy.json")).unwrap())
            .unwrap();
    draft["request"]["IkeConfig"]["Psk"] = key.as_str().into();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("quotes.json");
    fs::write(&file, draft.to_string()).unwrap();
    let file = file.to_str().unwrap();
    let escaped = key.replace('\\', "\\\\").replace('"', "\\\"");
    for more in [&[][..], &["--reveal"]] {
        let (line, _) = told(&mut program(&[&["preview", "--as", "cli", file], more].concat()), 0);
        let script = format!("aliyun() {{ printf '%s\\n' \"$@\"; }}; {line}");
        let output =
            Command::new("sh").args(["-c", &script]).env("PSK", &escaped).output().unwrap();
        let words = String::from_utf8(output.stdout).unwrap();
        let words: Vec<&str> = words.lines().collect();
        let at = words.iter().position(|word| *word == "--IkeConfig").unwrap();
        let config: Json = serde_json::from_str(words[at + 1]).unwrap();
        assert_eq!(config["Psk"], key.as_str(), "{line}");
    }
}

/// What `preview --as json` prints is a request part that reads back to the same parameters.
#[test]
fn the_json_preview_is_a_draft_again() {
    for file in samples() {
        let (json, _) = told(&mut program(&["preview", "--as", "json", "--reveal", &file]), 0);
        let folder = tempfile::tempdir().unwrap();
        let again = folder.path().join("again.json");
        fs::write(&again, json).unwrap();
        let (first, _) = told(&mut program(&["preview", "--reveal", &file]), 0);
        let (second, _) = told(&mut program(&["preview", "--reveal", again.to_str().unwrap()]), 0);
        assert_eq!(first, second, "{file}");
    }
}

#[test]
fn gateways_are_listed_and_created() {
    let sandbox = SandboxProcess::start(&["--gateways", "120"]);
    let rows = sandbox.run(&["gateways", "--region", "eu-central-1", "--output", "json"]).expect(0);
    assert_eq!(rows.lines().len(), 120);
    let create = [
        "gateways",
        "create",
        "--region",
        "eu-central-1",
        "--ip",
        "203.0.113.200",
        "--asn",
        "65077",
    ];
    let made = sandbox.run(&[&create[..], &["--output", "json"]].concat()).expect(0).line();
    assert!(made["id"].as_str().unwrap().starts_with("cgw-"));
    let again = sandbox.run(&create).expect(4);
    assert!(again.err.contains("InvalidIpAddress.AlreadyExist"), "{}", again.err);
    let rows = sandbox.run(&["gateways", "--region", "eu-central-1"]).expect(0);
    assert!(rows.out.contains("203.0.113.200") && rows.out.contains("65077"));
    assert!(sandbox.run(&["gateways"]).expect(2).err.contains("--region"));
}

/// A sandbox elsewhere is known by its answers alone; each of them says so, to people and programs.
#[test]
fn every_answer_of_a_sandbox_says_so() {
    let sandbox = SandboxProcess::start(&[]);
    let region = ["--region", "eu-central-1"];
    let draft = sample("frankfurt-bgp.json");
    let create = [&["gateways", "create", "--ip", "203.0.113.201"], &region[..]].concat();
    for (arguments, status) in [
        ([&["gateways"], &region[..]].concat(), 0),
        (create.clone(), 0),
        (create, 4),
        (vec!["gateways", "--region", "nowhere"], 4),
        (vec!["replay", "--yes", "--again", &draft], 0),
        (vec!["replay", "--yes", "--again", &draft], 4),
        (vec!["replay", "--dry-run", &draft], 4),
    ] {
        let ran = sandbox.run(&arguments).expect(status);
        assert!((ran.out + &ran.err).contains("SANDBOX"), "{arguments:?}");
        let json = [&arguments[..], &["--output", "json"]].concat();
        for line in sandbox.run(&json).lines() {
            assert_eq!(line["sandbox"], true, "{arguments:?}");
        }
    }
    for fault in ["http-503=9", "html-body", "error=Odd.Code", "reset-after-store=1"] {
        let sandbox = SandboxProcess::start(&["--fault", fault]);
        let out = sandbox.run(&["replay", "--yes", "--patience", "0", &draft]).out;
        assert!(out.contains("  SANDBOX\n"), "{fault}: {out}");
    }
}

#[test]
fn a_lost_gateway_creation_tells_its_token_to_programs_too() {
    let sandbox = SandboxProcess::start(&["--fault", "huge-body"]);
    let create = ["gateways", "create", "--region", "eu-central-1", "--ip", "203.0.113.202"];
    let line = sandbox.run(&[&create[..], &["--output", "json"]].concat()).expect(5).line();
    assert_eq!((&line["outcome"], &line["sandbox"]), (&"unknown".into(), &true.into()));
    assert!(line["client_token"].as_str().unwrap().len() >= 32, "{line}");
    // A list that was not had leaves nothing unknown.
    let line = sandbox.run(&["gateways", "--region", "eu-central-1", "--output", "json"]);
    assert_eq!(line.expect(1).line()["outcome"], "failed");
}

#[test]
fn nothing_is_said_about_repeating_an_unlisted_code() {
    let out = run(&["explain", "Nonsense.Code"]).expect(2).out;
    assert!(!out.contains("epeating"), "{out}");
}

#[test]
fn a_run_that_cannot_sign_in_has_its_line_in_json() {
    for arguments in [
        &["gateways", "--region", "eu-central-1"][..],
        &["gateways", "create", "--region", "eu-central-1", "--ip", "198.51.100.7"],
    ] {
        let ran = run(&[&["--output", "json"], arguments].concat()).expect(6);
        let line = ran.line();
        assert_eq!((&line["outcome"], &line["sandbox"]), (&"not-sent".into(), &false.into()));
        assert!(!line["message"].as_str().unwrap().is_empty());
    }
}

/// What the API reference says and what is reported of the live service differ; both are told.
#[test]
fn one_tunnel_is_taken_by_the_sandbox_with_a_word_about_the_service_or_refused_as_reported() {
    let draft = sample("hangzhou-single-policy.json");
    let draft = draft.as_str();
    let taken = SandboxProcess::start(&[]);
    for dry in [true, false] {
        let more: &[&str] = if dry { &["--dry-run"] } else { &["--yes"] };
        let ran = taken.run(&[&["replay", draft], more].concat());
        assert_eq!(ran.status, 0, "{}", ran.err);
        let words = ran.out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            words.contains("M-05: Alibaba Cloud discontinued single-tunnel connections"),
            "{words}"
        );
    }
    let refusing = SandboxProcess::start(&["--fault", "single=refuse"]);
    let ran = refusing.run(&["replay", draft, "--yes"]);
    let words = ran.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(ran.status, 4, "{}", ran.err);
    assert!(words.contains("VpnConnection.InvalidCreateTunnelOptions"), "{words}");
    assert!(words.contains("dual-tunnel"), "{words}");
}
