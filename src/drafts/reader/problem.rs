//! What can be wrong with the text of a draft, each with its place.

use std::fmt;

use crate::connection::FieldPath;

use super::super::json::At;
use super::super::migrate::SCHEMA;

/// Lists longer than this are not read; the service takes 2 tunnels and 20 tags.
pub(super) const LONGEST_LIST: u16 = 1000;

/// Something in the file that is not as the format wants it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// Where.
    pub at: At,
    /// What.
    pub problem: Problem,
}

/// What can be wrong with the form of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Nothing but white space.
    Empty,
    /// Not JSON.
    NotJson(String),
    /// Another kind of JSON value than the format wants here.
    Expected {
        /// The field or part.
        what: String,
        /// What it should be.
        wanted: &'static str,
    },
    /// A name that is no field here.
    Unknown {
        /// The name.
        name: String,
        /// Where it stands: `the request`, `a tunnel`, ….
        within: String,
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
        why: String,
    },
    /// More entries than any request can have.
    TooMany(&'static str),
    /// A request part that is missing from an envelope.
    NoRequest,
    /// Not told one by one: how many more.
    More(usize),
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => formatter.write_str("the file is empty; a draft is a JSON object"),
            Self::NotJson(what) => write!(formatter, "not JSON: {what}"),
            Self::Expected { what, wanted } => write!(formatter, "{what} must be {wanted}"),
            Self::Unknown { name, within, nearest } => {
                write!(formatter, "unknown field {name:?} in {within}")?;
                match nearest {
                    Some(nearest) => write!(formatter, "; did you mean {nearest:?}?"),
                    None => formatter.write_str("; remove it or correct its name"),
                }
            }
            Self::Twice(name) => {
                write!(formatter, "field {name:?} stands here twice; keep one of them")
            }
            Self::Newer(found) => write!(
                formatter,
                "schema {found} is not known here, this program reads up to {SCHEMA}; \
                 use a newer tunnelsmith or export the draft again"
            ),
            Self::Mode(found) => {
                write!(formatter, "mode {found:?} is neither \"dual\" nor \"single\"")
            }
            Self::Key { field, why } => write!(formatter, "{field}: {why}"),
            Self::TooMany(list) => {
                write!(formatter, "{list} has more than {LONGEST_LIST} entries")
            }
            Self::NoRequest => {
                formatter.write_str("the envelope has no \"request\"; put the parameters there")
            }
            Self::More(count) => write!(formatter, "and {count} more problems"),
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.at, self.problem)
    }
}
