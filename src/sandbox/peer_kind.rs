//! How a simulated device differs from the connection it belongs to, as it is written on a command line.

use std::fmt;
use std::str::FromStr;

use ipnet::Ipv4Net;

use crate::connection::catalogue::PHASE_KEYS;
use crate::connection::{Arg, Key, ListStyle, Message, ToMessage, message};
use crate::text::print_as_message;

/// What the device at the far end of a tunnel is like: the mirror image of the tunnel, but for this.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum PeerKind {
    /// `matches`: the mirror image.
    #[default]
    Matches,
    /// `silent`: it answers nothing.
    Silent,
    /// `passive`: it never begins a negotiation, and answers one that the connection begins.
    Passive,
    /// `wrong-psk`: it has another pre-shared key.
    WrongPsk,
    /// `wrong-proposal:FIELD=VALUE[,FIELD=VALUE…]`: it has these settings otherwise. The fields are those of
    /// `TunnelIkeConfig` and `TunnelIpsecConfig` but for key and identities; a value may be one that the
    /// service does not offer.
    WrongProposal(Vec<(Key, String)>),
    /// `wrong-id[:ID]`: it calls itself by another name, 192.168.1.1 unless told: the address it has behind
    /// a NAT device.
    WrongId(Option<String>),
    /// `wrong-subnets[:BLOCK,…]`: it has other blocks on its own side, and takes no narrower ones.
    WrongSubnets(Vec<Ipv4Net>),
    /// `no-bgp`: it does not speak BGP.
    NoBgp,
    /// `wrong-asn[:ASN]`: it takes Alibaba Cloud for another AS, 45104 unless told, which is the service's
    /// default.
    WrongAsn(Option<u32>),
    /// `pfs-at-rekey`: it has the other opinion on PFS, which IKEv2 asks for at the first rekey only.
    PfsAtRekey,
    /// `flaps`: it deletes the tunnel again and again.
    Flaps,
}

/// The device of one tunnel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TunnelPeer {
    /// The tunnel, 1 or 2; a connection in single mode has tunnel 1.
    pub tunnel: u8,
    /// What its device is like.
    pub kind: PeerKind,
}

/// A text that names no kind of device.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct TunnelPeerError {
    /// What was given.
    pub text: String,
}

print_as_message!(TunnelPeerError);

impl ToMessage for TunnelPeerError {
    fn message(&self) -> Message {
        let known = Arg::list(ListStyle::Values, PeerKind::FORMS.iter().copied());
        message!("sandbox-bad-peer", text = &self.text, known)
    }
}

impl PeerKind {
    /// How each kind is written.
    pub const FORMS: &[&str] = &[
        "matches",
        "silent",
        "passive",
        "wrong-psk",
        "wrong-proposal:FIELD=VALUE",
        "wrong-id[:ID]",
        "wrong-subnets[:BLOCKS]",
        "no-bgp",
        "wrong-asn[:ASN]",
        "pfs-at-rekey",
        "flaps",
    ];

    fn read(text: &str) -> Option<Self> {
        let (name, value) = match text.split_once(':') {
            Some((name, value)) => (name, Some(value)),
            None => (text, None),
        };
        Some(match (name, value) {
            ("matches", None) => Self::Matches,
            ("silent", None) => Self::Silent,
            ("passive", None) => Self::Passive,
            ("wrong-psk", None) => Self::WrongPsk,
            ("wrong-proposal", Some(list)) => Self::WrongProposal(settings(list)?),
            ("wrong-id", None) => Self::WrongId(None),
            ("wrong-id", Some(id)) => Self::WrongId(Some(identity(id)?)),
            ("wrong-subnets", None) => Self::WrongSubnets(Vec::new()),
            ("wrong-subnets", Some(list)) => Self::WrongSubnets(blocks(list)?),
            ("no-bgp", None) => Self::NoBgp,
            ("wrong-asn", None) => Self::WrongAsn(None),
            ("wrong-asn", Some(asn)) => {
                Self::WrongAsn(Some(asn.parse().ok().filter(|asn| *asn > 0)?))
            }
            ("pfs-at-rekey", None) => Self::PfsAtRekey,
            ("flaps", None) => Self::Flaps,
            _ => return None,
        })
    }
}

