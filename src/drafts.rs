//! Drafts on disk: the format, its reader, and the keys a draft only refers to.
//!
//! Names [`crate::connection`] and nothing else of the house; knows no network.

mod align;
pub mod diff;
pub mod import;
mod json;
mod reader;
mod reference;
mod source;

pub use json::{At, Entry, Tree, TreeError};
pub use reader::{DraftFile, Problem, ReadError, SCHEMA, read};
pub use reference::{KeyReference, ReferenceError, resolve};
pub use source::{LIMIT, SourceError, load, load_up_to};
