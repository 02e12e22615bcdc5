//! The connections of a region, a tab at home: found by typing, their state at a glance.

mod keys;
mod model;
mod view;

pub use keys::{click, key, paste};
pub use model::ConnectionsModel;
pub use view::view;
