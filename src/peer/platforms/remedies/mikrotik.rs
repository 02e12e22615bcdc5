//! MikroTik RouterOS.

use super::table::If::{Is, V1, V2};
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
            &[],
            &["/ip ipsec identity set [find peer=\"{name}\"] remote-id=address:{id.remote}"],
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
                "/ip ipsec policy add peer=\"{name}\" tunnel=yes src-address={src} dst-address={dst} proposal={esp-proposal} level=unique",
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
        lines(&["tunnel"], &[], &["/ip ipsec peer enable [find name=\"{name}\"]"]),
    ],
};
