//! Watches connections until they are bound, in phase 1, or up.
//!
//! Looking changes nothing, so whoever stops it has lost nothing. One list serves many connections where
//! that takes fewer questions than asking for each.

mod polling;
mod progress;

use std::collections::BTreeMap;
use std::time::Duration;

use futures_util::TryStreamExt as _;
use jiff::Timestamp;
use tokio::time::Instant;

use crate::cloud::{
    CallError, CallFailure, Client, ConnectionFilter, CustomerGateway, RetryPolicy, VpnConnection,
};
use crate::connection::named_enum;
use crate::rpc::codes;

use super::failure::{ServiceFailure, is_missing_connection};
use super::services::known_gateways;
use super::session::Session;
use super::status::{ConnectionStatus, ConnectionVerdict, TunnelPhase};
use super::submission::{Stop, stop_requested};

pub(super) use polling::Polling;
pub use progress::{
    ChangedPart, ElapsedLifetime, TunnelProgress, VerdictReason, WatchChange, WatchProgress,
};

/// Rows of a page of the list of connections.
const PAGE: usize = 50;

/// A connection that was created a moment ago may not be found for so many looks.
const MOST_MISSES: u32 = 3;

/// What is watched, and for how long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WatchOrder {
    /// The region of all of them.
    pub region: String,
    /// The connections, `vco-…`.
    pub ids: Vec<String>,
    /// What is waited for.
    pub until: WatchUntil,
    /// For how long; none for ever.
    pub patience: Option<Duration>,
}

/// What is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WatchUntil {
    /// It is bound and has its addresses.
    Bound,
    /// Phase 1 of every tunnel is up.
    Phase1,
    /// Every tunnel is up and BGP, where it is on, is established.
    Up,
    /// Nothing: it is watched until it is deleted or the watch is stopped.
    Stopped,
}

/// What a watch tells.
#[derive(Debug)]
pub enum WatchEvent {
    /// A connection was looked at; told even where nothing has changed.
    Seen(Box<ConnectionStatus>),
    /// Something has changed.
    Change(WatchChange),
    /// A look failed, and the next one comes in so long. Told once until one succeeds.
    Trouble(ServiceFailure, Duration),
    /// It can be looked at again.
    Recovered,
    /// One of the connections is done with.
    Ended(WatchEnd),
}

/// How the watch of a connection ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WatchEnd {
    /// The connection.
    pub id: String,
    /// When.
    pub at: Timestamp,
    /// How.
    pub outcome: WatchOutcome,
    /// What it comes to.
    pub verdict: ConnectionVerdict,
    /// Why.
    pub reason: VerdictReason,
    /// What was last seen of it.
    pub latest: Option<ConnectionStatus>,
}

named_enum! {
    /// How the watch of a connection ended, in a word.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum WatchOutcome {
        /// What was waited for has come.
        Up = "up",
        /// The time is over, and a part of it is up.
        Degraded = "degraded",
        /// It was up and is down, its negotiation fails, or it was deleted.
        Down = "down",
        /// The time is over, and what was waited for has not come.
        TimedOut = "timed-out",
        /// Stopped before.
        Stopped = "stopped",
    }
}

/// Watches until each connection has what is waited for, is deleted, or the time is over; reports what
/// happens, and gives how each of them ended.
///
/// # Errors
/// When looking at them is refused, or nobody can be asked, or the very first look fails.
pub async fn watch(
    session: &Session,
    order: &WatchOrder,
    mut stop: Stop,
    report: &mut (dyn FnMut(WatchEvent) + Send),
) -> Result<Vec<WatchEnd>, ServiceFailure> {
    let client = session.client(&order.region).await?;
    let gateways = known_gateways(session, &order.region).await;
    let mut run = WatchRun {
        session,
        order,
        gateways,
        watched: order.ids.iter().map(|id| (id.clone(), WatchedConnection::default())).collect(),
        ended: Vec::new(),
        listed: None,
        calls: 0,
        is_troubled: false,
        has_begun: false,
        report,
    };
    let mut polling = Polling::new(client.endpoint().is_loopback());
    let deadline = Deadline(order.patience.map(|patience| Instant::now() + patience));
    loop {
        let looked = tokio::select! {
            biased;
            () = stop_requested(&mut stop) => {
                run.end_rest(WatchEndReason::Stopped);
                break;
            }
            looked = deadline.limit(run.poll()) => looked,
        };
        let pause = match looked {
            Some(Ok(has_changed)) => {
                let calls = std::mem::take(&mut run.calls);
                polling.after(has_changed, run.is_under_way(), calls)
            }
            Some(Err(failed)) => run.failed(failed, &mut polling)?,
            None => Duration::ZERO,
        };
        if run.watched.is_empty() {
            break;
        }
        let wake = Instant::now() + pause;
        if deadline.is_over() {
            run.end_rest(WatchEndReason::TimeOver);
            break;
        }
        tokio::select! {
            biased;
            () = stop_requested(&mut stop) => {
                run.end_rest(WatchEndReason::Stopped);
                break;
            }
            () = tokio::time::sleep_until(deadline.no_later(wake)) => {}
        }
    }
    Ok(run.ended)
}

