//! The wizard: asks for a connection on a terminal, sends it and tells what came of it.
//!
//! Uses ratatui, crossterm and tokio. Asks `flow` for whatever touches the network or the disk, and
//! knows no rule about a field: forms come from the field catalogue, findings from the rules.
//!
//! The journey of a key:
//!
//! 1. `terminal/decoder` makes an event of its bytes, and `terminal/events` hands it over;
//! 2. `event` makes a [message](Msg) of the event, and `runtime` gives that to
//! 3. `update`, the one function that changes the state ([`App`]): `keymap` finds the [`Action`] that the
//!    key means there, and `screens/registry` or `overlays/dispatch` the screen or overlay that acts on it;
//! 4. what has to be done outside comes back as an [`Effect`], which `runner` performs;
//! 5. its answer is a [message](Msg) again, and goes the same way from 3 on;
//! 6. once nothing more waits, `frame` draws the state, and `terminal/backend` writes what has changed.
//!
//! Screens and overlays name the state and what lies below it, never the other way round.

mod action;
mod app;
mod availability;
pub mod clipboard;
mod effect;
mod event;
mod frame;
mod help;
mod keymap;
mod layout;
mod message;
mod overlays;
mod palette;
mod region_list;
mod runner;
mod runtime;
mod screens;
pub mod terminal;
mod theme;
mod update;
mod widgets;

pub use action::{Action, Area};
pub use app::{App, AppConfig, Notice, SMALLEST, Screen, SignInState};
pub use effect::{Effect, SaveTicket, SecretText, Ticket};
pub use frame::view;
pub use help::action_words;
pub use keymap::{Keymap, KeymapError};
pub use message::{AccountRegions, DraftOperation, Msg, SignedOut, WatchUpdate};
pub use runner::{RunnerContext, RunningSandbox, SaveSetting, StartSandbox};
pub use runtime::{EndedBy, WizardError, WizardReport, run};
pub use theme::{Palette, Role, Theme};

pub use crate::flow::{SubmitOrder, SubmitResult};
pub use crate::walk::{
    Document, FormButton, FormItem, RefusedField, WizardStep, step_of,
    steps::{self, steps},
};
// The screens know the walk by these names.
pub(in crate::tui) use crate::walk::{document, progress, rows};
