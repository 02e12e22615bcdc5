//! Which API an operation belongs to.

use crate::rpc::{Operation, products};

/// An operation of the VPC API, which holds IPsec-VPN as well.
pub(super) const fn vpc(action: &'static str) -> Operation {
    Operation { action, version: products::VPC }
}

/// An operation of CEN, which holds transit routers.
pub(super) const fn cbn(action: &'static str) -> Operation {
    Operation { action, version: products::CBN }
}

/// An operation of STS, the service for temporary keys.
pub(super) const fn sts(action: &'static str) -> Operation {
    Operation { action, version: products::STS }
}
