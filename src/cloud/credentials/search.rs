//! In which order the places are looked at, and which one answers.

use std::path::PathBuf;

use super::environment::{
    Environment, IGNORE_PROFILE, KEY_IDS, KEY_SECRETS, METADATA_DISABLED, RequestedProfile, TOKENS,
};
use super::error::{CredentialsError, SearchedSource};
use super::file::display_path;
use super::ini::Ini;
use super::key::Credentials;
use super::oidc::OidcSource;
use super::profile::{Config, SESSION, session_name};
use super::provider::{Provider, printable_name};
use super::role::RoleRequest;
use super::source::{BaseCredentials, CredentialsSource};
use crate::connection::{Arg, ListStyle, Message, Secret, ToMessage as _, closest, message};

/// Decides where the credentials come from; reads variables and files, never the network.
///
/// `profile` is the one asked for by name on the command line. It wins over all else, even over
/// variables that switch the file off.
///
/// # Errors
/// Names the place that is wrong or incomplete and what to do about it; if there is nothing
/// anywhere, [`CredentialsError::Nothing`] lists every place looked at.
pub fn find(
    profile: Option<&str>,
    around: &Environment,
) -> Result<CredentialsSource, CredentialsError> {
    if let Some(name) = profile {
        let asked = RequestedProfile { name: name.to_owned(), by: "--profile" };
        return named(&asked, around, true);
    }
    let mut looked = Vec::new();
    if let Some(source) = environment(around, &mut looked)? {
        return Ok(source);
    }
    if let Some(source) = files(around, &mut looked)? {
        return Ok(source);
    }
    asked_elsewhere(around, &mut looked)?.ok_or(CredentialsError::Nothing(looked))
}

/// The names of the profiles of the official tool, in the order of its file; none without a file.
///
/// # Errors
/// What is wrong with the file.
pub fn profiles(around: &Environment) -> Result<Vec<String>, CredentialsError> {
    let config = config(around, true)?;
    Ok(config.map(|config| config.names().map(str::to_owned).collect()).unwrap_or_default())
}

/// Step 2: the key in the environment.
fn environment(
    around: &Environment,
    looked: &mut Vec<SearchedSource>,
) -> Result<Option<CredentialsSource>, CredentialsError> {
    let (id, secret) = match (around.first(&KEY_IDS), around.first(&KEY_SECRETS)) {
        (Some((_, id)), Some((_, secret))) => (id, secret),
        (Some((set, _)), None) => {
            let missing = set.replace("_ID", "_SECRET");
            return Err(CredentialsError::HalfAPair { set, missing });
        }
        (None, Some((set, _))) => {
            let missing = set.replace("_SECRET", "_ID");
            return Err(CredentialsError::HalfAPair { set, missing });
        }
        (None, None) => {
            looked.push(SearchedSource::new(
                Provider::Environment.message(),
                unset("ALIBABA_CLOUD_ACCESS_KEY_ID"),
            ));
            return oidc(around);
        }
    };
    let token = around.first(&TOKENS).map(|(_, token)| Secret::from(token));
    let credentials = Credentials { id, secret: secret.into(), token, expires: None };
    let credentials = credentials.checked(&Provider::Environment)?;
    // A key from the environment goes with a region from there; the official tool would still
    // take the region of its profile, and so do we where the environment is silent.
    let region = around.region().or_else(|| region_of_profile(around));
    let start = BaseCredentials::Keys(credentials);
    Ok(Some(CredentialsSource::new(start, Provider::Environment, region)))
}

