//! Releases of a device's software, for defaults that change with them.

/// A release as its numbers: `17.11.1`, `V200R010` (200, 10), `15.1X49` (15, 1, 49).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version(Vec<u32>);

impl Version {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_compare_by_their_numbers() {
        let release = |text| Version::parse(text).unwrap();
        assert!(release("17.11.1") > release("17.6"));
        assert!(release("9.12(4)").is_at_least("9.12"));
        assert!(!release("V200R009").is_at_least("V200R010"));
        assert_eq!(Version::parse("none"), None);
    }
}
