//! Customer gateways: the ones every region starts with, and the ones people make.

use std::collections::HashMap;
use std::net::Ipv4Addr;

use crate::connection::Secret;

/// Most customer gateways a region can be given by [`Settings::gateways`](super::Settings::gateways).
pub const GATEWAYS_MAX: usize = 5_000;

/// A customer gateway that is there from the start, the same in every region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeededGateway {
    /// `cgw-` and 21 letters and digits; it never changes, so that drafts can name it.
    pub id: &'static str,
    /// What people call it.
    pub name: &'static str,
    /// What it is.
    pub description: &'static str,
    /// Public ones come from the ranges kept for documentation (RFC 5737).
    pub address: Ipv4Addr,
    /// Its ASN, without which no BGP can be spoken with it.
    pub asn: Option<u32>,
}

const fn seed(
    id: &'static str,
    name: &'static str,
    description: &'static str,
    address: [u8; 4],
    asn: Option<u32>,
) -> SeededGateway {
    let [a, b, c, d] = address;
    SeededGateway { id, name, description, address: Ipv4Addr::new(a, b, c, d), asn }
}

/// The customer gateways that every region of the sandbox starts with.
pub const SEEDED_GATEWAYS: &[SeededGateway] = &[
    seed(
        "cgw-sandboxfradc1a0000001",
        "fra-dc1-a",
        "Frankfurt data center, first line",
        [203, 0, 113, 10],
        Some(65_010),
    ),
    seed(
        "cgw-sandboxfradc1b0000002",
        "fra-dc1-b",
        "Frankfurt data center, second line",
        [203, 0, 113, 11],
        Some(65_010),
    ),
    seed(
        "cgw-sandboxlonoffice00003",
        "lon-office",
        "London office firewall",
        [203, 0, 113, 20],
        Some(65_020),
    ),
    seed(
        "cgw-sandboxsgpcore0000004",
        "sgp-core",
        "Singapore core routers, four-byte ASN",
        [198, 51, 100, 33],
        Some(4_200_000_001),
    ),
    seed(
        "cgw-sandboxmucplant000005",
        "muc-plant",
        "Munich plant, static routes only",
        [198, 51, 100, 7],
        None,
    ),
    seed(
        "cgw-sandboxbranchnat00006",
        "branch-behind-nat",
        "Branch behind a NAT device, static routes only",
        [198, 51, 100, 8],
        None,
    ),
    seed(
        "cgw-sandboxprivatea000007",
        "express-connect-a",
        "Private line, first router",
        [10, 200, 0, 2],
        Some(65_030),
    ),
    seed(
        "cgw-sandboxprivateb000008",
        "express-connect-b",
        "Private line, second router",
        [10, 200, 0, 6],
        Some(65_030),
    ),
    seed(
        "cgw-sandboxshanghai000009",
        "上海总部-防火墙",
        "上海总部机房主用防火墙",
        [203, 0, 113, 88],
        Some(65_088),
    ),
    seed(
        "cgw-sandboxlongname000010",
        "warehouse-rotterdam-maasvlakte-2-building-7-floor-3-row-12-rack-4-edge-firewall-pair-primary-member",
        "",
        [203, 0, 113, 199],
        Some(65_040),
    ),
];

/// A customer gateway of one region.
#[derive(Clone, Debug)]
pub(super) struct Gateway {
    pub id: String,
    pub name: String,
    pub description: String,
    pub address: Ipv4Addr,
    pub asn: Option<u32>,
    /// The key of BGP's MD5 signature.
    pub auth_key: Secret,
    /// Milliseconds since 1970.
    pub created: i64,
    pub resource_group: String,
    pub tags: Vec<(String, String)>,
}

/// All customer gateways of one region.
#[derive(Debug)]
pub(super) struct Gateways {
    list: Vec<Gateway>,
    places: HashMap<String, usize>,
    made: usize,
}

