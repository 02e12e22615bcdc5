//! JSON with places: every key and value knows the line and column where it stands.
//!
//! Read one level at a time, so that a file nested ten thousand deep costs no stack: what lies
//! deeper than the format goes is never entered.

use std::borrow::Cow;
use std::fmt;

use crate::connection::{Message, message};

use serde::de::{Deserializer as _, MapAccess, Visitor};
use serde_json::value::RawValue;

/// A place in a text, both counted from 1; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TextPosition {
    /// The line.
    pub line: usize,
    /// The character in it.
    pub column: usize,
}

impl TextPosition {
    /// Where a text begins, and where what stands in no text yet is said to stand.
    pub const START: Self = Self { line: 1, column: 1 };
}

impl fmt::Display for TextPosition {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.line, self.column)
    }
}

/// A text that is not JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonSyntaxError {
    /// Where reading stopped.
    pub at: TextPosition,
    /// What was wrong there.
    pub what: Message,
}

/// A value in a JSON text.
#[derive(Clone, Copy)]
pub struct PositionedJson<'a> {
    raw: &'a RawValue,
    at: TextPosition,
}

/// One entry of a JSON object.
pub struct JsonMember<'a> {
    /// Its name, unescaped.
    pub name: Cow<'a, str>,
    /// Where the name stands.
    pub at: TextPosition,
    /// Its value.
    pub value: PositionedJson<'a>,
}

impl<'a> PositionedJson<'a> {
    /// Reads a whole text.
    ///
    /// # Errors
    /// Where it is not JSON, or more follows the value.
    pub fn parse(text: &'a str) -> Result<Self, JsonSyntaxError> {
        let raw = serde_json::from_str::<&RawValue>(text)
            .map_err(|error| JsonSyntaxError { at: place_of(&error, text), what: flaw(&error) })?;
        let at = TextCursor { text, offset: 0, at: TextPosition::START }.to(raw.get());
        Ok(Self { raw, at })
    }

    /// Where the value begins.
    pub fn at(self) -> TextPosition {
        self.at
    }

    fn walk(self) -> TextCursor<'a> {
        TextCursor { text: self.raw.get(), offset: 0, at: self.at }
    }

    /// The value as written: `86400`, `true`, `"text"` with its quotes.
    pub fn written(self) -> &'a str {
        self.raw.get()
    }

    /// The text of a JSON string.
    pub fn string(self) -> Option<String> {
        serde_json::from_str(self.raw.get()).ok()
    }

    /// The entries of a JSON object, in the order they stand, repeated names included.
    pub fn object(self) -> Option<Vec<JsonMember<'a>>> {
        let mut walk = self.walk();
        let entry = |(name, value): (&'a RawValue, &'a RawValue)| JsonMember {
            at: walk.to(name.get()),
            name: unescaped(name),
            value: PositionedJson { raw: value, at: walk.to(value.get()) },
        };
        Some(self.entries()?.into_iter().map(entry).collect())
    }

    /// Names and values of a JSON object as [`PositionedJson::object`] has them, for those who do not ask where
    /// they stand: each is said to stand where the whole does.
    pub fn members(self) -> Option<Vec<(Cow<'a, str>, PositionedJson<'a>)>> {
        let member = |(name, value): (&'a RawValue, &'a RawValue)| {
            (unescaped(name), PositionedJson { raw: value, at: self.at })
        };
        Some(self.entries()?.into_iter().map(member).collect())
    }

    fn entries(self) -> Option<Vec<(&'a RawValue, &'a RawValue)>> {
        serde_json::Deserializer::from_str(self.raw.get()).deserialize_map(Entries).ok()
    }

    /// The items of a JSON array.
    pub fn array(self) -> Option<Vec<PositionedJson<'a>>> {
        let items: Vec<&'a RawValue> = serde_json::from_str(self.raw.get()).ok()?;
        let mut walk = self.walk();
        let item = |raw: &'a RawValue| PositionedJson { raw, at: walk.to(raw.get()) };
        Some(items.into_iter().map(item).collect())
    }
}

