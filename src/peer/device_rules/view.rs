//! A draft as the facts about devices ask for it.

use crate::connection::{Draft, FieldPath, Key, Mode, Secret};

/// A draft, field by field.
pub(super) struct DraftView<'a> {
    draft: &'a Draft,
}

impl<'a> DraftView<'a> {
    pub(super) fn new(draft: &'a Draft) -> Self {
        Self { draft }
    }

    /// The places where one of these fields has a value that does not do.
    pub(super) fn breaking(&self, keys: &[Key], breaks: fn(Key, &str) -> bool) -> Vec<FieldPath> {
        let paths = keys.iter().flat_map(|key| self.paths(*key));
        paths
            .filter(|path| {
                self.draft.effective(*path).is_some_and(|text| breaks(path.key, text.trim()))
            })
            .collect()
    }

    /// Where a field stands: once for each tunnel, or on the connection.
    pub(super) fn paths(&self, key: Key) -> Vec<FieldPath> {
        let own = FieldPath::connection(key);
        if own.fits(self.draft.mode()) {
            return vec![own];
        }
        let count = if self.draft.mode() == Mode::Dual { self.draft.tunnels().min(2) } else { 0 };
        (1..=count)
            .map(|number| FieldPath::tunnel(number, key))
            .filter(|path| path.fits(self.draft.mode()))
            .collect()
    }

    /// The first place of a field.
    pub(super) fn first(&self, key: Key) -> FieldPath {
        self.paths(key).first().copied().unwrap_or_else(|| FieldPath::connection(key))
    }

    /// The value at the place of another field's tunnel.
    pub(super) fn sibling(&self, path: FieldPath, key: Key) -> Option<&'a str> {
        let beside = FieldPath { owner: path.owner, key };
        self.draft.effective(beside).or_else(|| self.draft.effective(FieldPath::connection(key)))
    }

    /// How many blocks a list has.
    pub(super) fn blocks(&self, key: Key) -> usize {
        let text = self.draft.text(FieldPath::connection(key)).unwrap_or_default();
        text.split(',').filter(|part| !part.trim().is_empty()).count()
    }

    /// Whether routes decide: a side is everything.
    pub(super) fn is_routed(&self) -> bool {
        let all = |key| {
            self.draft
                .text(FieldPath::connection(key))
                .is_some_and(|text| text.trim() == "0.0.0.0/0")
        };
        all(Key::LocalSubnet) || all(Key::RemoteSubnet)
    }

    /// Whether BGP is on.
    pub(super) fn has_bgp(&self) -> bool {
        self.draft.wants_bgp()
    }

    /// The name of the connection, in characters.
    pub(super) fn name_length(&self) -> usize {
        self.draft.text(FieldPath::connection(Key::Name)).unwrap_or_default().chars().count()
    }

    /// The first place of a key that this says of.
    pub(super) fn first_key_where(&self, is_bad: fn(&Secret) -> bool) -> Option<FieldPath> {
        self.paths(Key::Psk)
            .into_iter()
            .find(|path| self.draft.key(*path).is_some_and(|(key, _)| is_bad(key)))
    }
}

/// Each of them once.
pub(super) fn list<'a>(values: impl Iterator<Item = &'a str>) -> String {
    let mut all: Vec<&str> = Vec::new();
    for value in values {
        if !all.contains(&value) {
            all.push(value);
        }
    }
    all.join(", ")
}
