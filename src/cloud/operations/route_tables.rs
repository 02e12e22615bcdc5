//! The route tables of a transit router, and what they do for a connection that is bound to it.

use crate::connection::Token;
use crate::rpc::{Operation, Params};

use super::super::failure::CallFailure;
use super::super::response::ApiResponse;
use super::json_node::JsonNode;
use super::paging::fetch_all_pages;
use super::product;
use super::routers::CenClient;

/// A route table of a transit router.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteTable {
    /// `vtb-…`.
    pub id: String,
    /// The name given to it.
    pub name: Option<String>,
    /// `System` or `Custom`.
    pub kind: Option<String>,
    /// `Creating`, `Active` or `Deleting`.
    pub status: Option<String>,
}

/// What a route table has to do with a binding: it forwards its traffic (an association) or learns
/// its routes (a propagation).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteTableUse {
    /// `vtb-…`.
    pub table: String,
    /// `tr-attach-…`.
    pub attachment: Option<String>,
    /// `vco-…` for a connection.
    pub resource: Option<String>,
    /// `Active`, or on its way there (`Associating`, `Enabling`) or away (`Dissociating`, `Disabling`).
    pub status: Option<String>,
}

/// A change of what a route table does for a binding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RouteTableChange {
    /// The table forwards the binding's traffic.
    Associate,
    /// The table learns the binding's routes.
    EnablePropagation,
}

impl RouteTableUse {
    /// Whether it is about this binding, and is not being ended.
    pub fn is_for(&self, attachment: &str) -> bool {
        let is_leaving = |word: &String| {
            ["Dissociating", "Disabling", "Deleted"].iter().any(|it| it.eq_ignore_ascii_case(word))
        };
        self.attachment.as_deref() == Some(attachment)
            && !self.status.as_ref().is_some_and(is_leaving)
    }
}

impl RouteTableChange {
    fn operation(self) -> Operation {
        match self {
            Self::Associate => product::ASSOCIATE_TRANSIT_ROUTER_ATTACHMENT_WITH_ROUTE_TABLE,
            Self::EnablePropagation => product::ENABLE_TRANSIT_ROUTER_ROUTE_TABLE_PROPAGATION,
        }
    }
}

impl CenClient {
    /// The route tables of a transit router, all pages of them.
    ///
    /// # Errors
    /// What the last attempt met with.
    pub async fn route_tables(
        &self,
        router: &str,
    ) -> Result<ApiResponse<Vec<RouteTable>>, CallFailure> {
        let params = Params::from_iter([("TransitRouterId", router)]);
        let list = ("TransitRouterRouteTables", "TransitRouterRouteTable");
        fetch_all_pages(&self.0, product::LIST_TRANSIT_ROUTER_ROUTE_TABLES, params, list, |row| {
            Some(RouteTable {
                id: row.text("TransitRouterRouteTableId")?,
                name: row.text("TransitRouterRouteTableName"),
                kind: row.text("TransitRouterRouteTableType"),
                status: row.text("TransitRouterRouteTableStatus"),
            })
        })
        .await
    }

    /// Changes what a route table does for a binding, with the same client token again and again if
    /// need be. It takes effect once the list of associations or propagations says so.
    ///
    /// # Errors
    /// What the last attempt met with; after a lost answer the change may be under way.
    pub async fn change_route_table(
        &self,
        change: RouteTableChange,
        table: &str,
        attachment: &str,
        token: &Token,
    ) -> Result<ApiResponse<()>, CallFailure> {
        let params = Params::from_iter([
            ("TransitRouterRouteTableId", table),
            ("TransitRouterAttachmentId", attachment),
            ("ClientToken", token.as_str()),
        ]);
        Ok(self.0.send_idempotent(change.operation(), &params).await?.map(|_| ()))
    }

    /// Which route tables forward a binding's traffic, whichever they are.
    ///
    /// # Errors
    /// What the last attempt met with.
    pub async fn associations(
        &self,
        attachment: &str,
    ) -> Result<ApiResponse<Vec<RouteTableUse>>, CallFailure> {
        let params = Params::from_iter([("TransitRouterAttachmentId", attachment)]);
        let list = ("TransitRouterAssociations", "TransitRouterAssociation");
        let operation = product::LIST_TRANSIT_ROUTER_ROUTE_TABLE_ASSOCIATIONS;
        fetch_all_pages(&self.0, operation, params, list, table_use).await
    }

    /// Which bindings' routes a route table learns, all pages of them.
    ///
    /// # Errors
    /// What the last attempt met with.
    pub async fn propagations(
        &self,
        table: &str,
    ) -> Result<ApiResponse<Vec<RouteTableUse>>, CallFailure> {
        let params = Params::from_iter([("TransitRouterRouteTableId", table)]);
        let list = ("TransitRouterPropagations", "TransitRouterPropagation");
        let operation = product::LIST_TRANSIT_ROUTER_ROUTE_TABLE_PROPAGATIONS;
        fetch_all_pages(&self.0, operation, params, list, table_use).await
    }
}

fn table_use(row: &JsonNode<'_>) -> Option<RouteTableUse> {
    Some(RouteTableUse {
        table: row.text("TransitRouterRouteTableId")?,
        attachment: row.text("TransitRouterAttachmentId"),
        resource: row.text("ResourceId"),
        status: row.text("Status"),
    })
}
