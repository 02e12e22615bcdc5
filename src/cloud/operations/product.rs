//! Every operation of the VPC API that this program calls, which holds IPsec-VPN as well.
//!
//! An [`Operation`] can be had from here alone, so that what a RAM policy has to allow is this list.

use crate::rpc::Operation;

/// What an operation does with what is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OperationAccess {
    /// It looks.
    Read,
    /// It makes, changes or removes something.
    Write,
}

/// An operation and the access it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VpcOperation {
    /// As it is called.
    pub operation: Operation,
    /// What it does.
    pub access: OperationAccess,
}

impl VpcOperation {
    /// The action that a RAM policy allows, as in `vpc:DescribeRegions`.
    pub fn ram_action(&self) -> String {
        format!("vpc:{}", self.operation.action)
    }
}

macro_rules! operations {
    ($($name:ident $action:literal $access:ident;)*) => {
        $(pub(in crate::cloud) const $name: Operation =
            Operation { action: $action, version: "2016-04-28" };)*

        /// All of them, in the order of their names.
        pub const VPC_OPERATIONS: &[VpcOperation] = &[
            $(VpcOperation { operation: $name, access: OperationAccess::$access },)*
        ];
    };
}

operations! {
    CREATE_CUSTOMER_GATEWAY "CreateCustomerGateway" Write;
    CREATE_VPN_ATTACHMENT "CreateVpnAttachment" Write;
    DESCRIBE_CUSTOMER_GATEWAYS "DescribeCustomerGateways" Read;
    DESCRIBE_REGIONS "DescribeRegions" Read;
    DESCRIBE_VPN_CONNECTION "DescribeVpnConnection" Read;
    DESCRIBE_VPN_CONNECTIONS "DescribeVpnConnections" Read;
}
