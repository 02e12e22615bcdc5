//! What is to be said to a person, as data: the id of a text and the values for it.
//!
//! Rooms that know no language hand on messages; the sentences stand in `assets/locales`, and the room
//! `text` says them.

use std::borrow::Cow;
use std::fmt;
use std::path::{Path, PathBuf};

use super::field::FieldPath;

/// The id of a text, with its values.
///
/// Printed by itself it is a line for a log: the id and the values in brackets, in no language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The id of the text, as in `assets/locales`.
    pub id: Cow<'static, str>,
    /// Its named values. Never a secret.
    pub args: Vec<(&'static str, Arg)>,
}

/// A value in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    /// A word or several, shown as they are.
    Text(Cow<'static, str>),
    /// A number, for which a language may have plural forms.
    Number(u64),
    /// A sentence of its own, or a part of one.
    Message(Box<Message>),
    /// Several, put together as a language does it.
    List(ListStyle, Vec<Arg>),
    /// A field, for which each reader has a name: its wire name in a file, its label on a form.
    Field(FieldPath),
    /// Fields of one level, each with a value where it matters.
    Fields(Vec<(FieldPath, Option<&'static str>)>),
}

/// How several are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListStyle {
    /// Values and names that are copied or looked up: `10.1.0.0/16, 10.2.0.0/16`.
    Values,
    /// Words of the sentence itself, all of which count.
    Words,
    /// Words of the sentence itself, one of which is meant.
    Either,
    /// Parts of one sentence that follow each other.
    Clauses,
    /// Whole sentences.
    Sentences,
}

/// What can be said to a person, in whatever language they read.
pub trait ToMessage {
    /// What is to be said.
    fn message(&self) -> Message;
}

/// The id of a text with its values by name: `message!("file-taken", path = path)`, or shorter
/// `message!("file-taken", path)`.
macro_rules! message {
    (@value $name:ident) => { $name };
    (@value $name:ident $value:expr) => { $value };
    ($id:expr $(, $name:ident $(= $value:expr)?)* $(,)?) => {
        $crate::connection::Message::new($id)
            $(.with(stringify!($name), $crate::connection::message!(@value $name $($value)?)))*
    };
}

pub(crate) use message;

impl Message {
    /// A text without values.
    pub const fn new(id: &'static str) -> Self {
        Self { id: Cow::Borrowed(id), args: Vec::new() }
    }

    /// A text whose id is put together.
    pub const fn with_id(id: String) -> Self {
        Self { id: Cow::Owned(id), args: Vec::new() }
    }

    /// Adds a value.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.args.push((name, value.into()));
        self
    }
}

impl ToMessage for Message {
    fn message(&self) -> Message {
        self.clone()
    }
}

impl fmt::Display for Message {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.id)?;
        for (index, (name, value)) in self.args.iter().enumerate() {
            let before = if index == 0 { " (" } else { ", " };
            write!(formatter, "{before}{name}: {value}")?;
        }
        formatter.write_str(if self.args.is_empty() { "" } else { ")" })
    }
}

impl fmt::Display for Arg {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => formatter.write_str(text),
            Self::Number(number) => number.fmt(formatter),
            Self::Message(message) => message.fmt(formatter),
            Self::List(_, parts) => parts.iter().enumerate().try_for_each(|(index, part)| {
                formatter.write_str(if index == 0 { "" } else { ", " })?;
                part.fmt(formatter)
            }),
            Self::Field(path) => path.fmt(formatter),
            Self::Fields(all) => all.iter().enumerate().try_for_each(|(index, (path, _))| {
                write!(formatter, "{}{path}", if index == 0 { "" } else { ", " })
            }),
        }
    }
}

impl Arg {
    /// Several, put together by `joint`.
    pub fn list<T: Into<Self>>(joint: ListStyle, parts: impl IntoIterator<Item = T>) -> Self {
        Self::List(joint, parts.into_iter().map(Into::into).collect())
    }
}

impl From<FieldPath> for Arg {
    fn from(path: FieldPath) -> Self {
        Self::Field(path)
    }
}

impl From<&'static str> for Arg {
    fn from(text: &'static str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<u64> for Arg {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Arg {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<u16> for Arg {
    fn from(number: u16) -> Self {
        Self::Number(number.into())
    }
}

impl From<usize> for Arg {
    fn from(number: usize) -> Self {
        Self::Number(number as u64)
    }
}

impl From<&String> for Arg {
    fn from(text: &String) -> Self {
        text.clone().into()
    }
}

impl From<&Path> for Arg {
    fn from(path: &Path) -> Self {
        path.display().to_string().into()
    }
}

impl From<&PathBuf> for Arg {
    fn from(path: &PathBuf) -> Self {
        path.as_path().into()
    }
}

impl From<&Message> for Arg {
    fn from(message: &Message) -> Self {
        message.clone().into()
    }
}

impl From<Message> for Arg {
    fn from(message: Message) -> Self {
        Self::Message(Box::new(message))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_in_a_log_is_its_id_and_its_values() {
        let cause = Message::new("cause");
        let names = Arg::list(ListStyle::Either, ["a", "b"]);
        let message = Message::new("unread").with("line", 3_u16).with("cause", cause);
        assert_eq!(
            message.with("names", names).to_string(),
            "unread (line: 3, cause: cause, names: a, b)"
        );
        assert_eq!(Message::new("empty").to_string(), "empty");
    }
}
