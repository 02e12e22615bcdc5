//! What two drafts have different, field by field, or a draft and the connection made from it.
//!
//! Values are compared by what they mean: `True` is `true`, `1.2` is the ASN 65538. Tunnels are paired
//! by their index and tags by their key, since their order means nothing. Keys are compared and never
//! told.

use std::collections::BTreeSet;
use std::path::Path;

use crate::connection::catalogue::{self, FieldKind};
use crate::connection::key::is_masked;
use crate::connection::value::{self, Asn};
use crate::connection::{Draft, FieldPath, Key, TAGS, TUNNELS, named_enum};

use super::align;
use super::draft_file::DraftFile;
use super::identity::Identity;
use super::key_opening::resolve;
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
        file.references.retain(|(path, ..)| file.draft.is_key_unresolved(*path));
        // What cannot be had stays unopened, and is not compared.
        let _ = resolve(&mut file, folder, variable, identity);
        file.references.retain(|(path, ..)| file.draft.is_key_unresolved(*path));
        Self::from(&file)
    }
}

/// What the draft on the left is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiffTarget {
    /// Another draft.
    Draft,
    /// A connection that exists, in which the service has filled in what the draft left out.
    Live,
}

/// What stands on one side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DiffValue {
    /// Nothing.
    Absent,
    /// A value.
    Text(String),
    /// A pre-shared key.
    Key,
    /// A reference to a key.
    Reference(KeyReference),
}

named_enum! {
    /// What it means that the two sides are not the same.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
    pub enum DifferenceKind {
        /// They differ.
        Differs = "differs",
        /// The draft leaves it out, and the service has filled it in.
        Default = "default",
        /// The service does not tell, or a draft holds a key that nobody could open.
        NotComparable = "untold",
    }
}

/// A field that is not the same on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Its wire name, with the numbers of the left side; `mode` for the mode.
    pub name: String,
    /// What stands on the left.
    pub left: DiffValue,
    /// What stands on the right.
    pub right: DiffValue,
    /// What it means.
    pub verdict: DifferenceKind,
}

/// All fields that are not the same, in the order of the catalogue.
pub fn diff(left: &DiffSide, right: &DiffSide, against: DiffTarget) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut whole = |name: &str, left: String, right: String| {
        if left != right {
            let (left, right) = (DiffValue::Text(left), DiffValue::Text(right));
            found.push(Difference {
                name: name.to_owned(),
                left,
                right,
                verdict: DifferenceKind::Differs,
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
            DiffTarget::Draft if is_untold(&one, &other) => DifferenceKind::NotComparable,
            DiffTarget::Draft => DifferenceKind::Differs,
            DiffTarget::Live => verdict(left, right, path, &one, &other),
        };
        found.push(Difference { name: path.to_string(), left: one, right: other, verdict });
    }
    found
}

fn paths(side: &DiffSide) -> impl Iterator<Item = FieldPath> {
    side.draft.present_paths().chain(side.references.iter().map(|(path, _)| *path))
}

/// The right side with its tunnels and tags under the numbers they have on the left.
fn paired(left: &DiffSide, right: &DiffSide) -> DiffSide {
    let tunnels = align::by_name(&tunnel_names(&right.draft), &tunnel_names(&left.draft));
    let tags = align::by_name(&tag_names(&right.draft), &tag_names(&left.draft));
    let draft = align::reorder(&right.draft, &tunnels, &tags);
    let references = right
        .references
        .iter()
        .map(|(path, reference)| (align::renumbered(*path, &tunnels, &tags), reference.clone()))
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

fn cell(side: &DiffSide, path: FieldPath) -> DiffValue {
    if let Some((_, reference)) = side.references.iter().find(|(there, _)| *there == path) {
        return DiffValue::Reference(reference.clone());
    }
    match side.draft.text(path) {
        Some(text) => DiffValue::Text(text.to_owned()),
        None if side.draft.has(path) => DiffValue::Key,
        None => DiffValue::Absent,
    }
}

fn same(
    left: &DiffSide,
    right: &DiffSide,
    path: FieldPath,
    one: &DiffValue,
    other: &DiffValue,
) -> bool {
    match (one, other) {
        (DiffValue::Text(one), DiffValue::Text(other)) => {
            let kind = catalogue::field(path.key).kind;
            one == other || canonical_value(kind, one) == canonical_value(kind, other)
        }
        (DiffValue::Key, DiffValue::Key) => {
            let key = |side: &DiffSide| side.draft.key(path).map(|(key, _)| key.clone());
            key(left) == key(right)
        }
        _ => one == other,
    }
}

/// A text in the one form that all texts of the same meaning have.
fn canonical_value(kind: FieldKind, text: &str) -> String {
    let parsed = match kind {
        FieldKind::Flag => Some(text.to_ascii_lowercase()),
        FieldKind::Seconds(..) | FieldKind::Count | FieldKind::TunnelNumber => {
            value::parse_whole_number(text).map(|number| number.to_string())
        }
        FieldKind::Asn => text.parse::<Asn>().ok().map(|asn| asn.to_string()),
        FieldKind::Blocks => value::parse_cidr_list(text).map(|mut blocks| {
            blocks.sort();
            blocks.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
        }),
        FieldKind::Text(_)
        | FieldKind::Pem
        | FieldKind::Choice(_)
        | FieldKind::Address
        | FieldKind::TunnelCidr
        | FieldKind::Key(_)
        | FieldKind::Id(_) => None,
    };
    parsed.unwrap_or_else(|| text.to_owned())
}

/// Whether there is a key on both sides, and one of them that nobody has opened.
fn is_untold(one: &DiffValue, other: &DiffValue) -> bool {
    use DiffValue::{Key, Reference};
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
    one: &DiffValue,
    other: &DiffValue,
) -> DifferenceKind {
    let usual = |text: &str| {
        let field = catalogue::field(path.key);
        let default = field.default.of(left.draft.mode());
        default.is_some_and(|usual| {
            canonical_value(field.kind, usual) == canonical_value(field.kind, text)
        })
    };
    let is_masked = || right.draft.key(path).is_some_and(|(key, _)| is_masked(key));
    match (one, other) {
        (DiffValue::Absent, DiffValue::Text(text)) if usual(text) => DifferenceKind::Default,
        (DiffValue::Absent, _) if FILLED_IN.contains(&path.key) => DifferenceKind::Default,
        (_, DiffValue::Absent) if NEVER_TOLD.contains(&path.key) => DifferenceKind::NotComparable,
        (DiffValue::Text(text), DiffValue::Absent) if usual(text) => DifferenceKind::Default,
        // A setting whose switch is off is taken and not kept.
        (DiffValue::Text(_), DiffValue::Absent) if !left.draft.applies(path) => {
            DifferenceKind::NotComparable
        }
        (DiffValue::Reference(_), _) => DifferenceKind::NotComparable,
        (DiffValue::Key, DiffValue::Absent) => DifferenceKind::NotComparable,
        (DiffValue::Key, DiffValue::Key) if is_masked() => DifferenceKind::NotComparable,
        _ => DifferenceKind::Differs,
    }
}
