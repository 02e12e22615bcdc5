//! How far a run is: a line kept at the bottom of a terminal, and the counts at its end.

use std::io::{IsTerminal as _, Write as _};
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::flow::OutcomeKind;
use crate::present::outcome_word;
use crate::text::columns;

use super::super::output::Output;

/// From so many drafts on, a person wants counts and what went wrong, not every step.
const MANY: usize = 20;

/// How many drafts there are, and how many of them ended how.
pub(super) struct ProgressLine<'a> {
    output: &'a Output,
    live: bool,
    total: usize,
    finished: [AtomicUsize; OutcomeKind::ALL.len()],
    waiting: AtomicUsize,
    /// Columns of the line that stands there now.
    width: AtomicUsize,
}

impl<'a> ProgressLine<'a> {
    pub(super) fn new(output: &'a Output, total: usize) -> Self {
        let live = total > 1 && !output.is_quiet() && std::io::stderr().is_terminal();
        let none = || AtomicUsize::new(0);
        let finished = std::array::from_fn(|_| none());
        Self { output, live, total, finished, waiting: none(), width: none() }
    }

    /// Whether there is more than one draft.
    pub(super) fn is_several(&self) -> bool {
        self.total > 1
    }

    /// Whether there are so many drafts that each gets a line at most.
    pub(super) fn is_many(&self) -> bool {
        self.total > MANY
    }

    /// Whether single steps are left out, since the line tells of them.
    pub(super) fn hides_steps(&self) -> bool {
        self.live && self.is_many()
    }

    /// One more draft waits before its next attempt, or no longer does.
    pub(super) fn waits(&self, waits: bool) {
        if waits {
            self.waiting.fetch_add(1, Ordering::Relaxed);
        } else {
            self.waiting.fetch_sub(1, Ordering::Relaxed);
        }
        self.draw();
    }

    /// One more draft has ended.
    pub(super) fn finished(&self, outcome: OutcomeKind) {
        self.finished[outcome as usize].fetch_add(1, Ordering::Relaxed);
    }

    /// How many ended how, those that none has left out.
    pub(super) fn counts(&self) -> Vec<(usize, String)> {
        let counts = self.finished.iter().map(|count| count.load(Ordering::Relaxed));
        let counts = counts.zip(OutcomeKind::ALL).filter(|(count, _)| *count > 0);
        counts.map(|(count, kind)| (count, outcome_word(&self.output.texts, *kind))).collect()
    }

    /// Writes the line anew.
    pub(super) fn draw(&self) {
        if !self.live {
            return;
        }
        let counts = self.counts();
        let done: usize = counts.iter().map(|(count, _)| count).sum();
        let mut line = format!("{done}/{}", self.total);
        for (count, word) in counts {
            line.push_str(&format!("  {count} {word}"));
        }
        let waiting = self.waiting.load(Ordering::Relaxed);
        if waiting > 0 {
            line.push_str("  ");
            line.push_str(
                &self.output.texts.format("replay-waiting", &[("count", waiting.into())]),
            );
        }
        self.write(&line);
    }

    /// Takes the line away, so that something else can be printed there.
    pub(super) fn clear(&self) {
        if self.live {
            self.write("");
        }
    }

    /// Blanks over what was there: every terminal knows these.
    fn write(&self, line: &str) {
        let width = columns(line);
        let before = self.width.swap(width, Ordering::Relaxed);
        let rest = " ".repeat(before.saturating_sub(width));
        let mut stream = std::io::stderr().lock();
        let end = if width == 0 { "\r" } else { "" };
        let _ = write!(stream, "\r{line}{rest}{end}");
        let _ = stream.flush();
    }
}
