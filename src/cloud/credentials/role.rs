//! A role to be taken on, and whoever does it.

use std::future::Future;

use crate::connection::Secret;

use super::key::Credentials;

/// A role to be taken on, in the terms of `AssumeRole` of STS (version 2015-04-01).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleRequest {
    /// `RoleArn`, as in `acs:ram::1234567890123456:role/net`.
    pub role_arn: String,
    /// `RoleSessionName`: under which name the session appears in the audit log.
    pub session_name: String,
    /// `DurationSeconds`, at least 900.
    pub duration_seconds: u32,
    /// `ExternalId`, if the role's trust policy wants one.
    pub external_id: Option<String>,
    /// `Policy`, which narrows what the session may do.
    pub policy: Option<String>,
    /// The host to be asked; or, from [`Environment::sts`](super::Environment::sts), whatever stands there.
    pub endpoint: String,
}

/// What an identity provider says of whoever runs this program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OidcIdentity {
    /// `OIDCProviderArn`, as in `acs:ram::1234567890123456:oidc-provider/idp`.
    pub provider_arn: String,
    /// `OIDCToken`, as the provider wrote it.
    pub token: Secret,
}

/// The calls of STS that credentials need; the client implements them.
pub trait AssumeRole: Sync {
    /// Takes on a role with the key given.
    ///
    /// # Errors
    /// Whatever the call met with, without any secret in its words. It is kept as the source of
    /// [`CredentialsError::RoleRefused`](super::CredentialsError::RoleRefused).
    fn assume(
        &self,
        with: &Credentials,
        request: &RoleRequest,
    ) -> impl Future<Output = Result<Credentials, Box<dyn std::error::Error + Send + Sync>>> + Send;

    /// Takes on a role with the token of an identity provider in place of a key.
    ///
    /// # Errors
    /// As for [`AssumeRole::assume`]; kept as the source of
    /// [`CredentialsError::TokenRefused`](super::CredentialsError::TokenRefused).
    fn assume_with_token(
        &self,
        identity: &OidcIdentity,
        request: &RoleRequest,
    ) -> impl Future<Output = Result<Credentials, Box<dyn std::error::Error + Send + Sync>>> + Send;
}
