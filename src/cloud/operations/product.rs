//! Every operation that the clients can call: of the VPC API, which includes IPsec-VPN,
//! of CEN, which includes transit routers, and of STS.
//!
//! An [`Operation`] can be had from here alone, so that a RAM policy has to allow nothing else.

use crate::rpc::{Operation, products};

/// What an operation takes of whoever calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OperationAccess {
    /// To be allowed to look.
    Read,
    /// To be allowed to make, change or remove something.
    Write,
    /// To be trusted by the role that is taken on, which the policy of a role tells and not this
    /// program.
    Trust,
    /// Nothing: everybody may call it.
    Open,
}

/// An operation and the access it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServiceOperation {
    /// What RAM calls the API: `vpc`, `cen` or `sts`.
    pub product: &'static str,
    /// As it is called.
    pub operation: Operation,
    /// What it takes.
    pub access: OperationAccess,
}

impl ServiceOperation {
    /// The action that a RAM policy allows, as in `vpc:DescribeRegions`.
    pub fn ram_action(&self) -> String {
        format!("{}:{}", self.product, self.operation.action)
    }
}

macro_rules! operations {
    ($($name:ident $product:literal $version:ident $action:literal $access:ident;)*) => {
        $(pub(super) const $name: Operation = Operation { action: $action, version: products::$version };)*

        /// All of them, by product and name.
        pub const OPERATIONS: &[ServiceOperation] = &[$(ServiceOperation {
            product: $product,
            operation: $name,
            access: OperationAccess::$access,
        },)*];
    };
}

operations! {
    ASSUME_ROLE "sts" STS "AssumeRole" Trust;
    ASSUME_ROLE_WITH_OIDC "sts" STS "AssumeRoleWithOIDC" Trust;
    GET_CALLER_IDENTITY "sts" STS "GetCallerIdentity" Open;
    CHECK_VPN_BGP_ENABLED "vpc" VPC "CheckVpnBgpEnabled" Read;
    CREATE_CUSTOMER_GATEWAY "vpc" VPC "CreateCustomerGateway" Write;
    CREATE_VPN_ATTACHMENT "vpc" VPC "CreateVpnAttachment" Write;
    DELETE_VPN_ATTACHMENT "vpc" VPC "DeleteVpnAttachment" Write;
    DESCRIBE_CUSTOMER_GATEWAYS "vpc" VPC "DescribeCustomerGateways" Read;
    DESCRIBE_REGIONS "vpc" VPC "DescribeRegions" Read;
    DESCRIBE_VPN_CONNECTION "vpc" VPC "DescribeVpnConnection" Read;
    DESCRIBE_VPN_CONNECTION_LOGS "vpc" VPC "DescribeVpnConnectionLogs" Read;
    DESCRIBE_VPN_CONNECTIONS "vpc" VPC "DescribeVpnConnections" Read;
    DIAGNOSE_VPN_CONNECTIONS "vpc" VPC "DiagnoseVpnConnections" Read;
    MODIFY_VPN_ATTACHMENT_ATTRIBUTE "vpc" VPC "ModifyVpnAttachmentAttribute" Write;
    ASSOCIATE_TRANSIT_ROUTER_ATTACHMENT_WITH_ROUTE_TABLE "cen" CBN "AssociateTransitRouterAttachmentWithRouteTable" Write;
    CREATE_TRANSIT_ROUTER_VPN_ATTACHMENT "cen" CBN "CreateTransitRouterVpnAttachment" Write;
    DELETE_TRANSIT_ROUTER_VPN_ATTACHMENT "cen" CBN "DeleteTransitRouterVpnAttachment" Write;
    ENABLE_TRANSIT_ROUTER_ROUTE_TABLE_PROPAGATION "cen" CBN "EnableTransitRouterRouteTablePropagation" Write;
    LIST_TRANSIT_ROUTER_AVAILABLE_RESOURCE "cen" CBN "ListTransitRouterAvailableResource" Read;
    LIST_TRANSIT_ROUTER_ROUTE_TABLE_ASSOCIATIONS "cen" CBN "ListTransitRouterRouteTableAssociations" Read;
    LIST_TRANSIT_ROUTER_ROUTE_TABLE_PROPAGATIONS "cen" CBN "ListTransitRouterRouteTablePropagations" Read;
    LIST_TRANSIT_ROUTER_ROUTE_TABLES "cen" CBN "ListTransitRouterRouteTables" Read;
    LIST_TRANSIT_ROUTER_VPN_ATTACHMENTS "cen" CBN "ListTransitRouterVpnAttachments" Read;
    LIST_TRANSIT_ROUTERS "cen" CBN "ListTransitRouters" Read;
}
