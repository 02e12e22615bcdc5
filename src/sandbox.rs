//! A local HTTP server that behaves as the VPC API does, for people without an account, for scripts
//! and the official SDKs, and for tests that need the service to misbehave.
//!
//! Names [`crate::connection`] and [`crate::rpc`], never the client or a screen. It judges requests
//! by checks of its own, not by the rules of [`crate::connection`], so that a mistake of the client
//! is seen. It never passes for the cloud: every answer has the headers of
//! [`crate::rpc::SANDBOX_HEADER`] and [`crate::rpc::INSTANCE_HEADER`], and
//! the `HostId` of a refusal is `sandbox`.
//!
//! The caller hands over listener and clock; what is stored lives as long as the handle.

mod api;
mod auth;
mod cen;
mod codes;
mod context;
mod control;
mod customer_gateways;
mod defaults;
mod describe;
mod diagnose;
mod diagnosis;
mod download;
mod duration;
mod fault;
#[cfg(test)]
mod fuzz;
mod gateways;
mod idempotency;
mod ids;
mod lifecycle;
mod modify;
mod negotiate;
mod peer_device;
mod peer_kind;
mod records;
mod request;
mod route_table_links;
mod route_tables;
mod router_attachments;
mod routers;
mod server;
mod settings;
mod state;
mod sts;
mod tags;
mod tunnel_endpoint;
mod tunnel_machine;
mod validate;
mod validate_bgp;
mod vpn_attachments;

use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::connection::Secret;

pub use fault::{Fault, FaultError};
pub use gateways::{GATEWAYS_MAX, SEEDED_GATEWAYS, SeededGateway};
pub use peer_device::PEER_PSK;
pub use peer_kind::{PeerKind, TunnelPeer, TunnelPeerError};
pub use records::{RequestLogEntry, StoredConnection};
pub use settings::{
    ACCESS_KEY_ID, ACCESS_KEY_SECRET, Clock, OTHER_ACCESS_KEY_ID, OTHER_ACCESS_KEY_SECRET,
    SandboxAccount, ServiceQuirks, Settings, read_pace,
};

use api::Core;

/// A running sandbox; it stops when this handle is dropped.
pub struct Sandbox {
    core: Arc<Core>,
    address: SocketAddr,
    task: JoinHandle<()>,
}

/// Serves on `listener`, on tasks of the current tokio runtime, until the handle is dropped.
///
/// # Panics
/// When called outside a tokio runtime.
pub async fn serve(listener: TcpListener, settings: Settings) -> Sandbox {
    // A bound listener has an address; without one there is nothing to tell clients either way.
    let address = listener.local_addr().unwrap_or_else(|_| SocketAddr::from(([127, 0, 0, 1], 0)));
    let core = Arc::new(Core::new(settings, address.to_string()));
    let task = tokio::spawn(server::accept(listener, Arc::clone(&core)));
    Sandbox { core, address, task }
}

impl Sandbox {
    /// Where it listens, for example `http://127.0.0.1:41234`.
    pub fn endpoint(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Host and port, as an endpoint without a scheme.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Every connection it holds: account by account, each in the order of creation.
    pub fn connections(&self) -> Vec<StoredConnection> {
        self.core.state().connections().cloned().collect()
    }

    /// What tells this server from any other, one on the same port included; each answer has it in
    /// the header [`INSTANCE_HEADER`](crate::rpc::INSTANCE_HEADER).
    pub fn instance(&self) -> &str {
        &self.core.instance
    }

    /// The latest requests in the order they were answered, 100,000 at most.
    pub fn requests(&self) -> Vec<RequestLogEntry> {
        self.core.state().log.iter().cloned().collect()
    }

    /// Adds temporary credentials of the first account with a lifetime of their own, as `AssumeRole`
    /// would give them.
    ///
    /// Returns access key id, secret and security token.
    pub fn temporary_key(&self, lifetime: jiff::SignedDuration) -> (String, Secret, Secret) {
        let now = self.core.now();
        let key = self.core.state().auth.issue(now, lifetime, 0);
        (key.id, key.secret, key.token)
    }

    /// Stops listening and cuts what is under way; returns when nothing is left running.
    pub async fn shutdown(mut self) {
        self.task.abort();
        // The only error is the abort just asked for.
        let _ = (&mut self.task).await;
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Sandbox").field("address", &self.address).finish_non_exhaustive()
    }
}
