//! Palo Alto Networks. A list is deleted first, since `set` adds to it.

use super::table::If::{Is, Mail, Named, V1, V2};
use super::table::{Remedies, Words, as_it_is, lines, with_cbc};

/// `hours 24`: at most 65535 can be said in seconds.
fn life(seconds: u64) -> String {
    match seconds {
        seconds if seconds <= 65_535 => format!("seconds {seconds}"),
        seconds if seconds.is_multiple_of(3600) => format!("hours {}", seconds / 3600),
        seconds => format!("minutes {}", seconds / 60),
    }
}

pub(super) const PANOS: Remedies = Remedies {
    words: Words {
        cipher: |_, name| if name.contains("des") { name.to_owned() } else { with_cbc(name) },
        hash: |_, name| name.to_owned(),
        group: |_, name| if name == "disabled" { "no-pfs".to_owned() } else { name.to_owned() },
        life,
    },
    shape: as_it_is,
    common: &[],
    table: &[
        lines(
            &["IkeVersion"],
            &[V2],
            &["set network ike gateway {ike-gateway} protocol version ikev2"],
        ),
        lines(
            &["IkeVersion"],
            &[V1],
            &["set network ike gateway {ike-gateway} protocol version ikev1"],
        ),
        lines(
            &["IkeMode"],
            &[Is("aggressive")],
            &["set network ike gateway {ike-gateway} protocol ikev1 exchange-mode aggressive"],
        ),
        lines(
            &["IkeMode"],
            &[],
            &["set network ike gateway {ike-gateway} protocol ikev1 exchange-mode main"],
        ),
        lines(
            &["IkeEncAlg"],
            &[],
            &[
                "delete network ike crypto-profiles ike-crypto-profiles {ike-proposal} encryption",
                "set network ike crypto-profiles ike-crypto-profiles {ike-proposal} encryption {ike.enc}",
            ],
        ),
        lines(
            &["IkeAuthAlg", "prf"],
            &[],
            &[
                "delete network ike crypto-profiles ike-crypto-profiles {ike-proposal} hash",
                "set network ike crypto-profiles ike-crypto-profiles {ike-proposal} hash {ike.auth}",
            ],
        ),
        lines(
            &["IkePfs"],
            &[],
            &[
                "delete network ike crypto-profiles ike-crypto-profiles {ike-proposal} dh-group",
                "set network ike crypto-profiles ike-crypto-profiles {ike-proposal} dh-group {ike.dh}",
            ],
        ),
        lines(
            &["IkeLifetime"],
            &[],
            &[
                "delete network ike crypto-profiles ike-crypto-profiles {ike-proposal} lifetime",
                "set network ike crypto-profiles ike-crypto-profiles {ike-proposal} lifetime {ike.life}",
            ],
        ),
        lines(
            &["IpsecEncAlg"],
            &[],
            &[
                "delete network ike crypto-profiles ipsec-crypto-profiles {esp-proposal} esp encryption",
                "set network ike crypto-profiles ipsec-crypto-profiles {esp-proposal} esp encryption {esp.enc}",
            ],
        ),
        lines(
            &["IpsecAuthAlg"],
            &[],
            &[
                "delete network ike crypto-profiles ipsec-crypto-profiles {esp-proposal} esp authentication",
                "set network ike crypto-profiles ipsec-crypto-profiles {esp-proposal} esp authentication {esp.auth}",
            ],
        ),
        lines(
            &["IpsecPfs"],
            &[],
            &[
                "set network ike crypto-profiles ipsec-crypto-profiles {esp-proposal} dh-group {esp.pfs}",
            ],
        ),
        lines(
            &["IpsecLifetime"],
            &[],
            &[
                "delete network ike crypto-profiles ipsec-crypto-profiles {esp-proposal} lifetime",
                "set network ike crypto-profiles ipsec-crypto-profiles {esp-proposal} lifetime {esp.life}",
            ],
        ),
        lines(
            &["encapsulation"],
            &[],
            &["delete network ike crypto-profiles ipsec-crypto-profiles {esp-proposal} ah"],
        ),
        lines(
            &["volume"],
            &[],
            &["delete network ike crypto-profiles ipsec-crypto-profiles {esp-proposal} lifesize"],
        ),
        lines(
            &["LocalId"],
            &[Mail],
            &[
                "delete network ike gateway {ike-gateway} peer-id",
                "set network ike gateway {ike-gateway} peer-id type ufqdn",
                "set network ike gateway {ike-gateway} peer-id id {id.remote}",
            ],
        ),
        lines(
            &["LocalId"],
            &[Named],
            &[
                "delete network ike gateway {ike-gateway} peer-id",
                "set network ike gateway {ike-gateway} peer-id type fqdn",
                "set network ike gateway {ike-gateway} peer-id id {id.remote}",
            ],
        ),
        lines(
            &["LocalId"],
            &[],
            &[
                "delete network ike gateway {ike-gateway} peer-id",
                "set network ike gateway {ike-gateway} peer-id type ipaddr",
                "set network ike gateway {ike-gateway} peer-id id {id.remote}",
            ],
        ),
        lines(
            &["RemoteId"],
            &[Mail],
            &[
                "delete network ike gateway {ike-gateway} local-id",
                "set network ike gateway {ike-gateway} local-id type ufqdn",
                "set network ike gateway {ike-gateway} local-id id {id.local}",
            ],
        ),
        lines(
            &["RemoteId"],
            &[Named],
            &[
                "delete network ike gateway {ike-gateway} local-id",
                "set network ike gateway {ike-gateway} local-id type fqdn",
                "set network ike gateway {ike-gateway} local-id id {id.local}",
            ],
        ),
        lines(
            &["RemoteId"],
            &[],
            &[
                "delete network ike gateway {ike-gateway} local-id",
                "set network ike gateway {ike-gateway} local-id type ipaddr",
                "set network ike gateway {ike-gateway} local-id id {id.local}",
            ],
        ),
        lines(
            &["GatewayIp"],
            &[],
            &["set network ike gateway {ike-gateway} peer-address ip {peer}"],
        ),
        lines(
            &["Psk"],
            &[],
            &["set network ike gateway {ike-gateway} authentication pre-shared-key key {key}"],
        ),
        lines(
            &["LocalSubnet", "RemoteSubnet"],
            &[],
            &[
                "delete network tunnel ipsec {name} auto-key proxy-id",
                "set network tunnel ipsec {name} auto-key proxy-id pair{pair} local {src} remote {dst} protocol any",
            ],
        ),
        lines(
            &["LocalAsn", "LocalBgpIp"],
            &[],
            &[
                "set network virtual-router {bgp-router} protocol bgp peer-group {bgp-group} peer {bgp-peer} peer-as {as.cloud}",
                "set network virtual-router {bgp-router} protocol bgp peer-group {bgp-group} peer {bgp-peer} peer-address ip {neighbor}",
            ],
        ),
        lines(
            &["CustomerGatewayAsn"],
            &[],
            &["set network virtual-router {bgp-router} protocol bgp local-as {as.own}"],
        ),
        lines(
            &["TunnelCidr"],
            &[],
            &[
                "delete network interface tunnel units {interface} ip",
                "set network interface tunnel units {interface} ip {inside}/30",
            ],
        ),
        lines(
            &["EnableDpd"],
            &[V2, Is("false")],
            &["set network ike gateway {ike-gateway} protocol ikev2 dpd enable no"],
        ),
        lines(
            &["EnableDpd"],
            &[V2],
            &["set network ike gateway {ike-gateway} protocol ikev2 dpd enable yes"],
        ),
        lines(
            &["EnableDpd"],
            &[Is("false")],
            &["set network ike gateway {ike-gateway} protocol ikev1 dpd enable no"],
        ),
        lines(
            &["EnableDpd"],
            &[],
            &["set network ike gateway {ike-gateway} protocol ikev1 dpd enable yes"],
        ),
        lines(
            &["EnableNatTraversal"],
            &[],
            &["set network ike gateway {ike-gateway} protocol-common nat-traversal enable yes"],
        ),
        lines(&["mtu"], &[], &["set network interface tunnel units {interface} mtu 1400"]),
        lines(
            &["EffectImmediately"],
            &[],
            &["set network ike gateway {ike-gateway} protocol-common passive-mode no"],
        ),
        lines(&["tunnel"], &[], &["set network tunnel ipsec {name} disabled no"]),
    ],
};
