//! The negotiation of one tunnel in time: phase 1, phase 2, BGP, rekeys, and what ends them.

use std::collections::VecDeque;
use std::net::Ipv4Addr;

use jiff::{SignedDuration, Timestamp};

use super::diagnosis::{DiagnosisRecord, LogLevel, LogMessage, NegotiationFailure};
use super::negotiate;
use super::peer_device::Device;
use super::tunnel_endpoint::{TunnelEndpoint, address_text};

/// Lines of the log that are kept of one tunnel; older ones make room.
const LOG_MAX: usize = 1_000;

/// Refusals that are kept of one tunnel.
const FOUND_MAX: usize = 20;

/// How far the negotiation has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Negotiation {
    #[default]
    Down,
    Phase1,
    Phase2Failed,
    Up,
}

impl Negotiation {
    /// `Status` of a tunnel or of a connection in single mode.
    pub(super) fn status(self) -> &'static str {
        match self {
            Self::Down => "ike_sa_not_established",
            Self::Phase1 => "ike_sa_established",
            Self::Phase2Failed => "ipsec_sa_not_established",
            Self::Up => "ipsec_sa_established",
        }
    }
}

/// What happens next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TunnelEvent {
    /// Phase 1 is tried.
    Phase1,
    /// Phase 2 is tried in an IKE SA that was just built.
    Phase2,
    /// Phase 2 is renewed, or built in an IKE SA that has been there for longer.
    Rekey,
    /// The lifetime of phase 1 is over.
    Renewal,
    /// The BGP speakers talk.
    Bgp,
    /// The device deletes the tunnel.
    Deletion,
    /// The device was not heard of for too long.
    PeerDead,
}

/// Steps between two attempts.
const RETRY: i32 = 5;

/// Steps for which a device that flaps lets the tunnel be.
const FLAP: i32 = 5;

/// A tunnel's life: what it is like, what happens next, and what its log says.
#[derive(Clone, Debug)]
pub(super) struct TunnelMachine {
    /// 1 or 2.
    pub index: u8,
    /// Its place in the draft, from 1.
    pub number: u16,
    /// Alibaba Cloud's address, allotted by a binding.
    pub address: Option<Ipv4Addr>,
    pub zone: String,
    /// The device, once there was an address for it to talk to.
    pub device: Option<Device>,
    pub negotiation: Negotiation,
    pub bgp: bool,
    pub found: VecDeque<DiagnosisRecord>,
    pub log: VecDeque<(Timestamp, String)>,
    events: Vec<(Timestamp, TunnelEvent)>,
}

/// What a tunnel needs to know of the world to get on.
pub(super) struct TunnelContext<'a> {
    /// `vco-…`, which stands in the log.
    pub connection: &'a str,
    pub pace: SignedDuration,
    /// Whether the connection negotiates at once, and not only when traffic comes.
    pub at_once: bool,
    /// Alibaba Cloud's end.
    pub cloud: &'a TunnelEndpoint,
}

impl TunnelContext<'_> {
    fn after(&self, at: Timestamp, steps: i32) -> Timestamp {
        at.checked_add(self.pace * steps).unwrap_or(Timestamp::MAX)
    }
}

fn seconds_after(at: Timestamp, seconds: u32) -> Timestamp {
    at.checked_add(SignedDuration::from_secs(i64::from(seconds))).unwrap_or(Timestamp::MAX)
}

impl TunnelMachine {
    pub(super) fn new(index: u8, number: u16) -> Self {
        Self {
            index,
            number,
            address: None,
            zone: String::new(),
            device: None,
            negotiation: Negotiation::Down,
            bgp: false,
            found: VecDeque::new(),
            log: VecDeque::new(),
            events: Vec::new(),
        }
    }

    /// When something happens next.
    pub(super) fn next(&self) -> Option<Timestamp> {
        self.events.iter().map(|(at, _)| *at).min()
    }

    /// Takes everything down and plans nothing.
    pub(super) fn tear_down(&mut self) {
        self.events.clear();
        self.negotiation = Negotiation::Down;
        self.bgp = false;
    }

    /// Begins anew, the first attempt one step from now.
    pub(super) fn begin(&mut self, at: Timestamp, world: &TunnelContext<'_>) {
        self.tear_down();
        self.events.push((world.after(at, 1), TunnelEvent::Phase1));
    }

    /// Ends the BGP session and has it begin anew, one step from now.
    pub(super) fn begin_bgp(&mut self, at: Timestamp, world: &TunnelContext<'_>) {
        self.bgp = false;
        self.cancel(TunnelEvent::Bgp);
        if self.negotiation == Negotiation::Up {
            self.events.push((world.after(at, 1), TunnelEvent::Bgp));
        }
    }

