//! Everything the sandbox remembers.

use std::collections::{HashMap, HashSet, VecDeque};

use crate::connection::{FieldPath, Key};

use super::auth::{Auth, Tokens};
use super::chance::Ids;
use super::gateways::{Gateway, Gateways};
use super::records::{Logged, StoredConnection};
use super::settings::Settings;

/// Most requests kept in the log; older ones make room.
const LOG_MAX: usize = 100_000;

/// Everything that changes.
#[derive(Debug)]
pub(super) struct State {
    pub auth: Auth,
    pub tokens: Tokens,
    pub attachments: Attachments,
    pub log: VecDeque<Logged>,
    pub ids: Ids,
    gateways: HashMap<String, Gateways>,
    gateway_count: usize,
}

impl State {
    pub(super) fn new(settings: &Settings) -> Self {
        Self {
            auth: Auth::default(),
            tokens: Tokens::default(),
            attachments: Attachments::default(),
            log: VecDeque::new(),
            ids: Ids::new(settings.seed),
            gateways: HashMap::new(),
            gateway_count: settings.gateways,
        }
    }

    /// The customer gateways of a region, which must be a known one.
    pub(super) fn gateways(&mut self, region: &str) -> &mut Gateways {
        let count = self.gateway_count;
        self.gateways.entry(region.to_owned()).or_insert_with(|| Gateways::start(count))
    }

    /// A customer gateway of a region somebody has asked about before.
    pub(super) fn gateway(&self, region: &str, id: &str) -> Option<&Gateway> {
        self.gateways.get(region)?.find(id)
    }

    pub(super) fn note(&mut self, entry: Logged) {
        if self.log.len() == LOG_MAX {
            self.log.pop_front();
        }
        self.log.push_back(entry);
    }
}

/// What makes two connections the same for `InvalidVpnConnection.AlreadyExists`.
type Defining = (String, Vec<String>, Vec<String>, Vec<String>);

/// The stored connections.
#[derive(Debug, Default)]
pub(super) struct Attachments {
    list: Vec<StoredConnection>,
    places: HashMap<String, usize>,
    defining: HashSet<Defining>,
    cidrs: HashSet<(String, String, String)>,
}

impl Attachments {
    pub(super) fn all(&self) -> impl Iterator<Item = &StoredConnection> {
        self.list.iter()
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    pub(super) fn find(&self, region: &str, id: &str) -> Option<&StoredConnection> {
        self.list.get(*self.places.get(id)?).filter(|stored| stored.region == region)
    }

    /// Whether an equal one is there. Route-based connections are told apart by what the routes say.
    pub(super) fn has_equal(&self, wanted: &StoredConnection) -> bool {
        defining(wanted).is_some_and(|defining| self.defining.contains(&defining))
    }

    /// Whether a connection with this gateway uses this tunnel CIDR already.
    pub(super) fn uses(&self, region: &str, gateway: &str, cidr: &str) -> bool {
        self.cidrs.contains(&(region.to_owned(), gateway.to_owned(), cidr.to_owned()))
    }

    pub(super) fn store(&mut self, stored: StoredConnection) {
        self.defining.extend(defining(&stored));
        self.cidrs.extend(cidrs(&stored));
        self.places.insert(stored.id.clone(), self.list.len());
        self.list.push(stored);
    }

    /// Takes a connection out; `false` when there is none.
    pub(super) fn delete(&mut self, region: &str, id: &str) -> bool {
        if self.find(region, id).is_none() {
            return false;
        }
        let Some(place) = self.places.remove(id) else { return false };
        let stored = self.list.remove(place);
        for later in self.places.values_mut().filter(|later| **later > place) {
            *later -= 1;
        }
        if let Some(defining) = defining(&stored) {
            self.defining.remove(&defining);
        }
        for used in cidrs(&stored) {
            self.cidrs.remove(&used);
        }
        true
    }
}

/// The gateways of a connection, one for each tunnel.
pub(super) fn gateways_of(stored: &StoredConnection) -> Vec<&str> {
    let paths = stored.filled.paths_of(Key::CustomerGatewayId);
    paths.into_iter().filter_map(|path| stored.filled.text(path)).collect()
}

fn defining(stored: &StoredConnection) -> Option<Defining> {
    let text = |key| stored.filled.text(FieldPath::own(key)).unwrap_or_default().to_owned();
    let (local, remote) = (text(Key::LocalSubnet), text(Key::RemoteSubnet));
    if local == "0.0.0.0/0" && remote == "0.0.0.0/0" {
        return None;
    }
    let sorted = |mut texts: Vec<String>| {
        texts.sort_unstable();
        texts.dedup();
        texts
    };
    let blocks = |list: &str| sorted(list.split(',').map(str::to_owned).collect());
    let gateways = sorted(gateways_of(stored).into_iter().map(str::to_owned).collect());
    Some((stored.region.clone(), gateways, blocks(&local), blocks(&remote)))
}

fn cidrs(stored: &StoredConnection) -> Vec<(String, String, String)> {
    if !stored.filled.wants_bgp() {
        return Vec::new();
    }
    let cidrs = stored.filled.paths_of(Key::TunnelCidr);
    gateways_of(stored)
        .into_iter()
        .zip(cidrs)
        .filter_map(|(gateway, path)| {
            let cidr = stored.filled.text(path)?;
            Some((stored.region.clone(), gateway.to_owned(), cidr.to_owned()))
        })
        .collect()
}
