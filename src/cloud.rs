//! The client: one HTTPS request an attempt, signed afresh, and an answer that says what is known.
//!
//! [`Client`] asks the VPC API, [`Cen`] the one of transit routers, [`Sts`] takes on a role. Whatever goes wrong is a [`CallError`] that
//! tells apart what the service refused, what never reached it and what may have been carried out
//! all the same. Keys in answers are taken out before anybody sees the JSON.
//!
//! Names [`crate::connection`] and [`crate::rpc`]. Knows no word for people beyond its errors, no
//! file and no variable (but for the system's certificates). Clock and chance come in as a
//! [`ClockAndNonce`], variables that name a proxy or an access key as an argument.

mod attempt;
mod causes;
mod client;
mod clock;
pub mod credentials;
mod endpoint;
mod failure;
mod mask;
mod operations;
mod options;
mod proxy;
mod reply;
mod retry;
mod server;
mod tls;
mod transport;

pub use client::Client;
pub use clock::ClockAndNonce;
pub use credentials::Credentials;
pub use endpoint::{Endpoint, EndpointError};
pub use failure::{CallError, Failed, Lost, LostCause, NotSent, NotSentCause, TlsFlaw, Unreadable};
pub use operations::{
    AttachmentFilter, Attempt, CallerIdentity, Cen, CenRow, Created, CreatedGateway,
    CustomerGateway, DiagnosisRow, DiagnosisTarget, DownloadedConfig, DownloadedTunnel, Filter,
    GatewayPage, LogLines, LogWindow, NewBinding, NewGateway, Page, RegionRow, RouteTable,
    RouteTableChange, RouteTableUse, RouterAttachment, RouterZones, Sts, TransitRouter, Tunnel,
    VpnConnection,
};
pub use options::{Options, Timeouts};
pub use proxy::{Proxy, SetupError};
pub use reply::ApiReply;
pub use retry::{Backoff, Policy};
pub use transport::MAX_ANSWER;
