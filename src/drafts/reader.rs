//! Reads a draft file: an envelope with a schema version, or the request part alone.

use std::collections::BTreeMap;
use std::fmt;

use crate::connection::{
    Draft, FieldOwner, FieldPath, Key, KeyCustody, Mode, Origin, Secret, TAGS, TUNNELS, catalogue,
    closest,
};

use super::json::{At, JsonMember, Tree};
use super::migrate;
use super::reference::{KeyReference, Misformed};

/// The newest schema version this program reads and the one it writes.
pub const SCHEMA: u64 = 1;

/// The names in an envelope, in the order they are written.
pub(super) const ENVELOPE: [&str; 7] =
    ["schema", "name", "mode", "note", "acknowledged", "origins", "request"];

/// Lists longer than this are not read; the service takes 2 tunnels and 20 tags.
const LONGEST_LIST: u16 = 1000;

/// More errors than this are counted and not told one by one.
const MOST_ERRORS: usize = 1000;

/// So many unknown names are compared with all known ones: the work for a file full of them, and
/// nobody reads further.
const MOST_SUGGESTIONS: usize = 20;

/// The words for where a value came from.
const ORIGINS: &str = "typed, preset, default, copied, suggested or imported";

/// The forms a pre-shared key may have.
const KEY_FORMS: &str = "a text, {\"sealed\": \"…\", \"for\": [\"age1…\"]}, {\"env\": \"NAME\"}, \
     {\"file\": \"PATH\"}, {\"command\": [\"PROGRAM\", …]} or {\"ask\": true}";

/// A draft as it stands in a file.
#[derive(Clone, Debug)]
pub struct DraftFile {
    /// What the engineer calls it; not the name of the connection.
    pub name: Option<String>,
    /// The request as typed. Keys that are only referred to stand there unopened; see
    /// [`super::resolve`].
    pub draft: Draft,
    /// The keys that are sealed or stand elsewhere, and where the reference stands; they stay here
    /// once they are opened, so that the draft can be written as it was.
    pub references: Vec<(FieldPath, KeyReference, At)>,
    /// The ids of the findings that its author has seen and lives with.
    pub acknowledged: Vec<String>,
    /// Where values came from; one that is not listed was typed.
    pub origins: BTreeMap<FieldPath, Origin>,
    /// What its author wants remembered about it.
    pub note: Option<String>,
}

impl DraftFile {
    /// Whether a key stands in it in plain text.
    pub fn holds_keys(&self) -> bool {
        let mut keys = self.draft.present().filter_map(|path| self.draft.key(path));
        keys.any(|(key, kept)| kept == KeyCustody::InDraft && !key.is_empty())
    }
}

impl From<Draft> for DraftFile {
    /// A file that holds nothing but the request.
    fn from(draft: Draft) -> Self {
        Self {
            name: None,
            draft,
            references: Vec::new(),
            acknowledged: Vec::new(),
            origins: BTreeMap::new(),
            note: None,
        }
    }
}

/// Something in the file that is not as the format wants it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// Where.
    pub at: At,
    /// What.
    pub problem: Problem,
}

/// What can be wrong with the form of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Nothing but white space.
    Empty,
    /// Not JSON.
    NotJson(String),
    /// Another kind of JSON value than the format wants here.
    Expected {
        /// The field or part.
        what: String,
        /// What it should be.
        wanted: &'static str,
    },
    /// A name that is no field here.
    Unknown {
        /// The name.
        name: String,
        /// Where it stands: `the request`, `a tunnel`, ….
        within: String,
        /// The known name most like it.
        nearest: Option<String>,
    },
    /// A name that stands there twice.
    Twice(String),
    /// A schema version this program does not know.
    Newer(String),
    /// A mode other than `dual` and `single`.
    Mode(String),
    /// A reference to a key with something wrong in it.
    Key {
        /// The field.
        field: FieldPath,
        /// What; never anything of the key.
        why: String,
    },
    /// More entries than any request can have.
    TooMany(&'static str),
    /// A request part that is missing from an envelope.
    NoRequest,
    /// Not told one by one: how many more.
    More(usize),
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => formatter.write_str("the file is empty; a draft is a JSON object"),
            Self::NotJson(what) => write!(formatter, "not JSON: {what}"),
            Self::Expected { what, wanted } => write!(formatter, "{what} must be {wanted}"),
            Self::Unknown { name, within, nearest } => {
                write!(formatter, "unknown field {name:?} in {within}")?;
                match nearest {
                    Some(nearest) => write!(formatter, "; did you mean {nearest:?}?"),
                    None => formatter.write_str("; remove it or correct its name"),
                }
            }
            Self::Twice(name) => {
                write!(formatter, "field {name:?} stands here twice; keep one of them")
            }
            Self::Newer(found) => write!(
                formatter,
                "schema {found} is not known here, this program reads up to {SCHEMA}; \
                 use a newer tunnelsmith or export the draft again"
            ),
            Self::Mode(found) => {
                write!(formatter, "mode {found:?} is neither \"dual\" nor \"single\"")
            }
            Self::Key { field, why } => write!(formatter, "{field}: {why}"),
            Self::TooMany(list) => {
                write!(formatter, "{list} has more than {LONGEST_LIST} entries")
            }
            Self::NoRequest => {
                formatter.write_str("the envelope has no \"request\"; put the parameters there")
            }
            Self::More(count) => write!(formatter, "and {count} more problems"),
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.at, self.problem)
    }
}

