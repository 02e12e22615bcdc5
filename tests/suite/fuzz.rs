//! Every reader of bytes from outside, fed with inputs that were sound once and then changed: it
//! reads or refuses, never panics, never hangs, and what it says is safe to print.
//!
//! In an ordinary run each reader takes a few hundred inputs, the same each time. With
//! `TUNNELSMITH_FUZZ_SECONDS=600 cargo test --test suite fuzz:: -- --nocapture` each runs that long
//! on inputs of its own, and tells how many there were. What ever failed lies in `tests/data/fuzz`
//! beside the seeds, and is tried first.

mod answers;
mod imports;
mod kept;
mod mutate;
mod own;

use std::collections::HashSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::support::root;
use mutate::{Chance, Mutator};

/// For how long each reader is fed; a few hundred inputs where the variable is not set.
const SECONDS: &str = "TUNNELSMITH_FUZZ_SECONDS";

/// Where chance begins; told by every long run, so that it can be run again.
const SEED: &str = "TUNNELSMITH_FUZZ_SEED";

/// The inputs of an ordinary run, which ends sooner on a machine that is busy.
const CASES: u64 = 300;
const ORDINARY: Duration = Duration::from_millis(700);

/// No input of an ordinary run is larger.
const LARGEST: usize = 128 * 1024;

/// No input of a long run is larger: twice of what any reader takes.
const HUGEST: usize = 2 * 1024 * 1024;

/// No input takes longer on a machine that does other things as well, unless something is wrong.
const PATIENCE: Duration = Duration::from_secs(20);

/// Inputs larger than this are tried and not built upon.
const LARGEST_SEED: usize = 16 * 1024;

/// So many inputs are built upon.
const MOST_SEEDS: usize = 3000;

/// What an input came to, in words without its particulars; or which promise is broken.
type Outcome = Result<String, String>;

/// Breaks off with the promise that does not hold.
macro_rules! promise {
    ($holds:expr, $($words:tt)+) => {
        if !$holds {
            return Err(format!($($words)+));
        }
    };
}
use promise;

/// Feeds a reader with the corpus of this name and what becomes of it.
///
/// An input with an outcome not seen before is built upon, so that one finds its way further in.
fn fuzz(name: &str, more: &[PathBuf], mut reader: impl FnMut(&[u8]) -> Outcome) {
    let mut seeds = corpus(name, more);
    let mut run = Run { name, seen: HashSet::new(), slowest: Duration::ZERO };
    for seed in &seeds {
        run.feed(&mut reader, seed);
    }
    let (limit, mut chance) = (limit(), Chance::new(start_of_chance(name)));
    let (longest, cases) = if limit.is_some() { (HUGEST, u64::MAX) } else { (LARGEST, CASES) };
    let (mut fed, mut awake) = (0_u64, Duration::ZERO);
    while fed < cases && awake < limit.unwrap_or(ORDINARY) {
        let start = Instant::now();
        let input = Mutator::new(&mut chance, &seeds, longest).input();
        let is_new = run.feed(&mut reader, &input);
        if is_new && input.len() <= LARGEST_SEED && seeds.len() < MOST_SEEDS {
            seeds.push(input);
        }
        fed += 1;
        // A process that was stopped in between has read nothing meanwhile.
        awake += start.elapsed().min(PATIENCE);
    }
    if limit.is_some() {
        let (seconds, outcomes) = (awake.as_secs(), run.seen.len());
        let slowest = run.slowest.as_millis();
        println!(
            "fuzz {name}: {fed} inputs in {seconds} s, {outcomes} outcomes, slowest {slowest} ms"
        );
    }
}

struct Run<'a> {
    name: &'a str,
    seen: HashSet<String>,
    slowest: Duration,
}

