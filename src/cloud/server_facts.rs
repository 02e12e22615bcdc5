//! What the latest answers have told about the server that gives them.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::SignedDuration;

/// How far a clock may be off without a correction: far more than an answer takes or a whole second
/// rounds away, far less than the quarter of an hour that the service puts up with.
const NEGLIGIBLE: SignedDuration = SignedDuration::from_mins(1);

/// Shared by all that ask the same server.
#[derive(Clone, Debug, Default)]
pub(super) struct ServerFacts(Arc<Mutex<Facts>>);

#[derive(Debug, Default)]
struct Facts {
    offset: Option<SignedDuration>,
    instance: Option<String>,
}

impl ServerFacts {
    /// Takes note of the header `Date` and of which sandbox answered. The latest answer counts, so
    /// that a clock which is set right meanwhile is believed again.
    pub fn record_headers(&self, offset: Option<SignedDuration>, instance: Option<&str>) {
        let mut facts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        facts.offset = offset.or(facts.offset);
        if let Some(instance) = instance {
            facts.instance = Some(instance.to_owned());
        }
    }

    /// How far the server's clock is ahead of ours.
    pub fn offset(&self) -> Option<SignedDuration> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).offset
    }

    /// The offset to sign with, if one is needed.
    pub fn correction(&self) -> Option<SignedDuration> {
        self.offset().filter(|offset| needs_clock_correction(*offset))
    }

    /// Which sandbox answered.
    pub fn instance(&self) -> Option<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).instance.clone()
    }
}

/// Whether a clock that is off by so much has to be corrected.
pub(super) fn needs_clock_correction(offset: SignedDuration) -> bool {
    offset.abs() > NEGLIGIBLE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_date_counts_and_a_small_difference_is_none() {
        let (facts, two_hours) = (ServerFacts::default(), SignedDuration::from_hours(2));
        assert_eq!(facts.correction(), None);
        facts.record_headers(Some(two_hours), Some("one"));
        facts.record_headers(None, None);
        assert_eq!((facts.offset(), facts.correction()), (Some(two_hours), Some(two_hours)));
        assert_eq!(facts.instance().as_deref(), Some("one"));
        facts.record_headers(Some(SignedDuration::from_millis(-900)), Some("two"));
        assert_eq!(facts.offset(), Some(SignedDuration::from_millis(-900)));
        assert_eq!((facts.correction(), facts.instance().as_deref()), (None, Some("two")));
    }
}
