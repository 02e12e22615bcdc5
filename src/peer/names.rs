//! Names for the objects on a device, made of the draft's name.

use crate::connection::digest::sha256;

/// How many letters of a digest tell two names apart that are cut to the same.
const MARK: usize = 4;

/// A draft's name as a device can hold it: letters, digits and hyphens, a letter first, at most
/// `longest` characters, `ignores_case` for a device that does not tell upper case from lower. Where
/// something was lost a digest of the whole name follows, so that two drafts do not share one.
pub fn device_name(name: &str, longest: usize, ignores_case: bool) -> String {
    let mut clean = String::new();
    for letter in name.chars() {
        let letter = if ignores_case { letter.to_ascii_lowercase() } else { letter };
        if letter.is_ascii_alphanumeric() {
            clean.push(letter);
        } else if !clean.is_empty() && !clean.ends_with('-') {
            clean.push('-');
        }
    }
    let mut clean = clean.trim_end_matches('-').to_owned();
    if !clean.starts_with(|first: char| first.is_ascii_alphabetic()) {
        clean = format!("vpn{}{clean}", if clean.is_empty() { "" } else { "-" });
    }
    if clean == name && clean.len() <= longest {
        return clean;
    }
    clean.truncate(longest.saturating_sub(MARK + 1));
    format!("{}-{}", clean.trim_end_matches('-'), &sha256(name.as_bytes())[..MARK])
}

/// A number from 10 to 96 for interfaces and entries of a device that go by numbers; even, so that the
/// next one is free for the second tunnel.
pub fn device_number(name: &str) -> u16 {
    let digest = sha256(name.as_bytes());
    let start = u16::from_str_radix(&digest[..4], 16).unwrap_or_default();
    10 + 2 * (start % 44)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_fits_stays_and_one_that_is_changed_is_told_apart() {
        assert_eq!(device_name("fra-dc1", 12, false), "fra-dc1");
        let names = [
            "frankfurt-dc1-main",
            "frankfurt-dc1-backup",
            "frankfurt.dc1",
            "Frankfurt",
            "上海",
            "",
            "7",
        ];
        let made: std::collections::BTreeSet<String> =
            names.iter().map(|name| device_name(name, 12, true)).collect();
        assert_eq!(made.len(), names.len(), "{made:?}");
        for name in made {
            assert!(
                name.len() <= 12 && name.starts_with(|first: char| first.is_ascii_lowercase()),
                "{name}"
            );
        }
    }
}
