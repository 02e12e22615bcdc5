//! Huawei VRP.

use super::table::If::{Gre, Has, Is, Mail, Named, Policy, Routed, V1, V2};
use super::table::{Remedies, Words, as_it_is, lines, seconds};

const HUAWEI_WORDS: Words = Words {
    cipher: |_, name| match name {
        "aes" => "aes-128".to_owned(),
        "aes192" => "aes-192".to_owned(),
        "aes256" => "aes-256".to_owned(),
        other => other.to_owned(),
    },
    hash: |_, name| match name {
        "sha256" => "sha2-256".to_owned(),
        "sha384" => "sha2-384".to_owned(),
        "sha512" => "sha2-512".to_owned(),
        other => other.to_owned(),
    },
    group: |first, name| if first { name.to_owned() } else { format!("dh-{name}") },
    life: seconds,
};

pub(super) const HUAWEI: Remedies = Remedies {
    words: HUAWEI_WORDS,
    shape: as_it_is,
    common: &[],
    table: &[
        lines(&["IkeVersion"], &[V2], &["ike peer {ike-gateway}", " version 2", " undo version 1"]),
        lines(&["IkeVersion"], &[V1], &["ike peer {ike-gateway}", " version 1", " undo version 2"]),
        lines(
            &["IkeMode"],
            &[Is("aggressive")],
            &["ike peer {ike-gateway}", " exchange-mode aggressive"],
        ),
        lines(&["IkeMode"], &[], &["ike peer {ike-gateway}", " exchange-mode main"]),
        lines(
            &["IkeEncAlg"],
            &[],
            &["ike proposal {ike-proposal}", " encryption-algorithm {ike.enc}"],
        ),
        lines(
            &["IkeAuthAlg", "prf"],
            &[V2, Is("sha1")],
            &[
                "ike proposal {ike-proposal}",
                " authentication-algorithm sha1",
                " integrity-algorithm hmac-sha1-96",
                " prf hmac-sha1",
            ],
        ),
        lines(
            &["IkeAuthAlg", "prf"],
            &[V2, Is("md5")],
            &[
                "ike proposal {ike-proposal}",
                " authentication-algorithm md5",
                " integrity-algorithm hmac-md5-96",
                " prf hmac-md5",
            ],
        ),
        lines(
            &["IkeAuthAlg", "prf"],
            &[V2],
            &[
                "ike proposal {ike-proposal}",
                " authentication-algorithm {ike.auth}",
                " integrity-algorithm hmac-{ike.auth}",
                " prf hmac-{ike.auth}",
            ],
        ),
        lines(
            &["IkeAuthAlg"],
            &[V1],
            &["ike proposal {ike-proposal}", " authentication-algorithm {ike.auth}"],
        ),
        lines(&["IkePfs"], &[], &["ike proposal {ike-proposal}", " dh {ike.dh}"]),
        lines(&["IkeLifetime"], &[], &["ike proposal {ike-proposal}", " sa duration {ike.life}"]),
        lines(
            &["IpsecEncAlg"],
            &[],
            &["ipsec proposal {esp-proposal}", " esp encryption-algorithm {esp.enc}"],
        ),
        lines(
            &["IpsecAuthAlg"],
            &[],
            &["ipsec proposal {esp-proposal}", " esp authentication-algorithm {esp.auth}"],
        ),
        lines(&["encapsulation"], &[Routed, Gre], &["interface {name}", " tunnel-protocol ipsec"]),
        lines(
            &["encapsulation"],
            &[],
            &["ipsec proposal {esp-proposal}", " transform esp", " encapsulation-mode tunnel"],
        ),
        lines(
            &["IpsecPfs"],
            &[Policy, Is("disabled")],
            &["ipsec policy {name} isakmp", " undo pfs"],
        ),
        lines(&["IpsecPfs"], &[Is("disabled")], &["ipsec profile {esp-policy}", " undo pfs"]),
        lines(&["IpsecPfs"], &[Policy], &["ipsec policy {name} isakmp", " pfs {esp.pfs}"]),
        lines(&["IpsecPfs"], &[], &["ipsec profile {esp-policy}", " pfs {esp.pfs}"]),
        lines(
            &["IpsecLifetime"],
            &[Policy],
            &["ipsec policy {name} isakmp", " sa duration time-based {esp.life}"],
        ),
        lines(
            &["IpsecLifetime"],
            &[],
            &["ipsec profile {esp-policy}", " sa duration time-based {esp.life}"],
        ),
        lines(
            &["volume"],
            &[Policy],
            &["ipsec policy {name} isakmp", " sa duration traffic-based 0"],
        ),
        lines(&["volume"], &[], &["ipsec profile {esp-policy}", " sa duration traffic-based 0"]),
        lines(
            &["LocalId"],
            &[Mail],
            &["ike peer {ike-gateway}", " remote-id-type user-fqdn", " remote-id {id.remote}"],
        ),
        lines(
            &["LocalId"],
            &[Named],
            &["ike peer {ike-gateway}", " remote-id-type fqdn", " remote-id {id.remote}"],
        ),
        lines(
            &["LocalId"],
            &[],
            &["ike peer {ike-gateway}", " remote-id-type ip", " remote-id {id.remote}"],
        ),
        lines(
            &["RemoteId"],
            &[Mail],
            &["ike peer {ike-gateway}", " local-id-type user-fqdn", " local-id {id.local}"],
        ),
        lines(
            &["RemoteId"],
            &[Named],
            &["ike peer {ike-gateway}", " local-id-type fqdn", " local-id {id.local}"],
        ),
        lines(
            &["RemoteId"],
            &[],
            &["ike peer {ike-gateway}", " local-id-type ip", " local-id {id.local}"],
        ),
        lines(
            &["GatewayIp"],
            &[Routed],
            &[
                "ike peer {ike-gateway}",
                " remote-address {peer}",
                "interface {name}",
                " destination {peer}",
            ],
        ),
        lines(&["GatewayIp"], &[], &["ike peer {ike-gateway}", " remote-address {peer}"]),
        lines(&["Psk"], &[], &["ike peer {ike-gateway}", " pre-shared-key cipher {key}"]),
        lines(
            &["LocalSubnet", "RemoteSubnet"],
            &[Policy],
            &[
                "acl {acl}",
                " undo rule {rule.no}",
                " rule permit ip source {src.net} {src.wild} destination {dst.net} {dst.wild}",
            ],
        ),
        lines(
            &["LocalBgpIp"],
            &[Has("neighbor")],
            &[
                "bgp {as.device}",
                " undo peer {neighbor.old}",
                " peer {neighbor} as-number {as.cloud}",
                " ipv4-family unicast",
                "  peer {neighbor} enable",
            ],
        ),
        lines(
            &["LocalAsn", "LocalBgpIp"],
            &[],
            &[
                "bgp {as.device}",
                " peer {neighbor} as-number {as.cloud}",
                " ipv4-family unicast",
                "  peer {neighbor} enable",
            ],
        ),
        lines(
            &["CustomerGatewayAsn"],
            &[],
            &["bgp {as.device}", " peer {neighbor} fake-as {as.own}"],
        ),
        lines(
            &["TunnelCidr"],
            &[Routed],
            &["interface {name}", " ip address {inside} 255.255.255.252"],
        ),
        lines(&["EnableDpd"], &[Is("false"), Has("global-dpd")], &["undo ike dpd type"]),
        lines(&["EnableDpd"], &[Is("false")], &["ike peer {ike-gateway}", " undo dpd type"]),
        lines(
            &["EnableDpd"],
            &[],
            &["ike peer {ike-gateway}", " dpd type periodic", " dpd idle-time 10"],
        ),
        lines(&["EnableNatTraversal"], &[], &["ike peer {ike-gateway}", " nat traversal"]),
        lines(&["mtu"], &[Routed], &["interface {name}", " mtu 1400", " tcp adjust-mss 1360"]),
        lines(&["sha2"], &[], &["ipsec authentication sha2 compatible enable"]),
        lines(&["tunnel"], &[Routed], &["interface {name}", " undo shutdown"]),
        lines(
            &["EffectImmediately"],
            &[Policy],
            &["ipsec policy {name} isakmp", " undo respond-only enable", " sa trigger-mode auto"],
        ),
    ],
};
