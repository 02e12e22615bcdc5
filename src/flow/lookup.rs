//! Did a creation whose answer was lost take effect? (Rule Q-03.)

use std::time::Duration;

use futures_util::StreamExt as _;
use jiff::{SignedDuration, Timestamp};

use crate::cloud::{Client, Filter, Policy, VpnConnection};
use crate::connection::{Connection, Key};

/// How far the service's clock may lag behind ours before a connection counts as an older one.
const MARGIN: SignedDuration = SignedDuration::from_secs(60);

/// Looking is a help, not the point: sending again with the same token finds out as well, so a list
/// that cannot be had must not use up the time for that.
const PATIENCE: Policy = Policy {
    first: Duration::from_secs(1),
    step: Duration::from_secs(1),
    total: Duration::from_secs(10),
    attempts: 2,
};

/// What the look-up found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lookup {
    /// Exactly one connection that can only be the one asked for.
    Found(String),
    /// None.
    Nothing,
    /// It could not tell: several are alike, or the request has no name to know it by.
    Unsure,
    /// The list could not be had.
    Failed,
}

/// Looks for a connection that `wanted` may have created since `began`.
///
/// Only a named one is recognised: two unnamed ones on the same gateways are too easily confused, and
/// sending again with the same client token is the safer way to find out. A connection that is known
/// to be another submission's is passed over.
pub async fn look_up(
    client: &Client,
    wanted: &Connection,
    began: Timestamp,
    is_of_another: &(dyn Fn(&str) -> bool + Sync),
) -> Lookup {
    let Some(region) = wanted.shown(Key::RegionId) else { return Lookup::Failed };
    if wanted.shown(Key::Name).is_none_or(|name| name.is_empty()) {
        return Lookup::Unsure;
    }
    let filter = Filter { gateway: wanted.gateways().into_iter().next().map(|id| id.into_owned()) };
    let client = client.with_policy(PATIENCE);
    let mut pages = std::pin::pin!(client.connections(&region, &filter));
    let mut found = Vec::new();
    while let Some(page) = pages.next().await {
        match page {
            Ok(page) => {
                let rows = page.rows.into_iter();
                found.extend(
                    rows.filter(|row| is_it(wanted, row, began) && !is_of_another(&row.id)),
                );
            }
            Err(_) => return Lookup::Failed,
        }
    }
    match found.as_slice() {
        [] => Lookup::Nothing,
        [one] => Lookup::Found(one.id.clone()),
        _ => Lookup::Unsure,
    }
}

fn is_it(wanted: &Connection, row: &VpnConnection, began: Timestamp) -> bool {
    let same = |key: Key, found: &Option<String>| wanted.shown(key).as_deref() == found.as_deref();
    let recent = row
        .create_time_ms
        .and_then(|millis| Timestamp::from_millisecond(millis).ok())
        .is_some_and(|created| created >= began - MARGIN);
    recent
        && same(Key::Name, &row.name)
        && same(Key::LocalSubnet, &row.local_subnet)
        && same(Key::RemoteSubnet, &row.remote_subnet)
}
