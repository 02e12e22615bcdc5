//! From an HTTP request to a call: which operation, with which parameters, signed how.

use hyper::HeaderMap;
use zeroize::Zeroizing;

use crate::connection::Secret;
use crate::connection::digest::sha256;
use crate::rpc::{Params, V3Parts, v1_signature, v1_string_to_sign, v3_authorization};

use super::codes::{ErrorReply, invalid, missing, refuse};

/// A request as it came in, its body read to the end.
#[derive(Clone, Copy, Debug)]
pub(super) struct HttpRequestParts<'a> {
    pub method: &'a str,
    pub path: &'a str,
    pub query: &'a str,
    pub headers: &'a HeaderMap,
    pub body: &'a [u8],
}

impl HttpRequestParts<'_> {
    fn is_post(&self) -> bool {
        self.method == "POST"
    }
}

/// What the request asks for and how it proves who asks.
#[derive(Debug)]
pub(super) struct ApiCall {
    pub action: String,
    pub version: String,
    pub key_id: String,
    pub token: Option<Secret>,
    pub nonce: String,
    pub time: String,
    pub signature: String,
    /// Whether it came by POST, and not by GET.
    pub is_post: bool,
    /// Everything but the parameters of the protocol.
    pub business: Params,
    signed: SignatureInput,
}

#[derive(Debug)]
enum SignatureInput {
    /// Nobody: the operation takes its proof among its parameters.
    Unsigned,
    /// Method and all parameters but the signature.
    V1(String, Params),
    V3(Box<Acs3>),
}

/// The parts of the canonical request.
#[derive(Debug)]
struct Acs3 {
    method: String,
    query: Zeroizing<String>,
    headers: Vec<(String, Zeroizing<String>)>,
    body_hash: String,
}

/// The parameters of the protocol, which no operation sees.
const PROTOCOL: [&str; 11] = [
    "AccessKeyId",
    "Action",
    "Format",
    "SecurityToken",
    "Signature",
    "SignatureMethod",
    "SignatureNonce",
    "SignatureType",
    "SignatureVersion",
    "Timestamp",
    "Version",
];

/// The one operation that anybody may call: the token among its parameters tells who does.
const UNSIGNED: &str = "AssumeRoleWithOIDC";

const ACS3: &str = "ACS3-HMAC-SHA256";

/// Headers without whose signature a request could be turned into another one.
const MUST_BE_SIGNED: [&str; 4] =
    ["x-acs-action", "x-acs-content-sha256", "x-acs-date", "x-acs-signature-nonce"];

impl ApiCall {
    /// Reads a request; nothing is verified yet.
    ///
    /// # Errors
    /// When the request is incomplete, ambiguous or no RPC request at all.
    pub(super) fn read(received: HttpRequestParts<'_>) -> Result<Self, ErrorReply> {
        if !matches!(received.method, "GET" | "POST") {
            return Err(refuse("UnsupportedHTTPMethod"));
        }
        if received.path != "/" {
            return Err(refuse("InvalidApi.NotFound"));
        }
        let mut query = Params::default();
        query.read_form(received.query.as_bytes()).map_err(duplicate_parameter)?;
        let mut all = query.clone();
        if is_form(received.headers) {
            all.read_form(received.body).map_err(duplicate_parameter)?;
        }
        match header(received.headers, "authorization") {
            None if is_unsigned(&all) => Self::read_unsigned(received, &all),
            Some(proof) => Self::read_v3(received, &proof, &query, all),
            None => Self::read_v1(received, all),
        }
    }

