//! The operations this program needs, with their answers read into types.
//!
//! Shapes follow the response models of the official SDKs, read leniently: fields may be missing,
//! numbers may be texts and the reverse, lists may be `null`.

mod connections;
mod creation;
mod gateways;
mod paging;
mod product;
mod regions;
mod roles;
mod view;

pub use connections::{Filter, Tunnel, VpnConnection};
pub use creation::{Attempt, Created};
pub use gateways::{CreatedGateway, CustomerGateway, GatewayPage, NewGateway};
pub use paging::Page;
pub use regions::RegionRow;
pub use roles::{CallerIdentity, Sts};
