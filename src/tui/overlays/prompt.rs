//! A line to fill in: the name of a draft, the path of a file.

mod keys;
mod model;
mod view;

pub use keys::key;
pub use model::{Prompt, PromptPurpose};
pub use view::view;
