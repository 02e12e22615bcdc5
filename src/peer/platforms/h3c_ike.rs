//! Proposals, profiles and keychains of Comware, in both versions of IKE.

use super::super::block::{ConfigBlock, first_word};
use super::super::crypto_proposal::CryptoProposal;
use super::super::device_tunnel::{
    DeviceTunnel, Dpd, ExchangeMode, IdKind, PeerIdentity, PeerKeyForm,
};
use super::super::reading::ParsedConfig;
use super::super::vocabulary::{cipher, each, group, hash, network};
use super::cisco_ike::MOST_POLICIES;
use super::vrp_common::{VrpConfig, key, words};

/// Names do not differ by case.
pub(super) fn same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}

pub(super) fn find<'a>(
    config: &VrpConfig<'a>,
    prefix: &str,
    name: &str,
) -> Option<&'a ConfigBlock> {
    // Most names are written in one way; only others are looked through.
    let exact = config.root.all(&format!("{prefix} {name}")).next();
    let mut all = config.root.all(prefix);
    let found = exact.or_else(|| all.find(|(_, rest)| same(first_word(rest), name)));
    found.map(|(block, _)| block)
}

pub(super) fn ikev1(
    config: &VrpConfig<'_>,
    tunnel: &mut DeviceTunnel,
    named: Option<(usize, &str)>,
    reading: &mut ParsedConfig,
) {
    let profile = named.and_then(|(line, name)| {
        let found = find(config, "ike profile", name);
        if found.is_none() {
            reading.missing("ike profile", name, line);
        }
        found
    });
    proposals_v1(config, profile, tunnel, reading);
    let own = profile.and_then(|block| block.get("dpd"));
    tunnel.dpd = own.or_else(|| config.root.get("ike dpd")).map(dpd);
    if own.is_none() && tunnel.dpd.is_some() {
        tunnel.object("global-dpd", "ike");
    }
    if let Some(profile) = profile {
        tunnel.record_lines(
            profile,
            &[("dpd", "dpd"), ("local_id", "local-identity"), ("mode", "exchange-mode")],
        );
    }
    tunnel.record_lines(config.root, &[("dpd", "ike dpd"), ("local_id", "ike identity")]);
    let own = profile
        .and_then(|block| block.find("local-identity"))
        .or_else(|| config.root.find("ike identity"));
    tunnel.local_id = own.and_then(|(_, text)| identity(text, tunnel.local_address.as_deref()));
    let Some(profile) = profile else { return };
    tunnel.mode = match profile.get("exchange-mode") {
        Some("aggressive") => Some(ExchangeMode::Aggressive),
        Some("main") => Some(ExchangeMode::Main),
        _ => None,
    };
    remote_identity(tunnel, profile);
    for (line, name) in profile.all("keychain") {
        match find(config, "ike keychain", name) {
            Some(chain) => {
                tunnel.object("keyring", name);
                for (line, rest) in chain.all("pre-shared-key") {
                    read_key(tunnel, rest, line.line);
                }
            }
            None => reading.missing("ike keychain", name, line.line),
        }
    }
}

/// Those that a profile names; without any, the device offers all it has, by number.
fn proposals_v1(
    config: &VrpConfig<'_>,
    profile: Option<&ConfigBlock>,
    tunnel: &mut DeviceTunnel,
    reading: &mut ParsedConfig,
) {
    let wanted: Vec<&str> = profile.map_or(Vec::new(), |block| words(block, "proposal").collect());
    let all = config.root.all("ike proposal").take(MOST_POLICIES);
    let mut all: Vec<(&ConfigBlock, &str)> = all.collect();
    all.sort_by_key(|(_, number)| number.parse::<u32>().unwrap_or(u32::MAX));
    if !wanted.is_empty() {
        all.retain(|(_, number)| wanted.contains(number));
        if all.is_empty() {
            reading.missing("ike proposal", wanted[0], profile.map_or(0, |block| block.line));
            tunnel.unresolved.insert("ike");
        }
    }
    for (block, number) in all {
        tunnel.object("ike-proposal", number);
        let mut unknown = Vec::new();
        tunnel.ike.offers.push(CryptoProposal {
            enc: each(words(block, "encryption-algorithm"), cipher, &mut unknown),
            auth: each(words(block, "authentication-algorithm"), hash, &mut unknown),
            prf: Vec::new(),
            dh: each(words(block, "dh"), group, &mut unknown),
        });
        for name in ["authentication-method", "description"] {
            block.get(name);
        }
        reading.unknown_words(unknown, block.line);
        tunnel.record_lines(
            block,
            &[
                ("ike.enc", "encryption-algorithm"),
                ("ike.auth", "authentication-algorithm"),
                ("ike.dh", "dh"),
                ("ike.lifetime_s", "sa duration"),
            ],
        );
        let seconds = block.get("sa duration").and_then(|text| text.parse().ok());
        tunnel.ike.lifetime_s = tunnel.ike.lifetime_s.or(seconds);
    }
}

