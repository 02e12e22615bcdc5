//! Writes a draft as a file: an envelope of the newest schema version, in the order of the catalogue,
//! so that two versions differ where something was changed and nowhere else.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};
use zeroize::Zeroizing;

use crate::connection::catalogue::{self, FieldKind};
use crate::connection::characters::{is_hidden, push_json_escape};
use crate::connection::{
    Draft, DraftPeer, FieldOwner, FieldPath, KeyStorage, MASK, Origin, to_nested_json,
};

use super::draft_file::DraftFile;
use super::migrate::SCHEMA_VERSION;
use super::reference::KeyReference;

/// The JSON Schema (2020-12) of what is written here.
pub const JSON_SCHEMA: &str = include_str!("../../assets/draft.schema.json");

/// What becomes of the keys that stand in the draft itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keys {
    Written,
    Masked,
}

/// The draft as text; [`super::read`] makes the same draft of it.
///
/// A key that is kept elsewhere is written as the reference to it, or not at all if there is none. Values
/// whose field has no name on their level (the name of a tunnel) cannot be written and are left out.
pub fn write(file: &DraftFile) -> Zeroizing<String> {
    text(file, Keys::Written)
}

/// The same for the eyes of people: a mask stands for each key.
pub fn write_masked(file: &DraftFile) -> Zeroizing<String> {
    text(file, Keys::Masked)
}

/// The values that [`write()`] leaves out: keys that are kept nowhere, and fields without a name there.
pub fn unsaved_fields(file: &DraftFile) -> Vec<FieldPath> {
    let is_kept = |path: FieldPath| {
        let is_elsewhere = match file.draft.key(path) {
            Some((_, kept)) => kept == KeyStorage::Elsewhere,
            None => file.draft.is_key_unresolved(path),
        };
        is_nameable(path) && (!is_elsewhere || file.key_reference(path).is_some())
    };
    file.draft.present_paths().filter(|path| !is_kept(*path)).collect()
}

fn text(file: &DraftFile, keys: Keys) -> Zeroizing<String> {
    let values = values(file, keys);
    let origins = Some(origins(file, &values)).filter(|origins| !origins.is_empty());
    let acknowledged = Some(&file.acknowledged).filter(|rules| !rules.is_empty());
    // A key that is only referred to does not make the draft count its tunnel.
    let request = to_nested_json(file.draft.tunnels(), file.draft.tags(), values);
    let envelope = present([
        ("schema", Some(json!(SCHEMA_VERSION))),
        ("name", file.name.as_ref().map(|name| json!(name))),
        ("mode", Some(json!(file.draft.mode().name()))),
        ("note", file.note.as_ref().map(|note| json!(note))),
        ("peer", file.peer.as_ref().map(peer_block)),
        ("acknowledged", acknowledged.map(|rules| json!(rules))),
        ("origins", origins.map(Json::Object)),
        ("request", Some(Json::Object(request))),
    ]);
    let mut text = Zeroizing::new(format!("{envelope:#}"));
    text.push('\n');
    spell_out(text)
}

fn peer_block(peer: &DraftPeer) -> Json {
    let tunnels = peer.tunnels.iter().map(|(number, name)| (number.to_string(), json!(name)));
    let tunnels = (!peer.tunnels.is_empty()).then(|| Json::Object(tunnels.collect()));
    present([
        ("platform", Some(json!(peer.platform))),
        ("version", peer.version.as_ref().map(|version| json!(version))),
        ("behind_nat", peer.behind_nat.map(Json::from)),
        ("initiator", peer.initiator.map(|initiator| json!(initiator.name()))),
        ("file", peer.file.as_ref().map(|file| json!(file))),
        ("file_time", peer.file_time.map(Json::from)),
        ("tunnels", tunnels),
    ])
}

/// The members that are there, in their order.
fn present<const N: usize>(members: [(&str, Option<Json>); N]) -> Json {
    let there = members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Json::Object(there.collect())
}

/// Where values came from that are not typed, as far as they are written.
fn origins(file: &DraftFile, values: &BTreeMap<FieldPath, Json>) -> Map<String, Json> {
    let is_told = |path: &FieldPath, origin: Origin| {
        origin != Origin::Typed && values.contains_key(path) && is_nameable(*path)
    };
    let told = file.origins.iter().filter(|(path, origin)| is_told(path, **origin));
    told.map(|(path, origin)| (path.to_string(), json!(origin.name()))).collect()
}

/// Whether a file has a place for such a value.
fn is_nameable(path: FieldPath) -> bool {
    path.leaf().is_some() && !matches!(path.owner, FieldOwner::Tunnel(0) | FieldOwner::Tag(0))
}

/// Everything to be written, in the order of places and of the catalogue.
fn values(file: &DraftFile, keys: Keys) -> BTreeMap<FieldPath, Json> {
    let reference =
        |(path, reference, _): &(FieldPath, KeyReference, _)| (*path, reference.to_json());
    let mut values: BTreeMap<FieldPath, Json> = file.references.iter().map(reference).collect();
    // A key typed over a reference is the newer of the two.
    values.extend(
        file.draft.present_paths().filter_map(|path| Some((path, typed(&file.draft, path, keys)?))),
    );
    values
}

fn typed(draft: &Draft, path: FieldPath, keys: Keys) -> Option<Json> {
    match draft.key(path) {
        None => Some(written(path, draft.text(path)?)),
        Some((_, KeyStorage::Elsewhere)) => None,
        Some(_) if keys == Keys::Masked => Some(json!(MASK)),
        Some((key, KeyStorage::InDraft)) => Some(json!(key.expose())),
    }
}

/// A switch or number that reads back as the very same text goes in as one; all else as text.
///
/// Inside single mode's JSON texts the API reference has numbers for lifetimes only.
fn written(path: FieldPath, text: &str) -> Json {
    match catalogue::field(path.key).kind {
        _ if path.is_in_json_text() && !catalogue::is_json_number(path.key) => json!(text),
        FieldKind::Flag if text == "true" => json!(true),
        FieldKind::Flag if text == "false" => json!(false),
        FieldKind::Seconds(..) | FieldKind::Count | FieldKind::TunnelNumber | FieldKind::Asn => {
            let number = text.parse::<u64>().ok().filter(|number| number.to_string() == text);
            number.map_or_else(|| json!(text), |number| json!(number))
        }
        _ => json!(text),
    }
}

/// Escapes what would act on a terminal or hide there. Outside of JSON's strings all is plain ASCII.
fn spell_out(text: Zeroizing<String>) -> Zeroizing<String> {
    let acts = |character| is_hidden(character) && character != '\n';
    if !text.chars().any(acts) {
        return text;
    }
    let mut plain = Zeroizing::new(String::with_capacity(text.len() * 2));
    for character in text.chars() {
        if acts(character) {
            push_json_escape(&mut plain, character);
        } else {
            plain.push(character);
        }
    }
    plain
}
