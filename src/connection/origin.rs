//! Where a value came from.

use super::named_enum::named_enum;

named_enum! {
    /// Where a value of a draft came from; what nobody noted down was typed.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Origin {
        /// A person entered it.
        #[default]
        Typed = "typed",
        /// A preset of phase 1 and phase 2.
        Preset = "preset",
        /// The service's default, written down.
        Default = "default",
        /// The other tunnel.
        Copied = "copied",
        /// What a rule or [`super::suggest`] had to offer.
        Suggested = "suggested",
        /// A connection, command or file from elsewhere.
        Imported = "imported",
        /// The configuration of the device at the other end.
        Device = "device",
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
