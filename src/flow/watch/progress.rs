//! How a connection gets on: one look after the other at it, each stage of each tunnel with its time, and
//! what has changed. Pure: the time of a look is an argument.

use jiff::{SignedDuration, Timestamp};

use crate::connection::named_enum;

use super::super::status::{ConnectionStatus, ConnectionVerdict, TunnelPhase, TunnelStatus};

/// What has been seen of a connection.
#[derive(Clone, Debug, Default)]
pub struct WatchProgress {
    latest: Option<ConnectionStatus>,
    tunnels: Vec<TunnelProgress>,
    /// When it was first seen bound.
    bound: Option<Timestamp>,
    is_gone: bool,
}

/// How far a tunnel has come, each stage with the time it was first seen at; a stage that is lost is empty
/// again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TunnelProgress {
    /// Its address is there.
    pub address: Option<Timestamp>,
    /// Phase 1 is up.
    pub phase1: Option<Timestamp>,
    /// Phase 2 is up.
    pub phase2: Option<Timestamp>,
    /// BGP is up; empty where it is off.
    pub bgp: Option<Timestamp>,
    /// How often phase 2 was lost.
    pub losses: u32,
    /// How long phase 2 had been up when it was last lost.
    pub lasted: Option<SignedDuration>,
    /// Which lifetime had passed when it was last lost.
    pub near: Option<ElapsedLifetime>,
    was_up_at_first: bool,
}

/// A lifetime that had passed when a tunnel went down (rule W-09).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ElapsedLifetime {
    /// Of phase 2, in seconds: its rekey.
    Phase2(u32),
    /// Of phase 1, in seconds: its rekey or reauthentication.
    Phase1(u32),
}

/// Something that has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WatchChange {
    /// When it was seen.
    pub at: Timestamp,
    /// The connection.
    pub id: String,
    /// The tunnel; none for the connection itself.
    pub tunnel: Option<u8>,
    /// What of it.
    pub what: ChangedPart,
    /// What it was, in the service's word; none at the first look.
    pub from: Option<String>,
    /// What it is.
    pub to: Option<String>,
    /// What the connection comes to now.
    pub verdict: ConnectionVerdict,
    /// Why.
    pub reason: VerdictReason,
}

named_enum! {
    /// What of a connection has changed.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum ChangedPart {
        /// Its life cycle.
        State = "state",
        /// Alibaba Cloud's address of a tunnel (rule W-02).
        Address = "address",
        /// The negotiation of a tunnel.
        Negotiation = "negotiation",
        /// The BGP session of a tunnel.
        Bgp = "bgp",
    }
}

/// Why a verdict is what it is, for a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerdictReason {
    /// The verdict says all.
    Plain(ConnectionVerdict),
    /// Nothing is negotiated before traffic comes (rule W-03).
    WaitingForTraffic,
    /// One tunnel is up and this one is not (rule W-06).
    TunnelMissing(u8),
    /// Every tunnel is up and this one's BGP is not (rule W-07).
    BgpMissing(u8),
    /// A tunnel was up for so long and is down again, with the lifetime that had passed.
    DownAgain(u8, SignedDuration, Option<ElapsedLifetime>),
}

impl WatchProgress {
    /// What was last seen.
    pub fn latest(&self) -> Option<&ConnectionStatus> {
        self.latest.as_ref()
    }

    /// How far each tunnel has come, in their order.
    pub fn tunnel_progress(&self) -> &[TunnelProgress] {
        &self.tunnels
    }

    /// When it was first seen bound, if it is.
    pub fn bound_since(&self) -> Option<Timestamp> {
        self.bound
    }

    /// It has been deleted.
    pub fn record_deleted(&mut self, id: &str, at: Timestamp) -> WatchChange {
        self.is_gone = true;
        WatchChange {
            at,
            id: id.to_owned(),
            tunnel: None,
            what: ChangedPart::State,
            from: self.latest.as_ref().and_then(|latest| latest.state.clone()),
            to: None,
            verdict: ConnectionVerdict::Gone,
            reason: VerdictReason::Plain(ConnectionVerdict::Gone),
        }
    }

