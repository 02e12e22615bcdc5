//! What a person typed: text, right or wrong, so that it can be saved half way.

use std::collections::BTreeMap;

use super::catalogue::{self, FieldCondition};
use super::field::{FieldOwner, FieldPath, Key, Mode};
use super::secret::Secret;

/// Where a pre-shared key stands while the draft lies on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyStorage {
    /// In the draft itself, for everybody to read.
    InDraft,
    /// Elsewhere: the draft holds a reference, or the key was typed and never written.
    Elsewhere,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum DraftValue {
    Open(String),
    Key(Secret, KeyStorage),
    /// A key stands there, and nobody has opened it yet.
    Unopened,
}

/// A request as typed: a mode, how many tunnels and tags it lists, and a text for each value present.
///
/// An absent value and an empty text are not the same: the first is not sent, the second is. The
/// next step is [`super::check`], which names every problem, and [`super::Connection::from_draft`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    mode: Mode,
    tunnels: u16,
    tags: u16,
    values: BTreeMap<FieldPath, DraftValue>,
}

impl Default for Draft {
    fn default() -> Self {
        Self::new(Mode::Dual)
    }
}

impl Draft {
    /// An empty draft; dual mode has its two tunnels from the start.
    pub fn new(mode: Mode) -> Self {
        let tunnels = if mode == Mode::Dual { 2 } else { 0 };
        Self { mode, tunnels, tags: 0, values: BTreeMap::new() }
    }

    /// A draft that lists no tunnel yet, for readers that find out as they go.
    pub fn with_no_tunnels(mode: Mode) -> Self {
        Self { mode, tunnels: 0, tags: 0, values: BTreeMap::new() }
    }

    /// Dual-tunnel or single-tunnel.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// Switches the mode and leaves every value where it is; the rules name what does not fit.
    pub fn set_mode(&mut self, mode: Mode) {
        self.mode = mode;
    }

    /// How many entries `TunnelOptionsSpecification` has, empty ones included.
    pub fn tunnels(&self) -> u16 {
        self.tunnels
    }

    /// How many entries `Tags` has, empty ones included.
    pub fn tags(&self) -> u16 {
        self.tags
    }

    /// Makes sure that at least so many tunnels are listed.
    pub fn ensure_tunnels(&mut self, count: u16) {
        self.tunnels = self.tunnels.max(count);
    }

    /// Makes sure that at least so many tags are listed.
    pub fn list_tags(&mut self, count: u16) {
        self.tags = self.tags.max(count);
    }

    /// Drops every tunnel after the first `count`, with its values.
    pub fn truncate_tunnels(&mut self, count: u16) {
        self.tunnels = self.tunnels.min(count);
        self.values.retain(|path, _| !matches!(path.owner, FieldOwner::Tunnel(n) if n > count));
    }

    /// Writes a value; a key's text is taken into custody as a [`Secret`].
    pub fn set(&mut self, path: FieldPath, text: impl Into<String>) {
        let text = text.into();
        if path.key.is_secret() {
            self.set_key(path, Secret::new(text), KeyStorage::InDraft);
        } else {
            self.put(path, DraftValue::Open(text));
        }
    }

    /// Writes a pre-shared key and where it is kept.
    pub fn set_key(&mut self, path: FieldPath, key: Secret, kept: KeyStorage) {
        self.put(path, DraftValue::Key(key, kept));
    }

    /// Notes that a pre-shared key stands there whose text is not known: sealed, or to be fetched or
    /// asked for when the request is sent.
    pub fn set_unopened(&mut self, path: FieldPath) {
        self.put(path, DraftValue::Unopened);
    }

    fn put(&mut self, path: FieldPath, typed: DraftValue) {
        match path.owner {
            FieldOwner::Tunnel(number) => self.ensure_tunnels(number),
            FieldOwner::Tag(number) => self.list_tags(number),
            FieldOwner::Connection => {}
        }
        self.values.insert(path, typed);
    }

    /// Makes a value absent.
    pub fn remove(&mut self, path: FieldPath) {
        self.values.remove(&path);
    }

    /// Drops tag `number` and moves the later ones up.
    pub fn remove_tag(&mut self, number: u16) {
        if number == 0 || number > self.tags {
            return;
        }
        self.tags -= 1;
        self.values = std::mem::take(&mut self.values)
            .into_iter()
            .filter(|(path, _)| path.owner != FieldOwner::Tag(number))
            .map(|(path, typed)| match path.owner {
                FieldOwner::Tag(n) if n > number => (FieldPath::tag(n - 1, path.key), typed),
                _ => (path, typed),
            })
            .collect();
    }

