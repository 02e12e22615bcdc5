//! Drafts on disk: the format, its reader and writer, the store that keeps them safe, the keys a draft
//! seals or only refers to, the journal of what was submitted, and where the wizard was.
//!
//! Names [`crate::connection`] and nothing else of the house; knows no network.

mod accepted;
mod align;
mod bookmark;
mod command;
pub mod diff;
mod draft_file;
mod edit;
mod folders;
mod identity;
pub mod import;
pub mod journal;
mod json;
mod migrate;
mod opening;
mod reader;
mod recipient;
mod reference;
mod rewrite;
mod sealed;
mod source;
pub mod store;
mod table;
mod writer;

pub use bookmark::{Bookmark, GatewayNotes};
pub use command::{COMMAND_LIMIT, CommandError, Consent, Programs, command_line};
pub use draft_file::DraftFile;
pub use folders::{DRAFTS_DIR, Folders, FoldersError, IDENTITY};
pub use identity::{Identity, IdentityError};
pub use journal::{Journal, JournalError};
pub use json::{At, JsonMember, Tree, TreeError};
pub use migrate::SCHEMA;
pub use opening::{AskError, Means, ReferenceError, open_one, open_rest, resolve, reveal};
pub use reader::{Problem, ReadError, read};
pub use recipient::{Recipient, RecipientError};
pub use reference::KeyReference;
pub use rewrite::{
    ReplaceError, RewriteError, Rewritten, SealedFor, replace, seal_keys, share_keys,
};
pub use sealed::{SealError, Sealed};
pub use source::{LIMIT, SourceError, load, load_any_text, load_plain, load_up_to};
pub use store::{DraftName, Store, StoreError};
pub use table::{MOST_ROWS, Table, TableError, TableProblem, TableRow};
pub use writer::{JSON_SCHEMA, unwritten, write, write_masked};
