//! The question that `replay` asks on a terminal, and what each answer leads to.

use std::io::{Read as _, Write as _};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, ExitStatus, PtySize, native_pty_system};

use super::support::{PROGRAM, SandboxProcess, root, sample};

/// Far longer than anything here takes.
const DEADLINE: Duration = Duration::from_secs(60);

/// The end of the question.
const QUESTION: &str = "[y/N]";

/// Ctrl-C and Ctrl-D as a terminal gets them.
const INTERRUPT: &str = "\u{3}";
const END_OF_INPUT: &str = "\u{4}";

/// Runs on a terminal of 80 columns, types `answer` once the question is there, and waits for the end.
#[track_caller]
fn answered(
    arguments: &[&str],
    environment: &[(&str, &str)],
    answer: &str,
) -> (String, ExitStatus) {
    let size = PtySize { rows: 24, cols: 80, ..PtySize::default() };
    let pair = native_pty_system().openpty(size).expect("a terminal");
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
    let mut child = pair.slave.spawn_command(command).expect("the program starts");
    drop(pair.slave);
    let mut typed = pair.master.take_writer().expect("a keyboard");
    let shown = screen(pair.master.try_clone_reader().expect("a screen"));
    let end = Instant::now() + DEADLINE;
    let mut text = String::new();
    let mut asked = false;
    // The terminal closes when the program ends.
    while let Some(left) = end.checked_duration_since(Instant::now()) {
        let Ok(more) = shown.recv_timeout(left) else { break };
        text.push_str(&more);
        if !asked && text.contains(QUESTION) {
            asked = true;
            typed.write_all(answer.as_bytes()).expect("it listens");
        }
    }
    if Instant::now() >= end {
        let _ = child.kill();
        panic!("the program did not end; it said: {text}");
    }
    assert!(asked, "it did not ask: {text}");
    let status = child.wait().expect("it ended");
    (text.replace("\r\n", "\n"), status)
}

fn screen(mut reader: Box<dyn std::io::Read + Send>) -> Receiver<String> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        let mut bytes = [0; 4096];
        // Linux ends a terminal that nobody writes to any more with an error.
        while let Ok(count @ 1..) = reader.read(&mut bytes) {
            let text = String::from_utf8_lossy(&bytes[..count]).into_owned();
            if sender.send(text).is_err() {
                return;
            }
        }
    });
    receiver
}

#[test]
fn yes_creates_and_the_question_names_what() {
    let draft = sample("frankfurt-bgp.json");
    for yes in ["y\n", "YES\n"] {
        let (text, status) = answered(&["replay", "--sandbox", &draft], &[], yes);
        assert_eq!(status.exit_code(), 0, "{text}");
        let (question, outcome) = text.split_once(QUESTION).unwrap();
        assert!(question.contains("  fra-dc1  eu-central-1"), "{text}");
        assert!(question.contains("on the sandbox?"), "{text}");
        assert!(outcome.contains("created vco-") && outcome.contains("SANDBOX"), "{text}");
    }
}

#[test]
fn anything_else_sends_nothing() {
    let draft = sample("frankfurt-bgp.json");
    for no in ["n\n", "\n", "yellow\n", END_OF_INPUT] {
        let (text, status) = answered(&["replay", "--sandbox", &draft], &[], no);
        assert_eq!(status.exit_code(), 0, "{text}");
        assert!(text.ends_with("\nNothing was sent.\n"), "{text}");
        assert!(!text.contains("created"), "{text}");
    }
}

#[test]
fn an_interrupted_question_sends_nothing() {
    let draft = sample("frankfurt-bgp.json");
    let (text, status) = answered(&["replay", "--sandbox", &draft], &[], INTERRUPT);
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
    let (text, status) = answered(&arguments, &keys, "n\n");
    assert!(text.contains(&format!("at {}?", sandbox.endpoint)), "{text}");
    assert!(text.contains("1 file is left out"), "{text}");
    assert_eq!(status.exit_code(), 2, "{text}");
}

#[test]
fn without_credentials_every_place_looked_at_has_a_line() {
    let draft = sample("frankfurt-bgp.json");
    let (text, status) = answered(&["replay", &draft], &[], "y\n");
    assert_eq!(status.exit_code(), 6, "{text}");
    assert!(text.contains("\n  ~/.aliyun/config.json: does not exist\n"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 80 || line.contains(&draft)), "{text}");
}
