//! The other end of a tunnel: the configuration of the company's device.
//!
//! [`read()`] takes a text as it comes out of a device or a mail and gives the tunnels in it, as a
//! contract; [`compare()`] holds a connection against it. A platform is data and a reader, one file each
//! in `platforms`; what all share stands beside: cleaning, tokenizers, the vocabulary, defaults.
//!
//! Pure: knows of no file, clock or network, and of no sentence; what it has to say are ids with
//! arguments. Uses std, base64, ipnet, roxmltree, serde_json and zeroize.

mod block;
mod clean;
mod cloud;
mod compare;
mod config_edit;
pub mod contract;
mod defaults;
mod difference;
mod faults;
mod json;
mod line;
mod note;
mod pair;
mod platform;
mod platforms;
mod prompt;
mod read;
mod reading;
mod section;
mod sessions;
mod settle;
mod tree;
mod version;
mod vocabulary;
mod xml;

pub use cloud::CloudTunnel;
pub use compare::compare;
pub use defaults::Defaults;
pub use difference::{EndDifference, EndVerdict, FeltWhen};
pub use json::tunnels as tunnels_as_json;
pub use note::{Note, Notes};
pub use pair::pair_up;
pub use platform::{Assumption, Mark, Platform, find, platforms};
pub use read::{LONGEST, UnreadableText, read};
pub use reading::{Ignored, LeftOver, Reading};