/// Until when is watched; none for ever.
#[derive(Clone, Copy)]
struct Deadline(Option<Instant>);

impl Deadline {
    /// What a look gives, if it comes in time: one that is under way when the time is over still counts, if it
    /// comes soon.
    async fn limit<T>(self, look: impl Future<Output = T>) -> Option<T> {
        match self.0 {
            Some(at) => tokio::time::timeout_at(at + Duration::from_secs(5), look).await.ok(),
            None => Some(look.await),
        }
    }

    fn is_over(self) -> bool {
        self.0.is_some_and(|at| Instant::now() >= at)
    }

    fn no_later(self, wake: Instant) -> Instant {
        self.0.map_or(wake, |at| wake.min(at))
    }
}

/// Why the rest of a watch ends.
#[derive(Clone, Copy)]
enum WatchEndReason {
    TimeOver,
    Stopped,
}

#[derive(Default)]
struct WatchedConnection {
    progress: WatchProgress,
    /// How many looks in a row did not find it.
    misses: u32,
}

struct WatchRun<'a> {
    session: &'a Session,
    order: &'a WatchOrder,
    gateways: Vec<CustomerGateway>,
    watched: BTreeMap<String, WatchedConnection>,
    ended: Vec<WatchEnd>,
    /// How many connections the region has, once a list told.
    listed: Option<usize>,
    /// How many calls the look has taken.
    calls: u32,
    is_troubled: bool,
    has_begun: bool,
    report: &'a mut (dyn FnMut(WatchEvent) + Send),
}

/// Why a look failed.
enum PollError {
    Service(CallFailure),
    Nobody(ServiceFailure),
}

