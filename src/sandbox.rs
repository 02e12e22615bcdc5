//! A local HTTP server that behaves as the VPC API does, for people without an account, for scripts
//! and the official SDKs, and for tests that need the service to misbehave.
//!
//! Names [`crate::connection`] and [`crate::rpc`], never the client or a screen. It judges requests
//! by checks of its own, not by the rules of [`crate::connection`], so that a mistake of the client
//! is seen. It never passes for the cloud: every answer has the header `x-tunnelsmith-sandbox`, and
//! the `HostId` of a refusal is `sandbox`.
//!
//! The caller hands over listener and clock; what is stored lives as long as the handle.

mod api;
mod attachment;
mod auth;
mod codes;
mod customer;
mod defaults;
mod describe;
mod duration;
mod fault;
#[cfg(test)]
mod fuzz;
mod gateways;
mod judge;
mod judge_bgp;
mod regions;
mod request;
mod roles;
mod server;
mod state;

use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;

use jiff::Timestamp;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::connection::{Draft, Secret};
use crate::rpc::Params;

pub use fault::{Fault, FaultError};
pub use gateways::{SeededGateway, seeded};

use api::Core;

/// The access key id that the sandbox knows.
pub const ACCESS_KEY_ID: &str = "sandbox-key-id";

/// Its secret; no secret at all, since it is published here.
pub const ACCESS_KEY_SECRET: &str = "sandbox-key-secret";

/// The header that every answer carries.
pub const MARK: &str = "x-tunnelsmith-sandbox";

/// Most customer gateways a region can be given by [`Settings::gateways`].
pub const GATEWAYS_MAX: usize = 5_000;

/// What time it is, as the sandbox is told.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// How a sandbox behaves.
#[derive(Clone)]
pub struct Settings {
    /// How many customer gateways each region starts with. The [`seeded`] ones are always there, and
    /// more than [`GATEWAYS_MAX`] are never made.
    pub gateways: usize,
    /// What goes wrong, in the order the faults are looked at.
    pub faults: Vec<Fault>,
    /// The largest `PageSize` that lists take; the service's is 50.
    pub page_limit: usize,
    /// Where ids start from: the same seed gives the same ids in the same order.
    pub seed: u64,
    /// Whether single-tunnel connections are refused, as the service does since 2024-11-26.
    pub single_refused: bool,
    /// The clock of the server, before any fault sets it wrong.
    pub clock: Clock,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            gateways: 0,
            faults: Vec::new(),
            page_limit: 50,
            seed: 0,
            single_refused: false,
            clock: Arc::new(Timestamp::now),
        }
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Settings")
            .field("gateways", &self.gateways)
            .field("faults", &self.faults)
            .field("page_limit", &self.page_limit)
            .field("seed", &self.seed)
            .field("single_refused", &self.single_refused)
            .finish_non_exhaustive()
    }
}

/// A connection that the sandbox holds.
#[derive(Clone, Debug)]
pub struct StoredConnection {
    /// `vco-` and 20 letters and digits.
    pub id: String,
    /// The region it was created in.
    pub region: String,
    /// When, by the server's clock.
    pub created: Timestamp,
    /// The client token it came with.
    pub client_token: Option<String>,
    /// The business parameters as received.
    pub params: Params,
    /// The same, read as a draft.
    pub draft: Draft,
    /// The draft with the service's defaults and the keys it made, as look-ups show it.
    pub filled: Draft,
}

/// A request that was answered, or cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logged {
    /// The operation that was asked for; `?` where the request did not say so.
    pub action: String,
    /// `200`, the code of the refusal, or the name of the fault that took the answer's place.
    pub outcome: String,
}

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

    /// Every connection it holds, in the order of creation.
    pub fn connections(&self) -> Vec<StoredConnection> {
        self.core.state().attachments.all().cloned().collect()
    }

    /// The latest requests in the order they were answered, 100,000 at most.
    pub fn requests(&self) -> Vec<Logged> {
        self.core.state().log.iter().cloned().collect()
    }

    /// Adds temporary credentials with a lifetime of their own, as `AssumeRole` would give them.
    ///
    /// Returns access key id, secret and security token.
    pub fn temporary_key(&self, lifetime: jiff::SignedDuration) -> (String, Secret, Secret) {
        let now = self.core.now();
        let key = self.core.state().auth.lend(now, lifetime);
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