/// `address 192.0.2.1 255.255.255.255 key simple TEXT`, taken when it fits and nothing was taken.
fn read_key(tunnel: &mut DeviceTunnel, rest: &str, line: usize) {
    let Some((whom, secret)) = rest.split_once(" key ") else { return };
    let words: Vec<&str> = whom.split_whitespace().collect();
    let remote = tunnel.remote_address.clone().unwrap_or_default();
    let fits = match words.as_slice() {
        ["address", address] => *address == remote,
        ["address", address, mask, ..] => network(address, mask, false)
            .and_then(|net| net.parse::<ipnet::Ipv4Net>().ok())
            .is_some_and(|net| {
                remote.parse().is_ok_and(|remote: std::net::Ipv4Addr| net.contains(&remote))
            }),
        ["hostname", name, ..] => {
            *name == remote
                || tunnel.remote_id.as_ref().is_some_and(|id| id.value.as_deref() == Some(name))
        }
        _ => false,
    };
    let exact = words.get(1) == Some(&remote.as_str());
    if fits && (exact || tunnel.key.form == PeerKeyForm::Missing) {
        tunnel.key = key(secret);
        tunnel.lines.insert("psk", line);
    }
}

fn remote_identity(tunnel: &mut DeviceTunnel, profile: &ConfigBlock) {
    let all: Vec<(usize, PeerIdentity)> = profile
        .all("match remote identity")
        .filter_map(|(line, text)| Some((line.line, identity(text, None)?)))
        .collect();
    profile.all("match local").for_each(drop);
    let own = all.iter().find(|(_, id)| id.value.is_some() && id.value == tunnel.remote_address);
    if let Some((line, id)) = own.or(all.first()) {
        tunnel.remote_id = Some(id.clone());
        tunnel.record_line("remote_id", *line);
    }
    if let Some((_, range)) = profile.find("match remote identity address range") {
        tunnel
            .extra
            .insert("remote_id_range", range.split_whitespace().collect::<Vec<_>>().join("-"));
    }
}

fn identity(text: &str, own: Option<&str>) -> Option<PeerIdentity> {
    let words: Vec<&str> = text.split_whitespace().collect();
    Some(match words.as_slice() {
        ["address", "range", ..] => {
            PeerIdentity { kind: IdKind::Address, value: None, written: true }
        }
        ["address", "0.0.0.0", "0" | "0.0.0.0"] => PeerIdentity::any(),
        ["address", _, mask] if !matches!(*mask, "32" | "255.255.255.255") => {
            PeerIdentity { kind: IdKind::Address, value: None, written: true }
        }
        ["address", address, ..] => PeerIdentity::of_kind(IdKind::Address, address),
        ["address"] => {
            PeerIdentity { kind: IdKind::Address, value: own.map(str::to_owned), written: true }
        }
        ["fqdn", name, ..] => PeerIdentity::of_kind(IdKind::Fqdn, name),
        ["user-fqdn" | "email", name, ..] => PeerIdentity::of_kind(IdKind::UserFqdn, name),
        ["key-id", name, ..] => PeerIdentity::of_kind(IdKind::KeyId, name),
        _ => return None,
    })
}

