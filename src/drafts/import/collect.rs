//! Collects the values of a request, nested or flat, and lists what does not belong.

mod values;

use std::collections::BTreeMap;

use zeroize::Zeroizing;

use crate::connection::catalogue::{self, FieldKind};
use crate::connection::key::is_masked;
use crate::connection::{Draft, FieldOwner, FieldPath, Key, KeyStorage, Mode, Secret};

use super::super::json::PositionedJson;
use super::super::reference::KeyReference;
use super::imported::{Imported, KeyPolicy, Omission, OmissionReason, short};
pub(super) use values::EXPRESSION;
use values::{elsewhere, is_blank, is_map, is_none_word, reference, referred_by};

use super::names::{LONGEST_LIST, Level, NameTarget, NamingDialect, find};
use super::shell::{Expression, Expressions};

/// So many omissions are listed one by one.
const MOST_OMISSIONS: usize = 200;

/// So many of them are compared with all known names.
const MOST_SUGGESTIONS: usize = 20;

/// What has been collected so far.
pub(super) struct Collector<'a> {
    dialect: &'a NamingDialect,
    keys: KeyPolicy,
    expressions: Expressions<'a>,
    pub draft: Draft,
    pub references: Vec<(FieldPath, KeyReference)>,
    /// The names by which the source calls what was carried over.
    pub names: BTreeMap<FieldPath, String>,
    /// The addresses that were given to the connection and its tunnels.
    pub addresses: BTreeMap<FieldOwner, String>,
    /// The roles that tunnels have, and their names.
    roles: BTreeMap<u16, (String, String)>,
    /// Whether this is a connection of a VPN gateway.
    of_gateway: bool,
    omitted: Vec<Omission>,
    more: usize,
}

impl<'a> Collector<'a> {
    pub fn new(dialect: &'a NamingDialect, keys: KeyPolicy) -> Self {
        Self {
            dialect,
            keys,
            expressions: Expressions::default(),
            draft: Draft::with_no_tunnels(Mode::Dual),
            references: Vec::new(),
            names: BTreeMap::new(),
            addresses: BTreeMap::new(),
            roles: BTreeMap::new(),
            of_gateway: false,
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
            NameTarget::Level(Level::Tunnels) => self.draft.tunnels() == 0,
            NameTarget::Level(Level::Tags) => self.draft.tags() == 0,
            NameTarget::Level(Level::Group(group)) => {
                let within = |path: FieldPath| {
                    let own = catalogue::field(path.key).own;
                    path.owner == FieldOwner::Connection
                        && own
                            .and_then(catalogue::ConnectionParam::in_group)
                            .is_some_and(|(name, _)| name == group)
                };
                self.draft.mode() == Mode::Single && !self.draft.present_paths().any(within)
            }
            _ => false,
        }
    }

    /// Whether anything stands there already.
    pub fn has(&self, path: FieldPath) -> bool {
        self.draft.has(path) || self.references.iter().any(|(there, _)| *there == path)
    }

