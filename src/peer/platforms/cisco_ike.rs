//! What Cisco's configurations say of IKEv2 and ESP: policies, proposals, keyrings, profiles, transforms.

use super::super::block::ConfigBlock;
use super::super::crypto_proposal::{CryptoProposal, Volume};
use super::super::device_tunnel::{DeviceTunnel, Dpd, IdKind, PeerIdentity, PeerKey, PeerKeyForm};
use super::super::note::Note;
use super::super::reading::ParsedConfig;
use super::super::vocabulary::{
    cipher, each, group, hash, hexadecimal, key_of_form, plaintext_key,
};

/// How many policies of one device are looked at: each counts for every peer.
pub(super) const MOST_POLICIES: usize = 50;

/// `set pfs`, whose group a device has a default for.
pub(super) fn pfs(tunnel: &mut DeviceTunnel, name: &str, reading: &mut ParsedConfig) {
    let bare = || {
        let version = reading.numbers();
        reading.defaults.default("esp.pfs.bare", version.as_ref()).map(|row| row.value)
    };
    let name = if name.is_empty() {
        tunnel.defaulted.insert("esp.pfs");
        bare().unwrap_or_default()
    } else {
        name
    };
    tunnel.esp.groups = group(name).into_iter().collect();
}

/// `seconds 3600`, `days 1`, `kilobytes 4608000`, `kilobytes disable`; the first one counts.
pub(super) fn lifetime(tunnel: &mut DeviceTunnel, rest: &str, line: usize) {
    let words: Vec<&str> = rest.split_whitespace().collect();
    match words.as_slice() {
        ["seconds", number, ..] | [number] => {
            tunnel.esp.lifetime_s = tunnel.esp.lifetime_s.or(number.parse().ok());
            tunnel.record_line("esp.lifetime_s", line);
        }
        ["days", number, ..] => {
            let days: Option<u64> = number.parse().ok();
            tunnel.esp.lifetime_s =
                tunnel.esp.lifetime_s.or(days.and_then(|days| days.checked_mul(86_400)));
            tunnel.record_line("esp.lifetime_s", line);
        }
        ["kilobytes", "disable" | "unlimited", ..] if tunnel.esp.volume.is_none() => {
            tunnel.esp.volume = Some(Volume::Unlimited);
            tunnel.record_line("esp.lifetime_kb", line);
        }
        ["kilobytes", number, ..] if tunnel.esp.volume.is_none() => {
            tunnel.esp.volume = number.parse().ok().map(Volume::Kilobytes);
            tunnel.record_line("esp.lifetime_kb", line);
        }
        _ => {}
    }
}

/// `esp-aes 256 esp-sha256-hmac`: a size may stand as a word of its own.
pub(super) fn transform_set(
    transforms: &str,
    line: usize,
    reading: &mut ParsedConfig,
) -> CryptoProposal {
    let mut joined: Vec<String> = Vec::new();
    for word in transforms.split_whitespace() {
        match joined.last_mut() {
            Some(last) if word.bytes().all(|byte| byte.is_ascii_digit()) => {
                last.push_str(&format!("-{word}"))
            }
            _ => joined.push(word.to_owned()),
        }
    }
    let mut offer = CryptoProposal::default();
    for word in &joined {
        if word.starts_with("ah-") || word.starts_with("comp-") {
            reading.notes.add(Note::new("not-esp").on(line).with("word", word.clone()));
        } else if let Some(name) = hash(word).filter(|name| *name != "none") {
            offer.auth.push(name);
        } else if let Some(name) = cipher(word) {
            offer.enc.push(name);
        } else {
            reading.unknown_words(vec![word.clone()], line);
        }
    }
    offer
}

