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

    /// Its name in `config.toml`, its flag on the command line and its variable of the environment.
    const fn names(self) -> [&'static str; 3] {
        match self {
            Self::Language => ["language", "--lang", "TUNNELSMITH_LANG"],
            Self::Theme => ["theme", "--theme", "TUNNELSMITH_THEME"],
            Self::Plain => ["plain", "--plain", "TUNNELSMITH_PLAIN"],
            Self::Mouse => ["mouse", "--mouse", "TUNNELSMITH_MOUSE"],
            Self::Region => ["region", "--region", "TUNNELSMITH_REGION"],
            Self::Profile => ["profile", "--profile", "TUNNELSMITH_PROFILE"],
            Self::Endpoint => ["endpoint", "--endpoint", "TUNNELSMITH_ENDPOINT"],
            Self::DraftsDir => ["drafts-dir", "--drafts-dir", DRAFTS_DIR_VARIABLE],
            Self::Keys => ["keys", "--key", "TUNNELSMITH_KEYS"],
        }
    }

    /// Its name in `config.toml`.
    pub const fn name(self) -> &'static str {
        self.names()[0]
    }

    /// Its flag on the command line.
    pub const fn flag(self) -> &'static str {
        self.names()[1]
    }

    /// Its variable of the environment.
    pub const fn variable(self) -> &'static str {
        self.names()[2]
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
