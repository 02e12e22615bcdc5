//! What is wrong with a connection: each finding with both values, the field of the draft, and the repairs on
//! either side.

mod finding_text;
mod keys;
mod model;
mod view;

pub use finding_text::{head, lines_at_field, values};
pub use model::DiagnosisModel;

use super::handlers::{Handlers, no_click, no_paste};

/// The screen to the rest of the wizard.
pub const HANDLERS: Handlers =
    Handlers { key: keys::key, paste: no_paste, click: no_click, view: view::view };
