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
    env: &Environment,
) -> Result<CredentialsSource, CredentialsError> {
    if let Some(name) = profile {
        let asked = RequestedProfile { name: name.to_owned(), by: "--profile" };
        return named(&asked, env, true);
    }
    let mut looked = Vec::new();
    if let Some(source) = environment(env, &mut looked)? {
        return Ok(source);
    }
    if let Some(source) = files(env, &mut looked)? {
        return Ok(source);
    }
    asked_elsewhere(env, &mut looked)?.ok_or(CredentialsError::Nothing(looked))
}

/// The names of the profiles of the official tool, in the order of its file; none without a file.
///
/// # Errors
/// What is wrong with the file.
pub fn profiles(env: &Environment) -> Result<Vec<String>, CredentialsError> {
    let config = config(env, true)?;
    Ok(config.map(|config| config.names().map(str::to_owned).collect()).unwrap_or_default())
}

/// Step 2: the key in the environment.
fn environment(
    env: &Environment,
    looked: &mut Vec<SearchedSource>,
) -> Result<Option<CredentialsSource>, CredentialsError> {
    let (id, secret) = match (env.first(&KEY_IDS), env.first(&KEY_SECRETS)) {
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
            return oidc(env);
        }
    };
    let token = env.first(&TOKENS).map(|(_, token)| Secret::from(token));
    let credentials = Credentials { id, secret: secret.into(), token, expires: None };
    let credentials = credentials.checked(&Provider::Environment)?;
    // A key from the environment goes with a region from there; the official tool would still
    // take the region of its profile, and so do we where the environment is silent.
    let region = env.region().or_else(|| region_of_profile(env));
    let start = BaseCredentials::Keys(credentials);
    Ok(Some(CredentialsSource::new(start, Provider::Environment, region)))
}

/// Step 2, where no key is set: the token file of an identity provider.
fn oidc(env: &Environment) -> Result<Option<CredentialsSource>, CredentialsError> {
    let Some(variables) = env.oidc() else { return Ok(None) };
    let provider = Provider::OidcVariables;
    let token_file = PathBuf::from(variables.token_file);
    let what = ["ALIBABA_CLOUD_STS_ENDPOINT", "ALIBABA_CLOUD_STS_REGION"];
    let what = message!("what-names", names = Arg::list(ListStyle::Either, what));
    let malformed = || CredentialsError::Malformed { place: provider.to_string(), what };
    let role = RoleRequest {
        role_arn: variables.role_arn,
        session_name: session_name("", env),
        duration_seconds: SESSION,
        external_id: None,
        policy: None,
        endpoint: env.sts_host(None, None).ok_or_else(malformed)?,
    };
    let start = BaseCredentials::Oidc(OidcSource {
        provider_arn: variables.provider_arn,
        shown_file: display_path(&token_file, env),
        token_file,
        role,
    });
    let region = env.region().or_else(|| region_of_profile(env));
    Ok(Some(CredentialsSource::new(start, provider, region)))
}

/// The region of the current profile. Nothing depends on the file here, so its flaws are no error.
fn region_of_profile(env: &Environment) -> Option<String> {
    let config = config(env, false).ok()?.ok()?;
    let name = env.asked_profile().map(|asked| asked.name);
    config.region(name.as_deref().unwrap_or(config.current()))
}

/// Steps 3 and 4 without a name on the command line.
fn files(
    env: &Environment,
    looked: &mut Vec<SearchedSource>,
) -> Result<Option<CredentialsSource>, CredentialsError> {
    if let Some(asked) = env.asked_profile() {
        return match named(&asked, env, false) {
            // Without any file the name says nothing, and the places after the files may answer.
            Err(CredentialsError::NoSuchProfile { places, .. }) if nowhere(&places) => {
                looked.extend(places);
                Ok(None)
            }
            found => found.map(Some),
        };
    }
    match config(env, false)? {
        Ok(config) => match config.blank(config.current()) {
            None => return config.source(config.current(), env).map(Some),
            Some(why) => looked.push(SearchedSource::new(config.file().to_owned(), why)),
        },
        Err(absent) => looked.push(absent),
    }
    match ini(env)? {
        Ok(ini) if ini.has("default") => return ini.source("default", env).map(Some),
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
    env: &Environment,
    explicit: bool,
) -> Result<CredentialsSource, CredentialsError> {
    let mut places = Vec::new();
    let mut names: Vec<(String, String)> = Vec::new();
    match config(env, explicit)? {
        Ok(config) if config.has(&asked.name) => {
            // As with the official tool, a profile without any key takes the environment's.
            let lent = match config.blank(&asked.name) {
                Some(_) => environment(env, &mut Vec::new())?,
                None => None,
            };
            let region = config.region(&asked.name);
            return match lent {
                Some(lent) => Ok(CredentialsSource { region: region.or(lent.region), ..lent }),
                None => config.source(&asked.name, env),
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
    match ini(env)? {
        Ok(ini) if ini.has(&asked.name) => return ini.source(&asked.name, env),
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
    env: &Environment,
    explicit: bool,
) -> Result<Result<Config, SearchedSource>, CredentialsError> {
    if !explicit && let Some(variable) = IGNORE_PROFILE.into_iter().find(|name| env.flag(name)) {
        let why = message!("place-not-read", variable);
        return Ok(Err(SearchedSource::absent("~/.aliyun/config.json", why)));
    }
    let path = match (env.var("ALIBABA_CLOUD_CONFIG_FILE"), &env.home) {
        (Some(path), _) => PathBuf::from(path),
        (None, Some(home)) => home.join(".aliyun").join("config.json"),
        (None, None) => {
            let why = message!("place-no-home");
            return Ok(Err(SearchedSource::absent("~/.aliyun/config.json", why)));
        }
    };
    let file = display_path(&path, env);
    let config = Config::read(&path, &file)?;
    Ok(config.ok_or_else(|| SearchedSource::absent(file, message!("place-absent"))))
}

/// The ini file, or why there is none.
fn ini(env: &Environment) -> Result<Result<Ini, SearchedSource>, CredentialsError> {
    let paths = match (env.var("ALIBABA_CLOUD_CREDENTIALS_FILE"), &env.home) {
        (Some(path), _) => vec![PathBuf::from(path)],
        (None, Some(home)) => ["credentials", "credentials.ini"]
            .map(|name| home.join(".alibabacloud").join(name))
            .into(),
        (None, None) => Vec::new(),
    };
    for path in &paths {
        if let Some(ini) = Ini::read(path, &display_path(path, env))? {
            return Ok(Ok(ini));
        }
    }
    Ok(Err(match paths.first() {
        Some(path) => SearchedSource::absent(display_path(path, env), message!("place-absent")),
        None => SearchedSource::absent("~/.alibabacloud/credentials", message!("place-no-home")),
    }))
}

/// Steps 5 and 6: what only a variable can ask for.
fn asked_elsewhere(
    env: &Environment,
    looked: &mut Vec<SearchedSource>,
) -> Result<Option<CredentialsSource>, CredentialsError> {
    let source = |start, provider| Some(CredentialsSource::new(start, provider, env.region()));
    let disabled = env.flag(METADATA_DISABLED);
    match env.var("ALIBABA_CLOUD_ECS_METADATA") {
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
    match env.var("ALIBABA_CLOUD_CREDENTIALS_URI") {
        Some(uri) => Ok(source(BaseCredentials::Uri(uri.into()), Provider::Uri)),
        None => {
            let why = unset("ALIBABA_CLOUD_CREDENTIALS_URI");
            looked.push(SearchedSource::new(message!("provider-uri-any"), why));
            Ok(None)
        }
    }
}
