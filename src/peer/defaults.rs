//! What counts where a line is absent, by release, and how sure that is.

use super::device_tunnel::IkeVersion;
use super::version::{DeviceRelease, ReleaseRange};

/// How sure a fact about a platform is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// Read in the source that is named, or measured.
    Source,
    /// General knowledge.
    Known,
}

/// What counts where a line is absent.
#[derive(Clone, Copy, Debug)]
pub struct PlatformDefault {
    /// The field, as in the output of the reader: `ike.enc`, `esp.lifetime_kb`, `start`.
    pub field: &'static str,
    /// The value, words with blanks between; `none` where nothing limits.
    pub value: &'static str,
    /// How sure that is.
    pub mark: Evidence,
    /// Where it comes from.
    pub source: &'static str,
    range: ReleaseRange,
}

impl PlatformDefault {
    /// From that release on.
    #[must_use]
    pub const fn since(mut self, release: &'static str) -> Self {
        self.range = self.range.since(release);
        self
    }

    /// Up to the release before that one.
    #[must_use]
    pub const fn before(mut self, release: &'static str) -> Self {
        self.range = self.range.before(release);
        self
    }
}

/// A default that was read in a source.
pub const fn from_source(
    field: &'static str,
    value: &'static str,
    source: &'static str,
) -> PlatformDefault {
    PlatformDefault { field, value, mark: Evidence::Source, source, range: ReleaseRange::ALL }
}

/// A default that is generally known.
pub const fn known(
    field: &'static str,
    value: &'static str,
    source: &'static str,
) -> PlatformDefault {
    PlatformDefault { field, value, mark: Evidence::Known, source, range: ReleaseRange::ALL }
}

/// All of a platform; the first row that fits the release holds.
#[derive(Clone, Copy, Debug)]
pub struct PlatformDefaults(pub &'static [PlatformDefault]);

impl PlatformDefaults {
    /// What counts for a field that is absent in a tunnel of that IKE version.
    pub fn default_of(
        &self,
        field: &str,
        ike: Option<IkeVersion>,
        version: Option<&DeviceRelease>,
    ) -> Option<&'static PlatformDefault> {
        let apart = if ike == Some(IkeVersion::V1) { "ikev1" } else { "ikev2" };
        self.default(&format!("{field}.{apart}"), version).or_else(|| self.default(field, version))
    }

    /// What counts for a field that is absent; without a release the newest is meant.
    pub fn default(
        &self,
        field: &str,
        version: Option<&DeviceRelease>,
    ) -> Option<&'static PlatformDefault> {
        self.0.iter().find(|row| row.field == field && row.range.contains(version))
    }
}
