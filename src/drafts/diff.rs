//! What two drafts have different, field by field, or a draft and the connection made from it.
//!
//! Values are compared by what they mean: `True` is `true`, `1.2` is the ASN 65538. Tunnels are paired
//! by their index and tags by their key, since their order means nothing. Keys are compared and never
//! told.

use std::collections::BTreeSet;
use std::path::Path;

use crate::connection::catalogue::{self, Kind};
use crate::connection::key::is_masked;
use crate::connection::value::{self, Asn};
use crate::connection::{Draft, FieldPath, Key, TAGS, TUNNELS};

use super::align;
use super::draft_file::DraftFile;
use super::identity::Identity;
use super::opening::resolve;
use super::reference::KeyReference;

/// One of the two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiffSide {
    /// The request.
    pub draft: Draft,
    /// The keys it only refers to, and that are not in the draft.
    pub references: Vec<(FieldPath, KeyReference)>,
}

impl From<&DraftFile> for DiffSide {
    fn from(file: &DraftFile) -> Self {
        let references = file.references.iter().map(|(path, key, _)| (*path, key.clone()));
        Self { draft: file.draft.clone(), references: references.collect() }
    }
}

impl DiffSide {
    /// A draft with its keys as far as they can be had without any effect on anybody, see
    /// [`resolve`]: what is sealed looks different each time, so that only the keys themselves tell
    /// whether they differ. `folder` is where the draft lies.
    pub fn opened(
        mut file: DraftFile,
        folder: &Path,
        variable: impl Fn(&str) -> Option<String>,
        identity: Option<&Identity>,
    ) -> Self {
        file.references.retain(|(path, ..)| file.draft.is_unopened(*path));
        // What cannot be had stays unopened, and is not compared.
        let _ = resolve(&mut file, folder, variable, identity);
        file.references.retain(|(path, ..)| file.draft.is_unopened(*path));
        Self::from(&file)
    }
}

/// What the draft on the left is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Against {
    /// Another draft.
    Draft,
    /// A connection that exists, in which the service has filled in what the draft left out.
    Live,
}

/// What stands on one side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Absent,
    /// A value.
    Text(String),
    /// A pre-shared key.
    Key,
    /// A reference to a key.
    Reference(KeyReference),
}

/// What it means that the two sides are not the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// They differ.
    Differs,
    /// The draft leaves it out, and the service has filled it in.
    Default,
    /// The service does not tell, or a draft holds a key that nobody could open.
    Untold,
}

/// A field that is not the same on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Its wire name, with the numbers of the left side; `mode` for the mode.
    pub name: String,
    /// What stands on the left.
    pub left: Cell,
    /// What stands on the right.
    pub right: Cell,
    /// What it means.
    pub verdict: Verdict,
}

/// All fields that are not the same, in the order of the catalogue.
pub fn diff(left: &DiffSide, right: &DiffSide, against: Against) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut whole = |name: &str, left: String, right: String| {
        if left != right {
            let (left, right) = (Cell::Text(left), Cell::Text(right));
            found.push(Difference {
                name: name.to_owned(),
                left,
                right,
                verdict: Verdict::Differs,
            });
        }
    };
    let (one, other) = (&left.draft, &right.draft);
    whole("mode", one.mode().name().to_owned(), other.mode().name().to_owned());
    whole(TUNNELS, one.tunnels().to_string(), other.tunnels().to_string());
    whole(TAGS, one.tags().to_string(), other.tags().to_string());

    let right = &paired(left, right);
    let paths: BTreeSet<FieldPath> = paths(left).chain(paths(right)).collect();
    for path in paths {
        let (one, other) = (cell(left, path), cell(right, path));
        if same(left, right, path, &one, &other) {
            continue;
        }
        let verdict = match against {
            Against::Draft if is_untold(&one, &other) => Verdict::Untold,
            Against::Draft => Verdict::Differs,
            Against::Live => verdict(left, right, path, &one, &other),
        };
        found.push(Difference { name: path.to_string(), left: one, right: other, verdict });
    }
    found
}

fn paths(side: &DiffSide) -> impl Iterator<Item = FieldPath> {
    side.draft.present().chain(side.references.iter().map(|(path, _)| *path))
}

/// The right side with its tunnels and tags under the numbers they have on the left.
fn paired(left: &DiffSide, right: &DiffSide) -> DiffSide {
    let tunnels = align::by_name(&tunnel_names(&right.draft), &tunnel_names(&left.draft));
    let tags = align::by_name(&tag_names(&right.draft), &tag_names(&left.draft));
    let draft = align::reorder(&right.draft, &tunnels, &tags);
    let references = right
        .references
        .iter()
        .map(|(path, reference)| (align::moved(*path, &tunnels, &tags), reference.clone()))
        .collect();
    DiffSide { draft, references }
}