fn unescaped(name: &RawValue) -> Cow<'_, str> {
    serde_json::from_str(name.get()).map_or(Cow::Borrowed(name.get()), Cow::Owned)
}

/// Where the parser stopped. It counts bytes, people count characters.
fn place_of(error: &serde_json::Error, text: &str) -> TextPosition {
    let line = error.line().max(1);
    let before = text.split('\n').nth(line - 1).unwrap_or_default().char_indices();
    let before = before.take_while(|(start, _)| start + 1 < error.column());
    TextPosition { line, column: before.count() + 1 }
}

/// From one part of a text to the next, so that a thousand places cost one way through it.
struct TextCursor<'a> {
    text: &'a str,
    offset: usize,
    at: TextPosition,
}

impl TextCursor<'_> {
    /// Where a part of the text begins that stands further on.
    fn to(&mut self, part: &str) -> TextPosition {
        let offset = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        let passed = self.text.get(self.offset..offset).unwrap_or_default();
        match passed.rsplit_once('\n') {
            Some((lines, line)) => {
                self.at.line += lines.bytes().filter(|byte| *byte == b'\n').count() + 1;
                self.at.column = line.chars().count() + 1;
            }
            None => self.at.column += passed.chars().count(),
        }
        self.offset = offset;
        self.at
    }
}

/// What the parser says, by its own words: it has nothing else to tell them apart by.
fn flaw(error: &serde_json::Error) -> Message {
    let words = error.to_string();
    // It appends its own place, which is given in another form.
    let words = words.rsplit_once(" at line ").map_or(words.as_str(), |(words, _)| words);
    Message::new(match words {
        _ if error.is_eof() => "json-ends",
        "expected value" | "expected ident" => "json-value",
        "expected `:`" => "json-colon",
        "trailing comma" => "json-trailing-comma",
        "trailing characters" => "json-trailing",
        "key must be a string" => "json-key",
        "invalid escape" => "json-escape",
        _ if words.starts_with("expected `,`") => "json-comma",
        _ if words.starts_with("control character") => "json-control",
        _ => return message!("json-other", words = words.to_owned()),
    })
}

struct Entries;

impl<'de> Visitor<'de> for Entries {
    type Value = Vec<(&'de RawValue, &'de RawValue)>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(entries)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_values_know_their_place() {
        let tree =
            PositionedJson::parse("{\n  \"é\": 1,\n  \"a\\\"b\": [2, {\"c\": 3}]\n}").unwrap();
        let entries = tree.object().unwrap();
        assert_eq!(entries[1].name, "a\"b");
        assert_eq!(entries[1].at, TextPosition { line: 3, column: 3 });
        let items = entries[1].value.array().unwrap();
        assert_eq!(items[1].at(), TextPosition { line: 3, column: 15 });
        assert_eq!(items[1].object().unwrap()[0].value.written(), "3");
    }

    #[test]
    fn what_is_wrong_has_its_place_in_characters() {
        for (text, line, column) in [
            ("{\"上海\": é}", 1, 8),
            ("{\n \"上\": 1,\n}", 3, 1),
            ("\"𝔘𝔘𝔘", 1, 5),
            ("", 1, 1),
            ("{\n", 2, 1),
        ] {
            let error = PositionedJson::parse(text).err().unwrap();
            assert_eq!(error.at, TextPosition { line, column }, "{text:?}: {}", error.what);
        }
    }

    #[test]
    fn ten_thousand_levels_cost_no_stack() {
        let text = format!("{{\"a\":{}{}}}", "[".repeat(10_000), "]".repeat(10_000));
        let tree = PositionedJson::parse(&text).unwrap();
        assert_eq!(tree.object().unwrap().len(), 1);
    }
}
