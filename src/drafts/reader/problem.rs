//! What can be wrong with the text of a draft, each with its place.

use crate::connection::{Arg, FieldPath, Message, ToMessage, message};
use crate::text::print_as_message;

use super::super::json::TextPosition;
use super::super::migrate::SCHEMA_VERSION;

/// Lists longer than this are not read; the service takes 2 tunnels and 20 tags.
pub(super) const LONGEST_LIST: u16 = 1000;

/// Something in the file that is not as the format wants it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// Where.
    pub at: TextPosition,
    /// What.
    pub problem: ReadProblem,
}

/// What can be wrong with the form of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadProblem {
    /// Nothing but white space.
    Empty,
    /// Not JSON, and why.
    NotJson(Message),
    /// The text of a group of parameters is not JSON, and why.
    NotJsonInside(&'static str, Message),
    /// Another kind of JSON value than the format wants here.
    Expected {
        /// The field or part.
        what: Arg,
        /// Which text says what it should be.
        wanted: &'static str,
    },
    /// A name that is no field here.
    Unknown {
        /// The name.
        name: String,
        /// Where it stands: `the request`, `a tunnel`, ….
        within: Arg,
        /// The known name most like it.
        nearest: Option<String>,
    },
    /// A name that stands there twice.
    Twice(String),
    /// A schema version this program does not know.
    Newer(String),
    /// A mode other than `dual` and `single`.
    Mode(String),
    /// A reference to a key with something wrong in it.
    Key {
        /// The field.
        field: FieldPath,
        /// What; never anything of the key.
        why: Message,
    },
    /// More entries than any request can have.
    TooMany(&'static str),
    /// A request part that is missing from an envelope.
    NoRequest,
    /// Not told one by one: how many more.
    More(usize),
}

print_as_message!(ReadProblem, ReadError);

impl ToMessage for ReadProblem {
    fn message(&self) -> Message {
        match self {
            Self::Empty => message!("read-empty"),
            Self::NotJson(why) => message!("read-not-json", why),
            Self::NotJsonInside(group, why) => {
                message!("read-not-json-inside", group = *group, why)
            }
            Self::Expected { what, wanted } => {
                message!("read-expected", what = what.clone(), wanted = Message::new(wanted))
            }
            Self::Unknown { name, within, nearest } => match nearest {
                Some(nearest) => message!("read-unknown-near", nearest),
                None => message!("read-unknown"),
            }
            .with("name", name)
            .with("within", within.clone()),
            Self::Twice(name) => message!("read-twice", name),
            Self::Newer(found) => message!("read-newer", found, known = SCHEMA_VERSION),
            Self::Mode(found) => message!("read-mode", found),
            Self::Key { field, why } => message!("read-key", field = *field, why),
            Self::TooMany(list) => message!("read-too-many", list = *list, limit = LONGEST_LIST),
            Self::NoRequest => message!("read-no-request"),
            Self::More(count) => message!("read-more", count = *count),
        }
    }
}

impl ToMessage for ReadError {
    fn message(&self) -> Message {
        message!("read-at", at = self.at.to_string(), problem = self.problem.message())
    }
}
