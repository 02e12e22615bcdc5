//! The many spellings of ciphers, hashes, groups, networks and durations.
//!
//! One table for all vendors: no two of them use the same word for different things, apart from a
//! bare `aes`, which is 128 bits everywhere here.

use std::net::Ipv4Addr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ipnet::Ipv4Net;
use zeroize::Zeroizing;

use crate::connection::Secret;

use super::crypto_proposal::{AlgorithmName, CryptoProposal};
use super::device_tunnel::{PeerKey, PeerKeyForm};

/// The cipher a word means.
pub fn cipher(word: &str) -> Option<AlgorithmName> {
    let word = word.to_ascii_lowercase().replace(['_', ' '], "-");
    let word = word.strip_prefix("esp-").unwrap_or(&word);
    let letters: String = word.chars().filter(char::is_ascii_alphanumeric).collect();
    let bits = ["128", "192", "256"].into_iter().find(|bits| letters.contains(bits));
    Some(match letters.as_str() {
        "3des" | "3descbc" | "cbc3des" => "3des",
        "des" | "descbc" | "des56" | "cbcdes" => "des",
        "null" | "none" => "none",
        "aes" | "aescbc" => "aes",
        _ if letters.starts_with("chacha20") => "chacha20poly1305",
        _ if letters.starts_with("sm4") => "sm4",
        _ if letters.contains("gmac") => return None,
        _ if letters.contains("gcm") => match bits {
            Some("256") => "aes256gcm",
            Some("192") => "aes192gcm",
            _ => "aes128gcm",
        },
        _ if letters.contains("ccm") => match bits {
            Some("256") => "aes256ccm",
            Some("192") => "aes192ccm",
            _ => "aes128ccm",
        },
        _ if letters.contains("aes") && letters.contains("ctr") => match bits {
            Some("256") => "aes256ctr",
            Some("192") => "aes192ctr",
            _ => "aes128ctr",
        },
        _ if letters.starts_with("camellia") => match bits {
            Some("256") => "camellia256",
            Some("192") => "camellia192",
            _ => "camellia128",
        },
        _ if letters.starts_with("aes") => match bits {
            Some("256") => "aes256",
            Some("192") => "aes192",
            Some(_) => "aes",
            None => return None,
        },
        "seal" | "blowfish" => return None,
        _ => return None,
    })
}

/// The hash a word means, also as a pseudo-random function.
pub fn hash(word: &str) -> Option<AlgorithmName> {
    let word = word.to_ascii_lowercase().replace('_', "-");
    let word = word.strip_prefix("esp-").unwrap_or(&word);
    let word = word.strip_prefix("prf").unwrap_or(word);
    let parts: Vec<&str> =
        word.split('-').filter(|part| !part.is_empty() && *part != "hmac").collect();
    Some(match parts.as_slice() {
        ["md5", ..] => "md5",
        ["sha" | "sha1"] | ["sha1", "96"] | ["sha", "1"] | ["sha", "1", "96"] | ["sha", "96"] => {
            "sha1"
        }
        ["sha256", ..] | ["sha" | "sha2", "256", ..] | ["sha2"] | ["sha2256"] => "sha256",
        ["sha384", ..] | ["sha" | "sha2", "384", ..] => "sha384",
        ["sha512", ..] | ["sha" | "sha2", "512", ..] => "sha512",
        ["sm3", ..] => "sm3",
        ["null" | "none"] => "none",
        _ => return None,
    })
}

/// The group a word means.
pub fn group(word: &str) -> Option<AlgorithmName> {
    let word = word.to_ascii_lowercase().replace(['-', '_'], "");
    let number = word.strip_prefix("dhgroup").or_else(|| word.strip_prefix("group"));
    let number = number.or_else(|| word.strip_prefix("dh")).unwrap_or(&word);
    Some(match number {
        "1" | "modp768" => "group1",
        "2" | "modp1024" => "group2",
        "5" | "modp1536" => "group5",
        "14" | "modp2048" => "group14",
        "15" | "modp3072" => "group15",
        "16" | "modp4096" => "group16",
        "17" | "modp6144" => "group17",
        "18" | "modp8192" => "group18",
        "19" | "ecp256" => "group19",
        "20" | "ecp384" => "group20",
        "21" | "ecp521" => "group21",
        "22" | "modp1024s160" => "group22",
        "23" | "modp2048s224" => "group23",
        "24" | "modp2048s256" => "group24",
        "25" | "ecp192" => "group25",
        "26" | "ecp224" => "group26",
        "27" | "ecp224bp" => "group27",
        "28" | "ecp256bp" => "group28",
        "29" | "ecp384bp" => "group29",
        "30" | "ecp512bp" => "group30",
        "31" | "curve25519" | "x25519" => "group31",
        "32" | "curve448" | "x448" => "group32",
        _ => return None,
    })
}

