//! What Huawei VRP and H3C Comware share: they grew from one root.

use std::collections::BTreeMap;

use super::super::block::{BlockSyntax, ConfigBlock, first_word, unquoted};
use super::super::crypto_proposal::Volume;
use super::super::device_tunnel::{DeviceTunnel, PeerKey, PeerKeyForm};
use super::super::reading::ParsedConfig;
use super::super::sessions::{BgpSessions, as_number};
use super::super::vocabulary::{key_of_form, network, plaintext_key, with_length};
use super::cisco_acl::selectors;
use super::cisco_interfaces::{TunnelInterface, address_of};
use super::cisco_ios::policy_entries;

pub(super) const DIALECT: BlockSyntax = BlockSyntax {
    top_commands: &[
        "acl",
        "ipsec",
        "ike",
        "ikev2",
        "interface",
        "bgp",
        "sysname",
        "version",
        "ip route-static",
        "ip vpn-instance",
        "ip pool",
        "ip address-set",
        "undo",
        "nat-policy",
        "security-policy",
        "firewall",
        "aaa",
        "return",
        "nat",
        "vlan",
        "dhcp",
        "ssh",
        "telnet",
        "user-interface",
        "line",
        "local-user",
        "domain",
        "info-center",
        "ospf",
        "route-policy",
        "object-group",
        "traffic",
        "policy",
        "ntp-service",
        "snmp-agent",
        "stp",
        "lldp",
        "clock",
        "authentication-profile",
        "pki",
        "zone",
        "rule-based",
        "track",
        "public-key",
        "rsa",
    ],
    end_words: &["quit", "return", "exit"],
    comment_prefixes: &["#", "!"],
};

/// Networks of the access lists, by number and by name.
pub(super) struct Lists {
    rules: BTreeMap<String, Vec<Written>>,
    sets: BTreeMap<String, Vec<Written>>,
}

/// A line of a list with its number.
type Written = (String, usize);

impl Lists {
    pub(super) fn of(root: &ConfigBlock) -> Self {
        let mut lists = Self { rules: BTreeMap::new(), sets: BTreeMap::new() };
        for (block, rest) in root.all("acl") {
            let rules: Vec<Written> =
                block.all("rule").map(|(line, rule)| (rule.to_owned(), line.line)).collect();
            // `acl name X 3999` and `acl number 3000 name X` go by both.
            let words = rest
                .split_whitespace()
                .filter(|word| !matches!(*word, "number" | "advanced" | "name" | "ipv4"));
            for name in words {
                lists.rules.entry(name.to_owned()).or_insert_with(|| rules.clone());
            }
        }
        for prefix in ["ip address-set", "object-group ip address"] {
            for (block, rest) in root.all(prefix) {
                let items = block.children.iter();
                let items = items.map(|line| (line.text.as_str().to_owned(), line.line)).collect();
                lists.sets.insert(first_word(rest).to_owned(), items);
            }
        }
        lists
    }

    /// Gives a tunnel the pairs of a list; false when the list is not in the text.
    pub(super) fn pairs(&self, name: &str, tunnel: &mut DeviceTunnel) -> bool {
        let name = name.trim_start_matches("name ").trim_start_matches("ipv4 ");
        let name = first_word(name.trim_start_matches("name "));
        let Some(rules) = self.rules.get(name) else { return false };
        tunnel.object("access-list", name);
        for (rule, line) in rules {
            let words: Vec<&str> = rule.split_whitespace().collect();
            let Some(at) = words.iter().position(|word| *word == "permit") else { continue };
            if words[..at].contains(&"deny") {
                continue;
            }
            let local = self.side(&words, "source", *line);
            let remote = self.side(&words, "destination", *line);
            tunnel.add_permit_rule(rule, &local, &remote);
        }
        true
    }

    /// One side of a rule, each network with its line.
    fn side(&self, words: &[&str], name: &str, line: usize) -> Vec<Written> {
        let here = |net: Option<String>| net.map(|net| (net, line)).into_iter().collect();
        let Some(at) = words.iter().position(|word| *word == name) else {
            return here(Some("0.0.0.0/0".to_owned()));
        };
        match words.get(at + 1..) {
            Some(["any", ..]) => here(Some("0.0.0.0/0".to_owned())),
            Some(["address-set" | "object-group", set, ..]) => self.set(set),
            Some([address, "0", ..]) => here(network(address, "32", false)),
            Some([address, wildcard, ..]) => here(network(address, wildcard, true)),
            _ => Vec::new(),
        }
    }

