//! Parts that several screens share. They draw what they are given and know no rule.

pub mod age;
pub mod filter;
pub mod key_input;
pub mod line_input;
pub mod list;
pub mod scroll;
pub mod tabs;
pub mod text;
