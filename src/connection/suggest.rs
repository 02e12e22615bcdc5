//! What the rules know to fill in for one field.

use ipnet::Ipv4Net;

use super::catalogue::{self, PHASE_KEYS};
use super::draft::Draft;
use super::field::{FieldOwner, FieldPath, Key};
use super::finding::{Edit, Finding, Repair, Rule, Severity};
use super::rules::check;
use super::session::{BlockAllocator, address_into, block_at, move_to, overlaps_any};

/// How many steps may build on one another; more than a few never do.
const ROUNDS: usize = 8;

/// What to fill in for this field; `None` where nothing is known, or nothing better than what stands
/// there. A key gets a fresh one.
///
/// What rules offer goes first; then blocks and addresses that are free; then the service's default of
/// this mode, unless a rule has something to say about it. A sound choice of phase 1 or phase 2 stays,
/// since it is a matter between the two ends. A new tunnel CIDR block takes the address in it along. The
/// blocks that other drafts, connections or devices use for their BGP sessions are `taken`.
pub fn suggest(draft: &Draft, path: FieldPath, taken: &[Ipv4Net]) -> Option<Repair> {
    if !draft.applies(path) {
        return None;
    }
    if path.key.is_secret() {
        return Some(Repair { edits: vec![Edit::GenerateKey(path)] });
    }
    let after = apply_until_stable(draft, |draft| {
        repaired(draft, path)
            .or_else(|| session(draft, path, taken))
            .or_else(|| everything(draft, path))
            .or_else(|| default(draft, path))
    });
    difference(draft, &after, path)
}

/// Where one step after another leads.
fn apply_until_stable(draft: &Draft, step: impl Fn(&Draft) -> Option<Repair>) -> Draft {
    let mut after = draft.clone();
    for _ in 0..ROUNDS {
        let Some(repair) = step(&after) else { break };
        // No step makes a key, so nothing is random.
        after = repair.apply(&after, &mut |_: &mut [u8]| {});
    }
    after
}

fn difference(draft: &Draft, after: &Draft, path: FieldPath) -> Option<Repair> {
    let edit = |path: FieldPath| match after.text(path) {
        Some(text) => Edit::Set(path, text.to_owned()),
        None => Edit::Remove(path),
    };
    let changed = affected_paths(path).filter(|path| after.text(*path) != draft.text(*path));
    let edits: Vec<Edit> = changed.map(edit).collect();
    (!edits.is_empty()).then_some(Repair { edits })
}

/// The first thing that a rule offers for this field.
fn repaired(draft: &Draft, path: FieldPath) -> Option<Repair> {
    check(draft).iter().find_map(|finding| offered(finding, path))
}

/// The part of a repair that is about this field.
fn offered(finding: &Finding, path: FieldPath) -> Option<Repair> {
    // Half an exchange of two addresses is none.
    let repair = finding.repair.as_ref().filter(|_| finding.rule != Rule::H09)?;
    let mut edits = Vec::new();
    for edit in &repair.edits {
        match edit {
            Edit::Set(other, _) | Edit::Remove(other) => {
                if affected_paths(path).any(|path| path == *other) {
                    edits.push(edit.clone());
                }
            }
            // It rebuilds the draft, of which one field is no part.
            _ => return None,
        }
    }
    let is_about = |edit: &Edit| matches!(edit, Edit::Set(of, _) | Edit::Remove(of) if *of == path);
    edits.iter().any(is_about).then_some(Repair { edits })
}

/// The field, and what must not be left behind when it changes.
fn affected_paths(path: FieldPath) -> impl Iterator<Item = FieldPath> {
    let address = FieldPath { owner: path.owner, key: Key::LocalBgpIp };
    [path].into_iter().chain((path.key == Key::TunnelCidr).then_some(address))
}

/// A block that neither the other tunnel nor anything else uses; an address inside the block.
fn session(draft: &Draft, path: FieldPath, taken: &[Ipv4Net]) -> Option<Repair> {
    let Some(block) = block_at(draft, path.owner) else {
        // What stands there is none, so a free one is better.
        let is_wrong = path.key == Key::TunnelCidr
            && draft.text(path).is_some_and(|text| !text.trim().is_empty());
        let free = || {
            BlockAllocator::new(draft, &[other_of(path.owner)])
                .excluding(taken)
                .next(draft, path.owner)
        };
        return is_wrong.then(free)?.map(|block| move_to(draft, path.owner, block));
    };
    let is_taken = |block| overlaps_any(block, taken);
    match (path.key, path.owner) {
        (Key::LocalBgpIp, owner) => {
            let edits = vec![address_into(draft, owner, block)?];
            Some(Repair { edits })
        }
        (Key::TunnelCidr, FieldOwner::Connection) if is_taken(block) => {
            let free = BlockAllocator::new(draft, &[]).excluding(taken).next(draft, path.owner)?;
            Some(move_to(draft, path.owner, free))
        }
        (Key::TunnelCidr, owner @ FieldOwner::Tunnel(1 | 2)) => {
            let other = other_of(owner);
            let is_double = block_at(draft, other) == Some(block);
            (is_double || is_taken(block)).then_some(())?;
            let free =
                BlockAllocator::new(draft, &[other]).excluding(taken).next(draft, path.owner)?;
            Some(move_to(draft, path.owner, free))
        }
        _ => None,
    }
}

/// The other one of two tunnels; of what is no tunnel, the place itself.
fn other_of(owner: FieldOwner) -> FieldOwner {
    match owner {
        FieldOwner::Tunnel(number @ (1 | 2)) => FieldOwner::Tunnel(3 - number),
        owner => owner,
    }
}

/// 0.0.0.0/0 for an empty list where routes decide: BGP is on, or the other side has just that.
fn everything(draft: &Draft, path: FieldPath) -> Option<Repair> {
    const ALL: &str = "0.0.0.0/0";
    let other = match path.key {
        Key::LocalSubnet => Key::RemoteSubnet,
        Key::RemoteSubnet => Key::LocalSubnet,
        _ => return None,
    };
    let is_empty = draft.text(path).is_none_or(|text| text.trim().is_empty());
    let routes = draft.wants_bgp() || draft.text(FieldPath::connection(other)) == Some(ALL);
    (is_empty && routes).then(|| Repair::set(path, ALL))
}

/// The service's default of this mode, or what the rules make of it, if they have nothing to say about
/// it that they do not say about what stands there.
fn default(draft: &Draft, path: FieldPath) -> Option<Repair> {
    let before = check(draft);
    if PHASE_KEYS.contains(&path.key) && draft.has(path) && !is_wrong(&before, path) {
        return None;
    }
    let mut after = draft.clone();
    after.set(path, catalogue::field(path.key).default.of(draft.mode())?);
    let after = apply_until_stable(&after, |draft| repaired(draft, path));
    let better = after.text(path).filter(|text| draft.text(path) != Some(*text))?;
    let is_new = |finding: &Finding| {
        let same = |other: &Finding| other.rule == finding.rule && other.fields == finding.fields;
        !before.iter().any(same)
    };
    let spoken =
        check(&after).iter().any(|finding| finding.fields.contains(&path) && is_new(finding));
    (!spoken).then(|| Repair::set(path, better))
}

fn is_wrong(findings: &[Finding], path: FieldPath) -> bool {
    let about = |finding: &&Finding| finding.fields.contains(&path);
    findings.iter().filter(about).any(|finding| finding.severity() == Severity::Error)
}
