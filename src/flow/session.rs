//! Who is asked and as whom: the endpoint of a region, the access key, and its renewal.

mod error;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::Mutex;

use crate::cloud::credentials::{
    AssumeRole, Credentials, CredentialsError, CredentialsSource, Environment, OidcIdentity,
    ResolvedCredentials, RoleRequest, find, profiles, resolve,
};
use crate::cloud::{
    CenClient, Client, ClientOptions, Endpoint, EndpointError, Proxy, RetryPolicy, SetupError,
    StsClient,
};
use crate::connection::{AccessKeyFingerprint, Account, Realm, regions};
use crate::files::blocking;
use crate::rpc::Algorithm;

use super::endpoints::Endpoints;
pub use error::{SessionError, SignInError};

/// What a run of the program talks to. Cheap to clone; clones are the same session.
///
/// Nothing is read or asked before the first [`Session::sign_in`] or [`Session::client`].
#[derive(Clone, Debug)]
pub struct Session(Arc<Inner>);

/// What a [`Session`] is made of.
#[derive(Debug)]
pub struct SessionOptions {
    /// Where requests go, if not to the service's own endpoints.
    pub endpoints: Endpoints,
    /// How requests are signed.
    pub algorithm: Algorithm,
    /// How often and how long a request is made again.
    pub policy: RetryPolicy,
    /// Where the access key comes from.
    pub access: AccessKeySource,
}

/// Where the access key comes from.
#[derive(Debug)]
pub enum AccessKeySource {
    /// It is at hand.
    Given {
        /// The key.
        credentials: Credentials,
        /// Whether it is the one of a sandbox that this very process serves.
        sandbox: bool,
    },
    /// It is where the official tools have theirs.
    Search {
        /// The profile asked for by name.
        profile: Option<String>,
        /// Where to look.
        env: Environment,
    },
}

/// Who signs, as it may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CredentialsInfo {
    /// Where the access key comes from, as in `profile work of ~/.aliyun/config.json`.
    pub provider: String,
    /// The id of the access key, as in `LTAI…ab12`.
    pub masked_id: String,
    /// The region that goes with it, if the profile or the environment names one.
    pub region: Option<String>,
    /// Whether the sandbox of this very process is asked.
    pub sandbox: bool,
    /// Whether other users of this machine can read or write the file the key stands in.
    pub open_to_others: bool,
}

#[derive(Debug)]
struct Inner {
    endpoints: Endpoints,
    options: ClientOptions,
    /// Why no request can go to another machine.
    proxy_flaw: Option<SetupError>,
    key: Key,
    /// Whose each access key is, once that was asked.
    accounts: Mutex<Vec<CachedAccount>>,
    /// By host, so that a thousand drafts of one region share one; with the key each signs with.
    clients: Mutex<BTreeMap<String, (Credentials, Client)>>,
}

#[derive(Debug)]
enum Key {
    Given { credentials: Credentials, sandbox: bool },
    Sought(Box<RenewableKey>),
}

impl Session {
    /// Nothing is read or asked yet.
    pub fn new(options: SessionOptions) -> Self {
        let SessionOptions { endpoints, algorithm, policy, access } = options;
        let mut proxy = Ok(Proxy::default());
        let key = match access {
            AccessKeySource::Given { credentials, sandbox } => Key::Given { credentials, sandbox },
            AccessKeySource::Search { profile, env } => {
                proxy = Proxy::of_variables("https", &env.vars);
                let found = Mutex::default();
                Key::Sought(Box::new(RenewableKey { profile, env: Arc::new(env), found }))
            }
        };
        let proxy_flaw = proxy.as_ref().err().cloned();
        let proxy = proxy.unwrap_or_default();
        let options = ClientOptions { algorithm, policy, proxy, ..ClientOptions::default() };
        let (accounts, clients) = Default::default();
        Self(Arc::new(Inner { endpoints, options, proxy_flaw, key, accounts, clients }))
    }

    /// Whether the sandbox of this very process is asked. One somewhere else is known by its answers.
    pub fn is_sandbox(&self) -> bool {
        matches!(self.0.key, Key::Given { sandbox: true, .. })
    }

    /// The names of the profiles that could be signed in with instead; none where the access key is given.
    ///
    /// # Errors
    /// What is wrong with the file they stand in.
    pub async fn profiles(&self) -> Result<Vec<String>, SignInError> {
        let Key::Sought(sought) = &self.0.key else { return Ok(Vec::new()) };
        let env = Arc::clone(&sought.env);
        Ok(blocking(move || profiles(&env)).await?)
    }

    /// A session of its own that signs in with another profile and is like this one in all else.
    #[must_use]
    pub fn with_profile(&self, name: &str) -> Self {
        let Key::Sought(sought) = &self.0.key else { return self.clone() };
        let (profile, env) = (Some(name.to_owned()), Arc::clone(&sought.env));
        let key = Key::Sought(Box::new(RenewableKey { profile, env, found: Mutex::default() }));
        let (accounts, clients) = Default::default();
        let (endpoints, options) = (self.0.endpoints.clone(), self.0.options.clone());
        let proxy_flaw = self.0.proxy_flaw.clone();
        Self(Arc::new(Inner { endpoints, options, proxy_flaw, key, accounts, clients }))
    }

