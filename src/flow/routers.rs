//! The transit routers of a region, and which of them can take a connection.

use futures_util::TryStreamExt as _;

use crate::cloud::{AttachmentFilter, TransitRouter};

use super::failure::ServiceFailure;
use super::session::Session;

/// How many connections a router takes unless the quota was raised.
const MOST_CONNECTIONS: usize = 50;

/// A transit router, and whether a connection can be bound to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouterChoice {
    /// The router.
    pub router: TransitRouter,
    /// How many connections are bound to it; none where that could not be told.
    pub connections: Option<usize>,
    /// What stands in the way of one more.
    pub obstacle: Option<RouterObstacle>,
}

/// Why no connection can be bound to a router.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RouterObstacle {
    /// It is a Basic router; only Enterprise takes connections (rule G-08).
    NotEnterprise,
    /// It is in another region.
    OtherRegion(String),
    /// It has no CIDR block, out of which gateways get their addresses (rule G-08).
    NoCidrBlock,
    /// It is being made, changed or deleted; the service's word.
    NotActive(String),
    /// It has as many connections as one router takes (rule G-05).
    Full(usize),
}

impl RouterObstacle {
    /// A word for it, as the names of texts have it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::NotEnterprise => "not-enterprise",
            Self::OtherRegion(_) => "other-region",
            Self::NoCidrBlock => "no-cidr-block",
            Self::NotActive(_) => "not-active",
            Self::Full(_) => "full",
        }
    }
}

impl RouterChoice {
    /// Whether a connection can be bound to it.
    pub fn is_usable(&self) -> bool {
        self.obstacle.is_none()
    }
}

/// The transit routers of a region, and whether a sandbox answered.
///
/// # Errors
/// Why there is no list; without the permission `cen:ListTransitRouters` the service refuses.
pub async fn routers(
    session: &Session,
    region: &str,
) -> Result<(Vec<RouterChoice>, bool), ServiceFailure> {
    let cen = session.cen().await?;
    let mut pages = std::pin::pin!(cen.routers(region));
    let (mut rows, mut sandbox) = (Vec::new(), false);
    while let Some(page) = pages.try_next().await? {
        sandbox |= page.sandbox;
        rows.extend(page.rows);
    }
    // One question for all routers. Who may not ask it learns of a full one from the service.
    let bound = cen.attachments(region, &AttachmentFilter::default()).await.ok();
    let choices = rows.into_iter().map(|router| {
        let connections = bound.as_ref().map(|bound| {
            let of_it = |one: &&_| is_of(one, &router.id);
            bound.value.iter().filter(of_it).count()
        });
        let obstacle = obstacle(&router, region, connections);
        RouterChoice { router, connections, obstacle }
    });
    Ok((choices.collect(), sandbox))
}

fn is_of(attachment: &crate::cloud::RouterAttachment, router: &str) -> bool {
    attachment.transit_router.as_deref() == Some(router)
}

fn obstacle(
    router: &TransitRouter,
    region: &str,
    connections: Option<usize>,
) -> Option<RouterObstacle> {
    let is = |text: &Option<String>, word: &str| {
        text.as_deref().is_none_or(|text| text.eq_ignore_ascii_case(word))
    };
    if let Some(other) = router.region.as_deref().filter(|other| *other != region) {
        return Some(RouterObstacle::OtherRegion(other.to_owned()));
    }
    if !is(&router.edition, "Enterprise") {
        return Some(RouterObstacle::NotEnterprise);
    }
    if !is(&router.status, "Active") {
        return Some(RouterObstacle::NotActive(router.status.clone().unwrap_or_default()));
    }
    if router.cidr_blocks.is_empty() {
        return Some(RouterObstacle::NoCidrBlock);
    }
    let full = connections.filter(|count| *count >= MOST_CONNECTIONS);
    full.map(RouterObstacle::Full)
}
