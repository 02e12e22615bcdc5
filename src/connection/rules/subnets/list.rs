//! A list of blocks taken apart: its items as typed, what each was read as, and how they lie.

use std::borrow::Cow;
use std::net::{Ipv4Addr, Ipv6Addr};

use ipnet::{Ipv4Net, Ipv6Net};

use super::super::super::characters::is_hidden;
use super::super::super::draft::Draft;
use super::super::super::field::{FieldPath, Key};
use super::super::super::notation::{self, is_mask_word, is_masked_by};
use super::super::super::value::is_any_address;

pub(super) const fn net(a: u8, b: u8, c: u8, d: u8, length: u8) -> Ipv4Net {
    Ipv4Net::new_assert(Ipv4Addr::new(a, b, c, d), length)
}

/// This host, loopback, link-local, and multicast with the reserved upper end (RFC 6890).
pub(super) const SPECIAL: &[Ipv4Net] =
    &[net(0, 0, 0, 0, 8), net(127, 0, 0, 0, 8), net(169, 254, 0, 0, 16), net(224, 0, 0, 0, 3)];

/// What an item was read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ListReading {
    /// A block as the service wants it.
    Net(Ipv4Net),
    /// A block whose address is not its first; holds the network.
    HostBits(Ipv4Net),
    /// IPv6.
    Six,
    /// No block, and the one that was probably meant.
    Wrong(Option<Ipv4Net>),
}

impl ListReading {
    fn of(text: &str) -> Self {
        match text.parse::<Ipv4Net>() {
            Ok(net) if has_leading_zero(text) => Self::Wrong(Some(net.trunc())),
            Ok(net) if net == net.trunc() => Self::Net(net),
            Ok(net) => Self::HostBits(net.trunc()),
            Err(_) if is_six(text) => Self::Six,
            Err(_) => Self::Wrong(notation::parse_network(text)),
        }
    }

    /// The network it stands for, where that is beyond doubt.
    pub(super) fn net(self) -> Option<Ipv4Net> {
        match self {
            Self::Net(net) | Self::HostBits(net) => Some(net),
            _ => None,
        }
    }

    /// The network to write in its place.
    pub(super) fn network(self) -> Option<Ipv4Net> {
        match self {
            Self::Net(net) | Self::HostBits(net) | Self::Wrong(Some(net)) => Some(net),
            _ => None,
        }
    }
}

/// Some programs read `010` as eight.
fn has_leading_zero(text: &str) -> bool {
    text.split(['.', '/']).any(|part| part.len() > 1 && part.starts_with('0'))
}

fn is_six(text: &str) -> bool {
    text.parse::<Ipv6Net>().is_ok() || text.parse::<Ipv6Addr>().is_ok()
}

/// One item of a list.
#[derive(Clone, Debug)]
pub(super) struct Item<'a> {
    /// As typed, without separators and without characters that cannot be seen.
    pub(super) text: Cow<'a, str>,
    /// What it was read as.
    pub(super) reading: ListReading,
}

/// One of the two lists.
pub(super) struct List<'a> {
    /// Where it stands.
    pub(super) path: FieldPath,
    /// Its items, in the order typed.
    pub(super) items: Vec<Item<'a>>,
    /// Whether anything but single plain commas stands around the items.
    pub(super) untidy: bool,
}

/// What a list means for routing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SubnetSide {
    /// 0.0.0.0/0 alone: routes decide.
    Everything,
    /// Blocks that decide themselves.
    Specific,
    /// 0.0.0.0/0 and other things.
    Mixed,
    /// Nothing that could be read.
    Unknown,
}

