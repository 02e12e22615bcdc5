//! Plain mode as a person has it: the real program in a pseudo-terminal or on pipes, with the built-in
//! sandbox or a real sandbox process.

use std::fs;
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rustix::process::Signal;

use super::support::{SandboxProcess, program};
use super::terminal::Pty;
use super::wizard_terminal::{Machine, has_line, leave, submit};

const KEY: &str = "kT7mPq2vXw9bRd4cNf6h";

fn plain(machine: &Machine, more: &[&str]) -> Pty {
    Pty::start(machine.command(more), 80, 24)
}

/// Waits for each prompt and answers it.
#[track_caller]
fn says(pty: &mut Pty, answers: &[(&str, &str)]) {
    for (prompt, answer) in answers {
        pty.wait_written(prompt);
        pty.mark();
        pty.keys(&format!("{answer}<enter>"));
    }
}

/// From the first line to the first key.
const TO_THE_KEY: [(&str, &str); 11] = [
    ("Mode: ", ""),
    ("Region: ", "eu-central-1"),
    ("BGP on both tunnels: ", ""),
    ("Customer gateway (tunnel 1): ", "1"),
    ("Customer gateway (tunnel 2): ", "2"),
    ("Platform: ", ""),
    ("Configuration of the device: ", ""),
    ("Name: ", "fra-plain"),
    ("Network type: ", ""),
    ("Local CIDR blocks (Alibaba Cloud): ", "10.0.0.0/16"),
    ("Remote CIDR blocks (your device): ", "192.168.0.0/16"),
];

fn to_the_key(pty: &mut Pty) {
    says(pty, &TO_THE_KEY);
    says(pty, &[("Negotiate immediately: ", ">"), ("phase 1 and phase 2: ", "")]);
    pty.wait_written("Pre-shared key (tunnel 1): ");
}

#[test]
fn two_tunnels_from_the_first_line_to_the_id_with_keys_never_shown() {
    let machine = Machine::new(&["--plain", "--sandbox"]);
    let mut pty = plain(&machine, &[]);
    to_the_key(&mut pty);
    pty.mark();
    pty.keys(&format!("{KEY}<enter>"));
    says(&mut pty, &[("IKE version (tunnel 1): ", ">"), ("Copy tunnel 1 to tunnel 2: ", "")]);
    says(&mut pty, &[("phase 1 and phase 2: ", ""), ("Pre-shared key (tunnel 2): ", "*")]);
    says(
        &mut pty,
        &[("IKE version (tunnel 2): ", "."), ("Your choice: ", "1"), ("Yes or no: ", "yes")],
    );
    pty.wait_written("Outcome: created vco-");
    says(&mut pty, &[("Your choice: ", "2")]);
    assert_eq!(pty.exit_status().exit_code(), 0);
    pty.assert_given_back();
    let told = pty.output();
    assert!(!told.contains(KEY) && !told.contains('\u{1b}'), "{told}");
    assert!(
        told.contains(
            "Dual-tunnel, region eu-central-1, account sand…y-id (sandbox), endpoint SANDBOX."
        ),
        "{told}"
    );
    for (path, bytes) in machine.files() {
        let shown = bytes.windows(KEY.len()).any(|part| part == KEY.as_bytes());
        assert!(!shown, "{} holds the key", path.display());
    }
}

#[test]
fn ctrl_c_at_a_line_and_in_a_key_keeps_the_draft_and_gives_the_terminal_back() {
    let machine = Machine::new(&["--plain", "--sandbox"]);
    for typed in ["", "half a k"] {
        let mut pty = plain(&machine, &[]);
        if typed.is_empty() {
            to_the_key(&mut pty);
        } else {
            says(&mut pty, &[("Your choice: ", "")]);
            pty.wait_written("Pre-shared key (tunnel 1): ");
        }
        pty.keys(&format!("{typed}<ctrl-c>"));
        assert_eq!(pty.exit_status().exit_code(), 130);
        pty.assert_given_back();
        let told = pty.output();
        assert!(told.contains("Your answers are saved in the draft fra-plain."), "{told}");
        assert!(machine.draft("fra-plain").to_string().contains("\"fra-plain\""));
    }
    let mut pty = plain(&machine, &[]);
    pty.wait_written("Your choice: ");
    pty.keys("<ctrl-c>");
    assert_eq!(pty.exit_status().exit_code(), 130);
}

/// Another program keeps the store from writing, so that the walk waits for it; whoever insists is let go.
#[test]
fn a_second_ctrl_c_ends_a_walk_that_waits_for_the_disk() {
    let machine = Machine::new(&["--plain", "--sandbox"]);
    let locks = machine.home.path().join(".local/share/tunnelsmith/drafts/.locks");
    fs::create_dir_all(&locks).unwrap();
    let holder = fs::File::create(locks.join(".writing")).unwrap();
    holder.lock().unwrap();
    let mut pty = plain(&machine, &[]);
    says(&mut pty, &TO_THE_KEY[..1]);
    pty.wait_taken();
    let process = rustix::process::Pid::from_raw(pty.process()).unwrap();
    let is_over = AtomicBool::new(false);
    let status = std::thread::scope(|scope| {
        // Two that come at once would be one, and when the first was heard nothing tells.
        scope.spawn(|| {
            while !is_over.load(Ordering::Relaxed) {
                // It may have ended by now.
                let _ = rustix::process::kill_process(process, Signal::INT);
                std::thread::sleep(Duration::from_millis(100));
            }
        });
        let status = pty.exit_status();
        is_over.store(true, Ordering::Relaxed);
        status
    });
    // Had the walk waited to its end, it would have told that nothing is kept, with another status.
    assert_eq!(status.exit_code(), 130);
    assert!(!pty.output().contains("was not written"), "{}", pty.output());
}

