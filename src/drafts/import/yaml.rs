//! YAML as JSON, for templates that may be written in either.
//!
//! The short forms of a template's functions (`!Ref name`) become the long ones. An alias is not
//! followed, so that a small text cannot stand for a huge one.

use saphyr_parser::{Event, Parser, ScalarStyle, Tag};
use zeroize::Zeroizing;

use crate::connection::Message;

use super::collect::EXPRESSION;
use super::error::ImportError;

/// Whether a text may be YAML: its first line that says anything is a name and a colon.
pub(super) fn may_be_yaml(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim_end);
    let first = lines.find(|line| !line.trim().is_empty() && !line.starts_with(['#', '-', '%']));
    first.and_then(|line| line.split_once(':')).is_some_and(|(name, rest)| {
        let name = name.trim().trim_matches(['"', '\'']);
        (rest.is_empty() || rest.starts_with(' '))
            && !name.is_empty()
            && name.chars().all(|letter| letter.is_ascii_alphanumeric() || "_-".contains(letter))
    })
}

/// The document of a text as JSON.
pub(super) fn to_json(text: &str) -> Result<Zeroizing<String>, ImportError> {
    let mut writer = YamlToJson::default();
    let mut documents = 0;
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| ImportError::NotYaml {
            line: error.marker().line(),
            what: error.info().to_owned().into(),
        })?;
        let wrong = |id: &'static str| ImportError::NotYaml {
            line: span.start.line(),
            what: Message::new(id).into(),
        };
        match event {
            Event::DocumentStart(_) => documents += 1,
            _ if documents > 1 => return Err(wrong("yaml-documents")),
            Event::MappingStart(_, tag) => writer.open('{', tag.as_deref()).map_err(wrong)?,
            Event::SequenceStart(_, tag) => writer.open('[', tag.as_deref()).map_err(wrong)?,
            Event::MappingEnd | Event::SequenceEnd => writer.close(),
            Event::Scalar(text, style, _, tag) => writer.scalar(&text, style, tag.as_deref()),
            Event::Alias(_) => {
                let alias = format!("{{\"{EXPRESSION}\":\"alias\"}}");
                writer.value(&alias).map_err(wrong)?;
            }
            _ => {}
        }
    }
    Ok(writer.json)
}

/// A list or mapping that is not closed yet.
struct Frame {
    /// What closes it, brackets of a function included.
    close: &'static str,
    is_mapping: bool,
    /// How many keys, values or items it has so far.
    count: usize,
}

#[derive(Default)]
struct YamlToJson {
    json: Zeroizing<String>,
    frames: Vec<Frame>,
}

impl YamlToJson {
    /// Whether a key comes next.
    fn wants_key(&self) -> bool {
        self.frames.last().is_some_and(|frame| frame.is_mapping && frame.count.is_multiple_of(2))
    }

    /// Writes what separates the next key, value or item from the last.
    fn next(&mut self) {
        let Some(frame) = self.frames.last_mut() else { return };
        let is_value = frame.is_mapping && !frame.count.is_multiple_of(2);
        match frame.count {
            0 => {}
            _ if is_value => self.json.push(':'),
            _ => self.json.push(','),
        }
        frame.count += 1;
    }

    fn open(&mut self, bracket: char, tag: Option<&Tag>) -> Result<(), &'static str> {
        if self.wants_key() {
            return Err("yaml-key-nested");
        }
        self.next();
        let function = tag.and_then(function);
        if let Some(name) = &function {
            self.json.push_str(&format!("{{\"{name}\":"));
        }
        self.json.push(bracket);
        let close = match (bracket, function.is_some()) {
            ('{', false) => "}",
            ('{', true) => "}}",
            (_, false) => "]",
            (_, true) => "]}",
        };
        self.frames.push(Frame { close, is_mapping: bracket == '{', count: 0 });
        Ok(())
    }

    fn close(&mut self) {
        if let Some(frame) = self.frames.pop() {
            self.json.push_str(frame.close);
        }
    }

    fn value(&mut self, written: &str) -> Result<(), &'static str> {
        if self.wants_key() {
            return Err("yaml-key-alias");
        }
        self.next();
        self.json.push_str(written);
        Ok(())
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, tag: Option<&Tag>) {
        let is_key = self.wants_key();
        self.next();
        let is_plain = matches!(style, ScalarStyle::Plain) && tag.is_none() && !is_key;
        match tag.and_then(function).filter(|_| !is_key) {
            Some(name) => self.json.push_str(&format!("{{\"{name}\":{}}}", quoted(text).as_str())),
            None if is_plain && matches!(text, "" | "~" | "null" | "Null" | "NULL") => {
                self.json.push_str("null");
            }
            None if is_plain && is_json(text) => self.json.push_str(text),
            None if is_plain && matches!(text, "True" | "TRUE" | "False" | "FALSE") => {
                self.json.push_str(&text.to_ascii_lowercase());
            }
            None => self.json.push_str(&quoted(text)),
        }
    }
}

fn quoted(text: &str) -> Zeroizing<String> {
    Zeroizing::new(serde_json::Value::from(text).to_string())
}

/// Whether a plain scalar is a number or a boolean in JSON as well.
fn is_json(text: &str) -> bool {
    matches!(text, "true" | "false")
        || text.starts_with(|first: char| first.is_ascii_digit() || first == '-')
            && serde_json::from_str::<serde_json::Number>(text).is_ok()
}

/// The long form of a template's function, of which the tag is the short one.
fn function(tag: &Tag) -> Option<String> {
    let name = (tag.handle == "!").then_some(tag.suffix.as_str())?;
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_name.then(|| if name == "Ref" { name.to_owned() } else { format!("Fn::{name}") })
}
