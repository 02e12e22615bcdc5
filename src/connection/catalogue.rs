//! Every request parameter of `CreateVpnAttachment`, written down once, as data.
//!
//! Forms, rules, previews, the draft reader, the flat request and the sandbox all walk this list; a
//! new field is a new entry. Names, values, ranges and defaults are those of the API reference of
//! the VPC API, version 2016-04-28, and where that is silent of the API metadata shipped with the
//! official CLI. Labels and help stand in `assets/locales`, under `field-KEY`.

use super::field::{Key, Mode};

/// One request parameter.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// What it is about.
    pub key: Key,
    /// As a parameter of the connection itself.
    pub own: Option<ConnectionParam>,
    /// Its name below `TunnelOptionsSpecification.N`.
    pub tunnel: Option<&'static str>,
    /// Its name below `Tags.N`.
    pub tag: Option<&'static str>,
    /// What may be entered.
    pub kind: FieldKind,
    /// What the service uses where the parameter is absent.
    pub default: Defaults,
    /// When it means anything.
    pub applies: FieldCondition,
    /// Whether the service refuses a request without it.
    pub required: bool,
}

impl Key {
    /// Its wire name without the groups before it, such as `IkeVersion`: the same on the connection and on a
    /// tunnel.
    pub fn name(self) -> &'static str {
        let Field { own, tunnel, tag, .. } = field(self);
        let wire = tunnel.or(own.map(|own| own.wire)).or(*tag).unwrap_or_default();
        wire.rsplit('.').next().unwrap_or(wire)
    }

    /// Whether its value is a secret: a pre-shared key.
    pub fn is_secret(self) -> bool {
        matches!(field(self).kind, FieldKind::Key(_))
    }
}

/// A parameter at the connection's own level.
#[derive(Clone, Copy, Debug)]
pub struct ConnectionParam {
    /// `Name`, or `IkeConfig.IkeVersion` for a key inside one of single mode's JSON texts.
    pub wire: &'static str,
    /// The modes that know it.
    pub modes: SupportedModes,
}

impl ConnectionParam {
    /// The JSON text of single mode that holds this value, and its key there.
    pub fn in_group(self) -> Option<(&'static str, &'static str)> {
        self.wire.split_once('.')
    }
}

/// The modes that know a parameter at the connection's own level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SupportedModes {
    /// Dual-tunnel and single-tunnel.
    Both,
    /// Single-tunnel only.
    Single,
    /// Dual-tunnel only.
    Dual,
}

impl SupportedModes {
    /// Whether `mode` is among them.
    pub fn include(self, mode: Mode) -> bool {
        matches!(
            (self, mode),
            (Self::Both, _) | (Self::Single, Mode::Single) | (Self::Dual, Mode::Dual)
        )
    }
}

/// What may be entered, and how it looks in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// One line of at most so many characters.
    Text(usize),
    /// Several lines: a certificate in PEM form.
    Pem,
    /// `true` or `false`.
    Flag,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A whole number of seconds, both ends included.
    Seconds(u32, u32),
    /// A whole number from 1, without a documented upper end.
    Count,
    /// 1 or 2.
    TunnelNumber,
    /// An autonomous system number, plain or as `high.low`.
    Asn,
    /// One IPv4 address.
    Address,
    /// IPv4 CIDR blocks, separated by plain commas.
    Blocks,
    /// A /30 inside 169.254.0.0/16.
    TunnelCidr,
    /// A pre-shared key of at most so many characters; never shown.
    Key(usize),
    /// The id of another object, with its usual first letters.
    Id(&'static str),
}

/// What the service uses where a parameter is absent; the two modes differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Defaults {
    /// In single-tunnel mode.
    pub single: Option<&'static str>,
    /// In dual-tunnel mode.
    pub dual: Option<&'static str>,
}

impl Defaults {
    /// The default of this mode.
    pub const fn of(self, mode: Mode) -> Option<&'static str> {
        match mode {
            Mode::Single => self.single,
            Mode::Dual => self.dual,
        }
    }
}

/// When a parameter means anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldCondition {
    /// Always.
    Always,
    /// While BGP is on.
    WithBgp,
    /// While the health check is on.
    WithHealthCheck,
}

