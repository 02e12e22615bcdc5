//! Stopped at any moment and run again, a draft makes one connection; and the journal that sees to it
//! survives whatever is done to it.

use std::collections::BTreeSet;
use std::fs;
use std::hash::{BuildHasher as _, RandomState};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant, SystemTime};

use serde_json::Value as Json;
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;
use tunnelsmith::drafts::Journal;
use tunnelsmith::drafts::journal::{ChangeKind, JournalOutcomeKind};

use super::support::{SandboxProcess, journal_line, program, sample};

const REGION: &str = "ap-southeast-1";
const REPLAY: [&str; 4] = ["replay", "--yes", "--output", "json"];

/// The ids and names of what the sandbox keeps, asked for by our own client.
fn kept(sandbox: &SandboxProcess) -> Vec<(String, String)> {
    sandbox.kept(REGION)
}

fn draft() -> &'static str {
    concat!(env!("CARGO_MANIFEST_DIR"), "/assets/drafts/singapore-static.json")
}

/// A copy of the sample under another name, in a folder of the test.
fn named(folder: &TempDir, name: &str) -> String {
    let text = fs::read_to_string(draft()).unwrap();
    let path = folder.path().join(format!("{name}.json"));
    fs::write(&path, text.replacen("\"sin-branch7\"", &format!("{name:?}"), 1)).unwrap();
    path.to_string_lossy().into_owned()
}

fn replay(sandbox: &SandboxProcess, file: &str, more: &[&str], status: i32) -> Json {
    sandbox.run(&[&REPLAY[..], more, &[file]].concat()).expect(status).line()
}

fn path_of(sandbox: &SandboxProcess) -> PathBuf {
    sandbox.drafts.path().join("journal.jsonl")
}

fn open_ones(sandbox: &SandboxProcess) -> usize {
    Journal::read(&path_of(sandbox)).unwrap().map_or(0, |book| book.open().count())
}

fn line_of(output: &Output) -> Json {
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)))
}

/// What goes wrong besides the kill, and how many runs are killed in a row.
const HAZARDS: [(&[&str], u32); 4] = [
    (&["latency=15ms"], 1),
    (&["latency=5ms", "reset-after-store=2"], 1),
    (&["latency=5ms", "throttle=2"], 2),
    (&["latency=10ms", "bad-lookup=1"], 2),
];

/// 60 kills, or as many as `TUNNELSMITH_KILLS` says.
#[test]
fn killed_at_any_moment_and_run_again_a_draft_makes_one_connection() {
    let kills: u32 =
        std::env::var("TUNNELSMITH_KILLS").map_or(60, |text| text.parse().expect("a number"));
    let in_the_middle: u32 = std::thread::scope(|scope| {
        let hazards = HAZARDS.map(|(faults, row)| {
            scope.spawn(move || {
                let whole = time_of_a_run(faults);
                let mut left = kills.div_ceil(4);
                let mut in_the_middle = 0;
                while left > 0 {
                    let row = row.min(left);
                    left -= row;
                    in_the_middle += killed(faults, row, whole);
                }
                in_the_middle
            })
        });
        hazards.map(|hazard| hazard.join().unwrap()).into_iter().sum()
    });
    eprintln!("{in_the_middle} of {kills} kills left a submission open");
    assert!(in_the_middle > kills / 10, "the kills come at the wrong moments: {in_the_middle}");
}

/// How often something left to chance is tried: the fifth part of `TUNNELSMITH_KILLS`, if that is more.
fn rounds(otherwise: u32) -> u32 {
    let kills = std::env::var("TUNNELSMITH_KILLS").ok();
    let kills = kills.map(|text| text.parse::<u32>().expect("a number"));
    kills.map_or(otherwise, |kills| otherwise.max(kills / 5))
}

fn with_faults(faults: &[&str]) -> SandboxProcess {
    let options: Vec<&str> = faults.iter().flat_map(|fault| ["--fault", fault]).collect();
    SandboxProcess::documented(&options)
}

fn time_of_a_run(faults: &[&str]) -> Duration {
    let sandbox = with_faults(faults);
    let start = Instant::now();
    replay(&sandbox, draft(), &[], 0);
    start.elapsed()
}

