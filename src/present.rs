//! What became of a submission, what stands in a connection or on a device, in words: for the wizard and the
//! command line, which only lay it out.
//!
//! Where the two have other ways to go on, a [`FrontEnd`] tells which of them is speaking. Names
//! connection, text, drafts, flow, explain and peer; prints nothing.

mod both_ends;
mod changes;
mod connections;
mod device;
mod history;
mod outcome;
mod question;
mod routes;
mod saving;
mod step;
mod trouble;

use jiff::Timestamp;

use crate::flow::OutcomeKind;

pub use both_ends::{
    both_ends, both_ends_heading, both_ends_line, device_has, device_offer, device_unread,
    reading_remarks,
};
pub use changes::{cell, change_done, changed, modification};
pub use connections::{
    FindingReport, bgp, bind_hints, diagnosis, duration_text, obstacle, reason, router_obstacle,
    verdict, watch_change,
};
pub use device::{
    DeviceFile, DeviceFileLine, DeviceFileRequest, device_file, difference_line, difference_reason,
    difference_time, end_value, note_text, platform_choices, platform_name, unreadable,
};
pub use history::{EntryReport, change, damage, entry};
pub use outcome::{NextStep, OutcomeReport, outcome, outcome_word};
pub use question::{change_question, unplanned};
pub use routes::routes;
pub use saving::{save_doubts, save_remarks};
pub use step::step;
pub use trouble::{cen_hint, product_trouble, trouble};

/// What became of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeText {
    /// How it is set off.
    pub status: OutcomeStatus,
    /// What happened, then what it means and what to do: a sentence or two each.
    pub lines: Vec<String>,
}

/// Who is speaking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrontEnd {
    /// The wizard, where one key sends again.
    Wizard,
    /// The command line, where the same command is run again.
    CommandLine,
}

impl FrontEnd {
    fn choose<T>(self, wizard: T, command_line: T) -> T {
        match self {
            Self::Wizard => wizard,
            Self::CommandLine => command_line,
        }
    }
}

/// How something went, by which it is set off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutcomeStatus {
    /// It went well.
    Success,
    /// It did not.
    Failure,
    /// It is not known, or not over.
    Unknown,
    /// It had no consequence.
    Neutral,
}

impl From<OutcomeKind> for OutcomeStatus {
    fn from(kind: OutcomeKind) -> Self {
        match kind {
            OutcomeKind::Created | OutcomeKind::DryRunPassed => Self::Success,
            OutcomeKind::Unknown => Self::Unknown,
            OutcomeKind::Invalid | OutcomeKind::Refused | OutcomeKind::NotSent => Self::Failure,
        }
    }
}

/// A time to the minute, as people read it.
pub fn minute(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M UTC").to_string()
}
