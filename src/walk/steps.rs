//! The steps of the walk and the rows of each: made from the field catalogue, so that a new field is a
//! new entry there and appears here by itself.

use crate::connection::catalogue::FieldKind;
use crate::connection::{FieldOwner, FieldPath, Key, Mode, catalogue, named_enum};

/// A step of the walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WizardStep {
    /// Two tunnels or one, and the region.
    Mode,
    /// The customer gateway of each tunnel.
    Gateways,
    /// The device at the other end; may be left out.
    Device,
    /// What is the connection's own: name, networks, BGP of both tunnels, tags and the rest.
    Connection,
    /// One tunnel of dual mode, all of it.
    Tunnel(u16),
    /// Phase 1 of single mode.
    Phase1,
    /// Phase 2 of single mode.
    Phase2,
    /// BGP of single mode.
    Bgp,
    /// DPD and NAT traversal of single mode.
    Liveness,
    /// The health check of single mode.
    Health,
    /// Everything together, before it is sent.
    Review,
}

/// The steps of a mode, in order.
pub const fn steps(mode: Mode) -> &'static [WizardStep] {
    match mode {
        Mode::Dual => &[
            WizardStep::Mode,
            WizardStep::Gateways,
            WizardStep::Device,
            WizardStep::Connection,
            WizardStep::Tunnel(1),
            WizardStep::Tunnel(2),
            WizardStep::Review,
        ],
        Mode::Single => &[
            WizardStep::Mode,
            WizardStep::Gateways,
            WizardStep::Device,
            WizardStep::Connection,
            WizardStep::Phase1,
            WizardStep::Phase2,
            WizardStep::Bgp,
            WizardStep::Liveness,
            WizardStep::Health,
            WizardStep::Review,
        ],
    }
}

impl WizardStep {
    /// The word of a step in the bookmark.
    pub fn word(self) -> &'static str {
        match self {
            Self::Mode => "mode",
            Self::Gateways => "gateways",
            Self::Device => "device",
            Self::Connection => "connection",
            Self::Tunnel(2..) => "tunnel-2",
            Self::Tunnel(_) => "tunnel-1",
            Self::Phase1 => "phase-1",
            Self::Phase2 => "phase-2",
            Self::Bgp => "bgp",
            Self::Liveness => "liveness",
            Self::Health => "health-check",
            Self::Review => "review",
        }
    }

    /// The step of this word in a mode.
    pub fn from_word(word: &str, mode: Mode) -> Option<Self> {
        steps(mode).iter().copied().find(|step| step.word() == word)
    }
}

named_enum! {
    /// The parts that the fields of a step stand in.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Section {
        /// Region, and in dual mode whether BGP runs over both tunnels.
        Start = "section-start",
        /// The customer gateway.
        Gateway = "section-gateway",
        /// Name and networks.
        Connection = "section-connection",
        /// Phase 1.
        Phase1 = "section-phase-1",
        /// Phase 2.
        Phase2 = "section-phase-2",
        /// BGP.
        Bgp = "section-bgp",
        /// DPD and NAT traversal.
        Liveness = "section-liveness",
        /// The health check.
        Health = "section-health",
        /// What most connections leave alone.
        More = "section-more",
        /// Tags.
        Tags = "section-tags",
        /// Nobody's business: written by the wizard itself.
        Hidden = "section-hidden",
    }
}

/// The part a field belongs to. Without a wildcard, so that no new field is forgotten.
pub const fn section(key: Key) -> Section {
    match key {
        // What the customer gateways and the networks have to fit is chosen before them.
        Key::RegionId | Key::EnableTunnelsBgp => Section::Start,
        Key::CustomerGatewayId => Section::Gateway,
        Key::Name
        | Key::NetworkType
        | Key::LocalSubnet
        | Key::RemoteSubnet
        | Key::EffectImmediately
        | Key::AutoConfigRoute => Section::Connection,
        Key::Psk
        | Key::IkeVersion
        | Key::IkeMode
        | Key::IkeEncAlg
        | Key::IkeAuthAlg
        | Key::IkePfs
        | Key::IkeLifetime
        | Key::LocalId
        | Key::RemoteId => Section::Phase1,
        Key::IpsecEncAlg | Key::IpsecAuthAlg | Key::IpsecPfs | Key::IpsecLifetime => {
            Section::Phase2
        }
        Key::EnableBgp | Key::LocalAsn | Key::TunnelCidr | Key::LocalBgpIp => Section::Bgp,
        Key::EnableDpd | Key::EnableNatTraversal => Section::Liveness,
        Key::HealthEnable
        | Key::HealthDestination
        | Key::HealthSource
        | Key::HealthInterval
        | Key::HealthRetry
        | Key::HealthPolicy => Section::Health,
        Key::TunnelBandwidth
        | Key::ResourceGroupId
        | Key::RemoteCaCert
        | Key::ClientToken
        | Key::DryRun => Section::More,
        Key::TagKey | Key::TagValue => Section::Tags,
        Key::TunnelIndex => Section::Hidden,
    }
}

/// The step where a field is filled in.
pub fn step_of(path: FieldPath, mode: Mode) -> WizardStep {
    match (section(path.key), path.owner, mode) {
        (Section::Start, ..) => WizardStep::Mode,
        (Section::Gateway, ..) => WizardStep::Gateways,
        (Section::Hidden, FieldOwner::Tunnel(number), Mode::Dual)
        | (_, FieldOwner::Tunnel(number), Mode::Dual) => WizardStep::Tunnel(number.clamp(1, 2)),
        (Section::Phase1, _, Mode::Single) => WizardStep::Phase1,
        (Section::Phase2, _, Mode::Single) => WizardStep::Phase2,
        (Section::Bgp, _, Mode::Single) => WizardStep::Bgp,
        (Section::Liveness, _, Mode::Single) => WizardStep::Liveness,
        (Section::Health, _, Mode::Single) => WizardStep::Health,
        _ => WizardStep::Connection,
    }
}

/// How a field is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputKind {
    /// Letters, in one line.
    Line,
    /// One of a few words.
    Choice(&'static [&'static str]),
    /// A region, chosen or typed.
    Region,
    /// A pre-shared key.
    Secret,
    /// A text of several lines, pasted or written in an editor.
    Text,
    /// A customer gateway, on a screen of its own.
    Gateway,
}

/// How a field is filled in.
pub fn entry(path: FieldPath) -> InputKind {
    match catalogue::field(path.key).kind {
        FieldKind::Choice(words) => InputKind::Choice(words),
        FieldKind::Flag => InputKind::Choice(&["true", "false"]),
        FieldKind::Key(_) => InputKind::Secret,
        FieldKind::Pem => InputKind::Text,
        _ if path.key == Key::RegionId => InputKind::Region,
        _ if path.key == Key::CustomerGatewayId => InputKind::Gateway,
        _ => InputKind::Line,
    }
}
