//! Gathers the values of a request, nested or flat, and lists what does not belong.

use std::collections::BTreeMap;

use zeroize::Zeroizing;

use crate::connection::catalogue::{self, Kind};
use crate::connection::key::is_masked;
use crate::connection::{Draft, FieldOwner, FieldPath, Key, KeyCustody, Mode, Secret};

use super::super::json::Tree;
use super::super::reference::KeyReference;
use super::imported::{Imported, KeyPolicy, Omission, OmissionReason, short};
use super::names::{Dialect, Found, LONGEST_LIST, Level, find};
use super::shell::{Expression, Expressions};

/// So many omissions are listed one by one.
const MOST_OMISSIONS: usize = 200;

/// So many of them are compared with all known names.
const MOST_SUGGESTIONS: usize = 20;

/// What has been gathered so far.
pub(super) struct Collector<'a> {
    dialect: &'a Dialect,
    keys: KeyPolicy,
    expressions: Expressions<'a>,
    pub draft: Draft,
    pub references: Vec<(FieldPath, KeyReference)>,
    /// The names by which the source calls what was carried over.
    pub names: BTreeMap<FieldPath, String>,
    /// The addresses that were given to the connection and its tunnels.
    pub addresses: BTreeMap<FieldOwner, String>,
    omitted: Vec<Omission>,
    more: usize,
}

impl<'a> Collector<'a> {
    pub fn new(dialect: &'a Dialect, keys: KeyPolicy) -> Self {
        Self {
            dialect,
            keys,
            expressions: Expressions::default(),
            draft: Draft::bare(Mode::Dual),
            references: Vec::new(),
            names: BTreeMap::new(),
            addresses: BTreeMap::new(),
            omitted: Vec::new(),
            more: 0,
        }
    }

    /// Texts may hold marks for these expressions of a shell.
    pub fn with(mut self, expressions: Expressions<'a>) -> Self {
        self.expressions = expressions;
        self
    }

    /// Lists something that is not carried over.
    pub fn omit(&mut self, name: &str, reason: OmissionReason) {
        if self.omitted.len() < MOST_OMISSIONS {
            self.omitted.push(Omission { name: short(name), reason });
        } else {
            self.more += 1;
        }
    }

    /// How many keys were not carried over.
    pub fn omitted_keys(&self) -> usize {
        let is_key = |omission: &&Omission| {
            matches!(omission.reason, OmissionReason::KeyHeldBack | OmissionReason::KeyMasked)
        };
        self.omitted.iter().filter(is_key).count()
    }

    /// Whether something of this name was not carried over.
    pub fn has_omitted(&self, name: &str) -> bool {
        let name = short(name);
        self.omitted.iter().any(|omission| omission.name == name)
    }

    /// Whether a flat name leads to a list or a configuration that this mode has, and that is empty.
    pub fn lacks_level(&self, name: &str) -> bool {
        match find(self.dialect, Level::Request, name) {
            Found::Level(Level::Tunnels) => self.draft.tunnels() == 0,
            Found::Level(Level::Tags) => self.draft.tags() == 0,
            Found::Level(Level::Group(group)) => {
                let within = |path: FieldPath| {
                    let own = catalogue::field(path.key).own;
                    path.owner == FieldOwner::Connection
                        && own
                            .and_then(catalogue::Own::in_group)
                            .is_some_and(|(name, _)| name == group)
                };
                self.draft.mode() == Mode::Single && !self.draft.present().any(within)
            }
            _ => false,
        }
    }

    /// Whether anything stands there already.
    pub fn has(&self, path: FieldPath) -> bool {
        self.draft.has(path) || self.references.iter().any(|(there, _)| *there == path)
    }

    /// Reads a JSON value that belongs to a level; `at` is its name.
    pub fn level(&mut self, level: Level, at: &str, value: Tree<'_>) {
        let first = value.written().as_bytes().first();
        match (first, level) {
            (Some(b'{'), _) => {
                for (name, value) in value.members().unwrap_or_default() {
                    self.named(level, at, &name, value);
                }
            }
            (Some(b'['), Level::Tunnels | Level::Tags) => self.list(level, at, value),
            // Terraform writes a block that may stand once as a list.
            (Some(b'['), Level::Group(_) | Level::Part(..)) => match value.array().as_deref() {
                Some([]) => {}
                Some([item]) if item.written().starts_with('{') => self.level(level, at, *item),
                _ => self.omit(at, OmissionReason::WrongType),
            },
            (Some(b'"'), Level::Group(_) | Level::Tunnels | Level::Tags) => {
                let text = Zeroizing::new(value.string().unwrap_or_default());
                self.text_of(level, at, &text);
            }
            // Absent, in other words.
            (Some(b'n'), _) => {}
            _ => self.omit(at, OmissionReason::WrongType),
        }
    }

