//! A question with yes and no. Enter is no answer, so that no stray line break ever says yes.

mod keys;
mod model;
mod view;

pub use keys::key;
pub use model::{Question, QuestionBox};
pub use view::view;
