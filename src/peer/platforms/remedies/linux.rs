//! strongSwan (`swanctl.conf`, and `ipsec.conf`), libreswan and OpenWrt.

use super::table::If::{Has, Is, Lacks, V1, V2};
use super::table::{Lines, Remedies, Words, as_it_is, lines, modp, seconds, with_bits};

const WORDS: Words = Words {
    cipher: |_, name| with_bits(name),
    hash: |_, name| name.to_owned(),
    group: |_, name| modp(name),
    life: seconds,
};

/// A setting of a connection in `swanctl.conf`.
const CONN: super::table::If = Has("child");

pub(super) const STRONGSWAN: Remedies = Remedies {
    words: WORDS,
    shape: nested,
    common: IPSEC_CONF,
    table: &[
        lines(&["IkeVersion"], &[CONN, V2], &["connections.{name}.version = 2"]),
        lines(&["IkeVersion"], &[CONN, V1], &["connections.{name}.version = 1"]),
        lines(&["IkeMode"], &[CONN, Is("aggressive")], &["connections.{name}.aggressive = yes"]),
        lines(&["IkeMode"], &[CONN], &["connections.{name}.aggressive = no"]),
        lines(
            &["IkeEncAlg", "IkeAuthAlg", "IkePfs", "prf"],
            &[CONN],
            &["connections.{name}.proposals = {ike.enc}-{ike.auth}-{ike.dh}"],
        ),
        lines(
            &["IkeLifetime"],
            &[CONN],
            &[
                "connections.{name}.rekey_time = {ike.rekey}s",
                "connections.{name}.over_time = {ike.over}s",
            ],
        ),
        lines(
            &["IpsecEncAlg", "IpsecAuthAlg", "IpsecPfs"],
            &[CONN],
            &["connections.{name}.children.{child}.esp_proposals = {esp.enc}-{esp.auth}{-esp.pfs}"],
        ),
        lines(
            &["IpsecLifetime"],
            &[CONN],
            &[
                "connections.{name}.children.{child}.rekey_time = {esp.rekey}s",
                "connections.{name}.children.{child}.life_time = {esp.life}s",
            ],
        ),
        lines(
            &["volume"],
            &[CONN],
            &[
                "connections.{name}.children.{child}.rekey_bytes = 0",
                "connections.{name}.children.{child}.life_bytes = 0",
            ],
        ),
        lines(&["encapsulation"], &[CONN], &["connections.{name}.children.{child}.mode = tunnel"]),
        lines(&["LocalId"], &[CONN], &["connections.{name}.{remote}.id = \"{id.remote}\""]),
        lines(&["RemoteId"], &[CONN], &["connections.{name}.{local}.id = \"{id.local}\""]),
        lines(&["GatewayIp"], &[CONN], &["connections.{name}.remote_addrs = {peer}"]),
        lines(&["Psk"], &[CONN, Has("secret")], &["secrets.{secret}.secret = \"{key}\""]),
        lines(&["Psk"], &[CONN], &["secrets.ike-{name}.secret = \"{key}\""]),
        lines(
            &["LocalSubnet", "RemoteSubnet"],
            &[CONN],
            &[
                "connections.{name}.children.{child}.local_ts = {local.nets}",
                "connections.{name}.children.{child}.remote_ts = {remote.nets}",
            ],
        ),
        lines(&["EnableDpd"], &[CONN, Is("false")], &["connections.{name}.dpd_delay = 0s"]),
        lines(
            &["EnableDpd"],
            &[CONN],
            &[
                "connections.{name}.dpd_delay = 10s",
                "connections.{name}.children.{child}.dpd_action = restart",
            ],
        ),
        lines(&["EnableNatTraversal"], &[CONN], &["connections.{name}.encap = no"]),
        lines(
            &["EffectImmediately"],
            &[CONN],
            &["connections.{name}.children.{child}.start_action = start"],
        ),
        lines(&["sha2"], &[CONN], &["connections.{name}.children.{child}.sha256_96 = no"]),
        lines(&["mtu"], &[CONN], &["ip link set <INTERFACE> mtu 1400"]),
    ],
};