    /// Finds the access key and gets it, over the network where it does not lie at hand. Once that
    /// went well it only tells again who that is, and gets a new key where one is about to end.
    ///
    /// # Errors
    /// Where the key was looked for and not found, or why it cannot be used.
    pub async fn sign_in(&self) -> Result<CredentialsInfo, SignInError> {
        let sought = match &self.0.key {
            Key::Given { credentials, sandbox } => {
                return Ok(given_credentials_info(credentials, *sandbox));
            }
            Key::Sought(sought) => sought,
        };
        match sought.valid_credentials(self).await {
            // Only the official tool renews that one, in its file, and may have done so by now.
            Err(error) if matches!(*error.0, CredentialsError::CacheExpired { .. }) => {
                *sought.found.lock().await = None;
                sought.valid_credentials(self).await
            }
            found => found,
        }
        .map(|found| who(&found))
    }

    /// Where requests for a region go.
    ///
    /// # Errors
    /// When what was named cannot be a region.
    pub fn endpoint(&self, region: &str) -> Result<Endpoint, EndpointError> {
        match self.0.endpoints.vpc() {
            Some(endpoint) => Ok(endpoint.clone()),
            None => endpoint_of(region),
        }
    }

    /// The client for a region's endpoint, with an access key that is still good. Signs in if nobody
    /// has.
    ///
    /// # Errors
    /// Why there is none.
    pub async fn client(&self, region: &str) -> Result<Client, SessionError> {
        let endpoint = self.endpoint(region)?;
        self.client_at(endpoint).await
    }

    /// The client of CEN, which holds the transit routers of all regions.
    ///
    /// # Errors
    /// Why there is none.
    pub async fn cen(&self) -> Result<CenClient, SessionError> {
        let endpoint = match self.0.endpoints.cbn() {
            Some(endpoint) => endpoint.clone(),
            None => Endpoint::of_cen()?,
        };
        Ok(CenClient::new(self.client_at(endpoint).await?))
    }

    async fn client_at(&self, endpoint: Endpoint) -> Result<Client, SessionError> {
        let credentials = self.credentials().await?;
        let mut clients = self.0.clients.lock().await;
        let host = endpoint.to_string();
        let client = match clients.get(&host) {
            Some((same, client)) if *same == credentials => return Ok(client.clone()),
            Some((_, client)) => client.with_credentials(credentials.clone()),
            None => self.build_client(endpoint, credentials.clone())?,
        };
        clients.insert(host, (credentials, client.clone()));
        Ok(client)
    }

    /// Whose connections a client for a region creates and finds. Who the owner of the access key is
    /// gets asked once; where nobody tells within some seconds, the key itself stands for the owner.
    ///
    /// STS is asked only where the service itself is: an endpoint of one's own may have been chosen
    /// because nothing else can be reached or should be. A server on this machine is asked itself, and
    /// anew when it was started anew.
    ///
    /// # Errors
    /// Why there is no client.
    pub async fn realm(&self, region: &str) -> Result<Realm, SessionError> {
        let client = self.client(region).await?;
        let account = self.account(&client).await;
        let endpoint = client.endpoint().to_string();
        Ok(Realm { account, region: region.to_owned(), endpoint })
    }

    async fn account(&self, client: &Client) -> Account {
        let key = AccessKeyFingerprint::of(client.access_key_id());
        let server = client.endpoint().is_loopback().then(|| client.endpoint().to_string());
        let mut known = self.0.accounts.lock().await;
        let instance = client.instance();
        let same = known.iter().position(|one| one.key == key && one.server == server);
        if let Some(place) = same {
            let one = &known[place];
            if one.instance.is_none() || one.instance == instance {
                return one.account.clone();
            }
            known.swap_remove(place);
        }
        let account = match &server {
            Some(server) => local_account(client, server, &key).await,
            None => match self.ask_account_number(client).await {
                Some(number) => Account::Numbered { number, key: key.clone() },
                None => Account::Keyed(key.clone()),
            },
        };
        known.push(CachedAccount {
            key,
            server,
            instance: client.instance(),
            account: account.clone(),
        });
        account
    }

    /// The number of the account, as a role's ARN or STS tells it.
    async fn ask_account_number(&self, client: &Client) -> Option<String> {
        let Key::Sought(sought) = &self.0.key else { return None };
        let found = sought.found.lock().await.clone()?;
        if let Some(number) = found.source().account() {
            return Some(number.to_owned());
        }
        let is_service = client.endpoint().host().ends_with(".aliyuncs.com");
        let sts = sought.env.sts.is_some() || is_service;
        let endpoint = sts.then(|| sought.env.sts_endpoint()).flatten()?;
        let asked = self.sts(&endpoint).ok()?;
        let asked = asked.caller_identity(&found.credentials, &endpoint, IDENTITY_LIMIT);
        Some(asked.await.ok()?.value.account)
    }

