//! Files: opened, read, made, replaced and locked in the one way that holds for all of them.
//!
//! What is read is a plain file unless somebody named it on the command line, it is never longer than the
//! caller allows, and opening it never waits for another program. What is written is readable by its
//! owner alone, is on the disk when a function returns, and is whole after a crash at any moment. Links
//! are followed only where the caller says so.
//!
//! Names no other room. Blocks.

mod folder;
mod open;
mod read;
mod write;

pub use folder::{close_folder, make_folder, rename, sync_folder};
pub use open::{
    FileKind, Links, is_open_to_others, is_same, kind, open_plain, open_to_append, open_to_lock,
};
pub use read::{Contents, FileReadError, read_passed, read_plain, read_stream};
pub use write::{UnnamedFile, sweep, write_new};
