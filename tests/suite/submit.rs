//! Exactly one connection, whatever happens on the way, and an honest word about each outcome.

use std::fs;
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::Value as Json;

use super::support::{SandboxProcess, program, sample};

/// The ids of the connections that the sandbox keeps, asked for by our own client.
pub fn kept(sandbox: &SandboxProcess, region: &str) -> Vec<String> {
    sandbox.kept(region).into_iter().map(|(id, _)| id).collect()
}

fn replay(sandbox: &SandboxProcess, more: &[&str], status: i32) -> Json {
    let draft = sample("frankfurt-bgp.json");
    let arguments = ["replay", "--yes", "--output", "json", "--patience", "20", &draft];
    sandbox.run(&[&arguments[..], more].concat()).expect(status).line()
}

#[test]
fn a_stored_connection_whose_answer_was_cut_off_is_found_and_made_once() {
    let sandbox = SandboxProcess::start(&["--fault", "reset-after-store=2"]);
    let line = replay(&sandbox, &[], 0);
    assert_eq!((&line["outcome"], &line["sandbox"]), (&"created".into(), &true.into()));
    let kept = kept(&sandbox, "eu-central-1");
    assert_eq!(kept, [line["connection_id"].as_str().unwrap()], "exactly one");
}

#[test]
fn where_looking_fails_too_the_same_token_leads_to_the_same_connection() {
    let faults = ["--fault", "reset-after-store=2", "--fault", "bad-lookup=200"];
    let sandbox = SandboxProcess::start(&faults);
    let line = replay(&sandbox, &["--set", "Name=unlucky"], 0);
    assert_eq!((&line["outcome"], &line["attempts"]), (&"created".into(), &3.into()));
}

#[test]
fn without_a_name_the_same_token_is_sent_again() {
    let sandbox = SandboxProcess::start(&["--fault", "reset-after-store=2"]);
    let folder = tempfile::tempdir().unwrap();
    let text = fs::read_to_string(sample("frankfurt-bgp.json")).unwrap();
    let nameless = folder.path().join("nameless.json");
    fs::write(&nameless, text.replacen("\"Name\": \"fra-dc1\",", "", 1)).unwrap();
    let line = sandbox
        .run(&[
            "replay",
            "--yes",
            "--output",
            "json",
            "--patience",
            "60",
            nameless.to_str().unwrap(),
        ])
        .expect(0)
        .line();
    assert_eq!((&line["outcome"], &line["attempts"]), (&"created".into(), &3.into()));
    assert_eq!(kept(&sandbox, "eu-central-1").len(), 1);
}

#[test]
fn throttling_is_waited_out() {
    let sandbox = SandboxProcess::start(&["--fault", "throttle=2"]);
    let line = replay(&sandbox, &[], 0);
    assert_eq!((&line["outcome"], &line["attempts"]), (&"created".into(), &3.into()));
    assert_eq!(kept(&sandbox, "eu-central-1").len(), 1);
}

#[test]
fn a_service_that_is_out_for_a_moment_is_asked_again() {
    let sandbox = SandboxProcess::start(&["--fault", "http-503=1"]);
    let line = replay(&sandbox, &[], 0);
    assert_eq!(line["outcome"], "created");
    assert_eq!(kept(&sandbox, "eu-central-1").len(), 1);
}

#[test]
fn a_wrong_clock_is_corrected_once() {
    for skew in ["clock-skew=20m", "clock-skew=-20m"] {
        let sandbox = SandboxProcess::start(&["--fault", skew]);
        let line = replay(&sandbox, &[], 0);
        assert_eq!(line["outcome"], "created", "{skew}");
    }
}

#[test]
fn an_unreadable_answer_is_unknown_and_never_called_failed() {
    for fault in ["html-body", "truncated-body", "huge-body"] {
        let sandbox = SandboxProcess::start(&["--fault", fault]);
        let draft = sample("frankfurt-bgp.json");
        let ran = sandbox
            .run(&["replay", "--yes", "--output", "json", "--patience", "1", &draft])
            .expect(5);
        let line = ran.line();
        assert_eq!(line["outcome"], "unknown", "{fault}");
        assert!(line["remedy"].as_str().unwrap().contains(line["client_token"].as_str().unwrap()));
        assert!(!line["meaning"].as_str().unwrap().contains("fail"), "{line}");
        let text = sandbox.run(&["replay", "--yes", "--patience", "1", &draft]).expect(5);
        assert!(text.out.contains("unknown") && text.out.contains("ClientToken="), "{}", text.out);
    }
}

