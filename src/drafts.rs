//! Drafts on disk: the format, its reader and writer, the store that keeps them safe, the keys a draft
//! seals or only refers to, the journal of what was submitted, and where the wizard was.
//!
//! Names [`crate::connection`] and nothing else of the house; knows no network.

mod accepted;
mod align;
mod change;
mod command;
pub mod diff;
mod edit;
mod folders;
mod fresh;
mod identity;
pub mod import;
pub mod journal;
mod json;
mod migrate;
mod reader;
mod reference;
mod rewrite;
mod sealed;
pub mod session;
mod source;
pub mod store;
mod table;
mod writer;

pub use command::{COMMAND_LIMIT, CommandError};
pub use folders::{DRAFTS_DIR, Folders, FoldersError, IDENTITY};
pub use fresh::write_new;
pub use identity::{Identity, IdentityError};
pub use journal::{Journal, JournalError};
pub use json::{At, JsonMember, Tree, TreeError};
pub use reader::{DraftFile, Problem, ReadError, SCHEMA, read};
pub use reference::{
    AskError, KeyReference, Means, ReferenceError, open_one, open_rest, resolve, reveal,
};
pub use rewrite::{
    ReplaceError, RewriteError, Rewritten, SealedFor, replace, seal_keys, share_keys,
};
pub use sealed::{Recipient, RecipientError, SealError, Sealed};
pub use session::Bookmark;
pub use source::{LIMIT, SourceError, load, load_up_to};
pub use store::{DraftName, Store, StoreError};
pub use table::{MOST_ROWS, Table, TableError, TableProblem, TableRow};
pub use writer::{JSON_SCHEMA, unwritten, write, write_masked};
