//! How a connection is doing: its life cycle, each tunnel's negotiation, and what the two come to.
//!
//! Read from one answer, without a clock: what changed since, and for how long, is
//! [`WatchProgress`](super::Progress)'s to say. Words the service may add one day are kept as they are.

use jiff::Timestamp;

use crate::cloud::{CustomerGateway, Tunnel, VpnConnection};
use crate::connection::{Mode, named_enum};

/// A connection at a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConnectionStatus {
    /// `vco-…`.
    pub id: String,
    /// The name given to it.
    pub name: Option<String>,
    /// Where it is.
    pub region: String,
    /// One tunnel or two.
    pub mode: Mode,
    /// Its life cycle, in the service's word: `init`, `attaching`, `attached`, `updating`, `detaching`…
    pub state: Option<String>,
    /// The transit router it is bound to, or is being bound to.
    pub bound_to: Option<String>,
    /// Its tunnels in their order; one in single mode.
    pub tunnels: Vec<TunnelStatus>,
    /// When it was created.
    pub created: Option<Timestamp>,
    /// Whether it negotiates at once, and not only when traffic comes.
    pub negotiates_at_once: Option<bool>,
    /// Whether a sandbox answered, and not the cloud.
    pub sandbox: bool,
}

/// A tunnel at a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TunnelStatus {
    /// 1 or 2.
    pub number: u8,
    /// `tun-…`; none in single mode.
    pub id: Option<String>,
    /// The negotiation, in the service's word.
    pub status: Option<String>,
    /// How far it has come.
    pub phase: TunnelPhase,
    /// The BGP session in the service's word, `success` or `false`; none where BGP is off.
    pub bgp: Option<String>,
    /// Alibaba Cloud's address, once it is bound.
    pub address: Option<String>,
    /// The device's address: of the customer gateway, or what the peer calls itself if that is one.
    pub peer_address: Option<String>,
    /// `cgw-…`.
    pub gateway: Option<String>,
    /// The lifetime of phase 1 in seconds.
    pub ike_lifetime: Option<u32>,
    /// The lifetime of phase 2 in seconds.
    pub ipsec_lifetime: Option<u32>,
}

/// How far a tunnel's negotiation has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TunnelPhase {
    /// The service has a word that is not known here, or none.
    Unknown,
    /// Phase 1 is not up: nothing was tried yet, or it fails.
    Down,
    /// Phase 1 is up, and phase 2 is under way or fails.
    Phase1,
    /// Both phases are up.
    Up,
}

named_enum! {
    /// What the state of a connection comes to.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum ConnectionVerdict {
        /// Bound to nothing (rule W-01).
        NotBound = "not-bound",
        /// On its way to a router.
        Binding = "binding",
        /// Bound; its addresses are not told yet.
        Bound = "bound",
        /// Bound, and no phase 1 anywhere: the peer has to be set up, or does not agree.
        Waiting = "waiting",
        /// Phase 1 is up, and no tunnel has got further.
        Phase1 = "phase1",
        /// Phase 2 is up wherever it can be, and BGP is not (rule W-07).
        Phase2 = "phase2",
        /// Everything that is configured is up.
        Up = "up",
        /// A tunnel is up and another is not (rule W-06).
        Degraded = "degraded",
        /// It was up and no tunnel is any more.
        Down = "down",
        /// A change is being applied.
        Updating = "updating",
        /// On its way off its router.
        Unbinding = "unbinding",
        /// The account is overdue (rule W-11).
        Locked = "locked",
        /// It has been deleted.
        Gone = "gone",
        /// The service has a word that is not known here.
        Unknown = "unknown",
    }
}

impl TunnelPhase {
    fn of(status: Option<&str>) -> Self {
        match status.map(str::to_ascii_lowercase).as_deref() {
            Some("ike_sa_not_established") => Self::Down,
            Some("ike_sa_established" | "ipsec_sa_not_established") => Self::Phase1,
            Some("ipsec_sa_established") => Self::Up,
            _ => Self::Unknown,
        }
    }
}

impl TunnelStatus {
    /// Whether phase 2 and, where it is on, BGP are up.
    pub fn is_complete(&self) -> bool {
        self.phase == TunnelPhase::Up && self.has_bgp_or_needs_none()
    }

    /// Whether the service says that phase 2 was refused.
    pub fn has_failed(&self) -> bool {
        self.status.as_deref().is_some_and(|it| it.eq_ignore_ascii_case("ipsec_sa_not_established"))
    }

    /// Whether BGP is up or off.
    pub fn has_bgp_or_needs_none(&self) -> bool {
        self.bgp.as_deref().is_none_or(|bgp| bgp.eq_ignore_ascii_case("success"))
    }
}

