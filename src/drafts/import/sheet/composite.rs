//! Values that say several things at once: `AES256-SHA256-DH14`, `加密 AES-128，认证 SHA1`, `IKEv1 main mode`.

use crate::connection::{Key, canonical_value};

use super::labels::{LabelMeaning, SheetContext, concept_in_phase};
use super::values::meaning;

/// A part of such a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ValuePart {
    /// What it says of a field.
    Known(Key, String),
    /// A part that is not understood.
    Unknown(String),
}

/// What stands in proposals and is no choice: there is nothing else.
const IMPLIED_WORDS: [&str; 7] =
    ["esp", "tunnel", "tunnel mode", "psk", "pre-share", "隧道模式", "隧道"];

/// The parts of a proposal of a phase, whatever holds them apart.
pub(super) fn proposal(text: &str, phase: u8) -> Vec<ValuePart> {
    let parts: Vec<&str> = text
        .split(['/', ',', '+', '|', ';', '，', '、', '；'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    match parts.as_slice() {
        [one] => joined(one, phase),
        parts => parts.iter().filter_map(|part| single(part, phase)).collect(),
    }
}

/// One part: a word, or a word behind what it is called.
fn single(part: &str, phase: u8) -> Option<ValuePart> {
    if IMPLIED_WORDS.contains(&part.to_lowercase().as_str()) {
        return None;
    }
    let known = word(part, phase).or_else(|| labelled(part, phase));
    Some(known.unwrap_or_else(|| ValuePart::Unknown(part.to_owned())))
}

/// A word that only one field of the phase has. A number alone says nothing.
fn word(part: &str, phase: u8) -> Option<ValuePart> {
    if part.chars().all(|sign| sign.is_ascii_digit()) {
        return None;
    }
    let keys = match phase {
        1 => [Key::IkeEncAlg, Key::IkeAuthAlg, Key::IkePfs],
        _ => [Key::IpsecEncAlg, Key::IpsecAuthAlg, Key::IpsecPfs],
    };
    keys.into_iter()
        .find_map(|key| Some(ValuePart::Known(key, canonical_value(key, part)?.to_owned())))
}

/// A value behind its label, with no more than a blank between them.
fn labelled(part: &str, phase: u8) -> Option<ValuePart> {
    let ends = part.char_indices().filter(|(_, sign)| !sign.is_alphanumeric());
    let mut cuts: Vec<usize> = ends.map(|(at, _)| at).collect();
    cuts.reverse();
    cuts.into_iter().find_map(|at| {
        let label = part[..at].trim();
        let value = part[at..].trim_matches([' ', ':', '：', '=', '\u{a0}']);
        let LabelMeaning::Field(key) = concept_in_phase(label, phase, &SheetContext::default())?
        else {
            return None;
        };
        Some(ValuePart::Known(key, meaning(key, value).ok()?))
    })
}

/// Parts that hyphens or blanks hold apart, which stand in words as well: the longest word counts.
fn joined(text: &str, phase: u8) -> Vec<ValuePart> {
    const LONGEST: usize = 3;
    let tokens: Vec<&str> = text.split(['-', ' ', '_']).filter(|token| !token.is_empty()).collect();
    let (mut found, mut at) = (Vec::new(), 0);
    while at < tokens.len() {
        let rest = &tokens[at..];
        let fit = (1..=LONGEST.min(rest.len())).rev().find_map(|count| {
            let part = rest[..count].join("-");
            match single(&part, phase) {
                Some(ValuePart::Unknown(_)) => None,
                known => Some((count, known)),
            }
        });
        let (count, part) =
            fit.unwrap_or_else(|| (1, Some(ValuePart::Unknown(rest[0].to_owned()))));
        found.extend(part);
        at += count;
    }
    found
}

/// The version of IKE and the mode of its exchange, as far as a text names one of each.
pub(super) fn exchange(text: &str) -> Vec<(Key, &'static str)> {
    let plain: String = text
        .to_lowercase()
        .chars()
        .map(|sign| if sign.is_alphanumeric() { sign } else { ' ' })
        .collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let says = |all: &[&str]| {
        all.iter().any(|word| match word.is_ascii() {
            true => words.contains(word),
            false => plain.contains(word),
        })
    };
    let pairs = |first: &str, second: &str| words.windows(2).any(|pair| pair == [first, second]);
    let one = says(&["ikev1", "v1", "1"]) || pairs("version", "1") || plain.contains("ikev1");
    let two = says(&["ikev2", "v2", "2"]) || pairs("version", "2") || plain.contains("ikev2");
    let main = says(&["main", "主模式"]);
    let aggressive = says(&["aggressive", "野蛮", "积极模式"]);
    let mut found = Vec::new();
    match (one, two) {
        (true, false) => found.push((Key::IkeVersion, "ikev1")),
        (false, true) => found.push((Key::IkeVersion, "ikev2")),
        _ => {}
    }
    match (main, aggressive) {
        (true, false) => found.push((Key::IkeMode, "main")),
        (false, true) => found.push((Key::IkeMode, "aggressive")),
        _ => {}
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads(text: &str, phase: u8, expected: &str) {
        let told = proposal(text, phase).into_iter().map(|part| match part {
            ValuePart::Known(key, value) => format!("{key:?}={value}"),
            ValuePart::Unknown(text) => format!("?{text}"),
        });
        assert_eq!(told.collect::<Vec<_>>().join(" "), expected, "{text}");
    }

    #[test]
    fn a_proposal_is_taken_apart_however_it_is_written() {
        let first = "IkeEncAlg=aes256 IkeAuthAlg=sha256 IkePfs=group14";
        for text in [
            "AES256-SHA256-DH14",
            "aes-256-cbc-sha2-256-modp2048",
            "AES-256 / SHA-256 / Group 14",
            "encryption aes256, hash sha256, dh group 14",
            "加密 AES-256，认证 SHA256，DH 组 14",
        ] {
            reads(text, 1, first);
        }
        reads("ESP / AES256 / SHA2-256", 2, "IpsecEncAlg=aes256 IpsecAuthAlg=sha256");
        reads("ESP-AES128-SHA1", 2, "IpsecEncAlg=aes IpsecAuthAlg=sha1");
        reads(
            "AES-128，SHA1，PFS 关闭，生存时间 3600 秒",
            2,
            "IpsecEncAlg=aes IpsecAuthAlg=sha1 IpsecPfs=disabled IpsecLifetime=3600",
        );
    }

    #[test]
    fn what_is_not_understood_is_named_and_a_bare_number_is_nothing() {
        reads("AES256-FOO-DH14", 1, "IkeEncAlg=aes256 ?FOO IkePfs=group14");
        reads("aes256, 14", 1, "IkeEncAlg=aes256 ?14");
    }

    #[test]
    fn version_and_mode_stand_in_one_value() {
        let both = vec![(Key::IkeVersion, "ikev1"), (Key::IkeMode, "main")];
        assert_eq!(exchange("v1 main mode"), both);
        assert_eq!(exchange("IKEv1，主模式"), both);
        assert_eq!(exchange("Site-to-site, IKEv2 only"), [(Key::IkeVersion, "ikev2")]);
        assert_eq!(exchange("IKEv1 or IKEv2"), []);
    }
}