/// The older file, `ipsec.conf`, for both daemons. Proposals differ.
const IPSEC_CONF: &[Lines] = &[
    lines(&["IkeVersion"], &[V2], &["conn {name}", "  keyexchange=ikev2"]),
    lines(&["IkeVersion"], &[V1], &["conn {name}", "  keyexchange=ikev1"]),
    lines(&["IkeMode"], &[Is("aggressive")], &["conn {name}", "  aggressive=yes"]),
    lines(&["IkeMode"], &[], &["conn {name}", "  aggressive=no"]),
    lines(
        &["IkeEncAlg", "IkeAuthAlg", "IkePfs", "prf"],
        &[Lacks("child")],
        &["conn {name}", "  ike={ike.enc}-{ike.auth}-{ike.dh}!"],
    ),
    lines(&["IkeLifetime"], &[], &["conn {name}", "  ikelifetime={ike.life}s"]),
    lines(
        &["IpsecEncAlg", "IpsecAuthAlg", "IpsecPfs"],
        &[],
        &["conn {name}", "  esp={esp.enc}-{esp.auth}{-esp.pfs}!"],
    ),
    lines(&["IpsecLifetime"], &[], &["conn {name}", "  lifetime={esp.life}s"]),
    lines(&["volume"], &[], &["conn {name}", "  lifebytes=0"]),
    lines(&["encapsulation"], &[], &["conn {name}", "  type=tunnel"]),
    lines(&["LocalId"], &[], &["conn {name}", "  rightid={id.remote}"]),
    lines(&["RemoteId"], &[], &["conn {name}", "  leftid={id.local}"]),
    lines(&["GatewayIp"], &[], &["conn {name}", "  right={peer}"]),
    lines(&["Psk"], &[], &["{id.local} {id.remote} : PSK \"{key}\""]),
    lines(
        &["LocalSubnet", "RemoteSubnet"],
        &[],
        &["conn {name}", "  leftsubnet={local.nets}", "  rightsubnet={remote.nets}"],
    ),
    lines(&["EnableDpd"], &[Is("false")], &["conn {name}", "  dpdaction=none"]),
    lines(&["EnableDpd"], &[], &["conn {name}", "  dpdaction=restart", "  dpddelay=10s"]),
    lines(&["EnableNatTraversal"], &[], &["conn {name}", "  forceencaps=no"]),
    lines(&["EffectImmediately", "tunnel"], &[], &["conn {name}", "  auto=start"]),
    lines(&["sha2"], &[], &["conn {name}", "  sha256_96=no"]),
    lines(&["mtu"], &[], &["ip link set <INTERFACE> mtu 1400"]),
];

pub(super) const LIBRESWAN: Remedies = Remedies {
    words: Words {
        hash: |_, name| match name {
            "sha256" => "sha2_256".to_owned(),
            "sha384" => "sha2_384".to_owned(),
            "sha512" => "sha2_512".to_owned(),
            other => other.to_owned(),
        },
        ..WORDS
    },
    shape: nested,
    common: IPSEC_CONF,
    table: &[
        lines(
            &["IkeEncAlg", "IkeAuthAlg", "IkePfs", "prf"],
            &[],
            &["conn {name}", "    ike={ike.enc}-{ike.auth};{ike.dh}"],
        ),
        lines(&["IpsecPfs"], &[Is("disabled")], &["conn {name}", "    pfs=no"]),
        lines(
            &["IpsecEncAlg", "IpsecAuthAlg", "IpsecPfs"],
            &[],
            &["conn {name}", "    pfs=yes", "    esp={esp.enc}-{esp.auth}{;esp.pfs}"],
        ),
        lines(&["IkeLifetime"], &[], &["conn {name}", "    ikelifetime={ike.life}s"]),
        lines(&["IpsecLifetime"], &[], &["conn {name}", "    salifetime={esp.life}s"]),
        lines(&["volume"], &[], &["conn {name}", "    ipsec-max-bytes=2^63B"]),
        lines(&["EnableNatTraversal"], &[], &["conn {name}", "    encapsulation=auto"]),
        lines(&["EnableDpd"], &[Is("false")], &["conn {name}", "    dpddelay=0"]),
        lines(&["EnableDpd"], &[], &["conn {name}", "    dpddelay=10", "    dpdtimeout=30"]),
    ],
};

