//! Drafts kept safe: whole after a crash at any moment, never overwritten unseen, never deleted for
//! good.
//!
//! A draft is one file in `drafts`; beside them lie earlier versions (`.versions`) and locks
//! (`.locks`). Whoever saves says which bytes the work began with; where others lie there by now,
//! they stay, and the new text is kept beside them.

pub(super) mod disk;
mod error;
mod layout;
mod list;
mod loaded;
mod lock;
mod name;
mod rename;
mod reseal;
mod save;
mod stamp;
mod trash;
mod versions;

pub use error::StoreError;
pub use layout::Store;
pub use list::{DraftListing, UnusableDraft};
pub use loaded::{LoadedDraft, Revision};
pub use name::{DRAFT_NAME_MAX, DraftName};
pub use reseal::ResealOutcome;
pub use save::{EditSession, RecipientProvider, SaveOutcome, SaveReport, SaveWarning};
pub use trash::TrashEntry;
pub use versions::{DraftVersion, VERSIONS_KEPT};
