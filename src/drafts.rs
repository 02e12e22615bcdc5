//! Drafts on disk: the format, its reader, the keys a draft only refers to, and the journal of what was
//! submitted.
//!
//! Names [`crate::connection`] and nothing else of the house; knows no network.

mod folders;
pub mod journal;
mod json;
mod reader;
mod reference;
mod source;

pub use folders::{DRAFTS_DIR, Folders, FoldersError};
pub use journal::{Journal, JournalError};
pub use json::{At, Entry, Tree, TreeError};
pub use reader::{DraftFile, Problem, ReadError, SCHEMA, read};
pub use reference::{KeyReference, ReferenceError, resolve};
pub use source::{LIMIT, SourceError, load};
