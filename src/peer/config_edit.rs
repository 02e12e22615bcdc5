//! Configurations of `config`, `edit`, `set`, `next` and `end`, as trees: FortiOS.

use super::clean::SourceLine;
use super::tree::{Node, words};

/// What tables of the outermost level begin with; one of them ends whatever is still open.
const ROOTS: [&str; 9] =
    ["vpn", "system", "firewall", "router", "user", "log", "vdom", "global", "certificate"];

/// Makes the tree: tables and entries are nodes, the words of a setting stand below its name.
pub fn from_tables(lines: &[SourceLine]) -> Node {
    let mut root = Node::root();
    let mut path: Vec<(Vec<String>, bool)> = Vec::new();
    for line in lines {
        let words = words(&line.text);
        let word = |at: usize| words.get(at).map_or("", |word| word.as_str());
        let names: Vec<String> =
            words.iter().skip(1).map(|word| word.as_str().to_owned()).collect();
        match word(0) {
            "config" => {
                // A table of the outermost level may stand inside a virtual domain.
                if ROOTS.contains(&word(1)) && names.len() > 1 {
                    path.truncate(if path.first().is_some_and(|(names, _)| names[0] == "vdom") {
                        2
                    } else {
                        0
                    });
                }
                path.push((names, false));
            }
            "edit" => {
                if path.last().is_some_and(|(_, is_entry)| *is_entry) {
                    path.pop();
                }
                path.push((names, true));
            }
            "next" => drop(path.pop_if(|(_, is_entry)| *is_entry)),
            "end" => {
                path.pop_if(|(_, is_entry)| *is_entry);
                path.pop();
            }
            verb @ ("set" | "append" | "unset") if path.len() < 12 => {
                let whole = path.iter().flat_map(|(names, _)| names.iter().map(String::as_str));
                let node = root.descend(whole, line.number);
                let setting = node.enter(word(1), line.number);
                if verb == "unset" {
                    setting.off = true;
                } else {
                    if verb == "set" {
                        setting.children.clear();
                        *setting = Node::new(word(1), line.number);
                    }
                    for value in words.iter().skip(2) {
                        setting.append(value, line.number);
                    }
                }
            }
            _ => {}
        }
        // Entries without settings are there too.
        if word(0) == "edit" && path.len() < 12 {
            root.descend(
                path.iter().flat_map(|(names, _)| names.iter().map(String::as_str)),
                line.number,
            );
        }
    }
    root
}
