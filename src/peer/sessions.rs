//! BGP sessions of a device, found by the address inside a tunnel.

use super::contract::Bgp;
use super::vocabulary::{is_in, other_host};

/// All sessions of a device.
#[derive(Default)]
pub struct Sessions(Vec<Bgp>);

impl Sessions {
    /// Adds one; what another line says of the same neighbour is joined with it.
    pub fn add(&mut self, neighbor: &str, local_as: Option<u32>, remote_as: Option<u32>) {
        match self.0.iter_mut().find(|session| session.neighbor == neighbor) {
            Some(session) => {
                session.local_as = session.local_as.or(local_as);
                session.remote_as = session.remote_as.or(remote_as);
            }
            None => self.0.push(Bgp { local_as, remote_as, neighbor: neighbor.to_owned() }),
        }
    }

    /// The session over a tunnel with that inside address.
    pub fn over(&self, inside: Option<&str>) -> Option<Bgp> {
        let inside = inside?;
        let other = other_host(inside);
        let exact = other.and_then(|other| self.0.iter().find(|session| session.neighbor == other));
        exact.or_else(|| self.0.iter().find(|session| is_in(&session.neighbor, inside))).cloned()
    }

    /// The session with that neighbour.
    pub fn with(&self, neighbor: &str) -> Option<Bgp> {
        self.0.iter().find(|session| session.neighbor == neighbor).cloned()
    }
}

/// An AS number, also in dotted notation.
pub fn as_number(text: &str) -> Option<u32> {
    match text.split_once('.') {
        Some((high, low)) => {
            let high: u32 = high.parse::<u16>().ok()?.into();
            Some((high << 16) | u32::from(low.parse::<u16>().ok()?))
        }
        None => text.parse().ok(),
    }
}
