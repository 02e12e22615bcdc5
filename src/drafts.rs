//! Drafts on disk: the format, its reader, and the keys a draft only refers to.
//!
//! Names [`crate::connection`] and nothing else of the house; knows no network.

mod json;
mod reader;
mod reference;
mod source;
mod table;

pub use json::{At, Entry, Tree, TreeError};
pub use reader::{DraftFile, Problem, ReadError, SCHEMA, read};
pub use reference::{KeyReference, ReferenceError, resolve};
pub use source::{LIMIT, SourceError, load};
pub use table::{MOST_ROWS, Row, Table, TableError, TableProblem};
