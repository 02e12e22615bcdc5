//! BGP sessions of a device, found by the address inside a tunnel.

use std::collections::HashMap;

use super::device_tunnel::{Bgp, DeviceTunnel};
use super::source_line::SettingLines;
use super::tree::Node;
use super::vocabulary::{is_in, other_host};

/// An AS number with the line that says it.
pub type AsnWithLine = (u32, usize);

/// All sessions of a device.
#[derive(Default)]
pub struct BgpSessions {
    all: Vec<Session>,
    known: HashMap<String, usize>,
}

#[derive(Clone)]
struct Session {
    neighbor: String,
    line: usize,
    own: Option<AsnWithLine>,
    remote: Option<AsnWithLine>,
    /// What the device calls the objects that the session is part of.
    objects: Vec<(&'static str, String)>,
}

impl BgpSessions {
    /// Adds one; what another line says of the same neighbour is joined with it.
    pub fn add(
        &mut self,
        neighbor: &str,
        line: usize,
        own: Option<AsnWithLine>,
        remote: Option<AsnWithLine>,
    ) {
        match self.known.get(neighbor) {
            Some(at) => {
                let session = &mut self.all[*at];
                session.own = session.own.or(own);
                session.remote = session.remote.or(remote);
            }
            None => {
                self.known.insert(neighbor.to_owned(), self.all.len());
                let (neighbor, objects) = (neighbor.to_owned(), Vec::new());
                self.all.push(Session { neighbor, line, own, remote, objects });
            }
        }
    }

    /// Says another AS number of the device for one neighbour.
    pub fn override_local_as(&mut self, neighbor: &str, own: Option<AsnWithLine>) {
        if let Some(at) = self.known.get(neighbor) {
            self.all[*at].own = own.or(self.all[*at].own);
        }
    }

    /// Names an object of the session that was added last.
    pub fn object(&mut self, kind: &'static str, name: &str) {
        if let Some(session) = self.all.last_mut() {
            session.objects.push((kind, name.to_owned()));
        }
    }

    /// Gives a tunnel the session over its inside address.
    pub fn attach_by_inside_address(&self, tunnel: &mut DeviceTunnel) {
        let Some(inside) = &tunnel.inside else { return };
        let other = other_host(inside);
        let exact = other.and_then(|other| self.known.get(&other)).map(|at| &self.all[*at]);
        let net: Option<ipnet::Ipv4Net> = inside.parse().ok();
        // A network of this size has few hosts, each of which is looked up.
        let hosts =
            net.filter(|net| net.prefix_len() >= 24).into_iter().flat_map(|net| net.hosts());
        let mut hosts = hosts.filter(|host| is_in(&host.to_string(), inside));
        let near =
            || hosts.find_map(|host| self.known.get(&host.to_string())).map(|at| &self.all[*at]);
        if let Some(session) = exact.or_else(near) {
            attach_session(session, tunnel);
        }
    }

    /// Gives a tunnel the session with a neighbour; false when there is none.
    pub fn with(&self, neighbor: &str, tunnel: &mut DeviceTunnel) -> bool {
        let session = self.known.get(neighbor).map(|at| &self.all[*at]);
        if let Some(session) = session {
            attach_session(session, tunnel);
        }
        session.is_some()
    }
}

fn attach_session(session: &Session, tunnel: &mut DeviceTunnel) {
    tunnel.record_line("neighbor", session.line);
    for (field, found) in [("local_as", session.own), ("remote_as", session.remote)] {
        if let Some((_, line)) = found {
            tunnel.record_line(field, line);
        }
    }
    tunnel.object("neighbor", &session.neighbor);
    for (kind, name) in &session.objects {
        tunnel.object(kind, name);
    }
    tunnel.bgp = Some(Bgp {
        local_as: session.own.map(|(number, _)| number),
        remote_as: session.remote.map(|(number, _)| number),
        neighbor: session.neighbor.clone(),
    });
}

/// The AS number below the node at a path.
pub fn as_below(node: &Node, path: &str) -> Option<AsnWithLine> {
    Some((as_number(node.text(path)?)?, node.setting_line(path)?))
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
