//! What a person can set, and by what.

use crate::connection::closest;
use crate::drafts::DRAFTS_DIR_VARIABLE;

/// One thing that a person can set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Setting {
    /// The language for people.
    Language,
    /// How the wizard looks.
    Theme,
    /// Whether the wizard asks line by line.
    Plain,
    /// Whether the wizard takes the mouse.
    Mouse,
    /// The region for new drafts, and for verbs that no draft tells one.
    Region,
    /// The profile of the official command line to sign in with.
    Profile,
    /// Where requests go.
    Endpoint,
    /// Where drafts and the journal are kept.
    DraftsDir,
    /// The keys of the wizard that are others than usual.
    Keys,
}

impl Setting {
    /// All of them, in the order in which they are told.
    pub const ALL: &[Self] = &[
        Self::Language,
        Self::Theme,
        Self::Plain,
        Self::Mouse,
        Self::Region,
        Self::Profile,
        Self::Endpoint,
        Self::DraftsDir,
        Self::Keys,
    ];

    /// Its name in `config.toml`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Language => "language",
            Self::Theme => "theme",
            Self::Plain => "plain",
            Self::Mouse => "mouse",
            Self::Region => "region",
            Self::Profile => "profile",
            Self::Endpoint => "endpoint",
            Self::DraftsDir => "drafts-dir",
            Self::Keys => "keys",
        }
    }

    /// Its flag on the command line.
    pub const fn flag(self) -> &'static str {
        match self {
            Self::Language => "--lang",
            Self::Theme => "--theme",
            Self::Plain => "--plain",
            Self::Mouse => "--mouse",
            Self::Region => "--region",
            Self::Profile => "--profile",
            Self::Endpoint => "--endpoint",
            Self::DraftsDir => "--drafts-dir",
            Self::Keys => "--key",
        }
    }

    /// Its variable of the environment.
    pub const fn variable(self) -> &'static str {
        match self {
            Self::Language => "TUNNELSMITH_LANG",
            Self::Theme => "TUNNELSMITH_THEME",
            Self::Plain => "TUNNELSMITH_PLAIN",
            Self::Mouse => "TUNNELSMITH_MOUSE",
            Self::Region => "TUNNELSMITH_REGION",
            Self::Profile => "TUNNELSMITH_PROFILE",
            Self::Endpoint => "TUNNELSMITH_ENDPOINT",
            Self::DraftsDir => DRAFTS_DIR_VARIABLE,
            Self::Keys => "TUNNELSMITH_KEYS",
        }
    }

    /// The id of the sentence that says what it is for.
    pub fn about(self) -> String {
        format!("setting-{}", self.name())
    }

    /// The setting of a name.
    ///
    /// # Errors
    /// The nearest name there is, if one is near.
    pub fn named(name: &str) -> Result<Self, Option<String>> {
        let found = Self::ALL.iter().copied().find(|setting| setting.name() == name);
        found
            .ok_or_else(|| closest(name, Self::ALL.iter().map(|setting| setting.name().to_owned())))
    }
}