pub(super) const OPENWRT: Remedies = Remedies {
    words: WORDS,
    shape: as_it_is,
    common: &[],
    table: &[
        lines(&["IkeVersion"], &[V2], &["uci set ipsec.{name}.keyexchange='ikev2'"]),
        lines(&["IkeVersion"], &[V1], &["uci set ipsec.{name}.keyexchange='ikev1'"]),
        lines(
            &["IkeEncAlg", "IkeAuthAlg", "IkePfs", "prf"],
            &[],
            &[
                "uci set ipsec.{ike-proposal}.encryption_algorithm='{ike.enc}'",
                "uci set ipsec.{ike-proposal}.hash_algorithm='{ike.auth}'",
                "uci set ipsec.{ike-proposal}.dh_group='{ike.dh}'",
            ],
        ),
        lines(
            &["IkeLifetime"],
            &[],
            &[
                "uci set ipsec.{name}.rekeytime='{ike.rekey}s'",
                "uci set ipsec.{name}.overtime='{ike.over}s'",
            ],
        ),
        lines(&["IpsecPfs"], &[Is("disabled")], &["uci delete ipsec.{esp-proposal}.dh_group"]),
        lines(
            &["IpsecEncAlg", "IpsecAuthAlg", "IpsecPfs"],
            &[],
            &[
                "uci set ipsec.{esp-proposal}.encryption_algorithm='{esp.enc}'",
                "uci set ipsec.{esp-proposal}.hash_algorithm='{esp.auth}'",
                "uci set ipsec.{esp-proposal}.dh_group='{esp.pfs}'",
            ],
        ),
        lines(
            &["IpsecLifetime"],
            &[],
            &[
                "uci set ipsec.{child}.rekeytime='{esp.rekey}s'",
                "uci set ipsec.{child}.lifetime='{esp.life}s'",
            ],
        ),
        lines(&["volume"], &[], &["uci delete ipsec.{child}.lifebytes"]),
        lines(&["LocalId"], &[], &["uci set ipsec.{name}.remote_identifier='{id.remote}'"]),
        lines(&["RemoteId"], &[], &["uci set ipsec.{name}.local_identifier='{id.local}'"]),
        lines(&["GatewayIp"], &[], &["uci set ipsec.{name}.gateway='{peer}'"]),
        lines(&["Psk"], &[], &["uci set ipsec.{name}.pre_shared_key='{key}'"]),
        lines(
            &["LocalSubnet", "RemoteSubnet"],
            &[],
            &[
                "uci set ipsec.{child}.local_subnet='{local.nets}'",
                "uci set ipsec.{child}.remote_subnet='{remote.nets}'",
            ],
        ),
        lines(&["EnableDpd"], &[Is("false")], &["uci set ipsec.{child}.dpdaction='none'"]),
        lines(
            &["EnableDpd"],
            &[],
            &["uci set ipsec.{name}.dpddelay='10s'", "uci set ipsec.{child}.dpdaction='restart'"],
        ),
        lines(&["EffectImmediately"], &[], &["uci set ipsec.{child}.startaction='start'"]),
        lines(&["tunnel"], &[], &["uci set ipsec.{name}.enabled='1'"]),
    ],
};

/// Settings of `swanctl.conf` as their sections: `connections.a.version = 2` is written in braces. What is
/// said of a section twice is merged by the daemon.
fn nested(lines: Vec<String>) -> Vec<String> {
    let mut all = Vec::new();
    let mut open: Vec<String> = Vec::new();
    for line in lines {
        let parts = line
            .split_once(" = ")
            .filter(|_| line.starts_with("connections.") || line.starts_with("secrets."));
        let Some((path, value)) = parts else {
            close(&mut all, &mut open, 0);
            all.push(line);
            continue;
        };
        let mut sections: Vec<&str> = path.split('.').collect();
        let setting = sections.pop().unwrap_or_default();
        let same = open.iter().zip(&sections).take_while(|(one, other)| one == *other).count();
        close(&mut all, &mut open, same);
        for section in &sections[same..] {
            all.push(format!("{}{section} {{", "  ".repeat(open.len())));
            open.push((*section).to_owned());
        }
        all.push(format!("{}{setting} = {value}", "  ".repeat(open.len())));
    }
    close(&mut all, &mut open, 0);
    all
}

fn close(all: &mut Vec<String>, open: &mut Vec<String>, until: usize) {
    while open.len() > until {
        open.pop();
        all.push(format!("{}}}", "  ".repeat(open.len())));
    }
}
