//! STS: `AssumeRole`, so that the path to temporary credentials can be walked, too, and
//! `GetCallerIdentity`, by which accounts are told apart.

use jiff::SignedDuration;
use serde_json::json;

use super::auth::Auth;
use super::codes::{ErrorReply, invalid};
use super::context::{Context, HandlerResult};

/// How long credentials may be asked for, in seconds (STS API reference).
const SECONDS: std::ops::RangeInclusive<i64> = 900..=43_200;

pub(super) fn assume_role(context: &Context<'_>, auth: &mut Auth) -> HandlerResult {
    let arn = context.needed("RoleArn")?;
    let session = context.needed("RoleSessionName")?;
    let role = role_of(arn).ok_or_else(|| wrong("RoleArn"))?;
    if !is_session_name(session) {
        return Err(wrong("RoleSessionName"));
    }
    let seconds = match context.text("DurationSeconds") {
        None => 3_600,
        Some(text) => text
            .parse()
            .ok()
            .filter(|seconds| SECONDS.contains(seconds))
            .ok_or_else(|| wrong("DurationSeconds"))?,
    };
    let key = auth.issue(context.now, SignedDuration::from_secs(seconds), context.caller.account);
    Ok(json!({
        "AssumedRoleUser": {
            "Arn": format!("{}/{session}", arn.replacen(":role/", ":assumed-role/", 1)),
            "AssumedRoleId": format!("300000000000000000:{role}:{session}"),
        },
        "Credentials": {
            "AccessKeyId": key.id,
            "AccessKeySecret": key.secret.expose(),
            "SecurityToken": key.token.expose(),
            "Expiration": key.expires.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        },
    }))
}

/// Whose key the request is signed with.
pub(super) fn caller_identity(context: &Context<'_>, _: &mut Auth) -> HandlerResult {
    let account = context.account;
    let (kind, name) = match context.caller.is_role {
        true => ("AssumedRoleUser", "assumed-role/sandbox/session"),
        false => ("RAMUser", "user/sandbox"),
    };
    Ok(json!({
        "IdentityType": kind,
        "AccountId": account,
        "UserId": "200000000000000000",
        "PrincipalId": "200000000000000000",
        "Arn": format!("acs:ram::{account}:{name}"),
    }))
}

/// The role's name in `acs:ram::ACCOUNT:role/NAME`.
fn role_of(arn: &str) -> Option<&str> {
    let (account, role) = arn.strip_prefix("acs:ram::")?.split_once(":role/")?;
    let digits = !account.is_empty() && account.bytes().all(|byte| byte.is_ascii_digit());
    (digits && !role.is_empty()).then_some(role)
}

fn is_session_name(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".@-_".contains(&byte);
    (2..=64).contains(&name.len()) && name.bytes().all(plain)
}

fn wrong(name: &'static str) -> ErrorReply {
    let mut refusal = invalid(name);
    refusal.code = format!("InvalidParameter.{name}").into();
    refusal
}
