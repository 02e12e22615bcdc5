//! Huawei, and H3C Comware.

use super::table::If::{Is, Policy, Routed, V1, V2};
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
        lines(&["IpsecPfs"], &[Is("disabled")], &["ipsec profile <PROFILE>", " undo pfs"]),
        lines(&["IpsecPfs"], &[Policy], &["ipsec policy {name} isakmp", " pfs {esp.pfs}"]),
        lines(&["IpsecPfs"], &[], &["ipsec profile <PROFILE>", " pfs {esp.pfs}"]),
        lines(
            &["IpsecLifetime"],
            &[Policy],
            &["ipsec policy {name} isakmp", " sa duration time-based {esp.life}"],
        ),
        lines(
            &["IpsecLifetime"],
            &[],
            &["ipsec profile <PROFILE>", " sa duration time-based {esp.life}"],
        ),
        lines(
            &["volume"],
            &[Policy],
            &["ipsec policy {name} isakmp", " sa duration traffic-based 0"],
        ),
        lines(&["volume"], &[], &["ipsec profile <PROFILE>", " sa duration traffic-based 0"]),
        lines(
            &["LocalId"],
            &[],
            &["ike peer {ike-gateway}", " remote-id-type ip", " remote-id {id.remote}"],
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
                "acl number <ACL>",
                " rule permit ip source {src.net} {src.wild} destination {dst.net} {dst.wild}",
            ],
        ),
        lines(
            &["LocalAsn", "LocalBgpIp"],
            &[],
            &[
                "bgp {as.own}",
                " peer {neighbor} as-number {as.cloud}",
                " ipv4-family unicast",
                "  peer {neighbor} enable",
            ],
        ),
        lines(
            &["TunnelCidr"],
            &[Routed],
            &["interface {name}", " ip address {inside} 255.255.255.252"],
        ),
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

const H3C_WORDS: Words = Words {
    cipher: |_, name| match name {
        "aes" => "aes-cbc-128".to_owned(),
        "aes192" => "aes-cbc-192".to_owned(),
        "aes256" => "aes-cbc-256".to_owned(),
        other => format!("{other}-cbc"),
    },
    hash: |_, name| name.to_owned(),
    group: |first, name| if first { name.to_owned() } else { format!("dh-{name}") },
    life: seconds,
};

