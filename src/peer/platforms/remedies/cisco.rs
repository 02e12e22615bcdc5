//! Cisco IOS and IOS-XE.

use super::table::If::{Foreign, Gre, Has, Is, Lacks, Mail, Named, Policy, Routed, V1, V2};
use super::table::{Lines, Remedies, Words, as_it_is, lines, number_of, seconds};

const IOS_WORDS: Words = Words {
    cipher: |first, name| match (first, name) {
        (true, "aes") => "aes-cbc-128".to_owned(),
        (true, "aes192") => "aes-cbc-192".to_owned(),
        (true, "aes256") => "aes-cbc-256".to_owned(),
        (false, "aes") => "esp-aes".to_owned(),
        (false, "aes192") => "esp-aes 192".to_owned(),
        (false, "aes256") => "esp-aes 256".to_owned(),
        (false, other) => format!("esp-{other}"),
        (true, other) => other.to_owned(),
    },
    hash: |first, name| match (first, name) {
        (false, "sha1") => "esp-sha-hmac".to_owned(),
        (false, other) => format!("esp-{other}-hmac"),
        (true, other) => other.to_owned(),
    },
    group: |first, name| if first { number_of(name) } else { name.to_owned() },
    life: seconds,
};

/// IKEv1 of IOS has words of its own for ciphers; the value itself tells which.
const fn policy(value: &'static str, line: &'static [&'static str]) -> Lines {
    match value.as_bytes() {
        b"aes" => lines(&["IkeEncAlg"], &[V1, Is("aes")], line),
        b"aes192" => lines(&["IkeEncAlg"], &[V1, Is("aes192")], line),
        b"aes256" => lines(&["IkeEncAlg"], &[V1, Is("aes256")], line),
        _ => lines(&["IkeEncAlg"], &[V1], line),
    }
}

pub(super) const IOS: Remedies = Remedies {
    words: IOS_WORDS,
    shape: as_it_is,
    common: &[],
    table: &[
        policy("aes", &["crypto isakmp policy {ike-number}", " encryption aes"]),
        policy("aes192", &["crypto isakmp policy {ike-number}", " encryption aes 192"]),
        policy("aes256", &["crypto isakmp policy {ike-number}", " encryption aes 256"]),
        policy("", &["crypto isakmp policy {ike-number}", " encryption {ike.enc}"]),
        lines(
            &["IkeAuthAlg"],
            &[V1, Is("sha1")],
            &["crypto isakmp policy {ike-number}", " hash sha"],
        ),
        lines(&["IkeAuthAlg"], &[V1], &["crypto isakmp policy {ike-number}", " hash {ike.auth}"]),
        lines(&["IkePfs"], &[V1], &["crypto isakmp policy {ike-number}", " group {ike.dh}"]),
        lines(
            &["IkeLifetime"],
            &[V1],
            &["crypto isakmp policy {ike-number}", " lifetime {ike.life}"],
        ),
        lines(
            &["IkeEncAlg"],
            &[V2],
            &["crypto ikev2 proposal {ike-proposal}", " encryption {ike.enc}"],
        ),
        lines(
            &["IkeAuthAlg", "prf"],
            &[V2],
            &["crypto ikev2 proposal {ike-proposal}", " integrity {ike.auth}", " prf {ike.auth}"],
        ),
        lines(&["IkePfs"], &[V2], &["crypto ikev2 proposal {ike-proposal}", " group {ike.dh}"]),
        lines(
            &["IkeLifetime"],
            &[V2],
            &["crypto ikev2 profile {ike-profile}", " lifetime {ike.life}"],
        ),
        lines(
            &["IkeVersion"],
            &[V2, Has("ike-profile"), Has("esp-policy")],
            &["crypto ipsec profile {esp-policy}", " set ikev2-profile {ike-profile}"],
        ),
        // The other version has objects of its own.
        lines(
            &["IkeVersion"],
            &[V2, Has("esp-policy")],
            &[
                "crypto ikev2 proposal {new}",
                " encryption {ike.enc}",
                " integrity {ike.auth}",
                " prf {ike.auth}",
                " group {ike.dh}",
                "crypto ikev2 policy {new}",
                " proposal {new}",
                "crypto ikev2 keyring {new}",
                " peer {new}",
                "  address {peer}",
                "  pre-shared-key {key}",
                "crypto ikev2 profile {new}",
                " match identity remote {named.remote.mask}",
                " identity local {named.local}",
                " authentication local pre-share",
                " authentication remote pre-share",
                " keyring local {new}",
                " lifetime {ike.life}",
                "crypto ipsec profile {esp-policy}",
                " set ikev2-profile {new}",
            ],
        ),
        lines(
            &["IkeVersion"],
            &[V1, Lacks("ike-number"), Has("esp-policy")],
            &[
                "crypto isakmp policy {new.no}",
                " encryption {isakmp.enc}",
                " hash {isakmp.hash}",
                " authentication pre-share",
                " group {ike.dh}",
                " lifetime {ike.life}",
                "crypto isakmp key {key} address {peer}",
                "crypto ipsec profile {esp-policy}",
                " no set ikev2-profile",
            ],
        ),
        lines(
            &["IkeVersion"],
            &[V1, Has("esp-policy")],
            &["crypto ipsec profile {esp-policy}", " no set ikev2-profile"],
        ),
        lines(
            &["IkeVersion"],
            &[V2, Has("ike-profile")],
            &["crypto map {name} ipsec-isakmp", " set ikev2-profile {ike-profile}"],
        ),
        lines(
            &["IkeVersion"],
            &[V2],
            &[
                "crypto ikev2 proposal {new}",
                " encryption {ike.enc}",
                " integrity {ike.auth}",
                " prf {ike.auth}",
                " group {ike.dh}",
                "crypto ikev2 policy {new}",
                " proposal {new}",
                "crypto ikev2 keyring {new}",
                " peer {new}",
                "  address {peer}",
                "  pre-shared-key {key}",
                "crypto ikev2 profile {new}",
                " match identity remote {named.remote.mask}",
                " identity local {named.local}",
                " authentication local pre-share",
                " authentication remote pre-share",
                " keyring local {new}",
                " lifetime {ike.life}",
                "crypto map {name} ipsec-isakmp",
                " set ikev2-profile {new}",
            ],
        ),
        lines(&["IkeVersion"], &[V1], &["crypto map {name} ipsec-isakmp", " no set ikev2-profile"]),
        lines(&["encapsulation"], &[Routed, Gre], &["interface {name}", " tunnel mode ipsec ipv4"]),
        lines(
            &["IpsecEncAlg", "IpsecAuthAlg", "encapsulation"],
            &[],
            &["crypto ipsec transform-set {esp-proposal} {esp.enc} {esp.auth}", " mode tunnel"],
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
        lines(&["IpsecPfs"], &[Is("disabled")], &["crypto map {name} ipsec-isakmp", " no set pfs"]),
        lines(&["IpsecPfs"], &[], &["crypto map {name} ipsec-isakmp", " set pfs {esp.pfs}"]),
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
            &[],
            &[
                "crypto map {name} ipsec-isakmp",
                " set security-association lifetime seconds {esp.life}",
            ],
        ),
        lines(
            &["volume"],
            &[Has("esp-policy")],
            &[
                "crypto ipsec profile {esp-policy}",
                " set security-association lifetime kilobytes disable",
            ],
        ),
        lines(
            &["volume"],
            &[],
            &[
                "crypto map {name} ipsec-isakmp",
                " set security-association lifetime kilobytes disable",
            ],
        ),
        lines(
            &["LocalId"],
            &[V2, Mail],
            &["crypto ikev2 profile {ike-profile}", " match identity remote email {id.remote}"],
        ),
        lines(
            &["LocalId"],
            &[V2, Named],
            &["crypto ikev2 profile {ike-profile}", " match identity remote fqdn {id.remote}"],
        ),
        lines(
            &["LocalId"],
            &[V2],
            &[
                "crypto ikev2 profile {ike-profile}",
                " match identity remote address {id.remote} 255.255.255.255",
            ],
        ),
        lines(
            &["GatewayIp"],
            &[V2, Routed],
            &[
                "crypto ikev2 keyring {keyring}",
                " peer {keyring-peer}",
                "  address {peer}",
                "crypto ikev2 profile {ike-profile}",
                " match identity remote address {peer} 255.255.255.255",
                "interface {name}",
                " tunnel destination {peer}",
            ],
        ),
        lines(&["GatewayIp"], &[Routed], &["interface {name}", " tunnel destination {peer}"]),
        lines(&["GatewayIp"], &[], &["crypto map {name} ipsec-isakmp", " set peer {peer}"]),
        lines(
            &["RemoteId"],
            &[V2, Mail],
            &["crypto ikev2 profile {ike-profile}", " identity local email {id.local}"],
        ),
        lines(
            &["RemoteId"],
            &[V2, Named],
            &["crypto ikev2 profile {ike-profile}", " identity local fqdn {id.local}"],
        ),
        lines(
            &["RemoteId"],
            &[V2],
            &["crypto ikev2 profile {ike-profile}", " identity local address {id.local}"],
        ),
        // IKEv1 sends the address of its interface and no other.
        lines(&["RemoteId"], &[V1, Foreign], &[]),
        lines(
            &["RemoteId"],
            &[V1, Mail, Has("isakmp-profile")],
            &["crypto isakmp profile {isakmp-profile}", " self-identity user-fqdn {id.local}"],
        ),
        lines(
            &["RemoteId"],
            &[V1, Named, Has("isakmp-profile")],
            &["crypto isakmp profile {isakmp-profile}", " self-identity fqdn {id.local}"],
        ),
        lines(
            &["RemoteId"],
            &[V1, Has("isakmp-profile")],
            &["crypto isakmp profile {isakmp-profile}", " self-identity address"],
        ),
        lines(&["RemoteId"], &[V1, Named], &["crypto isakmp identity hostname"]),
        lines(&["RemoteId"], &[V1], &["crypto isakmp identity address"]),
        lines(
            &["Psk"],
            &[V2],
            &[
                "crypto ikev2 keyring {keyring}",
                " peer {keyring-peer}",
                "  address {peer}",
                "  pre-shared-key {key}",
            ],
        ),
        lines(
            &["Psk"],
            &[V1, Has("keyring")],
            &["crypto keyring {keyring}", "  pre-shared-key address {peer} key {key}"],
        ),
        lines(&["Psk"], &[V1], &["crypto isakmp key {key} address {peer}"]),
        lines(
            &["LocalSubnet", "RemoteSubnet"],
            &[Policy],
            &[
                "ip access-list extended {access-list}",
                " no {rule.no}",
                " permit ip {src.net} {src.wild} {dst.net} {dst.wild}",
            ],
        ),
        lines(
            &["LocalAsn"],
            &[],
            &["router bgp {as.device}", " neighbor {neighbor} remote-as {as.cloud}"],
        ),
        lines(
            &["LocalBgpIp"],
            &[Has("neighbor")],
            &[
                "router bgp {as.device}",
                " no neighbor {neighbor.old}",
                " neighbor {neighbor} remote-as {as.cloud}",
            ],
        ),
        lines(
            &["LocalBgpIp"],
            &[],
            &["router bgp {as.device}", " neighbor {neighbor} remote-as {as.cloud}"],
        ),
        lines(
            &["CustomerGatewayAsn"],
            &[],
            &["router bgp {as.device}", " neighbor {neighbor} local-as {as.own}"],
        ),
        lines(
            &["TunnelCidr"],
            &[Routed],
            &["interface {name}", " ip address {inside} 255.255.255.252"],
        ),
        lines(
            &["EnableDpd"],
            &[V2, Is("false")],
            &["crypto ikev2 profile {ike-profile}", " no dpd"],
        ),
        lines(&["EnableDpd"], &[V2], &["crypto ikev2 profile {ike-profile}", " dpd 10 3 periodic"]),
        lines(&["EnableDpd"], &[V1, Is("false")], &["no crypto isakmp keepalive"]),
        lines(&["EnableDpd"], &[V1], &["crypto isakmp keepalive 10 3 periodic"]),
        lines(&["EnableNatTraversal"], &[], &["crypto ipsec nat-transparency udp-encapsulation"]),
        lines(
            &["mtu"],
            &[Routed],
            &["interface {name}", " ip mtu 1400", " ip tcp adjust-mss 1360"],
        ),
        lines(&["tunnel"], &[Routed], &["interface {name}", " no shutdown"]),
        lines(
            &["EffectImmediately"],
            &[Has("esp-policy")],
            &["crypto ipsec profile {esp-policy}", " no responder-only"],
        ),
    ],
};
