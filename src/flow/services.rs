//! Everything but the creation of connections that a screen or a verb asks the service for.

use std::future::ready;

use futures_util::stream::{self, Stream, StreamExt as _, TryStreamExt as _};

use crate::cloud::{
    ApiResponse, ConnectionFilter, CreatedGateway, CustomerGateway, NewGateway, Page, RegionRow,
    VpnConnection,
};
use crate::connection::{Origin, regions as known};
use crate::drafts::DraftFile;
use crate::drafts::import::{self, KeyPolicy, LiveKeys};

use super::failure::ServiceFailure;
use super::session::{Session, SessionError};
use super::status::ConnectionStatus;

/// Where the regions are asked for when nobody has one: every region lists them all.
const ANY_REGION: &str = "eu-central-1";

/// A connection as it is in the cloud.
#[derive(Clone, Debug)]
pub struct LiveConnection {
    /// Where it is.
    pub region: String,
    /// The connection; its `raw` is the answer, with a mask for each key.
    pub connection: VpnConnection,
    /// Its keys, for an import or a comparison.
    pub keys: LiveKeys,
    /// Whether a sandbox answered, and not the cloud.
    pub sandbox: bool,
}

/// The customer gateways of a region, page by page as they come. Dropped, it asks for no more.
pub fn gateways(
    session: &Session,
    region: &str,
) -> impl Stream<Item = Result<Page<CustomerGateway>, ServiceFailure>> + Send + use<> {
    let (session, region) = (session.clone(), region.to_owned());
    let opened =
        async move { session.client(&region).await.map(|client| client.gateways(&region)) };
    stream::once(opened).flat_map(|opened| match opened {
        Ok(pages) => pages.map_err(ServiceFailure::from).left_stream(),
        Err(error) => stream::once(ready(Err(error.into()))).right_stream(),
    })
}

/// Makes a customer gateway; again and again with its one client token if need be.
///
/// # Errors
/// After a lost answer the gateway may exist; the same token finds out.
pub async fn create_gateway(
    session: &Session,
    wanted: &NewGateway,
) -> Result<ApiResponse<CreatedGateway>, ServiceFailure> {
    Ok(session.client(&wanted.region).await?.create_gateway(wanted).await?)
}

/// The regions that the account sees. A cheap call, which also tells whether key and clock are right.
///
/// # Errors
/// Why there is no list.
pub async fn regions(session: &Session) -> Result<ApiResponse<Vec<RegionRow>>, ServiceFailure> {
    let who = session.sign_in().await.map_err(super::SessionError::from)?;
    // A profile may name anything, and the list can be had elsewhere just as well.
    let own = who.region.filter(|region| known::find(region).is_some());
    let client = session.client(own.as_deref().unwrap_or(ANY_REGION)).await?;
    Ok(client.regions().await?)
}

/// A connection as it is now.
///
/// # Errors
/// Why it cannot be told; refused with `InvalidVpnConnectionInstanceId.NotFound` if there is none.
pub async fn describe(
    session: &Session,
    region: &str,
    id: &str,
) -> Result<LiveConnection, ServiceFailure> {
    let ApiResponse { value: connection, sandbox, .. } =
        session.client(region).await?.connection(region, id).await?;
    let keys = keys_of(&connection);
    Ok(LiveConnection { region: region.to_owned(), connection, keys, sandbox })
}

/// The keys that an answer told.
pub(super) fn keys_of(connection: &VpnConnection) -> LiveKeys {
    let tunnels = connection.tunnels.iter().zip(1_u16..).filter_map(|(tunnel, number)| {
        Some((tunnel.index.map_or(number, u16::from), tunnel.psk.clone()?))
    });
    LiveKeys { own: connection.psk.clone(), tunnels: tunnels.collect() }
}

/// How a connection is doing, without the addresses of its customer gateways.
///
/// # Errors
/// Why it cannot be told.
pub async fn connection_status(
    session: &Session,
    region: &str,
    id: &str,
) -> Result<ConnectionStatus, ServiceFailure> {
    let reply = session.client(region).await?.connection(region, id).await?;
    Ok(ConnectionStatus::of(&reply.value, region, &[], reply.sandbox))
}

/// The customer gateways of a region for the addresses they tell; none where they cannot be had, since
/// nothing depends on them.
pub(super) async fn known_gateways(session: &Session, region: &str) -> Vec<CustomerGateway> {
    all_gateways(session, region).await.unwrap_or_default()
}

/// All customer gateways of a region.
///
/// # Errors
/// Why there is no list.
pub async fn all_gateways(
    session: &Session,
    region: &str,
) -> Result<Vec<CustomerGateway>, ServiceFailure> {
    gateways(session, region).map_ok(|page| page.rows).try_concat().await
}

/// The connections of a region and how they are doing, page by page as they come. Dropped, it asks for
/// no more.
pub fn connections(
    session: &Session,
    region: &str,
) -> impl Stream<Item = Result<Vec<ConnectionStatus>, ServiceFailure>> + Send + use<> {
    let (session, region) = (session.clone(), region.to_owned());
    let opened = async move {
        let client = session.client(&region).await?;
        // Asked for beside the first page: one question more, and no row waits for longer than that.
        let pages = Box::pin(client.connections(&region, &ConnectionFilter::default()).peekable());
        let mut pages = pages;
        let (gateways, _) = tokio::join!(known_gateways(&session, &region), pages.as_mut().peek());
        Ok((region, gateways, pages))
    };
    stream::once(opened).flat_map(|opened: Result<_, SessionError>| match opened {
        Ok((region, gateways, pages)) => pages
            .map(move |page| {
                let page = page?;
                let of = |row| ConnectionStatus::of(row, &region, &gateways, page.sandbox);
                Ok(page.rows.iter().map(of).collect())
            })
            .left_stream(),
        Err(error) => stream::once(ready(Err(error.into()))).right_stream(),
    })
}

/// A connection as it is, and how it is doing.
///
/// # Errors
/// Why it cannot be told.
pub async fn describe_with_status(
    session: &Session,
    region: &str,
    id: &str,
) -> Result<(LiveConnection, ConnectionStatus), ServiceFailure> {
    let (live, gateways) =
        tokio::join!(describe(session, region, id), known_gateways(session, region));
    let live = live?;
    let status = ConnectionStatus::of(&live.connection, region, &gateways, live.sandbox);
    Ok((live, status))
}

/// A connection as it is, as a draft with its keys, which are sealed where it is kept.
///
/// # Errors
/// Why it cannot be had.
pub async fn draft_of(
    session: &Session,
    region: &str,
    id: &str,
) -> Result<DraftFile, ServiceFailure> {
    let live = describe(session, region, id).await?;
    let (raw, keys) = (&live.connection.raw, &live.keys);
    let mut imported = import::draft_from_answer(raw, region, keys, KeyPolicy::CarryOver);
    imported.set_region(region);
    let mut file = DraftFile::from(imported.draft);
    let paths: Vec<_> = file.draft.present_paths().collect();
    for path in paths {
        if let Some((key, _)) = file.draft.key(path) {
            let key = key.clone();
            file.type_key(path, key);
        }
        file.origins.insert(path, Origin::Imported);
    }
    Ok(file)
}
