//! The program beside `true` and `curl`, in one run: `cargo bench --bench ratios`.
//!
//! Prints medians and ratios; each pair is measured in turns, so that whatever else the machine does
//! meets both alike.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const PROGRAM: &str = env!("CARGO_BIN_EXE_tunnelsmith");
const DRAFT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/drafts/frankfurt-bgp.json");
/// Without BGP, so that a thousand of them don't compete for tunnel CIDR blocks.
const PLAIN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/drafts/singapore-static.json");
const ROUNDS: usize = 300;

fn main() {
    let version = || quiet(PROGRAM, &["--version"]);
    let pairs: [(&str, Vec<Command>, f64); 2] = [
        ("--version to true", vec![version(), quiet("true", &[])], 3.0),
        ("check to --version", vec![quiet(PROGRAM, &["check", DRAFT]), version()], 2.0),
    ];
    for (name, mut commands, goal) in pairs {
        let medians = medians(&mut commands, ROUNDS);
        print(name, medians, goal);
    }
    replay_beside_curl();
    many();
}

fn quiet(program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).stdin(Stdio::null());
    command
}

/// The median time of each command, measured in turns.
fn medians(commands: &mut [Command], rounds: usize) -> Vec<Duration> {
    let mut times = vec![Vec::with_capacity(rounds); commands.len()];
    for round in 0..rounds + 10 {
        for (command, times) in commands.iter_mut().zip(&mut times) {
            let start = Instant::now();
            command.status().expect("the command starts");
            if round >= 10 {
                times.push(start.elapsed());
            }
        }
    }
    times
        .into_iter()
        .map(|mut times| {
            times.sort_unstable();
            times[times.len() / 2]
        })
        .collect()
}

fn print(name: &str, medians: Vec<Duration>, goal: f64) {
    let ratio = medians[0].as_secs_f64() / medians[1].as_secs_f64();
    let verdict = if ratio <= goal { "met" } else { "MISSED" };
    println!(
        "{name}: {:.2} ms to {:.2} ms, ratio {ratio:.2}, goal at most {goal} {verdict}",
        medians[0].as_secs_f64() * 1e3,
        medians[1].as_secs_f64() * 1e3,
    );
}

struct Served {
    child: Child,
    endpoint: String,
    _drafts: tempfile::TempDir,
    variables: Vec<(String, String)>,
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have gone already; either way it is not needed any more.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn sandbox() -> Served {
    let mut child = Command::new(PROGRAM)
        .args(["sandbox", "--output", "json"])
        .stdout(Stdio::piped())
        .spawn()
        .expect("the sandbox starts");
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("piped")).read_line(&mut line).expect("it speaks");
    let told: serde_json::Value = serde_json::from_str(&line).expect("in JSON");
    let text = |name: &str| told[name].as_str().expect("a text").to_owned();
    let drafts = tempfile::tempdir().expect("a folder");
    let folder = drafts.path().to_string_lossy().into_owned();
    Served {
        child,
        _drafts: drafts,
        endpoint: text("endpoint"),
        variables: vec![
            ("TUNNELSMITH_DRAFTS_DIR".to_owned(), folder),
            ("ALIBABA_CLOUD_ACCESS_KEY_ID".to_owned(), text("access_key_id")),
            ("ALIBABA_CLOUD_ACCESS_KEY_SECRET".to_owned(), text("access_key_secret")),
        ],
    }
}

fn replay(served: &Served, files: &[String], more: &[&str]) -> Command {
    let mut command = quiet(PROGRAM, &["replay", "--yes", "--quiet"]);
    command.args(["--endpoint", &served.endpoint]).args(more).args(files);
    command.envs(served.variables.iter().cloned());
    command
}

/// The same POST: curl sends the very body that the program would, but with a stale signature, which
/// the sandbox answers sooner than a creation, so the comparison favours curl.
fn replay_beside_curl() {
    let served = sandbox();
    let body = Command::new(PROGRAM)
        .args(["preview", "--reveal", "--output", "json", DRAFT])
        .output()
        .expect("preview runs");
    let told: serde_json::Value = serde_json::from_slice(&body.stdout).expect("in JSON");
    let mut curl = quiet("curl", &["--silent", "--output", "/dev/null", "--noproxy", "*"]);
    curl.arg(&served.endpoint);
    for (name, value) in told["params"].as_object().expect("parameters") {
        curl.args(["--data-urlencode", &format!("{name}={}", value.as_str().unwrap_or_default())]);
    }
    let token = ["--again", "--set", "ClientToken=the-same-every-time"];
    let mut pair = [replay(&served, &[DRAFT.to_owned()], &token), curl];
    print("replay to curl", medians(&mut pair, ROUNDS), 2.0);
    memory(&served);
}

fn memory(served: &Served) {
    let script = "import resource, subprocess, sys\n\
                  subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)\n\
                  print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)";
    let mut command = Command::new("python3");
    command.args(["-c", script, PROGRAM, "replay", "--yes", "--quiet"]);
    command.args(["--again", "--set", "ClientToken=the-same-every-time"]);
    command.args(["--endpoint", &served.endpoint, DRAFT]).envs(served.variables.iter().cloned());
    let told = command.output().expect("python3 runs");
    let text = String::from_utf8_lossy(&told.stdout);
    let mebibytes = text.trim().parse::<f64>().unwrap_or(f64::NAN) / 1024.0;
    println!("peak resident memory of a replay: {mebibytes:.1} MiB, goal at most 20");
}

/// A thousand drafts, each with a name of its own.
fn many() {
    let folder = tempfile::tempdir().expect("a folder");
    let draft = std::fs::read_to_string(PLAIN).expect("the sample draft");
    let mut files = Vec::new();
    for number in 0..1000 {
        let text = draft.replacen("\"sin-branch7\"", &format!("\"branch-{number:04}\""), 1);
        let path = folder.path().join(format!("{number:04}.json"));
        std::fs::write(&path, text).expect("written");
        files.push(path.to_string_lossy().into_owned());
    }
    let served = sandbox();
    let start = Instant::now();
    let status = replay(&served, &files, &["--jobs", "16"]).status().expect("it runs");
    println!("1,000 drafts with 16 jobs: {:.2} s, {status}", start.elapsed().as_secs_f64());
}
