//! Access lists, objects and object groups of IOS and ASA, for the networks a tunnel protects.

use std::collections::{BTreeMap, HashSet};

use super::super::block::ConfigBlock;
use super::super::device_tunnel::DeviceTunnel;
use super::super::note::Note;
use super::super::reading::ParsedConfig;
use super::super::vocabulary::network;

/// How deep groups may hold groups.
const DEEPEST: usize = 8;

/// Gives a tunnel the networks of the access list that its entry names, with the line that names it.
pub(super) fn selectors(
    named: Option<(usize, &str)>,
    kind: &'static str,
    entry_line: usize,
    pairs: impl FnOnce(&str, &mut DeviceTunnel) -> bool,
    tunnel: &mut DeviceTunnel,
    reading: &mut ParsedConfig,
) {
    let Some((line, list)) = named else {
        return reading.notes.add(Note::new("no-selectors").on(entry_line));
    };
    if !pairs(list, tunnel) {
        reading.missing(kind, list, line);
    }
    tunnel.record_line("local_subnets", line);
}

/// All lists of a configuration.
pub struct Lists {
    wildcards: bool,
    rules: BTreeMap<String, Vec<Written>>,
    known: HashSet<String>,
    objects: BTreeMap<String, Vec<Written>>,
}

/// A line of a list with its number.
type Written = (String, usize);

impl Lists {
    /// Takes the lists of a configuration; IOS writes wildcards where ASA writes netmasks.
    pub fn of(root: &ConfigBlock, wildcards: bool) -> Self {
        let mut lists = Self {
            wildcards,
            rules: BTreeMap::new(),
            known: HashSet::new(),
            objects: BTreeMap::new(),
        };
        for prefix in ["ip access-list extended", "ip access-list"] {
            for (block, name) in root.all(prefix) {
                let name = name.trim_start_matches("extended ").to_owned();
                for line in &block.children {
                    lists.rule(&name, &line.text, line.line);
                }
            }
        }
        // `show ip access-lists` has a heading of its own, and counts the packets behind each rule.
        for prefix in ["Extended IP access list", "IP access list"] {
            for (block, name) in root.all(prefix) {
                for line in &block.children {
                    let rule = line.text.split(" (").next().unwrap_or_default();
                    lists.rule(name, rule, line.line);
                }
            }
        }
        for (line, rest) in root.all("access-list") {
            if let Some((name, rule)) = rest.split_once(' ') {
                lists.rule(name, rule, line.line);
            }
        }
        // `show access-list` prints what a group stands for below the rule that names it.
        for block in root.children.iter().flat_map(|block| block.descendants()) {
            if let Some((name, rule)) =
                block.after("access-list").and_then(|rest| rest.split_once(' '))
                && !lists.rules.contains_key(name)
            {
                lists.rule(name, rule, block.line);
            }
        }
        for prefix in ["object network", "object-group network", "object-group ip address"] {
            for (block, name) in root.all(prefix) {
                let items =
                    block.children.iter().map(|line| (line.text.as_str().to_owned(), line.line));
                lists.objects.entry(name.to_owned()).or_default().extend(items);
            }
        }
        lists
    }

    fn rule(&mut self, name: &str, text: &str, line: usize) {
        let rules = self.rules.entry(name.to_owned()).or_default();
        if self.known.insert(format!("{name} {text}")) {
            rules.push((text.to_owned(), line));
        }
    }

    /// Gives a tunnel the pairs of a list; false when the list is not in the text.
    pub fn pairs(&self, name: &str, tunnel: &mut DeviceTunnel) -> bool {
        let Some(rules) = self.rules.get(name) else { return false };
        tunnel.object("access-list", name);
        for (rule, line) in rules {
            let mut words = rule.split_whitespace().peekable();
            // A sequence number, `line 1`, `extended`.
            while words.peek().is_some_and(|word| {
                matches!(*word, "line" | "extended") || word.parse::<u32>().is_ok()
            }) {
                words.next();
            }
            if words.next() != Some("permit") {
                continue;
            }
            if matches!(words.peek(), Some(&"object-group" | &"object")) {
                words.next();
            }
            words.next();
            let (local, remote) = (self.side(&mut words, *line), self.side(&mut words, *line));
            tunnel.add_permit_rule(rule, &local, &remote);
        }
        true
    }

    /// One side of a rule, each network with its line.
    fn side<'a>(&self, words: &mut impl Iterator<Item = &'a str>, line: usize) -> Vec<Written> {
        let here = |net: Option<String>| net.map(|net| (net, line)).into_iter().collect();
        match words.next() {
            Some("any" | "any4") => here(Some("0.0.0.0/0".to_owned())),
            Some("host") => here(words.next().and_then(|host| network(host, "32", false))),
            Some("object" | "object-group") => {
                words.next().map_or(Vec::new(), |name| self.object(name, 0))
            }
            Some(address) => {
                let mask = words.next().unwrap_or_default();
                here(network(address, mask, self.wildcards))
            }
            None => Vec::new(),
        }
    }

    fn object(&self, name: &str, depth: usize) -> Vec<Written> {
        let Some(items) = self.objects.get(name).filter(|_| depth < DEEPEST) else {
            return Vec::new();
        };
        let mut all = Vec::new();
        for (item, line) in items {
            let words: Vec<&str> = item.split_whitespace().collect();
            let net = match words.as_slice() {
                ["network-object", "object", name, ..] | ["group-object", name, ..] => {
                    all.extend(self.object(name, depth + 1));
                    continue;
                }
                ["network-object" | "subnet", "host", host] | ["host", host] => {
                    network(host, "32", false)
                }
                ["network-object" | "subnet", address, mask] => network(address, mask, false),
                [address, mask] if address.parse::<std::net::Ipv4Addr>().is_ok() => {
                    network(address, mask, false)
                }
                _ => None,
            };
            all.extend(net.map(|net| (net, *line)));
        }
        all
    }
}
