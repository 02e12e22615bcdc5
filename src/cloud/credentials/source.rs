//! Where the credentials come from, once that is decided.

use crate::connection::{Message, Secret};

use super::key::Credentials;
use super::oidc::OidcSource;
use super::process::ProcessCommand;
use super::provider::Provider;
use super::role::RoleRequest;

/// Where the first key comes from, before any role is taken on.
#[derive(Clone, Debug)]
pub(super) enum BaseCredentials {
    Keys(Credentials),
    /// A temporary key that the official tool fetched and left in its file, and what renews it.
    Cached {
        credentials: Credentials,
        remedy: Message,
    },
    Ecs {
        role: Option<String>,
    },
    /// Kept as a secret: the address may hold a password or a token.
    Uri(Secret),
    /// A program prints it.
    Process(ProcessCommand),
    /// The token of an identity provider is exchanged for it.
    Oidc(OidcSource),
}

/// Where the credentials come from, as decided by [`find`](super::find); nothing has been asked yet.
#[derive(Clone, Debug)]
pub struct CredentialsSource {
    pub(super) start: BaseCredentials,
    /// In the order in which they are taken on.
    pub(super) roles: Vec<RoleRequest>,
    pub(super) provider: Provider,
    pub(super) region: Option<String>,
    pub(super) open_to_others: bool,
}

impl CredentialsSource {
    /// One that takes on no role and stands in no file.
    pub(super) fn new(start: BaseCredentials, provider: Provider, region: Option<String>) -> Self {
        Self { start, roles: Vec::new(), provider, region, open_to_others: false }
    }

    /// In words for people, where that is.
    pub fn provider(&self) -> &Provider {
        &self.provider
    }

    /// The region that goes with it, if the profile or the environment names one.
    pub fn region(&self) -> Option<&str> {
        self.region.as_deref()
    }

    /// The number of the account the key belongs to, where a role is taken on: it stands in the role's
    /// ARN.
    pub fn account(&self) -> Option<&str> {
        let arn = &self.roles.last()?.role_arn;
        let number = arn.strip_prefix("acs:ram::")?.split(':').next()?;
        let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then_some(number)
    }

    /// Whether the file the key stands in can be read or written by other users of the machine.
    ///
    /// Worth a warning. Always false where there is no file and on systems other than Unix.
    pub fn file_is_open_to_others(&self) -> bool {
        self.open_to_others
    }
}
