//! Keys that a run fetches: by programs that are run and people who are asked only once all else is
//! settled, and once for all rows.

use std::fs;

use serde_json::{Value as Json, json};

use super::super::submit::kept;
use super::super::support::{Ran, SandboxProcess, run};
use super::Desk;

/// Three rows of a template whose keys are fetched.
pub struct Keyed {
    desk: Desk,
}

impl Keyed {
    /// Each key by a program that leaves a mark.
    pub fn by_programs() -> Self {
        let keyed = Self::new(|desk, name| json!({"command": ["sh", desk.text(name)]}));
        keyed.prints("one", "Vb7cYq4mTz9wKs2nXr6dHf8jLp3gUe5a");
        keyed.prints("two", "Gm5tRx8kWd3yNh7qZc4vBs9fJp2uEa6L");
        keyed
    }

    /// Both keys by asking.
    pub fn by_asking() -> Self {
        Self::new(|_, _| json!({"ask": true}))
    }

    fn new(key: impl Fn(&Desk, &str) -> Json) -> Self {
        let desk = Desk::new();
        let text = fs::read_to_string(desk.path("template.json")).unwrap();
        let mut template: Json = serde_json::from_str(&text).unwrap();
        for (number, name) in ["one", "two"].into_iter().enumerate() {
            let tunnel = &mut template["request"]["TunnelOptionsSpecification"][number];
            tunnel["TunnelIkeConfig"]["Psk"] = key(&desk, name);
        }
        desk.write("template.json", template.to_string());
        desk.write("sites.csv", "Name\na\nb\nc\n");
        Self { desk }
    }

    /// Makes a program print this key.
    fn prints(&self, name: &str, key: &str) {
        let mark = self.desk.text("runs");
        self.desk.write(name, format!("echo {name} >>{mark}; echo {key}\n"));
    }

    /// How often a program was run.
    pub fn runs(&self) -> usize {
        fs::read_to_string(self.desk.path("runs")).unwrap_or_default().lines().count()
    }

    /// `replay` of the table, as arguments.
    pub fn replay(&self, more: &[&str]) -> Vec<String> {
        let mut arguments = vec!["replay".to_owned(), "--values".to_owned()];
        arguments.extend([self.desk.text("sites.csv"), self.desk.text("template.json")]);
        arguments.extend(more.iter().map(|text| (*text).to_owned()));
        arguments
    }

    fn run(&self, sandbox: &SandboxProcess, more: &[&str]) -> Ran {
        super::run_at(sandbox, &self.replay(more))
    }
}

#[test]
fn no_program_is_run_for_what_cannot_be_sent() {
    let keyed = Keyed::by_programs();
    let sandbox = SandboxProcess::start(&[]);
    assert!(keyed.run(&sandbox, &[]).expect(2).err.contains("add --yes"));
    let arguments = keyed.replay(&["--yes"]);
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    run(&arguments).expect(6);
    keyed.run(&sandbox, &["--yes", "--set", "LocalSubnet=x"]).expect(3);
    assert_eq!(keyed.runs(), 0);
    assert!(kept(&sandbox, "ap-southeast-1").is_empty());
}

#[test]
fn a_program_is_run_once_for_all_rows_and_not_for_finished_ones() {
    let keyed = Keyed::by_programs();
    let sandbox = SandboxProcess::start(&[]);
    let report = keyed.desk.text("report.jsonl");
    let more = ["--yes", "--output", "json", "--report", &report];
    let ran = keyed.run(&sandbox, &more).expect(0);
    assert_eq!(ran.lines().iter().filter(|line| line["outcome"] == "created").count(), 3);
    assert_eq!(keyed.runs(), 2, "{}", ran.err);
    assert!(ran.err.contains("have the same pre-shared key"), "{}", ran.err);
    let again = keyed.run(&sandbox, &more).expect(0);
    assert!(again.lines().iter().all(|line| line["resumed"] == true), "{}", again.out);
    assert_eq!(keyed.runs(), 2, "{}", again.err);
    // A row that is new takes the keys, and the finished ones stay as they are.
    keyed.desk.write("sites.csv", "Name\na\nb\nc\nd\n");
    let lines = keyed.run(&sandbox, &more).expect(0).lines();
    let resumed: Vec<bool> = lines.iter().map(|line| line["resumed"] == true).collect();
    assert_eq!(resumed, [true, true, true, false]);
    assert_eq!(keyed.runs(), 4);
    assert_eq!(kept(&sandbox, "ap-southeast-1").len(), 4);
}

#[test]
fn a_key_that_a_program_prints_is_judged_before_anything_is_sent() {
    let keyed = Keyed::by_programs();
    keyed.prints("two", "'with a blank'");
    let sandbox = SandboxProcess::start(&[]);
    let ran = keyed.run(&sandbox, &["--yes", "--output", "json"]).expect(3);
    for line in ran.lines() {
        assert_eq!(
            (&line["outcome"], &line["code"]),
            (&"invalid".into(), &"P-02".into()),
            "{line}"
        );
    }
    assert!(kept(&sandbox, "ap-southeast-1").is_empty());
    assert!(!ran.out.contains("with a blank") && !ran.err.contains("with a blank"));
}
