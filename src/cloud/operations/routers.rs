//! CEN, the other product: networks, their transit routers, and the connections bound to those.

use futures_util::stream::Stream;

use crate::connection::Token;
use crate::rpc::Params;

use super::super::client::Client;
use super::super::endpoint::Endpoint;
use super::super::failure::CallFailure;
use super::super::response::ApiResponse;
use super::super::retry::RetryPolicy;
use super::incomplete::missing_field_failure;
use super::json_node::JsonNode;
use super::paging::{Listing, Page, fetch_all_pages};
use super::product;

/// A client of an endpoint that serves CEN (product `cbn`); a client of a VPC endpoint would be
/// answered that there is no such operation.
#[derive(Clone, Debug)]
pub struct CenClient(pub(super) Client);

/// A transit router.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransitRouter {
    /// `tr-…`.
    pub id: String,
    /// The name given to it.
    pub name: Option<String>,
    /// `cen-…`.
    pub cen: Option<String>,
    /// Its region.
    pub region: Option<String>,
    /// `Creating`, `Active`, `Modifying`, `Deleting` or `Upgrading`.
    pub status: Option<String>,
    /// `Enterprise` or `Basic`; only the former takes connections.
    pub edition: Option<String>,
    /// The number of the account that owns it.
    pub owner: Option<String>,
    /// Its CIDR blocks, from which tunnels get private addresses.
    pub cidr_blocks: Vec<String>,
}

/// A connection's binding to a transit router.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouterAttachment {
    /// `tr-attach-…`.
    pub id: String,
    /// The name given to it.
    pub name: Option<String>,
    /// `Attaching`, `Attached` or `Detaching`; once it is gone it is not listed.
    pub status: Option<String>,
    /// The connection, `vco-…`.
    pub connection: Option<String>,
    /// `tr-…`.
    pub transit_router: Option<String>,
    /// `cen-…`.
    pub cen: Option<String>,
    /// Whether the router's routes are published to the device by themselves.
    pub publishes_routes: Option<bool>,
    /// The zones its tunnels end in.
    pub zones: Vec<String>,
}

/// Which bindings to list; the service has no filter for the connection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AttachmentFilter {
    /// Only this binding; one that does not exist gives an empty list.
    pub attachment: Option<String>,
    /// Only those of this router.
    pub router: Option<String>,
}

/// A binding to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewBinding {
    /// The region of router and connection.
    pub region: String,
    /// `tr-…`.
    pub router: String,
    /// `vco-…`.
    pub connection: String,
    /// 2 to 128 characters, beginning with a letter.
    pub name: Option<String>,
    /// The zone of a connection in single mode; one with two tunnels takes two by itself.
    pub zone: Option<String>,
    /// Whether the router's routes are published to the device by themselves.
    pub publishes_routes: bool,
    /// Chosen once for this binding: it makes a repeated request safe.
    pub client_token: Token,
}

/// The zones of a region in which tunnels may end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouterZones {
    /// All of them.
    pub available: Vec<String>,
    /// Those for a first attachment.
    pub primary: Vec<String>,
    /// Those for a second one.
    pub secondary: Vec<String>,
}

impl CenClient {
    /// Asks the client's endpoint for operations of CEN.
    pub fn new(client: Client) -> Self {
        Self(client)
    }

    /// The same client with another measure of patience.
    pub fn with_policy(&self, policy: RetryPolicy) -> Self {
        Self(self.0.with_policy(policy))
    }

    /// Where requests go.
    pub fn endpoint(&self) -> &Endpoint {
        self.0.endpoint()
    }

    /// The transit routers of a region, page by page as they come.
    pub fn routers(
        &self,
        region: &str,
    ) -> impl Stream<Item = Result<Page<TransitRouter>, CallFailure>> + Send + use<> {
        let listing = Listing {
            client: self.0.clone(),
            operation: product::LIST_TRANSIT_ROUTERS,
            params: Params::from_iter([("RegionId", region)]),
            list: ("TransitRouters", "TransitRouter"),
            read: router,
            id: |router: &TransitRouter| &router.id,
        };
        listing.pages()
    }

