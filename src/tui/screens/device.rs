//! The device at the other end: what it is, its configuration, and what the draft takes over from it. The
//! step is optional; everything in it can be left alone.

mod advice;
mod keys;
mod model;
mod replies;
mod view;

pub use advice::advice;
pub use keys::{choose_pair, choose_platform, choose_release, read_file};
pub use model::DeviceModel;
pub use replies::{edited, file_kept, read};

use super::handlers::Handlers;

/// The screen to the rest of the wizard.
pub const HANDLERS: Handlers =
    Handlers { key: keys::key, paste: keys::paste, click: keys::click, view: view::view };
