//! Getting the credentials, by asking for them if need be.

use jiff::{SignedDuration, Timestamp};

use super::error::CredentialsError;
use super::fetch;
use super::key::Credentials;
use super::provider::{Provider, plain};
use super::role::AssumeRole;
use super::source::{Source, Start};
use super::surroundings::Surroundings;

/// How long before its end a temporary key is due for renewal.
const RENEWAL: SignedDuration = SignedDuration::from_mins(3);

/// Credentials to sign with, and what there is to say about them.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The key itself.
    pub credentials: Credentials,
    /// Where it comes from.
    pub provider: Provider,
    /// The region that goes with it.
    pub region: Option<String>,
    source: Source,
}

impl SignedIn {
    /// Whether the key ends within three minutes or has ended, so that [`obtain`] should be called
    /// again with [`SignedIn::source`].
    pub fn is_due(&self, now: Timestamp) -> bool {
        self.credentials.expires.is_some_and(|end| end.duration_since(now) <= RENEWAL)
    }

    /// What a renewal starts from.
    pub fn source(&self) -> &Source {
        &self.source
    }
}

/// Gets the credentials, over the network where the source is not a key that lies at hand.
///
/// Call it again with the same source once [`SignedIn::is_due`]. A key that the official tool keeps
/// in its file is not renewed that way: after [`CredentialsError::CacheExpired`], [`find`](super::find) reads
/// the file anew.
///
/// # Errors
/// What could not be asked or was refused, and keys that have already ended at `now`.
pub async fn obtain(
    source: &Source,
    around: &Surroundings,
    now: Timestamp,
    sts: &impl AssumeRole,
) -> Result<SignedIn, CredentialsError> {
    let place = source.provider.to_string();
    let mut credentials = match &source.start {
        Start::Keys(credentials) => credentials.clone(),
        Start::Cached { credentials, remedy } => {
            let ended = credentials.expires.filter(|end| *end <= now);
            if let Some(at) = ended {
                return Err(CredentialsError::CacheExpired { place, at, remedy: remedy.clone() });
            }
            credentials.clone()
        }
        Start::Ecs { role } => fetch::from_metadata(role.as_deref(), around, &place).await?,
        Start::Uri(uri) => fetch::from_uri(uri, around, &place).await?,
        Start::Process(command) => command.obtain(&place).await?,
        Start::Oidc(oidc) => oidc.obtain(&place, sts).await?,
    };
    still_good(&credentials, now, &place)?;
    for request in &source.roles {
        credentials = sts.assume(&credentials, request).await.map_err(|source| {
            let (place, role) = (place.clone(), plain(&request.role_arn));
            CredentialsError::RoleRefused { place, role, source }
        })?;
        still_good(&credentials, now, &place)?;
    }
    Ok(SignedIn {
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