impl<'a> List<'a> {
    pub(super) fn read(draft: &'a Draft, key: Key) -> Self {
        let path = FieldPath::connection(key);
        let text = draft.text(path).unwrap_or_default();
        let texts = match without_remarks(text) {
            Cow::Borrowed(text) => split(text),
            Cow::Owned(text) => split(&text).into_iter().map(|it| it.into_owned().into()).collect(),
        };
        // F-02 speaks of characters that cannot be seen; here they count for nothing.
        let rest = text.chars().filter(|character| !is_ignored(*character));
        let untidy = !texts.is_empty() && !rest.eq(joined(&texts));
        let items =
            texts.into_iter().map(|text| Item { reading: ListReading::of(&text), text }).collect();
        Self { path, items, untidy }
    }

    /// The list as the service wants it, if every item can be read and none stands in the way of the
    /// others: what a repair writes.
    pub(super) fn networks(&self) -> Option<Vec<Ipv4Net>> {
        let nets: Vec<Ipv4Net> =
            self.items.iter().map(|item| item.reading.network()).collect::<Option<_>>()?;
        let is_sound = |net: &Ipv4Net| {
            if is_any_address(*net) {
                return nets.len() == 1;
            }
            !SPECIAL.iter().any(|range| range.contains(net))
        };
        nets.iter().all(is_sound).then_some(nets)
    }

    pub(super) fn side(&self) -> SubnetSide {
        let nets = || self.items.iter().filter_map(|item| item.reading.net());
        let all = nets().filter(|net| is_any_address(*net)).count();
        match (all, nets().count()) {
            (_, 0) => SubnetSide::Unknown,
            (0, _) => SubnetSide::Specific,
            (all, _) if all == self.items.len() => SubnetSide::Everything,
            _ => SubnetSide::Mixed,
        }
    }

    /// The items that another one covers, each with the one that does. 0.0.0.0/0 covers only itself
    /// here, since S-08 says what it means beside others.
    pub(super) fn covered(&self) -> Vec<(usize, usize)> {
        let mut blocks = self.blocks(0);
        blocks.sort_unstable();
        let mut around: Vec<Block> = Vec::new();
        let mut pairs = Vec::new();
        for block in blocks {
            around.retain(|outer| outer.net().contains(&block.net()));
            let outer = around
                .iter()
                .find(|outer| !is_any_address(outer.net()) || is_any_address(block.net()));
            match outer {
                Some(outer) => pairs.push((block.index, outer.index)),
                None => around.push(block),
            }
        }
        pairs.sort_unstable();
        pairs
    }

    fn blocks(&self, list: u8) -> Vec<Block> {
        let block = |(index, item): (usize, &Item<'_>)| {
            let net = item.reading.net()?;
            Some(Block { first: net.network(), length: net.prefix_len(), index, list })
        };
        self.items.iter().enumerate().filter_map(block).collect()
    }
}

/// A block on the line of all addresses; a wider one sorts before those it contains.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Block {
    first: Ipv4Addr,
    length: u8,
    index: usize,
    list: u8,
}

impl Block {
    fn net(self) -> Ipv4Net {
        // The length was taken from a network, so it is one; a default would cover nothing but all.
        Ipv4Net::new(self.first, self.length).unwrap_or_default()
    }
}

/// The first item of each list that overlaps one of the other, and how many such pairs of neighbours
/// there are. 0.0.0.0/0 overlaps nothing: it stands for routing, not for addresses.
pub(super) fn overlaps<'a>(
    local: &'a List<'_>,
    remote: &'a List<'_>,
) -> Option<(&'a Item<'a>, &'a Item<'a>, usize)> {
    let mut blocks = local.blocks(0);
    blocks.extend(remote.blocks(1));
    blocks.retain(|block| !is_any_address(block.net()));
    blocks.sort_unstable();
    // Blocks overlap only by one containing the other, so those around a block are a short stack.
    let mut around: Vec<Block> = Vec::new();
    let (mut first, mut count) = (None, 0);
    for block in blocks {
        around.retain(|outer| outer.net().contains(&block.net()));
        if let Some(outer) = around.iter().find(|outer| outer.list != block.list) {
            count += 1;
            let (here, there) = if block.list == 0 { (block, *outer) } else { (*outer, block) };
            first.get_or_insert((here.index, there.index));
        }
        let known = |outer: &Block| outer.list == block.list && outer.net() == block.net();
        if !around.iter().any(known) {
            around.push(block);
        }
    }
    let (here, there) = first?;
    Some((local.items.get(here)?, remote.items.get(there)?, count))
}

