//! `~/.aliyun/config.json`: the profiles of the official command line tool.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::Deserialize;

use super::environment::{EXTERNAL_DISABLED, Environment, METADATA_DISABLED, RUN_PROGRAMS};
use super::error::{CredentialsError, CredentialsFileError, SearchedSource};
use super::file::{CredentialsFile, display_path};
use super::key::Credentials;
use super::lenient::Trimmed;
use super::oidc::OidcSource;
use super::process::ProcessCommand;
use super::provider::{Provider, printable_name};
use super::role::RoleRequest;
use super::source::{BaseCredentials, CredentialsSource};
use crate::connection::{Arg, ListStyle, Message, Secret, closest, message};

/// The modes we sign in with, as the file spells them.
const MODES: [&str; 10] = [
    "AK",
    "StsToken",
    "RamRoleArn",
    "EcsRamRole",
    "ChainableRamRoleArn",
    "CredentialsURI",
    "OIDC",
    "External",
    "CloudSSO",
    "OAuth",
];

/// How long a role session lasts if nothing is said, in seconds; the default of STS.
pub(super) const SESSION: u32 = 3600;

/// The file, read.
pub(super) struct Config {
    file: String,
    open_to_others: bool,
    written: RawConfig,
}

#[derive(Deserialize)]
struct RawConfig {
    current: Option<String>,
    profiles: Option<Vec<Profile>>,
}

/// What we read of a profile; the file holds more, which is left alone.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Profile {
    name: Trimmed<String>,
    mode: Trimmed<String>,
    access_key_id: Trimmed<String>,
    access_key_secret: Trimmed<Secret>,
    sts_token: Trimmed<Secret>,
    sts_expiration: Option<i64>,
    ram_role_arn: Trimmed<String>,
    ram_role_name: Trimmed<String>,
    ram_session_name: Trimmed<String>,
    /// What the SDKs call the one above.
    role_session_name: Trimmed<String>,
    external_id: Trimmed<String>,
    policy: Trimmed<String>,
    expired_seconds: Option<i64>,
    source_profile: Trimmed<String>,
    credentials_uri: Trimmed<Secret>,
    oidc_provider_arn: Trimmed<String>,
    oidc_token_file: Trimmed<String>,
    process_command: Trimmed<Secret>,
    region_id: Trimmed<String>,
    sts_region: Trimmed<String>,
    sts_endpoint: Trimmed<String>,
}

impl Config {
    /// Reads the file; none if it does not exist.
    pub(super) fn read(path: &Path, told: &str) -> Result<Option<Self>, CredentialsError> {
        let Some(text) = CredentialsFile::read(path).map_err(|flaw| flaw.of(told))? else {
            return Ok(None);
        };
        let written = text.text().and_then(|text| {
            // Of serde's message only the place is kept: the rest may quote the file.
            serde_json::from_str(text).map_err(|error| {
                let (line, column) = (error.line(), error.column());
                match error.classify() {
                    serde_json::error::Category::Data => {
                        CredentialsFileError::WrongType { line, column }
                    }
                    _ => CredentialsFileError::NotJson { line, column },
                }
            })
        });
        Ok(Some(Self {
            file: told.to_owned(),
            open_to_others: text.is_open_to_others(),
            written: written.map_err(|flaw| flaw.of(told))?,
        }))
    }

    pub(super) fn file(&self) -> &str {
        &self.file
    }

    /// The profile used if none is asked for.
    pub(super) fn current(&self) -> &str {
        match self.written.current.as_deref().map(str::trim) {
            Some(name) if !name.is_empty() => name,
            _ => "default",
        }
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.profiles().iter().map(|profile| profile.name.as_str())
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.profile(name).is_some()
    }

    /// The region of a profile, if it exists and names one.
    pub(super) fn region(&self, name: &str) -> Option<String> {
        Some(self.profile(name)?.region_id.clone()).filter(|region| !region.is_empty())
    }

    /// Why the profile says nothing about who signs; none if it does say something.
    ///
    /// `aliyun configure set` leaves such profiles, where the key comes from elsewhere.
    pub(super) fn blank(&self, name: &str) -> Option<Message> {
        let Some(profile) = self.profile(name) else {
            return Some(message!("place-no-current-profile", profile = printable_name(name)));
        };
        let of_keys = matches!(profile.guessed_mode(), "" | "AK" | "StsToken");
        let empty = profile.access_key_id.is_empty() && profile.access_key_secret.is_empty();
        (of_keys && empty && profile.sts_token.is_empty())
            .then(|| message!("place-profile-blank", profile = printable_name(name)))
    }

