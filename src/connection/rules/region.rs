//! What else there is in the region of a draft and stands in its way. Somebody has looked it up, so none
//! of this is said by [`super::check`].

use ipnet::Ipv4Net;

use super::super::draft::Draft;
use super::super::field::{FieldOwner, FieldPath, Key, Mode};
use super::super::finding::{Finding, Rule};
use super::super::value::{self, TunnelCidr, is_any_address};
use super::excerpt;
use super::gateways::{GatewayFacts, check_gateways, missing_gateways};

/// How many customer gateways an account may have in a region by the published limits, and from how many
/// on that is worth a word.
const GATEWAY_QUOTA: (usize, usize) = (100, 95);

/// What is known of an IPsec-VPN connection of the region.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConnectionFacts {
    /// `vco-…`.
    pub id: String,
    /// Its name.
    pub name: Option<String>,
    /// Its customer gateways, each once.
    pub gateways: Vec<String>,
    /// The blocks on the Alibaba side, as the service writes them.
    pub local: Option<String>,
    /// The blocks behind the device.
    pub remote: Option<String>,
    /// The blocks of its BGP sessions.
    pub tunnel_cidrs: Vec<String>,
}

/// What was looked up in a region; `None` where a list could not be had, so that nothing is said of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RegionFacts {
    /// All customer gateways.
    pub gateways: Option<Vec<GatewayFacts>>,
    /// All connections.
    pub connections: Option<Vec<ConnectionFacts>>,
    /// Whether its connections can run BGP.
    pub has_bgp: Option<bool>,
}

/// Everything the rules have to say about a draft in this region that they do not say of it alone; gravest
/// first, then in the order of the catalogue.
pub fn check_region(draft: &Draft, known: &RegionFacts) -> Vec<Finding> {
    let mut found = Vec::new();
    if let Some(gateways) = &known.gateways {
        found.extend(missing_gateways(draft, gateways));
        found.extend(check_gateways(draft, gateways));
        found.extend(near_quota(draft, gateways.len()));
    }
    found.extend(without_bgp(draft, known.has_bgp));
    for other in known.connections.iter().flatten() {
        found.extend(same_name(draft, other));
        found.extend(same_connection(draft, other).or_else(|| shared_subnets(draft, other)));
        found.extend(used_blocks(draft, other));
    }
    // One connection with the same name, subnets or block is enough to be named.
    found.sort_by_key(|finding| (finding.severity(), finding.rule));
    found.dedup_by(|next, kept| next.rule == kept.rule && next.fields == kept.fields);
    found
}

/// G-05, said where a gateway is named: soon none can be added.
fn near_quota(draft: &Draft, count: usize) -> Option<Finding> {
    let (most, near) = GATEWAY_QUOTA;
    let path = draft.paths_of(Key::CustomerGatewayId).into_iter().next()?;
    // Whoever has more has been given another quota.
    let is_near = (near..=most).contains(&count);
    is_near.then(|| Finding::at(Rule::G05, path).with("count", count).with("most", most))
}

/// B-23: the service says so, or a refusal would be all there is to learn it from.
fn without_bgp(draft: &Draft, has_bgp: Option<bool>) -> Option<Finding> {
    let path = match draft.mode() {
        Mode::Dual => FieldPath::connection(Key::EnableTunnelsBgp),
        Mode::Single => FieldPath::connection(Key::EnableBgp),
    };
    let region = draft.text(FieldPath::connection(Key::RegionId))?;
    (has_bgp == Some(false) && draft.wants_bgp()).then(|| {
        Finding::at(Rule::B23, path)
            .with_field(FieldPath::connection(Key::RegionId))
            .with("region", excerpt(region))
    })
}

/// N-03.
fn same_name(draft: &Draft, other: &ConnectionFacts) -> Option<Finding> {
    let path = FieldPath::connection(Key::Name);
    let name = draft.text(path).filter(|name| !name.is_empty())?;
    (other.name.as_deref() == Some(name)).then(|| {
        Finding::at(Rule::N03, path).with("name", excerpt(name)).with("other", called(other))
    })
}

/// G-09: the service may refuse it, or an earlier submission has created it.
fn same_connection(draft: &Draft, other: &ConnectionFacts) -> Option<Finding> {
    let path = FieldPath::connection(Key::LocalSubnet);
    let own = |key| sorted(draft.text(FieldPath::connection(key))?);
    let (local, remote) = (own(Key::LocalSubnet)?, own(Key::RemoteSubnet)?);
    let is_routed = |nets: &[Ipv4Net]| nets.iter().all(|net| is_any_address(*net));
    // Where routes decide, every connection has the same subnets.
    if is_routed(&local) && is_routed(&remote) {
        return None;
    }
    let gateways = draft.paths_of(Key::CustomerGatewayId);
    let shares = gateways.iter().any(|path| {
        draft
            .text(*path)
            .is_some_and(|id| other.gateways.iter().any(|gateway| gateway == id.trim()))
    });
    let same = shares
        && sorted(other.local.as_deref()?)? == local
        && sorted(other.remote.as_deref()?)? == remote;
    same.then(|| {
        Finding::at(Rule::G09, path)
            .with_field(FieldPath::connection(Key::RemoteSubnet))
            .with("other", called(other))
    })
}

/// S-20: two connections claim the same addresses behind a device.
fn shared_subnets(draft: &Draft, other: &ConnectionFacts) -> Option<Finding> {
    let path = FieldPath::connection(Key::RemoteSubnet);
    let own = value::parse_cidr_list(draft.text(path)?)?;
    let theirs = sorted(other.remote.as_deref()?)?;
    let is_specific = |net: &&Ipv4Net| !is_any_address(**net);
    let block = own.iter().filter(is_specific).find(|net| {
        let overlaps = |other: &Ipv4Net| other.contains(*net) || net.contains(other);
        theirs.iter().filter(is_specific).any(overlaps)
    })?;
    let finding = Finding::at(Rule::S20, path).with("block", block.to_string());
    Some(finding.with("other", called(other)))
}

/// B-08.
fn used_blocks(draft: &Draft, other: &ConnectionFacts) -> Vec<Finding> {
    let taken: Vec<TunnelCidr> =
        other.tunnel_cidrs.iter().filter_map(|block| block.parse().ok()).collect();
    let real =
        |path: &FieldPath| !matches!(path.owner, FieldOwner::Tunnel(3..)) && draft.applies(*path);
    let paths = draft.paths_of(Key::TunnelCidr).into_iter().filter(real);
    let used = paths.filter_map(|path| {
        let block: TunnelCidr = draft.text(path)?.parse().ok()?;
        taken.contains(&block).then(|| {
            let finding = Finding::at(Rule::B08, path).with("block", block.to_string());
            finding.with("other", called(other))
        })
    });
    used.collect()
}

/// A list of blocks as the service shows it, in one order whatever was typed.
fn sorted(text: &str) -> Option<Vec<Ipv4Net>> {
    let mut blocks = value::parse_cidr_list(text)?;
    blocks.sort_unstable();
    blocks.dedup();
    Some(blocks)
}

/// Its id, with its name where it has one.
fn called(other: &ConnectionFacts) -> String {
    let id = excerpt(&other.id);
    match other.name.as_deref().filter(|name| !name.is_empty()) {
        Some(name) => format!("{id} ({})", excerpt(name)),
        None => id,
    }
}