/// Kills a run that would take `whole`, at a random moment of it or soon after.
fn kill_a_run(sandbox: &SandboxProcess, whole: Duration) {
    let mut child = sandbox
        .program(&[&REPLAY[..], &[draft()]].concat())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // A moment by chance is what is tried here, so this waits for nothing in particular.
    // The first part of a run only looks at the region, and kills there open no submission.
    let chance = 300 + RandomState::new().hash_one(child.id()) % 800;
    std::thread::sleep(whole.mul_f64(chance as f64 / 1000.0));
    child.kill().unwrap();
    child.wait().unwrap();
}

/// Kills some runs in a row at random moments, lets one end, and gives how many left something open.
fn killed(faults: &[&str], row: u32, whole: Duration) -> u32 {
    let sandbox = with_faults(faults);
    let mut in_the_middle = 0;
    for _ in 0..row {
        kill_a_run(&sandbox, whole);
        in_the_middle += u32::try_from(open_ones(&sandbox)).unwrap();
    }
    let last = sandbox.run(&[&REPLAY[..], &[draft()]].concat());
    let line = last.line();
    match last.status {
        0 => assert_eq!(line["outcome"], "created", "{line}"),
        3 => assert_eq!(line["code"], "Q-08", "{line}"),
        other => panic!("{other}: {line} {}", last.err),
    }
    let kept = kept(&sandbox);
    assert_eq!(kept.len(), 1, "{faults:?}: {line}");
    assert_eq!(line["connection_id"], kept[0].0, "{faults:?}");
    assert_eq!(open_ones(&sandbox), 0);
    assert_eq!(replay(&sandbox, draft(), &[], 3)["connection_id"], kept[0].0);
    in_the_middle
}

/// Whatever is cut off the end of the journal after the beginning of a submission, it is resumed.
#[test]
fn a_line_torn_anywhere_is_kept_and_read_around() {
    let faults = ["--fault", "reset-after-store=1", "--fault", "bad-lookup=4"];
    let sandbox = SandboxProcess::start(&faults);
    let first = replay(&sandbox, draft(), &["--patience", "0"], 5);
    assert_eq!(first["outcome"], "unknown");
    let whole = fs::read(path_of(&sandbox)).unwrap();
    let text = String::from_utf8(whole.clone()).unwrap();
    let begun = text.find("\"begun\"").unwrap();
    let begun = begun + text[begun..].find('\n').unwrap();
    assert!(whole.len() > begun + 200, "an attempt and an outcome follow: {text}");
    let mut ids = BTreeSet::new();
    for cut in (begun..=whole.len()).step_by(5).chain([whole.len()]) {
        fs::write(path_of(&sandbox), &whole[..cut]).unwrap();
        let ran = sandbox.run(&[&REPLAY[..], &[draft()]].concat()).expect(0);
        let line = ran.line();
        assert_eq!(line["client_token"], first["client_token"], "cut at {cut}");
        ids.insert(line["connection_id"].to_string());
        let book = Journal::read(&path_of(&sandbox)).unwrap().unwrap();
        assert!(book.open().next().is_none(), "cut at {cut}");
        assert!(book.damage().len() <= 1, "cut at {cut}: {:?}", book.damage());
    }
    assert_eq!(kept(&sandbox).len(), 1);
    assert_eq!(ids.len(), 1, "{ids:?}");
}

#[test]
fn what_is_left_open_is_looked_for_before_anything_is_sent() {
    let faults = ["--fault", "reset-after-store=1", "--fault", "bad-lookup=4"];
    let sandbox = SandboxProcess::start(&faults);
    let first = replay(&sandbox, draft(), &["--patience", "0"], 5);
    let remedy = first["remedy"].as_str().unwrap();
    assert!(remedy.contains("Run the command again"), "{remedy}");
    let ran = sandbox.run(&[&REPLAY[..], &[draft()]].concat()).expect(0);
    assert!(ran.err.contains("open submission"), "{}", ran.err);
    let second = ran.line();
    assert_eq!(second["outcome"], "created");
    assert_eq!(second["attempts"], first["attempts"], "found, not sent again");
    assert_eq!(kept(&sandbox).len(), 1);
}

