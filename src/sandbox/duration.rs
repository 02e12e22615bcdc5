//! Durations as they are written in a fault: `200ms`, `1s`, `20m`, `1h`.

use std::time::Duration;

/// The longest duration that is read: a week.
const LONGEST: Duration = Duration::from_secs(7 * 24 * 3_600);

/// Reads a whole number and its unit.
pub(super) fn read(text: &str) -> Option<Duration> {
    let split = text.find(|character: char| !character.is_ascii_digit())?;
    let number: u64 = text[..split].parse().ok()?;
    let millis = match &text[split..] {
        "ms" => 1,
        "s" => 1_000,
        "m" => 60_000,
        "h" => 3_600_000,
        _ => return None,
    };
    let duration = Duration::from_millis(number.checked_mul(millis)?);
    (duration <= LONGEST).then_some(duration)
}

/// Writes it in the largest unit that keeps it whole.
pub(super) fn write(duration: Duration) -> String {
    let millis = duration.as_millis();
    let (size, unit) = [(3_600_000, "h"), (60_000, "m"), (1_000, "s")]
        .into_iter()
        .find(|(size, _)| millis > 0 && millis.is_multiple_of(*size))
        .unwrap_or((1, "ms"));
    format!("{}{unit}", millis / size)
}
