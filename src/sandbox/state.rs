//! Everything the sandbox remembers.

use std::collections::{HashMap, HashSet, VecDeque};

use jiff::{SignedDuration, Timestamp};

use crate::connection::{FieldPath, Key};

use super::auth::{Auth, Caller};
use super::codes::{ErrorReply, refuse};
use super::context::{Context, HandlerResult};
use super::gateways::{Gateway, Gateways};
use super::idempotency::IdempotencyCache;
use super::ids::{Ids, random};
use super::lifecycle::{Lifecycle, LifecycleContext, Stage};
use super::peer_kind::TunnelPeer;
use super::records::{RequestLogEntry, StoredConnection};
use super::route_table_links::RouteTableLinks;
use super::routers::AddressPool;
use super::settings::Settings;

/// Most requests kept in the log; older ones make room.
const LOG_MAX: usize = 100_000;

/// Everything that changes.
#[derive(Debug)]
pub(super) struct State {
    pub auth: Auth,
    pub log: VecDeque<RequestLogEntry>,
    accounts: Vec<AccountState>,
}

/// What belongs to one account.
#[derive(Debug)]
pub(super) struct AccountState {
    pub tokens: IdempotencyCache,
    pub attachments: Attachments,
    pub ids: Ids,
    /// Where Alibaba Cloud's ends get their addresses from.
    pub addresses: AddressPool,
    pub tables: RouteTableLinks,
    /// What devices are like unless something else was told for a connection.
    pub peers: Vec<TunnelPeer>,
    /// How long a step of a life takes.
    pace: SignedDuration,
    gateways: HashMap<String, Gateways>,
    gateway_count: usize,
}

impl AccountState {
    /// The customer gateways of a region, which must be a known one.
    pub(super) fn gateways(&mut self, region: &str) -> &mut Gateways {
        let count = self.gateway_count;
        self.gateways.entry(region.to_owned()).or_insert_with(|| Gateways::start(count))
    }

    /// A customer gateway of a region somebody has asked about before.
    pub(super) fn gateway(&self, region: &str, id: &str) -> Option<&Gateway> {
        self.gateways.get(region)?.find(id)
    }

    /// Answers once for each client token: again what was answered before to the same request. What does
    /// not count, such as a dry run, neither spends a token nor asks for what one was spent on.
    ///
    /// # Errors
    /// With the refusal of the work, or of a token that was spent on another request.
    pub(super) fn idempotent(
        &mut self,
        context: &Context<'_>,
        action: &'static str,
        counts: bool,
        work: impl FnOnce(&mut Self) -> HandlerResult,
    ) -> HandlerResult {
        let token = context.client_token()?.filter(|_| counts);
        let params = context.without_token();
        if let Some(token) = token
            && let Some(answer) = self.tokens.cached_answer(action, token, &params)?
        {
            return Ok(answer);
        }
        let answer = work(self)?;
        if let Some(token) = token {
            self.tokens.remember(action, token, &params, answer.clone());
        }
        Ok(answer)
    }

    /// Does everything that was due by now.
    pub(super) fn advance(&mut self, now: Timestamp) {
        let living: Vec<String> = self.attachments.living.iter().cloned().collect();
        for id in living {
            self.with_life_of(&id, |life, world| life.advance(now, world));
        }
    }

