//! What the other drafts of this user share with the one at hand and should not (rule Q-10).

use std::sync::Arc;

use crate::connection::{Collision, CollisionKind, find_collisions};
use crate::connection::{Draft, FieldPath, Finding};
use crate::drafts::{DraftFile, KeyReference};

/// Another draft, as far as it may stand in the way of the one at hand.
#[derive(Clone, Debug)]
pub struct NeighbourDraft {
    /// What it is kept under.
    pub name: String,
    /// The draft; sealed keys are not opened.
    pub file: Arc<DraftFile>,
}

/// What the draft that is called `name` shares with others and should not, each thing once. A key that is kept
/// as the very same reference is the same key, opened or not. `created` tells of another draft, by its name,
/// which connection came of it.
pub fn judge_neighbours(
    own: &DraftFile,
    name: &str,
    others: &[NeighbourDraft],
    created: impl Fn(&str) -> Option<String>,
) -> Vec<Finding> {
    let others: Vec<&NeighbourDraft> = others.iter().filter(|other| other.name != name).collect();
    if others.is_empty() {
        return Vec::new();
    }
    let called = |at: usize| match at {
        0 => name.to_owned(),
        at => {
            let other = &others[at - 1].name;
            created(other).map_or_else(|| other.clone(), |id| format!("{other} ({id})"))
        }
    };
    let drafts: Vec<&Draft> =
        [&own.draft].into_iter().chain(others.iter().map(|other| &other.file.draft)).collect();
    let mut found: Vec<Collision> = find_collisions(&drafts)
        .into_iter()
        .filter(|collision| collision.drafts.first().is_some_and(|(at, _)| *at == 0))
        .collect();
    for (path, reference, _) in &own.references {
        let is_told = |one: &Collision| {
            one.shared == CollisionKind::Key
                && one.drafts.iter().any(|(at, own)| *at == 0 && own == path)
        };
        let holders: Vec<(usize, FieldPath)> = others
            .iter()
            .zip(1..)
            .filter_map(|(other, at)| Some((at, same_key(reference, &other.file)?)))
            .collect();
        if !holders.is_empty() && !found.iter().any(is_told) {
            let drafts = [(0, *path)].into_iter().chain(holders).collect();
            found.push(Collision { shared: CollisionKind::Key, drafts });
        }
    }
    found.iter().map(|collision| collision.finding(&drafts, called)).collect()
}

/// Where another draft has the key of this reference.
fn same_key(reference: &KeyReference, other: &DraftFile) -> Option<FieldPath> {
    // Whoever is asked twice may answer differently.
    if matches!(reference, KeyReference::Ask) {
        return None;
    }
    let mut all = other.references.iter();
    all.find(|(_, theirs, _)| theirs == reference).map(|(path, ..)| *path)
}