fn settings(list: &str) -> Option<Vec<(Key, String)>> {
    list.split(',')
        .map(|setting| {
            let (name, value) = setting.split_once('=')?;
            let key = PHASE_KEYS.iter().find(|key| key.name() == name)?;
            let is_sound = match key {
                Key::IkeVersion => ["ikev1", "ikev2"].contains(&value),
                Key::IkeMode => ["main", "aggressive"].contains(&value),
                Key::IkeLifetime | Key::IpsecLifetime => {
                    value.parse::<u32>().is_ok_and(|it| it > 0)
                }
                _ => is_word(value),
            };
            is_sound.then(|| (*key, value.to_owned()))
        })
        .collect()
}

/// A device has algorithms that the service has not.
fn is_word(value: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    (1..=32).contains(&value.len()) && value.bytes().all(plain)
}

fn identity(id: &str) -> Option<String> {
    let is_sound = (1..=100).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_graphic());
    is_sound.then(|| id.to_owned())
}

fn blocks(list: &str) -> Option<Vec<Ipv4Net>> {
    list.split(',').map(|block| block.parse().ok()).collect()
}

impl FromStr for TunnelPeer {
    type Err = TunnelPeerError;

    /// Reads `N=KIND`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let read = || {
            let (tunnel, kind) = text.split_once('=')?;
            let tunnel = tunnel.parse().ok().filter(|tunnel| [1, 2].contains(tunnel))?;
            Some(Self { tunnel, kind: PeerKind::read(kind)? })
        };
        read().ok_or_else(|| TunnelPeerError { text: text.to_owned() })
    }
}

impl fmt::Display for PeerKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let valued = |name: &str, value: Option<String>| match value {
            Some(value) => format!("{name}:{value}"),
            None => name.to_owned(),
        };
        let text = match self {
            Self::Matches => "matches".to_owned(),
            Self::Silent => "silent".to_owned(),
            Self::Passive => "passive".to_owned(),
            Self::WrongPsk => "wrong-psk".to_owned(),
            Self::WrongProposal(settings) => {
                let each = settings.iter().map(|(key, value)| format!("{key:?}={value}"));
                format!("wrong-proposal:{}", each.collect::<Vec<_>>().join(","))
            }
            Self::WrongId(id) => valued("wrong-id", id.clone()),
            Self::WrongSubnets(blocks) => {
                let each: Vec<String> = blocks.iter().map(Ipv4Net::to_string).collect();
                valued("wrong-subnets", (!each.is_empty()).then(|| each.join(",")))
            }
            Self::NoBgp => "no-bgp".to_owned(),
            Self::WrongAsn(asn) => valued("wrong-asn", asn.map(|asn| asn.to_string())),
            Self::PfsAtRekey => "pfs-at-rekey".to_owned(),
            Self::Flaps => "flaps".to_owned(),
        };
        formatter.write_str(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_read_as_it_is_written() {
        for text in [
            "matches",
            "silent",
            "passive",
            "wrong-psk",
            "wrong-proposal:IkeEncAlg=aes",
            "wrong-proposal:IkeAuthAlg=sha1,IpsecPfs=disabled",
            "wrong-proposal:IkeLifetime=3600",
            "wrong-id",
            "wrong-id:gate.example.com",
            "wrong-subnets",
            "wrong-subnets:10.9.0.0/16,10.8.0.0/16",
            "no-bgp",
            "wrong-asn",
            "wrong-asn:65099",
            "pfs-at-rekey",
            "flaps",
        ] {
            let read: TunnelPeer = format!("2={text}").parse().unwrap();
            assert_eq!((read.tunnel, read.kind.to_string().as_str()), (2, text));
        }
    }

    #[test]
    fn a_bad_text_is_answered_with_the_known_kinds() {
        for text in [
            "",
            "silent",
            "3=silent",
            "0=silent",
            "1=",
            "1=loud",
            "1=silent:yes",
            "1=wrong-proposal",
            "1=wrong-proposal:Psk=x",
            "1=wrong-proposal:IkeEncAlg=",
            "1=wrong-proposal:IkeEncAlg=a b",
            "1=wrong-proposal:IkeVersion=ikev3",
            "1=wrong-proposal:IpsecLifetime=0",
            "1=wrong-id:",
            "1=wrong-subnets:here",
            "1=wrong-asn:0",
        ] {
            let error = text.parse::<TunnelPeer>().unwrap_err().to_string();
            assert!(
                error.contains("wrong-proposal:FIELD=VALUE") && error.contains("flaps"),
                "{text}"
            );
        }
    }
}
