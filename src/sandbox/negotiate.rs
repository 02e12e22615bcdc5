//! Compares the two ends of a tunnel as IKE does: the first thing they do not agree on ends the
//! negotiation.
//!
//! In the order of the protocol: whether the device answers and from which address; version and mode; phase 1;
//! the key; the identities; phase 2; the blocks of traffic; BGP. PFS is compared with IKEv1 at once and with
//! IKEv2 when the tunnel is rekeyed, since the first exchange of IKEv2 has none (RFC 7296, 1.2).

use super::diagnosis::NegotiationFailure;
use super::peer_device::Device;
use super::tunnel_endpoint::{Proposal, TunnelEndpoint, address_text, block_list};

/// Every code that a negotiation can end with.
#[cfg(test)]
pub(super) const CODES: [&str; 13] = [
    "AuthenticationAlgorithmMismatch",
    "DhGroupMismatch",
    "EncryptionAlgorithmMismatch",
    "IkeVersionMismatch",
    "LifetimeMismatch",
    "NegotiationModeMismatch",
    "NoResponse",
    "PeerIdMismatch",
    "PeerMismatch",
    "PfsMismatch",
    "Phase1NegotiationTimeout",
    "ProposalMismatch",
    "TrafficSelectorMismatch",
];

type NegotiationResult = Result<(), Box<NegotiationFailure>>;

fn is_v1(side: &TunnelEndpoint) -> bool {
    side.version == "ikev1"
}

/// Phase 1, up to the identities.
pub(super) fn phase1(cloud: &TunnelEndpoint, device: &Device) -> NegotiationResult {
    check_reachability(cloud, device)?;
    let peer = &device.side;
    version(cloud, peer)?;
    if is_v1(cloud) {
        mode(cloud, peer)?;
    }
    ike_proposal(cloud, peer)?;
    if is_v1(cloud) && peer.ike.lifetime > cloud.ike.lifetime {
        return Err(lifetime(&cloud.ike, &peer.ike));
    }
    if !device.has_key(&cloud.psk) {
        let (place, text) = match is_v1(cloud) {
            true => (
                "ikev1.c:3411:isakmp_ph1decrypt()",
                "Decryption failed! mismatch of preshared secrets",
            ),
            false => ("ikev2_auth.c:614:ikev2_verify()", "authentication failure"),
        };
        return Err(NegotiationFailure::bare("PskMismatch", place, text).into());
    }
    identities(cloud, peer)
}

/// Phase 2 with its first pair of SAs.
pub(super) fn phase2(cloud: &TunnelEndpoint, device: &Device) -> NegotiationResult {
    let peer = &device.side;
    ipsec_proposal(cloud, peer)?;
    if is_v1(cloud) {
        pfs(cloud, peer)?;
        if peer.ipsec.lifetime > cloud.ipsec.lifetime {
            return Err(lifetime(&cloud.ipsec, &peer.ipsec));
        }
    }
    blocks(cloud, device)
}

/// A rekey of phase 2: what phase 2 compares, and PFS in either version.
pub(super) fn rekey(cloud: &TunnelEndpoint, device: &Device) -> NegotiationResult {
    phase2(cloud, device)?;
    pfs(cloud, &device.side)
}

/// Whether the two BGP speakers get along. The service's diagnosis says nothing of it.
pub(super) fn bgp(cloud: &TunnelEndpoint, device: &Device) -> bool {
    match (&cloud.bgp, &device.side.bgp) {
        (Some(ours), Some(theirs)) => {
            ours.own_asn == theirs.other_asn
                && ours.other_asn == theirs.own_asn
                && ours.own_ip == theirs.other_ip
                && ours.other_ip == theirs.own_ip
                && ours.md5 == theirs.md5
        }
        _ => false,
    }
}