#[test]
fn a_dumb_terminal_and_a_variable_ask_for_plain_mode_by_themselves() {
    for (name, value, is_plain) in [
        ("TERM", "dumb", true),
        ("TUNNELSMITH_PLAIN", "1", true),
        ("TUNNELSMITH_PLAIN", "0", false),
    ] {
        let mut machine = Machine::new(&["--sandbox"]);
        machine.set(name, value);
        let mut pty = plain(&machine, &[]);
        if is_plain {
            pty.wait_written("Mode: ");
            pty.keys("<ctrl-d>");
        } else {
            pty.wait_text("Tunnelsmith");
            pty.keys("q");
        }
        assert_eq!(pty.exit_status().exit_code(), 0, "{name}={value}");
    }
}

#[test]
fn on_pipes_each_line_is_an_answer_and_the_end_keeps_the_draft() {
    let home = tempfile::tempdir().unwrap();
    let talk = |input: &str| {
        let mut child = program(&["--plain", "--sandbox"])
            .env("HOME", home.path())
            .env("TUNNELSMITH_DRAFTS_DIR", home.path().join("drafts"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        std::io::Write::write_all(&mut child.stdin.take().unwrap(), input.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
        (String::from_utf8(output.stdout).unwrap(), output.status.code())
    };
    let answers = TO_THE_KEY.map(|(_, answer)| answer).join("\n");
    let (told, status) = talk(&format!("{answers}\n>\n\n{KEY}\n"));
    assert_eq!(status, Some(0), "{told}");
    assert!(told.contains("Name: fra-plain\n"), "what was answered is said\n{told}");
    assert!(
        told.ends_with("in plain mode or not, to continue.\n") && !told.contains(KEY),
        "{told}"
    );
    // A last line without an end is an answer, too.
    let (told, status) = talk("\n>\n\n\n*\n.\n1\nyes");
    assert_eq!(status, Some(0), "{told}");
    assert!(told.contains("Outcome: created vco-") && !told.contains(KEY), "{told}");
    // Nothing at all.
    let (told, status) = talk("");
    assert_eq!(status, Some(0), "{told}");
    // Without being asked for, a script that forgot its verb is told so.
    let ran = program(&["--sandbox"]).env("TERM", "dumb").stdin(Stdio::null()).output().unwrap();
    assert_eq!(ran.status.code(), Some(2));
}

#[test]
fn begun_in_plain_mode_and_finished_in_the_wizard() {
    let sandbox = SandboxProcess::start(&[]);
    let machine = Machine::at(&sandbox);
    let mut pty = plain(&machine, &["--plain"]);
    to_the_key(&mut pty);
    pty.keys(&format!("{KEY}<enter>"));
    says(&mut pty, &[("IKE version (tunnel 1): ", ">"), ("Copy tunnel 1 to tunnel 2: ", "")]);
    pty.keys("<ctrl-c>");
    assert_eq!(pty.exit_status().exit_code(), 130);
    let mut pty = machine.start(80, 24);
    let screen = pty.wait_text("Pre-shared key");
    assert!(screen.has("fra-plain"), "{}", screen.text());
    pty.wait_text("sand…y-id");
    pty.keys("<alt-n>");
    submit(&mut pty);
    pty.wait_text("created vco-");
    assert_eq!(sandbox.kept("eu-central-1").len(), 1);
    leave(pty);
}

#[test]
fn begun_in_the_wizard_and_finished_in_plain_mode() {
    let sandbox = SandboxProcess::start(&[]);
    let machine = Machine::at(&sandbox);
    let mut pty = machine.at_the_form();
    pty.keys("fra-both<tab><tab>10.0.0.0/16");
    pty.wait_for(|screen| has_line(screen, "▸ Local CIDR", "10.0.0.0/16"), "the local side");
    pty.keys("<tab>192.168.0.0/16");
    pty.wait_for(|screen| screen.has("192.168.0.0/16") && !screen.has("*"), "a save");
    leave(pty);
    let mut pty = plain(&machine, &["--plain"]);
    says(&mut pty, &[("Your choice: ", "1"), ("Remote CIDR blocks (your device): ", ">")]);
    says(&mut pty, &[("phase 1 and phase 2: ", ""), ("Pre-shared key (tunnel 1): ", "*")]);
    says(&mut pty, &[("IKE version (tunnel 1): ", ">"), ("Copy tunnel 1 to tunnel 2: ", "")]);
    says(&mut pty, &[("phase 1 and phase 2: ", ""), ("Pre-shared key (tunnel 2): ", "*")]);
    says(
        &mut pty,
        &[("IKE version (tunnel 2): ", "."), ("Your choice: ", "1"), ("Yes or no: ", "yes")],
    );
    pty.wait_written("Outcome: created vco-");
    pty.keys("<ctrl-d>");
    assert_eq!(pty.exit_status().exit_code(), 0);
    let kept = sandbox.kept("eu-central-1");
    assert_eq!(kept.len(), 1);
    assert!(pty.output().contains(&kept[0].0));
    let text = fs::read_to_string(
        machine.home.path().join(".local/share/tunnelsmith/drafts/fra-both.json"),
    );
    assert!(text.unwrap().contains("192.168.0.0/16"));
}
