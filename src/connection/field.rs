//! Where a value stands: the key of a field, its place, and the wire name the two make.

use std::fmt;

use super::catalogue::{self, Modes};

/// Whether the connection has two tunnels or one.
///
/// The request has no parameter for this: the presence of `TunnelOptionsSpecification` makes it
/// dual (API reference).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// Two tunnels in two zones, both carrying traffic; what the service accepts today.
    #[default]
    Dual,
    /// One tunnel; retired by the service on 2024-11-26, still documented.
    Single,
}

impl Mode {
    /// The word for this mode in drafts and JSON output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dual => "dual",
            Self::Single => "single",
        }
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
    pub place: FieldOwner,
    /// What it is about.
    pub key: Key,
}

impl FieldPath {
    /// A field of the connection itself.
    pub const fn own(key: Key) -> Self {
        Self { place: FieldOwner::Connection, key }
    }

    /// A field of tunnel `number` (1 or 2 in a sound connection).
    pub const fn tunnel(number: u16, key: Key) -> Self {
        Self { place: FieldOwner::Tunnel(number), key }
    }

    /// A field of tag `number`, from 1.
    pub const fn tag(number: u16, key: Key) -> Self {
        Self { place: FieldOwner::Tag(number), key }
    }

    /// The name below its level: `IkeConfig.Psk`, or `TunnelIkeConfig.Psk` of a tunnel; `None` where
    /// no such field exists (a tunnel has no name).
    pub fn leaf(self) -> Option<&'static str> {
        let field = catalogue::field(self.key);
        match self.place {
            FieldOwner::Connection => field.own.map(|own| own.wire),
            FieldOwner::Tunnel(_) => field.tunnel,
            FieldOwner::Tag(_) => field.tag,
        }
    }

    /// Whether a connection of this mode has such a field.
    pub fn fits(self, mode: Mode) -> bool {
        let field = catalogue::field(self.key);
        match self.place {
            FieldOwner::Connection => field.own.is_some_and(|own| own.modes.include(mode)),
            FieldOwner::Tunnel(_) => field.tunnel.is_some() && mode == Mode::Dual,
            FieldOwner::Tag(_) => field.tag.is_some(),
        }
    }

    /// Reads a wire name such as `TunnelOptionsSpecification.2.TunnelIkeConfig.Psk`.
    ///
    /// Names are matched exactly, as the service does; [`FieldPath::nearest`] helps with the rest.
    pub fn from_wire(name: &str) -> Option<Self> {
        let listed = |prefix: &str| {
            let (number, leaf) = name.strip_prefix(prefix)?.strip_prefix('.')?.split_once('.')?;
            let plain =
                !number.starts_with('0') && number.bytes().all(|byte| byte.is_ascii_digit());
            Some((plain.then(|| number.parse::<u16>().ok())??, leaf))
        };
        if let Some((number, leaf)) = listed(TUNNELS) {
            let field = catalogue::FIELDS.iter().find(|field| field.tunnel == Some(leaf))?;
            return Some(Self::tunnel(number, field.key));
        }
        if let Some((number, leaf)) = listed(TAGS) {
            let field = catalogue::FIELDS.iter().find(|field| field.tag == Some(leaf))?;
            return Some(Self::tag(number, field.key));
        }
        let field =
            catalogue::FIELDS.iter().find(|field| field.own.is_some_and(|own| own.wire == name))?;
        Some(Self::own(field.key))
    }

    /// The known wire name most like `name`, for "did you mean".
    pub fn nearest(name: &str, mode: Option<Mode>) -> Option<String> {
        let all = Self::all(2, 1).filter(|path| mode.is_none_or(|mode| path.fits(mode)));
        let wanted = name.to_ascii_lowercase();
        let by_leaf = |path: &Self| {
            path.leaf().is_some_and(|leaf| {
                leaf.rsplit('.').next().is_some_and(|last| last.eq_ignore_ascii_case(&wanted))
            })
        };
        let names: Vec<Self> = all.collect();
        if let Some(path) = names.iter().find(|path| by_leaf(path)) {
            return Some(path.to_string());
        }
        closest(name, names.iter().map(Self::to_string))
    }

    /// Every field of a request with so many tunnels and tags, in the order of the catalogue.
    pub fn all(tunnels: u16, tags: u16) -> impl Iterator<Item = Self> {
        let own = catalogue::FIELDS
            .iter()
            .filter(|field| field.own.is_some())
            .map(|field| Self::own(field.key));
        let tunnel = (1..=tunnels).flat_map(|number| {
            catalogue::FIELDS
                .iter()
                .filter(|field| field.tunnel.is_some())
                .map(move |field| Self::tunnel(number, field.key))
        });
        let tag = (1..=tags).flat_map(|number| {
            catalogue::FIELDS
                .iter()
                .filter(|field| field.tag.is_some())
                .map(move |field| Self::tag(number, field.key))
        });
        own.chain(tunnel).chain(tag)
    }
}

