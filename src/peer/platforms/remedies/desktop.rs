//! pfSense and OPNsense, which are set up on pages: the page, the field and the value to enter.

use super::super::opnsense::PROPOSALS;
use super::table::If::{Has, Is, Mail, Named, V1, V2};
use super::table::{Remedies, Words, as_it_is, lines, modp, number_of, seconds, with_bits};

pub(super) const PFSENSE: Remedies = Remedies {
    words: Words {
        cipher: |_, name| match name {
            "aes" => "AES, 128 bits".to_owned(),
            "aes192" => "AES, 192 bits".to_owned(),
            "aes256" => "AES, 256 bits".to_owned(),
            other => other.to_ascii_uppercase(),
        },
        hash: |_, name| name.to_ascii_uppercase(),
        group: |_, name| match name {
            "disabled" => "off".to_owned(),
            name => number_of(name),
        },
        life: seconds,
    },
    shape: as_it_is,
    common: &[],
    table: &[
        lines(
            &["IkeVersion"],
            &[V2],
            &["VPN > IPsec > Tunnels > {name} > Phase 1 > Key Exchange version: IKEv2"],
        ),
        lines(
            &["IkeVersion"],
            &[V1],
            &["VPN > IPsec > Tunnels > {name} > Phase 1 > Key Exchange version: IKEv1"],
        ),
        lines(
            &["IkeMode"],
            &[Is("aggressive")],
            &["VPN > IPsec > Tunnels > {name} > Phase 1 > Negotiation mode: Aggressive"],
        ),
        lines(
            &["IkeMode"],
            &[],
            &["VPN > IPsec > Tunnels > {name} > Phase 1 > Negotiation mode: Main"],
        ),
        lines(
            &["IkeEncAlg"],
            &[],
            &["VPN > IPsec > Tunnels > {name} > Phase 1 > Encryption Algorithm: {ike.enc}"],
        ),
        lines(
            &["IkeAuthAlg", "prf"],
            &[],
            &["VPN > IPsec > Tunnels > {name} > Phase 1 > Hash: {ike.auth}"],
        ),
        lines(&["IkePfs"], &[], &["VPN > IPsec > Tunnels > {name} > Phase 1 > DH Group: {ike.dh}"]),
        lines(
            &["IkeLifetime"],
            &[],
            &["VPN > IPsec > Tunnels > {name} > Phase 1 > Life Time: {ike.life}"],
        ),
        lines(
            &["IpsecEncAlg"],
            &[],
            &["VPN > IPsec > Tunnels > {name} > Phase 2 > Encryption Algorithms: {esp.enc}"],
        ),
        lines(
            &["IpsecAuthAlg"],
            &[],
            &["VPN > IPsec > Tunnels > {name} > Phase 2 > Hash Algorithms: {esp.auth}"],
        ),
        lines(
            &["IpsecPfs"],
            &[],
            &["VPN > IPsec > Tunnels > {name} > Phase 2 > PFS key group: {esp.pfs}"],
        ),
        lines(
            &["IpsecLifetime"],
            &[],
            &["VPN > IPsec > Tunnels > {name} > Phase 2 > Life Time: {esp.life}"],
        ),
        lines(
            &["LocalId"],
            &[Mail],
            &[
                "VPN > IPsec > Tunnels > {name} > Phase 1 > Peer identifier: User fully qualified domain name / E-mail, {id.remote}",
            ],
        ),
        lines(
            &["LocalId"],
            &[Named],
            &[
                "VPN > IPsec > Tunnels > {name} > Phase 1 > Peer identifier: Fully qualified domain name, {id.remote}",
            ],
        ),
        lines(
            &["LocalId"],
            &[],
            &[
                "VPN > IPsec > Tunnels > {name} > Phase 1 > Peer identifier: IP address, {id.remote}",
            ],
        ),
        lines(
            &["RemoteId"],
            &[Mail],
            &[
                "VPN > IPsec > Tunnels > {name} > Phase 1 > My identifier: User fully qualified domain name / E-mail, {id.local}",
            ],
        ),
        lines(
            &["RemoteId"],
            &[Named],
            &[
                "VPN > IPsec > Tunnels > {name} > Phase 1 > My identifier: Fully qualified domain name, {id.local}",
            ],
        ),
        lines(
            &["RemoteId"],
            &[],
            &["VPN > IPsec > Tunnels > {name} > Phase 1 > My identifier: IP address, {id.local}"],
        ),
        lines(
            &["GatewayIp"],
            &[],
            &["VPN > IPsec > Tunnels > {name} > Phase 1 > Remote Gateway: {peer}"],
        ),
        lines(&["Psk"], &[], &["VPN > IPsec > Tunnels > {name} > Phase 1 > Pre-Shared Key: {key}"]),
        lines(
            &["LocalSubnet", "RemoteSubnet"],
            &[],
            &[
                "VPN > IPsec > Tunnels > {name} > Phase 2 > Local Network: Network, {src}; Remote Network: Network, {dst}",
            ],
        ),
        lines(
            &["EnableDpd"],
            &[Is("false")],
            &["VPN > IPsec > Tunnels > {name} > Phase 1 > Dead Peer Detection: -"],
        ),
        lines(
            &["EnableDpd"],
            &[],
            &[
                "VPN > IPsec > Tunnels > {name} > Phase 1 > Dead Peer Detection: Enable DPD; Delay: 10; Max failures: 3",
            ],
        ),
        lines(
            &["EnableNatTraversal"],
            &[],
            &["VPN > IPsec > Tunnels > {name} > Phase 1 > NAT Traversal: Auto"],
        ),
        lines(
            &["EffectImmediately"],
            &[],
            &[
                "VPN > IPsec > Tunnels > {name} > Phase 1 > Child SA Start Action: Initiate at start",
            ],
        ),
        lines(&["mtu"], &[], &["VPN > IPsec > Advanced Settings > Maximum MSS: 1360"]),
        lines(&["tunnel"], &[], &["VPN > IPsec > Tunnels > {name} > Phase 1 > Disabled: off"]),
    ],
};

