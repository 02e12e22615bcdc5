//! Releases of a device's software, for defaults that change with them.

/// A release as its numbers: `17.11.1`, `V200R010` (200, 10), `15.1X49` (15, 1, 49).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DeviceRelease(Vec<u32>);

impl DeviceRelease {
    /// The numbers in a text; `None` when it has none.
    pub fn parse(text: &str) -> Option<Self> {
        let numbers: Vec<u32> = text
            .split(|letter: char| !letter.is_ascii_digit())
            .filter(|part| !part.is_empty() && part.len() < 9)
            .filter_map(|part| part.parse().ok())
            .collect();
        (!numbers.is_empty()).then_some(Self(numbers))
    }

    /// Whether it is that release or a later one.
    pub fn is_at_least(&self, text: &str) -> bool {
        Self::parse(text).is_none_or(|other| *self >= other)
    }
}

/// From which release on something holds, and before which one.
#[derive(Clone, Copy, Debug)]
pub struct ReleaseRange {
    since: Option<&'static str>,
    before: Option<&'static str>,
}

impl ReleaseRange {
    /// Every release.
    pub const ALL: Self = Self { since: None, before: None };

    /// From that release on.
    #[must_use]
    pub const fn since(self, release: &'static str) -> Self {
        Self { since: Some(release), ..self }
    }

    /// Up to the release before that one.
    #[must_use]
    pub const fn before(self, release: &'static str) -> Self {
        Self { before: Some(release), ..self }
    }

    /// Whether a release is among them; without one the newest is meant.
    pub fn contains(&self, release: Option<&DeviceRelease>) -> bool {
        let is_since = |bound: Option<&str>, without: bool| match (release, bound) {
            (Some(release), Some(bound)) => release.is_at_least(bound),
            (None, Some(_)) => true,
            (_, None) => without,
        };
        is_since(self.since, true) && !is_since(self.before, false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_compare_by_their_numbers() {
        let release = |text| DeviceRelease::parse(text).unwrap();
        assert!(release("17.11.1") > release("17.6"));
        assert!(release("9.12(4)").is_at_least("9.12"));
        assert!(!release("V200R009").is_at_least("V200R010"));
        assert_eq!(DeviceRelease::parse("none"), None);
    }
}
