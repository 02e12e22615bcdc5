//! `DescribeVpnAttachments`: the connections that are bound to a transit router, in few words.

use futures_util::stream::Stream;

use crate::rpc::Params;

use super::super::client::Client;
use super::super::failure::Failed;
use super::paging::{Listing, Page};
use super::view::View;
use super::vpc;

/// A connection that is bound to a transit router.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VpnAttachment {
    /// The connection's id, `vco-…`.
    pub id: String,
    /// The connection's name.
    pub name: Option<String>,
    /// `CEN`.
    pub attach_type: Option<String>,
    /// `tr-…`.
    pub transit_router: Option<String>,
    /// The transit router's name.
    pub transit_router_name: Option<String>,
    /// For example `standard`.
    pub bandwidth: Option<String>,
}

impl Client {
    /// The bound connections of a region, page by page as they come.
    pub fn attachments(
        &self,
        region: &str,
    ) -> impl Stream<Item = Result<Page<VpnAttachment>, Failed>> + Send + use<> {
        let listing = Listing {
            client: self.clone(),
            operation: vpc("DescribeVpnAttachments"),
            params: Params::from_iter([("RegionId", region)]),
            list: ("VpnAttachments", "VpnAttachment"),
            read: attachment,
            id: |attachment: &VpnAttachment| &attachment.id,
        };
        listing.pages()
    }
}

fn attachment(row: &View<'_>) -> Option<VpnAttachment> {
    Some(VpnAttachment {
        id: row.text("InstanceId").or_else(|| row.text("VpnConnectionId"))?,
        name: row.text("Name"),
        attach_type: row.text("AttachType"),
        transit_router: row.text("TransitRouterId"),
        transit_router_name: row.text("TransitRouterName"),
        bandwidth: row.text("TunnelBandwidth"),
    })
}
