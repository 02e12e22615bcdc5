//! Did a creation whose answer was lost take effect? (Rule Q-03.)

use std::time::Duration;

use futures_util::StreamExt as _;
use jiff::{SignedDuration, Timestamp};

use crate::cloud::{Client, ConnectionFilter, RetryPolicy, VpnConnection};
use crate::connection::{Connection, Key, named_enum};

/// How long before the submission began a connection may be dated and still be the one looked for:
/// the service's machines need not agree on the time.
const MARGIN: SignedDuration = SignedDuration::from_secs(60);

/// The service tells times in whole seconds, cut off: `CreateTime` and the header `Date`, by which its
/// clock is known. By so much a connection may seem to be older than the request that made it.
const RESOLUTION: SignedDuration = SignedDuration::from_secs(1);

/// Looking is a help, not the point: sending again with the same token finds out as well, so a list
/// that cannot be had must not use up the time for that.
pub(super) const LOOKUP_POLICY: RetryPolicy = RetryPolicy {
    first: Duration::from_secs(1),
    step: Duration::from_secs(1),
    total: Duration::from_secs(10),
    attempts: 2,
};

/// What the look-up found, and who answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookupAnswer {
    /// What it found.
    pub lookup: Lookup,
    /// Whether the sandbox answered, and not the cloud.
    pub sandbox: bool,
}

/// What the look-up found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lookup {
    /// Exactly one connection that can only be the one asked for.
    Found(String),
    /// None.
    Nothing,
    /// It could not tell.
    Unsure(LookupAmbiguity),
    /// The list could not be had.
    Failed,
    /// Nobody looked, or not to the end: the run was interrupted.
    Interrupted,
}

named_enum! {
    /// Why a look-up could not tell.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum LookupAmbiguity {
        /// The request has no name of its own to know it by.
        Nameless = "nameless",
        /// Several connections may be it.
        Several = "several",
        /// One connection may be it: it is alike in part, or was made at about that time.
        Similar = "similar",
    }
}

impl Lookup {
    /// Why it could not tell; empty where it could.
    pub fn doubt(&self) -> &'static str {
        match self {
            Self::Unsure(doubt) => doubt.name(),
            _ => "",
        }
    }

    /// The connection that was found.
    pub fn found_id(&self) -> Option<&str> {
        match self {
            Self::Found(id) => Some(id),
            _ => None,
        }
    }

    /// A word for it, as the names of texts have it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Found(_) => "found",
            Self::Nothing => "nothing",
            Self::Unsure(_) => "unsure",
            Self::Failed => "failed",
            Self::Interrupted => "interrupted",
        }
    }
}

/// How far a connection in the list is the one looked for.
enum MatchConfidence {
    Certain,
    Possible,
    None,
}

/// Looks for a connection that `wanted` may have created since `began` by this machine's clock.
///
/// Only a named one is recognised: two unnamed ones on the same gateways are too easily confused, and
/// sending again with the same client token is the safer way to find out. A connection that is known
/// to be another submission's is passed over.
pub async fn look_up(
    client: &Client,
    wanted: &Connection,
    began: Timestamp,
    is_of_another: &(dyn Fn(&str) -> bool + Sync),
) -> LookupAnswer {
    let unasked = |lookup| LookupAnswer { lookup, sandbox: false };
    let Some(region) = wanted.shown(Key::RegionId) else { return unasked(Lookup::Failed) };
    if wanted.shown(Key::Name).is_none_or(|name| name.is_empty()) {
        return unasked(Lookup::Unsure(LookupAmbiguity::Nameless));
    }
    // Whether the service's filter knows the gateways of tunnels is written nowhere, and a
    // connection that it hides would pass for one that does not exist.
    let gateway = wanted.shown(Key::CustomerGatewayId).map(|id| id.into_owned());
    let client = &client.with_policy(LOOKUP_POLICY);
    let (rows, sandbox) = match collect_pages(client, &region, gateway, is_of_another).await {
        Ok(listed) => listed,
        Err(sandbox) => return LookupAnswer { lookup: Lookup::Failed, sandbox },
    };
    // Only now: the list itself has told the service's time.
    let began = client.service_time(began);
    let alike = rows.into_iter().map(|row| (likeness(wanted, &row, began), row.id));
    LookupAnswer { lookup: only(alike), sandbox }
}

