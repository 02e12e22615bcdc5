//! Identities, dead peer detection and NAT traversal.

use std::net::Ipv4Addr;

use super::super::catalogue::{self, FieldKind};
use super::super::characters::is_blank;
use super::super::draft::{Draft, is_false, is_true};
use super::super::field::{FieldOwner, FieldPath, Key, Mode};
use super::super::finding::{Edit, Finding, Repair, Rule};
use super::super::notation::is_mask;

use super::shared::{excerpt, finding_for_fields, finding_with_replacement};

pub(super) fn check(draft: &Draft, found: &mut Vec<Finding>) {
    let owners: Vec<FieldOwner> =
        draft.paths_of(Key::LocalId).into_iter().map(|path| path.owner).collect();
    for &owner in &owners {
        for key in [Key::LocalId, Key::RemoteId] {
            let path = FieldPath { owner, key };
            if let Some(id) = draft.text(path) {
                found.extend(too_long(path, id));
                found.extend(blank(path, id));
                found.extend(never_sent(path, id));
            }
        }
        found.extend(same_at_both_ends(draft, owner));
        found.extend(guessed_address(draft, owner));
    }
    names(draft, &owners, found);
    found.extend(unset(draft));
    found.extend(same_in_both_tunnels(draft, &owners));
    switches(draft, &owners, found);
}

/// The id that stands there, unless it is empty.
fn id(draft: &Draft, path: FieldPath) -> Option<&str> {
    draft.text(path).filter(|id| !id.is_empty())
}

fn is_address(id: &str) -> bool {
    id.parse::<Ipv4Addr>().is_ok()
}

fn too_long(path: FieldPath, id: &str) -> Option<Finding> {
    let FieldKind::Text(most) = catalogue::field(path.key).kind else { return None };
    // A character has at least one byte, so that most ids need no counting.
    let length = if id.len() > most { id.chars().count() } else { 0 };
    (length > most).then(|| Finding::at(Rule::D01, path).with("n", length))
}

fn blank(path: FieldPath, id: &str) -> Option<Finding> {
    let position = id.chars().position(is_blank)? + 1;
    let finding = Finding::at(Rule::D02, path).with("position", position);
    let trimmed = id.trim_matches(is_blank);
    // A blank inside may stand for anything: a dot, a hyphen, nothing.
    let clear = !trimmed.is_empty() && !trimmed.contains(is_blank);
    Some(if clear { finding.with_repair(Repair::set(path, trimmed)) } else { finding })
}

/// F-06: notations of devices that accept many ids, or that only write them down so; what a peer sends is
/// one id.
fn never_sent(path: FieldPath, id: &str) -> Option<Finding> {
    let text = id.trim_matches(is_blank);
    let (address, length) = text.split_once('/').unwrap_or((text, ""));
    let is_dotted = |text: &str| text.parse::<Ipv4Addr>().ok();
    let (kind, meant) = if text.starts_with('%') || matches!(text, "any" | "Any" | "ANY") {
        ("any", None)
    } else if text.contains('*') && !text.contains("***") {
        ("wildcard", None)
    } else if is_dotted(text).is_some_and(|it| it.is_unspecified() || is_mask(it)) {
        ("mask", None)
    } else if is_dotted(address).is_some() && !length.is_empty() {
        let is_host = matches!(length, "32" | "255.255.255.255");
        ("network", is_host.then(|| address.to_owned()))
    } else if let Some(name) = text.strip_prefix('@').filter(|name| !name.starts_with(['@', '#'])) {
        ("at", (!name.is_empty()).then(|| name.to_owned()))
    } else {
        return None;
    };
    let finding = Finding::at(Rule::F06, path).with("id", excerpt(id)).with("kind", kind);
    Some(match (meant, kind) {
        (Some(meant), _) => finding.with_repair(Repair::set(path, meant)),
        (None, "any" | "mask") => finding.with_repair(Repair::remove(path)),
        _ => finding,
    })
}

fn same_at_both_ends(draft: &Draft, owner: FieldOwner) -> Option<Finding> {
    let [local, remote] = [Key::LocalId, Key::RemoteId].map(|key| FieldPath { owner, key });
    let shared = id(draft, local)?;
    shared
        .eq_ignore_ascii_case(id(draft, remote)?)
        .then(|| Finding::at(Rule::D05, remote).with_field(local).with("id", excerpt(shared)))
}

fn guessed_address(draft: &Draft, owner: FieldOwner) -> Option<Finding> {
    let path = FieldPath { owner, key: Key::LocalId };
    let address = id(draft, path).filter(|id| is_address(id))?;
    let finding = Finding::at(Rule::D08, path).with("address", address.to_owned());
    Some(finding.with_repair(Repair::remove(path)))
}

/// Ids that are names: trouble with IKEv1 in main mode, fine with IKEv2.
fn names(draft: &Draft, owners: &[FieldOwner], found: &mut Vec<Finding>) {
    let (mut unusable, mut fine) = (Vec::new(), Vec::new());
    let mut edits = Vec::new();
    for &owner in owners {
        let at = |key| FieldPath { owner, key };
        let named = [Key::LocalId, Key::RemoteId]
            .map(at)
            .into_iter()
            .filter(|path| id(draft, *path).is_some_and(|id| !is_address(id)));
        match draft.effective(at(Key::IkeVersion)) {
            Some("ikev2") => fine.extend(named),
            Some("ikev1") if draft.effective(at(Key::IkeMode)) == Some("main") => {
                let before = unusable.len();
                unusable.extend(named);
                if unusable.len() > before {
                    unusable.extend([at(Key::IkeVersion), at(Key::IkeMode)]);
                    edits.push(Edit::Set(at(Key::IkeVersion), "ikev2".to_owned()));
                }
            }
            _ => {}
        }
    }
    let unusable = finding_for_fields(Rule::D03, unusable);
    found.extend(unusable.map(|finding| finding.with_repair(Repair { edits })));
    found.extend(finding_for_fields(Rule::D04, fine));
}

fn unset(draft: &Draft) -> Option<Finding> {
    let path = FieldPath::connection(Key::LocalId);
    let unset = draft.mode() == Mode::Single && id(draft, path).is_none();
    unset.then(|| Finding::at(Rule::D09, path))
}

fn same_in_both_tunnels(draft: &Draft, owners: &[FieldOwner]) -> Option<Finding> {
    if owners.len() < 2 {
        return None;
    }
    let tunnels = |key| [1, 2].map(|number| FieldPath::tunnel(number, key));
    let same = |key| {
        let [one, two] = tunnels(key).map(|path| id(draft, path));
        one.filter(|one| two.is_some_and(|two| one.eq_ignore_ascii_case(two)))
    };
    let shared = same(Key::LocalId)?;
    same(Key::CustomerGatewayId)?;
    let [one, two] = tunnels(Key::LocalId);
    let [first, second] = tunnels(Key::CustomerGatewayId);
    let finding = Finding::at(Rule::D11, two).with_field(one).with_field(second).with_field(first);
    Some(finding.with("id", excerpt(shared)))
}

fn switches(draft: &Draft, owners: &[FieldOwner], found: &mut Vec<Finding>) {
    let all = |key, holds: fn(&str) -> bool| -> Vec<FieldPath> {
        let paths = owners.iter().map(|&owner| FieldPath { owner, key });
        paths.filter(|path| draft.text(*path).is_some_and(holds)).collect()
    };
    found.extend(finding_with_replacement(Rule::X01, all(Key::EnableDpd, is_false), "true"));
    found.extend(finding_for_fields(Rule::X04, all(Key::EnableNatTraversal, is_true)));
}
