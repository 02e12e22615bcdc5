//! A tunnel as the cloud's side has it: the values of a draft that both ends must agree on.

use std::collections::BTreeMap;

use crate::connection::catalogue::{self, FieldKind};
use crate::connection::{Draft, FieldPath, Key, Mode, Secret};

/// The cloud's side of one tunnel: values by the name of their parameter, without the prefix that
/// says which tunnel.
#[derive(Clone, Default)]
pub struct CloudTunnel {
    /// Its number, from 1.
    pub number: u16,
    values: BTreeMap<String, String>,
    /// The key, where it is known.
    pub key: Option<Secret>,
}

/// The parameters of a tunnel that a device has a counterpart of.
fn tunnel_keys() -> impl Iterator<Item = Key> {
    let others = [
        Key::LocalId,
        Key::RemoteId,
        Key::LocalAsn,
        Key::TunnelCidr,
        Key::LocalBgpIp,
        Key::EnableDpd,
        Key::EnableNatTraversal,
        Key::TunnelIndex,
    ];
    catalogue::PHASE_KEYS.into_iter().chain(others)
}

/// The parameters of the connection that a device has a counterpart of.
const OF_CONNECTION: [Key; 4] =
    [Key::Name, Key::LocalSubnet, Key::RemoteSubnet, Key::EffectImmediately];

/// What BGP alone needs.
const OF_BGP: [&str; 3] = ["LocalAsn", "TunnelCidr", "LocalBgpIp"];

/// What is no value that both ends agree on by the draft: the name, and what [`CloudTunnel::set`] adds.
const NOT_COMPARED: [&str; 4] = ["Name", "GatewayIp", "CustomerGatewayIp", "CustomerGatewayAsn"];

impl CloudTunnel {
    /// A tunnel without any value.
    pub fn new(number: u16) -> Self {
        Self { number, ..Self::default() }
    }

    /// The tunnels of a draft, with the service's defaults where a value is absent.
    pub fn of(draft: &Draft) -> Vec<Self> {
        let dual = draft.mode() == Mode::Dual;
        let numbers = if dual { 1..=draft.tunnels() } else { 1..=1 };
        numbers.map(|number| Self::from_draft(draft, number, dual)).collect()
    }

    fn from_draft(draft: &Draft, number: u16, dual: bool) -> Self {
        let mut tunnel = Self::new(number);
        let path =
            |key| if dual { FieldPath::tunnel(number, key) } else { FieldPath::connection(key) };
        for key in tunnel_keys() {
            let name = key.name();
            if let Some(text) = draft.effective(path(key)).filter(|text| !text.is_empty()) {
                let is_idle = OF_BGP.contains(&name) && !draft.wants_bgp();
                if !is_idle {
                    tunnel.set(name, text);
                }
            }
        }
        // Single mode keeps these on the connection.
        for key in OF_CONNECTION.into_iter().chain(tunnel_keys()) {
            let name = key.name();
            if tunnel.get(name).is_none()
                && !OF_BGP.contains(&name)
                && let Some(text) =
                    draft.effective(FieldPath::connection(key)).filter(|text| !text.is_empty())
            {
                tunnel.set(name, text);
            }
        }
        let key = draft.key(path(Key::Psk)).or_else(|| draft.key(FieldPath::connection(Key::Psk)));
        tunnel.key = key.map(|(key, _)| key.clone());
        tunnel
    }

    /// Gives a parameter its value. Besides those of the request there are `GatewayIp` (the cloud's
    /// address), `CustomerGatewayIp` and `CustomerGatewayAsn`.
    pub fn set(&mut self, name: &str, value: &str) {
        self.values.insert(name.to_owned(), value.to_owned());
    }

    /// Where a parameter of tunnel `number` stands in a draft of that mode: there, or on the connection.
    /// `CustomerGatewayIp` and `CustomerGatewayAsn` are those of the customer gateway, and so lead to it.
    pub fn path(mode: Mode, number: u16, name: &str) -> Option<FieldPath> {
        let key = match name {
            "CustomerGatewayIp" | "CustomerGatewayAsn" => Key::CustomerGatewayId,
            "Psk" => Key::Psk,
            name => {
                let mut all = tunnel_keys().chain(OF_CONNECTION);
                all.find(|key| key.name() == name)?
            }
        };
        let own = FieldPath::connection(key);
        [FieldPath::tunnel(number, key), own].into_iter().find(|path| path.fits(mode))
    }

    /// Whether a name is that of a parameter that a draft has a field for, and no value of the customer gateway
    /// or of the binding.
    pub(super) fn is_parameter(name: &str) -> bool {
        tunnel_keys().chain(OF_CONNECTION).any(|key| key.name() == name)
    }

    /// Whether a parameter has this value among its choices.
    pub(super) fn has_choice(name: &str, value: &str) -> bool {
        let known = tunnel_keys().find(|key| key.name() == name);
        known.is_some_and(|key| match catalogue::field(key).kind {
            FieldKind::Choice(words) => words.contains(&value),
            _ => false,
        })
    }

    /// The value of a parameter.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }

    /// The values of the draft that both ends agree on, by name; not those that come with the binding.
    pub(super) fn of_draft(&self) -> impl Iterator<Item = (&str, &str)> {
        let all = self.values.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        all.filter(|(name, _)| !NOT_COMPARED.contains(name))
    }

    pub(super) fn flag(&self, name: &str) -> Option<bool> {
        self.get(name).map(crate::connection::is_true)
    }

    pub(super) fn number(&self, name: &str) -> Option<u64> {
        self.get(name)?.parse().ok()
    }

    pub(super) fn networks(&self, name: &str) -> Option<Vec<String>> {
        let blocks = crate::connection::value::parse_cidr_list(self.get(name)?)?;
        Some(blocks.into_iter().map(|block| block.trunc().to_string()).collect())
    }
}
