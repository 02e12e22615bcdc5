//! What the values of sheets mean, field by field.

use crate::connection::catalogue::{self, FieldKind};
use crate::connection::notation::{parse_duration_seconds, parse_network};
use crate::connection::{Key, canonical_value};

use super::outcome::SheetSkipReason;

/// The parts of a value, as many as a label asks for: `AES-256 / SHA-256 / Group 14`.
pub(super) fn split_values(value: &str, wanted: usize) -> Vec<String> {
    if wanted < 2 {
        return vec![value.to_owned()];
    }
    for sign in ["/", "+", ",", "、", "，"] {
        let parts: Vec<String> = value.split(sign).map(|part| part.trim().to_owned()).collect();
        if parts.len() == wanted {
            return parts;
        }
    }
    value.split('-').map(|part| part.trim().to_owned()).collect()
}

/// The value of a field as a draft has it.
pub(super) fn meaning(key: Key, text: &str) -> Result<String, SheetSkipReason> {
    let text = text.trim().trim_matches(['"', '“', '”', '`', '\'']).trim();
    match catalogue::field(key).kind {
        FieldKind::Choice(_) => choice(key, text),
        FieldKind::Flag => flag(text).map(|on| on.to_string()).ok_or(SheetSkipReason::UnknownValue),
        FieldKind::Seconds(..) => {
            let plain = without_remark(text);
            parse_duration_seconds(&plain)
                .map(|seconds| seconds.to_string())
                .ok_or(SheetSkipReason::UnknownValue)
        }
        FieldKind::Blocks => networks(text),
        FieldKind::Asn => {
            let bare = without_remark(text);
            let number = bare.trim_start_matches(['A', 'S', 'a', 's', ' ']);
            number
                .parse::<crate::connection::value::Asn>()
                .map(|asn| asn.to_string())
                .map_err(|_| SheetSkipReason::UnknownValue)
        }
        FieldKind::TunnelCidr => {
            parse_network(text).map(|net| net.to_string()).ok_or(SheetSkipReason::UnknownValue)
        }
        FieldKind::Address => {
            let bare = text.split(['/', ' ']).next().unwrap_or_default();
            bare.parse::<std::net::Ipv4Addr>()
                .map(|address| address.to_string())
                .map_err(|_| SheetSkipReason::UnknownValue)
        }
        // A sentence is no identity; a distinguished name has blanks as well.
        _ if matches!(key, Key::LocalId | Key::RemoteId)
            && text.split_whitespace().count() > 3
            && !text.contains('=') =>
        {
            Err(SheetSkipReason::UnknownValue)
        }
        _ if text.is_empty() || text.chars().any(char::is_control) => {
            Err(SheetSkipReason::UnknownValue)
        }
        _ => Ok(text.to_owned()),
    }
}

/// One of the words of a field, in whatever spelling. Of several none is chosen.
fn choice(key: Key, text: &str) -> Result<String, SheetSkipReason> {
    let plain = without_remark(text);
    if key == Key::IpsecPfs && flag(&plain) == Some(false) {
        return Ok("disabled".to_owned());
    }
    if let Some(word) = canonical_value(key, &plain) {
        return Ok(word.to_owned());
    }
    let parts: Vec<&str> = plain
        .split([',', ';', '、', '，', '/', '|'])
        .flat_map(|part| part.split(" or "))
        .flat_map(|part| part.split(" and "))
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    // That there is PFS is said by the group.
    let parts: Vec<&str> = match key {
        Key::IpsecPfs => parts.into_iter().filter(|part| flag(part) != Some(true)).collect(),
        _ => parts,
    };
    let meant: Vec<&str> = parts.iter().filter_map(|part| canonical_value(key, part)).collect();
    match meant.as_slice() {
        [one, rest @ ..] if meant.len() == parts.len() && rest.iter().all(|other| other == one) => {
            Ok((*one).to_owned())
        }
        [_, _, ..] => Err(SheetSkipReason::SeveralValues),
        _ => Err(SheetSkipReason::UnknownValue),
    }
}

/// A text without what stands in brackets behind it: `Group 14 (2048)`.
fn without_remark(text: &str) -> String {
    let mut plain = String::new();
    let mut depth = 0_usize;
    for letter in text.chars() {
        match letter {
            '(' | '（' | '[' => depth += 1,
            ')' | '）' | ']' => depth = depth.saturating_sub(1),
            letter if depth == 0 => plain.push(letter),
            _ => {}
        }
    }
    plain.trim().to_owned()
}

fn flag(text: &str) -> Option<bool> {
    let word = without_remark(text).to_lowercase();
    match word.trim() {
        "yes" | "y" | "on" | "true" | "enable" | "enabled" | "启用" | "开启" | "是" | "开"
        | "打开" => Some(true),
        "no" | "n" | "off" | "false" | "disable" | "disabled" | "none" | "禁用" | "关闭" | "否"
        | "关" | "不启用" | "无" => Some(false),
        // How often it probes says that it does.
        other
            if other.starts_with("yes")
                || other.starts_with("enabled")
                || other.starts_with("启用") =>
        {
            Some(true)
        }
        other
            if parse_duration_seconds(other).is_some_and(|seconds| seconds > 0)
                && other.len() > 1 =>
        {
            Some(true)
        }
        _ => None,
    }
}

/// A list of networks in any notation, none of which is guessed.
fn networks(text: &str) -> Result<String, SheetSkipReason> {
    let lines = text.replace("<br>", ",").replace("<br/>", ",");
    let parts = lines.split([',', ';', '、', '，', '；']).flat_map(|part| part.split(" and "));
    let parts =
        parts.flat_map(|part| part.split('和')).map(str::trim).filter(|part| !part.is_empty());
    let mut nets = Vec::new();
    for part in parts {
        match parse_network(&without_remark(part)) {
            Some(net) => nets.push(net.to_string()),
            // Networks that blanks alone hold apart.
            None => {
                let words: Option<Vec<_>> = part.split_whitespace().map(parse_network).collect();
                let words =
                    words.filter(|words| !words.is_empty()).ok_or(SheetSkipReason::UnknownValue)?;
                nets.extend(words.iter().map(ToString::to_string));
            }
        }
    }
    nets.dedup();
    if nets.is_empty() { Err(SheetSkipReason::UnknownValue) } else { Ok(nets.join(",")) }
}