/// The ciphers of both phases; `aes` is AES-128-CBC.
pub const CIPHERS: &[&str] = &["aes", "aes192", "aes256", "des", "3des"];
/// The hashes of both phases.
pub const HASHES: &[&str] = &["md5", "sha1", "sha256", "sha384", "sha512"];
/// The Diffie-Hellman groups of phase 1.
pub const GROUPS: &[&str] = &["group1", "group2", "group5", "group14"];
/// The Diffie-Hellman groups of phase 2, which may do without.
pub const PFS: &[&str] = &["disabled", "group1", "group2", "group5", "group14"];
/// The settings of phase 1 and phase 2 that both ends of a tunnel must share, in the order of the form.
pub const PHASE_KEYS: [Key; 10] = [
    Key::IkeVersion,
    Key::IkeMode,
    Key::IkeEncAlg,
    Key::IkeAuthAlg,
    Key::IkePfs,
    Key::IkeLifetime,
    Key::IpsecEncAlg,
    Key::IpsecAuthAlg,
    Key::IpsecPfs,
    Key::IpsecLifetime,
];
/// Those of phase 1 among them.
pub const PHASE1_KEYS: &[Key] = PHASE_KEYS.split_at(6).0;
/// Those of phase 2 among them.
pub const PHASE2_KEYS: &[Key] = PHASE_KEYS.split_at(6).1;
/// Lifetimes of both phases, in seconds.
const LIFETIME: FieldKind = FieldKind::Seconds(0, 86_400);

const NONE: Defaults = Defaults { single: None, dual: None };

const fn same(value: &'static str) -> Defaults {
    Defaults { single: Some(value), dual: Some(value) }
}

const fn by_mode(single: &'static str, dual: &'static str) -> Defaults {
    Defaults { single: Some(single), dual: Some(dual) }
}

impl Field {
    const fn new(key: Key, kind: FieldKind) -> Self {
        Self {
            key,
            own: None,
            tunnel: None,
            tag: None,
            kind,
            default: NONE,
            applies: FieldCondition::Always,
            required: false,
        }
    }

    const fn both(mut self, wire: &'static str) -> Self {
        self.own = Some(ConnectionParam { wire, modes: SupportedModes::Both });
        self
    }

    const fn single(mut self, wire: &'static str) -> Self {
        self.own = Some(ConnectionParam { wire, modes: SupportedModes::Single });
        self
    }

    const fn dual(mut self, wire: &'static str) -> Self {
        self.own = Some(ConnectionParam { wire, modes: SupportedModes::Dual });
        self
    }

    const fn tunnel(mut self, wire: &'static str) -> Self {
        self.tunnel = Some(wire);
        self
    }

    const fn tag(mut self, wire: &'static str) -> Self {
        self.tag = Some(wire);
        self
    }

    const fn default(mut self, default: Defaults) -> Self {
        self.default = default;
        self
    }

    const fn when(mut self, applies: FieldCondition) -> Self {
        self.applies = applies;
        self
    }

    const fn required(mut self) -> Self {
        self.required = true;
        self
    }
}