/// The parameter that holds the tunnels of dual mode.
pub const TUNNELS: &str = "TunnelOptionsSpecification";

/// The parameter that holds the tags.
pub const TAGS: &str = "Tags";

impl fmt::Display for FieldPath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.place, self.leaf()) {
            (FieldOwner::Connection, Some(leaf)) => formatter.write_str(leaf),
            (FieldOwner::Tunnel(number), Some(leaf)) => {
                write!(formatter, "{TUNNELS}.{number}.{leaf}")
            }
            (FieldOwner::Tag(number), Some(leaf)) => write!(formatter, "{TAGS}.{number}.{leaf}"),
            (_, None) => write!(formatter, "{:?}", self.key),
        }
    }
}

impl Modes {
    /// Whether `mode` is among them.
    pub fn include(self, mode: Mode) -> bool {
        matches!(
            (self, mode),
            (Self::Both, _) | (Self::Single, Mode::Single) | (Self::Dual, Mode::Dual)
        )
    }
}

/// The candidate most like `wanted`, if any is near enough to be worth suggesting.
pub fn closest(wanted: &str, candidates: impl Iterator<Item = String>) -> Option<String> {
    // A name of megabytes is no slip of the finger, and the distance would take its time.
    if wanted.len() > 200 {
        return None;
    }
    let lower = wanted.to_ascii_lowercase();
    candidates
        .map(|name| (likeness(&lower, &name.to_ascii_lowercase()), name))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, name)| name)
}

/// From 0 to 1. A single slip, two letters swapped for one, counts as near however short the name.
fn likeness(one: &str, other: &str) -> f64 {
    let length = one.chars().count();
    let allowed = 1 + length / 8;
    // No fewer slips than letters too many or too few, so that most names need no counting.
    let is_near = length.abs_diff(other.chars().count()) <= allowed
        && strsim::osa_distance(one, other) <= allowed;
    strsim::jaro_winkler(one, other).max(if is_near { 0.9 } else { 0.0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wire_name_reads_back_to_its_field() {
        for path in FieldPath::all(2, 3) {
            assert_eq!(FieldPath::from_wire(&path.to_string()), Some(path), "{path}");
        }
    }

    #[test]
    fn numbers_in_names_are_plain() {
        for name in ["Tags.01.Key", "Tags.+1.Key", "Tags..Key", "Tags.99999.Key", "Tags.1"] {
            assert_eq!(FieldPath::from_wire(name), None, "{name}");
        }
    }

    #[test]
    fn a_slip_finds_the_name_meant() {
        assert_eq!(FieldPath::nearest("LocalSubnets", None).as_deref(), Some("LocalSubnet"));
        assert_eq!(
            FieldPath::nearest("TunnelCidr", Some(Mode::Single)).as_deref(),
            Some("BgpConfig.TunnelCidr")
        );
        assert_eq!(closest("Pks", ["Psk".to_owned()].into_iter()).as_deref(), Some("Psk"));
        assert_eq!(FieldPath::nearest("zzzzqqqq", None), None);
    }
}
