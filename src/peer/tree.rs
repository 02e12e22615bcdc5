//! Configurations that are trees of words: braces, `set` lines, `config`/`edit` blocks, XML.
//!
//! All become the same tree, in which every word is a node below the one before it:
//! `set security ike gateway a address 192.0.2.1` and the same in braces give one path.

use std::cell::Cell;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use zeroize::Zeroizing;

use super::clean::SourceLine;
use super::source_line::SettingLines;

/// A word of a tree, and what stands below it.
pub struct Node {
    /// The word itself; it may be a key.
    pub name: Zeroizing<String>,
    /// The line it stands in.
    pub line: usize,
    /// Whether it is switched off.
    pub off: bool,
    /// What stands below it, in order.
    pub children: Vec<Node>,
    index: HashMap<u64, usize>,
    seen: Cell<bool>,
}

fn key(name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    hasher.finish()
}

impl Node {
    /// A word with nothing below it.
    pub fn new(name: &str, line: usize) -> Self {
        Self {
            name: Zeroizing::new(name.to_owned()),
            line,
            off: false,
            children: Vec::new(),
            index: HashMap::new(),
            seen: Cell::new(false),
        }
    }

    /// The root of a tree.
    pub fn root() -> Self {
        Self::new("", 0)
    }

    /// The child of that name, made when there is none.
    pub fn enter(&mut self, name: &str, line: usize) -> &mut Self {
        let key = key(name);
        let at = match self.index.get(&key) {
            Some(at) if *self.children[*at].name == *name => *at,
            _ => {
                self.children.push(Self::new(name, line));
                self.index.insert(key, self.children.len() - 1);
                self.children.len() - 1
            }
        };
        &mut self.children[at]
    }

    /// A further child, whether or not one has that name.
    pub fn append(&mut self, name: &str, line: usize) -> &mut Self {
        self.children.push(Self::new(name, line));
        let at = self.children.len() - 1;
        self.index.entry(key(name)).or_insert(at);
        &mut self.children[at]
    }

    /// Takes a tree in as a further child.
    pub fn adopt(&mut self, node: Self) {
        let name = key(&node.name);
        self.children.push(node);
        self.index.entry(name).or_insert(self.children.len() - 1);
    }

    /// Enters one word after the other.
    pub fn descend<'a>(
        &mut self,
        path: impl IntoIterator<Item = &'a str>,
        line: usize,
    ) -> &mut Self {
        path.into_iter().fold(self, |node, name| node.enter(name, line))
    }

    /// The child of that name that is switched on.
    pub fn child(&self, name: &str) -> Option<&Self> {
        let child = &self.children[*self.index.get(&key(name))?];
        // Two names may have one hash.
        if *child.name != *name {
            return None;
        }
        child.seen.set(true);
        (!child.off).then_some(child)
    }

    /// The node below, by words with blanks between.
    pub fn at(&self, path: &str) -> Option<&Self> {
        path.split(' ').filter(|name| !name.is_empty()).try_fold(self, Self::child)
    }

    /// The children of the node at a path, with the switched-off ones.
    pub fn each(&self, path: &str) -> impl Iterator<Item = &Self> {
        let node = self.at(path);
        node.into_iter().flat_map(|node| &node.children).inspect(|child| child.seen.set(true))
    }

    /// The children of that name, where a name may stand several times.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        let named = self.children.iter().filter(move |child| *child.name == name);
        named.inspect(|child| child.seen.set(true))
    }

    /// The first word below.
    pub fn value(&self) -> Option<&str> {
        let child = self.children.iter().find(|child| !child.off)?;
        child.seen.set(true);
        Some(&child.name)
    }

    /// The first word below the node at a path.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.at(path)?.value()
    }

    /// All words below the node at a path.
    pub fn texts(&self, path: &str) -> Vec<&str> {
        self.each(path).filter(|child| !child.off).map(|child| child.name.as_str()).collect()
    }

    /// The number below the node at a path.
    pub fn number(&self, path: &str) -> Option<u64> {
        self.text(path)?.parse().ok()
    }

    /// Whether the node at a path is there and on.
    pub fn has(&self, path: &str) -> bool {
        self.at(path).is_some()
    }

    /// The line of the node at a path.
    pub fn line_of(&self, path: &str) -> Option<usize> {
        self.at(path).map(|node| node.line)
    }

    /// Marks everything below as understood.
    pub fn understand(&self) {
        self.seen.set(true);
        self.children.iter().for_each(Self::understand);
    }

    /// Whoever asked for it understood nothing of it: it is left over.
    pub fn mark_unread(&self) {
        self.seen.set(false);
    }

    /// The lines below that no reader asked for.
    pub fn left_over(&self, lines: &mut Vec<usize>) {
        if !self.seen.get() {
            lines.push(self.line);
            return;
        }
        // What follows the value of a setting belongs to it.
        if self.children.iter().any(|child| child.seen.get()) || self.children.len() > 1 {
            self.children.iter().for_each(|child| child.left_over(lines));
        }
    }
}

impl SettingLines for Node {
    fn setting_line(&self, words: &str) -> Option<usize> {
        let node = self.at(words)?;
        let value = node.children.iter().find(|child| !child.off);
        Some(value.map_or(node.line, |value| value.line)).filter(|line| *line > 0)
    }
}

/// The words of a line; quotes hold blanks together, and a backslash in double quotes frees the
/// next character.
pub fn words(text: &str) -> Vec<Zeroizing<String>> {
    let mut words = Vec::new();
    let mut word: Option<Zeroizing<String>> = None;
    let mut quote = None;
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match (quote, letter) {
            (Some('"'), '\\') => {
                let next = letters.next().unwrap_or('\\');
                word.get_or_insert_default().push(next);
            }
            (Some(open), letter) if open == letter => quote = None,
            (Some(_), letter) => word.get_or_insert_default().push(letter),
            (None, '"' | '\'') if word.is_none() => {
                quote = Some(letter);
                word.get_or_insert_default();
            }
            (None, letter) if letter.is_whitespace() => words.extend(word.take()),
            (None, letter) => word.get_or_insert_default().push(letter),
        }
    }
    words.extend(word);
    words
}

