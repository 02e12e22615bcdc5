//! Many connections from one table: none lost, none twice, and nothing sent that the rows themselves
//! speak against.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::Value as Json;
use tempfile::TempDir;

use super::submit::kept;
use super::support::{Ran, SandboxProcess, run, run_with_input, sample};

mod collisions;
mod keys;
mod table;

pub use keys::Keyed;

/// How many connections a long story has. `TUNNELSMITH_CONNECTIONS=1000` makes it longer.
fn many(otherwise: usize) -> usize {
    let wanted = std::env::var("TUNNELSMITH_CONNECTIONS").ok();
    wanted.map_or(otherwise, |text| text.parse().expect("a number"))
}

/// A key that is nobody else's.
fn key(number: usize, tunnel: usize) -> String {
    let mut state = (number * 2 + tunnel) as u64 ^ 0x9e37_79b9_7f4a_7c15;
    let letters = b"abcdefghkmnpqrstuvwxyzABCDEFGHKMNPQRSTUVWXYZ23456789";
    (0..32)
        .map(|_| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            char::from(letters[(state >> 33) as usize % letters.len()])
        })
        .collect()
}

/// A folder with `sites.csv` in it, and a template beside.
struct Workspace {
    folder: TempDir,
}

impl Workspace {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::copy(sample("singapore-static.json"), folder.path().join("template.json")).unwrap();
        Self { folder }
    }

    /// A table of so many sites, each with a name and keys of its own.
    fn with_sites(count: usize) -> Self {
        let mut table = "Name,T1.Psk,T2.Psk,# rack\n".to_owned();
        for number in 0..count {
            let (one, two) = (key(number, 0), key(number, 1));
            writeln!(table, "site-{number:05},{one},{two},row {number}").unwrap();
        }
        let workspace = Self::new();
        workspace.write("sites.csv", &table);
        workspace
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn text(&self, name: &str) -> String {
        self.path(name).to_string_lossy().into_owned()
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        fs::write(self.path(name), text).unwrap();
    }

    /// `replay` of the table, with a report, as arguments.
    fn replay(&self, more: &[&str]) -> Vec<String> {
        let mut arguments: Vec<String> =
            ["replay", "--yes", "--output", "json", "--values"].map(str::to_owned).into();
        arguments.push(self.text("sites.csv"));
        arguments.extend(["--report".to_owned(), self.text("report.jsonl")]);
        arguments.extend(more.iter().map(|text| (*text).to_owned()));
        arguments.push(self.text("template.json"));
        arguments
    }

    fn report(&self) -> Vec<Json> {
        json_lines(&self.path("report.jsonl"))
    }
}

