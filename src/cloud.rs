//! The client: one HTTPS request an attempt, signed afresh, and an answer that says what is known.
//!
//! [`Client`] asks the VPC API, [`CenClient`] the one of transit routers, [`StsClient`] takes on a role. Whatever goes wrong is a [`CallError`] that
//! tells apart what the service refused, what never reached it and what may have been carried out
//! all the same. Keys in answers are taken out before anybody sees the JSON.
//!
//! Names [`crate::connection`] and [`crate::rpc`]. Knows no word for people beyond its errors, no
//! file and no variable (but for the system's certificates). Clock and chance come in as a
//! [`ClockAndNonce`], variables that name a proxy or an access key as an argument.

mod attempt;
mod client;
mod clock;
pub mod credentials;
mod endpoint;
mod error_mapping;
mod failure;
mod mask;
mod operations;
mod options;
mod proxy;
mod response;
mod retry;
mod server_facts;
mod tls;
mod transport;

pub use client::Client;
pub use clock::ClockAndNonce;
pub use credentials::Credentials;
pub use endpoint::{Endpoint, EndpointError};
pub use failure::{
    CallError, CallFailure, LostResponse, LostResponseCause, NotSent, NotSentCause, TlsError,
    UnreadableBody,
};
pub use operations::{
    AttachmentFilter, CallerIdentity, CenClient, ConnectionFilter, CreatedConnection,
    CreatedGateway, CreationOutcome, CustomerGateway, DiagnosisRow, DiagnosisTarget, LogLines,
    LogWindow, NewBinding, NewGateway, OPERATIONS, OperationAccess, Page, RegionRow, RouteTable,
    RouteTableChange, RouteTableUse, RouterAttachment, RouterZones, ServiceOperation, StsClient,
    TransitRouter, Tunnel, VpnConnection,
};
pub use options::{ClientOptions, Timeouts};
pub use proxy::{Proxy, SetupError};
pub use response::ApiResponse;
pub use retry::{Backoff, RetryPolicy};
pub use transport::MAX_RESPONSE_BYTES;
