//! What the customer gateways themselves make wrong. Somebody has looked them up, so none of this is
//! said by [`super::check`].

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;

use super::super::draft::Draft;
use super::super::field::{FieldOwner, FieldPath, Key, Mode};
use super::super::finding::{Finding, Rule};
use super::super::value::{self, Asn};
use super::excerpt;

/// What is known of a customer gateway.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GatewayFacts {
    /// `cgw-…`.
    pub id: String,
    /// The peer's address; `None` where it could not be told.
    pub ip: Option<Ipv4Addr>,
    /// The peer's number for BGP; `None` or 0 where none is set.
    pub asn: Option<u32>,
}

impl GatewayFacts {
    fn asn(&self) -> Option<Asn> {
        self.asn?.to_string().parse().ok()
    }
}

/// Everything the rules have to say about the gateways a draft names, as far as they are among those
/// known; gravest first, then in the order of the catalogue.
pub fn check_gateways(draft: &Draft, known: &[GatewayFacts]) -> Vec<Finding> {
    let chosen: Vec<NamedGateway<'_>> = gateway_of_field(draft)
        .filter_map(|(path, id)| Some((path, known.iter().find(|gateway| gateway.id == id)?)))
        .map(|(path, gateway)| NamedGateway { path, gateway })
        .collect();
    let mut found = Vec::new();
    for one in &chosen {
        address(draft, one, &mut found);
        if draft.wants_bgp() {
            asn(draft, one, &mut found);
        }
    }
    if let [one, two] = &*chosen {
        found.extend(same_address(one, two));
        found.extend(differing_asns(draft, one, two));
    }
    found.sort_by_key(|finding| (finding.severity(), finding.rule));
    found
}

/// G-01 for each gateway a draft names that its region does not have. `all` are all of that region;
/// with fewer, gateways would be missed that are there.
pub fn missing_gateways(draft: &Draft, all: &[GatewayFacts]) -> Vec<Finding> {
    gateway_of_field(draft)
        .filter(|(_, id)| !all.iter().any(|gateway| gateway.id == *id))
        .map(|(path, id)| Finding::at(Rule::G01, path).with("gateway", excerpt(id)))
        .collect()
}

/// A gateway and the field that names it.
struct NamedGateway<'a> {
    path: FieldPath,
    gateway: &'a GatewayFacts,
}

impl NamedGateway<'_> {
    fn finding(&self, rule: Rule) -> Finding {
        Finding::at(rule, self.path).with("gateway", excerpt(&self.gateway.id))
    }

    /// Another field of the same tunnel.
    fn sibling(&self, key: Key) -> FieldPath {
        FieldPath { owner: self.path.owner, key }
    }
}

/// The gateways that a draft names and where. Of a third tunnel M-07 speaks.
fn gateway_of_field(draft: &Draft) -> impl Iterator<Item = (FieldPath, &str)> {
    let paths = draft.paths_of(Key::CustomerGatewayId).into_iter();
    paths
        .filter(|path| !matches!(path.owner, FieldOwner::Tunnel(3..)))
        .filter_map(|path| Some((path, draft.text(path)?.trim())))
        .filter(|(_, id)| !id.is_empty())
}

/// Addresses that no peer on the other side of a network can have (the reference of
/// `CreateCustomerGateway`).
const UNREACHABLE: [Ipv4Net; 5] = [
    Ipv4Net::new_assert(Ipv4Addr::new(100, 64, 0, 0), 10),
    Ipv4Net::new_assert(Ipv4Addr::new(127, 0, 0, 0), 8),
    Ipv4Net::new_assert(Ipv4Addr::new(169, 254, 0, 0), 16),
    Ipv4Net::new_assert(Ipv4Addr::new(224, 0, 0, 0), 4),
    Ipv4Net::new_assert(Ipv4Addr::new(255, 0, 0, 0), 8),
];

