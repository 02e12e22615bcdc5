//! The other end of a tunnel: the configuration of the company's device.
//!
//! [`read()`] takes a text as it comes out of a device or a mail and gives the tunnels in it, as a
//! contract; [`compare()`] holds a connection against it. A platform is data and a reader, one file each
//! in `platforms`; what all share stands beside: cleaning, tokenizers, the vocabulary, defaults.
//! [`write()`] makes the configuration of a draft's other end; a writer is data and a function, one file
//! each in `writers`.
//!
//! Pure: knows of no file, clock or network, and of no sentence; what it has to say are ids with
//! arguments. Uses std, base64, ipnet, roxmltree, serde_json and zeroize.

mod agreement;
mod block;
mod clean;
mod cloud;
mod compare;
mod config_edit;
pub mod contract;
mod defaults;
mod difference;
mod faults;
mod identity_text;
mod json;
mod judge;
mod key_text;
mod line;
mod names;
mod note;
mod obstacle;
mod pair;
mod place;
mod platform;
mod platforms;
mod prompt;
mod read;
mod read_error;
mod reading;
mod script;
mod section;
mod sessions;
mod settle;
mod sheet;
mod takeover;
mod tree;
mod version;
mod vocabulary;
mod wanted;
mod write;
mod writer;
mod writers;
mod xml;

pub use agreement::compare_fields;
pub use cloud::CloudTunnel;
pub use compare::compare;
pub use contract::DeviceTunnel;
pub use defaults::Assumptions;
pub use difference::{EndDifference, EndVerdict, FeltWhen};
pub use json::tunnels as tunnels_as_json;
pub use judge::{PeerDevice, clouds, judge_device};
pub use note::{Note, Notes};
pub use obstacle::Obstacle;
pub use pair::{Pairing, pair_up, said_places};
pub use platform::{Assumption, Mark, Platform};
pub use platforms::remedies::remedy;
pub use platforms::{find, platforms};
pub use read::{LONGEST, read};
pub use read_error::UnreadableText;
pub use reading::{Ignored, LeftOver, Reading};
pub use script::{FieldLabel, ScriptLine};
pub use sheet::{SheetEntry, entries as sheet_entries};
pub use takeover::{DeviceValue, device_key, device_values};
pub use write::{GENERIC, WriteRequest, Written, digest_in, draft_digest, write, writes};
