//! The languages there are: each a folder of files, embedded in the program.

/// A language the program speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English; complete, and what every other language falls back on.
    #[default]
    English,
}

/// The files of a language's folder.
///
/// They are read apart, each when one of its messages is first asked for, so that a run pays only
/// for the words it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum File {
    /// The command line, and what it shares with the wizard.
    Program,
    /// The wizard.
    Wizard,
    /// Labels and help of the fields.
    Fields,
    /// The service's error codes.
    Errors,
    /// The rules about the request: mode, subnets, tags.
    RequestRules,
    /// The rules about the tunnels: algorithms, keys, BGP, health check.
    TunnelRules,
}

/// How many files a folder has.
pub(super) const FILES: usize = 6;

/// How the ids of the wizard's messages begin.
const WIZARD: &[&str] = &[
    "account-",
    "acknowledge-",
    "action-",
    "answer-",
    "ask-",
    "copied",
    "copy-",
    "button-",
    "draft-",
    "drafts-search",
    "finding-",
    "foot-",
    "gateway-",
    "gateways-",
    "go-to-",
    "help-",
    "home-",
    "keys-",
    "mode-",
    "mouse-",
    "new-gateway-",
    "no-",
    "nothing-",
    "objection",
    "origin-service",
    "paste-",
    "pick-",
    "preset-applied",
    "preset-title",
    "prompt-",
    "redone",
    "regions-",
    "repair-offer",
    "repaired",
    "result-",
    "review-",
    "sandbox-serves-already",
    "save-",
    "section-",
    "sending",
    "step-",
    "submit-",
    "suggested",
    "summary-",
    "tab-",
    "too-small",
    "trouble-title",
    "tunnel-copied",
    "undone",
    "untitled",
    "value-",
    "version-",
    "versions-",
    "word-",
    "written",
];

/// Messages of the program that begin like some of the wizard's.
const SHARED: &[&str] = &[
    "gateways-created",
    "gateways-head-asn",
    "gateways-head-name",
    "gateways-interrupted",
    "gateways-lost",
    "gateways-needs-region",
    "gateways-no-key",
    "gateways-none",
    "gateways-waiting",
    "no-credentials",
    "step-looking-up",
    "step-other-open",
    "step-earlier",
    "step-queued",
    "step-resuming",
    "step-sending",
    "step-unrecorded",
    "step-waiting",
];

macro_rules! folder {
    ($tag:literal) => {
        [
            include_str!(concat!("../../assets/locales/", $tag, "/program.ftl")),
            include_str!(concat!("../../assets/locales/", $tag, "/wizard.ftl")),
            include_str!(concat!("../../assets/locales/", $tag, "/fields.ftl")),
            include_str!(concat!("../../assets/locales/", $tag, "/errors.ftl")),
            include_str!(concat!("../../assets/locales/", $tag, "/rules-request.ftl")),
            include_str!(concat!("../../assets/locales/", $tag, "/rules-tunnel.ftl")),
        ]
    };
}

const ENGLISH: [&str; FILES] = folder!("en");

impl Language {
    /// All of them.
    pub const ALL: &[Self] = &[Self::English];

    /// Its BCP 47 tag, which is also the name of its folder under `assets/locales`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
        }
    }

    pub(super) const fn source(self, file: File) -> &'static str {
        match self {
            Self::English => ENGLISH[file as usize],
        }
    }
}

impl File {
    /// The file in which a message of this id stands, by the first letters of the id.
    pub(super) fn of(id: &str) -> Self {
        if let Some(rule) = id.strip_prefix("rule-") {
            return match rule.as_bytes().first() {
                Some(b'C' | b'P' | b'D' | b'X' | b'B' | b'H') => Self::TunnelRules,
                _ => Self::RequestRules,
            };
        }
        if id.starts_with("field-") {
            Self::Fields
        } else if id.starts_with("error-") {
            Self::Errors
        } else if WIZARD.iter().any(|start| id.starts_with(start)) && !SHARED.contains(&id) {
            Self::Wizard
        } else {
            Self::Program
        }
    }
}