/// The service documents no time for which it remembers a token.
#[test]
fn after_a_day_nothing_is_sent_again_without_a_look() {
    let faults = ["--fault", "reset-after-store=1", "--fault", "bad-lookup=1000"];
    let sandbox = SandboxProcess::start(&faults);
    let none = ["--patience", "0"];
    let first = replay(&sandbox, draft(), &none, 5);
    let text = fs::read_to_string(path_of(&sandbox)).unwrap();
    let old = |line: &str| {
        let mut line: Json = serde_json::from_str(line).unwrap();
        if line["event"] == "begun" {
            line["at"] = "2020-01-02T03:04:05Z".into();
        }
        journal_line(line)
    };
    fs::write(path_of(&sandbox), text.lines().map(old).collect::<String>()).unwrap();
    let second = replay(&sandbox, draft(), &none, 5);
    assert_eq!(second["attempts"], first["attempts"], "nothing was sent");
    assert!(second["remedy"].as_str().unwrap().contains("--again"), "{second}");
    assert_eq!(open_ones(&sandbox), 1);
    let third = replay(&sandbox, draft(), &["--again"], 0);
    assert_eq!(third["client_token"], first["client_token"]);
    assert_eq!(open_ones(&sandbox), 0);
}

#[test]
fn an_older_connection_of_the_same_name_is_not_taken_for_the_open_one() {
    let sandbox = SandboxProcess::start(&[]);
    let first = replay(&sandbox, draft(), &[], 0);
    // The journal of a run with --again that was killed right after its first line.
    let text = fs::read_to_string(path_of(&sandbox)).unwrap();
    let begun = text.lines().find(|line| line.contains("\"begun\"")).unwrap();
    let mut begun: Json = serde_json::from_str(begun).unwrap();
    begun["submission"] = "killed".into();
    begun["client_token"] = "token-of-the-killed-run".into();
    fs::write(path_of(&sandbox), text + &journal_line(begun)).unwrap();
    let second = replay(&sandbox, draft(), &[], 0);
    assert_eq!(second["client_token"], "token-of-the-killed-run");
    assert_ne!(second["connection_id"], first["connection_id"]);
    assert_eq!(kept(&sandbox).len(), 2);
}

#[test]
fn a_draft_that_created_a_connection_needs_again() {
    let sandbox = SandboxProcess::start(&[]);
    let first = replay(&sandbox, draft(), &[], 0);
    let held = replay(&sandbox, draft(), &[], 3);
    assert_eq!((&held["outcome"], &held["code"]), (&"invalid".into(), &"Q-08".into()));
    assert!(held["message"].as_str().unwrap().contains(first["connection_id"].as_str().unwrap()));
    assert!(held["remedy"].as_str().unwrap().contains("--again"));
    assert_eq!(held["attempts"], 0);
    let text = sandbox.run(&["replay", "--yes", draft()]).expect(3).out;
    assert!(text.contains("Q-08") && text.contains("--again"), "{text}");
    // Another request is another matter, and so is a dry run.
    replay(&sandbox, draft(), &["--dry-run"], 0);
    replay(&sandbox, draft(), &["--set", "Name=another"], 0);
    let again = replay(&sandbox, draft(), &["--again"], 0);
    assert_ne!(again["connection_id"], first["connection_id"]);
    assert_ne!(again["client_token"], first["client_token"]);
    assert_eq!(kept(&sandbox).len(), 3);
}

#[test]
fn the_drafts_own_token_gives_the_same_connection_and_says_so() {
    let sandbox = SandboxProcess::start(&[]);
    let own = ["--set", "ClientToken=of-the-draft"];
    let first = replay(&sandbox, draft(), &own, 0);
    assert_eq!(replay(&sandbox, draft(), &own, 3)["code"], "Q-08");
    let again = replay(&sandbox, draft(), &[&own[..], &["--again"]].concat(), 0);
    assert_eq!(again["connection_id"], first["connection_id"]);
    assert!(again["meaning"].as_str().unwrap().contains("used before"), "{again}");
    let other = [&own[..], &["--set", "Name=another"]].concat();
    let taken = replay(&sandbox, draft(), &other, 3);
    assert_eq!((&taken["outcome"], &taken["code"]), (&"invalid".into(), &"K-03".into()));
    assert_eq!(taken["field"], "ClientToken");
    assert_eq!(kept(&sandbox).len(), 1);
}

#[test]
fn a_refused_draft_may_be_corrected_and_keep_its_token() {
    let sandbox = SandboxProcess::start(&["--fault", "error=Resource.QuotaFull:1"]);
    let own = ["--set", "ClientToken=of-the-draft"];
    replay(&sandbox, draft(), &own, 4);
    assert_eq!(open_ones(&sandbox), 0);
    replay(&sandbox, draft(), &[&own[..], &["--set", "Name=corrected"]].concat(), 0);
}