/// Reads a draft from its text.
///
/// # Errors
/// Everything that is not as the format wants it, each with its place.
pub fn read(text: &str) -> Result<DraftFile, Vec<ReadError>> {
    let mut reader = Reader::default();
    reader.file(text);
    reader.done()
}

/// Where a pre-shared key stands in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct KeyPlace {
    pub(super) field: FieldPath,
    /// The value, or the JSON text in which it stands.
    pub(super) at: At,
    pub(super) in_text: bool,
}

/// Reads a draft, and tells where its keys stand.
pub(super) fn read_keys(text: &str) -> Result<(DraftFile, Vec<KeyPlace>), Vec<ReadError>> {
    let mut reader = Reader::default();
    reader.file(text);
    let keys = std::mem::take(&mut reader.keys);
    reader.done().map(|file| (file, keys))
}

struct Reader {
    draft: Draft,
    name: Option<String>,
    mode: Option<Mode>,
    dual: bool,
    single: bool,
    references: Vec<(FieldPath, KeyReference, At)>,
    keys: Vec<KeyPlace>,
    acknowledged: Vec<String>,
    origins: BTreeMap<FieldPath, Origin>,
    note: Option<String>,
    errors: Vec<ReadError>,
    /// What is left out of `errors`.
    more: usize,
    suggested: usize,
}

impl Default for Reader {
    fn default() -> Self {
        Self {
            draft: Draft::bare(Mode::Dual),
            name: None,
            mode: None,
            dual: false,
            single: false,
            references: Vec::new(),
            keys: Vec::new(),
            acknowledged: Vec::new(),
            origins: BTreeMap::new(),
            note: None,
            errors: Vec::new(),
            more: 0,
            suggested: 0,
        }
    }
}

impl Reader {
    fn done(mut self) -> Result<DraftFile, Vec<ReadError>> {
        if !self.errors.is_empty() {
            self.errors.sort_by_key(|error| error.at);
            if let (Some(last), 1..) = (self.errors.last(), self.more) {
                let (at, problem) = (last.at, Problem::More(self.more));
                self.errors.push(ReadError { at, problem });
            }
            return Err(self.errors);
        }
        let mode = self.mode.unwrap_or_else(|| self.implied_mode());
        self.draft.switch(mode);
        // A value taken out by hand leaves its origin behind, which is no error.
        self.origins.retain(|path, _| self.draft.has(*path));
        Ok(DraftFile {
            name: self.name,
            draft: self.draft,
            references: self.references,
            acknowledged: self.acknowledged,
            origins: self.origins,
            note: self.note,
        })
    }

    fn fail(&mut self, at: At, problem: Problem) {
        if self.errors.len() < MOST_ERRORS {
            self.errors.push(ReadError { at, problem });
        } else {
            self.more += 1;
        }
    }

    fn expected(&mut self, at: At, what: impl Into<String>, wanted: &'static str) {
        self.fail(at, Problem::Expected { what: what.into(), wanted });
    }

    /// The presence of tunnels makes a request dual; only fields that no dual request has make it
    /// single; what is left is a new draft, which is dual.
    fn implied_mode(&self) -> Mode {
        if self.single && !self.dual { Mode::Single } else { Mode::Dual }
    }

    fn file(&mut self, text: &str) {
        if text.trim().is_empty() {
            return self.fail(At::START, Problem::Empty);
        }
        let tree = match Tree::parse(text) {
            Ok(tree) => tree,
            Err(error) => return self.fail(error.at, Problem::NotJson(error.what)),
        };
        let Some(entries) = tree.object() else {
            return self.expected(tree.at(), "a draft", "a JSON object");
        };
        let is_envelope =
            entries.iter().any(|entry| matches!(entry.name.as_ref(), "schema" | "request"));
        let (version, entries) =
            if is_envelope { (SCHEMA, self.once(entries)) } else { (0, entries) };
        self.envelope(tree.at(), migrate::up(version, tree, entries));
    }