/// When the gateways that are there from the start were made: 2024-12-02T08:00:00Z.
const SEEDED_AT: i64 = 1_733_126_400_000;

/// The resource group of everything that names none.
pub(super) const DEFAULT_GROUP: &str = "rg-sandboxdefault0";

impl Gateways {
    /// The seeded ones, and generated ones until there are `count`.
    pub(super) fn start(count: usize) -> Self {
        let mut gateways = Self { list: Vec::new(), places: HashMap::new(), made: 0 };
        for seed in SEEDED_GATEWAYS {
            gateways.add(from_seed(seed));
        }
        let wanted = count.min(GATEWAYS_MAX);
        for number in 1..=wanted.saturating_sub(SEEDED_GATEWAYS.len()) {
            gateways.add(branch(number));
        }
        gateways
    }

    fn add(&mut self, gateway: Gateway) {
        self.places.insert(gateway.id.clone(), self.list.len());
        self.list.push(gateway);
    }

    /// Adds one that somebody made.
    pub(super) fn make(&mut self, gateway: Gateway) {
        self.made += 1;
        self.add(gateway);
    }

    /// Gives one other tags.
    pub(super) fn tag(&mut self, id: &str, tags: Vec<(String, String)>) {
        let gateway = self.places.get(id).and_then(|place| self.list.get_mut(*place));
        if let Some(gateway) = gateway {
            gateway.tags = tags;
        }
    }

    /// How many were made; the quota is about these.
    pub(super) fn made(&self) -> usize {
        self.made
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Gateway> {
        self.list.iter()
    }

    pub(super) fn find(&self, id: &str) -> Option<&Gateway> {
        self.places.get(id).and_then(|place| self.list.get(*place))
    }
}

fn from_seed(seed: &SeededGateway) -> Gateway {
    Gateway {
        id: seed.id.to_owned(),
        name: seed.name.to_owned(),
        description: seed.description.to_owned(),
        address: seed.address,
        asn: seed.asn,
        auth_key: Secret::default(),
        created: SEEDED_AT,
        resource_group: DEFAULT_GROUP.to_owned(),
        tags: Vec::new(),
    }
}

/// Generated ones have addresses of 198.18.0.0/15, kept for benchmarks (RFC 2544), since the ranges
/// for documentation are too small; every other one has an ASN.
fn branch(number: usize) -> Gateway {
    // At most GATEWAYS_MAX, so it fits.
    let small = u32::try_from(number).unwrap_or(u32::MAX);
    let base = u32::from(Ipv4Addr::new(198, 18, 0, 0));
    Gateway {
        id: format!("cgw-sandboxbranch{number:08}"),
        name: format!("branch-{number:04}"),
        description: String::new(),
        address: Ipv4Addr::from(base + small),
        asn: (number % 2 == 1).then(|| 4_200_010_000 + small),
        auth_key: Secret::default(),
        created: SEEDED_AT,
        resource_group: DEFAULT_GROUP.to_owned(),
        tags: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_look_like_real_ones_and_differ() {
        let gateways = Gateways::start(GATEWAYS_MAX + 1);
        assert_eq!(gateways.list.len(), GATEWAYS_MAX);
        assert_eq!(gateways.places.len(), GATEWAYS_MAX);
        for gateway in gateways.all() {
            let tail = gateway.id.strip_prefix("cgw-").unwrap();
            assert_eq!(tail.len(), 21, "{}", gateway.id);
            assert!(tail.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()));
            assert!((1..=100).contains(&gateway.name.chars().count()));
        }
        let addresses: std::collections::HashSet<_> =
            gateways.all().map(|gateway| gateway.address).collect();
        assert_eq!(addresses.len(), GATEWAYS_MAX);
    }

    #[test]
    fn the_seeded_ones_are_there_however_few_are_asked_for() {
        assert_eq!(Gateways::start(0).list.len(), SEEDED_GATEWAYS.len());
    }
}