/// What a draft sent before it was changed, left without an answer, and the change.
const CHANGED: [&str; 2] = ["--set", "EffectImmediately=false"];

#[test]
fn a_draft_changed_while_its_outcome_is_unknown_makes_no_second_connection() {
    let faults = ["--fault", "reset-after-store=1", "--fault", "bad-lookup=4"];
    let sandbox = SandboxProcess::start(&faults);
    replay(&sandbox, draft(), &["--patience", "0"], 5);
    let ran = sandbox.run(&[&REPLAY[..], &CHANGED, &[draft()]].concat()).expect(3);
    assert!(ran.err.contains("before the draft was changed"), "{}", ran.err);
    let kept_now = kept(&sandbox);
    assert_eq!(kept_now.len(), 1);
    let line = ran.line();
    assert_eq!(line["code"], "Q-08");
    assert_eq!(line["connection_id"], kept_now[0].0);
    assert!(line["message"].as_str().unwrap().contains("before it was changed"), "{line}");
    assert_eq!(open_ones(&sandbox), 0, "it is known now what came of it");
    assert_eq!(replay(&sandbox, draft(), &[], 3)["code"], "Q-08");
    replay(&sandbox, draft(), &[&CHANGED[..], &["--again"]].concat(), 0);
    assert_eq!(kept(&sandbox).len(), 2);
}

#[test]
fn another_key_is_a_change_like_any_other() {
    let faults = ["--fault", "reset-after-store=1", "--fault", "bad-lookup=4"];
    let sandbox = SandboxProcess::start(&faults);
    let folder = tempfile::tempdir().unwrap();
    let text = fs::read_to_string(draft()).unwrap();
    let read = tunnelsmith::drafts::read(&text).unwrap().draft;
    let key =
        read.present_paths().find_map(|path| Some(read.key(path)?.0.expose().to_owned())).unwrap();
    let other = folder.path().join("other.json");
    fs::write(&other, text.replace(&key, "Zq8vLw3nXt6yRb1mKc5dHf9gJp2sUe7a")).unwrap();
    replay(&sandbox, draft(), &["--patience", "0"], 5);
    // In another file, and known by its name.
    let second = replay(&sandbox, other.to_str().unwrap(), &[], 3);
    assert_eq!(second["code"], "Q-08", "{second}");
    assert_eq!(kept(&sandbox).len(), 1);
}

/// The journal of a run that was killed before its first request went out, so long ago.
fn killed_before_it_sent(sandbox: &SandboxProcess, ago: Duration) {
    let text = fs::read_to_string(path_of(sandbox)).unwrap_or_default();
    let begun = text.lines().find(|line| line.contains("\"begun\"")).unwrap();
    let mut begun: Json = serde_json::from_str(begun).unwrap();
    for (name, value) in [("submission", "killed"), ("client_token", "t"), ("name", "sin-branch7")]
    {
        begun[name] = value.into();
    }
    begun["parameters"] = "of another request".into();
    begun["at"] = (jiff::Timestamp::now() - ago).to_string().into();
    let rest: String = text
        .lines()
        .filter(|line| !line.contains("\"killed\""))
        .map(|line| format!("{line}\n"))
        .collect();
    fs::write(path_of(sandbox), rest + &journal_line(begun)).unwrap();
}

#[test]
fn a_changed_draft_waits_until_its_earlier_request_can_no_longer_arrive() {
    let sandbox = SandboxProcess::start(&[]);
    replay(&sandbox, draft(), &["--set", "Name=probe"], 0);
    killed_before_it_sent(&sandbox, Duration::from_secs(5));
    let held = replay(&sandbox, draft(), &[], 5);
    assert_eq!((&held["outcome"], &held["code"]), (&"unknown".into(), &"Q-03".into()));
    assert_eq!(held["attempts"], 0);
    assert!(held["remedy"].as_str().unwrap().contains("Submit again after"), "{held}");
    assert_eq!((kept(&sandbox).len(), open_ones(&sandbox)), (1, 1));
    killed_before_it_sent(&sandbox, Duration::from_secs(600));
    replay(&sandbox, draft(), &[], 0);
    assert_eq!((kept(&sandbox).len(), open_ones(&sandbox)), (2, 0));
}

