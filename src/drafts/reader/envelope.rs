//! The envelope of a draft: its schema version, its name, and what was noted about it.

use crate::connection::{DraftPeer, FieldPath, Initiator, Mode, Origin, message};

use super::super::json::{JsonMember, PositionedJson, TextPosition};
use super::super::migrate::{self, SCHEMA_VERSION};
use super::super::shorten::shorten;
use super::problem::{LONGEST_LIST, ReadProblem};
use super::state::{DraftReader, NAME_MAX};

/// The names in an envelope, in the order they are written.
const ENVELOPE: [&str; 8] =
    ["schema", "name", "mode", "note", "peer", "acknowledged", "origins", "request"];

/// The names in the block about the device at the other end, in the order they are written.
const PEER: [&str; 7] =
    ["platform", "version", "behind_nat", "initiator", "file", "file_time", "tunnels"];

/// The words for where a value came from.
const ORIGINS: &str = "wanted-origin";

/// The words for who begins a negotiation.
const INITIATORS: &str = "wanted-initiator";

/// The schema version that an envelope names, where it can be read; what is wrong with it is told when
/// its turn comes.
fn version_of(entries: &[JsonMember<'_>]) -> u64 {
    let named = entries.iter().find(|entry| entry.name == "schema");
    let number = named.and_then(|entry| entry.value.written().parse().ok());
    number.filter(|number| (1..=SCHEMA_VERSION).contains(number)).unwrap_or(SCHEMA_VERSION)
}

impl DraftReader {
    pub(super) fn file(&mut self, text: &str) {
        if text.trim().is_empty() {
            return self.fail(TextPosition::START, ReadProblem::Empty);
        }
        let tree = match PositionedJson::parse(text) {
            Ok(tree) => tree,
            Err(error) => return self.fail(error.at, ReadProblem::NotJson(error.what)),
        };
        let Some(entries) = tree.object() else {
            return self.expected(tree.at(), message!("part-draft"), "wanted-object");
        };
        let is_envelope =
            entries.iter().any(|entry| matches!(entry.name.as_ref(), "schema" | "request"));
        let (version, entries) =
            if is_envelope { (version_of(&entries), self.once(entries)) } else { (0, entries) };
        self.envelope(tree.at(), migrate::up(version, tree, entries));
    }

    fn envelope(&mut self, at: TextPosition, entries: Vec<JsonMember<'_>>) {
        let mut request = None;
        for JsonMember { name, at, value } in entries {
            match name.as_ref() {
                "schema" => self.schema(value),
                "name" => match value.string() {
                    Some(name) => self.file.name = Some(name),
                    None => self.expected(value.at(), "name", "wanted-text"),
                },
                "mode" => match value.string().as_deref() {
                    Some("dual") => self.mode = Some(Mode::Dual),
                    Some("single") => self.mode = Some(Mode::Single),
                    other => {
                        let found = shorten(other.unwrap_or(value.written()), NAME_MAX);
                        self.fail(value.at(), ReadProblem::Mode(found));
                    }
                },
                "acknowledged" => self.acknowledged(value),
                "origins" => self.origins(value),
                "note" => match value.string() {
                    Some(note) => self.file.note = Some(note),
                    None => self.expected(value.at(), "note", "wanted-text"),
                },
                "peer" => self.peer(value),
                "request" => request = Some(value),
                // For editors, which validate against the schema named there.
                "$schema" => {}
                _ => {
                    let known = ENVELOPE.map(str::to_owned).into_iter();
                    self.unknown(at, &name, message!("part-envelope"), known);
                }
            }
        }
        match request {
            Some(value) => {
                if let Some(entries) = self.object(value, "request") {
                    self.request(entries);
                }
            }
            None => self.fail(at, ReadProblem::NoRequest),
        }
    }

    fn acknowledged(&mut self, value: PositionedJson<'_>) {
        let items = value.array().unwrap_or_default();
        let ids: Vec<String> = items.iter().filter_map(|item| item.string()).collect();
        if items.len() > usize::from(LONGEST_LIST) {
            self.fail(value.at(), ReadProblem::TooMany("acknowledged"));
        } else if ids.len() < items.len() || !value.written().starts_with('[') {
            self.expected(value.at(), "acknowledged", "wanted-rule-ids");
        } else {
            self.file.acknowledged = ids;
        }
    }

    fn origins(&mut self, value: PositionedJson<'_>) {
        for JsonMember { name, at, value } in self.object(value, "origins").unwrap_or_default() {
            let Some(path) = FieldPath::from_wire(&name) else {
                let names = FieldPath::all(2, 1).map(|path| path.to_string());
                self.unknown(at, &name, "origins", names);
                continue;
            };
            match value.string().as_deref().and_then(Origin::from_name) {
                Some(Origin::Typed) => {}
                Some(origin) => drop(self.file.origins.insert(path, origin)),
                None => self.expected(value.at(), message!("part-origin", field = path), ORIGINS),
            }
        }
    }

    fn peer(&mut self, value: PositionedJson<'_>) {
        let Some(entries) = self.object(value, "peer") else { return };
        let mut peer = DraftPeer::default();
        for JsonMember { name, at: place, value } in entries {
            let text = value.string().filter(|text| !text.is_empty());
            match (name.as_ref(), text) {
                ("platform", Some(text)) => peer.platform = text,
                ("version", Some(text)) => peer.version = Some(text),
                ("file", Some(text)) => peer.file = Some(text),
                ("platform" | "version" | "file", None) => {
                    self.expected(value.at(), format!("peer.{name}"), "wanted-text");
                }
                ("behind_nat", _) => match value.written() {
                    "true" => peer.behind_nat = Some(true),
                    "false" => peer.behind_nat = Some(false),
                    _ => self.expected(value.at(), "peer.behind_nat", "wanted-flag"),
                },
                ("initiator", text) => match text.as_deref().and_then(Initiator::from_name) {
                    Some(initiator) => peer.initiator = Some(initiator),
                    None => self.expected(value.at(), "peer.initiator", INITIATORS),
                },
                ("file_time", _) => match value.written().parse() {
                    Ok(seconds) => peer.file_time = Some(seconds),
                    Err(_) => self.expected(value.at(), "peer.file_time", "wanted-time"),
                },
                ("tunnels", _) => self.peer_tunnels(value, &mut peer),
                _ => self.unknown(place, &name, "peer", PEER.map(str::to_owned).into_iter()),
            }
        }
        if peer.platform.is_empty() {
            self.expected(value.at(), "peer", "wanted-peer");
        }
        self.file.peer = Some(peer);
    }

    fn peer_tunnels(&mut self, value: PositionedJson<'_>, peer: &mut DraftPeer) {
        let entries = self.object(value, "peer.tunnels").unwrap_or_default();
        for JsonMember { name, value, .. } in entries {
            let number = name.parse().ok();
            let number = number.filter(|number: &u16| *number > 0 && number.to_string() == name);
            let tunnel = match value.written() {
                "null" => Some(None),
                _ => value.string().filter(|text| !text.is_empty()).map(Some),
            };
            match (number, tunnel) {
                (Some(number), Some(tunnel)) => drop(peer.tunnels.insert(number, tunnel)),
                _ => self.expected(value.at(), "peer.tunnels", "wanted-device-tunnel"),
            }
        }
    }

    fn schema(&mut self, value: PositionedJson<'_>) {
        match value.written().parse::<u64>() {
            Ok(1..=SCHEMA_VERSION) => {}
            Ok(found) if found > SCHEMA_VERSION => {
                self.fail(value.at(), ReadProblem::Newer(found.to_string()));
            }
            _ => self.expected(value.at(), "schema", "wanted-schema"),
        }
    }
}