impl Run<'_> {
    /// Whether the outcome is one not seen before.
    fn feed(&mut self, reader: &mut impl FnMut(&[u8]) -> Outcome, input: &[u8]) -> bool {
        let (mut outcome, mut took) = timed(reader, input);
        if took > PATIENCE {
            // The machine may have slept. What is slow is slow again.
            (outcome, took) = timed(reader, input);
        }
        self.slowest = self.slowest.max(took);
        match outcome {
            Ok(_) if took > PATIENCE => self.fail(input, &format!("took {took:?}")),
            Ok(outcome) => self.seen.insert(outcome),
            Err(broken) => {
                let input = smaller(reader, input);
                self.fail(&input, &broken)
            }
        }
    }

    fn fail(&self, input: &[u8], broken: &str) -> ! {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fuzz");
        fs::create_dir_all(&folder).unwrap();
        let digest = input.iter().fold(0xcbf2_9ce4_8422_2325_u64, |digest, byte| {
            (digest ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
        });
        let path = folder.join(format!("{}-{digest:016x}", self.name));
        fs::write(&path, input).unwrap();
        let shown: String = String::from_utf8_lossy(input).chars().take(400).collect();
        panic!("{}: {broken}\n{shown:?}\nthe input lies in {}", self.name, path.display());
    }
}

fn timed(reader: &mut impl FnMut(&[u8]) -> Outcome, input: &[u8]) -> (Outcome, Duration) {
    let start = Instant::now();
    (guarded(reader, input), start.elapsed())
}

/// A panic is a broken promise like any other.
fn guarded(reader: &mut impl FnMut(&[u8]) -> Outcome, input: &[u8]) -> Outcome {
    catch_unwind(AssertUnwindSafe(|| reader(input))).unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().map(String::as_str);
        let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
        Err(format!("panicked: {}", text.unwrap_or("without words")))
    })
}

/// A part of the input that still fails, found by leaving out ever shorter pieces.
fn smaller(reader: &mut impl FnMut(&[u8]) -> Outcome, input: &[u8]) -> Vec<u8> {
    let mut input = input.to_vec();
    let (start, mut piece) = (Instant::now(), input.len() / 2);
    while piece > 0 && start.elapsed() < PATIENCE {
        let mut at = 0;
        while at < input.len() {
            let mut shorter = input.clone();
            shorter.drain(at..(at + piece).min(input.len()));
            match guarded(reader, &shorter) {
                Err(_) => input = shorter,
                Ok(_) => at += piece,
            }
        }
        piece /= 2;
    }
    input
}

fn limit() -> Option<Duration> {
    let seconds = std::env::var(SECONDS).ok()?;
    Some(Duration::from_secs(seconds.parse().expect("a number of seconds")))
}

fn start_of_chance(name: &str) -> u64 {
    if let Ok(seed) = std::env::var(SEED) {
        return seed.parse().expect("a number");
    }
    match limit() {
        None => 1,
        Some(_) => {
            let seed = getrandom::u64().expect("the system has chance");
            println!("fuzz {name}: {SEED}={seed}");
            seed
        }
    }
}

/// The files of a corpus, in the order of their names.
fn corpus(name: &str, more: &[PathBuf]) -> Vec<Vec<u8>> {
    let own = root().join("tests/data/fuzz").join(name);
    let folders = std::iter::once(&own).chain(more);
    let mut files: Vec<PathBuf> = folders
        .flat_map(|folder| fs::read_dir(folder).unwrap_or_else(|_| panic!("{folder:?}")))
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let seeds: Vec<Vec<u8>> = files.iter().map(|file| fs::read(file).unwrap()).collect();
    assert!(!seeds.is_empty(), "{name} has no seeds");
    seeds
}

/// What an error says, held to be safe to print on one line, without its particulars.
fn said(error: &impl std::fmt::Display) -> Outcome {
    let text = error.to_string();
    promise!(is_plain(&text), "not printable: {text:?}");
    promise!(text.len() < 16 * 1024, "a sentence of {} bytes", text.len());
    Ok(shape(&text))
}

/// Whether a terminal shows the text on one line and does nothing else. What is merely invisible is
/// spelled out where it is printed.
fn is_plain(text: &str) -> bool {
    let acts = |letter: char| {
        letter.is_control() || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
    };
    !text.chars().any(|letter| acts(letter) || matches!(letter, '\u{2066}'..='\u{2069}'))
}

/// A text without what stands in quotes and without numbers.
fn shape(text: &str) -> String {
    let outside = text.split('"').step_by(2);
    let letters = outside.flat_map(str::chars).filter(|letter| !letter.is_ascii_digit());
    letters.take(300).collect()
}
