//! How long to wait before an attempt is made again, and when to give up.

use std::time::{Duration, Instant};

use super::clock::ClockAndNonce;

/// How often and how long a request is made again.
///
/// The service's own Terraform provider waits 3 s, each time 5 s longer, for 5 minutes; here these
/// are the upper bounds of a random pause, so that many clients don't come back at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    /// The longest first pause.
    pub first: Duration,
    /// By how much each further pause may be longer.
    pub step: Duration,
    /// How long all of it may take, pauses and requests.
    pub total: Duration,
    /// How many attempts there are, the first one included.
    pub attempts: u32,
}

impl RetryPolicy {
    /// No second attempt.
    pub const ONCE: Self =
        Self { first: Duration::ZERO, step: Duration::ZERO, total: Duration::ZERO, attempts: 1 };
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            first: Duration::from_secs(3),
            step: Duration::from_secs(5),
            total: Duration::from_secs(300),
            attempts: 6,
        }
    }
}

/// One request's run of attempts; made before the first of them.
#[derive(Debug)]
pub struct Backoff {
    policy: RetryPolicy,
    clock: ClockAndNonce,
    begun: Instant,
    given: Duration,
    failures: u32,
}

impl Backoff {
    /// Begins now.
    pub fn new(policy: RetryPolicy, clock: ClockAndNonce) -> Self {
        Self { policy, clock, begun: Instant::now(), given: Duration::ZERO, failures: 0 }
    }

    /// Takes note of a failed attempt and says how long to wait before the next; `None` means to
    /// give up.
    ///
    /// The pause is what the service asks for (`x-acs-retry-after`), else evenly random from nothing
    /// to a bound that grows with each failure.
    pub fn next_delay(&mut self, retry_after: Option<Duration>) -> Option<Duration> {
        self.failures = self.failures.saturating_add(1);
        if self.failures >= self.policy.attempts {
            return None;
        }
        let grown = self.policy.step.saturating_mul(self.failures - 1);
        let bound = self.policy.first.saturating_add(grown);
        let delay = retry_after.unwrap_or_else(|| bound.mul_f64(self.clock.fraction()));
        // Whoever does not wait as told (a test, a machine that slept) is held to the sum all the same.
        let spent = self.begun.elapsed().max(self.given);
        let end = spent.checked_add(delay).filter(|end| *end <= self.policy.total)?;
        self.given = end;
        Some(delay)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALMOST_ALL: u64 = u64::MAX;

    fn backoff(policy: RetryPolicy, random: u64) -> Backoff {
        Backoff::new(policy, ClockAndNonce::new(jiff::Timestamp::now, move || random))
    }

    #[test]
    fn pauses_are_drawn_from_growing_bounds() {
        let mut longest = backoff(RetryPolicy::default(), ALMOST_ALL);
        for bound in [3, 8, 13, 18, 23] {
            let delay = longest.next_delay(None).unwrap();
            assert!(delay <= Duration::from_secs(bound), "{delay:?}");
            assert!(delay > Duration::from_millis(bound * 999), "{delay:?}");
        }
        assert_eq!(longest.next_delay(None), None);
        assert_eq!(backoff(RetryPolicy::default(), 0).next_delay(None), Some(Duration::ZERO));
    }

    #[test]
    fn the_service_may_say_how_long_but_not_beyond_the_whole() {
        let mut backoff = backoff(RetryPolicy::default(), 0);
        for _ in 0..4 {
            let minute = Some(Duration::from_secs(60));
            assert_eq!(backoff.next_delay(minute), minute);
        }
        assert_eq!(backoff.next_delay(Some(Duration::from_secs(61))), None);
    }

    #[test]
    fn one_attempt_means_no_pause() {
        assert_eq!(backoff(RetryPolicy::ONCE, 0).next_delay(None), None);
    }
}
