//! The wizard beside the smallest program that ratatui can make, in one run: `cargo bench --bench
//! wizard`.
//!
//! Both run in pseudo-terminals and are measured in turns, so that whatever else the machine does meets
//! both alike. The smallest program is this file, run once more: it paints one line and shows what is
//! typed. A key counts as answered when the screen shows what it has to, whole frames only.
//!
//! What is waited for and typed stands at the top, since that follows the screens of the wizard.

#[path = "../tests/suite/terminal.rs"]
mod terminal;

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use portable_pty::CommandBuilder;
use ratatui::Frame;
use ratatui::crossterm::event::{self, Event, KeyCode, KeyModifiers};
use rustix::process::Signal;
use tempfile::TempDir;
use tunnelsmith::tui::terminal::{Events, Signals, Terminal};

use terminal::Pty;

const PROGRAM: &str = env!("CARGO_BIN_EXE_tunnelsmith");

/// What the wizard shows first.
const FIRST: &str = "Tunnelsmith";
/// From there to a field for any text, empty and in focus: what to wait for, then what to type.
const TO_A_FIELD: &[Step] = &[
    Step { wait: "New connection", keys: "n" },
    Step { wait: "Dual-tunnel", keys: "<alt-n><alt-n><alt-n>" },
    Step { wait: "Negotiate immediately", keys: "" },
];
/// From the first screen to the empty filter over the customer gateways, all of them loaded.
const TO_THE_FILTER: &[Step] = &[
    Step { wait: "New connection", keys: "n" },
    Step { wait: "Dual-tunnel", keys: "<tab><tab>eu-central-1" },
    Step { wait: "Frankfurt", keys: "<enter><alt-n>" },
    Step { wait: "5000 gateways", keys: "" },
];
/// What is typed into the field, and taken away again; nothing like it stands elsewhere on the screen.
const WORD: &str = "qzxvqzxvjk";
/// What is typed into the filter; some of the 5,000 gateways match to the last letter.
const FILTER: &str = "branch-432";
/// What the program says without a verb and without a terminal, as long as the wizard is there.
const NO_TERMINAL: &str = "not a terminal";

/// Tells this file to be one of the programs it measures, by its name.
const GUEST: &str = "TUNNELSMITH_BENCH_GUEST";
const SMALLEST: &str = "smallest";
const LAYER: &str = "layer alone";
/// What both show first.
const GUEST_FIRST: &str = "typed:";

const COLS: u16 = 100;
const ROWS: u16 = 30;
const STARTS: usize = 30;
const KEYS: usize = 200;
/// Letters of a paste that is not marked as one.
const PASTED: usize = 10_240;
const IDLE: Duration = Duration::from_secs(5);
/// Until what a program does after its first frame is over.
const SETTLE: Duration = Duration::from_secs(1);

/// One step on the way to a screen.
struct Step {
    wait: &'static str,
    keys: &'static str,
}

fn main() {
    match std::env::var(GUEST).as_deref() {
        Ok(SMALLEST) => smallest().expect("a terminal"),
        Ok(_) => layer().expect("a terminal"),
        Err(_) => measure(),
    }
}

fn measure() {
    let is_there = is_there();
    let mut programs = Vec::new();
    if is_there {
        programs.extend([Program::wizard(&[]), Program::wizard(&["--sandbox"])]);
    } else {
        println!("there is no wizard yet");
    }
    programs.extend([Program::guest(LAYER), Program::guest(SMALLEST)]);
    let table = Table::new(&programs);
    table.starts();
    table.keys_and_idleness();
    if is_there {
        bare_keys();
        filter(&Sandbox::start());
    }
}

/// Paints one frame a key, and ends with Ctrl-Q: the way ratatui's own introduction has it.
fn smallest() -> std::io::Result<()> {
    let mut terminal = ratatui::init();
    let mut typed = String::new();
    loop {
        terminal.draw(|frame| view(&typed, frame))?;
        if !take(&event::read()?, &mut typed) {
            break;
        }
    }
    ratatui::restore();
    Ok(())
}

/// The same with the wizard's terminal, events and signals.
#[tokio::main(flavor = "current_thread")]
async fn layer() -> std::io::Result<()> {
    let mut terminal = Terminal::enter(false, std::env::temp_dir())?;
    let mut signals = Signals::new()?;
    let mut events = Events::new()?;
    let mut typed = String::new();
    loop {
        terminal.draw(|frame| view(&typed, frame))?;
        tokio::select! {
            _ = signals.next() => break,
            event = events.next() => if !take(&event?, &mut typed) {
                break;
            },
        }
    }
    terminal.leave()
}