    /// Where the profile's credentials come from.
    pub(super) fn source(
        &self,
        name: &str,
        env: &Environment,
    ) -> Result<CredentialsSource, CredentialsError> {
        let mut roles = Vec::new();
        let mut path = Vec::new();
        let mut profile = self.named(name, "")?;
        let provider = self.provider(profile);
        while profile.guessed_mode() == "ChainableRamRoleArn" {
            path.push(profile.name.as_str());
            roles.push(self.role(profile, env)?);
            let next = self.needed(profile, &profile.source_profile, "source_profile")?;
            if path.contains(&next) {
                let chain: Vec<_> = path.into_iter().chain([next]).map(printable_name).collect();
                let (file, chain) = (self.file.clone(), chain.join(" -> "));
                return Err(CredentialsError::Cycle { file, chain });
            }
            profile = self.named(next, &profile.name)?;
        }
        if profile.guessed_mode() == "RamRoleArn" {
            roles.push(self.role(profile, env)?);
        }
        // The profile at the end of the chain holds the key that takes on the first role.
        roles.reverse();
        Ok(CredentialsSource {
            start: self.start(profile, env)?,
            roles,
            provider,
            region: self.region(name).or_else(|| env.region()),
            open_to_others: self.open_to_others,
        })
    }

    fn profiles(&self) -> &[Profile] {
        self.written.profiles.as_deref().unwrap_or_default()
    }

    fn profile(&self, name: &str) -> Option<&Profile> {
        self.profiles().iter().find(|profile| *profile.name == name)
    }

    fn named(&self, name: &str, asking: &str) -> Result<&Profile, CredentialsError> {
        self.profile(name).ok_or_else(|| {
            let nearest = closest(name, self.names().map(str::to_owned));
            CredentialsError::NoSuchProfile {
                name: printable_name(name),
                by: message!("credentials-named-by", profile = printable_name(asking)).into(),
                places: vec![SearchedSource::new(&self.file, message!("place-no-such-profile"))],
                nearest: nearest.map(|near| {
                    Box::new(message!(
                        "credentials-near",
                        name = printable_name(&near),
                        file = &self.file
                    ))
                }),
            }
        })
    }

    fn provider(&self, profile: &Profile) -> Provider {
        Provider::Profile {
            name: printable_name(&profile.name),
            file: self.file.clone(),
            mode: printable_name(profile.guessed_mode()),
        }
    }

    fn start(
        &self,
        profile: &Profile,
        env: &Environment,
    ) -> Result<BaseCredentials, CredentialsError> {
        let place = || self.provider(profile).to_string();
        let forbidden = |variable| CredentialsError::Forbidden { place: place(), variable };
        match profile.guessed_mode() {
            "AK" => Ok(BaseCredentials::Keys(self.keys(profile, None)?)),
            "StsToken" if profile.sts_token.is_empty() => Err(self.lacks(profile, "sts_token")),
            "StsToken" | "RamRoleArn" => {
                Ok(BaseCredentials::Keys(self.keys(profile, Some(&profile.sts_token))?))
            }
            "EcsRamRole" if env.flag(METADATA_DISABLED) => Err(forbidden(METADATA_DISABLED)),
            "EcsRamRole" => Ok(BaseCredentials::Ecs { role: set(&profile.ram_role_name) }),
            "CredentialsURI" if env.flag(EXTERNAL_DISABLED) => Err(forbidden(EXTERNAL_DISABLED)),
            "CredentialsURI" if profile.credentials_uri.is_empty() => {
                Err(self.lacks(profile, "credentials_uri"))
            }
            "CredentialsURI" => Ok(BaseCredentials::Uri(profile.credentials_uri.clone())),
            "CloudSSO" | "OAuth" => self.cached(profile),
            "OIDC" => Ok(BaseCredentials::Oidc(self.oidc(profile, env)?)),
            "External" if env.flag(EXTERNAL_DISABLED) => Err(forbidden(EXTERNAL_DISABLED)),
            "External" => self.process(profile, env),
            "" => Err(self.lacks(profile, "mode")),
            mode => Err(CredentialsError::Unsupported {
                place: place(),
                mode: printable_name(mode),
                remedy: remedy(mode),
            }),
        }
    }

    fn keys(
        &self,
        profile: &Profile,
        token: Option<&Secret>,
    ) -> Result<Credentials, CredentialsError> {
        let credentials = Credentials {
            id: self.needed(profile, &profile.access_key_id, "access_key_id")?.to_owned(),
            secret: profile.access_key_secret.clone(),
            token: token.filter(|token| !token.is_empty()).cloned(),
            expires: None,
        };
        if credentials.secret.is_empty() {
            return Err(self.lacks(profile, "access_key_secret"));
        }
        credentials.checked(&self.provider(profile))
    }

    /// The temporary key that the official tool left in the profile when the user signed in.
    fn cached(&self, profile: &Profile) -> Result<BaseCredentials, CredentialsError> {
        let place = self.provider(profile);
        let own = quoted(&profile.name);
        let expires = profile.sts_expiration.filter(|seconds| *seconds > 0);
        let expires = expires.and_then(|seconds| Timestamp::from_second(seconds).ok());
        let whole =
            ![&profile.access_key_secret, &profile.sts_token].iter().any(|it| it.is_empty())
                && !profile.access_key_id.is_empty();
        let Some(expires) = expires.filter(|_| whole) else {
            return Err(CredentialsError::Unsupported {
                place: place.to_string(),
                mode: profile.mode.clone(),
                remedy: message!("mode-no-cached-key", profile = own),
            });
        };
        let mut credentials = self.keys(profile, Some(&profile.sts_token))?;
        credentials.expires = Some(expires);
        let remedy = message!("mode-configure", profile = own);
        Ok(BaseCredentials::Cached { credentials, remedy })
    }

