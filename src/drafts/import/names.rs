//! What a name means, however a tool spells it: `Tags.1.Key`, `tunnel_options_specification`,
//! `tunnelOptionsSpecification`.

use crate::connection::catalogue::{self, FIELDS};
use crate::connection::{FieldOwner, FieldPath, TAGS, TUNNELS};

/// More entries than this in a list are not read; the service takes 2 tunnels and 20 tags.
pub(super) const LONGEST_LIST: u16 = 1000;

/// No name is longer, whatever stands between its letters.
const LONGEST_NAME: usize = 100;

/// A level of the request, where names mean what they mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    /// The request itself.
    Request,
    /// One of single mode's configurations.
    Group(&'static str),
    /// The list of tunnels.
    Tunnels,
    /// A tunnel.
    Tunnel(u16),
    /// One of a tunnel's configurations.
    Part(u16, &'static str),
    /// The list of tags.
    Tags,
    /// A tag.
    Tag(u16),
}

/// What a name means that does not follow from the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    /// What the request calls by this other name.
    As(&'static str),
    /// A wrapper around what belongs to this very level.
    Wrapper,
    /// The address this connection or tunnel was given.
    OwnAddress,
    /// Which of a VPN gateway's tunnels it is, in words.
    Role,
    /// Part of a connection of a VPN gateway, which one for a transit router does not have.
    NoPlace,
    /// Nothing that a request has; a report has it for information.
    Information,
}

/// How one source writes requests.
pub(super) struct NamingDialect {
    /// Whether it reports a connection that exists: it has names for the connection's state, and empty
    /// texts, and zero where zero is no value, stand for what is absent.
    pub reports: bool,
    /// Whether unknown names are slips worth a suggestion.
    pub suggests: bool,
    /// Whether pre-shared keys are taken from where they are kept apart.
    pub keys_apart: bool,
    /// Whether `${…}` inside a text refers to something else.
    pub interpolates: bool,
}

impl NamingDialect {
    /// A request as somebody wrote it.
    pub const REQUEST: Self =
        Self { reports: false, suggests: true, keys_apart: false, interpolates: false };
    /// A connection as the service or a tool reports it.
    pub const REPORT: Self =
        Self { reports: true, suggests: false, keys_apart: false, interpolates: false };
}

/// The names that no rule of spelling derives from the catalogue, for all sources: the level (as
/// [`Level::name`] calls it), the name as [`fold`] gives it, and its meaning.
const ALIASES: &[(&str, &str, Meaning)] = &[
    // The Terraform provider, and Pulumi's, which is made from it.
    ("", "vpnattachmentname", Meaning::As("Name")),
    ("", "vpnconnectionname", Meaning::As("Name")),
    ("BgpConfig", "enable", Meaning::As("EnableBgp")),
    ("IkeConfig", "ikelocalid", Meaning::As("LocalId")),
    ("IkeConfig", "ikeremoteid", Meaning::As("RemoteId")),
    ("TunnelIkeConfig", "ikelocalid", Meaning::As("LocalId")),
    ("TunnelIkeConfig", "ikeremoteid", Meaning::As("RemoteId")),
    // The official command line with its plug-ins, where --region only chooses the endpoint.
    ("", "bizregionid", Meaning::As("RegionId")),
    // Answers of the service.
    ("", "vcohealthcheck", Meaning::As("HealthCheckConfig")),
    ("", "vpnbgpconfig", Meaning::As("BgpConfig")),
    ("", "remotecacertificate", Meaning::As("RemoteCaCert")),
    ("", "internetip", Meaning::OwnAddress),
    ("Tunnel", "internetip", Meaning::OwnAddress),
    ("TunnelOptionsSpecification", "tunneloptions", Meaning::Wrapper),
    ("Tags", "tag", Meaning::Wrapper),
    // Connections of VPN gateways.
    ("", "vpngatewayid", Meaning::NoPlace),
    ("Tunnel", "role", Meaning::Role),
];

/// The names under which reports tell of a connection's state, in the same form.
const INFORMATION: &[(&str, &[&str])] = &[
    (
        "",
        &[
            "id",
            "requestid",
            "vpnconnectionid",
            "createtime",
            "state",
            "status",
            "attachtype",
            "attachinstanceid",
            "transitrouterid",
            "transitroutername",
            "spec",
            "zoneno",
            "crossaccountauthorized",
            "code",
            "message",
            "success",
            "timeouts",
        ],
    ),
    ("Tunnel", &["tunnelid", "state", "status", "zoneno"]),
    ("BgpConfig", &["peerasn", "peerbgpip", "status", "authkey"]),
    ("HealthCheckConfig", &["status"]),
    ("TunnelBgpConfig", &["peerasn", "peerbgpip", "bgpstatus", "authkey"]),
];

impl Level {
    /// What the tables of names call it.
    fn name(self) -> &'static str {
        match self {
            Self::Request => "",
            Self::Group(group) => group,
            Self::Tunnels => TUNNELS,
            Self::Tunnel(_) => "Tunnel",
            Self::Part(_, part) => part,
            Self::Tags => TAGS,
            Self::Tag(_) => "Tag",
        }
    }
}