    /// The device is configured anew. One that answers closes what it had and begins again; one that falls
    /// silent is noticed by its silence.
    pub(super) fn set_device(&mut self, device: Device, at: Timestamp, world: &TunnelContext<'_>) {
        let was_up = self.negotiation != Negotiation::Down;
        let is_silent = !device.answers;
        self.device = Some(device);
        if self.address.is_none() {
            return;
        }
        match (was_up, is_silent) {
            (true, true) if world.cloud.dpd => {
                self.cancel(TunnelEvent::Deletion);
                self.events.push((world.after(at, 3), TunnelEvent::PeerDead));
            }
            // Nobody asks whether it is still there before the next rekey.
            (true, true) => self.cancel(TunnelEvent::Deletion),
            (true, false) => {
                self.lose(at, world, deletion());
                self.events.push((world.after(at, 1), TunnelEvent::Phase1));
            }
            (false, _) => self.begin(at, world),
        }
    }

    /// Does what comes next; `at` is its time.
    pub(super) fn step(&mut self, at: Timestamp, world: &TunnelContext<'_>) {
        let Some(place) = self.events.iter().position(|(due, _)| *due <= at) else { return };
        let (_, event) = self.events.remove(place);
        let Some(device) = self.device.clone() else { return };
        match event {
            TunnelEvent::Phase1 => self.try_phase1(at, world, &device),
            TunnelEvent::Phase2 => self.try_phase2(at, world, &device),
            TunnelEvent::Rekey => self.try_rekey(at, world, &device),
            TunnelEvent::Renewal => self.renew(at, world, &device),
            TunnelEvent::Bgp => self.bgp = negotiate::bgp(world.cloud, &device),
            TunnelEvent::Deletion => {
                self.lose(at, world, deletion());
                self.events.push((world.after(at, 2), TunnelEvent::Phase1));
            }
            TunnelEvent::PeerDead => {
                self.lose(at, world, silence());
                self.events.push((world.after(at, 1), TunnelEvent::Phase1));
            }
        }
    }

    fn try_phase1(&mut self, at: Timestamp, world: &TunnelContext<'_>, device: &Device) {
        if !world.at_once && !device.initiates {
            // Until traffic comes, nothing is tried.
            return;
        }
        let who = if world.at_once { "initiate" } else { "respond" };
        let (ours, theirs) = pair(world.cloud);
        let begun = format!("{who} new phase 1 negotiation: {ours}[500]<=>{theirs}[500]");
        let is_v1 = world.cloud.version == "ikev1";
        let place =
            if is_v1 { "ikev1.c:896:isakmp_ph1begin_i()" } else { "ikev2.c:1190:ikev2_initiate()" };
        self.write(at, world, &LogMessage::info(place, begun));
        if is_v1 {
            let mode =
                if world.cloud.mode == "aggressive" { "Aggressive" } else { "Identity Protection" };
            let text = format!("begin {mode} mode.");
            self.write(at, world, &LogMessage::info("ikev1.c:901:isakmp_ph1begin_i()", text));
        }
        if let Err(refusal) = negotiate::phase1(world.cloud, device) {
            self.refused(at, world, &refusal);
            self.events.push((world.after(at, RETRY), TunnelEvent::Phase1));
            return;
        }
        self.negotiation = Negotiation::Phase1;
        let cloud = world.cloud;
        let text = match cloud.version.as_str() {
            "ikev1" => format!("ISAKMP-SA established {ours}[500]-{theirs}[500]"),
            _ => format!(
                "IKE_SA {}[1] established between {ours}[{}]...{theirs}[{}]",
                world.connection, cloud.own_id, cloud.other_id
            ),
        };
        self.write(at, world, &LogMessage::info("isakmp.c:2460:log_ph1established()", text));
        self.events.push((world.after(at, 1), TunnelEvent::Phase2));
        let lifetime = cloud.ike.lifetime.min(device.side.ike.lifetime);
        self.events.push((seconds_after(at, lifetime), TunnelEvent::Renewal));
    }

    fn try_phase2(&mut self, at: Timestamp, world: &TunnelContext<'_>, device: &Device) {
        match negotiate::phase2(world.cloud, device) {
            Ok(()) => self.come_up(at, world, device),
            Err(refusal) => {
                self.negotiation = Negotiation::Phase2Failed;
                self.refused(at, world, &refusal);
                self.events.push((world.after(at, RETRY), TunnelEvent::Phase2));
            }
        }
    }

