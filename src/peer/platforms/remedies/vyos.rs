//! VyOS, and EdgeOS, which came from its ancestor.

use super::table::If::{Has, Is, Policy, V1, V2};
use super::table::{Lines, Remedies, Words, as_it_is, lines, number_of, seconds, with_bits};

/// Both know these words.
const WORDS: Words = Words {
    cipher: |_, name| with_bits(name),
    hash: |_, name| name.to_owned(),
    group: |first, name| match (first, name) {
        (false, "disabled") => "disable".to_owned(),
        (false, name) => format!("dh-{name}"),
        (true, name) => number_of(name),
    },
    life: seconds,
};

const COMMON: &[Lines] = &[
    lines(&["IkeVersion"], &[V2], &["set vpn ipsec ike-group {ike-proposal} key-exchange ikev2"]),
    lines(&["IkeVersion"], &[V1], &["set vpn ipsec ike-group {ike-proposal} key-exchange ikev1"]),
    lines(
        &["IkeMode"],
        &[Is("aggressive")],
        &["set vpn ipsec ike-group {ike-proposal} mode aggressive"],
    ),
    lines(&["IkeMode"], &[], &["set vpn ipsec ike-group {ike-proposal} mode main"]),
    lines(
        &["IkeEncAlg", "IkeAuthAlg", "IkePfs", "prf"],
        &[],
        &[
            "delete vpn ipsec ike-group {ike-proposal} proposal",
            "set vpn ipsec ike-group {ike-proposal} proposal 1 encryption {ike.enc}",
            "set vpn ipsec ike-group {ike-proposal} proposal 1 hash {ike.auth}",
            "set vpn ipsec ike-group {ike-proposal} proposal 1 dh-group {ike.dh}",
        ],
    ),
    lines(&["IkeLifetime"], &[], &["set vpn ipsec ike-group {ike-proposal} lifetime {ike.life}"]),
    lines(
        &["IpsecEncAlg", "IpsecAuthAlg"],
        &[],
        &[
            "delete vpn ipsec esp-group {esp-proposal} proposal",
            "set vpn ipsec esp-group {esp-proposal} proposal 1 encryption {esp.enc}",
            "set vpn ipsec esp-group {esp-proposal} proposal 1 hash {esp.auth}",
        ],
    ),
    lines(&["IpsecPfs"], &[], &["set vpn ipsec esp-group {esp-proposal} pfs {esp.pfs}"]),
    lines(&["IpsecLifetime"], &[], &["set vpn ipsec esp-group {esp-proposal} lifetime {esp.life}"]),
    lines(&["volume"], &[], &["delete vpn ipsec esp-group {esp-proposal} life-bytes"]),
    lines(&["encapsulation"], &[], &["set vpn ipsec esp-group {esp-proposal} mode tunnel"]),
    lines(
        &["LocalId"],
        &[],
        &["set vpn ipsec site-to-site peer {name} authentication remote-id {id.remote}"],
    ),
    lines(
        &["EnableDpd"],
        &[Is("false")],
        &["delete vpn ipsec ike-group {ike-proposal} dead-peer-detection"],
    ),
    lines(
        &["EnableDpd"],
        &[],
        &[
            "set vpn ipsec ike-group {ike-proposal} dead-peer-detection action restart",
            "set vpn ipsec ike-group {ike-proposal} dead-peer-detection interval 10",
        ],
    ),
    lines(
        &["LocalSubnet", "RemoteSubnet"],
        &[Policy],
        &[
            "delete vpn ipsec site-to-site peer {name} tunnel",
            "set vpn ipsec site-to-site peer {name} tunnel {pair} local prefix {src}",
            "set vpn ipsec site-to-site peer {name} tunnel {pair} remote prefix {dst}",
            "set vpn ipsec site-to-site peer {name} tunnel {pair} esp-group {esp-proposal}",
        ],
    ),
    lines(
        &["EffectImmediately"],
        &[],
        &["set vpn ipsec site-to-site peer {name} connection-type initiate"],
    ),
    lines(&["tunnel"], &[], &["delete vpn ipsec site-to-site peer {name} disable"]),
];

pub(super) const VYOS: Remedies = Remedies {
    words: WORDS,
    shape: as_it_is,
    common: COMMON,
    table: &[
        lines(
            &["RemoteId"],
            &[],
            &["set vpn ipsec site-to-site peer {name} authentication local-id {id.local}"],
        ),
        lines(
            &["GatewayIp"],
            &[],
            &["set vpn ipsec site-to-site peer {name} remote-address {peer}"],
        ),
        lines(&["Psk"], &[], &["set vpn ipsec authentication psk {secret} secret '{key}'"]),
        lines(
            &["LocalBgpIp"],
            &[Has("neighbor")],
            &[
                "delete protocols bgp neighbor {neighbor.old}",
                "set protocols bgp neighbor {neighbor} remote-as {as.cloud}",
            ],
        ),
        lines(
            &["LocalAsn", "LocalBgpIp"],
            &[],
            &["set protocols bgp neighbor {neighbor} remote-as {as.cloud}"],
        ),
        lines(&["CustomerGatewayAsn"], &[], &["set protocols bgp system-as {as.own}"]),
        lines(
            &["TunnelCidr"],
            &[],
            &[
                "delete interfaces vti {interface} address",
                "set interfaces vti {interface} address {inside}/30",
            ],
        ),
        lines(
            &["mtu"],
            &[],
            &[
                "set interfaces vti {interface} mtu 1400",
                "set interfaces vti {interface} ip adjust-mss 1360",
            ],
        ),
    ],
};

pub(super) const EDGEOS: Remedies = Remedies {
    words: WORDS,
    shape: as_it_is,
    common: COMMON,
    table: &[
        lines(
            &["RemoteId"],
            &[],
            &["set vpn ipsec site-to-site peer {name} authentication id {id.local}"],
        ),
        lines(
            &["Psk"],
            &[],
            &["set vpn ipsec site-to-site peer {name} authentication pre-shared-secret {key}"],
        ),
        lines(
            &["LocalBgpIp"],
            &[Has("neighbor")],
            &[
                "delete protocols bgp {as.device} neighbor {neighbor.old}",
                "set protocols bgp {as.device} neighbor {neighbor} remote-as {as.cloud}",
            ],
        ),
        lines(
            &["LocalAsn", "LocalBgpIp"],
            &[],
            &["set protocols bgp {as.device} neighbor {neighbor} remote-as {as.cloud}"],
        ),
        lines(
            &["TunnelCidr"],
            &[],
            &[
                "delete interfaces vti {interface} address",
                "set interfaces vti {interface} address {inside}/30",
            ],
        ),
        lines(
            &["mtu"],
            &[],
            &["set interfaces vti {interface} mtu 1400", "set firewall options mss-clamp mss 1360"],
        ),
        lines(&["EnableNatTraversal"], &[], &["set vpn ipsec nat-traversal enable"]),
    ],
};