    fn read_v1(received: HttpRequestParts<'_>, mut all: Params) -> Result<Self, ErrorReply> {
        let needed = |name: &'static str| {
            all.plain_text(name)
                .filter(|text| !text.is_empty())
                .map(str::to_owned)
                .ok_or(missing(name))
        };
        let (action, version, key_id) =
            (needed("Action")?, needed("Version")?, needed("AccessKeyId")?);
        if needed("SignatureMethod")? != "HMAC-SHA1" {
            return Err(refuse("InvalidSignatureMethod"));
        }
        if needed("SignatureVersion")? != "1.0" {
            return Err(invalid("SignatureVersion"));
        }
        let (nonce, time) = (needed("SignatureNonce")?, needed("Timestamp")?);
        let signature = needed("Signature")?;
        all.remove("Signature");
        let token = all.get("SecurityToken").map(|token| Secret::new(token.sent()));
        let business = without_protocol(&all);
        let signed = SignatureInput::V1(received.method.to_owned(), all);
        let is_post = received.is_post();
        Ok(Self {
            action,
            version,
            key_id,
            token,
            nonce,
            time,
            signature,
            is_post,
            business,
            signed,
        })
    }

    fn read_unsigned(received: HttpRequestParts<'_>, all: &Params) -> Result<Self, ErrorReply> {
        let text = |name: &str| all.plain_text(name).unwrap_or_default().to_owned();
        let time = text("Timestamp");
        if time.is_empty() {
            return Err(missing("Timestamp"));
        }
        Ok(Self {
            action: text("Action"),
            version: text("Version"),
            key_id: String::new(),
            token: None,
            nonce: text("SignatureNonce"),
            time,
            signature: String::new(),
            is_post: received.is_post(),
            business: without_protocol(all),
            signed: SignatureInput::Unsigned,
        })
    }

    /// Whether a key is to vouch for the call.
    pub(super) fn is_signed(&self) -> bool {
        !matches!(self.signed, SignatureInput::Unsigned)
    }

    fn read_v3(
        received: HttpRequestParts<'_>,
        proof: &str,
        query: &Params,
        all: Params,
    ) -> Result<Self, ErrorReply> {
        let proof =
            AuthorizationHeader::read(proof).ok_or_else(|| refuse("IncompleteSignature"))?;
        let needed = |name: &'static str, parameter: &str| {
            header(received.headers, name)
                .filter(|text| !text.is_empty())
                .map(|text| text.to_string())
                .ok_or_else(|| missing(parameter))
        };
        let action = needed("x-acs-action", "Action")?;
        let version = needed("x-acs-version", "Version")?;
        let time = needed("x-acs-date", "Timestamp")?;
        let nonce = needed("x-acs-signature-nonce", "SignatureNonce")?;
        let body_hash = needed("x-acs-content-sha256", "ContentSha256")?;
        if MUST_BE_SIGNED.iter().any(|name| !proof.headers.contains(name)) {
            return Err(refuse("IncompleteSignature"));
        }
        if body_hash != sha256(received.body) {
            let mut refusal = refuse("IncompleteSignature");
            refusal.message = "x-acs-content-sha256 is not the hash of the body.".to_owned();
            return Err(refusal);
        }
        let token = header(received.headers, "x-acs-security-token")
            .map(|token| Secret::new(token.as_str()));
        let headers = proof
            .headers
            .iter()
            .map(|name| ((*name).to_owned(), header(received.headers, name).unwrap_or_default()))
            .collect();
        let signed = SignatureInput::V3(Box::new(Acs3 {
            method: received.method.to_owned(),
            query: query.canonical(),
            headers,
            body_hash,
        }));
        Ok(Self {
            action,
            version,
            key_id: proof.key_id.to_owned(),
            token,
            nonce,
            time,
            signature: proof.signature.to_owned(),
            is_post: received.is_post(),
            business: without_protocol(&all),
            signed,
        })
    }

    /// The signature this request should have.
    pub(super) fn expected(&self, secret: &Secret) -> String {
        match &self.signed {
            SignatureInput::Unsigned => String::new(),
            SignatureInput::V1(method, params) => v1_signature(method, params, secret),
            SignatureInput::V3(parts) => {
                let header = parts.with(|parts| v3_authorization(parts, &self.key_id, secret));
                header.rsplit('=').next().unwrap_or_default().to_owned()
            }
        }
    }

    /// The refusal of a wrong signature, which repeats all that was signed, keys included, as the
    /// service's own does.
    pub(super) fn mismatch(&self) -> ErrorReply {
        let mut refusal = refuse("SignatureDoesNotMatch");
        let signed = match &self.signed {
            SignatureInput::Unsigned => String::new(),
            SignatureInput::V1(method, params) => {
                format!(" server string to sign is:{}", v1_string_to_sign(method, params).expose())
            }
            SignatureInput::V3(parts) => {
                let canonical = parts.canonical();
                let hash = sha256(canonical.as_bytes());
                format!(
                    " server StringToSign is [{ACS3}\n{hash}], server CanonicalRequest is [{}].",
                    canonical.as_str()
                )
            }
        };
        refusal.message.push_str(&signed);
        refusal
    }
}

