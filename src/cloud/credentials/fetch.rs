//! Temporary keys over HTTP: the metadata service of ECS and a credentials URI.

use std::time::Duration;

use jiff::Timestamp;
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, StatusCode, Url};
use serde::Deserialize;
use zeroize::Zeroizing;

use super::super::endpoint::is_loopback;
use super::super::proxy::{Proxy, SetupError};
use super::super::tls::with_tls;
use super::environment::{Environment, IMDSV1_DISABLED};
use super::error::CredentialsError;
use super::key::Credentials;
use super::lenient::Trimmed;
use crate::connection::{Message, Secret, ToMessage as _, message};

const LARGEST: usize = 64 * 1024;
const METADATA_LIMIT: Duration = Duration::from_secs(1);
const URI_CONNECT_LIMIT: Duration = Duration::from_secs(5);
const URI_LIMIT: Duration = Duration::from_secs(10);
const ROLES: &str = "/latest/meta-data/ram/security-credentials/";
const NOT_ON_ECS: &str = "answer-not-on-ecs";

/// The answer of both.
#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct Answer {
    code: Trimmed<String>,
    access_key_id: Trimmed<String>,
    access_key_secret: Trimmed<Secret>,
    security_token: Trimmed<Secret>,
    expiration: Trimmed<String>,
}

/// Who asks whom, for the words of an error.
struct CredentialsRequest<'a> {
    place: &'a str,
    asked: Message,
}

impl CredentialsRequest<'_> {
    fn failed(&self, why: Message) -> CredentialsError {
        self.caused(why, None)
    }

    /// The address is left out of the cause: it may hold a password or a token.
    fn caused(&self, why: Message, cause: Option<reqwest::Error>) -> CredentialsError {
        CredentialsError::NoAnswer {
            place: self.place.to_owned(),
            asked: Box::new(self.asked.clone()),
            why: Box::new(why),
            source: cause.map(reqwest::Error::without_url),
        }
    }

    /// Sends a request and reads the whole answer, up to the bound.
    async fn ask(
        &self,
        request: RequestBuilder,
        unreached: &'static str,
    ) -> Result<(StatusCode, Zeroizing<Vec<u8>>), CredentialsError> {
        let answered = request.send().await;
        let mut answer =
            answered.map_err(|error| self.caused(Message::new(unreached), Some(error)))?;
        // All at once, so that no growing buffer leaves copies behind.
        let mut body = Zeroizing::new(Vec::with_capacity(LARGEST));
        let broken = |error| self.caused(message!("answer-broke-off"), Some(error));
        while let Some(chunk) = answer.chunk().await.map_err(broken)? {
            if body.len() + chunk.len() > LARGEST {
                return Err(self.failed(message!("answer-too-long")));
            }
            body.extend_from_slice(&chunk);
        }
        Ok((answer.status(), body))
    }

    fn read(&self, body: &[u8]) -> Result<Credentials, CredentialsError> {
        let answer: Answer =
            serde_json::from_slice(body).map_err(|_| self.failed(message!("answer-not-a-key")))?;
        match answer.code.as_str() {
            "Success" => {}
            code if is_name(code) => {
                return Err(self.failed(message!("answer-code", code = code.to_owned())));
            }
            _ => return Err(self.failed(message!("answer-no-success"))),
        }
        let lacks = |what: &'static str| self.failed(message!("answer-lacks", what));
        if answer.access_key_id.is_empty() {
            return Err(lacks("AccessKeyId"));
        }
        if answer.access_key_secret.is_empty() {
            return Err(lacks("AccessKeySecret"));
        }
        let expires = match answer.expiration.as_str() {
            "" => None,
            time => Some(
                time.parse::<Timestamp>()
                    .map_err(|_| self.failed(message!("answer-bad-expiration")))?,
            ),
        };
        let credentials = Credentials {
            id: answer.access_key_id.0,
            secret: answer.access_key_secret.0,
            token: Some(answer.security_token.0).filter(|token| !token.is_empty()),
            expires,
        };
        credentials.checked(&self.place)
    }
}

