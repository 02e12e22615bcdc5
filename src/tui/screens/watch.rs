//! A connection that is watched: both tunnels side by side from bound to up, their addresses, what is
//! waited for, and what is wrong.

mod keys;
mod large_digits;
mod model;
mod tunnel_progress;
mod view;

pub use model::{ChangeModel, ChangeState, WatchModel, WatchesModel};

use super::handlers::{Handlers, no_click, no_paste};

/// The screen to the rest of the wizard.
pub const HANDLERS: Handlers =
    Handlers { key: keys::key, paste: no_paste, click: no_click, view: view::view };
