//! The rules: functions from a draft to findings.
//!
//! Pure and total: any draft, however broken, gets an answer, and always the same one. Each file
//! holds one part of the catalogue and adds what it has to say to the list.

mod bgp;
mod collisions;
mod crypto;
mod forms;
mod gateways;
mod health;
mod identity;
mod keys;
mod mode;
mod names;
mod placeholders;
mod region;
mod shared;
mod subnets;

use super::draft::Draft;
use super::field::{FieldOwner, FieldPath, Mode};
use super::finding::{Edit, Finding, Repair, Severity};
pub use collisions::{Collision, CollisionKind, find_collisions};
pub use crypto::canonical_value;
pub use gateways::{GatewayFacts, check_gateways, missing_gateways};
pub use region::{ConnectionFacts, RegionFacts, check_region};
use shared::{excerpt, excerpt_list, is_blank};
pub use subnets::normalize_list;

/// The parts of the catalogue.
const PARTS: &[fn(&Draft, &mut Vec<Finding>)] = &[
    mode::check,
    forms::check,
    placeholders::check,
    names::check,
    subnets::check,
    crypto::check,
    keys::check,
    identity::check,
    bgp::check,
    health::check,
];

/// Everything the rules have to say about a draft by itself, gravest first, then in the order of the
/// catalogue. What its customer gateways make wrong, [`check_gateways`] says.
pub fn check(draft: &Draft) -> Vec<Finding> {
    let mut found = findings(draft);
    for finding in found.iter_mut().filter(|it| it.severity() == Severity::Error) {
        finding.repair.take_if(|repair| !ends_well(repair, draft.mode()));
    }
    found.sort_by_key(|finding| (finding.severity(), finding.rule));
    found
}

fn findings(draft: &Draft) -> Vec<Finding> {
    let mut found = Vec::with_capacity(16);
    for part in PARTS {
        part(draft, &mut found);
    }
    found
}

/// Whether no text that a repair writes is itself an error: a repair that ends in the next error is none.
fn ends_well(repair: &Repair, mode: Mode) -> bool {
    repair.edits.iter().all(|edit| match edit {
        Edit::Set(path, text) => is_sound_alone(*path, text, mode),
        _ => true,
    })
}

/// Whether no rule calls this text wrong by itself, whatever stands in the other fields.
fn is_sound_alone(path: FieldPath, text: &str, mode: Mode) -> bool {
    // The same field of the first tunnel or tag, so that a long list costs no more than a short one.
    let owner = match path.owner {
        FieldOwner::Connection => FieldOwner::Connection,
        FieldOwner::Tunnel(_) => FieldOwner::Tunnel(1),
        FieldOwner::Tag(_) => FieldOwner::Tag(1),
    };
    let path = FieldPath { owner, key: path.key };
    let mut alone = Draft::with_no_tunnels(mode);
    alone.set(path, text);
    let is_about = |finding: &Finding| finding.fields == [path];
    !findings(&alone).iter().any(|it| it.severity() == Severity::Error && is_about(it))
}