fn view(typed: &str, frame: &mut Frame) {
    frame.render_widget(format!("{GUEST_FIRST} {typed}"), frame.area());
}

/// Whether to go on.
fn take(event: &Event, typed: &mut String) -> bool {
    if let Event::Key(key) = event {
        match (key.code, key.modifiers) {
            (KeyCode::Char('q'), KeyModifiers::CONTROL) => return false,
            (KeyCode::Char(letter), _) => typed.push(letter),
            (KeyCode::Backspace, _) => drop(typed.pop()),
            _ => {}
        }
    }
    true
}

fn is_there() -> bool {
    let told = Command::new(PROGRAM).stdin(Stdio::null()).output().expect("the program starts");
    String::from_utf8_lossy(&told.stderr).contains(NO_TERMINAL)
}

/// A program to measure.
struct Program {
    name: String,
    /// What to run, and with which variables besides those that all have.
    words: Vec<String>,
    variables: Vec<(String, String)>,
    first: &'static str,
    to_a_field: &'static [Step],
    home: TempDir,
}

impl Program {
    fn new(name: &str, words: Vec<String>, first: &'static str) -> Self {
        Self {
            name: name.to_owned(),
            words,
            variables: Vec::new(),
            first,
            to_a_field: &[],
            home: tempfile::tempdir().expect("a folder"),
        }
    }

    fn guest(name: &str) -> Self {
        let this: PathBuf = std::env::current_exe().expect("this file has a name");
        let words = vec![this.to_string_lossy().into_owned()];
        let mut program = Self::new(name, words, GUEST_FIRST);
        program.variables.push((GUEST.to_owned(), name.to_owned()));
        program
    }

    fn wizard(arguments: &[&str]) -> Self {
        let words: Vec<String> =
            [&[PROGRAM], arguments].concat().into_iter().map(str::to_owned).collect();
        let name = ["wizard", &arguments.join(" ")].join(" ");
        let mut program = Self::new(name.trim(), words, FIRST);
        program.to_a_field = TO_A_FIELD;
        program
    }

    /// Starts it, and waits for its first frame.
    fn start(&self) -> Pty {
        let mut command = CommandBuilder::from_argv(self.words.iter().map(Into::into).collect());
        command.env_clear();
        command.env("HOME", self.home.path());
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        for (name, value) in &self.variables {
            command.env(name, value);
        }
        let pty = Pty::start(command, COLS, ROWS);
        pty.wait_text(self.first);
        pty
    }
}

/// One column a program, one row a measure, printed as they come.
struct Table<'a> {
    programs: &'a [Program],
}

impl<'a> Table<'a> {
    fn new(programs: &'a [Program]) -> Self {
        print!("{:<40}", "");
        for program in programs {
            print!("{:>18}", program.name);
        }
        println!("  ratio, goal");
        Self { programs }
    }

    /// The last value is that of the smallest program. A goal is a bound for the ratio of the others to
    /// it, or for their values as they are.
    fn row(&self, name: &str, values: &[f64], goal: Option<Goal>) {
        print!("{name:<40}");
        for value in values {
            print!("{value:>18.3}");
        }
        if let [wizards @ .., smallest] = values {
            for wizard in wizards {
                print!("  {:.2}x", wizard / smallest);
                if let Some(goal) = &goal {
                    print!(" {}", goal.verdict(*wizard, wizard / smallest));
                }
            }
        }
        println!("{}", goal.map_or_else(String::new, |goal| format!("  ({})", goal.words())));
    }

    fn starts(&self) {
        let mut times = vec![Vec::with_capacity(STARTS); self.programs.len()];
        for round in 0..=STARTS {
            for (program, times) in self.programs.iter().zip(&mut times) {
                let pty = program.start();
                let time = pty.screen().at() - pty.started();
                end(&pty);
                // The first is there for the caches.
                if round > 0 {
                    times.push(time);
                }
            }
        }
        let mut row = |name, percent, goal| {
            let values: Vec<f64> = times.iter_mut().map(|times| centile(times, percent)).collect();
            self.row(name, &values, goal);
        };
        // On a machine that does other things too, the fastest says most about the program.
        row("start to first frame, ms, fastest", 0, None);
        row("start to first frame, ms, median", 50, Some(Goal::Ratio(2.0)));
        row("start to first frame, ms, p99", 99, None);
    }