/// Every field, in the order of forms and previews.
pub const FIELDS: &[Field] = &[
    Field::new(Key::RegionId, FieldKind::Text(64)).both("RegionId").required(),
    Field::new(Key::Name, FieldKind::Text(100)).both("Name"),
    Field::new(Key::CustomerGatewayId, FieldKind::Id("cgw-"))
        .single("CustomerGatewayId")
        .tunnel("CustomerGatewayId")
        .required(),
    Field::new(Key::NetworkType, FieldKind::Choice(&["public", "private"]))
        .both("NetworkType")
        .default(same("public")),
    Field::new(Key::LocalSubnet, FieldKind::Blocks).both("LocalSubnet").required(),
    Field::new(Key::RemoteSubnet, FieldKind::Blocks).both("RemoteSubnet").required(),
    Field::new(Key::EffectImmediately, FieldKind::Flag)
        .both("EffectImmediately")
        .default(same("false")),
    Field::new(Key::AutoConfigRoute, FieldKind::Flag).both("AutoConfigRoute").default(same("true")),
    Field::new(Key::EnableTunnelsBgp, FieldKind::Flag)
        .dual("EnableTunnelsBgp")
        .default(same("false")),
    Field::new(Key::TunnelIndex, FieldKind::TunnelNumber).tunnel("TunnelIndex"),
    Field::new(Key::Psk, FieldKind::Key(100)).single("IkeConfig.Psk").tunnel("TunnelIkeConfig.Psk"),
    Field::new(Key::IkeVersion, FieldKind::Choice(&["ikev1", "ikev2"]))
        .single("IkeConfig.IkeVersion")
        .tunnel("TunnelIkeConfig.IkeVersion")
        .default(by_mode("ikev1", "ikev2")),
    Field::new(Key::IkeMode, FieldKind::Choice(&["main", "aggressive"]))
        .single("IkeConfig.IkeMode")
        .tunnel("TunnelIkeConfig.IkeMode")
        .default(same("main")),
    Field::new(Key::IkeEncAlg, FieldKind::Choice(CIPHERS))
        .single("IkeConfig.IkeEncAlg")
        .tunnel("TunnelIkeConfig.IkeEncAlg")
        .default(same("aes")),
    Field::new(Key::IkeAuthAlg, FieldKind::Choice(HASHES))
        .single("IkeConfig.IkeAuthAlg")
        .tunnel("TunnelIkeConfig.IkeAuthAlg")
        .default(by_mode("md5", "sha1")),
    Field::new(Key::IkePfs, FieldKind::Choice(GROUPS))
        .single("IkeConfig.IkePfs")
        .tunnel("TunnelIkeConfig.IkePfs")
        .default(same("group2")),
    Field::new(Key::IkeLifetime, LIFETIME)
        .single("IkeConfig.IkeLifetime")
        .tunnel("TunnelIkeConfig.IkeLifetime")
        .default(same("86400")),
    Field::new(Key::LocalId, FieldKind::Text(100))
        .single("IkeConfig.LocalId")
        .tunnel("TunnelIkeConfig.LocalId"),
    Field::new(Key::RemoteId, FieldKind::Text(100))
        .single("IkeConfig.RemoteId")
        .tunnel("TunnelIkeConfig.RemoteId"),
    Field::new(Key::IpsecEncAlg, FieldKind::Choice(CIPHERS))
        .single("IpsecConfig.IpsecEncAlg")
        .tunnel("TunnelIpsecConfig.IpsecEncAlg")
        .default(same("aes")),
    Field::new(Key::IpsecAuthAlg, FieldKind::Choice(HASHES))
        .single("IpsecConfig.IpsecAuthAlg")
        .tunnel("TunnelIpsecConfig.IpsecAuthAlg")
        .default(by_mode("md5", "sha1")),
    Field::new(Key::IpsecPfs, FieldKind::Choice(PFS))
        .single("IpsecConfig.IpsecPfs")
        .tunnel("TunnelIpsecConfig.IpsecPfs")
        .default(same("group2")),
    Field::new(Key::IpsecLifetime, LIFETIME)
        .single("IpsecConfig.IpsecLifetime")
        .tunnel("TunnelIpsecConfig.IpsecLifetime")
        .default(same("86400")),
    Field::new(Key::EnableBgp, FieldKind::Flag)
        .single("BgpConfig.EnableBgp")
        .default(same("false")),
    Field::new(Key::LocalAsn, FieldKind::Asn)
        .single("BgpConfig.LocalAsn")
        .tunnel("TunnelBgpConfig.LocalAsn")
        .default(same("45104"))
        .when(FieldCondition::WithBgp),
    Field::new(Key::TunnelCidr, FieldKind::TunnelCidr)
        .single("BgpConfig.TunnelCidr")
        .tunnel("TunnelBgpConfig.TunnelCidr")
        .when(FieldCondition::WithBgp),
    Field::new(Key::LocalBgpIp, FieldKind::Address)
        .single("BgpConfig.LocalBgpIp")
        .tunnel("TunnelBgpConfig.LocalBgpIp")
        .when(FieldCondition::WithBgp),
    Field::new(Key::EnableDpd, FieldKind::Flag)
        .single("EnableDpd")
        .tunnel("EnableDpd")
        .default(same("true")),
    Field::new(Key::EnableNatTraversal, FieldKind::Flag)
        .single("EnableNatTraversal")
        .tunnel("EnableNatTraversal")
        .default(same("true")),
    Field::new(Key::HealthEnable, FieldKind::Flag)
        .single("HealthCheckConfig.enable")
        .default(same("false")),
    Field::new(Key::HealthDestination, FieldKind::Address)
        .single("HealthCheckConfig.dip")
        .when(FieldCondition::WithHealthCheck),
    Field::new(Key::HealthSource, FieldKind::Address)
        .single("HealthCheckConfig.sip")
        .when(FieldCondition::WithHealthCheck),
    Field::new(Key::HealthInterval, FieldKind::Count)
        .single("HealthCheckConfig.interval")
        .default(same("3"))
        .when(FieldCondition::WithHealthCheck),
    Field::new(Key::HealthRetry, FieldKind::Count)
        .single("HealthCheckConfig.retry")
        .default(same("3"))
        .when(FieldCondition::WithHealthCheck),
    Field::new(Key::HealthPolicy, FieldKind::Choice(&["revoke_route", "reserve_route"]))
        .single("HealthCheckConfig.Policy")
        .default(same("revoke_route"))
        .when(FieldCondition::WithHealthCheck),
    Field::new(Key::TunnelBandwidth, FieldKind::Choice(&["Standard", "Large"]))
        .both("TunnelBandwidth")
        .default(same("Standard")),
    Field::new(Key::ResourceGroupId, FieldKind::Id("rg-")).both("ResourceGroupId"),
    Field::new(Key::RemoteCaCert, FieldKind::Pem).both("RemoteCaCert"),
    Field::new(Key::TagKey, FieldKind::Text(64)).tag("Key").required(),
    Field::new(Key::TagValue, FieldKind::Text(128)).tag("Value"),
    Field::new(Key::ClientToken, FieldKind::Text(64)).both("ClientToken"),
    Field::new(Key::DryRun, FieldKind::Flag).both("DryRun").default(same("false")),
];