/// Every word a list means, and the words that mean nothing here.
pub fn each<'a>(
    words: impl IntoIterator<Item = &'a str>,
    meaning: impl Fn(&str) -> Option<AlgorithmName>,
    unknown: &mut Vec<String>,
) -> Vec<AlgorithmName> {
    let mut known = Vec::new();
    for word in words.into_iter().flat_map(|word| word.split(',')).map(str::trim) {
        match meaning(word) {
            _ if word.is_empty() => {}
            Some(name) if known.contains(&name) => {}
            Some(name) => known.push(name),
            None => unknown.push(word.to_owned()),
        }
    }
    known
}

/// A proposal in strongSwan's or libreswan's words: `aes256-sha256-modp2048`, `aes128-sha1;dh14`.
pub fn proposal(text: &str, unknown: &mut Vec<String>) -> CryptoProposal {
    let mut offer = CryptoProposal::default();
    // `sha2_256` holds its number behind an underscore, `aes_gcm_256` too; a hyphen parts.
    for word in text.split(['-', ';', '+']).map(str::trim).filter(|word| !word.is_empty()) {
        let list = if let Some(name) = word.strip_prefix("prf").and_then(hash) {
            (&mut offer.prf, name)
        } else if let Some(name) = group(word).filter(|_| !word.bytes().all(|b| b.is_ascii_digit()))
        {
            (&mut offer.dh, name)
        } else if let Some(name) = hash(word).filter(|name| *name != "none") {
            (&mut offer.auth, name)
        } else if let Some(name) = cipher(word) {
            (&mut offer.enc, name)
        } else if matches!(word, "noesn" | "esn" | "modpnone") {
            continue;
        } else {
            unknown.push(word.to_owned());
            continue;
        };
        if !list.0.contains(&list.1) {
            list.0.push(list.1);
        }
    }
    offer
}

/// A comma list of proposals.
pub fn proposals(text: &str, unknown: &mut Vec<String>) -> Vec<CryptoProposal> {
    let text = text.trim_end_matches('!');
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| proposal(part, unknown)).collect()
}

/// Seconds of a duration: `86400`, `86400s`, `24h`, `8h30m10s`, `1d`, `1w`, `00:30:00`.
pub fn seconds(text: &str) -> Option<u64> {
    let text = text.trim();
    if text.contains(':') {
        let parts = text.rsplit(':').zip([1, 60, 3600]);
        return parts.map(|(part, unit)| part.parse::<u64>().ok()?.checked_mul(unit)).sum();
    }
    let mut total: u64 = 0;
    let mut digits = String::new();
    for letter in text.chars() {
        if letter.is_ascii_digit() {
            digits.push(letter);
            continue;
        }
        let unit: u64 = match letter {
            's' => 1,
            'm' => 60,
            'h' => 3600,
            'd' => 86_400,
            'w' => 604_800,
            _ => return None,
        };
        total = total.checked_add(digits.parse::<u64>().ok()?.checked_mul(unit)?)?;
        digits.clear();
    }
    if digits.is_empty() { Some(total) } else { total.checked_add(digits.parse().ok()?) }
}

/// When keys are renewed so that the SA ends at that time, a tenth later.
pub fn rekey_time(lifetime_s: u64) -> u64 {
    lifetime_s - (lifetime_s + 5) / 11
}

/// A network of an address and a netmask, or of an address and a wildcard.
pub fn network(address: &str, mask: &str, wildcard: bool) -> Option<String> {
    let address: Ipv4Addr = address.parse().ok()?;
    let mask: Ipv4Addr = match mask.parse::<u8>() {
        Ok(0) => Ipv4Addr::UNSPECIFIED,
        Ok(length @ 1..=32) => {
            return Some(Ipv4Net::new(address, length).ok()?.trunc().to_string());
        }
        _ => mask.parse().ok()?,
    };
    let mask = if wildcard { Ipv4Addr::from(!u32::from(mask)) } else { mask };
    Some(Ipv4Net::with_netmask(address, mask).ok()?.trunc().to_string())
}

