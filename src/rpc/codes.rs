//! The service's error codes as far as a machine needs them: status, message, field, retry.
//!
//! Uses serde_json; the facts stand in `assets/errors.json`, in the order of the API reference. What
//! a code means to a person is told elsewhere, so that the client can decide about a retry without
//! loading a single sentence.

use std::sync::LazyLock;

use serde::Deserialize;

const TABLE: &str = include_str!("../../assets/errors.json");

/// How the service says, among its errors, that a dry run has passed.
pub const DRY_RUN_PASSED: &str = "DryRunOperation";

/// One documented error code.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// As the service spells it, slips included (`Forbbiden.SubUser`).
    pub code: &'static str,
    /// The HTTP status it comes with; `None` where no source tells.
    pub http: Option<u16>,
    /// The message, with `%s` for each value the service puts in; `None` where no source tells.
    pub template: Option<String>,
    /// What the sandbox says where no source tells the message.
    #[serde(default)]
    pub stand_in: Option<String>,
    /// The parameter it speaks of: a leaf name such as `TunnelCidr` where both modes have it.
    #[serde(borrow)]
    pub field: Option<&'static str>,
    /// Whether the same request, with the same client token, may be sent again after a pause.
    pub retryable: bool,
}

/// Every documented code, in the order of the API reference.
pub fn all() -> &'static [Code] {
    static CODES: LazyLock<Vec<Code>> = LazyLock::new(|| {
        // The table is part of the program, and a test reads it.
        serde_json::from_str(TABLE).expect("assets/errors.json is well formed")
    });
    &CODES
}

/// The facts about a code, spelt exactly so.
pub fn find(code: &str) -> Option<&'static Code> {
    all().iter().find(|entry| entry.code == code)
}

/// Whether a request refused with this code may be sent again unchanged after a pause.
pub fn is_retryable(code: &str) -> bool {
    is_throttling(code) || find(code).is_some_and(|entry| entry.retryable)
}

/// Whether the code is one of the `Throttling` family, whose suffixes the service makes up freely.
pub fn is_throttling(code: &str) -> bool {
    code.starts_with("Throttling")
}

/// Whether the code says that the access key itself is no good, so that nothing signed with it will be
/// carried out. What the key may do, how often and at what time of the clock is another matter.
pub fn is_about_key(code: &str) -> bool {
    const FAMILIES: [&str; 3] =
        ["InvalidAccessKeyId", "InvalidAccessKeySecret", "InvalidSecurityToken"];
    const ALONE: [&str; 2] = ["SignatureDoesNotMatch", "MissingSecurityToken"];
    let family = code.split_once('.').map_or(code, |(family, _)| family);
    FAMILIES.contains(&family) || ALONE.contains(&code)
}

/// Whether an answer with this code and status leaves open if the request was carried out: something
/// broke inside the service, possibly after the work was done. Without a status the documented one
/// counts.
pub fn leaves_outcome_unknown(code: &str, http: Option<u16>) -> bool {
    // The first is answered with status 400 as well, the second stands in no reference.
    const BROKEN: [&str; 2] = ["InternalError", "UnknownError"];
    let status = http.or_else(|| find(code).and_then(|entry| entry.http));
    BROKEN.contains(&code) || (status.is_some_and(|status| status >= 500) && code != DRY_RUN_PASSED)
}

/// Whether the code says that the time a request was signed at is not the server's.
pub fn is_about_time(code: &str) -> bool {
    code.starts_with("InvalidTimeStamp") || code == "IllegalTimestamp"
}

/// Whether a refusal with this code also settles an earlier attempt of the same request whose answer
/// was lost, given that nothing it made is to be seen.
///
/// Only what is wrong with the request itself, or what this account may not do at all, has been so
/// for the earlier attempt as well. Whatever speaks of the state of things (a quota, a block in use, a
/// name taken, a busy resource) may be the work of that very attempt, and an unknown code may speak
/// of anything.
pub fn resolves_earlier_attempt(code: &str) -> bool {
    const FAMILIES: [&str; 3] =
        ["InvalidParameter", "NotSupportVpnConnectionParameter", "UnsupportedOperation"];
    const ALONE: [&str; 16] = [
        "Forbidden",
        "Forbidden.RAM",
        "IllegalParam.EnableBgp",
        "IllegalParam.LocalAsn",
        "IllegalParam.LocalBgpIp",
        "IllegalParam.LocalSubnet",
        "IllegalParam.RemoteSubnet",
        "InvalidTunnelCidr.Malformed",
        "InvalidLocalBgpIp.Malformed",
        "InvalidIpAddress.WrongFormat",
        "InvalidName",
        "InvalidDescription",
        "InvalidRegionId.NotFound",
        "VpnConnection.InvalidCreateTunnelOptions",
        "Forbbiden.SubUser",
        "NoPermission",
    ];
    let lacks_parameter = code.starts_with("Missing") && code != "MissingSecurityToken";
    let family = code.split_once('.').map_or(code, |(family, _)| family);
    lacks_parameter || FAMILIES.contains(&family) || ALONE.contains(&code)
}

