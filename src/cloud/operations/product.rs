//! Every operation that this program calls: of the VPC API, which holds IPsec-VPN as well, and of STS.
//!
//! An [`Operation`] can be had from here alone, so that what a RAM policy has to allow is this list.

use crate::rpc::Operation;

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
    /// What RAM calls the API: `vpc` or `sts`.
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
    ($($name:ident $product:literal $version:literal $action:literal $access:ident;)*) => {
        $(pub(super) const $name: Operation = Operation { action: $action, version: $version };)*

        /// All of them, by product and name.
        pub const OPERATIONS: &[ServiceOperation] = &[$(ServiceOperation {
            product: $product,
            operation: $name,
            access: OperationAccess::$access,
        },)*];
    };
}

operations! {
    ASSUME_ROLE "sts" "2015-04-01" "AssumeRole" Trust;
    ASSUME_ROLE_WITH_OIDC "sts" "2015-04-01" "AssumeRoleWithOIDC" Trust;
    GET_CALLER_IDENTITY "sts" "2015-04-01" "GetCallerIdentity" Open;
    CREATE_CUSTOMER_GATEWAY "vpc" "2016-04-28" "CreateCustomerGateway" Write;
    CREATE_VPN_ATTACHMENT "vpc" "2016-04-28" "CreateVpnAttachment" Write;
    DESCRIBE_CUSTOMER_GATEWAYS "vpc" "2016-04-28" "DescribeCustomerGateways" Read;
    DESCRIBE_REGIONS "vpc" "2016-04-28" "DescribeRegions" Read;
    DESCRIBE_VPN_CONNECTION "vpc" "2016-04-28" "DescribeVpnConnection" Read;
    DESCRIBE_VPN_CONNECTIONS "vpc" "2016-04-28" "DescribeVpnConnections" Read;
}
