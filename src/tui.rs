//! The wizard: asks for a connection on a terminal, sends it and tells what came of it.
//!
//! [`App`] is the whole state, [`App::update`] changes it, [`view()`] draws it, and [`run`] is the loop
//! around them. Uses ratatui, crossterm and tokio. Asks `flow` for whatever touches the network or the
//! disk, and knows no rule about a field: forms come from the field catalogue, findings from the rules.

mod app;
pub mod clipboard;
mod document;
mod effects;
mod keeping;
mod keymap;
mod msg;
mod overlays;
mod runtime;
mod screens;
mod steps;
pub mod terminal;
mod theme;
mod typing;
mod view;
mod widgets;

pub use app::{Account, App, Notice, Screen, Setup};
pub use document::{Document, Objection};
pub use effects::{Outside, Serving, StartSandbox};
pub use keymap::{Action, Area, Keymap, KeymapError};
pub use msg::{
    Done, Effect, Msg, OpenedReply, Private, Regions, Save, SaveTicket, SignedOut, SubmitOrder,
    Submitted, Ticket,
};
pub use runtime::{Ended, Farewell, WizardError, run};
pub use steps::{FormButton, FormItem, WizardStep, step_of, steps};
pub use theme::{Role, Theme};
pub use view::{SMALLEST, view};