    fn keys_and_idleness(&self) {
        let measured: Vec<Measured> = self.programs.iter().map(Measured::of).collect();
        let row = |name, get: fn(&Measured) -> f64, goal| {
            let values: Vec<f64> = measured.iter().map(get).collect();
            self.row(name, &values, goal);
        };
        row("key to answer in a field, ms, fastest", |all| all.key_best, None);
        row("key to answer in a field, ms, median", |all| all.key, Some(Goal::Ratio(2.0)));
        row("key to answer in a field, ms, p99", |all| all.key_p99, None);
        row("bytes written a key", |all| all.bytes, Some(Goal::Under(1000.0)));
        row("bytes of the first frame", |all| all.first_frame, None);
        row("resident memory, MiB", |all| all.memory, Some(Goal::Under(25.0)));
        row("wake-ups in 5 s of idleness", |all| all.wake_ups, Some(Goal::Under(1.0)));
        row("processor time in 5 s, ms", |all| all.cpu, None);
    }
}

enum Goal {
    Ratio(f64),
    Under(f64),
}

impl Goal {
    fn verdict(&self, value: f64, ratio: f64) -> &'static str {
        let met = match self {
            Self::Ratio(most) => ratio <= *most,
            Self::Under(most) => value < *most,
        };
        if met { "met" } else { "MISSED" }
    }

    fn words(&self) -> String {
        match self {
            Self::Ratio(most) => format!("at most {most}x"),
            Self::Under(most) => format!("under {most}"),
        }
    }
}

/// What one run of a program gives, besides its start.
struct Measured {
    key_best: f64,
    key: f64,
    key_p99: f64,
    bytes: f64,
    first_frame: f64,
    memory: f64,
    wake_ups: f64,
    cpu: f64,
}

impl Measured {
    fn of(program: &Program) -> Self {
        let mut pty = program.start();
        let first_frame = pty.bytes_written();
        walk(&mut pty, program.to_a_field);
        pty.mark();
        let mut times = type_and_delete(&mut pty, "", WORD, KEYS);
        let bytes = pty.bytes_written();
        std::thread::sleep(SETTLE);
        let before = Usage::of(pty.process());
        std::thread::sleep(IDLE);
        let after = Usage::of(pty.process());
        let measured = Self {
            key_best: centile(&mut times, 0),
            key: centile(&mut times, 50),
            key_p99: centile(&mut times, 99),
            bytes: as_float(bytes) / as_float(KEYS),
            first_frame: as_float(first_frame),
            memory: after.memory,
            wake_ups: after.switches - before.switches,
            cpu: after.cpu - before.cpu,
        };
        end(&pty);
        measured
    }
}

fn walk(pty: &mut Pty, way: &[Step]) {
    for step in way {
        pty.wait_text(step.wait);
        pty.keys(step.keys);
    }
}

/// Types the word a letter at a time and takes it away again, until so many keys were typed.
/// What is typed is seen behind `label`.
fn type_and_delete(pty: &mut Pty, label: &str, word: &str, keys: usize) -> Vec<Duration> {
    let mut times = Vec::with_capacity(keys);
    let forth = (1..=word.len()).map(|length| (length, &word[length - 1..length]));
    let back = (0..word.len()).rev().map(|length| (length, "<backspace>"));
    let round: Vec<(usize, &str)> = forth.chain(back).collect();
    for (length, key) in round.iter().cycle().take(keys) {
        let now = format!("{label}{}", &word[..*length]);
        let longer = word.get(..length + 1).map(|longer| format!("{label}{longer}"));
        let start = Instant::now();
        pty.keys(key);
        let screen = pty.wait_for(
            |screen| screen.has(&now) && !longer.as_ref().is_some_and(|longer| screen.has(longer)),
            &now,
        );
        times.push(screen.at().saturating_duration_since(start));
    }
    times
}

/// A paste that arrives as keys, since the terminal does not mark it: into a field for any text, and into
/// a list of blocks, at which most rules look.
fn bare_keys() {
    for (name, to_the_list, text) in [
        ("any text", "", "abcdefghij".repeat(PASTED / 10)),
        ("a list of blocks", "<tab><tab>", "10.1.0.0/16,".repeat(PASTED / 12)),
    ] {
        let program = Program::wizard(&["--sandbox"]);
        let mut pty = program.start();
        walk(&mut pty, program.to_a_field);
        pty.keys(to_the_list);
        let before = Usage::of(pty.process());
        let start = Instant::now();
        pty.keys(&text);
        pty.keys(WORD);
        let screen = pty.wait_text(WORD);
        let time = screen.at().saturating_duration_since(start).as_secs_f64() * 1e6;
        let cpu = (Usage::of(pty.process()).cpu - before.cpu) * 1e3;
        let keys = as_float(text.len() + WORD.len());
        println!(
            "10 kB as bare keys, {name}: {:.1} µs a key, {:.1} µs of processor time, {} (under 20)",
            time / keys,
            cpu / keys,
            Goal::Under(20.0).verdict(time / keys, f64::NAN)
        );
        end(&pty);
    }
}

