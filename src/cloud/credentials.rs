//! Who signs: the access key, found where the official command line tool and SDKs find theirs.
//!
//! [`find`] decides from variables and files alone where the key comes from; [`obtain`] then gets it,
//! asking the metadata service, a credentials URI or STS if need be. The order, first that answers:
//!
//! 1. a profile asked for by name: of `~/.aliyun/config.json`, else the section of the ini file;
//! 2. the environment: `ALIBABA_CLOUD_ACCESS_KEY_ID` and its other spellings;
//! 3. `~/.aliyun/config.json`: the profile a variable names, else its `current`;
//! 4. `~/.alibabacloud/credentials` (or `.ini`): the same profile, else `default`;
//! 5. the ECS metadata service, if `ALIBABA_CLOUD_ECS_METADATA` names a role;
//! 6. `ALIBABA_CLOUD_CREDENTIALS_URI`.
//!
//! This is the order of the SDKs. It differs from the official tools in these points:
//!
//! - The command line tool lets a key in the profile win over one in the environment; here, as in
//!   the SDKs, the environment wins unless a profile is asked for by name.
//! - The SDKs ask the metadata service unbidden whenever nothing else answered. Outside ECS that is
//!   a wait for nothing, so here it takes a role name in the variable or a profile of that mode.
//! - A profile with neither key nor role is passed over; one that is half filled is an error, where
//!   the SDKs would go on and sign as somebody else.
//! - A profile's `endpoint` is not read; its `sts_endpoint` and `sts_region` are.
//!
//! May name `connection` (for secrets and likeness of names). Reads no variable, home or clock but
//! through its arguments.

mod error;
mod fetch;
mod file;
mod ini;
mod profile;
mod provider;
mod search;
mod surroundings;

use std::fmt;
use std::future::Future;

use jiff::{SignedDuration, Timestamp};

pub use self::error::{CredentialsError, FileFlaw, SearchedSource};
pub use self::provider::Provider;
use self::provider::plain;
pub use self::search::find;
pub use self::surroundings::{Surroundings, Variables};
use crate::connection::Secret;

/// How long before its end a temporary key is due for renewal.
const RENEWAL: SignedDuration = SignedDuration::from_mins(3);

/// An access key, permanent or temporary.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// The public half, `LTAI…` or `STS.…`.
    pub id: String,
    /// What requests are signed with.
    pub secret: Secret,
    /// Sent along with a temporary key, which is worth nothing without.
    pub token: Option<Secret>,
    /// When a temporary key ends, if that is known.
    pub expires: Option<Timestamp>,
}

impl Credentials {
    /// The key id as it may be shown: enough to recognise it by, as in `LTAI…ab12`.
    pub fn masked_id(&self) -> String {
        let shown: Vec<char> = plain(&self.id).chars().collect();
        let text = |part: &[char]| part.iter().collect::<String>();
        match shown.len() {
            12.. => format!("{}…{}", text(&shown[..4]), text(&shown[shown.len() - 4..])),
            short => format!("{}…", text(&shown[..short.min(2)])),
        }
    }

    /// Refuses what no service would take, so that it is told where it stands and not as a refusal.
    fn checked(self, place: &impl fmt::Display) -> Result<Self, CredentialsError> {
        let malformed = |what| CredentialsError::Malformed { place: place.to_string(), what };
        let graphic = |text: &str| text.bytes().all(|byte| byte.is_ascii_graphic());
        if !graphic(&self.id) {
            return Err(malformed("access key id"));
        }
        if !graphic(self.secret.expose()) {
            return Err(malformed("access key secret"));
        }
        match &self.token {
            Some(token) if !graphic(token.expose()) => Err(malformed("security token")),
            None if self.id.starts_with("STS.") => {
                Err(CredentialsError::TokenMissing { place: place.to_string() })
            }
            _ => Ok(self),
        }
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Credentials")
            .field("id", &self.masked_id())
            .field("secret", &self.secret)
            .field("token", &self.token)
            .field("expires", &self.expires)
            .finish()
    }
}

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
    /// The host to be asked; or, from [`Surroundings::sts`], whatever stands there.
    pub endpoint: String,
}

/// The one call of STS that credentials need; the client implements it.
pub trait AssumeRole: Sync {
    /// Takes on a role with the key given.
    ///
    /// # Errors
    /// Whatever the call met with, without any secret in its words. It is kept as the source of
    /// [`CredentialsError::RoleRefused`].
    fn assume(
        &self,
        with: &Credentials,
        request: &RoleRequest,
    ) -> impl Future<Output = Result<Credentials, Box<dyn std::error::Error + Send + Sync>>> + Send;
}

/// Where the first key comes from, before any role is taken on.
#[derive(Clone, Debug)]
enum Start {
    Keys(Credentials),
    /// A temporary key that the official tool fetched and left in its file, and what renews it.
    Cached {
        credentials: Credentials,
        remedy: String,
    },
    Ecs {
        role: Option<String>,
    },
    /// Kept as a secret: the address may hold a password or a token.
    Uri(Secret),
}

/// Where the credentials come from, as decided by [`find`]; nothing has been asked yet.
#[derive(Clone, Debug)]
pub struct Source {
    start: Start,
    /// In the order in which they are taken on.
    roles: Vec<RoleRequest>,
    provider: Provider,
    region: Option<String>,
    open_to_others: bool,
}

impl Source {
    /// In words for people, where that is.
    pub fn provider(&self) -> &Provider {
        &self.provider
    }

    /// The region that goes with it, if the profile or the environment names one.
    pub fn region(&self) -> Option<&str> {
        self.region.as_deref()
    }

    /// Whether the file the key stands in can be read or written by other users of the machine.
    ///
    /// Worth a warning. Always false where there is no file and on systems other than Unix.
    pub fn file_is_open_to_others(&self) -> bool {
        self.open_to_others
    }
}

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
/// in its file is not renewed that way: after [`CredentialsError::CacheExpired`], [`find`] reads
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
        Start::Uri(uri) => fetch::from_uri(uri, &place).await?,
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
