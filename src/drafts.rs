//! Drafts on disk: the format, its reader and writer, the keys a draft only refers to, and the store
//! that keeps drafts safe.
//!
//! Names [`crate::connection`] and nothing else of the house; knows no network.

mod folders;
mod json;
mod migrate;
mod reader;
mod reference;
mod source;
pub mod store;
mod writer;

pub use folders::{DRAFTS_DIR, Folders, FoldersError, IDENTITY};
pub use json::{At, Entry, Tree, TreeError};
pub use reader::{DraftFile, Problem, ReadError, SCHEMA, read};
pub use reference::{KeyReference, ReferenceError, resolve};
pub use source::{LIMIT, SourceError, load};
pub use store::{DraftName, Store, StoreError};
pub use writer::{JSON_SCHEMA, unwritten, write, write_masked};
