//! Networks and times as people and devices write them, read as the service writes them.
//!
//! What can be read in two ways is not read at all: a repair made of it would be a guess.

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;

use super::characters::plain;

/// No network or time that somebody wrote down is longer, in bytes.
const LONGEST: usize = 120;

/// A network in any of the usual notations: with a prefix length, a netmask or a wildcard mask behind
/// a slash, a blank or the word for it, or as a range that is exactly one block; a host by its address.
///
/// The address of a network without any mask says nothing of the size, so it is not read.
pub fn parse_network(text: &str) -> Option<Ipv4Net> {
    if text.len() > LONGEST {
        return None;
    }
    let text: String = plain(text).flat_map(char::to_lowercase).collect();
    let text = text.trim();
    if matches!(text, "any" | "all" | "0.0.0.0") {
        return Some(Ipv4Net::default());
    }
    if let Some((first, last)) = text.split_once('-').or_else(|| text.split_once(" to ")) {
        return range(first.trim().parse().ok()?, last.trim().parse().ok()?);
    }
    let mut words = text.split(['/', ' ']).filter(|word| !word.is_empty() && !is_mask_word(word));
    let (address, mask) = (words.next()?.parse().ok()?, words.next());
    if words.next().is_some() {
        return None;
    }
    match mask {
        None => is_host(address).then(|| Ipv4Net::from(address)),
        Some(mask) if mask.contains('.') => masked(address, mask.parse().ok()?),
        // A bare number behind a blank may be anything.
        Some(length) if text.contains('/') => Ipv4Net::new(address, length.parse().ok()?).ok(),
        Some(_) => None,
    }
    .map(|net| net.trunc())
}

/// The words that devices put between an address and its mask.
pub(super) fn is_mask_word(word: &str) -> bool {
    ["mask", "netmask", "wildcard", "wildcard-mask", "subnet-mask"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(word))
}

/// Whether an address without a mask can only be a host's: networks end in 0 where people write them.
fn is_host(address: Ipv4Addr) -> bool {
    address.octets()[3] != 0
}

/// The block of an address with a netmask, or with the wildcard mask that Cisco and Huawei use.
fn masked(address: Ipv4Addr, mask: Ipv4Addr) -> Option<Ipv4Net> {
    // Of these two masks one device's "this host" is another's "everything".
    if mask.is_unspecified() || mask.is_broadcast() && address.is_unspecified() {
        return address.is_unspecified().then(Ipv4Net::default);
    }
    let inverse = Ipv4Addr::from(!u32::from(mask));
    Ipv4Net::with_netmask(address, mask).or_else(|_| Ipv4Net::with_netmask(address, inverse)).ok()
}

/// Whether this is the mask of a network and hardly an address: contiguous from one end or the other,
/// with a first part that no network has.
pub(super) fn is_mask(address: Ipv4Addr) -> bool {
    let [first, ..] = address.octets();
    matches!(first, 0 | 255) && masked(Ipv4Addr::new(10, 0, 0, 0), address).is_some()
}

/// Whether two words with a blank between them are one network: an address and its mask.
pub(super) fn is_masked_by(address: &str, mask: &str) -> bool {
    let (Ok(address), Ok(mask)) = (address.parse::<Ipv4Addr>(), mask.parse::<Ipv4Addr>()) else {
        return false;
    };
    is_mask(mask) || address.is_unspecified() && mask.is_unspecified()
}

/// The block that begins and ends with these addresses.
fn range(first: Ipv4Addr, last: Ipv4Addr) -> Option<Ipv4Net> {
    let size = u64::from(u32::from(last)).checked_sub(u32::from(first).into())? + 1;
    let length = u8::try_from(32 - size.trailing_zeros()).ok()?;
    let net = Ipv4Net::new(first, length).ok()?;
    (net.network() == first && net.broadcast() == last).then_some(net)
}

/// A time in seconds: with a unit (`8h`, `1 day`, `1h30m`, `28800 秒`), with separators of thousands
/// (`28,800`), or as `08:00:00`.
pub fn parse_duration_seconds(text: &str) -> Option<u64> {
    if text.len() > LONGEST {
        return None;
    }
    let text: String = plain(text).flat_map(char::to_lowercase).collect();
    let text = text.trim();
    if let [hours, minutes, seconds] = *text.split(':').collect::<Vec<_>>() {
        let [hours, minutes, seconds] = [hours, minutes, seconds].map(|part| whole(part.trim()));
        let (minutes, seconds) = (minutes.filter(|&it| it < 60)?, seconds.filter(|&it| it < 60)?);
        return hours?.checked_mul(3600)?.checked_add(minutes * 60 + seconds);
    }
    let mut rest = text;
    let mut total = 0_u64;
    while !rest.is_empty() {
        let is_number =
            |sign: char| sign.is_ascii_digit() || matches!(sign, ',' | '.' | '\'' | '_');
        let end = rest.find(|sign: char| !is_number(sign)).unwrap_or(rest.len());
        let (number, behind) = rest.split_at(end);
        let behind = behind.trim_start();
        let end = behind.find(|sign: char| sign.is_ascii_digit()).unwrap_or(behind.len());
        let (unit, after) = behind.split_at(end);
        // A number without a unit stands alone: in `8h30` nobody says what the 30 are.
        let is_alone = unit.is_empty() && rest.len() == text.len();
        let factor = if is_alone { 1 } else { unit_of(unit.trim())? };
        total = total.checked_add(grouped(number)?.checked_mul(factor)?)?;
        rest = after;
    }
    (!text.is_empty()).then_some(total)
}

