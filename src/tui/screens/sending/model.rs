//! The submission under way.

use jiff::{SignedDuration, Timestamp};

use crate::flow::SubmitStep as Progress;
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
        let since = |id: &str, began: Timestamp| {
            let date = began.strftime("%Y-%m-%d %H:%M UTC").to_string();
            texts.say_with(id, &[("date", date.into())])
        };
        self.next = None;
        let text = match step {
            Progress::Sending(number) => {
                texts.say_with("step-sending", &[("number", u64::from(number).into())])
            }
            Progress::LookingUp(because) => {
                texts.say_with("step-looking-up", &[("because", because.into())])
            }
            Progress::Waiting { delay, because } => {
                let delay = SignedDuration::try_from(delay).unwrap_or(SignedDuration::MAX);
                self.next = now.checked_add(delay).ok();
                let seconds = format!("{:.1}", delay.as_secs_f64());
                let args = [("seconds", seconds.into()), ("because", because.into())];
                texts.say_with("step-waiting", &args)
            }
            Progress::Queued => texts.say("step-queued"),
            Progress::Resuming(began) => since("step-resuming", began),
            Progress::OtherOpen(began) => since("step-other-open", began),
            Progress::LookingForEarlier(began) => since("step-earlier", began),
            Progress::Unrecorded(because) => {
                texts.say_with("step-unrecorded", &[("because", because.into())])
            }
        };
        self.steps.push((now, text));
    }

    /// Whether it was asked to stop.
    pub fn is_stopping(&self) -> bool {
        self.cancelled
    }
}
