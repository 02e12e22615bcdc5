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

mod apply_defaults;
mod block;
mod clean;
mod cloud;
mod compare;
mod compare_fields;
mod config_edit;
pub mod crypto_proposal;
mod defaults;
mod device_rules;
pub mod device_tunnel;
mod device_values;
mod difference;
mod field_lines;
mod identity_rules;
mod json;
mod key_notes;
mod key_rules;
mod names;
mod note;
mod obstacle;
mod pairing;
mod platform;
mod platforms;
mod prompt;
mod read;
mod read_error;
mod reading;
mod script;
mod section;
mod sessions;
mod sheet;
mod source_line;
mod tree;
mod version;
mod vocabulary;
mod wanted_tunnel;
mod write;
mod writer;
mod writers;
mod xml;

pub use cloud::CloudTunnel;
pub use compare::compare;
pub use compare_fields::compare_fields;
pub use defaults::PlatformDefaults;
pub use device_rules::{PeerDevice, check_device, cloud_platforms};
pub use device_tunnel::DeviceTunnel;
pub use device_values::{DeviceValue, device_key, device_values};
pub use difference::{FailureStage, FieldComparison, FieldVerdict};
pub use json::tunnels as tunnels_as_json;
pub use note::{Note, Notes};
pub use obstacle::WriteObstacle;
pub use pairing::{Pairing, chosen_tunnels, pair_up};
pub use platform::{Evidence, Platform, PlatformDefault};
pub use platforms::remedies::remedy;
pub use platforms::{find, platforms};
pub use read::{MAX_CONFIG_BYTES, read};
pub use read_error::UnreadableText;
pub use reading::{IgnoredObject, ParsedConfig, UnreadLine};
pub use script::{FieldLabel, ScriptLine};
pub use sheet::{SheetEntry, entries as sheet_entries};
pub use write::{
    DeviceScript, GENERIC, WriteRequest, draft_digest, has_writer, write, written_digest,
};
