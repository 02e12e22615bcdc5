//! Refusals of the creation of a customer gateway. Many codes are those of a connection, where they mean
//! something else.

use crate::rpc::codes;
use crate::text::Texts;

use super::refusal::Refusal;

/// What a refusal means and what to do about it; `None` where it means the same whatever was asked for,
/// such as a lack of permission.
pub fn explain_gateway(texts: &Texts, refusal: &Refusal) -> Option<(String, String)> {
    let code = refusal.code.as_str();
    let about_value = ["InvalidParameter", "InvalidIpAddress", "InvalidName", "InvalidDescription"];
    let begins_with = |family: &&str| code.starts_with(*family);
    let (meaning, remedy) = if codes::leaves_outcome_unknown(code, refusal.http) {
        ("explain-gateway-open", "explain-gateway-open-remedy")
    } else if code.contains("AlreadyExist") {
        ("explain-gateway-exists", "explain-gateway-exists-remedy")
    } else if code.contains("Quota") {
        ("explain-gateway-quota", "explain-gateway-quota-remedy")
    } else if code == "OperationConflict" || code == "VpnTask.CONFLICT" || code == "TaskConflict" {
        ("explain-gateway-busy", "explain-gateway-busy-remedy")
    } else if about_value.iter().any(begins_with) || code.starts_with("IllegalParam") {
        ("explain-gateway-invalid", "explain-gateway-invalid-remedy")
    } else {
        return None;
    };
    Some((texts.say(meaning), texts.say(remedy)))
}