/// Whether packets of either end reach the other, and are expected there.
fn check_reachability(cloud: &TunnelEndpoint, device: &Device) -> NegotiationResult {
    let is_expected = device.side.own_address == cloud.other_address;
    if device.answers && is_expected {
        return Ok(());
    }
    if device.answers && device.initiates {
        let values = (address_text(cloud.other_address), address_text(device.side.own_address));
        let place = "isakmp.c:1008:isakmp_ph1begin_r()";
        return Err(NegotiationFailure::valued(
            "PeerMismatch",
            values,
            place,
            "couldn't find configuration",
        )
        .into());
    }
    Err(match is_v1(cloud) {
        true => NegotiationFailure::bare(
            "Phase1NegotiationTimeout",
            "ikev1.c:1433:isakmp_ph1resend()",
            "phase1 negotiation failed due to time up.",
        ),
        false => NegotiationFailure::bare(
            "NoResponse",
            "ikev2.c:636:ikev2_timeout()",
            "retransmission count exceeded the limit",
        ),
    }
    .into())
}

fn version(cloud: &TunnelEndpoint, peer: &TunnelEndpoint) -> NegotiationResult {
    if cloud.version == peer.version {
        return Ok(());
    }
    let shown = |side: &TunnelEndpoint| if is_v1(side) { "IKEv1" } else { "IKEv2" }.to_owned();
    let (place, text) = match is_v1(peer) {
        true => ("isakmp.c:739:isakmp_main()", "received IKEv1 request but no IKEv1 configuration"),
        false => ("isakmp.c:812:ikev2_main()", "unknown ikev2 peer"),
    };
    let values = (shown(cloud), shown(peer));
    Err(NegotiationFailure::valued("IkeVersionMismatch", values, place, text).into())
}

fn mode(cloud: &TunnelEndpoint, peer: &TunnelEndpoint) -> NegotiationResult {
    if cloud.mode == peer.mode {
        return Ok(());
    }
    let shown = |side: &TunnelEndpoint| match side.mode.as_str() {
        "aggressive" => "Aggressive".to_owned(),
        _ => "Identity Protection".to_owned(),
    };
    let text = format!("not acceptable {} mode", shown(peer));
    let values = (shown(cloud), shown(peer));
    let place = "ikev1.c:1011:isakmp_ph1begin_r()";
    Err(NegotiationFailure::valued("NegotiationModeMismatch", values, place, text).into())
}

/// What two proposals differ in, each with the daemon's two names.
fn differences(
    ours: &Proposal,
    theirs: &Proposal,
    names: [fn(&str) -> String; 2],
) -> [Option<(String, String)>; 2] {
    let pair = |ours: &str, theirs: &str, name: fn(&str) -> String| {
        (ours != theirs).then(|| (name(ours), name(theirs)))
    };
    [pair(&ours.cipher, &theirs.cipher, names[0]), pair(&ours.hash, &theirs.hash, names[1])]
}

fn ike_proposal(cloud: &TunnelEndpoint, peer: &TunnelEndpoint) -> NegotiationResult {
    let (ours, theirs) = (&cloud.ike, &peer.ike);
    let [cipher, hash] = differences(ours, theirs, [cipher_name, hash_name]);
    let group =
        (ours.group != theirs.group).then(|| (group_name(&ours.group), group_name(&theirs.group)));
    let transform = |number: u8, rejected: &str| match is_v1(cloud) {
        true => format!("rejected {rejected}"),
        false => format!("proposal mismatch, transform type:{number}"),
    };
    let place = match is_v1(cloud) {
        true => "ipsec_doi.c:526:print_ph1mismatched()",
        false => "ikev2_proposal.c:1284:ikev2_compare_transforms()",
    };
    let (code, values, text) = match (cipher, hash, group) {
        (None, None, None) => return Ok(()),
        (Some(cipher), None, None) => {
            ("EncryptionAlgorithmMismatch", cipher, transform(1, "enctype"))
        }
        (None, Some(hash), None) => {
            ("AuthenticationAlgorithmMismatch", hash, transform(3, "hashtype"))
        }
        (None, None, Some(group)) => ("DhGroupMismatch", group, transform(4, "dh_group")),
        _ => {
            let shown = |it: &Proposal| {
                [cipher_name(&it.cipher), hash_name(&it.hash), group_name(&it.group)].join("/")
            };
            (
                "ProposalMismatch",
                (shown(ours), shown(theirs)),
                "no suitable proposal found".to_owned(),
            )
        }
    };
    Err(NegotiationFailure::valued(code, values, place, text).into())
}