#[test]
fn a_changed_draft_takes_no_older_connection_of_its_name_for_its_own() {
    let sandbox = SandboxProcess::start(&[]);
    // Made by somebody else ten seconds before: so near, its time does not tell them apart.
    replay(&sandbox, draft(), &[], 0);
    let text = fs::read_to_string(path_of(&sandbox)).unwrap();
    let rest: String = text
        .lines()
        .filter(|line| !line.contains("\"outcome\""))
        .map(|line| {
            let later = jiff::Timestamp::now() + Duration::from_secs(10);
            let mut line: Json = serde_json::from_str(line).unwrap();
            if line["event"] == "begun" {
                line["parameters"] = "of another request".into();
                line["at"] = later.to_string().into();
            }
            journal_line(line)
        })
        .collect();
    fs::write(path_of(&sandbox), rest).unwrap();
    let held = replay(&sandbox, draft(), &[], 5);
    assert!(held["meaning"].as_str().unwrap().contains("is unknown"), "{held}");
    assert_eq!((kept(&sandbox).len(), open_ones(&sandbox)), (1, 1));
}

#[test]
fn killed_at_any_moment_and_changed_a_draft_makes_one_connection_at_most() {
    let faults = ["latency=15ms"];
    let whole = time_of_a_run(&faults);
    for _ in 0..rounds(12) {
        let sandbox = with_faults(&faults);
        kill_a_run(&sandbox, whole);
        let ran = sandbox.run(&[&REPLAY[..], &CHANGED, &[draft()]].concat());
        let made = kept(&sandbox).len();
        match ran.status {
            0 | 3 => assert_eq!(made, 1, "{}", ran.out),
            // The list may not have come to it yet.
            5 => assert!(made <= 1, "{}", ran.out),
            other => panic!("{other}: {} {}", ran.out, ran.err),
        }
    }
}

#[test]
fn a_draft_changed_after_it_created_a_connection_needs_again() {
    let sandbox = SandboxProcess::start(&[]);
    let first = replay(&sandbox, draft(), &[], 0);
    let held = replay(&sandbox, draft(), &CHANGED, 3);
    assert_eq!((&held["code"], &held["connection_id"]), (&"Q-08".into(), &first["connection_id"]));
    assert!(held["message"].as_str().unwrap().contains("before it was changed"), "{held}");
    replay(&sandbox, draft(), &[&CHANGED[..], &["--again"]].concat(), 0);
    assert_eq!(kept(&sandbox).len(), 2);
}

#[test]
fn what_other_drafts_left_open_is_told_at_the_start() {
    let faults = ["--fault", "reset-after-store=1", "--fault", "bad-lookup=4"];
    let sandbox = SandboxProcess::start(&faults);
    let folder = tempfile::tempdir().unwrap();
    replay(&sandbox, draft(), &["--patience", "0"], 5);
    let other = named(&folder, "tokyo");
    let ran = sandbox.run(&[&REPLAY[..], &[&other]].concat()).expect(0);
    assert!(ran.err.contains("still open") && ran.err.contains(draft()), "{}", ran.err);
}

#[test]
fn two_processes_on_one_draft_make_one_connection() {
    for _ in 0..rounds(5) {
        let sandbox = SandboxProcess::documented(&["--fault", "latency=100ms"]);
        let arguments = [&REPLAY[..], &[draft()]].concat();
        let start = || {
            let mut command = sandbox.program(&arguments);
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
        };
        let children = [start(), start(), start()];
        let outputs = children.map(|child| child.wait_with_output().unwrap());
        let mut status = outputs.each_ref().map(|output| output.status.code().unwrap());
        status.sort_unstable();
        assert_eq!(status, [0, 3, 3]);
        let kept = kept(&sandbox);
        assert_eq!(kept.len(), 1);
        for output in &outputs {
            assert_eq!(line_of(output)["connection_id"], kept[0].0);
        }
        assert_eq!(fs::read_dir(sandbox.drafts.path().join("locks")).unwrap().count(), 0);
    }
}

#[test]
fn the_same_file_twice_in_one_run_is_created_once() {
    let sandbox = SandboxProcess::start(&["--fault", "latency=20ms"]);
    let arguments = [&REPLAY[..], &[draft(), draft()]].concat();
    let lines = sandbox.run(&arguments).expect(3).lines();
    assert_eq!((&lines[0]["outcome"], &lines[1]["code"]), (&"created".into(), &"Q-08".into()));
    assert_eq!(kept(&sandbox).len(), 1);
}

