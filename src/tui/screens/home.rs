//! Home: the drafts, what was submitted, what was deleted; who is signed in, and what to do if nobody
//! is.

mod keys;
mod model;
mod replies;
mod view;

pub use keys::obstacle;
pub use model::{HomeModel, HomeTab};
pub use replies::{compared, loaded, managed, renamed, versions};

use super::handlers::Handlers;

/// The screen to the rest of the wizard.
pub const HANDLERS: Handlers =
    Handlers { key: keys::key, paste: keys::paste, click: keys::click, view: view::view };
