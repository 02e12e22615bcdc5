//! The policies and proposals of Junos, and the sets of proposals it has names for.

use super::super::crypto_proposal::{CryptoProposal, Volume};
use super::super::device_tunnel::{DeviceTunnel, ExchangeMode, PeerKey, PeerKeyForm};
use super::super::note::Note;
use super::super::reading::ParsedConfig;
use super::super::tree::Node;
use super::super::vocabulary::{
    cipher, each, group, hash, hexadecimal, key_of_form, plaintext_key,
};

/// Cipher, hash and group of the sets Junos has names for.
type Set = &'static [(&'static str, &'static str, &'static str)];

const BASIC: Set = &[("des", "sha1", "group1"), ("des", "md5", "group1")];
const COMPATIBLE: Set = &[
    ("3des", "sha1", "group2"),
    ("3des", "md5", "group2"),
    ("des", "sha1", "group2"),
    ("des", "md5", "group2"),
];
const STANDARD: Set = &[("3des", "sha1", "group2"), ("aes", "sha1", "group2")];

fn set_named(name: &str) -> Option<Set> {
    match name {
        "basic" => Some(BASIC),
        "compatible" => Some(COMPATIBLE),
        "standard" => Some(STANDARD),
        _ => None,
    }
}

pub(super) fn find<'a>(scopes: &[&'a Node], kind: &str, name: &str) -> Option<&'a Node> {
    scopes.iter().find_map(|scope| scope.child(kind)?.child(name))
}

pub(super) fn ike_policy(
    scopes: &[&Node],
    policy: &Node,
    tunnel: &mut DeviceTunnel,
    reading: &mut ParsedConfig,
) {
    tunnel.mode = match policy.text("mode") {
        Some("aggressive") => Some(ExchangeMode::Aggressive),
        Some("main") => Some(ExchangeMode::Main),
        _ => None,
    };
    policy.at("description").inspect(|node| node.understand());
    policy.text("reauth-frequency");
    tunnel.object("ike-policy", policy.name.as_str());
    tunnel.key = key(policy);
    tunnel.record_lines(policy, &[("psk", "pre-shared-key"), ("mode", "mode")]);
    let proposals = policy.texts("proposals");
    for name in &proposals {
        let Some(proposal) = find(scopes, "proposal", name) else {
            reading.missing("ike proposal", name, policy.line);
            continue;
        };
        let mut unknown = Vec::new();
        let offer = CryptoProposal {
            enc: each(proposal.text("encryption-algorithm"), cipher, &mut unknown),
            auth: each(proposal.text("authentication-algorithm"), hash, &mut unknown),
            prf: Vec::new(),
            dh: each(proposal.text("dh-group"), group, &mut unknown),
        };
        reading.unknown_words(unknown, proposal.line);
        proposal.text("authentication-method");
        proposal.at("description").inspect(|node| node.understand());
        tunnel.record_lines(
            proposal,
            &[
                ("ike.enc", "encryption-algorithm"),
                ("ike.auth", "authentication-algorithm"),
                ("ike.dh", "dh-group"),
                ("ike.lifetime_s", "lifetime-seconds"),
            ],
        );
        tunnel.object("ike-proposal", name);
        tunnel.ike.lifetime_s = tunnel.ike.lifetime_s.or(proposal.number("lifetime-seconds"));
        tunnel.ike.offers.push(offer);
    }
    if let Some(name) = policy.text("proposal-set") {
        tunnel.record_lines(policy, &[("ike.enc", "proposal-set")]);
        match set_named(name) {
            Some(set) => tunnel.ike.offers.extend(set.iter().map(|(enc, auth, dh)| {
                CryptoProposal { enc: vec![enc], auth: vec![auth], prf: Vec::new(), dh: vec![dh] }
            })),
            None => reading.notes.add(Note::new("unknown-word").on(policy.line).with("word", name)),
        }
    }
    if tunnel.ike.offers.is_empty() {
        tunnel.unresolved.insert("ike");
    }
}

fn key(policy: &Node) -> PeerKey {
    let Some(node) = policy.at("pre-shared-key") else { return PeerKey::default() };
    if let Some(hex) = node.text("hexadecimal") {
        return if hex.starts_with("$9$") {
            key_of_form(PeerKeyForm::Hashed)
        } else {
            hexadecimal(hex)
        };
    }
    match node.text("ascii-text") {
        Some(text) if ["$9$", "$8$"].iter().any(|mark| text.starts_with(mark)) => {
            key_of_form(PeerKeyForm::Hashed)
        }
        Some(text) => plaintext_key(text),
        None => key_of_form(PeerKeyForm::Masked),
    }
}

pub(super) fn ipsec_policy(
    scopes: &[&Node],
    policy: &Node,
    tunnel: &mut DeviceTunnel,
    reading: &mut ParsedConfig,
) {
    policy.at("description").inspect(|node| node.understand());
    tunnel.object("esp-policy", policy.name.as_str());
    if let Some(name) = policy.text("perfect-forward-secrecy keys") {
        let mut unknown = Vec::new();
        tunnel.esp.groups = each(Some(name), group, &mut unknown);
        reading.unknown_words(unknown, policy.line);
        tunnel.record_lines(policy, &[("esp.pfs", "perfect-forward-secrecy keys")]);
    }
    for name in policy.texts("proposals") {
        let Some(proposal) = find(scopes, "proposal", name) else {
            reading.missing("ipsec proposal", name, policy.line);
            continue;
        };
        let mut unknown = Vec::new();
        let offer = CryptoProposal {
            enc: each(proposal.text("encryption-algorithm"), cipher, &mut unknown),
            auth: each(proposal.text("authentication-algorithm"), hash, &mut unknown),
            ..CryptoProposal::default()
        };
        reading.unknown_words(unknown, proposal.line);
        if proposal.text("protocol") == Some("ah") {
            tunnel.extra.insert("protocol", "ah".to_owned());
        }
        proposal.at("description").inspect(|node| node.understand());
        tunnel.record_lines(
            proposal,
            &[
                ("esp.enc", "encryption-algorithm"),
                ("esp.auth", "authentication-algorithm"),
                ("esp.lifetime_s", "lifetime-seconds"),
                ("esp.lifetime_kb", "lifetime-kilobytes"),
                ("protocol", "protocol"),
            ],
        );
        tunnel.object("esp-proposal", name);
        tunnel.esp.lifetime_s = tunnel.esp.lifetime_s.or(proposal.number("lifetime-seconds"));
        let volume = proposal.number("lifetime-kilobytes").map(Volume::Kilobytes);
        tunnel.esp.volume = tunnel.esp.volume.or(volume);
        tunnel.esp.offers.push(offer);
    }
    if let Some(name) = policy.text("proposal-set") {
        tunnel.record_lines(policy, &[("esp.enc", "proposal-set")]);
        for (enc, auth, _) in set_named(name).unwrap_or_default() {
            tunnel.esp.offers.push(CryptoProposal {
                enc: vec![enc],
                auth: vec![auth],
                ..CryptoProposal::default()
            });
        }
        if name == "standard" && tunnel.esp.groups.is_empty() {
            tunnel.esp.groups = vec!["group2"];
        }
    }
    if tunnel.esp.offers.is_empty() {
        tunnel.unresolved.insert("esp");
    }
}
