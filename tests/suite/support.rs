//! The built program, the sandbox as a process of its own, and the official SDKs, for tests that tell
//! a story.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use futures_util::StreamExt as _;
use serde_json::Value as Json;
use tempfile::TempDir;
use tunnelsmith::cloud::{Client, ClientOptions, ConnectionFilter, Credentials, Endpoint};
use tunnelsmith::connection::FieldPath;
use tunnelsmith::drafts::{DraftFile, KeyReference, TextPosition};

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_tunnelsmith");

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Lets a key stand elsewhere. Nobody has opened it yet.
pub fn refer_to(file: &mut DraftFile, path: FieldPath, reference: KeyReference) {
    file.remove(path);
    file.references.push((path, reference, TextPosition::START));
    file.draft.set_unopened(path);
}

/// What a run of the program left behind.
pub struct Ran {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    pub fn of(output: Output) -> Self {
        Self {
            status: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).expect("standard output is UTF-8"),
            err: String::from_utf8(output.stderr).expect("standard error is UTF-8"),
        }
    }

    /// Every line of standard output, which must be JSON objects and nothing else.
    pub fn lines(&self) -> Vec<Json> {
        self.out
            .lines()
            .map(|line| {
                let json: Json = serde_json::from_str(line)
                    .unwrap_or_else(|error| panic!("{error} in {line:?}; {}", self.err));
                assert!(json.is_object(), "{line}");
                json
            })
            .collect()
    }

    /// The one line of standard output.
    pub fn line(&self) -> Json {
        let mut lines = self.lines();
        assert_eq!(lines.len(), 1, "{}\n{}", self.out, self.err);
        lines.remove(0)
    }

    #[track_caller]
    pub fn expect(self, status: i32) -> Self {
        assert_eq!(
            self.status, status,
            "standard output: {}\nstandard error: {}",
            self.out, self.err
        );
        self
    }
}

/// The program with an environment that knows nothing of this machine's user.
pub fn program(arguments: &[&str]) -> Command {
    // A journal of its own for every run. Nothing is there until something is submitted.
    static RUNS: AtomicU32 = AtomicU32::new(0);
    let run = RUNS.fetch_add(1, Ordering::Relaxed);
    let drafts =
        Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("drafts-{}-{run}", std::process::id()));
    let mut command = Command::new(PROGRAM);
    command.args(arguments).env_clear().env("HOME", "/nonexistent");
    command.env("TUNNELSMITH_DRAFTS_DIR", drafts).stdin(Stdio::null());
    // Coverage and sanitizer runs find their way by these.
    for name in ["LLVM_PROFILE_FILE", "PATH"] {
        if let Some(value) = std::env::var_os(name) {
            command.env(name, value);
        }
    }
    command
}

pub fn run(arguments: &[&str]) -> Ran {
    Ran::of(program(arguments).output().expect("the program starts"))
}

/// Runs with text on standard input.
pub fn run_with_input(arguments: &[&str], input: &[u8]) -> Ran {
    let mut child = program(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("piped");
    // A program that refuses its input early closes the pipe; that is its right.
    let _ = stdin.write_all(input);
    drop(stdin);
    Ran::of(child.wait_with_output().expect("it ends"))
}

/// `tunnelsmith sandbox` as a process of its own.
pub struct SandboxProcess {
    child: Child,
    pub endpoint: String,
    pub id: String,
    pub secret: String,
    /// Where the programs pointed at it keep their journal.
    pub drafts: TempDir,
    /// How long its lists lag behind.
    lag: Duration,
}

impl SandboxProcess {
    /// One that behaves as the service is documented to: times in whole seconds, and lists that come after.
    /// `TUNNELSMITH_LIST_LAG=2s` is how far after they come by default; here they are quicker.
    pub fn documented(options: &[&str]) -> Self {
        let lag = std::env::var("TUNNELSMITH_LIST_LAG").unwrap_or_else(|_| "300ms".to_owned());
        let number = |unit: &str| lag.strip_suffix(unit).and_then(|text| text.parse().ok());
        let milliseconds = number("ms").or_else(|| Some(number("s")? * 1000)).expect("as 300ms");
        let mut sandbox = Self::start(&[&["--list-lag", &lag], options].concat());
        sandbox.lag = Duration::from_millis(milliseconds);
        sandbox
    }

    pub fn start(options: &[&str]) -> Self {
        // Whole seconds and lists that lag are for tests that ask for them.
        let exact: &[&str] = if options.contains(&"--list-lag") { &[] } else { &["--exact"] };
        let mut child = program(&[&["sandbox", "--output", "json"], exact, options].concat())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the sandbox starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("piped"))
            .read_line(&mut line)
            .expect("it speaks");
        let told: Json = serde_json::from_str(&line).expect("in JSON");
        let text = |name: &str| told[name].as_str().expect("a text").to_owned();
        Self {
            child,
            endpoint: text("endpoint"),
            id: text("access_key_id"),
            secret: text("access_key_secret"),
            drafts: tempfile::tempdir().expect("a folder"),
            lag: Duration::ZERO,
        }
    }

    /// The program pointed at this sandbox and signed in.
    pub fn program(&self, arguments: &[&str]) -> Command {
        let mut command = program(arguments);
        command
            .args(["--endpoint", &self.endpoint])
            .env("TUNNELSMITH_DRAFTS_DIR", self.drafts.path())
            .env("ALIBABA_CLOUD_ACCESS_KEY_ID", &self.id)
            .env("ALIBABA_CLOUD_ACCESS_KEY_SECRET", &self.secret);
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(self.program(arguments).output().expect("the program starts"))
    }
}