fn meaning(dialect: &NamingDialect, level: Level, folded: &str) -> Option<Meaning> {
    let is_key = matches!(level, Level::Group(_) | Level::Part(..)) && folded == "psk";
    if dialect.keys_apart && is_key {
        return Some(Meaning::Information);
    }
    let name = level.name();
    let alias = ALIASES.iter().find(|(at, alias, _)| *at == name && *alias == folded);
    let is_information = || {
        dialect.reports
            && INFORMATION.iter().any(|(at, names)| *at == name && names.contains(&folded))
    };
    alias
        .map(|(_, _, meaning)| *meaning)
        .or_else(|| is_information().then_some(Meaning::Information))
}

enum PathSegment {
    Level(Level),
    Leaf(FieldPath),
}

/// Where a name leads.
pub(super) enum NameTarget {
    /// To a level.
    Level(Level),
    /// To a value.
    Leaf(FieldPath),
    /// To the address that was given to the connection or a tunnel.
    Address(FieldOwner),
    /// To the role of a tunnel.
    Role(u16),
    /// To what belongs to a VPN gateway.
    NoPlace,
    /// To what the source reports for information.
    Nothing,
    /// Past the end of any list.
    TooMany,
    /// Nowhere.
    Unknown,
}

/// Where a name leads that may go down several levels, `IkeConfig.Psk`.
pub(super) fn find(dialect: &NamingDialect, from: Level, name: &str) -> NameTarget {
    let mut level = from;
    let mut parts = name.split('.');
    while let Some(part) = parts.next() {
        if part.len() > LONGEST_NAME {
            return NameTarget::Unknown;
        }
        let folded = fold(part);
        let folded = match (meaning(dialect, level, &folded), level) {
            (None, _) => folded,
            (Some(Meaning::As(other)), _) => fold(other),
            (Some(Meaning::Wrapper), _) => continue,
            (Some(Meaning::OwnAddress), _) => return NameTarget::Address(owner(level)),
            (Some(Meaning::Role), Level::Tunnel(number)) => return NameTarget::Role(number),
            (Some(Meaning::NoPlace | Meaning::Role), _) => return NameTarget::NoPlace,
            (Some(Meaning::Information), _) => return NameTarget::Nothing,
        };
        match step(level, &folded) {
            Some(PathSegment::Level(Level::Tunnel(number) | Level::Tag(number)))
                if number > LONGEST_LIST =>
            {
                return NameTarget::TooMany;
            }
            Some(PathSegment::Level(inner)) => level = inner,
            Some(PathSegment::Leaf(path)) if parts.next().is_none() => {
                return NameTarget::Leaf(path);
            }
            _ => return NameTarget::Unknown,
        }
    }
    NameTarget::Level(level)
}

/// The letters and digits of a name, small: the same for `IkeAuthAlg`, `ike_auth_alg`, `ikeAuthAlg`.
pub(super) fn fold(name: &str) -> String {
    name.chars()
        .filter(|letter| !matches!(letter, '_' | '-'))
        .map(|letter| letter.to_ascii_lowercase())
        .collect()
}

fn is(wire: &str, folded: &str) -> bool {
    wire.eq_ignore_ascii_case(folded)
}

fn owner(level: Level) -> FieldOwner {
    match level {
        Level::Tunnel(number) | Level::Part(number, _) => FieldOwner::Tunnel(number),
        Level::Tag(number) => FieldOwner::Tag(number),
        Level::Request | Level::Group(_) | Level::Tunnels | Level::Tags => FieldOwner::Connection,
    }
}