/// The token of an outcome that is not known leads, sent again, to the connection made back then.
#[test]
fn the_remedy_for_an_unknown_outcome_works() {
    let faults = ["--fault", "reset-after-store=1", "--fault", "bad-lookup=200"];
    let sandbox = SandboxProcess::start(&faults);
    let draft = sample("frankfurt-bgp.json");
    let first = sandbox
        .run(&["replay", "--yes", "--output", "json", "--patience", "0", &draft])
        .expect(5)
        .line();
    assert_eq!(first["outcome"], "unknown");
    let token = format!("ClientToken={}", first["client_token"].as_str().unwrap());
    let second = replay(&sandbox, &["--set", &token], 0);
    assert_eq!(second["outcome"], "created");
    assert_eq!(second["client_token"], first["client_token"]);
}

#[test]
fn a_refusal_is_explained_and_nothing_secret_is_repeated() {
    let sandbox = SandboxProcess::start(&[]);
    let draft = sample("frankfurt-bgp.json");
    let key = "hidden-in-the-string-to-sign";
    let text = fs::read_to_string(&draft).unwrap();
    let own = tunnelsmith::drafts::read(&text).unwrap().draft;
    let psk =
        own.present_paths().find_map(|path| Some(own.key(path)?.0.expose().to_owned())).unwrap();
    for form in ["text", "json"] {
        let ran = sandbox
            .program(&["replay", "--yes", "--output", form, &draft])
            .env("ALIBABA_CLOUD_ACCESS_KEY_SECRET", key)
            .output()
            .unwrap();
        assert_eq!(ran.status.code(), Some(4));
        let said = format!(
            "{}{}",
            String::from_utf8_lossy(&ran.stdout),
            String::from_utf8_lossy(&ran.stderr)
        );
        assert!(said.contains("SignatureDoesNotMatch"), "{said}");
        assert!(!said.contains(&psk) && !said.contains(key) && !said.contains("%2526"), "{said}");
    }
}

#[test]
fn an_injected_refusal_names_its_field() {
    let sandbox = SandboxProcess::start(&["--fault", "error=MissingParam.CustomerGatewayAsn"]);
    let line = replay(&sandbox, &[], 4);
    assert_eq!(line["code"], "MissingParam.CustomerGatewayAsn");
    assert!(line["field"].as_str().unwrap().ends_with("CustomerGatewayId"), "{line}");
    assert!(line["request_id"].is_string());
    let sandbox = SandboxProcess::start(&["--fault", "error=Brand.NewCode"]);
    let line = replay(&sandbox, &[], 4);
    assert_eq!(line["code"], "Brand.NewCode");
    assert!(line["meaning"].as_str().unwrap().contains("Brand.NewCode"), "{line}");
}

#[test]
fn nobody_listening_means_not_sent() {
    let endpoint = {
        let sandbox = SandboxProcess::start(&[]);
        sandbox.endpoint.clone()
    };
    let ran = program(&["replay", "--yes", "--output", "json", "--endpoint", &endpoint])
        .arg(sample("frankfurt-bgp.json"))
        .env("ALIBABA_CLOUD_ACCESS_KEY_ID", "id")
        .env("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "secret")
        .output()
        .unwrap();
    assert_eq!(ran.status.code(), Some(1));
    let line: Json = serde_json::from_slice(&ran.stdout).unwrap();
    assert_eq!(line["outcome"], "not-sent");
    assert!(line["message"].as_str().unwrap().contains("connection refused"), "{line}");
}

#[cfg(unix)]
#[test]
fn an_interrupt_tells_what_is_in_doubt() {
    let lines = interrupted(&["--jobs", "4", &sample("frankfurt-bgp.json")]);
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0]["outcome"], "unknown");
    assert!(lines[0]["client_token"].is_string());
}

#[cfg(unix)]
#[test]
fn after_an_interrupt_what_waits_its_turn_is_not_sent_and_told_so() {
    let files = ["frankfurt-bgp.json", "shanghai-policy.json", "tokyo-private.json"].map(sample);
    let [one, two, three] = &files;
    let lines = interrupted(&["--jobs", "1", one, two, three]);
    let told: Vec<_> = lines
        .iter()
        .map(|line| (line["file"].as_str().unwrap(), line["outcome"].as_str().unwrap()))
        .collect();
    let [one, two, three] = [one, two, three].map(String::as_str);
    assert_eq!(told, [(one, "unknown"), (two, "not-sent"), (three, "not-sent")]);
    for line in &lines[1..] {
        assert_eq!((&line["attempts"], &line["client_token"]), (&0.into(), &Json::Null));
    }
}

