//! Refusals: code, HTTP status and message as the service documents them.

use std::borrow::Cow;

use serde_json::{Value as Json, json};

/// A refusal in the service's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ErrorReply {
    pub http: u16,
    pub code: Cow<'static, str>,
    pub message: String,
}

/// Where no page gives a status, the service's usual one stands here.
const DOCUMENTED: &[(&str, u16, &str)] = &[
    ("Appliance.Configuring", 400, "The specified service is configuring."),
    (
        "CreateDbrRoutesQuotaFull.QuotaFull",
        400,
        "The number of created destination routes exceeds the quota limit.",
    ),
    (
        "CustomerGateway.ConflictRouteEntry",
        400,
        "The specified customer gateway has conflict with route entry.",
    ),
    (
        "CustomerGateway.ConflictVpnIp",
        400,
        "The customer gateway associated with the IPSec connection should not have the same IP \
         address as the VPN gateway.",
    ),
    ("DryRunOperation", 400, "Request validation has been passed with DryRun flag set."),
    ("Duplicated.TagKey", 400, "The specified parameter TagKey is duplicated."),
    (
        "Forbbiden.SubUser",
        403,
        "User not authorized to operate on the specified resource as your account is created by \
         another user.",
    ),
    ("Forbidden", 403, "User not authorized to operate on the specified resource."),
    (
        "Forbidden.RAM",
        403,
        "User not authorized to operate on the specified resource, or this API doesn't support RAM.",
    ),
    ("Forbidden.TagKey.Duplicated", 400, "The specified tag key already exists."),
    ("IdempotentParameterMismatch", 400, "The request is retried with updated parameters."),
    (
        "IllegalParam.EnableBgp",
        400,
        "VPN connection must enable BGP when VPN gateway has enabled BGP.",
    ),
    ("IllegalParam.LocalAsn", 400, "The specified LocalAsn is invalid."),
    ("IllegalParam.LocalBgpIp", 400, "The specified LocalBgpIp is invalid."),
    ("IllegalParam.LocalSubnet", 400, "The specified \"LocalSubnet\" (%s) is invalid."),
    ("IllegalParam.RemoteSubnet", 400, "The specified \"RemoteSubnet\" (%s) is invalid."),
    ("IllegalParam.TunnelCidr", 400, "The specified TunnelCidr is invalid."),
    ("IncompleteSignature", 400, "The request signature does not conform to the standards."),
    (
        "InternalError",
        400,
        "The request processing has failed due to some unknown error, exception or failure.",
    ),
    ("InvalidAccessKeyId.Inactive", 400, "Specified access key is disabled."),
    ("InvalidAccessKeyId.NotFound", 404, "Specified access key is not found."),
    ("InvalidApi.NotFound", 404, "Specified api is not found, please check your url and method."),
    (
        "InvalidCustomerGatewayInstanceId.NotFound",
        404,
        "The specified customer gateway instance id does not exist.",
    ),
    ("InvalidDescription", 400, "The specified Description is not valid."),
    ("InvalidIpAddress.AlreadyExist", 400, "Specified IpAddress is already exist."),
    ("InvalidIpAddress.WrongFormat", 400, "The specified IpAddress is not valid."),
    ("InvalidLocalBgpIp.Malformed", 400, "The specified LocalBgpIp is malformed."),
    ("InvalidName", 400, "The specified Name is not valid."),
    ("InvalidParameter", 400, "The specified parameter \"%s\" is not valid."),
    ("InvalidParameter.BgpConfig", 400, "The specified BgpConfig is invalid."),
    ("InvalidParameter.TagKey", 400, "The specified parameter TagKey is invalid."),
    ("InvalidParameter.TagValue", 400, "The specified parameter TagValue is invalid."),
    ("InvalidParameter.VpnConnectionName", 400, "The specified vpn connection name is invalid."),
    ("InvalidRegionId.NotFound", 404, "The specified RegionId does not exist."),
    ("InvalidSecurityToken.Expired", 400, "Specified SecurityToken is expired."),
    ("InvalidSecurityToken.Malformed", 400, "Specified SecurityToken is malformed."),
    (
        "InvalidSecurityToken.MismatchWithAccessKey",
        400,
        "Specified SecurityToken mismatch with the AccessKey.",
    ),
    ("InvalidSignatureMethod", 400, "Specified signature method is not valid."),
    ("InvalidTimeStamp.Expired", 400, "Specified time stamp or date value is expired."),
    ("InvalidTimeStamp.Format", 400, "Specified time stamp or date value is not well formatted."),
    ("InvalidTunnelCidr.Malformed", 400, "The specified TunnelCidr is malformed."),
    ("InvalidVpnConnection.AlreadyExists", 400, "Vpn connection already exists."),
    (
        "InvalidVpnConnectionInstanceId.NotFound",
        404,
        "The specified vpn connection instance id does not exist.",
    ),
    (
        "MissingParam.CustomerGatewayAsn",
        400,
        "Asn of customer gateway is mandatory when BGP is enabled.",
    ),
    (
        "MissingParam.RemoteId",
        400,
        "The remote ID is mandatory when creating national standard VPN connection.",
    ),
    (
        "MissingParameter",
        400,
        "The input parameter \"%s\" that is mandatory for processing this request is not supplied.",
    ),
    (
        "MissingParameter.TunnelCidr",
        400,
        "The parameter TunnelCidr is mandatory when BGP is enabled.",
    ),
    (
        "MissingParameter.TunnelOptionsSpecification",
        400,
        "The required parameters are missing when creating a tunnel for dual-tunnel VPN.",
    ),
    ("NoPermission", 403, "You are not authorized to do this action."),
    (
        "NotSupportVpnConnectionParameter.IpsecAuthAlg",
        400,
        "The specified vpn connection ipsec Auth Alg is not support.",
    ),
    (
        "NotSupportVpnConnectionParameter.IpsecPfs",
        400,
        "The specified vpn connection ipsec Ipsec Pfs is not support.",
    ),
    ("OperationConflict", 400, "The operation conflicts with another one."),
    (
        "OperationFailed.MissCertificate",
        400,
        "The VPN connecton has not associated any certificates.",
    ),
    (
        "OperationFailed.NoAvailableAmount",
        400,
        "The available amount of your account is less than 0, please recharge before attempting \
         to purchase.",
    ),
    ("OperationUnsupported.EnableBgp", 400, "Current region does not support enable BGP."),
    (
        "QuotaExceeded.PolicyBasedRoute",
        400,
        "The maximum number of policy-based routes is exceeded. Existing routes: %s. Routes to be \
         created: %s. Maximum routes: %s.",
    ),
    ("Resource.QuotaFull", 400, "The quota of resource is full"),
    ("ServiceUnavailable", 503, "The request has failed due to a temporary failure of the server."),
    ("SignatureNonceUsed", 400, "Specified signature nonce was used already."),
    ("SizeLimitExceeded.TagNum", 400, "The maximum number of tags is exceeded."),
    ("TaskConflict", 400, "The task conflicts with another one."),
    ("Throttling", 400, "Request was denied due to request throttling."),
    ("Throttling.Api", 400, "Request was denied due to api flow control."),
    ("Throttling.User", 400, "Request was denied due to user flow control."),
    ("UnsupportedHTTPMethod", 400, "This http method is not supported."),
    ("VpnConnection.Configuring", 400, "The specified vpn connection is being configured."),
    (
        "VpnConnection.InvalidCreateTunnelOptions",
        400,
        "The tunnel options of the vpn connection are invalid.",
    ),
    ("VpnGateway.Configuring", 400, "The specified service is configuring."),
    ("VpnGateway.FinancialLocked", 400, "The specified service is financial locked."),
    ("VpnRouteEntry.AlreadyExists", 400, "The specified route entry is already exist."),
    ("VpnRouteEntry.BackupRoute", 400, "Validate backup route entry failed."),
    ("VpnRouteEntry.Conflict", 400, "The specified route entry has conflict."),
    ("VpnRouteEntry.InvalidWeight", 400, "Invalid route entry weight value."),
    ("VpnTask.CONFLICT", 400, "Vpn task has conflict."),
];

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
    ErrorReply {
        http: 400,
        code: Cow::Owned(format!("Missing{name}")),
        message: format!("{name} is mandatory for this action."),
    }
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
    let listed = DOCUMENTED.iter().find(|(known, ..)| *known == code);
    let (http, template) =
        listed.map_or((400, unlisted(&code)), |(_, http, text)| (*http, (*text).into()));
    let mut message = String::new();
    let mut texts = texts.iter();
    for (index, part) in template.split("%s").enumerate() {
        if index > 0 {
            message.push_str(texts.next().copied().unwrap_or_default());
        }
        message.push_str(part);
    }
    ErrorReply { http, code, message }
}

fn unlisted(code: &str) -> Cow<'static, str> {
    match code.strip_prefix("Missing").filter(|name| !name.is_empty()) {
        Some(name) => Cow::Owned(format!("{name} is mandatory for this action.")),
        None => Cow::Borrowed("The request was refused with a code that no page lists."),
    }
}

impl ErrorReply {
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
    fn codes_are_listed_once_and_in_order() {
        assert!(DOCUMENTED.is_sorted_by(|(one, ..), (other, ..)| one < other));
    }

    #[test]
    fn what_is_quoted_is_filled_in_once() {
        let refusal = refuse_with("IllegalParam.LocalSubnet", &["10.0.0.%s"]);
        assert_eq!(refusal.message, "The specified \"LocalSubnet\" (10.0.0.%s) is invalid.");
        assert_eq!(any("InvalidApi.NotFound", "").http, 404);
        assert_eq!(any("Made.Up", "").http, 400);
    }
}
