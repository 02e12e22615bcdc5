//! The keys that a draft wants to be asked for when it is sent.

mod keys;
mod model;
mod view;

pub use keys::key;
pub use model::PskForm;
pub use view::view;
