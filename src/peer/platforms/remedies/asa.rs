//! Cisco ASA.

use super::table::If::{Foreign, Has, Is, Lacks, Named, Policy, Routed, V1, V2};
use super::table::{Remedies, Words, as_it_is, lines, number_of, seconds};

const ASA_WORDS: Words = Words {
    cipher: |_, name| match name {
        "aes192" => "aes-192".to_owned(),
        "aes256" => "aes-256".to_owned(),
        other => other.to_owned(),
    },
    hash: |first, name| match (first, name) {
        (true, "sha1") => "sha".to_owned(),
        (false, "sha1") => "sha-1".to_owned(),
        (false, "sha256") => "sha-256".to_owned(),
        (false, "sha384") => "sha-384".to_owned(),
        (false, "sha512") => "sha-512".to_owned(),
        (_, other) => other.to_owned(),
    },
    group: |first, name| if first { number_of(name) } else { name.to_owned() },
    life: seconds,
};

pub(super) const ASA: Remedies = Remedies {
    words: ASA_WORDS,
    shape: as_it_is,
    common: &[],
    table: &[
        lines(
            &["IkeEncAlg"],
            &[V2],
            &["crypto ikev2 policy {ike-proposal}", " encryption {ike.enc}"],
        ),
        lines(
            &["IkeAuthAlg", "prf"],
            &[V2],
            &["crypto ikev2 policy {ike-proposal}", " integrity {ike.auth}", " prf {ike.auth}"],
        ),
        lines(&["IkePfs"], &[V2], &["crypto ikev2 policy {ike-proposal}", " group {ike.dh}"]),
        lines(
            &["IkeLifetime"],
            &[V2],
            &["crypto ikev2 policy {ike-proposal}", " lifetime seconds {ike.life}"],
        ),
        lines(
            &["IkeEncAlg"],
            &[V1],
            &["crypto ikev1 policy {ike-number}", " encryption {ike.enc}"],
        ),
        lines(&["IkeAuthAlg"], &[V1], &["crypto ikev1 policy {ike-number}", " hash {ike.auth}"]),
        lines(&["IkePfs"], &[V1], &["crypto ikev1 policy {ike-number}", " group {ike.dh}"]),
        lines(
            &["IkeLifetime"],
            &[V1],
            &["crypto ikev1 policy {ike-number}", " lifetime {ike.life}"],
        ),
        // Without a policy of its own a tunnel has that of the whole device.
        lines(
            &["IkeVersion"],
            &[V2, Lacks("group-policy")],
            &[
                "group-policy {new} internal",
                "group-policy {new} attributes",
                " vpn-tunnel-protocol ikev2",
                "tunnel-group {peer} general-attributes",
                " default-group-policy {new}",
                "tunnel-group {peer} ipsec-attributes",
                " ikev2 remote-authentication pre-shared-key {key}",
                " ikev2 local-authentication pre-shared-key {key}",
            ],
        ),
        lines(
            &["IkeVersion"],
            &[V1, Lacks("group-policy")],
            &[
                "group-policy {new} internal",
                "group-policy {new} attributes",
                " vpn-tunnel-protocol ikev1",
                "tunnel-group {peer} general-attributes",
                " default-group-policy {new}",
                "tunnel-group {peer} ipsec-attributes",
                " ikev1 pre-shared-key {key}",
            ],
        ),
        lines(
            &["IkeVersion"],
            &[V2],
            &[
                "group-policy {group-policy} attributes",
                " vpn-tunnel-protocol ikev2",
                "tunnel-group {peer} ipsec-attributes",
                " ikev2 remote-authentication pre-shared-key {key}",
                " ikev2 local-authentication pre-shared-key {key}",
            ],
        ),
        lines(
            &["IkeVersion"],
            &[V1],
            &[
                "group-policy {group-policy} attributes",
                " vpn-tunnel-protocol ikev1",
                "tunnel-group {peer} ipsec-attributes",
                " ikev1 pre-shared-key {key}",
            ],
        ),
        lines(
            &["IpsecEncAlg", "IpsecAuthAlg"],
            &[V2],
            &[
                "crypto ipsec ikev2 ipsec-proposal {esp-proposal}",
                " protocol esp encryption {esp.enc}",
                " protocol esp integrity {esp.auth}",
            ],
        ),
        lines(
            &["IpsecEncAlg", "IpsecAuthAlg"],
            &[V1, Is("sha1")],
            &["crypto ipsec ikev1 transform-set {esp-set} esp-{esp.enc} esp-sha-hmac"],
        ),
        lines(
            &["IpsecEncAlg", "IpsecAuthAlg"],
            &[V1],
            &["crypto ipsec ikev1 transform-set {esp-set} esp-{esp.enc} esp-md5-hmac"],
        ),
        lines(
            &["IpsecPfs"],
            &[Has("esp-policy"), Is("disabled")],
            &["crypto ipsec profile {esp-policy}", " no set pfs"],
        ),
        lines(
            &["IpsecPfs"],
            &[Has("esp-policy")],
            &["crypto ipsec profile {esp-policy}", " set pfs {esp.pfs}"],
        ),
        lines(&["IpsecPfs"], &[Is("disabled")], &["no crypto map {name} set pfs"]),
        lines(&["IpsecPfs"], &[], &["crypto map {name} set pfs {esp.pfs}"]),
        lines(
            &["IpsecLifetime"],
            &[Has("esp-policy")],
            &[
                "crypto ipsec profile {esp-policy}",
                " set security-association lifetime seconds {esp.life}",
            ],
        ),
        lines(
            &["IpsecLifetime"],
            &[Lacks("esp-policy")],
            &["crypto map {name} set security-association lifetime seconds {esp.life}"],
        ),
        lines(
            &["volume"],
            &[Has("esp-policy")],
            &[
                "crypto ipsec profile {esp-policy}",
                " set security-association lifetime kilobytes unlimited",
            ],
        ),
        lines(
            &["volume"],
            &[],
            &["crypto map {name} set security-association lifetime kilobytes unlimited"],
        ),
        lines(&["GatewayIp"], &[Routed], &["interface {name}", " tunnel destination {peer}"]),
        lines(
            &["GatewayIp"],
            &[],
            &["crypto map {name} set peer {peer}", "tunnel-group {peer} type ipsec-l2l"],
        ),
        // It sends the address of its interface and no other.
        lines(&["RemoteId"], &[Foreign], &[]),
        lines(&["RemoteId"], &[Named], &["crypto isakmp identity key-id {id.local}"]),
        lines(&["RemoteId"], &[], &["crypto isakmp identity address"]),
        lines(
            &["Psk"],
            &[V2],
            &[
                "tunnel-group {peer} ipsec-attributes",
                " ikev2 remote-authentication pre-shared-key {key}",
                " ikev2 local-authentication pre-shared-key {key}",
            ],
        ),
        lines(
            &["Psk"],
            &[V1],
            &["tunnel-group {peer} ipsec-attributes", " ikev1 pre-shared-key {key}"],
        ),
        lines(
            &["LocalSubnet", "RemoteSubnet"],
            &[Policy],
            &[
                "no access-list {access-list} {rule}",
                "access-list {access-list} extended permit ip {src.net} {src.mask} {dst.net} {dst.mask}",
            ],
        ),
        lines(
            &["LocalAsn"],
            &[],
            &[
                "router bgp {as.device}",
                " address-family ipv4 unicast",
                "  neighbor {neighbor} remote-as {as.cloud}",
                "  neighbor {neighbor} activate",
            ],
        ),
        lines(
            &["LocalBgpIp"],
            &[Has("neighbor")],
            &[
                "router bgp {as.device}",
                " address-family ipv4 unicast",
                "  no neighbor {neighbor.old}",
                "  neighbor {neighbor} remote-as {as.cloud}",
                "  neighbor {neighbor} activate",
            ],
        ),
        lines(
            &["LocalBgpIp"],
            &[],
            &[
                "router bgp {as.device}",
                " address-family ipv4 unicast",
                "  neighbor {neighbor} remote-as {as.cloud}",
                "  neighbor {neighbor} activate",
            ],
        ),
        lines(
            &["CustomerGatewayAsn"],
            &[],
            &[
                "router bgp {as.device}",
                " address-family ipv4 unicast",
                "  neighbor {neighbor} local-as {as.own}",
            ],
        ),
        lines(
            &["TunnelCidr"],
            &[Routed],
            &["interface {name}", " ip address {inside} 255.255.255.252"],
        ),
        lines(
            &["EnableDpd"],
            &[Is("false")],
            &["tunnel-group {peer} ipsec-attributes", " isakmp keepalive disable"],
        ),
        lines(
            &["EnableDpd"],
            &[],
            &["tunnel-group {peer} ipsec-attributes", " isakmp keepalive threshold 10 retry 3"],
        ),
        lines(
            &["EnableNatTraversal"],
            &[Policy],
            &["crypto isakmp nat-traversal 20", "no crypto map {name} set nat-t-disable"],
        ),
        lines(&["EnableNatTraversal"], &[], &["crypto isakmp nat-traversal 20"]),
        lines(&["mtu"], &[], &["sysopt connection tcpmss 1360"]),
        lines(&["tunnel"], &[Routed], &["interface {name}", " no shutdown"]),
        lines(
            &["EffectImmediately"],
            &[Policy],
            &["crypto map {name} set connection-type bi-directional"],
        ),
    ],
};