pub(super) fn ikev2(
    root: &ConfigBlock,
    tunnel: &mut DeviceTunnel,
    name: &str,
    line: usize,
    reading: &mut ParsedConfig,
) {
    ikev2_offers(root, tunnel, reading);
    tunnel.object("ike-profile", name);
    let Some(profile) = root.named("crypto ikev2 profile", name) else {
        reading.missing("ikev2 profile", name, line);
        tunnel.unresolved.extend(["ike.lifetime_s", "local_id", "remote_id"]);
        return;
    };
    if let Some((line, seconds)) = profile.find("lifetime") {
        tunnel.ike.lifetime_s = seconds.parse().ok();
        tunnel.record_line("ike.lifetime_s", line.line);
    }
    tunnel.dpd = profile.get("dpd").or_else(|| root.get("crypto ikev2 dpd")).map(dpd);
    tunnel.record_lines(profile, &[("dpd", "dpd")]);
    tunnel.record_lines(root, &[("dpd", "crypto ikev2 dpd")]);
    if let Some((line, id)) = profile.find("identity local") {
        tunnel.local_id = identity(id, tunnel.local_address.as_deref());
        tunnel.record_line("local_id", line.line);
    }
    let matches: Vec<(usize, PeerIdentity)> = profile
        .all("match identity remote")
        .filter_map(|(line, id)| Some((line.line, identity(id, None)?)))
        .collect();
    let own =
        matches.iter().find(|(_, id)| id.value.is_some() && id.value == tunnel.remote_address);
    if let Some((line, id)) = own.or(matches.first()) {
        tunnel.remote_id = Some(id.clone());
        tunnel.record_line("remote_id", *line);
    }
    let ring = profile.get("keyring local").or_else(|| profile.get("keyring"));
    let Some(ring) = ring else { return };
    tunnel.object("keyring", ring);
    match root.named("crypto ikev2 keyring", ring) {
        Some(block) => ikev2_key(block, tunnel),
        None => reading.missing("ikev2 keyring", ring, profile.line),
    }
}

/// The proposals that a policy names; without any policy the default proposal answers.
fn ikev2_offers(root: &ConfigBlock, tunnel: &mut DeviceTunnel, reading: &mut ParsedConfig) {
    for (policy, _) in root.all("crypto ikev2 policy").take(MOST_POLICIES) {
        policy.all("match").for_each(drop);
        for (line, name) in policy.all("proposal") {
            match root.named("crypto ikev2 proposal", name) {
                Some(block) => {
                    tunnel.ike.offers.push(ikev2_proposal(block, reading));
                    tunnel.record_lines(block, &IKEV2_PLACES);
                    tunnel.object("ike-proposal", name);
                }
                None if name == "default" => {}
                None => {
                    reading.missing("ikev2 proposal", name, line.line);
                    tunnel.unresolved.insert("ike.enc");
                }
            }
        }
    }
    if tunnel.ike.offers.is_empty() && tunnel.unresolved.contains("ike.enc") {
        tunnel.unresolved.insert("ike");
    }
}

/// Where the lists of an IKEv2 proposal stand.
pub(super) const IKEV2_PLACES: [(&str, &str); 5] = [
    ("ike.enc", "encryption"),
    ("ike.auth", "integrity"),
    ("ike.prf", "prf"),
    ("ike.dh", "group"),
    ("ike.dh", "dh"),
];

/// The lists of an IKEv2 proposal; without `prf` the hashes are used.
pub(super) fn ikev2_proposal(block: &ConfigBlock, reading: &mut ParsedConfig) -> CryptoProposal {
    let mut unknown = Vec::new();
    let list = |prefix: &str| block.get(prefix).unwrap_or_default().split_whitespace();
    let mut offer = CryptoProposal {
        enc: each(list("encryption"), cipher, &mut unknown),
        auth: each(list("integrity"), hash, &mut unknown),
        prf: each(list("prf"), hash, &mut unknown),
        dh: each(list("group"), group, &mut unknown),
    };
    offer.auth.retain(|name| *name != "none");
    if offer.prf.is_empty() {
        offer.prf.clone_from(&offer.auth);
    }
    reading.unknown_words(unknown, block.line);
    offer
}

