//! How long ago something was.

use jiff::Timestamp;

/// How long ago, in one number and one letter, as in many tools: `45m`, `3h`, `12d`, `2y`.
pub fn age(created_ms: i64, now: Timestamp) -> String {
    let seconds = (now.as_millisecond() - created_ms).max(0) / 1000;
    let (minute, hour, day) = (60, 3600, 86_400);
    match seconds {
        s if s < minute => format!("{s}s"),
        s if s < hour => format!("{}m", s / minute),
        s if s < 2 * day => format!("{}h", s / hour),
        s if s < 700 * day => format!("{}d", s / day),
        s => format!("{}y", s / (365 * day)),
    }
}
