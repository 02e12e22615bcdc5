//! STS: `AssumeRole` and `AssumeRoleWithOIDC`, so that the paths to temporary credentials can be walked,
//! too, and `GetCallerIdentity`, by which accounts are told apart.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64_URL;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value as Json, json};

use super::auth::Auth;
use super::codes::{ErrorReply, invalid};
use super::context::{Context, HandlerResult};

/// How long credentials may be asked for, in seconds (STS API reference).
const SECONDS: std::ops::RangeInclusive<i64> = 900..=43_200;

pub(super) fn assume_role(context: &Context<'_>, auth: &mut Auth) -> HandlerResult {
    let session = RoleSession::read(context)?;
    Ok(session.issue(context, auth))
}

/// Any provider is taken for one of the account, and any token of the right form that has not ended:
/// the keys that providers sign with are not known here.
pub(super) fn assume_role_with_oidc(context: &Context<'_>, auth: &mut Auth) -> HandlerResult {
    let provider = context.required_param("OIDCProviderArn")?;
    named_in(provider, ":oidc-provider/").ok_or_else(|| wrong("OIDCProviderArn"))?;
    let token = context.required_param("OIDCToken")?;
    let session = RoleSession::read(context)?;
    match end_of(token) {
        None => Err(ErrorReply::new(
            400,
            "AuthenticationFail.OIDCToken.Invalid",
            "The OIDC token is invalid.",
        )),
        Some(end) if end <= context.now => Err(ErrorReply::new(
            400,
            "AuthenticationFail.OIDCToken.Expired",
            "This JsonWebToken is expired.",
        )),
        Some(_) => {
            let mut answer = session.issue(context, auth);
            answer["OIDCTokenInfo"] = json!({ "VerificationInfo": "Success" });
            Ok(answer)
        }
    }
}

/// When a JSON Web Token ends (RFC 7519); none where the text is no such token.
fn end_of(token: &str) -> Option<Timestamp> {
    let mut parts = token.split('.');
    let (Some(_), Some(claims), Some(_), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return None;
    };
    let claims: Json = serde_json::from_slice(&BASE64_URL.decode(claims).ok()?).ok()?;
    Timestamp::from_second(claims.get("exp")?.as_i64()?).ok()
}

/// What both ways of taking on a role ask for.
struct RoleSession<'a> {
    arn: &'a str,
    role: &'a str,
    name: &'a str,
    seconds: i64,
}

impl<'a> RoleSession<'a> {
    fn read(context: &'a Context<'_>) -> Result<Self, ErrorReply> {
        let arn = context.required_param("RoleArn")?;
        let name = context.required_param("RoleSessionName")?;
        let role = named_in(arn, ":role/").ok_or_else(|| wrong("RoleArn"))?;
        if !is_session_name(name) {
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
        Ok(Self { arn, role, name, seconds })
    }

    fn issue(&self, context: &Context<'_>, auth: &mut Auth) -> Json {
        let Self { arn, role, name, seconds } = self;
        let key =
            auth.issue(context.now, SignedDuration::from_secs(*seconds), context.caller.account);
        json!({
            "AssumedRoleUser": {
                "Arn": format!("{}/{name}", arn.replacen(":role/", ":assumed-role/", 1)),
                "AssumedRoleId": format!("300000000000000000:{role}:{name}"),
            },
            "Credentials": {
                "AccessKeyId": key.id,
                "AccessKeySecret": key.secret.expose(),
                "SecurityToken": key.token.expose(),
                "Expiration": key.expires.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            },
        })
    }
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

/// The name in `acs:ram::ACCOUNT` + kind + NAME.
fn named_in<'a>(arn: &'a str, kind: &str) -> Option<&'a str> {
    let (account, name) = arn.strip_prefix("acs:ram::")?.split_once(kind)?;
    let digits = !account.is_empty() && account.bytes().all(|byte| byte.is_ascii_digit());
    (digits && !name.is_empty()).then_some(name)
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
