//! Which way requests to another machine take.

use std::fmt;

use reqwest::{ClientBuilder, NoProxy, Url};

use crate::connection::{Message, Secret, ToMessage, message};
use crate::text::print_as_message;

/// The proxy for requests to another machine, or none. Loopback hosts are always reached directly.
#[derive(Clone, Default)]
pub struct Proxy(Option<reqwest::Proxy>);

/// Why a client could not be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SetupError {
    /// A user agent with characters that no header may have.
    UserAgent,
    /// A variable that should name a proxy and does not. Going directly instead would show the host
    /// that is asked to a network that was meant to see the proxy alone.
    Proxy(&'static str),
    /// No encryption without certificates to trust.
    Certificates,
}

print_as_message!(SetupError);

impl ToMessage for SetupError {
    fn message(&self) -> Message {
        match self {
            Self::UserAgent => message!("setup-user-agent"),
            Self::Proxy(variable) => message!("setup-proxy", variable = *variable),
            Self::Certificates => message!("setup-certificates"),
        }
    }
}

impl Proxy {
    /// The proxy that the variables name for `https` (or `http`) addresses: the one of the scheme,
    /// else `ALL_PROXY`, upper case before lower case, but for the hosts in `NO_PROXY`.
    ///
    /// # Errors
    /// When the variable that decides holds something else than an address.
    pub fn of_variables(
        scheme: &str,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, SetupError> {
        let names = match scheme {
            "http" => ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"],
            _ => ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"],
        };
        let set = |name: &str| variable(name).filter(|text| !text.trim().is_empty());
        let Some((name, text)) = names.into_iter().find_map(|name| Some((name, set(name)?))) else {
            return Ok(Self::default());
        };
        let proxy = read(&Secret::new(text)).ok_or(SetupError::Proxy(name))?;
        let except = set("NO_PROXY").or_else(|| set("no_proxy"));
        Ok(Self(Some(proxy.no_proxy(except.as_deref().and_then(NoProxy::from_string)))))
    }

    pub(super) fn apply(&self, builder: ClientBuilder) -> ClientBuilder {
        match &self.0 {
            Some(proxy) => builder.proxy(proxy.clone()),
            None => builder.no_proxy(),
        }
    }
}

/// A host and port alone are taken for one that is reached by HTTP, as other programs do.
fn read(text: &Secret) -> Option<reqwest::Proxy> {
    let address = Secret::new(match text.expose().trim() {
        whole if whole.contains("://") => whole.to_owned(),
        bare => format!("http://{bare}"),
    });
    let url = Url::parse(address.expose()).ok()?;
    let is_http = matches!(url.scheme(), "http" | "https");
    (is_http && url.host_str().is_some_and(|host| !host.is_empty()))
        .then(|| reqwest::Proxy::all(address.expose()).ok())
        .flatten()
}

impl fmt::Debug for Proxy {
    /// Without the address, which may hold a password.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(if self.0.is_some() { "Proxy" } else { "Direct" })
    }
}
