//! Values that have a rule, each held only by passing through the door that checks it.

use std::fmt;
use std::net::Ipv4Addr;
use std::str::FromStr;

use ipnet::Ipv4Net;

/// The /30 inside a tunnel over which its two ends speak BGP.
///
/// It lies in 169.254.0.0/16 and is none of the eight blocks the service keeps for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TunnelCidr(Ipv4Net);

/// Why a text is not a tunnel CIDR block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TunnelCidrError {
    /// Not of the form a.b.c.d/n.
    #[error("not an IPv4 CIDR block")]
    NotCidr,
    /// Not inside 169.254.0.0/16.
    #[error("outside 169.254.0.0/16")]
    NotLinkLocal,
    /// Another prefix length than 30.
    #[error("a /{found} instead of a /30")]
    NotSlash30 {
        /// The length that was read.
        found: u8,
    },
    /// The address has host bits.
    #[error("off the border of a /30; {meant} contains it")]
    OffBorder {
        /// The block around it.
        meant: Ipv4Net,
    },
    /// One of the eight reserved blocks.
    #[error("reserved by the service")]
    Reserved,
}

impl TunnelCidr {
    /// The two addresses that hosts may have; Alibaba Cloud takes one, the peer the other.
    pub fn hosts(self) -> [Ipv4Addr; 2] {
        let first = u32::from(self.0.network());
        [Ipv4Addr::from(first + 1), Ipv4Addr::from(first + 2)]
    }

    /// Whether the address lies inside, network and broadcast address included.
    pub fn contains(self, address: Ipv4Addr) -> bool {
        self.0.contains(&address)
    }

    /// The block as a plain network.
    pub fn net(self) -> Ipv4Net {
        self.0
    }

    /// Whether the service keeps this block for itself (API reference, `TunnelCidr`).
    fn is_reserved(net: Ipv4Net) -> bool {
        let [_, _, third, fourth] = net.network().octets();
        matches!((third, fourth), (0..=6, 0) | (169, 252))
    }
}

impl FromStr for TunnelCidr {
    type Err = TunnelCidrError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let net: Ipv4Net = text.parse().map_err(|_| TunnelCidrError::NotCidr)?;
        match net.prefix_len() {
            _ if !net.addr().is_link_local() => Err(TunnelCidrError::NotLinkLocal),
            30 if net != net.trunc() => Err(TunnelCidrError::OffBorder { meant: net.trunc() }),
            30 if Self::is_reserved(net) => Err(TunnelCidrError::Reserved),
            30 => Ok(Self(net)),
            found => Err(TunnelCidrError::NotSlash30 { found }),
        }
    }
}

impl fmt::Display for TunnelCidr {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// An autonomous system number, 1 to 4294967295.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Asn(u32);

/// A text that is neither a number from 1 to 4294967295 nor two 16-bit parts `high.low`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an ASN from 1 to 4294967295")]
pub struct AsnError;

impl Asn {
    /// Alibaba Cloud's own, the default of `LocalAsn`.
    pub const ALIBABA: Self = Self(45_104);

    /// As a plain number.
    pub fn number(self) -> u32 {
        self.0
    }

    /// Kept for private use (RFC 6996).
    pub fn is_private(self) -> bool {
        matches!(self.0, 64_512..=65_534 | 4_200_000_000..=4_294_967_294)
    }

    /// Reserved or kept for documentation (RFC 5398, RFC 6793, RFC 7300, RFC 7607).
    pub fn is_reserved(self) -> bool {
        matches!(self.0, 23_456 | 65_535 | 64_496..=64_511 | 65_536..=65_551 | u32::MAX)
    }
}

impl FromStr for Asn {
    type Err = AsnError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let number = match text.split_once('.') {
            Some((high, low)) if digits(high) && digits(low) => {
                let high: u16 = high.parse().map_err(|_| AsnError)?;
                let low: u16 = low.parse().map_err(|_| AsnError)?;
                u32::from(high) << 16 | u32::from(low)
            }
            None if digits(text) => text.parse().map_err(|_| AsnError)?,
            _ => return Err(AsnError),
        };
        if number == 0 { Err(AsnError) } else { Ok(Self(number)) }
    }
}

impl fmt::Display for Asn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// The block that stands for route-based mode.
pub fn is_any_address(net: Ipv4Net) -> bool {
    net.prefix_len() == 0
}

/// Reads one block exactly as the service wants it: `a.b.c.d/n` without host bits.
pub fn parse_cidr(text: &str) -> Option<Ipv4Net> {
    text.parse::<Ipv4Net>().ok().filter(|net| *net == net.trunc())
}

/// Reads a list of blocks separated by plain commas; `None` if any is wrong.
pub fn parse_cidr_list(text: &str) -> Option<Vec<Ipv4Net>> {
    text.split(',').map(parse_cidr).collect()
}

/// Reads a whole number written in plain decimal digits.
pub fn parse_whole_number(text: &str) -> Option<u64> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tunnel_cidrs() {
        for (text, expected) in [
            ("169.254.10.0/30", None),
            ("169.254.0.4/30", None),
            ("169.254.6.0/30", Some(TunnelCidrError::Reserved)),
            ("169.254.169.252/30", Some(TunnelCidrError::Reserved)),
            ("169.254.10.0/29", Some(TunnelCidrError::NotSlash30 { found: 29 })),
            ("10.0.0.0/30", Some(TunnelCidrError::NotLinkLocal)),
            ("169.254.10.0", Some(TunnelCidrError::NotCidr)),
        ] {
            assert_eq!(text.parse::<TunnelCidr>().err(), expected, "{text}");
        }
        let meant = "169.254.10.0/30".parse().ok();
        assert_eq!(
            "169.254.10.1/30".parse::<TunnelCidr>().err(),
            meant.map(|meant| TunnelCidrError::OffBorder { meant })
        );
    }

    #[test]
    fn asns() {
        for (text, expected) in [
            ("123.456", Some(8_061_384)),
            ("4294967295", Some(u32::MAX)),
            ("4294967296", None),
            ("0", None),
            ("0.0", None),
            ("1.65536", None),
            ("+1", None),
            ("", None),
            ("1.", None),
            ("1.2.3", None),
        ] {
            assert_eq!(text.parse::<Asn>().ok().map(Asn::number), expected, "{text}");
        }
    }
}