    /// Takes note of a look at it, and tells what has changed since the last one: at the first, all
    /// there is.
    pub fn record_status(&mut self, status: ConnectionStatus, at: Timestamp) -> Vec<WatchChange> {
        let before = self.latest.take();
        self.tunnels.resize_with(status.tunnels.len(), TunnelProgress::default);
        for (index, tunnel) in status.tunnels.iter().enumerate() {
            let is_first = before.is_none();
            self.tunnels[index].record_tunnel(tunnel, at, is_first);
        }
        let is_bound = matches!(status.state_word().as_str(), "attached" | "active" | "updating");
        self.bound = if is_bound { self.bound.or(Some(at)) } else { None };
        let mut parts = Vec::new();
        let old_state = before.as_ref().and_then(|before| before.state.clone());
        if before.is_none() || old_state != status.state {
            parts.push((None, ChangedPart::State, old_state, status.state.clone()));
        }
        for (index, tunnel) in status.tunnels.iter().enumerate() {
            let old = before.as_ref().and_then(|before| before.tunnels.get(index));
            let number = Some(tunnel.number);
            for (what, from, to) in [
                (ChangedPart::Address, old.and_then(|it| it.address.clone()), &tunnel.address),
                (ChangedPart::Negotiation, old.and_then(|it| it.status.clone()), &tunnel.status),
                (ChangedPart::Bgp, old.and_then(|it| it.bgp.clone()), &tunnel.bgp),
            ] {
                if from != *to {
                    parts.push((number, what, from, to.clone()));
                }
            }
        }
        self.latest = Some(status);
        let (verdict, reason) = self.verdict();
        let id = self.latest.as_ref().map(|it| it.id.clone()).unwrap_or_default();
        parts
            .into_iter()
            .map(|(tunnel, what, from, to)| WatchChange {
                at,
                id: id.clone(),
                tunnel,
                what,
                from,
                to,
                verdict,
                reason,
            })
            .collect()
    }

    /// What it comes to now, and why.
    pub fn verdict(&self) -> (ConnectionVerdict, VerdictReason) {
        use ConnectionVerdict as Verdict;
        if self.is_gone {
            return (Verdict::Gone, VerdictReason::Plain(Verdict::Gone));
        }
        let Some(latest) = &self.latest else {
            return (Verdict::Unknown, VerdictReason::Plain(Verdict::Unknown));
        };
        let verdict = latest.verdict();
        let lost = latest.tunnels.iter().zip(&self.tunnels).find_map(|(tunnel, progress)| {
            let is_down = tunnel.phase < TunnelPhase::Up;
            let lasted = progress.lasted.filter(|_| is_down)?;
            Some(VerdictReason::DownAgain(tunnel.number, lasted, progress.near))
        });
        let missing = latest.tunnels.iter().find(|tunnel| tunnel.phase != TunnelPhase::Up);
        let no_bgp = latest.tunnels.iter().find(|tunnel| !tunnel.has_bgp_or_needs_none());
        match (verdict, lost) {
            (Verdict::Waiting | Verdict::Phase1, Some(reason)) => (Verdict::Down, reason),
            (Verdict::Degraded, Some(reason)) => (verdict, reason),
            (Verdict::Degraded, None) => {
                let reason = match (missing, no_bgp) {
                    (Some(tunnel), _) => VerdictReason::TunnelMissing(tunnel.number),
                    (None, Some(tunnel)) => VerdictReason::BgpMissing(tunnel.number),
                    (None, None) => VerdictReason::Plain(verdict),
                };
                (verdict, reason)
            }
            (Verdict::Phase2, _) => {
                (verdict, VerdictReason::BgpMissing(no_bgp.map_or(1, |tunnel| tunnel.number)))
            }
            (Verdict::Waiting, None) if latest.negotiates_at_once == Some(false) => {
                (verdict, VerdictReason::WaitingForTraffic)
            }
            _ => (verdict, VerdictReason::Plain(verdict)),
        }
    }
}

impl TunnelProgress {
    fn record_tunnel(&mut self, tunnel: &TunnelStatus, at: Timestamp, is_first: bool) {
        let stage = |stage: &mut Option<Timestamp>, is_there: bool| {
            *stage = if is_there { stage.or(Some(at)) } else { None };
        };
        let is_up = tunnel.phase == TunnelPhase::Up;
        if is_first {
            self.was_up_at_first = is_up;
        }
        if let Some(since) = self.phase2.filter(|_| tunnel.phase < TunnelPhase::Up) {
            let lasted = at.duration_since(since);
            self.losses += 1;
            self.lasted = Some(lasted);
            // Nobody knows how long a tunnel was up that was so at the first look.
            self.near = if self.was_up_at_first { None } else { near(tunnel, lasted) };
            self.was_up_at_first = false;
        }
        stage(&mut self.address, tunnel.address.is_some());
        stage(&mut self.phase1, tunnel.phase >= TunnelPhase::Phase1);
        stage(&mut self.phase2, is_up);
        stage(&mut self.bgp, is_up && tunnel.bgp.is_some() && tunnel.has_bgp_or_needs_none());
    }
}

