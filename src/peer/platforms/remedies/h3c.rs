//! H3C Comware.

use super::table::If::{Has, Is, Mail, Named, Policy, Routed, V1, V2};
use super::table::{Remedies, Words, as_it_is, lines, seconds};

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
            &["ipsec policy {name} isakmp", " ikev2-profile <IKEV2-PROFILE>"],
        ),
        lines(
            &["IkeVersion"],
            &[V2],
            &["ipsec profile {esp-policy} isakmp", " ikev2-profile <IKEV2-PROFILE>"],
        ),
        lines(
            &["IkeVersion"],
            &[V1, Policy],
            &["ipsec policy {name} isakmp", " undo ikev2-profile", " ike-profile <IKE-PROFILE>"],
        ),
        lines(
            &["IkeVersion"],
            &[V1],
            &[
                "ipsec profile {esp-policy} isakmp",
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
            &["ipsec profile {esp-policy} isakmp", " sa duration time-based {esp.life}"],
        ),
        lines(
            &["volume"],
            &[Policy],
            &["ipsec policy {name} isakmp", " sa duration traffic-based 4294967295"],
        ),
        lines(
            &["volume"],
            &[],
            &["ipsec profile {esp-policy} isakmp", " sa duration traffic-based 4294967295"],
        ),
        lines(
            &["LocalId"],
            &[V2, Mail],
            &["ikev2 profile {ike-profile}", " match remote identity email {id.remote}"],
        ),
        lines(
            &["LocalId"],
            &[V2, Named],
            &["ikev2 profile {ike-profile}", " match remote identity fqdn {id.remote}"],
        ),
        lines(
            &["LocalId"],
            &[V2],
            &["ikev2 profile {ike-profile}", " match remote identity address {id.remote} 32"],
        ),
        lines(
            &["LocalId"],
            &[V1, Mail],
            &["ike profile {ike-profile}", " match remote identity user-fqdn {id.remote}"],
        ),
        lines(
            &["LocalId"],
            &[V1, Named],
            &["ike profile {ike-profile}", " match remote identity fqdn {id.remote}"],
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
            &[V2, Mail],
            &["ikev2 profile {ike-profile}", " identity local email {id.local}"],
        ),
        lines(
            &["RemoteId"],
            &[V2, Named],
            &["ikev2 profile {ike-profile}", " identity local fqdn {id.local}"],
        ),
        lines(
            &["RemoteId"],
            &[V2],
            &["ikev2 profile {ike-profile}", " identity local address {id.local}"],
        ),
        lines(
            &["RemoteId"],
            &[V1, Mail],
            &["ike profile {ike-profile}", " local-identity user-fqdn {id.local}"],
        ),
        lines(
            &["RemoteId"],
            &[V1, Named],
            &["ike profile {ike-profile}", " local-identity fqdn {id.local}"],
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
                "ikev2 keychain {keyring}",
                " peer {keyring-peer}",
                "  address {peer} 32",
                "  pre-shared-key plaintext {key}",
            ],
        ),
        lines(
            &["Psk"],
            &[V1],
            &[
                "ike keychain {keyring}",
                " pre-shared-key address {peer} 255.255.255.255 key simple {key}",
            ],
        ),
        lines(
            &["LocalSubnet", "RemoteSubnet"],
            &[Policy],
            &[
                "acl {acl.advanced}",
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
                " address-family ipv4 unicast",
                "  peer {neighbor} enable",
            ],
        ),
        lines(
            &["LocalAsn", "LocalBgpIp"],
            &[],
            &[
                "bgp {as.device}",
                " peer {neighbor} as-number {as.cloud}",
                " address-family ipv4 unicast",
                "  peer {neighbor} enable",
            ],
        ),
        lines(
            &["CustomerGatewayAsn"],
            &[],
            &["bgp {as.device}", " peer {neighbor} fake-as {as.own}"],
        ),
        lines(&["TunnelCidr"], &[Routed], &["interface {name}", " ip address {inside} 30"]),
        lines(&["EnableDpd"], &[V2, Is("false"), Has("global-dpd")], &["undo ikev2 dpd interval"]),
        lines(&["EnableDpd"], &[Is("false"), Has("global-dpd")], &["undo ike dpd interval"]),
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
