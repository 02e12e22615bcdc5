//! How requests are made, whichever operation they ask for.

use std::time::Duration;

use crate::rpc::Algorithm;

use super::clock::ClockAndNonce;
use super::proxy::Proxy;
use super::retry::RetryPolicy;

/// How long a request may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// Until a connection stands, name look-up and encryption included.
    pub connect: Duration,
    /// A request that creates something, from its start to the end of the answer.
    pub create: Duration,
    /// Any other request, likewise; the official clients wait as long.
    pub read: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            create: Duration::from_secs(30),
            read: Duration::from_secs(10),
        }
    }
}

/// How a [`Client`](super::Client) or an [`StsClient`](super::StsClient) makes its requests.
#[derive(Clone, Debug)]
pub struct ClientOptions {
    /// How requests are signed.
    pub algorithm: Algorithm,
    /// How long a request may take.
    pub timeouts: Timeouts,
    /// The header `User-Agent`.
    pub user_agent: String,
    /// How often and how long a request is made again.
    pub policy: RetryPolicy,
    /// Which way to another machine.
    pub proxy: Proxy,
    /// Clock and nonces.
    pub clock: ClockAndNonce,
}

impl Default for ClientOptions {
    fn default() -> Self {
        Self {
            algorithm: Algorithm::default(),
            timeouts: Timeouts::default(),
            user_agent: concat!("tunnelsmith/", env!("CARGO_PKG_VERSION")).to_owned(),
            policy: RetryPolicy::default(),
            proxy: Proxy::default(),
            clock: ClockAndNonce::real(),
        }
    }
}
