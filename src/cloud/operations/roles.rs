//! STS: from one key, or the token of an identity provider, to the temporary key of a role, and whose
//! a key is.

use std::time::Duration;

use crate::connection::{Message, ToMessage as _};
use crate::rpc::{Operation, Params};

use super::super::attempt::{ApiRequest, RequestSender};
use super::super::client::Client;
use super::super::credentials::{AssumeRole, Credentials, OidcIdentity, RoleRequest};
use super::super::endpoint::Endpoint;
use super::super::error_mapping;
use super::super::failure::{CallFailure, NotSentCause};
use super::super::options::ClientOptions;
use super::super::response::ApiResponse;
use super::super::retry::Backoff;
use super::super::server_facts::ServerFacts;
use super::incomplete::missing_field_failure;
use super::json_node::JsonNode;
use super::product;

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
    /// for it, see [`StsClient::caller_identity`].
    ///
    /// # Errors
    /// What the attempt met with.
    pub async fn caller_identity(
        &self,
        limit: Duration,
    ) -> Result<ApiResponse<CallerIdentity>, CallFailure> {
        identity(self.caller(), self.credentials(), limit).await
    }
}

/// Takes on roles, each at the endpoint its request names.
#[derive(Clone, Debug, Default)]
pub struct StsClient {
    options: ClientOptions,
    server: ServerFacts,
}

impl StsClient {
    /// Nothing is sent yet.
    pub fn new(options: ClientOptions) -> Self {
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
    ) -> Result<ApiResponse<Credentials>, CallFailure> {
        self.request_role_credentials(request, Some(with), product::ASSUME_ROLE, &params(request))
            .await
    }

    /// Takes on a role with the token of an identity provider, which no key signs. It is safe to ask
    /// again, as for [`StsClient::assume_role`].
    ///
    /// # Errors
    /// What the last attempt met with.
    pub async fn assume_role_with_oidc(
        &self,
        identity: &OidcIdentity,
        request: &RoleRequest,
    ) -> Result<ApiResponse<Credentials>, CallFailure> {
        let mut params = params(request);
        // Whom a role trusts is told by its provider here.
        params.remove("ExternalId");
        params.insert("OIDCProviderArn", &identity.provider_arn);
        params.insert_secret("OIDCToken", identity.token.clone());
        self.request_role_credentials(request, None, product::ASSUME_ROLE_WITH_OIDC, &params).await
    }

    async fn request_role_credentials(
        &self,
        request: &RoleRequest,
        credentials: Option<&Credentials>,
        operation: Operation,
        params: &Params,
    ) -> Result<ApiResponse<Credentials>, CallFailure> {
        let caller = self.caller(&request.endpoint)?;
        let limit = self.options.timeouts.read;
        let call = ApiRequest { credentials, operation, params, limit };
        let backoff = Backoff::new(self.options.policy, self.options.clock.clone());
        let reply = caller.repeated(call, backoff).await?;
        match read_credentials(&JsonNode::of(&reply.value)) {
            Some(credentials) => Ok(reply.map(|_| credentials)),
            None => Err(missing_field_failure(caller.transport.host(), &reply, "Credentials")),
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
    ) -> Result<ApiResponse<CallerIdentity>, CallFailure> {
        identity(&self.caller(endpoint)?, with, limit).await
    }

    fn caller(&self, endpoint: &str) -> Result<RequestSender, CallFailure> {
        let failed = |why: Message| CallFailure {
            error: error_mapping::not_sent("STS", NotSentCause::Setup(why)),
            sandbox: false,
            attempts: 0,
            retry_after: None,
        };
        let endpoint = Endpoint::parse(endpoint).map_err(|error| failed(error.message()))?;
        RequestSender::new(endpoint, &self.options, self.server.clone())
            .map_err(|error| failed(error.message()))
    }
}

impl AssumeRole for StsClient {
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

fn read_credentials(answer: &JsonNode<'_>) -> Option<Credentials> {
    let row = answer.at("Credentials")?;
    Some(Credentials {
        id: row.text("AccessKeyId")?,
        secret: row.key("AccessKeySecret")?,
        token: Some(row.key("SecurityToken")?),
        expires: row.text("Expiration").and_then(|time| time.parse().ok()),
    })
}

async fn identity(
    caller: &RequestSender,
    with: &Credentials,
    limit: Duration,
) -> Result<ApiResponse<CallerIdentity>, CallFailure> {
    let operation = product::GET_CALLER_IDENTITY;
    let call = ApiRequest { credentials: Some(with), operation, params: &Params::default(), limit };
    let reply = caller.attempt(call).await?;
    let view = JsonNode::of(&reply.value);
    match view.text("AccountId") {
        Some(account) => {
            let arn = view.text("Arn");
            Ok(reply.map(|_| CallerIdentity { account, arn }))
        }
        None => Err(missing_field_failure(caller.transport.host(), &reply, "AccountId")),
    }
}
