//! Nothing is waited for without end: neither a pipe into which nobody writes, nor a lock that somebody keeps.
//! What a shell passes on purpose goes on being read.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::json;

use super::support::{Ran, program, run, sample, scratch};

/// Longer than anything here may take, on a busy machine too, and shorter than the patience with pipes that
/// were named on purpose.
const SOON: Duration = Duration::from_secs(40);

fn pipe(folder: &Path, name: &str) -> String {
    let path = folder.join(name);
    assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
    path.to_str().unwrap().to_owned()
}

#[track_caller]
fn soon(mut command: Command, status: i32) -> Ran {
    let begun = Instant::now();
    let ran = Ran::of(command.output().unwrap()).expect(status);
    assert!(begun.elapsed() < SOON, "{:?}", begun.elapsed());
    ran
}

fn with_key(reference: &serde_json::Value) -> String {
    let text = fs::read_to_string(sample("frankfurt-bgp.json")).unwrap();
    let mut draft: serde_json::Value = serde_json::from_str(&text).unwrap();
    let tunnel = &mut draft["request"]["TunnelOptionsSpecification"][0];
    tunnel["TunnelIkeConfig"]["Psk"] = reference.clone();
    draft.to_string()
}

#[test]
fn a_key_file_that_is_a_pipe_is_refused_at_once_by_every_verb_that_follows_it() {
    let folder = scratch();
    let key = pipe(folder.path(), "key");
    let draft = folder.path().join("draft.json");
    fs::write(&draft, with_key(&json!({"file": key}))).unwrap();
    let draft = draft.to_str().unwrap();
    for verb in [
        &["check"][..],
        &["preview"],
        &["replay", "--sandbox", "--yes"],
        &["replay", "--sandbox", "--dry-run"],
        &["peer", "write", "--platform", "strongswan"],
        &["sheet"],
    ] {
        let ran = soon(program(&[verb, &[draft]].concat()), 3);
        let told = ran.out + &ran.err;
        assert!(told.contains("this is a pipe, socket or device"), "{verb:?}: {told}");
    }
    // A comparison tells what it could not look into, and goes on.
    soon(program(&["drafts", "diff", draft, draft]), 0);
}

/// The program with a text on a pipe that it knows by the name `/dev/fd/0`, as a shell passes `<(program)`.
fn passed(arguments: &[&str], text: &[u8], set: &[(&str, &str)]) -> Ran {
    let mut command = program(arguments);
    command.envs(set.iter().copied());
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let text = text.to_vec();
    // Later, as a program does that has to work first.
    let writer = std::thread::spawn(move || {
        for part in text.chunks(700) {
            stdin.write_all(part).unwrap();
        }
    });
    let ran = Ran::of(child.wait_with_output().unwrap());
    writer.join().unwrap();
    ran
}

#[cfg(target_os = "linux")]
#[test]
fn what_a_shell_passes_in_place_of_a_file_is_read() {
    let folder = scratch();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let fd = "/dev/fd/0";
    let draft = fs::read(sample("frankfurt-bgp.json")).unwrap();
    passed(&["check", fd], &draft, &[]).expect(0);
    passed(&["preview", fd], &draft, &[]).expect(0);
    passed(&["import", "--request", fd], &draft, &[]).expect(0);
    passed(&["check", "--values", fd, &sample("frankfurt-bgp.json")], b"Name\na\nb\n", &[])
        .expect(0);
    // The identity comes once, and opens and seals as often as it is needed.
    let identity = path("identity.txt");
    let own = [("TUNNELSMITH_IDENTITY", identity.as_str())];
    let mut made = program(&["identity", "show"]);
    made.envs(own);
    soon(made, 0);
    let secret = fs::read(&identity).unwrap();
    let elsewhere = [("TUNNELSMITH_IDENTITY", fd)];
    for name in ["one.json", "two.json"] {
        fs::write(path(name), &draft).unwrap();
    }
    let seal = ["drafts", "seal", &path("one.json"), &path("two.json")];
    passed(&seal, &secret, &elsewhere).expect(0);
    let ran = passed(&["check", &path("one.json"), &path("two.json")], &secret, &elsewhere);
    assert!(!ran.expect(0).err.contains("sealed"), "both were opened");
}

#[test]
fn a_journal_that_somebody_keeps_locked_is_told_and_nothing_is_created() {
    let folder = scratch();
    let data = folder.path().to_str().unwrap();
    let path = folder.path().join("journal.jsonl");
    fs::write(&path, "").unwrap();
    let holder = File::options().read(true).append(true).open(&path).unwrap();
    holder.lock().unwrap();
    let mut history = program(&["history"]);
    history.env("TUNNELSMITH_DRAFTS_DIR", data);
    let ran = soon(history, 1);
    assert!(ran.err.contains("has locked the journal"), "{}", ran.err);
    // Somebody who only reads it holds up no other reader, but whoever wants to write.
    holder.unlock().unwrap();
    holder.lock_shared().unwrap();
    let mut history = program(&["history"]);
    history.env("TUNNELSMITH_DRAFTS_DIR", data);
    soon(history, 0);
    let sandbox = super::support::SandboxProcess::start(&[]);
    let mut replay = sandbox.program(&["replay", "--yes", &sample("frankfurt-bgp.json")]);
    replay.env("TUNNELSMITH_DRAFTS_DIR", data);
    let ran = soon(replay, 1);
    assert!(ran.err.contains("has locked the journal"), "{}", ran.err);
    assert!(sandbox.kept("eu-central-1").is_empty());
}

#[test]
fn a_store_that_somebody_keeps_from_writing_is_told() {
    let folder = scratch();
    let data = folder.path().to_str().unwrap();
    let draft = sample("frankfurt-bgp.json");
    run(&["drafts", "save", &draft, "--name", "a", "--drafts-dir", data]).expect(0);
    let writing = folder.path().join("drafts/.locks/.writing");
    let holder = File::options().read(true).write(true).open(&writing).unwrap();
    holder.lock().unwrap();
    let save = program(&["drafts", "save", &draft, "--name", "b", "--drafts-dir", data]);
    let ran = soon(save, 1);
    assert!(ran.err.contains("draft \"b\" was not written"), "{}", ran.err);
    assert!(ran.err.contains("has been writing"), "{}", ran.err);
    run(&["drafts", "show", "a", "--drafts-dir", data]).expect(0);
}
