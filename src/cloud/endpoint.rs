//! Where requests go: a host, by HTTPS unless it is this very machine.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use reqwest::Url;

use crate::connection::{Message, ToMessage, message};
use crate::text::print_as_message;

/// A host that serves the API.
///
/// It is reached by HTTPS; plain HTTP is accepted for loopback hosts only, since form bodies carry
/// pre-shared keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    url: Url,
    host: String,
}

/// Why a text is not an endpoint.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EndpointError {
    /// Neither a host nor an address of the web.
    NotHost,
    /// Something else than `https` (or `http`).
    Scheme(String),
    /// Plain HTTP to another machine would show pre-shared keys to everybody on the way.
    PlainHttp {
        /// The host that was meant.
        host: String,
    },
    /// A name or password before the host.
    UserInfo,
    /// A path, query or fragment behind the host.
    Tail,
    /// Characters that no region id has; it would become part of a host name.
    Region,
}

print_as_message!(EndpointError);

impl ToMessage for EndpointError {
    fn message(&self) -> Message {
        match self {
            Self::NotHost => message!("endpoint-not-host"),
            Self::Scheme(scheme) => message!("endpoint-scheme", scheme),
            Self::PlainHttp { host } => message!("endpoint-plain-http", host),
            Self::UserInfo => message!("endpoint-user"),
            Self::Tail => message!("endpoint-tail"),
            Self::Region => message!("endpoint-region"),
        }
    }
}

impl Endpoint {
    /// Reads `host`, `host:port`, `https://host` or, for loopback hosts, `http://host:port`.
    ///
    /// # Errors
    /// When the text is anything else; it is not quoted, as it may hold a password.
    pub fn parse(text: &str) -> Result<Self, EndpointError> {
        let text = text.trim();
        let whole = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
        // The parser would drop such characters in silence.
        if whole.chars().any(|sign| sign.is_control() || sign.is_whitespace() || sign == '\\') {
            return Err(EndpointError::NotHost);
        }
        let url = Url::parse(&whole).map_err(|_| EndpointError::NotHost)?;
        if !matches!(url.scheme(), "https" | "http") {
            return Err(EndpointError::Scheme(url.scheme().to_owned()));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(EndpointError::UserInfo);
        }
        if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
            return Err(EndpointError::Tail);
        }
        let name = url.host_str().filter(|name| !name.is_empty()).ok_or(EndpointError::NotHost)?;
        let host = match url.port() {
            Some(port) => format!("{name}:{port}"),
            None => name.to_owned(),
        };
        if url.scheme() == "http" && !is_loopback(name) {
            return Err(EndpointError::PlainHttp { host });
        }
        Ok(Self { url, host })
    }

    /// The endpoint of the VPC API in a region: the one that is known of, else by the vendor's rule
    /// `vpc.<region>.aliyuncs.com`.
    ///
    /// # Errors
    /// When the region has characters that no region id has, or the known endpoint is none.
    pub fn of_region(region: &str, known: Option<&str>) -> Result<Self, EndpointError> {
        let region = region_id(region)?;
        match known {
            Some(host) => Self::parse(host),
            None => Self::parse(&format!("vpc.{region}.aliyuncs.com")),
        }
    }

    /// The endpoint of CEN, one for all regions.
    ///
    /// # Errors
    /// None, as the name is a sound one.
    pub fn of_cen() -> Result<Self, EndpointError> {
        Self::parse("cbn.aliyuncs.com")
    }

    /// Host and, unless it is the usual one, port: what the header `Host` carries and is signed.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Whether it is this very machine.
    pub fn is_loopback(&self) -> bool {
        self.url.host_str().is_some_and(is_loopback)
    }

    /// Whether requests travel encrypted; only loopback endpoints may do without.
    pub fn is_https(&self) -> bool {
        self.url.scheme() == "https"
    }

    pub(super) fn url(&self) -> &Url {
        &self.url
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}://{}", self.url.scheme(), self.host)
    }
}

impl FromStr for Endpoint {
    type Err = EndpointError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

/// Whether the name is this very machine, whatever a resolver makes of it.
pub(super) fn is_loopback(name: &str) -> bool {
    let bare = name.trim_start_matches('[').trim_end_matches(']');
    name == "localhost" || bare.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}

/// A region id becomes a label of a host name, so nothing but letters, digits and hyphens may pass.
fn region_id(region: &str) -> Result<&str, EndpointError> {
    let plain = |sign: u8| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == b'-';
    let edge = region.starts_with('-') || region.ends_with('-');
    let fits = (1..=40).contains(&region.len()) && !edge && region.bytes().all(plain);
    if fits { Ok(region) } else { Err(EndpointError::Region) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, EndpointError> {
        Endpoint::parse(text).map(|endpoint| endpoint.to_string())
    }

    #[test]
    fn a_bare_host_means_https() {
        for (text, meant) in [
            ("vpc.aliyuncs.com", "https://vpc.aliyuncs.com"),
            ("https://VPC.aliyuncs.com:443/", "https://vpc.aliyuncs.com"),
            ("localhost:8080", "https://localhost:8080"),
            ("http://localhost:8080", "http://localhost:8080"),
            ("http://127.8.9.1:80", "http://127.8.9.1"),
            ("http://[::1]:8080", "http://[::1]:8080"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(meant));
        }
    }

    #[test]
    fn plain_http_is_for_this_machine_only() {
        for text in ["http://vpc.aliyuncs.com", "http://10.0.0.1", "http://localhost.evil.example"]
        {
            assert!(matches!(read(text), Err(EndpointError::PlainHttp { .. })), "{text}");
        }
        assert!(matches!(read("http://128.0.0.1"), Err(EndpointError::PlainHttp { .. })));
    }

    #[test]
    fn an_endpoint_is_a_host_and_nothing_more() {
        assert_eq!(read("https://me:pw@vpc.aliyuncs.com"), Err(EndpointError::UserInfo));
        assert_eq!(read("http://127.0.0.1@vpc.aliyuncs.com"), Err(EndpointError::UserInfo));
        for tail in ["/path", "/?a=b", "?", "#there"] {
            assert_eq!(read(&format!("vpc.aliyuncs.com{tail}")), Err(EndpointError::Tail));
        }
        for text in ["", "https://", "a b", "vpc.ali\nyuncs.com", "a\\b", "x:99999"] {
            assert_eq!(read(text), Err(EndpointError::NotHost), "{text:?}");
        }
        assert_eq!(read("ftp://x"), Err(EndpointError::Scheme("ftp".to_owned())));
    }

    #[test]
    fn a_region_never_leads_to_another_host() {
        let of = |region, known| Endpoint::of_region(region, known).map(|found| found.to_string());
        assert_eq!(of("eu-central-1", None).unwrap(), "https://vpc.eu-central-1.aliyuncs.com");
        assert_eq!(
            of("cn-hangzhou", Some("vpc.aliyuncs.com")).unwrap(),
            "https://vpc.aliyuncs.com"
        );
        for region in ["", "x.evil.example/", "EU-1", "a@b", "-a", "a-", "ä"] {
            assert_eq!(of(region, None), Err(EndpointError::Region), "{region:?}");
        }
    }
}
