//! Interfaces of the devices that are configured in the manner of Cisco IOS: ASA, Comware and VRP besides IOS.

use std::collections::BTreeMap;

use super::super::block::{ConfigBlock, first_word};
use super::super::reading::ParsedConfig;
use super::super::vocabulary::with_length;

/// An interface, its name, and the name of its IPsec profile.
pub(super) type TunnelInterface<'a> = (&'a ConfigBlock, &'a str, &'a str);

/// Reads the interfaces that protect what they carry: each with its name and the first of these words, its
/// IPsec profile.
pub(super) fn read_tunnel_interfaces<'a>(
    root: &'a ConfigBlock,
    words: &str,
    reading: &mut ParsedConfig,
    read: impl Fn(TunnelInterface<'a>, &mut ParsedConfig),
) {
    for (block, name) in root.all("interface") {
        let Some(profile) = block.get(words) else { continue };
        if reading.is_full() {
            break;
        }
        read((block, name, first_word(profile)), reading);
    }
}

/// The address of an interface with its length.
pub(super) fn inside(block: &ConfigBlock) -> Option<String> {
    let mut words = block.get("ip address")?.split_whitespace();
    with_length(words.next()?, words.next()?)
}

/// The address that a line names: itself, or as that of an interface, with the line that says it.
pub(super) fn address_of(
    source: &str,
    line: usize,
    interface: Option<&ConfigBlock>,
) -> Option<(String, usize)> {
    match source.parse::<std::net::IpAddr>() {
        Ok(_) => Some((source.to_owned(), line)),
        Err(_) => own_address(interface?),
    }
}

/// The first interface that each map or policy is applied to.
pub(super) fn map_interfaces<'a>(
    root: &'a ConfigBlock,
    words: &str,
) -> BTreeMap<String, &'a ConfigBlock> {
    let mut carriers = BTreeMap::new();
    for (block, _) in root.all("interface") {
        for (_, rest) in block.all(words) {
            carriers.entry(first_word(rest).to_owned()).or_insert(block);
        }
    }
    carriers
}

/// The address of an interface, with its line.
pub(super) fn own_address(interface: &ConfigBlock) -> Option<(String, usize)> {
    let (line, text) = interface.find("ip address")?;
    let address = text.split([' ', '/']).next()?.parse::<std::net::IpAddr>().ok()?;
    Some((address.to_string(), line.line))
}
