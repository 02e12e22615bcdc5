//! How often a connection is looked at: soon after a change, ever less often while nothing happens, and
//! less often still when the service asks for less.

use std::time::Duration;

/// The pause between two looks.
#[derive(Clone, Copy, Debug)]
pub(in crate::flow) struct Polling {
    shortest: Duration,
    longest: Duration,
    next: Duration,
}

impl Polling {
    /// For the service: 2 to 30 seconds, which with 50 connections in one list is a fraction of its 600
    /// calls a minute. A server on this machine may be asked far more often.
    pub(in crate::flow) fn new(is_local: bool) -> Self {
        let (shortest, longest) = match is_local {
            true => (Duration::from_millis(200), Duration::from_secs(2)),
            false => (Duration::from_secs(2), Duration::from_secs(30)),
        };
        Self { shortest, longest, next: shortest }
    }

    /// The pause before the next look, after one that told something new or nothing; no longer than the
    /// cap while a change is under way.
    pub(in crate::flow) fn after(&mut self, has_changed: bool, is_under_way: bool) -> Duration {
        if has_changed {
            self.next = self.shortest;
            return self.next;
        }
        let cap = if is_under_way { self.shortest * 3 } else { self.longest };
        self.next = self.next.max(self.shortest).mul_f32(1.5).min(cap);
        self.next
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
        let quiet: Vec<_> = (0..10).map(|_| polling.after(false, false).as_secs()).collect();
        assert_eq!((quiet[0], quiet[9]), (3, 30));
        assert!(quiet.is_sorted());
        assert_eq!(polling.after(true, false).as_secs(), 2);
        let busy = (0..10).map(|_| polling.after(false, true).as_secs()).max();
        assert_eq!(busy, Some(6));
    }

    #[test]
    fn throttling_makes_them_longer_than_ever() {
        let mut polling = Polling::new(false);
        let first = polling.throttled(None);
        assert!(first >= Duration::from_secs(4));
        assert!(polling.throttled(Some(Duration::from_secs(45))) >= Duration::from_secs(45));
    }
}
