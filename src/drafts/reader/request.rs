//! The request in a draft: the parameters of the API, tunnels and tags as arrays.

use zeroize::Zeroizing;

use crate::connection::{
    FieldOwner, FieldPath, Key, KeyStorage, Mode, Secret, TAGS, TUNNELS, catalogue, message,
};

use super::super::json::{JsonMember, PositionedJson, TextPosition};
use super::super::reference::{KeyReference, ReferenceFormatError};
use super::problem::{LONGEST_LIST, ReadProblem};
use super::state::{DraftReader, KeyLocation};

/// The forms a pre-shared key may have.
const KEY_FORMS: &str = "wanted-key";

impl DraftReader {
    pub(super) fn request(&mut self, entries: Vec<JsonMember<'_>>) {
        for JsonMember { name, at, value } in entries {
            if name == TUNNELS {
                self.dual = true;
                self.list(value, TUNNELS, DraftReader::tunnel);
            } else if name == TAGS {
                self.list(value, TAGS, DraftReader::tag);
            } else if let Some(group) = catalogue::json_groups().find(|group| *group == name) {
                self.single = true;
                self.group_or_text(group, value);
            } else if let Some(path) = own_field(&name) {
                self.single |= path.fits(Mode::Single) && !path.fits(Mode::Dual);
                self.value(path, value);
            } else {
                self.unknown(at, &name, message!("part-request"), request_names());
            }
        }
    }

