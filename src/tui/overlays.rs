//! What lies over a screen: a list to choose from, a line to fill in, a question, a text to read.
//!
//! The topmost has the keys. Esc closes it and changes nothing.

pub mod dispatch;
pub mod key_form;
pub mod new_gateway;
mod overlay;
pub mod pager;
pub mod pick_list;
pub mod prompt;
pub mod question;

pub use overlay::Overlay;
