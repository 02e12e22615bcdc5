//! Drafts from elsewhere: a connection that exists, a command line, an API request, a Terraform
//! resource.
//!
//! Pure: text in, a draft out, together with a list of what could not be carried over. Names are read
//! leniently, since every tool spells them in its own way, and no value is guessed.

mod aliyun;
mod gather;
mod live;
mod names;
mod print;
mod request;
mod shell;
mod terraform;

use crate::connection::characters::is_hidden;
use crate::connection::{Draft, FieldPath};

use super::KeyReference;

pub use aliyun::aliyun;
pub use live::{LiveKeys, as_it_is, connection};
pub use print::{envelope, reference_text};
pub use request::request;
pub use terraform::terraform;

/// The largest command line or request that is read, in bytes.
pub const TEXT_LIMIT: u64 = 1024 * 1024;

/// The largest output of `terraform show -json` that is read, in bytes: it holds a whole estate.
pub const STATE_LIMIT: u64 = 32 * 1024 * 1024;

/// Whether pre-shared keys come along.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeyPolicy {
    /// They stay where they are, and the list says so.
    #[default]
    LeaveOut,
    /// They stand in the draft afterwards, for whoever reads it.
    CarryOver,
}

/// A draft made from something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// What the engineer called it, where the source was a draft.
    pub name: Option<String>,
    /// The request.
    pub draft: Draft,
    /// The keys that the source only refers to.
    pub references: Vec<(FieldPath, KeyReference)>,
    /// What could not be carried over.
    pub left: Vec<Left>,
}

impl Imported {
    /// The fields that the draft has now, keys that are referred to included.
    pub fn carried(&self) -> Vec<FieldPath> {
        let referred = self.references.iter().map(|(path, _)| *path);
        let mut all: Vec<FieldPath> = self.draft.present().chain(referred).collect();
        all.sort();
        all.dedup();
        all
    }

    /// Sets the region, in place of what the source said or did not say.
    pub fn set_region(&mut self, region: &str) {
        let path = FieldPath::own(crate::connection::Key::RegionId);
        self.draft.set(path, region);
        self.left.retain(|left| left.why != Why::NoRegion);
    }

    /// Says that the region is missing, if it is.
    fn miss_region(&mut self) {
        let path = FieldPath::own(crate::connection::Key::RegionId);
        if !self.draft.has(path) {
            self.left.push(Left { name: path.to_string(), why: Why::NoRegion });
        }
    }
}

/// Something the draft does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// Its name in the source, shortened if need be; never its value.
    pub name: String,
    /// Why it was left.
    pub why: Why,
}

/// Why something was not carried over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// A pre-shared key, and nobody asked for keys.
    KeyHeldBack,
    /// What stands there only hides a key (rule P-13).
    KeyMasked,
    /// It belongs to the protocol: signature, time, version.
    Protocol,
    /// An option of the tool, not of the connection.
    Tool,
    /// The request has no such parameter; the known name most like it.
    Unknown(Option<String>),
    /// It stands there twice; the first was taken.
    Twice,
    /// Another kind of value than the parameter has.
    Shape,
    /// A setting that this mode of connection does not have.
    OtherMode,
    /// So many words that belong to no option.
    Stray(usize),
    /// The shell would have put something in its place.
    Expression,
    /// Terraform hides it.
    Sensitive,
    /// Known only once Terraform has applied the plan.
    AfterApply,
    /// An address that this very connection was given; another one gets its own.
    OwnAddress,
    /// The service does not tell it, so its default will apply.
    NotTold,
    /// The source names no region, and there is no connection without one.
    NoRegion,
    /// A number in a list that no request reaches.
    TooMany,
    /// So many more, not listed one by one.
    More(usize),
}

/// Why nothing at all could be made of a text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// Nothing but white space.
    #[error("there is nothing in it")]
    Empty,
    /// Not JSON.
    #[error("{line}:{column}: not JSON: {what}")]
    NotJson {
        /// The line, from 1.
        line: usize,
        /// The character in it, from 1.
        column: usize,
        /// What the parser says.
        what: String,
    },
    /// JSON, but no object.
    #[error("not a JSON object; a request is one, with a field for each parameter")]
    NotObject,
    /// Neither JSON nor a query.
    #[error(
        "neither a JSON object nor a query of name=value pairs; \
         give the request as JSON, as a URL or as a form body"
    )]
    NotRequest,
    /// No command that creates a connection.
    #[error("no `aliyun vpc CreateVpnAttachment` command stands in it")]
    NotCommand,
    /// Several commands that do.
    #[error("{0} such commands stand in it; give one at a time")]
    SeveralCommands(usize),
    /// Another operation of the service.
    #[error("{0:?} is another operation; only CreateVpnAttachment makes a draft")]
    OtherOperation(String),
    /// A quotation mark or bracket without its partner.
    #[error("line {line}: what begins with {mark} is never closed; copy the whole command")]
    Unclosed {
        /// Where it begins, from 1.
        line: usize,
        /// The opening mark.
        mark: &'static str,
    },
    /// A character that means nothing anywhere (a Unicode non-character).
    #[error("it holds a character that is none (U+FDD0 or U+FDD1); copy it again")]
    NonCharacter,
    /// Terraform's own state file.
    #[error("this is a state file; give the output of `terraform show -json`")]
    StateFile,
    /// JSON of another make.
    #[error("neither a state nor a plan; give the output of `terraform show -json`")]
    NotTerraform,
    /// No resource of the kind.
    #[error("it has no resource of type alicloud_vpn_gateway_vpn_attachment")]
    NoResource,
    /// Several, and none was chosen.
    #[error("it has several such resources; choose one with --address: {}", listed(.0))]
    SeveralResources(Vec<String>),
    /// The chosen one is not there.
    #[error("it has no such resource {wanted:?}; there are: {}", listed(found))]
    NoSuchAddress {
        /// What was asked for.
        wanted: String,
        /// What is there.
        found: Vec<String>,
    },
    /// Modules within modules without end.
    #[error("its modules are nested more than {0} deep")]
    TooDeep(usize),
}

/// A name from outside, short enough for one line.
fn short(text: &str) -> String {
    const LONGEST: usize = 80;
    if text.chars().nth(LONGEST).is_none() {
        return text.to_owned();
    }
    text.chars().take(LONGEST).chain(['…']).collect()
}

/// Addresses as a file has them, in one line; what would act on a terminal is spelled out.
fn listed(addresses: &[String]) -> String {
    let mut shown = String::new();
    for (index, address) in addresses.iter().enumerate() {
        if index > 0 {
            shown.push_str(", ");
        }
        for letter in address.chars() {
            if is_hidden(letter) {
                shown.extend(letter.escape_unicode());
            } else {
                shown.push(letter);
            }
        }
    }
    shown
}