/// The key of the machine's RAM role, asking which role it is if that is not known.
pub(super) async fn from_metadata(
    role: Option<&str>,
    env: &Environment,
    place: &str,
) -> Result<Credentials, CredentialsError> {
    let asking = CredentialsRequest { place, asked: message!("asked-metadata") };
    let client = with_tls(Client::builder(), false).redirect(Policy::none()).gzip(false).no_proxy();
    let client = client.connect_timeout(METADATA_LIMIT).timeout(METADATA_LIMIT);
    let client = client
        .build()
        .map_err(|error| asking.caused(message!("answer-cannot-ask"), Some(error)))?;
    let token = metadata_token(&client, env, &asking).await?;
    let get = |path: String| {
        let request = client.get(format!("{}{path}", env.metadata));
        match &token {
            Some(token) => request.header("X-aliyun-ecs-metadata-token", token.expose()),
            None => request,
        }
    };
    let role = match role {
        Some(role) => role.to_owned(),
        None => role_of_machine(&asking, get(ROLES.to_owned())).await?,
    };
    if !is_name(&role) {
        return Err(asking.failed(message!("answer-bad-role")));
    }
    let (status, body) = asking.ask(get(format!("{ROLES}{role}")), NOT_ON_ECS).await?;
    match status {
        StatusCode::OK => {}
        StatusCode::NOT_FOUND => {
            return Err(asking.failed(message!("answer-unknown-role", role)));
        }
        status => return Err(asking.failed(message!("answer-status", status = status.as_u16()))),
    }
    let credentials = asking.read(&body)?;
    if credentials.token.is_none() {
        return Err(asking.failed(message!("answer-lacks", what = "SecurityToken")));
    }
    Ok(credentials)
}

/// The name of the role that the machine has.
async fn role_of_machine(
    asking: &CredentialsRequest<'_>,
    request: RequestBuilder,
) -> Result<String, CredentialsError> {
    let (status, body) = asking.ask(request, NOT_ON_ECS).await?;
    match (status, std::str::from_utf8(&body)) {
        (StatusCode::OK, Ok(role)) => Ok(role.trim().to_owned()),
        (StatusCode::NOT_FOUND, _) => Err(asking.failed(message!("answer-no-role"))),
        (status, _) => Err(asking.failed(message!("answer-status", status = status.as_u16()))),
    }
}

/// The token of version 2; none where the service has only version 1 and that is not forbidden.
async fn metadata_token(
    client: &Client,
    env: &Environment,
    asking: &CredentialsRequest<'_>,
) -> Result<Option<Secret>, CredentialsError> {
    let request = client
        .put(format!("{}/latest/api/token", env.metadata))
        .header("X-aliyun-ecs-metadata-token-ttl-seconds", "21600");
    let refused = match asking.ask(request, NOT_ON_ECS).await {
        Ok((StatusCode::OK, body)) => match std::str::from_utf8(&body).map(str::trim) {
            Ok(token) if !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_graphic()) => {
                return Ok(Some(Secret::from(token)));
            }
            _ => asking.failed(message!("answer-bad-token")),
        },
        Ok((status, _)) => asking.failed(message!(
            "answer-token-status",
            status = status.as_u16(),
            variable = IMDSV1_DISABLED
        )),
        Err(error) => error,
    };
    if env.flag(IMDSV1_DISABLED) { Err(refused) } else { Ok(None) }
}

/// The key that an address gives.
pub(super) async fn from_uri(
    uri: &Secret,
    env: &Environment,
    place: &str,
) -> Result<Credentials, CredentialsError> {
    let asking = CredentialsRequest { place, asked: message!("asked-uri") };
    let url = Url::parse(uri.expose()).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
    let url = url.ok_or_else(|| asking.failed(message!("answer-not-an-address")))?;
    let host = url.host_str().unwrap_or_default().to_owned();
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    let asking = CredentialsRequest {
        place,
        asked: message!("asked-uri-at", host = format!("{host}{port}")),
    };
    let client = with_tls(Client::builder(), url.scheme() == "https");
    // What is on this machine is not to be asked through a proxy.
    let client = if is_loopback(&host) {
        client.no_proxy()
    } else {
        let proxy = Proxy::of_variables(url.scheme(), &env.vars);
        let flaw = |error: SetupError| {
            asking.failed(message!("answer-cannot-ask-because", why = error.message()))
        };
        proxy.map_err(flaw)?.apply(client)
    };
    let client = client.redirect(Policy::none()).gzip(false);
    let client = client.connect_timeout(URI_CONNECT_LIMIT).timeout(URI_LIMIT).build();
    let client =
        client.map_err(|error| asking.caused(message!("answer-cannot-ask"), Some(error)))?;
    let unreached = "answer-unreached";
    let (status, body) = asking.ask(client.get(url), unreached).await?;
    if status != StatusCode::OK {
        return Err(asking.failed(message!("answer-status", status = status.as_u16())));
    }
    asking.read(&body)
}

/// Whether a text can be a role's name or an error code: no way out of a path or onto a screen.
fn is_name(text: &str) -> bool {
    let of_name = |byte: u8| byte.is_ascii_alphanumeric() || b"._-@".contains(&byte);
    (1..=64).contains(&text.len()) && text.bytes().all(of_name) && !text.starts_with('.')
}
