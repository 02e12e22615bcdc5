//! Keys that a run fetches: by programs that are run and people who are asked only once all else is
//! settled, and once for all rows.

use std::fs;

use serde_json::{Value as Json, json};

use super::super::submit::kept;
use super::super::support::{Ran, SandboxProcess, run};
use super::Workspace;

/// Three rows of a template whose keys are fetched.
pub struct Keyed {
    workspace: Workspace,
}

impl Keyed {
    /// Each key by a program that leaves a mark.
    pub fn by_programs() -> Self {
        let keyed = Self::new(|workspace, name| json!({"command": ["sh", workspace.text(name)]}));
        keyed.prints("one", "Vb7cYq4mTz9wKs2nXr6dHf8jLp3gUe5a");
        keyed.prints("two", "Gm5tRx8kWd3yNh7qZc4vBs9fJp2uEa6L");
        keyed
    }

    /// Both keys by asking.
    pub fn by_asking() -> Self {
        Self::new(|_, _| json!({"ask": true}))
    }

    fn new(key: impl Fn(&Workspace, &str) -> Json) -> Self {
        let workspace = Workspace::new();
        let text = fs::read_to_string(workspace.path("template.json")).unwrap();
        let mut template: Json = serde_json::from_str(&text).unwrap();
        for (number, name) in ["one", "two"].into_iter().enumerate() {
            let tunnel = &mut template["request"]["TunnelOptionsSpecification"][number];
            tunnel["TunnelIkeConfig"]["Psk"] = key(&workspace, name);
        }
        workspace.write("template.json", template.to_string());
        workspace.write("sites.csv", "Name\na\nb\nc\n");
        Self { workspace }
    }

    /// Makes a program print this key.
    fn prints(&self, name: &str, key: &str) {
        let mark = self.workspace.text("runs");
        self.workspace.write(name, format!("echo {name} >>{mark}; echo {key}\n"));
    }

    /// How often a program was run.
    pub fn runs(&self) -> usize {
        fs::read_to_string(self.workspace.path("runs")).unwrap_or_default().lines().count()
    }

    /// `replay` of the table, as arguments.
    pub fn replay(&self, more: &[&str]) -> Vec<String> {
        let mut arguments = vec!["replay".to_owned(), "--values".to_owned()];
        arguments.extend([self.workspace.text("sites.csv"), self.workspace.text("template.json")]);
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
fn a_dry_run_runs_no_program_that_nobody_agreed_to() {
    let keyed = Keyed::by_programs();
    let sandbox = SandboxProcess::start(&[]);
    let ran = keyed.run(&sandbox, &["--dry-run"]).expect(2);
    assert!(ran.err.contains("come from programs") && ran.err.contains("--yes"), "{}", ran.err);
    assert!(!ran.err.contains("--dry-run"), "{}", ran.err);
    assert_eq!(keyed.runs(), 0);
    keyed.run(&sandbox, &["--dry-run", "--yes"]).expect(0);
    assert_eq!(keyed.runs(), 2);
}

#[test]
fn a_program_gets_no_keys_of_this_user() {
    let keyed = Keyed::by_programs();
    let seen = keyed.workspace.text("seen");
    keyed
        .workspace
        .write("one", format!("env > {seen}\nprintf Vb7cYq4mTz9wKs2nXr6dHf8jLp3gUe5a\n"));
    let sandbox = SandboxProcess::start(&[]);
    keyed.run(&sandbox, &["--dry-run", "--yes"]).expect(0);
    let seen = std::fs::read_to_string(seen).unwrap();
    assert!(seen.contains("PATH="), "{seen}");
    assert!(!seen.contains(&sandbox.secret) && !seen.contains("ALIBABA_CLOUD"), "{seen}");
    assert!(!seen.contains("TUNNELSMITH"), "{seen}");
}

#[test]
fn a_program_is_run_once_for_all_rows_and_not_for_finished_ones() {
    let keyed = Keyed::by_programs();
    let sandbox = SandboxProcess::start(&[]);
    let report = keyed.workspace.text("report.jsonl");
    let more = ["--yes", "--output", "json", "--report", &report];
    let ran = keyed.run(&sandbox, &more).expect(0);
    assert_eq!(ran.lines().iter().filter(|line| line["outcome"] == "created").count(), 3);
    assert_eq!(keyed.runs(), 2, "{}", ran.err);
    assert!(ran.err.contains("have the same pre-shared key"), "{}", ran.err);
    let again = keyed.run(&sandbox, &more).expect(0);
    assert!(again.lines().iter().all(|line| line["resumed"] == true), "{}", again.out);
    assert_eq!(keyed.runs(), 2, "{}", again.err);
    // A row that is new takes the keys, and the finished ones stay as they are.
    keyed.workspace.write("sites.csv", "Name\na\nb\nc\nd\n");
    let lines = keyed.run(&sandbox, &more).expect(0).lines();
    let resumed: Vec<bool> = lines.iter().map(|line| line["resumed"] == true).collect();
    assert_eq!(resumed, [true, true, true, false]);
    assert_eq!(keyed.runs(), 4);
    assert_eq!(kept(&sandbox, "ap-southeast-1").len(), 4);
}

#[test]
fn what_is_said_of_a_reference_names_the_file_that_it_stands_in() {
    let sandbox = SandboxProcess::start(&[]);
    let keyed = Keyed::by_asking();
    let template = keyed.workspace.text("template.json");
    let message = |keyed: &Keyed| {
        let lines = keyed.run(&sandbox, &["--yes", "--output", "json"]).expect(3).lines();
        assert_eq!(lines.len(), 3);
        assert!(lines[2]["file"].as_str().unwrap().ends_with("sites.csv:4"), "{}", lines[2]);
        lines[2]["message"].as_str().unwrap().to_owned()
    };
    let asked = message(&keyed);
    assert!(asked.starts_with(&format!("{template}:1:")), "{asked}");
    assert!(asked.contains("is asked for at a prompt"), "{asked}");
    let keyed = Keyed::by_programs();
    keyed.workspace.write("two", "exit 7\n");
    let told = message(&keyed);
    let template = keyed.workspace.text("template.json");
    assert!(told.starts_with(&format!("{template}:1:")) && told.contains("status: 7"), "{told}");
    // Once for the key that is there, and not again for the one that is not.
    assert_eq!(keyed.runs(), 1);
    // What stands in the row itself is counted in the table.
    let table = "Name,T2.Psk\na,env:NOT_SET_ANYWHERE\n";
    keyed.workspace.write("sites.csv", table);
    let line = keyed.run(&sandbox, &["--yes", "--output", "json"]).expect(3).line();
    assert!(line["message"].as_str().unwrap().starts_with("2:2: "), "{line}");
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