    /// Reads a level that is written as a JSON text, as the API has single mode's configurations.
    pub fn text_of(&mut self, level: Level, at: &str, text: &str) {
        if text.is_empty() && self.dialect.fills_blanks {
            return;
        }
        match Tree::parse(text) {
            Ok(tree) if tree.written().starts_with(['{', '[']) => self.level(level, at, tree),
            _ if self.expressions.in_text(text).is_some() => {
                self.omit(at, OmissionReason::Expression)
            }
            _ => self.omit(at, OmissionReason::WrongType),
        }
    }

    fn list(&mut self, level: Level, at: &str, value: Tree<'_>) {
        for (number, item) in (1..).zip(value.array().unwrap_or_default()) {
            let at = format!("{at}.{number}");
            if number > LONGEST_LIST {
                return self.omit(&at, OmissionReason::TooMany);
            }
            let inner = if level == Level::Tunnels {
                self.draft.list_tunnels(number);
                Level::Tunnel(number)
            } else {
                self.draft.list_tags(number);
                Level::Tag(number)
            };
            self.level(inner, &at, item);
        }
    }

    /// Reads a value under a name that may lead down several levels, `IkeConfig.Psk`.
    pub fn named(&mut self, from: Level, at: &str, name: &str, value: Tree<'_>) {
        let shown = if at.is_empty() { short(name) } else { format!("{at}.{}", short(name)) };
        match find(self.dialect, from, name) {
            Found::Level(level) => self.level(level, &shown, value),
            Found::Leaf(path) => self.leaf(path, &shown, value),
            Found::Address(place) => {
                if let Some(text) = value.string().filter(|text| !text.is_empty()) {
                    self.addresses.insert(place, text);
                }
            }
            Found::Nothing => {}
            Found::TooMany => self.omit(&shown, OmissionReason::TooMany),
            Found::Unknown => self.unknown(&shown, name, Some(value)),
        }
    }

    /// Reads a text under a flat name, from a query or a command line.
    pub fn flat(&mut self, name: &str, text: &str) {
        let shown = short(name);
        match find(self.dialect, Level::Request, name) {
            Found::Level(level) if !matches!(level, Level::Tunnel(_) | Level::Tag(_)) => {
                self.text_of(level, &shown, text);
            }
            Found::Leaf(path) => self.set(path, &shown, text),
            Found::Address(_) | Found::Nothing => {}
            Found::TooMany => self.omit(&shown, OmissionReason::TooMany),
            Found::Level(_) | Found::Unknown => self.unknown(&shown, name, None),
        }
    }

    /// Whether a flat name means anything.
    pub fn knows(&self, name: &str) -> bool {
        !matches!(find(self.dialect, Level::Request, name), Found::Unknown)
    }

    fn unknown(&mut self, shown: &str, name: &str, value: Option<Tree<'_>>) {
        let is_blank = |value: Tree<'_>| matches!(value.written(), "\"\"" | "null" | "[]" | "{}");
        if self.dialect.fills_blanks && value.is_some_and(is_blank) {
            return;
        }
        let suggests = self.dialect.suggests && self.omitted.len() < MOST_SUGGESTIONS;
        let nearest = suggests.then(|| FieldPath::nearest(name, None)).flatten();
        self.omit(shown, OmissionReason::Unknown(nearest));
    }

    fn leaf(&mut self, path: FieldPath, shown: &str, value: Tree<'_>) {
        let written = value.written();
        match written.as_bytes().first() {
            Some(b'n') => {}
            Some(b'"') => match value.string().map(Zeroizing::new) {
                Some(text) => self.set(path, shown, &text),
                None => self.omit(shown, OmissionReason::WrongType),
            },
            Some(b'{') if is_key(path) => match reference(value) {
                Some(reference) => self.refer(path, shown, reference),
                None => self.omit(shown, OmissionReason::WrongType),
            },
            Some(b'{' | b'[') => self.omit(shown, OmissionReason::WrongType),
            _ => self.set(path, shown, written),
        }
    }

