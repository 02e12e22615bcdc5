//! Drafts on disk: the format, its reader and writer, the store that keeps them safe, the keys a draft
//! seals or only refers to, the journal of what was submitted, and where the wizard was.
//!
//! Names [`crate::connection`] and nothing else of the house; knows no network.

mod acknowledged;
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
mod key_opening;
mod migrate;
mod reader;
mod recipient;
mod reference;
mod rewrite;
mod sealed;
mod shorten;
mod source;
pub mod store;
mod table;
mod writer;

pub use bookmark::{Bookmark, SavedGatewayForm};
pub use command::{COMMAND_LIMIT, CommandError, CommandRunner, Consent, command_line};
pub use draft_file::DraftFile;
pub use folders::{DRAFTS_DIR_VARIABLE, Folders, FoldersError, IDENTITY_VARIABLE};
pub use identity::{Identity, IdentityError};
pub use journal::{Journal, JournalError};
pub use json::{JsonMember, JsonSyntaxError, PositionedJson, TextPosition};
pub use key_opening::{
    AskError, ReferenceError, ReferenceOpener, ReferenceProblem, open_reference, open_unresolved,
    resolve, reveal,
};
pub use migrate::SCHEMA_VERSION;
pub use reader::{ReadError, ReadProblem, read};
pub use recipient::{Recipient, RecipientError};
pub use reference::KeyReference;
pub use rewrite::{
    ReplaceError, RewriteError, RewrittenDraft, SealReport, replace, seal_keys, share_keys,
};
pub use sealed::{SealError, Sealed};
pub use source::{DRAFT_SIZE_LIMIT, SourceError, load, load_any_text, load_plain, load_up_to};
pub use store::{DraftName, Store, StoreError};
pub use table::{MOST_ROWS, Table, TableError, TableProblem, TableRow};
pub use writer::{JSON_SCHEMA, unsaved_fields, write, write_masked};
