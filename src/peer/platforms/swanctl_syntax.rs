//! The syntax of swanctl.conf: sections in braces, settings, inheritance.

use zeroize::Zeroizing;

use super::super::clean::CleanedText;
use super::super::note::Note;
use super::super::reading::ParsedConfig;
use super::super::tree::Node;

/// Parses a text in braces.
pub(super) fn parse(text: &CleanedText, reading: &mut ParsedConfig) -> Node {
    let mut whole = Zeroizing::new(String::with_capacity(text.whole.len()));
    let mut numbers = Vec::with_capacity(text.lines.len());
    for line in &text.lines {
        whole.push_str(&line.text);
        whole.push('\n');
        numbers.push(line.number);
    }
    let mut parser = Parser { rest: &whole, row: 0, numbers: &numbers, inherit: Vec::new() };
    let mut root = Node::root();
    parser.section(&mut root, &mut Vec::new());
    for (path, from) in std::mem::take(&mut parser.inherit) {
        inherit(&mut root, &path, &from);
    }
    for line in text.lines.iter().filter(|line| line.text.trim_start().starts_with("include ")) {
        reading.notes.add(Note::new("include").on(line.number));
    }
    root
}

struct Parser<'a> {
    rest: &'a str,
    row: usize,
    numbers: &'a [usize],
    inherit: Vec<(Vec<String>, String)>,
}

/// How deep sections may nest.
const DEEPEST: usize = 32;

impl Parser<'_> {
    fn line(&self) -> usize {
        self.numbers.get(self.row).copied().unwrap_or(0)
    }

    fn take(&mut self, length: usize) {
        self.row += self.rest[..length].matches('\n').count();
        self.rest = &self.rest[length..];
    }

    /// Reads settings and sections until the brace that ends this one.
    fn section(&mut self, node: &mut Node, path: &mut Vec<String>) {
        while !self.rest.is_empty() {
            let stop = self.rest.find(['{', '}', '=', '\n', '#']).unwrap_or(self.rest.len());
            let name = self.rest[..stop].trim().to_owned();
            let line = self.line();
            match self.rest.as_bytes().get(stop) {
                Some(b'{') => {
                    self.take(stop + 1);
                    let (name, parents) = name
                        .split_once(" :")
                        .or_else(|| name.split_once(':'))
                        .map_or((name.as_str(), ""), |(name, parents)| (name.trim(), parents));
                    path.push(name.to_owned());
                    for parent in
                        parents.split(',').map(str::trim).filter(|parent| !parent.is_empty())
                    {
                        self.inherit.push((path.clone(), parent.to_owned()));
                    }
                    // Nobody nests so deep; a text that does is noise from here on.
                    if path.len() < DEEPEST {
                        self.section(node.enter(name, line), path);
                    } else {
                        self.rest = "";
                    }
                    path.pop();
                }
                Some(b'}') => {
                    self.take(stop + 1);
                    return;
                }
                Some(b'=') => {
                    self.take(stop + 1);
                    let value = self.value();
                    let setting = node.enter(&name, line);
                    *setting = Node::new(&name, line);
                    setting.append(&value, line);
                }
                Some(b'#') => {
                    let end = self.rest.find('\n').unwrap_or(self.rest.len());
                    self.take(end);
                }
                _ => self.take((stop + 1).min(self.rest.len())),
            }
        }
    }

    /// A value in quotes with backslashes, or up to the end of the line, a comment or a brace.
    fn value(&mut self) -> Zeroizing<String> {
        let blanks = self.rest.len() - self.rest.trim_start_matches([' ', '\t']).len();
        self.take(blanks);
        if !self.rest.starts_with('"') {
            let end = self.rest.find(['\n', '#', '}']).unwrap_or(self.rest.len());
            let value = Zeroizing::new(self.rest[..end].trim().to_owned());
            self.take(end);
            return value;
        }
        let mut value = Zeroizing::new(String::new());
        let mut letters = self.rest.char_indices().skip(1);
        let mut end = self.rest.len();
        while let Some((at, letter)) = letters.next() {
            match letter {
                '\\' => {
                    if let Some((_, next)) = letters.next() {
                        value.push(match next {
                            'n' => '\n',
                            't' => '\t',
                            'r' => '\r',
                            other => other,
                        });
                    }
                }
                '"' => {
                    end = at + 1;
                    break;
                }
                letter => value.push(letter),
            }
        }
        self.take(end);
        value
    }
}

/// Gives a section what it does not have from one it names.
fn inherit(root: &mut Node, path: &[String], from: &str) {
    let mut source: &Node = root;
    for name in from.split('.').collect::<Vec<_>>() {
        let Some(child) = source.children.iter().find(|child| *child.name == name) else {
            // A name without dots is a sibling.
            let parents = path[..path.len() - 1].iter();
            let sibling = parents.map(String::as_str).chain([from]);
            let mut node: &Node = root;
            for name in sibling {
                let Some(child) = node.children.iter().find(|child| *child.name == name) else {
                    return;
                };
                node = child;
            }
            source = node;
            break;
        };
        source = child;
    }
    let copy = copied(source);
    let target = root.descend(path.iter().map(String::as_str), 0);
    fill(target, &copy);
}

fn copied(node: &Node) -> Node {
    let mut copy = Node::new(&node.name, node.line);
    for child in &node.children {
        let inner = copied(child);
        *copy.append(&child.name, child.line) = inner;
    }
    copy
}

fn fill(target: &mut Node, source: &Node) {
    for child in &source.children {
        if let Some(known) = target.children.iter_mut().find(|known| known.name == child.name) {
            if known.children.iter().any(|child| !child.children.is_empty()) {
                fill(known, child);
            }
        } else {
            *target.append(&child.name, child.line) = copied(child);
        }
    }
}