    /// Reads a JSON value that belongs to a level; `at` is its name.
    pub fn level(&mut self, level: Level, at: &str, value: PositionedJson<'_>) {
        let first = value.written().as_bytes().first();
        if let Some(reference) = elsewhere(value) {
            return self.omit(at, OmissionReason::Reference(reference));
        }
        match (first, level) {
            (Some(b'{'), Level::Tags) if is_map(value) => self.tag_map(at, value),
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

    /// Reads tags that are written as a map from key to value.
    fn tag_map(&mut self, at: &str, value: PositionedJson<'_>) {
        for (key, value) in value.members().unwrap_or_default() {
            let shown = format!("{at}.{}", short(&key));
            let number = self.draft.tags().saturating_add(1);
            if number > LONGEST_LIST {
                return self.omit(&shown, OmissionReason::TooMany);
            }
            self.set(FieldPath::tag(number, Key::TagKey), &shown, &key);
            self.leaf(FieldPath::tag(number, Key::TagValue), &shown, value);
        }
    }

    /// Reads a level that is written as a JSON text, as the API has single mode's configurations.
    pub fn text_of(&mut self, level: Level, at: &str, text: &str) {
        if text.is_empty() && self.dialect.reports {
            return;
        }
        match PositionedJson::parse(text) {
            Ok(tree) if tree.written().starts_with(['{', '[']) => self.level(level, at, tree),
            _ if self.expressions.in_text(text).is_some() => {
                self.omit(at, OmissionReason::Expression)
            }
            _ => self.omit(at, OmissionReason::WrongType),
        }
    }

    fn list(&mut self, level: Level, at: &str, value: PositionedJson<'_>) {
        for (number, item) in (1..).zip(value.array().unwrap_or_default()) {
            let at = format!("{at}.{number}");
            if number > LONGEST_LIST {
                return self.omit(&at, OmissionReason::TooMany);
            }
            let inner = if level == Level::Tunnels {
                self.draft.ensure_tunnels(number);
                Level::Tunnel(number)
            } else {
                self.draft.list_tags(number);
                Level::Tag(number)
            };
            self.level(inner, &at, item);
        }
    }

    /// Reads a value under a name that may lead down several levels, `IkeConfig.Psk`.
    pub fn named(&mut self, from: Level, at: &str, name: &str, value: PositionedJson<'_>) {
        let shown = if at.is_empty() { short(name) } else { format!("{at}.{}", short(name)) };
        match find(self.dialect, from, name) {
            NameTarget::Level(level) => self.level(level, &shown, value),
            NameTarget::Leaf(path) => self.leaf(path, &shown, value),
            NameTarget::Address(place) => {
                if let Some(text) = value.string().filter(|text| !text.is_empty()) {
                    self.addresses.insert(place, text);
                }
            }
            NameTarget::Role(number) => {
                self.role(number, &shown, &value.string().unwrap_or_default())
            }
            NameTarget::NoPlace if is_blank(value) => {}
            NameTarget::NoPlace => self.no_place(&shown, &value.string().unwrap_or_default()),
            NameTarget::Nothing => {}
            NameTarget::TooMany => self.omit(&shown, OmissionReason::TooMany),
            NameTarget::Unknown => self.unknown(&shown, name, from, Some(value)),
        }
    }

    /// Reads a text under a flat name, from a query or a command line.
    pub fn flat(&mut self, name: &str, text: &str) {
        let shown = short(name);
        match find(self.dialect, Level::Request, name) {
            NameTarget::Level(level) if !matches!(level, Level::Tunnel(_) | Level::Tag(_)) => {
                self.text_of(level, &shown, text);
            }
            NameTarget::Leaf(path) => self.set(path, &shown, text),
            NameTarget::Address(_) | NameTarget::Nothing => {}
            NameTarget::Role(number) => self.role(number, &shown, text),
            NameTarget::NoPlace => self.no_place(&shown, text),
            NameTarget::TooMany => self.omit(&shown, OmissionReason::TooMany),
            NameTarget::Level(_) | NameTarget::Unknown => {
                self.unknown(&shown, name, Level::Request, None)
            }
        }
    }

    fn no_place(&mut self, shown: &str, text: &str) {
        if !is_none_word(text) {
            self.of_gateway = true;
            self.omit(shown, OmissionReason::NoPlace);
        }
    }

    fn role(&mut self, number: u16, shown: &str, text: &str) {
        if self.draft.tunnels() < number && !self.dialect.reports && number <= LONGEST_LIST {
            self.draft.ensure_tunnels(number);
        }
        self.roles.insert(number, (shown.to_owned(), text.to_owned()));
    }

    /// A tunnel that has a role instead of a number is the first where it is the master, the second
    /// where it is the slave.
    fn number_tunnels(&mut self) {
        for (number, (shown, role)) in std::mem::take(&mut self.roles) {
            let path = FieldPath::tunnel(number, Key::TunnelIndex);
            let index = match role.as_str() {
                "master" => Some("1"),
                "slave" => Some("2"),
                _ => None,
            };
            if let Some(index) = index.filter(|_| !self.has(path) && number <= self.draft.tunnels())
            {
                self.set(path, &shown, index);
            }
            if self.of_gateway || !self.dialect.reports {
                self.omit(&shown, OmissionReason::NoPlace);
            }
        }
    }

    /// Whether a flat name leads to a level, whose value is a list or a configuration.
    pub fn is_level(&self, name: &str) -> bool {
        matches!(find(self.dialect, Level::Request, name), NameTarget::Level(_))
    }

    /// The number of the next entry, where a flat name leads to a list.
    pub fn next_entry(&self, name: &str) -> Option<u16> {
        match find(self.dialect, Level::Request, name) {
            NameTarget::Level(Level::Tunnels) => Some(self.draft.tunnels().saturating_add(1)),
            NameTarget::Level(Level::Tags) => Some(self.draft.tags().saturating_add(1)),
            _ => None,
        }
    }

    /// Says of a value that the source keeps it in a file.
    pub fn in_file(&mut self, name: &str, shown: &str, file: &str) {
        match find(self.dialect, Level::Request, name) {
            _ if self.expressions.in_text(file).is_some() => {
                self.omit(shown, OmissionReason::Expression);
            }
            NameTarget::Leaf(path) if path.key.is_secret() => {
                self.refer(path, shown, KeyReference::File(file.into()));
            }
            NameTarget::Unknown => self.unknown(shown, name, Level::Request, None),
            _ => self.omit(shown, OmissionReason::InFile),
        }
    }

    /// Whether a flat name means anything.
    pub fn knows(&self, name: &str) -> bool {
        !matches!(find(self.dialect, Level::Request, name), NameTarget::Unknown)
    }

    fn unknown(&mut self, shown: &str, name: &str, from: Level, value: Option<PositionedJson<'_>>) {
        if self.dialect.reports && value.is_some_and(is_blank) {
            return;
        }
        let suggests = self.dialect.suggests && self.omitted.len() < MOST_SUGGESTIONS;
        let nearest = suggests.then(|| FieldPath::nearest(name, None)).flatten();
        // A parameter of another configuration is no slip of the pen.
        let is_near = |nearest: &String| {
            let last = nearest.rsplit('.').next().unwrap_or_default();
            let is_flat = from == Level::Request && (name.contains('.') || last == nearest);
            is_flat
                || matches!(find(self.dialect, from, last), NameTarget::Leaf(path) if path.to_string() == *nearest)
        };
        let nearest = nearest.filter(is_near);
        self.omit(shown, OmissionReason::Unknown(nearest));
    }

    fn leaf(&mut self, path: FieldPath, shown: &str, value: PositionedJson<'_>) {
        let written = value.written();
        if let Some(reference) = elsewhere(value) {
            return self.omit(shown, OmissionReason::Reference(reference));
        }
        match written.as_bytes().first() {
            Some(b'n') => {}
            Some(b'"') => match value.string().map(Zeroizing::new) {
                Some(text) if self.dialect.interpolates && text.contains("${") => {
                    self.omit(shown, OmissionReason::Reference(referred_by(&text)));
                }
                Some(text) => self.set(path, shown, &text),
                None => self.omit(shown, OmissionReason::WrongType),
            },
            Some(b'[') if matches!(catalogue::field(path.key).kind, FieldKind::Blocks) => {
                self.blocks(path, shown, value);
            }
            Some(b'{') if path.key.is_secret() => match reference(value) {
                Some(reference) => self.refer(path, shown, reference),
                None => self.omit(shown, OmissionReason::WrongType),
            },
            Some(b'{' | b'[') => self.omit(shown, OmissionReason::WrongType),
            _ => self.set(path, shown, written),
        }
    }

    /// Joins a list of blocks, as tools write what is one text in the request.
    fn blocks(&mut self, path: FieldPath, shown: &str, value: PositionedJson<'_>) {
        let items = value.array().unwrap_or_default();
        if let Some(reference) = items.iter().find_map(|item| elsewhere(*item)) {
            return self.omit(shown, OmissionReason::Reference(reference));
        }
        let items: Option<Vec<String>> = items.into_iter().map(PositionedJson::string).collect();
        match items {
            Some(items)
                if self.dialect.interpolates && items.iter().any(|item| item.contains("${")) =>
            {
                self.omit(shown, OmissionReason::Reference(None));
            }
            Some(items) => self.set(path, shown, &items.join(",")),
            None => self.omit(shown, OmissionReason::WrongType),
        }
    }

    /// Writes a value.
    pub fn set(&mut self, path: FieldPath, shown: &str, text: &str) {
        if self.is_absent(path, text) {
            return;
        }
        if self.has(path) {
            return self.omit(shown, OmissionReason::Duplicate);
        }
        match self.expressions.in_text(text) {
            Some(Expression::Variable(name)) if path.key.is_secret() => {
                let reference = KeyReference::Env(name.clone());
                return self.refer(path, shown, reference);
            }
            Some(_) => return self.omit(shown, OmissionReason::Expression),
            None if path.key.is_secret() => return self.key(path, shown, Secret::new(text)),
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
            self.draft.set_key(path, key, KeyStorage::InDraft);
        }
    }

    fn refer(&mut self, path: FieldPath, shown: &str, reference: KeyReference) {
        if self.has(path) {
            return self.omit(shown, OmissionReason::Duplicate);
        }
        match path.owner {
            FieldOwner::Tunnel(number) => self.draft.ensure_tunnels(number),
            FieldOwner::Tag(number) => self.draft.list_tags(number),
            FieldOwner::Connection => {}
        }
        self.names.insert(path, shown.to_owned());
        self.draft.set_unopened(path);
        self.references.push((path, reference));
    }

    fn is_absent(&self, path: FieldPath, text: &str) -> bool {
        let zero_is_none = matches!(
            catalogue::field(path.key).kind,
            FieldKind::Count | FieldKind::Asn | FieldKind::TunnelNumber
        );
        if is_none_word(text) && !matches!(path.key, Key::Name | Key::TagKey | Key::TagValue) {
            return true;
        }
        self.dialect.reports
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
        self.number_tunnels();
        let single = |path: FieldPath| path.fits(Mode::Single) && !path.fits(Mode::Dual);
        let referred = self.references.iter().map(|(path, _)| *path);
        let is_single =
            self.draft.tunnels() == 0 && self.draft.present_paths().chain(referred).any(single);
        self.draft.set_mode(if is_single { Mode::Single } else { Mode::Dual });
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