/// `interval 10 retry 5 periodic`; `retry` counts seconds.
fn dpd(text: &str) -> Dpd {
    let words: Vec<&str> = text.split_whitespace().collect();
    let at = words.iter().position(|word| *word == "interval");
    Dpd {
        enabled: true,
        delay_s: at.and_then(|at| words.get(at + 1)?.parse().ok()),
        retries: None,
        timeout_s: None,
        mode: Some(if words.contains(&"periodic") { "periodic" } else { "on-demand" }),
    }
}

pub(super) fn ikev2(
    config: &VrpConfig<'_>,
    tunnel: &mut DeviceTunnel,
    name: &str,
    line: usize,
    reading: &mut ParsedConfig,
) {
    proposals_v2(config, tunnel, reading);
    let Some(profile) = find(config, "ikev2 profile", name) else {
        reading.missing("ikev2 profile", name, line);
        return;
    };
    tunnel.ike.lifetime_s = profile.get("sa duration").and_then(|text| text.parse().ok());
    let own = profile.get("dpd");
    tunnel.dpd = own.or_else(|| config.root.get("ikev2 dpd")).map(dpd);
    if own.is_none() && tunnel.dpd.is_some() {
        tunnel.object("global-dpd", "ikev2");
    }
    tunnel.record_lines(
        profile,
        &[("ike.lifetime_s", "sa duration"), ("dpd", "dpd"), ("local_id", "identity local")],
    );
    tunnel.record_lines(config.root, &[("dpd", "ikev2 dpd")]);
    let own = profile.get("identity local");
    tunnel.local_id = own.and_then(|text| identity(text, tunnel.local_address.as_deref()));
    for name in ["authentication-method", "nat-keepalive", "description", "priority"] {
        profile.all(name).for_each(drop);
    }
    remote_identity(tunnel, profile);
    let Some(name) = profile.get("keychain") else { return };
    if let Some(chain) = find(config, "ikev2 keychain", name) {
        tunnel.object("keyring", name);
        key_v2(chain, tunnel);
    }
}

/// The proposals that the policies name, by priority.
fn proposals_v2(config: &VrpConfig<'_>, tunnel: &mut DeviceTunnel, reading: &mut ParsedConfig) {
    let policies = config.root.all("ikev2 policy").take(MOST_POLICIES);
    let priority = |policy: &ConfigBlock| policy.get("priority")?.parse::<u32>().ok();
    let policies = policies.map(|(block, _)| (priority(block).unwrap_or(100), block));
    let mut policies: Vec<(u32, &ConfigBlock)> = policies.collect();
    policies.sort_by_key(|(priority, _)| *priority);
    for (_, policy) in policies {
        policy.all("match").for_each(drop);
        for (line, name) in policy.all("proposal") {
            let Some(block) = find(config, "ikev2 proposal", name) else {
                if name != "default" {
                    reading.missing("ikev2 proposal", name, line.line);
                }
                continue;
            };
            let offer = super::cisco_ike::ikev2_proposal(block, reading);
            let mut unknown = Vec::new();
            let dh = each(words(block, "dh"), group, &mut unknown);
            reading.unknown_words(unknown, block.line);
            tunnel.record_lines(block, &super::cisco_ike::IKEV2_PLACES);
            tunnel.object("ike-proposal", name);
            tunnel.ike.offers.push(CryptoProposal { dh, ..offer });
        }
    }
}

/// The key of the peer with the address of the tunnel, or else the first.
fn key_v2(chain: &ConfigBlock, tunnel: &mut DeviceTunnel) {
    let (mut address, mut name) = ("", "");
    for line in chain.descendants() {
        if let Some(peer) = line.after("peer") {
            (address, name) = ("", peer);
        } else if let Some(rest) = line.after("address").or_else(|| line.after("identity address"))
        {
            address = first_word(rest);
        } else if let Some(rest) = line.after("pre-shared-key") {
            let mine = Some(address) == tunnel.remote_address.as_deref();
            let rest = rest.strip_prefix("local ").unwrap_or(rest);
            let fits = mine || tunnel.key.form == PeerKeyForm::Missing;
            if fits && !rest.starts_with("remote ") {
                tunnel.key = key(rest);
                tunnel.lines.insert("psk", line.line);
                tunnel.objects.insert("keyring-peer", vec![name.to_owned()]);
            }
        }
    }
}
