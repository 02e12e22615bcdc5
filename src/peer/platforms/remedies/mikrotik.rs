//! MikroTik RouterOS.

use super::table::If::{Has, Is, Mail, Named, V1, V2};
use super::table::{Remedies, Words, as_it_is, lines, modp, with_cbc};

pub(super) const ROUTEROS: Remedies = Remedies {
    words: Words {
        cipher: |first, name| match (first, name) {
            (_, "des" | "3des") => name.to_owned(),
            (true, name) => with_cbc(name).trim_end_matches("-cbc").to_owned(),
            (false, name) => with_cbc(name),
        },
        hash: |_, name| name.to_owned(),
        group: |_, name| modp(name),
        life: |seconds| format!("{seconds}s"),
    },
    shape: as_it_is,
    common: &[],
    table: &[
        // Up to 6.42 a peer has no name, and holds what is now in its profile.
        lines(
            &["IkeEncAlg"],
            &[Has("old-peer")],
            &["/ip ipsec peer set [find address=\"{old-peer}\"] enc-algorithm={ike.enc}"],
        ),
        lines(
            &["IkeAuthAlg"],
            &[Has("old-peer")],
            &["/ip ipsec peer set [find address=\"{old-peer}\"] hash-algorithm={ike.auth}"],
        ),
        lines(
            &["IkePfs"],
            &[Has("old-peer")],
            &["/ip ipsec peer set [find address=\"{old-peer}\"] dh-group={ike.dh}"],
        ),
        lines(
            &["IkeLifetime"],
            &[Has("old-peer")],
            &["/ip ipsec peer set [find address=\"{old-peer}\"] lifetime={ike.life}"],
        ),
        lines(
            &["EnableDpd"],
            &[Has("old-peer"), Is("false")],
            &["/ip ipsec peer set [find address=\"{old-peer}\"] dpd-interval=disable-dpd"],
        ),
        lines(
            &["EnableDpd"],
            &[Has("old-peer")],
            &[
                "/ip ipsec peer set [find address=\"{old-peer}\"] dpd-interval=10s dpd-maximum-failures=3",
            ],
        ),
        lines(
            &["EnableNatTraversal"],
            &[Has("old-peer")],
            &["/ip ipsec peer set [find address=\"{old-peer}\"] nat-traversal=yes"],
        ),
        lines(
            &["GatewayIp"],
            &[Has("old-peer")],
            &["/ip ipsec peer set [find address=\"{old-peer}\"] address={peer}/32"],
        ),
        lines(
            &["Psk"],
            &[Has("old-peer")],
            &["/ip ipsec peer set [find address=\"{old-peer}\"] secret=\"{key}\""],
        ),
        // The names come with the identities of 6.44.
        lines(&["LocalId", "RemoteId"], &[Has("old-peer")], &[]),
        lines(
            &["LocalSubnet", "RemoteSubnet"],
            &[Has("old-peer")],
            &[
                "/ip ipsec policy remove [find sa-dst-address={peer}]",
                "/ip ipsec policy add tunnel=yes sa-dst-address={peer} src-address={src} dst-address={dst} proposal={esp-proposal} level=unique",
            ],
        ),
        lines(
            &["tunnel"],
            &[Has("old-peer")],
            &["/ip ipsec peer enable [find address=\"{old-peer}\"]"],
        ),
        lines(
            &["IkeVersion"],
            &[V2],
            &["/ip ipsec peer set [find name=\"{name}\"] exchange-mode=ike2"],
        ),
        lines(
            &["IkeVersion"],
            &[V1],
            &["/ip ipsec peer set [find name=\"{name}\"] exchange-mode=main"],
        ),
        lines(
            &["IkeMode"],
            &[Is("aggressive")],
            &["/ip ipsec peer set [find name=\"{name}\"] exchange-mode=aggressive"],
        ),
        lines(&["IkeMode"], &[], &["/ip ipsec peer set [find name=\"{name}\"] exchange-mode=main"]),
        lines(
            &["IkeEncAlg"],
            &[],
            &["/ip ipsec profile set [find name=\"{ike-proposal}\"] enc-algorithm={ike.enc}"],
        ),
        lines(
            &["IkeAuthAlg", "prf"],
            &[],
            &[
                "/ip ipsec profile set [find name=\"{ike-proposal}\"] hash-algorithm={ike.auth} prf-algorithm=auto",
            ],
        ),
        lines(
            &["IkePfs"],
            &[],
            &["/ip ipsec profile set [find name=\"{ike-proposal}\"] dh-group={ike.dh}"],
        ),
        lines(
            &["IkeLifetime"],
            &[],
            &["/ip ipsec profile set [find name=\"{ike-proposal}\"] lifetime={ike.life}"],
        ),
        lines(
            &["IpsecEncAlg"],
            &[],
            &["/ip ipsec proposal set [find name=\"{esp-proposal}\"] enc-algorithms={esp.enc}"],
        ),
        // There is no SHA-384 in phase 2.
        lines(&["IpsecAuthAlg"], &[Is("sha384")], &[]),
        lines(
            &["IpsecAuthAlg"],
            &[],
            &["/ip ipsec proposal set [find name=\"{esp-proposal}\"] auth-algorithms={esp.auth}"],
        ),
        lines(
            &["IpsecPfs"],
            &[],
            &["/ip ipsec proposal set [find name=\"{esp-proposal}\"] pfs-group={esp.pfs}"],
        ),
        lines(
            &["IpsecLifetime"],
            &[],
            &["/ip ipsec proposal set [find name=\"{esp-proposal}\"] lifetime={esp.life}"],
        ),
        lines(
            &["LocalId"],
            &[Mail],
            &["/ip ipsec identity set [find peer=\"{name}\"] remote-id=user-fqdn:{id.remote}"],
        ),
        lines(
            &["LocalId"],
            &[Named],
            &["/ip ipsec identity set [find peer=\"{name}\"] remote-id=fqdn:{id.remote}"],
        ),
        lines(
            &["LocalId"],
            &[],
            &["/ip ipsec identity set [find peer=\"{name}\"] remote-id=address:{id.remote}"],
        ),
        lines(
            &["RemoteId"],
            &[Mail],
            &["/ip ipsec identity set [find peer=\"{name}\"] my-id=user-fqdn:{id.local}"],
        ),
        lines(
            &["RemoteId"],
            &[Named],
            &["/ip ipsec identity set [find peer=\"{name}\"] my-id=fqdn:{id.local}"],
        ),
        lines(
            &["RemoteId"],
            &[],
            &["/ip ipsec identity set [find peer=\"{name}\"] my-id=address:{id.local}"],
        ),
        lines(
            &["GatewayIp"],
            &[],
            &["/ip ipsec peer set [find name=\"{name}\"] address={peer}/32"],
        ),
        lines(&["Psk"], &[], &["/ip ipsec identity set [find peer=\"{name}\"] secret=\"{key}\""]),
        lines(
            &["LocalSubnet", "RemoteSubnet"],
            &[],
            &[
                "/ip ipsec policy remove [find peer=\"{policy-peers}\"]",
                "/ip ipsec policy add peer=\"{policy-peers}\" tunnel=yes src-address={src} dst-address={dst} proposal={esp-proposal} level=unique",
            ],
        ),
        lines(
            &["EnableDpd"],
            &[Is("false")],
            &["/ip ipsec profile set [find name=\"{ike-proposal}\"] dpd-interval=disable-dpd"],
        ),
        lines(
            &["EnableDpd"],
            &[],
            &[
                "/ip ipsec profile set [find name=\"{ike-proposal}\"] dpd-interval=10s dpd-maximum-failures=3",
            ],
        ),
        lines(
            &["EnableNatTraversal"],
            &[],
            &["/ip ipsec profile set [find name=\"{ike-proposal}\"] nat-traversal=yes"],
        ),
        lines(
            &["LocalAsn", "LocalBgpIp"],
            &[],
            &["/routing bgp connection set [find remote.address={neighbor}] remote.as={as.cloud}"],
        ),
        lines(
            &["EffectImmediately"],
            &[],
            &["/ip ipsec peer set [find name=\"{name}\"] passive=no"],
        ),
        lines(
            &["tunnel"],
            &[Has("policy-off")],
            &["/ip ipsec policy enable [find peer=\"{policy-off}\"]"],
        ),
        lines(&["tunnel"], &[], &["/ip ipsec peer enable [find name=\"{name}\"]"]),
    ],
};
