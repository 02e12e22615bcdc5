//! Time and chance, as every request needs both.

use std::fmt;
use std::hash::{BuildHasher as _, RandomState};
use std::sync::Arc;

use jiff::fmt::rfc2822::DateTimeParser;
use jiff::{SignedDuration, Timestamp};

/// The clock and the source of chance, so that a test can put its own in their place.
#[derive(Clone)]
pub struct ClockAndNonce {
    now: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    random: Arc<dyn Fn() -> u64 + Send + Sync>,
}

impl ClockAndNonce {
    /// The clock of this machine and the chance of its operating system.
    pub fn real() -> Self {
        Self::new(Timestamp::now, || {
            // Nonces and pauses must differ, not be secret: the hasher's own seed will do.
            getrandom::u64().unwrap_or_else(|_| RandomState::new().hash_one(Timestamp::now()))
        })
    }

    /// Another clock and other nonces. `random` has to give another number each time.
    pub fn new(
        now: impl Fn() -> Timestamp + Send + Sync + 'static,
        random: impl Fn() -> u64 + Send + Sync + 'static,
    ) -> Self {
        Self { now: Arc::new(now), random: Arc::new(random) }
    }

    /// What the clock says.
    pub fn now(&self) -> Timestamp {
        (self.now)()
    }

    /// A fresh random UUID, for the nonce of one attempt.
    pub fn nonce(&self) -> String {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&(self.random)().to_be_bytes());
        bytes[8..].copy_from_slice(&(self.random)().to_be_bytes());
        uuid::Builder::from_random_bytes(bytes).into_uuid().to_string()
    }

    /// Evenly from 0 to just under 1.
    pub(super) fn fraction(&self) -> f64 {
        // 53 bits are what a double holds exactly.
        let bits = (self.random)() >> 11;
        bits as f64 / (1_u64 << 53) as f64
    }
}

impl Default for ClockAndNonce {
    fn default() -> Self {
        Self::real()
    }
}

impl fmt::Debug for ClockAndNonce {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("ClockAndNonce").finish_non_exhaustive()
    }
}

/// The time of an attempt as the signature wants it: UTC, whole seconds.
pub(super) fn stamp(now: Timestamp, offset: Option<SignedDuration>) -> String {
    let time = match offset {
        // Out of the calendar's range the service refuses it anyway.
        Some(offset) => now.checked_add(offset).unwrap_or(now),
        None => now,
    };
    time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// The time in a header `Date`, `Fri, 02 Jan 2026 03:04:05 GMT`.
pub(super) fn http_date(text: &str) -> Option<Timestamp> {
    DateTimeParser::new().parse_timestamp(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_is_utc_without_a_fraction() {
        let now: Timestamp = "2026-01-02T03:04:05.678Z".parse().unwrap();
        assert_eq!(stamp(now, None), "2026-01-02T03:04:05Z");
        assert_eq!(stamp(now, Some(SignedDuration::from_hours(-4))), "2026-01-01T23:04:05Z");
        assert_eq!(stamp(Timestamp::MAX, Some(SignedDuration::MAX)).len(), 20);
    }

    #[test]
    fn every_nonce_is_another() {
        let clock = ClockAndNonce::real();
        assert_ne!(clock.nonce(), clock.nonce());
        assert!((0.0..1.0).contains(&clock.fraction()));
    }
}