/// Step 2, where no key is set: the token file of an identity provider.
fn oidc(around: &Environment) -> Result<Option<CredentialsSource>, CredentialsError> {
    let Some(variables) = around.oidc() else { return Ok(None) };
    let provider = Provider::OidcVariables;
    let token_file = PathBuf::from(variables.token_file);
    let what = ["ALIBABA_CLOUD_STS_ENDPOINT", "ALIBABA_CLOUD_STS_REGION"];
    let what = message!("what-names", names = Arg::list(ListStyle::Either, what));
    let malformed = || CredentialsError::Malformed { place: provider.to_string(), what };
    let role = RoleRequest {
        role_arn: variables.role_arn,
        session_name: session_name("", around),
        duration_seconds: SESSION,
        external_id: None,
        policy: None,
        endpoint: around.sts_host(None, None).ok_or_else(malformed)?,
    };
    let start = BaseCredentials::Oidc(OidcSource {
        provider_arn: variables.provider_arn,
        shown_file: display_path(&token_file, around),
        token_file,
        role,
    });
    let region = around.region().or_else(|| region_of_profile(around));
    Ok(Some(CredentialsSource::new(start, provider, region)))
}

/// The region of the current profile. Nothing depends on the file here, so its flaws are no error.
fn region_of_profile(around: &Environment) -> Option<String> {
    let config = config(around, false).ok()?.ok()?;
    let name = around.asked_profile().map(|asked| asked.name);
    config.region(name.as_deref().unwrap_or(config.current()))
}

/// Steps 3 and 4 without a name on the command line.
fn files(
    around: &Environment,
    looked: &mut Vec<SearchedSource>,
) -> Result<Option<CredentialsSource>, CredentialsError> {
    if let Some(asked) = around.asked_profile() {
        return match named(&asked, around, false) {
            // Without any file the name says nothing, and the places after the files may answer.
            Err(CredentialsError::NoSuchProfile { places, .. }) if nowhere(&places) => {
                looked.extend(places);
                Ok(None)
            }
            found => found.map(Some),
        };
    }
    match config(around, false)? {
        Ok(config) => match config.blank(config.current()) {
            None => return config.source(config.current(), around).map(Some),
            Some(why) => looked.push(SearchedSource::new(config.file().to_owned(), why)),
        },
        Err(absent) => looked.push(absent),
    }
    match ini(around)? {
        Ok(ini) if ini.has("default") => return ini.source("default", around).map(Some),
        Ok(ini) => looked
            .push(SearchedSource::new(ini.file().to_owned(), message!("place-no-default-section"))),
        Err(absent) => looked.push(absent),
    }
    Ok(None)
}

fn unset(variable: &'static str) -> Message {
    message!("place-variable-unset", variable)
}

fn nowhere(places: &[SearchedSource]) -> bool {
    places.iter().all(|place| place.absent)
}

/// A profile by its name: of config.json, else the section of the ini file.
fn named(
    asked: &RequestedProfile,
    around: &Environment,
    explicit: bool,
) -> Result<CredentialsSource, CredentialsError> {
    let mut places = Vec::new();
    let mut names: Vec<(String, String)> = Vec::new();
    match config(around, explicit)? {
        Ok(config) if config.has(&asked.name) => {
            // As with the official tool, a profile without any key takes the environment's.
            let lent = match config.blank(&asked.name) {
                Some(_) => environment(around, &mut Vec::new())?,
                None => None,
            };
            let region = config.region(&asked.name);
            return match lent {
                Some(lent) => Ok(CredentialsSource { region: region.or(lent.region), ..lent }),
                None => config.source(&asked.name, around),
            };
        }
        Ok(config) => {
            names.extend(config.names().map(|name| (name.to_owned(), config.file().to_owned())));
            places.push(SearchedSource::new(
                config.file().to_owned(),
                message!("place-no-such-profile"),
            ));
        }
        Err(absent) => places.push(absent),
    }
    match ini(around)? {
        Ok(ini) if ini.has(&asked.name) => return ini.source(&asked.name, around),
        Ok(ini) => {
            names.extend(ini.names().map(|name| (name.to_owned(), ini.file().to_owned())));
            places.push(SearchedSource::new(
                ini.file().to_owned(),
                message!("place-no-such-section"),
            ));
        }
        Err(absent) => places.push(absent),
    }
    let nearest = closest(&asked.name, names.iter().map(|(name, _)| name.clone()));
    let nearest = nearest.and_then(|near| names.into_iter().find(|(name, _)| *name == near));
    Err(CredentialsError::NoSuchProfile {
        name: printable_name(&asked.name),
        by: asked.by.into(),
        places,
        nearest: nearest.map(|(name, file)| {
            Box::new(message!("credentials-near", name = printable_name(&name), file))
        }),
    })
}

