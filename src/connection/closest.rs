//! The word most like the one that was typed, for "did you mean".

/// The candidate most like `wanted`, if any is near enough to be worth suggesting.
pub fn closest(wanted: &str, candidates: impl Iterator<Item = String>) -> Option<String> {
    // A name of megabytes is no slip of the finger, and the distance would take its time.
    if wanted.len() > 200 {
        return None;
    }
    let lower = wanted.to_ascii_lowercase();
    candidates
        .map(|name| (likeness(&lower, &name.to_ascii_lowercase()), name))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, name)| name)
}

/// From 0 to 1. A single slip, two letters swapped for one, counts as near however short the name.
fn likeness(one: &str, other: &str) -> f64 {
    let length = one.chars().count();
    let allowed = 1 + length / 8;
    // No fewer slips than letters too many or too few, so that most names need no counting.
    let is_near = length.abs_diff(other.chars().count()) <= allowed
        && strsim::osa_distance(one, other) <= allowed;
    strsim::jaro_winkler(one, other).max(if is_near { 0.9 } else { 0.0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_in_a_short_word_is_near() {
        assert_eq!(closest("Pks", ["Psk".to_owned()].into_iter()).as_deref(), Some("Psk"));
        assert_eq!(closest("zzzz", ["Psk".to_owned()].into_iter()), None);
    }
}
