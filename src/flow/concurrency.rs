//! How many submissions go on at once: fewer when the service asks for less, more again while all is
//! well.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// A number of turns that halves when the service throttles and grows by one after as many successes
/// in a row as there are turns (additive increase, multiplicative decrease).
#[derive(Clone, Debug)]
pub struct ConcurrencyLimiter {
    turns: Arc<Semaphore>,
    state: Arc<Mutex<State>>,
}

#[derive(Debug)]
struct State {
    /// How many may go on at once.
    limit: usize,
    /// The largest `limit`.
    most: usize,
    /// Turns to take away as soon as they end.
    pending_removals: usize,
    /// Successes since the limit last changed.
    successes: usize,
    /// How often the limit was lowered.
    reductions: u64,
}

impl ConcurrencyLimiter {
    /// Begins with the most turns there will ever be, one at least.
    pub fn new(most: usize) -> Self {
        let most = most.clamp(1, Semaphore::MAX_PERMITS);
        let state = State { limit: most, most, pending_removals: 0, successes: 0, reductions: 0 };
        Self { turns: Arc::new(Semaphore::new(most)), state: Arc::new(Mutex::new(state)) }
    }

    /// Waits for a turn. It ends when the value given is dropped.
    pub async fn acquire(&self) -> RequestSlot {
        // The semaphore is never closed; without a permit the turn would just not be counted.
        let permit = Arc::clone(&self.turns).acquire_owned().await.ok();
        let cuts = self.state().reductions;
        RequestSlot { pace: self.clone(), permit, cuts }
    }

    /// How many may go on at once at this moment.
    pub fn limit(&self) -> usize {
        self.state().limit
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing in here can panic half way, so what is behind a poisoned lock is sound.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The right to have one submission under way.
#[derive(Debug)]
pub struct RequestSlot {
    pace: ConcurrencyLimiter,
    permit: Option<OwnedSemaphorePermit>,
    /// The cuts made when its latest request went out.
    cuts: u64,
}

impl RequestSlot {
    /// A request goes out.
    pub fn sending(&mut self) {
        self.cuts = self.pace.state().reductions;
    }

    /// It was throttled: half as many from now on.
    ///
    /// Requests that were under way together are throttled together; they count as one sign.
    pub fn throttled(&mut self) {
        let mut state = self.pace.state();
        if state.reductions != self.cuts {
            return;
        }
        state.reductions += 1;
        self.cuts = state.reductions;
        state.successes = 0;
        let lower = (state.limit / 2).max(1);
        let surplus = state.limit - lower;
        state.limit = lower;
        state.pending_removals += surplus - self.pace.turns.forget_permits(surplus);
    }

    /// It went well.
    pub fn succeeded(&mut self) {
        let mut state = self.pace.state();
        if state.limit == state.most || state.reductions != self.cuts {
            return;
        }
        state.successes += 1;
        if state.successes >= state.limit {
            state.successes = 0;
            state.limit += 1;
            match state.pending_removals.checked_sub(1) {
                Some(rest) => state.pending_removals = rest,
                None => self.pace.turns.add_permits(1),
            }
        }
    }
}

impl Drop for RequestSlot {
    fn drop(&mut self) {
        let mut state = self.pace.state();
        if state.pending_removals > 0
            && let Some(permit) = self.permit.take()
        {
            state.pending_removals -= 1;
            permit.forget();
        }
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt as _;

    use super::*;

    fn now(pace: &ConcurrencyLimiter) -> Option<RequestSlot> {
        pace.acquire().now_or_never()
    }

    #[test]
    fn throttling_halves_and_many_signs_at_once_count_as_one() {
        let pace = ConcurrencyLimiter::new(8);
        let mut turns: Vec<RequestSlot> = (0..8).map(|_| now(&pace).unwrap()).collect();
        for slot in &mut turns {
            slot.throttled();
        }
        assert_eq!(pace.limit(), 4);
        // A request sent after the cut is a sign of its own.
        turns[0].sending();
        turns[0].throttled();
        assert_eq!(pace.limit(), 2);
        drop(turns);
        let running: Vec<_> = std::iter::from_fn(|| now(&pace)).take(9).collect();
        assert_eq!(running.len(), 2);
    }

    #[test]
    fn one_turn_is_always_left() {
        let pace = ConcurrencyLimiter::new(3);
        let mut slot = now(&pace).unwrap();
        for _ in 0..5 {
            slot.sending();
            slot.throttled();
        }
        assert_eq!(pace.limit(), 1);
        drop(slot);
        let slot = now(&pace);
        assert!(slot.is_some() && now(&pace).is_none());
    }

    #[test]
    fn successes_bring_the_turns_back_one_by_one() {
        let pace = ConcurrencyLimiter::new(4);
        now(&pace).unwrap().throttled();
        assert_eq!(pace.limit(), 2);
        let mut needed = Vec::new();
        while pace.limit() < 4 {
            let before = pace.limit();
            let mut count = 0;
            while pace.limit() == before {
                now(&pace).unwrap().succeeded();
                count += 1;
            }
            needed.push(count);
        }
        assert_eq!(needed, [2, 3]);
        now(&pace).unwrap().succeeded();
        let running: Vec<_> = std::iter::from_fn(|| now(&pace)).take(9).collect();
        assert_eq!(running.len(), 4);
    }

    #[test]
    fn a_turn_owed_is_not_taken_away_after_the_limit_has_grown_again() {
        let pace = ConcurrencyLimiter::new(2);
        let (mut one, other) = (now(&pace).unwrap(), now(&pace).unwrap());
        one.throttled();
        one.sending();
        one.succeeded();
        assert_eq!(pace.limit(), 2);
        drop((one, other));
        let running: Vec<_> = std::iter::from_fn(|| now(&pace)).take(9).collect();
        assert_eq!(running.len(), 2);
    }
}