/// config.json, or why there is none.
fn config(
    around: &Environment,
    explicit: bool,
) -> Result<Result<Config, SearchedSource>, CredentialsError> {
    if !explicit && let Some(variable) = IGNORE_PROFILE.into_iter().find(|name| around.flag(name)) {
        let why = message!("place-not-read", variable);
        return Ok(Err(SearchedSource::absent("~/.aliyun/config.json", why)));
    }
    let path = match (around.var("ALIBABA_CLOUD_CONFIG_FILE"), &around.home) {
        (Some(path), _) => PathBuf::from(path),
        (None, Some(home)) => home.join(".aliyun").join("config.json"),
        (None, None) => {
            let why = message!("place-no-home");
            return Ok(Err(SearchedSource::absent("~/.aliyun/config.json", why)));
        }
    };
    let file = display_path(&path, around);
    let config = Config::read(&path, &file)?;
    Ok(config.ok_or_else(|| SearchedSource::absent(file, message!("place-absent"))))
}

/// The ini file, or why there is none.
fn ini(around: &Environment) -> Result<Result<Ini, SearchedSource>, CredentialsError> {
    let paths = match (around.var("ALIBABA_CLOUD_CREDENTIALS_FILE"), &around.home) {
        (Some(path), _) => vec![PathBuf::from(path)],
        (None, Some(home)) => ["credentials", "credentials.ini"]
            .map(|name| home.join(".alibabacloud").join(name))
            .into(),
        (None, None) => Vec::new(),
    };
    for path in &paths {
        if let Some(ini) = Ini::read(path, &display_path(path, around))? {
            return Ok(Ok(ini));
        }
    }
    Ok(Err(match paths.first() {
        Some(path) => SearchedSource::absent(display_path(path, around), message!("place-absent")),
        None => SearchedSource::absent("~/.alibabacloud/credentials", message!("place-no-home")),
    }))
}

/// Steps 5 and 6: what only a variable can ask for.
fn asked_elsewhere(
    around: &Environment,
    looked: &mut Vec<SearchedSource>,
) -> Result<Option<CredentialsSource>, CredentialsError> {
    let source = |start, provider| Some(CredentialsSource::new(start, provider, around.region()));
    let disabled = around.flag(METADATA_DISABLED);
    match around.var("ALIBABA_CLOUD_ECS_METADATA") {
        Some(_) if disabled => {
            let why = message!("place-not-asked", variable = METADATA_DISABLED);
            looked.push(SearchedSource::new(message!("provider-metadata-any"), why));
        }
        Some(role) => {
            let provider = Provider::Metadata { role: printable_name(&role) };
            return Ok(source(BaseCredentials::Ecs { role: Some(role) }, provider));
        }
        None => {
            let why = message!("place-names-no-role", variable = "ALIBABA_CLOUD_ECS_METADATA");
            looked.push(SearchedSource::new(message!("provider-metadata-any"), why));
        }
    }
    match around.var("ALIBABA_CLOUD_CREDENTIALS_URI") {
        Some(uri) => Ok(source(BaseCredentials::Uri(uri.into()), Provider::Uri)),
        None => {
            let why = unset("ALIBABA_CLOUD_CREDENTIALS_URI");
            looked.push(SearchedSource::new(message!("provider-uri-any"), why));
            Ok(None)
        }
    }
}
