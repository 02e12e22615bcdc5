//! The CEN instances and transit routers that are there from the start, and the zones of a region.
//!
//! Each region has four routers, of which one takes connections; lists of a CEN instance also show one of
//! another region.

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;

/// A CEN instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CenInstance {
    pub id: &'static str,
    pub name: &'static str,
}

/// A transit router of a region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Router {
    pub id: String,
    pub name: &'static str,
    pub cen: &'static str,
    pub region: String,
    /// `Enterprise` or `Basic`.
    pub edition: &'static str,
    pub blocks: Vec<Ipv4Net>,
    /// Connections of other accounts that are bound to it.
    pub taken: usize,
}

/// Connections that a router takes (quota page).
pub(super) const CONNECTIONS_MAX: usize = 50;

/// The CEN instances of every account.
pub(super) const CENS: [CenInstance; 2] = [
    CenInstance { id: "cen-sandboxcorp000001", name: "corp" },
    CenInstance { id: "cen-sandboxlab0000002", name: "lab" },
];

/// Regions that a CEN instance reaches into, where no region is asked for.
const SPAN: [&str; 2] = ["eu-central-1", "ap-southeast-1"];

struct Seed {
    tail: &'static str,
    name: &'static str,
    cen: usize,
    edition: &'static str,
    block: Option<[u8; 4]>,
    taken: usize,
}

const SEEDS: [Seed; 4] = [
    Seed {
        tail: "main1",
        name: "main",
        cen: 0,
        edition: "Enterprise",
        block: Some([10, 254, 0, 0]),
        taken: 0,
    },
    Seed { tail: "bare2", name: "bare", cen: 1, edition: "Enterprise", block: None, taken: 0 },
    Seed { tail: "basic3", name: "basic", cen: 0, edition: "Basic", block: None, taken: 0 },
    Seed {
        tail: "full4",
        name: "full",
        cen: 1,
        edition: "Enterprise",
        block: Some([10, 254, 4, 0]),
        taken: CONNECTIONS_MAX,
    },
];

/// The transit routers of a region.
pub(super) fn of_region(region: &str) -> Vec<Router> {
    let word: String = region.chars().filter(|letter| *letter != '-').collect();
    let router = |seed: &Seed| Router {
        id: format!("tr-sandbox{word}{}", seed.tail),
        name: seed.name,
        cen: CENS[seed.cen].id,
        region: region.to_owned(),
        edition: seed.edition,
        blocks: seed.block.and_then(block).into_iter().collect(),
        taken: seed.taken,
    };
    SEEDS.iter().map(router).collect()
}

/// The transit routers that are seen without naming a region: those of one region, and a router of another.
pub(super) fn spanning() -> Vec<Router> {
    let mut all = of_region(SPAN[0]);
    all.extend(of_region(SPAN[1]).into_iter().next());
    all
}

/// The router of this id, in whichever region.
pub(super) fn find(id: &str) -> Option<Router> {
    let regions = crate::connection::regions::regions().iter();
    regions.flat_map(|region| of_region(&region.id)).find(|router| router.id == id)
}

fn block([a, b, c, d]: [u8; 4]) -> Option<Ipv4Net> {
    Ipv4Net::new(Ipv4Addr::new(a, b, c, d), 24).ok()
}

impl Router {
    /// The default route table.
    pub(super) fn system_table(&self) -> String {
        self.id.replacen("tr-", "vtb-", 1)
    }

    /// The id of a CIDR block.
    pub(super) fn block_id(&self) -> String {
        self.id.replacen("tr-", "cidr-", 1)
    }
}

/// The two zones of a region in which tunnels end.
pub(super) fn zones(region: &str) -> [String; 2] {
    let dash = if region.ends_with(|last: char| last.is_ascii_digit()) { "" } else { "-" };
    ["a", "b"].map(|zone| format!("{region}{dash}{zone}"))
}

/// Addresses for Alibaba Cloud's ends, never the same twice in a row.
#[derive(Debug, Default)]
pub(super) struct AddressPool {
    given: u32,
}

impl AddressPool {
    /// An address of the ranges kept for documentation (RFC 5737), and of the one for benchmarks (RFC 2544)
    /// once these are used up; for a private connection one of the router's block.
    pub(super) fn next(&mut self, private: Option<Ipv4Net>) -> Ipv4Addr {
        let given = self.given;
        self.given = given.wrapping_add(1);
        if let Some(block) = private {
            // The first three parts of a block are the service's own (CEN user guide).
            let room = (1_u32 << (32 - block.prefix_len())).saturating_sub(65).max(1);
            return Ipv4Addr::from(u32::from(block.network()) + 64 + given % room);
        }
        let base = |a, b, c, d| u32::from(Ipv4Addr::new(a, b, c, d));
        // Customer gateways that are there from the start lie below 198.51.100.100.
        Ipv4Addr::from(match given {
            0..154 => base(198, 51, 100, 101) + given,
            154..408 => base(192, 0, 2, 1) + (given - 154),
            _ => base(198, 19, 0, 1) + (given - 408) % 65_000,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_region_has_one_router_that_takes_connections() {
        for region in crate::connection::regions::regions() {
            let routers = of_region(&region.id);
            let usable = routers.iter().filter(|router| {
                router.edition == "Enterprise"
                    && !router.blocks.is_empty()
                    && router.taken < CONNECTIONS_MAX
            });
            assert_eq!(usable.count(), 1, "{}", region.id);
            assert!(routers.iter().all(|router| find(&router.id).as_ref() == Some(router)));
        }
        assert_eq!(spanning().len(), 5);
    }

    #[test]
    fn addresses_differ_and_lie_in_ranges_for_examples() {
        let mut pool = AddressPool::default();
        let given: std::collections::HashSet<_> = (0..1_000).map(|_| pool.next(None)).collect();
        assert_eq!(given.len(), 1_000);
        let block: Ipv4Net = "10.254.0.0/24".parse().unwrap();
        assert!((0..500).all(|_| block.contains(&pool.next(Some(block)))));
    }
}