    fn set(&self, name: &str) -> Vec<Written> {
        let mut all = Vec::new();
        for (item, line) in self.sets.get(name).map_or(&Vec::new(), |items| items) {
            let words: Vec<&str> = item.split_whitespace().collect();
            let net = match words.as_slice() {
                ["address", _, address, "mask", mask, ..] => network(address, mask, false),
                ["address", _, address, "0", ..] => network(address, "32", false),
                ["address", _, address, wildcard, ..] => network(address, wildcard, true),
                [_, "network", "subnet", address, mask, ..]
                | ["network", "subnet", address, mask, ..] => network(address, mask, false),
                _ => None,
            };
            all.extend(net.map(|net| (net, *line)));
        }
        all
    }
}

fn sessions(root: &ConfigBlock) -> BgpSessions {
    let mut sessions = BgpSessions::default();
    for (block, number) in root.all("bgp") {
        let own = number.split_whitespace().next().and_then(as_number);
        let own = own.map(|number| (number, block.line));
        let mut groups = BTreeMap::new();
        for line in block.descendants() {
            let words: Vec<&str> = line.text.split_whitespace().collect();
            let numbered = |number: &str| Some((as_number(number)?, line.line));
            match words.as_slice() {
                ["peer", name, "as-number", number, ..]
                    if name.parse::<std::net::IpAddr>().is_ok() =>
                {
                    sessions.add(name, line.line, own, numbered(number));
                }
                ["peer", name, "as-number", number, ..] => {
                    groups.insert((*name).to_owned(), numbered(number));
                }
                ["peer", name, "fake-as", number, ..] => {
                    sessions.override_local_as(name, numbered(number));
                }
                ["peer", name, "group", group, ..] => {
                    let remote = groups.get(*group).copied().flatten();
                    sessions.add(name, line.line, own, remote);
                }
                _ => {}
            }
        }
    }
    sessions
}

/// The objects of a configuration.
pub(super) struct VrpConfig<'a> {
    pub(super) root: &'a ConfigBlock,
    pub(super) lists: Lists,
    pub(super) sessions: BgpSessions,
    /// By name without blanks.
    pub(super) interfaces: BTreeMap<String, &'a ConfigBlock>,
}

impl<'a> VrpConfig<'a> {
    pub(super) fn of(root: &'a ConfigBlock) -> Self {
        let interfaces = root.all("interface").map(|(block, name)| (short(name), block));
        let (lists, sessions) = (Lists::of(root), sessions(root));
        Self { root, lists, sessions, interfaces: interfaces.collect() }
    }

    /// The address that a line names: itself, or as that of an interface.
    pub(super) fn address_of(&self, source: &str, line: usize) -> Option<(String, usize)> {
        address_of(source, line, self.interfaces.get(&short(source)).copied())
    }
}

fn short(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().take_while(|word| *word != "mode").collect();
    words.concat().to_ascii_lowercase()
}

/// The words behind a command.
pub(super) fn words<'a>(
    block: &'a ConfigBlock,
    prefix: &str,
) -> impl Iterator<Item = &'a str> + use<'a> {
    block.get(prefix).unwrap_or_default().split_whitespace()
}

/// The tunnel of an interface, as far as the interface says it.
pub(super) fn tunnel_of_interface(
    config: &VrpConfig<'_>,
    (block, name, profile): TunnelInterface<'_>,
    is_gre: bool,
) -> DeviceTunnel {
    let name: Vec<&str> = name.split_whitespace().take_while(|word| *word != "mode").collect();
    let mut tunnel = DeviceTunnel::named(name.concat());
    interface(block, &mut tunnel, &config.sessions);
    let source = block.find("source");
    tunnel
        .set_local_address(source.and_then(|(line, source)| config.address_of(source, line.line)));
    if is_gre {
        tunnel.route_based = true;
        tunnel.extra.insert("encapsulation", "gre".to_owned());
    } else {
        tunnel.set_route_based();
    }
    tunnel.object("esp-policy", profile);
    tunnel
}