impl SandboxProcess {
    /// The ids and names of the connections it keeps, asked for by our own client.
    pub fn kept(&self, region: &str) -> Vec<(String, String)> {
        self.kept_in(&self.id, &self.secret, region)
    }

    /// The same for the account of this access key.
    pub fn kept_in(&self, id: &str, secret: &str, region: &str) -> Vec<(String, String)> {
        // Whether there is a second one can be told only once the list has caught up.
        std::thread::sleep(self.lag);
        let credentials =
            Credentials { id: id.to_owned(), secret: secret.into(), token: None, expires: None };
        let endpoint = Endpoint::parse(&self.endpoint).unwrap();
        let client = Client::new(endpoint, credentials, ClientOptions::default()).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let mut pages =
                std::pin::pin!(client.connections(region, &ConnectionFilter::default()));
            let mut rows = Vec::new();
            while let Some(page) = pages.next().await {
                let page = page.unwrap().rows.into_iter();
                rows.extend(page.map(|row| (row.id, row.name.unwrap_or_default())));
            }
            rows
        })
    }
}

impl Drop for SandboxProcess {
    fn drop(&mut self) {
        // It may have gone already; either way it is not needed any more.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Says that a test, or the rest of it, cannot be run on this machine.
///
/// `cargo test` holds back what a passing test prints with `eprintln!`; this is seen all the same,
/// and `.ci/run` counts it.
pub fn skip(reason: &str) {
    let thread = std::thread::current();
    let test = thread.name().unwrap_or("a test");
    // A line of its own, also where the harness has begun one.
    let line = format!("\nskipped: {test}: {reason}\n");
    let _ = std::io::stderr().write_all(line.as_bytes());
}

/// The Python that has the official SDKs, or why a test must be skipped.
///
/// `.ci/run` sets `TUNNELSMITH_REQUIRE_PYTHON`: there this is a failure.
pub fn official_python() -> Option<PathBuf> {
    let python = std::env::var_os("TUNNELSMITH_PYTHON")
        .map_or_else(|| root().join(".venv/bin/python"), PathBuf::from);
    let imports =
        "import alibabacloud_cbn20170912, alibabacloud_vpc20160428, aliyunsdkcore, aliyunsdkvpc";
    let works = Command::new(&python)
        .args(["-c", imports])
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    if works {
        return Some(python);
    }
    let how = "python3 -m venv .venv && .venv/bin/pip install -r tests/python/requirements.txt";
    assert!(
        std::env::var_os("TUNNELSMITH_REQUIRE_PYTHON").is_none(),
        "the official SDKs are required here and missing; run: {how}"
    );
    skip(&format!("the official Python SDKs are not installed; run: {how}"));
    None
}

/// A script of `tests/python`.
pub fn script(python: &Path, name: &str) -> Command {
    let mut command = Command::new(python);
    command.arg(root().join("tests/python").join(name));
    command
}

/// A sample draft by name.
pub fn sample(name: &str) -> String {
    root().join("assets/drafts").join(name).to_string_lossy().into_owned()
}

/// A line of the journal as it has to stand there: with the checksum of what it holds now.
pub fn journal_line(mut line: serde_json::Value) -> String {
    line.as_object_mut().expect("an object").shift_remove("sum");
    let text = line.to_string();
    let text = text.strip_suffix('}').expect("an object");
    let sum = &tunnelsmith::connection::digest::sha256(text.as_bytes())[..16];
    format!("{text},\"sum\":\"{sum}\"}}\n")
}

/// A folder in memory where there is one: thousands of files are written to it.
pub fn scratch() -> TempDir {
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
    folder.expect("a folder")
}

/// A file system so small that it is soon full.
pub struct SmallDisk(TempDir);

impl SmallDisk {
    /// None, with the reason printed, where nothing can be mounted.
    ///
    /// `.ci/run` sets `TUNNELSMITH_REQUIRE_MOUNT` where it should be possible: there nothing is skipped.
    pub fn new(kib: usize) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &format!("size={kib}k"), "tmpfs"]).arg(folder.path());
        let mounted = mount.stderr(Stdio::null()).status().is_ok_and(|status| status.success());
        if !mounted {
            assert!(
                std::env::var_os("TUNNELSMITH_REQUIRE_MOUNT").is_none(),
                "a small file system is required here and cannot be mounted"
            );
            skip("no small file system can be mounted here (it takes root)");
        }
        mounted.then_some(Self(folder))
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn data(&self) -> PathBuf {
        self.path().join("data")
    }

    /// Takes all the room there is, until the file is removed.
    pub fn fill(&self) -> PathBuf {
        let filler = self.path().join("filler");
        assert!(std::fs::write(&filler, vec![0; 1024 * 1024]).is_err(), "the disk is small");
        filler
    }

    pub fn read_only(&self) {
        let mut mount = Command::new("mount");
        mount.args(["-o", "remount,ro"]).arg(self.path());
        assert!(mount.status().unwrap().success());
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let unmounted = Command::new("umount").arg("-l").arg(self.path()).status();
        assert!(unmounted.is_ok_and(|status| status.success()) || std::thread::panicking());
    }
}
