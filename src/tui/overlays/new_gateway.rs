//! A new customer gateway, made without leaving the walk.

mod keys;
mod model;
mod view;

pub use keys::{created, key};
pub use model::NewGatewayForm;
pub use view::view;
