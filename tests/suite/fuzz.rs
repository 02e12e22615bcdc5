//! Every reader of bytes from outside: whatever it is fed, it reads or refuses, never panics, never
//! hangs, and what it says is safe to print.
//!
//! In an ordinary run each reader takes the corpus in `tests/data/fuzz` (seeds, what ever failed, and
//! what led further into the code) and some bytes at random. `.ci/fuzz SECONDS` runs each
//! under libFuzzer, which watches what code an input reaches, and adds nothing to the corpus by itself.

mod answers;
mod imports;
mod kept;
mod own;

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::support::root;

/// The inputs at random of an ordinary run.
const CASES: usize = 200;

/// No input is larger: twice of what any reader takes.
const LARGEST: usize = 2 * 1024 * 1024;

/// No input takes longer on a machine that does other things as well, unless something is wrong.
const PATIENCE: Duration = Duration::from_secs(20);

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

/// Feeds a reader with the corpus of this name, that of other folders, and what becomes of it.
macro_rules! fuzz {
    ($name:literal, $more:expr, $reader:expr) => {{
        // It has to stand in the test itself, whose name and file it takes.
        let target = bolero::check!();
        let mut reader = super::any($reader);
        for (path, input) in super::corpus($name, $more) {
            super::holds(&path.display().to_string(), &input, &mut reader);
        }
        let reader = std::panic::AssertUnwindSafe(std::cell::RefCell::new(reader));
        target.with_iterations(super::CASES).with_max_len(super::LARGEST).for_each(
            |input: &[u8]| {
                super::holds("an input", input, &mut *reader.borrow_mut());
            },
        );
    }};
}
use fuzz;

/// A reader takes inputs of any lifetime, which a closure in a macro does not say by itself.
fn any<Reader: FnMut(&[u8]) -> Outcome>(reader: Reader) -> Reader {
    reader
}

/// Fails where a promise is broken, which both engines take for a finding.
fn holds(what: &str, input: &[u8], reader: &mut impl FnMut(&[u8]) -> Outcome) {
    let start = Instant::now();
    let mut outcome = reader(input);
    let mut took = start.elapsed();
    if took > PATIENCE {
        // The machine may have slept. What is slow is slow again.
        let start = Instant::now();
        outcome = reader(input);
        took = start.elapsed();
    }
    if let Err(broken) = outcome {
        panic!("{what}: {broken}");
    }
    assert!(took <= PATIENCE, "{what} took {took:?}");
}

/// The files of a corpus, in the order of their names.
fn corpus(name: &str, more: &[PathBuf]) -> Vec<(PathBuf, Vec<u8>)> {
    let own = root().join("tests/data/fuzz").join(name);
    let folders = std::iter::once(&own).chain(more);
    let mut files: Vec<PathBuf> = folders
        .flat_map(|folder| fs::read_dir(folder).unwrap_or_else(|_| panic!("{folder:?}")))
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    assert!(!files.is_empty(), "{name} has no seeds");
    let read = |path: PathBuf| {
        let input = fs::read(&path).unwrap();
        (path, input)
    };
    files.into_iter().map(read).collect()
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
