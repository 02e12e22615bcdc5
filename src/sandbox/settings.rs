//! How a sandbox behaves, and the names it is known by.

use std::fmt;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use crate::connection::Secret;

use super::duration;
use super::fault::Fault;
use super::peer_kind::TunnelPeer;

/// The access key id that the sandbox knows.
pub const ACCESS_KEY_ID: &str = "sandbox-key-id";

/// Its secret; no secret at all, since it is published here.
pub const ACCESS_KEY_SECRET: &str = "sandbox-key-secret";

/// The access key id of another account that the sandbox knows.
pub const OTHER_ACCESS_KEY_ID: &str = "sandbox-other-key-id";

/// Its secret.
pub const OTHER_ACCESS_KEY_SECRET: &str = "sandbox-other-key-secret";

/// What time it is, as the sandbox is told.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// An account: its connections, gateways, client tokens and quotas are its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SandboxAccount {
    /// Its number, as `GetCallerIdentity` tells it.
    pub number: String,
    /// The id of its access key.
    pub access_key_id: String,
    /// The secret of that key.
    pub secret: Secret,
}

/// What the service is documented to do and a convenient server would not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServiceQuirks {
    /// Whether `CreateTime` ends in 000, as in every sample of the API reference.
    pub whole_seconds: bool,
    /// How long a connection exists before lists show it.
    pub list_lag: SignedDuration,
}

impl ServiceQuirks {
    /// Milliseconds, and lists that show at once what was created: for tests that depend on it.
    pub const EXACT: Self = Self { whole_seconds: false, list_lag: SignedDuration::ZERO };

    /// Reads how long lists lag behind, as `2s`, `500ms` or `1m`.
    pub fn read_lag(text: &str) -> Option<SignedDuration> {
        SignedDuration::try_from(duration::read(text)?).ok()
    }
}

impl Default for ServiceQuirks {
    fn default() -> Self {
        Self { whole_seconds: true, list_lag: SignedDuration::from_secs(2) }
    }
}

/// How a sandbox behaves.
#[derive(Clone)]
pub struct Settings {
    /// How many customer gateways each region starts with. The [seeded](super::SEEDED_GATEWAYS) ones are always there, and
    /// more than [`GATEWAYS_MAX`](super::GATEWAYS_MAX) are never made.
    pub gateways: usize,
    /// What goes wrong, in the order the faults are looked at.
    pub faults: Vec<Fault>,
    /// The largest `PageSize` that lists take; the service's is 50.
    pub page_limit: usize,
    /// Where ids start from: the same seed gives the same ids in the same order. Without one, ids are
    /// others after each start.
    pub seed: Option<u64>,
    /// What it has in common with the service beyond the answers themselves.
    pub traits: ServiceQuirks,
    /// The accounts, each with an access key.
    pub accounts: Vec<SandboxAccount>,
    /// The clock of the server, before any fault sets it wrong.
    pub clock: Clock,
    /// How long a step in the life of a connection takes: two until it is bound, one for each phase of a
    /// tunnel, one for BGP. Lifetimes are seconds all the same.
    pub pace: SignedDuration,
    /// The devices at the far ends that are not simply what each tunnel needs.
    pub peers: Vec<TunnelPeer>,
}

/// Reads a pace, as `200ms` or `1s`; not less than a millisecond.
pub fn read_pace(text: &str) -> Option<SignedDuration> {
    let pace = SignedDuration::try_from(duration::read(text)?).ok()?;
    (!pace.is_zero()).then_some(pace)
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            gateways: 0,
            faults: Vec::new(),
            page_limit: 50,
            seed: None,
            traits: ServiceQuirks::default(),
            accounts: [
                ("1000000000000001", ACCESS_KEY_ID, ACCESS_KEY_SECRET),
                ("1000000000000002", OTHER_ACCESS_KEY_ID, OTHER_ACCESS_KEY_SECRET),
            ]
            .map(|(number, id, secret)| SandboxAccount {
                number: number.to_owned(),
                access_key_id: id.to_owned(),
                secret: secret.into(),
            })
            .into(),
            clock: Arc::new(Timestamp::now),
            pace: SignedDuration::from_secs(1),
            peers: Vec::new(),
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
            .field("traits", &self.traits)
            .field("accounts", &self.accounts)
            .field("pace", &self.pace)
            .field("peers", &self.peers)
            .finish_non_exhaustive()
    }
}