fn json_lines(path: &Path) -> Vec<Json> {
    let text = fs::read_to_string(path).unwrap_or_default();
    text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

fn run_at(sandbox: &SandboxProcess, arguments: &[String]) -> Ran {
    sandbox.run(&arguments.iter().map(String::as_str).collect::<Vec<_>>())
}

fn ids(lines: &[Json]) -> BTreeSet<String> {
    let created = lines.iter().filter(|line| line["outcome"] == "created");
    created.map(|line| line["connection_id"].as_str().unwrap().to_owned()).collect()
}

#[track_caller]
fn exactly_one_each(sandbox: &SandboxProcess, lines: &[Json], count: usize) {
    let not_created: Vec<_> = lines.iter().filter(|line| line["outcome"] != "created").collect();
    assert_eq!((lines.len(), not_created), (count, Vec::new()));
    let there: BTreeSet<String> = kept(sandbox, "ap-southeast-1").into_iter().collect();
    assert_eq!(there.len(), count, "one connection each");
    assert_eq!(ids(lines), there);
    let names: BTreeSet<&str> = lines.iter().filter_map(|line| line["name"].as_str()).collect();
    assert_eq!(names.len(), count);
}

#[test]
fn every_row_becomes_one_connection_whatever_goes_wrong() {
    let count = many(300);
    let faults =
        ["--fault", "throttle=20", "--fault", "reset-after-store=9", "--fault", "http-503=3"];
    let sandbox = SandboxProcess::documented(&faults);
    let workspace = Workspace::with_sites(count);
    let ran = run_at(&sandbox, &workspace.replay(&["--jobs", "8"])).expect(0);
    let lines = ran.lines();
    exactly_one_each(&sandbox, &lines, count);
    for (number, line) in lines.iter().enumerate() {
        let file = format!("{}:{}", workspace.text("sites.csv"), number + 2);
        assert_eq!(line["file"], file, "in the order of the rows");
    }
    let outcomes = workspace.report();
    assert_eq!(outcomes.iter().filter(|line| line["outcome"] == "created").count(), count);
    for secret in [key(0, 0), key(count - 1, 1)] {
        let report = fs::read_to_string(workspace.path("report.jsonl")).unwrap();
        assert!(
            !report.contains(&secret) && !ran.out.contains(&secret) && !ran.err.contains(&secret)
        );
    }
}

#[test]
fn a_run_killed_again_and_again_goes_on_where_it_was() {
    let count = many(160);
    let faults =
        ["--fault", "latency=5ms", "--fault", "reset-after-store=4", "--fault", "throttle=5"];
    let sandbox = SandboxProcess::documented(&faults);
    let workspace = Workspace::with_sites(count);
    let arguments = workspace.replay(&["--jobs", "8"]);
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    for enough in [1, count / 5, count / 5 + 1, count / 2, count * 3 / 4] {
        let mut child = sandbox
            .program(&arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let begun = Instant::now();
        while ids(&workspace.report()).len() < enough {
            assert!(begun.elapsed() < Duration::from_secs(300), "{:?}", workspace.report().last());
            std::thread::yield_now();
        }
        child.kill().unwrap();
        child.wait().unwrap();
    }
    let before = ids(&workspace.report());
    let lines = sandbox.run(&arguments).expect(0).lines();
    exactly_one_each(&sandbox, &lines, count);
    let resumed = lines.iter().filter(|line| line["resumed"] == true).count();
    // What was written down is reported a moment later.
    assert!(resumed >= before.len(), "{resumed} {}", before.len());
    // A further run has nothing left to create, and needs no yes.
    let mut idle: Vec<&str> = arguments.clone();
    idle.retain(|argument| *argument != "--yes");
    let lines = sandbox.run(&idle).expect(0).lines();
    assert!(lines.iter().all(|line| line["resumed"] == true));
    exactly_one_each(&sandbox, &lines, count);
}

#[test]
fn rows_that_moved_or_were_added_are_told_from_those_that_were_created() {
    let sandbox = SandboxProcess::start(&[]);
    let workspace = Workspace::with_sites(4);
    run_at(&sandbox, &workspace.replay(&[])).expect(0);
    let table = fs::read_to_string(workspace.path("sites.csv")).unwrap();
    let (head, rows) = table.split_once('\n').unwrap();
    let new = format!("site-new,{},{},", key(98, 0), key(98, 1));
    workspace.write("sites.csv", format!("{head}\n{new}\n{rows}"));
    let lines = run_at(&sandbox, &workspace.replay(&[])).expect(0).lines();
    let resumed: Vec<bool> = lines.iter().map(|line| line["resumed"] == true).collect();
    assert_eq!(resumed, [false, true, true, true, true]);
    exactly_one_each(&sandbox, &lines, 5);
}

#[test]
fn a_new_key_for_a_row_that_was_created_is_told_and_not_passed_over() {
    let sandbox = SandboxProcess::start(&[]);
    let workspace = Workspace::with_sites(3);
    let first = run_at(&sandbox, &workspace.replay(&[])).expect(0).lines();
    let table = fs::read_to_string(workspace.path("sites.csv")).unwrap();
    workspace.write("sites.csv", table.replace(&key(1, 0), &key(7, 0)));
    let lines = run_at(&sandbox, &workspace.replay(&[])).expect(3).lines();
    assert_eq!(ids(&lines), ids(&first));
    let told = |line: &Json| line["meaning"].as_str().unwrap().contains("keys that differ");
    assert_eq!(lines.iter().map(told).collect::<Vec<_>>(), [false, true, false]);
}

#[test]
fn without_a_report_the_journal_tells_what_is_there_already() {
    let sandbox = SandboxProcess::start(&[]);
    let few = Workspace::with_sites(3);
    let table = fs::read_to_string(few.path("sites.csv")).unwrap();
    let arguments = |template: &str, table: &str| -> Vec<String> {
        ["replay", "--yes", "--output", "json", template, "--values", table]
            .map(str::to_owned)
            .to_vec()
    };
    let run = arguments(&few.text("template.json"), &few.text("sites.csv"));
    let first = run_at(&sandbox, &run).expect(0).lines();
    // Two more.
    let more = Workspace::with_sites(5);
    let all = fs::read_to_string(more.path("sites.csv")).unwrap();
    assert!(all.starts_with(table.trim_end()));
    let second = run_at(&sandbox, &arguments(&few.text("template.json"), &more.text("sites.csv")));
    let lines = second.expect(0).lines();
    assert_eq!(lines.iter().filter(|line| line["resumed"] == true).count(), 3);
    assert_eq!(ids(&lines).len(), 5);
    assert!(ids(&first).is_subset(&ids(&lines)));
    let mut text = arguments(&few.text("template.json"), &more.text("sites.csv"));
    text.retain(|word| word != "--output" && word != "json");
    let text = run_at(&sandbox, &text).expect(0).out;
    assert!(!text.contains("Without a connection") && !text.contains("--again"), "{text}");
}

#[test]
fn a_copy_in_the_same_run_waits_and_says_for_whom() {
    let sandbox = SandboxProcess::start(&["--fault", "latency=300ms"]);
    let workspace = Workspace::new();
    let text = fs::read_to_string(workspace.path("template.json")).unwrap();
    let mut draft: Json = serde_json::from_str(&text).unwrap();
    draft["request"]["ClientToken"] = "one-token-for-both".into();
    let files = ["a.json", "b.json"].map(|name| {
        workspace.write(name, draft.to_string());
        workspace.text(name)
    });
    let ran = sandbox.run(&["replay", "--yes", "--jobs", "2", &files[0], &files[1]]);
    assert!(ran.err.contains("another run or row is submitting this draft"), "{}", ran.err);
    assert_eq!(kept(&sandbox, "ap-southeast-1").len(), 1);
}

#[test]
fn what_another_service_created_is_not_done_here() {
    let workspace = Workspace::with_sites(2);
    for _ in 0..2 {
        let sandbox = SandboxProcess::start(&[]);
        let lines = run_at(&sandbox, &workspace.replay(&[])).expect(0).lines();
        assert!(lines.iter().all(|line| line["resumed"] == Json::Null));
        exactly_one_each(&sandbox, &lines, 2);
    }
}

#[test]
fn a_row_in_doubt_is_repeated_with_its_token() {
    let workspace = Workspace::with_sites(1);
    // The answer is lost, the connection cannot be looked up, and there is no patience to go on.
    let faults = ["--fault", "reset-after-store=1", "--fault", "bad-lookup=4"];
    let sandbox = SandboxProcess::start(&faults);
    let first = run_at(&sandbox, &workspace.replay(&["--patience", "0"])).expect(5).line();
    assert_eq!(first["outcome"], "unknown");
    let second = run_at(&sandbox, &workspace.replay(&["--dry-run-first"])).expect(0).line();
    assert_eq!(second["outcome"], "created");
    assert_eq!(second["client_token"], first["client_token"]);
    exactly_one_each(&sandbox, &[second], 1);
}

#[test]
fn a_failed_rehearsal_creates_nothing_and_a_passed_one_everything() {
    let workspace = Workspace::with_sites(3);
    let sandbox = SandboxProcess::start(&[]);
    let text = fs::read_to_string(workspace.path("sites.csv")).unwrap();
    let wrong = text.replacen("Name,", "Name,T1.CustomerGatewayId,", 1);
    let wrong = wrong
        .replace("site-00000,", "site-00000,,")
        .replace("site-00001,", "site-00001,cgw-nowhere,");
    workspace.write("sites.csv", wrong.replace("site-00002,", "site-00002,,"));
    let ran = run_at(&sandbox, &workspace.replay(&["--dry-run-first"])).expect(3);
    let outcomes: Vec<Json> = ran.lines().iter().map(|line| line["outcome"].clone()).collect();
    assert_eq!(outcomes, ["dry-run-passed", "invalid", "dry-run-passed"]);
    assert!(kept(&sandbox, "ap-southeast-1").is_empty());
    workspace.write("sites.csv", text);
    let lines = run_at(&sandbox, &workspace.replay(&["--dry-run-first"])).expect(0).lines();
    exactly_one_each(&sandbox, &lines, 3);
}

#[test]
fn a_rehearsal_of_a_table_that_is_done_in_part_passes_and_each_row_counts_once() {
    let workspace = Workspace::with_sites(3);
    let sandbox = SandboxProcess::start(&[]);
    let table = fs::read_to_string(workspace.path("sites.csv")).unwrap();
    let first: Vec<&str> = table.lines().take(2).collect();
    workspace.write("sites.csv", first.join("\n"));
    run_at(&sandbox, &workspace.replay(&[])).expect(0);
    // Another row cannot work: what is there already is neither rehearsed nor counted again.
    let (head, rows) = table.split_once('\n').unwrap();
    let rows = rows.replace("site-00002,", "site-00002,cgw-nowhere,");
    let rows = rows.replace("site-00000,", "site-00000,,").replace("site-00001,", "site-00001,,");
    let head = head.replacen("Name,", "Name,T1.CustomerGatewayId,", 1);
    workspace.write("sites.csv", format!("{head}\n{rows}"));
    let text = |ran: Ran| ran.out;
    let mut arguments = workspace.replay(&["--dry-run-first"]);
    arguments.retain(|argument| argument != "--output" && argument != "json");
    let out = text(run_at(&sandbox, &arguments).expect(3));
    for counted in ["3 drafts:", "1 created", "1 dry run passed", "1 invalid"] {
        assert!(out.contains(counted), "{counted}\n{out}");
    }
    workspace.write("sites.csv", &table);
    let out = text(run_at(&sandbox, &arguments).expect(0));
    assert!(out.contains("3 drafts:") && out.contains("3 created"), "{out}");
    assert_eq!(kept(&sandbox, "ap-southeast-1").len(), 3);
}

/// The question is put by a program that has nobody to ask: it says so only where there is something to
/// create.
#[test]
fn nothing_is_asked_where_the_journal_knows_all_of_it() {
    let workspace = Workspace::with_sites(2);
    let sandbox = SandboxProcess::start(&[]);
    let mut arguments = workspace.replay(&[]);
    arguments.retain(|argument| argument != "--yes");
    let ran = run_at(&sandbox, &arguments).expect(2);
    assert!(ran.err.contains("--yes"), "{}", ran.err);
    run_at(&sandbox, &workspace.replay(&[])).expect(0);
    fs::remove_file(workspace.path("report.jsonl")).unwrap();
    let lines = run_at(&sandbox, &arguments).expect(0).lines();
    exactly_one_each(&sandbox, &lines, 2);
}

#[test]
fn a_rehearsal_with_a_row_that_is_invalid_fails() {
    let workspace = Workspace::new();
    workspace.write("sites.csv", "Name,LocalSubnet\ngood,\nbad,nonsense\n");
    let sandbox = SandboxProcess::start(&[]);
    let lines = run_at(&sandbox, &workspace.replay(&["--dry-run-first"])).expect(3).lines();
    assert_eq!(
        (&lines[0]["outcome"], &lines[1]["outcome"]),
        (&"dry-run-passed".into(), &"invalid".into())
    );
    assert!(kept(&sandbox, "ap-southeast-1").is_empty());
}

#[test]
fn an_interrupt_leaves_finished_rows_finished_and_the_rest_for_later() {
    const COUNT: usize = 60;
    let sandbox = SandboxProcess::start(&["--fault", "latency=20ms"]);
    let workspace = Workspace::with_sites(COUNT);
    let arguments = workspace.replay(&["--jobs", "2"]);
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let child =
        sandbox.program(&arguments).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let begun = Instant::now();
    while ids(&workspace.report()).len() < 5 {
        assert!(begun.elapsed() < Duration::from_secs(60));
        std::thread::yield_now();
    }
    let id = child.id().to_string();
    assert!(std::process::Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130));
    let text = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<Json> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), COUNT, "every row is told of");
    let not_sent = lines.iter().filter(|line| line["outcome"] == "not-sent").count();
    assert!((1..=COUNT - 5).contains(&not_sent), "{not_sent}");
    let lines = sandbox.run(&arguments).expect(0).lines();
    exactly_one_each(&sandbox, &lines, COUNT);
}

