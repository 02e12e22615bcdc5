//! One request by HTTP: bounded in time and size, never sent a second time by the library.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use hyper::body::Bytes;
use reqwest::header::{HeaderMap, HeaderValue, LOCATION};
use reqwest::redirect;
use zeroize::Zeroizing;

use crate::connection::Secret;
use crate::rpc::PreparedRequest;

use super::endpoint::Endpoint;
use super::error_mapping;
use super::failure::{CallError, LostResponseCause, NotSentCause};
use super::options::ClientOptions;
use super::proxy::SetupError;
use super::tls::with_tls;

/// The longest answer that is read, in bytes, after unpacking: a full page of connections takes
/// less than a fifth of it.
pub const MAX_RESPONSE_BYTES: usize = 1024 * 1024;

/// How a host is reached.
#[derive(Clone)]
pub(super) struct Transport {
    http: reqwest::Client,
    endpoint: Endpoint,
    connect: Duration,
}

/// An answer whose body was read to its end.
pub(super) struct RawResponse {
    pub http: u16,
    pub headers: HeaderMap,
    pub body: Result<Zeroizing<Vec<u8>>, LostResponseCause>,
}

impl Transport {
    /// # Errors
    /// When the user agent cannot be sent, or the system's certificates cannot be read.
    pub fn new(endpoint: Endpoint, options: &ClientOptions) -> Result<Self, SetupError> {
        let user_agent =
            HeaderValue::from_str(&options.user_agent).map_err(|_| SetupError::UserAgent)?;
        let connect = options.timeouts.connect;
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
        let builder = with_tls(builder, endpoint.is_https());
        let builder = if endpoint.is_loopback() {
            // Whatever the resolver makes of that name, requests stay on this machine.
            let here = [
                SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
                SocketAddr::from((Ipv6Addr::LOCALHOST, 0)),
            ];
            builder.no_proxy().resolve_to_addrs("localhost", &here)
        } else {
            options.proxy.apply(builder)
        };
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
    pub async fn send(
        &self,
        signed: PreparedRequest,
        limit: Duration,
    ) -> Result<RawResponse, CallError> {
        match tokio::time::timeout(limit, self.exchange(signed)).await {
            Ok(outcome) => outcome,
            // It may have been on its way already.
            Err(_) => Err(error_mapping::lost(self.host(), LostResponseCause::TimedOut(limit))),
        }
    }

    async fn exchange(&self, signed: PreparedRequest) -> Result<RawResponse, CallError> {
        let headers = headers(&signed)
            .ok_or_else(|| error_mapping::not_sent(self.host(), NotSentCause::Unsendable))?;
        let response = self
            .http
            .post(self.endpoint.url().clone())
            .headers(headers)
            .body(Bytes::from_owner(WipedBody(signed.body)))
            .send()
            .await
            .map_err(|error| {
                error_mapping::classify_request_error(
                    self.host(),
                    self.connect,
                    &error.without_url(),
                )
            })?;
        let http = response.status().as_u16();
        let headers = response.headers().clone();
        Ok(RawResponse { http, headers, body: read(response).await })
    }
}

impl RawResponse {
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
async fn read(mut response: reqwest::Response) -> Result<Zeroizing<Vec<u8>>, LostResponseCause> {
    let mut body = Zeroizing::new(Vec::new());
    loop {
        match response.chunk().await {
            Ok(Some(piece)) if body.len() + piece.len() > MAX_RESPONSE_BYTES => {
                return Err(LostResponseCause::TooLarge(MAX_RESPONSE_BYTES));
            }
            Ok(Some(piece)) => body.extend_from_slice(&piece),
            Ok(None) => return Ok(body),
            Err(error) => return Err(error_mapping::classify_response_error(&error.without_url())),
        }
    }
}

fn headers(signed: &PreparedRequest) -> Option<HeaderMap> {
    let mut headers = HeaderMap::new();
    for (name, value) in &signed.headers {
        let mut value = HeaderValue::from_str(value.expose()).ok()?;
        value.set_sensitive(true);
        headers.insert(*name, value);
    }
    Some(headers)
}

/// A body that is wiped from memory once it has been sent.
struct WipedBody(Secret);

impl AsRef<[u8]> for WipedBody {
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
