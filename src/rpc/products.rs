//! The versions of the APIs that are spoken, by product.

/// The VPC API, which holds IPsec-VPN as well.
pub const VPC: &str = "2016-04-28";

/// CEN, which holds transit routers; its product code is `cbn`.
pub const CBN: &str = "2017-09-12";

/// STS, the service for temporary keys.
pub const STS: &str = "2015-04-01";
