//! The forms of the walk, each made from the field catalogue.

mod commands;
mod editing;
mod keys;
mod model;
mod view;

pub use commands::{apply_repair, choose_repair, obstacle, write};
pub use editing::edited;
pub use keys::opens_on_accept;
pub use model::FormModel;
pub use view::{label, sign, visible_findings};

use super::handlers::Handlers;

/// The screen to the rest of the wizard.
pub const HANDLERS: Handlers =
    Handlers { key: keys::key, paste: editing::paste, click: keys::click, view: view::view };
