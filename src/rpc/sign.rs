//! Both signature versions, as pure functions of request, credentials, time and nonce.
//!
//! What goes over the wire as `SignatureVersion=1.0` is called "V2" on the vendor's newest pages and
//! what they call "V3" is `ACS3-HMAC-SHA256`; here they are named for what stands on the wire.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha1::Sha1;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::connection::Secret;
use crate::connection::digest::{hex, sha256};

use super::encode::percent_encode;
use super::params::Params;

/// Which signature a request carries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Algorithm {
    /// HMAC-SHA1 over the parameters, itself a parameter (`SignatureVersion=1.0`).
    #[default]
    V1,
    /// HMAC-SHA256 over a canonical request, in the header `Authorization` (`ACS3-HMAC-SHA256`).
    V3,
}

/// An operation and the version of the API it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operation {
    /// For example `CreateVpnAttachment`; matched with case.
    pub action: &'static str,
    /// For example `2016-04-28`.
    pub version: &'static str,
}

/// Who signs. Temporary credentials have a security token.
#[derive(Clone, Copy, Debug)]
pub struct AccessKey<'a> {
    /// The id, which travels in the request.
    pub id: &'a str,
    /// The secret, which never does.
    pub secret: &'a Secret,
    /// The security token of temporary credentials; it travels, and must not be seen.
    pub token: Option<&'a Secret>,
}

/// When and how often: both are new for every attempt.
#[derive(Clone, Copy, Debug)]
pub struct TimeAndNonce<'a> {
    /// UTC, `yyyy-MM-ddTHH:mm:ssZ`, no fraction.
    pub time: &'a str,
    /// Unique for each HTTP request.
    pub nonce: &'a str,
}

/// A request ready to be sent by POST to `/`.
#[derive(Debug)]
pub struct PreparedRequest {
    /// Headers on top of those of HTTP itself. The values of some are secret.
    pub headers: Vec<(&'static str, Secret)>,
    /// The form body, the whole of the parameters.
    pub body: Secret,
}

/// The media type of the body.
const FORM: &str = "application/x-www-form-urlencoded";

/// The parameters that the protocol adds under [`Algorithm::V1`], but for `Signature`.
pub fn system_params(operation: Operation, key: AccessKey<'_>, stamp: TimeAndNonce<'_>) -> Params {
    let mut params: Params = [
        ("Action", operation.action),
        ("Version", operation.version),
        ("Format", "JSON"),
        ("AccessKeyId", key.id),
        ("SignatureMethod", "HMAC-SHA1"),
        ("SignatureVersion", "1.0"),
        ("SignatureNonce", stamp.nonce),
        ("Timestamp", stamp.time),
    ]
    .into_iter()
    .collect();
    if let Some(token) = key.token {
        params.insert_secret("SecurityToken", token.clone());
    }
    params
}

/// Signs a request: every parameter goes into the form body, so that no key ever stands in a URL.
pub fn sign_request(
    algorithm: Algorithm,
    operation: Operation,
    business: &Params,
    host: &str,
    key: AccessKey<'_>,
    stamp: TimeAndNonce<'_>,
) -> PreparedRequest {
    match algorithm {
        Algorithm::V1 => {
            let mut params = business.clone();
            params.extend(system_params(operation, key, stamp));
            let signature = v1_signature("POST", &params, key.secret);
            params.insert("Signature", signature);
            PreparedRequest {
                headers: vec![("content-type", Secret::new(FORM))],
                body: Secret::new(params.canonical().as_str()),
            }
        }
        Algorithm::V3 => v3_request(operation, business, host, key, stamp),
    }
}

/// A request of an operation that takes no signature, because something else in it proves who asks.
pub fn unsigned_request(
    operation: Operation,
    business: &Params,
    stamp: TimeAndNonce<'_>,
) -> PreparedRequest {
    let mut params = business.clone();
    params.extend(Params::from_iter([
        ("Action", operation.action),
        ("Version", operation.version),
        ("Format", "JSON"),
        ("SignatureNonce", stamp.nonce),
        ("Timestamp", stamp.time),
    ]));
    PreparedRequest {
        headers: vec![("content-type", Secret::new(FORM))],
        body: Secret::new(params.canonical().as_str()),
    }
}

/// What is signed: method, path and the canonical query, the latter encoded once more.
///
/// It holds every parameter, keys included.
pub fn v1_string_to_sign(method: &str, params: &Params) -> Secret {
    let canonical = params.canonical();
    Secret::new(format!("{method}&%2F&{}", percent_encode(&canonical)))
}

/// Base64 of HMAC-SHA1 over [`v1_string_to_sign`]; the key is the secret followed by `&`.
///
/// `params` are all parameters of query and body except `Signature`.
pub fn v1_signature(method: &str, params: &Params, secret: &Secret) -> String {
    let key = Zeroizing::new(format!("{}&", secret.expose()));
    let mut mac = Hmac::<Sha1>::new_from_slice(key.as_bytes())
        .expect("HMAC takes a key of any length (RFC 2104)");
    mac.update(v1_string_to_sign(method, params).expose().as_bytes());
    BASE64.encode(mac.finalize().into_bytes())
}

/// What [`v3_authorization`] signs.
#[derive(Clone, Copy, Debug)]
pub struct V3Parts<'a> {
    /// `POST` or `GET`.
    pub method: &'a str,
    /// Canonical query, empty for our own requests.
    pub query: &'a str,
    /// The headers that are signed: lower-case names, in byte order.
    pub headers: &'a [(&'a str, &'a str)],
    /// The lower-case hex SHA-256 of the body, as `x-acs-content-sha256` wants it.
    pub body_hash: &'a str,
}

