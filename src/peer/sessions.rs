//! BGP sessions of a device, found by the address inside a tunnel.

use super::contract::{Bgp, DeviceTunnel};
use super::line::LinedSettings;
use super::tree::Node;
use super::vocabulary::{is_in, other_host};

/// An AS number with the line that says it.
pub type AsInLine = (u32, usize);

/// All sessions of a device.
#[derive(Default)]
pub struct Sessions(Vec<Session>);

#[derive(Clone)]
struct Session {
    neighbor: String,
    line: usize,
    own: Option<AsInLine>,
    remote: Option<AsInLine>,
}

impl Sessions {
    /// Adds one; what another line says of the same neighbour is joined with it.
    pub fn add(
        &mut self,
        neighbor: &str,
        line: usize,
        own: Option<AsInLine>,
        remote: Option<AsInLine>,
    ) {
        match self.0.iter_mut().find(|session| session.neighbor == neighbor) {
            Some(session) => {
                session.own = session.own.or(own);
                session.remote = session.remote.or(remote);
            }
            None => self.0.push(Session { neighbor: neighbor.to_owned(), line, own, remote }),
        }
    }

    /// Gives a tunnel the session over its inside address.
    pub fn over(&self, tunnel: &mut DeviceTunnel) {
        let Some(inside) = &tunnel.inside else { return };
        let other = other_host(inside);
        let exact = other.and_then(|other| self.0.iter().find(|session| session.neighbor == other));
        let near = || self.0.iter().find(|session| is_in(&session.neighbor, inside));
        if let Some(session) = exact.or_else(near) {
            give(session, tunnel);
        }
    }

    /// Gives a tunnel the session with a neighbour; false when there is none.
    pub fn with(&self, neighbor: &str, tunnel: &mut DeviceTunnel) -> bool {
        let session = self.0.iter().find(|session| session.neighbor == neighbor);
        if let Some(session) = session {
            give(session, tunnel);
        }
        session.is_some()
    }
}

fn give(session: &Session, tunnel: &mut DeviceTunnel) {
    tunnel.at("neighbor", session.line);
    for (field, found) in [("local_as", session.own), ("remote_as", session.remote)] {
        if let Some((_, line)) = found {
            tunnel.at(field, line);
        }
    }
    tunnel.bgp = Some(Bgp {
        local_as: session.own.map(|(number, _)| number),
        remote_as: session.remote.map(|(number, _)| number),
        neighbor: session.neighbor.clone(),
    });
}

/// The AS number below the node at a path.
pub fn as_below(node: &Node, path: &str) -> Option<AsInLine> {
    Some((as_number(node.text(path)?)?, node.line_of_setting(path)?))
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