    fn try_rekey(&mut self, at: Timestamp, world: &TunnelContext<'_>, device: &Device) {
        if !device.answers {
            self.lose(at, world, silence());
            self.events.push((world.after(at, 1), TunnelEvent::Phase1));
            return;
        }
        match negotiate::rekey(world.cloud, device) {
            Ok(()) if self.negotiation == Negotiation::Up => {
                let text = format!("rekeyed CHILD_SA {}[1]", world.connection);
                self.write(at, world, &LogMessage::info("ikev2.c:3702:ikev2_rekey_child()", text));
                self.plan_rekey(at, world, device);
            }
            Ok(()) => self.come_up(at, world, device),
            Err(refusal) => {
                self.negotiation = Negotiation::Phase2Failed;
                self.bgp = false;
                self.cancel(TunnelEvent::Bgp);
                self.refused(at, world, &refusal);
                self.events.push((world.after(at, RETRY), TunnelEvent::Rekey));
            }
        }
    }

    /// An IKE SA whose phase 2 cannot be renewed is built anew with its first phase 2, which needs no PFS
    /// in IKEv2; any other one goes on.
    fn renew(&mut self, at: Timestamp, world: &TunnelContext<'_>, device: &Device) {
        let (ours, theirs) = pair(world.cloud);
        let text = format!("ISAKMP-SA expired {ours}[500]-{theirs}[500]");
        self.write(at, world, &LogMessage::info("isakmp.c:2101:isakmp_ph1expire()", text));
        if self.negotiation == Negotiation::Up && negotiate::phase1(world.cloud, device).is_ok() {
            let lifetime = world.cloud.ike.lifetime.min(device.side.ike.lifetime);
            self.events.push((seconds_after(at, lifetime), TunnelEvent::Renewal));
            return;
        }
        self.tear_down();
        self.try_phase1(at, world, device);
    }

    fn come_up(&mut self, at: Timestamp, world: &TunnelContext<'_>, device: &Device) {
        self.negotiation = Negotiation::Up;
        let (ours, theirs) = pair(world.cloud);
        let text = format!("IPsec-SA established: ESP/Tunnel {theirs}[500]->{ours}[500]");
        self.write(at, world, &LogMessage::info("pfkey.c:1142:pk_recvupdate()", text));
        self.plan_rekey(at, world, device);
        if world.cloud.bgp.is_some() {
            self.events.push((world.after(at, 1), TunnelEvent::Bgp));
        }
        if device.flaps {
            self.events.push((world.after(at, FLAP), TunnelEvent::Deletion));
        }
    }

    fn plan_rekey(&mut self, at: Timestamp, world: &TunnelContext<'_>, device: &Device) {
        let lifetime = world.cloud.ipsec.lifetime.min(device.side.ipsec.lifetime);
        self.events.push((seconds_after(at, lifetime), TunnelEvent::Rekey));
    }

    fn lose(
        &mut self,
        at: Timestamp,
        world: &TunnelContext<'_>,
        (code, message): (&'static str, LogMessage),
    ) {
        self.tear_down();
        let line = self.write(at, world, &message);
        self.remember(DiagnosisRecord {
            at,
            code,
            here: String::new(),
            there: String::new(),
            line,
        });
    }

    fn refused(&mut self, at: Timestamp, world: &TunnelContext<'_>, refusal: &NegotiationFailure) {
        let line = self.write(at, world, &refusal.message);
        let (here, there) = (refusal.here.clone(), refusal.there.clone());
        self.remember(DiagnosisRecord { at, code: refusal.code, here, there, line });
    }

    fn remember(&mut self, found: DiagnosisRecord) {
        if self.found.len() == FOUND_MAX {
            self.found.pop_front();
        }
        self.found.push_back(found);
    }

    fn write(&mut self, at: Timestamp, world: &TunnelContext<'_>, message: &LogMessage) -> String {
        let (ours, theirs) = pair(world.cloud);
        let remote = 3 + u16::from(self.index);
        let context = format!(
            "[{{remote id:{remote}}}{{ph1: {ours}[500] <=> {theirs}[500], {ours} <=> {theirs}}}]"
        );
        let line = message.line(at, world.connection, &context);
        if self.log.len() == LOG_MAX {
            self.log.pop_front();
        }
        self.log.push_back((at, line.clone()));
        line
    }

    fn cancel(&mut self, what: TunnelEvent) {
        self.events.retain(|(_, event)| *event != what);
    }
}

fn deletion() -> (&'static str, LogMessage) {
    let place = "ikev2.c:4410:ikev2_process_delete()";
    let message =
        LogMessage { level: LogLevel::Warning, place, text: "received DELETE IKE_SA".to_owned() };
    ("ReceiveDeleteNotify", message)
}

fn silence() -> (&'static str, LogMessage) {
    let text = "DPD: remote seems to be dead";
    ("DpdTimeout", LogMessage::error("isakmp_inf.c:1514:isakmp_info_monitor_dpd()", text))
}

/// Both addresses, ours first.
fn pair(cloud: &TunnelEndpoint) -> (String, String) {
    (address_text(cloud.own_address), address_text(cloud.other_address))
}
