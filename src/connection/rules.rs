//! The rules: functions from a draft to findings.
//!
//! Pure and total: any draft, however broken, gets an answer, and always the same one. Each file
//! holds one part of the catalogue and adds what it has to say to the list.

mod between;
mod bgp;
mod crypto;
mod forms;
mod gateways;
mod health;
mod identity;
mod keys;
mod mode;
mod names;
mod shared;
mod subnets;

use super::draft::Draft;
use super::finding::Finding;
pub use between::{Collision, Shared, between};
pub use gateways::{GatewayFacts, judge_gateways, missing_gateways};
use shared::{excerpt, is_blank, listed};

/// The parts of the catalogue.
const PARTS: &[fn(&Draft, &mut Vec<Finding>)] = &[
    mode::check,
    forms::check,
    names::check,
    subnets::check,
    crypto::check,
    keys::check,
    identity::check,
    bgp::check,
    health::check,
];

/// Everything the rules have to say about a draft by itself, gravest first, then in the order of the
/// catalogue. What its customer gateways make wrong, [`judge_gateways`] says.
pub fn check(draft: &Draft) -> Vec<Finding> {
    let mut found = Vec::with_capacity(16);
    for part in PARTS {
        part(draft, &mut found);
    }
    found.sort_by_key(|finding| (finding.severity(), finding.rule));
    found
}
