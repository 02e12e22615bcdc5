//! The life of a connection in time: bound, changed, taken off its router, and its tunnels meanwhile.
//!
//! Nothing runs by itself: before a request is answered, everything that was due since the last one is
//! done, each at its own time. So a test that sets the clock sees what a user sees after a while.

use jiff::{SignedDuration, Timestamp};

use crate::connection::{Draft, FieldPath, Key, Mode, is_true};

use super::gateways::Gateways;
use super::peer_device::Device;
use super::peer_kind::{PeerKind, TunnelPeer};
use super::tunnel_endpoint::{TunnelEndpoint, tunnel_path};
use super::tunnel_machine::{Negotiation, TunnelContext, TunnelMachine};

/// Most events that are caught up with at once; a clock that leaps further skips the rest.
const EVENTS_MAX: usize = 20_000;

/// Steps that a binding takes.
const BIND: i32 = 2;

/// `State` of a connection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Stage {
    #[default]
    Unbound,
    Attaching,
    Attached,
    Updating,
    Detaching,
}

impl Stage {
    /// `State` of a connection.
    pub(super) fn state(self) -> &'static str {
        match self {
            Self::Unbound => "init",
            Self::Attaching => "attaching",
            Self::Attached => "attached",
            Self::Updating => "updating",
            Self::Detaching => "detaching",
        }
    }

    /// `State` of a tunnel.
    pub(super) fn tunnel_state(self) -> &'static str {
        match self {
            Self::Unbound | Self::Attached => "active",
            Self::Attaching | Self::Updating => "updating",
            Self::Detaching => "deleting",
        }
    }

    /// Whether something is under way that has to end first.
    pub(super) fn is_busy(self) -> bool {
        matches!(self, Self::Attaching | Self::Updating | Self::Detaching)
    }
}

/// A connection's binding to a transit router.
#[derive(Clone, Debug)]
pub(super) struct RouterBinding {
    /// `tr-attach-…`.
    pub id: String,
    pub name: String,
    pub description: String,
    /// `tr-…`.
    pub router: String,
    pub publishes_routes: bool,
    pub created: Timestamp,
    pub tags: Vec<(String, String)>,
}

/// Where a connection is in its life.
#[derive(Clone, Debug, Default)]
pub(super) struct Lifecycle {
    pub stage: Stage,
    /// When the stage under way ends.
    until: Option<Timestamp>,
    pub binding: Option<RouterBinding>,
    pub tunnels: Vec<TunnelMachine>,
    /// What its devices are like, where that was told for this connection.
    peers: Vec<TunnelPeer>,
}

/// What a connection is set up with, and the world around it.
pub(super) struct LifecycleContext<'a> {
    /// `vco-…`.
    pub id: &'a str,
    pub draft: &'a Draft,
    pub gateways: &'a Gateways,
    pub pace: SignedDuration,
    /// What devices are like unless something else was told for this connection.
    pub peers: &'a [TunnelPeer],
}

impl LifecycleContext<'_> {
    /// Alibaba Cloud's end of a tunnel.
    fn side(&self, tunnel: &TunnelMachine) -> Option<TunnelEndpoint> {
        let gateway =
            self.draft.text(tunnel_path(self.draft, tunnel.number, Key::CustomerGatewayId))?;
        let gateway = self.gateways.find(gateway)?;
        Some(TunnelEndpoint::of_cloud(self.draft, tunnel.number, tunnel.address, gateway))
    }

    fn tunnel<'a>(&'a self, cloud: &'a TunnelEndpoint) -> TunnelContext<'a> {
        let at_once =
            self.draft.text(FieldPath::connection(Key::EffectImmediately)).is_some_and(is_true);
        TunnelContext { connection: self.id, pace: self.pace, at_once, cloud }
    }

    fn after(&self, now: Timestamp, steps: i32) -> Option<Timestamp> {
        Some(now.checked_add(self.pace * steps).unwrap_or(Timestamp::MAX))
    }
}

impl Lifecycle {
    /// A connection that was just created with these values.
    pub(super) fn new(draft: &Draft) -> Self {
        let tunnels = match draft.mode() {
            Mode::Single => vec![TunnelMachine::new(1, 1)],
            Mode::Dual => (1..=draft.tunnels())
                .map(|number| {
                    let index = draft.text(FieldPath::tunnel(number, Key::TunnelIndex));
                    let index = index.and_then(|text| text.parse().ok());
                    TunnelMachine::new(index.unwrap_or(number as u8), number)
                })
                .collect(),
        };
        Self { tunnels, ..Self::default() }
    }

    /// Whether nothing will ever happen by itself.
    pub(super) fn is_quiet(&self) -> bool {
        self.stage == Stage::Unbound
    }

    pub(super) fn tunnel(&self, number: u16) -> Option<&TunnelMachine> {
        self.tunnels.iter().find(|tunnel| tunnel.number == number)
    }

    /// Begins to bind; addresses and zones are those of the tunnels, in their order.
    pub(super) fn bind(
        &mut self,
        now: Timestamp,
        world: &LifecycleContext<'_>,
        binding: RouterBinding,
        places: Vec<(std::net::Ipv4Addr, String)>,
    ) {
        self.stage = Stage::Attaching;
        self.until = world.after(now, BIND);
        self.binding = Some(binding);
        for (tunnel, (address, zone)) in self.tunnels.iter_mut().zip(places) {
            (tunnel.address, tunnel.zone) = (Some(address), zone);
        }
    }

    /// Begins to take it off its router.
    pub(super) fn unbind(&mut self, now: Timestamp, world: &LifecycleContext<'_>) {
        self.stage = Stage::Detaching;
        self.until = world.after(now, 1);
        self.tunnels.iter_mut().for_each(TunnelMachine::tear_down);
    }

