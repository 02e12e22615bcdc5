//! The wizard: asks for a connection on a terminal, sends it and tells what came of it.
//!
//! [`App`] is the whole state, [`App::update`] changes it, [`view()`] draws it, and [`run`] is the loop
//! around them. Uses ratatui, crossterm and tokio. Asks `flow` for whatever touches the network or the
//! disk, and knows no rule about a field: forms come from the field catalogue, findings from the rules.

mod action;
mod app;
pub mod clipboard;
mod document;
mod effect;
mod event;
mod frame;
mod help;
mod keymap;
mod layout;
mod message;
mod overlays;
mod progress;
mod rows;
mod runner;
mod runtime;
mod screens;
mod steps;
pub mod terminal;
mod theme;
mod update;
mod widgets;

pub use action::{Action, Area};
pub use app::{Account, App, Notice, Screen, Setup};
pub use document::{Document, Objection};
pub use effect::{Effect, Private, Save, SaveTicket, SubmitOrder, Ticket};
pub use frame::view;
pub use keymap::{Keymap, KeymapError};
pub use layout::SMALLEST;
pub use message::{Done, Msg, OpenedReply, Regions, SignedOut, Submitted};
pub use rows::{FormButton, FormItem};
pub use runner::{Outside, Serving, StartSandbox};
pub use runtime::{Ended, Farewell, WizardError, run};
pub use steps::{WizardStep, step_of, steps};
pub use theme::{Role, Theme};
