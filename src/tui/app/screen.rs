//! Where the wizard is, who is signed in, and what is told in the bottom line.

use crate::flow::CredentialsInfo;
use crate::tui::effect::Ticket;
use crate::tui::message::SignedOut;
use crate::tui::steps::WizardStep;
use crate::tui::theme::Role;

/// Where the wizard is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// The drafts and what was submitted.
    Home,
    /// A step of the walk.
    Step(WizardStep),
    /// A submission is under way.
    Sending,
    /// A submission has ended.
    Result,
    /// A connection is watched.
    Watch,
    /// What is wrong with it.
    Diagnosis,
}

/// Who the service knows us as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignInState {
    /// Being found out.
    Asking(Ticket),
    /// Signed in.
    In(CredentialsInfo),
    /// Nobody.
    Out(SignedOut),
}

/// A line at the bottom that stays until the next key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// How it looks.
    pub role: Role,
    /// What it says.
    pub text: String,
}
