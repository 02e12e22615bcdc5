//! The question that `replay` asks on a terminal, and what each answer leads to.

use std::ffi::OsStr;

use portable_pty::{CommandBuilder, ExitStatus};

use super::scale::Keyed;
use super::support::{PROGRAM, SandboxProcess, root, sample};
use super::terminal::Pty;

/// The end of the question.
const QUESTION: &str = "[y/N]";

/// Runs on a terminal of 80 columns, types `answer` once the question is there, and waits for the end.
#[track_caller]
fn answered(
    arguments: &[impl AsRef<OsStr>],
    environment: &[(&str, &str)],
    answer: &str,
) -> (String, ExitStatus) {
    let mut pty = started(arguments, environment);
    pty.wait_written(QUESTION);
    pty.keys(answer);
    let status = pty.exit_status();
    (pty.output(), status)
}

/// The program on a terminal of 80 columns.
fn started(arguments: &[impl AsRef<OsStr>], environment: &[(&str, &str)]) -> Pty {
    let mut command = CommandBuilder::new(PROGRAM);
    command.args(arguments);
    command.env_clear();
    // Left out, it is the home, which here does not exist.
    command.cwd(root());
    command.env("HOME", "/nonexistent");
    command.env("NO_COLOR", "1");
    for (name, value) in environment {
        command.env(name, value);
    }
    Pty::start(command, 80, 24)
}

#[test]
fn yes_creates_and_the_question_names_what() {
    let draft = sample("frankfurt-bgp.json");
    for yes in ["y<enter>", "YES<enter>"] {
        let (text, status) = answered(&["replay", "--sandbox", &draft], &[], yes);
        assert_eq!(status.exit_code(), 0, "{text}");
        let (question, outcome) = text.split_once(QUESTION).unwrap();
        assert!(question.contains("  fra-dc1  eu-central-1"), "{text}");
        assert!(question.contains("in the sandbox?"), "{text}");
        assert!(outcome.contains("created vco-") && outcome.contains("SANDBOX"), "{text}");
    }
}

#[test]
fn anything_else_sends_nothing() {
    let draft = sample("frankfurt-bgp.json");
    for no in ["n<enter>", "<enter>", "yellow<enter>", "<ctrl-d>"] {
        let (text, status) = answered(&["replay", "--sandbox", &draft], &[], no);
        assert_eq!(status.exit_code(), 0, "{text}");
        assert!(text.ends_with("\nNothing was sent.\n"), "{text}");
        assert!(!text.contains("created"), "{text}");
    }
}

#[test]
fn an_interrupted_question_sends_nothing() {
    let draft = sample("frankfurt-bgp.json");
    let (text, status) = answered(&["replay", "--sandbox", &draft], &[], "<ctrl-c>");
    assert!(!status.success() && !text.contains("created"), "{status}: {text}");
}

#[test]
fn the_question_tells_where_and_what_is_left_out() {
    let sandbox = SandboxProcess::start(&[]);
    let keys = [
        ("ALIBABA_CLOUD_ACCESS_KEY_ID", sandbox.id.as_str()),
        ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", sandbox.secret.as_str()),
    ];
    let draft = sample("frankfurt-bgp.json");
    let arguments = ["replay", "--endpoint", &sandbox.endpoint, &draft, "/nonexistent.json"];
    let (text, status) = answered(&arguments, &keys, "n<enter>");
    assert!(text.contains(&format!("at {}?", sandbox.endpoint)), "{text}");
    assert!(text.contains("1 file is skipped"), "{text}");
    assert_eq!(status.exit_code(), 2, "{text}");
}

#[test]
fn without_credentials_every_place_looked_at_has_a_line() {
    let draft = sample("frankfurt-bgp.json");
    let pty = started(&["replay", &draft], &[]);
    let (status, text) = (pty.exit_status(), pty.output());
    assert_eq!(status.exit_code(), 6, "{text}");
    assert!(!text.contains(QUESTION), "who cannot send is not asked: {text}");
    assert!(text.contains("\n  ~/.aliyun/config.json: does not exist\n"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 80 || line.contains(&draft)), "{text}");
}

#[test]
fn the_question_names_the_programs_that_a_yes_runs() {
    for (answer, runs) in [("n<enter>", 0), ("y<enter>", 2)] {
        let keyed = Keyed::by_programs();
        let (text, status) = answered(&keyed.replay(&["--sandbox"]), &[], answer);
        assert_eq!(status.exit_code(), 0, "{text}");
        let (question, _) = text.split_once(QUESTION).unwrap();
        // On a terminal the line is wrapped between words.
        let question = question.split_whitespace().collect::<Vec<_>>().join(" ");
        for (program, tunnel) in [("one", 1), ("two", 2)] {
            let words = format!("/{program} for TunnelOptionsSpecification.{tunnel}.");
            assert!(question.contains("runs sh /") && question.contains(&words), "{text}");
        }
        assert_eq!(keyed.runs(), runs, "{text}");
    }
}

/// However many there are: nobody agrees to a program that was only counted.
#[test]
fn the_question_names_every_program_of_a_long_table_once() {
    let folder = super::support::scratch();
    let text = std::fs::read_to_string(sample("singapore-static.json")).unwrap();
    let mut files = Vec::new();
    for number in 0..60 {
        let mut draft: serde_json::Value = serde_json::from_str(&text).unwrap();
        draft["request"]["Name"] = format!("site-{number:02}").into();
        for tunnel in draft["request"]["TunnelOptionsSpecification"].as_array_mut().unwrap() {
            let words = ["printf".to_owned(), format!("KeyOfSite{:02}XyZ", number / 2)];
            tunnel["TunnelIkeConfig"]["Psk"] = serde_json::json!({"command": words});
        }
        let file = folder.path().join(format!("{number:02}.json"));
        std::fs::write(&file, draft.to_string()).unwrap();
        files.push(file.to_string_lossy().into_owned());
    }
    let mut arguments = vec!["replay", "--sandbox"];
    arguments.extend(files.iter().map(String::as_str));
    let (text, _) = answered(&arguments, &[], "n<enter>");
    let (question, _) = text.split_once(QUESTION).unwrap();
    for number in 0..30 {
        let command = format!("runs printf KeyOfSite{number:02}XyZ for");
        let told = question.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(told.matches(&command).count(), 1, "{command}: {question}");
    }
}

#[test]
fn a_key_is_asked_for_after_the_question_and_once_for_all_rows() {
    let keyed = Keyed::by_asking();
    let mut pty = started(&keyed.replay(&["--sandbox"]), &[]);
    pty.wait_written(QUESTION);
    assert!(!pty.output().contains("(not shown)"), "{}", pty.output());
    pty.keys("y<enter>");
    for (tunnel, key) in
        [(1, "Vb7cYq4mTz9wKs2nXr6dHf8jLp3gUe5a"), (2, "Gm5tRx8kWd3yNh7qZc4vBs9fJp2uEa6L")]
    {
        pty.wait_written(&format!("{tunnel}.TunnelIkeConfig.Psk (not shown):"));
        pty.keys(&format!("{key}<enter>"));
    }
    let (status, text) = (pty.exit_status(), pty.output());
    assert_eq!(status.exit_code(), 0, "{text}");
    assert_eq!(text.matches("(not shown):").count(), 2, "{text}");
    assert_eq!(text.matches("created vco-").count(), 3, "{text}");
    assert!(!text.contains("Vb7cYq4m") && !text.contains("Gm5tRx8k"), "{text}");
}
