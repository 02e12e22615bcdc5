//! The submission under way.

use jiff::{SignedDuration, Timestamp};

use crate::flow::SubmitStep as Progress;
use crate::present;
use crate::text::Texts;
use crate::tui::effect::{Effect, Ticket};

/// The submission under way.
#[derive(Clone, Debug)]
pub struct SendingModel {
    /// Which one.
    pub ticket: Ticket,
    /// Whether the service only checks.
    pub dry_run: bool,
    /// When it began.
    pub began: Timestamp,
    /// What has happened so far.
    pub(super) steps: Vec<(Timestamp, String)>,
    /// When the next attempt is due.
    pub(super) next: Option<Timestamp>,
    /// Whether it was asked to stop.
    pub(super) cancelled: bool,
}

impl SendingModel {
    /// A submission that begins now.
    pub fn new(ticket: Ticket, dry_run: bool, began: Timestamp) -> Self {
        Self { ticket, dry_run, began, steps: Vec::new(), next: None, cancelled: false }
    }

    /// Asks it to stop as soon as that is safe.
    pub fn cancel(&mut self) -> Effect {
        self.cancelled = true;
        Effect::Cancel(self.ticket)
    }

    /// It has come so far.
    pub fn progress(&mut self, step: Progress, now: Timestamp, texts: &Texts) {
        self.next = match step {
            Progress::Waiting { delay, .. } => {
                let delay = SignedDuration::try_from(delay).unwrap_or(SignedDuration::MAX);
                now.checked_add(delay).ok()
            }
            _ => None,
        };
        self.steps.push((now, present::step(texts, &step)));
    }

    /// Whether it was asked to stop.
    pub fn is_stopping(&self) -> bool {
        self.cancelled
    }
}