impl WatchRun<'_> {
    /// Looks once at everything that is left, and tells whether something has changed.
    async fn poll(&mut self) -> Result<bool, PollError> {
        let client = self.session.client(&self.order.region).await;
        let client = client.map_err(|error| PollError::Nobody(error.into()))?;
        // The first look is as patient as anything else; later ones are looks themselves.
        let client = if self.has_begun { client.with_policy(RetryPolicy::ONCE) } else { client };
        let mut has_changed = false;
        let ids: Vec<String> = self.watched.keys().cloned().collect();
        let pages = self.listed.map_or(1, |count| count.div_ceil(PAGE).max(1));
        let mut found = BTreeMap::new();
        if ids.len() > pages {
            found = self.list(&client).await.map_err(PollError::Service)?;
        }
        for id in ids {
            // Lists lag behind, so what is not in one is asked for by itself.
            let (connection, sandbox) = match found.remove(&id) {
                Some(row) => row,
                None => match self.count_call(&client).connection(&self.order.region, &id).await {
                    Ok(reply) => (reply.value, reply.sandbox),
                    Err(failed) if is_missing_connection(&failed.error) => {
                        has_changed |= self.missed(&id, failed)?;
                        continue;
                    }
                    Err(failed) => return Err(PollError::Service(failed)),
                },
            };
            has_changed |= self.saw(&id, &connection, sandbox);
        }
        self.has_begun = true;
        if std::mem::take(&mut self.is_troubled) {
            (self.report)(WatchEvent::Recovered);
        }
        Ok(has_changed)
    }

    /// Another call goes out.
    fn count_call<'a>(&mut self, client: &'a Client) -> &'a Client {
        self.calls += 1;
        client
    }

    async fn list(
        &mut self,
        client: &Client,
    ) -> Result<BTreeMap<String, (VpnConnection, bool)>, CallFailure> {
        let mut pages =
            std::pin::pin!(client.connections(&self.order.region, &ConnectionFilter::default()));
        let mut found = BTreeMap::new();
        let mut count = 0;
        while let Some(page) = pages.try_next().await? {
            self.calls += 1;
            count += page.rows.len();
            for row in page.rows {
                if self.watched.contains_key(&row.id) {
                    found.insert(row.id.clone(), (row, page.sandbox));
                }
            }
            if found.len() == self.watched.len() {
                count = count.max(page.total.unwrap_or_default() as usize);
                break;
            }
        }
        self.listed = Some(count);
        Ok(found)
    }

    fn saw(&mut self, id: &str, connection: &VpnConnection, sandbox: bool) -> bool {
        let status = ConnectionStatus::of(connection, &self.order.region, &self.gateways, sandbox);
        let Some(watched) = self.watched.get_mut(id) else { return false };
        watched.misses = 0;
        let changes = watched.progress.record_status(status.clone(), Timestamp::now());
        let has_changed = !changes.is_empty();
        let is_reached = is_reached(&status, self.order.until);
        (self.report)(WatchEvent::Seen(Box::new(status)));
        for change in changes {
            (self.report)(WatchEvent::Change(change));
        }
        if is_reached {
            self.end(id, WatchOutcome::Up);
        }
        has_changed
    }

    fn missed(&mut self, id: &str, failed: CallFailure) -> Result<bool, PollError> {
        let Some(watched) = self.watched.get_mut(id) else { return Ok(false) };
        watched.misses += 1;
        if watched.misses < MOST_MISSES {
            return Ok(true);
        }
        if watched.progress.latest().is_none() {
            return Err(PollError::Nobody(failed.into()));
        }
        let change = watched.progress.record_deleted(id, Timestamp::now());
        (self.report)(WatchEvent::Change(change));
        self.end(id, WatchOutcome::Down);
        Ok(true)
    }

    fn failed(
        &mut self,
        failed: PollError,
        polling: &mut Polling,
    ) -> Result<Duration, ServiceFailure> {
        let failed = match failed {
            PollError::Nobody(trouble) => return Err(trouble),
            PollError::Service(failed) => failed,
        };
        let (is_throttled, asked) = match &failed.error {
            CallError::Refused(error) => (codes::is_throttling(&error.code), failed.retry_after),
            _ => (false, None),
        };
        let passes = failed.error.is_transient() || failed.error.in_doubt();
        if !passes || (!self.has_begun && !is_throttled) {
            return Err(failed.into());
        }
        let pause = match is_throttled {
            true => polling.throttled(asked),
            false => polling.after(false, false, std::mem::take(&mut self.calls)),
        };
        if !self.is_troubled {
            self.is_troubled = true;
            (self.report)(WatchEvent::Trouble(failed.into(), pause));
        }
        Ok(pause)
    }

    /// Whether a change of the cloud's own is under way, which is over soon.
    fn is_under_way(&self) -> bool {
        self.watched.values().any(|watched| {
            let verdict = watched.progress.verdict().0;
            matches!(
                verdict,
                ConnectionVerdict::Binding
                    | ConnectionVerdict::Bound
                    | ConnectionVerdict::Updating
                    | ConnectionVerdict::Unbinding
                    | ConnectionVerdict::Phase1
            )
        })
    }

    fn end(&mut self, id: &str, outcome: WatchOutcome) {
        let Some(watched) = self.watched.remove(id) else { return };
        let (verdict, reason) = watched.progress.verdict();
        let latest = watched.progress.latest().cloned();
        let end =
            WatchEnd { id: id.to_owned(), at: Timestamp::now(), outcome, verdict, reason, latest };
        self.ended.push(end.clone());
        (self.report)(WatchEvent::Ended(end));
    }

    fn end_rest(&mut self, why: WatchEndReason) {
        let ids: Vec<String> = self.watched.keys().cloned().collect();
        for id in ids {
            let outcome = match why {
                WatchEndReason::Stopped => WatchOutcome::Stopped,
                WatchEndReason::TimeOver => self.watched[&id].at_end(),
            };
            self.end(&id, outcome);
        }
    }
}

impl WatchedConnection {
    /// The outcome when the time is over.
    fn at_end(&self) -> WatchOutcome {
        let (verdict, _) = self.progress.verdict();
        match verdict {
            ConnectionVerdict::Degraded | ConnectionVerdict::Phase2 => WatchOutcome::Degraded,
            // A negotiation that does not get on in all that time fails.
            ConnectionVerdict::Down | ConnectionVerdict::Phase1 | ConnectionVerdict::Gone => {
                WatchOutcome::Down
            }
            _ => WatchOutcome::TimedOut,
        }
    }
}

fn is_reached(status: &ConnectionStatus, until: WatchUntil) -> bool {
    let is_bound = status.is_bound_with_addresses();
    match until {
        WatchUntil::Bound => is_bound && status.verdict() != ConnectionVerdict::Updating,
        WatchUntil::Phase1 => {
            is_bound && status.tunnels.iter().all(|tunnel| tunnel.phase >= TunnelPhase::Phase1)
        }
        WatchUntil::Up => status.verdict() == ConnectionVerdict::Up,
        WatchUntil::Stopped => false,
    }
}