fn ipsec_proposal(cloud: &TunnelEndpoint, peer: &TunnelEndpoint) -> NegotiationResult {
    let (ours, theirs) = (&cloud.ipsec, &peer.ipsec);
    let place = "proposal.c:560:cmpsatrns()";
    let [cipher, hash] = differences(ours, theirs, [cipher_name, hmac_name]);
    let (code, values, text) = match (cipher, hash) {
        (None, None) => return Ok(()),
        (Some(cipher), None) => {
            let text = match (key_length(&ours.cipher), key_length(&theirs.cipher)) {
                (Some(ours), Some(theirs)) => {
                    format!("less key length proposed, mine:{ours} peer:{theirs}")
                }
                _ => format!("trns_id mismatched: my:{} peer:{}", cipher.0, cipher.1),
            };
            ("EncryptionAlgorithmMismatch", cipher, text)
        }
        (None, Some(hash)) => {
            let text = format!("authtype mismatched: my:{} peer:{}", hash.0, hash.1);
            ("AuthenticationAlgorithmMismatch", hash, text)
        }
        (Some(cipher), Some(hash)) => {
            let values = (format!("{}/{}", cipher.0, hash.0), format!("{}/{}", cipher.1, hash.1));
            ("ProposalMismatch", values, "no suitable proposal found".to_owned())
        }
    };
    Err(NegotiationFailure::valued(code, values, place, text).into())
}

fn pfs(cloud: &TunnelEndpoint, peer: &TunnelEndpoint) -> NegotiationResult {
    let (ours, theirs) = (&cloud.ipsec.group, &peer.ipsec.group);
    if ours == theirs {
        return Ok(());
    }
    let values = (ours.clone(), theirs.clone());
    let is_off = |group: &str| group == "disabled";
    let place = match is_v1(cloud) {
        true => "ipsec_doi.c:1206:quick_r1recv()",
        false => "ikev2.c:3574:ikev2_createchild_responder_recv()",
    };
    let (code, text) = match (is_v1(cloud), is_off(ours), is_off(theirs)) {
        (_, true, false) => ("PfsMismatch", "no PFS is specified, but peer sends KE".to_owned()),
        (true, false, true) => {
            ("PfsMismatch", "PFS is specified, but peer doesn't sends KE".to_owned())
        }
        (false, false, true) => ("PfsMismatch", "message lacks KE payload".to_owned()),
        (true, ..) => {
            let text = format!("pfs group mismatched: my:{} peer:{}", number(ours), number(theirs));
            ("PfsMismatch", text)
        }
        (false, ..) => {
            let text = format!("received KE type {}, expected {}", number(theirs), number(ours));
            ("DhGroupMismatch", text)
        }
    };
    Err(NegotiationFailure::valued(code, values, place, text).into())
}

fn lifetime(ours: &Proposal, theirs: &Proposal) -> Box<NegotiationFailure> {
    let (ours, theirs) = (ours.lifetime.to_string(), theirs.lifetime.to_string());
    let text = format!("long lifetime proposed: my:{ours} peer:{theirs}");
    let place = "proposal.c:432:cmpsaprop()";
    NegotiationFailure::valued("LifetimeMismatch", (ours, theirs), place, text).into()
}