/// A list of blocks as a person typed or pasted it, with single plain commas between its items and nothing
/// around them; the items stay as they are. Where there are lines, `#` begins a remark up to the end of one.
pub fn normalize_list(text: &str) -> String {
    let lines = text.lines().map(|line| line.split('#').next().unwrap_or_default());
    let text = match text.trim().contains('\n') {
        true => Cow::Owned(lines.collect::<Vec<_>>().join("\n")),
        false => Cow::Borrowed(text),
    };
    joined(&split(&without_remarks(&text))).collect()
}

/// What may stand between blocks where somebody does not know that only a plain comma may.
fn is_separator(character: char) -> bool {
    character.is_whitespace() || matches!(character, ',' | '，' | ';' | '；' | '、' | '|')
}

fn is_ignored(character: char) -> bool {
    is_hidden(character) && !character.is_whitespace()
}

fn joined<'a>(texts: &'a [Cow<'_, str>]) -> impl Iterator<Item = char> + 'a {
    texts
        .iter()
        .enumerate()
        .flat_map(|(index, text)| (index > 0).then_some(',').into_iter().chain(text.chars()))
}

/// Takes a list apart at whatever separates its items; `10.0.0.0 / 8` is one item, and so is an address
/// with its mask behind a blank.
fn split(text: &str) -> Vec<Cow<'_, str>> {
    let mut items: Vec<Cow<'_, str>> = Vec::new();
    let mut only_blanks = false;
    for part in text.split_inclusive(is_separator) {
        let separator = part.chars().next_back().filter(|last| is_separator(*last));
        let body = &part[..part.len() - separator.map_or(0, char::len_utf8)];
        let body = if body.contains(is_ignored) {
            Cow::Owned(body.chars().filter(|character| !is_ignored(*character)).collect())
        } else {
            Cow::Borrowed(body)
        };
        let blank = separator.is_none_or(char::is_whitespace);
        if body.is_empty() {
            only_blanks &= blank;
            continue;
        }
        match items.last_mut() {
            Some(last) if only_blanks && (body.starts_with('/') || last.ends_with('/')) => {
                last.to_mut().push_str(&body);
            }
            Some(last) if only_blanks && are_one(last, &body) => {
                let last = last.to_mut();
                last.push(' ');
                last.push_str(&body);
            }
            _ => items.push(body),
        }
        only_blanks = blank;
    }
    items
}

/// Whether these belong together although a blank stands between them: an address and its mask, with or
/// without the word for it, or the two ends of a range.
fn are_one(last: &str, next: &str) -> bool {
    let is_joint = |word: &str| is_mask_word(word) || matches!(word, "-" | "–" | "to");
    let end = last.rsplit(' ').next().unwrap_or(last);
    is_joint(next) || is_joint(end) || is_masked_by(last, next)
}

