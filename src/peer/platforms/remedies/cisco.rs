//! Cisco IOS and IOS-XE, and ASA.

use super::table::If::{Has, Is, Lacks, Policy, Routed, V1, V2};
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
            &[V2, Has("esp-policy")],
            &["crypto ipsec profile {esp-policy}", " set ikev2-profile {ike-profile}"],
        ),
        lines(
            &["IkeVersion"],
            &[V1, Has("esp-policy")],
            &["crypto ipsec profile {esp-policy}", " no set ikev2-profile"],
        ),
        lines(&["IkeVersion"], &[V2], &["crypto map {name}", " set ikev2-profile {ike-profile}"]),
        lines(&["IkeVersion"], &[V1], &["crypto map {name}", " no set ikev2-profile"]),
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
            &["LocalId", "GatewayIp"],
            &[V2, Routed],
            &[
                "crypto ikev2 profile {ike-profile}",
                " match identity remote address {id.remote} 255.255.255.255",
                "interface {name}",
                " tunnel destination {peer}",
            ],
        ),
        lines(
            &["LocalId"],
            &[V2],
            &[
                "crypto ikev2 profile {ike-profile}",
                " match identity remote address {id.remote} 255.255.255.255",
            ],
        ),
        lines(&["GatewayIp"], &[Routed], &["interface {name}", " tunnel destination {peer}"]),
        lines(&["GatewayIp"], &[], &["crypto map {name} ipsec-isakmp", " set peer {peer}"]),
        lines(
            &["RemoteId"],
            &[V2],
            &["crypto ikev2 profile {ike-profile}", " identity local address {id.local}"],
        ),
        lines(&["RemoteId"], &[V1], &["crypto isakmp identity address"]),
        lines(
            &["Psk"],
            &[V2],
            &[
                "crypto ikev2 keyring {keyring}",
                " peer {name}",
                "  address {peer}",
                "  pre-shared-key {key}",
            ],
        ),
        lines(&["Psk"], &[V1], &["crypto isakmp key {key} address {peer}"]),
        lines(
            &["LocalSubnet", "RemoteSubnet"],
            &[Policy],
            &[
                "ip access-list extended <ACCESS-LIST>",
                " permit ip {src.net} {src.wild} {dst.net} {dst.wild}",
            ],
        ),
        lines(
            &["LocalAsn", "LocalBgpIp"],
            &[],
            &["router bgp {as.own}", " neighbor {neighbor} remote-as {as.cloud}"],
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
        lines(
            &["IkeVersion"],
            &[V2],
            &[
                "group-policy <GROUP-POLICY> attributes",
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
                "group-policy <GROUP-POLICY> attributes",
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
            &["crypto ipsec ikev1 transform-set {esp-proposal} esp-{esp.enc} esp-sha-hmac"],
        ),
        lines(
            &["IpsecEncAlg", "IpsecAuthAlg"],
            &[V1],
            &["crypto ipsec ikev1 transform-set {esp-proposal} esp-{esp.enc} esp-md5-hmac"],
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
                "access-list <ACCESS-LIST> extended permit ip {src.net} {src.mask} {dst.net} {dst.mask}",
            ],
        ),
        lines(
            &["LocalAsn", "LocalBgpIp"],
            &[],
            &[
                "router bgp {as.own}",
                " address-family ipv4 unicast",
                "  neighbor {neighbor} remote-as {as.cloud}",
                "  neighbor {neighbor} activate",
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