fn unit_of(word: &str) -> Option<u64> {
    Some(match word.trim_end_matches('.') {
        "s" | "sec" | "secs" | "second" | "seconds" | "秒" => 1,
        "m" | "min" | "mins" | "minute" | "minutes" | "分" | "分钟" => 60,
        "h" | "hr" | "hrs" | "hour" | "hours" | "时" | "小时" => 3600,
        "d" | "day" | "days" | "天" | "日" => 86_400,
        _ => return None,
    })
}

fn whole(text: &str) -> Option<u64> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

/// A whole number, in groups of three digits where there is a separator.
fn grouped(text: &str) -> Option<u64> {
    let Some(separator) = text.chars().find(|sign| !sign.is_ascii_digit()) else {
        return whole(text);
    };
    let groups: Vec<&str> = text.split(separator).collect();
    let (first, rest) = groups.split_first()?;
    let in_threes = (1..=3).contains(&first.len()) && rest.iter().all(|group| group.len() == 3);
    in_threes.then(|| whole(&groups.concat())).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks_of_many_hands() {
        for (text, meant) in [
            ("10.1.0.0/16", Some("10.1.0.0/16")),
            ("10.1.0.0 255.255.0.0", Some("10.1.0.0/16")),
            ("10.1.0.0/255.255.0.0", Some("10.1.0.0/16")),
            ("10.1.1.0 0.0.0.255", Some("10.1.1.0/24")),
            ("10.1.0.0/0.0.255.255", Some("10.1.0.0/16")),
            ("10.1.0.0 mask 255.255.0.0", Some("10.1.0.0/16")),
            ("10.1.2.3 Netmask 255.255.255.0", Some("10.1.2.0/24")),
            ("１０.1.0.0／16", Some("10.1.0.0/16")),
            ("192.168.10.0-192.168.10.255", Some("192.168.10.0/24")),
            ("192.168.10.0 – 192.168.10.255", Some("192.168.10.0/24")),
            ("0.0.0.0-255.255.255.255", Some("0.0.0.0/0")),
            ("192.168.10.1-192.168.10.254", None),
            ("192.168.10.128-192.168.11.127", None),
            ("10.1.1.1", Some("10.1.1.1/32")),
            ("10.1.1.1 255.255.255.255", Some("10.1.1.1/32")),
            ("10.1.0.0", None),
            ("0.0.0.0", Some("0.0.0.0/0")),
            ("0.0.0.0 0.0.0.0", Some("0.0.0.0/0")),
            ("0.0.0.0 255.255.255.255", Some("0.0.0.0/0")),
            ("10.1.0.0 0.0.0.0", None),
            ("any", Some("0.0.0.0/0")),
            ("10.1.0.0 16", None),
            ("10.1.0.0 255.0.255.0", None),
            ("10.1.0.0 255.255.0.0 10.2.0.0", None),
            ("10.1.0.0/33", None),
            ("ten", None),
            ("", None),
        ] {
            let meant: Option<Ipv4Net> = meant.map(|meant| meant.parse().unwrap());
            assert_eq!(parse_network(text), meant, "{text}");
        }
    }

    #[test]
    fn times_with_units() {
        for (text, meant) in [
            ("28800", Some(28_800)),
            ("28,800", Some(28_800)),
            ("28.800", Some(28_800)),
            ("28800s", Some(28_800)),
            ("28800 seconds", Some(28_800)),
            ("8h", Some(28_800)),
            ("8 Hours", Some(28_800)),
            ("480 min.", Some(28_800)),
            ("1 day", Some(86_400)),
            ("1h30m", Some(5_400)),
            ("1 h 30 min", Some(5_400)),
            ("08:00:00", Some(28_800)),
            ("8 小时", Some(28_800)),
            ("28,80", None),
            ("2,8800", None),
            ("8 parsecs", None),
            ("8h30", None),
            ("h", None),
            ("-1", None),
            ("", None),
            ("99999999999999999999d", None),
        ] {
            assert_eq!(parse_duration_seconds(text), meant, "{text}");
        }
    }
}
