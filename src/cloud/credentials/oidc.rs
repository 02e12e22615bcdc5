//! A role taken on with the token that an identity provider leaves in a file, as Kubernetes and build
//! servers do.

use std::path::{Path, PathBuf};

use crate::connection::{Secret, message};
use crate::files::blocking;

use super::error::{CredentialsError, CredentialsFileError};
use super::file::CredentialsFile;
use super::key::Credentials;
use super::provider::printable_name;
use super::role::{AssumeRole, OidcIdentity, RoleRequest};

/// How long a token may be, in characters (STS API reference).
const LENGTHS: std::ops::RangeInclusive<usize> = 4..=20_000;

/// Where the token stands, and what it is exchanged for.
#[derive(Clone, Debug)]
pub(super) struct OidcSource {
    pub(super) provider_arn: String,
    /// Read at each renewal: its writer exchanges the token for a fresh one before it ends.
    pub(super) token_file: PathBuf,
    /// The same, as it may be shown.
    pub(super) shown_file: String,
    pub(super) role: RoleRequest,
}

impl OidcSource {
    /// Reads the token and exchanges it.
    pub(super) async fn obtain(
        &self,
        place: &str,
        sts: &impl AssumeRole,
    ) -> Result<Credentials, CredentialsError> {
        let path = self.token_file.clone();
        let read = blocking(move || token(&path)).await;
        let token = read.map_err(|flaw| flaw.of(&self.shown_file))?;
        let what = message!("what-oidc-token");
        let malformed = || CredentialsError::Malformed { place: place.to_owned(), what };
        let token = token.ok_or_else(malformed)?;
        let identity = OidcIdentity { provider_arn: self.provider_arn.clone(), token };
        sts.assume_with_token(&identity, &self.role).await.map_err(|source| {
            CredentialsError::TokenRefused {
                place: place.to_owned(),
                role: printable_name(&self.role.role_arn),
                file: self.shown_file.clone(),
                source,
            }
        })
    }
}

/// The token in a file; none where it cannot be one.
fn token(path: &Path) -> Result<Option<Secret>, CredentialsFileError> {
    let text = CredentialsFile::read(path)?.ok_or(CredentialsFileError::Absent)?;
    let token = text.text()?.trim();
    let is_one =
        LENGTHS.contains(&token.len()) && token.bytes().all(|byte| byte.is_ascii_graphic());
    Ok(is_one.then(|| Secret::from(token)))
}
