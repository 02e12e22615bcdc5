//! Everything about the machine that decides who signs, as an argument.

use std::fmt;
use std::path::PathBuf;

/// Variables of the key id, first set one first; the official tool's order.
pub(super) const KEY_IDS: [&str; 4] = [
    "ALIBABA_CLOUD_ACCESS_KEY_ID",
    "ALIBABACLOUD_ACCESS_KEY_ID",
    "ALICLOUD_ACCESS_KEY_ID",
    "ACCESS_KEY_ID",
];
/// Variables of the key secret.
pub(super) const KEY_SECRETS: [&str; 4] = [
    "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
    "ALIBABACLOUD_ACCESS_KEY_SECRET",
    "ALICLOUD_ACCESS_KEY_SECRET",
    "ACCESS_KEY_SECRET",
];
/// Variables of the token that goes with a temporary key.
pub(super) const TOKENS: [&str; 4] = [
    "ALIBABA_CLOUD_SECURITY_TOKEN",
    "ALIBABACLOUD_SECURITY_TOKEN",
    "ALICLOUD_SECURITY_TOKEN",
    "SECURITY_TOKEN",
];
const REGIONS: [&str; 5] = [
    "ALIBABA_CLOUD_REGION_ID",
    "ALIBABACLOUD_REGION_ID",
    "ALICLOUD_REGION_ID",
    "REGION_ID",
    "REGION",
];
const PROFILES: [&str; 3] = ["ALIBABACLOUD_PROFILE", "ALIBABA_CLOUD_PROFILE", "ALICLOUD_PROFILE"];
/// Variables that switch config.json off, the SDKs' and the command line tool's.
pub(super) const IGNORE_PROFILE: [&str; 3] = [
    "ALIBABA_CLOUD_CLI_PROFILE_DISABLED",
    "ALIBABA_CLOUD_IGNORE_PROFILE",
    "ALIBABACLOUD_IGNORE_PROFILE",
];
/// The variable that forbids asking the metadata service.
pub(super) const METADATA_DISABLED: &str = "ALIBABA_CLOUD_ECS_METADATA_DISABLED";
/// The variable that forbids the metadata service's first version, which takes no token.
pub(super) const IMDSV1_DISABLED: &str = "ALIBABA_CLOUD_IMDSV1_DISABLED";
/// The variable that forbids to get keys from programs and addresses that a profile names.
pub(super) const EXTERNAL_DISABLED: &str = "ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS";
/// The variable that gives consent to running the program a profile of mode `External` names.
pub const RUN_PROGRAMS: &str = "TUNNELSMITH_RUN_PROCESS_COMMAND";
const OIDC_TOKEN_FILES: [&str; 2] =
    ["ALIBABA_CLOUD_OIDC_TOKEN_FILE", "ALIBABACLOUD_OIDC_TOKEN_FILE"];