/// `address 192.0.2.1 255.255.255.255`, `fqdn name`, `email name`, `key-id text`, `any`.
pub(super) fn identity(text: &str, own_address: Option<&str>) -> Option<PeerIdentity> {
    let words: Vec<&str> = text.split_whitespace().collect();
    Some(match words.as_slice() {
        ["address", address, mask] if *mask != "255.255.255.255" => {
            let everything = *address == "0.0.0.0";
            let kind = if everything { IdKind::Any } else { IdKind::Address };
            PeerIdentity { kind, value: None, written: true }
        }
        ["address", address, ..] => PeerIdentity::of_kind(IdKind::Address, address),
        ["address"] => PeerIdentity {
            kind: IdKind::Address,
            value: own_address.map(str::to_owned),
            written: true,
        },
        ["fqdn" | "host" | "hostname", "domain", name] => PeerIdentity::of_kind(IdKind::Fqdn, name),
        ["fqdn" | "host" | "hostname", name, ..] => PeerIdentity::of_kind(IdKind::Fqdn, name),
        ["fqdn" | "hostname"] => PeerIdentity { kind: IdKind::Fqdn, value: None, written: true },
        ["email" | "user-fqdn" | "user", name, ..] => PeerIdentity::of_kind(IdKind::UserFqdn, name),
        ["key-id", name, ..] => PeerIdentity::of_kind(IdKind::KeyId, name),
        ["any", ..] => PeerIdentity::any(),
        _ => return None,
    })
}

/// `10 3 periodic`, `10 periodic`, `10`.
pub(super) fn dpd(text: &str) -> Dpd {
    let words: Vec<&str> = text.split_whitespace().collect();
    Dpd {
        enabled: true,
        delay_s: words.first().and_then(|word| word.parse().ok()),
        retries: words.get(1).and_then(|word| word.parse().ok()),
        timeout_s: None,
        mode: Some(if words.contains(&"periodic") { "periodic" } else { "on-demand" }),
    }
}

fn ikev2_key(block: &ConfigBlock, tunnel: &mut DeviceTunnel) {
    let (mut address, mut name) = ("", "");
    let mut best: Option<(bool, PeerKey, usize)> = None;
    for line in block.descendants() {
        if let Some(peer) = line.after("peer") {
            (address, name) = ("", peer);
        } else if line.after("description").is_some() {
        } else if let Some(rest) = line.after("address").or_else(|| line.after("identity address"))
        {
            address = rest.split_whitespace().next().unwrap_or_default();
        } else if let Some(rest) = line.after("pre-shared-key") {
            let mine = Some(address) == tunnel.remote_address.as_deref();
            let rest = rest
                .strip_prefix("remote ")
                .or_else(|| rest.strip_prefix("local "))
                .unwrap_or(rest);
            let better = best.as_ref().is_none_or(|(known, ..)| mine && !known);
            if better && (mine || matches!(address, "" | "0.0.0.0") || best.is_none()) {
                best = Some((mine, key(rest), line.line));
                tunnel.objects.insert("keyring-peer", vec![name.to_owned()]);
            }
        }
    }
    if let Some((_, key, line)) = best {
        tunnel.key = key;
        tunnel.record_line("psk", line);
    }
}

/// A key with the digit that tells its form in front: `0 clear`, `6 cipher`, `7 cipher`, `8 cipher`.
pub(super) fn key(text: &str) -> PeerKey {
    let text = text.trim();
    match text.split_once(' ') {
        Some(("0", rest)) => plaintext_key(rest.trim()),
        Some(("6" | "7" | "8" | "encrypted", _)) => key_of_form(PeerKeyForm::Hashed),
        Some(("hex" | "hexadecimal", rest)) => hexadecimal(rest.trim()),
        _ => plaintext_key(text),
    }
}