impl ConnectionStatus {
    /// Reads an answer; `gateways` tell the devices' addresses.
    pub fn of(
        connection: &VpnConnection,
        region: &str,
        gateways: &[CustomerGateway],
        sandbox: bool,
    ) -> Self {
        let bgp = connection.bgp_enabled == Some(true);
        let mode = if connection.tunnels.is_empty() { Mode::Single } else { Mode::Dual };
        let tunnels = match mode {
            Mode::Dual => {
                let numbered = connection.tunnels.iter().zip(1_u8..);
                numbered.map(|(one, number)| tunnel(one, number, bgp, gateways)).collect()
            }
            Mode::Single => vec![single_tunnel(connection, bgp, gateways)],
        };
        let is_bound = connection.attach_type.as_deref() != Some("NO_ASSOCIATED");
        Self {
            id: connection.id.clone(),
            name: connection.name.clone(),
            region: region.to_owned(),
            mode,
            state: connection.state.clone(),
            bound_to: connection.transit_router.clone().filter(|_| is_bound),
            tunnels,
            created: connection.create_time_ms.and_then(|ms| Timestamp::from_millisecond(ms).ok()),
            negotiates_at_once: connection.negotiates_at_once,
            sandbox,
        }
    }

    /// What it comes to, as far as one answer tells.
    pub fn verdict(&self) -> ConnectionVerdict {
        use ConnectionVerdict as Verdict;
        match self.state_word().as_str() {
            "init" => Verdict::NotBound,
            "attaching" | "provisioning" => Verdict::Binding,
            "updating" | "upgrading" => Verdict::Updating,
            "detaching" => Verdict::Unbinding,
            "financiallocked" => Verdict::Locked,
            "deleted" => Verdict::Gone,
            "attached" | "active" => self.verdict_of_tunnels(),
            _ => Verdict::Unknown,
        }
    }

    fn verdict_of_tunnels(&self) -> ConnectionVerdict {
        use ConnectionVerdict as Verdict;
        let is = |phase| self.tunnels.iter().filter(|tunnel| tunnel.phase == phase).count();
        let up = is(TunnelPhase::Up);
        if self.tunnels.iter().all(TunnelStatus::is_complete) {
            return Verdict::Up;
        }
        if up > 0 {
            let all = up == self.tunnels.len();
            return if all && !self.has_bgp_anywhere() {
                Verdict::Phase2
            } else {
                Verdict::Degraded
            };
        }
        match (is(TunnelPhase::Phase1), is(TunnelPhase::Unknown)) {
            (1.., _) => Verdict::Phase1,
            (0, 1..) => Verdict::Unknown,
            _ if self.tunnels.iter().any(|tunnel| tunnel.address.is_none()) => Verdict::Bound,
            _ => Verdict::Waiting,
        }
    }

    fn has_bgp_anywhere(&self) -> bool {
        self.tunnels.iter().any(TunnelStatus::has_bgp_or_needs_none)
    }

    /// The state in small letters: the service writes one of them in two ways.
    pub fn state_word(&self) -> String {
        self.state.as_deref().unwrap_or_default().to_ascii_lowercase()
    }

    /// How many tunnels have both phases up.
    pub fn tunnels_up(&self) -> usize {
        self.tunnels.iter().filter(|tunnel| tunnel.phase == TunnelPhase::Up).count()
    }

    /// Whether it is bound and every tunnel has its address.
    pub fn is_bound_with_addresses(&self) -> bool {
        let is_settled = matches!(self.state_word().as_str(), "attached" | "active" | "updating");
        is_settled && self.tunnels.iter().all(|tunnel| tunnel.address.is_some())
    }
}

fn tunnel(tunnel: &Tunnel, number: u8, bgp: bool, gateways: &[CustomerGateway]) -> TunnelStatus {
    TunnelStatus {
        number: tunnel.index.unwrap_or(number),
        id: tunnel.id.clone(),
        phase: TunnelPhase::of(tunnel.status.as_deref()),
        status: tunnel.status.clone(),
        bgp: bgp.then(|| tunnel.bgp_status.clone().unwrap_or_else(|| "false".to_owned())),
        address: tunnel.internet_ip.clone(),
        peer_address: peer(
            tunnel.customer_gateway.as_deref(),
            tunnel.remote_id.as_deref(),
            gateways,
        ),
        gateway: tunnel.customer_gateway.clone(),
        ike_lifetime: tunnel.lifetimes.0,
        ipsec_lifetime: tunnel.lifetimes.1,
    }
}

fn single_tunnel(
    connection: &VpnConnection,
    bgp: bool,
    gateways: &[CustomerGateway],
) -> TunnelStatus {
    let gateway = connection.customer_gateways.first().cloned();
    TunnelStatus {
        number: 1,
        id: None,
        phase: TunnelPhase::of(connection.status.as_deref()),
        status: connection.status.clone(),
        bgp: bgp.then(|| connection.bgp_status.clone().unwrap_or_else(|| "false".to_owned())),
        address: connection.internet_ip.clone(),
        peer_address: peer(gateway.as_deref(), connection.remote_id.as_deref(), gateways),
        gateway,
        ike_lifetime: connection.lifetimes.0,
        ipsec_lifetime: connection.lifetimes.1,
    }
}

fn peer(
    gateway: Option<&str>,
    remote_id: Option<&str>,
    gateways: &[CustomerGateway],
) -> Option<String> {
    let known = gateways.iter().find(|one| Some(one.id.as_str()) == gateway);
    let is_address = |id: &&str| id.parse::<std::net::Ipv4Addr>().is_ok();
    known
        .and_then(|gateway| gateway.ip.clone())
        .or_else(|| remote_id.filter(is_address).map(str::to_owned))
}
