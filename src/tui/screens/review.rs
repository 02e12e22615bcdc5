//! The review: what the rules say, then the request as it will be sent, in several
//! forms, the configuration that the device needs, and both ends compared.

mod both_sides;
mod device_page;
mod finding_text;
mod keys;
mod model;
mod pages;
mod summary;
mod view;

pub use finding_text::in_a_line;
pub use keys::{blocking_reason, obstacle, submit};
pub use model::{ReviewModel, ReviewPage};
pub use view::{advice, repair_offer};

use super::handlers::{Handlers, no_paste};

/// The screen to the rest of the wizard.
pub const HANDLERS: Handlers =
    Handlers { key: keys::key, paste: no_paste, click: keys::click, view: view::view };
