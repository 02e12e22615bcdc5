//! Hillstone.

use super::table::If::{Is, Mail, Named, V1, V2};
use super::table::{Remedies, Words, as_it_is, lines, number_of, seconds};

pub(super) const HILLSTONE: Remedies = Remedies {
    words: Words {
        cipher: |_, name| match name {
            "aes192" => "aes-192".to_owned(),
            "aes256" => "aes-256".to_owned(),
            other => other.to_owned(),
        },
        hash: |_, name| if name == "sha1" { "sha".to_owned() } else { name.to_owned() },
        group: |_, name| number_of(name),
        life: seconds,
    },
    shape: as_it_is,
    common: &[],
    table: &[
        lines(
            &["IkeVersion"],
            &[V2],
            &["isakmp peer \"{ike-gateway}\"", "  protocol-standard ikev2", "exit"],
        ),
        lines(
            &["IkeVersion"],
            &[V1],
            &["isakmp peer \"{ike-gateway}\"", "  protocol-standard ikev1", "exit"],
        ),
        lines(
            &["IkeEncAlg"],
            &[],
            &["isakmp proposal \"{ike-proposal}\"", "  encryption {ike.enc}", "exit"],
        ),
        lines(
            &["IkeAuthAlg"],
            &[],
            &["isakmp proposal \"{ike-proposal}\"", "  hash {ike.auth}", "exit"],
        ),
        lines(&["prf"], &[], &["isakmp proposal \"{ike-proposal}\"", "  prf {ike.auth}", "exit"]),
        lines(
            &["IkePfs"],
            &[],
            &["isakmp proposal \"{ike-proposal}\"", "  group {ike.dh}", "exit"],
        ),
        lines(
            &["IkeLifetime"],
            &[],
            &["isakmp proposal \"{ike-proposal}\"", "  lifetime {ike.life}", "exit"],
        ),
        lines(
            &["IpsecEncAlg"],
            &[],
            &["ipsec proposal \"{esp-proposal}\"", "  encryption {esp.enc}", "exit"],
        ),
        lines(
            &["IpsecAuthAlg"],
            &[],
            &["ipsec proposal \"{esp-proposal}\"", "  hash {esp.auth}", "exit"],
        ),
        lines(
            &["IpsecPfs"],
            &[Is("disabled")],
            &["ipsec proposal \"{esp-proposal}\"", "  group nopfs", "exit"],
        ),
        lines(
            &["IpsecPfs"],
            &[],
            &["ipsec proposal \"{esp-proposal}\"", "  group {esp.pfs}", "exit"],
        ),
        lines(
            &["IpsecLifetime"],
            &[],
            &["ipsec proposal \"{esp-proposal}\"", "  lifetime {esp.life}", "exit"],
        ),
        lines(&["volume"], &[], &["ipsec proposal \"{esp-proposal}\"", "  lifesize 0", "exit"]),
        lines(
            &["LocalId"],
            &[Mail],
            &["isakmp peer \"{ike-gateway}\"", "  peer-id ufqdn {id.remote}", "exit"],
        ),
        lines(
            &["LocalId"],
            &[Named],
            &["isakmp peer \"{ike-gateway}\"", "  peer-id fqdn {id.remote}", "exit"],
        ),
        lines(
            &["LocalId"],
            &[],
            &["isakmp peer \"{ike-gateway}\"", "  peer-id ip {id.remote}", "exit"],
        ),
        lines(
            &["RemoteId"],
            &[Mail],
            &["isakmp peer \"{ike-gateway}\"", "  local-id ufqdn {id.local}", "exit"],
        ),
        lines(
            &["RemoteId"],
            &[Named],
            &["isakmp peer \"{ike-gateway}\"", "  local-id fqdn {id.local}", "exit"],
        ),
        lines(
            &["RemoteId"],
            &[],
            &["isakmp peer \"{ike-gateway}\"", "  local-id ip {id.local}", "exit"],
        ),
        lines(&["GatewayIp"], &[], &["isakmp peer \"{ike-gateway}\"", "  peer {peer}", "exit"]),
        lines(&["Psk"], &[], &["isakmp peer \"{ike-gateway}\"", "  pre-share \"{key}\"", "exit"]),
        lines(
            &["LocalSubnet", "RemoteSubnet"],
            &[],
            &[
                "tunnel ipsec \"{name}\" auto",
                "  no id {rule}",
                "  id local {src} remote {dst} service \"any\"",
                "exit",
            ],
        ),
        lines(
            &["EnableDpd"],
            &[Is("false")],
            &["isakmp peer \"{ike-gateway}\"", "  no dpd", "exit"],
        ),
        lines(
            &["EnableDpd"],
            &[],
            &["isakmp peer \"{ike-gateway}\"", "  dpd interval 10 retry 3", "exit"],
        ),
        lines(
            &["EnableNatTraversal"],
            &[],
            &["isakmp peer \"{ike-gateway}\"", "  nat-traversal", "exit"],
        ),
        lines(&["mtu"], &[], &["interface {interface}", "  mtu 1400", "exit"]),
        lines(
            &["EffectImmediately"],
            &[],
            &["tunnel ipsec \"{name}\" auto", "  auto-connect", "exit"],
        ),
        lines(
            &["TunnelCidr"],
            &[],
            &["interface {interface}", "  ip address {inside} 255.255.255.252", "exit"],
        ),
        lines(
            &["LocalAsn", "LocalBgpIp"],
            &[],
            &["router bgp {as.own}", "  neighbor {neighbor} remote-as {as.cloud}", "exit"],
        ),
    ],
};