    /// A modification was taken on; `before` are Alibaba Cloud's ends as they were. What differs in more than
    /// BGP is built anew, and everything is where `resets` says so.
    pub(super) fn update(
        &mut self,
        now: Timestamp,
        world: &LifecycleContext<'_>,
        before: &[Option<TunnelEndpoint>],
        resets: bool,
    ) {
        if self.stage == Stage::Unbound {
            return;
        }
        self.stage = Stage::Updating;
        self.until = world.after(now, 1);
        let ends = self.until.unwrap_or(now);
        for (tunnel, before) in self.tunnels.iter_mut().zip(before) {
            let Some(cloud) = world.side(tunnel) else { continue };
            let is_kept = before.as_ref().is_some_and(|it| it.is_same_but_for_bgp(&cloud));
            let is_same = before.as_ref() == Some(&cloud);
            match (is_kept && !resets, is_same) {
                (true, true) => {}
                (true, false) => tunnel.begin_bgp(ends, &world.tunnel(&cloud)),
                (false, _) => tunnel.begin(ends, &world.tunnel(&cloud)),
            }
        }
    }

    /// Alibaba Cloud's ends of the tunnels.
    pub(super) fn sides(&self, world: &LifecycleContext<'_>) -> Vec<Option<TunnelEndpoint>> {
        self.tunnels.iter().map(|tunnel| world.side(tunnel)).collect()
    }

    /// The devices of the tunnels named are configured anew, as the connection is now but for what is told.
    pub(super) fn set_peers(
        &mut self,
        now: Timestamp,
        world: &LifecycleContext<'_>,
        peers: &[TunnelPeer],
    ) {
        for peer in peers {
            self.peers.retain(|known| known.tunnel != peer.tunnel);
            self.peers.push(peer.clone());
        }
        if !matches!(self.stage, Stage::Attached | Stage::Updating) {
            // It is configured once there are addresses.
            self.tunnels.iter_mut().for_each(|tunnel| tunnel.device = None);
            return;
        }
        for tunnel in &mut self.tunnels {
            let Some(peer) = peers.iter().find(|peer| peer.tunnel == tunnel.index) else {
                continue;
            };
            let Some(cloud) = world.side(tunnel) else { continue };
            let device = Device::mirror(&cloud, &peer.kind);
            tunnel.set_device(device, now, &world.tunnel(&cloud));
        }
    }

    /// What the device of a tunnel is like.
    pub(super) fn kind(&self, index: u8, defaults: &[TunnelPeer]) -> PeerKind {
        let of_it = |peers: &[TunnelPeer]| {
            peers.iter().rfind(|peer| peer.tunnel == index).map(|peer| peer.kind.clone())
        };
        of_it(&self.peers).or_else(|| of_it(defaults)).unwrap_or_default()
    }

    /// Does everything that was due by now.
    pub(super) fn advance(&mut self, now: Timestamp, world: &LifecycleContext<'_>) {
        for _ in 0..EVENTS_MAX {
            let tunnel = self.tunnels.iter().enumerate();
            let tunnel = tunnel.filter_map(|(place, tunnel)| Some((tunnel.next()?, place))).min();
            match (self.until, tunnel) {
                (Some(until), _) if until <= now && tunnel.is_none_or(|(due, _)| until <= due) => {
                    self.end_stage(until, world);
                }
                (_, Some((due, place))) if due <= now => {
                    let Some(tunnel) = self.tunnels.get_mut(place) else { return };
                    match world.side(tunnel) {
                        Some(cloud) => tunnel.step(due, &world.tunnel(&cloud)),
                        None => tunnel.tear_down(),
                    }
                }
                _ => return,
            }
        }
    }

    fn end_stage(&mut self, ended: Timestamp, world: &LifecycleContext<'_>) {
        self.until = None;
        match self.stage {
            Stage::Attaching => {
                self.stage = Stage::Attached;
                self.configure_devices(world);
                for tunnel in &mut self.tunnels {
                    if let Some(cloud) = world.side(tunnel) {
                        tunnel.begin(ended, &world.tunnel(&cloud));
                    }
                }
            }
            Stage::Updating => self.stage = Stage::Attached,
            Stage::Detaching => {
                self.stage = Stage::Unbound;
                self.binding = None;
                for tunnel in &mut self.tunnels {
                    tunnel.tear_down();
                    (tunnel.address, tunnel.zone) = (None, String::new());
                }
            }
            Stage::Unbound | Stage::Attached => {}
        }
    }

    /// Each device is told the address that its tunnel got. One that had another before keeps everything
    /// else, as it does when an engineer enters the new one.
    fn configure_devices(&mut self, world: &LifecycleContext<'_>) {
        for place in 0..self.tunnels.len() {
            let kind = self.kind(self.tunnels[place].index, world.peers);
            let tunnel = &mut self.tunnels[place];
            let Some(cloud) = world.side(tunnel) else { continue };
            match &mut tunnel.device {
                Some(device) => device.set_peer_address(&cloud),
                None => tunnel.device = Some(Device::mirror(&cloud, &kind)),
            }
        }
    }

    /// The negotiation of the whole: that of its only tunnel, or of the one that has got least far.
    pub(super) fn negotiation(&self) -> Negotiation {
        let rank = |one: &Negotiation| match one {
            Negotiation::Down => 0,
            Negotiation::Phase1 => 1,
            Negotiation::Phase2Failed => 2,
            Negotiation::Up => 3,
        };
        self.tunnels.iter().map(|it| it.negotiation).min_by_key(rank).unwrap_or_default()
    }
}
