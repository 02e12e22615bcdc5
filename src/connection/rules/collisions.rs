//! What drafts of one run have in common and should not: rule Q-10.
//!
//! A draft alone may be sound and still stand in the way of its neighbour.

use std::collections::HashMap;
use std::hash::Hash;

use super::super::draft::Draft;
use super::super::field::{FieldPath, Key};
use super::super::finding::{Finding, Rule};
use super::super::named_enum::named_enum;
use super::super::value;
use super::excerpt;

named_enum! {
    /// What several drafts share.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum CollisionKind {
        /// A client token, in requests that differ: the service carries out one of them.
        Token = "token",
        /// Everything, the client token included: the service makes one connection of them.
        Copy = "copy",
        /// Customer gateways, local and remote subnets in one region: right for two connections to one device
        /// that find their routes otherwise, a mistake elsewhere.
        Subnets = "subnets",
        /// A name in one region: after a lost answer nobody can tell which of them is there.
        Name = "name",
        /// The block of a BGP session in one region.
        TunnelCidr = "cidr",
        /// A pre-shared key.
        Key = "key",
    }
}

impl CollisionKind {
    /// Whether sending these drafts is bound to go wrong for all but one of them.
    pub const fn is_refused(self) -> bool {
        matches!(self, Self::Token)
    }
}

/// Drafts that share one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collision {
    /// What they share.
    pub shared: CollisionKind,
    /// Two or more drafts, by their place in the list given, and where the value stands in each.
    pub drafts: Vec<(usize, FieldPath)>,
}

impl Collision {
    /// The finding of rule Q-10. `name` tells what a draft is called; a key is never quoted.
    pub fn finding(&self, drafts: &[&Draft], name: impl Fn(usize) -> String) -> Finding {
        let called = |place: usize| self.drafts.get(place).map(|(draft, _)| name(*draft));
        let (first, path) =
            self.drafts.first().copied().unwrap_or((0, FieldPath::connection(Key::Name)));
        let value = drafts.get(first).and_then(|draft| draft.text(path)).unwrap_or_default();
        Finding::at(Rule::Q10, path)
            .with("shared", self.shared.name())
            .with("a", called(0).unwrap_or_default())
            .with("b", called(1).unwrap_or_default())
            .with("more", self.drafts.len().saturating_sub(2))
            .with("value", excerpt(value))
    }
}

/// Everything that two or more of these drafts share and should not, gravest first.
///
/// Takes one pass over the drafts, so ten thousand are no trouble.
pub fn find_collisions(drafts: &[&Draft]) -> Vec<Collision> {
    let mut found = Vec::new();
    tokens(drafts, &mut found);
    gathered(CollisionKind::Subnets, drafts, &mut found, |draft| {
        defining(draft)
            .map(|key| (key, FieldPath::connection(Key::LocalSubnet)))
            .into_iter()
            .collect()
    });
    gathered(CollisionKind::Name, drafts, &mut found, |draft| {
        let path = FieldPath::connection(Key::Name);
        let name = draft.text(path).filter(|name| !name.is_empty());
        name.map(|name| ((region(draft), name), path)).into_iter().collect()
    });
    gathered(CollisionKind::TunnelCidr, drafts, &mut found, |draft| {
        let paths = draft.paths_of(Key::TunnelCidr).into_iter();
        paths
            .filter(|path| draft.applies(*path))
            .filter_map(|path| Some(((region(draft), draft.text(path)?.trim()), path)))
            .filter(|((_, block), _)| !block.is_empty())
            .collect()
    });
    gathered(CollisionKind::Key, drafts, &mut found, |draft| {
        let keys = draft.present_paths().filter_map(|path| Some((draft.key(path)?.0, path)));
        keys.filter(|(key, _)| !key.is_empty()).collect()
    });
    drop_copies(drafts, &mut found);
    found.sort_by_key(|collision| collision.shared);
    found
}

fn region(draft: &Draft) -> &str {
    draft.text(FieldPath::connection(Key::RegionId)).unwrap_or_default()
}

