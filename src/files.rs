//! Files: opened, read, made, replaced and locked in the one way that holds for all of them.
//!
//! What is read is a plain file unless somebody named it on the command line, it is never longer than the
//! caller allows, and opening it never waits for another program. What is written is readable by its
//! owner alone, is on the disk when a function returns, and is whole after a crash at any moment. Links
//! are followed only where the caller says so.
//!
//! Names no other room. Blocks.

mod folder;
#[cfg(unix)]
mod held;
#[cfg(not(unix))]
mod held_elsewhere;
mod lock;
mod open;
mod read;
mod write;

pub use folder::{make_folder, rename, sync_folder};
#[cfg(unix)]
pub use held::{Folder, HeldFile, make_and_open};
#[cfg(not(unix))]
pub use held_elsewhere::{Folder, HeldFile, make_and_open};
pub use lock::{LockKind, lock_within};
pub use open::{FileKind, Links, is_open_to_others, is_same, kind, open_plain, open_to_append};
pub use read::{Contents, FileReadError, read_passed, read_plain, read_stream};
pub use write::{UnnamedFile, write_new};
