//! What there is in a region, for the rules about gateways and neighbours.

use futures_util::{Stream, TryStreamExt as _};

use crate::cloud::{
    CallFailure, ConnectionFilter, CustomerGateway, Page, RetryPolicy, VpnConnection,
};
use crate::connection::{ConnectionFacts, GatewayFacts, RegionFacts};

use super::failure::ServiceFailure;
use super::session::Session;

/// What was found in a region, and why a list is missing.
#[derive(Clone, Debug, Default)]
pub struct RegionSurvey {
    /// What was found.
    pub facts: RegionFacts,
    /// Why the customer gateways are not among it.
    pub no_gateways: Option<ServiceFailure>,
    /// Why the connections are not among it.
    pub no_connections: Option<ServiceFailure>,
    /// Whether a sandbox answered, and not the cloud.
    pub sandbox: bool,
}

/// Looks at the customer gateways and connections of a region. What cannot be had is left out: these lists
/// help to judge a draft, and nothing depends on them.
pub async fn survey(session: &Session, region: &str) -> RegionSurvey {
    let mut survey = RegionSurvey::default();
    let client = match session.client(region).await {
        Ok(client) => client.with_policy(RetryPolicy::ONCE),
        Err(error) => {
            let trouble = ServiceFailure::from(error);
            survey.no_connections = Some(trouble.clone());
            survey.no_gateways = Some(trouble);
            return survey;
        }
    };
    match all(client.gateways(region), &mut survey.sandbox).await {
        Ok(rows) => survey.facts.gateways = Some(rows.iter().map(GatewayFacts::from).collect()),
        Err(failed) => survey.no_gateways = Some(failed.into()),
    }
    match all(client.connections(region, &ConnectionFilter::default()), &mut survey.sandbox).await {
        Ok(rows) => survey.facts.connections = Some(rows.into_iter().map(facts).collect()),
        Err(failed) => survey.no_connections = Some(failed.into()),
    }
    survey
}

/// Whether the connections of a region can run BGP; none where the service does not say.
///
/// # Errors
/// Why it could not be asked.
pub async fn bgp_support(session: &Session, region: &str) -> Result<Option<bool>, ServiceFailure> {
    let client = session.client(region).await.map_err(ServiceFailure::from)?;
    let client = client.with_policy(RetryPolicy::ONCE);
    let reply = client.bgp_support(region).await.map_err(ServiceFailure::from)?;
    Ok(reply.value)
}

/// The connections of a region, and whether they can run BGP: what the rules need besides the customer
/// gateways, which are listed as they are chosen from.
///
/// # Errors
/// Why there is no list of connections. Where the service does not say anything about BGP, neither do we: the
/// call has a permission of its own, and not every account has it.
pub async fn connection_facts(
    session: &Session,
    region: &str,
) -> Result<RegionFacts, ServiceFailure> {
    let client = session.client(region).await.map_err(ServiceFailure::from)?;
    let client = client.with_policy(RetryPolicy::ONCE);
    let mut sandbox = false;
    let filter = ConnectionFilter::default();
    let (rows, has_bgp) = tokio::join!(
        all(client.connections(region, &filter), &mut sandbox),
        bgp_support(session, region),
    );
    let rows = rows.map_err(ServiceFailure::from)?;
    Ok(RegionFacts {
        gateways: None,
        connections: Some(rows.into_iter().map(facts).collect()),
        has_bgp: has_bgp.ok().flatten(),
    })
}

async fn all<T>(
    pages: impl Stream<Item = Result<Page<T>, CallFailure>>,
    sandbox: &mut bool,
) -> Result<Vec<T>, CallFailure> {
    let mut pages = std::pin::pin!(pages);
    let mut rows = Vec::new();
    while let Some(page) = pages.try_next().await? {
        *sandbox |= page.sandbox;
        rows.extend(page.rows);
    }
    Ok(rows)
}

impl From<&CustomerGateway> for GatewayFacts {
    fn from(gateway: &CustomerGateway) -> Self {
        let ip = gateway.ip.as_deref().and_then(|ip| ip.parse().ok());
        Self { id: gateway.id.clone(), ip, asn: gateway.asn }
    }
}

fn facts(row: VpnConnection) -> ConnectionFacts {
    let of_tunnels = row.tunnels.into_iter().filter_map(|tunnel| tunnel.tunnel_cidr);
    ConnectionFacts {
        id: row.id,
        name: row.name,
        gateways: row.customer_gateways,
        local: row.local_subnet,
        remote: row.remote_subnet,
        tunnel_cidrs: row.tunnel_cidr.into_iter().chain(of_tunnels).collect(),
    }
}
