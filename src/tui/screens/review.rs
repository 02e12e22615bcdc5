//! The review: what the rules say, then the request as it will be sent, in several
//! forms, the configuration that the device needs, and both ends compared.

mod both_sides;
mod device_page;
mod keys;
mod model;
mod pages;
mod summary;
mod view;
mod words;

pub use keys::{in_the_way, obstacle, submit};
pub use model::{ReviewModel, ReviewPage};
pub use view::{advice, repair_offer};
pub use words::in_a_line;

use super::handlers::{Handlers, no_paste};

/// The screen to the rest of the wizard.
pub const HANDLERS: Handlers =
    Handlers { key: keys::key, paste: no_paste, click: keys::click, view: view::view };