fn identities(cloud: &TunnelEndpoint, peer: &TunnelEndpoint) -> NegotiationResult {
    if is_v1(cloud) && cloud.mode == "main" && !is_address(&peer.own_id) {
        let values = (cloud.other_id.clone(), peer.own_id.clone());
        let place = "ipsec_doi.c:4190:ipsecdoi_checkid1()";
        let text = "Expecting IP address type in main mode, but FQDN";
        return Err(NegotiationFailure::valued("PeerIdMismatch", values, place, text).into());
    }
    if cloud.other_id != peer.own_id {
        let (kind, there) = (kind_of(&peer.own_id), &peer.own_id);
        let (place, text) = match is_v1(cloud) {
            true => (
                "ipsec_doi.c:4210:ipsecdoi_checkid1()",
                format!("peer identifier (type {kind} [{there}]) does not match"),
            ),
            false => (
                "ikev2.c:2165:responder_ike_sa_auth_recv0()",
                format!("received ID_I (type {kind} [{there}]) does not match peers id"),
            ),
        };
        let values = (cloud.other_id.clone(), there.clone());
        return Err(NegotiationFailure::valued("PeerIdMismatch", values, place, text).into());
    }
    if cloud.own_id != peer.other_id {
        let (kind, there) = (kind_of(&peer.other_id), &peer.other_id);
        let text = format!("received ID_R (type {kind} [{there}]) does not match my id");
        let values = (cloud.own_id.clone(), there.clone());
        let place = "ikev2.c:2201:responder_ike_sa_auth_recv0()";
        return Err(NegotiationFailure::valued("PeerIdMismatch", values, place, text).into());
    }
    Ok(())
}

fn is_address(id: &str) -> bool {
    id.parse::<std::net::Ipv4Addr>().is_ok()
}

fn kind_of(id: &str) -> &'static str {
    if is_address(id) { "ipv4_addr" } else { "fqdn" }
}

/// IKEv1 wants the same blocks on both ends. IKEv2 makes do with what they have in common, if the device does.
fn blocks(cloud: &TunnelEndpoint, device: &Device) -> NegotiationResult {
    let peer = &device.side;
    let pairs = [(&cloud.own_blocks, &peer.other_blocks), (&cloud.other_blocks, &peer.own_blocks)];
    let agree = |(ours, theirs): &(&Vec<ipnet::Ipv4Net>, &Vec<ipnet::Ipv4Net>)| {
        let overlap = |one: &ipnet::Ipv4Net| {
            theirs.iter().any(|other| one.contains(other) || other.contains(one))
        };
        match is_v1(cloud) || !device.narrows {
            true => ours.len() == theirs.len() && ours.iter().all(|block| theirs.contains(block)),
            false => ours.iter().any(overlap),
        }
    };
    if pairs.iter().all(agree) {
        return Ok(());
    }
    let here = format!("{} === {}", block_list(&cloud.own_blocks), block_list(&cloud.other_blocks));
    let there = format!("{} === {}", block_list(&peer.other_blocks), block_list(&peer.own_blocks));
    let (place, text) = match is_v1(cloud) {
        true => ("isakmp_quick.c:2028:get_sainfo_r()", "can't find matching selector"),
        false => ("ikev2_child.c:797:ikev2_create_child_responder()", "ts unacceptable"),
    };
    Err(NegotiationFailure::valued("TrafficSelectorMismatch", (here, there), place, text).into())
}

/// The daemon's names. Those of the AES family are written with their key length, since the bare name
/// `AES-CBC` is that of all three.
fn cipher_name(word: &str) -> String {
    match word {
        "des" => "DES-CBC".to_owned(),
        "3des" => "3DES-CBC".to_owned(),
        other => match key_length(other) {
            Some(bits) => format!("AES_CBC_{bits}"),
            None => other.to_ascii_uppercase(),
        },
    }
}

fn key_length(word: &str) -> Option<u16> {
    match word {
        "aes" => Some(128),
        "aes192" => Some(192),
        "aes256" => Some(256),
        _ => None,
    }
}

fn hash_name(word: &str) -> String {
    match word {
        "sha1" => "SHA".to_owned(),
        other => other.to_ascii_uppercase(),
    }
}

fn hmac_name(word: &str) -> String {
    match word {
        "sha1" => "hmac-sha".to_owned(),
        other => format!("hmac-{other}"),
    }
}

fn group_name(word: &str) -> String {
    let bits = match word {
        "group1" => 768,
        "group2" => 1024,
        "group5" => 1536,
        "group14" => 2048,
        other => return other.to_owned(),
    };
    format!("{bits}-bit MODP group")
}

fn number(group: &str) -> &str {
    group.strip_prefix("group").unwrap_or(group)
}
