//! Which API an operation belongs to.

use crate::rpc::Operation;

/// An operation of the VPC API, which holds IPsec-VPN as well.
pub(super) const fn vpc(action: &'static str) -> Operation {
    Operation { action, version: "2016-04-28" }
}

/// An operation of STS, the service for temporary keys.
pub(super) const fn sts(action: &'static str) -> Operation {
    Operation { action, version: "2015-04-01" }
}
