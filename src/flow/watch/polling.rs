//! How often a connection is looked at: soon after a change, ever less often while nothing happens, and
//! less often still when the service asks for less.

use std::time::Duration;

/// The pause between two looks.
#[derive(Clone, Copy, Debug)]
pub(in crate::flow) struct Polling {
    shortest: Duration,
    longest: Duration,
    next: Duration,
    /// The least time for each call of a look.
    per_call: Duration,
}

impl Polling {
    /// For the service: 2 to 30 seconds, and longer where a look takes many calls, so that no more than half of
    /// its 600 calls a minute are used. A server on this machine may be asked far more often.
    pub(in crate::flow) fn new(is_local: bool) -> Self {
        let (shortest, longest, per_call) = match is_local {
            true => (Duration::from_millis(200), Duration::from_secs(2), Duration::ZERO),
            false => (Duration::from_secs(2), Duration::from_secs(30), Duration::from_millis(200)),
        };
        Self { shortest, longest, next: shortest, per_call }
    }

    /// The pause before the next look, after one of so many calls that told something new or nothing; no
    /// longer than the cap while a change is under way, unless the calls want it.
    pub(in crate::flow) fn after(
        &mut self,
        has_changed: bool,
        is_under_way: bool,
        calls: u32,
    ) -> Duration {
        let cap = if is_under_way { self.shortest * 3 } else { self.longest };
        self.next = match has_changed {
            true => self.shortest,
            false => self.next.max(self.shortest).mul_f32(1.5).min(cap),
        };
        self.next.max(self.per_call * calls)
    }

    /// The pause after the service asked for less.
    pub(super) fn throttled(&mut self, asked: Option<Duration>) -> Duration {
        self.next = (self.next * 2).min(self.longest * 2);
        self.next.max(asked.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_a_change_makes_them_short_again() {
        let mut polling = Polling::new(false);
        let quiet: Vec<_> = (0..10).map(|_| polling.after(false, false, 1).as_secs()).collect();
        assert_eq!((quiet[0], quiet[9]), (3, 30));
        assert!(quiet.is_sorted());
        assert_eq!(polling.after(true, false, 1).as_secs(), 2);
        let busy = (0..10).map(|_| polling.after(false, true, 1).as_secs()).max();
        assert_eq!(busy, Some(6));
    }

    /// 600 calls a minute are allowed: however many connections are watched in a region with however many,
    /// and however much changes.
    #[test]
    fn many_calls_a_look_stay_within_half_of_the_rate() {
        for calls in [1, 20, 50, 60] {
            let mut polling = Polling::new(false);
            let mut spent = Duration::ZERO;
            let mut asked = 0;
            while spent < Duration::from_secs(60) {
                asked += calls;
                spent += polling.after(true, true, calls);
            }
            assert!(asked <= 300 + calls, "{calls}: {asked}");
        }
    }

    #[test]
    fn throttling_makes_them_longer_than_ever() {
        let mut polling = Polling::new(false);
        let first = polling.throttled(None);
        assert!(first >= Duration::from_secs(4));
        assert!(polling.throttled(Some(Duration::from_secs(45))) >= Duration::from_secs(45));
    }
}
