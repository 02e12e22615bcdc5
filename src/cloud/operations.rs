//! The operations this program needs, with their answers read into types.
//!
//! Shapes follow the response models of the official SDKs, read leniently: fields may be missing,
//! numbers may be texts and the reverse, lists may be `null`.

mod change;
mod connections;
mod creation;
mod diagnosis;
mod download;
mod gateways;
mod incomplete;
mod paging;
mod product;
mod regions;
mod roles;
mod route_tables;
mod routers;
mod tags;
mod view;

pub use connections::{Filter, Tunnel, VpnConnection};
pub use creation::{Attempt, Created};
pub use diagnosis::{DiagnosisRow, DiagnosisTarget, LogLines, LogWindow};
pub use download::{DownloadedConfig, DownloadedTunnel};
pub use gateways::{CreatedGateway, CustomerGateway, GatewayPage, NewGateway};
pub use paging::Page;
pub use product::{OPERATIONS, OperationAccess, ServiceOperation};
pub use regions::RegionRow;
pub use roles::{CallerIdentity, Sts};
pub use route_tables::{RouteTable, RouteTableChange, RouteTableUse};
pub use routers::{
    AttachmentFilter, Cen, CenRow, NewBinding, RouterAttachment, RouterZones, TransitRouter,
};