/// Looks for a connection of this name that somebody may have created since `began`, when nothing but
/// its name is known any more.
pub(super) async fn look_for_name(
    client: &Client,
    region: &str,
    name: &str,
    began: Timestamp,
    is_of_another: &(dyn Fn(&str) -> bool + Sync),
) -> LookupAnswer {
    let client = &client.with_policy(LOOKUP_POLICY);
    let (rows, sandbox) = match collect_pages(client, region, None, is_of_another).await {
        Ok(listed) => listed,
        Err(sandbox) => return LookupAnswer { lookup: Lookup::Failed, sandbox },
    };
    let began = client.service_time(began);
    let rows = rows.into_iter().filter(|row| row.name.as_deref() == Some(name));
    let alike = rows.map(|row| (created_since(&row, began), row.id));
    LookupAnswer { lookup: only(alike), sandbox }
}

/// All connections but those of other submissions, and whether the sandbox answered; of a list that
/// cannot be had only the latter.
async fn collect_pages(
    client: &Client,
    region: &str,
    gateway: Option<String>,
    is_of_another: &(dyn Fn(&str) -> bool + Sync),
) -> Result<(Vec<VpnConnection>, bool), bool> {
    let mut pages = std::pin::pin!(client.connections(region, &ConnectionFilter { gateway }));
    let mut rows = Vec::new();
    let mut sandbox = false;
    while let Some(page) = pages.next().await {
        match page {
            Ok(page) => {
                sandbox |= page.sandbox;
                rows.extend(page.rows.into_iter().filter(|row| !is_of_another(&row.id)));
            }
            Err(failed) => return Err(sandbox || failed.sandbox),
        }
    }
    Ok((rows, sandbox))
}

fn likeness(wanted: &Connection, row: &VpnConnection, began: Option<Timestamp>) -> MatchConfidence {
    let same = |key: Key, found: &Option<String>| wanted.shown(key).as_deref() == found.as_deref();
    if !same(Key::Name, &row.name) {
        return MatchConfidence::None;
    }
    let since = created_since(row, began);
    if matches!(since, MatchConfidence::None) {
        return since;
    }
    let ends_there = |id: &String| wanted.gateways().iter().any(|gateway| gateway == id);
    // The service may write down subnets in its own way, so others do not rule it out.
    let alike = row.customer_gateways.iter().all(ends_there)
        && same(Key::LocalSubnet, &row.local_subnet)
        && same(Key::RemoteSubnet, &row.remote_subnet);
    if alike { since } else { MatchConfidence::Possible }
}

/// By its time alone.
fn created_since(row: &VpnConnection, began: Option<Timestamp>) -> MatchConfidence {
    let created = row.create_time_ms.and_then(|millis| Timestamp::from_millisecond(millis).ok());
    let (created, began) = (created.map(whole_second), began.map(whole_second));
    match (created, began) {
        (Some(created), Some(began)) if created >= began - RESOLUTION => MatchConfidence::Certain,
        (Some(created), Some(began)) if created < began - MARGIN => MatchConfidence::None,
        _ => MatchConfidence::Possible,
    }
}

fn whole_second(at: Timestamp) -> Timestamp {
    Timestamp::from_second(at.as_second()).unwrap_or(at)
}

/// The one that can only be it; nothing is claimed while another may be.
fn only(rows: impl Iterator<Item = (MatchConfidence, String)>) -> Lookup {
    let mut alike: Vec<_> =
        rows.filter(|(likeness, _)| !matches!(likeness, MatchConfidence::None)).collect();
    match (alike.pop(), alike.len()) {
        (None, _) => Lookup::Nothing,
        (Some((MatchConfidence::Certain, id)), 0) => Lookup::Found(id),
        (Some(_), 0) => Lookup::Unsure(LookupAmbiguity::Similar),
        (Some(_), _) => Lookup::Unsure(LookupAmbiguity::Several),
    }
}