#[test]
fn many_processes_write_whole_lines() {
    let sandbox = SandboxProcess::start(&[]);
    let folder = tempfile::tempdir().unwrap();
    let children: Vec<_> = (0..4)
        .map(|process| {
            let mut command = sandbox.program(&REPLAY);
            for number in 0..20 {
                command.arg(named(&folder, &format!("row-{process}-{number}")));
            }
            command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
        })
        .collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    let book = Journal::read(&path_of(&sandbox)).unwrap().unwrap();
    assert!(book.damage().is_empty(), "{:?}", book.damage());
    assert_eq!((book.entries().len(), book.open().count()), (80, 0));
    let made: BTreeSet<String> =
        book.entries().iter().map(|entry| entry.created().unwrap().1.to_owned()).collect();
    assert_eq!(made, kept(&sandbox).into_iter().map(|(id, _)| id).collect());
}

#[test]
fn no_secret_is_in_anything_that_is_left() {
    let sandbox = SandboxProcess::start(&[]);
    let mut keys = vec![sandbox.secret.clone()];
    for file in ["singapore-static.json", "frankfurt-bgp.json", "tokyo-private.json"] {
        let text = fs::read_to_string(sample(file)).unwrap();
        let read = tunnelsmith::drafts::read(&text).unwrap().draft;
        keys.extend(
            read.present_paths().filter_map(|path| Some(read.key(path)?.0.expose().to_owned())),
        );
        let ran = sandbox.run(&[&REPLAY[..], &[&sample(file)]].concat());
        assert!(keys.iter().all(|key| !ran.out.contains(key) && !ran.err.contains(key)));
    }
    assert!(keys.len() > 4, "the samples have keys");
    let mut folders = vec![sandbox.drafts.path().to_owned()];
    let mut files = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            files += 1;
            let text = String::from_utf8(fs::read(&path).unwrap()).unwrap();
            for key in &keys {
                assert!(!text.contains(key), "a key in {}", path.display());
            }
            assert!(text.contains(&sandbox.endpoint));
        }
    }
    assert_eq!(files, 1, "the journal and nothing else");
}

#[cfg(unix)]
#[test]
fn the_journal_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let sandbox = SandboxProcess::start(&[]);
    let folder = sandbox.drafts.path().join("deep/er");
    let more = ["--drafts-dir", folder.to_str().unwrap()];
    replay(&sandbox, draft(), &more, 0);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    assert_eq!(mode(&folder.join("journal.jsonl")), 0o600);
    let open = fs::Permissions::from_mode(0o644);
    fs::set_permissions(folder.join("journal.jsonl"), open).unwrap();
    replay(&sandbox, draft(), &more, 3);
    assert_eq!(mode(&folder.join("journal.jsonl")), 0o600);
}

const HOSTILE: &[&[u8]] = &[
    b"garbage",
    b"\x1b[2J\x1b]0;owned\x07",
    b"\x00\x00\x00\x00",
    b"\xff\xfe",
    b"{\"event\":\"begun\"}",
    b"{\"event\":\"explode\",\"at\":\"2026-01-02T03:04:05Z\"}",
    b"{\"event\":\"attempt\",\"submission\":\"x\",\"number\":1e99,\"at\":\"2026-01-02T03:04:05Z\"}",
    b"{\"event\":\"attempt\",\"submission\":\"none\",\"number\":1,\"at\":\"2026-01-02T03:04:05Z\"}",
    b"{\"event\":\"outcome\",\"submission\":\"x\",\"outcome\":\"created\",\"at\":\"2026-01-02T03:04:05Z\"}",
    b"[[[[[[[[[[[[[[[[",
    b"null",
    b"",
];

const BEGUN: &str = r#"{"event":"begun","at":"2026-01-02T03:04:05Z","submission":"S","client_token":"T","name":"\u001b[31mred\u202e","region":"\u009b2J","endpoint":"x\u0007","file":"a\nb","draft":"\u001b","parameters":"p","salt":"","secrets":""}"#;

