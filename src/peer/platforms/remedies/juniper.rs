//! Juniper SRX.

use super::table::If::{Has, Is, Lacks, Mail, Named, Policy, Routed, V1, V2};
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
        // A set of proposals that Junos has a name for cannot be changed.
        lines(
            &["IkeEncAlg", "IkeAuthAlg", "IkePfs", "IkeLifetime", "prf"],
            &[Lacks("ike-proposal")],
            &[
                "set security ike proposal {ike-policy}-proposal authentication-method pre-shared-keys",
                "set security ike proposal {ike-policy}-proposal encryption-algorithm {ike.enc}",
                "set security ike proposal {ike-policy}-proposal authentication-algorithm {ike.auth}",
                "set security ike proposal {ike-policy}-proposal dh-group {ike.dh}",
                "set security ike proposal {ike-policy}-proposal lifetime-seconds {ike.life}",
                "delete security ike policy {ike-policy} proposal-set",
                "set security ike policy {ike-policy} proposals {ike-policy}-proposal",
            ],
        ),
        lines(
            &["IpsecEncAlg", "IpsecAuthAlg", "IpsecLifetime"],
            &[Lacks("esp-proposal")],
            &[
                "set security ipsec proposal {esp-policy}-proposal protocol esp",
                "set security ipsec proposal {esp-policy}-proposal encryption-algorithm {esp.enc}",
                "set security ipsec proposal {esp-policy}-proposal authentication-algorithm {esp.auth}",
                "set security ipsec proposal {esp-policy}-proposal lifetime-seconds {esp.life}",
                "delete security ipsec policy {esp-policy} proposal-set",
                "set security ipsec policy {esp-policy} proposals {esp-policy}-proposal",
            ],
        ),
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
            &[Mail],
            &[
                "delete security ike gateway {ike-gateway} remote-identity",
                "set security ike gateway {ike-gateway} remote-identity user-at-hostname {id.remote}",
            ],
        ),
        lines(
            &["LocalId"],
            &[Named],
            &[
                "delete security ike gateway {ike-gateway} remote-identity",
                "set security ike gateway {ike-gateway} remote-identity hostname {id.remote}",
            ],
        ),
        lines(
            &["LocalId"],
            &[],
            &[
                "delete security ike gateway {ike-gateway} remote-identity",
                "set security ike gateway {ike-gateway} remote-identity inet {id.remote}",
            ],
        ),
        lines(
            &["RemoteId"],
            &[Mail],
            &[
                "delete security ike gateway {ike-gateway} local-identity",
                "set security ike gateway {ike-gateway} local-identity user-at-hostname {id.local}",
            ],
        ),
        lines(
            &["RemoteId"],
            &[Named],
            &[
                "delete security ike gateway {ike-gateway} local-identity",
                "set security ike gateway {ike-gateway} local-identity hostname {id.local}",
            ],
        ),
        lines(
            &["RemoteId"],
            &[],
            &[
                "delete security ike gateway {ike-gateway} local-identity",
                "set security ike gateway {ike-gateway} local-identity inet {id.local}",
            ],
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
            &["LocalBgpIp"],
            &[Has("neighbor")],
            &[
                "delete protocols bgp group {bgp-group} neighbor {neighbor.old}",
                "set protocols bgp group {bgp-group} neighbor {neighbor} peer-as {as.cloud}",
            ],
        ),
        lines(
            &["LocalAsn", "LocalBgpIp"],
            &[],
            &["set protocols bgp group {bgp-group} neighbor {neighbor} peer-as {as.cloud}"],
        ),
        lines(
            &["CustomerGatewayAsn"],
            &[],
            &["set protocols bgp group {bgp-group} neighbor {neighbor} local-as {as.own}"],
        ),
        lines(
            &["TunnelCidr"],
            &[],
            &[
                "delete interfaces st0 unit {unit} family inet address",
                "set interfaces st0 unit {unit} family inet address {inside}/30",
            ],
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
                "set interfaces st0 unit {unit} family inet mtu 1400",
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
