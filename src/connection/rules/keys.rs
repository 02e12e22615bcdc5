//! Pre-shared keys: what the service takes, what an attacker guesses, what a device misreads.
//!
//! The one place among the rules that looks at a key itself. No copy of it is made, and no more
//! than one of its characters ever leaves.

use super::super::characters::{is_blank, look_alike, plain};
use super::super::draft::{Draft, KeyStorage};
use super::super::field::{FieldOwner, FieldPath, Key};
use super::super::finding::{Edit, Finding, Repair, Rule};
use super::super::key::{is_accepted, is_masked};

use super::placeholders::{PlaceholderKind, is_expression, is_reference, is_stock_key};
use super::shared::{code_point, display_character, finding_for_fields};

/// How many characters the service takes.
const MOST: usize = 100;

/// Below this many characters a key is called weak, whatever they are.
const FEW: usize = 16;

/// Below this many bits a key can be found by trying.
const GUESSABLE_BITS: f64 = 80.0;

/// Keys of vendors' manuals, provider samples and lists of the most used ones, in small letters.
const SAMPLES: &[&str] = &[
    "1234",
    "12345",
    "123456",
    "1234567",
    "12345678",
    "123456789",
    "1234567890",
    "111111",
    "abc123",
    "abcd1234",
    "admin",
    "admin123",
    "admin@123",
    "alibaba",
    "aliyun",
    "changeme",
    "cisco",
    "cisco123",
    "cisco1234",
    "default",
    "example",
    "fortinet",
    "h3c",
    "hillstone",
    "huawei",
    "huawei123",
    "huawei@123",
    "ipsec",
    "juniper",
    "letmein",
    "mikrotik",
    "mypresharedkey",
    "p@ssw0rd",
    "paloalto",
    "passw0rd",
    "password",
    "password1",
    "password123",
    "preshared",
    "presharedkey",
    "pre-shared-key",
    "psk",
    "qwerty",
    "sangfor",
    "secret",
    "sharedkey",
    "sharedsecret",
    "test",
    "test123",
    "testvpn",
    "tf-testvpn1",
    "tf-testvpn2",
    "vpn",
    "vpn123",
    "vpntest",
];

/// Values of the same draft that everybody who sees the connection sees too.
const PUBLIC: &[Key] = &[
    Key::RegionId,
    Key::Name,
    Key::CustomerGatewayId,
    Key::LocalSubnet,
    Key::RemoteSubnet,
    Key::LocalId,
    Key::RemoteId,
    Key::TunnelCidr,
    Key::LocalBgpIp,
    Key::ResourceGroupId,
];

pub(super) fn check(draft: &Draft, found: &mut Vec<Finding>) {
    let paths = draft.paths_of(Key::Psk);
    let mut readable = Vec::new();
    for &path in &paths {
        if draft.is_key_unresolved(path) {
            continue;
        }
        let Some((secret, kept)) = draft.key(path) else {
            found.push(Finding::at(Rule::P05, path).with_repair(fresh(path)));
            continue;
        };
        let key = secret.expose();
        characters(path, key, found);
        length(path, key, found);
        let is_reference = is_reference(key) || is_expression(key);
        if is_masked(secret) || is_reference {
            let kind =
                if is_reference { PlaceholderKind::Reference } else { PlaceholderKind::Mask };
            let finding = Finding::at(Rule::P13, path).with("kind", kind.name());
            found.push(finding.with_repair(fresh(path)));
        } else if !key.is_empty() {
            strength(draft, path, key, found);
            if kept == KeyStorage::InDraft {
                readable.push(path);
            }
        }
    }
    found.extend(finding_for_fields(Rule::P14, readable));
    found.extend(shared_key(draft, &paths));
}

fn fresh(path: FieldPath) -> Repair {
    Repair { edits: vec![Edit::GenerateKey(path)] }
}

fn length(path: FieldPath, key: &str, found: &mut Vec<Finding>) {
    let length = key.chars().count();
    if length == 0 {
        found.push(Finding::at(Rule::P01, path).with("n", length).with_repair(fresh(path)));
    } else if length > MOST {
        found.push(Finding::at(Rule::P01, path).with("n", length));
    }
}

fn characters(path: FieldPath, key: &str, found: &mut Vec<Finding>) {
    let is_plain_blank = |character: char| character.is_ascii() && is_blank(character);
    let is_other = |character: char| {
        !character.is_ascii() && (is_blank(character) || look_alike(character).is_some())
    };
    if let Some(index) = key.chars().position(is_plain_blank) {
        let finding = Finding::at(Rule::P02, path).with("position", index + 1);
        found.push(finding.with_repair(cleaned(path, key)));
    }
    if let Some(character) = key.chars().find(|character| is_other(*character)) {
        let finding = Finding::at(Rule::P12, path).with("code", code_point(character));
        let finding = match look_alike(character) {
            Some(plain) => finding.with("kind", "twin").with("plain", plain.to_string()),
            None => finding.with("kind", "blank").with("plain", ""),
        };
        found.push(finding.with_repair(cleaned(path, key)));
    }
    let is_refused = |character: &char| {
        !is_accepted(*character) && !is_plain_blank(*character) && !is_other(*character)
    };
    if let Some(character) = key.chars().find(is_refused) {
        found.push(Finding::at(Rule::P03, path).with("character", display_character(character)));
    }
}

/// The repair that takes blanks and look-alikes out, where that leaves a key that the service takes.
fn cleaned(path: FieldPath, key: &str) -> Option<Repair> {
    let mut left = plain(key).filter(|character| !is_blank(*character)).peekable();
    let is_key = left.peek().is_some() && left.all(is_accepted) && key.chars().count() <= MOST;
    is_key.then(|| Repair { edits: vec![Edit::CleanKey(path)] })
}