#[test]
fn damaged_and_hostile_lines_are_skipped_and_named() {
    let sandbox = SandboxProcess::start(&[]);
    let mut bytes = Vec::new();
    for line in HOSTILE {
        bytes.extend_from_slice(line);
        bytes.push(b'\n');
    }
    bytes.extend(std::iter::repeat_n(b'[', 200_000));
    bytes.push(b'\n');
    bytes.extend(format!("{BEGUN}\n{}\n", BEGUN.replace("\"T\"", "\"a b\\u001b\"")).bytes());
    fs::write(path_of(&sandbox), &bytes).unwrap();
    let arguments = [&REPLAY[..], &[draft()]].concat();
    let held = sandbox.run(&arguments).expect(5);
    assert_eq!((&held.line()["code"], &held.line()["attempts"]), (&"Q-03".into(), &0.into()));
    assert!(held.line()["message"].as_str().unwrap().contains("cannot be read"), "{}", held.out);
    // What was written so long ago has arrived, or never will.
    let file = fs::File::options().write(true).open(path_of(&sandbox)).unwrap();
    file.set_modified(SystemTime::now() - Duration::from_secs(3600)).unwrap();
    let ran = sandbox.run(&arguments).expect(0);
    assert_eq!(ran.line()["outcome"], "created");
    // The last of them is blank.
    for line in (1..HOSTILE.len()).chain([HOSTILE.len() + 1]) {
        assert!(ran.err.contains(&format!("Line {line} ")), "{line}: {}", ran.err);
    }
    assert_eq!(replay(&sandbox, draft(), &[], 3)["code"], "Q-08");
    for form in ["text", "json"] {
        let told = sandbox.run(&["history", "--output", form]).expect(0);
        let said = format!("{}{}", told.out, told.err);
        let raw = said.chars().find(|sign| sign.is_control() && *sign != '\n');
        assert_eq!(raw, None, "{said}");
        assert!(!said.contains('\u{202e}'), "{said}");
    }
    let after = fs::read(path_of(&sandbox)).unwrap();
    assert!(after.starts_with(&bytes), "what was there stays there");
}

#[test]
fn a_journal_of_a_newer_program_is_left_alone() {
    let sandbox = SandboxProcess::start(&[]);
    let newer = "{\"event\":\"journal\",\"version\":9}\n";
    fs::write(path_of(&sandbox), newer).unwrap();
    let ran = sandbox.run(&[&REPLAY[..], &[draft()]].concat()).expect(1);
    assert!(ran.err.contains("newer"), "{}", ran.err);
    assert_eq!(fs::read_to_string(path_of(&sandbox)).unwrap(), newer);
    assert!(kept(&sandbox).is_empty());
}

#[track_caller]
fn nothing_created(sandbox: &SandboxProcess, command: &mut Command, word: &str) {
    let output = command.output().unwrap();
    let err = String::from_utf8_lossy(&output.stderr);
    let out = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{out}{err}");
    assert!(format!("{out}{err}").contains(word), "{out}{err}");
    assert!(format!("{out}{err}").contains("--drafts-dir"), "{out}{err}");
    assert_eq!(line_of(&output)["outcome"], "not-sent");
    assert!(kept(sandbox).is_empty());
}

#[cfg(unix)]
#[test]
fn without_a_journal_nothing_is_created() {
    let sandbox = SandboxProcess::start(&[]);
    let arguments = [&REPLAY[..], &[draft()]].concat();
    let command = || sandbox.program(&arguments);
    nothing_created(
        &sandbox,
        command().env("TUNNELSMITH_DRAFTS_DIR", "/dev/null/x"),
        "/dev/null/x",
    );
    nothing_created(&sandbox, command().env("TUNNELSMITH_DRAFTS_DIR", "/proc/x"), "/proc/x");
    let homeless = &mut command();
    homeless.env_remove("TUNNELSMITH_DRAFTS_DIR").env_remove("HOME");
    nothing_created(&sandbox, homeless, "TUNNELSMITH_DRAFTS_DIR");
    std::os::unix::fs::symlink("/etc/passwd", path_of(&sandbox)).unwrap();
    nothing_created(&sandbox, &mut command(), "not a regular file");
    fs::remove_file(path_of(&sandbox)).unwrap();
    assert!(Command::new("mkfifo").arg(path_of(&sandbox)).status().unwrap().success());
    nothing_created(&sandbox, &mut command(), "not a regular file");
}

