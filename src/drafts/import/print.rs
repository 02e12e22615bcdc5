//! A draft as the text of a file: the envelope, in the order of the catalogue.

use serde_json::{Map, Value as Json};
use zeroize::Zeroizing;

use crate::connection::catalogue::{self, Kind};
use crate::connection::{Draft, FieldPath, Place, TAGS, TUNNELS};

use super::super::reader::SCHEMA;
use super::super::reference::KeyReference;
use super::Imported;

/// The draft with its schema version, pretty-printed, a line break at its end.
///
/// Values are written as the samples have them, numbers and booleans plain, so that reading the text
/// gives the same draft. A key that came along stands there for everybody to read.
pub fn envelope(imported: &Imported) -> Zeroizing<String> {
    let mut envelope = Map::new();
    envelope.insert("schema".to_owned(), SCHEMA.into());
    if let Some(name) = &imported.name {
        envelope.insert("name".to_owned(), name.as_str().into());
    }
    envelope.insert("mode".to_owned(), imported.draft.mode().name().into());
    envelope.insert("request".to_owned(), request(imported));
    Zeroizing::new(plain(&format!("{:#}\n", Json::Object(envelope))))
}

/// A reference as it stands in a draft.
pub fn reference_text(reference: &KeyReference) -> String {
    reference.to_json().to_string()
}

fn request(imported: &Imported) -> Json {
    let draft = &imported.draft;
    let mut request = Map::new();
    let mut tunnels = vec![Map::new(); usize::from(draft.tunnels())];
    let mut tags = vec![Map::new(); usize::from(draft.tags())];
    for path in imported.carried() {
        let referred = imported.references.iter().find(|(there, _)| *there == path);
        let value = match referred {
            Some((_, reference)) => Some(reference.to_json()),
            None => value(draft, path),
        };
        let level = match path.place {
            Place::Connection => Some(&mut request),
            Place::Tunnel(number) => tunnels.get_mut(usize::from(number).wrapping_sub(1)),
            Place::Tag(number) => tags.get_mut(usize::from(number).wrapping_sub(1)),
        };
        if let (Some(level), Some(leaf), Some(value)) = (level, path.leaf(), value) {
            put(level, leaf, value);
        }
    }
    for (name, list) in [(TUNNELS, tunnels), (TAGS, tags)] {
        if !list.is_empty() {
            let list = list.into_iter().map(Json::Object).collect();
            request.insert(name.to_owned(), Json::Array(list));
        }
    }
    Json::Object(request)
}

fn put(level: &mut Map<String, Json>, leaf: &str, value: Json) {
    match leaf.split_once('.') {
        None => {
            level.insert(leaf.to_owned(), value);
        }
        Some((group, key)) => {
            let inner = level.entry(group).or_insert_with(|| Json::Object(Map::new()));
            if let Json::Object(inner) = inner {
                inner.insert(key.to_owned(), value);
            }
        }
    }
}

fn value(draft: &Draft, path: FieldPath) -> Option<Json> {
    if let Some((key, _)) = draft.key(path) {
        return Some(key.expose().into());
    }
    let text = draft.text(path)?;
    // Inside single mode's JSON texts the reference writes strings, but for lifetimes.
    let in_text = path.place == Place::Connection && path.leaf()?.contains('.');
    Some(match (catalogue::field(path.key).kind, text) {
        (Kind::Flag, "true" | "false") if !in_text => (text == "true").into(),
        (Kind::Seconds(..), _) => number(text),
        (Kind::Asn | Kind::TunnelNumber | Kind::Count, _) if !in_text => number(text),
        _ => text.into(),
    })
}

/// A JSON number, if the text is one in its plainest form.
fn number(text: &str) -> Json {
    match text.parse::<u32>() {
        Ok(number) if number.to_string() == text => number.into(),
        _ => text.into(),
    }
}

/// The JSON with everything but letters, marks and line breaks of its own written as `\u1234`, so that
/// a draft shown on a terminal neither moves its cursor nor hides a character.
fn plain(json: &str) -> String {
    let mut plain = String::with_capacity(json.len());
    for letter in json.chars() {
        if letter == '\n' || !acts_or_hides(letter) {
            plain.push(letter);
            continue;
        }
        for unit in letter.encode_utf16(&mut [0; 2]) {
            plain.push_str(&format!("\\u{unit:04x}"));
        }
    }
    plain
}

/// Controls, and what Unicode lets a renderer turn around or ignore.
fn acts_or_hides(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
            | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}
