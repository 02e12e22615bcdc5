//! STS: from one key, or the token of an identity provider, to the temporary key of a role, and whose
//! a key is.

use std::time::Duration;

use crate::connection::{Message, Worded as _};
use crate::rpc::{Operation, Params};

use super::super::attempt::{Caller, RequestContext};
use super::super::causes;
use super::super::client::Client;
use super::super::credentials::{AssumeRole, Credentials, OidcIdentity, RoleRequest};
use super::super::endpoint::Endpoint;
use super::super::failure::{Failed, LostCause, NotSentCause};
use super::super::options::Options;
use super::super::reply::ApiReply;
use super::super::retry::Backoff;
use super::super::server::ServerFacts;
use super::product;
use super::view::View;

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallerIdentity {
    /// The number of the account.
    pub account: String,
    /// The user or role, as in `acs:ram::1234567890123456:user/net`.
    pub arn: Option<String>,
}

impl Client {
    /// Asks this client's own endpoint who it is asked by, once and for at most `limit`. Only a server
    /// that plays all of the service on one port knows; the service itself has an endpoint of its own
    /// for it, see [`Sts::caller_identity`].
    ///
    /// # Errors
    /// What the attempt met with.
    pub async fn caller_identity(
        &self,
        limit: Duration,
    ) -> Result<ApiReply<CallerIdentity>, Failed> {
        identity(self.caller(), self.credentials(), limit).await
    }
}

/// Takes on roles, each at the endpoint its request names.
#[derive(Clone, Debug, Default)]
pub struct Sts {
    options: Options,
    server: ServerFacts,
}

impl Sts {
    /// Nothing is sent yet.
    pub fn new(options: Options) -> Self {
        Self { options, server: ServerFacts::default() }
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
        self.take_on(request, Some(with), product::ASSUME_ROLE, &params(request)).await
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
        self.take_on(request, None, product::ASSUME_ROLE_WITH_OIDC, &params).await
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

    /// Asks who the owner of a key is, once and for at most `limit`. Everybody may ask that.
    ///
    /// # Errors
    /// What the attempt met with.
    pub async fn caller_identity(
        &self,
        with: &Credentials,
        endpoint: &str,
        limit: Duration,
    ) -> Result<ApiReply<CallerIdentity>, Failed> {
        identity(&self.caller(endpoint)?, with, limit).await
    }

    fn caller(&self, endpoint: &str) -> Result<Caller, Failed> {
        let failed = |why: Message| Failed {
            error: causes::not_sent("STS", NotSentCause::Setup(why)),
            sandbox: false,
            attempts: 0,
            retry_after: None,
        };
        let endpoint = Endpoint::parse(endpoint).map_err(|error| failed(error.message()))?;
        Caller::new(endpoint, &self.options, self.server.clone())
            .map_err(|error| failed(error.message()))
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

async fn identity(
    caller: &Caller,
    with: &Credentials,
    limit: Duration,
) -> Result<ApiReply<CallerIdentity>, Failed> {
    let operation = product::GET_CALLER_IDENTITY;
    let call =
        RequestContext { credentials: Some(with), operation, params: &Params::default(), limit };
    let reply = caller.attempt(call).await?;
    let view = View::of(&reply.value);
    match view.text("AccountId") {
        Some(account) => {
            let arn = view.text("Arn");
            Ok(reply.map(|_| CallerIdentity { account, arn }))
        }
        None => {
            let error = causes::lost(caller.transport.host(), LostCause::Incomplete("AccountId"));
            Err(Failed { error, sandbox: reply.sandbox, attempts: 1, retry_after: None })
        }
    }
}
