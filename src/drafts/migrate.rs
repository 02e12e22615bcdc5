//! Drafts of earlier schema versions, brought up to the newest before they are read.

use super::json::{JsonMember, PositionedJson};

/// The newest schema version this program reads and the one it writes.
pub const SCHEMA_VERSION: u64 = 2;

/// Makes the entries of one version into those of the next; the tree is the whole file.
pub(super) type Migration =
    for<'a> fn(PositionedJson<'a>, Vec<JsonMember<'a>>) -> Vec<JsonMember<'a>>;

/// The step away from each version, version 0 first: a new version cannot be forgotten here.
const MIGRATIONS: [Migration; SCHEMA_VERSION as usize] = [into_envelope, with_peer];

/// The entries of a file of this version as the newest version has them.
pub(super) fn up<'a>(
    from: u64,
    tree: PositionedJson<'a>,
    entries: Vec<JsonMember<'a>>,
) -> Vec<JsonMember<'a>> {
    let done = usize::try_from(from).unwrap_or(usize::MAX);
    MIGRATIONS.iter().skip(done).fold(entries, |entries, step| step(tree, entries))
}

/// Version 0 is the request alone; version 1 put it into an envelope.
fn into_envelope<'a>(tree: PositionedJson<'a>, _: Vec<JsonMember<'a>>) -> Vec<JsonMember<'a>> {
    vec![JsonMember { name: "request".into(), at: tree.at(), value: tree }]
}

/// Version 2 may say which device stands at the other end; version 1 never did.
fn with_peer<'a>(_: PositionedJson<'a>, entries: Vec<JsonMember<'a>>) -> Vec<JsonMember<'a>> {
    entries
}
