//! `~/.alibabacloud/credentials`: the ini file of the SDKs.

use std::path::Path;

use crate::connection::{Arg, ListStyle, message};

use super::environment::{Environment, METADATA_DISABLED};
use super::error::{CredentialsError, CredentialsFileError};
use super::file::CredentialsFile;
use super::key::Credentials;
use super::profile::{SESSION, session_name};
use super::provider::{Provider, printable_name};
use super::role::RoleRequest;
use super::source::{BaseCredentials, CredentialsSource};

/// The file, read; its text is wiped when dropped, and values are cut out of it when asked for.
pub(super) struct Ini {
    file: String,
    text: CredentialsFile,
}

/// One line of the file.
enum Line<'a> {
    Section(&'a str),
    Pair(&'a str, &'a str),
    Blank,
}

impl Ini {
    /// Reads the file; none if it does not exist.
    pub(super) fn read(path: &Path, told: &str) -> Result<Option<Self>, CredentialsError> {
        let Some(text) = CredentialsFile::read(path).map_err(|flaw| flaw.of(told))? else {
            return Ok(None);
        };
        let broken = text.text().map(|text| text.lines().position(|line| Line::of(line).is_none()));
        match broken {
            Err(flaw) => Err(flaw.of(told)),
            Ok(Some(index)) => Err(CredentialsFileError::NotIni { line: index + 1 }.of(told)),
            Ok(None) => Ok(Some(Self { file: told.to_owned(), text })),
        }
    }

    pub(super) fn file(&self) -> &str {
        &self.file
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.lines().filter_map(|line| match line {
            Line::Section(name) => Some(name),
            _ => None,
        })
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.names().any(|section| section == name)
    }

    /// Where the section's credentials come from.
    pub(super) fn source(
        &self,
        name: &str,
        env: &Environment,
    ) -> Result<CredentialsSource, CredentialsError> {
        let kind = self.value(name, "type").unwrap_or_default();
        let section = Section { ini: self, name, kind };
        let mut roles = Vec::new();
        let start = match kind {
            "access_key" | "sts" => BaseCredentials::Keys(section.keys(kind == "sts")?),
            "ram_role_arn" => {
                roles.push(section.role(env)?);
                BaseCredentials::Keys(section.keys(false)?)
            }
            "ecs_ram_role" if env.flag(METADATA_DISABLED) => {
                let (place, variable) = (section.provider().to_string(), METADATA_DISABLED);
                return Err(CredentialsError::Forbidden { place, variable });
            }
            "ecs_ram_role" => {
                BaseCredentials::Ecs { role: section.value("role_name").map(str::to_owned) }
            }
            "" => return Err(section.incomplete("type")),
            _ => return Err(section.unsupported()),
        };
        Ok(CredentialsSource {
            start,
            roles,
            provider: section.provider(),
            region: section.value("region_id").map(str::to_owned).or_else(|| env.region()),
            open_to_others: self.text.is_open_to_others(),
        })
    }

    fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        // The text was found sound when it was read.
        self.text.text().unwrap_or_default().lines().filter_map(Line::of)
    }

    /// The value of a key; the last one counts, an empty one is none.
    fn value(&self, section: &str, key: &str) -> Option<&str> {
        let (mut inside, mut found) = (false, None);
        for line in self.lines() {
            match line {
                Line::Section(name) => inside = name == section,
                Line::Pair(name, value) if inside && name.eq_ignore_ascii_case(key) => {
                    found = Some(value);
                }
                _ => {}
            }
        }
        found.filter(|value| !value.is_empty())
    }
}

impl<'a> Line<'a> {
    fn of(line: &'a str) -> Option<Self> {
        let line = line.trim();
        if line.is_empty() || line.starts_with(['#', ';']) {
            return Some(Self::Blank);
        }
        if let Some(rest) = line.strip_prefix('[') {
            let (name, after) = rest.split_once(']')?;
            let after = after.trim_start();
            let alone = after.is_empty() || after.starts_with(['#', ';']);
            return alone.then(|| Self::Section(name.trim()));
        }
        let (key, value) = line.split_once(['=', ':'])?;
        Some(Self::Pair(key.trim(), without_quotes(without_comment(value))))
    }
}

/// Cuts ` # comment` and ` ; comment` off: both need a blank before them.
fn without_comment(value: &str) -> &str {
    let comment = value
        .char_indices()
        .find(|&(index, char)| matches!(char, '#' | ';') && value[..index].ends_with([' ', '\t']));
    comment.map_or(value, |(index, _)| &value[..index]).trim()
}

fn without_quotes(value: &str) -> &str {
    let inside = |quote| value.strip_prefix(quote)?.strip_suffix(quote);
    inside('"').or_else(|| inside('\'')).unwrap_or(value)
}

/// One section of the file.
struct Section<'a> {
    ini: &'a Ini,
    name: &'a str,
    kind: &'a str,
}

impl<'a> Section<'a> {
    fn value(&self, key: &str) -> Option<&'a str> {
        self.ini.value(self.name, key)
    }

    fn needed(&self, key: &'static str) -> Result<&'a str, CredentialsError> {
        self.value(key).ok_or_else(|| self.incomplete(key))
    }

    fn provider(&self) -> Provider {
        Provider::Section {
            name: printable_name(self.name),
            file: self.ini.file.clone(),
            kind: printable_name(self.kind),
        }
    }

    fn keys(&self, with_token: bool) -> Result<Credentials, CredentialsError> {
        let token = self.value("security_token").or_else(|| self.value("sts_token"));
        if with_token && token.is_none() {
            return Err(self.incomplete("security_token"));
        }
        let credentials = Credentials {
            id: self.needed("access_key_id")?.to_owned(),
            secret: self.needed("access_key_secret")?.into(),
            token: token.map(Into::into),
            expires: None,
        };
        credentials.checked(&self.provider())
    }

    fn role(&self, env: &Environment) -> Result<RoleRequest, CredentialsError> {
        let what = Arg::list(ListStyle::Either, ["sts_endpoint", "sts_region"]);
        let what = message!("what-names", names = what);
        let endpoint = env.sts_host(self.value("sts_endpoint"), self.value("sts_region"));
        let malformed = || CredentialsError::Malformed { place: self.provider().to_string(), what };
        Ok(RoleRequest {
            role_arn: self.needed("role_arn")?.to_owned(),
            session_name: session_name(self.value("role_session_name").unwrap_or_default(), env),
            duration_seconds: SESSION,
            external_id: self.value("external_id").map(str::to_owned),
            policy: self.value("policy").map(str::to_owned),
            endpoint: endpoint.ok_or_else(malformed)?,
        })
    }

    fn incomplete(&self, missing: &'static str) -> CredentialsError {
        CredentialsError::Incomplete { place: self.provider().to_string(), missing }
    }

    fn unsupported(&self) -> CredentialsError {
        CredentialsError::Unsupported {
            place: self.provider().to_string(),
            mode: printable_name(self.kind),
            remedy: message!(
                "mode-ini-unsupported",
                types = Arg::list(
                    ListStyle::Either,
                    ["access_key", "sts", "ram_role_arn", "ecs_ram_role"]
                )
            ),
        }
    }
}
