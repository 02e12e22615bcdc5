//! Which blocks are free for the BGP session of a tunnel: the one place that chooses.

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;

use super::value::TunnelCidr;

const fn block(third: u8, fourth: u8, length: u8) -> Ipv4Net {
    Ipv4Net::new_assert(Ipv4Addr::new(169, 254, third, fourth), length)
}

/// Blocks that a cloud keeps for itself, so that a tunnel in one of them cannot be moved there, or
/// collides with a service on the machines behind it. What Alibaba Cloud keeps, [`TunnelCidr`] refuses.
const KEPT_BY_CLOUDS: [Ipv4Net; 9] = [
    // AWS Site-to-Site VPN and Alibaba Cloud: the first /30 of 169.254.0 to 169.254.6.
    block(0, 0, 21),
    // Azure takes its BGP addresses from these two alone.
    block(21, 0, 24),
    block(22, 0, 24),
    // NodeLocal DNS of Kubernetes, which Google and Azure clusters use.
    block(20, 10, 32),
    block(25, 10, 32),
    // Metadata, time and name servers of all four.
    block(169, 0, 24),
    // AWS: credentials of tasks and pods, and the Nitro cards.
    block(170, 0, 24),
    block(171, 0, 24),
    // The end of the range is not for hosts (RFC 3927).
    block(255, 0, 24),
];

/// Blocks that neither overlap one of `taken` nor belong to a cloud: from 169.254.10.0/30 upwards one to
/// each 256 addresses, as people number them, and then what is left between.
pub fn free_blocks(taken: &[Ipv4Net]) -> impl Iterator<Item = TunnelCidr> + '_ {
    let fourths = (0..=252_u8).step_by(4);
    let all = fourths
        .flat_map(|fourth| (10..=254).chain(7..=9).map(move |third| block(third, fourth, 30)));
    let is_free = |net: &Ipv4Net| {
        let overlaps = |other: &Ipv4Net| other.contains(net) || net.contains(other);
        !KEPT_BY_CLOUDS.iter().any(overlaps) && !taken.iter().any(overlaps)
    };
    all.filter(is_free).filter_map(|net| net.to_string().parse().ok())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_block_is_sound_and_offered_once() {
        let all: Vec<String> = free_blocks(&[]).map(|block| block.to_string()).collect();
        let apart: BTreeSet<&String> = all.iter().collect();
        assert_eq!(apart.len(), all.len());
        assert!(all.len() > 15_000, "{}", all.len());
        assert_eq!(all[..2], ["169.254.10.0/30", "169.254.11.0/30"]);
        for kept in ["169.254.169.252/30", "169.254.21.0/30", "169.254.22.4/30", "169.254.5.0/30"] {
            assert!(!all.iter().any(|block| block == kept), "{kept}");
        }
    }

    #[test]
    fn what_overlaps_a_block_in_use_is_not_offered() {
        let taken: Vec<Ipv4Net> = ["169.254.10.0/29", "169.254.11.2/32", "169.254.12.0/30"]
            .map(|net| net.parse().unwrap())
            .into();
        let next: Vec<String> =
            free_blocks(&taken).take(2).map(|block| block.to_string()).collect();
        assert_eq!(next, ["169.254.13.0/30", "169.254.14.0/30"]);
        assert!(free_blocks(&["169.254.0.0/16".parse().unwrap()]).next().is_none());
    }
}