/// The filter over all the gateways of a region, on the wizard alone.
fn filter(sandbox: &Sandbox) {
    let mut program = Program::wizard(&["--endpoint", &sandbox.endpoint]);
    program.variables.clone_from(&sandbox.variables);
    let mut pty = program.start();
    walk(&mut pty, TO_THE_FILTER);
    pty.mark();
    let mut times = type_and_delete(&mut pty, "Filter ", FILTER, KEYS);
    let bytes = as_float(pty.bytes_written()) / as_float(KEYS);
    let (median, worst) = (centile(&mut times, 50), centile(&mut times, 99));
    let verdict = Goal::Under(16.0).verdict(worst, f64::NAN);
    println!(
        "filter over 5,000 gateways: median {median:.3} ms, p99 {worst:.3} ms, {verdict} (under 16); \
         {bytes:.0} bytes a key; {:.1} MiB",
        Usage::of(pty.process()).memory
    );
    end(&pty);
}

/// What the kernel knows of a process.
struct Usage {
    /// How often a thread of it gave up the processor or lost it.
    switches: f64,
    /// In milliseconds.
    cpu: f64,
    /// In MiB.
    memory: f64,
}

impl Usage {
    fn of(process: i32) -> Self {
        let folder = PathBuf::from(format!("/proc/{process}"));
        let read = |path: PathBuf| std::fs::read_to_string(path).expect("the program runs");
        let tasks = folder.join("task").read_dir().expect("the program runs");
        let switches = tasks
            .map(|task| read(task.expect("readable").path().join("status")))
            .map(|status| {
                number(&status, "voluntary_ctxt_switches:")
                    + number(&status, "nonvoluntary_ctxt_switches:")
            })
            .sum();
        let stat = read(folder.join("stat"));
        // After the name, which may have blanks and parentheses in it.
        let (_, stat) = stat.rsplit_once(')').expect("a name");
        let ticks: f64 = stat
            .split_whitespace()
            .skip(11)
            .take(2)
            .filter_map(|ticks| ticks.parse::<f64>().ok())
            .sum();
        let memory = number(&read(folder.join("status")), "VmRSS:") / 1024.0;
        // A tick is a hundredth of a second on every Linux in use.
        Self { switches, cpu: ticks * 10.0, memory }
    }
}

fn number(status: &str, name: &str) -> f64 {
    let line = status.lines().find_map(|line| line.strip_prefix(name)).expect("it is told");
    line.trim().trim_end_matches(" kB").parse().expect("a number")
}

fn end(pty: &Pty) {
    pty.signal(Signal::KILL);
    pty.exit_status();
}

/// In milliseconds.
fn centile(times: &mut [Duration], percent: usize) -> f64 {
    times.sort_unstable();
    times[(times.len() - 1) * percent / 100].as_secs_f64() * 1e3
}

fn as_float(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// `tunnelsmith sandbox` with 5,000 gateways, and what a program needs to talk to it.
struct Sandbox {
    child: Child,
    endpoint: String,
    variables: Vec<(String, String)>,
}

impl Sandbox {
    fn start() -> Self {
        let mut child = Command::new(PROGRAM)
            .args(["sandbox", "--output", "json", "--gateways", "5000"])
            .stdout(Stdio::piped())
            .spawn()
            .expect("the sandbox starts");
        let mut line = String::new();
        let out = child.stdout.take().expect("piped");
        BufReader::new(out).read_line(&mut line).expect("it speaks");
        let told: serde_json::Value = serde_json::from_str(&line).expect("in JSON");
        let text = |name: &str| told[name].as_str().expect("a text").to_owned();
        Self {
            child,
            endpoint: text("endpoint"),
            variables: vec![
                ("ALIBABA_CLOUD_ACCESS_KEY_ID".to_owned(), text("access_key_id")),
                ("ALIBABA_CLOUD_ACCESS_KEY_SECRET".to_owned(), text("access_key_secret")),
            ],
        }
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        // It may have gone already; either way it is not needed any more.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