/// The lines, unless they ask for a proposal that the page does not have.
fn to_choose(lines: Vec<String>) -> Vec<String> {
    let there = |line: &String| {
        line.split_once("roposals: ")
            .is_none_or(|(_, wanted)| PROPOSALS.iter().any(|(_, known)| *known == wanted))
    };
    if lines.iter().all(there) { lines } else { Vec::new() }
}

pub(super) const OPNSENSE: Remedies = Remedies {
    words: Words {
        cipher: |_, name| with_bits(name),
        hash: |_, name| name.to_owned(),
        group: |_, name| modp(name),
        life: seconds,
    },
    shape: to_choose,
    common: &[],
    table: &[
        lines(&["IkeVersion"], &[V2], &["VPN > IPsec > Connections > {name} > Version: IKEv2"]),
        lines(&["IkeVersion"], &[V1], &["VPN > IPsec > Connections > {name} > Version: IKEv1"]),
        lines(
            &["IkeEncAlg", "IkeAuthAlg", "IkePfs", "prf"],
            &[],
            &["VPN > IPsec > Connections > {name} > Proposals: {ike.enc}-{ike.auth}-{ike.dh}"],
        ),
        lines(
            &["IkeLifetime"],
            &[],
            &[
                "VPN > IPsec > Connections > {name} > Rekey time (s): {ike.rekey}; Over time (s): {ike.over}",
            ],
        ),
        lines(
            &["IpsecEncAlg", "IpsecAuthAlg", "IpsecPfs"],
            &[Has("child")],
            &[
                "VPN > IPsec > Connections > {name} > Children > {child} > ESP proposals: {esp.enc}-{esp.auth}{-esp.pfs}",
            ],
        ),
        lines(
            &["IpsecEncAlg", "IpsecAuthAlg", "IpsecPfs"],
            &[],
            &[
                "VPN > IPsec > Connections > {name} > Children > ESP proposals: {esp.enc}-{esp.auth}{-esp.pfs}",
            ],
        ),
        lines(
            &["IpsecLifetime"],
            &[],
            &["VPN > IPsec > Connections > {name} > Children > Rekey time (s): {esp.rekey}"],
        ),
        lines(
            &["LocalId"],
            &[],
            &["VPN > IPsec > Connections > {name} > Remote Authentication > Id: {id.remote}"],
        ),
        lines(
            &["RemoteId"],
            &[],
            &["VPN > IPsec > Connections > {name} > Local Authentication > Id: {id.local}"],
        ),
        lines(
            &["GatewayIp"],
            &[],
            &["VPN > IPsec > Connections > {name} > Remote addresses: {peer}"],
        ),
        lines(
            &["Psk"],
            &[],
            &[
                "VPN > IPsec > Pre-Shared Keys > Local Identifier: {id.local}; Remote Identifier: {id.remote}; Pre-Shared Key: {key}",
            ],
        ),
        lines(
            &["LocalSubnet", "RemoteSubnet"],
            &[],
            &[
                "VPN > IPsec > Connections > {name} > Children > Local: {local.nets}; Remote: {remote.nets}",
            ],
        ),
        lines(
            &["EnableDpd"],
            &[Is("false")],
            &["VPN > IPsec > Connections > {name} > DPD delay (s):"],
        ),
        lines(&["EnableDpd"], &[], &["VPN > IPsec > Connections > {name} > DPD delay (s): 10"]),
        lines(
            &["EnableNatTraversal"],
            &[],
            &["VPN > IPsec > Connections > {name} > UDP encapsulation: off"],
        ),
        lines(
            &["EffectImmediately"],
            &[],
            &["VPN > IPsec > Connections > {name} > Children > Start action: Start"],
        ),
        lines(
            &["TunnelCidr"],
            &[],
            &[
                "VPN > IPsec > Virtual Tunnel Interfaces > Tunnel local address: {inside}; Tunnel remote address: {neighbor}",
            ],
        ),
        lines(&["mtu"], &[], &["Firewall > Settings > Normalization > Max MSS: 1360"]),
        lines(&["tunnel"], &[], &["VPN > IPsec > Connections > {name} > Enabled: on"]),
    ],
};
