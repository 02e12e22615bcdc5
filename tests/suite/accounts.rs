//! One journal and several accounts: a connection is created once in each, and what became of a submission
//! is looked for nowhere but where it was sent.

use std::fs;

use serde_json::Value as Json;
use tunnelsmith::drafts::Journal;
use tunnelsmith::sandbox::{OTHER_ACCESS_KEY_ID, OTHER_ACCESS_KEY_SECRET};

use super::support::{Ran, SandboxProcess, journal_line, sample};

const REGION: &str = "ap-southeast-1";

/// A replay of the sample in the account that the sandbox tells first.
fn in_first(sandbox: &SandboxProcess, more: &[&str]) -> Ran {
    sandbox.run(&arguments(more).iter().map(String::as_str).collect::<Vec<_>>())
}

/// The same in the other account.
fn in_other(sandbox: &SandboxProcess, more: &[&str]) -> Ran {
    let arguments = arguments(more);
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let mut command = sandbox.program(&arguments);
    command
        .env("ALIBABA_CLOUD_ACCESS_KEY_ID", OTHER_ACCESS_KEY_ID)
        .env("ALIBABA_CLOUD_ACCESS_KEY_SECRET", OTHER_ACCESS_KEY_SECRET);
    Ran::of(command.output().unwrap())
}

fn arguments(more: &[&str]) -> Vec<String> {
    let draft = sample("singapore-static.json");
    let head = ["replay", "--yes", "--output", "json"];
    head.iter().chain(more).map(|text| (*text).to_owned()).chain([draft]).collect()
}

fn kept(sandbox: &SandboxProcess) -> [usize; 2] {
    let other = sandbox.kept_in(OTHER_ACCESS_KEY_ID, OTHER_ACCESS_KEY_SECRET, REGION);
    [sandbox.kept(REGION).len(), other.len()]
}

fn open(sandbox: &SandboxProcess) -> usize {
    let journal = Journal::read(&sandbox.drafts.path().join("journal.jsonl")).unwrap();
    journal.map_or(0, |index| index.open().count())
}

#[test]
fn a_draft_creates_one_connection_in_each_account_and_names_the_right_one() {
    let sandbox = SandboxProcess::documented(&[]);
    let first = in_first(&sandbox, &[]).expect(0).line()["connection_id"].clone();
    let other = in_other(&sandbox, &[]).expect(0).line()["connection_id"].clone();
    assert_ne!(first, other);
    let named = |ran: Ran| {
        let line = ran.expect(3).line();
        assert_eq!(line["code"], "Q-08");
        line["connection_id"].clone()
    };
    assert_eq!(named(in_first(&sandbox, &[])), first);
    assert_eq!(named(in_other(&sandbox, &[])), other);
    assert_eq!(kept(&sandbox), [1, 1]);
}

#[test]
fn an_open_submission_of_another_account_is_told_and_left_alone() {
    let faults = ["--fault", "reset-after-store=1", "--fault", "bad-lookup=4"];
    let sandbox = SandboxProcess::documented(&faults);
    in_first(&sandbox, &["--patience", "0"]).expect(5);
    assert_eq!((kept(&sandbox), open(&sandbox)), ([1, 0], 1));
    // The very draft, and the draft after a change.
    for (change, count) in [(&[][..], 1), (&["--set", "EffectImmediately=false", "--again"], 2)] {
        let ran = in_other(&sandbox, change).expect(0);
        assert!(ran.err.contains("from another account"), "{}", ran.err);
        assert_eq!((kept(&sandbox), open(&sandbox)), ([1, count], 1));
    }
    let line = in_first(&sandbox, &[]).expect(0).line();
    assert_eq!(line["connection_id"].as_str().unwrap(), sandbox.kept(REGION)[0].0);
    assert_eq!((kept(&sandbox), open(&sandbox)), ([1, 2], 0));
}

/// As a version of the program that did not ask for the account has written it.
fn forget_account(sandbox: &SandboxProcess) {
    let path = sandbox.drafts.path().join("journal.jsonl");
    let text = fs::read_to_string(&path).unwrap();
    let lines = text.lines().map(|line| {
        let mut line: Json = serde_json::from_str(line).unwrap();
        let fields = line.as_object_mut().unwrap();
        fields.shift_remove("instance");
        journal_line(line)
    });
    fs::write(&path, lines.collect::<String>()).unwrap();
}

#[test]
fn a_submission_of_an_unknown_account_holds_back_and_is_never_settled() {
    let sandbox = SandboxProcess::start(&[]);
    in_first(&sandbox, &[]).expect(0);
    forget_account(&sandbox);
    let line = in_first(&sandbox, &[]).expect(3).line();
    assert_eq!((&line["code"], &line["connection_id"]), (&"Q-08".into(), &Json::Null));
    assert!(line["message"].as_str().unwrap().contains("another access key"), "{line}");
    in_first(&sandbox, &["--again"]).expect(0);
    let sandbox =
        SandboxProcess::start(&["--fault", "reset-after-store=1", "--fault", "bad-lookup=4"]);
    in_first(&sandbox, &["--patience", "0"]).expect(5);
    forget_account(&sandbox);
    for change in [&[][..], &["--set", "EffectImmediately=false"]] {
        let line = in_first(&sandbox, change).expect(5).line();
        assert_eq!((&line["outcome"], &line["code"]), (&"unknown".into(), &"Q-03".into()));
        assert_eq!((kept(&sandbox), open(&sandbox)), ([1, 0], 1));
    }
}

/// As the service is: times in whole seconds, and a list that comes after.
#[test]
fn a_lost_answer_makes_one_connection_where_the_list_lags_behind() {
    for round in 0..4 {
        let sandbox =
            SandboxProcess::start(&["--list-lag", "2s", "--fault", "reset-after-store=1"]);
        let line = in_first(&sandbox, &["--patience", "20"]).expect(0).line();
        assert_eq!((line["outcome"].as_str(), open(&sandbox)), (Some("created"), 0), "{round}");
        std::iter::repeat_with(|| kept(&sandbox)).find(|kept| *kept == [1, 0]).unwrap();
        in_first(&sandbox, &[]).expect(3);
    }
}
