//! The service's checks of single values and of a request's parts, in its own codes.
//!
//! Written from the API reference a second time, apart from the rules of [`crate::connection`]: two
//! readings of one page that must agree.

use ipnet::Ipv4Net;

use crate::connection::{Draft, FieldPath, Key, Mode, is_false, is_true};

use super::codes::{ErrorReply, invalid, refuse, refuse_with};

/// 1 to 100 characters, not starting as a web address.
pub(super) fn is_name(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    (1..=100).contains(&text.chars().count())
        && !lower.starts_with("http://")
        && !lower.starts_with("https://")
        && !text.chars().any(char::is_control)
}

/// A number from 1 to 4294967295, plain or as `high.low`.
pub(super) fn asn(text: &str) -> Option<u32> {
    let number = |part: &str, most: u64| {
        let plain = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| part.parse::<u64>().ok()).flatten().filter(|number| *number <= most)
    };
    let value = match text.split_once('.') {
        Some((high, low)) => number(high, 65_535)? * 65_536 + number(low, 65_535)?,
        None => number(text, u64::from(u32::MAX))?,
    };
    u32::try_from(value).ok().filter(|asn| *asn > 0)
}

/// Name, network type and subnets.
pub(super) fn basics(draft: &Draft) -> Result<(), ErrorReply> {
    subnet(draft, Key::LocalSubnet, "IllegalParam.LocalSubnet")?;
    subnet(draft, Key::RemoteSubnet, "IllegalParam.RemoteSubnet")?;
    if connection_text(draft, Key::Name).is_some_and(|name| !is_name(name)) {
        return Err(refuse("InvalidParameter.VpnConnectionName"));
    }
    check_choice(draft, FieldPath::connection(Key::NetworkType), &["public", "private"])?;
    bandwidth(draft)?;
    for key in [Key::EffectImmediately, Key::AutoConfigRoute, Key::EnableTunnelsBgp] {
        flag(draft, FieldPath::connection(key))?;
    }
    Ok(())
}

/// The spelling is answered in another case, so it is taken in any.
fn bandwidth(draft: &Draft) -> Result<(), ErrorReply> {
    match connection_text(draft, Key::TunnelBandwidth) {
        Some(text) if !["standard", "large"].contains(&text.to_ascii_lowercase().as_str()) => {
            Err(invalid("TunnelBandwidth"))
        }
        _ => Ok(()),
    }
}

fn subnet(draft: &Draft, key: Key, code: &'static str) -> Result<(), ErrorReply> {
    let text = connection_text(draft, key).unwrap_or_default();
    let blocks: Option<Vec<Ipv4Net>> = text.split(',').map(|block| block.parse().ok()).collect();
    let sound = blocks.is_some_and(|blocks| {
        let whole = blocks.iter().any(|block| block.prefix_len() == 0);
        blocks.iter().all(|block| block.addr() == block.network()) && (!whole || blocks.len() == 1)
    });
    if sound { Ok(()) } else { Err(refuse_with(code, &[text])) }
}

/// Exactly two tunnels, numbered 1 and 2.
pub(super) fn tunnels(draft: &Draft) -> Result<(), ErrorReply> {
    let incomplete = || refuse("MissingParameter.TunnelOptionsSpecification");
    if draft.tunnels() != 2 {
        return Err(incomplete());
    }
    let index = |number: u16| match draft.text(FieldPath::tunnel(number, Key::TunnelIndex)) {
        None => Some(number),
        Some("1") => Some(1),
        Some("2") => Some(2),
        Some(_) => None,
    };
    match (index(1), index(2)) {
        (Some(one), Some(other)) if one != other => Ok(()),
        _ => Err(incomplete()),
    }
}

const CIPHERS: [&str; 5] = ["aes", "aes192", "aes256", "des", "3des"];
const HASHES: [&str; 5] = ["md5", "sha1", "sha256", "sha384", "sha512"];

/// Both phases of one tunnel, or of the whole connection in single mode.
pub(super) fn phases(draft: &Draft, at: impl Fn(Key) -> FieldPath) -> Result<(), ErrorReply> {
    check_choice(draft, at(Key::IkeVersion), &["ikev1", "ikev2"])?;
    check_choice(draft, at(Key::IkeMode), &["main", "aggressive"])?;
    check_choice(draft, at(Key::IkeEncAlg), &CIPHERS)?;
    check_choice(draft, at(Key::IkeAuthAlg), &HASHES)?;
    check_choice(draft, at(Key::IkePfs), &["group1", "group2", "group5", "group14"])?;
    seconds(draft, at(Key::IkeLifetime))?;
    identity(draft, at(Key::LocalId))?;
    identity(draft, at(Key::RemoteId))?;
    psk(draft, at(Key::Psk))?;
    check_choice(draft, at(Key::IpsecEncAlg), &CIPHERS)?;
    let is_in = |key, words: &[&str]| draft.text(at(key)).is_none_or(|text| words.contains(&text));
    if !is_in(Key::IpsecAuthAlg, &HASHES) {
        return Err(refuse("NotSupportVpnConnectionParameter.IpsecAuthAlg"));
    }
    if !is_in(Key::IpsecPfs, &["disabled", "group1", "group2", "group5", "group14"]) {
        return Err(refuse("NotSupportVpnConnectionParameter.IpsecPfs"));
    }
    seconds(draft, at(Key::IpsecLifetime))?;
    flag(draft, at(Key::EnableDpd))?;
    flag(draft, at(Key::EnableNatTraversal))
}