    fn envelope(&mut self, at: At, entries: Vec<JsonMember<'_>>) {
        let mut request = None;
        for JsonMember { name, at, value } in entries {
            match name.as_ref() {
                "schema" => self.schema(value),
                "name" => match value.string() {
                    Some(name) => self.name = Some(name),
                    None => self.expected(value.at(), "name", "a text"),
                },
                "mode" => match value.string().as_deref() {
                    Some("dual") => self.mode = Some(Mode::Dual),
                    Some("single") => self.mode = Some(Mode::Single),
                    other => {
                        let found = short(other.unwrap_or(value.written()));
                        self.fail(value.at(), Problem::Mode(found));
                    }
                },
                "acknowledged" => self.acknowledged(value),
                "origins" => self.origins(value),
                "note" => match value.string() {
                    Some(note) => self.note = Some(note),
                    None => self.expected(value.at(), "note", "a text"),
                },
                "request" => request = Some(value),
                // For editors, which validate against the schema named there.
                "$schema" => {}
                _ => {
                    let known = ENVELOPE.map(str::to_owned).into_iter();
                    self.unknown(at, &name, "the envelope", known);
                }
            }
        }
        match request {
            Some(value) => {
                if let Some(entries) = self.object(value, "request") {
                    self.request(entries);
                }
            }
            None => self.fail(at, Problem::NoRequest),
        }
    }

    fn acknowledged(&mut self, value: Tree<'_>) {
        let items = value.array().unwrap_or_default();
        let ids: Vec<String> = items.iter().filter_map(|item| item.string()).collect();
        if items.len() > usize::from(LONGEST_LIST) {
            self.fail(value.at(), Problem::TooMany("acknowledged"));
        } else if ids.len() < items.len() || !value.written().starts_with('[') {
            self.expected(value.at(), "acknowledged", "an array of rule ids");
        } else {
            self.acknowledged = ids;
        }
    }

    fn origins(&mut self, value: Tree<'_>) {
        for JsonMember { name, at, value } in self.object(value, "origins").unwrap_or_default() {
            let Some(path) = FieldPath::from_wire(&name) else {
                let names = FieldPath::all(2, 1).map(|path| path.to_string());
                self.unknown(at, &name, "origins", names);
                continue;
            };
            match value.string().as_deref().and_then(Origin::from_name) {
                Some(Origin::Typed) => {}
                Some(origin) => drop(self.origins.insert(path, origin)),
                None => self.expected(value.at(), format!("the origin of {path}"), ORIGINS),
            }
        }
    }

    fn schema(&mut self, value: Tree<'_>) {
        match value.written().parse::<u64>() {
            Ok(SCHEMA) => {}
            Ok(found) if found > SCHEMA => {
                self.fail(value.at(), Problem::Newer(found.to_string()));
            }
            _ => self.expected(value.at(), "schema", "the number 1"),
        }
    }

    fn request(&mut self, entries: Vec<JsonMember<'_>>) {
        for JsonMember { name, at, value } in entries {
            if name == TUNNELS {
                self.dual = true;
                self.list(value, TUNNELS, Reader::tunnel);
            } else if name == TAGS {
                self.list(value, TAGS, Reader::tag);
            } else if let Some(group) = catalogue::groups().find(|group| *group == name) {
                self.single = true;
                self.group_or_text(group, value);
            } else if let Some(path) = own_field(&name) {
                self.single |= path.fits(Mode::Single) && !path.fits(Mode::Dual);
                self.value(path, value);
            } else {
                self.unknown(at, &name, "the request", request_names());
            }
        }
    }