/// Reads the entries of the policies that are for one peer each.
pub(super) fn policies(
    config: &VrpConfig<'_>,
    reading: &mut ParsedConfig,
    mut read: impl FnMut(&str, &mut DeviceTunnel, &ConfigBlock, &mut ParsedConfig),
) {
    for (block, name) in config.root.all("ipsec policy-template") {
        block.mark_read();
        reading.ignore(name, "remote-access", block.line);
    }
    let commands = ["ipsec policy", "isakmp", "template"];
    policy_entries(config.root, commands, reading, |map, mut tunnel, block, reading| {
        let list = block.find("security acl").map(|(line, list)| (line.line, list));
        let pairs = |list: &str, tunnel: &mut DeviceTunnel| config.lists.pairs(list, tunnel);
        selectors(list, "acl", block.line, pairs, &mut tunnel, reading);
        read(map, &mut tunnel, block, reading);
        reading.tunnels.push(tunnel);
    });
}

fn interface(block: &ConfigBlock, tunnel: &mut DeviceTunnel, sessions: &BgpSessions) {
    tunnel.inactive = block.get("shutdown").is_some();
    tunnel.inside = block.get("ip address").and_then(|text| {
        let mut words = text.split_whitespace();
        with_length(words.next()?, words.next()?)
    });
    sessions.attach_by_inside_address(tunnel);
    let number = |text: &str| text.split_whitespace().last().and_then(|word| word.parse().ok());
    tunnel.mtu = block.get("mtu").and_then(number);
    tunnel.mss = ["tcp adjust-mss", "tcp mss"]
        .into_iter()
        .find_map(|prefix| block.get(prefix).and_then(number));
    tunnel.remote_address = block.get("destination").map(|text| first_word(text).to_owned());
    tunnel.record_lines(
        block,
        &[
            ("remote_address", "destination"),
            ("inside", "ip address"),
            ("mtu", "mtu"),
            ("mss", "tcp adjust-mss"),
            ("mss", "tcp mss"),
            ("off", "shutdown"),
        ],
    );
}

/// `sa duration time-based 3600`, `traffic-based 1843200`, of an entry and of the whole device.
pub(super) fn lifetimes(settings: &ConfigBlock, root: &ConfigBlock, tunnel: &mut DeviceTunnel) {
    for (block, prefix) in [(settings, "sa duration"), (root, "ipsec sa global-duration")] {
        for (line, rest) in block.all(prefix) {
            let words: Vec<&str> = rest.split_whitespace().collect();
            match words.as_slice() {
                ["time-based", seconds, ..] if tunnel.esp.lifetime_s.is_none() => {
                    tunnel.esp.lifetime_s = seconds.parse().ok();
                    tunnel.record_line("esp.lifetime_s", line.line);
                }
                ["traffic-based", "0" | "disable", ..] if tunnel.esp.volume.is_none() => {
                    tunnel.esp.volume = Some(Volume::Unlimited);
                    tunnel.record_line("esp.lifetime_kb", line.line);
                }
                ["traffic-based", kilobytes, ..] if tunnel.esp.volume.is_none() => {
                    tunnel.esp.volume = kilobytes.parse().ok().map(Volume::Kilobytes);
                    tunnel.record_line("esp.lifetime_kb", line.line);
                }
                _ => {}
            }
        }
    }
}

/// A key with the word in front that says how it was entered.
pub(super) fn key(text: &str) -> PeerKey {
    let text = text.trim();
    let (how, rest) = match text.split_once(' ') {
        Some((how @ ("simple" | "cipher" | "plaintext" | "ciphertext"), rest)) => {
            (how, rest.trim())
        }
        _ => ("", text),
    };
    let rest = unquoted(rest);
    if how == "ciphertext" || looks_encrypted(rest) {
        return key_of_form(PeerKeyForm::Hashed);
    }
    plaintext_key(rest)
}

/// The marks around a key that the device encrypted.
fn looks_encrypted(text: &str) -> bool {
    const MARKS: [&str; 7] = ["%^%#", "%$%$", "%@%@", "%#%#", "%+%#", "@%@%", "^%#%"];
    MARKS.iter().any(|mark| text.len() > 8 && text.starts_with(mark) && text.ends_with(mark))
        || text.starts_with("$c$")
        || text.starts_with("$1a$")
        || (text.ends_with("!!") && text.len() >= 24)
}