#[test]
fn a_list_that_cannot_be_had_leaves_nothing_in_doubt() {
    let sandbox = SandboxProcess::start(&["--fault", "huge-body"]);
    sandbox.run(&["gateways", "--region", "eu-central-1"]).expect(1);
}

#[cfg(unix)]
#[test]
fn an_interrupted_creation_of_a_gateway_leaves_its_token() {
    let arguments = ["gateways", "create", "--region", "eu-central-1", "--ip", "198.51.100.7"];
    let (_, err) = interrupt(&arguments);
    assert!(err.contains("may exist") && err.contains("--client-token"), "{err}");
}

/// What a replay tells that is interrupted while its first request is under way.
#[cfg(unix)]
fn interrupted(more: &[&str]) -> Vec<Json> {
    let (out, _) = interrupt(&[&["replay", "--yes", "--output", "json"], more].concat());
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Both streams of a run that is interrupted while its first request is under way.
#[cfg(unix)]
fn interrupt(arguments: &[&str]) -> (String, String) {
    let sandbox = SandboxProcess::start(&["--fault", "latency=4s"]);
    let child =
        sandbox.program(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let pid = child.id().to_string();
    // The request is under way once it stands in the journal, or, of a gateway, once the program has a
    // connection of its own; then it is interrupted.
    let is_replay = arguments[0] == "replay";
    let journal = sandbox.drafts.path().join("journal.jsonl");
    let is_written = || fs::read_to_string(&journal).is_ok_and(|text| text.contains("\"attempt\""));
    let deadline = Instant::now() + Duration::from_secs(30);
    while !has_connection(&pid) || (is_replay && !is_written()) {
        assert!(Instant::now() < deadline, "it never connected");
        std::thread::yield_now();
    }
    let killed = std::process::Command::new("kill").args(["-INT", &pid]).status().unwrap();
    assert!(killed.success());
    let output = child.wait_with_output().unwrap();
    let [out, err] = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap());
    assert_eq!(output.status.code(), Some(130), "{err}");
    (out, err)
}

/// Whether the process has an established TCP connection (state 01 in Linux's table).
#[cfg(unix)]
fn has_connection(pid: &str) -> bool {
    let Ok(entries) = fs::read_dir(format!("/proc/{pid}/fd")) else { return false };
    let sockets: Vec<String> = entries
        .filter_map(|entry| fs::read_link(entry.ok()?.path()).ok())
        .filter_map(|link| {
            let link = link.to_string_lossy().into_owned();
            Some(link.strip_prefix("socket:[")?.strip_suffix(']')?.to_owned())
        })
        .collect();
    let table = fs::read_to_string(format!("/proc/{pid}/net/tcp")).unwrap_or_default();
    table.lines().any(|line| {
        let columns: Vec<&str> = line.split_whitespace().collect();
        columns.get(3) == Some(&"01")
            && columns.get(9).is_some_and(|inode| sockets.iter().any(|socket| socket == inode))
    })
}

#[test]
fn many_drafts_at_once_none_lost_none_twice() {
    let faults = ["--fault", "throttle=20", "--fault", "reset-after-store=20"];
    let sandbox = SandboxProcess::documented(&faults);
    let folder = tempfile::tempdir().unwrap();
    let text = fs::read_to_string(sample("singapore-static.json")).unwrap();
    let mut files = Vec::new();
    for number in 0..200 {
        let draft = text.replacen("\"sin-branch7\"", &format!("\"branch-{number:03}\""), 1);
        let path = folder.path().join(format!("{number:03}.json"));
        fs::write(&path, draft).unwrap();
        files.push(path.to_string_lossy().into_owned());
    }
    let mut arguments = vec!["replay", "--yes", "--output", "json", "--jobs", "16"];
    arguments.extend(files.iter().map(String::as_str));
    let lines = sandbox.run(&arguments).expect(0).lines();
    assert_eq!(lines.len(), 200);
    let order: Vec<&str> = lines.iter().map(|line| line["file"].as_str().unwrap()).collect();
    assert_eq!(order, files, "outcomes come in the order of the files");
    let mut ids: Vec<String> =
        lines.iter().map(|line| line["connection_id"].as_str().unwrap().to_owned()).collect();
    let mut kept = kept(&sandbox, "ap-southeast-1");
    ids.sort();
    ids.dedup();
    kept.sort();
    assert_eq!(ids.len(), 200);
    assert_eq!(ids, kept);
}
