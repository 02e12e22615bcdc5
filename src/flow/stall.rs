//! When a connection that is not up is worth a diagnosis.

use std::time::{Duration, Instant};

use super::status::{ConnectionStatus, ConnectionVerdict};

/// So long a negotiation is given before anybody asks what is wrong with it: the service's own diagnosis
/// tells of the last minutes, and a device that has just been set up takes some seconds.
const AT_THE_SERVICE: Duration = Duration::from_secs(15);

/// The same at a sandbox, whose devices answer at once.
const AT_A_SANDBOX: Duration = Duration::from_millis(1500);

/// The longest time between two diagnoses.
const LONGEST: Duration = Duration::from_secs(300);

/// How long a connection has not been up without any change.
#[derive(Debug, Default)]
pub struct StallDetector {
    since: Option<Instant>,
    /// After how long the next diagnosis is due; none before the first one was.
    next: Option<Duration>,
}

impl StallDetector {
    /// It was looked at: whether it is worth a diagnosis now. The first one comes soon, the next ones ever
    /// later, since what is wrong may only show once the device is set up.
    pub fn observe(&mut self, status: &ConnectionStatus, has_changed: bool, now: Instant) -> bool {
        let stands = matches!(
            status.verdict(),
            ConnectionVerdict::Waiting
                | ConnectionVerdict::Phase1
                | ConnectionVerdict::Phase2
                | ConnectionVerdict::Degraded
        );
        if !stands || has_changed {
            *self = Self { since: stands.then_some(now), next: None };
            return false;
        }
        let since = *self.since.get_or_insert(now);
        let first = if status.sandbox { AT_A_SANDBOX } else { AT_THE_SERVICE };
        let due = self.next.unwrap_or(first);
        let is_due = now.duration_since(since) >= due;
        if is_due {
            self.next = Some(due + due.min(LONGEST));
        }
        is_due
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connection::Mode;

    fn status(state: &str, sandbox: bool) -> ConnectionStatus {
        ConnectionStatus {
            id: "vco-1".to_owned(),
            name: None,
            region: "eu-central-1".to_owned(),
            mode: Mode::Single,
            state: Some(state.to_owned()),
            bound_to: None,
            tunnels: vec![crate::flow::TunnelStatus {
                number: 1,
                id: None,
                status: Some("ike_sa_not_established".to_owned()),
                phase: crate::flow::TunnelPhase::Down,
                bgp: None,
                address: Some("198.51.100.1".to_owned()),
                peer_address: None,
                gateway: None,
                ike_lifetime: None,
                ipsec_lifetime: None,
            }],
            created: None,
            negotiates_at_once: None,
            sandbox,
        }
    }

    /// The seconds at which a diagnosis is due, of one look a second.
    fn due(state: &str, sandbox: bool, seconds: u64) -> Vec<u64> {
        let (begun, mut detector) = (Instant::now(), StallDetector::default());
        let look = |second: &u64| {
            let now = begun + Duration::from_secs(*second);
            detector.observe(&status(state, sandbox), *second == 0, now)
        };
        (0..seconds).filter(look).collect()
    }

    #[test]
    fn diagnoses_come_soon_and_then_ever_later() {
        assert_eq!(due("attached", false, 130), [15, 30, 60, 120]);
        assert_eq!(due("attached", true, 13), [2, 3, 6, 12]);
        let late = due("attached", false, 4000);
        assert!(late.windows(2).all(|pair| pair[1] - pair[0] <= 300), "{late:?}");
    }

    #[test]
    fn what_is_not_negotiating_needs_none() {
        assert!(due("init", true, 100).is_empty());
        assert!(due("attaching", true, 100).is_empty());
    }

    #[test]
    fn a_change_begins_anew() {
        let (begun, mut detector) = (Instant::now(), StallDetector::default());
        let at = |second| begun + Duration::from_secs(second);
        let now = status("attached", true);
        assert!(!detector.observe(&now, true, at(0)));
        assert!(detector.observe(&now, false, at(2)));
        assert!(!detector.observe(&now, true, at(100)));
        assert!(!detector.observe(&now, false, at(101)));
        assert!(detector.observe(&now, false, at(102)));
    }
}
