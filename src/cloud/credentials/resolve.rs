//! Getting the credentials, by asking for them if need be.

use jiff::{SignedDuration, Timestamp};

use super::environment::Environment;
use super::error::CredentialsError;
use super::fetch;
use super::key::Credentials;
use super::provider::{Provider, printable_name};
use super::role::AssumeRole;
use super::source::{BaseCredentials, CredentialsSource};

/// How long before its end a temporary key is due for renewal.
const RENEWAL: SignedDuration = SignedDuration::from_mins(3);

/// Credentials to sign with, and what there is to say about them.
#[derive(Clone, Debug)]
pub struct ResolvedCredentials {
    /// The key itself.
    pub credentials: Credentials,
    /// Where it comes from.
    pub provider: Provider,
    /// The region that goes with it.
    pub region: Option<String>,
    source: CredentialsSource,
}

impl ResolvedCredentials {
    /// Whether the key ends within three minutes or has ended, so that [`resolve`] should be called
    /// again with [`ResolvedCredentials::source`].
    pub fn needs_renewal(&self, now: Timestamp) -> bool {
        self.credentials.expires.is_some_and(|end| end.duration_since(now) <= RENEWAL)
    }

    /// What a renewal starts from.
    pub fn source(&self) -> &CredentialsSource {
        &self.source
    }
}

/// Gets the credentials, over the network where the source is not a key that lies at hand.
///
/// Call it again with the same source once [`ResolvedCredentials::needs_renewal`]. A key that the official tool keeps
/// in its file is not renewed that way: after [`CredentialsError::CacheExpired`], [`find`](super::find) reads
/// the file anew.
///
/// # Errors
/// What could not be asked or was refused, and keys that have already ended at `now`.
pub async fn resolve(
    source: &CredentialsSource,
    env: &Environment,
    now: Timestamp,
    sts: &impl AssumeRole,
) -> Result<ResolvedCredentials, CredentialsError> {
    let place = source.provider.to_string();
    let mut credentials = match &source.start {
        BaseCredentials::Keys(credentials) => credentials.clone(),
        BaseCredentials::Cached { credentials, remedy } => {
            let ended = credentials.expires.filter(|end| *end <= now);
            if let Some(at) = ended {
                return Err(CredentialsError::CacheExpired { place, at, remedy: remedy.clone() });
            }
            credentials.clone()
        }
        BaseCredentials::Ecs { role } => fetch::from_metadata(role.as_deref(), env, &place).await?,
        BaseCredentials::Uri(uri) => fetch::from_uri(uri, env, &place).await?,
        BaseCredentials::Process(command) => command.obtain(&place).await?,
        BaseCredentials::Oidc(oidc) => oidc.obtain(&place, sts).await?,
    };
    still_good(&credentials, now, &place)?;
    for request in &source.roles {
        credentials = sts.assume(&credentials, request).await.map_err(|source| {
            let (place, role) = (place.clone(), printable_name(&request.role_arn));
            CredentialsError::RoleRefused { place, role, source }
        })?;
        still_good(&credentials, now, &place)?;
    }
    Ok(ResolvedCredentials {
        credentials,
        provider: source.provider.clone(),
        region: source.region.clone(),
        source: source.clone(),
    })
}

fn still_good(
    credentials: &Credentials,
    now: Timestamp,
    place: &str,
) -> Result<(), CredentialsError> {
    match credentials.expires {
        Some(at) if at <= now => Err(CredentialsError::Expired { place: place.to_owned(), at }),
        _ => Ok(()),
    }
}