/// The list without remarks: what stands in parentheses or behind `#`, unless it looks like an address.
fn without_remarks(text: &str) -> Cow<'_, str> {
    if !text.contains(['(', '（', '#']) {
        return Cow::Borrowed(text);
    }
    let mut rest = text;
    let mut kept = String::with_capacity(text.len());
    while let Some(start) = rest.find(['(', '（', '#']) {
        let end = match rest[start..].chars().next() {
            Some('#') => rest[start..].find('\n').map(|length| start + length),
            _ => rest[start..].find([')', '）']).map(|length| {
                let closing = rest[start + length..].chars().next().map_or(1, char::len_utf8);
                start + length + closing
            }),
        };
        let end = end.unwrap_or(rest.len());
        kept.push_str(&rest[..start]);
        if rest[start..end].contains(['.', ':', '/']) {
            kept.push_str(&rest[start..end]);
        }
        rest = &rest[end..];
    }
    kept.push_str(rest);
    Cow::Owned(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_taken_apart_at_anything_that_looks_like_a_separator() {
        for (text, expected) in [
            ("", &[][..]),
            (" ,; ", &[]),
            ("10.0.0.0/8", &["10.0.0.0/8"]),
            ("10.0.0.0/8,, 10.1.0.0/16\n", &["10.0.0.0/8", "10.1.0.0/16"]),
            ("10.0.0.0 / 8；172.16.0.0/12", &["10.0.0.0/8", "172.16.0.0/12"]),
            ("10.0.0.0/,8", &["10.0.0.0/", "8"]),
            ("10.0.0.0/, 8", &["10.0.0.0/", "8"]),
            ("10.0\u{200b}.0.0/8", &["10.0.0.0/8"]),
            (
                "10.1.0.0 255.255.0.0, 10.2.0.0 0.0.255.255",
                &["10.1.0.0 255.255.0.0", "10.2.0.0 0.0.255.255"],
            ),
            (
                "10.1.0.0 mask 255.255.0.0 10.2.0.0/16",
                &["10.1.0.0 mask 255.255.0.0", "10.2.0.0/16"],
            ),
            ("10.1.0.0, 255.255.0.0", &["10.1.0.0", "255.255.0.0"]),
            ("10.1.0.0 - 10.1.255.255", &["10.1.0.0 - 10.1.255.255"]),
            ("10.1.0.0/16 (prod), 10.2.0.0/16 (dev, old)", &["10.1.0.0/16", "10.2.0.0/16"]),
            ("10.1.0.0/16 # HQ\n10.2.0.0/16", &["10.1.0.0/16", "10.2.0.0/16"]),
            ("10.1.0.0/16 (was 10.9.0.0/16)", &["10.1.0.0/16", "(was", "10.9.0.0/16)"]),
        ] {
            assert_eq!(split(&without_remarks(text)), expected, "{text:?}");
        }
    }

    #[test]
    fn a_tidy_list_has_plain_commas_alone_and_every_item() {
        for (text, tidy) in [
            ("", ""),
            ("10.0.0.0/8", "10.0.0.0/8"),
            (" 10.0.0.0/8 ;, 10.1.0.0/16,", "10.0.0.0/8,10.1.0.0/16"),
            ("10.1.0.0 255.255.0.0", "10.1.0.0 255.255.0.0"),
            ("10.1.0.0 mask 255.255.0.0\n10.2.0.0/16", "10.1.0.0 mask 255.255.0.0,10.2.0.0/16"),
            ("10.1.0.0 - 10.1.255.255 ", "10.1.0.0 - 10.1.255.255"),
            ("10.1.0.0/16 # HQ", "10.1.0.0/16"),
            (
                "10.1.0.0/16 # was 10.9.0.0/16\r\n# 10.3.0.0/16\r\n10.2.0.0/16\r\n",
                "10.1.0.0/16,10.2.0.0/16",
            ),
            ("ten, eleven", "ten,eleven"),
        ] {
            assert_eq!(normalize_list(text), tidy, "{text:?}");
        }
    }

    #[test]
    fn readings() {
        let net = |text: &str| text.parse().ok();
        for (text, meant) in [
            ("10.1.1.1", net("10.1.1.1/32")),
            ("010.1.0.0/16", net("10.1.0.0/16")),
            ("10.1.0.0/255.0.255.0", None),
        ] {
            assert_eq!(ListReading::of(text), ListReading::Wrong(meant), "{text}");
        }
        assert_eq!(ListReading::of("fd00::/8"), ListReading::Six);
        assert_eq!(ListReading::of("::1"), ListReading::Six);
    }
}