/// What is said of a key that is one, and no mask.
fn strength(draft: &Draft, path: FieldPath, key: &str, found: &mut Vec<Finding>) {
    if let Some(character) = key.chars().find(|character| matches!(character, '\'' | '"' | '\\')) {
        found.push(Finding::at(Rule::P04, path).with("character", character.to_string()));
    }
    let bits = bits(key.as_bytes());
    if bits < GUESSABLE_BITS || key.chars().take(FEW).count() < FEW {
        // Whole bits; a longer fraction would pretend to know more than an estimate does.
        let finding = Finding::at(Rule::P06, path).with("bits", format!("{:.0}", bits.floor()));
        found.push(finding.with_repair(fresh(path)));
    }
    if let Some(public) = repeats(draft, path, key) {
        let finding = Finding::at(Rule::P07, path).with_field(public).with("kind", "repeat");
        found.push(finding.with("field", public).with_repair(fresh(path)));
    } else if is_stock_key(key) || SAMPLES.iter().any(|sample| sample.eq_ignore_ascii_case(key)) {
        let finding = Finding::at(Rule::P07, path).with("kind", "sample").with("field", "");
        found.push(finding.with_repair(fresh(path)));
    }
    if let [b'0', b'x' | b'X' | b's' | b'S', ..] = key.as_bytes() {
        found.push(Finding::at(Rule::P08, path));
    }
    if key.contains('?') {
        found.push(Finding::at(Rule::P09, path));
    }
    let is_quoted = |character: &char| "#;{}'\"$\\|".contains(*character);
    if let Some(character) = key.chars().find(is_quoted) {
        found.push(Finding::at(Rule::P10, path).with("character", character.to_string()));
    }
}

/// The value that the key repeats, if any: of the connection, of its own tunnel or of the two that
/// every connection has, so that a draft of thousands of tunnels is not searched for each key.
fn repeats(draft: &Draft, path: FieldPath, key: &str) -> Option<FieldPath> {
    let owners = [FieldOwner::Connection, path.owner, FieldOwner::Tunnel(1), FieldOwner::Tunnel(2)];
    let values =
        owners.iter().flat_map(|&owner| PUBLIC.iter().map(move |&key| FieldPath { owner, key }));
    values.filter(|path| path.fits(draft.mode())).find(|path| {
        draft.text(*path).is_some_and(|text| {
            text.eq_ignore_ascii_case(key)
                || matches!(path.key, Key::LocalSubnet | Key::RemoteSubnet)
                    && text.split(',').any(|block| block.trim() == key)
        })
    })
}

fn shared_key(draft: &Draft, paths: &[FieldPath]) -> Option<Finding> {
    let [one, two, ..] = *paths else { return None };
    let (first, _) = draft.key(one)?;
    let (second, _) = draft.key(two)?;
    let same = first == second && !first.is_empty() && !is_masked(first);
    same.then(|| Finding::at(Rule::P11, two).with_field(one).with_repair(fresh(two)))
}

/// A cautious guess at how many bits a key is worth: the characters that tell something new, times
/// the bits that one of them can carry.
///
/// A run (`aaa`), a sequence (`abc`, `321`) and a repetition of the whole (`secretsecret`) tell
/// nothing new. Where few different characters make up a long key, one carries no more than those
/// allow.
fn bits(key: &[u8]) -> f64 {
    let key = unrepeated(key);
    let mut seen = 0_u128;
    let (mut lower, mut upper, mut digit, mut other) = (0_u32, 0_u32, 0_u32, 0_u32);
    let mut telling = 0_u32;
    for (index, &byte) in key.iter().enumerate() {
        seen |= 1 << (byte & 0x7F);
        match byte {
            b'a'..=b'z' => lower = 26,
            b'A'..=b'Z' => upper = 26,
            b'0'..=b'9' => digit = 10,
            _ => other = 32,
        }
        let step = |from: usize| i16::from(key[from + 1]) - i16::from(key[from]);
        let run = index > 0 && step(index - 1) == 0;
        let sequence =
            index > 1 && step(index - 1).abs() == 1 && step(index - 1) == step(index - 2);
        telling += u32::from(!run && !sequence);
    }
    let distinct = seen.count_ones();
    let few = u64::from(distinct) * 2 < key.len() as u64;
    let choices = if few { distinct } else { lower + upper + digit + other };
    f64::from(telling) * f64::from(choices.max(1)).log2()
}

/// The part of which the key is a repetition, or all of it.
fn unrepeated(key: &[u8]) -> &[u8] {
    // A key the service takes has at most 100 characters; longer ones need no search.
    let longest = if key.len() > 400 { 0 } else { key.len() / 2 };
    let period = (1..=longest).find(|period| key[*period..] == key[..key.len() - period]);
    period.map_or(key, |period| &key[..period])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_estimate_is_cautious() {
        for (key, least, most) in [
            ("kT7mPq2vXw9bRd4c", 90.0, 100.0),
            ("8f14e45fceea167a5a36dedd4bea2543", 100.0, 170.0),
            ("aaaaaaaaaaaaaaaaaaaaaaaa", 0.0, 5.0),
            ("abcdefghijklmnopqrstuvwxyz", 0.0, 15.0),
            ("12345678901234567890", 0.0, 20.0),
            ("Secret1!Secret1!Secret1!", 0.0, 60.0),
            ("abababababababababababab", 0.0, 12.0),
            ("", 0.0, 0.0),
        ] {
            let bits = bits(key.as_bytes());
            assert!((least..=most).contains(&bits), "{key}: {bits}");
        }
    }

    #[test]
    fn samples_are_in_small_letters() {
        assert!(SAMPLES.iter().all(|sample| *sample == sample.to_ascii_lowercase()));
    }
}
