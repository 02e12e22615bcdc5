//! The same connection with its tunnels and tags in another order.

use std::collections::BTreeMap;

use crate::connection::{Draft, FieldOwner, FieldPath};

/// Old number to new number, for one of the two lists. What is not in it keeps its number.
pub(super) type TunnelOrder = BTreeMap<u16, u16>;

/// Where a value stands after the lists were put in another order.
pub(super) fn renumbered(path: FieldPath, tunnels: &TunnelOrder, tags: &TunnelOrder) -> FieldPath {
    let place = match path.owner {
        FieldOwner::Connection => FieldOwner::Connection,
        FieldOwner::Tunnel(number) => FieldOwner::Tunnel(*tunnels.get(&number).unwrap_or(&number)),
        FieldOwner::Tag(number) => FieldOwner::Tag(*tags.get(&number).unwrap_or(&number)),
    };
    FieldPath { owner: place, key: path.key }
}

/// The draft with its lists in another order.
pub(super) fn reorder(draft: &Draft, tunnels: &TunnelOrder, tags: &TunnelOrder) -> Draft {
    let mut ordered = Draft::with_no_tunnels(draft.mode());
    ordered.ensure_tunnels(draft.tunnels());
    ordered.list_tags(draft.tags());
    for path in draft.present_paths() {
        let target = renumbered(path, tunnels, tags);
        match (draft.text(path), draft.key(path)) {
            (Some(text), _) => ordered.set(target, text),
            (None, Some((key, kept))) => ordered.set_key(target, key.clone(), kept),
            (None, None) => {}
        }
    }
    ordered
}

/// The order that puts each of `count` entries where `wanted` has the same name; what has no partner
/// follows after the last of them. Names must not repeat on either side, or all stays as it is.
pub(super) fn by_name(names: &[Option<String>], wanted: &[Option<String>]) -> TunnelOrder {
    let repeats = |list: &[Option<String>]| {
        let mut seen: Vec<&String> = list.iter().flatten().collect();
        seen.sort();
        seen.windows(2).any(|pair| pair[0] == pair[1])
    };
    if repeats(names) || repeats(wanted) {
        return TunnelOrder::new();
    }
    let places: BTreeMap<&String, u16> = wanted
        .iter()
        .zip(1..)
        .filter_map(|(name, number)| Some((name.as_ref()?, number)))
        .collect();
    let mut order = TunnelOrder::new();
    let mut rest = Vec::new();
    for (name, number) in names.iter().zip(1_u16..) {
        match name.as_ref().and_then(|name| places.get(name)) {
            Some(place) => {
                order.insert(number, *place);
            }
            None => rest.push(number),
        }
    }
    let mut free = (1_u16..).filter(|place| {
        usize::from(*place) > wanted.len() || wanted[usize::from(*place) - 1].is_none()
    });
    for number in rest {
        let Some(place) = free.next() else { return TunnelOrder::new() };
        order.insert(number, place);
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_go_where_their_names_are() {
        let list = |names: &[&str]| -> Vec<Option<String>> {
            names.iter().map(|name| (!name.is_empty()).then(|| (*name).to_owned())).collect()
        };
        let order = by_name(&list(&["x", "b", "a"]), &list(&["a", "b"]));
        assert_eq!(order, TunnelOrder::from([(1, 3), (2, 2), (3, 1)]));
        assert_eq!(by_name(&list(&["a", "a"]), &list(&["a"])), TunnelOrder::new());
        assert_eq!(
            by_name(&list(&["", "a"]), &list(&["a", ""])),
            TunnelOrder::from([(1, 2), (2, 1)])
        );
    }
}
