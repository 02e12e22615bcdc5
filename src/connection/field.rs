//! Where a value stands: the mode of the connection, the key of a field, and the level it belongs to.

use super::named_enum::named_enum;

named_enum! {
    /// Whether the connection has two tunnels or one.
    ///
    /// The request has no parameter for this: the presence of `TunnelOptionsSpecification` makes it
    /// dual (API reference).
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Mode {
        /// Two tunnels in two zones, both carrying traffic; what the service accepts today.
        #[default]
        Dual = "dual",
        /// One tunnel; retired by the service on 2024-11-26, still documented.
        Single = "single",
    }
}

/// What a field is about, whatever level of the request it stands on.
///
/// The phase 1 hash is one key, though single mode keeps it in the JSON text `IkeConfig` and dual
/// mode in each tunnel. The order is the order of the catalogue, hence of forms and previews.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the catalogue documents every key")]
pub enum Key {
    RegionId,
    Name,
    CustomerGatewayId,
    NetworkType,
    LocalSubnet,
    RemoteSubnet,
    EffectImmediately,
    AutoConfigRoute,
    EnableTunnelsBgp,
    TunnelIndex,
    Psk,
    IkeVersion,
    IkeMode,
    IkeEncAlg,
    IkeAuthAlg,
    IkePfs,
    IkeLifetime,
    LocalId,
    RemoteId,
    IpsecEncAlg,
    IpsecAuthAlg,
    IpsecPfs,
    IpsecLifetime,
    EnableBgp,
    LocalAsn,
    TunnelCidr,
    LocalBgpIp,
    EnableDpd,
    EnableNatTraversal,
    HealthEnable,
    HealthDestination,
    HealthSource,
    HealthInterval,
    HealthRetry,
    HealthPolicy,
    TunnelBandwidth,
    ResourceGroupId,
    RemoteCaCert,
    TagKey,
    TagValue,
    ClientToken,
    DryRun,
}

/// The level of the request a value stands on. Numbers count from 1, as on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FieldOwner {
    /// The connection itself, including the JSON texts of single mode.
    Connection,
    /// Entry N of `TunnelOptionsSpecification`.
    Tunnel(u16),
    /// Entry N of `Tags`.
    Tag(u16),
}

/// One value's address in a request; prints as its wire name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldPath {
    /// The level it stands on.
    pub owner: FieldOwner,
    /// What it is about.
    pub key: Key,
}

impl FieldPath {
    /// A field of the connection itself.
    pub const fn connection(key: Key) -> Self {
        Self { owner: FieldOwner::Connection, key }
    }

    /// A field of tunnel `number` (1 or 2 in a sound connection).
    pub const fn tunnel(number: u16, key: Key) -> Self {
        Self { owner: FieldOwner::Tunnel(number), key }
    }

    /// A field of tag `number`, from 1.
    pub const fn tag(number: u16, key: Key) -> Self {
        Self { owner: FieldOwner::Tag(number), key }
    }
}

/// The parameter that holds the tunnels of dual mode.
pub const TUNNELS: &str = "TunnelOptionsSpecification";

/// The parameter that holds the tags.
pub const TAGS: &str = "Tags";
