//! What a person can set, and by what.

use crate::connection::{closest, named_enum};
use crate::drafts::DRAFTS_DIR_VARIABLE;

named_enum! {
    /// One thing that a person can set, with its name in `config.toml`, in the order in which they are told.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Setting {
        /// The language for people.
        Language = "language",
        /// How the wizard looks.
        Theme = "theme",
        /// Whether the wizard asks line by line.
        Plain = "plain",
        /// Whether the wizard takes the mouse.
        Mouse = "mouse",
        /// The region for new drafts, and for verbs that no draft tells one.
        Region = "region",
        /// The profile of the official command line to sign in with.
        Profile = "profile",
        /// Where requests go.
        Endpoint = "endpoint",
        /// Where drafts and the journal are kept.
        DraftsDir = "drafts-dir",
        /// The keys of the wizard that are others than usual.
        Keys = "keys",
    }
}

impl Setting {
    /// Its flag on the command line and its variable of the environment.
    const fn flag_and_variable(self) -> [&'static str; 2] {
        match self {
            Self::Language => ["--lang", "TUNNELSMITH_LANG"],
            Self::Theme => ["--theme", "TUNNELSMITH_THEME"],
            Self::Plain => ["--plain", "TUNNELSMITH_PLAIN"],
            Self::Mouse => ["--mouse", "TUNNELSMITH_MOUSE"],
            Self::Region => ["--region", "TUNNELSMITH_REGION"],
            Self::Profile => ["--profile", "TUNNELSMITH_PROFILE"],
            Self::Endpoint => ["--endpoint", "TUNNELSMITH_ENDPOINT"],
            Self::DraftsDir => ["--drafts-dir", DRAFTS_DIR_VARIABLE],
            Self::Keys => ["--key", "TUNNELSMITH_KEYS"],
        }
    }

    /// Its flag on the command line.
    pub const fn flag(self) -> &'static str {
        self.flag_and_variable()[0]
    }

    /// Its variable of the environment.
    pub const fn variable(self) -> &'static str {
        self.flag_and_variable()[1]
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
        Self::from_name(name)
            .ok_or_else(|| closest(name, Self::ALL.iter().map(|setting| setting.name().to_owned())))
    }
}