/// An address with the length of its mask: `169.254.1.2/30`.
pub fn with_length(address: &str, mask: &str) -> Option<String> {
    let address: Ipv4Addr = address.parse().ok()?;
    if let Ok(length) = mask.trim_start_matches('/').parse::<u8>() {
        return Some(Ipv4Net::new(address, length).ok()?.to_string());
    }
    Some(Ipv4Net::with_netmask(address, mask.parse().ok()?).ok()?.to_string())
}

/// The other usable host of a /30, or `None` for other sizes.
pub fn other_host(inside: &str) -> Option<String> {
    let net: Ipv4Net = inside.parse().ok()?;
    let other = net.hosts().find(|host| *host != net.addr())?;
    (net.prefix_len() == 30).then(|| other.to_string())
}

/// Whether an address lies in the network of an address with its length.
pub fn is_in(address: &str, inside: &str) -> bool {
    let (Ok(address), Ok(net)) = (address.parse::<Ipv4Addr>(), inside.parse::<Ipv4Net>()) else {
        return false;
    };
    net.trunc().contains(&address) && net.addr() != address
}

/// A key as typed.
pub fn plaintext_key(text: &str) -> PeerKey {
    if is_masked(text) {
        return key_of_form(PeerKeyForm::Masked);
    }
    PeerKey {
        form: PeerKeyForm::Clear,
        text: Some(Secret::new(text)),
        decoded: Some(Secret::new(text)),
    }
}

/// A key of which only the form is known.
pub fn key_of_form(form: PeerKeyForm) -> PeerKey {
    PeerKey { form, text: None, decoded: None }
}

/// A key in strongSwan's words, where `0x` and `0s` are decoded.
pub fn strongswan_key(text: &str) -> PeerKey {
    let bytes = if let Some(hex) = text.strip_prefix("0x") {
        from_hex(hex)
    } else {
        text.strip_prefix("0s").and_then(|base64| STANDARD.decode(base64).ok()).map(Zeroizing::new)
    };
    encoded(text, bytes).unwrap_or_else(|| plaintext_key(text))
}

/// A key that a device takes as hexadecimal.
pub fn hexadecimal(hex: &str) -> PeerKey {
    let text = Zeroizing::new(format!("0x{hex}"));
    encoded(&text, from_hex(hex)).unwrap_or_else(|| plaintext_key(&text))
}

fn encoded(text: &str, bytes: Option<Zeroizing<Vec<u8>>>) -> Option<PeerKey> {
    let bytes = bytes?;
    let decoded = std::str::from_utf8(&bytes).ok().map(Secret::from);
    Some(PeerKey { form: PeerKeyForm::Encoded, text: Some(Secret::new(text)), decoded })
}

fn from_hex(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    let digits: Option<Zeroizing<Vec<u8>>> = text
        .chars()
        .map(|digit| Some(digit.to_digit(16)? as u8))
        .collect::<Option<Vec<u8>>>()
        .map(Zeroizing::new);
    let digits = digits.filter(|digits| !digits.is_empty() && digits.len().is_multiple_of(2))?;
    Some(Zeroizing::new(
        digits.as_chunks::<2>().0.iter().map(|[high, low]| high * 16 + low).collect(),
    ))
}

/// Whether stars, crosses or a word stand in the place of a key.
pub fn is_masked(text: &str) -> bool {
    let text = text.trim();
    let bare = text.trim_matches(['<', '>', '[', ']', '(', ')', '*', '"']);
    let word = bare.to_ascii_lowercase();
    let in_marks = bare.len() != text.len();
    (text.len() >= 3 && text.chars().all(|letter| letter == '*'))
        || (text.len() >= 4 && text.chars().all(|letter| matches!(letter, 'x' | 'X')))
        || (in_marks
            && [
                "removed",
                "hidden",
                "redacted",
                "masked",
                "secret",
                "psk",
                "key",
                "sensitive",
                "your",
                "pre-shared",
            ]
            .iter()
            .any(|name| word.contains(name)))
        || matches!(word.as_str(), "redacted" | "<removed>" | "***removed***")
}