pub(super) const H3C: Remedies = Remedies {
    words: H3C_WORDS,
    shape: as_it_is,
    common: &[],
    table: &[
        lines(
            &["IkeVersion"],
            &[V2, Policy],
            &["ipsec policy {name} isakmp", " ikev2-profile <PROFILE>"],
        ),
        lines(
            &["IkeVersion"],
            &[V2],
            &["ipsec profile <PROFILE> isakmp", " ikev2-profile <IKEV2-PROFILE>"],
        ),
        lines(
            &["IkeVersion"],
            &[V1, Policy],
            &["ipsec policy {name} isakmp", " undo ikev2-profile", " ike-profile <PROFILE>"],
        ),
        lines(
            &["IkeVersion"],
            &[V1],
            &[
                "ipsec profile <PROFILE> isakmp",
                " undo ikev2-profile",
                " ike-profile <IKE-PROFILE>",
            ],
        ),
        lines(
            &["IkeMode"],
            &[Is("aggressive")],
            &["ike profile {ike-profile}", " exchange-mode aggressive"],
        ),
        lines(&["IkeMode"], &[], &["ike profile {ike-profile}", " exchange-mode main"]),
        lines(&["IkeEncAlg"], &[V2], &["ikev2 proposal {ike-proposal}", " encryption {ike.enc}"]),
        lines(
            &["IkeEncAlg"],
            &[V1],
            &["ike proposal {ike-proposal}", " encryption-algorithm {ike.enc}"],
        ),
        lines(
            &["IkeAuthAlg", "prf"],
            &[V2],
            &["ikev2 proposal {ike-proposal}", " integrity {ike.auth}", " prf {ike.auth}"],
        ),
        lines(
            &["IkeAuthAlg"],
            &[V1, Is("sha1")],
            &["ike proposal {ike-proposal}", " authentication-algorithm sha"],
        ),
        lines(
            &["IkeAuthAlg"],
            &[V1],
            &["ike proposal {ike-proposal}", " authentication-algorithm {ike.auth}"],
        ),
        lines(&["IkePfs"], &[V2], &["ikev2 proposal {ike-proposal}", " dh {ike.dh}"]),
        lines(&["IkePfs"], &[V1], &["ike proposal {ike-proposal}", " dh {ike.dh}"]),
        lines(&["IkeLifetime"], &[V2], &["ikev2 profile {ike-profile}", " sa duration {ike.life}"]),
        lines(&["IkeLifetime"], &[V1], &["ike proposal {ike-proposal}", " sa duration {ike.life}"]),
        lines(
            &["IpsecEncAlg"],
            &[],
            &["ipsec transform-set {esp-proposal}", " esp encryption-algorithm {esp.enc}"],
        ),
        lines(
            &["IpsecAuthAlg"],
            &[],
            &["ipsec transform-set {esp-proposal}", " esp authentication-algorithm {esp.auth}"],
        ),
        lines(
            &["encapsulation"],
            &[],
            &["ipsec transform-set {esp-proposal}", " protocol esp", " encapsulation-mode tunnel"],
        ),
        lines(
            &["IpsecPfs"],
            &[Is("disabled")],
            &["ipsec transform-set {esp-proposal}", " undo pfs"],
        ),
        lines(&["IpsecPfs"], &[], &["ipsec transform-set {esp-proposal}", " pfs {esp.pfs}"]),
        lines(
            &["IpsecLifetime"],
            &[Policy],
            &["ipsec policy {name} isakmp", " sa duration time-based {esp.life}"],
        ),
        lines(
            &["IpsecLifetime"],
            &[],
            &["ipsec profile <PROFILE> isakmp", " sa duration time-based {esp.life}"],
        ),
        lines(
            &["volume"],
            &[Policy],
            &["ipsec policy {name} isakmp", " sa duration traffic-based 4294967295"],
        ),
        lines(
            &["volume"],
            &[],
            &["ipsec profile <PROFILE> isakmp", " sa duration traffic-based 4294967295"],
        ),
        lines(
            &["LocalId"],
            &[V2],
            &["ikev2 profile {ike-profile}", " match remote identity address {id.remote} 32"],
        ),
        lines(
            &["LocalId"],
            &[V1],
            &[
                "ike profile {ike-profile}",
                " match remote identity address {id.remote} 255.255.255.255",
            ],
        ),
        lines(
            &["RemoteId"],
            &[V2],
            &["ikev2 profile {ike-profile}", " identity local address {id.local}"],
        ),
        lines(
            &["RemoteId"],
            &[V1],
            &["ike profile {ike-profile}", " local-identity address {id.local}"],
        ),
        lines(&["GatewayIp"], &[Routed], &["interface {name}", " destination {peer}"]),
        lines(&["GatewayIp"], &[], &["ipsec policy {name} isakmp", " remote-address {peer}"]),
        lines(
            &["Psk"],
            &[V2],
            &[
                "ikev2 keychain <KEYCHAIN>",
                " peer <PEER>",
                "  address {peer} 32",
                "  pre-shared-key plaintext {key}",
            ],
        ),
        lines(
            &["Psk"],
            &[V1],
            &[
                "ike keychain <KEYCHAIN>",
                " pre-shared-key address {peer} 255.255.255.255 key simple {key}",
            ],
        ),
        lines(
            &["LocalSubnet", "RemoteSubnet"],
            &[Policy],
            &[
                "acl advanced <ACL>",
                " rule permit ip source {src.net} {src.wild} destination {dst.net} {dst.wild}",
            ],
        ),
        lines(
            &["LocalAsn", "LocalBgpIp"],
            &[],
            &[
                "bgp {as.own}",
                " peer {neighbor} as-number {as.cloud}",
                " address-family ipv4 unicast",
                "  peer {neighbor} enable",
            ],
        ),
        lines(&["TunnelCidr"], &[Routed], &["interface {name}", " ip address {inside} 30"]),
        lines(&["EnableDpd"], &[V2, Is("false")], &["ikev2 profile {ike-profile}", " undo dpd"]),
        lines(&["EnableDpd"], &[V2], &["ikev2 profile {ike-profile}", " dpd interval 10 periodic"]),
        lines(&["EnableDpd"], &[Is("false")], &["ike profile {ike-profile}", " undo dpd"]),
        lines(&["EnableDpd"], &[], &["ike profile {ike-profile}", " dpd interval 10 periodic"]),
        lines(&["mtu"], &[Routed], &["interface {name}", " mtu 1400", " tcp mss 1360"]),
        lines(&["tunnel"], &[Routed], &["interface {name}", " undo shutdown"]),
        lines(
            &["EffectImmediately"],
            &[Policy],
            &["ipsec policy {name} isakmp", " sa trigger-mode auto"],
        ),
    ],
};
