//! How a sandbox behaves, and the names it is known by.

use std::fmt;
use std::sync::Arc;

use jiff::Timestamp;

use super::fault::Fault;

/// The access key id that the sandbox knows.
pub const ACCESS_KEY_ID: &str = "sandbox-key-id";

/// Its secret; no secret at all, since it is published here.
pub const ACCESS_KEY_SECRET: &str = "sandbox-key-secret";

/// The header that every answer carries.
pub const MARK: &str = "x-tunnelsmith-sandbox";

/// What time it is, as the sandbox is told.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// How a sandbox behaves.
#[derive(Clone)]
pub struct Settings {
    /// How many customer gateways each region starts with. The [`seeded`](super::seeded) ones are always there, and
    /// more than [`GATEWAYS_MAX`](super::GATEWAYS_MAX) are never made.
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
