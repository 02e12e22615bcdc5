//! Who signs: the access key, found where the official command line tool and SDKs find theirs.
//!
//! [`find`] decides from variables and files alone where the key comes from; [`resolve`] then gets it,
//! asking the metadata service, a credentials URI or STS if need be. The order, first that answers:
//!
//! 1. a profile asked for by name: of `~/.aliyun/config.json`, else the section of the ini file;
//! 2. the environment: `ALIBABA_CLOUD_ACCESS_KEY_ID` and its other spellings, else the OIDC token file
//!    that `ALIBABA_CLOUD_OIDC_TOKEN_FILE` names, with the provider and role of its companions;
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
//! - The command line tool runs the program that a profile of mode `External` names unasked; here it
//!   takes consent ([`Environment::may_run_programs`]).
//! - A key kept in a profile of mode `CloudSSO` or `OAuth` is used while it lasts and not renewed: only the
//!   official tool writes its file.
//! - A profile's `endpoint` is not read; its `sts_endpoint` and `sts_region` are.
//!
//! May name `connection` (for secrets and likeness of names). Reads no variable, home or clock but
//! through its arguments.

mod environment;
mod error;
mod fetch;
mod file;
mod ini;
mod key;
mod lenient;
mod oidc;
mod process;
mod profile;
mod provider;
mod resolve;
mod role;
mod search;
mod source;

pub use environment::{Environment, RUN_PROGRAMS, Variables};
pub use error::{CredentialsError, CredentialsFileError, SearchedSource};
pub use key::Credentials;
pub use provider::Provider;
pub use resolve::{ResolvedCredentials, resolve};
pub use role::{AssumeRole, OidcIdentity, RoleRequest};
pub use search::{find, profiles};
pub use source::CredentialsSource;
