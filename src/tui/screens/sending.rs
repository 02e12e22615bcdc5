//! A submission under way: what is happening, how long it takes, and how to stop it.

mod keys;
mod model;
mod view;

pub use keys::{begin, dry_run, send};
pub use model::SendingModel;

use super::handlers::{Handlers, no_click, no_paste};

/// The screen to the rest of the wizard.
pub const HANDLERS: Handlers =
    Handlers { key: keys::key, paste: no_paste, click: no_click, view: view::view };