impl Code {
    /// The values that the service put into its message, in order; `None` unless the message is this
    /// code's template with something in each gap.
    pub fn values<'a>(&self, message: &'a str) -> Option<Vec<&'a str>> {
        let template = self.template.as_deref()?;
        let mut parts = bare(template).split("%s");
        let mut rest = bare(message).strip_prefix(parts.next()?)?;
        let mut values = Vec::new();
        let mut parts = parts.peekable();
        while let Some(part) = parts.next() {
            // The last part ends the message, so a value may itself contain what follows it.
            let end = match parts.peek() {
                Some(_) => rest.find(part)?,
                None => rest.strip_suffix(part)?.len(),
            };
            let value = rest[..end].trim();
            if value.is_empty() {
                return None;
            }
            values.push(value);
            rest = &rest[end + part.len()..];
        }
        rest.is_empty().then_some(values)
    }
}

fn bare(sentence: &str) -> &str {
    sentence.trim().trim_end_matches('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_stands_once_in_the_table() {
        let mut codes: Vec<_> = all().iter().map(|entry| entry.code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), all().len());
        assert_eq!(codes.len(), 116);
    }

    #[test]
    fn what_may_be_sent_again() {
        for (code, expected) in [
            ("VpnTask.CONFLICT", true),
            ("InternalError", true),
            ("ServiceUnavailable", true),
            ("Rejected.Throttling", true),
            ("Throttling", true),
            ("Throttling.Anything.New", true),
            ("IdempotentParameterMismatch", false),
            ("InvalidRegionId.NotFound", false),
            ("vpntask.conflict", false),
            ("", false),
        ] {
            assert_eq!(is_retryable(code), expected, "{code}");
        }
    }

    #[test]
    fn what_is_about_the_key() {
        for (code, expected) in [
            ("InvalidAccessKeyId.NotFound", true),
            ("InvalidAccessKeyId.Inactive", true),
            ("InvalidAccessKeySecret", true),
            ("InvalidSecurityToken.Expired", true),
            ("MissingSecurityToken", true),
            ("SignatureDoesNotMatch", true),
            ("SignatureNonceUsed", false),
            ("InvalidTimeStamp.Expired", false),
            ("Forbidden.RAM", false),
            ("Forbidden", false),
            ("Throttling.User", false),
            ("", false),
        ] {
            assert_eq!(is_about_key(code), expected, "{code}");
        }
    }

    #[test]
    fn what_leaves_the_outcome_open() {
        for (code, http, expected) in [
            ("InternalError", Some(400), true),
            ("UnknownError", None, true),
            ("ServiceUnavailable", None, true),
            ("Brand.New", Some(502), true),
            ("Brand.New", Some(400), false),
            ("Brand.New", None, false),
            ("DryRunOperation", Some(500), false),
            ("IllegalParam.LocalSubnet", Some(400), false),
        ] {
            assert_eq!(leaves_outcome_unknown(code, http), expected, "{code} {http:?}");
        }
    }

    #[test]
    fn what_settles_an_earlier_attempt() {
        for (code, expected) in [
            ("Resource.QuotaFull", false),
            ("IllegalParam.TunnelCidr", false),
            ("Forbidden.TagKey.Duplicated", false),
            ("InvalidCustomerGatewayInstanceId.NotFound", false),
            ("InvalidAccessKeyId.Inactive", false),
            ("Never.Seen", false),
            ("Forbidden.RiskControl", false),
            ("", false),
            ("Forbidden.RAM", true),
            ("NoPermission", true),
            ("InvalidParameter", true),
            ("InvalidParameter.TagKey", true),
            ("MissingParameter.TunnelCidr", true),
            ("MissingRegionId", true),
            ("MissingSecurityToken", false),
            ("IllegalParam.LocalSubnet", true),
            ("Throttling.User", false),
            ("VpnTask.CONFLICT", false),
            ("InvalidVpnConnection.AlreadyExists", false),
            ("InvalidIpAddress.AlreadyExist", false),
            ("IdempotentParameterMismatch", false),
        ] {
            assert_eq!(resolves_earlier_attempt(code), expected, "{code}");
        }
    }

    #[test]
    fn values_are_read_out_of_messages() {
        let quota = find("QuotaExceeded.PolicyBasedRoute").expect("documented");
        let message = "The maximum number of policy-based routes is exceeded. Existing routes: 98. \
                       Routes to be created: 4. Maximum routes: 100.";
        assert_eq!(quota.values(message), Some(vec!["98", "4", "100"]));
        assert_eq!(quota.values(message.trim_end_matches('.')), Some(vec!["98", "4", "100"]));
        assert_eq!(quota.values("The maximum number of policy-based routes is exceeded."), None);

        let subnet = find("IllegalParam.LocalSubnet").expect("documented");
        let quoted = "The specified \"LocalSubnet\" (10.0.0.1/8) is invalid.";
        assert_eq!(subnet.values(quoted), Some(vec!["10.0.0.1/8"]));
        assert_eq!(subnet.values("The specified \"LocalSubnet\" () is invalid."), None);
        assert_eq!(subnet.values(""), None);

        let plain = find("Throttling.User").expect("documented");
        assert_eq!(plain.values("Request was denied due to user flow control."), Some(vec![]));
    }
}