/// `set a b c` lines, with `deactivate` and `delete`. A list `[ a b ]` gives its words the same parent.
pub fn from_set_lines<'a>(root: &mut Node, lines: impl IntoIterator<Item = &'a SourceLine>) {
    for line in lines {
        let words = words(line.text.trim_start());
        let Some((verb, path)) = words.split_first() else { continue };
        match verb.as_str() {
            "set" => insert(root, path, line.number),
            "deactivate" => {
                root.descend(path.iter().map(|word| word.as_str()), line.number).off = true;
            }
            _ => {}
        }
    }
}

fn insert(root: &mut Node, path: &[Zeroizing<String>], line: usize) {
    let mut node = root;
    let mut rest = path.iter().map(|word| word.as_str());
    while let Some(word) = rest.next() {
        if word == "[" {
            for item in rest.by_ref().take_while(|item| *item != "]") {
                node.enter(item, line);
            }
        } else {
            node = node.enter(word, line);
        }
    }
}

/// A token of a text in braces.
enum Token {
    Word(Zeroizing<String>),
    Open,
    Close,
    End,
}

/// How deep braces may nest before a text is taken for noise.
const DEEPEST: usize = 64;

/// Braces, with `;` or line ends after statements: Junos, VyOS, PAN-OS.
pub fn from_braces<'a>(
    root: &mut Node,
    lines: impl IntoIterator<Item = &'a SourceLine>,
    semicolons: bool,
) {
    let mut path: Vec<Vec<Zeroizing<String>>> = Vec::new();
    let mut off: Vec<bool> = Vec::new();
    let mut statement: Vec<Zeroizing<String>> = Vec::new();
    let mut in_comment = false;
    for line in lines {
        let mut tokens = tokens(&line.text, &mut in_comment, semicolons);
        // Without semicolons a statement ends with its line.
        if !semicolons {
            tokens.push(Token::End);
        }
        for token in tokens {
            match token {
                Token::Word(word) => statement.push(word),
                Token::Open => {
                    let inactive =
                        statement.first().is_some_and(|word| *word.as_str() == *"inactive:");
                    if inactive {
                        statement.remove(0);
                    }
                    let words = std::mem::take(&mut statement);
                    if path.len() < DEEPEST {
                        let node = walk(root, &path);
                        let node =
                            node.descend(words.iter().map(|word| word.as_str()), line.number);
                        node.off |= inactive;
                    }
                    path.push(words);
                    off.push(inactive);
                }
                Token::Close => {
                    end(root, &path, &mut statement, line.number);
                    path.pop();
                    off.pop();
                }
                Token::End => end(root, &path, &mut statement, line.number),
            }
        }
    }
    end(root, &path, &mut statement, 0);
}

fn walk<'a>(root: &'a mut Node, path: &[Vec<Zeroizing<String>>]) -> &'a mut Node {
    root.descend(path.iter().flatten().map(|word| word.as_str()), 0)
}

fn end(
    root: &mut Node,
    path: &[Vec<Zeroizing<String>>],
    statement: &mut Vec<Zeroizing<String>>,
    line: usize,
) {
    let mut words = std::mem::take(statement);
    if words.is_empty() || path.len() > DEEPEST {
        return;
    }
    let inactive = words[0].as_str() == "inactive:";
    if inactive {
        words.remove(0);
    }
    let node = walk(root, path);
    if inactive {
        node.descend(words.iter().map(|word| word.as_str()), line).off = true;
        // What is switched off is its own setting, not only the last word of it.
        if let Some(first) = words.first() {
            node.enter(first, line).off = true;
        }
    } else {
        insert(node, &words, line);
    }
}

fn tokens(text: &str, in_comment: &mut bool, semicolons: bool) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text;
    loop {
        if *in_comment {
            let Some((_, after)) = rest.split_once("*/") else { return tokens };
            *in_comment = false;
            rest = after;
        }
        rest = rest.trim_start();
        let Some(first) = rest.chars().next() else { return tokens };
        if rest.starts_with("/*") {
            *in_comment = true;
            rest = &rest[2..];
            continue;
        }
        let length = match first {
            '#' => return tokens,
            '{' | '}' => {
                tokens.push(if first == '{' { Token::Open } else { Token::Close });
                1
            }
            ';' if semicolons => {
                tokens.push(Token::End);
                1
            }
            '"' | '\'' => {
                let (word, length) = quoted(rest, first);
                tokens.push(Token::Word(word));
                length
            }
            _ => {
                let ends = |letter: char| {
                    letter.is_whitespace()
                        || matches!(letter, '{' | '}')
                        || (semicolons && letter == ';')
                };
                let length = rest.find(ends).unwrap_or(rest.len());
                tokens.push(Token::Word(Zeroizing::new(rest[..length].to_owned())));
                length
            }
        };
        rest = &rest[length..];
    }
}

/// The content of a quoted text and how many bytes it takes with its quotes.
fn quoted(text: &str, quote: char) -> (Zeroizing<String>, usize) {
    let mut word = Zeroizing::new(String::new());
    let mut letters = text.char_indices().skip(1);
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' if quote == '"' => {
                if let Some((_, next)) = letters.next() {
                    word.push(next);
                }
            }
            letter if letter == quote => return (word, at + letter.len_utf8()),
            letter => word.push(letter),
        }
    }
    (word, text.len())
}