/// The health check of single mode.
pub(super) fn health(draft: &Draft) -> Result<(), ErrorReply> {
    flag(draft, FieldPath::connection(Key::HealthEnable))?;
    if draft.mode() == Mode::Dual || !draft.wants_health_check() {
        return Ok(());
    }
    for key in [Key::HealthDestination, Key::HealthSource] {
        let path = FieldPath::connection(key);
        let text = draft.text(path).unwrap_or_default();
        text.parse::<std::net::Ipv4Addr>().map_err(|_| invalid(&path.to_string()))?;
    }
    for key in [Key::HealthInterval, Key::HealthRetry] {
        let path = FieldPath::connection(key);
        let sound = draft.text(path).is_none_or(|text| {
            text.bytes().all(|byte| byte.is_ascii_digit())
                && text.parse::<u32>().is_ok_and(|count| count > 0)
        });
        if !sound {
            return Err(invalid(&path.to_string()));
        }
    }
    check_choice(
        draft,
        FieldPath::connection(Key::HealthPolicy),
        &["revoke_route", "reserve_route"],
    )
}

/// At most 20 tags with distinct keys of 1 to 64 and values of up to 128 characters.
pub(super) fn tags(draft: &Draft) -> Result<(), ErrorReply> {
    if draft.tags() > 20 {
        return Err(refuse("SizeLimitExceeded.TagNum"));
    }
    let mut seen = Vec::new();
    for (key, value) in tag_pairs(draft) {
        check_tag(key, value)?;
        if seen.contains(&key) {
            return Err(refuse("Duplicated.TagKey"));
        }
        seen.push(key);
    }
    Ok(())
}

/// A key of 1 to 64 and a value of up to 128 characters, neither of them with a word that is reserved.
pub(super) fn check_tag(key: &str, value: &str) -> Result<(), ErrorReply> {
    let allowed = |text: &str| {
        !text.starts_with("aliyun")
            && !text.starts_with("acs:")
            && !text.contains("http://")
            && !text.contains("https://")
    };
    if !(1..=64).contains(&key.chars().count()) || !allowed(key) {
        return Err(refuse("InvalidParameter.TagKey"));
    }
    if value.chars().count() > 128 || !allowed(value) {
        return Err(refuse("InvalidParameter.TagValue"));
    }
    Ok(())
}

/// Keys and values; what is absent is empty.
pub(super) fn tag_pairs(draft: &Draft) -> impl Iterator<Item = (&str, &str)> + Clone {
    (1..=draft.tags()).map(|number| {
        let text = |key| draft.text(FieldPath::tag(number, key)).unwrap_or_default();
        (text(Key::TagKey), text(Key::TagValue))
    })
}

fn connection_text(draft: &Draft, key: Key) -> Option<&str> {
    draft.text(FieldPath::connection(key))
}

fn check_choice(draft: &Draft, path: FieldPath, words: &[&str]) -> Result<(), ErrorReply> {
    match draft.text(path) {
        Some(text) if !words.contains(&text) => Err(invalid(&path.to_string())),
        _ => Ok(()),
    }
}

fn flag(draft: &Draft, path: FieldPath) -> Result<(), ErrorReply> {
    match draft.text(path) {
        Some(text) if !is_true(text) && !is_false(text) => Err(invalid(&path.to_string())),
        _ => Ok(()),
    }
}

fn seconds(draft: &Draft, path: FieldPath) -> Result<(), ErrorReply> {
    let sound = draft.text(path).is_none_or(|text| {
        let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        plain && text.parse::<u32>().is_ok_and(|seconds| seconds <= 86_400)
    });
    if sound { Ok(()) } else { Err(invalid(&path.to_string())) }
}

fn identity(draft: &Draft, path: FieldPath) -> Result<(), ErrorReply> {
    let sound = draft
        .text(path)
        .is_none_or(|text| text.chars().count() <= 100 && !text.chars().any(char::is_whitespace));
    if sound { Ok(()) } else { Err(invalid(&path.to_string())) }
}

/// 1 to 100 letters, digits and the listed signs; pages disagree about quotes and the backslash, so
/// these pass.
fn psk(draft: &Draft, path: FieldPath) -> Result<(), ErrorReply> {
    let sound = draft.key(path).is_none_or(|(key, _)| {
        let text = key.expose();
        (1..=100).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
    });
    if sound { Ok(()) } else { Err(invalid(&path.to_string())) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asns_in_both_forms() {
        for (text, expected) in [
            ("1", Some(1)),
            ("4294967295", Some(u32::MAX)),
            ("4294967296", None),
            ("99999999999999999999", None),
            ("123.456", Some(8_061_384)),
            ("65535.65535", Some(u32::MAX)),
            ("65536.0", None),
            ("0", None),
            ("0.0", None),
            ("", None),
            ("1.2.3", None),
            ("-1", None),
        ] {
            assert_eq!(asn(text), expected, "{text}");
        }
    }
}