/// Findings about the address of one gateway.
fn address(draft: &Draft, one: &NamedGateway<'_>, found: &mut Vec<Finding>) {
    let Some(ip) = one.gateway.ip else { return };
    let finding = |rule| one.finding(rule).with("address", ip.to_string());
    if UNREACHABLE.iter().any(|range| range.contains(&ip)) {
        found.push(finding(Rule::G02));
        return;
    }
    let network = FieldPath::connection(Key::NetworkType);
    let unfit = match draft.effective(network) {
        Some("public") if ip.is_private() => Some("public"),
        Some("private") if !ip.is_private() => Some("private"),
        _ => None,
    };
    found.extend(unfit.map(|kind| finding(Rule::G03).with_field(network).with("network", kind)));
    found.extend(inside_its_own_tunnel(draft, one, ip));
    found.extend(private_identity(draft, one, ip));
    found.extend(probed(draft, one, ip));
}

/// S-19: the encrypted packets would themselves be sent into the tunnel.
fn inside_its_own_tunnel(draft: &Draft, one: &NamedGateway<'_>, ip: Ipv4Addr) -> Option<Finding> {
    let path = FieldPath::connection(Key::RemoteSubnet);
    let blocks = value::parse_cidr_list(draft.text(path)?)?;
    let around = |net: &&Ipv4Net| !value::is_any_address(**net) && net.contains(&ip);
    let block = blocks.iter().find(around)?;
    let finding = Finding::at(Rule::S19, path).with_field(one.path).with("address", ip.to_string());
    Some(finding.with("field", path).with("block", block.to_string()))
}

/// D-07: the peer is expected to call itself by an address that only stands behind a NAT.
fn private_identity(draft: &Draft, one: &NamedGateway<'_>, ip: Ipv4Addr) -> Option<Finding> {
    let path = one.sibling(Key::RemoteId);
    let id: Ipv4Addr = draft.text(path)?.parse().ok()?;
    (id.is_private() && !ip.is_private()).then(|| {
        Finding::at(Rule::D07, path)
            .with_field(one.path)
            .with("id", id.to_string())
            .with("address", ip.to_string())
    })
}

/// H-10: the health check probes the end of the tunnel and nothing behind it.
fn probed(draft: &Draft, one: &NamedGateway<'_>, ip: Ipv4Addr) -> Option<Finding> {
    let path = FieldPath::connection(Key::HealthDestination);
    let probes = draft.mode() == Mode::Single && draft.wants_health_check();
    let probed: Ipv4Addr = draft.text(path).filter(|_| probes)?.parse().ok()?;
    (probed == ip)
        .then(|| Finding::at(Rule::H10, path).with_field(one.path).with("address", ip.to_string()))
}

/// Findings about the ASN of one gateway, which matters while BGP is on.
fn asn(draft: &Draft, one: &NamedGateway<'_>, found: &mut Vec<Finding>) {
    let Some(asn) = one.gateway.asn() else {
        found.push(one.finding(Rule::B14));
        return;
    };
    let finding = |rule| one.finding(rule).with("asn", asn.to_string());
    if asn == Asn::ALIBABA {
        found.push(finding(Rule::B15));
        return;
    }
    let own = one.sibling(Key::LocalAsn);
    if draft.effective(own).and_then(|text| text.parse().ok()) == Some(asn) {
        found.push(finding(Rule::B16).with_field(own));
    }
    if asn.is_reserved() {
        found.push(finding(Rule::B18));
    }
}

/// G-04: two gateways that are one device.
fn same_address(one: &NamedGateway<'_>, two: &NamedGateway<'_>) -> Option<Finding> {
    let ip = one.gateway.ip.filter(|ip| two.gateway.ip == Some(*ip))?;
    // Of one gateway on both tunnels M-10 speaks.
    (one.gateway.id != two.gateway.id)
        .then(|| two.finding(Rule::G04).with_field(one.path).with("address", ip.to_string()))
}

/// B-22: two peers of different ASNs share no load.
fn differing_asns(
    draft: &Draft,
    one: &NamedGateway<'_>,
    two: &NamedGateway<'_>,
) -> Option<Finding> {
    let (first, second) = (one.gateway.asn()?, two.gateway.asn()?);
    (draft.wants_bgp() && first != second).then(|| {
        Finding::at(Rule::B22, two.path)
            .with_field(one.path)
            .with("first", first.to_string())
            .with("second", second.to_string())
    })
}