    /// Writes a value.
    pub fn set(&mut self, path: FieldPath, shown: &str, text: &str) {
        if self.is_blank(path, text) {
            return;
        }
        if self.has(path) {
            return self.omit(shown, OmissionReason::Duplicate);
        }
        match self.expressions.in_text(text) {
            Some(Expression::Variable(name)) if is_key(path) => {
                let reference = KeyReference::Env(name.clone());
                return self.refer(path, shown, reference);
            }
            Some(_) => return self.omit(shown, OmissionReason::Expression),
            None if is_key(path) => return self.key(path, shown, Secret::new(text)),
            None => {}
        }
        self.names.insert(path, shown.to_owned());
        self.draft.set(path, text);
    }

    /// Writes a pre-shared key, if keys come along.
    pub fn key(&mut self, path: FieldPath, shown: &str, key: Secret) {
        if is_masked(&key) {
            self.omit(shown, OmissionReason::KeyMasked);
        } else if self.keys == KeyPolicy::LeaveOut {
            self.omit(shown, OmissionReason::KeyHeldBack);
        } else {
            self.names.insert(path, shown.to_owned());
            self.draft.set_key(path, key, KeyCustody::InDraft);
        }
    }

    fn refer(&mut self, path: FieldPath, shown: &str, reference: KeyReference) {
        if self.has(path) {
            return self.omit(shown, OmissionReason::Duplicate);
        }
        match path.owner {
            FieldOwner::Tunnel(number) => self.draft.list_tunnels(number),
            FieldOwner::Tag(number) => self.draft.list_tags(number),
            FieldOwner::Connection => {}
        }
        self.names.insert(path, shown.to_owned());
        self.draft.set_unopened(path);
        self.references.push((path, reference));
    }

    fn is_blank(&self, path: FieldPath, text: &str) -> bool {
        let zero_is_none =
            matches!(catalogue::field(path.key).kind, Kind::Count | Kind::Asn | Kind::TunnelNumber);
        self.dialect.fills_blanks
            && (text.is_empty() && path.key != Key::TagValue || text == "0" && zero_is_none)
    }

    /// Takes a value back, with a reason if it is worth one.
    pub fn withdraw(&mut self, path: FieldPath, reason: Option<OmissionReason>) {
        self.draft.remove(path);
        self.references.retain(|(there, _)| *there != path);
        let name = self.names.remove(&path).unwrap_or_else(|| path.to_string());
        if let Some(reason) = reason {
            self.omit(&name, reason);
        }
    }

    /// Settles the mode by what is there: tunnels make a request dual, settings that no dual one has
    /// make it single, and what is left is a new draft, which is dual.
    pub fn infer_mode(&mut self) {
        let single = |path: FieldPath| path.fits(Mode::Single) && !path.fits(Mode::Dual);
        let referred = self.references.iter().map(|(path, _)| *path);
        let is_single =
            self.draft.tunnels() == 0 && self.draft.present().chain(referred).any(single);
        self.draft.switch(if is_single { Mode::Single } else { Mode::Dual });
    }

    /// What has come together.
    pub fn finish(mut self) -> Imported {
        if self.more > 0 {
            self.omitted
                .push(Omission { name: "…".to_owned(), reason: OmissionReason::More(self.more) });
        }
        let (draft, references, omitted) = (self.draft, self.references, self.omitted);
        let mut imported = Imported { name: None, draft, references, omitted };
        imported.note_missing_region();
        imported
    }
}

/// Whether a pre-shared key stands there.
pub(super) fn is_key(path: FieldPath) -> bool {
    matches!(catalogue::field(path.key).kind, Kind::Key(_))
}

fn reference(value: Tree<'_>) -> Option<KeyReference> {
    let members = value.members()?;
    let [(name, value)] = &members[..] else { return None };
    let text = value.string()?;
    match name.as_ref() {
        "env" => Some(KeyReference::Env(text)),
        "file" => Some(KeyReference::File(text.into())),
        _ => None,
    }
}
