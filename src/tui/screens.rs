//! One folder a screen: `model` is what it remembers, `keys` what a key does there, `view` how it looks.
//! A new one has its folder, its place in [`Screen`](super::app::Screen) and one line in `registry`.

pub mod connections;
pub mod device;
pub mod diagnosis;
pub mod form;
pub mod gateways;
mod handlers;
pub mod home;
mod registry;
pub mod result;
pub mod review;
pub mod sending;
pub mod watch;

pub use registry::handlers;