/// The lifetime that had just passed, for the first time or the second.
fn near(tunnel: &TunnelStatus, lasted: SignedDuration) -> Option<ElapsedLifetime> {
    let lasted = lasted.as_secs_f64();
    let is_near = |lifetime: &u32| {
        let lifetime = f64::from(*lifetime);
        let margin = (lifetime * 0.1).clamp(3.0, 300.0);
        [1.0, 2.0].iter().any(|times| (lasted - lifetime * times).abs() <= margin)
    };
    let phase2 = tunnel.ipsec_lifetime.filter(is_near).map(ElapsedLifetime::Phase2);
    phase2.or_else(|| tunnel.ike_lifetime.filter(is_near).map(ElapsedLifetime::Phase1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connection::Mode;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_767_323_000 + second).unwrap()
    }

    fn tunnel(number: u8, status: &str, bgp: Option<&str>) -> TunnelStatus {
        TunnelStatus {
            number,
            id: None,
            status: Some(status.to_owned()),
            phase: match status {
                "ipsec_sa_established" => TunnelPhase::Up,
                "ike_sa_established" | "ipsec_sa_not_established" => TunnelPhase::Phase1,
                "ike_sa_not_established" => TunnelPhase::Down,
                _ => TunnelPhase::Unknown,
            },
            bgp: bgp.map(str::to_owned),
            address: Some(format!("198.51.100.{number}")),
            peer_address: None,
            gateway: None,
            ike_lifetime: Some(86400),
            ipsec_lifetime: Some(20),
        }
    }

    fn status(state: &str, tunnels: [TunnelStatus; 2]) -> ConnectionStatus {
        ConnectionStatus {
            id: "vco-1".to_owned(),
            name: None,
            region: "eu-central-1".to_owned(),
            mode: Mode::Dual,
            state: Some(state.to_owned()),
            bound_to: None,
            tunnels: tunnels.into(),
            created: None,
            negotiates_at_once: Some(true),
            sandbox: true,
        }
    }

    const DOWN: &str = "ike_sa_not_established";
    const UP: &str = "ipsec_sa_established";

    #[test]
    fn each_change_is_told_once_with_the_verdict_it_leads_to() {
        let mut progress = WatchProgress::default();
        let both = |status: &str| [tunnel(1, status, None), tunnel(2, status, None)];
        assert_eq!(progress.record_status(status("attached", both(DOWN)), at(0)).len(), 5);
        assert_eq!(progress.verdict().0, ConnectionVerdict::Waiting);
        assert!(progress.record_status(status("attached", both(DOWN)), at(2)).is_empty());
        let one = [tunnel(1, UP, None), tunnel(2, DOWN, None)];
        let changes = progress.record_status(status("attached", one), at(4));
        assert_eq!(changes.len(), 1);
        assert_eq!((changes[0].tunnel, changes[0].from.as_deref()), (Some(1), Some(DOWN)));
        assert_eq!(changes[0].verdict, ConnectionVerdict::Degraded);
        assert_eq!(changes[0].reason, VerdictReason::TunnelMissing(2));
        progress.record_status(status("attached", both(UP)), at(6));
        assert_eq!(progress.verdict().0, ConnectionVerdict::Up);
        let stages = &progress.tunnel_progress()[0];
        assert_eq!((stages.phase1, stages.phase2, stages.bgp), (Some(at(4)), Some(at(4)), None));
    }

    #[test]
    fn a_tunnel_that_goes_down_at_a_lifetime_names_the_rekey() {
        for (second, near) in [(21, Some(ElapsedLifetime::Phase2(20))), (12, None)] {
            let mut progress = WatchProgress::default();
            let both = |status: &str| [tunnel(1, status, None), tunnel(2, status, None)];
            progress.record_status(status("attached", both(DOWN)), at(-1));
            progress.record_status(status("attached", both(UP)), at(0));
            progress
                .record_status(status("attached", both("ipsec_sa_not_established")), at(second));
            let lasted = SignedDuration::from_secs(second);
            let wanted = (ConnectionVerdict::Down, VerdictReason::DownAgain(1, lasted, near));
            assert_eq!(progress.verdict(), wanted);
            assert_eq!(progress.tunnel_progress()[0].losses, 1);
        }
    }

    #[test]
    fn bgp_counts_where_it_is_on() {
        let mut progress = WatchProgress::default();
        let both = |bgp| [tunnel(1, UP, Some("success")), tunnel(2, UP, Some(bgp))];
        progress.record_status(status("attached", both("false")), at(0));
        let wanted = (ConnectionVerdict::Degraded, VerdictReason::BgpMissing(2));
        assert_eq!(progress.verdict(), wanted);
        progress.record_status(status("attached", both("success")), at(1));
        assert_eq!(progress.verdict().0, ConnectionVerdict::Up);
        let none = [tunnel(1, UP, Some("false")), tunnel(2, UP, Some("failed"))];
        progress.record_status(status("attached", none), at(2));
        assert_eq!(progress.verdict().0, ConnectionVerdict::Phase2);
    }

    #[test]
    fn words_that_are_not_known_are_kept() {
        let mut progress = WatchProgress::default();
        let odd = [tunnel(1, "sleeping", None), tunnel(2, "sleeping", None)];
        let changes = progress.record_status(status("attached", odd.clone()), at(0));
        assert!(changes.iter().any(|change| change.to.as_deref() == Some("sleeping")));
        assert_eq!(progress.verdict().0, ConnectionVerdict::Unknown);
        progress.record_status(status("hibernating", odd), at(1));
        assert_eq!(progress.verdict().0, ConnectionVerdict::Unknown);
    }
}
