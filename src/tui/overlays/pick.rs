//! A list that filters as one types.

mod keys;
mod model;
mod view;

pub use keys::{click, key};
pub use model::{
    Pick, choice, drafts, fields, home_regions, presets, profiles, regions, repairs, versions,
};
pub use view::view;