    fn list(
        &mut self,
        value: PositionedJson<'_>,
        what: &'static str,
        each: fn(&mut Self, u16, PositionedJson<'_>),
    ) {
        let Some(items) = value.array() else {
            return self.expected(value.at(), what, "wanted-array");
        };
        if items.len() > usize::from(LONGEST_LIST) {
            return self.fail(value.at(), ReadProblem::TooMany(what));
        }
        for (number, item) in (1..).zip(items) {
            each(self, number, item);
        }
    }

    fn tunnel(&mut self, number: u16, item: PositionedJson<'_>) {
        self.file.draft.ensure_tunnels(number);
        let what = format!("{TUNNELS}.{number}");
        let Some(entries) = self.object(item, &what) else { return };
        for JsonMember { name, at, value } in entries {
            let path = tunnel_leaf(&name).map(|key| FieldPath::tunnel(number, key));
            if let Some(path) = path {
                self.value(path, value);
            } else if tunnel_leaves(&name).next().is_some() {
                let Some(inner) = self.object(value, &format!("{what}.{name}")) else { continue };
                for entry in inner {
                    let key = tunnel_leaf(&format!("{name}.{}", entry.name));
                    match key {
                        Some(key) => self.value(FieldPath::tunnel(number, key), entry.value),
                        None => {
                            let known = tunnel_leaves(&name).map(str::to_owned);
                            self.unknown(entry.at, &entry.name, name.to_string(), known);
                        }
                    }
                }
            } else {
                self.unknown(at, &name, message!("part-tunnel"), tunnel_names());
            }
        }
    }

    fn tag(&mut self, number: u16, item: PositionedJson<'_>) {
        self.file.draft.list_tags(number);
        let Some(entries) = self.object(item, &format!("{TAGS}.{number}")) else { return };
        for JsonMember { name, at, value } in entries {
            match name.as_ref() {
                "Key" => self.value(FieldPath::tag(number, Key::TagKey), value),
                "Value" => self.value(FieldPath::tag(number, Key::TagValue), value),
                _ => {
                    let known = ["Key", "Value"].map(str::to_owned).into_iter();
                    self.unknown(at, &name, message!("part-tag"), known);
                }
            }
        }
    }

    /// Single mode's configurations: an object, or the JSON text of one as the API has it.
    fn group_or_text(&mut self, group: &'static str, value: PositionedJson<'_>) {
        let Some(text) = value.string() else {
            if let Some(entries) = self.object(value, group) {
                self.group(group, entries, None);
            }
            return;
        };
        let text = Zeroizing::new(text);
        match PositionedJson::parse(&text) {
            Ok(inner) => match inner.object() {
                Some(entries) => self.group(group, entries, Some(value.at())),
                None => self.expected(value.at(), group, "wanted-object-or-text"),
            },
            Err(error) => {
                self.fail(value.at(), ReadProblem::NotJsonInside(group, error.what));
            }
        }
    }

    /// `text_at` is the place of the JSON text, since places inside it mean nothing in the file.
    fn group(
        &mut self,
        group: &'static str,
        entries: Vec<JsonMember<'_>>,
        text_at: Option<TextPosition>,
    ) {
        let (first, first_key) = (self.errors.len(), self.keys.len());
        let first_reference = self.file.references.len();
        for JsonMember { name, at, value } in entries {
            match FieldPath::from_wire(&format!("{group}.{name}")) {
                Some(path) => self.value(path, value),
                None => {
                    let known = catalogue::FIELDS
                        .iter()
                        .filter_map(|field| field.own?.in_group())
                        .filter(|(name, _)| *name == group)
                        .map(|(_, key)| key.to_owned());
                    self.unknown(at, &name, group, known);
                }
            }
        }
        if let Some(at) = text_at {
            for error in &mut self.errors[first..] {
                error.at = at;
            }
            for reference in &mut self.file.references[first_reference..] {
                reference.2 = at;
            }
            for key in &mut self.keys[first_key..] {
                (key.at, key.in_text) = (at, true);
            }
        }
    }

    fn value(&mut self, path: FieldPath, value: PositionedJson<'_>) {
        let at = value.at();
        if self.file.draft.has(path) {
            return self.fail(at, ReadProblem::Twice(path.to_string()));
        }
        let is_key = path.key.is_secret();
        let written = value.written();
        match written.as_bytes().first() {
            Some(b'"') => match value.string() {
                Some(text) if is_key => {
                    self.keys.push(KeyLocation { field: path, at, in_text: false });
                    self.file.draft.set_key(path, Secret::new(text), KeyStorage::InDraft);
                }
                Some(text) => self.file.draft.set(path, text),
                None => self.expected(at, path.to_string(), "wanted-whole-text"),
            },
            Some(b'{') if is_key => self.reference(path, value),
            Some(b'{' | b'[') => self.expected(at, path.to_string(), "wanted-single"),
            Some(b'n') => self.expected(at, path.to_string(), "wanted-not-null"),
            _ => self.file.draft.set(path, written),
        }
    }

    fn reference(&mut self, path: FieldPath, value: PositionedJson<'_>) {
        let at = value.at();
        let Some(entries) = self.object(value, &path.to_string()) else { return };
        let entries: Vec<(&str, PositionedJson<'_>)> =
            entries.iter().map(|entry| (entry.name.as_ref(), entry.value)).collect();
        match KeyReference::read(&entries) {
            Ok(reference) => {
                self.file.draft.set_unopened(path);
                self.keys.push(KeyLocation { field: path, at, in_text: false });
                self.file.references.push((path, reference, at));
            }
            Err(ReferenceFormatError::Because(why)) => {
                self.fail(at, ReadProblem::Key { field: path, why })
            }
            Err(ReferenceFormatError::Unknown) => self.expected(at, path.to_string(), KEY_FORMS),
        }
    }
}

fn own_field(name: &str) -> Option<FieldPath> {
    if name.contains('.') {
        return None;
    }
    FieldPath::from_wire(name).filter(|path| path.owner == FieldOwner::Connection)
}

fn tunnel_leaf(name: &str) -> Option<Key> {
    catalogue::FIELDS.iter().find(|field| field.tunnel == Some(name)).map(|field| field.key)
}

/// The names inside one of a tunnel's configurations.
fn tunnel_leaves(group: &str) -> impl Iterator<Item = &'static str> + use<'_> {
    catalogue::FIELDS
        .iter()
        .filter_map(move |field| field.tunnel?.strip_prefix(group)?.strip_prefix('.'))
}

fn request_names() -> impl Iterator<Item = String> {
    catalogue::FIELDS
        .iter()
        .filter_map(|field| field.own)
        .map(|own| own.in_group().map_or(own.wire, |(group, _)| group).to_owned())
        .chain([TUNNELS.to_owned(), TAGS.to_owned()])
}

fn tunnel_names() -> impl Iterator<Item = String> {
    catalogue::FIELDS
        .iter()
        .filter_map(|field| field.tunnel)
        .map(|wire| wire.split_once('.').map_or(wire, |(group, _)| group).to_owned())
}