const OIDC_PROVIDERS: [&str; 2] =
    ["ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "ALIBABACLOUD_OIDC_PROVIDER_ARN"];
const OIDC_ROLES: [&str; 2] = ["ALIBABA_CLOUD_ROLE_ARN", "ALIBABACLOUD_ROLE_ARN"];

/// Where the metadata service of ECS answers.
const METADATA: &str = "http://100.100.100.200";

/// Looks an environment variable up; none if it is not set.
pub type Variables = Box<dyn Fn(&str) -> Option<String> + Send + Sync>;

/// The home directory, the variables and the fixed addresses.
pub struct Environment {
    /// The user's home directory, if there is one.
    pub home: Option<PathBuf>,
    /// The environment variables.
    pub vars: Variables,
    /// Where the metadata service answers: scheme, host and port, without a slash at the end.
    pub metadata: String,
    /// Where STS is asked, in place of every other setting; handed on as it is.
    pub sts: Option<String>,
    /// Whether the program that a profile names may be run to get its key. The variable
    /// [`RUN_PROGRAMS`] allows it too.
    pub may_run_programs: bool,
}

/// What the variables of OIDC say.
pub(super) struct OidcVariables {
    pub(super) token_file: String,
    pub(super) provider_arn: String,
    pub(super) role_arn: String,
}

/// A profile asked for, and by what.
pub(super) struct RequestedProfile {
    pub(super) name: String,
    pub(super) by: &'static str,
}

impl Environment {
    /// Those of this process.
    pub fn of_process() -> Self {
        Self {
            home: directories::BaseDirs::new().map(|dirs| dirs.home_dir().to_owned()),
            vars: Box::new(|name| std::env::var(name).ok()),
            metadata: METADATA.to_owned(),
            sts: None,
            may_run_programs: false,
        }
    }

    /// A variable's content, without blanks around it; an empty one counts as not set.
    pub(super) fn var(&self, name: &str) -> Option<String> {
        let value = zeroize::Zeroizing::new((self.vars)(name)?);
        let value = value.trim();
        (!value.is_empty()).then(|| value.to_owned())
    }

    /// Whether a switch is on: `true` in any case, or `1`.
    pub(super) fn flag(&self, name: &str) -> bool {
        self.var(name).is_some_and(|value| value == "1" || value.eq_ignore_ascii_case("true"))
    }

    /// The first variable of the list that is set.
    pub(super) fn first(&self, names: &[&'static str]) -> Option<(&'static str, String)> {
        names.iter().find_map(|name| Some((*name, self.var(name)?)))
    }

    /// Whether the environment says who signs: a key of its own, or a profile.
    pub fn names_credentials(&self) -> bool {
        self.first(&KEY_IDS).is_some() || self.asked_profile().is_some()
    }

    /// The region the environment names.
    pub(super) fn region(&self) -> Option<String> {
        self.first(&REGIONS).map(|(_, region)| region)
    }

    /// The profile a variable names.
    pub(super) fn asked_profile(&self) -> Option<RequestedProfile> {
        self.first(&PROFILES).map(|(by, name)| RequestedProfile { name, by })
    }

    /// What the variables of OIDC say, where all of them are set.
    pub(super) fn oidc(&self) -> Option<OidcVariables> {
        let value = |names| Some(self.first(names)?.1);
        Some(OidcVariables {
            token_file: value(&OIDC_TOKEN_FILES)?,
            provider_arn: value(&OIDC_PROVIDERS)?,
            role_arn: value(&OIDC_ROLES)?,
        })
    }

    /// The host that is asked whose a key is; none if what the variables say is no host name.
    pub fn sts_endpoint(&self) -> Option<String> {
        self.sts_host(None, None)
    }

    /// The host of STS: what the profile says, else the environment, else the central one.
    ///
    /// None if what stands there is no host name.
    pub(super) fn sts_host(&self, endpoint: Option<&str>, region: Option<&str>) -> Option<String> {
        if let Some(sts) = &self.sts {
            return Some(sts.clone());
        }
        let set = |text: Option<&str>, variable| match text.map(str::trim) {
            Some(text) if !text.is_empty() => Some(text.to_owned()),
            _ => self.var(variable),
        };
        let host = match set(endpoint, "ALIBABA_CLOUD_STS_ENDPOINT") {
            Some(host) => host.trim_start_matches("https://").trim_end_matches('/').to_owned(),
            None => match set(region, "ALIBABA_CLOUD_STS_REGION") {
                Some(region) if self.flag("ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED") => {
                    format!("sts-vpc.{region}.aliyuncs.com")
                }
                Some(region) => format!("sts.{region}.aliyuncs.com"),
                None => "sts.aliyuncs.com".to_owned(),
            },
        };
        let of_host = |byte: u8| byte.is_ascii_alphanumeric() || b".-:".contains(&byte);
        (!host.is_empty() && host.bytes().all(of_host)).then_some(host)
    }
}

impl fmt::Debug for Environment {
    /// The variables are left out: some of them are keys.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Environment")
            .field("home", &self.home)
            .field("metadata", &self.metadata)
            .field("sts", &self.sts)
            .finish_non_exhaustive()
    }
}
