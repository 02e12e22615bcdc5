//! Files: opened, read, made, replaced and locked in the one way that holds for all of them.
//!
//! What is read is a plain file unless somebody named it on the command line, it is never longer than the
//! caller allows, and opening it never waits for another program. What is written is readable by its
//! owner alone, is on the disk when a function returns, and is whole after a crash at any moment. Links
//! are followed only where the caller says so.
//!
//! Names no other room. Blocks.

mod blocking;
mod folder;
mod folder_common;
#[cfg(unix)]
mod folder_handle;
#[cfg(not(unix))]
mod folder_path;
mod lock;
mod open;
mod read;
mod write;

pub use blocking::blocking;
pub use folder::{make_folder, rename, sync_folder};
pub use folder_common::create_and_open_folder;
#[cfg(unix)]
pub use folder_handle::{Folder, FolderTempFile};
#[cfg(not(unix))]
pub use folder_path::{Folder, FolderTempFile};
pub use lock::{LockAttempt, LockKind, LockedFile, lock_with_timeout};
pub use open::{
    FileKind, Links, is_accessible_to_others, is_same, kind, open_plain, open_to_append,
};
pub use read::{Contents, FileReadError, read_file_or_pipe, read_plain, read_stream};
pub use write::{TempFile, write_new};
