//! Drafts from elsewhere: a connection that exists, a command line, an API request, a resource of
//! Terraform, ROS or Pulumi.
//!
//! Pure: text in, a draft out, together with a list of what could not be carried over. Names are read
//! leniently, since every tool spells them in its own way, and no value is guessed.

mod aliyun;
mod collect;
mod describe_answer;
mod error;
mod hcl;
mod imported;
mod kind;
mod names;
mod print;
mod request;
mod resource;
mod sheet;
mod shell;
mod template;
mod terraform;
mod yaml;

pub use aliyun::aliyun;
pub use describe_answer::{LiveKeys, draft_from_answer, snapshot};
pub use error::ImportError;
pub use imported::{Imported, KeyPolicy, Omission, OmissionReason};
pub use kind::{TextKind, detect_kind};
pub use print::{draft_text, reference_text};
pub use request::request;
pub use sheet::{
    SheetError, SheetImport, SheetPerspective, SheetSkipReason, SheetValue, SkippedSheetLine, sheet,
};
pub use terraform::terraform;

/// The largest command line or request that is read, in bytes.
pub const TEXT_LIMIT: u64 = 1024 * 1024;

/// The largest output of `terraform show -json` that is read, in bytes: it holds a whole estate.
pub const STATE_LIMIT: u64 = 32 * 1024 * 1024;
