//! A list that filters as one types.

mod actions;
mod connections;
mod device;
mod keys;
mod model;
mod view;

pub use actions::{ActionRow, actions};
pub use connections::{connection_actions, drafts_for, routers};
pub use device::{device_tunnels, platforms, releases};
pub use keys::{click, key};
pub use model::{
    PickList, choice, drafts, fields, home_regions, presets, profiles, regions, repairs, versions,
};
pub use view::view;