#[test]
fn a_report_is_neither_another_file_nor_shared() {
    let workspace = Workspace::with_sites(1);
    let sandbox = SandboxProcess::start(&[]);
    workspace.write("report.jsonl", "{\n  \"schema\": 1\n}\n");
    let ran = run_at(&sandbox, &workspace.replay(&[])).expect(2);
    assert!(ran.err.contains("line 1 is not a report line"), "{}", ran.err);
    assert_eq!(
        fs::read_to_string(workspace.path("report.jsonl")).unwrap(),
        "{\n  \"schema\": 1\n}\n"
    );
    fs::remove_file(workspace.path("report.jsonl")).unwrap();
    let held = fs::File::create(workspace.path("report.jsonl")).unwrap();
    held.lock().unwrap();
    let ran = run_at(&sandbox, &workspace.replay(&[])).expect(2);
    assert!(ran.err.contains("another run"), "{}", ran.err);
    assert!(kept(&sandbox, "ap-southeast-1").is_empty());
}

#[cfg(unix)]
#[test]
fn a_report_is_an_ordinary_file_that_is_one() {
    let workspace = Workspace::with_sites(1);
    let sandbox = SandboxProcess::start(&[]);
    let pipe = workspace.text("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    fs::File::create(workspace.path("huge")).unwrap().set_len((256 << 20) + 1).unwrap();
    for (report, word) in [
        ("/dev/zero", "not a regular file"),
        ("/dev/full", "not a regular file"),
        (&pipe, "not a regular file"),
        (&workspace.text("."), "not a regular file"),
        (&workspace.text("huge"), "line 1 is not a report line"),
    ] {
        let mut arguments = workspace.replay(&[]);
        let at = arguments.iter().position(|argument| argument == "--report").unwrap() + 1;
        report.clone_into(&mut arguments[at]);
        let ran = run_at(&sandbox, &arguments).expect(2);
        assert!(ran.err.contains(report) && ran.err.contains(word), "{}", ran.err);
    }
    assert!(kept(&sandbox, "ap-southeast-1").is_empty());
    // A link to a report is one.
    workspace.write("real.jsonl", "");
    std::os::unix::fs::symlink(workspace.path("real.jsonl"), workspace.path("report.jsonl"))
        .unwrap();
    run_at(&sandbox, &workspace.replay(&[])).expect(0);
    assert!(fs::read_to_string(workspace.path("real.jsonl")).unwrap().contains("created"));
}

#[test]
fn the_text_of_many_is_short_and_ends_with_the_counts() {
    let workspace = Workspace::with_sites(30);
    let table = fs::read_to_string(workspace.path("sites.csv")).unwrap();
    workspace.write("sites.csv", table.replace("site-00007,", "http://site-00007,"));
    let (table, template) = (workspace.text("sites.csv"), workspace.text("template.json"));
    let ran = run(&["replay", "--sandbox", "--yes", "--values", &table, &template]).expect(3);
    let lines: Vec<&str> = ran.out.lines().collect();
    assert!(lines[0].contains("SANDBOX"));
    assert!(lines[1].contains("sites.csv:2  created vco-") && lines[1].contains("SANDBOX"));
    assert!(ran.out.contains("30 drafts:\n  29 created\n   1 invalid\n"), "{}", ran.out);
    assert!(lines.last().unwrap().contains("sites.csv:9  invalid  http://site-00007  N-02"));
}

#[test]
fn a_folder_means_its_own_drafts_in_the_order_of_their_names() {
    let workspace = Workspace::new();
    for name in ["b.json", "a.json", ".hidden.json", "notes.txt", "Z.JSON"] {
        workspace.write(name, fs::read(workspace.path("template.json")).unwrap());
    }
    fs::create_dir(workspace.path("old.json")).unwrap();
    fs::create_dir(workspace.path(".versions")).unwrap();
    workspace.write(".versions/c.json", "{}");
    std::os::unix::fs::symlink(workspace.path("a.json"), workspace.path("link.json")).unwrap();
    let folder = workspace.folder.path().to_string_lossy().into_owned();
    let ran = run(&["check", "--output", "json", &folder]).expect(0);
    let mut files: Vec<String> = ran
        .lines()
        .iter()
        .map(|line| line["file"].as_str().unwrap().rsplit('/').next().unwrap().to_owned())
        .collect();
    files.dedup();
    assert_eq!(files, ["a.json", "b.json", "template.json"]);
    let told: Vec<&str> = ran.err.lines().collect();
    let [upper, link] = told[..] else { panic!("{told:?}") };
    assert!(upper.contains("Z.JSON is skipped, because only names that end in .json"), "{upper}");
    assert!(link.contains("link.json is skipped, because it is a link"), "{link}");
    assert!(told.iter().all(|line| line.ends_with("to use it, specify it on the command line.")));
    for verb in [&["preview"][..], &["replay", "--sandbox", "--yes", "--allow", "Q-10"]] {
        let ran = run(&[verb, &[&folder]].concat());
        assert!(told.iter().all(|line| ran.err.contains(line)), "{}", ran.err);
    }
    let empty = tempfile::tempdir().unwrap();
    let ran = run(&["check", &empty.path().to_string_lossy()]).expect(2);
    assert!(ran.err.contains("no *.json file"), "{}", ran.err);
}

#[test]
fn a_table_changes_exactly_one_template() {
    let workspace = Workspace::with_sites(1);
    let (table, template) = (workspace.text("sites.csv"), workspace.text("template.json"));
    let folder = workspace.folder.path().to_string_lossy().into_owned();
    for files in [vec![&template, &template], vec![&folder]] {
        let mut arguments = vec!["check", "--values", &table];
        arguments.extend(files.iter().map(|file| file.as_str()));
        assert!(run(&arguments).expect(2).err.contains("exactly one draft file"));
    }
    assert!(run(&["check", "--values", "-", "-"]).expect(2).err.contains("only once"));
    let ran = run_with_input(&["preview", "--values", "-", &template], b"Name\nfrom-a-pipe\n");
    assert!(ran.expect(0).out.contains("from-a-pipe"));
}