/// The entry of a key.
pub const fn field(key: Key) -> &'static Field {
    // The list stands in the order of the keys; a test holds it to that.
    &FIELDS[key as usize]
}

/// The JSON texts of single mode, in the order they are sent.
pub fn json_groups() -> impl Iterator<Item = &'static str> {
    let mut last = "";
    FIELDS.iter().filter_map(move |field| {
        let (group, _) = field.own?.in_group()?;
        let fresh = group != last;
        last = group;
        fresh.then_some(group)
    })
}

/// Whether a value inside one of single mode's JSON texts is written as a JSON number.
///
/// The reference's samples write lifetimes as numbers and everything in `BgpConfig` and
/// `HealthCheckConfig` as strings.
pub fn is_json_number(key: Key) -> bool {
    matches!(field(key).kind, FieldKind::Seconds(..))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_has_the_same_name_on_the_connection_and_on_a_tunnel() {
        for field in FIELDS.iter().filter(|field| field.tunnel.is_some()) {
            let own = field.own.map_or(field.key.name(), |own| own.wire);
            assert_eq!(own.rsplit('.').next(), Some(field.key.name()));
        }
    }

    #[test]
    fn the_list_stands_in_the_order_of_the_keys() {
        for (index, field) in FIELDS.iter().enumerate() {
            assert_eq!(field.key as usize, index, "{:?}", field.key);
        }
        assert_eq!(FIELDS.len(), Key::DryRun as usize + 1);
    }

    #[test]
    fn every_default_is_an_allowed_value() {
        for field in FIELDS {
            for value in [field.default.single, field.default.dual].into_iter().flatten() {
                if let FieldKind::Choice(words) = field.kind {
                    assert!(words.contains(&value), "{:?}", field.key);
                }
            }
        }
    }

    #[test]
    fn the_json_texts_of_single_mode() {
        let all: Vec<_> = json_groups().collect();
        assert_eq!(all, ["IkeConfig", "IpsecConfig", "BgpConfig", "HealthCheckConfig"]);
    }
}