    fn list(&mut self, value: Tree<'_>, what: &'static str, each: fn(&mut Self, u16, Tree<'_>)) {
        let Some(items) = value.array() else {
            return self.expected(value.at(), what, "an array");
        };
        if items.len() > usize::from(LONGEST_LIST) {
            return self.fail(value.at(), Problem::TooMany(what));
        }
        for (number, item) in (1..).zip(items) {
            each(self, number, item);
        }
    }

    fn tunnel(&mut self, number: u16, item: Tree<'_>) {
        self.draft.list_tunnels(number);
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
                            self.unknown(entry.at, &entry.name, &name, known);
                        }
                    }
                }
            } else {
                self.unknown(at, &name, "a tunnel", tunnel_names());
            }
        }
    }

    fn tag(&mut self, number: u16, item: Tree<'_>) {
        self.draft.list_tags(number);
        let Some(entries) = self.object(item, &format!("{TAGS}.{number}")) else { return };
        for JsonMember { name, at, value } in entries {
            match name.as_ref() {
                "Key" => self.value(FieldPath::tag(number, Key::TagKey), value),
                "Value" => self.value(FieldPath::tag(number, Key::TagValue), value),
                _ => {
                    let known = ["Key", "Value"].map(str::to_owned).into_iter();
                    self.unknown(at, &name, "a tag", known);
                }
            }
        }
    }

    /// Single mode's configurations: an object, or the JSON text of one as the API has it.
    fn group_or_text(&mut self, group: &'static str, value: Tree<'_>) {
        let Some(text) = value.string() else {
            if let Some(entries) = self.object(value, group) {
                self.group(group, entries, None);
            }
            return;
        };
        let text = zeroize::Zeroizing::new(text);
        match Tree::parse(&text) {
            Ok(inner) => match inner.object() {
                Some(entries) => self.group(group, entries, Some(value.at())),
                None => self.expected(value.at(), group, "an object or the JSON text of one"),
            },
            Err(error) => {
                let what = format!("{group} holds a text that is not JSON ({})", error.what);
                self.fail(value.at(), Problem::NotJson(what));
            }
        }
    }

    /// `text_at` is the place of the JSON text, since places inside it mean nothing in the file.
    fn group(&mut self, group: &'static str, entries: Vec<JsonMember<'_>>, text_at: Option<At>) {
        let (first, first_key) = (self.errors.len(), self.keys.len());
        let first_reference = self.references.len();
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
            for reference in &mut self.references[first_reference..] {
                reference.2 = at;
            }
            for key in &mut self.keys[first_key..] {
                (key.at, key.in_text) = (at, true);
            }
        }
    }

    fn value(&mut self, path: FieldPath, value: Tree<'_>) {
        let at = value.at();
        if self.draft.has(path) {
            return self.fail(at, Problem::Twice(path.to_string()));
        }
        let is_key = matches!(catalogue::field(path.key).kind, catalogue::Kind::Key(_));
        let written = value.written();
        match written.as_bytes().first() {
            Some(b'"') => match value.string() {
                Some(text) if is_key => {
                    self.keys.push(KeyPlace { field: path, at, in_text: false });
                    self.draft.set_key(path, Secret::new(text), KeyCustody::InDraft);
                }
                Some(text) => self.draft.set(path, text),
                None => self.expected(at, path.to_string(), "a text of whole characters"),
            },
            Some(b'{') if is_key => self.reference(path, value),
            Some(b'{' | b'[') => self.expected(at, path.to_string(), "a single value"),
            Some(b'n') => self.expected(
                at,
                path.to_string(),
                "a value; leave the field out instead of writing null",
            ),
            _ => self.draft.set(path, written),
        }
    }

    fn reference(&mut self, path: FieldPath, value: Tree<'_>) {
        let at = value.at();
        let Some(entries) = self.object(value, &path.to_string()) else { return };
        let entries: Vec<(&str, Tree<'_>)> =
            entries.iter().map(|entry| (entry.name.as_ref(), entry.value)).collect();
        match KeyReference::read(&entries) {
            Ok(reference) => {
                self.draft.set_unopened(path);
                self.keys.push(KeyPlace { field: path, at, in_text: false });
                self.references.push((path, reference, at));
            }
            Err(Misformed::Because(why)) => self.fail(at, Problem::Key { field: path, why }),
            Err(Misformed::Unknown) => self.expected(at, path.to_string(), KEY_FORMS),
        }
    }

    fn object<'a>(&mut self, value: Tree<'a>, what: &str) -> Option<Vec<JsonMember<'a>>> {
        let Some(entries) = value.object() else {
            self.expected(value.at(), what, "a JSON object");
            return None;
        };
        Some(self.once(entries))
    }

    /// The entries without repetitions, which are errors.
    fn once<'a>(&mut self, entries: Vec<JsonMember<'a>>) -> Vec<JsonMember<'a>> {
        let mut seen = std::collections::BTreeSet::new();
        let mut once = Vec::with_capacity(entries.len());
        for entry in entries {
            if seen.insert(entry.name.clone().into_owned()) {
                once.push(entry);
            } else {
                self.fail(entry.at, Problem::Twice(short(&entry.name)));
            }
        }
        once
    }

    fn unknown(&mut self, at: At, name: &str, within: &str, known: impl Iterator<Item = String>) {
        let suggests = self.suggested < MOST_SUGGESTIONS;
        self.suggested += usize::from(suggests);
        let nearest = suggests.then(|| closest(name, known)).flatten();
        let (name, within) = (short(name), within.to_owned());
        self.fail(at, Problem::Unknown { name, within, nearest });
    }
}

/// A name or value from the file, short enough for one line.
fn short(text: &str) -> String {
    const LONGEST: usize = 60;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    text.chars().take(LONGEST).chain(['…']).collect()
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
