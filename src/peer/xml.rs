//! XML exports as trees.

use roxmltree::{Document, Node as Element, ParsingOptions};

use super::clean::CleanedText;
use super::tree::Node;

/// Parses a text; `None` when it is no well-formed XML.
fn document(whole: &str) -> Option<Document<'_>> {
    let options =
        ParsingOptions { allow_dtd: false, nodes_limit: 2_000_000, ..ParsingOptions::default() };
    Document::parse_with_options(whole.trim_start(), options).ok()
}

/// Where in a text its lines begin, from its first character on.
struct LineStarts {
    starts: Vec<usize>,
    before: usize,
}

impl LineStarts {
    fn of(whole: &str) -> Self {
        let text = whole.trim_start();
        let starts = text.match_indices('\n').map(|(at, _)| at + 1).collect();
        Self { starts, before: whole[..whole.len() - text.len()].matches('\n').count() }
    }

    fn line(&self, element: Element<'_, '_>) -> usize {
        let at = element.range().start;
        self.starts.partition_point(|start| *start <= at) + 1 + self.before
    }
}

/// How deep elements may nest.
const DEEPEST: usize = 64;

/// The tree of an export in which `entry` elements bear names and `member` elements are lists: an entry
/// becomes a node of its name, so that the same paths work as for `set` lines.
pub fn to_tree_by_name(text: &CleanedText) -> Option<Node> {
    let document = document(&text.whole)?;
    let mut root = Node::root();
    let lines = LineStarts::of(&text.whole);
    merge(&mut root, document.root_element(), &lines, 0);
    Some(root)
}

/// All elements of that name.
pub fn all_named<'a>(node: &'a Node, name: &str, depth: usize, found: &mut Vec<&'a Node>) {
    for child in &node.children {
        if *child.name == name {
            found.push(child);
        } else if depth < 6 {
            all_named(child, name, depth + 1, found);
        }
    }
}

fn merge(parent: &mut Node, element: Element<'_, '_>, lines: &LineStarts, depth: usize) {
    if depth > DEEPEST {
        return;
    }
    let at = lines.line(element);
    let node = match element.tag_name().name() {
        "entry" => parent.enter(element.attribute("name").unwrap_or_default(), at),
        "member" => {
            parent.append(element.text().unwrap_or_default().trim(), at);
            return;
        }
        name => parent.enter(name, at),
    };
    let children: Vec<_> = element.children().filter(Element::is_element).collect();
    if children.is_empty()
        && let Some(value) = element.text().map(str::trim).filter(|value| !value.is_empty())
    {
        node.append(value, at);
    }
    for child in children {
        merge(node, child, lines, depth + 1);
    }
}

/// The tree as it stands: elements of one name stay apart, and a `uuid` becomes a child of that name.
pub fn to_tree(text: &CleanedText) -> Option<Node> {
    let document = document(&text.whole)?;
    let mut root = Node::root();
    let lines = LineStarts::of(&text.whole);
    copy(&mut root, document.root_element(), &lines, 0);
    Some(root)
}

fn copy(parent: &mut Node, element: Element<'_, '_>, lines: &LineStarts, depth: usize) {
    if depth > DEEPEST {
        return;
    }
    let at = lines.line(element);
    let node = parent.append(element.tag_name().name(), at);
    if let Some(uuid) = element.attribute("uuid") {
        node.append("uuid", at).append(uuid, at);
    }
    let children: Vec<_> = element.children().filter(Element::is_element).collect();
    if children.is_empty()
        && let Some(value) = element.text().filter(|value| !value.trim().is_empty())
    {
        node.append(value, at);
    }
    for child in children {
        copy(node, child, lines, depth + 1);
    }
}