    /// The text of a value; `None` when it is absent or a secret.
    pub fn text(&self, path: FieldPath) -> Option<&str> {
        match self.values.get(&path)? {
            DraftValue::Open(text) => Some(text),
            DraftValue::Key(..) | DraftValue::Unopened => None,
        }
    }

    /// A pre-shared key and where it is kept; `None` also where one stands that nobody has opened.
    pub fn key(&self, path: FieldPath) -> Option<(&Secret, KeyStorage)> {
        match self.values.get(&path)? {
            DraftValue::Open(_) | DraftValue::Unopened => None,
            DraftValue::Key(key, kept) => Some((key, *kept)),
        }
    }

    /// Whether a pre-shared key stands there whose text is not known.
    pub fn is_key_unresolved(&self, path: FieldPath) -> bool {
        matches!(self.values.get(&path), Some(DraftValue::Unopened))
    }

    /// The pre-shared keys whose text is not known.
    pub fn unopened(&self) -> impl Iterator<Item = FieldPath> {
        self.present_paths().filter(|path| self.is_key_unresolved(*path))
    }

    /// The region; empty where none is chosen.
    pub fn region(&self) -> &str {
        self.text(FieldPath::connection(Key::RegionId)).unwrap_or_default().trim()
    }

    /// Whether anything stands there, be it an empty text.
    pub fn has(&self, path: FieldPath) -> bool {
        self.values.contains_key(&path)
    }

    /// The addresses of all values present, in the order of places and keys.
    pub fn present_paths(&self) -> impl Iterator<Item = FieldPath> {
        self.values.keys().copied()
    }

    /// Where this key stands in this mode: the connection in single mode, each tunnel in dual.
    pub fn paths_of(&self, key: Key) -> Vec<FieldPath> {
        let field = catalogue::field(key);
        let own = FieldPath::connection(key);
        if own.fits(self.mode) {
            return vec![own];
        }
        match self.mode {
            Mode::Dual if field.tunnel.is_some() => {
                (1..=self.tunnels).map(|number| FieldPath::tunnel(number, key)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The value that will apply: what stands there, or else the service's default of this mode.
    pub fn effective(&self, path: FieldPath) -> Option<&str> {
        self.text(path).or_else(|| catalogue::field(path.key).default.of(self.mode))
    }

    /// Whether this field means anything here: its mode knows it and its switch is on.
    pub fn applies(&self, path: FieldPath) -> bool {
        let listed = match path.owner {
            FieldOwner::Connection => true,
            FieldOwner::Tunnel(number) => number <= self.tunnels,
            FieldOwner::Tag(number) => number <= self.tags,
        };
        listed && path.fits(self.mode) && self.meets(catalogue::field(path.key).applies)
    }

    /// Whether what a parameter depends on is switched on.
    pub fn meets(&self, condition: FieldCondition) -> bool {
        match condition {
            FieldCondition::Always => true,
            FieldCondition::WithBgp => self.wants_bgp(),
            FieldCondition::WithHealthCheck => self.wants_health_check(),
        }
    }

    /// Whether BGP is switched on.
    pub fn wants_bgp(&self) -> bool {
        let switch = match self.mode {
            Mode::Dual => Key::EnableTunnelsBgp,
            Mode::Single => Key::EnableBgp,
        };
        self.text(FieldPath::connection(switch)).is_some_and(is_true)
    }

    /// Whether the health check is switched on.
    pub fn wants_health_check(&self) -> bool {
        self.text(FieldPath::connection(Key::HealthEnable)).is_some_and(is_true)
    }
}

/// `true` in any case, as the service reads it (the official Python SDK sends `True`).
pub fn is_true(text: &str) -> bool {
    text.eq_ignore_ascii_case("true")
}

/// `false` in any case.
pub fn is_false(text: &str) -> bool {
    text.eq_ignore_ascii_case("false")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_taken_into_custody() {
        let mut draft = Draft::default();
        let path = FieldPath::tunnel(1, Key::Psk);
        draft.set(path, "kT7mPq2vXw9bRd4c");
        assert_eq!(draft.text(path), None);
        assert!(!format!("{draft:?}").contains("kT7m"));
    }

    #[test]
    fn a_tag_in_the_middle_goes_and_the_rest_moves_up() {
        let mut draft = Draft::default();
        for (number, key) in [(1, "a"), (2, "b"), (3, "c")] {
            draft.set(FieldPath::tag(number, Key::TagKey), key);
        }
        draft.remove_tag(2);
        assert_eq!(draft.tags(), 2);
        assert_eq!(draft.text(FieldPath::tag(2, Key::TagKey)), Some("c"));
    }
}
