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
//!    key means there, and `screens/list` or `overlays/dispatch` the screen or overlay that acts on it;
//! 4. what has to be done outside comes back as an [`Effect`], which `runner` performs;
//! 5. its answer is a [message](Msg) again, and goes the same way from 3 on;
//! 6. once nothing more waits, `frame` draws the state, and `terminal/canvas` writes what has changed.
//!
//! Screens and overlays name the state and what lies below it, never the other way round.

mod action;
mod app;
pub mod clipboard;
mod effect;
mod event;
mod frame;
mod help;
mod keymap;
mod layout;
mod message;
mod obstacle;
mod overlays;
mod palette;
mod runner;
mod runtime;
mod screens;
pub mod terminal;
mod theme;
mod update;
mod widgets;

pub use action::{Action, Area};
pub use app::{App, Notice, SMALLEST, Screen, Setup, SignInState};
pub use effect::{Effect, Private, Save, SaveTicket, Ticket};
pub use frame::view;
pub use help::action_words;
pub use keymap::{Keymap, KeymapError};
pub use message::{Done, Msg, OpenedReply, Regions, SignedOut, WatchNews};
pub use runner::{KeepSetting, Outside, Serving, StartSandbox};
pub use runtime::{Ended, Farewell, WizardError, run};
pub use theme::{Palette, Role, Theme};

pub use crate::flow::{SubmitOrder, Submitted};
pub use crate::walk::{
    Document, FormButton, FormItem, Objection, WizardStep, step_of,
    steps::{self, steps},
};
// The screens know the walk by these names.
pub(in crate::tui) use crate::walk::{document, progress, rows};