    fn oidc(&self, profile: &Profile, env: &Environment) -> Result<OidcSource, CredentialsError> {
        let provider_arn = &profile.oidc_provider_arn;
        let file = &profile.oidc_token_file;
        let token_file = PathBuf::from(self.needed(profile, file, "oidc_token_file")?);
        Ok(OidcSource {
            provider_arn: self.needed(profile, provider_arn, "oidc_provider_arn")?.to_owned(),
            shown_file: display_path(&token_file, env),
            token_file,
            role: self.role(profile, env)?,
        })
    }

    /// The program that prints the key, if it may be run.
    fn process(
        &self,
        profile: &Profile,
        env: &Environment,
    ) -> Result<BaseCredentials, CredentialsError> {
        if profile.process_command.is_empty() {
            return Err(self.lacks(profile, "process_command"));
        }
        let place = self.provider(profile).to_string();
        let Some(command) = ProcessCommand::split(&profile.process_command) else {
            let what = message!("what-command-quote");
            return Err(CredentialsError::Malformed { place, what });
        };
        if !env.may_run_programs && !env.flag(RUN_PROGRAMS) {
            let (program, variable) = (command.program(), RUN_PROGRAMS);
            return Err(CredentialsError::ConsentMissing { place, program, variable });
        }
        Ok(BaseCredentials::Process(command))
    }

    fn role(&self, profile: &Profile, env: &Environment) -> Result<RoleRequest, CredentialsError> {
        let malformed =
            |what| CredentialsError::Malformed { place: self.provider(profile).to_string(), what };
        let duration_seconds = match profile.expired_seconds {
            None | Some(0) => SESSION,
            Some(seconds) => u32::try_from(seconds)
                .ok()
                .filter(|seconds| *seconds >= 900)
                .ok_or(malformed(message!("what-duration")))?,
        };
        Ok(RoleRequest {
            role_arn: self.needed(profile, &profile.ram_role_arn, "ram_role_arn")?.to_owned(),
            session_name: session_name(profile.session_name(), env),
            duration_seconds,
            external_id: set(&profile.external_id),
            policy: set(&profile.policy),
            endpoint: env.sts_host(Some(&profile.sts_endpoint), Some(&profile.sts_region)).ok_or(
                malformed(message!(
                    "what-names",
                    names = Arg::list(ListStyle::Either, ["sts_endpoint", "sts_region"])
                )),
            )?,
        })
    }

    fn needed<'a>(
        &self,
        profile: &Profile,
        value: &'a str,
        missing: &'static str,
    ) -> Result<&'a str, CredentialsError> {
        if value.is_empty() { Err(self.lacks(profile, missing)) } else { Ok(value) }
    }

    fn lacks(&self, profile: &Profile, missing: &'static str) -> CredentialsError {
        CredentialsError::Incomplete { place: self.provider(profile).to_string(), missing }
    }
}

impl Profile {
    /// The mode, guessed from what else there is where it is not written, as the tool does.
    fn guessed_mode(&self) -> &str {
        let keys = !self.access_key_id.is_empty() && !self.access_key_secret.is_empty();
        match self.mode.as_str() {
            "" if keys && !self.sts_token.is_empty() => "StsToken",
            "" if keys && !self.ram_role_arn.is_empty() => "RamRoleArn",
            "" if keys => "AK",
            "" if !self.ram_role_name.is_empty() => "EcsRamRole",
            "" if !self.process_command.is_empty() => "External",
            "" if !self.oidc_token_file.is_empty() => "OIDC",
            mode => mode,
        }
    }

    fn session_name(&self) -> &str {
        match self.ram_session_name.as_str() {
            "" => &self.role_session_name,
            name => name,
        }
    }
}

/// The name of a role session: what is written, else the SDKs' variable, else our own name.
pub(super) fn session_name(written: &str, env: &Environment) -> String {
    set(written)
        .or_else(|| env.var("ALIBABA_CLOUD_ROLE_SESSION_NAME"))
        .unwrap_or_else(|| "tunnelsmith".to_owned())
}

fn set(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn quoted(name: &str) -> String {
    let name = printable_name(name);
    shlex::try_quote(&name).map_or_else(|_| name.clone(), |quoted| quoted.into_owned())
}

/// What to do about a mode we do not sign in with.
fn remedy(mode: &str) -> Message {
    let modes = || Arg::list(ListStyle::Either, ["AK", "StsToken", "RamRoleArn", "EcsRamRole"]);
    match mode {
        "RsaKeyPair" => message!("mode-key-pair", modes = modes()),
        "BearerToken" => message!("mode-bearer", modes = modes()),
        "Anonymous" => message!("mode-anonymous", modes = modes()),
        "RamRoleArnWithRoleName" => message!("mode-deprecated"),
        unknown => match closest(unknown, MODES.iter().map(|&mode| mode.to_owned())) {
            Some(near) => message!("mode-unknown-near", nearest = near),
            None => message!("mode-unknown", modes = modes()),
        },
    }
}
