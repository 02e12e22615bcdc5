//! The operations this program needs, with their answers read into types.
//!
//! Shapes follow the response models of the official SDKs, read leniently: fields may be missing,
//! numbers may be texts and the reverse, lists may be `null`.

mod change;
mod connections;
mod creation;
mod diagnosis;
mod gateways;
mod incomplete;
mod json_node;
mod paging;
mod product;
mod regions;
mod roles;
mod route_tables;
mod routers;

pub use connections::{ConnectionFilter, Tunnel, VpnConnection};
pub use creation::{CreatedConnection, CreationOutcome};
pub use diagnosis::{DiagnosisRow, DiagnosisTarget, LogLines, LogWindow};
pub use gateways::{CreatedGateway, CustomerGateway, NewGateway};
pub use paging::Page;
pub use product::{OPERATIONS, OperationAccess, ServiceOperation};
pub use regions::RegionRow;
pub use roles::{CallerIdentity, StsClient};
pub use route_tables::{RouteTable, RouteTableChange, RouteTableUse};
pub use routers::{
    AttachmentFilter, CenClient, NewBinding, RouterAttachment, RouterZones, TransitRouter,
};