/// One step down from a level.
fn step(level: Level, folded: &str) -> Option<PathSegment> {
    match level {
        // Terraform's provider and old SDKs write `Tag` where the reference has `Tags`.
        Level::Request if is(TAGS, folded) || folded == "tag" => {
            Some(PathSegment::Level(Level::Tags))
        }
        Level::Request if is(TUNNELS, folded) => Some(PathSegment::Level(Level::Tunnels)),
        Level::Request => catalogue::json_groups()
            .find(|group| is(group, folded))
            .map(|group| PathSegment::Level(Level::Group(group)))
            .or_else(|| {
                let own =
                    |field: &&catalogue::Field| field.own.is_some_and(|own| is(own.wire, folded));
                let field = FIELDS.iter().find(own)?;
                Some(PathSegment::Leaf(FieldPath::connection(field.key)))
            }),
        Level::Group(group) => {
            let inside = |field: &&catalogue::Field| {
                field
                    .own
                    .and_then(catalogue::ConnectionParam::in_group)
                    .is_some_and(|(name, key)| name == group && is(key, folded))
            };
            Some(PathSegment::Leaf(FieldPath::connection(FIELDS.iter().find(inside)?.key)))
        }
        Level::Tunnels => Some(PathSegment::Level(Level::Tunnel(number(folded)?))),
        Level::Tags => Some(PathSegment::Level(Level::Tag(number(folded)?))),
        Level::Tunnel(number) => FIELDS.iter().find_map(|field| {
            let wire = field.tunnel?;
            match wire.split_once('.') {
                Some((part, _)) if is(part, folded) => {
                    Some(PathSegment::Level(Level::Part(number, part)))
                }
                None if is(wire, folded) => {
                    Some(PathSegment::Leaf(FieldPath::tunnel(number, field.key)))
                }
                _ => None,
            }
        }),
        Level::Part(number, part) => {
            let inside = |field: &&catalogue::Field| {
                field
                    .tunnel
                    .and_then(|wire| wire.split_once('.'))
                    .is_some_and(|(name, key)| name == part && is(key, folded))
            };
            Some(PathSegment::Leaf(FieldPath::tunnel(number, FIELDS.iter().find(inside)?.key)))
        }
        Level::Tag(number) => {
            let field = FIELDS.iter().find(|field| field.tag.is_some_and(|tag| is(tag, folded)))?;
            Some(PathSegment::Leaf(FieldPath::tag(number, field.key)))
        }
    }
}

/// A plain number from 1; the largest there is for what is larger still.
fn number(text: &str) -> Option<u16> {
    let plain = !text.is_empty()
        && !text.starts_with('0')
        && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().unwrap_or(u16::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wire_name_is_found_in_every_spelling() {
        let dialect = NamingDialect::REQUEST;
        for path in FieldPath::all(2, 2) {
            let wire = path.to_string();
            let mut snake = String::new();
            for letter in wire.chars() {
                if letter.is_ascii_uppercase() && !snake.is_empty() && !snake.ends_with('.') {
                    snake.push('_');
                }
                snake.push(letter.to_ascii_lowercase());
            }
            let (kebab, camel) = (snake.replace('_', "-"), lower_camel(&wire));
            let folded = wire.to_ascii_lowercase();
            for name in [wire, folded, snake, kebab, camel] {
                let found = find(&dialect, Level::Request, &name);
                assert!(matches!(found, NameTarget::Leaf(there) if there == path), "{name}");
            }
        }
    }

    fn lower_camel(wire: &str) -> String {
        let levels = wire.split('.').map(|level| {
            let (first, rest) = level.split_at(1);
            first.to_ascii_lowercase() + rest
        });
        levels.collect::<Vec<_>>().join(".")
    }

    #[test]
    fn every_alias_leads_somewhere_and_stands_in_folded_form() {
        for (level, name, meaning) in ALIASES {
            assert_eq!(fold(name), *name, "{level}");
            let Meaning::As(target) = meaning else { continue };
            let from = match *level {
                "" => Level::Request,
                "TunnelIkeConfig" => Level::Part(1, level),
                group => Level::Group(group),
            };
            assert!(step(from, &fold(target)).is_some(), "{level} {name}");
        }
    }
}
