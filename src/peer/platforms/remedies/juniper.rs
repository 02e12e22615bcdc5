//! Juniper SRX.

use super::table::If::{Is, Policy, Routed, V1, V2};
use super::table::{Remedies, Words, as_it_is, lines, seconds, with_cbc};

pub(super) const SRX: Remedies = Remedies {
    words: Words {
        cipher: |_, name| with_cbc(name),
        hash: |first, name| match (first, name) {
            (true, "sha256") => "sha-256".to_owned(),
            (true, "sha384") => "sha-384".to_owned(),
            (true, "sha512") => "sha-512".to_owned(),
            (false, "md5") => "hmac-md5-96".to_owned(),
            (false, "sha1") => "hmac-sha1-96".to_owned(),
            (false, "sha256") => "hmac-sha-256-128".to_owned(),
            (false, "sha384") => "hmac-sha-384".to_owned(),
            (false, "sha512") => "hmac-sha-512".to_owned(),
            (_, other) => other.to_owned(),
        },
        group: |_, name| name.to_owned(),
        life: seconds,
    },
    shape: as_it_is,
    common: &[],
    table: &[
        lines(&["IkeVersion"], &[V2], &["set security ike gateway {ike-gateway} version v2-only"]),
        lines(&["IkeVersion"], &[V1], &["set security ike gateway {ike-gateway} version v1-only"]),
        lines(
            &["IkeMode"],
            &[Is("aggressive")],
            &["set security ike policy {ike-policy} mode aggressive"],
        ),
        lines(&["IkeMode"], &[], &["set security ike policy {ike-policy} mode main"]),
        lines(
            &["IkeEncAlg"],
            &[],
            &["set security ike proposal {ike-proposal} encryption-algorithm {ike.enc}"],
        ),
        lines(
            &["IkeAuthAlg", "prf"],
            &[],
            &["set security ike proposal {ike-proposal} authentication-algorithm {ike.auth}"],
        ),
        lines(&["IkePfs"], &[], &["set security ike proposal {ike-proposal} dh-group {ike.dh}"]),
        lines(
            &["IkeLifetime"],
            &[],
            &["set security ike proposal {ike-proposal} lifetime-seconds {ike.life}"],
        ),
        lines(
            &["IpsecEncAlg"],
            &[],
            &[
                "set security ipsec proposal {esp-proposal} protocol esp",
                "set security ipsec proposal {esp-proposal} encryption-algorithm {esp.enc}",
            ],
        ),
        lines(
            &["IpsecAuthAlg"],
            &[],
            &["set security ipsec proposal {esp-proposal} authentication-algorithm {esp.auth}"],
        ),
        lines(
            &["encapsulation"],
            &[],
            &["set security ipsec proposal {esp-proposal} protocol esp"],
        ),
        lines(
            &["IpsecPfs"],
            &[Is("disabled")],
            &["delete security ipsec policy {esp-policy} perfect-forward-secrecy"],
        ),
        lines(
            &["IpsecPfs"],
            &[],
            &["set security ipsec policy {esp-policy} perfect-forward-secrecy keys {esp.pfs}"],
        ),
        lines(
            &["IpsecLifetime"],
            &[],
            &["set security ipsec proposal {esp-proposal} lifetime-seconds {esp.life}"],
        ),
        lines(
            &["volume"],
            &[],
            &["delete security ipsec proposal {esp-proposal} lifetime-kilobytes"],
        ),
        lines(
            &["LocalId"],
            &[],
            &["set security ike gateway {ike-gateway} remote-identity inet {id.remote}"],
        ),
        lines(
            &["RemoteId"],
            &[],
            &["set security ike gateway {ike-gateway} local-identity inet {id.local}"],
        ),
        lines(
            &["GatewayIp"],
            &[],
            &[
                "delete security ike gateway {ike-gateway} address",
                "set security ike gateway {ike-gateway} address {peer}",
            ],
        ),
        lines(
            &["Psk"],
            &[],
            &["set security ike policy {ike-policy} pre-shared-key ascii-text \"{key}\""],
        ),
        lines(
            &["LocalSubnet", "RemoteSubnet"],
            &[Routed],
            &[
                "delete security ipsec vpn {name} traffic-selector",
                "set security ipsec vpn {name} traffic-selector ts{pair} local-ip {src} remote-ip {dst}",
            ],
        ),
        lines(
            &["LocalSubnet", "RemoteSubnet"],
            &[Policy],
            &["set security ipsec vpn {name} ike proxy-identity local {src} remote {dst}"],
        ),
        lines(
            &["LocalAsn", "LocalBgpIp"],
            &[],
            &["set protocols bgp group <GROUP> neighbor {neighbor} peer-as {as.cloud}"],
        ),
        lines(&["CustomerGatewayAsn"], &[], &["set protocols bgp group <GROUP> local-as {as.own}"]),
        lines(
            &["TunnelCidr"],
            &[],
            &["set interfaces st0 unit <UNIT> family inet address {inside}/30"],
        ),
        lines(
            &["EnableDpd"],
            &[Is("false")],
            &["delete security ike gateway {ike-gateway} dead-peer-detection"],
        ),
        lines(
            &["EnableDpd"],
            &[],
            &[
                "set security ike gateway {ike-gateway} dead-peer-detection interval 10",
                "set security ike gateway {ike-gateway} dead-peer-detection threshold 3",
            ],
        ),
        lines(
            &["EnableNatTraversal"],
            &[],
            &["delete security ike gateway {ike-gateway} no-nat-traversal"],
        ),
        lines(
            &["mtu"],
            &[],
            &[
                "set interfaces st0 unit <UNIT> family inet mtu 1400",
                "set security flow tcp-mss ipsec-vpn mss 1360",
            ],
        ),
        lines(
            &["EffectImmediately"],
            &[],
            &["set security ipsec vpn {name} establish-tunnels immediately"],
        ),
        lines(&["tunnel"], &[], &["activate security ipsec vpn {name}"]),
    ],
};
