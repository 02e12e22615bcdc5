//! What the service answers: an object, a refusal, or something that is neither.

use serde_json::Value as Json;

/// An answer, read as leniently as real answers need: letter case of the envelope's keys varies
/// between products, and any field may be missing.
#[derive(Clone, Debug, PartialEq)]
pub enum ParsedResponse {
    /// HTTP 2xx with a JSON object.
    Success(Json),
    /// A JSON envelope with a code.
    Refused(ServiceError),
    /// Neither: HTML from a proxy, a cut-off body, an empty one.
    Unreadable {
        /// The HTTP status.
        http: u16,
    },
}

/// A refusal in the service's own words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServiceError {
    /// The HTTP status.
    pub http: u16,
    /// For example `IllegalParam.LocalSubnet`.
    pub code: String,
    /// The sentence, without the string to sign that some refusals repeat.
    pub message: String,
    /// To be quoted to the vendor's support.
    pub request_id: Option<String>,
    /// A page of the vendor's about this very refusal.
    pub recommend: Option<String>,
    /// Which permission was missing.
    pub denied: Option<AccessDeniedDetail>,
}

/// The permission that a refusal says was missing (`AccessDeniedDetail`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccessDeniedDetail {
    /// For example `vpc:CreateVpnAttachment`.
    pub action: Option<String>,
    /// Who asked: the name of the RAM user or role.
    pub principal: Option<String>,
    /// `ImplicitDeny` (nothing allows it) or `ExplicitDeny` (something forbids it).
    pub kind: Option<String>,
}

/// Reads a whole answer.
pub fn parse_response(http: u16, body: &[u8]) -> ParsedResponse {
    let Ok(Json::Object(object)) = serde_json::from_slice(body) else {
        return ParsedResponse::Unreadable { http };
    };
    let json = Json::Object(object);
    // `CreateVpnAttachment` answers `Code: "200"` on success too: the status decides, and `Success`.
    let failed = json.get("Success") == Some(&Json::Bool(false));
    if (200..300).contains(&http) && !failed {
        return ParsedResponse::Success(json);
    }
    let code = field(&json, "Code").or_else(|| field(&json, "ErrorCode"));
    match code {
        Some(code) => ParsedResponse::Refused(ServiceError {
            http,
            message: strip_string_to_sign(&field(&json, "Message").unwrap_or_default()),
            request_id: field(&json, "RequestId"),
            recommend: field(&json, "Recommend"),
            denied: denied(&json),
            code,
        }),
        None => ParsedResponse::Unreadable { http },
    }
}

/// The message without what the service's own string to sign repeats: every parameter, pre-shared
/// key and security token included, doubly encoded.
pub fn strip_string_to_sign(message: &str) -> String {
    const MARKS: [&str; 5] = [
        "server string to sign",
        "server stringtosign",
        "server canonical",
        "string to sign is",
        "stringtosign",
    ];
    let lower = message.to_ascii_lowercase();
    match MARKS.iter().filter_map(|mark| lower.find(mark)).min() {
        // Lower-casing ASCII keeps every byte's place, so the cut falls on a character's border.
        Some(at) => message[..at].trim_end().to_owned(),
        None => message.to_owned(),
    }
}

fn field(json: &Json, name: &str) -> Option<String> {
    let mut lower = name.to_owned();
    if let Some(first) = lower.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    match json.get(name).or_else(|| json.get(&lower))? {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Some products send the detail as an object, some as a JSON text of it.
fn denied(json: &Json) -> Option<AccessDeniedDetail> {
    let detail = match json.get("AccessDeniedDetail")? {
        Json::String(text) => serde_json::from_str(text).ok()?,
        other => other.clone(),
    };
    detail.is_object().then(|| AccessDeniedDetail {
        action: field(&detail, "AuthAction"),
        principal: field(&detail, "AuthPrincipalDisplayName"),
        kind: field(&detail, "NoPermissionType"),
    })
}
