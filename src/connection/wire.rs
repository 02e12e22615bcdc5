//! The name a value has on the wire, which its field and its level make.

use std::fmt;

use super::catalogue;
use super::closest::closest;
use super::field::{FieldOwner, FieldPath, Mode, TAGS, TUNNELS};

impl FieldPath {
    /// The name below its level: `IkeConfig.Psk`, or `TunnelIkeConfig.Psk` of a tunnel; `None` where
    /// no such field exists (a tunnel has no name).
    pub fn leaf(self) -> Option<&'static str> {
        let field = catalogue::field(self.key);
        match self.owner {
            FieldOwner::Connection => field.own.map(|own| own.wire),
            FieldOwner::Tunnel(_) => field.tunnel,
            FieldOwner::Tag(_) => field.tag,
        }
    }

    /// Whether the value travels inside one of single mode's JSON texts.
    pub fn is_in_json_text(self) -> bool {
        self.owner == FieldOwner::Connection && self.leaf().is_some_and(|leaf| leaf.contains('.'))
    }

    /// Whether a connection of this mode has such a field.
    pub fn fits(self, mode: Mode) -> bool {
        let field = catalogue::field(self.key);
        match self.owner {
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
        Some(Self::connection(field.key))
    }

    /// The known wire name most like `name`, for "did you mean".
    pub fn nearest(name: &str, mode: Option<Mode>) -> Option<String> {
        let all = Self::all(2, 1).filter(|path| mode.is_none_or(|mode| path.fits(mode)));
        let by_leaf = |path: &Self| path.key.name().eq_ignore_ascii_case(name);
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
            .map(|field| Self::connection(field.key));
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

impl fmt::Display for FieldPath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.owner, self.leaf()) {
            (FieldOwner::Connection, Some(leaf)) => formatter.write_str(leaf),
            (FieldOwner::Tunnel(number), Some(leaf)) => {
                write!(formatter, "{TUNNELS}.{number}.{leaf}")
            }
            (FieldOwner::Tag(number), Some(leaf)) => write!(formatter, "{TAGS}.{number}.{leaf}"),
            (_, None) => write!(formatter, "{:?}", self.key),
        }
    }
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
        assert_eq!(FieldPath::nearest("zzzzqqqq", None), None);
    }
}