    /// The bindings of connections in a region, all pages of them.
    ///
    /// # Errors
    /// What the last attempt met with.
    pub async fn attachments(
        &self,
        region: &str,
        filter: &AttachmentFilter,
    ) -> Result<ApiResponse<Vec<RouterAttachment>>, CallFailure> {
        let mut params = Params::from_iter([("RegionId", region)]);
        params.insert_present([
            ("TransitRouterAttachmentId", &filter.attachment),
            ("TransitRouterId", &filter.router),
        ]);
        let list = ("TransitRouterAttachments", "TransitRouterAttachment");
        fetch_all_pages(
            &self.0,
            product::LIST_TRANSIT_ROUTER_VPN_ATTACHMENTS,
            params,
            list,
            attachment,
        )
        .await
    }

    /// The zones of a region in which tunnels may end.
    ///
    /// # Errors
    /// What the last attempt met with.
    pub async fn zones(&self, region: &str) -> Result<ApiResponse<RouterZones>, CallFailure> {
        let params = Params::from_iter([("RegionId", region)]);
        let operation = product::LIST_TRANSIT_ROUTER_AVAILABLE_RESOURCE;
        let reply = self.0.send_with_retry(operation, &params).await?;
        Ok(reply.map(|answer| {
            let view = JsonNode::of(&answer);
            RouterZones {
                available: view.texts("AvailableZones"),
                primary: view.texts("MasterZones"),
                secondary: view.texts("SlaveZones"),
            }
        }))
    }

    /// Binds a connection to a transit router, with the same client token again and again if need be.
    /// Returns the binding's id; it is there once the list says `Attached`.
    ///
    /// # Errors
    /// What the last attempt met with; after a lost answer the binding may exist.
    pub async fn bind(&self, wanted: &NewBinding) -> Result<ApiResponse<String>, CallFailure> {
        let operation = product::CREATE_TRANSIT_ROUTER_VPN_ATTACHMENT;
        let reply = self.0.send_idempotent(operation, &wanted.params()).await?;
        match JsonNode::of(&reply.value).text("TransitRouterAttachmentId") {
            Some(id) => Ok(reply.map(|_| id)),
            None => Err(missing_field_failure(
                self.endpoint().host(),
                &reply,
                "TransitRouterAttachmentId",
            )),
        }
    }

    /// Takes a binding away, with the same client token again and again if need be. Of an id that
    /// does not exist the service may say success as well, so look at the list afterwards. `force`
    /// takes associations, propagations and static routes away with it.
    ///
    /// # Errors
    /// What the last attempt met with; after a lost answer the binding may be on its way away.
    pub async fn unbind(
        &self,
        attachment: &str,
        force: bool,
        token: &Token,
    ) -> Result<ApiResponse<()>, CallFailure> {
        let mut params = Params::from_iter([
            ("TransitRouterAttachmentId", attachment),
            ("ClientToken", token.as_str()),
        ]);
        if force {
            params.insert("Force", "true");
        }
        let operation = product::DELETE_TRANSIT_ROUTER_VPN_ATTACHMENT;
        Ok(self.0.send_idempotent(operation, &params).await?.map(|_| ()))
    }
}

impl NewBinding {
    fn params(&self) -> Params {
        let mut params = Params::from_iter([
            ("RegionId", self.region.as_str()),
            ("TransitRouterId", &self.router),
            ("VpnId", &self.connection),
            ("AutoPublishRouteEnabled", if self.publishes_routes { "true" } else { "false" }),
            ("ClientToken", self.client_token.as_str()),
        ]);
        params.insert_present([
            ("TransitRouterAttachmentName", &self.name),
            ("Zone.1.ZoneId", &self.zone),
        ]);
        params
    }
}

fn router(row: &JsonNode<'_>) -> Option<TransitRouter> {
    let blocks = row.rows("TransitRouterCidrList", "TransitRouterCidr");
    Some(TransitRouter {
        id: row.text("TransitRouterId")?,
        name: row.text("TransitRouterName"),
        cen: row.text("CenId"),
        region: row.text("RegionId"),
        status: row.text("Status"),
        edition: row.text("Type"),
        owner: row.text("AliUid"),
        cidr_blocks: blocks.iter().filter_map(|block| block.text("Cidr")).collect(),
    })
}

fn attachment(row: &JsonNode<'_>) -> Option<RouterAttachment> {
    let zones = row.rows("Zones", "Zone");
    Some(RouterAttachment {
        id: row.text("TransitRouterAttachmentId")?,
        name: row.text("TransitRouterAttachmentName"),
        status: row.text("Status"),
        connection: row.text("VpnId"),
        transit_router: row.text("TransitRouterId"),
        cen: row.text("CenId"),
        publishes_routes: row.flag("AutoPublishRouteEnabled"),
        zones: zones.iter().filter_map(|zone| zone.text("ZoneId")).collect(),
    })
}