impl Acs3 {
    fn with<T>(&self, use_them: impl FnOnce(V3Parts<'_>) -> T) -> T {
        let headers: Vec<(&str, &str)> =
            self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        use_them(V3Parts {
            method: &self.method,
            query: &self.query,
            headers: &headers,
            body_hash: &self.body_hash,
        })
    }

    fn canonical(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(format!("{}\n/\n{}\n", self.method, self.query.as_str()));
        for (name, value) in &self.headers {
            for part in [name, ":", value.trim(), "\n"] {
                text.push_str(part);
            }
        }
        let names: Vec<&str> = self.headers.iter().map(|(name, _)| name.as_str()).collect();
        text.push_str(&format!("\n{}\n{}", names.join(";"), self.body_hash));
        text
    }
}

/// What stands in the header `Authorization`.
struct AuthorizationHeader<'a> {
    key_id: &'a str,
    headers: Vec<&'a str>,
    signature: &'a str,
}

impl<'a> AuthorizationHeader<'a> {
    fn read(text: &'a str) -> Option<Self> {
        let fields = text.strip_prefix(ACS3)?.strip_prefix(' ')?;
        let field = |name: &str| {
            fields.split(',').find_map(|field| field.trim().strip_prefix(name)?.strip_prefix('='))
        };
        let headers: Vec<&str> = field("SignedHeaders")?.split(';').collect();
        let plain = |name: &&str| {
            !name.is_empty()
                && name.len() <= 100
                && name
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte == b'-' || byte.is_ascii_digit())
        };
        (headers.len() <= 100 && headers.iter().all(plain)).then_some(Self {
            key_id: field("Credential")?,
            headers,
            signature: field("Signature")?,
        })
    }
}

/// All values of a header, joined by commas (RFC 9110, 5.3).
fn header(headers: &HeaderMap, name: &str) -> Option<Zeroizing<String>> {
    let mut joined: Option<Zeroizing<String>> = None;
    for value in headers.get_all(name) {
        let text = String::from_utf8_lossy(value.as_bytes());
        match &mut joined {
            Some(joined) => {
                joined.push(',');
                joined.push_str(text.trim());
            }
            None => joined = Some(Zeroizing::new(text.trim().to_owned())),
        }
    }
    joined
}

fn is_form(headers: &HeaderMap) -> bool {
    header(headers, "content-type").is_none_or(|kind| {
        let media = kind.split(';').next().unwrap_or_default().trim();
        media.eq_ignore_ascii_case("application/x-www-form-urlencoded")
    })
}

/// Whether this is the operation that takes no signature, called without one.
fn is_unsigned(all: &Params) -> bool {
    all.plain_text("Action") == Some(UNSIGNED) && all.get("Signature").is_none()
}

fn without_protocol(all: &Params) -> Params {
    let mut business = all.clone();
    for name in PROTOCOL {
        business.remove(name);
    }
    business
}

/// Which of two values would count is undefined, so neither does.
fn duplicate_parameter(error: crate::rpc::FormError) -> ErrorReply {
    let crate::rpc::FormError::Twice(name) = error;
    let mut refusal = invalid(&name);
    refusal.message = format!("The parameter \"{name}\" is specified more than once.");
    refusal
}