/// Adds a collision for each value that several drafts hold, in the order of its first holder.
fn gathered<'a, K: Hash + Eq>(
    shared: CollisionKind,
    drafts: &[&'a Draft],
    found: &mut Vec<Collision>,
    values: impl Fn(&'a Draft) -> Vec<(K, FieldPath)>,
) {
    let mut groups: Vec<Vec<(usize, FieldPath)>> = Vec::new();
    let mut places: HashMap<K, usize> = HashMap::new();
    for (index, draft) in drafts.iter().enumerate() {
        for (value, path) in values(draft) {
            let place = *places.entry(value).or_insert_with(|| {
                groups.push(Vec::new());
                groups.len() - 1
            });
            let group = &mut groups[place];
            // What the two tunnels of one draft share is a matter of that draft's own rules.
            if group.last().is_none_or(|(holder, _)| *holder != index) {
                group.push((index, path));
            }
        }
    }
    let several = groups.into_iter().filter(|group| group.len() > 1);
    found.extend(several.map(|drafts| Collision { shared, drafts }));
}

fn tokens(drafts: &[&Draft], found: &mut Vec<Collision>) {
    let first = found.len();
    gathered(CollisionKind::Token, drafts, found, |draft| {
        let path = FieldPath::connection(Key::ClientToken);
        let token = draft.text(path).filter(|token| !token.is_empty());
        token.map(|token| (token, path)).into_iter().collect()
    });
    for collision in &mut found[first..] {
        let mut holders = collision.drafts.iter().filter_map(|(index, _)| drafts.get(*index));
        if let Some(one) = holders.next()
            && holders.all(|other| is_same_request(one, other))
        {
            collision.shared = CollisionKind::Copy;
        }
    }
}

/// Copies with one token share everything else as a matter of course, and are told of already.
fn drop_copies(drafts: &[&Draft], found: &mut Vec<Collision>) {
    let has_token = |draft: &Draft| {
        draft.text(FieldPath::connection(Key::ClientToken)).is_some_and(|it| !it.is_empty())
    };
    found.retain(|collision| {
        let mut holders = collision.drafts.iter().filter_map(|(draft, _)| drafts.get(*draft));
        let are_copies = holders
            .next()
            .is_some_and(|one| has_token(one) && holders.all(|other| is_same_request(one, other)));
        collision.shared == CollisionKind::Copy || !are_copies
    });
}

/// Whether the service gets the same request, wherever the keys were kept.
fn is_same_request(one: &Draft, other: &Draft) -> bool {
    one.mode() == other.mode()
        && one.tunnels() == other.tunnels()
        && one.tags() == other.tags()
        && one.present_paths().eq(other.present_paths())
        && one.present_paths().all(|path| {
            let key = |draft: &Draft| draft.key(path).map(|(key, _)| key.clone());
            one.text(path) == other.text(path) && key(one) == key(other)
        })
}

/// Region, gateways and subnets, in no order: what the service tells connections apart by. None for
/// those where routes decide, of which there may be many.
fn defining(draft: &Draft) -> Option<[Vec<String>; 4]> {
    let sorted = |mut texts: Vec<String>| {
        texts.sort_unstable();
        texts.dedup();
        texts
    };
    let blocks = |key| {
        let blocks = value::parse_cidr_list(draft.text(FieldPath::connection(key))?)?;
        Some(sorted(blocks.iter().map(ToString::to_string).collect()))
    };
    let (local, remote) = (blocks(Key::LocalSubnet)?, blocks(Key::RemoteSubnet)?);
    if local == ["0.0.0.0/0"] && remote == ["0.0.0.0/0"] {
        return None;
    }
    let gateways = draft.paths_of(Key::CustomerGatewayId).into_iter();
    let gateways =
        sorted(gateways.filter_map(|path| draft.text(path)).map(str::to_owned).collect());
    (!gateways.is_empty()).then(|| [vec![region(draft).to_owned()], gateways, local, remote])
}
