//! One request by HTTP: bounded in time and size, never sent a second time by the library.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use hyper::body::Bytes;
use reqwest::header::{HeaderMap, HeaderValue, LOCATION};
use reqwest::redirect;
use rustls::crypto::ring;
use zeroize::Zeroizing;

use crate::connection::Secret;
use crate::rpc::Signed;

use super::causes;
use super::endpoint::Endpoint;
use super::failure::{CallError, LostCause, NotSentCause};

/// The longest answer that is read, in bytes, after unpacking: a full page of connections takes
/// less than a fifth of it.
pub const MAX_ANSWER: usize = 1024 * 1024;

/// The header by which our own sandbox tells that it is not the cloud.
pub const SANDBOX_HEADER: &str = "x-tunnelsmith-sandbox";

/// Which proxy requests to another machine take. Loopback endpoints are always reached directly.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Proxy {
    /// The one that `HTTPS_PROXY` or `ALL_PROXY` names, but for the hosts in `NO_PROXY`.
    #[default]
    Environment,
    /// None.
    Never,
    /// This one, as `http://host:port`; it may hold a password.
    At(Secret),
}

/// Why a client could not be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SetupError {
    /// A user agent with characters that no header may have.
    #[error("the user agent has characters that cannot be sent")]
    UserAgent,
    /// Not an address of a proxy.
    #[error("the proxy is not an address as in http://proxy.example:3128")]
    Proxy,
    /// No encryption without certificates to trust.
    #[error("the certificates that this machine trusts cannot be read")]
    Certificates,
}

/// How a host is reached.
#[derive(Clone)]
pub(super) struct Transport {
    http: reqwest::Client,
    endpoint: Endpoint,
    connect: Duration,
}

/// An answer whose body was read to its end.
pub(super) struct Raw {
    pub http: u16,
    pub headers: HeaderMap,
    pub body: Result<Zeroizing<Vec<u8>>, LostCause>,
}

impl Transport {
    pub fn new(
        endpoint: Endpoint,
        connect: Duration,
        user_agent: &str,
        proxy: &Proxy,
    ) -> Result<Self, SetupError> {
        let user_agent = HeaderValue::from_str(user_agent).map_err(|_| SetupError::UserAgent)?;
        let builder = reqwest::Client::builder()
            .user_agent(user_agent)
            .connect_timeout(connect)
            .redirect(redirect::Policy::none())
            .referer(false)
            .gzip(true)
            // A kept connection that the server has closed would make the library send the same
            // bytes, and so the same nonce, again on a new one. None is kept, so none is reused.
            .pool_max_idle_per_host(0)
            .retry(reqwest::retry::never());
        let builder = with_proxy(with_tls(builder, &endpoint)?, &endpoint, proxy)?;
        let http = builder.build().map_err(|_| SetupError::Certificates)?;
        Ok(Self { http, endpoint, connect })
    }

    pub fn host(&self) -> &str {
        self.endpoint.host()
    }

    pub fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }

    /// Sends a signed request once and reads the whole answer within `limit`.
    pub async fn send(&self, signed: Signed, limit: Duration) -> Result<Raw, CallError> {
        match tokio::time::timeout(limit, self.exchange(signed)).await {
            Ok(outcome) => outcome,
            // It may have been on its way already.
            Err(_) => Err(causes::lost(self.host(), LostCause::TimedOut(limit))),
        }
    }

    async fn exchange(&self, signed: Signed) -> Result<Raw, CallError> {
        let headers = headers(&signed)
            .ok_or_else(|| causes::not_sent(self.host(), NotSentCause::Unsendable))?;
        let response = self
            .http
            .post(self.endpoint.url().clone())
            .headers(headers)
            .body(Bytes::from_owner(Wiped(signed.body)))
            .send()
            .await
            .map_err(|error| causes::of_request(self.host(), self.connect, &error.without_url()))?;
        let http = response.status().as_u16();
        let headers = response.headers().clone();
        Ok(Raw { http, headers, body: read(response).await })
    }
}

impl Raw {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The host a redirect points to. Not the rest of it: that may hold anything.
    pub fn redirect_host(&self) -> Option<String> {
        let target = self.headers.get(LOCATION)?.to_str().ok()?;
        let url = reqwest::Url::parse(target).ok()?;
        let name = url.host_str()?;
        Some(url.port().map_or_else(|| name.to_owned(), |port| format!("{name}:{port}")))
    }
}

/// Reads piece by piece, so that neither a long answer nor a small one that unpacks into a long one
/// fills the memory.
async fn read(mut response: reqwest::Response) -> Result<Zeroizing<Vec<u8>>, LostCause> {
    let mut body = Zeroizing::new(Vec::new());
    loop {
        match response.chunk().await {
            Ok(Some(piece)) if body.len() + piece.len() > MAX_ANSWER => {
                return Err(LostCause::TooLarge(MAX_ANSWER));
            }
            Ok(Some(piece)) => body.extend_from_slice(&piece),
            Ok(None) => return Ok(body),
            Err(error) => return Err(causes::of_answer(&error.without_url())),
        }
    }
}

fn headers(signed: &Signed) -> Option<HeaderMap> {
    let mut headers = HeaderMap::new();
    for (name, value) in &signed.headers {
        let mut value = HeaderValue::from_str(value.expose()).ok()?;
        value.set_sensitive(true);
        headers.insert(*name, value);
    }
    Some(headers)
}

fn with_tls(
    builder: reqwest::ClientBuilder,
    endpoint: &Endpoint,
) -> Result<reqwest::ClientBuilder, SetupError> {
    if endpoint.is_https() {
        // Another part of the process may have chosen a provider already; that one is as good.
        let _ = ring::default_provider().install_default();
        return Ok(builder.https_only(true));
    }
    // Without encryption there is nothing to trust: the system's certificates are not even read.
    let tls = rustls::ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|_| SetupError::Certificates)?
        .with_root_certificates(rustls::RootCertStore::empty())
        .with_no_client_auth();
    // Whatever the resolver makes of that name, plain text stays on this machine.
    let here =
        [SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), SocketAddr::from((Ipv6Addr::LOCALHOST, 0))];
    Ok(builder.tls_backend_preconfigured(tls).resolve_to_addrs("localhost", &here))
}

fn with_proxy(
    builder: reqwest::ClientBuilder,
    endpoint: &Endpoint,
    proxy: &Proxy,
) -> Result<reqwest::ClientBuilder, SetupError> {
    match proxy {
        _ if endpoint.is_loopback() => Ok(builder.no_proxy()),
        Proxy::Environment => Ok(builder),
        Proxy::Never => Ok(builder.no_proxy()),
        Proxy::At(address) => {
            let proxy = reqwest::Proxy::all(address.expose()).map_err(|_| SetupError::Proxy)?;
            Ok(builder.proxy(proxy))
        }
    }
}

/// A body that is wiped from memory once it has been sent.
struct Wiped(Secret);

impl AsRef<[u8]> for Wiped {
    fn as_ref(&self) -> &[u8] {
        self.0.expose().as_bytes()
    }
}

impl fmt::Debug for Transport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Transport")
            .field("endpoint", &format_args!("{}", self.endpoint))
            .finish_non_exhaustive()
    }
}