    /// Works on the life of a connection of a region.
    pub(super) fn with_life(
        &mut self,
        region: &str,
        id: &str,
        work: impl FnOnce(&mut Lifecycle, &LifecycleContext<'_>),
    ) {
        if self.attachments.find(region, id).is_some() {
            self.with_life_of(id, work);
        }
    }

    fn with_life_of(&mut self, id: &str, work: impl FnOnce(&mut Lifecycle, &LifecycleContext<'_>)) {
        let Some(place) = self.attachments.places.get(id) else { return };
        let Some(stored) = self.attachments.list.get_mut(*place) else { return };
        let Some(gateways) = self.gateways.get(&stored.region) else { return };
        let world = LifecycleContext {
            id: &stored.id,
            draft: &stored.filled,
            gateways,
            pace: self.pace,
            peers: &self.peers,
        };
        work(&mut stored.life, &world);
        match stored.life.is_quiet() {
            true => self.attachments.living.remove(id),
            false => self.attachments.living.insert(id.to_owned()),
        };
    }
}

impl State {
    pub(super) fn new(settings: &Settings) -> Self {
        let seed = settings.seed.unwrap_or_else(|| {
            let mut bytes = [0; 8];
            random(&mut bytes);
            u64::from_be_bytes(bytes)
        });
        // Far from each other, so that no two accounts give the same ids.
        let seeds = (0..).map(|place: u64| seed.wrapping_add(place << 32));
        let accounts = settings.accounts.iter().zip(seeds).map(|(_, seed)| AccountState {
            tokens: IdempotencyCache::default(),
            attachments: Attachments::default(),
            ids: Ids::new(seed),
            addresses: AddressPool::default(),
            tables: RouteTableLinks::default(),
            peers: settings.peers.clone(),
            pace: settings.pace,
            gateways: HashMap::new(),
            gateway_count: settings.gateways,
        });
        let accounts = accounts.collect();
        Self { auth: Auth::new(&settings.accounts), log: VecDeque::new(), accounts }
    }

    /// The account of somebody who was admitted.
    pub(super) fn account(&mut self, caller: Caller) -> &mut AccountState {
        &mut self.accounts[caller.account]
    }

    /// All of them, in the order of the settings.
    pub(super) fn accounts(&self) -> impl Iterator<Item = &AccountState> {
        self.accounts.iter()
    }

    /// Does everything that was due by now, in every account.
    pub(super) fn advance_all(&mut self, now: Timestamp) {
        self.accounts.iter_mut().for_each(|account| account.advance(now));
    }

    /// Makes devices something else: those of a connection, or of all and of those to come. `false` when
    /// there is no such connection.
    pub(super) fn set_peers(
        &mut self,
        connection: Option<&str>,
        peers: &[TunnelPeer],
        now: Timestamp,
    ) -> bool {
        let mut is_found = connection.is_none();
        for account in &mut self.accounts {
            if connection.is_none() {
                account.peers.extend(peers.iter().cloned());
            }
            let ids: Vec<String> = account
                .attachments
                .all()
                .map(|stored| stored.id.clone())
                .filter(|id| connection.is_none_or(|wanted| wanted == id))
                .collect();
            for id in ids {
                is_found = true;
                account.with_life_of(&id, |life, world| life.set_peers(now, world, peers));
            }
        }
        is_found
    }

    pub(super) fn connections(&self) -> impl Iterator<Item = &StoredConnection> {
        self.accounts.iter().flat_map(|account| account.attachments.all())
    }

    pub(super) fn note(&mut self, entry: RequestLogEntry) {
        if self.log.len() == LOG_MAX {
            self.log.pop_front();
        }
        self.log.push_back(entry);
    }
}

/// The stored connections.
#[derive(Debug, Default)]
pub(super) struct Attachments {
    list: Vec<StoredConnection>,
    places: HashMap<String, usize>,
    cidrs: HashSet<(String, String, String)>,
    /// Those that something happens to by itself.
    living: HashSet<String>,
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

    /// The connection of this ID.
    ///
    /// # Errors
    /// As the service has it, where there is none in the region.
    pub(super) fn get(&self, region: &str, id: &str) -> Result<&StoredConnection, ErrorReply> {
        self.find(region, id).ok_or_else(|| refuse("InvalidVpnConnectionInstanceId.NotFound"))
    }

    /// The connection that a binding is of: its region, its id, and where it is in its life.
    pub(super) fn bound(&self, attachment: &str) -> Option<(String, String, Stage)> {
        let is_it = |stored: &&StoredConnection| {
            stored.life.binding.as_ref().is_some_and(|binding| binding.id == attachment)
        };
        let stored = self.list.iter().find(is_it)?;
        Some((stored.region.clone(), stored.id.clone(), stored.life.stage))
    }

    /// How many connections are bound to a router.
    pub(super) fn bound_to(&self, router: &str) -> usize {
        let is_of = |stored: &&StoredConnection| {
            stored.life.binding.as_ref().is_some_and(|binding| binding.router == router)
        };
        self.list.iter().filter(is_of).count()
    }

    /// Whether a connection with this gateway uses this tunnel CIDR already.
    pub(super) fn uses(&self, region: &str, gateway: &str, cidr: &str) -> bool {
        self.cidrs.contains(&(region.to_owned(), gateway.to_owned(), cidr.to_owned()))
    }

    pub(super) fn store(&mut self, stored: StoredConnection) {
        self.cidrs.extend(tunnel_blocks(&stored));
        self.places.insert(stored.id.clone(), self.list.len());
        self.list.push(stored);
    }

    /// Puts a changed connection in the place of the one with its id.
    pub(super) fn replace(&mut self, changed: StoredConnection) {
        let Some(place) = self.places.get(&changed.id) else { return };
        let Some(stored) = self.list.get_mut(*place) else { return };
        for used in tunnel_blocks(stored) {
            self.cidrs.remove(&used);
        }
        self.cidrs.extend(tunnel_blocks(&changed));
        *stored = changed;
    }

    /// Gives a connection other tags.
    pub(super) fn tag(&mut self, region: &str, id: &str, tags: &[(String, String)]) {
        if self.find(region, id).is_none() {
            return;
        }
        let Some(place) = self.places.get(id) else { return };
        let draft = &mut self.list[*place].filled;
        while draft.tags() > 0 {
            draft.remove_tag(1);
        }
        for (number, (key, value)) in (1..).zip(tags) {
            draft.set(FieldPath::tag(number, Key::TagKey), key);
            draft.set(FieldPath::tag(number, Key::TagValue), value);
        }
    }

    /// Takes a connection out; `false` when there is none.
    pub(super) fn delete(&mut self, region: &str, id: &str) -> bool {
        if self.find(region, id).is_none() {
            return false;
        }
        let Some(place) = self.places.remove(id) else { return false };
        let stored = self.list.remove(place);
        self.living.remove(id);
        for later in self.places.values_mut().filter(|later| **later > place) {
            *later -= 1;
        }
        for used in tunnel_blocks(&stored) {
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

/// The blocks of a connection's BGP sessions: region, customer gateway, block.
pub(super) fn tunnel_blocks(stored: &StoredConnection) -> Vec<(String, String, String)> {
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
