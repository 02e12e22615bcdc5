//! A text to read: scrolled with the usual keys, copied with one.

mod keys;
mod model;
mod view;

pub use keys::key;
pub use model::TextPager;
pub use view::view;
