//! What became of a submission: the connection, or what the refusal means and which field to go to, or
//! what is known when the answer was lost.

mod keys;
mod model;
mod replies;
mod view;

pub use keys::obstacle;
pub use model::ResultModel;
pub use replies::show;

use super::handlers::{Handlers, no_click, no_paste};

/// The screen to the rest of the wizard.
pub const HANDLERS: Handlers =
    Handlers { key: keys::key, paste: no_paste, click: no_click, view: view::view };
