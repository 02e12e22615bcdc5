//! Refusals: code, HTTP status and message from the table of [`crate::rpc::codes`].

use std::borrow::Cow;

use serde_json::{Value as Json, json};

use crate::rpc::codes;

/// A refusal in the service's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ErrorReply {
    pub http: u16,
    pub code: Cow<'static, str>,
    pub message: String,
}

/// A refusal whose message has nothing to fill in.
pub(super) fn refuse(code: &'static str) -> ErrorReply {
    fill(Cow::Borrowed(code), &[])
}

/// A refusal with each `%s` of its message replaced in turn.
pub(super) fn refuse_with(code: &'static str, texts: &[&str]) -> ErrorReply {
    fill(Cow::Borrowed(code), texts)
}

/// `MissingRegionId` and its like: the parameter stands in the code.
pub(super) fn missing(name: &str) -> ErrorReply {
    ErrorReply::new(400, format!("Missing{name}"), format!("{name} is mandatory for this action."))
}

/// A parameter whose value has no code of its own.
pub(super) fn invalid(name: &str) -> ErrorReply {
    refuse_with("InvalidParameter", &[name])
}

/// Any code at all, known or not; `subnet` stands in for what the message would quote.
pub(super) fn any(code: &str, subnet: &str) -> ErrorReply {
    let texts: &[&str] = match code {
        "QuotaExceeded.PolicyBasedRoute" => &["18", "4", "20"],
        "InvalidParameter" | "MissingParameter" => &["IkeConfig"],
        _ => &[subnet],
    };
    fill(Cow::Owned(code.to_owned()), texts)
}

fn fill(code: Cow<'static, str>, texts: &[&str]) -> ErrorReply {
    let listed = codes::find(&code);
    let template = listed
        .and_then(|listed| listed.template.as_deref().or(listed.stand_in.as_deref()))
        .map_or_else(|| unlisted(&code), Cow::Borrowed);
    let mut message = String::new();
    let mut texts = texts.iter();
    for (index, part) in template.split("%s").enumerate() {
        if index > 0 {
            message.push_str(texts.next().copied().unwrap_or_default());
        }
        message.push_str(part);
    }
    // Where no source gives a status, it is the service's usual one.
    let http = listed.and_then(|listed| listed.http).unwrap_or(400);
    ErrorReply { http, code, message }
}

fn unlisted(code: &str) -> Cow<'static, str> {
    match code.strip_prefix("Missing").filter(|name| !name.is_empty()) {
        Some(name) => Cow::Owned(format!("{name} is mandatory for this action.")),
        None => Cow::Borrowed("The request was refused with a code that no page lists."),
    }
}

impl ErrorReply {
    /// A refusal that stands in no table.
    pub(super) fn new(
        http: u16,
        code: impl Into<Cow<'static, str>>,
        message: impl Into<String>,
    ) -> Self {
        Self { http, code: code.into(), message: message.into() }
    }

    /// The envelope.
    pub(super) fn body(&self, request_id: &str) -> Json {
        let recommend = format!(
            "https://api.aliyun.com/troubleshoot?q={}&product=Vpc&requestId={request_id}",
            self.code
        );
        json!({
            "RequestId": request_id,
            "HostId": "sandbox",
            "Code": self.code,
            "Message": self.message,
            "Recommend": recommend,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quoted_is_filled_in_once() {
        let refusal = refuse_with("IllegalParam.LocalSubnet", &["10.0.0.%s"]);
        assert_eq!(refusal.message, "The specified \"LocalSubnet\" (10.0.0.%s) is invalid.");
        assert_eq!(any("InvalidApi.NotFound", "").http, 404);
        assert_eq!(any("Made.Up", "").http, 400);
    }
}
