//! The device at the other end, as far as a draft remembers it: plain words, which the room that knows
//! devices reads. Nothing of it is ever sent.

use std::collections::BTreeMap;

use super::named_enum::named_enum;

named_enum! {
    /// Who begins a negotiation.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Initiator {
        /// The device alone; the service answers.
        Device = "device",
        /// Whichever side has traffic first.
        Either = "either",
        /// The service alone; the device only answers.
        Service = "service",
    }
}

/// The device at the other end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftPeer {
    /// The id of its platform, as in `cisco-ios`.
    pub platform: String,
    /// The release it runs, as in `17.12`; none where nobody said.
    pub version: Option<String>,
    /// Whether it stands behind a NAT; none where nobody said.
    pub behind_nat: Option<bool>,
    /// Who begins a negotiation; none where nobody said.
    pub initiator: Option<Initiator>,
    /// The file that its configuration was read from, as an absolute path; the text itself may hold keys and
    /// is read again.
    pub file: Option<String>,
    /// When that file was last changed as it was read, in seconds since 1970.
    pub file_time: Option<u64>,
    /// Which of its tunnels, by name, a person said belongs to a tunnel of the draft, by number; `None` where
    /// they said that it has none for it.
    pub tunnels: BTreeMap<u16, Option<String>>,
}

impl DraftPeer {
    /// `PLATFORM` or `PLATFORM@VERSION`, as [`DraftPeer::parse`] reads it.
    pub fn name(&self) -> String {
        let release = self.version.as_ref().map(|version| format!("@{version}"));
        format!("{}{}", self.platform, release.unwrap_or_default())
    }

    /// Reads `PLATFORM` or `PLATFORM@VERSION`.
    pub fn parse(text: &str) -> Self {
        let (platform, version) = match text.split_once('@') {
            Some((platform, version)) => (platform, Some(version.to_owned())),
            None => (text, None),
        };
        Self { platform: platform.to_owned(), version, ..Self::default() }
    }
}