    fn sts(&self, endpoint: &str) -> Result<StsClient, SetupError> {
        let is_loopback = Endpoint::parse(endpoint).is_ok_and(|endpoint| endpoint.is_loopback());
        match &self.0.proxy_flaw {
            Some(flaw) if !is_loopback => Err(flaw.clone()),
            _ => Ok(StsClient::new(self.0.options.clone())),
        }
    }

    fn build_client(
        &self,
        endpoint: Endpoint,
        credentials: Credentials,
    ) -> Result<Client, SetupError> {
        match &self.0.proxy_flaw {
            Some(flaw) if !endpoint.is_loopback() => Err(flaw.clone()),
            _ => Client::new(endpoint, credentials, self.0.options.clone()),
        }
    }

    async fn credentials(&self) -> Result<Credentials, SignInError> {
        match &self.0.key {
            Key::Given { credentials, .. } => Ok(credentials.clone()),
            Key::Sought(sought) => Ok(sought.valid_credentials(self).await?.credentials),
        }
    }
}

/// How long it may take to be told whose a key is. Nobody waits longer for something that can be done
/// without.
const IDENTITY_LIMIT: Duration = Duration::from_secs(3);

/// Whose an access key is.
#[derive(Debug)]
struct CachedAccount {
    key: AccessKeyFingerprint,
    /// The server on this machine that told it.
    server: Option<String>,
    /// Which start of that server.
    instance: Option<String>,
    account: Account,
}

/// The account at a server on this machine. It ends with the server, so that the server's instance is
/// part of it; one that tells no instance is known by its address.
async fn local_account(client: &Client, server: &str, key: &AccessKeyFingerprint) -> Account {
    let told = client.caller_identity(IDENTITY_LIMIT).await.ok();
    let whose = told.map_or_else(|| key.as_str().to_owned(), |reply| reply.value.account);
    let server = client.instance().unwrap_or_else(|| server.to_owned());
    Account::Instance(format!("{server}/{whose}"))
}

/// STS is asked as the service is: signed alike, with the same patience, by the same way.
impl AssumeRole for Session {
    async fn assume(
        &self,
        with: &Credentials,
        request: &RoleRequest,
    ) -> Result<Credentials, Box<dyn std::error::Error + Send + Sync>> {
        self.sts(&request.endpoint)?.assume(with, request).await
    }

    async fn assume_with_token(
        &self,
        identity: &OidcIdentity,
        request: &RoleRequest,
    ) -> Result<Credentials, Box<dyn std::error::Error + Send + Sync>> {
        self.sts(&request.endpoint)?.assume_with_token(identity, request).await
    }
}

/// An access key that is searched for once, and renewed from where it was found.
#[derive(Debug)]
struct RenewableKey {
    profile: Option<String>,
    env: Arc<Environment>,
    found: Mutex<Option<ResolvedCredentials>>,
}

impl RenewableKey {
    /// The key, if need be found or renewed. A renewal never looks elsewhere: whoever switches the
    /// profile in the middle of a run does not mean this run.
    async fn valid_credentials(
        &self,
        sts: &impl AssumeRole,
    ) -> Result<ResolvedCredentials, SignInError> {
        let mut found = self.found.lock().await;
        let now = Timestamp::now();
        let source = match &*found {
            Some(good) if !good.needs_renewal(now) => return Ok(good.clone()),
            Some(due) => due.source().clone(),
            None => self.search().await?,
        };
        let got = resolve(&source, &self.env, now, sts).await?;
        Ok(found.insert(got).clone())
    }

    /// Decides by files and variables where the key comes from. A home may lie on a slow disk.
    async fn search(&self) -> Result<CredentialsSource, CredentialsError> {
        let (profile, env) = (self.profile.clone(), Arc::clone(&self.env));
        blocking(move || find(profile.as_deref(), &env)).await
    }
}

/// The host that answers for a region.
///
/// # Errors
/// When what was named cannot be a region.
pub fn endpoint_of(region: &str) -> Result<Endpoint, EndpointError> {
    let known = regions::find(region).map(|known| known.vpc_endpoint.as_str());
    Endpoint::of_region(region, known)
}

fn given_credentials_info(credentials: &Credentials, sandbox: bool) -> CredentialsInfo {
    let provider = if sandbox { "sandbox" } else { "given" };
    CredentialsInfo {
        provider: provider.to_owned(),
        masked_id: credentials.masked_id(),
        region: None,
        sandbox,
        open_to_others: false,
    }
}

fn who(found: &ResolvedCredentials) -> CredentialsInfo {
    CredentialsInfo {
        provider: found.provider.to_string(),
        masked_id: found.credentials.masked_id(),
        region: found.region.clone(),
        sandbox: false,
        open_to_others: found.source().file_is_open_to_others(),
    }
}