/// The value of the header `Authorization`.
pub fn v3_authorization(parts: V3Parts<'_>, key_id: &str, secret: &Secret) -> String {
    let mut names = String::new();
    let mut canonical = Zeroizing::new(format!("{}\n/\n{}\n", parts.method, parts.query));
    for (name, value) in parts.headers {
        canonical.push_str(name);
        canonical.push(':');
        canonical.push_str(value.trim());
        canonical.push('\n');
        if !names.is_empty() {
            names.push(';');
        }
        names.push_str(name);
    }
    canonical.push_str(&format!("\n{names}\n{}", parts.body_hash));
    let text = format!("ACS3-HMAC-SHA256\n{}", sha256(canonical.as_bytes()));
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.expose().as_bytes())
        .expect("HMAC takes a key of any length (RFC 2104)");
    mac.update(text.as_bytes());
    let signature = hex(&mac.finalize().into_bytes());
    format!("ACS3-HMAC-SHA256 Credential={key_id},SignedHeaders={names},Signature={signature}")
}

fn v3_request(
    operation: Operation,
    business: &Params,
    host: &str,
    key: AccessKey<'_>,
    stamp: TimeAndNonce<'_>,
) -> PreparedRequest {
    let body = business.canonical();
    let hash = sha256(body.as_bytes());
    let token = key.token.map(Secret::expose);
    let mut headers = vec![("content-type", FORM), ("host", host)];
    if token.is_some() {
        headers.push(("x-acs-accesskey-id", key.id));
    }
    headers.extend([
        ("x-acs-action", operation.action),
        ("x-acs-content-sha256", hash.as_str()),
        ("x-acs-date", stamp.time),
    ]);
    if let Some(token) = token {
        headers.push(("x-acs-security-token", token));
    }
    headers.extend([("x-acs-signature-nonce", stamp.nonce), ("x-acs-version", operation.version)]);
    headers.sort_unstable_by_key(|(name, _)| *name);
    let parts = V3Parts { method: "POST", query: "", headers: &headers, body_hash: &hash };
    let authorization = v3_authorization(parts, key.id, key.secret);
    let mut sent: Vec<(&'static str, Secret)> = headers
        .into_iter()
        .filter(|(name, _)| *name != "host")
        .map(|(name, value)| (name, Secret::new(value)))
        .collect();
    sent.push(("accept", Secret::new("application/json")));
    sent.push(("authorization", Secret::new(authorization)));
    PreparedRequest { headers: sent, body: Secret::new(body.as_str()) }
}