/// A limit on the size of files cuts a write short just as a full disk does.
#[cfg(unix)]
#[test]
fn a_full_disk_stops_the_run_before_anything_is_sent() {
    let sandbox = SandboxProcess::start(&[]);
    let header = journal_line(serde_json::json!({"event": "journal", "version": 2}));
    let full = |blocks: u32| {
        let ran = sandbox.program(&REPLAY);
        let mut command = Command::new("sh");
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
        command.args(["-c", &script]).arg(ran.get_program()).args(ran.get_args()).arg(draft());
        command.env_clear();
        command.envs(ran.get_envs().filter_map(|(name, value)| Some((name, value?))));
        command
    };
    nothing_created(&sandbox, &mut full(0), "written");
    for lines in 1..9 {
        let text = header.repeat(lines);
        fs::write(path_of(&sandbox), &text).unwrap();
        nothing_created(&sandbox, &mut full(1), "written");
        assert_eq!(fs::read_to_string(path_of(&sandbox)).unwrap(), text, "no half line stays");
    }
    replay(&sandbox, draft(), &[], 0);
}

#[test]
fn history_tells_what_was_submitted() {
    let sandbox = SandboxProcess::start(&["--fault", "html-body"]);
    assert!(sandbox.run(&["history"]).expect(0).err.contains("No submissions yet"));
    replay(&sandbox, draft(), &["--patience", "0"], 5);
    let open = sandbox.run(&["history", "--output", "json"]).expect(0).line();
    assert_eq!((&open["outcome"], &open["open"]), (&"unknown".into(), &true.into()));
    let created = SandboxProcess::start(&[]);
    let arguments = [&REPLAY[..], &["--set", "Name=a\u{1b}[2Jb", "--allow", "N-01", draft()]];
    created.run(&arguments.concat());
    let line = replay(&created, draft(), &[], 0);
    replay(&created, draft(), &["--dry-run"], 0);
    let lines = created.run(&["history", "--output", "json"]).expect(0).lines();
    let last = lines.iter().rev().find(|told| told["outcome"] == "created").unwrap();
    for name in ["connection_id", "request_id", "client_token", "name"] {
        assert_eq!(last[name], line[name], "{name}");
    }
    assert_eq!(last["file"], draft());
    assert_eq!((&last["open"], &last["attempts"]), (&false.into(), &1.into()));
    assert_eq!(last["draft"].as_str().unwrap().len(), 64);
    let dry = lines.last().unwrap();
    assert_eq!((&dry["dry_run"], &dry["outcome"]), (&true.into(), &"dry-run-passed".into()));
    let text = created.run(&["history"]).expect(0).out;
    let id = line["connection_id"].as_str().unwrap();
    for word in [id, "created", "dry run passed", "sin-branch7", REGION, &created.endpoint] {
        assert!(text.contains(word), "{word} is missing in {text}");
    }
    assert!(!text.contains('\u{1b}'));
}

/// A version is what `sha256sum` prints, unless the draft holds its keys itself.
#[test]
fn a_version_is_the_digest_of_the_draft_without_its_keys() {
    let version = |text: &str| {
        let read = tunnelsmith::drafts::read(text).unwrap().draft;
        tunnelsmith::drafts::journal::text_digest(text, &read)
    };
    let text = fs::read_to_string(draft()).unwrap();
    let read = tunnelsmith::drafts::read(&text).unwrap().draft;
    let key =
        read.present_paths().find_map(|path| Some(read.key(path)?.0.expose().to_owned())).unwrap();
    let other = text.replace(&key, "Zq8vLw3nXt6yRb1mKc5dHf9gJp2sUe7a");
    assert_eq!(version(&other), version(&text));
    assert_ne!(version(&format!("{text}\n")), version(&text));
    let elsewhere = fs::read_to_string(sample("london-keys-elsewhere.json")).unwrap();
    let digest = Sha256::digest(elsewhere.as_bytes());
    let plain: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(version(&elsewhere), plain);
}

#[test]
fn only_what_needs_the_journal_touches_it() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    for arguments in [
        vec!["check", draft()],
        vec!["preview", draft()],
        vec!["history"],
        vec!["replay", "--yes", "--sandbox", draft()],
    ] {
        let status = program(&arguments)
            .env("TUNNELSMITH_DRAFTS_DIR", &data)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .unwrap();
        assert!(status.success(), "{arguments:?}");
        assert!(!data.exists(), "{arguments:?}");
    }
}

#[test]
fn the_words_of_lines_are_those_of_json_output() {
    let word = |value: serde_json::Result<Json>| value.unwrap().as_str().unwrap().to_owned();
    for kind in ChangeKind::ALL {
        assert_eq!(word(serde_json::to_value(kind)), kind.name());
    }
    for kind in JournalOutcomeKind::ALL {
        assert_eq!(word(serde_json::to_value(kind)), kind.name());
    }
}
