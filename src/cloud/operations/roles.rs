//! `AssumeRole` and `AssumeRoleWithOIDC` of STS: from a key, or the token of an identity provider, to
//! the temporary key of a role.

use crate::rpc::{Operation, Params};

use super::super::attempt::{Caller, RequestContext};
use super::super::causes;
use super::super::clock::Skew;
use super::super::credentials::{AssumeRole, Credentials, OidcIdentity, RoleRequest};
use super::super::endpoint::Endpoint;
use super::super::failure::{Failed, LostCause, NotSentCause};
use super::super::options::Options;
use super::super::reply::ApiReply;
use super::super::retry::Backoff;
use super::view::View;

const ASSUME_ROLE: Operation = Operation { action: "AssumeRole", version: "2015-04-01" };
const ASSUME_ROLE_WITH_OIDC: Operation =
    Operation { action: "AssumeRoleWithOIDC", version: "2015-04-01" };

/// Takes on roles, each at the endpoint its request names.
#[derive(Clone, Debug, Default)]
pub struct Sts {
    options: Options,
    skew: Skew,
}

impl Sts {
    /// Nothing is sent yet.
    pub fn new(options: Options) -> Self {
        Self { options, skew: Skew::default() }
    }

    /// Takes on a role. It is safe to ask again: all that is made is another temporary key.
    ///
    /// # Errors
    /// What the last attempt met with.
    pub async fn assume_role(
        &self,
        with: &Credentials,
        request: &RoleRequest,
    ) -> Result<ApiReply<Credentials>, Failed> {
        self.take_on(request, Some(with), ASSUME_ROLE, &params(request)).await
    }

    /// Takes on a role with the token of an identity provider, which no key signs. It is safe to ask
    /// again, as for [`Sts::assume_role`].
    ///
    /// # Errors
    /// What the last attempt met with.
    pub async fn assume_role_with_oidc(
        &self,
        identity: &OidcIdentity,
        request: &RoleRequest,
    ) -> Result<ApiReply<Credentials>, Failed> {
        let mut params = params(request);
        // Whom a role trusts is told by its provider here.
        params.remove("ExternalId");
        params.insert("OIDCProviderArn", &identity.provider_arn);
        params.insert_secret("OIDCToken", identity.token.clone());
        self.take_on(request, None, ASSUME_ROLE_WITH_OIDC, &params).await
    }

    async fn take_on(
        &self,
        request: &RoleRequest,
        credentials: Option<&Credentials>,
        operation: Operation,
        params: &Params,
    ) -> Result<ApiReply<Credentials>, Failed> {
        let caller = self.caller(&request.endpoint)?;
        let limit = self.options.timeouts.read;
        let call = RequestContext { credentials, operation, params, limit };
        let backoff = Backoff::within(self.options.policy, self.options.clock.clone());
        let reply = caller.repeated(call, backoff).await?;
        match read_credentials(&View::of(&reply.value)) {
            Some(credentials) => Ok(reply.map(|_| credentials)),
            None => {
                let cause = LostCause::Incomplete("Credentials");
                let error = causes::lost(caller.transport.host(), cause);
                Err(Failed { error, sandbox: reply.sandbox, attempts: 1, retry_after: None })
            }
        }
    }

    fn caller(&self, endpoint: &str) -> Result<Caller, Failed> {
        let failed = |error: &dyn std::error::Error| Failed {
            error: causes::not_sent("STS", NotSentCause::Setup(error.to_string())),
            sandbox: false,
            attempts: 0,
            retry_after: None,
        };
        let endpoint = Endpoint::parse(endpoint).map_err(|error| failed(&error))?;
        Caller::new(endpoint, &self.options, self.skew.clone()).map_err(|error| failed(&error))
    }
}

impl AssumeRole for Sts {
    async fn assume(
        &self,
        with: &Credentials,
        request: &RoleRequest,
    ) -> Result<Credentials, Box<dyn std::error::Error + Send + Sync>> {
        Ok(self.assume_role(with, request).await?.value)
    }

    async fn assume_with_token(
        &self,
        identity: &OidcIdentity,
        request: &RoleRequest,
    ) -> Result<Credentials, Box<dyn std::error::Error + Send + Sync>> {
        Ok(self.assume_role_with_oidc(identity, request).await?.value)
    }
}

fn params(request: &RoleRequest) -> Params {
    let mut params = Params::from_iter([
        ("RoleArn", request.role_arn.as_str()),
        ("RoleSessionName", &request.session_name),
        ("DurationSeconds", &request.duration_seconds.to_string()),
    ]);
    for (name, value) in [("ExternalId", &request.external_id), ("Policy", &request.policy)] {
        if let Some(value) = value.as_ref().filter(|value| !value.is_empty()) {
            params.insert(name, value);
        }
    }
    params
}

fn read_credentials(answer: &View<'_>) -> Option<Credentials> {
    let row = answer.at("Credentials")?;
    Some(Credentials {
        id: row.text("AccessKeyId")?,
        secret: row.key("AccessKeySecret")?,
        token: Some(row.key("SecurityToken")?),
        expires: row.text("Expiration").and_then(|time| time.parse().ok()),
    })
}