fn tunnel_names(draft: &Draft) -> Vec<Option<String>> {
    let name = |number: u16| {
        let text = draft.text(FieldPath::tunnel(number, Key::TunnelIndex));
        Some(text.map_or_else(|| number.to_string(), str::to_owned))
    };
    (1..=draft.tunnels()).map(name).collect()
}

fn tag_names(draft: &Draft) -> Vec<Option<String>> {
    let name = |number| draft.text(FieldPath::tag(number, Key::TagKey)).map(str::to_owned);
    (1..=draft.tags()).map(name).collect()
}

fn cell(side: &DiffSide, path: FieldPath) -> Cell {
    if let Some((_, reference)) = side.references.iter().find(|(there, _)| *there == path) {
        return Cell::Reference(reference.clone());
    }
    match side.draft.text(path) {
        Some(text) => Cell::Text(text.to_owned()),
        None if side.draft.has(path) => Cell::Key,
        None => Cell::Absent,
    }
}

fn same(left: &DiffSide, right: &DiffSide, path: FieldPath, one: &Cell, other: &Cell) -> bool {
    match (one, other) {
        (Cell::Text(one), Cell::Text(other)) => {
            let kind = catalogue::field(path.key).kind;
            one == other || meant(kind, one) == meant(kind, other)
        }
        (Cell::Key, Cell::Key) => {
            let key = |side: &DiffSide| side.draft.key(path).map(|(key, _)| key.clone());
            key(left) == key(right)
        }
        _ => one == other,
    }
}

/// A text in the one form that all texts of the same meaning have.
fn meant(kind: Kind, text: &str) -> String {
    let parsed = match kind {
        Kind::Flag => Some(text.to_ascii_lowercase()),
        Kind::Seconds(..) | Kind::Count | Kind::TunnelNumber => {
            value::whole(text).map(|number| number.to_string())
        }
        Kind::Asn => text.parse::<Asn>().ok().map(|asn| asn.to_string()),
        Kind::Blocks => value::blocks(text).map(|mut blocks| {
            blocks.sort();
            blocks.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
        }),
        Kind::Text(_)
        | Kind::Pem
        | Kind::Choice(_)
        | Kind::Address
        | Kind::TunnelCidr
        | Kind::Key(_)
        | Kind::Id(_) => None,
    };
    parsed.unwrap_or_else(|| text.to_owned())
}

/// Whether there is a key on both sides, and one of them that nobody has opened.
fn is_untold(one: &Cell, other: &Cell) -> bool {
    use Cell::{Key, Reference};
    matches!((one, other), (Reference(_), Key | Reference(_)) | (Key, Reference(_)))
}

/// What the service gives a connection of its own accord, though no default of the catalogue.
const FILLED_IN: [Key; 7] = [
    Key::Name,
    Key::ResourceGroupId,
    Key::TunnelIndex,
    Key::Psk,
    Key::LocalId,
    Key::RemoteId,
    Key::LocalBgpIp,
];

/// What `DescribeVpnConnection` has no field for.
const NEVER_TOLD: [Key; 3] = [Key::AutoConfigRoute, Key::ClientToken, Key::DryRun];

/// Judges a draft on the left against a connection on the right.
fn verdict(
    left: &DiffSide,
    right: &DiffSide,
    path: FieldPath,
    one: &Cell,
    other: &Cell,
) -> Verdict {
    let usual = |text: &str| {
        let field = catalogue::field(path.key);
        let default = field.default.of(left.draft.mode());
        default.is_some_and(|usual| meant(field.kind, usual) == meant(field.kind, text))
    };
    let is_masked = || right.draft.key(path).is_some_and(|(key, _)| is_masked(key));
    match (one, other) {
        (Cell::Absent, Cell::Text(text)) if usual(text) => Verdict::Default,
        (Cell::Absent, _) if FILLED_IN.contains(&path.key) => Verdict::Default,
        (_, Cell::Absent) if NEVER_TOLD.contains(&path.key) => Verdict::Untold,
        (Cell::Text(text), Cell::Absent) if usual(text) => Verdict::Default,
        // A setting whose switch is off is taken and not kept.
        (Cell::Text(_), Cell::Absent) if !left.draft.applies(path) => Verdict::Untold,
        (Cell::Reference(_), _) => Verdict::Untold,
        (Cell::Key, Cell::Absent) => Verdict::Untold,
        (Cell::Key, Cell::Key) if is_masked() => Verdict::Untold,
        _ => Verdict::Differs,
    }
}
