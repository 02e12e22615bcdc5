//! Where a value came from.

/// Where a value of a draft came from; what nobody noted down was typed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// A person entered it.
    #[default]
    Typed,
    /// A preset of phase 1 and phase 2.
    Preset,
    /// The service's default, written down.
    Default,
    /// The other tunnel.
    Copied,
    /// What a rule or [`super::suggest`] had to offer.
    Suggested,
    /// A connection, command or file from elsewhere.
    Imported,
    /// The configuration of the device at the other end.
    Device,
}

impl Origin {
    /// All of them.
    pub const ALL: &[Self] = &[
        Self::Typed,
        Self::Preset,
        Self::Default,
        Self::Copied,
        Self::Suggested,
        Self::Imported,
        Self::Device,
    ];

    /// The word for it in drafts.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Typed => "typed",
            Self::Preset => "preset",
            Self::Default => "default",
            Self::Copied => "copied",
            Self::Suggested => "suggested",
            Self::Imported => "imported",
            Self::Device => "device",
        }
    }

    /// Reads the word, written exactly so.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|origin| origin.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_reads_back() {
        for origin in Origin::ALL {
            assert_eq!(Origin::from_name(origin.name()), Some(*origin));
        }
        assert_eq!(Origin::from_name("Typed"), None);
    }
}
